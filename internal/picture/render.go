package picture

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
)

// The heights of a timeline, in points.
const (
	titleSize    = 17.0
	longNameSize = 14.0
	gapSection   = 7.0
	gapRow       = 1.5
	headingHigh  = 17.0
	yearsHigh    = 17.0
	yearsApart   = 36.0
)

func noteStyle() Style    { return Style{Size: SmallType, Ink: Quiet} }
func headingStyle() Style { return Style{Size: SmallType, Bold: true, Ink: Ink} }

// draw draws what was laid out: once blindly to find out how high it is, and once for
// good.
func (p *timeline) draw() *Canvas {
	p.canvas.blind = true
	p.canvas.clear(1)
	high := p.paint()
	p.canvas.clear(high)
	p.canvas.blind = false
	p.paint()
	return p.canvas
}

// paint draws from the top downwards, and says how high that is. The lines of
// the grid end where the last call found the axis.
func (p *timeline) paint() float64 {
	c := p.canvas
	y := p.title()
	calendars := p.calendars()
	p.grid(y+yearsHigh, calendars[0])
	p.years(y+12, calendars[0])
	y += yearsHigh + 4
	for i := range p.sections {
		y = p.section(&p.sections[i], y)
	}
	for i := range p.counts {
		y = p.tallied(&p.counts[i], y)
	}
	p.todayLabel(y + 11)
	y += 16
	p.bottom = y
	c.Line(p.axis.x0, y, p.axis.x1, y, 0.8, Quiet)
	for _, in := range calendars {
		p.notches(y, in)
		p.years(y+13, in)
		y += yearsHigh
	}
	return p.foot(y+gapSection) + 10
}

// calendars are those of the axis, the one in which the reader counts first.
func (p *timeline) calendars() []locale.Calendar {
	in := p.l.Years()
	all := []locale.Calendar{in}
	if p.l.Calendar() == locale.Both {
		if in == locale.SolarHijri {
			return append(all, locale.Gregorian)
		}
		return append(all, locale.SolarHijri)
	}
	return all
}

// title writes who it is about, and as of when.
func (p *timeline) title() float64 {
	c, y := p.canvas, 25.0
	const room = PhoneWidth - 2*Margin
	st, second := Style{Size: titleSize, Bold: true, Ink: Ink}, Style{Size: 13, Ink: Quiet}
	lines := c.Wrap(p.name, st, room, 3)
	if len(lines) > 2 { // a name is given whole, as far as any is that people bear
		st.Size = longNameSize
		lines = c.Wrap(p.name, st, room, 5)
	}
	for _, s := range p.balanced(p.name, lines, st, room) {
		c.Text(Margin, y, s, st, Start)
		y += st.Line()
	}
	const gap = 10
	switch w := c.Measure(p.native, second); {
	case p.native == "":
	case len(lines) == 1 && c.Measure(lines[0], st)+gap+w <= room:
		c.Text(PhoneWidth-Margin, y-st.Line(), p.native, second, End)
	default:
		for _, s := range p.balanced(p.native, c.Wrap(p.native, second, room, 4), second, room) {
			c.Text(Margin, y-1, s, second, Start)
			y += second.Line()
		}
	}
	st = Style{Size: 12, Ink: Quiet}
	c.Text(Margin, y-1, p.subtitle(), st, Start)
	return y + 9
}

func (p *timeline) subtitle() string {
	return p.l.T("picture.asof", locale.Text("date", p.date(calendar.DateOf(p.today))))
}

// grid draws the lines of years, and today's.
func (p *timeline) grid(top float64, in locale.Calendar) {
	bottom := p.bottom
	ticks := p.axis.marks(in)
	for _, t := range ticks {
		p.canvas.Line(t.x, top, t.x, bottom, 0.6, Rule)
	}
	x := p.axis.at(p.today)
	p.canvas.Dashed(x, top, x, bottom, 1.1, 4, 3, Ink)
}

// years writes the years of a calendar, their baseline at y.
func (p *timeline) years(y float64, in locale.Calendar) {
	c, st := p.canvas, noteStyle()
	const gap = 4
	ticks := p.axis.marks(in)
	free := 0.0
	for i, t := range ticks {
		s := t.words(in, p.l)
		w := c.Measure(s, st)
		x := min(max(t.x-w/2, Margin), PhoneWidth-Margin-w)
		if aside := x - (t.x - w/2); aside > 0 && i+1 < len(ticks) && ticks[i+1].x-w/2 < x+w+gap {
			continue // the next stands where it belongs
		}
		if x < free {
			continue
		}
		c.Text(x, y, s, st, Start)
		free = x + w + gap
	}
}

