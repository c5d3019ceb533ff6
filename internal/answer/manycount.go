package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/locale"
	"vigil/store"
)

// What somebody can have several of: who was arrested more than once, who has at least two
// lawyers; and how many of it there are together: how many appeals, how many trials in 2021.

// thing is one of those.
type thing struct {
	means []concept
	key   string // of its words, with a number
	shows string // what is told of each
	what  store.What
	kinds []string // of steps; nil: none
	words []string // by which it is counted as a thing: appeals, not appealed
	dates func(*store.Person) []store.When
	in    *span // when it is to have been; nil: at any time
}

// things are all of them.
func things() []thing {
	steps := func(kinds ...string) func(*store.Person) []store.When {
		return func(who *store.Person) (all []store.When) {
			for _, x := range who.Steps {
				if slices.Contains(kinds, x.Kind) {
					all = append(all, x.Date)
				}
			}
			return all
		}
	}
	step := func(key, shows string, what store.What, words []string, kinds []string, means ...concept) thing {
		return thing{means: means, key: key, shows: shows, what: what, kinds: kinds, words: words, dates: steps(kinds...)}
	}
	return []thing{
		{means: []concept{"topic.arrest"}, key: "arrests", shows: "arrest", what: store.AnArrest, words: []string{"arrests", "detentions"}, dates: (*store.Person).Arrests},
		step("appeals", "appeal", store.ACourt, []string{"appeals"}, []string{"appeal"}, "topic.appeal"),
		step("trials", "trial", store.ATrial, []string{"trials", "hearings"}, []string{"trial", "hearing"}, "topic.trial"),
		step("hunger_strikes", "hunger_strike", store.ACourt, []string{"strikes"}, []string{"hunger_strike"}, "topic.hungerstrike"),
		{means: []concept{"topic.sentence", "topic.convicted", "topic.verdict"}, key: "sentences", shows: "sentence", what: store.ASentence},
		{means: []concept{"topic.award"}, key: "awards", shows: "award", what: store.AnAward},
		{means: []concept{"topic.lawyer", "prof.lawyer"}, key: "lawyers", shows: "lawyer", what: store.ALawyer},
		{means: []concept{"topic.charge"}, key: "charges", shows: "charge", what: store.ACharge},
		{means: []concept{"topic.work"}, key: "works", shows: "work", what: store.AWork},
	}
}

// several reads of what somebody is to have several.
func (r *manyReader) several() {
	for i := range r.ms {
		n, is, at, ok := r.timesAt(i)
		if !ok {
			continue
		}
		for _, j := range at {
			r.used[j], r.compares[j] = true, true
		}
		x, where := r.severalOf(i)
		if where < 0 {
			return
		}
		r.used[i], r.used[where] = true, true
		r.told[x.shows] = true
		r.noted = append(r.noted, n)
		said := r.compared(is, r.words("answer.many.by."+x.key, locale.N(n)))
		r.must(where, said, x.several(func(have int) bool { return have > 0 && holds(is, have, n) }))
		for j := range r.ms { // the other words for it: has been sentenced to two sentences
			r.used[j] = r.used[j] || r.ms[j].isAny(x.means...) && !r.denied[j] || r.ms[j].is("topic.count") || r.ms[j].of("quant")
		}
		return
	}
}

// several is that somebody has such a number of it.
func (x thing) several(is func(int) bool) store.Cond {
	if x.kinds == nil {
		return store.Several{Of: x.what, Is: is}
	}
	var among []store.Cond
	for _, k := range x.kinds {
		among = append(among, store.Has{Field: store.FieldEvent, Key: k})
	}
	return store.SuchAmong{Any: among, Is: func(who *store.Person) calendar.Answer {
		if is(len(x.dates(who))) {
			return calendar.Yes
		}
		return calendar.No
	}}
}

