package answer

import (
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
)

// stepKind is a kind of event or proceeding in the reader's words.
func (r *manyReader) stepKind(kind string) string { return card.Code("kind.", kind, r.l) }

// content reports whether a mark says something of whom is meant.
func content(m *mark) bool {
	if len(m.values) > 0 || !m.date.IsZero() || m.term != nil {
		return true
	}
	for _, c := range m.concepts {
		switch c.class() {
		case "topic", "status", "penalty", "outcome", "mode", "sex", "prof", "country", "charge", "award", "fest", "kin":
			return true
		}
	}
	return false
}

// target finds what is counted.
func (r *manyReader) target() {
	for i := range r.ms {
		m := &r.ms[i]
		if !m.isAny("ask.howmany", "order.total", "ask.howmuch") || m.is("order.total") && !m.is("ask.howmany") && !r.totals() {
			continue
		}
		r.used[i] = true
		if m.is("scope.people") {
			r.counts = ofPeople
			return
		}
		for j := i + 1; j < len(r.ms); j++ {
			n := &r.ms[j]
			switch {
			case n.isAny("scope.people", "order.total") && !n.is("order.total"):
				r.counts = ofPeople
			case n.isAny("unit.lash", "penalty.flogging"):
				r.counts = ofLashes
			case n.is("unit.year") || n.is("penalty.imprisonment") && !r.denied[j] && !r.typedAs(n, "sentenced", "condemned", "punished", "convicted"):
				r.counts = ofYears
			case n.isAny("topic.sentence", "topic.verdict") && !r.typedAs(n, "sentenced", "condemned", "punished", "convicted", "ruled", "decided"):
				r.counts, r.used[j] = ofSentences, true
			case n.is("topic.award") && !n.of("outcome") && !r.deniedElsewhere("topic.award"):
				r.counts, r.used[j] = ofAwards, true
			case n.is("topic.work") && r.q.toks[n.from].text != "work":
				r.counts, r.used[j] = ofWorks, true
			case content(n):
				r.counts = ofPeople
			default:
				continue
			}
			return
		}
		r.counts = ofPeople
	}
}

// totals reports whether something that can be added up is asked for.
func (r *manyReader) totals() bool {
	return r.has("unit.lash", "penalty.flogging", "unit.year", "penalty.imprisonment", "topic.sentence") && !r.has("penalty.fine")
}

// stillHeld reports whether the question says that somebody is held now.
func (r *manyReader) stillHeld() bool {
	n := 0
	for i := range r.ms {
		if r.ms[i].isAny("status.held", "topic.detained", "topic.custodylength") {
			n++
		}
	}
	now := slices.ContainsFunc(r.q.toks, func(t token) bool {
		return slices.Contains([]string{"still", "now", "currently", "هنوز", "الان", "اکنون", "فعلا"}, t.text)
	})
	return n > 1 || now
}

// use makes of a mark what it asks. It reports whether it could.
func (r *manyReader) use(i int) bool {
	m := &r.ms[i]
	r.used[i] = true
	if m.isAny("aux.not", "aux.without", "logic.except", "logic.or", "logic.and", "logic.only", "logic.same") && !content(m) {
		return true
	}
	switch {
	case r.oneUnit(i):
		return true
	case m.term != nil:
		return r.term(i)
	case m.number != nil:
		return r.number(i)
	case r.named(i), r.meaning(i), r.value(i):
		return true
	case m.small() || m.of("cmp") || m.of("unit") || m.of("time") || m.of("scope") || m.of("ask") || m.is("future") || m.of("order"):
		return true
	}
	return m.unknown() && r.sounding(i)
}

