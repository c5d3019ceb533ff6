package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// aboutPerson are the runners of frames about one person.
func aboutPerson() map[string]func(*teller) {
	return map[string]func(*teller){
		"exiledto": (*teller).exiledTo, "sentence": (*teller).sentence, "lashes": (*teller).lashes, "penalty": (*teller).penalty, "count": (*teller).countSentences,
		"outcome": (*teller).outcome, "became": (*teller).became, "voice": (*teller).voice, "safety": (*teller).safety, "contact": (*teller).contact, "enforced": (*teller).enforced, "enforceable": (*teller).enforceable,
		"charges": (*teller).charges, "court": (*teller).court, "reason": (*teller).reason,
		"judge": (*teller).judge, "prosecutor": around("prosecutor", "prosecutor"), "lawyer": (*teller).lawyer,
		"family": (*teller).family, "private": (*teller).private, "hospital": (*teller).hospital, "remaining": (*teller).remaining, "predict": (*teller).predict,
		"elsewhere": (*teller).whereabouts, "chronicle": (*teller).chronicle, "furlough": (*teller).furlough, "inhand": (*teller).inHand,
		"distributor": around("distributor", "distributor"), "spokesperson": around("spokesperson", "spokes"),
		"coaccused": (*teller).coaccused,
		"arrest":    (*teller).arrest, "custody": (*teller).custody, "prison": (*teller).prison, "held": (*teller).held,
		"release": (*teller).release, "endterm": (*teller).endTerm, "departure": (*teller).departure,
		"returned": (*teller).returned, "trial": (*teller).trial, "appeal": (*teller).appeal,
		"whereabouts": (*teller).whereabouts, "inplace": (*teller).inPlace, "status": (*teller).status,
		"born": (*teller).born, "age": (*teller).age, "died": (*teller).died,
		"profession": (*teller).profession, "country": (*teller).country, "nationality": (*teller).nationality,
		"works": (*teller).works, "awards": (*teller).awards, "names": (*teller).names, "whosays": (*teller).whoSays,
		"bail": (*teller).bail, "summary": (*teller).summary, "menu": (*teller).menu,
	}
}

// fact is the item of a text and what it rests on.
func fact[T any](kind, id, text string, f *casefile.Fact, record T) item {
	return item{text: text, kind: kind, id: id, fact: f, record: record}
}

// stored is text of the record as an answer shows it.
func (t *teller) stored(s string) string { return card.Stored(s, t.l) }

// quoted is what a fact of the record says, with its date.
func (t *teller) quoted(x item) string {
	text := t.happened(x.date, x.kind, x.text)
	if x.fact != nil && x.fact.DateNote != "" && x.date.IsZero() {
		text += " (" + t.worded(x.fact.DateNote) + ")"
	}
	return text
}

// answersYes begins with yes or no, where the question asks for it and the
// record decides it.
func (t *teller) answersYes(a calendar.Answer) {
	if !t.q.yesno || t.q.has("aux.not", "logic.only") || t.q.besideEvent() || a == calendar.Yes && t.otherCourt() || len(t.missing) > 0 { // to "isn't he free" both words could mean both
		return
	}
	switch a {
	case calendar.Yes:
		t.say("answer.yes")
	case calendar.No:
		t.say("answer.no")
	}
}

// besideEvent reports whether the question places something before or after what isn't a date: which came
// first, both are told.
func (q *question) besideEvent() bool {
	return len(q.people) == 1 && q.has("time.before", "time.after") && len(q.dates()) == 0 && !slices.ContainsFunc(q.marks, func(m mark) bool { return m.month > 0 || m.term != nil })
}

// otherCourt reports whether the question says that a court gave a sentence which gave none of those asked for:
// one that upheld or overturned it.
func (t *teller) otherCourt() bool {
	if !t.q.has("penalty.*", "topic.sentence", "topic.convicted") || t.q.has("outcome.*") {
		return false
	}
	return slices.ContainsFunc(t.q.marks, func(m mark) bool {
		return m.is("topic.appeal") && len(m.among(store.FieldCourt)) > 0 && !slices.ContainsFunc(t.c.Judgments(), func(j casefile.Judgment) bool { return t.text(j.Court).has(t.q, &m) })
	})
}

// surelyYes begins with yes where one of the items surely is of the question's dates; where none is known
// well enough, what is known is told without it.
func (t *teller) surelyYes(items []item) {
	if t.q.says("early", "prematurely") && !t.q.has("date") { // before the end of the term
		return
	}
	if t.q.has("topic.release") && t.q.has("topic.bail", "status.bail") && !slices.ContainsFunc(items, func(x item) bool { return t.text(x.text).concepts["topic.bail"] }) {
		return
	}
	dates := t.q.dates()
	if slices.ContainsFunc(items, func(x item) bool {
		return !slices.ContainsFunc(dates, func(d dated) bool { return d.holds(x.date) != calendar.Yes })
	}) {
		t.answersYes(calendar.Yes)
	}
}

// chronicle tells what happened in the time that the question names.
func (t *teller) chronicle() {
	if len(t.q.dates()) == 0 {
		t.status()
		return
	}
	var items []item
	told := map[string]bool{}
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.date.IsZero() || !t.on(d.date) || d.kind == "status" || d.kind == "custody" {
			continue
		}
		x := t.recalledItem(&d)
		if !told[x.text] {
			told[x.text] = true
			items = append(items, x)
		}
	}
	for _, x := range t.spans() {
		if !slices.ContainsFunc(items, func(had item) bool { return had.date == x.date }) {
			items = append(items, x)
		}
	}
	items = t.surely(items)
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	if !t.tell("recall", items) {
		t.lacks("then")
		t.statusToo()
	}
}

