package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// mostListed is how many people an answer names before it counts the rest.
const mostListed = 10

// tellMany answers what was read.
func (r *manyReader) tellMany() error {
	r.out.About = ""
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", r.wording()))
	switch {
	case r.order != nil:
		return r.tellRank()
	case r.fines == mostFines || r.fines == leastFines || r.fines == allFines:
		return r.tellFines()
	case r.counts == ofSteps:
		return r.tellSteps()
	case r.mean != nil:
		r.tellMean()
		return nil
	case r.tally != nil:
		r.tellTally()
		return nil
	case r.share != nil:
		return r.tellShare()
	case len(r.groups) > 0:
		r.tellGroups()
		return nil
	case r.counts == ofSentences || r.counts == ofLashes || r.counts == ofYears:
		return r.tellSum()
	case r.counts == ofAwards || r.counts == ofWorks:
		return r.tellThings()
	}
	yes, unsure := r.census.Meant(r.who)
	r.head(yes.Len())
	at := len(r.lines) - 1
	if err := r.list(yes); err != nil {
		return err
	}
	r.nameAll(at)
	return r.unsure(unsure)
}

// nameAll names all who are listed in the line before them, where what is told of them is so
// long that the last of them may not be seen.
func (r *manyReader) nameAll(head int) {
	length := 0
	var called []string
	for _, s := range r.lines[head:] {
		length += utf8.RuneCountInString(s)
	}
	if len(r.lines)-head < 3 || len(r.lines)-head > mostListed+1 || length < longList {
		return
	}
	for _, p := range r.shown {
		called = append(called, r.l.Isolate(card.Escape(card.Called(p.file, r.l))))
	}
	r.lines[head] = r.words("answer.many.named", locale.Text("found", strings.TrimSuffix(r.lines[head], ".")), locale.Text("names", r.l.List(called)))
}

// longList is from how many characters on a list names everybody before it.
const longList = 1000

// wording is how the question was read, in words.
func (r *manyReader) wording() string {
	if len(r.said) == 0 {
		return r.words("answer.many.everybody")
	}
	out := ""
	for i, s := range r.said {
		if i > 0 {
			out += r.words("list.semicolon")
		}
		out += s
	}
	return out
}

// typed are the words of a mark as they were typed.
func (r *manyReader) typed(m *mark) string {
	if m.called != "" {
		r.noted = append(r.noted, m.called)
		return r.stored(m.called)
	}
	if r.q.farsi { // not in the form in which it was typed: فیلمسازای, نقض کرد
		for _, c := range m.concepts {
			key := map[string]string{"prof": "word.", "outcome": "outcome."}[c.class()] + c.name()
			if key != c.name() && r.l.Has(key) {
				return r.l.T(key)
			}
		}
	}
	return r.stored(r.q.words(m))
}

// as says in which way something is meant: who was sentenced by that court, who is at
// that place.
func (r *manyReader) as(key, what string) string {
	return r.words("answer.many.as."+key, locale.Text("what", what))
}

// head says how many are meant, of how many.
func (r *manyReader) head(n int) {
	switch {
	case n == 0:
		if r.counts == ofNothing {
			r.out.Kind, r.out.Reason = Refused, NotRecorded
		}
		r.say("answer.many.none", r.count("tracked", r.census.Len()), locale.Text("what", r.wording()))
	case r.q.yesno && !r.none && r.counts == ofNothing && (!persian(r.q.Text) || r.has("ask.yesno", "aux.whether")):
		r.say("answer.yes")
		fallthrough
	default:
		r.say("answer.many.found", r.n(n), r.count("tracked", r.census.Len()), locale.Text("what", r.wording()))
	}
}

// list names people, each with what was asked of them.
func (r *manyReader) list(some store.People) error {
	for i, who := range some.First(mostListed + 1) {
		if i == mostListed && some.Len() > mostListed+1 {
			r.line("- " + r.words("answer.many.more", r.n(some.Len()-i)))
			if from, to := some.StatusDates(); !from.IsZero() {
				r.say("answer.many.asof", locale.Text("from", r.asked(from)), locale.Text("to", r.asked(to)))
			}
			return nil
		}
		if err := r.person(who, r.items); err != nil {
			return err
		}
	}
	return nil
}

// person adds a line about somebody, unless they ceased to be public just now.
func (r *manyReader) person(who *store.Person, items func(*store.Person) []item) error {
	if there, err := r.open(who.Slug); err != nil || !there {
		return err
	}
	r.teller.shows(r.p.Summary)
	r.shown = append(r.shown, r.p)
	text := ""
	for i, x := range items(who) {
		if i == mostOfOne {
			break
		}
		if i > 0 {
			text += r.words("list.semicolon")
		}
		text += r.cited(x)
	}
	r.line("- " + r.words("answer.single", locale.Name("head", card.Escape(card.Called(r.p.file, r.l))), locale.Text("text", text)))
	r.c = nil
	return nil
}

