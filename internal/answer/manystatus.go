package answer

import (
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
)

// How people are: held, free, in exile, dead.

func (r *manyReader) status(i int) bool {
	m := &r.ms[i]
	if m.is("topic.release") && r.denied[i] && !r.q.says("neither", "nor") {
		r.unreleased()
		return true
	}
	if m.is("status.held") && r.denied[i] && r.never() {
		r.neverHeld()
		return true
	}
	if m.is("status.held") && r.prisonTerm(i) {
		r.told["sentence"] = true
		r.must(i, r.as("penalty", r.words("answer.penalty.imprisonment")), store.Sentenced{Penalties: []casefile.PenaltyKind{casefile.Imprisonment, casefile.LifeImprisonment}})
		return true
	}
	if m.is("status.held") {
		if r.has("value.place") && !r.denied[i] {
			return true // where they are says so
		}
		if r.has("topic.release", "status.released") && !r.has("future", "aux.will", "logic.or", "aux.not", "topic.endterm") && !r.stillHeld() {
			return true // out of prison
		}
		r.held(i)
		return true
	}
	if m.is("status.dead") && r.has("penalty.death") {
		return true
	}
	if m.is("topic.departure") && !m.is("status.exile") {
		return r.topic(i)
	}
	var codes []casefile.StatusCode
	for _, j := range r.together(i, func(m *mark) bool { return m.of("status") && !m.is("status.held") }) {
		for _, c := range r.ms[j].concepts {
			if c.class() != "status" {
				continue
			}
			switch code := casefile.StatusCode(c.name()); {
			case c == "status.dead":
				codes = append(codes, casefile.Deceased, casefile.Executed)
			case c == "status.alive":
				r.clause(store.Clause{Any: []store.Cond{store.Recorded{What: store.ADeath}}, Not: true}, r.words("answer.many.dead"))
			case code.Known():
				codes = append(codes, code)
			}
		}
	}
	if len(codes) == 0 {
		return true
	}
	var conds []store.Cond
	var said []string
	for _, code := range codes {
		conds = append(conds, store.Has{Field: store.FieldStatus, Key: string(code)})
		said = append(said, card.Status(code, r.l))
	}
	r.must(i, strings.Join(said, r.words("answer.many.or")), conds...)
	return true
}

// prisonTerm reports whether "prison" is what somebody was sentenced to, beside other penalties: to
// both prison and a fine.
func (r *manyReader) prisonTerm(i int) bool {
	if !r.typedAs(&r.ms[i], "prison", "jail", "زندان") || r.typedAs(&r.ms[i], "in") || !r.has("topic.sentence", "topic.convicted") {
		return false
	}
	if m := &r.ms[i]; m.from > 0 && r.q.toks[m.from-1].text == "to" { // but not to prison
		return true
	}
	for j := range r.ms {
		if r.ms[j].of("penalty") && (r.joinedTo(i, j) || r.joinedTo(j, i)) {
			return true
		}
	}
	return false
}
