package card

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// How long the parts of the card may get, in UTF-16 units, so that the sources,
// which come last, always find room in it.
const (
	newsSize  = 2800 // what is new
	wholeSize = 1900 // how a person is who is new, beside whom the sentence stands
	nextSize  = 500
	whySize   = 800
)

// NewsCard announces a development: who it is about, what is new, who reports
// it with the links, and in one line why the case is tracked. pieces are what
// is new, as it is on record now; the casefile as a whole is announced with its
// status, its latest sentence and what is next.
func NewsCard(public *casefile.Redacted, pieces []casefile.Piece, x Posting, l *locale.Locale) Message {
	c := &public.Casefile
	p := newPen(l, 2048)
	blocks, fields, size := make([]string, 0, len(pieces)), []Field(nil), newsSize
	whole := slices.ContainsFunc(pieces, func(p casefile.Piece) bool { return p.Ref == casefile.WholeCase })
	p.marks(x)
	p.line("")
	if whole { // the rest is part of it
		p.bold("news.whole")
	} else {
		p.bold("news.pieces")
	}
	head := p.take()
	if whole {
		p.status(c, calendar.Day{})
		p.identity(c)
		blocks = append(blocks, p.take())
		fields, size = p.outline(c, x), wholeSize
	} else {
		for _, piece := range pieces {
			p.piece(c, piece)
			blocks = append(blocks, p.take())
		}
	}
	card := Card{Title: title(c, l), Body: p.together(head, blocks, size), Tone: tone(statusCode(c)), Footer: x.footer(l)}
	p.why(c)
	p.reported(c, whySources(c), "")
	fields = append(fields, Field{Name: l.T("news.why"), Value: Cut(p.take(), whySize)})
	card.Fields = append(fields, Field{Name: l.T("case.button.sources"), Value: p.citations(cited(c, pieces, whole), citedShown, "news.more_sources")})
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
		p.WriteString("\n\n")
		p.WriteString(Cut(b, size-used))
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
		fields = append(fields, Field{Name: p.l.T("case.next"), Value: Cut(p.take(), nextSize)})
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
		j := judgmentOf(c, x.Sentence)
		p.judgment(c, j, 0)
		if j.Same == nil && x.Sentence.SameAs != "" {
			p.line("")
			p.words("sentence.version")
		}
		p.replaces(c, x.Sentence)
	default:
		m, ok := momentOf(x)
		if !ok {
			return
		}
		p.moment(c, m)
		p.noted(m.fact)
	}
}

// momentOf is the entry of a timeline that shows a piece; false of what has none
// of its own.
func momentOf(x casefile.Piece) (m moment, ok bool) {
	var alone casefile.Casefile
	switch {
	case x.Proceeding != nil:
		alone.Proceedings = []casefile.Proceeding{*x.Proceeding}
	case x.Event != nil:
		alone.Events = []casefile.Event{*x.Event}
	case x.Work != nil:
		alone.Works = []casefile.Work{*x.Work}
	case x.Award != nil:
		alone.Awards = []casefile.Award{*x.Award}
	default:
		return moment{}, false
	}
	return happened(&alone)[0], true
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
		if j.ID == s.ID {
			return j
		}
	}
	return casefile.Judgment{Sentence: s}
}
