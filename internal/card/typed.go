package card

import (
	"strings"

	"vigil/internal/locale"
)

// Typed is what somebody typed into a field of a form, to be given back.
type Typed struct{ Label, Text string }

// typedShown is up to which length what was typed is shown in the message
// itself. What is longer goes into a file, where nothing of it is cut.
const typedShown = 900

// GiveBack adds what was typed to m, so that it isn't lost whatever becomes of
// m: field by field, and as a file where it is long.
func (m Message) GiveBack(all []Typed, l *locale.Locale) Message {
	var (
		fields []Field
		file   strings.Builder
		long   bool
	)
	for _, t := range all {
		if strings.TrimSpace(t.Text) == "" {
			continue
		}
		p := newPen(l, len(t.Text)+16)
		for i, line := range strings.Split(t.Text, "\n") {
			if i > 0 {
				p.WriteByte('\n')
			}
			p.WriteString("> ")
			p.stored(line)
		}
		long = long || length(p.String()) > typedShown
		fields = append(fields, Field{Name: t.Label, Value: Cut(p.String(), typedShown)})
		file.WriteString(t.Label + "\n" + t.Text + "\n\n")
	}
	if len(fields) == 0 || len(m.Cards) == 0 {
		return m
	}
	last := &m.Cards[len(m.Cards)-1]
	last.Fields = append(last.Fields, fields...)
	sum := last.length()
	if long || sum > maxSum {
		m.Files = append(m.Files, File{Name: "typed.txt", Type: "text/plain; charset=utf-8", Data: []byte(file.String())})
	}
	return m.Fit()
}
