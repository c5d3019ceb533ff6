package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Found is what /search found: one page of people.
type Found struct {
	People  []*casefile.Redacted
	Total   int // found, on all pages
	Tracked int // people on record here
	Page    int // from 1
	Pages   int
	Asked   []Asked // what was asked for, to be said back
	Then    Then    // leads back to this search; the page goes into its options
}

// Asked is one condition of a search, in the reader's words.
type Asked struct{ Option, Value string }

// Results is a page of people: name, status and its date, country and latest
// prison term, with a select that opens the card of one of them.
func Results(f Found, l *locale.Locale) Message {
	p := newPen(l, 1024)
	p.line("")
	p.words("search.found", locale.N(f.Total), locale.Count("tracked", f.Tracked))
	if len(f.Asked) > 0 {
		parts := make([]string, len(f.Asked))
		for i, a := range f.Asked {
			parts[i] = a.Option + ": " + l.Isolate(Escape(a.Value))
		}
		p.line("")
		for i, s := range parts {
			if i > 0 {
				p.WriteString(" · ")
			}
			p.WriteString(s)
		}
	}
	choices := make([]Choice, 0, len(f.People))
	for _, c := range f.People {
		p.WriteByte('\n')
		p.person(c)
		name, _ := called(c, l)
		choices = append(choices, Choice{
			Label: Cut(Plain(name), maxChoice),
			Value: c.Slug,
			Note:  Cut(Status(c.Status.Code, l)+" · "+l.Isolate(Plain(l.Country(c.Country))), maxChoice),
		})
	}
	switch {
	case f.Tracked == 0:
		p.line("")
		p.words("search.empty")
	case f.Total == 0:
		p.line("")
		p.words("search.nothing")
	}
	m := Message{Cards: []Card{{
		Title:  l.T("search.title"),
		Body:   p.String(),
		Footer: footer(l, f.Page, f.Pages, false),
	}}}
	if len(choices) > 0 {
		m.Controls = append(m.Controls, []Control{{
			Placeholder: l.T("search.open"),
			Into:        "person",
			Choices:     choices,
			Then:        Then{Command: "case"},
		}})
	}
	m.Controls = append(m.Controls, turn(l, f.Page, f.Pages, f.Then)...)
	return m.Fit()
}

// person writes two lines about somebody in a list.
func (p *pen) person(c *casefile.Redacted) {
	p.line("")
	first, second := called(c, p.l)
	p.WriteString("**")
	p.stored(first)
	p.WriteString("**")
	if second != "" {
		p.WriteString(" · ")
		p.stored(second)
	}
	p.line("")
	p.code("status.", string(statusCode(c)))
	if !c.Status.AsOf.IsZero() {
		p.words("list.comma")
		p.words("case.status_asof_plain", locale.Text("date", Date(c.Status.AsOf, p.l)))
	}
	if c.Country != "" {
		p.WriteString(" · ")
		p.country(c.Country)
	}
	if s, x := prison(c); x != nil {
		p.WriteString(" · ")
		p.penalty(s, x)
		if e := s.Enforceable(); e.Kind == casefile.EnforceableTerm && (x.Term == nil || e.Term != *x.Term) {
			p.WriteString(" (")
			p.words("sentence.enforceable_term", locale.Text("term", Term(e.Term, p.l)))
			p.WriteByte(')')
		}
	}
}

// Refusal is a message that says why something could not be done, and what to
// do instead.
func Refusal(l *locale.Locale, text string) Message {
	return Message{Cards: []Card{{Title: l.T("error.title"), Body: Cut(Lines(l, text), maxBody), Tone: Fault}}}
}
