package answer

import (
	"errors"
	"slices"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// named is how many people an answer names before it counts the rest.
const mostNamed = 12

// tell answers: with who comes first, with a sum, or with who they are and how
// many of how many.
func (s *survey) tell() bool {
	t, q := s.t, s.t.q
	t.f = &frame{name: "many", about: "many"}
	if o, ok := s.order(); ok {
		return s.rank(o)
	}
	if q.has("order.total") && q.has("penalty.flogging") && q.has("ask.howmany", "order.total") {
		return s.sum()
	}
	if q.has("ask.howmany") && q.has("topic.sentence", "topic.convicted") && !s.ofPeople() {
		return s.sum()
	}
	found := t.census.Find(s.who)
	s.counted(len(found.Yes))
	s.people(found.Yes)
	if len(found.Unsure) > 0 {
		t.say("answer.many.unsure", locale.N(len(found.Unsure)), locale.Text("names", t.l.List(s.names(found.Unsure))))
	}
	return true
}

// ofPeople reports whether the question counts people, not sentences.
func (s *survey) ofPeople() bool {
	return s.t.q.has("scope.people", "prof.*", "sex.*", "ask.who") || s.t.q.has("status.held")
}

// counted says how many of how many.
func (s *survey) counted(n int) {
	t := s.t
	t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(map[string]int{"count": n, "of": t.census.Len()})})
	key := "answer.many.count"
	if n == 0 {
		key = "answer.many.none"
	}
	t.say(key, locale.N(n), locale.Count("all", t.census.Len()))
}

// names are what people are called, as far as they are named.
func (s *survey) names(people []*store.Person) []string {
	var all []string
	for i, who := range people {
		if i == mostNamed {
			all = append(all, s.t.rest(len(people)-i))
			break
		}
		all = append(all, s.t.personCalled(who))
		s.t.shows(store.Summary{Casebook: who.Casebook, Slug: who.Slug})
	}
	return all
}

// personCalled is what somebody is called in the reader's language.
func (t *teller) personCalled(who *store.Person) string {
	name := who.Name
	if t.l.Language().Code == "fa" && who.NativeName != "" {
		name = who.NativeName
	}
	return t.stored(name)
}

// people names people, each with the fact by which they are meant, and cites it.
func (s *survey) people(all []*store.Person) {
	for i, who := range all {
		if i == mostNamed && len(all) > mostNamed+1 {
			s.t.line("- " + s.t.rest(len(all)-i))
			return
		}
		s.person(who, nil)
	}
}

// person names one, with the fact by which they are meant or ranked.
func (s *survey) person(who *store.Person, r *store.Rank) {
	t := s.t
	file, summary, err := t.public.Casefile(t.ctx, t.q.Access, who.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return
	}
	if err != nil {
		t.err = err
		return
	}
	t.p, t.c = person{summary, file}, &file.Casefile
	t.shows(summary)
	var texts []string
	for _, x := range s.facts(who, r) {
		texts = append(texts, t.cited(x))
	}
	name := "**" + card.Escape(card.Called(file, t.l)) + "**"
	if len(texts) == 0 {
		t.line("- " + name)
		return
	}
	text := texts[0]
	for _, more := range texts[1:] {
		text += t.words("list.semicolon") + more
	}
	t.line("- " + t.words("answer.many.person", locale.Text("name", name), locale.Text("text", text)))
}

