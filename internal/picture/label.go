package picture

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

	leastText = 180.0 // width in which a text may be shortened: some words of it remain
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
	for _, e := range it.ends {
		it.lo, it.hi = min(it.lo, e.from-endWide/2), max(it.hi, e.to+endWide/2)
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
		switch { // what isn't left out lightly
		case it.shortens && it.room > 0:
			cost += 5 * lost
			if lost == 0 && cut([]string{lines[len(lines)-1].body}) {
				cost++
			}
		case it.more != nil, it.room > 0:
			cost += 3 * lost
		}
		if best >= 0 && cost >= best {
			continue
		}
		best, it.lines, it.below, it.shown = cost, lines, s.below, len(it.pieces)-lost
		for i := range it.lines {
			it.lines[i].x, it.lines[i].align = s.x, s.align
		}
	}
	for _, e := range it.ends {
		if said := e.piece < it.shown; said {
			p.dashed = true
			p.hatched = p.hatched || !e.day && !e.beyond
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
		text := kept(strings.Join(it.pieces[:n], p.l.T("list.semicolon")))
		if lost = len(it.pieces) - n; lost > 0 && it.more != nil {
			text += p.l.T("list.semicolon") + it.more(lost)
		}
		if len(heads) == 1 && p.canvas.Measure(it.head+between, head)+p.canvas.Measure(text, body) <= width {
			return []caption{{head: it.head + between, body: text}}, lost, ok
		}
		wrapped := p.canvas.Wrap(text, body, width, it.room+1)
		if it.shortens && it.room > 0 && len(wrapped) > it.room && width >= leastText {
			wrapped = p.shortened(text, body, width, it.room)
		} else if len(wrapped) > it.room || !p.fit(wrapped, body, width) {
			continue
		}
		for _, s := range p.balanced(text, wrapped, body, width) {
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

// shortened is as much of a text as so many lines take, with an ellipsis: up to where a
// clause of it ends, if that isn't much less.
func (p *timeline) shortened(text string, st Style, width float64, lines int) []string {
	wrapped := p.canvas.Wrap(text, st, width, lines)
	taken := utf8.RuneCountInString(strings.Join(wrapped, " "))
	letters := []rune(text)
	for n := min(taken, len(letters)) - 1; n > taken/2; n-- {
		if letters[n] == ';' || letters[n] == '؛' {
			clause := shortened(letters[:n])
			return p.balanced(clause, p.canvas.Wrap(clause, st, width, lines), st, width)
		}
	}
	return wrapped
}

// balanced is a text that took those lines within a width as lines of about the
// same length, so that no word stands alone in the last; as it was where it is shortened.
func (p *timeline) balanced(text string, wrapped []string, st Style, width float64) []string {
	if len(wrapped) < 2 || cut(wrapped) && !cut([]string{text}) {
		return wrapped
	}
	for low := width / 2; width-low > 6; {
		mid := (low + width) / 2
		narrower := p.canvas.Wrap(text, st, mid, len(wrapped)+1)
		if len(narrower) == len(wrapped) && p.within(narrower, st, mid) {
			wrapped, width = narrower, mid
		} else {
			low = mid
		}
	}
	return wrapped
}

// kept is a text in which no line may end between a number and its noun, or after a
// colon.
func kept(s string) string {
	letters := []rune(s)
	for i := 1; i+1 < len(letters); i++ {
		number := unicode.IsDigit(letters[i-1]) && unicode.IsLetter(letters[i+1])
		if letters[i] == ' ' && (number || letters[i-1] == ':') {
			letters[i] = '\u00a0'
		}
	}
	return string(letters)
}

// cut reports whether a text that was broken into lines ends in an ellipsis.
func cut(lines []string) bool {
	return strings.HasSuffix(strings.TrimRight(lines[len(lines)-1], "\u2069"), ellipsis)
}

// fit reports whether each line is whole: none was cut within a word.
func (p *timeline) fit(lines []string, st Style, width float64) bool {
	for _, s := range lines {
		if strings.Contains(s, ellipsis) {
			return false
		}
	}
	return p.within(lines, st, width)
}

// within reports whether no line is wider than that.
func (p *timeline) within(lines []string, st Style, width float64) bool {
	for _, s := range lines {
		if p.canvas.Measure(s, st) > width {
			return false
		}
	}
	return true
}

// quoted is a text of the record in its own direction, that of its first letter, where
// the reader's is the other. A line of it keeps that wherever the text is broken or shortened.
// What the reader's language puts between two texts of the other script is put as
// that script has it.
func (p *timeline) quoted(s string) string {
	opens := isolate([]rune(s))
	switch {
	case opens == '\u2067' && !strings.ContainsFunc(s, latin):
		s = strings.NewReplacer("\u2069; ", "\u2069؛ ", "\u2069, ", "\u2069، ").Replace(s)
	case opens == '\u2066' && !strings.ContainsFunc(s, arabic):
		s = strings.NewReplacer("\u2069؛ ", "\u2069; ", "\u2069، ", "\u2069, ").Replace(s)
	}
	if (opens == '\u2067') == (p.l.Language().Direction == locale.RightToLeft) {
		return s
	}
	return string(opens) + s + "\u2069"
}

func latin(r rune) bool  { return unicode.Is(unicode.Latin, r) }
func arabic(r rune) bool { return unicode.IsLetter(r) && unicode.Is(unicode.Arabic, r) }

// said is a label as it is drawn, in one line.
func (it *item) said() string {
	head, body := it.saidWhen(), ""
	for _, s := range it.lines {
		body = joined(body, s.body)
	}
	if body == "" {
		return head
	}
	// what was isolated as a whole was isolated anew on each line
	return head + ": " + strings.NewReplacer("\u2069\u2069 \u2066\u2066", " ", "\u2069\u2069 \u2067\u2067", " ", "\u2069 \u2068", " ", "\u2069 \u2066", " ", "\u2069 \u2067", " ", "\u00a0", " ").Replace(body)
}

// saidWhen is when an item was, and of which kind, without what.
func (it *item) saidWhen() (head string) {
	for _, s := range it.lines {
		head = joined(head, strings.TrimSuffix(s.head, between))
	}
	return head
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
