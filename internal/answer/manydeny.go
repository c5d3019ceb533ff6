package answer

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// What is denied. "Not" denies what follows it, and a denied verb what belongs to it: who was
// not sentenced to flogging is whoever wasn't flogged by a sentence, not whoever has no sentence.

// deny notes which marks the question denies: what follows "not" or "without".
// In Persian the words have been put so (see deniedFirst).
func (r *manyReader) deny() {
	for i := range r.ms {
		if r.noneWord(i) {
			r.none, r.used[i] = true, true
		}
	}
	for i := range r.ms {
		m := &r.ms[i]
		if !m.isAny("aux.not", "aux.without", "logic.except") || m.is("logic.except") && r.exceptNamed(i) {
			continue
		}
		if r.none { // هیچ ... نیست denies once
			r.used[i] = true
			continue
		}
		if content(m) { // a denied verb
			r.denied[i] = true
			r.denyObject(i)
			continue
		}
		r.denyAfter(i)
	}
}

// bornThere reports whether the question asks who was born in a country: cases are filed by country, and
// that isn't where somebody was born.
func (r *manyReader) bornThere() bool {
	for i := range r.ms {
		m := &r.ms[i]
		if !m.of("country") || m.is("topic.nationality") {
			continue
		}
		before := i - 1
		for before >= 0 && r.ms[before].is("time.in") {
			before--
		}
		if before >= 0 && r.ms[before].is("topic.born") || r.q.farsi && i > 0 && i+1 < len(r.ms) && r.ms[i+1].is("topic.born") && r.typedAs(&r.ms[i-1], "در", "تو", "توی") {
			return true
		}
	}
	return false
}

// noneWord reports whether a mark says of a question for yes or no that nobody is: is none of the musicians
// in prison? Those who are, are told, without a yes or a no, which could be said of either.
func (r *manyReader) noneWord(i int) bool {
	if !r.q.yesno || r.has("ask.who", "ask.howmany", "ask.list", "ask.which") {
		return false
	}
	m := &r.ms[i]
	if r.q.farsi {
		return r.typedAs(m, "هیچ", "هیچکس", "هیچکدام", "هیچیک") && !r.never() && !r.q.says("که")
	}
	return r.typedAs(m, "nobody", "none", "no") && m.to == m.from+1 && !r.has("aux.without") && !r.q.says("who", "without")
}

// exceptNamed reports whether it is whoever is named that is excepted.
func (r *manyReader) exceptNamed(i int) bool {
	if r.beside == nil {
		return false
	}
	for j := i + 1; j < r.beside.at; j++ {
		if !r.ms[j].small() {
			return false
		}
	}
	return i < r.beside.at
}

// denyAfter denies the next thing, what is joined to it, and what belongs to it.
func (r *manyReader) denyAfter(i int) {
	last := -1
	for j := i + 1; j < len(r.ms); j++ {
		if !content(&r.ms[j]) && !r.lashCount(j) {
			continue
		}
		if last >= 0 && !r.deniedWith(last, j) {
			break
		}
		r.denied[j] = true
		if j = r.denyObject(j); r.tangled {
			return
		}
		last = j
	}
}

// deniedWith reports whether a thing is denied together with the one before: in prison or in exile, not
// what another verb says, in prison and has a lawyer.
func (r *manyReader) deniedWith(a, b int) bool {
	if !r.joinedTo(a, b) {
		return false
	}
	for j := a + 1; j < b; j++ {
		if m := &r.ms[j]; m.of("aux") && !m.isAny("aux.not", "aux.without") || r.typedAs(m, "who", "but", "has", "have", "is", "are", "was", "were", "got") {
			return false
		}
	}
	for j := a + 1; j < b; j++ {
		r.joins[j] = true
	}
	return true
}

// denyObject denies what belongs to a verb that is denied, and no longer the verb itself: it
// follows, in Persian it may stand before it. It is where that stands, or the verb.
func (r *manyReader) denyObject(verb int) int {
	at := -1
	for j := verb + 1; j < len(r.ms); j++ {
		m := &r.ms[j]
		if m.is("logic.or") || m.is("logic.and") || m.isAny("aux.not", "aux.without") || r.typedAs(m, "who", "but", "although", "whose", "that", "ولی", "اما", "که") {
			break
		}
		if !content(m) && !r.lashCount(j) {
			continue
		}
		if !r.belongs(verb, j) {
			break
		}
		if at >= 0 && !r.sameObject(at, j) {
			r.tangled = true
			return at
		}
		r.denied[j], at = true, j
	}
	if at < 0 && r.q.farsi {
		at = r.objectBefore(verb)
	}
	if at < 0 {
		return verb
	}
	r.denied[verb], r.used[verb] = false, true
	return max(at, verb)
}

// objectBefore is what belongs to a Persian verb and stands before it, -1 where nothing does.
func (r *manyReader) objectBefore(verb int) int {
	at := -1
	for j := verb - 1; j >= 0; j-- {
		m := &r.ms[j]
		if m.is("logic.or") || m.is("logic.and") || r.typedAs(m, "ولی", "اما", "که") {
			break
		}
		if !content(m) && !r.lashCount(j) {
			continue
		}
		if !r.belongs(verb, j) {
			break
		}
		if at >= 0 && !r.sameObject(j, at) {
			r.tangled = true
			return at
		}
		r.denied[j], at = true, j
	}
	return at
}

