package answer

import (
	"slices"

	"vigil/internal/calendar"
)

// A question that asks for yes or no names what it asks about: a year, a term, a
// prize, somebody. Such a mark is a candidate.

// candidates are the marks of a question that its yes or no depends on, beside
// those of the classes that the frame itself answers.
func (q *question) candidates(but ...string) []*mark {
	var all []*mark
	for i := range q.marks {
		m := &q.marks[i]
		if m.subject || len(m.people) > 0 || m.small() || m.of("time") || m.of("unit") || m.fitsAny(but) {
			continue
		}
		all = append(all, m)
	}
	return all
}

// decide begins an answer with yes or no. Yes: one item says all that was asked.
// No: what is asked about has one value only, every item has it, and none can be
// what the question says. Otherwise the record doesn't say so, and what it says
// is told.
func (t *teller) decide(items []item, single bool, but ...string) {
	if !t.q.yesno || len(items) == 0 || t.q.has("logic.or", "logic.only") { // this or that: what it is
		return
	}
	asked := t.q.candidates(but...)
	against := true
	for _, x := range items {
		holds := calendar.Yes
		for _, m := range asked {
			h := t.holds(x, m)
			if h == calendar.No || holds == calendar.Yes {
				holds = h
			}
			if holds == calendar.No {
				break
			}
		}
		switch holds {
		case calendar.Yes:
			t.answersYes(calendar.Yes)
			return
		case calendar.CantTell:
			against = false
		}
	}
	switch {
	case single && against:
		t.answersYes(calendar.No)
	default:
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.not_so", t.name())
	}
}

// holds reports whether an item says what a mark means.
func (t *teller) holds(x item, m *mark) calendar.Answer {
	if !m.date.IsZero() {
		return within(x.date, m.date)
	}
	if t.itemSays(x, m) {
		return calendar.Yes
	}
	return calendar.No
}

// against answers a question that takes something for granted that the record
// contradicts; what contradicts it follows.
func (t *teller) against(items ...item) {
	t.out.Kind, t.out.Reason = Refused, Contradicted
	t.say("answer.contradicted", t.name())
	for _, x := range items {
		t.line("- " + t.cited(x))
	}
}

// never are the facts that say that something did not happen: never charged,
// without trial.
func (t *teller) never(about ...concept) []item {
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "note" || !d.concepts["aux.not"] && !d.concepts["aux.without"] {
			continue
		}
		if slices.ContainsFunc(about, func(c concept) bool { return d.concepts[c] }) {
			x := d.item
			x.text = t.quoted(x)
			items = append(items, x)
		}
	}
	return items[:min(len(items), 2)]
}

// present reports whether the question asks how something is now.
func (q *question) present() bool {
	if persian(q.Text) {
		return !slices.ContainsFunc(q.toks, func(t token) bool { return slices.Contains(persianPast, t.text) })
	}
	opening := q.opening()
	if opening == "" || opening == "has" {
		return false
	}
	still := func(t token) bool { return t.text == "still" }
	past := func(t token) bool { return slices.Contains([]string{"was", "were", "did"}, t.text) } // is it true that he was
	if q.stated() {
		past := func(t token) bool { return past(t) || t.text == "got" || t.text == "been" }
		return !slices.ContainsFunc(q.stating(), past)
	}
	return slices.Contains([]string{"is", "are", "isnt", "arent", "does", "do"}, opening) && !slices.ContainsFunc(q.toks, past) || slices.ContainsFunc(q.toks, still)
}

// opening is the first word of a question, but for what is said before it.
func (q *question) opening() string {
	for i := range q.marks {
		if m := &q.marks[i]; !m.of("remark") && (!m.of("fill") || m.of("aux") || m.of("ask")) {
			return q.toks[m.from].text
		}
	}
	return ""
}

// stating are the words of a question without remarks.
func (q *question) stating() []token {
	var all []token
	for i := range q.marks {
		if m := &q.marks[i]; !m.of("remark") {
			all = append(all, q.toks[m.from:m.to]...)
		}
	}
	return all
}

// persianPast are the verbs of Persian questions about what has been.
//
//nolint:gochecknoglobals // a table that is only read
var persianPast = []string{"شد", "شده", "شدن", "شدند", "بود", "بوده", "بودن", "بودند", "کرد", "کرده", "کردن", "کردند", "داشت", "داشته", "گرفت", "گرفته", "خورد", "خورده", "داد", "داده", "دادن", "رفت", "رفته"}

// past reports whether the question asks how something was.
func (t *teller) past() bool {
	if persian(t.q.Text) {
		return !t.q.present()
	}
	for _, tok := range t.q.stating() {
		switch tok.text {
		case "was", "were", "did", "had", "wasnt", "didnt":
			return true
		}
	}
	return false
}

// hasBeen reports whether the question asks whether something was so, or ever has been.
func (t *teller) hasBeen() bool {
	return t.past() || !t.q.farsi && slices.ContainsFunc(t.q.toks, func(t token) bool { return t.text == "been" || t.text == "ever" })
}
