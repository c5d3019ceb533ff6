package card

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Digest is what a channel hears of a week. What is empty is left out.
type Digest struct {
	Changed     []Developed
	Coming      []Falling // with the days on which it falls
	Unmentioned *Unmentioned
	Missed      []Missed // could not be announced on its day
}

// Developed is a development that was announced.
type Developed struct {
	Casefile *casefile.Redacted
	Pieces   []casefile.Piece
	Day      calendar.Day // when
}

// Unmentioned is the case of which the channel heard nothing for longest.
type Unmentioned struct {
	Casefile *casefile.Redacted
	Since    calendar.Day // when it was last mentioned; none: never
}

// Missed is what could not be announced on its day: an occasion, or with Pieces
// a development.
type Missed struct {
	Falling
	Pieces []casefile.Piece
	Day    calendar.Day // on which it would have been announced
}

// digestSize is how long the body of a digest may get, in UTF-16 units.
const digestSize = 3900

// section is a part of a digest.
type section struct {
	key   string
	lines []string
	rest  func(p *pen, from int) // writes that the lines from there on are left out
}

// DigestCard is a week's digest: what changed, what is coming, the case longest
// unmentioned, and what could not be announced on its day. A digest of nothing
// but that is called so.
func DigestCard(d Digest, x Posting, l *locale.Locale) Message {
	var people []*casefile.Casefile
	of := func(r *casefile.Redacted) {
		if !slices.ContainsFunc(people, func(c *casefile.Casefile) bool { return c.Slug == r.Slug }) {
			people = append(people, &r.Casefile)
		}
	}
	changed := section{key: "digest.changed", rest: func(p *pen, from int) { p.words("digest.more", locale.N(len(d.Changed)-from)) }}
	for _, y := range d.Changed {
		of(y.Casefile)
		changed.lines = append(changed.lines, developed(y.Casefile, y.Pieces, y.Day, l))
	}
	coming := section{key: "digest.coming", rest: func(p *pen, from int) { p.words("day.more", locale.N(len(d.Coming)-from)) }}
	for _, y := range d.Coming {
		of(y.Casefile)
		coming.lines = append(coming.lines, comes(y, l))
	}
	missed := section{key: "digest.missed", rest: func(p *pen, from int) {
		first, last := d.Missed[from].Day, d.Missed[from].Day
		for _, y := range d.Missed[from:] {
			if y.Day.Before(first) {
				first = y.Day
			}
			if y.Day.After(last) {
				last = y.Day
			}
		}
		p.words("digest.more_between", locale.N(len(d.Missed)-from),
			locale.Text("from", Date(calendar.DateOf(first), p.l)), locale.Text("to", Date(calendar.DateOf(last), p.l)))
	}}
	for _, y := range d.Missed {
		of(y.Casefile)
		missed.lines = append(missed.lines, late(y, l))
	}
	sections := []section{changed, coming}
	if u := d.Unmentioned; u != nil {
		of(u.Casefile)
		sections = append(sections, section{key: "digest.unmentioned", lines: []string{u.line(l)}})
	}
	key := "digest.title"
	if len(d.Changed)+len(d.Coming) == 0 && d.Unmentioned == nil {
		key = "digest.title_missed"
	}
	p := newPen(l, 4096)
	p.marks(x)
	p.sections(append(sections, missed))
	return Message{Cards: []Card{{Title: l.T(key), Body: p.take(), Footer: x.footer(l)}}, Controls: x.leads(people, l)}.Fit()
}

// sections writes those that say something. Each has as much room as the others
// leave it.
func (p *pen) sections(all []section) {
	var sizes []int
	for _, s := range all {
		n := 0
		for _, line := range s.lines {
			n += length(line) + 1
		}
		sizes = append(sizes, n)
	}
	room := shares(sizes, digestSize-length(p.String())-len(all)*200)
	for i, s := range all {
		if len(s.lines) == 0 {
			continue
		}
		if p.Len() > 0 {
			p.WriteByte('\n')
		}
		p.line("")
		p.WriteString("__")
		p.words(s.key)
		p.WriteString("__")
		used := 0
		for j, line := range s.lines {
			if used += length(line) + 1; used > room[i] {
				p.line("- ")
				s.rest(p, j)
				break
			}
			p.WriteByte('\n')
			p.WriteString(line)
		}
	}
}

// shares divides room among parts of these sizes: none gets more than it needs,
// and what one leaves over goes to the others.
func shares(sizes []int, room int) []int {
	got := make([]int, len(sizes))
	for left := len(sizes); left > 0; {
		share, settled := max(room, 0)/left, 0
		for i, n := range sizes {
			if got[i] == 0 && n <= share {
				got[i], room, settled = max(n, 1), room-n, settled+1
			}
		}
		if settled == 0 {
			for i := range sizes {
				if got[i] == 0 {
					got[i] = share
				}
			}
			break
		}
		left -= settled
	}
	return got
}

