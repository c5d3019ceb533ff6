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
	Pieces   []casefile.Piece // as they are on record now
	Day      calendar.Day     // when it was announced
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

// digestSize is how long the body of a digest may get, in UTF-16 units, and
// restSize how much of that a line takes that counts what found no room.
const (
	digestSize = 3900
	restSize   = 160
)

// DigestCard is a week's digest: what changed, what is coming, the case longest
// unmentioned, and what could not be announced on its day. A digest of nothing
// but that is called so.
func DigestCard(d Digest, x Posting, l *locale.Locale) Message {
	sections := []section{d.changed(l), d.coming(l), d.unmentioned(l), d.missed(l)}
	title := "digest.title"
	if len(d.Changed)+len(d.Coming) == 0 && d.Unmentioned == nil {
		title, sections[3].key = "digest.title_missed", "digest.missed_only"
	}
	p := newPen(l, 4096)
	p.marks(x)
	p.sections(sections)
	return Message{Cards: []Card{{Title: l.T(title), Body: p.take(), Footer: x.footer(l)}}, Controls: x.leads(d.people(), l)}.Fit()
}

// people are all whom the digest is about, each once.
func (d Digest) people() []*casefile.Casefile {
	var all []*casefile.Casefile
	add := func(r *casefile.Redacted) {
		if !slices.ContainsFunc(all, func(c *casefile.Casefile) bool { return c.Slug == r.Slug }) {
			all = append(all, &r.Casefile)
		}
	}
	for _, x := range d.Changed {
		add(x.Casefile)
	}
	for _, x := range d.Coming {
		add(x.Casefile)
	}
	if d.Unmentioned != nil {
		add(d.Unmentioned.Casefile)
	}
	for _, x := range d.Missed {
		add(x.Casefile)
	}
	return all
}

// section is a part of a digest.
type section struct {
	key   string
	lines []string
	rest  func(p *pen, from int) // writes that the lines from there on are left out
}

func (d Digest) changed(l *locale.Locale) section {
	s := section{key: "digest.changed", rest: func(p *pen, from int) { p.words("digest.more", locale.N(len(d.Changed)-from)) }}
	for _, x := range d.Changed {
		s.lines = append(s.lines, developed(x.Casefile, x.Pieces, x.Day, l))
	}
	return s
}

func (d Digest) coming(l *locale.Locale) section {
	s := section{key: "digest.coming", rest: func(p *pen, from int) {
		p.words("day.more", locale.N(len(d.Coming)-from), locale.Name("command", "`/upcoming`"))
	}}
	for _, x := range d.Coming {
		s.lines = append(s.lines, occurs(x, x.Occasion.Day, true, l))
	}
	return s
}

func (d Digest) unmentioned(l *locale.Locale) section {
	s := section{key: "digest.unmentioned"}
	if u := d.Unmentioned; u != nil {
		s.lines = append(s.lines, u.line(l))
	}
	return s
}

func (d Digest) missed(l *locale.Locale) section {
	s := section{key: "digest.missed", rest: func(p *pen, from int) {
		by := func(a, b Missed) int { return a.Day.Compare(b.Day) }
		first, last := slices.MinFunc(d.Missed[from:], by).Day, slices.MaxFunc(d.Missed[from:], by).Day
		p.words("digest.more_between", locale.N(len(d.Missed)-from),
			locale.Text("from", Date(calendar.DateOf(first), p.l)), locale.Text("to", Date(calendar.DateOf(last), p.l)))
	}}
	for _, x := range d.Missed {
		if len(x.Pieces) > 0 {
			s.lines = append(s.lines, developed(x.Casefile, x.Pieces, x.Day, l))
		} else {
			s.lines = append(s.lines, occurs(x.Falling, x.Day, false, l))
		}
	}
	return s
}

// sections writes those that say something. Each has as much room as it needs
// or, where there is too little, as the others leave it.
func (p *pen) sections(all []section) {
	sizes, room := make([]int, len(all)), digestSize-length(p.String())
	for i, s := range all {
		for _, line := range s.lines {
			sizes[i] += length(line) + 1
		}
		if len(s.lines) > 0 {
			room -= restSize // its name and what it leaves out
		}
	}
	given := shares(sizes, room)
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
			if used += length(line) + 1; used > given[i] && j > 0 {
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
	given := make([]int, len(sizes))
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return sizes[a] - sizes[b] })
	for n, i := range order { // the smallest first: what it leaves is shared by the rest
		given[i] = min(sizes[i], max(room, 0)/(len(order)-n))
		room -= given[i]
	}
	return given
}