// notches mark where years begin, above their names.
func (p *timeline) notches(y float64, in locale.Calendar) {
	ticks := p.axis.marks(in)
	for _, t := range ticks {
		p.canvas.Line(t.x, y, t.x, y+3, 0.8, Quiet)
	}
}

// todayLabel names the line of today.
func (p *timeline) todayLabel(y float64) {
	c, st := p.canvas, Style{Size: SmallType, Bold: true, Ink: Ink}
	s := p.l.T("picture.today")
	w := c.Measure(s, st)
	x := min(max(p.axis.at(p.today)-w/2, Margin), PhoneWidth-Margin-w)
	c.Bar(Box{x - 3, y - 11, w + 6, 14}, 2, Solid(Paper))
	c.Text(x, y, s, st, Start)
}

// section draws one part, and says where the next begins.
func (p *timeline) section(s *section, y float64) float64 {
	c := p.canvas
	title := s.title
	if s.more > 0 {
		title += " " + p.l.T("picture.earlier", locale.N(s.more))
	}
	p.behind(Margin, y+11, c.Measure(title, headingStyle()), Start)
	c.Text(Margin, y+11, title, headingStyle(), Start)
	y += headingHigh
	for _, r := range p.rows(s.items) {
		for _, it := range r.items {
			p.item(it, y)
		}
		y += r.high + gapRow
	}
	return y + gapSection - gapRow
}

// row is some items side by side.
type row struct {
	items []*item
	boxes []Box
	high  float64
}

// aside is how far apart things in one row are at least, in points: enough that a label
// isn't taken for that of the next mark.
const aside = 14.0

// rows put each item into the first row in which nothing of it comes near
// another.
func (p *timeline) rows(items []*item) (rows []*row) {
next:
	for _, it := range items {
		boxes := p.boxes(it)
		for _, r := range rows {
			if r.takes(boxes) {
				r.add(it, boxes)
				continue next
			}
		}
		r := &row{}
		r.add(it, boxes)
		rows = append(rows, r)
	}
	return rows
}

func (r *row) takes(boxes []Box) bool {
	for _, b := range boxes {
		for _, o := range r.boxes {
			if b.X-aside < o.X+o.W && o.X < b.X+b.W+aside {
				return false
			}
		}
	}
	return true
}

func (r *row) add(it *item, boxes []Box) {
	r.items, r.boxes = append(r.items, it), append(r.boxes, boxes...)
	for _, b := range boxes {
		r.high = max(r.high, b.Y+b.H)
	}
}

// boxes are what an item takes: its shapes, and each line of its label.
func (p *timeline) boxes(it *item) []Box {
	line := headStyle().Line()
	boxes := []Box{{X: it.lo, W: it.hi - it.lo, H: line}}
	y := 0.0
	if it.below {
		y = line - 2
	}
	for _, s := range it.lines {
		w := p.lineWidth(s, it.fell)
		x := s.x
		if s.align == End {
			x -= w
		}
		boxes = append(boxes, Box{X: x, Y: y, W: w, H: line})
		y += line
	}
	return boxes
}

// item draws one entry in a row that begins at y.
func (p *timeline) item(it *item, y float64) {
	c, line := p.canvas, headStyle().Line()
	mid := y + line/2
	for _, b := range it.parts {
		paint := Solid(it.ink).Fading(b.fadesIn, b.fadesOut)
		if b.hatched {
			paint = paint.Hatched()
		}
		c.Bar(Box{b.from, mid - barHigh/2, b.to - b.from, barHigh}, 2, paint)
	}
	p.endings(it, mid)
	switch it.mark {
	case dot:
		c.Circle(it.at, mid, markSize-0.4, Solid(it.ink))
	case ring:
		c.Ring(it.at, mid, markSize-0.4, 1.5, it.ink)
	case diamond:
		c.Diamond(it.at, mid, markSize+0.6, Solid(it.ink))
	case openDiamond:
		c.Diamond(it.at, mid, markSize+0.6, Solid(it.ink))
		c.Diamond(it.at, mid, markSize-1.6, Solid(Paper))
	}
	base := y + SmallType
	if it.below {
		base += line - 2
	}
	for _, s := range it.lines {
		w := p.lineWidth(s, it.fell)
		x := s.x
		if s.align == End {
			x -= w
		}
		p.behind(x, base, w, Start)
		if s.head != "" {
			x += c.Text(x, base, s.head, headStyle(), Start).W
		}
		if s.body != "" {
			c.Text(x, base, s.body, bodyStyle(it.fell), Start)
		}
		base += line
	}
}

