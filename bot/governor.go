package bot

import (
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Discord bans an address for an hour or more after 10,000 invalid requests in
// ten minutes: those answered with 401, 403 or 429, other than for a limit that
// is shared with others. From slowFrom on, sending becomes slower with each one
// more; at stopAt it is left be.
const (
	invalidSpan = 10 * time.Minute
	slowFrom    = 2_000
	stopAt      = 5_000
	halvedBy    = 500 // further ones that halve the rate

	invalidSlice = 10 * time.Second
)

// governor counts invalid requests, of answers too, since Discord counts them
// by the address.
type governor struct {
	next http.RoundTripper
	log  *slog.Logger

	mu     sync.Mutex
	slices [invalidSpan/invalidSlice + 1]int // counts, in a ring by their time
	at     time.Time                         // when the last slice began
	state  sending
	kinds  map[string]int // what was refused since nothing was, for the log
}

// sending is how free the bot is to send what nobody waits for.
type sending string

const (
	sendingFreely  sending = ""
	sendingSlowly  sending = "slowed down: Discord refused many requests"
	sendingStopped sending = "stopped: Discord refused too many requests"
)

func newGovernor(next http.RoundTripper, log *slog.Logger) *governor {
	return &governor{next: next, log: log, kinds: map[string]int{}}
}

// RoundTrip counts what comes back as invalid.
func (g *governor) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := g.next.RoundTrip(r)
	if err == nil && resp.StatusCode >= 400 && invalid(resp) {
		g.note(time.Now(), strconv.Itoa(resp.StatusCode)+" "+bucketOf(r.Method, r.URL.Path).kind)
	}
	return resp, err
}

func invalid(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return true
	case http.StatusTooManyRequests:
		return resp.Header.Get("X-RateLimit-Scope") != "shared"
	}
	return false
}

func (g *governor) note(now time.Time, kind string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	if g.total() == 0 {
		clear(g.kinds)
	}
	g.slices[0]++
	g.kinds[kind]++
	g.judge()
}

// mostly is what was refused most often.
func (g *governor) mostly() (kind string) {
	for k, n := range g.kinds {
		if n > g.kinds[kind] {
			kind = k
		}
	}
	return kind
}

// turn forgets what is older than the span. The newest slice is the first.
func (g *governor) turn(now time.Time) {
	if g.at.IsZero() {
		g.at = now
	}
	for now.Sub(g.at) >= invalidSlice {
		if now.Sub(g.at) > 2*invalidSpan {
			clear(g.slices[:])
			g.at = now
			return
		}
		copy(g.slices[1:], g.slices[:])
		g.slices[0] = 0
		g.at = g.at.Add(invalidSlice)
	}
}

func (g *governor) total() (n int) {
	for _, s := range g.slices {
		n += s
	}
	return n
}

// judge says loudly when things get worse, or better.
func (g *governor) judge() {
	n, was := g.total(), g.state
	switch {
	case n >= stopAt:
		g.state = sendingStopped
	case n >= slowFrom:
		g.state = sendingSlowly
	default:
		g.state = sendingFreely
	}
	switch {
	case g.state == was:
	case g.state == sendingFreely:
		g.log.Info("requests are sent at their usual rate again", "refused", n)
	default:
		g.log.Error("sending is "+string(g.state), "refused", n, "in", invalidSpan, "banned_at", 10_000, "mostly", g.mostly())
	}
}

// pace is by what part of the usual rate requests may be sent now. Even when
// sending is stopped it is more than nothing, for what is vital.
func (g *governor) pace(now time.Time) float64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	g.judge()
	over := min(max(g.total()-slowFrom, 0), stopAt-slowFrom)
	return math.Exp2(-float64(over) / halvedBy)
}

// until is when sending goes on; the zero time if it isn't stopped.
func (g *governor) until(now time.Time) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	n := g.total()
	if n < stopAt {
		return time.Time{}
	}
	for i := len(g.slices) - 1; i > 0; i-- { // the oldest goes first
		if n -= g.slices[i]; n < stopAt {
			return g.at.Add(invalidSlice * time.Duration(len(g.slices)-i))
		}
	}
	return g.at.Add(invalidSlice * time.Duration(len(g.slices)))
}

// look is how many invalid requests there were lately, and what came of it.
func (g *governor) look(now time.Time) (int, sending) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	g.judge()
	return g.total(), g.state
}

// vital says that a request is sent even while sending is stopped, if slowly:
// otherwise something would stay in Discord that has to go.
func vital(r *http.Request) bool {
	return r.Method == http.MethodDelete || r.Method == http.MethodPatch
}

// probe says that a request finds out whether the bot may connect.
func probe(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/gateway/bot") }
