package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// cardNext is how much of what comes next the card shows.
const cardNext = 4

// next writes what is still to come: dated proceedings, and ends of term that
// a source states. Nothing is computed.
func (p *pen) next(c *casefile.Casefile, today calendar.Day) bool {
	return p.nextFrom(c, today, true)
}

// nextFrom writes what comes on a day or after it and, if asked, how long after
// it that is.
func (p *pen) nextFrom(c *casefile.Casefile, today calendar.Day, ahead bool) bool {
	for i, x := range c.Next(today) {
		if i == cardNext {
			break
		}
		p.line("")
		p.date(x.Date)
		if day, ok := x.Date.Exact(); ok && ahead {
			p.words("list.comma")
			p.ahead(day, today)
		}
		p.WriteString(": ")
		if x.Proceeding != nil {
			p.appointment(x.Proceeding)
			continue
		}
		p.ends(x.Penalty)
	}
	return p.Len() > 0
}

// appointment writes what is to happen in a case: what it is called and where.
func (p *pen) appointment(x *casefile.Proceeding) {
	p.code("kind.", x.Kind)
	for _, s := range []string{x.Text, x.Court} {
		if s != "" {
			p.words("list.comma")
			p.stored(s)
		}
	}
}

// ends writes that the term of a penalty ends, as a source states.
func (p *pen) ends(x *casefile.Penalty) {
	term := pen{l: p.l}
	term.sort(x)
	p.words("next.ends", locale.Text("what", term.String()))
}

// sort writes what kind of penalty x is, with its length, number or amount, and
// no more: without them it would say that they are not published.
func (p *pen) sort(x *casefile.Penalty) {
	bare := casefile.Penalty{
		Kind: x.Kind, Term: x.Term, Of: x.Of, ForLife: x.ForLife,
		Count: x.Count, Amount: x.Amount, Currency: x.Currency,
	}
	p.imposed(&bare)
}