// behind clears the lines of the grid behind a text.
func (p *timeline) behind(x, base, w float64, _ Align) {
	p.canvas.Bar(Box{x - 2, base - 10.5, w + 4, 14}, 2, Solid(Paper).Faint(0.85))
}

// tallied draws one row of counts.
func (p *timeline) tallied(t *tally, y float64) float64 {
	c := p.canvas
	p.behind(Margin, y+11, c.Measure(t.title, headingStyle()), Start)
	c.Text(Margin, y+11, t.title, headingStyle(), Start)
	y += headingHigh
	st := Style{Size: SmallType, Ink: Ink}
	for _, b := range t.bins {
		c.Bar(Box{b.from + 0.7, y, b.to - b.from - 1.4, 16}, 3, Solid(Panel))
		c.Text((b.from+b.to)/2, y+12, p.l.Number(b.n), st, Middle)
	}
	return y + 16 + gapSection
}

// key says what hatching and fading mean, where there is any.
func (p *timeline) key() []string {
	var all []string
	if p.hatched {
		all = append(all, p.l.T("picture.key.hatched"))
	}
	if p.fades {
		all = append(all, p.l.T("picture.key.fades"))
	}
	if p.dashed {
		all = append(all, p.l.T("picture.key.dashed"))
	}
	return all
}

// footLines are the words below the axis: each in one line if it fits, beside
// another if both do.
func (p *timeline) footLines() []string {
	const width = PhoneWidth - 2*Margin
	var lines []string
next:
	for _, s := range append(append(p.key(), p.notes...), p.l.T("picture.foot")) {
		for i, line := range lines {
			if both := line + between + s; p.canvas.Measure(both, noteStyle()) <= width {
				lines[i] = both
				continue next
			}
		}
		lines = append(lines, p.canvas.Wrap(s, noteStyle(), width, 4)...)
	}
	return lines
}

// foot writes them, from y, and says where they end.
func (p *timeline) foot(y float64) float64 {
	for _, s := range p.footLines() {
		p.canvas.Text(Margin, y+SmallType, s, noteStyle(), Start)
		y += noteStyle().Line()
	}
	return y
}

// altLimit is Discord's, in characters, with room for what closes the text.
const altLimit = 1024

// alt says what the picture shows: the texts of events too, where there is room.
func (p *timeline) alt() string {
	alt, left := p.saying((*item).said)
	if left == 0 {
		return alt
	}
	brief, _ := p.saying(func(it *item) string {
		if it.shortens {
			return it.saidWhen()
		}
		return it.said()
	})
	return brief
}

// saying is the description with each item in those words, and how many it leaves out
// of those that are drawn.
func (p *timeline) saying(words func(*item) string) (alt string, omitted int) {
	var b strings.Builder
	b.WriteString(p.l.T("picture.alt", locale.Text("name", p.name), locale.Text("date", p.date(calendar.DateOf(p.today)))))
	const room = altLimit - 160 // the rest is for what is counted, and what is left out
	left := 0
	for i := range p.sections {
		s := &p.sections[i]
		left += s.more
		for j, it := range s.items {
			text := p.l.T("list.semicolon") + words(it)
			if j == 0 {
				text = "\n" + s.title + ": " + words(it)
			}
			if full := card.Length(b.String())+card.Length(text) > room; full {
				left += len(s.items) - j
				omitted += len(s.items) - j
				break
			}
			b.WriteString(text)
		}
	}
	for _, t := range p.counts {
		b.WriteString("\n" + t.title + ": " + p.l.Number(t.n))
	}
	if left > 0 {
		b.WriteString("\n" + p.l.T("picture.alt.more", locale.N(left)))
	}
	return card.Cut(b.String(), altLimit), omitted
}
