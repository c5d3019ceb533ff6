package card

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Told is what was found on a question, as its card shows it.
type Told struct {
	Text    string             // ready to show: escaped, isolated; a line each
	Reading string             // how the question was read; "" where it wasn't
	Sources []*casefile.Source // what the text rests on
	AsOf    calendar.Date      // up to when the status of whom it is about is known; zero: not said
	Refused bool               // it says why there is no answer
}

// answerRoom is how much of the card's body the text may take. What is longer loses
// whole lines at its end, and says how many.
const answerRoom = 3000

// Answer is the card of what was found on a question: the text, in small print
// how the question was read, and the sources with their links.
func Answer(t Told, l *locale.Locale) Card {
	c := Card{Title: l.T("ask.title"), Body: Lines(l, within(strings.Split(t.Text, "\n"), l)...)}
	if t.Refused {
		c.Title, c.Tone = l.T("ask.title.refused"), Fault
	}
	if t.Reading != "" {
		c.Body += "\n" + Lines(l, smallPrint+t.Reading)
	}
	if len(t.Sources) > 0 {
		p := newPen(l, maxValue)
		c.Fields = append(c.Fields, Field{Name: l.T("ask.sources"), Value: p.citations(t.Sources)})
	}
	if !t.AsOf.IsZero() {
		c.Footer = Plain(l.T("ask.as_of", locale.Text("date", Date(t.AsOf, l))))
	}
	return c
}

// within are the lines as far as there is room for them, and how many there
// are besides. One that is too long by itself is cut.
func within(lines []string, l *locale.Locale) []string {
	left := answerRoom
	for i, s := range lines {
		n := length(s) + 2 // its break, and a mark of direction
		switch {
		case n <= left:
			left -= n
		case i == 0:
			return append([]string{Cut(s, answerRoom)}, rest(len(lines)-1, l)...)
		default:
			return append(lines[:i:i], rest(len(lines)-i, l)...)
		}
	}
	return lines
}

func rest(n int, l *locale.Locale) []string {
	if n == 0 {
		return nil
	}
	return []string{"- " + l.T("ask.more_lines", locale.N(n))}
}
