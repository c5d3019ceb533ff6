package bot

import (
	"math/rand/v2"
	"time"
)

// Discord resets a bot's token after 1000 identifies in 24 hours. Vigil stays
// far below, so that a crash loop under a supervisor, which starts each count
// anew, is caught by Discord's own count in GET /gateway/bot before that.
const (
	identifiesPerDay = 250
	identifyGap      = 5 * time.Second // Discord: one every five seconds
	day              = 24 * time.Hour

	firstRetry = time.Second
	lastRetry  = 2 * time.Minute
)

// identifies remembers when this process identified during the last 24 hours.
type identifies struct{ at []time.Time }

// wait is how long the next identify has to wait at that instant.
func (i *identifies) wait(now time.Time) time.Duration {
	if len(i.at) == 0 {
		return 0
	}
	next := i.at[len(i.at)-1].Add(identifyGap)
	if len(i.at) >= identifiesPerDay {
		if free := i.at[len(i.at)-identifiesPerDay].Add(day); free.After(next) {
			next = free
		}
	}
	return max(0, next.Sub(now))
}

// note counts one identify.
func (i *identifies) note(now time.Time) {
	if len(i.at) >= identifiesPerDay {
		i.at = append(i.at[:0], i.at[1:]...)
	}
	i.at = append(i.at, now)
}

// backoff spaces the tries to connect: doubling from a second to two minutes,
// each shortened by up to half so that many bots don't come back as one.
type backoff struct {
	failures int
	jitter   func() float64 // [0,1); nil: random
}

// next is how long to wait after one more failure.
func (b *backoff) next() time.Duration {
	d := lastRetry
	if b.failures < 7 {
		d = min(lastRetry, firstRetry<<b.failures)
	}
	b.failures++
	r := rand.Float64
	if b.jitter != nil {
		r = b.jitter
	}
	return d - time.Duration(r()*float64(d/2))
}

// reset forgets the failures: the last connection was a good one.
func (b *backoff) reset() { b.failures = 0 }