// mostOfOne is how many facts are told of one of many.
const mostOfOne = 4

// items are what is told of somebody whom the question means.
func (r *manyReader) items(who *store.Person) []item {
	var items []item
	if r.told["sentence"] && (r.asks || r.told["sentence"]) {
		are, open := r.sentenced.Rulings(who)
		if len(are) == 0 {
			are = open
		}
		for _, x := range are {
			items = append(items, r.ruled(x.ID)...)
		}
		if len(items) > 3 {
			items = items[:3]
		}
	}
	for _, x := range []struct {
		shows string
		of    func() []item
	}{
		{"arrest", func() []item { return r.either(r.steps("arrest", "abduction", "detention"), r.spans()) }},
		{"custody", func() []item { return r.allSpans() }},
		{"release", func() []item { return r.either(r.steps("release", "bail", "exchange"), r.spans()) }},
		{"departure", func() []item { return r.steps("departure") }},
		{"exchange", func() []item { return r.steps("exchange") }},
		{"pardon", func() []item { return r.steps("pardon") }},
		{"hunger_strike", func() []item { return r.steps("hunger_strike") }},
		{"appeal", func() []item { return r.steps("appeal") }},
		{"trial", func() []item { return r.steps("trial", "hearing") }},
		{"endterm", func() []item { return r.stated() }},
		{"born", r.bornItem}, {"award", r.awardItems}, {"work", r.workItems}, {"around", r.aroundItems}, {"lawyer", r.aroundItems},
		{"charge", r.chargeItems}, {"court", r.courtItems}, {"whereabouts", r.whereItems},
	} {
		if r.told[x.shows] && (x.shows != "lawyer" || !r.told["around"]) {
			items = append(items, x.of()...)
		}
	}
	if len(items) == 0 || r.told["whereabouts"] {
		items = append(items, r.statusShort())
	}
	return items
}

func (r *manyReader) either(a, b []item) []item {
	if len(a) > 0 {
		return a
	}
	return b
}

// ruled is the sentence of that id, told twice or not.
func (r *manyReader) ruled(id string) []item {
	for _, j := range r.c.Judgments() {
		if j.ID == id || slices.ContainsFunc(j.Same, func(s *casefile.Sentence) bool { return s.ID == id }) {
			return []item{r.judged(j)}
		}
	}
	return nil
}

// statusShort is the status with its date, without what else is said of it.
func (r *manyReader) statusShort() item {
	x := r.statusItem()
	s := &r.c.Status
	x.text = card.Status(s.Code, r.l)
	if s.AsOf.IsZero() {
		x.text = r.words("answer.status_undated", locale.Text("status", x.text))
	} else {
		x.text = r.words("answer.status", locale.Text("status", x.text), locale.Text("date", r.date(s.AsOf)))
	}
	return x
}

func (r *manyReader) bornItem() []item {
	b := r.c.Person.Born
	if b == nil || b.Date.IsZero() {
		return nil
	}
	return []item{fact("born", "", r.words("answer.many.bornon", locale.Text("date", r.date(b.Date))), &b.Fact, b)}
}

func (r *manyReader) awardItems() []item {
	var items []item
	for i := range r.c.Awards {
		a := &r.c.Awards[i]
		asked := len(r.prizes) == 0
		for _, v := range r.prizes {
			asked = asked || v.Key == store.TermKey(a.Name) || v.Key == store.TermKey(a.By)
		}
		if asked && (len(r.titles) == 0 || r.forWork(a.Work)) {
			items = append(items, r.awardItem(a))
		}
	}
	return items
}

// forWork reports whether a work that an award names is one of those asked for, by
// any of its titles.
func (r *manyReader) forWork(title string) bool {
	for i := range r.c.Works {
		w := &r.c.Works[i]
		titles := append([]string{w.Title, w.OriginalTitle}, w.Also...)
		named := func(t string) bool { return t != "" && store.TermKey(t) == store.TermKey(title) }
		if slices.Contains(r.titles, store.TermKey(w.Title)) && slices.ContainsFunc(titles, named) {
			return true
		}
	}
	return false
}

func (r *manyReader) workItems() []item {
	var items []item
	for i := range r.c.Works {
		items = append(items, r.workItem(&r.c.Works[i]))
	}
	return items
}

