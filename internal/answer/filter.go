package answer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// narrowing are the marks of a question that say which of several facts is
// asked about: the five years of "the five-year sentence", a court, a charge.
func (q *question) narrowing() []*mark {
	var all []*mark
	for i := range q.marks {
		m := &q.marks[i]
		if m.term != nil || m.of("charge") || m.of("award") || m.of("fest") || m.of("place") || m.of("mode") || m.of("penalty") && !q.has("logic.except") || m.number != nil && !m.small() || len(m.values) > 0 && (len(m.concepts) == 0 || m.concepts[0].class() == "act") || m.unknown() && !m.subject && len(m.people) == 0 {
			all = append(all, m)
		}
	}
	return all
}

// narrow keeps of all facts those that say what the question says of the fact
// that it asks for. What no fact says changes nothing and is noted: it is either
// a premise that the record doesn't have, or a word that wasn't understood.
func narrow[T any](t *teller, all []T, says func(T, *mark) bool) []T {
	for _, m := range t.q.narrowing() {
		var some []T
		for _, x := range all {
			if says(x, m) {
				some = append(some, x)
			}
		}
		switch {
		case len(some) > 0:
			all = some
		case len(all) > 0:
			t.unmet(m)
		}
	}
	return all
}

// unmet notes that no fact says what a mark of the question says.
func (t *teller) unmet(m *mark) {
	if !slices.Contains(t.missing, m) {
		t.missing = append(t.missing, m)
	}
}

// counted is what was typed for a mark, with what a number counts.
func (q *question) counted(m *mark) string {
	text := q.words(m)
	for i := range q.marks {
		if n := &q.marks[i]; m.number != nil && n.from == m.to && (n.of("unit") || n.of("penalty")) {
			text += " " + q.words(n)
		}
	}
	return text
}

// judgments are the sentences that the question asks for, those that stand
// first; reports of the same one once.
func (t *teller) judgments() []casefile.Judgment {
	all := t.ofDates()
	if len(all) == 0 && len(t.q.dates()) > 0 {
		if all = t.c.Judgments(); len(all) > 0 {
			for i := range t.q.marks {
				if m := &t.q.marks[i]; !m.date.IsZero() {
					t.unmet(m)
				}
			}
		}
	}
	all = narrow(t, all, t.judgmentSays)
	slices.SortStableFunc(all, func(a, b casefile.Judgment) int { return rank(a) - rank(b) })
	return all
}

// ofDates are the sentences of the question's dates: those that surely are, where
// there are any, otherwise those that may be.
func (t *teller) ofDates() []casefile.Judgment {
	var all, sure []casefile.Judgment
	dates := t.q.dates()
	for _, j := range t.c.Judgments() {
		if t.when(j.Sentence) || slices.ContainsFunc(j.Same, t.when) {
			all = append(all, j)
		}
		if !slices.ContainsFunc(dates, func(d dated) bool { return d.holds(j.Date) != calendar.Yes }) {
			sure = append(sure, j)
		}
	}
	if len(dates) > 0 && len(sure) > 0 {
		return sure
	}
	return all
}

// judgmentSays reports whether a sentence has the term that a mark means, is for
// its charge, or says its words.
func (t *teller) judgmentSays(j casefile.Judgment, m *mark) bool {
	for _, s := range append([]*casefile.Sentence{j.Sentence}, j.Same...) {
		if m.term != nil {
			if hasTerm(s, *m.term) {
				return true
			}
			continue
		}
		if m.of("penalty") {
			if hasPenalty(s, m) {
				return true
			}
			continue
		}
		if m.is("mode.in_absentia") {
			if s.InAbsentia {
				return true
			}
			continue
		}
		if m.number != nil {
			says := hasNumber
			switch {
			case t.q.countsLashes(m):
				says = hasLashes
			case t.q.countsBranches(m):
				says = ofBranch
			}
			if says(s, *m.number) {
				return true
			}
			continue
		}
		if m.names(store.FieldCourt) || m.is("want.court") { // by which court, not which one upheld it
			d := t.text(s.Court)
			if s.Court != "" && d.has(t.q, m) {
				return true
			}
			continue
		}
		text := card.Imposed(s, t.l) + " . " + s.Court + " . " + s.Note + " . " + string(record(s))
		for _, id := range s.Charges {
			for i := range t.c.Charges {
				if t.c.Charges[i].ID == id {
					text += " . " + t.c.Charges[i].Text + " " + t.c.Charges[i].Law
				}
			}
		}
		if t.text(text).has(t.q, m) {
			return true
		}
	}
	return false
}

func hasTerm(s *casefile.Sentence, term calendar.Term) bool {
	same := func(x *calendar.Term) bool {
		if x == nil {
			return false
		}
		order, certain := x.Compare(term)
		return order == 0 && certain
	}
	return same(s.Stated) || slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool { return same(p.Term) || same(p.ReducedTo) }) ||
		slices.ContainsFunc(s.Parts, func(p casefile.Part) bool { return same(p.Term) })
}

