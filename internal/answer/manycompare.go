package answer

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// Numbers and terms of a question about many, and how they are compared: more than five years, between
// three and seven, at least 74 lashes.

// cmp is how the number or term at a mark is compared.
func (r *manyReader) cmp(i int) store.Comparison {
	if i >= 3 && r.ms[i-1].is("logic.and") && r.ms[i-2].number != nil && r.ranges(i-2) {
		return store.AtMost // of "between three and seven"
	}
	for _, j := range []int{i - 1, i - 2, i + 1} {
		if j < 0 || j >= len(r.ms) || j == i-2 && !r.ms[i-1].small() {
			continue
		}
		is := store.Comparison(0)
		switch m := &r.ms[j]; {
		case m.is("cmp.more"):
			is = store.More
		case m.is("cmp.atleast"):
			is = store.AtLeast
		case m.is("cmp.less"):
			is = store.Less
		case m.is("cmp.atmost"):
			is = store.AtMost
		default:
			continue
		}
		r.used[j], r.compares[j] = true, true
		return is
	}
	return store.Equal
}

// ranges reports whether "between" stands before a number.
func (r *manyReader) ranges(i int) bool {
	for j := i - 1; j >= max(0, i-2); j-- {
		if r.ms[j].isAny("time.between", "logic.compare", "time.from") {
			r.compares[j] = true
			return true
		}
	}
	return false
}

// between is the lower end of "between three and seven years".
func (r *manyReader) between(i int) (calendar.Term, bool) {
	if i+2 >= len(r.ms) || !r.ms[i+1].is("logic.and") || r.ms[i+2].term == nil || !r.ranges(i) {
		return calendar.Term{}, false
	}
	n, t := *r.ms[i].number, *r.ms[i+2].term
	switch {
	case t.Years > 0:
		return calendar.Term{Years: n}, true
	case t.Months > 0:
		return calendar.Term{Months: n}, true
	}
	return calendar.Term{Days: n}, true
}

// oneUnit reads "more than a year".
func (r *manyReader) oneUnit(i int) bool {
	m := &r.ms[i]
	if i == 0 || !m.of("unit") || m.is("unit.lash") || m.from == 0 {
		return false
	}
	switch r.q.toks[m.from-1].text {
	case "a", "one", "یک", "1":
	default:
		return false
	}
	t := calendar.Term{Years: 1}
	switch {
	case m.is("unit.month"):
		t = calendar.Term{Months: 1}
	case m.is("unit.week"):
		t = calendar.Term{Weeks: 1}
	case m.is("unit.day"):
		t = calendar.Term{Days: 1}
	}
	m.term = &t
	return r.term(i)
}

func (r *manyReader) compared(c store.Comparison, what string) string {
	key := map[store.Comparison]string{store.More: "more_than", store.AtLeast: "atleast", store.Less: "less", store.AtMost: "atmost", store.Equal: "exactly"}[c]
	return r.words("answer.many."+key, locale.Text("what", what))
}

// term reads a term: of a sentence or, where the question asks how long somebody
// has been held, of the custody.
func (r *manyReader) term(i int) bool {
	m, is := &r.ms[i], r.cmp(i)
	said := r.compared(is, r.lasting(*m.term))
	if r.has("topic.custodylength", "topic.spent") || (r.has("topic.detained") || r.has("status.held") && !r.deniedElsewhere("status.held") && !r.has("cmp.*")) && !r.has("topic.sentence", "topic.convicted", "penalty.*") {
		r.told["custody"] = true
		r.held(-1)
		r.must(i, r.as("held", said), r.heldFor(is, *m.term))
		return true
	}
	if r.denied[i] {
		r.must(i, r.as("term", said), store.Sentenced{Term: &store.TermIs{Is: is, Term: *m.term}})
		return true
	}
	r.sentenced.Term, r.asks = &store.TermIs{Is: is, Term: *m.term, And: r.sentenced.Term}, true
	if r.has("penalty.ban") && !r.has("penalty.imprisonment") {
		r.sentenced.Penalties = []casefile.PenaltyKind{casefile.Ban}
	}
	r.said = append(r.said, r.as("term", said))
	return true
}

// heldFor is that somebody has been held for so long.
func (r *manyReader) heldFor(is store.Comparison, term calendar.Term) store.Cond {
	today := r.q.today
	days := today.Sub(today.Add(calendar.Term{Years: -term.Years, Months: -term.Months, Weeks: -term.Weeks, Days: -term.Days}))
	return store.HeldLong{On: today, Is: func(least, most int, known bool) calendar.Answer {
		switch a, b := holds(is, least, days), holds(is, most, days); {
		case !known || a != b:
			return calendar.CantTell
		case a:
			return calendar.Yes
		}
		return calendar.No
	}}
}

func holds(is store.Comparison, n, of int) bool {
	switch is {
	case store.More:
		return n > of
	case store.AtLeast:
		return n >= of
	case store.Less:
		return n < of
	case store.AtMost:
		return n <= of
	}
	return n == of
}

// number reads a number of lashes.
func (r *manyReader) number(i int) bool {
	m := &r.ms[i]
	if i > 0 && r.ms[i-1].is("topic.court") || i+1 < len(r.ms) && r.ms[i+1].is("topic.court") {
		if len(m.values) > 0 { // those of the branch of that number
			said := r.words("answer.many.branch", locale.Plain("n", *m.number))
			if m.called != "" {
				said = r.typed(m)
			}
			r.court(i, said)
			return true
		}
	}
	if t, ok := r.between(i); ok {
		r.sentenced.Term, r.asks = &store.TermIs{Is: store.AtLeast, Term: t, And: r.sentenced.Term}, true
		r.said = append(r.said, r.as("term", r.compared(store.AtLeast, r.lasting(t))))
		return true
	}
	if !r.has("unit.lash", "penalty.flogging") {
		return m.small() && len(m.concepts) > 0 && r.cmp(i) == store.Equal
	}
	is := r.cmp(i)
	if r.denied[i] {
		r.must(i, r.as("lashes", r.compared(is, r.l.Number(*m.number))), store.Sentenced{Lashes: &store.LashesAre{Is: is, Count: *m.number}})
		return true
	}
	r.sentenced.Lashes, r.asks = &store.LashesAre{Is: is, Count: *m.number, And: r.sentenced.Lashes}, true
	r.noted = append(r.noted, *m.number)
	r.said = append(r.said, r.as("lashes", r.compared(is, r.l.Number(*m.number))))
	return true
}
