package card

import (
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Case is the card about one person: names, status with its date and age,
// whereabouts and custody, the latest sentence as imposed and as enforceable,
// what comes next, and how well it is sourced. Its buttons lead to all
// sentences, the timeline and the sources, and to following the person.
func Case(public *casefile.Redacted, l *locale.Locale, now time.Time) Message {
	c := &public.Casefile
	today := calendar.DayOf(l.Today(now))
	p := newPen(l, 1536)
	p.status(c, today)
	p.identity(c)
	card := Card{Title: title(c, l), Body: p.take(), Tone: tone(statusCode(c))}
	card.Fields = make([]Field, 0, 6)
	add := func(key string, write func() bool) {
		if write() {
			card.Fields = append(card.Fields, Field{Name: l.T(key), Value: p.take()})
		}
		p.Reset()
	}
	add("case.whereabouts", func() bool { return p.whereabouts(c) })
	add("case.custody", func() bool { return p.custody(c, today) })
	judgments := c.Judgments()
	latest := latestSentences(c, judgments)
	if len(latest) == 0 {
		add("case.no_sentence", func() bool { p.line(""); p.words(noSentence(c)); return true })
	}
	for i, x := range latest {
		key := "case.sentence"
		switch {
		case over(x):
			key = "case.sentence_ended"
		case len(latest) > 1:
			key = "case.sentence_either"
		}
		more := 0
		if i == len(latest)-1 {
			more = len(judgments) - len(latest)
		}
		add(key, func() bool { p.judgment(c, x, more); return true })
	}
	add("case.next", func() bool { return p.next(c, today) })
	add("case.record", func() bool { return p.record(c) })
	card.Footer = footer(l, 1, 1, true)
	return Message{Cards: []Card{card}, Controls: views(c, l)}.Fit()
}

// views are the buttons from the card to the other views of a casefile.
func views(c *casefile.Casefile, l *locale.Locale) [][]Control {
	row := make([]Control, 0, 4)
	for _, v := range [...]struct{ key, command, view string }{
		{"case.button.sentences", "sentences", ""},
		{"case.button.timeline", "timeline", ""},
		{"case.button.sources", "case", "sources"},
	} {
		options := map[string]string{"person": c.Slug}
		if v.view != "" {
			options["view"] = v.view
		}
		row = append(row, Control{Label: l.T(v.key), Then: Then{Command: v.command, Options: options}})
	}
	return [][]Control{append(row, FollowButton(c.Slug, l))}
}

// FollowButton has whoever presses it follow that person; the answer is theirs
// alone.
func FollowButton(slug string, l *locale.Locale) Control {
	return Control{Label: l.T("case.button.follow"), Then: Then{Command: "follow", Options: map[string]string{"person": slug}}}
}

// statusCode is the status, "unknown" when none is on record.
func statusCode(c *casefile.Casefile) casefile.StatusCode {
	if c.Status.Code == "" {
		return casefile.UnknownStatus
	}
	return c.Status.Code
}

// Status is a status in words.
func Status(s casefile.StatusCode, l *locale.Locale) string {
	if s == "" {
		s = casefile.UnknownStatus
	}
	p := pen{l: l}
	p.code("status.", string(s))
	return p.String()
}

// tone is the colour for a status.
func tone(s casefile.StatusCode) Tone {
	switch {
	case s.Dead():
		return Mourned
	case s.Held() || s == casefile.Disappeared:
		return Held
	case s == casefile.Released || s == casefile.Acquitted:
		return Free
	case s == casefile.UnknownStatus:
		return Neutral
	}
	return Apart
}

// status writes how the person is, as of when, and who says so. Without a day
// of today it says nothing of how long ago that is, which a message that stays
// would say wrongly before long.
func (p *pen) status(c *casefile.Casefile, today calendar.Day) {
	s := &c.Status
	p.line("")
	p.WriteString("**")
	p.code("status.", string(statusCode(c)))
	p.WriteString("** · ")
	if s.AsOf.IsZero() {
		p.words("case.status_undated")
	} else {
		p.words("case.status_asof_plain", locale.Text("date", Date(s.AsOf, p.l)))
		age := pen{l: p.l}
		age.Grow(64)
		if !today.IsZero() && age.age(s.AsOf, today) {
			p.words("list.comma")
			p.WriteString(age.String())
		}
		if !today.IsZero() && s.Stale(today, casefile.StaleAfter) && !s.Code.Dead() {
			p.WriteString(". ")
			p.words("case.status_old")
		}
	}
	if s.Text != "" {
		p.quote(s.Text)
	}
	p.reported(c, s.Sources, s.Attribution)
	p.remarks(&s.Fact)
}

// whereabouts writes where the person is, as far as it may be known.
func (p *pen) whereabouts(c *casefile.Casefile) bool {
	w := c.Whereabouts
	if w == nil {
		return false
	}
	text := whereaboutsSaid(w)
	if text == "" {
		return false
	}
	p.line("")
	p.stored(text)
	if !w.AsOf.IsZero() {
		p.WriteString(" (")
		p.words("case.status_asof_plain", locale.Text("date", Date(w.AsOf, p.l)))
		p.WriteString(")")
	}
	p.remarks(&w.Fact)
	return true
}

// whereaboutsSaid is what may be said of where somebody is.
func whereaboutsSaid(w *casefile.Whereabouts) string {
	if w.PublicText != "" {
		return w.PublicText
	}
	return w.Text
}

// record writes how well the casefile is sourced.
func (p *pen) record(c *casefile.Casefile) bool {
	p.line("")
	p.words("case.sources", locale.N(len(c.Sources)))
	if n := c.Confirmations(c.Status.Sources); n > 0 {
		p.WriteString(" · ")
		p.words("case.confirmed", locale.N(n))
	}
	if n := len(c.Notes); n > 0 {
		p.line("")
		p.words("case.notes", locale.N(n))
	}
	if n := len(c.Withheld); n > 0 {
		p.line("")
		p.words("case.withheld", locale.N(n))
	}
	return true
}

// paged is one page of a view of c made of these blocks.
func paged(c *casefile.Casefile, l *locale.Locale, key string, blocks []string, page int, then Then) Message {
	return bound(c, l, key, paginate(blocks, pageSize), page, then)
}

// bound is one of those pages.
func bound(c *casefile.Casefile, l *locale.Locale, key string, pages []string, page int, then Then) Message {
	body, n := leaf(pages, page)
	m := Message{
		Cards: []Card{{
			Title:  l.T(key, locale.Text("name", title(c, l))),
			Body:   body,
			Tone:   tone(statusCode(c)),
			Footer: footer(l, n, len(pages), true),
		}},
		Controls: turn(l, n, len(pages), then),
	}
	return m.Fit()
}