// hasPenalty reports whether a sentence has a penalty of the kind that a mark
// means; any that takes somebody's liberty is prison.
func hasPenalty(s *casefile.Sentence, m *mark) bool {
	return slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool {
		prison := p.Kind == casefile.LifeImprisonment || p.Kind == casefile.Labour || p.Kind == casefile.HouseArrestTerm
		return m.is(concept("penalty."+string(p.Kind))) || m.is("penalty.imprisonment") && prison
	})
}

// countsLashes reports whether a number of the question is one of lashes: eight lashes aren't eight years.
func (q *question) countsLashes(m *mark) bool {
	return slices.ContainsFunc(q.marks, func(n mark) bool { return n.from == m.to && n.isAny("unit.lash", "penalty.flogging") })
}

// hasLashes reports whether a sentence has so many lashes.
func hasLashes(s *casefile.Sentence, n int) bool {
	return slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool {
		return p.Count != nil && *p.Count == n || p.Administered != nil && *p.Administered == n
	})
}

// hasNumber reports whether a sentence has so many lashes, such an amount, or a
// court of that number.
func hasNumber(s *casefile.Sentence, n int) bool {
	for i := range s.Penalties {
		p := &s.Penalties[i]
		if p.Count != nil && *p.Count == n || p.Administered != nil && *p.Administered == n || p.Term != nil && p.Term.Years == n {
			return true
		}
		if p.Amount != nil && strings.TrimSuffix(fmt.Sprint(*p.Amount), ".00") == strconv.Itoa(n) {
			return true
		}
	}
	return ofBranch(s, n)
}

// countsBranches reports whether a number of the question is that of a court.
func (q *question) countsBranches(m *mark) bool {
	return m.from > 0 && slices.Contains([]string{"branch", "chamber", "court", "شعبه", "شعبهٔ", "shobe"}, q.toks[m.from-1].text)
}

// ofBranch reports whether a sentence is by a court of that number.
func ofBranch(s *casefile.Sentence, n int) bool {
	return slices.ContainsFunc(tokenise(s.Court), func(t token) bool { return strings.TrimRight(t.text, "stndrh") == strconv.Itoa(n) })
}

// recalls reports whether facts say all that was asked.
func (t *teller) recalls() bool { return len(t.recalled(t.needed())) > 0 }

// text is a text read into meanings and words, to be held against a question.
func (t *teller) text(s string) *document { return t.docs.text(t.ctx, t.lex, s) }

// itemSays reports whether an item, with all that its record says, says what a
// mark means.
func (t *teller) itemSays(x item, m *mark) bool {
	d := t.text(x.text + " . " + string(record(x.record)))
	d.date = x.date
	return d.has(t.q, m)
}

// premise ends an answer that found no fact for something the question says:
// with a term or a date that the record doesn't have it says so before what it
// has; with a word that nothing was made of, it doesn't answer.
func (t *teller) premise() (unread bool) {
	var said []string
	for _, m := range t.missing {
		if m.unknown() || m.names(store.FieldCourt, store.FieldPlace, store.FieldNow, store.FieldAround) && t.recalls() {
			return true
		}
		said = append(said, t.words("answer.quoted", locale.Name("word", card.Escape(t.q.counted(m)))))
	}
	if len(said) == 0 || t.out.Kind != "" {
		return false
	}
	t.out.Kind, t.out.Reason = Refused, Contradicted
	if t.q.yesno || !slices.ContainsFunc(t.missing, func(m *mark) bool { return !m.of("award") }) { // an award is only not on record
		t.out.Reason = NotRecorded
	}
	if items := t.rivals(); len(items) > 0 { // what rival reports say of it
		t.tell("recall", items)
		t.out.Reason = NotRecorded
		return false
	}
	t.lines = append([]string{t.words("answer.no_such", locale.Text("what", t.l.List(said)), t.name())}, t.lines...)
	if t.q.yesno && t.otherTerm() && !t.q.has("aux.not") {
		t.out.Reason = Contradicted
		t.lines = append([]string{t.words("answer.no")}, t.lines...)
	}
	return false
}

// rivals are the notes of the record that say what the answer misses: a total that one
// source counts, a year that another gives.
func (t *teller) rivals() []item {
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "note" && !slices.ContainsFunc(t.missing, func(m *mark) bool { return m.term == nil || !d.has(t.q, m) }) {
			items = append(items, t.recalledItem(&d))
		}
	}
	return items
}

// otherTerm reports whether the answer misses nothing but a term of prison, and each
// sentence that it has instead is on record with the term that it is.
func (t *teller) otherTerm() bool {
	if slices.ContainsFunc(t.missing, func(m *mark) bool { return m.term == nil }) || len(t.q.dates()) > 0 {
		return false
	}
	all := t.c.Judgments()
	return len(all) > 0 && !slices.ContainsFunc(all, func(j casefile.Judgment) bool {
		return slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool { return p.Kind == casefile.Imprisonment && p.Term == nil })
	})
}
