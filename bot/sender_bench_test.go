package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"vigil/internal/card"
	"vigil/internal/discordsim"
)

const (
	// senderChannels is how many channels are told something in a benchmark of
	// half a minute; VIGIL_BENCH_CHANNELS says another number.
	senderChannels = 1_500
	hotChannels    = 5
	hotMessages    = 10
	farAway        = 80 * time.Millisecond // there and back
	unevenBy       = 40 * time.Millisecond // at most, more or less
	askEvery       = 40 * time.Millisecond
)

// senderWork is what the bot's process is told to post.
type senderWork struct {
	Server string
	Rooms  []string // one message each, in that order; a room can come more than once
}

// postAll posts, as the ledger's delivery does: many at a time, each once.
func postAll(b *Bot, list string, u *usage) error {
	var w senderWork
	if err := json.Unmarshal([]byte(list), &w); err != nil {
		return err
	}
	var (
		wait sync.WaitGroup
		mu   sync.Mutex
		next = make(chan int)
	)
	began := time.Now()
	for range 96 {
		wait.Go(func() {
			for i := range next {
				_, err := b.Courier().Post(context.Background(), w.Server, w.Rooms[i], senderCard(i), "bench-"+strconv.Itoa(i))
				if err != nil {
					mu.Lock()
					u.Failed = append(u.Failed, err.Error())
					mu.Unlock()
				}
			}
		})
	}
	for i := range w.Rooms {
		next <- i
	}
	close(next)
	wait.Wait()
	u.Took = time.Since(began)
	return nil
}

// senderCard is as large as an announcement is.
func senderCard(n int) card.Message {
	return card.Message{
		Cards: []card.Card{{
			Title:  "2,000 days in custody",
			Body:   "An invented person was arrested on 3 June 2020 and is held, according to two sources.",
			Fields: []card.Field{{Name: "Sentence", Value: "Eight years, reported by a lawyer"}, {Name: "Source", Value: "An invented agency, 4 June 2020"}},
			Footer: "24 November 2026 · ref " + strconv.Itoa(n),
		}},
		Controls: [][]card.Control{{{Label: "The record", Then: card.Then{Command: "case", Options: map[string]string{"person": "mohammad-rasoulof"}}}}},
	}
}

// BenchmarkSender has the bot tell something to many channels, under Discord's
// limits and as far away as Discord is, while somebody uses a command 25 times a
// second. See docs/performance.md.
func BenchmarkSender(b *testing.B) {
	channels := senderChannels
	if n, err := strconv.Atoi(os.Getenv("VIGIL_BENCH_CHANNELS")); err == nil {
		channels = n
	}
	even := func() time.Duration { return farAway }
	for _, sliding := range []bool{false, true} {
		for _, hot := range []int{0, hotChannels} {
			b.Run(fmt.Sprintf("sliding=%v/hot=%d", sliding, hot), func(b *testing.B) {
				for b.Loop() {
					benchSender(b, channels, hot, sliding, even)
				}
			})
		}
	}
	b.Run("sliding=true/uneven", func(b *testing.B) {
		uneven := func() time.Duration { return farAway - unevenBy + time.Duration(rand.Int64N(2*int64(unevenBy))) }
		for b.Loop() {
			benchSender(b, min(channels, senderChannels), 0, true, uneven)
		}
	})
}

func benchSender(b *testing.B, channels, hot int, sliding bool, trip func() time.Duration) {
	b.Helper()
	limits := discordsim.DiscordLimits()
	limits.Sliding = sliding
	r := newRig(b, "vigil", func(o *discordsim.Options) {
		o.Limits, o.Trip = &limits, trip
	})
	server := r.who.Channel().Server
	work := senderWork{Server: server.ID.String()}
	rooms := make([]*discordsim.Channel, channels+hot)
	for i := range rooms {
		rooms[i] = server.AddChannel("room-" + strconv.Itoa(i))
	}
	for range hotMessages {
		for _, room := range rooms[:hot] {
			work.Rooms = append(work.Rooms, room.ID.String())
		}
	}
	for _, room := range rooms[hot:] {
		work.Rooms = append(work.Rooms, room.ID.String())
	}
	list, err := json.Marshal(work)
	if err != nil {
		b.Fatal(err)
	}

	busySpan := time.Duration(len(work.Rooms)) * time.Second / 50 // about as long as posting takes
	idleSpan := min(busySpan/2, 30*time.Second)
	idle := r.latencies(idleSpan)
	before := r.used("")
	var after usage
	done := make(chan struct{})
	go func() {
		defer close(done)
		after = r.used("post " + string(list))
	}()
	busy := r.latencies(busySpan)
	<-done
	idle = append(idle, r.latencies(idleSpan)...)

	for i, room := range rooms {
		want := 1
		if i < hot {
			want = hotMessages
		}
		if n := len(room.Messages()); n != want {
			b.Errorf("%d messages in %s", n, room.Name())
		}
	}
	if n := r.sim.InvalidRequests(); n > 0 || len(after.Failed) > 0 {
		b.Errorf("%d requests were refused; failed: %v", n, after.Failed)
	}
	n := float64(len(work.Rooms))
	share := n / 50 / after.Took.Seconds()
	ratio := percentile(busy, 99).Seconds() / percentile(idle, 99).Seconds()
	b.Logf("%.0f messages in %.1f s: %.1f %% of the ceiling, %d refused, %.0f µs of CPU each with the replies; "+
		"replies p50 %v idle, %v meanwhile; p99 %v idle, %v meanwhile (%d and %d replies)",
		n, after.Took.Seconds(), 100*share, r.sim.InvalidRequests(), float64((after.CPU-before.CPU).Microseconds())/n,
		percentile(idle, 50), percentile(busy, 50), percentile(idle, 99), percentile(busy, 99), len(idle), len(busy))
	b.ReportMetric(100*share, "%ceiling")
	b.ReportMetric(ratio, "×idle-p99")
	b.ReportMetric(float64(r.sim.InvalidRequests()), "refused")
}

// latencies uses a command again and again, and says how long each reply took
// to be seen.
func (r *rig) latencies(span time.Duration) (all []time.Duration) {
	var (
		wait sync.WaitGroup
		mu   sync.Mutex
		tick = time.NewTicker(askEvery)
	)
	defer tick.Stop()
	for end := time.Now().Add(span); time.Now().Before(end); <-tick.C {
		wait.Go(func() {
			began := time.Now()
			ex, err := r.who.Send(r.b.Context(), r.line)
			if err == nil {
				_, err = ex.Reply(r.b.Context())
			}
			mu.Lock()
			defer mu.Unlock()
			if all = append(all, time.Since(began)); err != nil {
				r.b.Error(err)
			}
		})
	}
	wait.Wait()
	return all
}

func percentile(all []time.Duration, p int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*p/100)].Round(10 * time.Microsecond)
}
