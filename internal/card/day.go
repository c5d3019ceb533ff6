package card

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// daySize is how long the body of a day's card may get, in UTF-16 units, and
// namesSize how much of that the names take of those without room.
const (
	daySize   = 3900
	namesSize = 900
)

// DayCard announces all that falls on one day in a channel, person by person,
// each entry with who reports it. Where it gets long, entries say less, those
// without room are named, and the rest is counted.
func DayCard(items []Falling, x Posting, l *locale.Locale) Message {
	groups := grouped(items)
	people := make([]*casefile.Casefile, 0, len(groups))
	for _, g := range groups {
		people = append(people, g.c)
	}
	card := Card{Title: l.T("day.title", locale.Text("date", Date(calendar.DateOf(x.Day), l))), Footer: x.footer(l)}
	if len(people) == 1 {
		card.Title, card.Tone = title(people[0], l), tone(statusCode(people[0]))
	}
	for _, brief := range []bool{false, true} {
		p := newPen(l, 2048)
		p.marks(x)
		fits := p.day(groups, x, brief)
		card.Body = p.take()
		if fits {
			break
		}
	}
	return Message{Cards: []Card{card}, Controls: x.leads(people, l)}.Fit()
}

// group is what falls on the day of one person.
type group struct {
	c     *casefile.Casefile
	items []Falling
}

// grouped puts together what is of one person, in the order in which people
// first come.
func grouped(items []Falling) []group {
	var groups []group
	at := map[string]int{}
	for _, x := range items {
		i, known := at[x.Casefile.Slug]
		if !known {
			i = len(groups)
			at[x.Casefile.Slug] = i
			groups = append(groups, group{c: &x.Casefile.Casefile})
		}
		groups[i].items = append(groups[i].items, x)
	}
	return groups
}

// day writes all groups and reports whether they fit.
func (p *pen) day(groups []group, x Posting, brief bool) bool {
	blocks, all := make([]string, len(groups)), length(p.String())
	for i, g := range groups {
		block := newPen(p.l, 512)
		block.fallsOn(g, x, len(groups) > 1, brief)
		blocks[i] = block.take()
		all += length(blocks[i]) + len("\n\n")
	}
	room := daySize
	if all > room {
		room -= namesSize
	}
	for i, b := range blocks {
		if used := length(p.String()); i > 0 && used+length(b) > room {
			p.alsoOn(groups[i:])
			return false
		}
		if p.Len() > 0 {
			p.WriteString("\n\n")
		}
		p.WriteString(b)
	}
	return true
}

// alsoOn names those of whom something falls on the day too.
func (p *pen) alsoOn(groups []group) {
	p.WriteByte('\n')
	p.line("")
	p.words("day.also")
	p.WriteByte(' ')
	end := length(p.String()) + namesSize - 160
	for i, g := range groups {
		name, _ := called(g.c, p.l)
		name = p.l.Isolate(Escape(Cut(name, 100)))
		if length(p.String())+length(name) > end {
			p.words("list.comma")
			p.words("day.more", locale.N(len(groups)-i))
			return
		}
		if i > 0 {
			p.words("list.comma")
		}
		p.WriteString(name)
	}
	p.WriteString(". ")
	p.words("day.details")
}

// fallsOn writes what falls on the day of one person. brief leaves out how they
// are and names fewer sources.
func (p *pen) fallsOn(g group, x Posting, named, brief bool) {
	if named || !brief {
		p.line("")
	}
	if named {
		first, second := called(g.c, p.l)
		p.WriteString("**")
		p.stored(first)
		p.WriteString("**")
		if second != "" && !brief {
			p.WriteString(" · ")
			p.stored(second)
		}
		if !brief {
			p.WriteString(" — ")
		}
	}
	if !brief {
		p.code("status.", string(statusCode(g.c)))
		if !g.c.Status.AsOf.IsZero() {
			p.words("list.comma")
			p.words("case.status_asof_plain", locale.Text("date", Date(g.c.Status.AsOf, p.l)))
		}
	}
	sources := namedSources
	if brief {
		sources = 1
	}
	for _, item := range g.items {
		entry := newPen(p.l, 512)
		entry.item(item, x.fresh(), sources)
		if p.Len() > 0 {
			p.WriteByte('\n')
		}
		p.WriteString(Cut(entry.String(), fallingLimit))
	}
}

// item writes one thing that falls on the day and who reports it.
func (p *pen) item(x Falling, fresh bool, sources int) {
	o := x.Occasion
	p.line("")
	if x.Off {
		p.words("day.off")
		p.line("")
		p.stated(o)
	} else {
		p.falls(o, fresh)
	}
	if o.Fact == nil {
		return
	}
	if o.Fact.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	p.reportedBy(&x.Casefile.Casefile, o.Fact.Sources, o.Fact.Attribution, sources)
}

// falls writes what an occasion is. fresh says that it is read on its day.
func (p *pen) falls(o occasion.Occasion, fresh bool) {
	n, date := locale.N(o.Count), locale.Text("date", Date(o.Date, p.l))
	switch {
	case o.About == occasion.Proceeding:
		switch {
		case fresh && o.Count == 0:
			p.words("day.today", date)
		case fresh && o.Count == 1:
			p.words("day.tomorrow", date)
		default:
			p.words("day.on", date)
		}
		p.WriteString(": ")
		p.appointment(o.Proceeding)
	case o.About == occasion.TermEnd:
		switch {
		case fresh && o.Count == 0:
			p.words("day.term.today", date)
		case fresh:
			p.words("day.term.in", n, date)
		default:
			p.words("day.term.on", date)
		}
		p.WriteString(": ")
		p.sort(o.Penalty)
	case o.About == occasion.Birth:
		key := "day.born"
		if fresh && p.sameDay(o) {
			key = "day.born_today"
		}
		p.words(key, date)
	case o.About != occasion.Custody && fresh && p.sameDay(o):
		key := o.About.Code()
		if o.About == occasion.Arrest {
			key = arrested(o)
		}
		p.words("day.years."+key, n, date)
		if o.Sentence != nil {
			p.WriteString(": ")
			p.inShort(o.Sentence)
		}
	default:
		p.what(o)
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
func (p *pen) stated(o occasion.Occasion) {
	dated := func(kind string) {
		p.code("kind.", kind)
		p.WriteString(": ")
		p.date(o.Date)
	}
	switch o.About {
	case occasion.Custody:
		span := pen{l: p.l}
		span.span(&casefile.Custody{Kind: o.Custody.Kind, Start: o.Custody.Start, End: o.Custody.End, Place: o.Custody.Place})
		p.WriteString(strings.TrimPrefix(span.String(), p.mark))
	case occasion.Proceeding:
		p.date(o.Date)
		p.WriteString(": ")
		p.appointment(o.Proceeding)
	case occasion.TermEnd:
		p.words("day.term.on", locale.Text("date", Date(o.Date, p.l)))
		p.WriteString(": ")
		p.sort(o.Penalty)
	case occasion.Sentence:
		p.ruling(o.Sentence)
		p.WriteString(": ")
		p.inShort(o.Sentence)
	case occasion.Arrest:
		dated(arrested(o))
	default:
		dated(o.About.Code())
	}
}
