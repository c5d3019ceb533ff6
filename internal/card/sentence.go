package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Sentences is a page of every sentence on record, newest first: date, court,
// charges, each penalty with its outcome, imposed against enforceable, who
// says so. Reports of probably the same sentence stand together. Pages count
// from 1.
func Sentences(public *casefile.Redacted, l *locale.Locale, page int) Message {
	c := &public.Casefile
	p := newPen(l, 1024)
	blocks := make([]string, 0, len(c.Sentences))
	for _, j := range c.Judgments() {
		p.sentence(c, j.Sentence, false)
		p.same(j)
		blocks = append(blocks, p.take())
		for _, s := range j.Same {
			p.sentence(c, s, true)
			blocks = append(blocks, p.take())
		}
	}
	if len(blocks) == 0 {
		p.line("")
		p.words(noSentence(c))
		blocks = append(blocks, p.take())
	}
	return paged(c, l, "view.sentences", blocks, page, Then{
		Command: "sentences", Options: map[string]string{"person": c.Slug},
	})
}

// noSentence is the key of what to say of somebody without a sentence. That
// somebody is held without any charge is worth saying.
func noSentence(c *casefile.Casefile) string {
	if len(c.Charges) == 0 && statusCode(c).Held() {
		return "sentence.none_charged"
	}
	return "sentence.none"
}

// dated is the date by which s is called: that of the ruling, or that on which
// it became known.
func dated(s *casefile.Sentence) calendar.Date {
	if s.Date.IsZero() {
		return s.Announced
	}
	return s.Date
}

// sentence writes all about one sentence; again says that it is another report
// of the one before.
func (p *pen) sentence(c *casefile.Casefile, s *casefile.Sentence, again bool) {
	p.heading(s)
	if again {
		p.line("")
		p.words("sentence.version")
	}
	p.circumstances(s)
	p.charges(c, s, len(s.Charges))
	p.penalties(s, len(s.Penalties), true)
	p.enforceable(s)
	p.parts(c, s)
	p.replaces(c, s)
	p.remarks(&s.Fact)
	p.reported(c, s.Sources, s.Attribution)
}

// heading writes the line that a sentence begins with: when, and what became
// of it.
func (p *pen) heading(s *casefile.Sentence) {
	p.line("")
	p.WriteString("**")
	p.ruling(s)
	p.WriteString("**")
	p.became(s)
}

// became writes what became of a sentence as a whole, where that is on record,
// and reports whether it is.
func (p *pen) became(s *casefile.Sentence) bool {
	if s.Outcome == "" || s.Outcome == casefile.UnknownOutcome {
		return false
	}
	p.WriteString(" — ")
	if key := "outcome.sentence." + string(s.Outcome); p.l.Has(key) {
		p.words(key)
	} else {
		p.code("outcome.", string(s.Outcome))
	}
	return true
}

// ruling writes which sentence it is: of when.
func (p *pen) ruling(s *casefile.Sentence) {
	switch {
	case s.Date.Precision() == calendar.Span:
		p.words("sentence.dated_within", locale.Text("date", Date(s.Date, p.l)))
	case !s.Date.IsZero():
		p.words("sentence.dated", locale.Text("date", Date(s.Date, p.l)))
	case !s.Announced.IsZero():
		p.words("sentence.known", locale.Text("date", Date(s.Announced, p.l)))
	default:
		p.words("sentence.undated")
	}
}

// circumstances writes the court, the instance, whether the accused was absent
// and when the ruling became known.
func (p *pen) circumstances(s *casefile.Sentence) {
	rest := pen{l: p.l}
	rest.Grow(160)
	next := func() {
		if rest.Len() > 0 {
			rest.WriteString(" · ")
		}
	}
	if s.Court != "" {
		rest.stored(s.Court)
	}
	if s.Instance != "" {
		next()
		rest.code("sentence.instance.", s.Instance)
	}
	if s.InAbsentia {
		next()
		rest.words("sentence.in_absentia")
	}
	if !s.Announced.IsZero() && !s.Date.IsZero() && s.Announced != s.Date {
		next()
		rest.words("sentence.announced", locale.Text("date", Date(s.Announced, p.l)))
	}
	if rest.Len() > 0 {
		p.line("")
		p.WriteString(rest.String())
	}
}

