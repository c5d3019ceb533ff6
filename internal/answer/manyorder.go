package answer

import (
	"slices"

	"vigil/store"
)

// An order is by what people are ranked: the longest sentence, the first arrest, who will be released next.

// rank finds by what the question ranks people.
func (r *manyReader) rank() {
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

// orderOf is the order that a word such as longest or most means beside the other words of the question,
// of which it uses up those that say what is ranked; false where they say nothing that is.
func (r *manyReader) orderOf(m *mark) (store.Order, bool) {
	least := m.isAny("order.shortest", "order.fewest")
	switch {
	case m.is("order.youngest"):
		return store.Youngest, true
	case m.is("order.oldest") && !(m.is("order.first") && r.has("topic.arrest", "topic.sentence")):
		if m.is("order.first") && !r.has("scope.people", "topic.age") && r.has("status.held") {
			return store.LongestHeld, true
		}
		return store.Oldest, true
	case m.isAny("order.first", "order.last"):
		return r.dateOrder(m.is("order.first"))
	case r.has("penalty.flogging", "unit.lash"):
		r.rankedBy("penalty.flogging", "unit.lash", "topic.sentence", "topic.convicted", "topic.count", "ask.howmany")
		r.told["sentence"] = true
		return pick(least, store.FewestLashes, store.MostLashes), true
	case r.has("topic.award") && m.is("order.most"):
		r.rankedBy("topic.award")
		r.told["award"] = true
		return store.MostAwards, true
	case r.has("topic.work") && m.is("order.most"):
		r.rankedBy("topic.work")
		return store.MostWorks, true
	case r.has("topic.charge") && m.is("order.most"):
		r.rankedBy("topic.charge")
		return store.MostCharges, true
	case r.has("topic.sentence", "penalty.imprisonment", "topic.convicted", "topic.verdict") && !(m.is("order.most") && r.has("topic.spent", "topic.custodylength")):
		return r.termOrder(m, least), true
	case r.has("topic.custodylength", "topic.spent", "status.held", "topic.detained"):
		if !r.stillHeld() {
			r.rankedBy("status.held", "topic.detained", "unit.year")
		}
		r.rankedBy("topic.custodylength", "topic.spent", "unit.day", "unit.year", "ask.howlong")
		r.told["custody"] = true
		return pick(least, store.ShortestHeld, store.LongestHeld), true
	}
	return 0, false
}

// termOrder is the order by terms of prison or, where the question speaks of sentences that somebody has
// most of, by their number.
func (r *manyReader) termOrder(m *mark, least bool) store.Order {
	r.rankedBy("topic.sentence", "penalty.imprisonment", "topic.convicted", "topic.verdict", "ask.howlong", "unit.year", "unit.month")
	r.told["sentence"] = true
	if m.is("order.most") && r.q.says("sentences", "convictions") {
		return store.MostSentences
	}
	if m.is("order.longest") || least || m.is("order.most") {
		for i := range r.ms { // "the longest prison sentence" says that it is of prison
			if r.ms[i].is("status.held") && !r.stillHeld() {
				r.used[i] = true
			}
		}
	}
	return pick(least, store.ShortestTerm, store.LongestTerm)
}

// rankedBy uses up the words for what people are ranked by, but not what is to have become of it.
func (r *manyReader) rankedBy(words ...string) {
	for i := range r.ms {
		if r.ms[i].fitsAny(words) && !r.ms[i].of("outcome") {
			r.used[i] = true
		}
	}
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
	if r.has("future", "aux.will") || r.q.says(r.lex.cue("tocome")...) {
		return !r.q.says(r.lex.cue("been")...)
	}
	return m.is("topic.endterm") && !r.typedAs(m, "released", "freed", "free")
}
