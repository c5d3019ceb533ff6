package bot

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// handTimers are driven by the test: nothing passes until it says so, except
// that what auto accepts passes at once.
type handTimers struct {
	mu      sync.Mutex
	now     time.Time
	pending []*handTimer
	passed  []time.Duration // of timers that went off, in order
	auto    func(time.Duration) bool
	changed chan struct{}
}

type handTimer struct {
	d time.Duration
	f func()
}

// firstWait is how long the bot of a stage waits before it connects again for
// the first time: a second, shortened by a fixed jitter.
const firstWait = 950 * time.Millisecond

// unheld lets pass what no test is about: all but the deferral, the first wait
// before connecting again, and the limits.
func unheld(d time.Duration) bool {
	switch d {
	case openLimit, watchEvery, drainLimit, closeLimit, firstWait, deferAfter:
		return false
	}
	return true
}

func newHandTimers() *handTimers {
	return &handTimers{now: time.Now(), auto: unheld, changed: make(chan struct{})}
}

func (h *handTimers) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *handTimers) AfterFunc(d time.Duration, f func()) func() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := &handTimer{d, f}
	if h.auto(d) {
		h.goOff(t)
		return func() bool { return false }
	}
	h.pending = append(h.pending, t)
	h.wake()
	return func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.take(t)
	}
}

// wake tells who waits for a timer to look again. The caller holds mu.
func (h *handTimers) wake() {
	close(h.changed)
	h.changed = make(chan struct{})
}

// take removes t from those pending. The caller holds mu.
func (h *handTimers) take(t *handTimer) bool {
	for i, p := range h.pending {
		if p == t {
			h.pending = append(h.pending[:i], h.pending[i+1:]...)
			return true
		}
	}
	return false
}

func (h *handTimers) goOff(t *handTimer) {
	h.now = h.now.Add(t.d)
	h.passed = append(h.passed, t.d)
	go t.f()
	h.wake()
}

// pass waits until a timer that matches is set, and lets it go off.
func (h *handTimers) pass(t *testing.T, match func(time.Duration) bool) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		h.mu.Lock()
		for _, p := range h.pending {
			if match(p.d) {
				h.take(p)
				h.goOff(p)
				h.mu.Unlock()
				return
			}
		}
		changed := h.changed
		h.mu.Unlock()
		select {
		case <-changed:
		case <-deadline:
			t.Fatal("nothing waits for that time")
		}
	}
}

// waiting reports whether a timer that matches is set.
func (h *handTimers) waiting(match func(time.Duration) bool) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.pending, func(t *handTimer) bool { return match(t.d) })
}

// is matches one duration.
func is(want time.Duration) func(time.Duration) bool {
	return func(d time.Duration) bool { return d == want }
}

// between matches durations from a to b.
func between(a, b time.Duration) func(time.Duration) bool {
	return func(d time.Duration) bool { return d >= a && d <= b }
}

// waits are the durations of all timers that went off.
func (h *handTimers) waits() []time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]time.Duration(nil), h.passed...)
}
