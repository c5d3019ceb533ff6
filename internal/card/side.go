package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Side is a casefile in a few lines, to stand beside another one: who it is
// about, its state, how the person is, and how much is on record of what.
func Side(key string, c *casefile.Casefile, l *locale.Locale) Field {
	p := newPen(l, 256)
	p.line("")
	p.WriteString("**")
	p.WriteString(title(c, l))
	p.WriteString("**")
	p.line("")
	p.stored(c.Slug)
	p.words("list.comma")
	p.words("visibility." + string(stateOf(c)))
	p.line("")
	p.code("status.", string(statusCode(c)))
	if !c.Status.AsOf.IsZero() {
		p.words("list.comma")
		p.words("case.status_asof_plain", locale.Text("date", Date(c.Status.AsOf, l)))
	}
	if c.Country != "" {
		p.WriteString(" · ")
		p.country(c.Country)
	}
	if known(c.Person.Born) {
		p.line("")
		p.life("case.born", c.Person.Born)
	}
	counts := countsOf(c)
	begun := false
	for _, n := range counts {
		if n.n == 0 {
			continue
		}
		if begun {
			p.WriteString(" · ")
		} else {
			p.line("")
			begun = true
		}
		p.words("publish.count", locale.Text("what", l.T(n.key)), locale.N(n.n))
	}
	return Field{Name: l.T(key), Value: Cut(p.take(), maxValue), Inline: true}
}

// stateOf is the visibility of a casefile; none said is a draft.
func stateOf(c *casefile.Casefile) casefile.Visibility {
	if c.Visibility == "" {
		return casefile.Draft
	}
	return c.Visibility
}

// count is how many facts there are of a kind.
type count struct {
	key string // of what they are called
	n   int
}

// countsOf are how many facts a casefile has of each kind.
func countsOf(c *casefile.Casefile) []count {
	one := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	penalties, parts := 0, 0
	for i := range c.Sentences {
		penalties += len(c.Sentences[i].Penalties)
		parts += len(c.Sentences[i].Parts)
	}
	return []count{
		{"field.names", len(c.Person.Names)}, {"field.born", one(c.Person.Born != nil)}, {"field.died", one(c.Person.Died != nil)},
		{"field.professions", len(c.Person.Professions)}, {"field.nationalities", len(c.Person.Nationalities)},
		{"field.status", one(c.Status.Code != "")}, {"field.whereabouts", one(c.Whereabouts != nil && c.Whereabouts.Text != "")},
		{"field.custody", len(c.Custody)}, {"field.charges", len(c.Charges)}, {"field.proceedings", len(c.Proceedings)},
		{"field.sentences", len(c.Sentences)}, {"field.penalties", penalties}, {"field.parts", parts},
		{"field.events", len(c.Events)}, {"field.works", len(c.Works)}, {"field.awards", len(c.Awards)}, {"field.people", len(c.People)},
		{"field.notes", len(c.Notes)}, {"field.withheld", len(c.Withheld)}, {"field.sources", len(c.Sources)},
	}
}

// Hidden says of which kinds of fact how many are in a casefile and not in what
// the public sees of it, a line for each kind.
func Hidden(c *casefile.Casefile, public *casefile.Redacted, l *locale.Locale) []string {
	seen := countsOf(&public.Casefile)
	var lines []string
	for i, all := range countsOf(c) {
		if n := all.n - seen[i].n; n > 0 {
			lines = append(lines, l.T("publish.count", locale.Text("what", l.T(all.key)), locale.N(n)))
		}
	}
	return lines
}

// Bare reports whether nothing but the name of the person would be public.
func Bare(public *casefile.Redacted) bool {
	for _, n := range countsOf(&public.Casefile) {
		if n.n > 0 && n.key != "field.names" && n.key != "field.sources" {
			return false
		}
	}
	return public.Country == ""
}
