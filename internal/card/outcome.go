package card

import (
	"strings"

	"vigil/internal/locale"
)

// Outcome is what became of a suggestion, as its sender is told.
type Outcome struct {
	Approved bool
	Name     string // of the person; "" where the sender may not know the record
	Slug     string // of the casefile, where it is public; else ""
	What     string // as the sender wrote it
	Why      string // of a rejection; may be empty
}

// Message is the outcome as a direct message.
func (o Outcome) Message(l *locale.Locale) Message {
	key := "outcome.rejected"
	switch {
	case o.Approved && o.Slug != "":
		key = "outcome.approved_in"
	case o.Approved:
		key = "outcome.approved"
	}
	lines := []string{l.T(key, locale.Name("name", Escape(o.Name)))}
	if o.Why != "" {
		lines = append(lines, l.T("decision.why", locale.Name("why", Escape(o.Why))))
	}
	if o.Approved && o.Slug != "" {
		lines = append(lines, l.T("outcome.see", locale.Text("slug", o.Slug)))
	}
	c := Card{Title: l.T("outcome.title"), Body: Lines(l, lines...)}
	if o.What != "" {
		p := newPen(l, len(o.What)+16)
		for line := range strings.SplitSeq(o.What, "\n") {
			p.quote(line)
		}
		c.Fields = append(c.Fields, Field{Name: l.T("outcome.yours"), Value: Cut(p.take(), maxValue)})
	}
	c.Fields = append(c.Fields, Field{Name: l.T("help.privacy"), Value: Lines(l, l.T("outcome.privacy"))})
	return Message{Cards: []Card{c.Fit()}}
}
