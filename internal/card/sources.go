package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Sources is a page of where the record comes from: publisher, title, date,
// link, kind, and the agency that a source copies; after them what sources
// disagree on and what was left out on purpose. Pages count from 1.
func Sources(public *casefile.Redacted, l *locale.Locale, page int) Message {
	c := &public.Casefile
	p := newPen(l, 256)
	blocks := make([]string, 0, len(c.Sources)+len(c.Notes)+len(c.Withheld))
	for i := range c.Sources {
		p.source(i+1, &c.Sources[i])
		blocks = append(blocks, p.take())
	}
	if len(blocks) == 0 {
		p.line("")
		p.words("view.empty_sources")
		blocks = append(blocks, p.take())
	}
	for i := range c.Notes {
		n := &c.Notes[i]
		if i == 0 {
			p.line("")
			p.bold("source.notes")
		}
		p.note(c, n)
		blocks = append(blocks, p.take())
	}
	for i := range c.Withheld {
		w := &c.Withheld[i]
		if i == 0 {
			p.line("")
			p.bold("source.withheld")
		}
		p.leftOut(w)
		blocks = append(blocks, p.take())
	}
	return paged(c, l, "view.sources", blocks, page, Then{
		Command: "case", Options: map[string]string{"person": c.Slug, "view": "sources"},
	})
}

// note writes what must be known beside the facts, such as a rival value.
func (p *pen) note(c *casefile.Casefile, n *casefile.Remark) {
	p.line("")
	p.words("source.note", locale.Name("about", Escape(n.About)))
	p.quote(n.Text)
	p.reported(c, n.Sources, n.Attribution)
}

// leftOut writes what was left out on purpose, and why.
func (p *pen) leftOut(w *casefile.Withheld) {
	p.quote(w.What)
	p.line("")
	p.words("source.why", locale.Name("why", Escape(w.Why)))
}

// source writes one source as a numbered paragraph.
func (p *pen) source(n int, s *casefile.Source) {
	p.line("")
	p.l.WritePlain(&p.Builder, n)
	p.WriteString("\\. **")
	p.stored(publisher(s))
	p.WriteString("**")
	if s.Title != "" {
		p.WriteString(" · ")
		p.WriteString(p.l.Isolate(Link(s.Title, s.URL)))
	} else if s.URL != "" {
		p.WriteString(" · ")
		p.WriteString(Link(p.l.T("source.link"), s.URL))
	}
	p.line("")
	if s.Published.IsZero() {
		p.words("source.undated")
	} else {
		p.date(s.Published)
	}
	if s.Kind != "" {
		p.WriteString(" · ")
		p.code("source.", s.Kind)
	}
	if s.URL == "" && s.Note == "" {
		p.WriteString(" · ")
		p.words("source.no_link")
	}
	if s.Origin != "" {
		p.line("")
		p.words("source.origin", locale.Name("origin", Escape(s.Origin)))
	}
	if s.Note != "" {
		p.quote(s.Note)
	}
}

// publisher is who published s: its name, or where that is missing what there
// is of it.
func publisher(s *casefile.Source) string {
	switch {
	case s.Publisher != "":
		return s.Publisher
	case s.Title != "":
		return s.Title
	}
	return s.ID
}

// source is the source of c with that id, or nil.
func source(c *casefile.Casefile, id string) *casefile.Source {
	for i := range c.Sources {
		if c.Sources[i].ID == id {
			return &c.Sources[i]
		}
	}
	return nil
}

// namedSources is how many publishers are named beside a fact; all of them are
// under Sources.
const namedSources = 3

// publishers writes who published these sources, each once, the first three
// by name. It writes nothing and is false where there is none.
func (p *pen) publishers(c *casefile.Casefile, ids []string) bool {
	return p.firstPublishers(c, ids, namedSources)
}

// firstPublishers writes the first so many of them by name.
func (p *pen) firstPublishers(c *casefile.Casefile, ids []string, named int) bool {
	var (
		buffer [16]string
		names  = buffer[:0]
	)
next:
	for _, id := range ids {
		s := source(c, id)
		if s == nil {
			continue
		}
		name := publisher(s)
		for _, seen := range names {
			if seen == name {
				continue next
			}
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return false
	}
	shown := min(len(names), named)
	if len(names) == named+1 { // "and 1 more" is no shorter than the name
		shown++
	}
	for i, name := range names[:shown] {
		switch {
		case i == 0:
		case i == len(names)-1:
			p.words("list.last")
		default:
			p.words("list.comma")
		}
		p.stored(name)
	}
	if more := len(names) - shown; more > 0 {
		p.words("list.last")
		p.words("fact.more_sources", locale.N(more))
	}
	return true
}

// reported writes a line that says who reports a fact and who said it.
func (p *pen) reported(c *casefile.Casefile, ids []string, attribution string) {
	p.reportedBy(c, ids, attribution, namedSources)
}

// reportedBy is reported with so many publishers by name.
func (p *pen) reportedBy(c *casefile.Casefile, ids []string, attribution string, named int) {
	who := pen{l: p.l}
	who.Grow(128)
	known := who.firstPublishers(c, ids, named)
	if !known && attribution == "" {
		return
	}
	p.line("")
	if known {
		p.words("fact.reported", locale.Text("who", who.String()))
	}
	if attribution != "" {
		if known {
			p.words("list.comma")
		}
		p.words("fact.according", locale.Name("who", Escape(attribution)))
	}
}
