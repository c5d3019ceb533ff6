package answer

import (
	"slices"

	"vigil/internal/casefile"
	"vigil/internal/names"
	"vigil/store"
)

// A question can name a work, an award or who gives it, and nobody: who made it,
// what it won, when, where. It is answered from the casefiles that have it.

// names reports whether a mark names a value of one of those fields.
func (m *mark) names(fields ...store.Field) bool {
	return slices.ContainsFunc(m.values, func(v value) bool { return slices.Contains(fields, store.Field(v.Field)) })
}

// worksAsked are the casefiles of the works that the question names or, where it
// names none, of its awards; none where it asks who has such an award: that is a
// question about many.
func (t *teller) worksAsked() []*store.Person {
	var work, award []store.Clause
	for i := range t.q.marks {
		m := &t.q.marks[i]
		if c := fieldClause(m, store.FieldWork); len(c.Any) > 0 {
			work = append(work, c)
		}
		if c := fieldClause(m, store.FieldAward, store.FieldGiver); len(c.Any) > 0 {
			award = append(award, c)
		}
	}
	if len(work) == 0 {
		if t.q.has("ask.who", "ask.howmany", "ask.list", "scope.*", "prof.*", "sex.*", "status.*", "country.*", "order.*", "cmp.*") || t.q.has("ask.which") && !t.q.has("topic.work") {
			return nil
		}
		work = award
	}
	if len(work) == 0 {
		return nil
	}
	return t.census.Find(store.Inquiry{All: work}).Yes
}

// fieldClause is that somebody has what a mark names in one of those fields.
func fieldClause(m *mark, fields ...store.Field) (c store.Clause) {
	for _, v := range m.values {
		if slices.Contains(fields, store.Field(v.Field)) {
			c.Any = append(c.Any, store.Has{Field: store.Field(v.Field), Key: v.Key})
		}
	}
	return c
}

