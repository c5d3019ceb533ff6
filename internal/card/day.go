package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// How long things may get, in UTF-16 units: the body of a day's card, what falls
// on the day of one person, and the names of those without room.
const (
	daySize   = 3900
	groupSize = 2400
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
			p.alsoOn(groups[i:], x)
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
func (p *pen) alsoOn(groups []group, x Posting) {
	see := locale.Name("command", "`/upcoming`")
	if !x.fresh() { // that begins today
		see = locale.Name("command", "`/case`")
	}
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
			p.words("day.more", locale.N(len(groups)-i), see)
			return
		}
		if i > 0 {
			p.words("list.comma")
		}
		p.WriteString(name)
	}
	p.WriteString(". ")
	p.words("day.details", see)
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
		p.stored(Cut(first, nameLimit))
		p.WriteString("**")
		if second != "" && !brief {
			p.WriteString(" · ")
			p.stored(Cut(second, nameLimit))
		}
		if !brief {
			p.WriteString(" — ")
		}
	}
	if !brief {
		p.standing(g.c)
	}
	sources := namedSources
	if brief {
		sources = 1
	}
	for i, item := range g.items {
		entry := pen{l: p.l, mark: p.mark}
		entry.item(item, x.fresh(), sources, len(g.items) > 1)
		if i > 0 && length(p.String())+min(length(entry.String()), fallingLimit) > groupSize {
			p.line("- ")
			p.words("news.more", locale.N(len(g.items)-i))
			return
		}
		if p.Len() > 0 {
			p.WriteByte('\n')
		}
		p.WriteString(Cut(entry.String(), fallingLimit))
	}
}

// item writes one thing that falls on the day and who reports it, in a line of
// a list where it is one of several.
func (p *pen) item(x Falling, fresh bool, sources int, listed bool) {
	c, o := &x.Casefile.Casefile, x.Occasion
	if listed {
		p.line("- ")
	} else {
		p.line("")
	}
	if x.Off {
		p.words("day.off")
		p.WriteByte(' ')
		p.stated(c, o)
	} else {
		p.falls(c, o, fresh)
	}
	if o.Fact == nil {
		return
	}
	if o.Fact.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	if !listed {
		p.reportedBy(c, o.Fact.Sources, o.Fact.Attribution, sources)
		return
	}
	who := pen{l: p.l}
	if who.reportedBy(c, o.Fact.Sources, o.Fact.Attribution, sources); who.Len() > 0 {
		p.WriteString(". ")
		p.WriteString(who.String())
	}
}
