package picture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Style is how a text is set.
type Style struct {
	Size   float64 // points, of an em
	Bold   bool
	Ink    Colour
	Struck bool // with a line through it: it doesn't stand any more
}

// Line is how far apart baselines are, and how high the box of a line is.
func (s Style) Line() float64 { return s.Size * 1.4 }

// ascent is how far the box of a line reaches above its baseline. Vazirmatn's
// marks above and the tails below its letters lie within.
func (s Style) ascent() float64 { return s.Size }

// Align says which part of a text stands at its x.
type Align int

// The alignments, as the reader reads.
const (
	Start Align = iota
	Middle
	End
)

// Text draws s, one line of it, its baseline at y, and returns its box. s is
// plain text, not escaped; isolates in it are heeded.
func (c *Canvas) Text(x, y float64, s string, st Style, a Align) Box {
	l := c.set(s, st)
	switch a {
	case Middle:
		x -= l.width / 2
	case End:
		x -= l.width
	}
	box := Box{X: x, Y: y - st.ascent(), W: l.width, H: st.Line()}
	c.written = append(c.written, box)
	if c.blind {
		return box
	}

	dot := x * Scale
	if c.mirrored {
		dot = (c.width - x - l.width) * Scale
	}
	var o outline
	for i := range l.runs {
		dot = o.write(&l.runs[i], dot, y*Scale)
	}
	c.fill(&o, Solid(st.Ink))
	if st.Struck {
		c.Line(x, y-st.Size*0.32, x+l.width, y-st.Size*0.32, max(1, st.Size*0.08), st.Ink)
	}
	return box
}

// Measure is how wide s is as one line, in points.
func (c *Canvas) Measure(s string, st Style) float64 { return c.set(s, st).width }

// ellipsis ends what was cut.
const ellipsis = "…"

// Cut is s if it is no wider than so many points; otherwise as much of its
// beginning as fits, and an ellipsis. It cuts between words if that loses little.
func (c *Canvas) Cut(s string, st Style, width float64) string {
	if c.Measure(s, st) <= width {
		return s
	}
	letters := []rune(s)
	fits := func(n int) bool { return c.Measure(shortened(letters[:n]), st) <= width }
	low, high := 0, len(letters)-1
	for low < high {
		if mid := (low + high + 1) / 2; fits(mid) {
			low = mid
		} else {
			high = mid - 1
		}
	}
	for n := low; n > low*2/3; n-- {
		if unicode.IsSpace(letters[n]) && fits(n) {
			return shortened(letters[:n])
		}
	}
	for low > 0 && (unicode.Is(unicode.M, letters[low]) || unseen(letters[low]) || !fits(low)) {
		low--
	}
	return shortened(letters[:low])
}

// shortened is a beginning with an ellipsis; isolates that it opened are closed.
func shortened(letters []rune) string {
	open := utf8.RuneCountInString(isolates(string(letters)))
	head := strings.TrimRightFunc(string(letters), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:،؛–·(", r) || r == '\u200c'
	})
	return head + ellipsis + strings.Repeat("\u2069", open)
}

// Wrap is s as at most so many lines, each no wider than so many points. What
// is left over ends the last in an ellipsis. An empty text is no lines. A
// no-break space (U+00A0) keeps words together.
func (c *Canvas) Wrap(s string, st Style, width float64, lines int) []string {
	var all []string
	opened := "" // isolates that the lines before left open
	words := strings.FieldsFunc(directed(s), func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' })
	for len(words) > 0 && len(all) < lines {
		n := 1
		for n < len(words) && c.Measure(opened+strings.Join(words[:n+1], " "), st) <= width {
			n++
		}
		if len(all) == lines-1 {
			n = len(words)
		}
		line := opened + strings.Join(words[:n], " ")
		opened = isolates(line)
		line += strings.Repeat("\u2069", utf8.RuneCountInString(opened))
		all = append(all, c.Cut(line, st, width))
		words = words[n:]
	}
	return all
}

// directed is s with the direction of each isolate that takes that of its first
// letter: the rest of it, on a line of its own, may begin with another.
func directed(s string) string {
	if !strings.ContainsRune(s, '\u2068') {
		return s
	}
	letters := []rune(s)
	for i, r := range letters {
		if r == '\u2068' {
			letters[i] = isolate(letters[i+1:])
		}
	}
	return string(letters)
}

// isolate is what opens an isolate in the direction of a text: that of its first
// letter, and from left to right without any.
func isolate(letters []rune) rune {
	for _, r := range letters {
		if unicode.IsLetter(r) {
			if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) {
				return '\u2067'
			}
			break
		}
	}
	return '\u2066'
}

