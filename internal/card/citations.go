package card

import (
	"slices"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// cited are the sources of what is announced, each once; of the whole casefile
// those of the status and of the latest sentence, and then all others.
func cited(c *casefile.Casefile, pieces []casefile.Piece, whole bool) []*casefile.Source {
	var all []*casefile.Source
	add := func(ids []string) {
		for _, id := range ids {
			if s := source(c, id); s != nil && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	sentence := func(s *casefile.Sentence) {
		add(s.Sources)
		for i := range s.Penalties {
			add(s.Penalties[i].Sources)
		}
		for i := range s.Parts {
			add(s.Parts[i].Sources)
		}
	}
	if whole {
		add(c.Status.Sources)
		for _, j := range latestSentences(c, c.Judgments()) {
			sentence(j.Sentence)
		}
		for i := range c.Sources {
			add([]string{c.Sources[i].ID})
		}
		return all
	}
	for _, p := range pieces {
		if p.Fact != nil {
			add(p.Fact.Sources)
		}
		if p.Sentence != nil {
			sentence(p.Sentence)
		}
	}
	return all
}

// citedShown is how many sources an announcement gives with their links.
const citedShown = 5

// citations are sources with their publisher, title, link and date, at most so many and
// as many as fit into a field. The rest is counted, in the words of the key more.
func (p *pen) citations(sources []*casefile.Source, most int, more string) string {
	p.Reset()
	if len(sources) == 0 {
		p.line("")
		p.words("news.no_source")
		return p.take()
	}
	const room = maxValue - 80
	for i, s := range sources {
		line := newPen(p.l, 256)
		line.citation(s, true)
		if length(line.String()) > room-length(p.String()) {
			line.Reset()
			line.citation(s, false)
		}
		if i > 0 && (i == most || length(line.String()) > room-length(p.String())) {
			p.line("")
			p.words(more, locale.N(len(sources)-i))
			break
		}
		if p.Len() > 0 {
			p.WriteByte('\n')
		}
		p.WriteString(Cut(line.String(), room))
	}
	return p.take()
}

// citation writes a source in one line, with its link if asked.
func (p *pen) citation(s *casefile.Source, link bool) {
	p.line("- ")
	p.stored(publisher(s))
	switch {
	case link && s.Title != "" && s.Title != publisher(s):
		p.WriteString(" · ")
		p.WriteString(p.l.Isolate(Link(s.Title, s.URL)))
	case link && s.URL != "":
		p.WriteString(" · ")
		p.WriteString(Link(p.l.T("source.link"), s.URL))
	}
	p.WriteString(" · ")
	if s.Published.IsZero() {
		p.words("source.undated")
	} else {
		p.date(s.Published)
	}
	if s.URL == "" {
		p.WriteString(" · ")
		p.words("source.no_link")
	}
}
