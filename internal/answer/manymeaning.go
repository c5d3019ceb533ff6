package answer

import (
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
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

// lawyers reports whether the question asks about people's lawyers.
func (r *manyReader) lawyers() bool {
	return r.has("value.around", "aux.without", "aux.not") || r.unread() >= 0 || r.lawyersOfCases() || r.haveLawyers()
}

// haveLawyers reports whether a Persian question asks who has a lawyer: وکیل دارند.
func (r *manyReader) haveLawyers() bool {
	return r.q.farsi && slices.ContainsFunc(r.q.toks, func(t token) bool {
		return slices.Contains([]string{"دارد", "داره", "دارند", "دارن", "داشت", "داشته", "داشتند", "داشتن", "dare", "daran", "darand", "dasht", "dashtan"}, t.text)
	})
}

// lawyersOfCases reports whether a Persian question asks for lawyers of the cases or
// of these people, وکیل‌های همهٔ پرونده‌ها, not for lawyers among them.
func (r *manyReader) lawyersOfCases() bool {
	for i := range r.ms {
		if !r.q.farsi || !r.ms[i].is("topic.lawyer") {
			continue
		}
		for _, t := range r.q.toks[r.ms[i].to:] {
			if slices.Contains([]string{"همه", "هر", "پرونده", "پرونده ها", "پرونده های", "افراد", "اینها", "اونا", "ها", "های", "این", "تمام", "تمامی", "parvande", "parvandeha", "hame"}, t.text) {
				if strings.HasPrefix(t.text, "پرونده") || t.text == "افراد" || t.text == "اینها" || t.text == "اونا" || strings.HasPrefix(t.text, "parvande") {
					return true
				}
				continue
			}
			break
		}
	}
	return false
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
	for j := range r.ms {
		if r.ms[j].of("penalty") && (r.joinedTo(i, j) || r.joinedTo(j, i)) {
			return true
		}
	}
	return false
}

// topic makes of a thing that records have what is asked of it.
func (r *manyReader) topic(i int) bool {
	m := &r.ms[i]
	for _, x := range []struct {
		c    concept
		what store.What
		key  string
	}{
		{"topic.lawyer", store.ALawyer, "a_lawyer"}, {"topic.sentence", store.ASentence, "a_sentence"}, {"topic.convicted", store.ASentence, "a_sentence"},
		{"topic.verdict", store.ASentence, "a_sentence"},
		{"topic.charge", store.ACharge, "a_charge"}, {"topic.trial", store.ATrial, "a_trial"}, {"topic.award", store.AnAward, "an_award"},
		{"topic.court", store.ACourt, "a_court"}, {"topic.born", store.ABirth, "a_birth"}, {"topic.age", store.ABirth, "a_birth"},
		{"topic.work", store.AWork, "a_work"}, {"topic.arrest", store.AnArrest, "an_arrest"}, {"topic.whereabouts", store.AWhereabouts, "a_whereabouts"},
		{"topic.coaccused", store.SomebodyAround, "somebody_around"},
	} {
		if !m.is(x.c) {
			continue
		}
		if r.denied[i] {
			r.onRecord(i, x.key, x.what)
			return true
		}
		if r.deniedElsewhere(x.c) {
			return true // the won of "won no prize"
		}
		switch x.c {
		case "topic.sentence", "topic.convicted", "topic.verdict":
			if r.order == nil && r.counts != ofSentences && !r.sentenceSaid() {
				r.onRecord(i, x.key, x.what)
				r.told["sentence"] = true
			}
		case "topic.charge":
			r.told["charge"] = true
			if !r.has("charge.*", "value.charge") && !r.has("topic.sentence", "topic.convicted") {
				r.onRecord(i, x.key, x.what)
			}
		case "topic.lawyer":
			r.told["lawyer"] = true
			if !r.has("value.around") && !r.has("ask.what") && r.unread() < 0 {
				r.onRecord(i, x.key, x.what)
			}
		case "topic.award":
			r.told["award"] = true
			if !r.has("award.*", "fest.*", "value.award", "value.giver", "value.work") {
				r.onRecord(i, x.key, x.what)
			}
		case "topic.trial", "topic.court":
			if !r.has("value.court", "mode.in_absentia") && x.c == "topic.trial" {
				r.onRecord(i, x.key, x.what)
			}
		case "topic.work":
			r.told["work"] = true
		case "topic.arrest":
			if r.has("topic.award", "award.*", "topic.sentence", "penalty.*") && strings.Contains(r.q.toks[m.from].text, "گرفت") {
				return true // who took a prize, or was given a sentence
			}
			r.onRecord(i, x.key, x.what)
			r.told["arrest"] = true
		case "topic.whereabouts":
			if r.has("country.*") { // where people are isn't where their cases are
				return false
			}
			r.told["whereabouts"] = true
		case "topic.born", "topic.age":
			r.told["born"] = true
		}
		return true
	}
	switch {
	case m.is("topic.hungerstrike"):
		r.told["hunger_strike"] = true
		r.must(i, r.stepKind("hunger_strike"), store.Has{Field: store.FieldEvent, Key: "hunger_strike"})
	case m.is("topic.exchange"):
		r.told["exchange"] = true
		r.must(i, r.stepKind("exchange"), store.Has{Field: store.FieldEvent, Key: "exchange"})
	case m.isAny("topic.detained", "topic.custodylength") && r.denied[i] && r.never():
		r.neverHeld()
	case m.is("topic.detained"), m.is("topic.custodylength"), m.is("topic.spent"):
		if r.order == nil && !r.has("value.place", "status.incommunicado", "status.house_arrest", "status.held") || r.denied[i] {
			r.held(i)
		}
	case m.is("topic.release") && r.denied[i]:
		r.unreleased()
	case m.is("topic.release"):
		if r.has("topic.exchange") {
			return true
		}
		if r.has("future", "aux.will") {
			r.held(-1)
			r.onRecord(-1, "an_end", store.ATermEnd)
			r.told["endterm"] = true
			return true
		}
		r.must(i, card.Status(casefile.Released, r.l), store.Has{Field: store.FieldStatus, Key: "released"})
		r.told["release"] = true
	case m.is("topic.endterm"):
		r.held(-1)
		r.onRecord(i, "an_end", store.ATermEnd)
		r.told["endterm"] = true
	case m.is("topic.departure"):
		r.told["departure"] = true
		r.must(i, r.words("answer.many.departed"), store.Recorded{What: store.ADeparture}, store.Has{Field: store.FieldStatus, Key: "exile"})
	case m.is("topic.died"):
		r.must(i, r.words("answer.many.dead"), store.Recorded{What: store.ADeath})
		r.told["died"] = true
	case m.is("topic.bail"):
		r.must(i, card.Status(casefile.Bail, r.l), store.Has{Field: store.FieldStatus, Key: "bail"})
	case m.is("topic.enforced"):
		if strings.HasPrefix(r.q.toks[m.from].text, "serving") && !m.of("outcome") {
			r.held(i)
		}
	case m.isAny("topic.status", "topic.nationality", "topic.filming", "topic.festival", "topic.count", "topic.appeal", "topic.name", "topic.travelban", "topic.judge"):
	default:
		return false
	}
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

// unread is a mark that nothing was made of; -1 where there is none.
func (r *manyReader) unread() int {
	for i := range r.ms {
		if m := &r.ms[i]; m.unknown() && !m.small() {
			return i
		}
	}
	return -1
}
