package discordsim

import (
	"sync"
	"time"
)

// Clock is the time that an embedded Discord lives in. It runs on with real
// time from an offset, and can be moved or frozen: message times, interaction
// deadlines and nonces follow it. Rate limits and heartbeats don't; they follow
// real time, as the other side waits for them in real time. The zero Clock
// shows real time.
type Clock struct {
	mu     sync.Mutex
	offset time.Duration
	frozen bool
	at     time.Time // when frozen
	moved  []chan<- struct{}
}

// NewClock returns a clock that shows start now and runs on from there.
func NewClock(start time.Time) *Clock {
	c := new(Clock)
	c.Set(start)
	return c
}

// Now is the time in this Discord, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.frozen {
		return c.at
	}
	return time.Now().UTC().Round(0).Add(c.offset)
}

// Advance moves the clock by d, which may be negative, and returns the new
// time. What falls due by it happens at once.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set(c.now().Add(d))
	return c.now()
}

// Set moves the clock to t. It goes on running, unless it is frozen.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set(t)
}

func (c *Clock) set(t time.Time) {
	c.at = t.UTC().Round(0)
	c.offset = c.at.Sub(time.Now().UTC().Round(0))
	c.wake()
}

// Freeze stops the clock: it moves only by Advance and Set until Run.
func (c *Clock) Freeze() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.frozen = c.now(), true
	c.wake()
}

// Run lets a frozen clock go on from where it stands.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.frozen {
		c.frozen = false
		c.set(c.at)
	}
}

// until is how much real time passes before the clock shows t by itself;
// never, when it is frozen.
func (c *Clock) until(t time.Time) (wait time.Duration, ever bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if wait = t.Sub(c.now()); wait <= 0 {
		return 0, true
	}
	return wait, !c.frozen
}

// notify has ch poked, without blocking, whenever the clock is moved.
func (c *Clock) notify(ch chan<- struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moved = append(c.moved, ch)
}

func (c *Clock) wake() {
	for _, ch := range c.moved {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