// facts are those by which somebody is meant: sentences, if they were asked
// for, what happened on a date, who is around, awards, otherwise the status.
func (s *survey) facts(who *store.Person, r *store.Rank) []item {
	t, q := s.t, s.t.q
	var items []item
	switch {
	case r != nil && r.Ruling != nil:
		items = s.rulings(func(x *casefile.Sentence) bool { return x.ID == r.Ruling.ID })
	case s.asks:
		matching := map[string]bool{}
		for _, x := range s.sent.Among(who) {
			matching[x.ID] = true
		}
		items = s.rulings(func(x *casefile.Sentence) bool { return matching[x.ID] })
	case s.about == "endterm":
		items = t.endItems()
	case s.about == "arrest" || s.about == "detained":
		items = append(t.steps("arrest", "abduction", "detention"), t.spans()...)
	case s.about == "release":
		items = t.steps("release", "exchange", "pardon")
		if len(items) == 0 {
			items = t.spans()
		}
	case s.about == "departure":
		items = t.steps("departure")
	case s.about == "born" || q.has("order.oldest", "order.youngest", "topic.age"):
		items = t.bornItems()
	case s.about == "died":
		items = t.steps("death", "execution")
	case s.about == "trial":
		items = t.steps("trial", "hearing")
	}
	switch {
	case q.has("topic.lawyer"):
		items = append(items, t.peopleAs("lawyer", "counsel")...)
	case q.has("topic.charge", "charge.*"):
		items = append(items, s.charged()...)
	case q.has("topic.award", "award.*", "fest.*", "value.award", "value.giver"):
		items = append(items, s.awarded()...)
	case q.has("topic.profession", "prof.*"):
		items = append(items, s.professions()...)
	}
	items = items[:min(len(items), 3)]
	if q.has("topic.whereabouts", "ask.where") {
		if x, ok := t.whereaboutsItem(); ok {
			items = append(items, x)
		}
		if t.placeWithheld() {
			items = append(items, item{text: t.words("answer.many.withheld"), kind: "withheld", record: "withheld"})
		}
	}
	if len(items) == 0 || q.has("status.*", "topic.status") {
		x := t.statusItem()
		x.text = t.statusShort()
		items = append([]item{x}, items...)
	}
	return items
}

// statusShort is the status with its date, without its text.
func (t *teller) statusShort() string {
	status := card.Status(t.c.Status.Code, t.l)
	if t.c.Status.AsOf.IsZero() {
		return t.words("answer.status_undated", locale.Text("status", status))
	}
	return t.words("answer.status", locale.Text("status", status), locale.Text("date", t.date(t.c.Status.AsOf)))
}

func (s *survey) rulings(is func(*casefile.Sentence) bool) []item {
	var items []item
	for _, j := range s.t.c.Judgments() {
		if is(j.Sentence) || slices.ContainsFunc(j.Same, is) {
			items = append(items, s.t.judged(j))
		}
	}
	return items
}

func (s *survey) charged() []item {
	var items []item
	for i := range s.t.c.Charges {
		x := &s.t.c.Charges[i]
		items = append(items, fact("charge", x.ID, card.Phrase(x.Text, s.t.l), &x.Fact, x))
	}
	return items
}

func (s *survey) awarded() []item {
	var items []item
	for i := range s.t.c.Awards {
		items = append(items, s.t.awardItem(&s.t.c.Awards[i]))
	}
	return items
}

func (s *survey) professions() []item {
	var items []item
	for i := range s.t.c.Person.Professions {
		x := &s.t.c.Person.Professions[i]
		items = append(items, fact("profession", "", card.Phrase(x.Text, s.t.l), &x.Fact, x))
	}
	return items
}

// bornItems is when the person was born.
func (t *teller) bornItems() []item {
	b := t.c.Person.Born
	if b == nil || b.Date.IsZero() {
		return nil
	}
	return []item{fact("born", "", t.words("answer.many.born", locale.Text("date", t.date(b.Date))), &b.Fact, b)}
}

// endItems are the ends of term that sources state.
func (t *teller) endItems() []item {
	var items []item
	for _, j := range t.c.Judgments() {
		for i := range j.Penalties {
			if x := &j.Penalties[i]; !x.Ends.IsZero() && !j.OutcomeOf(x).Fallen() && t.on(x.Ends) {
				items = append(items, fact("sentence", j.ID, t.words("answer.ends", locale.Text("date", t.date(x.Ends)), locale.Text("term", card.Punished(j.Sentence, x, t.l))), &j.Fact, j.Sentence))
			}
		}
	}
	return items
}

