package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
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
			case n.is("unit.year") || n.is("penalty.imprisonment"):
				r.counts = ofYears
			case n.isAny("topic.sentence", "topic.verdict") && !r.typedAs(n, "sentenced", "condemned", "punished", "convicted", "ruled", "decided"):
				r.counts, r.used[j] = ofSentences, true
			case n.is("topic.award") && !n.of("outcome"):
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

// rank finds by what the question ranks people.
func (r *manyReader) rank() bool {
	for i := range r.ms {
		m := &r.ms[i]
		if !m.of("order") || m.isAny("order.total") && !m.isAny("order.most") || r.used[i] {
			continue
		}
		if m.is("order.second") && !m.isAny("order.first", "order.last") {
			r.top, r.used[i], r.ordered[i] = 2, true, true
			continue
		}
		o, ok := r.orderOf(m)
		if !ok {
			continue
		}
		r.ordered[i] = true
		if r.order == nil {
			r.order = &o
			r.first(i)
		}
		r.used[i] = true
	}
	if r.order == nil && r.next() {
		o := store.NextTermEnd
		r.order = &o
	}
	if r.order != nil && r.counts != ofNothing && r.counts != ofPeople {
		r.counts = ofNothing
	}
	return true
}

// first reads how many of those who are ranked are asked for: the three oldest, the second longest.
func (r *manyReader) first(i int) {
	for j := range r.ms {
		m := &r.ms[j]
		n := 0
		switch {
		case m.number != nil && m.term == nil && (j == i-1 || j == i-2 && r.ms[i-1].small() || r.q.says("top", "اول") || r.q.farsi && j < i) && *m.number <= mostListed && *m.number > 1:
			n = *m.number
		case m.unknown() && m.to-m.from == 1:
			n = 1 + slices.Index([]string{"", "second", "third", "fourth", "fifth"}, r.q.toks[m.from].text)
		}
		if m.from < len(r.q.toks) && r.typedAs(m, "دومین") {
			n = 2
		}
		if n > 1 {
			r.top, r.used[j] = n, true
		}
		if m.unknown() && r.typedAs(m, "top") {
			r.used[j] = true
		}
	}
}

// next reports whether the question asks who will be released next.
func (r *manyReader) next() bool {
	next := false
	for i := range r.ms {
		next = next || r.ms[i].date.IsZero() && r.typedAs(&r.ms[i], "next", "soonest", "بعدی", "زودتر")
	}
	if !next || r.has("time.nextyear", "time.nextmonth") || !r.has("topic.endterm") && !(r.has("topic.release") && r.has("future", "aux.will")) {
		return false
	}
	for i := range r.ms {
		r.used[i] = r.used[i] || r.ms[i].isAny("topic.endterm", "topic.release")
	}
	r.held(-1)
	return true
}

