package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// Limits on the parts of a line of a digest, in UTF-16 units, so that one line
// leaves room for others whatever the record holds.
const (
	nameLimit       = 120
	pieceLimit      = 300
	publishersLimit = 120
	piecesInLine    = 2
)

// entry begins a line of a digest: the day, if there is one, and who.
func (p *pen) entry(r *casefile.Redacted, day calendar.Day) {
	p.line("- ")
	if !day.IsZero() {
		p.date(calendar.DateOf(day))
		p.WriteString(" · ")
	}
	name, _ := called(&r.Casefile, p.l)
	p.WriteString("**")
	p.stored(Cut(name, nameLimit))
	p.WriteString("**: ")
}

// told writes what write writes about a fact and, in the same line, who says so.
func (p *pen) told(c *casefile.Casefile, f *casefile.Fact, write func(*pen)) {
	text := pen{l: p.l}
	write(&text)
	p.WriteString(Cut(text.take(), pieceLimit))
	if f == nil {
		return
	}
	if f.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	if f.Attribution != "" {
		p.words("list.comma")
		p.words("fact.according", locale.Name("who", Escape(Cut(f.Attribution, nameLimit))))
	}
	if text.firstPublishers(c, f.Sources, 1) {
		p.WriteString(" (")
		p.WriteString(Cut(text.take(), publishersLimit))
		p.WriteByte(')')
	}
}

// occurs is a line about an occasion: of one that is coming on the day on which
// it falls, of one that was missed on that on which it would have been announced.
func occurs(x Falling, day calendar.Day, coming bool, l *locale.Locale) string {
	p := newPen(l, 256)
	c, o := &x.Casefile.Casefile, x.Occasion
	if x.Off {
		day = calendar.Day{}
	}
	p.entry(x.Casefile, day)
	p.told(c, o.Fact, func(p *pen) {
		switch {
		case x.Off:
			p.words("day.off")
			p.WriteByte(' ')
			p.stated(c, o)
		case coming && o.About == occasion.Birth:
			p.words("day.born", locale.Text("date", Date(o.Date, p.l)))
		case coming:
			p.what(c, o)
		default:
			p.falls(c, o, false)
		}
	})
	return p.take()
}

// developed is a line about a development: its first pieces, each with who says
// so, and how many more there are.
func developed(r *casefile.Redacted, pieces []casefile.Piece, day calendar.Day, l *locale.Locale) string {
	c := &r.Casefile
	p := newPen(l, 256)
	p.entry(r, day)
	shown := min(piecesInLine, len(pieces))
	for i, x := range pieces[:shown] {
		if i > 0 {
			p.words("list.semicolon")
		}
		fact := x.Fact
		if x.Ref == casefile.WholeCase {
			fact = &c.Status.Fact
		}
		p.told(c, fact, func(p *pen) { p.pieceInShort(c, x) })
	}
	if more := len(pieces) - shown; more > 0 {
		p.words("list.semicolon")
		p.words("digest.pieces", locale.N(more))
	}
	return p.take()
}

// pieceInShort writes what is new in a few words, without who says so.
func (p *pen) pieceInShort(c *casefile.Casefile, x casefile.Piece) {
	labelled := func(key string) {
		p.words(key)
		p.WriteString(": ")
	}
	switch {
	case x.Ref == casefile.WholeCase:
		labelled("news.whole")
		p.statusShort(c)
	case x.Status != nil:
		labelled("curate.kind.status")
		p.statusShort(c)
	case x.Whereabouts != nil:
		labelled("case.whereabouts")
		p.stored(whereaboutsSaid(x.Whereabouts))
	case x.Custody != nil:
		p.spanAlone(x.Custody)
	case x.Charge != nil:
		labelled("curate.kind.charge")
		p.phrase(x.Charge.Text)
	case x.Sentence != nil:
		p.ruling(x.Sentence)
		p.WriteString(": ")
		p.inShort(x.Sentence)
	default:
		if m, ok := momentOf(x); ok {
			p.momentInShort(m)
		}
	}
}

// momentInShort writes an entry of a timeline in one line.
func (p *pen) momentInShort(m moment) {
	p.code("kind.", m.kind)
	if !m.date.IsZero() {
		p.words("list.comma")
		p.date(m.date)
	}
	if m.tell != nil {
		p.WriteString(": ")
		m.tell(p)
	}
}

// line is the entry about the case longest unmentioned.
func (u *Unmentioned) line(l *locale.Locale) string {
	c := &u.Casefile.Casefile
	p := newPen(l, 256)
	p.entry(u.Casefile, calendar.Day{})
	p.told(c, &casefile.Fact{Sources: whySources(c)}, func(p *pen) { p.why(c) })
	p.line("")
	if u.Since.IsZero() {
		p.words("digest.never")
	} else {
		p.words("digest.since", locale.Text("date", Date(calendar.DateOf(u.Since), l)))
	}
	return p.take()
}
