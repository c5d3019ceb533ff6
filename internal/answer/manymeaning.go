package answer

import (
	"slices"
	"strings"

	"vigil/store"
)

// meaning makes of a mark's meaning in the word lists what it asks.
func (r *manyReader) meaning(i int) bool {
	m := &r.ms[i]
	switch {
	case m.of("sex"):
		return r.listed(i, "sex", func(m *mark) ([]store.Cond, string) {
			sex := "male"
			if m.is("sex.female") {
				sex = "female"
			}
			return []store.Cond{store.Has{Field: store.FieldSex, Key: sex}}, r.words("answer.many.sex." + sex)
		})
	case m.is("prof.lawyer") && r.after(i, "has", "have", "had", "got"):
		r.told["lawyer"] = true
		r.onRecord(i, "a_lawyer", store.ALawyer)
		return true
	case m.of("prof") && !(m.is("topic.lawyer") && r.lawyers()):
		return r.listed(i, "prof", func(m *mark) ([]store.Cond, string) { return r.fromMeaning(m, "prof", store.FieldProfession) })
	case m.of("country"):
		return r.country(i)
	case m.of("award"), m.of("fest"):
		return r.award(i)
	case m.of("charge"):
		return r.charge(i)
	case m.of("penalty") && r.penalty(i), m.of("mode"):
		if m.is("mode.in_absentia") && r.denied[i] {
			r.must(i, r.words("answer.many.in_absentia"), store.Sentenced{InAbsentia: true})
		} else if m.is("mode.in_absentia") {
			r.sentenced.InAbsentia, r.asks = true, true
			r.said = append(r.said, r.words("answer.many.in_absentia"))
		}
		return true
	case m.of("outcome") && !m.is("outcome.served") || m.is("outcome.served") && r.has("topic.sentence", "penalty.*"):
		return r.outcome(i)
	case m.of("status"):
		return r.status(i)
	case m.of("topic"):
		return r.topic(i)
	}
	return false
}

// fromMeaning are the conditions that somebody has a value which one of the
// mark's meanings of a class stands for, or which the mark names itself.
func (r *manyReader) fromMeaning(m *mark, class string, field store.Field) ([]store.Cond, string) {
	var conds []store.Cond
	seen := map[string]bool{}
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			conds = append(conds, store.Has{Field: field, Key: key})
		}
	}
	for _, c := range m.concepts {
		if c.class() == class {
			for _, k := range r.keysFor(c, field) {
				add(k)
			}
			if c == "prof.lawyer" { // whose word is that of the lawyers of a case, too
				for _, k := range r.keysFor("topic.lawyer", field) {
					add(k)
				}
			}
		}
	}
	for _, v := range m.among(field) {
		add(v.Key)
	}
	return conds, r.typed(m)
}

// after reports whether one of the words stands right before a mark.
func (r *manyReader) after(i int, words ...string) bool {
	from := r.ms[i].from
	return from > 0 && slices.Contains(words, r.q.toks[from-1].text)
}

func (r *manyReader) country(i int) bool {
	nation := r.has("topic.nationality")
	return r.listed(i, "country", func(m *mark) ([]store.Cond, string) {
		for _, c := range m.concepts {
			if c.class() != "country" {
				continue
			}
			said := r.l.Country(c.name())
			r.noted = append(r.noted, c.name())
			by, _ := r.fromMeaning(m, "country", store.FieldNation)
			if !nation {
				country := store.Has{Field: store.FieldCountry, Key: c.name()}
				if yes, _ := r.census.Count(store.All(country)); yes > 0 || len(by) == 0 {
					return []store.Cond{country}, said
				}
			}
			return by, said
		}
		return nil, ""
	})
}

func (r *manyReader) award(i int) bool {
	m := &r.ms[i]
	conds, said := r.fromMeaning(m, "award", store.FieldAward)
	more, _ := r.fromMeaning(m, "award", store.FieldGiver)
	fest, _ := r.fromMeaning(m, "fest", store.FieldGiver)
	conds = append(append(conds, more...), fest...)
	for _, c := range conds {
		h := c.(store.Has) //nolint:forcetypeassert // fromMeaning makes no others
		r.prizes = append(r.prizes, store.Value{Field: h.Field, Key: h.Key})
	}
	if len(conds) == 0 {
		conds = []store.Cond{store.Has{Field: "none", Key: "none"}}
	}
	r.told["award"] = true
	r.must(i, r.as("award", said), conds...)
	return true
}

// charge adds a charge: one that somebody was sentenced for, where the question
// speaks of that, or one that was brought.
func (r *manyReader) charge(i int) bool {
	var keys []string
	var conds []store.Cond
	var said []string
	for _, j := range r.together(i, func(m *mark) bool { return m.of("charge") }) {
		some, text := r.fromMeaning(&r.ms[j], "charge", store.FieldCharge)
		for _, c := range some {
			keys = append(keys, c.(store.Has).Key) //nolint:forcetypeassert // fromMeaning makes no others
		}
		conds, said = append(conds, some...), append(said, text)
	}
	if len(conds) == 0 {
		conds = []store.Cond{store.Has{Field: "none", Key: "none"}}
	}
	text := strings.Join(said, r.words("answer.many.or"))
	r.told["charge"] = true
	if r.has("topic.convicted", "topic.sentence") && !r.denied[i] && !r.has("topic.charge") {
		r.sentenced.Charges, r.asks = append(keys, "none"), true
		r.said = append(r.said, r.as("convicted", text))
		return true
	}
	r.must(i, r.as("charge", text), conds...)
	return true
}

// deniedElsewhere reports whether a mark of that meaning is denied.
func (r *manyReader) deniedElsewhere(c concept) bool {
	for i := range r.ms {
		if r.denied[i] && r.ms[i].is(c) {
			return true
		}
	}
	return false
}

// unread is a mark that nothing was made of; -1 where there is none.
func (r *manyReader) unread() int {
	for i := range r.ms {
		if m := &r.ms[i]; m.unknown() && !m.small() {
			return i
		}
	}
	return -1
}
