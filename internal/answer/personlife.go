package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func (t *teller) born() {
	b := t.c.Person.Born
	if b == nil {
		t.lacks("born")
		return
	}
	var parts []string
	if !b.Date.IsZero() {
		parts = append(parts, t.date(b.Date))
	}
	if b.Place != "" {
		parts = append(parts, t.stored(b.Place))
	}
	text := strings.Join(parts, t.words("list.comma"))
	switch {
	case b.Note != "" && text == "":
		text = t.worded(b.Note)
	case b.Note != "":
		text += " (" + t.worded(b.Note) + ")"
	}
	x := fact("born", "", text, &b.Fact, b)
	x.date = b.Date
	switch {
	case t.q.has("ask.where") && !t.q.has("ask.when") && b.Place == "":
		t.lacks("birthplace")
	case t.q.has("ask.when") && b.Date.IsZero():
		t.lacks("born")
	default:
		t.decide([]item{x}, true, "topic.born")
	}
	t.tell("born", []item{x})
}

func (t *teller) age() {
	b := t.c.Person.Born
	if b == nil || b.Date.IsZero() && b.Note == "" {
		t.lacks("age")
		return
	}
	first, ok1 := b.Date.Earliest()
	last, ok2 := b.Date.Latest()
	from, to, then := t.q.today, t.q.today, item{}
	if items := t.agedAt(); len(items) > 0 {
		var ok3, ok4 bool
		then = items[0]
		from, ok3 = then.date.Earliest()
		to, ok4 = then.date.Latest()
		ok1 = ok1 && ok3 && ok4
	} else if t.c.Status.Code.Dead() {
		ok1 = false
	}
	if !ok1 || !ok2 {
		t.born()
		return
	}
	older, younger := years(first, to), years(last, from)
	text := t.words("answer.age", locale.N(older))
	switch {
	case older > younger+1:
		text = t.words("answer.age_range", locale.Count("least", younger), locale.N(older))
	case older != younger:
		text = t.words("answer.age_between", locale.Count("least", younger), locale.N(older))
	}
	t.cite(item{kind: "age", record: []int{younger, older}})
	if t.q.yesno {
		t.saysAge(younger, older)
	}
	t.tell("age", []item{fact("born", "", t.words("answer.age_of", locale.Text("age", text), locale.Text("date", t.date(b.Date))), &b.Fact, b)})
	if then.fact != nil {
		t.line("- " + t.cited(then))
	}
}

// saysAge answers whether somebody is as old as the question says.
func (t *teller) saysAge(younger, older int) {
	for i := range t.q.marks {
		m := &t.q.marks[i]
		n := -1
		if m.number != nil {
			n = *m.number
		} else if m.term != nil && m.term.Years > 0 {
			n = m.term.Years
		}
		if n < 0 {
			continue
		}
		switch {
		case n == younger && n == older:
			t.say("answer.yes")
		case n < younger || n > older:
			t.say("answer.no")
		}
		return
	}
}

// agedAt is what happened at the time for which the question asks an age.
func (t *teller) agedAt() []item {
	var items []item
	switch {
	case t.q.has("topic.release"):
		items = t.steps("release", "exchange")
	case t.q.has("topic.arrest", "topic.detained"):
		items = append(t.steps("arrest", "abduction", "detention"), t.spans()...)
	case t.q.has("topic.departure"):
		items = t.steps("departure")
	case t.q.has("topic.died", "status.dead"):
		items = t.steps("death", "execution")
	case t.q.has("topic.sentence", "topic.convicted", "penalty.*"):
		for _, j := range t.judgments() {
			x := t.judged(j)
			x.date = j.Day()
			items = append(items, x)
		}
	}
	items = slices.DeleteFunc(items, func(x item) bool { return x.date.IsZero() })
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	if t.q.has("order.last") && len(items) > 1 {
		items = items[len(items)-1:]
	}
	return items
}

// years is how many whole years there are from one day to another.
func years(from, to calendar.Day) int {
	n := 0
	for !from.Add(calendar.Term{Years: n + 1}).After(to) && n < 200 {
		n++
	}
	return n
}