// order is by what the question ranks people.
func (s *survey) order() (store.Order, bool) {
	q := s.t.q
	held := q.has("topic.custodylength") || q.has("status.held", "topic.detained") && !q.has("topic.sentence", "penalty.*")
	switch {
	case s.sent.Term != nil || s.sent.Lashes != nil:
		return 0, false // "longer than five years" is no superlative
	case q.has("order.oldest"):
		return store.Oldest, true
	case q.has("order.youngest"):
		return store.Youngest, true
	case q.has("order.most", "order.longest") && q.has("penalty.flogging"):
		return store.MostLashes, true
	case q.has("order.fewest", "order.shortest") && q.has("penalty.flogging"):
		return store.FewestLashes, true
	case q.has("order.longest") && held:
		return store.LongestHeld, true
	case q.has("order.shortest") && held:
		return store.ShortestHeld, true
	case q.has("order.longest"):
		return store.LongestTerm, true
	case q.has("order.shortest"):
		return store.ShortestTerm, true
	case q.has("order.most") && q.has("topic.award"):
		return store.MostAwards, true
	case q.has("order.most") && q.has("topic.work"):
		return store.MostWorks, true
	case q.has("order.most") && q.has("topic.charge"):
		return store.MostCharges, true
	case q.has("order.most") && q.has("topic.lawyer"):
		return store.MostLawyers, true
	case q.has("order.most") && q.has("topic.sentence", "topic.convicted"):
		return store.MostSentences, true
	}
	first, last := q.has("order.first"), q.has("order.last")
	if !first && !last {
		return 0, false
	}
	pick := func(a, b store.Order) (store.Order, bool) {
		if first {
			return a, true
		}
		return b, true
	}
	switch s.about {
	case "arrest", "detained":
		return pick(store.FirstArrested, store.LatestArrested)
	case "sentence", "convicted", "verdict":
		return pick(store.FirstSentenced, store.LatestSentenced)
	case "release":
		return pick(store.FirstReleased, store.LatestReleased)
	case "departure":
		return pick(store.FirstDeparted, store.LatestDeparted)
	case "died":
		return pick(store.FirstDied, store.LatestDied)
	case "endterm":
		return store.NextTermEnd, true
	}
	return 0, false
}

// rank tells who comes first; all of them where they are equal.
func (s *survey) rank(o store.Order) bool {
	t := s.t
	// That somebody has a sentence, an award, is what ranking looks for itself.
	found := t.census.Rank(s.who, o, s.sent, t.q.today)
	if len(found.First) == 0 {
		s.counted(0)
		return true
	}
	key := "answer.many.first"
	switch {
	case len(found.First) > 1 && found.Told:
		key = "answer.many.tie"
	case !found.Told:
		key = "answer.many.untold"
	}
	t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(map[string]int{"count": found.Of, "of": t.census.Len(), "first": len(found.First)})})
	t.say(key, locale.N(len(found.First)), locale.Count("of", found.Of), locale.Count("all", t.census.Len()))
	for i := range found.First {
		if i == mostNamed {
			t.line("- " + t.rest(len(found.First)-i))
			break
		}
		r := &found.First[i]
		s.person(r.Who, r)
		switch o {
		case store.LongestHeld, store.ShortestHeld:
			t.cite(item{kind: "days", record: r.Number})
			t.lines[len(t.lines)-1] += t.words("list.semicolon") + t.words("answer.many.days", locale.N(r.Number))
		case store.MostSentences, store.MostAwards, store.MostWorks, store.MostCharges, store.MostLawyers:
			t.cite(item{kind: "count", record: r.Number})
			t.lines[len(t.lines)-1] += t.words("list.semicolon") + t.words("answer.many.number", locale.N(r.Number))
		}
	}
	if n := len(found.Unknown); n > 0 {
		t.say("answer.many.unknown", locale.N(n), locale.Text("names", t.l.List(s.names(found.Unknown))))
	}
	return true
}

// sum tells how many sentences, or lashes, they are together.
func (s *survey) sum() bool {
	t := s.t
	if t.q.has("penalty.flogging") && t.q.has("order.total") {
		sum := t.census.SumLashes(s.everybody(), s.sent)
		t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(map[string]int{"lashes": sum.Lashes, "people": sum.People, "unpublished": sum.Unpublished, "all": t.census.Len()})})
		t.say("answer.many.lashes", locale.N(sum.Lashes), locale.Count("people", sum.People), locale.Count("all", t.census.Len()))
		if sum.Unpublished > 0 {
			t.say("answer.many.unpublished", locale.N(sum.Unpublished))
		}
	} else {
		sum := t.census.SumSentences(s.everybody(), s.sent)
		t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(map[string]int{"sentences": sum.Sentences, "people": sum.People, "all": t.census.Len()})})
		t.say("answer.many.sentences", locale.N(sum.Sentences), locale.Count("people", sum.People), locale.Count("all", t.census.Len()))
	}
	s.people(t.census.Find(s.who).Yes)
	return true
}

// everybody is who a sum is of: the sentences are asked of the sum itself.
func (s *survey) everybody() store.Inquiry { return s.who }
