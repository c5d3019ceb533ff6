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
	Asked   []Asked              // what was asked for, to be said back
	Penalty casefile.PenaltyKind // that was asked for, to be shown of each; empty for their prison term
	Then    Then                 // leads back to this search; the page goes into its options
}

// Asked is one condition of a search, in the reader's words.
type Asked struct{ Option, Value string }

// Results is a page of people: name, status and its date, country and the
// penalty that was asked for or the latest prison term, with a select that opens the card of one of them.
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
	for _, public := range f.People {
		c := &public.Casefile
		p.WriteByte('\n')
		p.person(c, f.Penalty)
		choices = append(choices, choice(c, l))
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
	m.Controls = append(opens(choices, l), turn(l, f.Page, f.Pages, f.Then)...)
	return m.Fit()
}

// choice is a person in a select.
func choice(c *casefile.Casefile, l *locale.Locale) Choice {
	name, _ := called(c, l)
	note := Status(c.Status.Code, l)
	if c.Country != "" {
		note += " · " + l.Isolate(Plain(l.Country(c.Country)))
	}
	return Choice{Label: Cut(Plain(name), maxChoice), Value: c.Slug, Note: Cut(note, maxChoice)}
}

// opens is a select that opens the card of one of these people.
func opens(people []Choice, l *locale.Locale) [][]Control {
	if len(people) == 0 {
		return nil
	}
	return [][]Control{{{
		Placeholder: l.T("search.open"),
		Into:        "person",
		Choices:     people,
		Then:        Then{Command: "case"},
	}}}
}

// person writes two lines about somebody in a list, with their penalty of that
// kind.
func (p *pen) person(c *casefile.Casefile, kind casefile.PenaltyKind) {
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
	if s, x := listed(c, kind); x != nil {
		p.WriteString(" · ")
		p.penalty(s, x)
		if e := s.Enforceable(); prison(x.Kind) && e.Kind == casefile.EnforceableTerm && (x.Term == nil || e.Term != *x.Term) {
			p.WriteString(" (")
			p.words("sentence.enforceable_term", locale.Text("term", Term(e.Term, p.l)))
			p.WriteByte(')')
		}
	}
}

// listed is the penalty that a list shows of somebody: of any sentence, one of
// the kind that was asked for; without a kind, the prison term of the sentence
// that the card shows too. One that stands goes before one that has fallen,
// which its outcome tells. It is nil where there is none.
func listed(c *casefile.Casefile, kind casefile.PenaltyKind) (in *casefile.Sentence, found *casefile.Penalty) {
	from := c.Judgments()
	if kind == "" {
		from = latestSentences(c, from)
	}
	for _, j := range from {
		if j.Superseded {
			continue
		}
		for _, s := range append([]*casefile.Sentence{j.Sentence}, j.Same...) {
			for i := range s.Penalties {
				x := &s.Penalties[i]
				switch {
				case x.Kind != kind && (kind != "" || !prison(x.Kind)):
				case !over(j) && !s.OutcomeOf(x).Fallen():
					return s, x
				case found == nil:
					in, found = s, x
				}
			}
		}
	}
	return in, found
}

// prison reports whether a penalty of that kind is a prison term, or what
// stands in its place.
func prison(k casefile.PenaltyKind) bool {
	switch k {
	case casefile.Imprisonment, casefile.LifeImprisonment, casefile.Death:
		return true
	}
	return false
}

// Refusal is a message that says why something could not be done, and what to
// do instead.
func Refusal(l *locale.Locale, text string) Message {
	return Message{Cards: []Card{{Title: l.T("error.title"), Body: Cut(Lines(l, text), maxBody), Tone: Fault}}}
}
