package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// Others beside somebody who is named: who was sentenced by the same court, who else was held
// there, who got a longer sentence, who was arrested before. The one who is named says what the others
// are like, and isn't one of them.

// beside is whom the others are compared with.
type beside struct {
	who  *store.Person
	name string
	at   int // the mark
}

// others answers a question about others beside the one who is named. It reports
// whether it was understood as one.
func (t *teller) others(s store.Summary) (Answer, bool, error) {
	at := slices.IndexFunc(t.q.marks, func(m mark) bool { return m.subject })
	if at < 0 || !t.q.has("ask.who", "ask.which", "ask.list", "ask.howmany", "scope.people") && !t.q.says("others", "anyone", "anybody", "everyone", "everybody") {
		return Answer{}, false, nil
	}
	if !t.q.says(t.lex.cue("compared")...) {
		return Answer{}, false, nil
	}
	who := t.census.Person(s)
	if who == nil {
		return Answer{}, false, nil
	}
	there, err := t.open(s.Slug)
	if err != nil || !there {
		return Answer{}, false, err
	}
	had := *t
	name := card.Escape(card.Called(t.p.file, t.l))
	t.c = nil
	r := t.manyReader()
	r.beside = &beside{who: who, name: t.l.Isolate(name), at: at}
	if !r.read() {
		*t = had
		t.c = nil
		return Answer{}, false, nil
	}
	t.shows(had.p.Summary)
	if r.lacking != "" {
		t.p, t.c = had.p, had.c
		t.lacks(r.lacking)
		return t.done(), true, nil
	}
	r.tellRead()
	return t.done(), true, t.err
}

// besides reads what the others have in common with whoever is named, or how they compare.
func (r *manyReader) besides() bool {
	x := r.beside
	r.used[x.at] = true
	r.who.All = append(r.who.All, store.Clause{Not: true, Any: []store.Cond{store.Being{Who: x.who}}})
	understood := r.beyond() || r.alike() || r.with()
	for i := range r.ms {
		m := &r.ms[i]
		if r.typedAs(m, r.lex.cue("apart")...) && !content(m) || m.is("logic.same") {
			r.used[i] = true
			r.compares[i], r.ordered[i] = true, true
		}
	}
	return understood
}

// beyond reads a comparison with whoever is named: a longer sentence than theirs.
func (r *manyReader) beyond() bool {
	x := r.beside
	before := func(words ...string) bool {
		from := r.ms[x.at].from
		return from > 0 && slices.Contains(words, r.q.toks[from-1].text)
	}
	timely := before("before", "after") || r.q.farsi && r.standsBefore(x.at, "قبل", "بعد", "پیش", "پس")
	than := before("than") || r.q.farsi && !timely && before("از")
	if !than && !timely {
		return false
	}
	more := func(words ...string) bool { return r.has(words...) }
	less := r.has("order.shortest", "order.fewest", "cmp.less")
	pick := func(most, fewest store.Order, spend ...string) bool {
		o := most
		if less {
			o = fewest
		}
		for i := range r.ms {
			if r.ms[i].fitsAny(append(spend, "order.*", "cmp.*", "time.before", "time.after")) {
				r.used[i], r.compares[i], r.ordered[i] = true, true, true
			}
		}
		return r.further(o)
	}
	switch {
	case timely && !than:
		o, ok := r.dateOrder(r.has("time.before") || r.q.says("before", "قبل", "پیش"))
		return ok && pick(o, o)
	case more("order.oldest") && !more("order.first"):
		return pick(store.Oldest, store.Oldest, "topic.age")
	case more("order.youngest"):
		return pick(store.Youngest, store.Youngest, "topic.age")
	case more("order.first", "order.last") && !more("order.longest", "order.shortest"):
		o, ok := r.dateOrder(r.has("order.first"))
		return ok && pick(o, o)
	case !more("order.longest", "order.shortest", "order.most", "order.fewest", "cmp.more", "cmp.less"):
		return false
	case more("penalty.flogging", "unit.lash"):
		r.told["sentence"] = true
		return pick(store.MostLashes, store.FewestLashes, "penalty.flogging", "unit.lash", "topic.sentence")
	case more("topic.award"):
		return !less && pick(store.MostAwards, store.MostAwards, "topic.award")
	case more("topic.custodylength", "topic.spent", "topic.detained", "status.held") && !more("topic.sentence", "topic.convicted", "penalty.*"):
		r.told["custody"] = true
		return pick(store.LongestHeld, store.ShortestHeld, "topic.custodylength", "topic.spent", "topic.detained", "status.held")
	case more("topic.sentence", "topic.convicted", "topic.verdict", "penalty.imprisonment", "unit.year"):
		r.told["sentence"] = true
		return pick(store.LongestTerm, store.ShortestTerm, "topic.sentence", "topic.convicted", "topic.verdict", "penalty.imprisonment", "unit.year", "status.held")
	}
	return false
}

