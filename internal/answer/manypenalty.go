package answer

import (
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// What a sentence is asked to impose, and what is to have become of it.

func (r *manyReader) penalty(i int) bool {
	m := &r.ms[i]
	for _, c := range m.concepts {
		if c.class() != "penalty" {
			continue
		}
		kind := casefile.PenaltyKind(c.name())
		kinds := []casefile.PenaltyKind{kind}
		if kind == casefile.Imprisonment {
			if !r.denied[i] && (m.is("status.held") || r.sentenced.Term != nil || r.counts == ofYears) {
				return true
			}
			kinds = append(kinds, casefile.LifeImprisonment)
		}
		if r.counts == ofLashes && kind == casefile.Flogging {
			r.asks = true
			return true
		}
		said := r.as("penalty", card.Code("answer.penalty.", string(kind), r.l))
		x := store.Sentenced{Penalties: kinds}
		if m.is("held.condemned") && !r.denied[i] { // whose sentence of death still stands
			r.held(-1)
			for _, o := range casefile.AllOutcomes() {
				if !o.Fallen() && o != casefile.Reduced && o != casefile.Served {
					r.sentenced.Outcomes = append(r.sentenced.Outcomes, o)
				}
			}
		}
		if kind == casefile.Ban {
			x.Of = r.of()
		}
		if i > 0 && r.denied[i-1] && r.lashCount(i-1) {
			return true // so many weren't given
		}
		if x.Of != nil {
			said += " (" + r.stored(strings.Join(r.banned(), r.words("list.comma"))) + ")"
		}
		if r.denied[i] {
			r.must(i, said, x)
			return true
		}
		if len(r.sentenced.Penalties) > 0 || r.sentenced.Lashes != nil && kind != casefile.Flogging || r.sentenced.Term != nil && kind == casefile.Flogging {
			r.must(i, said, x)
			r.told["sentence"] = true
			return true
		}
		r.sentenced.Penalties, r.sentenced.Of, r.asks = kinds, x.Of, true
		r.said = append(r.said, said)
		return true
	}
	return false
}

// of is what the question says that is banned.
func (r *manyReader) of() []string {
	var keys []string
	for j := range r.ms {
		m := &r.ms[j]
		for _, v := range m.among(store.FieldOf) {
			keys, r.used[j] = append(keys, v.Key), true
		}
		for _, c := range []concept{"topic.filming", "topic.travelban", "topic.departure"} {
			if m.is(c) && !r.used[j] {
				for _, k := range r.keysFor(c, store.FieldOf) {
					keys, r.used[j] = append(keys, k), true
				}
			}
		}
	}
	return keys
}

// banned are the words of the question that say what is banned.
func (r *manyReader) banned() []string {
	var all []string
	for j := range r.ms {
		if m := &r.ms[j]; len(m.among(store.FieldOf)) > 0 || m.isAny("topic.filming", "topic.travelban", "topic.departure") {
			all = append(all, r.q.words(m))
		}
	}
	return all
}

func (r *manyReader) outcome(i int) bool {
	m := &r.ms[i]
	for _, c := range m.concepts {
		if c.class() != "outcome" {
			continue
		}
		some := outcomes(c)
		if len(some) == 0 {
			continue
		}
		said := r.as("outcome", r.typed(m))
		r.asks = true
		if r.denied[i] {
			r.sentenced.None = append(r.sentenced.None, some...)
			said = r.words("answer.many.not", locale.Text("what", said))
		} else {
			r.sentenced.Outcomes = append(r.sentenced.Outcomes, some...)
		}
		r.said = append(r.said, said)
		return true
	}
	return false
}

// sentenceSaid reports whether the question says more of a sentence.
func (r *manyReader) sentenceSaid() bool {
	if r.asks {
		return true
	}
	for i := range r.ms {
		m := &r.ms[i]
		if m.term != nil || m.of("penalty") && !r.denied[i] || m.of("outcome") || m.of("mode") || m.of("charge") || len(m.among(store.FieldCourt)) > 0 {
			return true
		}
	}
	return false
}
