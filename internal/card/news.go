package card

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// newsSize is how long what is new may get, in UTF-16 units, so that why the
// case is tracked and the sources find room in the same card.
const newsSize = 2800

// NewsCard announces a development: who it is about, what is new, who reports
// it with the links, and in one line why the case is tracked. pieces are what
// is new, as it is on record now; the casefile as a whole is announced with its
// status, its latest sentence and what is next.
func NewsCard(public *casefile.Redacted, pieces []casefile.Piece, x Posting, l *locale.Locale) Message {
	c := &public.Casefile
	p := newPen(l, 2048)
	p.marks(x)
	head := p.take()
	blocks, fields := make([]string, 0, len(pieces)), []Field(nil)
	whole := slices.ContainsFunc(pieces, func(p casefile.Piece) bool { return p.Ref == casefile.WholeCase })
	if whole { // the rest is part of it
		p.line("")
		p.bold("news.whole")
		p.status(c, calendar.Day{})
		p.identity(c)
		blocks = append(blocks, p.take())
		fields = p.outline(c, x)
	} else {
		for _, piece := range pieces {
			p.piece(c, piece)
			blocks = append(blocks, p.take())
		}
	}
	card := Card{Title: title(c, l), Body: p.together(head, blocks, newsSize), Tone: tone(statusCode(c)), Footer: x.footer(l)}
	p.why(c)
	fields = append(fields, Field{Name: l.T("news.why"), Value: p.take()})
	card.Fields = append(fields, Field{Name: l.T("case.button.sources"), Value: p.citations(c, cited(c, pieces, whole))})
	return Message{Cards: []Card{card}, Controls: x.leads([]*casefile.Casefile{c}, l, newsButtons(c, pieces, whole, l)...)}.Fit()
}

// newsButtons lead to what the card may have too little room for.
func newsButtons(c *casefile.Casefile, pieces []casefile.Piece, whole bool, l *locale.Locale) []Control {
	row := make([]Control, 0, 2)
	if whole || slices.ContainsFunc(pieces, func(p casefile.Piece) bool { return p.Sentence != nil }) {
		row = append(row, Control{Label: l.T("case.button.sentences"), Then: Then{Command: "sentences", Options: map[string]string{"person": c.Slug}}})
	}
	return append(row, Control{Label: l.T("case.button.sources"), Then: Then{Command: "case", Options: map[string]string{"person": c.Slug, "view": "sources"}}})
}

// together is head and the blocks below each other, as many as fit into size.
// The rest is counted.
func (p *pen) together(head string, blocks []string, size int) string {
	p.Reset()
	p.WriteString(head)
	for i, b := range blocks {
		used := length(p.String())
		if i > 0 && used+length(b) > size {
			p.line("")
			p.words("news.more", locale.N(len(blocks)-i))
			break
		}
		if i > 0 {
			p.WriteString("\n\n")
		} else if used > 0 {
			p.WriteByte('\n')
		}
		p.WriteString(Cut(b, max(size-used, maxValue)))
	}
	return p.take()
}

// outline is what the card about a casefile that is new says beside how the
// person is: the latest sentence and what is next.
func (p *pen) outline(c *casefile.Casefile, x Posting) []Field {
	var fields []Field
	judgments := c.Judgments()
	if latest := latestSentences(c, judgments); len(latest) > 0 {
		key := "case.sentence"
		switch {
		case over(latest[0]):
			key = "case.sentence_ended"
		case len(latest) > 1:
			key = "case.sentence_either"
		}
		p.judgment(c, latest[0], len(judgments)-1)
		fields = append(fields, Field{Name: p.l.T(key), Value: p.take()})
	}
	if p.nextFrom(c, x.Day, false) {
		fields = append(fields, Field{Name: p.l.T("case.next"), Value: p.take()})
	}
	p.Reset()
	return fields
}

// piece writes one thing that is new, in the words of the other cards.
func (p *pen) piece(c *casefile.Casefile, x casefile.Piece) {
	labelled := func(key string) {
		p.line("")
		p.WriteString("__")
		p.words(key)
		p.WriteString("__")
	}
	switch {
	case x.Status != nil:
		labelled("curate.kind.status")
		p.status(c, calendar.Day{})
	case x.Whereabouts != nil:
		labelled("case.whereabouts")
		place := newPen(p.l, 256)
		place.whereabouts(c)
		p.below(place)
		p.reported(c, x.Whereabouts.Sources, x.Whereabouts.Attribution)
	case x.Custody != nil:
		labelled("case.custody")
		p.span(x.Custody)
		p.reported(c, x.Custody.Sources, "")
	case x.Charge != nil:
		labelled("curate.kind.charge")
		p.accusation(c, x.Charge)
	case x.Sentence != nil:
		p.judgment(c, judgmentOf(c, x.Sentence), 0)
	default:
		for _, m := range happened(c) {
			if m.fact == x.Fact {
				p.moment(c, m)
				p.noted(m.fact)
				return
			}
		}
	}
}

// below writes the lines of another pen.
func (p *pen) below(other *pen) {
	if other.Len() == 0 {
		return
	}
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.WriteString(other.take())
}

// judgmentOf is the judgment that the sentence stands for, or by itself where
// it is another report of one.
func judgmentOf(c *casefile.Casefile, s *casefile.Sentence) casefile.Judgment {
	for _, j := range c.Judgments() {
		if j.Sentence == s {
			return j
		}
	}
	return casefile.Judgment{Sentence: s}
}

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

// citations are sources with their publisher, title, link and date, as many as
// fit into a field. The rest is counted.
func (p *pen) citations(c *casefile.Casefile, sources []*casefile.Source) string {
	if len(sources) == 0 {
		return p.l.T("news.no_source")
	}
	const room = maxValue - 80
	p.Reset()
	for i, s := range sources {
		line := newPen(p.l, 256)
		line.citation(s, true)
		if length(line.String()) > room-length(p.String()) {
			line.Reset()
			line.citation(s, false)
		}
		if i > 0 && length(line.String()) > room-length(p.String()) {
			p.line("")
			p.words("news.more_sources", locale.N(len(sources)-i))
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
