package picture

import (
	"vigil/internal/card"
	"vigil/internal/locale"
)

// The measures of a chart, in points.
const (
	barHeight   = 14.0
	rowGap      = 9.0
	beside      = 150.0 // a label no wider than that stands beside its bar
	labelGap    = 8.0
	underLabel  = 2.0
	labelLines  = 3 // of a label above its bar
	titleLines  = 3
	numberSpace = 6.0
)

// Chart is a count as horizontal bars, as PNG: what is counted, of how many people,
// each group with its number, and of which day it is. All bars begin at zero. Groups
// that are no value, as those with none on record, are hatched.
func Chart(t card.Tally, l *locale.Locale) ([]byte, error) {
	return chart(t, l).PNG()
}

func chart(t card.Tally, l *locale.Locale) *Canvas {
	// Laid out once to learn how high it gets, and drawn on one that high.
	high := layChart(New(PhoneWidth, 1, l.Direction), t, l)
	c := New(PhoneWidth, high, l.Direction)
	layChart(c, t, l)
	return c
}

// layChart draws a chart and returns how high it is.
func layChart(c *Canvas, t card.Tally, l *locale.Locale) float64 {
	var (
		title = Style{Size: 16, Bold: true, Ink: Ink}
		of    = Style{Size: 13, Ink: Quiet}
		label = Style{Size: 12.5, Ink: Ink}
		count = Style{Size: 12.5, Bold: true, Ink: Ink}
		small = Style{Size: SmallType, Ink: Quiet}
	)
	inner := c.Width() - 2*Margin
	y := Margin
	write := func(s string, st Style, lines int) {
		for _, line := range c.Wrap(s, st, inner, lines) {
			c.Text(Margin, y+st.ascent(), line, st, Start)
			y += st.Line()
		}
	}
	write(t.Title(l), title, titleLines)
	write(t.Of(l), of, 2)
	y += rowGap

	bars := t.Bars(l)
	for i := range bars { // a script that has no font here stands in the text only
		if !Legible(bars[i].Label) {
			bars[i].Label = l.T("stats.illegible", locale.N(i+1))
		}
	}
	most, labels, numbers := 1, 0.0, 0.0
	for _, b := range bars {
		most = max(most, b.People)
		labels = max(labels, c.Measure(l.Isolate(b.Label), label))
		numbers = max(numbers, c.Measure(b.Number, count))
	}
	zero := Margin // where bars begin
	if labels <= beside {
		zero += labels + labelGap
	}
	full := c.Width() - Margin - zero - numberSpace - numbers
	from := y
	for _, b := range bars {
		if labels <= beside {
			c.Text(zero-labelGap, y+barHeight-2.5, l.Isolate(b.Label), label, End)
		} else {
			for _, line := range c.Wrap(b.Label, label, inner-labelGap, labelLines) {
				c.Text(zero+labelGap/2, y+label.ascent(), l.Isolate(line), label, Start)
				y += label.Line()
			}
			y += underLabel
		}
		length := full * float64(b.People) / float64(most)
		c.Bar(Box{X: zero, Y: y, W: length, H: barHeight}, 0, paintOf(b.Kind))
		c.Text(zero+length+numberSpace, y+barHeight-2.5, b.Number, count, Start)
		y += barHeight + rowGap
	}
	c.Line(zero, from-2, zero, y-rowGap+2, 1, Quiet)
	write(t.AsOf(l), small, 2)
	return y + Margin - (small.Line() - small.Size)
}

// paintOf is how the bar of a group is filled.
func paintOf(k card.GroupKind) Paint {
	if k == card.Valued {
		return Solid(Blue)
	}
	return Solid(Quiet).Hatched()
}
