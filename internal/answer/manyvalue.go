package answer

import (
	"vigil/internal/names"
	"vigil/store"
)

// named makes of the name of something on record what is asked: a court, a
// place, somebody around, a work. Such a name goes before what its words mean.
func (r *manyReader) named(i int) bool {
	m := &r.ms[i]
	if m.to-m.from < 2 && ordinary(m) {
		return false
	}
	return r.value(i)
}

// ordinary reports whether the mark is a word of the language too: something on
// record that has such a word for a name isn't meant by it alone.
func ordinary(m *mark) bool {
	for _, c := range m.concepts {
		switch c.class() {
		case "fill", "ask", "scope", "time", "aux", "logic", "cmp", "number", "act":
		default:
			return true
		}
	}
	return m.small()
}

// value makes of a value of the record what is asked.
func (r *manyReader) value(i int) bool {
	m := &r.ms[i]
	said := r.typed(m)
	has := func(field store.Field, values []value) []store.Cond {
		var conds []store.Cond
		for _, v := range values {
			conds = append(conds, store.Has{Field: field, Key: v.Key})
		}
		return conds
	}
	switch {
	case len(m.values) == 0:
		return false
	case len(m.among(store.FieldCourt)) > 0:
		r.court(i, said)
	case len(m.among(store.FieldPlace)) > 0:
		field := store.FieldNow
		if r.past() && !r.has("status.held", "topic.detained") {
			field = store.FieldPlace
		}
		r.told["whereabouts"] = true
		r.must(i, r.as("place", said), has(field, m.among(store.FieldPlace))...)
	case len(m.among(store.FieldAround)) > 0:
		return r.around(i, said, m.among(store.FieldAround))
	case len(m.among(store.FieldAward, store.FieldGiver)) > 0:
		return r.award(i)
	case len(m.among(store.FieldWork)) > 0:
		return r.work(i, said)
	case len(m.among(store.FieldProfession)) > 0:
		r.must(i, said, has(store.FieldProfession, m.among(store.FieldProfession))...)
	case len(m.among(store.FieldCharge)) > 0:
		return r.charge(i)
	case len(m.among(store.FieldNation)) > 0:
		r.must(i, r.as("nationality", said), has(store.FieldNation, m.among(store.FieldNation))...)
	case len(m.among(store.FieldEvent)) > 0:
		r.told["event"] = true
		r.must(i, said, has(store.FieldEvent, m.among(store.FieldEvent))...)
	case len(m.among(store.FieldOf)) > 0:
		r.sentenced.Of, r.asks = keysOf(m.among(store.FieldOf)), true
		r.said = append(r.said, r.as("ban", said))
	default:
		return false
	}
	return true
}

// work adds a work, of which awards are asked; other questions about one work are
// of another kind.
func (r *manyReader) work(i int, said string) bool {
	if !r.has("topic.award", "award.*", "fest.*", "value.award", "value.giver") {
		return false
	}
	r.titles = append(r.titles, keysOf(r.ms[i].among(store.FieldWork))...)
	var conds []store.Cond
	for _, k := range r.titles {
		conds = append(conds, store.Has{Field: store.FieldWork, Key: k})
	}
	r.told["award"] = true
	r.must(i, r.as("work", said), conds...)
	return true
}

// court adds a court: that sentenced somebody, or, where the question speaks of
// no sentence, that has anything to do with the case. Of two names of courts side
// by side a court has to have both.
func (r *manyReader) court(i int, said string) {
	keys := keysOf(r.ms[i].among(store.FieldCourt))
	for j := i + 1; j < len(r.ms) && (r.ms[j].small() || len(r.ms[j].among(store.FieldCourt)) > 0 || r.ms[j].is("topic.court")); j++ {
		if more := keysOf(r.ms[j].among(store.FieldCourt)); len(more) > 0 && !r.used[j] {
			var both []string
			for _, k := range keys {
				for _, o := range more {
					if k == o {
						both = append(both, k)
					}
				}
			}
			if len(both) > 0 {
				keys, r.used[j] = both, true
				said += r.words("list.comma") + r.typed(&r.ms[j])
			}
		}
	}
	if r.has("topic.sentence", "topic.convicted") && !r.denied[i] {
		r.sentenced.Courts, r.asks = keys, true
		r.said = append(r.said, r.as("sentencing", said))
		return
	}
	var conds []store.Cond
	for _, k := range keys {
		conds = append(conds, store.Has{Field: store.FieldCourt, Key: k})
	}
	r.told["court"] = true
	r.must(i, r.as("court", said), conds...)
}

// around adds somebody around, in the role that the question names; false where
// it names none, for then it is about that somebody alone.
func (r *manyReader) around(i int, said string, values []value) bool {
	role := ""
	switch {
	case r.has("topic.lawyer", "prof.lawyer"):
		role = "lawyer"
	case r.has("topic.judge", "topic.sentence", "topic.convicted"):
		role = "judge"
	case r.has("topic.prosecutor"):
		role = "prosecutor"
	default:
		return false
	}
	var conds []store.Cond
	for _, v := range values {
		conds = append(conds, store.AroundAs{Key: v.Key, Role: role})
	}
	r.told["around"], r.whom = true, append(r.whom, values...)
	r.must(i, r.as(role, said), conds...)
	return true
}

// sounding reads words that nothing was made of as the name of somebody around,
// written in another script.
func (r *manyReader) sounding(i int) bool {
	end := i + 1
	for end < len(r.ms) && r.ms[end].unknown() && !r.used[end] {
		end++
	}
	typed := r.q.words(&mark{from: r.ms[i].from, to: r.ms[end-1].to})
	if names.Fold(typed) == "" {
		return false
	}
	found := valued(r.census.Sounding(typed))
	if len(found) == 0 {
		return false
	}
	for j := i; j < end; j++ {
		r.used[j] = true
	}
	return r.around(i, r.stored(typed), found)
}