// surely keeps the items that surely are of the question's dates, where there are
// any.
func (t *teller) surely(items []item) []item {
	dates := t.q.dates()
	var sure []item
	for _, x := range items {
		if slices.ContainsFunc(t.q.marks, func(m mark) bool { _, exact := x.date.Exact(); return m.day > 0 && !exact }) {
			continue
		}
		if !slices.ContainsFunc(dates, func(d dated) bool { return d.holds(x.date) != calendar.Yes }) {
			sure = append(sure, x)
		}
	}
	if len(sure) > 0 {
		return sure
	}
	return items
}

// step is a proceeding as an item.
func (t *teller) step(x *casefile.Proceeding) item {
	text := t.dated(x.Date, card.Code("kind.", x.Kind, t.l))
	if known, ok := card.Known(x.Text, t.l); ok { // arrested: that it was an arrest goes without saying
		text = t.dated(x.Date, known)
	} else if x.Text != "" {
		text = t.ofKind(x.Date, card.Code("kind.", x.Kind, t.l), t.worded(x.Text))
	}
	if x.Court != "" {
		text += t.words("list.comma") + t.stored(x.Court)
	}
	return item{text: text, kind: x.Kind, id: x.ID, fact: &x.Fact, record: x, date: x.Date}
}

func (t *teller) event(x *casefile.Event) item {
	return item{text: t.quoted(item{text: x.Text, kind: x.Kind, fact: &x.Fact, date: x.Date}), kind: x.Kind, id: x.ID, fact: &x.Fact, record: x, date: x.Date}
}

// steps are the proceedings and events of those kinds that the question's dates
// allow, in order.
func (t *teller) steps(kinds ...string) []item {
	var items []item
	for i := range t.c.Proceedings {
		if x := &t.c.Proceedings[i]; slices.Contains(kinds, x.Kind) && t.on(x.Date) {
			items = append(items, t.step(x))
		}
	}
	for i := range t.c.Events {
		if x := &t.c.Events[i]; slices.Contains(kinds, x.Kind) && t.on(x.Date) {
			items = append(items, t.event(x))
		}
	}
	items = t.surely(items)
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	return items
}

// allSteps are the steps of those kinds whatever dates the question has.
func (t *teller) allSteps(kinds ...string) []item {
	q := *t.q
	q.marks = nil
	other := *t
	other.q = &q
	return other.steps(kinds...)
}

// whoSays answers who reports what the rest of the question is about: the
// same answer, whose citations say it.
func (t *teller) whoSays() {
	for _, d := range [...]struct {
		when string
		run  func(*teller)
	}{{"penalty.flogging", (*teller).lashes}, {"penalty.*", (*teller).penalty}, {"topic.sentence", (*teller).sentence}, {"term", (*teller).recallOrSentence}, {"topic.charge", (*teller).charges}, {"topic.departure", (*teller).departure},
		{"topic.arrest", (*teller).arrest}, {"topic.release", (*teller).release}, {"topic.status", (*teller).status}, {"status.*", (*teller).status}, {"topic.convicted", (*teller).sentence}} {
		if t.q.has(d.when) {
			d.run(t)
			t.announced()
			return
		}
	}
	if t.recall() {
		return
	}
	if t.q.has("term") {
		t.sentence()
		return
	}
	for i := range t.q.marks { // not of this alone
		if m := &t.q.marks[i]; slices.Contains(t.q.narrowing(), m) || !m.date.IsZero() {
			t.unmet(m)
		}
	}
	var items []item
	for i := range t.c.Sources {
		s := &t.c.Sources[i]
		text := t.stored(s.Publisher)
		if s.Title != "" {
			text += t.words("list.comma") + t.stored(s.Title)
		}
		items = append(items, fact("source", s.ID, text, &casefile.Fact{Sources: []string{s.ID}}, s))
	}
	if !t.tell("whosays", items) {
		t.lacks("whosays")
	}
}

// announced adds who made a sentence known, where the question asks for that and a fact says it.
func (t *teller) announced() {
	if t.q.says("who", "whose", "whom") && t.q.has("topic.sentence", "topic.verdict", "topic.convicted", "term") && t.out.Kind == "" {
		var roles []string
		for _, of := range voices {
			roles = append(roles, of...)
		}
		slices.Sort(roles)
		said := slices.DeleteFunc(t.saidBy(roles, nil), func(x item) bool { return x.kind == "sentence" || x.kind == "charge" })
		t.tell("voice", said[:min(len(said), 3)])
	}
}

// recallOrSentence tells the facts that say what is asked, or otherwise the sentences that do.
func (t *teller) recallOrSentence() {
	if !t.recall() {
		t.sentence()
	}
}

func (t *teller) summary() {
	if t.q.has("ask.who", "topic.summary") && len(t.c.Person.Professions) > 0 {
		t.profession()
	}
	t.statusToo()
	var items []item
	for _, j := range t.judgments() {
		items = append(items, t.judged(j))
	}
	t.tell("sentence", items[:min(len(items), 2)])
}

// menu answers a name without a question: who it is in short, and what can be
// asked.
func (t *teller) menu() {
	t.summary()
	if t.q.has("ask.*") { // tell me about …
		return
	}
	t.say("answer.menu", t.name())
	t.out.Kind = Asked
	for _, about := range [...]string{"sentence", "status", "charges", "lawyer"} {
		t.out.Choices = append(t.out.Choices, Choice{Label: t.words("answer.read." + about), Question: t.words("answer.ask."+about, locale.Name("name", t.c.Person.Name))})
	}
}
