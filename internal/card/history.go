package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Step is one revision of a casefile in its history. When and Who are ready to
// show.
type Step struct {
	Version  int
	When     string
	Who      string
	Why      string
	Imported bool
	Before   *casefile.Casefile // nil of the first
	After    *casefile.Casefile
}

// longestStep is how much of one step a page of the history shows; a change of
// the whole record is told by its beginning, and the number of the rest.
const longestStep = 750

// History is a page of a casefile's history: of each step what differs from
// the one before, who did it, when and why. It is for curators alone; the
// buttons are the caller's.
func History(c *casefile.Casefile, steps []Step, page, pages int, l *locale.Locale) Card {
	p := newPen(l, 1024)
	for i := range steps {
		if i > 0 {
			p.WriteByte('\n')
		}
		p.step(&steps[i])
	}
	return Card{
		Title:  l.T("history.title", locale.Text("name", title(c, l))),
		Body:   p.take(),
		Footer: footer(l, page, pages, true),
	}.Fit()
}

func (p *pen) step(s *Step) {
	p.line("")
	p.bold("history.version", locale.Plain("version", s.Version))
	p.WriteString(" · ")
	p.WriteString(s.When)
	p.WriteString(" · ")
	p.WriteString(s.Who)
	if s.Why != "" {
		p.WriteString("\n> ")
		p.stored(Cut(s.Why, 300))
	}
	if s.Imported {
		p.line("")
		p.words("history.imported")
	}
	if s.Before == nil {
		p.line("")
		p.words("history.first")
		return
	}
	lines := Compare(s.Before, s.After, p.l)
	if len(lines) == 0 {
		p.line("")
		p.words("history.same")
		return
	}
	p.WriteByte('\n')
	p.WriteString(Listed(lines, "- ", longestStep, p.l))
}
