package store

import "vigil/internal/calendar"

// Beyond is that somebody comes before somebody else in an order: has a longer term, is older,
// was arrested earlier. Than is what the other is ranked by, of a [Ranked] in the same order.
type Beyond struct {
	Order Order
	On    calendar.Day // up to which days are counted
	Than  Rank
}

func (x Beyond) cost() int { return 2 }

func (x Beyond) ready(h hasher) func(*leaf, set) (yes, can set) {
	gauge := measureBy(x.Order, Sentenced{}, x.On).gauge(h)
	than := bounds{x.Than.low, x.Than.high}
	return func(f *leaf, among set) (yes, can set) {
		g := gauge(f, among)
		can = g.open.but(g.known)
		g.known.and(among).each(func(slot uint8) {
			b := g.at[slot]
			before, after := b.low > than.high, b.high <= than.low
			if x.Order.least() {
				before, after = b.high < than.low, b.low >= than.high
			}
			if before {
				yes.add(slot)
			}
			if !after {
				can.add(slot)
			}
		})
		return yes, can
	}
}
