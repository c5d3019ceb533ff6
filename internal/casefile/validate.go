package casefile

import (
	"fmt"
	"strings"

	"vigil/internal/calendar"
)

// Validate lists what is wrong with the casefile, at most maxProblems things,
// with paths but without lines. An empty list means that it may be stored.
// Whether it may also be published is for [Casefile.Publishable] to say.
func (c *Casefile) Validate() []Problem {
	k := checker{sources: make(map[string]bool, len(c.Sources))}
	for i := range c.Sources {
		k.sources[c.Sources[i].ID] = true
	}
	if !IsSlug(c.Slug) {
		k.blame("slug", fmt.Sprintf("%q is no slug: small letters a–z and digits in words joined by hyphens, at most %d characters, such as %q", shorten(c.Slug), maxSlug, "arvand-nemoonehpour"))
	}
	if !c.Visibility.Known() {
		k.code("visibility", string(c.Visibility), texts(AllVisibilities()))
	}
	if e := c.Embargo; e != nil {
		k.in("embargo", func() {
			k.text("reason", e.Reason, required)
			if c.Visibility != Embargoed {
				k.blame("", "stands only in a casefile that is embargoed")
			}
		})
	}
	if c.Country != "" && !capitals(c.Country, 2) {
		k.blame("country", fmt.Sprintf("%q is no country: two capital letters of ISO 3166-1, such as IR", shorten(c.Country)))
	}
	k.in("person", func() { k.person(&c.Person) })
	k.in("status", func() { k.status(&c.Status) })
	if w := c.Whereabouts; w != nil {
		k.in("whereabouts", func() { k.whereabouts(w) })
	}
	list(&k, "custody", c.Custody, k.custody)
	list(&k, "charges", c.Charges, k.charge)
	list(&k, "proceedings", c.Proceedings, k.proceeding)
	list(&k, "sentences", c.Sentences, func(s *Sentence) { k.sentence(s, c) })
	list(&k, "events", c.Events, k.event)
	list(&k, "works", c.Works, k.work)
	list(&k, "awards", c.Awards, k.award)
	list(&k, "people", c.People, func(p *Related) { k.related(p, c.Slug) })
	list(&k, "notes", c.Notes, k.remark)
	list(&k, "withheld", c.Withheld, k.withheld)
	list(&k, "sources", c.Sources, k.source)
	k.ids(c)
	k.circles(c)
	return k.problems
}

// Publishable lists what stands in the way of showing the casefile to the
// public: it needs a source that is not confidential, and a person who isn't.
func (c *Casefile) Publishable() []Problem {
	var problems []Problem
	open := 0
	for i := range c.Sources {
		if !c.Sources[i].confidential() {
			open++
		}
	}
	if open == 0 {
		problems = append(problems, Problem{Path: "/sources", Reason: "publishing needs at least one source that is not confidential"})
	}
	if c.Person.confidential() {
		problems = append(problems, Problem{Path: "/person/visibility", Reason: "a confidential person can't be published"})
	}
	return problems
}

func (k *checker) person(p *Person) {
	k.line("name", p.Name, required)
	if p.Sex != "" {
		k.oneOf("sex", p.Sex, AllSexes)
	}
	list(k, "names", p.Names, k.name)
	k.life("born", p.Born)
	k.life("died", p.Died)
	if p.Born != nil && p.Died != nil && p.Died.Date.Before(p.Born.Date) == calendar.Yes {
		k.blame("died/date", "lies before the birth")
	}
	list(k, "nationalities", p.Nationalities, k.wordOrTwo)
	list(k, "professions", p.Professions, k.wordOrTwo)
	k.fact(&p.Fact)
}

func (k *checker) name(n *Name) {
	k.line("text", n.Text, required)
	if n.Lang != "" && !isLang(n.Lang) {
		k.blame("lang", fmt.Sprintf("%q is no language: a tag of BCP 47, such as fa or zh-Hant", shorten(n.Lang)))
	}
	if n.Script != "" && !isScript(n.Script) {
		k.blame("script", fmt.Sprintf("%q is no script: four letters of ISO 15924, such as Arab", shorten(n.Script)))
	}
	if n.Kind != "" {
		k.oneOf("kind", n.Kind, AllNameKinds)
	}
	k.fact(&n.Fact)
}

