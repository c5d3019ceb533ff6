package bot

import (
	"strconv"
	"sync"
	"time"
)

// Discord takes an answer for three seconds. What arrives later than that can
// no longer be answered, so it is not run either.
const patience = 3 * time.Second

// An interaction cannot be under way for longer than its token lives. A lag
// beyond that is no lag but two clocks that differ.
const tokenLife = 15 * time.Minute

// rebaseAfter is how many interactions in a row must look late before it is
// the clock of this machine that is taken to be wrong.
const rebaseAfter = 3

// lateness tells interactions that come too late from a clock that is wrong.
// Discord's time of an interaction is in its id; this machine's clock may be
// off against it, so lags are measured against the smallest one seen lately.
type lateness struct {
	mu     sync.Mutex
	base   time.Duration // this machine's clock minus Discord's, as far as known
	inARow int
	least  time.Duration // of those in a row
}

// late reports whether an interaction with that id, arriving at now, comes too
// late; rebased is set when the machine's clock was found to be off by base.
func (l *lateness) late(id string, now time.Time) (late, rebased bool) {
	at, ok := instantOf(id)
	if !ok {
		return false, false
	}
	lag := now.Sub(at)

	l.mu.Lock()
	defer l.mu.Unlock()
	off := lag - l.base
	switch {
	case off < -patience || off > tokenLife:
		l.base, l.inARow = lag, 0
		return false, true
	case off < 0:
		l.base, l.inARow = lag, 0
		return false, false
	case off <= patience:
		l.inARow = 0
		return false, false
	}
	if l.inARow == 0 || lag < l.least {
		l.least = lag
	}
	if l.inARow++; l.inARow >= rebaseAfter {
		l.base, l.inARow = l.least, 0
		return true, true
	}
	return true, false
}

// offset is by how much this machine's clock is ahead of Discord's, as far as
// is known.
func (l *lateness) offset() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.base
}

// epoch is the first millisecond that Discord's ids can name.
const epoch = 1420070400000

// instantOf is when Discord made that id (a snowflake).
func instantOf(id string) (time.Time, bool) {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(n>>22) + epoch), true
}

// recent remembers the ids of the last interactions, so that one that is
// delivered twice runs once. It does not grow.
type recent struct {
	mu   sync.Mutex
	ring [1024]uint64
	at   int
	set  map[uint64]struct{}
}

// seen reports whether id was among the last ones, and remembers it.
func (r *recent) seen(id string) bool {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.set == nil {
		r.set = make(map[uint64]struct{}, len(r.ring))
	}
	if _, ok := r.set[n]; ok {
		return true
	}
	delete(r.set, r.ring[r.at])
	r.ring[r.at] = n
	r.set[n] = struct{}{}
	r.at = (r.at + 1) % len(r.ring)
	return false
}
