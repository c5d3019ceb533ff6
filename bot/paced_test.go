package bot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// far is a Discord that takes its time, and what came to it when. It answers
// what says asks for, 200 otherwise.
type far struct {
	trip time.Duration                           // back, for requests that come at once
	ways func() time.Duration                    // one way, each way
	says func(path string, n int) *http.Response // n counts from 1

	mu   sync.Mutex
	came []arrival
}

type arrival struct {
	at   time.Time
	path string
}

func (f *far) RoundTrip(r *http.Request) (*http.Response, error) {
	back := f.trip
	if f.ways != nil {
		f.mu.Lock()
		there := f.ways()
		back = f.ways()
		f.mu.Unlock()
		time.Sleep(there)
	}
	f.mu.Lock()
	f.came = append(f.came, arrival{time.Now(), r.URL.Path})
	n := len(f.came)
	f.mu.Unlock()
	select {
	case <-time.After(back):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if f.says != nil {
		if resp := f.says(r.URL.Path, n); resp != nil {
			return resp, nil
		}
	}
	return answer(http.StatusOK), nil
}

// all are the arrivals so far.
func (f *far) all() []arrival {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.came)
}

// when is when requests to that path came.
func (f *far) when(path string) (at []time.Time) {
	for _, a := range f.all() {
		if a.path == path {
			at = append(at, a.at)
		}
	}
	return at
}

// answer is an answer with those headers, by name and value.
func answer(status int, headers ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader("{}"))}
}

// pacing is a paced transport in front of a far Discord.
type pacing struct {
	*paced
	far *far
	log *logged
}

func newPacing(f *far) *pacing {
	p := &pacing{far: f, log: &logged{}}
	log := slog.New(slog.NewTextHandler(p.log, nil))
	g := newGovernor(f, log)
	p.paced = newPaced(g, g, log)
	return p
}

// send sends a request beside others; its error comes through the channel.
func (p *pacing) send(ctx context.Context, method, path string) <-chan error {
	came := make(chan error, 1)
	r, err := http.NewRequestWithContext(ctx, method, "http://discord.invalid/api/v9"+path, nil)
	if err != nil {
		panic(err)
	}
	go func() {
		resp, err := p.RoundTrip(r)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				err = &refused{Status: resp.StatusCode}
			}
		}
		came <- err
	}()
	synctest.Wait() // it stands in the queue now, or has gone
	return came
}

// says is the bot's own word, in a channel.
func (p *pacing) says(ctx context.Context, channel int) <-chan error {
	return p.send(aside(ctx), http.MethodPost, room(channel))
}

func room(n int) string { return "/channels/" + strconv.Itoa(n) + "/messages" }

// came is the path as it comes to Discord.
func came(path string) string { return "/api/v9" + path }

// most is the largest number of instants within any span of that length.
func most(at []time.Time, span time.Duration) (n int) {
	from := 0
	for to := range at {
		for at[to].Sub(at[from]) >= span {
			from++
		}
		n = max(n, to-from+1)
	}
	return n
}

func instants(all []arrival) (at []time.Time) {
	for _, a := range all {
		at = append(at, a.at)
	}
	return at
}

// settle waits for answers, all of which have to be good.
func settle(t *testing.T, all ...<-chan error) {
	t.Helper()
	for _, one := range all {
		if err := <-one; err != nil {
			t.Error(err)
		}
	}
}

func TestPacedRate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{trip: 80 * time.Millisecond})
		began := time.Now()
		var all []<-chan error
		for i := range 500 {
			all = append(all, p.says(t.Context(), i))
		}
		settle(t, all...)
		if n := most(instants(p.far.all()), time.Second); n > 50 {
			t.Errorf("%d requests in one second", n)
		}
		if rate := 500 / time.Since(began).Seconds(); rate < 48 {
			t.Errorf("%.2f requests a second, with the last way back", rate)
		}
		time.Sleep(5 * time.Minute)
		all = nil
		for i := range 100 {
			all = append(all, p.says(t.Context(), i))
		}
		settle(t, all...)
		if n := most(instants(p.far.all()), time.Second); n > 50 {
			t.Errorf("%d requests in one second after a rest", n)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.lanes) > 100 {
			t.Errorf("%d lanes are remembered", len(p.lanes))
		}
	})
}

