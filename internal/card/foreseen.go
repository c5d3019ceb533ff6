package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// Called is what a person is called in the reader's language.
func Called(c *casefile.Redacted, l *locale.Locale) string {
	name, _ := called(&c.Casefile, l)
	return l.Isolate(name)
}

// Occasion is what falls on a day, in one line for a terminal.
func Occasion(c *casefile.Redacted, o occasion.Occasion, l *locale.Locale) string {
	p := newPen(l, 128)
	p.what(&c.Casefile, o)
	return p.take()
}

// Omitted is a fact that is not announced, with its date if it has one, in one
// line for a terminal.
func Omitted(o occasion.Occasion, l *locale.Locale) string {
	p := newPen(l, 128)
	switch o.About {
	case occasion.Custody, occasion.TermEnd:
		p.words("foreseen." + o.About.Code())
	case occasion.Proceeding:
		p.code("kind.", o.Proceeding.Kind)
	case occasion.Arrest:
		p.code("kind.", arrested(o))
	default:
		p.code("kind.", o.About.Code())
	}
	if o.Penalty != nil {
		p.words("list.comma")
		p.sort(o.Penalty)
	}
	if !o.Date.IsZero() {
		p.words("list.comma")
		p.date(o.Date)
	}
	return p.take()
}
