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
// sentences, the timeline and the sources.
func Case(c *casefile.Redacted, l *locale.Locale, now time.Time) Message {
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
	return Message{Cards: []Card{card}, Controls: views(c, l, "")}.Fit()
}

// views are the buttons between the views of one casefile, without the one
// that is open.
func views(c *casefile.Redacted, l *locale.Locale, open string) [][]Control {
	row := make([]Control, 0, 3)
	for _, v := range [...]struct{ name, key, command, view string }{
		{"case", "case.button.case", "case", ""},
		{"sentences", "case.button.sentences", "sentences", ""},
		{"timeline", "case.button.timeline", "case", "timeline"},
		{"sources", "case.button.sources", "case", "sources"},
	} {
		if v.name == open || open == "" && v.name == "case" {
			continue
		}
		options := map[string]string{"person": c.Slug}
		if v.view != "" {
			options["view"] = v.view
		}
		row = append(row, Control{Label: l.T(v.key), Then: Then{Command: v.command, Options: options}})
	}
	return [][]Control{row}
}

// title is what the person is called, as the title of a card.
func title(c *casefile.Redacted, l *locale.Locale) string {
	first, second := called(c, l)
	if second == "" {
		return l.Isolate(Escape(first))
	}
	return l.Isolate(Escape(first)) + " · " + l.Isolate(Escape(second))
}

// called is the person's name and the one in the native script, first the one
// that the reader's language is written in; second is empty where there is one
// name only.
func called(c *casefile.Redacted, l *locale.Locale) (first, second string) {
	n := native(c, l)
	switch {
	case n == nil:
		return c.Person.Name, ""
	case n.Lang == l.Language().Code:
		return n.Text, c.Person.Name
	}
	return c.Person.Name, n.Text
}

// native is the person's name in their own script: of several the one in the
// reader's language, otherwise the first. It is nil where none is on record.
func native(c *casefile.Redacted, l *locale.Locale) (found *casefile.Name) {
	for i := range c.Person.Names {
		n := &c.Person.Names[i]
		if n.Kind != "native" || n.Text == c.Person.Name {
			continue
		}
		if n.Lang == l.Language().Code {
			return n
		}
		if found == nil {
			found = n
		}
	}
	return found
}

