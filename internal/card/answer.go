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
	Whole   bool               // all of it was asked for
}

// How much of an answer a card shows: as much as a telephone shows at once, or, where
// all was asked for, as much as Discord takes. What is longer loses whole lines at its end,
// and says how many. What is hardly longer is left as it is.
const (
	answerRoom  = 3000
	answerShort = 800
	answerSlack = 300
	sourcesMost = 20
	sourcesFew  = 3
)

// Answer is the card of what was found on a question: the text, in small print
// how the question was read, and the sources with their links. It reports whether
// there is more of them than it shows, that it would show if it were asked for all.
func Answer(t Told, l *locale.Locale) (Card, bool) {
	lines := strings.Split(t.Text, "\n")
	room, few := answerRoom, sourcesMost
	if !t.Whole {
		if length(t.Text) > answerShort+answerSlack {
			room = answerShort
		}
		few = sourcesFew
	}
	shown, left := within(lines, room)
	c := Card{Title: l.T("ask.title"), Body: Lines(l, append(shown, rest(left, l)...)...)}
	if t.Refused {
		c.Title, c.Tone = l.T("ask.title.refused"), Fault
	}
	if t.Reading != "" {
		c.Body += "\n" + Lines(l, smallPrint+t.Reading)
	}
	if len(t.Sources) > 0 {
		p := newPen(l, maxValue)
		if len(t.Sources) <= few+1 { // one more is as short as to say so
			few++
		}
		c.Fields = append(c.Fields, Field{Name: l.T("ask.sources"), Value: p.citations(t.Sources, few, "ask.more_sources")})
	}
	if !t.AsOf.IsZero() {
		c.Footer = Plain(l.T("ask.as_of", locale.Text("date", Date(t.AsOf, l))))
	}
	return c, !t.Whole && (left > 0 && room < answerRoom || len(t.Sources) > few)
}

// within are the lines as far as there is room for them, and how many there
// are besides. One that is too long by itself is cut, and what would stand last as a
// heading of nothing goes.
func within(lines []string, room int) (shown []string, left int) {
	for i, s := range lines {
		n := length(s) + 2 // its break, and a mark of direction
		switch {
		case n <= room:
			room -= n
			continue
		case i == 0:
			return []string{Cut(s, room)}, len(lines) - 1
		}
		if i > 1 && !strings.HasPrefix(lines[i-1], "- ") && strings.HasPrefix(s, "- ") {
			i--
		}
		if i == 1 { // a heading, and the one thing under it
			return []string{lines[0], Cut(s, answerRoom-length(lines[0]))}, len(lines) - 2
		}
		return lines[:i:i], len(lines) - i
	}
	return lines, 0
}

func rest(n int, l *locale.Locale) []string {
	if n == 0 {
		return nil
	}
	return []string{"- " + l.T("ask.more_lines", locale.N(n))}
}
