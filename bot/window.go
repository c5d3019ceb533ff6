package bot

import "time"

// window keeps Discord's limit for all requests together. What counts is when
// requests arrive, and their ways differ: two that leave a second apart may
// arrive closer together. A request surely arrived a way back before it came back,
// and the next will arrive a way there after it leaves, each at its shortest, so
// one is out of the other's second when it came back more than a second less the
// shortest way there and back ago. While all ways take equally long, that is
// a second after it left.
type window struct {
	lane
	shortest, before time.Duration // there and back, of this span and the last; 0: unknown
	since            time.Time     // of this span
}

// shortestSpan is for how long a way is remembered that got longer.
const shortestSpan = time.Minute

// note takes over how long a request was under way.
func (w *window) note(now time.Time, way time.Duration) {
	if now.Sub(w.since) >= shortestSpan {
		w.before, w.shortest, w.since = w.shortest, 0, now
	}
	if w.shortest == 0 || way < w.shortest {
		w.shortest = way
	}
	known := w.shortest
	if w.before > 0 {
		known = min(known, w.before)
	}
	w.per = time.Second - min(known, time.Second/2)
}