// statusCode is the status, "unknown" when none is on record.
func statusCode(c *casefile.Redacted) casefile.StatusCode {
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

// staleAfter is for how many days a status can be read as that of today. What
// is older is shown with its date and with the remark that nothing newer is
// on record.
const staleAfter = 365

// status writes how the person is, as of when, and who says so.
func (p *pen) status(c *casefile.Redacted, today calendar.Day) {
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
		if age.age(s.AsOf, today) {
			p.words("list.comma")
			p.WriteString(age.String())
		}
		if s.Stale(today, staleAfter) && !s.Code.Dead() {
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

// identity writes who the person is: jurisdiction, professions, nationality,
// birth and death, other ways to write the name.
func (p *pen) identity(c *casefile.Redacted) {
	x := &c.Person
	begin := p.Len()
	next := func() {
		if p.Len() == begin {
			p.WriteByte('\n') // a blank line before
			p.line("")
		} else {
			p.WriteString(" · ")
		}
	}
	if c.Country != "" {
		next()
		p.country(c.Country)
	}
	for _, list := range [][]casefile.Text{x.Professions, x.Nationalities} {
		for i := range list {
			if i == 0 {
				next()
			} else {
				p.words("list.comma")
			}
			p.weak(list[i].Text, list[i].Confidence)
		}
	}
	if x.Born != nil {
		next()
		p.life("case.born", x.Born)
	}
	if x.Died != nil {
		next()
		p.life("case.died", x.Died)
	}
	p.names(c)
}

// weak writes text of the record, and that it rests on weak sources if so.
func (p *pen) weak(text, confidence string) {
	if confidence != "low" {
		p.stored(text)
		return
	}
	p.words("case.weak", locale.Name("text", Escape(text)))
}

// life writes a birth or death; key is the one of its date alone.
func (p *pen) life(key string, x *casefile.Life) {
	said := pen{l: p.l}
	switch {
	case !x.Date.IsZero() && x.Place != "":
		said.words(key+"_in", locale.Text("date", Date(x.Date, p.l)), locale.Name("place", Escape(x.Place)))
	case !x.Date.IsZero():
		said.words(key, locale.Text("date", Date(x.Date, p.l)))
	case x.Place != "":
		said.words(key+"_place", locale.Name("place", Escape(x.Place)))
	}
	if x.Confidence == "low" {
		p.words("case.weak", locale.Text("text", said.String()))
		return
	}
	p.WriteString(said.String())
}

// otherNames is how many other ways to write a name the card shows.
const otherNames = 5

// names writes the names that the title doesn't show, and says of the one it
// does show if that is weakly sourced.
func (p *pen) names(c *casefile.Redacted) {
	shown := native(c, p.l)
	n := 0
	for i := range c.Person.Names {
		x := &c.Person.Names[i]
		if x.Text == c.Person.Name || x == shown && x.Confidence != "low" || n == otherNames {
			continue
		}
		if n == 0 {
			p.line("")
			p.label("case.names")
			p.WriteByte(' ')
		} else {
			p.words("list.comma")
		}
		n++
		p.weak(x.Text, x.Confidence)
	}
}

// whereabouts writes where the person is, as far as it may be known.
func (p *pen) whereabouts(c *casefile.Redacted) bool {
	w := c.Whereabouts
	if w == nil {
		return false
	}
	text := w.Text
	if w.PublicText != "" {
		text = w.PublicText
	}
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

// latestOnCard is how many sentences the card shows where it can't be told
// which of them came last.
const latestOnCard = 2

// latestSentences are those that the card shows: the latest that still stand,
// or if none does, the newest of all. It is empty where there is none.
func latestSentences(c *casefile.Redacted, all []casefile.Judgment) []casefile.Judgment {
	latest := c.LatestSentences()
	if len(latest) == 0 {
		latest = all[:min(1, len(all))]
	}
	return latest[:min(latestOnCard, len(latest))]
}

// over reports whether a judgment no longer stands, as a whole or in each of
// its penalties.
func over(j casefile.Judgment) bool {
	if j.Outcome.Fallen() || !j.Current() {
		return true
	}
	for i := range j.Penalties {
		if !j.OutcomeOf(&j.Penalties[i]).Fallen() {
			return false
		}
	}
	return len(j.Penalties) > 0
}

// judgment writes a sentence as the card shows it, imposed against
// enforceable, and how many more sentences there are. If that is more than a
// field can hold, it goes into less detail, never into a cut.
func (p *pen) judgment(c *casefile.Redacted, j casefile.Judgment, more int) {
	for _, d := range [...]detail{{6, 3, true}, {6, 1, true}, {6, 1, false}, {3, 0, false}, {1, 0, false}} {
		p.Reset()
		p.detailed(c, j, d)
		if more > 0 {
			p.line("")
			p.words("sentence.more", locale.N(more))
		}
		if length(p.String()) <= maxValue {
			return
		}
	}
}

// detail is how much of a sentence the card shows.
type detail struct {
	penalties, charges int
	onDate             bool // what must be known about the date
}

func (p *pen) detailed(c *casefile.Redacted, j casefile.Judgment, d detail) {
	s := j.Sentence
	p.heading(s)
	p.circumstances(s)
	p.charges(c, s, d.charges)
	p.penalties(s, d.penalties, false)
	p.enforceable(s)
	about := casefile.Fact{Confidence: s.Confidence}
	if d.onDate {
		about.DateNote = s.DateNote
	}
	p.remarks(&about)
	p.reported(c, s.Sources, s.Attribution)
	p.same(j)
}

// same writes which other reports are probably of the same sentence.
func (p *pen) same(j casefile.Judgment) {
	if len(j.Same) == 0 {
		return
	}
	dates := make([]string, 0, len(j.Same))
	for _, o := range j.Same {
		dates = append(dates, Date(dated(o), p.l))
	}
	p.line("")
	p.words("sentence.same", locale.Text("dates", p.l.List(dates)))
}

// record writes how well the casefile is sourced.
func (p *pen) record(c *casefile.Redacted) bool {
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
func paged(c *casefile.Redacted, l *locale.Locale, key string, blocks []string, page int, then Then) Message {
	pages := paginate(blocks, pageSize)
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
