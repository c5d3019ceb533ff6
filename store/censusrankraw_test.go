package store

import (
	"math"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// RankSlowly is Rank by looking at each person alone.
func (c *Census) RankSlowly(q Inquiry, o Order, s Sentenced, on calendar.Day) (first []Rank, told bool, unknown []*Person, of int) {
	m := measureBy(o, s, on)
	best := int64(math.MinInt64)
	var all []Rank
	for _, who := range c.Find(q).Yes {
		r, known, open := m.measure(who)
		switch {
		case known:
			if r.Who = who; o.least() {
				r.low, r.high = -r.high, -r.low
			}
			all = append(all, r)
			best = max(best, r.low)
		case open:
			unknown = append(unknown, who)
		}
	}
	told = true
	for _, r := range all {
		if r.high >= best {
			told = told && r.low == r.high
			if o.least() {
				r.low, r.high = -r.high, -r.low
			}
			first = append(first, r)
		}
	}
	return first, told || len(first) == 1, unknown, len(all)
}

// SumSlowly is all that can be added up, by looking at each sentence of each
// person.
func (c *Census) SumSlowly(q Inquiry, s Sentenced) (lashes, terms Sum, people []*Person) {
	a := s.asked()
	for _, who := range c.Find(q).Yes {
		are, open := s.Rulings(who)
		lashes.Sentences, lashes.Open = lashes.Sentences+len(are), lashes.Open+len(open)
		if len(are) > 0 {
			people = append(people, who)
		}
		for _, r := range are {
			for i := range r.Penalties {
				p := &r.Penalties[i]
				row := p.row()
				if both(a.punishment(&row), a.detailed(p)) != calendar.Yes {
					continue
				}
				term, published := p.Now()
				switch {
				case p.Kind == casefile.Flogging && p.Count < 0:
					lashes.Unpublished++
				case p.Kind == casefile.Flogging:
					lashes.Lashes += p.Count
				case p.Kind == casefile.LifeImprisonment && p.Life():
					terms.Lives++
				case p.Kind != casefile.Imprisonment && p.Kind != casefile.LifeImprisonment:
				case !published:
					terms.Unpublished++
				default:
					t := &terms.Term
					t.Years, t.Months, t.Weeks, t.Days = t.Years+term.Years, t.Months+term.Months, t.Weeks+term.Weeks, t.Days+term.Days
				}
			}
		}
	}
	terms.Sentences, terms.Open = lashes.Sentences, lashes.Open
	terms.Term.Years, terms.Term.Months = terms.Term.Years+terms.Term.Months/12, terms.Term.Months%12
	return lashes, terms, people
}