func (r *manyReader) orderOf(m *mark) (store.Order, bool) {
	least := m.isAny("order.shortest", "order.fewest")
	pick := func(most, fewest store.Order) (store.Order, bool) {
		if least {
			return fewest, true
		}
		return most, true
	}
	use := func(words ...string) bool {
		found := false
		for i := range r.ms {
			if r.ms[i].fitsAny(words) {
				found = true
			}
		}
		return found
	}
	spend := func(words ...string) {
		for i := range r.ms {
			if r.ms[i].fitsAny(words) && !r.ms[i].of("outcome") {
				r.used[i] = true
			}
		}
	}
	switch {
	case m.is("order.youngest"):
		return store.Youngest, true
	case m.is("order.oldest") && !(m.is("order.first") && use("topic.arrest", "topic.sentence")):
		if m.is("order.first") && !use("scope.people", "topic.age") && use("status.held") {
			return store.LongestHeld, true
		}
		return store.Oldest, true
	case m.isAny("order.first", "order.last"):
		return r.dateOrder(m.is("order.first"))
	case use("penalty.flogging", "unit.lash"):
		spend("penalty.flogging", "unit.lash", "topic.sentence", "topic.convicted", "topic.count", "ask.howmany")
		r.told["sentence"] = true
		return pick(store.MostLashes, store.FewestLashes)
	case use("topic.award") && m.is("order.most"):
		spend("topic.award")
		r.told["award"] = true
		return store.MostAwards, true
	case use("topic.work") && m.is("order.most"):
		spend("topic.work")
		return store.MostWorks, true
	case use("topic.charge") && m.is("order.most"):
		spend("topic.charge")
		return store.MostCharges, true
	case use("topic.sentence", "penalty.imprisonment", "topic.convicted", "topic.verdict") && !(m.is("order.most") && use("topic.spent", "topic.custodylength")):
		plural := m.is("order.most") && slices.ContainsFunc(r.q.toks, func(t token) bool { return t.text == "sentences" || t.text == "convictions" })
		spend("topic.sentence", "penalty.imprisonment", "topic.convicted", "topic.verdict", "ask.howlong", "unit.year", "unit.month")
		r.told["sentence"] = true
		if plural {
			return store.MostSentences, true
		}
		if m.is("order.longest") || least || m.is("order.most") {
			for i := range r.ms { // "the longest prison sentence" says that it is of prison
				if r.ms[i].is("status.held") && !r.stillHeld() {
					r.used[i] = true
				}
			}
		}
		return pick(store.LongestTerm, store.ShortestTerm)
	case use("topic.custodylength", "topic.spent", "status.held", "topic.detained"):
		if !r.stillHeld() {
			spend("topic.custodylength", "topic.spent", "status.held", "topic.detained", "unit.day", "unit.year", "ask.howlong")
		} else {
			spend("topic.custodylength", "topic.spent", "unit.day", "unit.year", "ask.howlong")
		}
		r.told["custody"] = true
		return pick(store.LongestHeld, store.ShortestHeld)
	}
	return 0, false
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

// dateOrder is an order by the first or the last date of something.
func (r *manyReader) dateOrder(first bool) (store.Order, bool) {
	for i := range r.ms {
		m := &r.ms[i]
		for _, x := range []struct {
			fits        []concept
			first, last store.Order
			shows       string
		}{
			{[]concept{"topic.arrest"}, store.FirstArrested, store.LatestArrested, "arrest"},
			{[]concept{"topic.endterm"}, store.NextTermEnd, store.LastTermEnd, "endterm"},
			{[]concept{"topic.release", "status.released"}, store.FirstReleased, store.LatestReleased, "release"},
			{[]concept{"topic.sentence", "topic.convicted", "topic.verdict"}, store.FirstSentenced, store.LatestSentenced, "sentence"},
			{[]concept{"topic.departure"}, store.FirstDeparted, store.LatestDeparted, "departure"},
			{[]concept{"topic.died", "status.dead"}, store.FirstDied, store.LatestDied, "died"},
			{[]concept{"topic.born"}, store.Oldest, store.Youngest, "born"},
			{[]concept{"topic.detained"}, store.FirstArrested, store.LatestArrested, "arrest"},
		} {
			if !m.isAny(x.fits...) {
				continue
			}
			switch due := r.due(m); {
			case x.shows == "endterm" && !due:
				x.first, x.last, x.shows = store.FirstReleased, store.LatestReleased, "release"
			case x.shows == "release" && due:
				x.first, x.last, x.shows = store.NextTermEnd, store.LastTermEnd, "endterm"
			}
			r.used[i] = true
			r.told[x.shows] = true
			o := x.last
			if first {
				o = x.first
			}
			return o, true
		}
	}
	return 0, false
}

// due reports whether a release that is spoken of is still to come: the last person to be released
// is free.
func (r *manyReader) due(m *mark) bool {
	if !m.isAny("topic.endterm", "topic.release") {
		return false
	}
	if r.has("future", "aux.will") || r.q.says("due", "scheduled", "expected", "set", "ends", "end", "expires", "expire", "gets", "get", "comes", "goes", "walks", "leaves") {
		return !r.q.says("got", "came", "went", "left", "was", "were")
	}
	return m.is("topic.endterm") && !r.typedAs(m, "released", "freed", "free")
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

// unspent reports whether a word that compares, ranks, places in time or says or was
// made no use of: then the question says more than was read.
func (r *manyReader) unspent() bool {
	if r.has("topic.died", "status.dead") && r.has("status.held", "topic.detained") {
		return true // where somebody died is told of each alone
	}
	for i := range r.ms {
		m := &r.ms[i]
		switch {
		case m.is("order.total") && r.has("topic.custodylength", "topic.spent", "unit.day") && r.counts != ofYears && !m.of("scope"): // days aren't added up
			return true
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
	r.said = append(r.said, r.as("lashes", r.compared(is, r.l.Number(*m.number))))
	return true
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
