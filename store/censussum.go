package store

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Sum is what comes together of several people. Nothing is added up unless it
// was asked.
type Sum struct {
	Lashes int
	Term   calendar.Term // of prison, components added up; twelve months are a year, days stay days
	Lives  int           // prison sentences for life, which are no term
	// Sentences is how many they are, what is told twice once; Open of how many
	// it can't be told whether they are what was asked.
	Sentences, Open int
	People          int // who have one of them
	Unpublished     int // penalties that should be added and whose number or term was not published
}

// SumLashes adds up the lashes of the sentences that are all that s asks, of
// those whom the inquiry surely means.
func (c *Census) SumLashes(q Inquiry, s Sentenced) (sum Sum) {
	return c.sum(q, s, func(sum *Sum, p *Punishment) {
		if p.Kind != casefile.Flogging {
			return
		}
		if p.Count < 0 {
			sum.Unpublished++
			return
		}
		sum.Lashes += p.Count
	})
}

// SumTerms adds up prison terms, as they are now, in the same way.
func (c *Census) SumTerms(q Inquiry, s Sentenced) (sum Sum) {
	return c.sum(q, s, func(sum *Sum, p *Punishment) {
		switch term, published := p.Now(); {
		case p.Kind == casefile.LifeImprisonment && p.Life():
			sum.Lives++
		case p.Kind != casefile.Imprisonment && p.Kind != casefile.LifeImprisonment:
		case !published:
			sum.Unpublished++
		default:
			sum.Term = calendar.Term{Years: sum.Term.Years + term.Years, Months: sum.Term.Months + term.Months,
				Weeks: sum.Term.Weeks + term.Weeks, Days: sum.Term.Days + term.Days}
		}
	})
}

// SumSentences counts the sentences that are all that s asks.
func (c *Census) SumSentences(q Inquiry, s Sentenced) (sum Sum) {
	return c.sum(q, s, func(*Sum, *Punishment) {})
}

// sum goes through the penalties that s may be about.
func (c *Census) sum(q Inquiry, s Sentenced, add func(*Sum, *Punishment)) (sum Sum) {
	asked := s.asked()
	for _, who := range c.Find(q).Yes {
		are, open := asked.of(who)
		sum.Sentences += len(are)
		sum.Open += len(open)
		if len(are) > 0 {
			sum.People++
		}
		for _, r := range are {
			for i := range r.Penalties {
				if p := &r.Penalties[i]; asked.fits(p) == calendar.Yes {
					add(&sum, p)
				}
			}
		}
	}
	sum.Term.Years, sum.Term.Months = sum.Term.Years+sum.Term.Months/12, sum.Term.Months%12
	return sum
}