// ofWork answers a question about a work or an award that names nobody. It
// reports whether it could.
func (t *teller) ofWork() (bool, error) {
	found := t.worksAsked()
	if len(found) == 0 || len(found) > mostPeople {
		return false, nil
	}
	told := false
	for _, who := range found {
		if there, err := t.open(who.Slug); err != nil {
			return false, err
		} else if !there {
			continue
		}
		lines, out := t.lines, t.out
		is := t.aboutWork()
		if len(found) > 1 && t.out.Kind == Refused && out.Kind != Refused { // another may have it
			t.lines, t.out = lines, out
			continue
		}
		if is {
			told = true
			t.shows(t.p.Summary)
			t.out.About = t.p.Slug
		}
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	return told, nil
}

// aboutWork tells of one person's works and awards those that the question names;
// what else it asks is looked for in the facts, and in the person's frames.
func (t *teller) aboutWork() bool {
	t.f = &frame{name: "works", about: "work"}
	if t.q.ofMaker() {
		return t.maker()
	}
	own := []string{"value.work", "value.award", "value.giver", "award.*", "fest.*", "topic.work", "topic.award", "topic.festival", "topic.name", "topic.spelling", "topic.filming",
		"prof.*", "topic.release", "number", "date", "country.*", "topic.status", "topic.summary", "topic.born"}
	for i := range t.q.marks {
		m := &t.q.marks[i]
		if m.small() || m.fitsAny(own) {
			continue
		}
		return t.besideWork(own[:6])
	}
	if t.q.has("topic.festival") && !t.q.has("topic.award", "award.*", "value.award") && t.recall() {
		return true
	}
	works, awards := t.namedWorks()
	if t.q.has("ask.when") && t.q.has("topic.release", "topic.born", "topic.festival") && t.q.has("topic.award") && len(works) > 0 && !t.q.yesno {
		t.tell("works", works)
	}
	switch {
	case t.q.yesno && t.q.has("topic.award", "award.*", "value.award", "value.giver"):
		if len(awards) == 0 {
			if t.otherAwards() {
				return true
			}
			t.lacks("awards")
			break
		}
		t.decide(awards, false, "topic.award", "topic.work", "topic.festival")
		return t.tell("awards", awards)
	case t.q.has("topic.award", "award.*", "value.award", "value.giver"):
		for _, m := range t.q.narrowing() {
			if m.names(store.FieldWork) {
				continue
			}
			awards = slices.DeleteFunc(awards, func(x item) bool { return !t.itemSays(x, m) })
		}
		if len(awards) == 0 {
			if t.otherAwards() {
				return true
			}
			t.lacks("awards")
			break
		}
		return t.tell("awards", awards)
	}
	t.tell("works", works)
	if !t.q.has("topic.spelling", "topic.name") {
		t.tell("awards", awards)
	}
	return len(works)+len(awards) > 0
}

// otherAwards tells the awards of the works that are named whenever they were, where the question
// names a time at which there were none. It reports whether there are any.
func (t *teller) otherAwards() bool {
	if len(t.q.dates()) == 0 {
		return false
	}
	q := *t.q
	q.marks = slices.DeleteFunc(slices.Clone(q.marks), func(m mark) bool { return !m.date.IsZero() || m.month > 0 })
	other := *t
	other.q = &q
	_, awards := other.namedWorks()
	if len(awards) == 0 {
		return false
	}
	t.notSo("awards", awards)
	return true
}

// namedWorks are the works that the question names, and the awards: of those works,
// or all that it names where it names no work.
func (t *teller) namedWorks() (works, awards []item) {
	of := map[string]bool{}
	named := false
	for i := range t.q.marks {
		for _, v := range t.q.marks[i].values {
			if store.Field(v.Field) == store.FieldWork {
				of[names.Fold(v.Text)], named = true, true
			}
		}
	}
	titles := map[string]bool{}
	for i := range t.c.Works {
		x := &t.c.Works[i]
		all := append([]string{x.Title, x.OriginalTitle}, x.Also...)
		if !named || slices.ContainsFunc(all, func(s string) bool { return s != "" && of[names.Fold(s)] }) {
			if named {
				works = append(works, t.workItem(x))
			}
			for _, s := range all {
				titles[names.Fold(s)] = s != ""
			}
		}
	}
	for i := range t.c.Awards {
		x := &t.c.Awards[i]
		if !t.on(x.Year.Date()) || named && !titles[names.Fold(x.Work)] && !of[names.Fold(x.Work)] {
			continue
		}
		awards = append(awards, t.awardItem(x))
	}
	return works, awards
}

// ofMaker reports whether a question that names a work asks how whoever made it is.
func (q *question) ofMaker() bool {
	maker := q.has("prof.*") || q.says("director", "maker", "author", "creator", "founder", "man", "woman", "person", "guy")
	return maker && (q.has("topic.status", "topic.whereabouts", "topic.detained", "status.held", "topic.safe", "topic.sentence") || q.says("free", "freed", "jailed", "arrested"))
}

// maker answers a question about whoever made the work that it names.
func (t *teller) maker() bool {
	q := *t.q
	q.marks = slices.Clone(q.marks)
	for i := range q.marks {
		if m := &q.marks[i]; m.fitsAny([]string{"value.work", "topic.work", "prof.*", "topic.filming"}) && !m.small() {
			m.subject = true
		}
	}
	had := t.q
	t.q = &q
	defer func() { t.q = had }()
	f := t.frame(t.q, "person")
	if f == nil || f.name == "menu" || f.name == "summary" {
		return false
	}
	t.run(f)
	t.out.aside = true
	return true
}

// besideWork answers what is asked of a work beside what its record has: from the
// facts, otherwise as a question about whose it is.
func (t *teller) besideWork(own []string) bool {
	q := *t.q
	q.marks = slices.Clone(q.marks)
	for i := range q.marks {
		if q.marks[i].fitsAny(own) && !q.marks[i].small() {
			q.marks[i].subject = true
		}
	}
	had := t.q
	t.q = &q
	defer func() { t.q = had }()
	f := t.frame(t.q, "person")
	if f == nil || f.name != "distributor" {
		t.q = had
		if t.recall() {
			return true
		}
		t.q = &q
	}
	if f == nil || f.name == "menu" || f.name == "summary" {
		return false
	}
	t.run(f)
	t.out.aside = true
	return t.out.Kind != Refused
}

// related answers who somebody is who has no casefile but a part in somebody's case, and what
// sentence they got, as far as it stands there.
func (t *teller) related() (bool, error) {
	sentenced := t.q.has(ownSentence...) && !t.q.has("topic.judge", "topic.lawyer", "topic.prosecutor")
	if !sentenced && (!t.q.has("ask.who", "ask.what") || t.q.has("topic.*")) || t.q.has("prof.*", "scope.*", "sex.*", "ask.list", "ask.which") || t.q.has("ask.howmany") && !t.q.has("unit.*") {
		return false, nil
	}
	var of []store.Cond
	for i := range t.q.marks {
		m := &t.q.marks[i]
		switch {
		case m.names(store.FieldAround):
			for _, v := range m.values {
				if store.Field(v.Field) == store.FieldAround {
					of = append(of, store.AroundAs{Key: v.Key})
				}
			}
		case !m.small() && !(sentenced && m.fitsAny(ownSentence)):
			return false, nil
		}
	}
	if len(of) == 0 {
		return false, nil
	}
	told, all := false, true
	for _, who := range t.census.Find(store.Inquiry{All: []store.Clause{{Any: of}}}).Yes {
		if there, err := t.open(who.Slug); err != nil {
			return false, err
		} else if !there {
			continue
		}
		var items []item
		for i := range t.c.People {
			x := &t.c.People[i]
			if !slices.ContainsFunc(t.q.marks, func(m mark) bool { return m.names(store.FieldAround) && t.sameName(x, &m) }) {
				continue
			}
			if sentenced && (hasWord(x.Role, "judge") || hasWord(x.Role, "prosecutor") || hasWord(x.Role, "lawyer") && !hasWord(x.Role, "co-defendant")) {
				return false, nil // it is theirs over others, or of those whom they defend
			}
			all = all && (!sentenced || t.tellsTerm(x.Role))
			items = append(items, t.aroundItem(x))
		}
		if t.tell("recall", items) {
			told = true
			t.shows(t.p.Summary)
			t.out.About = t.p.Slug
		}
	}
	if told && !all {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.lines = append([]string{t.words("answer.mentioned")}, t.lines...)
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	t.f = &frame{name: "recall", about: "person"}
	return told, nil
}

// ownSentence are the meanings by which somebody's own sentence is asked for.
//
//nolint:gochecknoglobals // a table that is only read
var ownSentence = []string{"topic.sentence", "topic.convicted", "topic.verdict", "topic.coaccused", "penalty.imprisonment", "status.held", "topic.detained", "ask.howlong", "ask.howmany", "unit.*", "topic.status"}

// tellsTerm reports whether a role tells of a sentence: "co-defendant, nine years".
func (t *teller) tellsTerm(role string) bool {
	return slices.ContainsFunc(tokenise(role), func(w token) bool {
		return slices.ContainsFunc(t.lex.phrases[w.text], func(c concept) bool { return c.class() == "unit" || c.class() == "penalty" })
	})
}

// aroundItem is somebody around the case with their part in it.
func (t *teller) aroundItem(x *casefile.Related) item {
	text := t.stored(t.relatedName(x))
	if x.Role != "" {
		text += t.words("list.comma") + t.part(x.Role)
	}
	return fact("person", "", text, &x.Fact, x)
}

// sameName reports whether a mark names somebody around.
func (t *teller) sameName(x *casefile.Related, m *mark) bool {
	all := []string{names.Fold(x.Name)}
	for i := range x.Names {
		all = append(all, names.Fold(x.Names[i].Text))
	}
	return slices.ContainsFunc(m.values, func(v value) bool { return slices.Contains(all, names.Fold(v.Text)) })
}