// unspent reports whether a word that compares, ranks, places in time or says or was
// made no use of: then the question says more than was read.
func (r *manyReader) unspent() bool {
	if r.has("topic.died", "status.dead") && r.has("status.held", "topic.detained") {
		return true // where somebody died is told of each alone
	}
	if r.sentenced.Term != nil && r.q.says("served") && !r.has("topic.sentence", "topic.verdict", "topic.convicted") {
		return true // how long somebody was in, not the term that was imposed
	}
	for i := 0; i < len(r.ms) && r.tally == nil && r.order == nil && r.counts == ofNothing; i++ { // which of them: people are no answer
		m := &r.ms[i]
		which := i > 0 && r.ms[i-1].is("ask.which")
		if (m.is("want.court") || which && m.is("topic.court")) && r.has("aux.not") || which && m.is("topic.work") && r.has("penalty.ban") {
			return true
		}
	}
	for i := range r.ms {
		m := &r.ms[i]
		switch {
		case m.is("order.total") && r.has("topic.custodylength", "topic.spent", "unit.day") && r.counts != ofYears && !m.of("scope"): // days aren't added up
			return true
		case m.is("time.between") && !m.of("logic") && !slices.ContainsFunc(r.ms, func(m mark) bool { return !m.date.IsZero() || m.number != nil || m.term != nil }): // among
		case m.is("logic.or") && r.typedAs(m, "either") && slices.Contains(r.joins, true):
		case m.is("logic.or") && !r.joins[i]: // of two things it can't be told which has to hold
			return true
		case r.compares[i] || m.small() && !m.of("cmp"):
		case m.isAny("cmp.more", "cmp.less", "cmp.atleast", "cmp.atmost") && len(r.groups) == 0 && !m.of("order"),
			m.of("order") && !r.ordered[i] && !m.isAny("order.total"),
			m.isAny("time.before", "time.after", "time.between") && !m.of("logic"):
			return true
		}
	}
	return false
}

// held adds that somebody is held now; in prison, where the question says prison: who is
// under house arrest isn't.
func (r *manyReader) held(i int) {
	said, conds := r.words("answer.many.held"), []store.Cond{store.Recorded{What: store.BeingHeld}}
	if r.has("held.prison") && !r.has("status.house_arrest") {
		said, conds = r.words("answer.many.imprisoned"), nil
		for _, s := range casefile.AllStatuses() {
			if s.Held() && s != casefile.HouseArrest {
				conds = append(conds, store.Has{Field: store.FieldStatus, Key: string(s)})
			}
		}
	}
	if !slices.Contains(r.said, said) {
		r.must(i, said, conds...)
	}
}

// together are the marks of the same class that are named side by side, by and
// or by or, from mark i on.
func (r *manyReader) together(i int, class func(*mark) bool) []int {
	all := []int{i}
	for j := i + 1; j < len(r.ms); j++ {
		m := &r.ms[j]
		switch {
		case class(m) && !r.used[j] && r.denied[j] == r.denied[i] && (r.joinedTo(all[len(all)-1], j) || j == all[len(all)-1]+1):
			r.used[j] = true
			for k := all[len(all)-1] + 1; k < j; k++ {
				r.joins[k] = true
			}
			all = append(all, j)
		case m.isAny("logic.or", "logic.and"), m.small():
		default:
			return all
		}
	}
	return all
}

// listed adds that somebody has one of the values that marks of a class name.
func (r *manyReader) listed(i int, class string, of func(*mark) ([]store.Cond, string)) bool {
	var conds []store.Cond
	var said []string
	var groups []group
	for _, j := range r.together(i, func(m *mark) bool { return m.of(class) }) {
		some, text := of(&r.ms[j])
		if len(some) == 0 {
			some = []store.Cond{store.Has{Field: "none", Key: "none"}} // nobody has it here
		}
		conds, said = append(conds, some...), append(said, text)
		groups = append(groups, group{text, some})
	}
	if len(groups) > 1 && r.has("cmp.more", "order.most", "logic.compare", "cmp.less", "order.fewest") && r.order == nil {
		r.groups = groups
	} else {
		r.must(i, strings.Join(said, r.words("answer.many.or")), conds...)
	}
	return true
}
