package card

import (
	"slices"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// whyCallings, whyPenalties and whyCharges are how many of them say why a case
// is tracked.
const (
	whyCallings  = 3
	whyPenalties = 3
	whyCharges   = 2
)

// why writes in one line why the case is tracked: who the person is by
// profession and country, what they were sentenced to or accused of, and how
// they are. It is all from the record, and what isn't there is left out.
func (p *pen) why(c *casefile.Casefile) {
	p.line("")
	first := true
	part := func() {
		if !first {
			p.WriteString(" · ")
		}
		first = false
	}
	for i := range c.Person.Professions[:min(whyCallings, len(c.Person.Professions))] {
		if i == 0 {
			part()
		} else {
			p.words("list.comma")
		}
		p.calling(&c.Person.Professions[i])
	}
	if c.Country != "" {
		part()
		p.country(c.Country)
	}
	switch latest := latestSentences(c, c.Judgments()); {
	case len(latest) > 0 && over(latest[0]): // not the charges: they would seem to stand
		part()
		p.ruling(latest[0].Sentence)
		if !p.became(latest[0].Sentence) {
			p.WriteString(" — ")
			p.words("sentence.ended")
		}
		p.unsourced(c, latest[0].Sources)
	case len(latest) > 0:
		part()
		p.sentenced(latest[0].Sentence)
		p.unsourced(c, latest[0].Sources)
	case len(c.Charges) > 0:
		part()
		p.words("sentence.charges")
		p.WriteString(": ")
		p.accused(c)
	}
	part()
	p.statusShort(c)
	p.unsourced(c, c.Status.Sources)
}

// statusShort writes how the person is, as of when.
func (p *pen) statusShort(c *casefile.Casefile) {
	p.code("status.", string(statusCode(c)))
	if !c.Status.AsOf.IsZero() {
		p.words("list.comma")
		p.words("case.status_asof_plain", locale.Text("date", Date(c.Status.AsOf, p.l)))
	}
}

// standing writes how the person is, as of when, and who reports it.
func (p *pen) standing(c *casefile.Casefile) {
	p.statusShort(c)
	who := pen{l: p.l}
	if who.firstPublishers(c, c.Status.Sources, 1) {
		p.WriteString(" (")
		p.WriteString(Cut(who.String(), publishersLimit))
		p.WriteByte(')')
	}
}

// sentenced writes a sentence in a few words.
func (p *pen) sentenced(s *casefile.Sentence) {
	p.ruling(s)
	p.WriteString(": ")
	if len(s.Penalties) == 0 {
		p.words("sentence.no_penalty")
	}
	n := 0
	for i := range s.Penalties {
		x := &s.Penalties[i]
		if s.OutcomeOf(x).Fallen() {
			continue
		}
		if n > 0 {
			p.words("list.semicolon")
		}
		if n == whyPenalties && i < len(s.Penalties)-1 {
			p.words("penalty.more", locale.N(len(s.Penalties)-i))
			break
		}
		n++
		p.sort(x)
	}
	if s.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
}

// unsourced says of a part that has no source that it has none, where others
// have: below stand theirs, and they don't report it.
func (p *pen) unsourced(c *casefile.Casefile, sources []string) {
	if len(sources) == 0 && len(whySources(c)) > 0 {
		p.WriteString(" (")
		p.words("fact.unsourced")
		p.WriteByte(')')
	}
}

// accused writes the first charges, with what became of each.
func (p *pen) accused(c *casefile.Casefile) {
	for i := range c.Charges[:min(whyCharges, len(c.Charges))] {
		x := &c.Charges[i]
		if i > 0 {
			p.words("list.semicolon")
		}
		p.phrase(x.Text)
		if x.Outcome != "" {
			p.WriteString(" (")
			p.stored(x.Outcome)
			p.WriteByte(')')
		}
		p.unsourced(c, x.Sources)
	}
}

// whySources are the sources of what [pen.why] says.
func whySources(c *casefile.Casefile) []string {
	ids := slices.Clone(c.Status.Sources)
	switch latest := latestSentences(c, c.Judgments()); {
	case len(latest) > 0:
		ids = append(ids, latest[0].Sources...)
	case len(c.Charges) > 0:
		for i := range c.Charges[:min(whyCharges, len(c.Charges))] {
			ids = append(ids, c.Charges[i].Sources...)
		}
	}
	for i := range c.Person.Professions[:min(whyCallings, len(c.Person.Professions))] {
		ids = append(ids, c.Person.Professions[i].Sources...)
	}
	return ids
}
