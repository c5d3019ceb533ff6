package picture

import (
	"strings"
	"unicode"

	"vigil/internal/locale"
)

// caption is one line of a label.
type caption struct {
	head, body string // either may be empty
	x          float64
	align      Align
}

// Styles of a timeline.
func headStyle() Style { return Style{Size: SmallType, Ink: Quiet} }
func bodyStyle(fell bool) Style {
	if fell {
		return Style{Size: SmallType, Ink: Quiet, Struck: true}
	}
	return Style{Size: SmallType, Ink: Ink}
}

const (
	between  = " · " // head and body in one line
	apart    = 5.0   // points between shapes and their label
	markSize = 4.6   // radius of a mark
	barHigh  = 9.0
)

// place finds the side on which an item's label takes the fewest lines.
func (p *timeline) place(it *item) {
	it.lo, it.hi = p.axis.x1, p.axis.x0
	for _, b := range it.parts {
		it.lo, it.hi = min(it.lo, b.from), max(it.hi, b.to)
		p.hatched = p.hatched || b.hatched
		p.fades = p.fades || b.fadesIn > 0 || b.fadesOut > 0
	}
	if it.mark != noMark {
		it.lo, it.hi = min(it.lo, it.at-markSize), max(it.hi, it.at+markSize)
	}
	const edge = PhoneWidth - Margin
	type side struct {
		x, width float64
		align    Align
		below    bool
		extra    int // what it costs beside its lines
	}
	sides := []side{
		{it.hi + apart, edge - it.hi - apart, Start, false, 0},
		{it.lo - apart, it.lo - apart - Margin, End, false, 0},
		{Margin, edge - Margin, Start, true, 2},
	}
	if it.lo > PhoneWidth/2 { // the longer side first: of equals the first is taken
		sides[0], sides[1] = sides[1], sides[0]
	}
	best := -1
	for _, s := range sides {
		lines, lost, ok := p.compose(it, s.width)
		if !ok && !s.below {
			continue
		}
		cost := len(lines) + s.extra
		if it.more != nil { // what can't be left out without a word
			cost += 3 * lost
		}
		if best >= 0 && cost >= best {
			continue
		}
		best, it.lines, it.below = cost, lines, s.below
		for i := range it.lines {
			it.lines[i].x, it.lines[i].align = s.x, s.align
		}
	}
	if it.below { // below the shapes, as far as it fits there
		widest := 0.0
		for _, s := range it.lines {
			widest = max(widest, p.lineWidth(s, it.fell))
		}
		for i := range it.lines {
			it.lines[i].x = max(Margin, min(it.lo, edge-widest))
		}
	}
}

// compose writes a label within a width. lost is how many pieces it leaves
// out; ok is false where not even when it was fits.
func (p *timeline) compose(it *item, width float64) (lines []caption, lost int, ok bool) {
	head, body := headStyle(), bodyStyle(it.fell)
	ok = p.canvas.Measure(it.head, head) <= width
	heads := []caption{{head: it.head}}
	if !ok {
		heads = heads[:0]
		for _, s := range p.canvas.Wrap(it.head, head, width, 2) {
			heads = append(heads, caption{head: s})
		}
	}
	for n := len(it.pieces); n > 0; n-- {
		text := strings.Join(it.pieces[:n], p.l.T("list.semicolon"))
		if lost = len(it.pieces) - n; lost > 0 && it.more != nil {
			text += p.l.T("list.semicolon") + it.more(lost)
		}
		if len(heads) == 1 && p.canvas.Measure(it.head+between, head)+p.canvas.Measure(text, body) <= width {
			return []caption{{head: it.head + between, body: text}}, lost, ok
		}
		wrapped := p.canvas.Wrap(text, body, width, it.room+1)
		if len(wrapped) > it.room || !p.fit(wrapped, body, width) {
			continue
		}
		for _, s := range wrapped {
			heads = append(heads, caption{body: s})
		}
		return heads, lost, ok
	}
	if lost = len(it.pieces); lost > 0 && it.more != nil {
		// nothing of it fits: how many there are
		heads = append(heads, caption{body: p.canvas.Cut(it.more(lost), body, width)})
	}
	return heads, lost, ok
}

// fit reports whether each line is whole: none was cut within a word.
func (p *timeline) fit(lines []string, st Style, width float64) bool {
	for _, s := range lines {
		if strings.Contains(s, ellipsis) || p.canvas.Measure(s, st) > width {
			return false
		}
	}
	return true
}

// readable reports whether a text of the record is in letters of the reader's
// language: a label in others is given in the list beside the picture alone.
func (p *timeline) readable(s string) bool {
	arabic := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	return arabic == (p.l.Language().Direction == locale.RightToLeft)
}

// said is a label as it is drawn, in one line.
func (it *item) said() string {
	head, body := "", ""
	for _, s := range it.lines {
		head = joined(head, strings.TrimSuffix(s.head, between))
		body = joined(body, s.body)
	}
	if body == "" {
		return head
	}
	// what was isolated as a whole was isolated anew on each line
	return head + ": " + strings.ReplaceAll(body, "\u2069 \u2068", " ")
}

// tells reports whether a label says more than when and of which kind.
func (it *item) tells() bool {
	for _, s := range it.lines {
		if s.body != "" {
			return true
		}
	}
	return false
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// lineWidth is how wide a line of a label is.
func (p *timeline) lineWidth(c caption, fell bool) float64 {
	return p.canvas.Measure(c.head, headStyle()) + p.canvas.Measure(c.body, bodyStyle(fell))
}
