package bot

import (
	"container/list"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Discord allows a bot 50 requests a second; [window] sees to it that no second
// gets more. The rate keeps them even, so that there are few to catch up with
// one another, and what is lost to the way there and back still leaves 96 % of
// what is allowed. The burst catches up on timers that go off late.
const (
	allowedPerSecond  = 50
	requestsPerSecond = 49
	requestsBurst     = 10
)

const (
	// holdLimit is how long a request waits for its bucket to have room. What
	// would take longer fails with [held], so that who sent it can put it off.
	holdLimit = 10 * time.Second
	// requestLimit is how long a request may take once it has its turn.
	requestLimit = 20 * time.Second
)

// paced is the one way by which requests with the bot's token go to Discord. A
// request waits there for its turn: at the rate that Discord allows a bot, and
// for each bucket at the rate that Discord allows there. Buckets take turns, so
// that a channel in which much is to be said holds back no other. What somebody
// waits for goes before what the bot says by itself. Answers to interactions
// don't count against the limits, and don't go through here.
//
// Each request is sent once, whatever comes of it.
type paced struct {
	next     http.RoundTripper
	log      *slog.Logger
	governor *governor

	mu      sync.Mutex
	rate    *rate.Limiter
	window  window
	lanes   map[bucket]*lane
	quotas  map[string]quota // by kind, as learned from Discord
	orders  [classes]list.List
	last    class       // of the request that went last
	timer   *time.Timer // for the next turn
	until   time.Time   // nothing is sent before
	token   tokenTrouble
	waiting int
	sent    uint64
	swept   time.Time
}

// class is how soon a request has to be sent.
type class int

const (
	prompt     class = iota // somebody waits for it
	background              // the bot's own word
	classes
)

// aside marks what a request with that context is about as the bot's own word,
// for which nobody waits.
func aside(ctx context.Context) context.Context {
	return context.WithValue(ctx, asideKey{}, true)
}

type asideKey struct{}

func classOf(ctx context.Context) class {
	if ctx.Value(asideKey{}) != nil {
		return background
	}
	return prompt
}

func newPaced(next http.RoundTripper, g *governor, log *slog.Logger) *paced {
	return &paced{
		next: next, log: log, governor: g,
		rate:   rate.NewLimiter(requestsPerSecond, requestsBurst),
		window: window{lane: lane{quota: quota{allowedPerSecond, time.Second}}},
		lanes:  map[bucket]*lane{}, quotas: map[string]quota{},
	}
}

// held is a request that wasn't sent, since its turn would come too late.
type held struct {
	after time.Duration
	why   string
}

func (h *held) Error() string { return fmt.Sprintf("%s: not sent, for %s yet", h.why, h.after) }

// turn is a request that waits for its turn.
type turn struct {
	lane  *lane
	class class
	vital bool          // is sent even while sending is stopped
	probe bool          // finds out whether the token is right
	place *list.Element // in the lane; nil once it has its turn
	given chan error    // its turn, or a [held]
	went  time.Time
}

// RoundTrip waits for the request's turn, or for the end of its context, and
// sends it.
func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	t := &turn{class: classOf(r.Context()), vital: vital(r), probe: probe(r), given: make(chan error, 1)}
	p.enter(t, bucketOf(r.Method, r.URL.Path))
	var err error
	select {
	case err = <-t.given:
	case <-r.Context().Done():
		p.leave(t)
		err = r.Context().Err()
	}
	if err != nil {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), requestLimit)
	resp, err := p.next.RoundTrip(r.WithContext(ctx))
	p.returned(t, r, resp)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &cancelling{resp.Body, cancel}
	return resp, nil
}

// cancelling is a body after which nothing is left running.
type cancelling struct {
	io.ReadCloser
	cancel context.CancelFunc
}

// Close ends the request's context too.
func (c *cancelling) Close() error {
	defer c.cancel()
	return c.ReadCloser.Close()
}

// enter has a request wait.
func (p *paced) enter(t *turn, b bucket) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lanes[b]
	if l == nil {
		l = &lane{bucket: b, quota: quotaOf(b.kind)}
		if q, ok := p.quotas[b.kind]; ok {
			l.quota = q
		}
		p.lanes[b] = l
	}
	t.lane = l
	if after := l.crowded(t.class, time.Now()); after > 0 {
		t.given <- &held{after, "too many of these requests wait already"}
		return
	}
	t.place = l.waiting[t.class].PushBack(t)
	if l.place[t.class] == nil {
		l.place[t.class] = p.orders[t.class].PushBack(l)
	}
	p.waiting++
	p.give()
}

// leave gives up a request's place, or the turn that it has just got.
func (p *paced) leave(t *turn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.place != nil {
		p.take(t)
		return
	}
	if err := <-t.given; err == nil {
		t.lane.underway--
		p.window.underway--
		p.give()
	}
}

// take takes a request out of the queue, and its lane when nothing is left in
// it.
func (p *paced) take(t *turn) {
	l := t.lane
	l.waiting[t.class].Remove(t.place)
	t.place = nil
	p.waiting--
	if l.waiting[t.class].Len() == 0 {
		p.orders[t.class].Remove(l.place[t.class])
		l.place[t.class] = nil
	}
}

// returned notes what a request came back with; nil if with nothing.
func (p *paced) returned(t *turn, r *http.Request, resp *http.Response) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	t.lane.arrive(now)
	p.window.arrive(now)
	if resp != nil {
		p.window.note(now, now.Sub(t.went))
		p.learn(t.lane, r, resp, now)
	}
	p.give()
}

// look is how sending is doing, in the fields of [Health] that say so.
func (p *paced) look() (h Health) {
	now := time.Now()
	n, state := p.governor.look(now)
	p.mu.Lock()
	defer p.mu.Unlock()
	h.Sent, h.Waiting, h.Invalid, h.Sending = p.sent, p.waiting, n, string(state)
	if p.token.until.After(now) {
		h.Sending = "stopped: Discord refused the token"
	}
	return h
}