// entry begins an entry of a digest: the day and who it is about.
func (p *pen) entry(r *casefile.Redacted, day calendar.Day) {
	p.line("- ")
	if !day.IsZero() {
		p.date(calendar.DateOf(day))
		p.WriteString(" · ")
	}
	name, _ := called(&r.Casefile, p.l)
	p.WriteString("**")
	p.stored(Cut(name, 120))
	p.WriteString("**: ")
}

// within writes the rest of an entry, who reports it included, cut where it is
// endless.
func (p *pen) within(c *casefile.Casefile, f *casefile.Fact, write func(*pen)) string {
	text := pen{l: p.l}
	write(&text)
	p.WriteString(Cut(text.take(), fallingLimit))
	if f == nil {
		return p.take()
	}
	if f.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	if f.Attribution != "" {
		p.words("list.comma")
		p.words("fact.according", locale.Name("who", Escape(Cut(f.Attribution, 120))))
	}
	if text.firstPublishers(c, f.Sources, 1) {
		p.WriteString(" (")
		p.WriteString(Cut(text.take(), 160))
		p.WriteByte(')')
	}
	return p.take()
}

// comes is an entry about what is coming.
func comes(x Falling, l *locale.Locale) string {
	p := newPen(l, 256)
	if x.Off {
		return off(x, l)
	}
	p.entry(x.Casefile, x.Occasion.Day)
	return p.within(&x.Casefile.Casefile, x.Occasion.Fact, func(p *pen) { p.what(x.Occasion) })
}

// off is an entry about what the record doesn't bear out any more.
func off(x Falling, l *locale.Locale) string {
	p := newPen(l, 256)
	p.entry(x.Casefile, calendar.Day{})
	return p.within(&x.Casefile.Casefile, x.Occasion.Fact, func(p *pen) {
		p.words("day.off")
		p.WriteByte(' ')
		p.stated(x.Occasion)
	})
}

// late is an entry about what could not be announced on its day.
func late(x Missed, l *locale.Locale) string {
	switch {
	case len(x.Pieces) > 0:
		return developed(x.Casefile, x.Pieces, x.Day, l)
	case x.Off:
		return off(x.Falling, l)
	}
	p := newPen(l, 256)
	p.entry(x.Casefile, x.Day)
	return p.within(&x.Casefile.Casefile, x.Occasion.Fact, func(p *pen) { p.falls(x.Occasion, false) })
}

// developed is an entry about a development: its first piece, and how many more.
func developed(r *casefile.Redacted, pieces []casefile.Piece, day calendar.Day, l *locale.Locale) string {
	p := newPen(l, 256)
	p.entry(r, day)
	if len(pieces) == 0 {
		return p.take()
	}
	first := pieces[0]
	return p.within(&r.Casefile, first.Fact, func(p *pen) {
		p.pieceInShort(&r.Casefile, first)
		if n := len(pieces) - 1; n > 0 {
			p.words("list.semicolon")
			p.words("digest.pieces", locale.N(n))
		}
	})
}

// pieceInShort writes what is new in a few words, without who says so.
func (p *pen) pieceInShort(c *casefile.Casefile, x casefile.Piece) {
	switch {
	case x.Status != nil:
		p.code("status.", string(statusCode(c)))
		if !x.Status.AsOf.IsZero() {
			p.words("list.comma")
			p.words("case.status_asof_plain", locale.Text("date", Date(x.Status.AsOf, p.l)))
		}
	case x.Whereabouts != nil:
		p.words("case.whereabouts")
		p.WriteString(": ")
		text := x.Whereabouts.Text
		if x.Whereabouts.PublicText != "" {
			text = x.Whereabouts.PublicText
		}
		p.stored(text)
	case x.Custody != nil:
		span := pen{l: p.l}
		span.span(&casefile.Custody{Kind: x.Custody.Kind, Start: x.Custody.Start, End: x.Custody.End, Place: x.Custody.Place})
		p.WriteString(span.String())
	case x.Charge != nil:
		p.words("curate.kind.charge")
		p.WriteString(": ")
		p.phrase(x.Charge.Text)
	case x.Sentence != nil:
		p.ruling(x.Sentence)
		p.WriteString(": ")
		p.inShort(x.Sentence)
	case x.Fact == nil:
		p.words("news.whole")
	default:
		for _, m := range happened(c) {
			if m.fact != x.Fact {
				continue
			}
			p.code("kind.", m.kind)
			if !m.date.IsZero() {
				p.words("list.comma")
				p.date(m.date)
			}
			if m.tell != nil {
				p.WriteString(": ")
				m.tell(p)
			}
			return
		}
	}
}

// line is the entry about the case longest unmentioned.
func (u *Unmentioned) line(l *locale.Locale) string {
	c := &u.Casefile.Casefile
	p := newPen(l, 256)
	p.entry(u.Casefile, calendar.Day{})
	s := p.within(c, &c.Status.Fact, func(p *pen) {
		p.why(c)
	})
	p.WriteString(s)
	p.line("")
	if u.Since.IsZero() {
		p.words("digest.never")
	} else {
		p.words("digest.since", locale.Text("date", Date(calendar.DateOf(u.Since), l)))
	}
	return p.take()
}