// standsBefore reports whether one of the words stands one or two words before a mark: قبل از کاوه.
func (r *manyReader) standsBefore(at int, words ...string) bool {
	from := r.ms[at].from
	for _, n := range []int{1, 2} {
		if from >= n && slices.Contains(words, r.q.toks[from-n].text) {
			return true
		}
	}
	return false
}

// further adds that somebody comes before whoever is named in an order.
func (r *manyReader) further(o store.Order) bool {
	x := r.beside
	ranked := r.census.Rank(store.All(store.Being{Who: x.who}), o, store.Sentenced{}, r.q.today)
	ranks := ranked.Ranks(1)
	if len(ranks) == 0 {
		r.lacking = map[store.Order]string{store.Oldest: "born", store.Youngest: "born", store.LongestHeld: "custody", store.ShortestHeld: "custody", store.MostAwards: "awards",
			store.FirstArrested: "arrest", store.LatestArrested: "arrest", store.FirstReleased: "release", store.LatestReleased: "release",
			store.FirstDeparted: "departure", store.LatestDeparted: "departure"}[o]
		if r.lacking == "" {
			r.lacking = "sentence"
		}
		return true
	}
	r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Beyond{Order: o, On: r.q.today, Than: ranks[0]}}})
	r.said = append(r.said, r.words("answer.beside."+orderKey(o), locale.Text("name", x.name)))
	switch o {
	case store.Oldest, store.Youngest:
		r.told["born"] = true
	case store.LongestTerm, store.ShortestTerm, store.MostLashes, store.FewestLashes: // by what stands
		r.sentenced.Standing = true
	}
	return true
}

// alike reads what others have in common with whoever is named: the same court, the same
// charge.
func (r *manyReader) alike() bool {
	x := r.beside
	same := r.has("logic.same") || r.q.says(r.lex.cue("same")...)
	if !same && !r.theirOwn() {
		return false
	}
	for i := range r.ms {
		m := &r.ms[i]
		if i == x.at {
			continue
		}
		what, conds, ok := r.inCommon(m)
		if !ok {
			continue
		}
		r.used[i] = true
		if len(conds) == 0 {
			r.lacking = what
			return true
		}
		said := "answer.beside.same"
		if what == "arrest" || what == "born" {
			said += "_" + what
		}
		r.must(-1, r.words(said, locale.Text("what", r.words("answer.read."+what)), locale.Text("name", x.name)), conds...)
		r.told[map[string]string{"court": "court", "charges": "charge", "lawyer": "around", "awards": "award", "prison": "whereabouts", "born": "born", "arrest": "arrest"}[what]] = true
		for j := range r.ms { // what the court did, what the prize was
			n := &r.ms[j]
			switch {
			case what == "court" && n.isAny("topic.sentence", "topic.convicted", "topic.verdict", "topic.trial", "topic.court", "want.court"), what == "charges" && n.is("topic.charge"),
				what == "awards" && n.is("topic.award"), what == "prison" && n.isAny("status.held", "topic.detained"), what == "lawyer" && n.isAny("topic.lawyer", "prof.lawyer"),
				what == "born" && n.isAny("topic.born", "unit.year"), what == "arrest" && n.isAny("topic.arrest", "unit.year", "topic.detained", "topic.coaccused"),
				what == "country" && n.isAny("topic.country", "topic.nationality"):
				r.used[j] = true
			}
		}
		return true
	}
	return false
}

// theirOwn reports whether the question asks for others with a thing of whoever is named:
// "others with Kaveh's lawyer".
func (r *manyReader) theirOwn() bool {
	m := &r.ms[r.beside.at]
	return m.from > 0 && slices.Contains([]string{"with", "that"}, r.q.toks[m.from-1].text) && r.beside.at+1 < len(r.ms) && r.q.says("others", "else", "other")
}