// timesAt reads "at least two", "more than once", "twice" as a number of things or of times.
func (r *manyReader) timesAt(i int) (n int, is store.Comparison, at []int, ok bool) {
	m := &r.ms[i]
	switch {
	case r.used[i] || r.has("ask.howmany") && r.counts != ofPeople && r.counts != ofNothing:
		return 0, 0, nil, false
	case m.is("quant.again"):
		return 2, store.AtLeast, nil, true
	case m.number == nil || m.term != nil:
		return 0, 0, nil, false
	}
	next := i + 1
	timed := next < len(r.ms) && r.ms[next].is("topic.count") || r.typedAs(m, "twice")
	counted := next < len(r.ms) && r.ms[next].from == m.to && r.ms[next].isAny("topic.sentence", "topic.convicted", "topic.verdict", "topic.award", "topic.lawyer", "prof.lawyer", "topic.charge", "topic.work", "topic.arrest", "topic.appeal", "topic.trial", "topic.hungerstrike") &&
		!r.typedAs(&r.ms[next], "sentenced", "convicted", "charged", "arrested")
	if !timed && !counted || r.has("order.*") {
		return 0, 0, nil, false
	}
	is = store.AtLeast // who has two lawyers has them, with a third or without
	for _, j := range []int{i - 1, i - 2, i + 1, i + 2} {
		if j < 0 || j >= len(r.ms) {
			continue
		}
		switch c := &r.ms[j]; {
		case c.is("cmp.more"):
			return *m.number, store.More, []int{j}, true
		case c.is("cmp.atleast"):
			return *m.number, store.AtLeast, []int{j}, true
		case c.is("cmp.less"):
			return *m.number, store.Less, []int{j}, true
		case c.is("cmp.atmost"):
			return *m.number, store.AtMost, []int{j}, true
		case c.is("cmp.exactly"):
			return *m.number, store.Equal, []int{j}, true
		}
	}
	return *m.number, is, nil, true
}

// severalOf is what mark i is a number of, and the mark that says so; -1 for none.
func (r *manyReader) severalOf(i int) (thing, int) {
	order := []int{i + 1, i + 2}
	for j := range r.ms {
		order = append(order, j)
	}
	for _, j := range order {
		if j >= len(r.ms) || j == i {
			continue
		}
		for _, x := range things() {
			if r.ms[j].isAny(x.means...) {
				return x, j
			}
		}
	}
	return thing{}, -1
}

// counting finds what happened that is counted, not whom: how many appeals, how many trials.
func (r *manyReader) counting() {
	if r.counts != ofPeople || !r.has("ask.howmany", "topic.count") || r.has("scope.people") {
		return
	}
	for i := range r.ms {
		for _, x := range things() {
			if len(x.words) == 0 || !r.ms[i].isAny(x.means...) || !r.typedAs(&r.ms[i], x.words...) {
				continue
			}
			r.counts, r.counted, r.used[i] = ofSteps, &x, true
			r.told[x.shows] = true
			for j := range r.ms {
				r.used[j] = r.used[j] || r.typedAs(&r.ms[j], "held", "recorded", "took", "number") && !r.ms[j].of("status")
			}
			return
		}
	}
}

// tellSteps tells how many there are of what happened.
func (r *manyReader) tellSteps() error {
	x := r.counted
	q := r.who
	any := []store.Cond{store.Recorded{What: x.what}}
	if len(x.kinds) > 0 {
		any = nil
		for _, k := range x.kinds {
			any = append(any, store.Has{Field: store.FieldEvent, Key: k})
		}
	}
	n, open := 0, 0
	q.All = append(slices.Clone(q.All), store.Clause{Any: []store.Cond{store.SuchAmong{Any: any, Is: func(who *store.Person) calendar.Answer {
		is := calendar.No
		for _, w := range x.dates(who) {
			holds := calendar.Yes
			if r.counted.in != nil {
				holds = r.counted.in.holds(w.Date())
			}
			is = later(is, holds)
			switch holds {
			case calendar.Yes:
				n++
			case calendar.CantTell:
				open++
			}
		}
		return is
	}}}})
	some, _ := r.census.Meant(q)
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", r.words("answer.many.by."+x.key, locale.N(n))+r.words("list.semicolon")+r.wording()))
	r.noted = append(r.noted, n)
	r.say("answer.many.steps", locale.Text("count", r.words("answer.many.by."+x.key, locale.N(n))), r.count("people", some.Len()), locale.Text("what", r.wording()))
	if open > 0 {
		r.say("answer.many.stepsopen", r.n(open))
	}
	return r.list(some)
}