func (k *checker) life(member string, l *Life) {
	if l == nil {
		return
	}
	k.in(member, func() {
		if l.Date.IsZero() && l.Place == "" && l.Note == "" {
			k.blame("", "says nothing: it needs a date, a place or a note")
		}
		k.line("place", l.Place, optional)
		k.fact(&l.Fact)
	})
}

func (k *checker) wordOrTwo(t *Text) {
	k.line("text", t.Text, required)
	k.fact(&t.Fact)
}

func (k *checker) status(s *Status) {
	switch {
	case s.Code != "":
		if !s.Code.Known() {
			k.code("code", string(s.Code), texts(AllStatuses()))
		}
	case !s.empty():
		k.blame("code", "is missing; a status needs one")
	}
	k.text("text", s.Text, optional)
	k.fact(&s.Fact)
}

// empty reports whether no status is on record at all.
func (s *Status) empty() bool {
	return s.Code == "" && s.AsOf.IsZero() && s.Text == "" && s.Fact.empty()
}

func (k *checker) whereabouts(w *Whereabouts) {
	if w.Text == "" && w.PublicText == "" {
		k.blame("", "says nothing: it needs a text or a public_text")
	}
	k.text("text", w.Text, optional)
	k.text("public_text", w.PublicText, optional)
	k.fact(&w.Fact)
}

func (k *checker) custody(x *Custody) {
	k.kind("kind", x.Kind, required)
	k.line("place", x.Place, optional)
	k.order("end", x.End, x.Start, "the start")
	k.fact(&x.Fact)
}

func (k *checker) charge(x *Charge) {
	k.text("text", x.Text, required)
	k.line("law", x.Law, optional)
	k.line("stage", x.Stage, optional)
	k.text("outcome", x.Outcome, optional)
	k.fact(&x.Fact)
}

func (k *checker) proceeding(x *Proceeding) {
	k.kind("kind", x.Kind, required)
	k.order("announced", x.Announced, x.Date, "the date")
	k.line("court", x.Court, optional)
	k.text("text", x.Text, optional)
	k.fact(&x.Fact)
}

func (k *checker) event(x *Event) {
	k.kind("kind", x.Kind, required)
	k.text("text", x.Text, required)
	k.fact(&x.Fact)
}

func (k *checker) work(x *Work) {
	k.line("title", x.Title, required)
	k.line("original_title", x.OriginalTitle, optional)
	for i, t := range k.refs("also", x.Also) {
		k.at("also", i, func() { k.line("", t, required) })
	}
	k.line("role", x.Role, optional)
	k.fact(&x.Fact)
}

func (k *checker) award(x *Award) {
	k.line("name", x.Name, required)
	k.line("by", x.By, optional)
	k.line("work", x.Work, optional)
	k.fact(&x.Fact)
}

func (k *checker) related(x *Related, self string) {
	k.line("name", x.Name, required)
	list(k, "names", x.Names, k.name)
	k.line("role", x.Role, optional)
	switch {
	case x.Casefile == "":
	case !IsSlug(x.Casefile):
		k.blame("casefile", fmt.Sprintf("%q is no slug of a casefile", shorten(x.Casefile)))
	case x.Casefile == self:
		k.blame("casefile", "leads back to this very casefile")
	}
	k.fact(&x.Fact)
}

func (k *checker) remark(x *Remark) {
	k.line("about", x.About, required)
	k.text("text", x.Text, required)
	k.fact(&x.Fact)
}

func (k *checker) withheld(x *Withheld) {
	k.text("what", x.What, required)
	k.text("why", x.Why, required)
	k.fact(&x.Fact)
}

func (k *checker) source(x *Source) {
	if x.URL == "" && strings.TrimSpace(x.Publisher+x.Title+x.Note) == "" {
		k.blame("", "says nothing: it needs a publisher, a title or a url")
	}
	if x.URL != "" {
		k.url("url", x.URL)
	}
	k.line("publisher", x.Publisher, optional)
	k.line("title", x.Title, optional)
	k.kind("kind", x.Kind, optional)
	k.line("origin", x.Origin, optional)
	k.fact(&x.Fact)
}