// charges writes the first n of what s was for, with what became of each, and
// how many are left.
func (p *pen) charges(c *casefile.Casefile, s *casefile.Sentence, n int) {
	written := 0
	for i, id := range s.Charges {
		x := charge(c, id)
		if x == nil {
			continue
		}
		if written == 0 {
			p.line("")
			p.label("sentence.charges")
			p.WriteByte(' ')
		} else {
			p.words("list.semicolon")
		}
		if written == n {
			p.words("sentence.more_charges", locale.N(len(s.Charges)-i))
			return
		}
		written++
		p.phrase(x.Text)
		if x.Outcome != "" {
			p.WriteString(" (")
			p.stored(x.Outcome)
			p.WriteString(")")
		}
		if x.Confidence == "low" {
			p.WriteString(" (")
			p.words("fact.weak")
			p.WriteString(")")
		}
	}
}

// charge is the charge of c with that id, or nil.
func charge(c *casefile.Casefile, id string) *casefile.Charge {
	for i := range c.Charges {
		if c.Charges[i].ID == id {
			return &c.Charges[i]
		}
	}
	return nil
}

// penalties writes the first n penalties as a list, with their notes if asked,
// and how many are left.
func (p *pen) penalties(s *casefile.Sentence, n int, notes bool) {
	p.line("")
	p.label("sentence.imposed")
	if len(s.Penalties) == 0 {
		p.WriteByte(' ')
		p.words("sentence.no_penalty")
		return
	}
	if len(s.Penalties) == n+1 {
		n++
	}
	for i := range s.Penalties[:min(n, len(s.Penalties))] {
		x := &s.Penalties[i]
		p.line("- ")
		p.penalty(s, x)
		p.curators(&x.Fact)
		if notes && x.Note != "" {
			p.WriteString(" (")
			p.stored(x.Note)
			p.WriteString(")")
		}
	}
	if more := len(s.Penalties) - n; more > 0 {
		p.line("- ")
		p.words("penalty.more", locale.N(more))
	}
}

// inShort writes the penalties of s one after the other, without line breaks.
func (p *pen) inShort(s *casefile.Sentence) {
	if len(s.Penalties) == 0 {
		p.words("sentence.no_penalty")
	}
	for i := range s.Penalties {
		if i > 0 {
			p.words("list.semicolon")
		}
		p.penalty(s, &s.Penalties[i])
	}
}

// parts writes what each charge contributed.
func (p *pen) parts(c *casefile.Casefile, s *casefile.Sentence) {
	for i := range s.Parts {
		x := &s.Parts[i]
		if i == 0 {
			p.line("")
			p.label("sentence.parts")
		}
		p.line("- ")
		if x.Term != nil {
			p.term(*x.Term)
		} else {
			p.words("penalty.no_term")
		}
		if ch := charge(c, x.Charge); ch != nil {
			p.WriteString(": ")
			p.phrase(ch.Text)
		}
		p.curators(&x.Fact)
		if x.Note != "" {
			p.WriteString(" (")
			p.stored(x.Note)
			p.WriteString(")")
		}
	}
}

// replaces writes which sentence s replaced, and which replaced it.
func (p *pen) replaces(c *casefile.Casefile, s *casefile.Sentence) {
	for i := range c.Sentences {
		o := &c.Sentences[i]
		switch {
		case s.Supersedes != "" && o.ID == s.Supersedes:
			p.line("")
			p.words("sentence.supersedes", locale.Text("date", Date(dated(o), p.l)))
		case o.Supersedes != "" && o.Supersedes == s.ID:
			p.line("")
			p.words("sentence.superseded", locale.Text("date", Date(dated(o), p.l)))
		}
	}
}

// remarks writes what must be known about a fact: notes, and that it rests on
// weak sources.
func (p *pen) remarks(f *casefile.Fact) {
	if f.DateNote != "" {
		p.line("")
		p.words("fact.on_date", locale.Name("text", Escape(f.DateNote)))
	}
	if f.Note != "" {
		p.line("")
		p.words("fact.noted", locale.Name("text", Escape(f.Note)))
	}
	if f.Confidence == "low" {
		p.line("")
		p.words("fact.weak_line")
	}
}
