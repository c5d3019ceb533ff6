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
	People          People // who have one of them
	Unpublished     int    // penalties that should be added and whose number or term was not published
}

// SumLashes adds up the lashes of the sentences that are all that s asks, of
// those whom the inquiry surely means.
func (c *Census) SumLashes(q Inquiry, s Sentenced) (sum Sum) {
	flogging := kindNumber(casefile.Flogging)
	return c.sum(q, s, func(sum *Sum, f *leaf, _ *rulingRow, n uint32) {
		switch p := &f.penalties[n]; {
		case p.kind != flogging:
		case p.lashes < 0:
			sum.Unpublished++
		default:
			sum.Lashes += int(p.lashes)
		}
	})
}

// SumTerms adds up prison terms, as they are now, in the same way.
func (c *Census) SumTerms(q Inquiry, s Sentenced) (sum Sum) {
	prison, life := kindNumber(casefile.Imprisonment), kindNumber(casefile.LifeImprisonment)
	sum = c.sum(q, s, func(sum *Sum, f *leaf, r *rulingRow, n uint32) {
		p := &f.penalties[n]
		if p.kind != prison && p.kind != life {
			return
		}
		lives, term, published := p.flags&rowLife != 0, calendar.Term{Months: int(p.months), Days: int(p.days)}, p.flags&rowTerm != 0
		if p.flags&rowOdd != 0 {
			x := f.punishment(r, n)
			lives = x.Life()
			term, published = x.Now()
		}
		switch {
		case p.kind == life && lives:
			sum.Lives++
		case !published:
			sum.Unpublished++
		default:
			sum.Term = calendar.Term{Years: sum.Term.Years + term.Years, Months: sum.Term.Months + term.Months,
				Weeks: sum.Term.Weeks + term.Weeks, Days: sum.Term.Days + term.Days}
		}
	})
	sum.Term.Years, sum.Term.Months = sum.Term.Years+sum.Term.Months/12, sum.Term.Months%12
	return sum
}

// SumSentences counts the sentences that are all that s asks.
func (c *Census) SumSentences(q Inquiry, s Sentenced) (sum Sum) {
	return c.sum(q, s, nil)
}

// sum goes through the penalties that s may be about: the nth of a leaf, of a ruling of it.
func (c *Census) sum(q Inquiry, s Sentenced, add func(sum *Sum, f *leaf, r *rulingRow, n uint32)) (sum Sum) {
	asked := s.asked()
	narrow := asked.narrowed(c.hash)
	c.ask(q, func(f *leaf, book CasebookID, sure, _ set) {
		var people set
		asked.each(f, narrow(f, sure), func(r *rulingRow, is calendar.Answer) {
			if is != calendar.Yes {
				sum.Open++
				return
			}
			sum.Sentences++
			people.add(r.slot)
			if add == nil {
				return
			}
			for n := r.from; n < r.to; n++ {
				if asked.punishment(&f.penalties[n]) == calendar.Yes && (!asked.details() || asked.detailed(f.punishment(r, n)) == calendar.Yes) {
					add(&sum, f, r, n)
				}
			}
		})
		sum.People.add(f, book, people)
	})
	return sum
}