// Requests overtake one another on their ways; still no second sees more of
// them arrive than Discord takes.
func TestPacedUnevenWays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(4, 8))
		p := newPacing(&far{ways: func() time.Duration { return 20*time.Millisecond + time.Duration(r.Int64N(int64(80*time.Millisecond))) }})
		began := time.Now()
		var all []<-chan error
		for i := range 1000 {
			all = append(all, p.says(t.Context(), i))
		}
		settle(t, all...)
		at := instants(p.far.all())
		if n := most(at, time.Second); n > 50 {
			t.Errorf("%d requests arrived in one second", n)
		}
		if rate := 1000 / time.Since(began).Seconds(); rate < 43 {
			t.Errorf("%.2f requests a second", rate)
		}
	})
}

// The shortest way is of the last minutes: ways get longer, too.
func TestWindowForgets(t *testing.T) {
	t.Parallel()
	now := noon()
	w := window{lane: lane{quota: quota{allowedPerSecond, time.Second}}}
	for _, tt := range []struct {
		after, way, want time.Duration // 1 s less the shortest way
	}{
		{0, 80 * time.Millisecond, 80 * time.Millisecond},
		{time.Second, 40 * time.Millisecond, 40 * time.Millisecond},
		{time.Minute, 90 * time.Millisecond, 40 * time.Millisecond},
		{time.Minute, 100 * time.Millisecond, 90 * time.Millisecond},
		{time.Second, 10 * time.Second, 90 * time.Millisecond},
		{10 * time.Minute, 10 * time.Second, 100 * time.Millisecond},
		{10 * time.Minute, 10 * time.Second, time.Second / 2},
	} {
		now = now.Add(tt.after)
		if w.note(now, tt.way); w.per != time.Second-tt.want {
			t.Errorf("after %v and a way of %v: %v", tt.after, tt.way, w.per)
		}
	}
}

// A channel in which much is to be said holds back no other.
func TestPacedFairness(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{trip: 80 * time.Millisecond})
		began := time.Now()
		var all []<-chan error
		const hot, each, others = 5, 10, 400
		for range each {
			for c := range hot {
				all = append(all, p.says(t.Context(), c))
			}
		}
		for c := range others {
			all = append(all, p.says(t.Context(), 1000+c))
		}
		settle(t, all...)
		var last time.Time
		for c := range others {
			at := p.far.when(came(room(1000 + c)))
			if len(at) != 1 {
				t.Fatalf("channel %d was told %d times", c, len(at))
			}
			last = later(last, at[0])
		}
		if d, want := last.Sub(began), (others+hot*each)*time.Second/48; d > want {
			t.Errorf("the last of the others was told after %v", d)
		}
		if d, want := time.Since(began), (others+hot*each)*time.Second/48+5*time.Second; d > want {
			t.Errorf("all of it took %v", d)
		}
		for c := range hot {
			at := p.far.when(came(room(c)))
			if n := most(at, 5*time.Second); len(at) != each || n > 5 {
				t.Errorf("hot channel %d was told %d times, %d of them within five seconds", c, len(at), n)
			}
		}
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Where too many wait for one bucket, as when many people are written to for
// the first time, they are asked to come back one after another.
func TestPacedCrowd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{trip: 80 * time.Millisecond})
		const opening = "/users/@me/channels"
		began := time.Now()
		var all []<-chan error
		for range 700 {
			all = append(all, p.send(aside(t.Context()), http.MethodPost, opening))
		}
		settle(t, p.says(t.Context(), 1))
		if d := time.Since(began); d > time.Second {
			t.Errorf("a channel was told after %v", d)
		}
		settle(t, p.send(t.Context(), http.MethodPost, opening)) // somebody waits for it
		if d := time.Since(began); d > 11*time.Second {
			t.Errorf("somebody had to wait for %v", d)
		}
		var after []time.Duration
		for _, one := range all {
			var away *held
			if err := <-one; errors.As(err, &away) {
				after = append(after, away.after)
			} else if err != nil {
				t.Error(err)
			}
		}
		if n := len(p.far.when(came(opening))); n+len(after) != 701 || n < 13 || n > 30 || time.Since(began) > 25*time.Second {
			t.Errorf("%d were sent and %d sent away, within %v", n, len(after), time.Since(began))
		}
		slices.Sort(after)
		if after[0] != holdLimit || after[1] != holdLimit+time.Second || after[100] != holdLimit+100*time.Second || after[len(after)-1] != awayLimit {
			t.Errorf("they should come back after %v, %v … %v … %v", after[0], after[1], after[100], after[len(after)-1])
		}
	})
}