// inCommon is what a mark says that people have in common, as the words of "the record doesn't
// say" call it, and the condition that somebody has it too.
func (r *manyReader) inCommon(m *mark) (what string, conds []store.Cond, ok bool) {
	who := r.beside.who
	has := func(of, field store.Field) {
		for _, v := range who.Values(of) {
			found := false
			for _, x := range r.census.Terms(key(v)) {
				if x.Field == field {
					conds, found = append(conds, store.Has{Field: field, Key: x.Key}), true
				}
			}
			if !found && v != "" {
				conds = append(conds, store.Has{Field: field, Key: v})
			}
		}
	}
	inYear := func(of store.DateOf) {
		for _, w := range who.Dates(of) {
			first, last := w.Date().Reach()
			if !first.IsZero() && first.Year == last.Year {
				conds = append(conds, store.Dated{Of: of, From: calendar.Day{Year: first.Year, Month: 1, Day: 1}, To: calendar.Day{Year: first.Year, Month: 12, Day: 31}})
			}
		}
	}
	switch {
	case m.isAny("topic.court", "want.court"):
		has(store.FieldSentencer, store.FieldCourt)
		return "court", conds, true
	case m.isAny("topic.lawyer", "prof.lawyer"):
		for _, v := range who.Values(store.FieldLawyer) {
			conds = append(conds, store.AroundAs{Key: v, Role: "lawyer"})
		}
		return "lawyer", conds, true
	case m.is("topic.judge"):
		for _, v := range who.Values(store.FieldJudge) {
			conds = append(conds, store.AroundAs{Key: v, Role: "judge"})
		}
		return "judge", conds, true
	case m.is("topic.charge"):
		has(store.FieldCharge, store.FieldCharge)
		return "charges", conds, true
	case m.is("topic.nationality"):
		has(store.FieldNation, store.FieldNation)
		return "nationality", conds, true
	case m.is("topic.country"):
		has(store.FieldCountry, store.FieldCountry)
		return "country", conds, true
	case m.is("topic.profession"):
		has(store.FieldProfession, store.FieldProfession)
		return "profession", conds, true
	case m.is("topic.award"):
		has(store.FieldAward, store.FieldAward)
		return "awards", conds, true
	case m.is("status.held") && r.typedAs(m, "prison", "jail", "زندان"):
		of, field := store.FieldHeldIn, store.FieldNow
		if len(who.Values(of)) == 0 || r.past() {
			of, field = store.FieldPlace, store.FieldPlace
		}
		has(of, field)
		return "prison", conds, true
	case m.is("unit.year") && r.has("topic.arrest", "topic.detained", "topic.coaccused"):
		inYear(store.ArrestDate)
		return "arrest", conds, true
	case m.is("unit.year") && r.has("topic.born"):
		inYear(store.BirthDate)
		return "born", conds, true
	}
	return "", nil, false
}

// with reports whether the question asks who else is something beside whoever is named: what is
// said of both is read as of many.
func (r *manyReader) with() bool {
	m := &r.ms[r.beside.at]
	if !r.q.says(r.lex.cue("others")...) || r.has("topic.coaccused", "topic.lawyer", "topic.judge", "topic.prosecutor", "topic.family", "kin.*", "topic.statement", "topic.route", "ask.whosays") {
		return false
	}
	if r.q.farsi {
		return r.q.says("جز", "بجز", "غیر") || r.standsBefore(r.beside.at, "با", "مثل")
	}
	if m.from == 0 || !slices.Contains([]string{"with", "besides", "than", "from", "like", "as", "except", "to"}, r.q.toks[m.from-1].text) {
		return false
	}
	for i := range r.ms {
		if i < r.beside.at && r.ms[i].is("logic.except") {
			r.used[i] = true
		}
	}
	if r.q.toks[m.from-1].text == "with" { // together: in the same place
		if r.has("value.place") {
			return true
		}
		return r.cellmates()
	}
	return slices.ContainsFunc(r.ms, func(m mark) bool { return content(&m) && !m.subject })
}

// cellmates reads who else is in prison with somebody: in the same one.
func (r *manyReader) cellmates() bool {
	for i := range r.ms {
		m := &r.ms[i]
		if !m.is("status.held") {
			continue
		}
		what, conds, ok := r.inCommon(m)
		if !ok || len(conds) == 0 {
			return false
		}
		r.used[i] = true
		r.told["whereabouts"] = true
		r.must(-1, r.words("answer.beside.same", locale.Text("what", r.words("answer.read."+what)), locale.Text("name", r.beside.name)), conds...)
		return true
	}
	return false
}