// aroundItems are the people around the case whom the question names, or else its lawyers.
func (r *manyReader) aroundItems() []item {
	var items []item
	for i := range r.c.People {
		x := &r.c.People[i]
		if r.sameName(x, &mark{values: r.whom}) {
			items = append(items, r.aroundItem(x))
		}
	}
	return r.either(items, r.peopleAs("lawyer", "counsel", "attorney"))
}

func (r *manyReader) chargeItems() []item {
	var items []item
	for i := range r.c.Charges {
		x := &r.c.Charges[i]
		items = append(items, fact("charge", x.ID, card.Phrase(x.Text, r.l), &x.Fact, x))
	}
	return items[:min(len(items), 3)]
}

func (r *manyReader) courtItems() []item {
	var items []item
	for _, j := range r.c.Judgments() {
		if j.Court != "" {
			items = append(items, r.judged(j))
		}
	}
	return items[:min(len(items), 2)]
}

// whereItems is where somebody is, as far as it may be said; a withheld place is
// said to be that.
func (r *manyReader) whereItems() []item {
	if x, ok := r.whereaboutsItem(); ok {
		if r.c.Whereabouts.Visibility == casefile.Confidential {
			x.text += " (" + r.words("answer.many.withheld") + ")"
		}
		return []item{x}
	}
	if r.c.Status.Code.Held() {
		return r.spans()
	}
	return []item{{text: r.words("answer.many.unplaced"), kind: "whereabouts"}}
}

// unsure says of whom the record doesn't allow to tell.
func (r *manyReader) unsure(some store.People) error {
	if some.Len() == 0 {
		return nil
	}
	r.say("answer.many.unsure", r.n(some.Len()))
	for i, who := range some.First(mostListed + 1) {
		if i == mostListed && some.Len() > mostListed+1 {
			r.line("- " + r.words("answer.many.more", r.n(some.Len()-i)))
			return nil
		}
		if err := r.person(who, r.items); err != nil {
			return err
		}
	}
	return nil
}

// tellGroups compares groups by how many they are.
func (r *manyReader) tellGroups() {
	for _, g := range r.groups {
		q := r.who
		q.All = append(slices.Clone(q.All), store.Clause{Any: g.cond})
		n, open := r.census.Count(q)
		text := r.words("answer.many.group", r.n(n), locale.Text("what", g.said))
		if open > 0 {
			text += r.words("list.semicolon") + r.words("answer.many.open", r.n(open))
		}
		r.line("- " + text)
	}
	r.lines = append([]string{r.words("answer.many.groups", r.count("tracked", r.census.Len()), locale.Text("what", r.wording()))}, r.lines...)
}

// tellSum tells a number that comes together of several sentences.
func (r *manyReader) tellSum() error {
	var sum store.Sum
	switch r.counts {
	case ofLashes:
		s := r.sentenced
		s.Penalties = append(s.Penalties, casefile.Flogging)
		r.sentenced = s
		sum = r.census.SumLashes(r.who, s)
		r.say("answer.many.lashes", r.n(sum.Lashes), locale.Text("what", r.wording()))
	case ofYears:
		sum = r.census.SumTerms(r.who, r.sentenced)
		r.say("answer.many.years", locale.Text("term", r.lasting(sum.Term)), r.count("sentences", sum.Sentences), locale.Text("what", r.wording()))
		if sum.Lives > 0 {
			r.say("answer.many.lives", r.n(sum.Lives))
		}
	default:
		sum = r.census.SumSentences(r.who, r.sentenced)
		r.say("answer.many.sentences", r.n(sum.Sentences), r.count("people", sum.People.Len()), locale.Text("what", r.wording()))
	}
	if sum.Unpublished > 0 {
		r.say("answer.many.unpublished", r.n(sum.Unpublished))
	}
	if sum.Open > 0 {
		r.say("answer.many.opensentences", r.n(sum.Open))
	}
	r.told["sentence"], r.asks = true, true
	return r.list(sum.People)
}

// tellThings counts works or awards.
func (r *manyReader) tellThings() error {
	what, key, shows := store.AWork, "answer.many.works", "work"
	if r.counts == ofAwards {
		what, key, shows = store.AnAward, "answer.many.awards", "award"
	}
	q := r.who
	q.All = append(slices.Clone(q.All), store.Clause{Any: []store.Cond{store.Recorded{What: what}}})
	some, _ := r.census.Meant(q)
	n := some.Works()
	if r.counts == ofAwards {
		n = some.Awards()
	}
	r.say(key, r.n(n), r.count("people", some.Len()))
	r.told[shows] = true
	return r.list(some)
}