// isolates are those that a text opens and doesn't close.
func isolates(s string) string {
	var open []rune
	for _, r := range s {
		switch {
		case r >= '\u2066' && r <= '\u2068':
			open = append(open, r)
		case r == '\u2069' && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return string(open)
}

// setting is a text in a style, but for its ink.
type setting struct {
	text string
	size float64
	bold bool
}

// line is a shaped text: its runs from left to right.
type line struct {
	runs  []shaping.Output
	width float64 // points
}

// The marks that give a paragraph its direction, whatever it begins with.
const (
	leftToRightMark = '\u200e'
	rightToLeftMark = '\u200f'
)

// set shapes s as one line of the canvas's direction. What was set before is
// remembered.
func (c *Canvas) set(s string, st Style) line {
	key := setting{s, st.Size, st.Bold}
	if l, ok := c.shaped[key]; ok {
		return l
	}
	text := []rune{leftToRightMark}
	in := shaping.Input{Size: fixed.Int26_6(st.Size * Scale * 64), Language: "en"}
	base := bidi.LeftToRight
	if c.mirrored {
		text[0], in.Language, base = rightToLeftMark, language.NewLanguage("fa"), bidi.RightToLeft
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			r = ' '
		}
		text = append(text, r)
	}
	in.Text = text
	faces := c.faces.regular
	if st.Bold {
		faces = c.faces.bold
	}

	var (
		l       line
		levels  []bidi.Level
		advance fixed.Int26_6
	)
	bounds := c.order.Segment(text, base)
	for i := range bounds.NumRuns() {
		run := bounds.Run(i)
		in.RunStart, in.RunEnd, in.Direction = run.Start, run.End, di.DirectionLTR
		if run.Level%2 == 1 {
			in.Direction = di.DirectionRTL
		}
		for _, part := range c.split.Split(in, faces) {
			part.Direction = in.Direction
			out := c.shaper.Shape(part)
			advance += out.Advance
			l.runs = append(l.runs, out)
			levels = append(levels, run.Level)
		}
	}
	inSight(l.runs, levels)
	l.width = float64(advance) / 64 / Scale
	c.shaped[key] = l
	return l
}

// inSight puts runs from logical into visual order, left to right: rule L2 of
// the Unicode bidirectional algorithm (UAX #9).
func inSight(runs []shaping.Output, levels []bidi.Level) {
	if len(levels) == 0 {
		return
	}
	for level := slices.Max(levels); level > 0; level-- {
		for i := 0; i < len(levels); i++ {
			j := i
			for j < len(levels) && levels[j] >= level {
				j++
			}
			if j > i {
				slices.Reverse(runs[i:j])
				slices.Reverse(levels[i:j])
				i = j
			}
		}
	}
}

// write adds the glyphs of a run to o, its dot at that pixel, and returns
// where the next begins.
func (o *outline) write(run *shaping.Output, x, y float64) float64 {
	scale := float64(run.Size) / 64 / float64(run.Face.Upem())
	for i := range run.Glyphs {
		g := &run.Glyphs[i]
		if shape, ok := run.Face.GlyphDataOutline(g.GlyphID); ok {
			o.glyph(shape, scale, x+float64(g.XOffset)/64, y-float64(g.YOffset)/64)
		}
		x += float64(g.Advance) / 64
	}
	return x
}

func (o *outline) glyph(shape font.GlyphOutline, scale, x, y float64) {
	at := func(p ot.SegmentPoint) (float32, float32) {
		return float32(x + float64(p.X)*scale), float32(y - float64(p.Y)*scale)
	}
	for i, s := range shape.Segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			if i > 0 {
				o.add('z')
			}
			o.add('m', x0, y0)
		case ot.SegmentOpLineTo:
			o.add('l', x0, y0)
		case ot.SegmentOpQuadTo:
			o.add('q', x0, y0, x1, y1)
		case ot.SegmentOpCubeTo:
			o.add('c', x0, y0, x1, y1, x2, y2)
		}
	}
	if len(shape.Segments) > 0 {
		o.add('z')
	}
}
