package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// falls writes what an occasion is. fresh says that it is read on its day.
func (p *pen) falls(c *casefile.Casefile, o occasion.Occasion, fresh bool) {
	n, date := locale.N(o.Count), locale.Text("date", Date(o.Date, p.l))
	switch {
	case o.About == occasion.Proceeding:
		key := "day.on"
		switch {
		case fresh && o.Count == 0:
			key = "day.today"
		case fresh && o.Count == 1:
			key = "day.tomorrow"
		}
		p.words(key, date)
		p.WriteString(": ")
		p.appointment(o.Proceeding)
	case o.About == occasion.TermEnd:
		what := pen{l: p.l}
		what.sort(o.Penalty)
		key := "day.term.on"
		switch {
		case fresh && o.Count == 0:
			key = "day.term.today"
		case fresh:
			key = "day.term.in"
		}
		p.words(key, n, date, locale.Text("what", what.String()))
	case o.About == occasion.Birth:
		key := "day.born"
		if fresh && p.sameDay(o) {
			key = "day.born_today"
		}
		p.words(key, date)
	case o.About != occasion.Custody && fresh && p.sameDay(o):
		p.words("day.years."+kindOf(c, o), n, date)
		if o.Sentence != nil {
			p.WriteString(": ")
			p.inShort(o.Sentence)
		}
	default:
		p.what(c, o)
	}
}

// sameDay reports whether a reader sees the same day and month in the date of
// the fact as in that of the day. 29 February is remembered on the 28th, and a
// day of one calendar isn't always that of the other.
func (p *pen) sameDay(o occasion.Occasion) bool {
	fact, ok := o.Date.Exact()
	if !ok {
		return false
	}
	if p.l.Calendar() != locale.SolarHijri && fact.Month == o.Day.Month && fact.Day == o.Day.Day {
		return true
	}
	if p.l.Calendar() == locale.Gregorian {
		return false
	}
	a, ok := calendar.ToHijri(fact)
	b, ok2 := calendar.ToHijri(o.Day)
	return ok && ok2 && a.Month == b.Month && a.Day == b.Day
}

// stated writes a fact with its date as it is on record.
func (p *pen) stated(c *casefile.Casefile, o occasion.Occasion) {
	switch {
	case o.Custody != nil && o.About == occasion.Custody:
		p.spanAlone(o.Custody)
	case o.About == occasion.Proceeding:
		p.date(o.Date)
		p.WriteString(": ")
		p.appointment(o.Proceeding)
	case o.About == occasion.TermEnd:
		p.falls(c, o, false)
	case o.About == occasion.Sentence:
		p.ruling(o.Sentence)
		p.WriteString(": ")
		p.inShort(o.Sentence)
	default:
		p.code("kind.", kindOf(c, o))
		p.WriteString(": ")
		p.date(o.Date)
	}
}

// spanAlone writes a span in custody without who says so.
func (p *pen) spanAlone(x *casefile.Custody) {
	text := pen{l: p.l}
	text.span(&casefile.Custody{Kind: x.Kind, Start: x.Start, End: x.End, Place: x.Place})
	p.WriteString(text.String())
}