func (t *teller) died() {
	items := t.steps("death", "execution")
	if d := t.c.Person.Died; d != nil {
		items = append(items, item{text: t.dated(d.Date, t.stored(d.Place)), kind: "died", fact: &d.Fact, record: d, date: d.Date})
	}
	switch {
	case len(items) > 0 && (t.q.has("ask.how", "ask.why") || t.q.says("of", "from") && t.q.has("ask.what") || t.q.says("cause", "causes")) && !slices.ContainsFunc(items, t.tellsHow):
		t.lacks("how_died")
		t.tell("died", items)
	case len(items) > 0 && t.q.yesno && t.q.has("status.held", "topic.detained") && !slices.ContainsFunc(items, func(x item) bool {
		said := t.text(x.text)
		return said.concepts["status.held"] || said.concepts["topic.detained"]
	}):
		t.out.Kind, t.out.Reason = Refused, NotRecorded // where it happened
		t.say("answer.not_so", t.name())
		t.tell("died", items)
	case len(items) > 0 && t.q.yesno && t.q.killed() && !slices.ContainsFunc(items, t.tellsKilled), // by whom or what isn't on record
		len(items) == 0 && len(t.q.dates()) > 0 && len(t.allSteps("death", "execution")) > 0: // not then
		t.notSo("died", t.allSteps("death", "execution"))
	case len(items) > 0:
		t.decide(items, true, "topic.died", "status.*")
		t.tell("died", items)
	case t.c.Status.Code.Dead():
		t.answersYes(calendar.Yes)
		t.statusToo()
	case t.c.Status.Code == "" || t.c.Status.Code == casefile.UnknownStatus:
		t.lacks("died")
	default:
		t.out.Kind, t.out.Reason = Refused, Contradicted
		t.say("answer.no_death", t.name())
		t.statusToo()
	}
}

// killed reports whether a question asks of a death that somebody else caused it, or they themselves.
func (q *question) killed() bool {
	return slices.ContainsFunc(q.toks, func(t token) bool { return saysKilled(t.text) })
}

// tellsKilled reports whether a death is told as a killing.
func (t *teller) tellsKilled(x item) bool {
	return x.kind == "execution" || slices.ContainsFunc(tokenise(x.text), func(t token) bool { return saysKilled(t.text) })
}

func saysKilled(word string) bool {
	return slices.ContainsFunc([]string{"kill", "murder", "suicid", "assassin", "slain", "execut", "tortur", "کشت", "قتل", "خودکش", "ترور", "اعدام", "شکنجه"}, func(w string) bool {
		return strings.HasPrefix(word, w)
	})
}

// tellsHow reports whether a death is told with more than that it happened.
func (t *teller) tellsHow(x item) bool {
	switch f := x.record.(type) {
	case *casefile.Event:
		return len(tokenise(f.Text)) > 2
	case *casefile.Proceeding:
		return len(tokenise(f.Text)) > 2
	case *casefile.Life:
		return f.Note != ""
	}
	return false
}

func (t *teller) profession() {
	var items []item
	for i := range t.c.Person.Professions {
		x := &t.c.Person.Professions[i]
		items = append(items, fact("profession", "", card.Phrase(x.Text, t.l), &x.Fact, x))
	}
	if t.q.has("prof.*") {
		t.decide(items, false, "topic.profession", "topic.status")
	}
	if !t.tell("profession", items) {
		t.lacks("profession")
	}
}

func (t *teller) nationality() {
	var items, plain []item
	for i := range t.c.Person.Nationalities {
		x := &t.c.Person.Nationalities[i]
		text := card.Phrase(x.Text, t.l)
		plain = append(plain, item{text: text, kind: "nationality"}) // what others claim in a note is no yes
		if x.Note != "" {
			text += " (" + t.worded(x.Note) + ")"
		}
		items = append(items, fact("nationality", "", text, &x.Fact, x))
	}
	for i := range t.c.Notes { // rival claims of it
		if x := &t.c.Notes[i]; x.About == "nationality" {
			items = append(items, fact("note", "", t.worded(x.Text), &x.Fact, x))
		}
	}
	if !t.q.has("topic.confiscated") { // that it was lost is another question
		t.decide(plain, false, "topic.nationality")
	}
	if !t.tell("nationality", items) {
		t.lacks("nationality")
	}
}

func (t *teller) country() {
	if t.c.Country == "" {
		t.lacks("country")
		return
	}
	t.tell("country", []item{{text: t.stored(t.l.Country(t.c.Country)), kind: "country", record: t.c.Country}})
}

func (t *teller) names() {
	p := &t.c.Person
	items := []item{fact("name", "", t.stored(p.Name), &p.Fact, p.Name)}
	for i := range p.Names {
		x := &p.Names[i]
		items = append(items, fact("name", "", t.stored(x.Text), &x.Fact, x))
	}
	t.tell("names", items)
}
