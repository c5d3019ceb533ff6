package answer

import (
	"slices"

	"vigil/internal/card"
	"vigil/store"
)

// added answers what the sentences or the lashes of several people who are named come to. It
// reports whether that was asked.
func (t *teller) added() (Answer, bool, error) {
	if !t.q.has("order.total") && !t.q.says(t.lex.cue("together")...) || t.q.has("topic.arrest", "topic.trial") || t.q.has("topic.coaccused") && !t.q.has("ask.howmany", "ask.howlong") {
		return Answer{}, false, nil
	}
	if !t.q.has("ask.howlong", "unit.year", "unit.lash", "penalty.flogging", "penalty.imprisonment", "topic.sentence") {
		return Answer{}, false, nil
	}
	var those []store.Cond
	var names []string
	for _, s := range t.q.people {
		who := t.census.Person(s)
		if who == nil { // gone, or renamed, since they were found: the others come to another sum
			return t.refuse(NotRecorded, t.words("answer.gone")), true, nil
		}
		those = append(those, store.Being{Who: who})
		names = append(names, t.l.Isolate(card.Escape(t.called(s))))
	}
	had := *t
	for _, s := range t.q.people {
		t.shows(s)
	}
	r := t.manyReader()
	r.who.All = append(r.who.All, store.Clause{Any: those})
	for i := range r.ms {
		m := &r.ms[i]
		if len(m.people) > 0 || m.isAny("logic.same", "order.total", "logic.and") || m.unknown() && r.typedAs(m, "add", "adds") || r.typedAs(m, "together", "up") && !content(m) {
			r.used[i], r.ordered[i], r.joins[i] = true, true, true
		}
	}
	switch {
	case r.has("unit.lash", "penalty.flogging"):
		r.counts = ofLashes
	default:
		r.counts = ofYears
	}
	for i := range r.ms {
		if r.ms[i].isAny("unit.lash", "penalty.flogging", "unit.year", "penalty.imprisonment", "topic.sentence", "ask.howmany", "ask.howlong", "ask.howmuch", "topic.enforceable", "topic.enforced", "topic.convicted", "topic.count", "topic.custodylength", "topic.spent", "topic.coaccused", "penalty.life_imprisonment") || r.ms[i].is("status.held") && r.typedAs(&r.ms[i], "prison", "jail") {
			r.used[i] = true
		}
	}
	if slices.Contains(r.used, false) && !r.rest() {
		*t = had
		return Answer{}, false, nil
	}
	t.c = nil
	r.said = []string{t.l.List(names)}
	if r.has("topic.enforceable", "topic.enforced") { // what they have to serve
		r.sentenced.Standing = true
		r.said = append(r.said, r.words("answer.many.standing"))
	}
	r.tellRead()
	return t.done(), true, t.err
}

// rest reads what is left of a question about named people: nothing but small words may be.
func (r *manyReader) rest() bool {
	for i := range r.ms {
		if m := &r.ms[i]; !r.used[i] && !m.small() && !m.of("scope") && !m.of("logic") {
			return false
		}
	}
	return true
}
