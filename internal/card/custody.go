package card

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// cardCustodies is how many spans in custody the card shows; all are in the
// timeline.
const cardCustodies = 3

// custody writes the spans of custody, the newest first, and the days, where
// they can be counted, with the convention; otherwise why they can't.
func (p *pen) custody(c *casefile.Casefile, today calendar.Day) bool {
	for i, x := range newestCustody(c) {
		if i == cardCustodies {
			p.line("")
			p.words("custody.more", locale.N(len(c.Custody)-i))
			break
		}
		p.span(x)
	}
	held, why := counted(c, today)
	switch why {
	case casefile.Counted:
		p.days("held.days", held)
		if c.Status.AsOf.OnOrAfter(calendar.DateOf(today)) != calendar.Yes {
			p.words("list.comma")
			p.words("held.if")
		}
		p.convention(held)
	case casefile.StatusStale:
		if held.Days > 0 {
			p.days("held.days_to", held)
			p.convention(held)
		}
	case casefile.CustodyEnded:
		if len(c.Custody) > 1 {
			p.days("held.days_last", held)
		} else {
			p.days("held.days_span", held)
		}
		p.convention(held)
	default:
		if key := "held.why." + why.Code(); p.l.Has(key) && (len(c.Custody) > 0 || statusCode(c).Held()) {
			p.line("")
			p.words(key)
		}
	}
	return p.Len() > 0
}

// counted are the days in custody as a card tells them: up to today or, where the
// status is stale, up to the day on which it was known.
func counted(c *casefile.Casefile, today calendar.Day) (casefile.Held, casefile.Counting) {
	held, why := c.Held(today, casefile.StaleAfter)
	if why == casefile.StatusStale {
		if day, ok := c.Status.AsOf.Exact(); ok {
			if held, why = c.Held(day, 0); why == casefile.Counted {
				why = casefile.StatusStale
			}
		}
	}
	return held, why
}

// newestCustody are the spans in custody, the one that began last first.
func newestCustody(c *casefile.Casefile) []*casefile.Custody {
	all := make([]*casefile.Custody, len(c.Custody))
	for i := range c.Custody {
		all[i] = &c.Custody[i]
	}
	slices.SortStableFunc(all, func(a, b *casefile.Custody) int { return b.Start.Compare(a.Start) })
	return all
}

// span writes one span in custody: how, from when to when, where, says who.
func (p *pen) span(x *casefile.Custody) {
	p.line("")
	p.code("custody.", x.Kind)
	p.WriteString(": ")
	switch {
	case x.Start.IsZero() && x.End.IsZero():
		p.words("date.unknown")
	case x.End.IsZero():
		p.words("custody.since", locale.Text("from", Date(x.Start, p.l)))
	case x.Start.IsZero():
		p.words("custody.until", locale.Text("to", Date(x.End, p.l)))
	default:
		p.words("date.span", locale.Text("from", Date(x.Start, p.l)), locale.Text("to", Date(x.End, p.l)))
	}
	if x.Place != "" {
		p.words("list.comma")
		p.stored(x.Place)
	}
	if x.Attribution != "" {
		p.words("list.comma")
		p.words("fact.according", locale.Name("who", Escape(x.Attribution)))
	}
	p.remarks(&x.Fact)
}

// days writes a count of days in the words of key.
func (p *pen) days(key string, h casefile.Held) {
	p.line("")
	p.words(key, locale.N(h.Days), locale.Text("since", Date(calendar.DateOf(h.Since), p.l)),
		locale.Text("until", Date(calendar.DateOf(h.Until), p.l)))
}

// convention writes which days a count counts.
func (p *pen) convention(h casefile.Held) {
	p.WriteString(" (")
	p.words("held.count." + h.Count.String())
	p.WriteString(")")
}
