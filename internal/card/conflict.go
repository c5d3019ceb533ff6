package card

import (
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Collision is a change that can't be saved, since somebody else changed the
// casefile meanwhile.
type Collision struct {
	Kind   string             // of the fact
	Before *casefile.Casefile // that both started from
	Theirs *casefile.Casefile // as it stands now
	Mine   *casefile.Casefile // as it would have been saved; nil: it can't be told
	Who    string             // wrote theirs, ready to show
	When   string             // likewise
	From   int                // version of Before
	Now    int                // version of Theirs
	Gone   bool               // theirs hasn't the fact any more
	Clash  []Clash            // what both changed differently
}

// Clash is a field that two curators changed differently, as they typed it.
type Clash struct{ Field, Before, Theirs, Mine string }

// clashesShown is how many clashing fields are shown side by side; a form has
// no more than these and its selects.
const clashesShown = 8

// Conflict shows both sides of a collision: what the other changed, what the
// reader changed, and field by field what can't both stand.
func Conflict(x Collision, l *locale.Locale) Card {
	lines := []string{l.T("conflict.who", locale.Text("who", x.Who), locale.Text("when", x.When),
		locale.Count("now", x.Now), locale.Count("from", x.From))}
	switch {
	case x.Gone:
		lines = append(lines, l.T("conflict.gone"))
	case len(x.Clash) > 0:
		lines = append(lines, l.T("conflict.clash"))
	default:
		lines = append(lines, l.T("conflict.apart"))
	}
	c := Card{
		Title: about("conflict.title", Proposal{After: x.Theirs, Kind: x.Kind}, l),
		Body:  Lines(l, lines...),
		Tone:  Fault,
	}
	add := func(key string, lines []string) {
		if len(lines) > 0 {
			c.Fields = append(c.Fields, Field{Name: l.T(key), Value: Listed(lines, "- ", maxValue, l)})
		}
	}
	add("conflict.theirs", Compare(x.Before, x.Theirs, l))
	if x.Mine != nil {
		add("conflict.mine", Compare(x.Before, x.Mine, l))
	}
	for i, f := range x.Clash {
		if i == clashesShown {
			break
		}
		said := func(key, text string) string {
			if text == "" {
				return l.T(key, locale.Text("text", l.T("conflict.nothing")))
			}
			return l.T(key, locale.Name("text", Escape(Cut(strings.ReplaceAll(text, "\n", l.T("list.semicolon")), 250))))
		}
		c.Fields = append(c.Fields, Field{Name: l.T("conflict.field", locale.Text("field", f.Field)), Value: Cut(Lines(l,
			said("conflict.before", f.Before), said("conflict.they", f.Theirs), said("conflict.you", f.Mine)), maxValue)})
	}
	return c.Fit()
}
