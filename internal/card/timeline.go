package card

import (
	"cmp"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Timeline is a page of what happened, in the order of time, as text: custody,
// steps of the case, sentences, events, works and awards, each with its date
// as precisely as it is known and who reports it. What has no date stands at
// the end. Pages count from 1. The first stands below the picture: where there is
// more than a telephone shows beside it, that has the latest entries alone, and all
// of them follow from the earliest on.
func Timeline(public *casefile.Redacted, l *locale.Locale, page int) Message {
	c := &public.Casefile
	moments := happened(c)
	p := newPen(l, 256)
	blocks := make([]string, 0, len(moments))
	undated, known := false, 0
	for _, m := range moments {
		if !m.date.IsZero() {
			known++
		}
		if m.date.IsZero() && !undated {
			undated = true
			p.line("")
			p.bold("view.undated")
		}
		p.moment(c, m)
		blocks = append(blocks, p.take())
	}
	if len(blocks) == 0 {
		p.line("")
		p.words("view.empty_timeline")
		blocks = append(blocks, p.take())
	}
	pages := paginate(blocks, pageSize)
	if known > 0 && len(blocks) > 1 && long(blocks) {
		pages = append([]string{latest(l, blocks[:known], len(moments))}, pages...)
	}
	return bound(c, l, "view.timeline", pages, page, Then{
		Command: "timeline", Options: map[string]string{"person": c.Slug},
	})
}

// What stands below the picture of a timeline: all, if it is no longer than that, in
// UTF-16 units; otherwise no more than so many entries and units.
const (
	besidePicture = 700
	latestEntries = 3
	latestSize    = 500
)

// long reports whether entries are more than stands below a picture.
func long(blocks []string) bool {
	left := besidePicture
	for _, b := range blocks {
		left -= length(b) + len("\n\n")
	}
	return left < 0
}

// latest is the first page of a long timeline: its last entries, at least one, and that
// all of them follow.
func latest(l *locale.Locale, blocks []string, entries int) string {
	n, left := 1, latestSize-length(blocks[len(blocks)-1])
	for n < min(latestEntries, len(blocks)) {
		if left -= length(blocks[len(blocks)-n-1]); left < 0 {
			break
		}
		n++
	}
	p := newPen(l, 2*latestSize)
	p.line("")
	p.words("timeline.latest", locale.N(entries))
	p.WriteString("\n\n")
	p.WriteString(Cut(strings.Join(blocks[len(blocks)-n:], "\n\n"), pageSize))
	p.WriteByte('\n')
	p.line("")
	p.words("timeline.all")
	return p.String()
}

// moment is one entry of a timeline.
type moment struct {
	date calendar.Date
	kind string         // key or code of what it was
	tell func(*pen)     // what else is known; nil: nothing
	fact *casefile.Fact // who says so
	of   any            // the fact itself, where an entry is all of it
	is   any            // a pointer to the fact itself, of whichever type
}

// happened is all that has or could have a date, in the order in which a
// timeline shows it.
func happened(c *casefile.Casefile) []moment {
	var all []moment
	add := func(d calendar.Date, kind string, is any, f *casefile.Fact, tell func(*pen)) {
		all = append(all, moment{date: d, kind: kind, tell: tell, fact: f, is: is})
	}
	whole := func(of any) { all[len(all)-1].of = of }
	text := func(s string) func(*pen) {
		if s == "" {
			return nil
		}
		return func(p *pen) { p.stored(s) }
	}
	if b := c.Person.Born; b != nil && !b.Date.IsZero() {
		add(b.Date, "birth", b, &b.Fact, text(b.Place))
	}
	for i := range c.Proceedings {
		x := &c.Proceedings[i]
		add(x.Date, x.Kind, x, &x.Fact, func(p *pen) {
			p.stored(x.Text)
			if x.Court != "" {
				if x.Text != "" {
					p.words("list.semicolon")
				}
				p.stored(x.Court)
			}
			if !x.Announced.IsZero() && x.Announced != x.Date {
				p.words("list.semicolon")
				p.words("timeline.announced", locale.Text("date", Date(x.Announced, p.l)))
			}
		})
		whole(x)
	}
	for i := range c.Custody {
		x := &c.Custody[i]
		add(x.Start, "custody_begins", x, &x.Fact, func(p *pen) { p.held(x) })
	}
	for i := range c.Sentences {
		x := &c.Sentences[i]
		add(dated(x), "sentence", x, &x.Fact, func(p *pen) {
			p.inShort(x)
			if x.SameAs != "" {
				p.words("list.semicolon")
				p.words("timeline.same")
			}
		})
	}
	for i := range c.Events {
		x := &c.Events[i]
		add(x.Date, x.Kind, x, &x.Fact, text(x.Text))
		whole(x)
	}
	for i := range c.Custody {
		if x := &c.Custody[i]; !x.End.IsZero() {
			add(x.End, "custody_ends", x, &x.Fact, func(p *pen) { p.held(x) })
		}
	}
	for i := range c.Works {
		x := &c.Works[i]
		add(x.Year.Date(), "work", x, &x.Fact, func(p *pen) { p.work(x) })
		whole(x)
	}
	for i := range c.Awards {
		x := &c.Awards[i]
		add(x.Year.Date(), "award", x, &x.Fact, func(p *pen) { p.award(x) })
		whole(x)
	}
	if d := c.Person.Died; d != nil {
		add(d.Date, "death", d, &d.Fact, text(d.Place))
	}
	slices.SortStableFunc(all, func(a, b moment) int { return inTime(a.date, b.date) })
	return all
}

// inTime orders dates for a timeline: by the first day that each can mean, or
// the last where there is no first; of those the one that is over first; no
// date comes last. It claims nothing about which came first.
func inTime(a, b calendar.Date) int {
	aFirst, aLast := ends(a)
	bFirst, bLast := ends(b)
	if a.IsZero() || b.IsZero() {
		return a.Compare(b)
	}
	return cmp.Or(aFirst.Compare(bFirst), aLast.Compare(bLast))
}

// ends are the first and the last day that d can mean; where there is none,
// the other.
func ends(d calendar.Date) (first, last calendar.Day) {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	if !ok1 {
		first = last
	}
	if !ok2 {
		last = first
	}
	return first, last
}

// moment writes one entry of a timeline.
func (p *pen) moment(c *casefile.Casefile, m moment) {
	p.line("")
	if !m.date.IsZero() {
		p.WriteString("**")
		p.date(m.date)
		p.WriteString("** · ")
	}
	p.code("kind.", m.kind)
	p.line("")
	begin := p.Len()
	if m.tell != nil {
		m.tell(p)
	}
	if m.fact.Attribution != "" {
		if p.Len() > begin {
			p.words("list.comma")
		}
		p.words("fact.according", locale.Name("who", Escape(m.fact.Attribution)))
	}
	who := pen{l: p.l}
	switch {
	case !who.publishers(c, m.fact.Sources):
	case p.Len() > begin:
		p.WriteString(" (")
		p.WriteString(who.String())
		p.WriteByte(')')
	default: // a name alone would read as what happened
		p.words("fact.reported", locale.Text("who", who.String()))
	}
	if m.fact.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	if m.fact.DateNote != "" {
		p.line("")
		p.words("fact.on_date", locale.Name("text", Escape(m.fact.DateNote)))
	}
}

// held writes how and where somebody was held.
func (p *pen) held(x *casefile.Custody) {
	p.code("custody.", x.Kind)
	if x.Place != "" {
		p.words("list.comma")
		p.stored(x.Place)
	}
}

func (p *pen) work(x *casefile.Work) {
	p.stored(x.Title)
	if x.OriginalTitle != "" {
		p.WriteString(" (")
		p.stored(x.OriginalTitle)
		p.WriteString(")")
	}
	if x.Role != "" {
		p.words("list.comma")
		p.stored(x.Role)
	}
}

func (p *pen) award(x *casefile.Award) {
	p.stored(x.Name)
	if x.By != "" {
		p.words("list.comma")
		p.stored(x.By)
	}
	if x.Work != "" {
		p.words("list.comma")
		p.words("timeline.for", locale.Name("work", Escape(x.Work)))
	}
}