// sameObject reports whether two things after a denied verb are one: lashes and their number, a court
// and its branch, the name of a prize and the word for it.
func (r *manyReader) sameObject(a, b int) bool {
	m, n := &r.ms[a], &r.ms[b]
	for _, both := range [...]string{"penalty", "charge", "award"} {
		if m.of(both) && n.of(both) {
			return true
		}
	}
	court := func(m *mark) bool { return m.is("topic.court") || len(m.among(store.FieldCourt)) > 0 }
	prize := func(m *mark) bool {
		return m.is("topic.award") || m.of("award") || len(m.among(store.FieldAward, store.FieldGiver)) > 0
	}
	return r.lashCount(a) && n.is("penalty.flogging") || court(m) && court(n) || prize(m) && prize(n) || m.is("penalty.ban") ||
		n.isAny("topic.sentence", "unit.year") && (m.of("penalty") || m.term != nil) || m.term != nil && n.isAny("penalty.imprisonment", "status.held")
}

// lashCount reports whether a mark is a number of lashes.
func (r *manyReader) lashCount(i int) bool {
	return r.ms[i].number != nil && i+1 < len(r.ms) && r.ms[i+1].isAny("unit.lash", "penalty.flogging")
}

// belongs reports whether something says what a verb is of: to what somebody was sentenced, of what
// accused, where held.
func (r *manyReader) belongs(verb, object int) bool {
	v, m := &r.ms[verb], &r.ms[object]
	switch {
	case v.isAny("topic.sentence", "topic.convicted", "topic.verdict"):
		return m.of("penalty") || m.of("charge") || m.of("mode") || m.term != nil || r.lashCount(object) || m.is("status.held") && !r.typedAs(m, "in") ||
			len(m.among(store.FieldCourt, store.FieldCharge)) > 0 || m.is("topic.court") || m.is("topic.charge") && len(m.values) == 0
	case v.is("topic.charge"):
		return m.of("charge") || len(m.among(store.FieldCharge)) > 0
	case v.is("topic.award"):
		return m.of("award") || m.of("fest") || len(m.among(store.FieldAward, store.FieldGiver)) > 0 || m.is("topic.award")
	case v.of("award") || len(v.among(store.FieldAward)) > 0:
		return m.is("topic.award")
	case v.is("topic.lawyer"):
		return len(m.among(store.FieldAround)) > 0
	case v.isAny("status.held", "topic.detained"):
		return len(m.among(store.FieldPlace)) > 0 || m.of("country") && !m.is("topic.nationality")
	}
	return false
}

// joinedTo reports whether two things are joined by and, or by or.
func (r *manyReader) joinedTo(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if r.ms[j].isAny("logic.or", "logic.and") {
			return true
		}
	}
	return false
}

// noneAtAll makes of a question that asks of sentences only what did not become of them, and of
// nothing else, one that asks it of all that somebody has: whose sentence was not overturned has none
// that was.
func (r *manyReader) noneAtAll() {
	s := r.sentenced
	none := s.None
	s.None = nil
	if len(none) == 0 || len(s.Penalties)+len(s.Courts)+len(s.Charges)+len(s.Outcomes)+len(s.Of) > 0 || s.Term != nil || s.Lashes != nil || s.Fine != nil ||
		s.InAbsentia || !s.From.IsZero() || !s.To.IsZero() || r.order != nil || r.counts == ofSentences || r.counts == ofLashes || r.counts == ofYears {
		return
	}
	r.sentenced = s
	r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Recorded{What: store.ASentence}}},
		store.Clause{Any: []store.Cond{store.Sentenced{Outcomes: none}}, Not: true})
}

// never reports whether something is denied for good: never, not only now.
func (r *manyReader) never() bool {
	return r.q.says("never", "ever", "هرگز", "هیچوقت", "هیچگاه", "اصلا") || r.q.farsi && r.q.says("هیچ") && r.q.says("وقت", "گاه")
}

// unreleased is who is still held; with never, of whom no release is on record either.
func (r *manyReader) unreleased() {
	r.held(-1)
	if r.never() {
		r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Recorded{What: store.ARelease}}, Not: true})
		r.said = append(r.said, r.words("answer.many.without", locale.Text("what", r.words("answer.many.a_release"))))
	}
}

// neverHeld is of whom no arrest, no custody and no release is on record, and no prison term that was
// served.
func (r *manyReader) neverHeld() {
	r.who.All = append(r.who.All, store.Clause{Not: true, Any: []store.Cond{store.Recorded{What: store.BeingHeld}, store.Recorded{What: store.ACustody},
		store.Recorded{What: store.AnArrest}, store.Recorded{What: store.ARelease},
		store.Sentenced{Outcomes: []casefile.Outcome{casefile.Served, casefile.PartlyServed, casefile.BeingServed}}}})
	r.said = append(r.said, r.words("answer.many.never_held"))
}