// What somebody waits for goes first, but not alone.
func TestPacedPrompt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{})
		var all []<-chan error
		for i := range 300 {
			all = append(all, p.says(t.Context(), i))
		}
		began := time.Now()
		for i := range 20 {
			all = append(all, p.send(t.Context(), http.MethodGet, "/guilds/"+strconv.Itoa(i)))
		}
		settle(t, all...)
		var lookups, words int
		for _, a := range p.far.all() {
			switch {
			case a.at.Before(began), a.at.Sub(began) > 41*time.Second/48:
			case strings.Contains(a.path, "/guilds/"):
				lookups++
			default:
				words++
			}
		}
		if lookups != 20 || words < 19 {
			t.Errorf("within the time for 41: %d lookups and %d words", lookups, words)
		}
	})
}

// Who gives up leaves the queue, and takes nobody's turn.
func TestPacedCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{})
		for i := range requestsBurst {
			settle(t, p.says(t.Context(), 900+i))
		}
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		var stay, gone []<-chan error
		for i := range 20 {
			gone = append(gone, p.says(ctx, 100+i), p.says(ctx, 1+i/5))
			stay = append(stay, p.says(t.Context(), 200+i))
		}
		cancel()
		for i, one := range gone {
			if err := <-one; !errors.Is(err, context.Canceled) {
				t.Errorf("%d: %v", i, err)
			}
		}
		settle(t, stay...)
		if n := len(p.far.all()); n != requestsBurst+len(stay) {
			t.Errorf("%d requests were sent", n)
		}
		if d := time.Since(began); d > 21*time.Second/48 {
			t.Errorf("those who stayed had to wait for %v", d)
		}
		synctest.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.waiting != 0 || p.orders[background].Len() != 0 {
			t.Errorf("%d still wait, in %d lanes", p.waiting, p.orders[background].Len())
		}
		for _, l := range p.lanes {
			if l.underway != 0 {
				t.Errorf("lane %v: %d under way", l.bucket, l.underway)
			}
		}
	})
}

// A turn that comes as its request is given up goes back to the lane.
func TestPacedCancelledWithItsTurn(t *testing.T) {
	t.Parallel()
	p := newPacing(&far{})
	turn := &turn{class: background, given: make(chan error, 1)}
	p.enter(turn, bucketOf(http.MethodPost, room(1)))
	if turn.place != nil || turn.lane.underway != 1 {
		t.Fatal("it didn't get its turn")
	}
	p.leave(turn)
	if turn.lane.underway != 0 {
		t.Error("it is taken to be under way")
	}
}

func TestBucketOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ method, path, kind, major string }{
		{"POST", "/api/v9/channels/12/messages", "POST /channels/{id}/messages", "12"},
		{"PATCH", "/proxy/api/v10/channels/12/messages/34", "PATCH /channels/{id}/messages/{id}", "12"},
		{"DELETE", "/channels/12/messages/34", "DELETE /channels/{id}/messages/{id}", "12"},
		{"POST", "/api/v9/channels/12/messages/34/crosspost", "POST /channels/{id}/messages/{id}/crosspost", "12"},
		{"POST", "/api/v9/users/@me/channels", "POST /users/@me/channels", ""},
		{"GET", "/api/v9/guilds/56/members/78", "GET /guilds/{id}/members/{id}", "56"},
		{"GET", "/api/v9/applications/1/guilds/2/commands", "GET /applications/{id}/guilds/{id}/commands", ""},
		{"GET", "/api/v9/gateway/bot", "GET /gateway/bot", ""},
		{"POST", "/api/v9/interactions/1/secret/callback", "POST /interactions/{id}/{token}/callback", ""},
		{"PATCH", "/api/v9/webhooks/1/secret/messages/@original", "PATCH /webhooks/{id}/{token}/messages/@original", "1"},
	} {
		if got := bucketOf(tt.method, tt.path); got.kind != tt.kind || got.major != tt.major {
			t.Errorf("%s %s: %+v", tt.method, tt.path, got)
		}
	}
	for _, kind := range []string{
		"POST /channels/{id}/messages", "PATCH /channels/{id}/messages/{id}", "DELETE /channels/{id}/messages/{id}",
		"POST /channels/{id}/messages/{id}/crosspost", "POST /users/@me/channels",
	} {
		if quotaOf(kind).limit == 0 {
			t.Errorf("no quota is known of %s", kind)
		}
	}
}
