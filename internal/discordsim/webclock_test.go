package discordsim_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"vigil/internal/discordsim"
)

// resting is an application that has something to do on the hour, and notes
// when it was asked.
type resting struct {
	mu    sync.Mutex
	clock *discordsim.Clock
	asked []time.Time
	block chan struct{} // closed: it doesn't come to rest before the walk ends
	fails error
}

func (r *resting) rest(ctx context.Context) (time.Time, error) {
	r.mu.Lock()
	now := r.clock.Now()
	r.asked = append(r.asked, now)
	block, fails := r.block, r.fails
	r.mu.Unlock()
	if block != nil {
		<-ctx.Done()
		return time.Time{}, ctx.Err()
	}
	return now.Truncate(time.Hour).Add(time.Hour), fails
}

// hours are the instants at which it was asked.
func (r *resting) hours() []time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.asked)
}

// walked is what the page says of its clock.
type walked struct {
	Now  time.Time
	Walk *struct{ From, To time.Time }
}

// arrives waits until the page's clock isn't on its way any more.
func arrives(t *testing.T, p *discordsim.Page) (w walked) {
	t.Helper()
	ctx := soon(t)
	for {
		w = walked{}
		if status := ask(t, p, "GET", "api/state", nil, &w); status != http.StatusOK {
			t.Fatalf("the state: %d", status)
		}
		if w.Walk == nil {
			return w
		}
		select {
		case <-ctx.Done():
			t.Fatal("the clock doesn't arrive")
		default:
		}
	}
}

// Where the page knows when an application has something to do, its clock stops
// there each time until that is done; it can be stopped, and says why it stopped.
func TestClockWalks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	clock := w.Clock()
	start := time.Date(2026, 1, 20, 12, 30, 0, 0, time.UTC)
	clock.Freeze()
	clock.Set(start)
	r := &resting{clock: clock}
	p, err := w.ServePage("127.0.0.1:0", discordsim.PageOptions{Rest: r.rest})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)

	var begun walked
	if status := ask(t, p, "POST", "api/clock", map[string]any{"by": "day"}, &begun); status != http.StatusOK || begun.Walk == nil || !begun.Walk.To.Equal(start.AddDate(0, 0, 1)) {
		t.Fatalf("moving it by a day: %d, %+v", status, begun)
	}
	if got := arrives(t, p); !got.Now.Equal(start.AddDate(0, 0, 1)) {
		t.Errorf("it arrives at %s", got.Now)
	}
	want := []time.Time{start}
	for hour := range 24 {
		want = append(want, start.Truncate(time.Hour).Add(time.Duration(hour+1)*time.Hour))
	}
	want = append(want, start.AddDate(0, 0, 1))
	if got := r.hours(); !slices.EqualFunc(got, want, time.Time.Equal) {
		t.Errorf("it stopped at %v, want %v", got, want)
	}

	// While it is on its way, it can only be stopped.
	r.mu.Lock()
	r.block = make(chan struct{})
	r.mu.Unlock()
	if status := ask(t, p, "POST", "api/clock", map[string]any{"by": "year"}, nil); status != http.StatusOK {
		t.Fatalf("moving it by a year: %d", status)
	}
	if status := ask(t, p, "POST", "api/clock", map[string]any{"by": "hour"}, nil); status != http.StatusConflict {
		t.Errorf("moving it on its way: %d", status)
	}
	if status := ask(t, p, "POST", "api/clock", map[string]any{"stop": true}, nil); status != http.StatusOK {
		t.Errorf("stopping it: %d", status)
	}
	if got := arrives(t, p); !got.Now.Equal(start.AddDate(0, 0, 1)) {
		t.Errorf("stopped, it went on to %s", got.Now)
	}

	r.mu.Lock()
	r.block, r.fails = nil, errors.New("the bot is asleep")
	r.mu.Unlock()
	news := watch(t, p, "", "")
	news.next("state", new(walked))
	if status := ask(t, p, "POST", "api/clock", map[string]any{"by": "hour"}, nil); status != http.StatusOK {
		t.Errorf("moving it by an hour: %d", status)
	}
	var told struct{ Fault string }
	for told.Fault == "" {
		news.next("news", &told)
	}
	if told.Fault != "The clock stopped on its way: the bot is asleep." {
		t.Errorf("it stopped because %q", told.Fault)
	}
}
