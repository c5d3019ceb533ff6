package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// charges tells what somebody is charged with, or why somebody was arrested.
func (t *teller) charges() {
	if t.q.has("ask.why") && t.q.has("status.held", "topic.detained") && !t.past() && !t.q.has("topic.arrest", "topic.charge") && t.atLarge() {
		t.held()
		return
	}
	if t.q.has("topic.sentence", "topic.convicted") && !t.q.has("ask.why") && t.q.has("penalty.*", "term") && !t.onlyCharged() { // to what, for that
		t.judgments()
		other := slices.ContainsFunc(t.missing, func(m *mark) bool { return m.of("charge") || len(m.values) > 0 })
		if t.missing = nil; !other {
			t.sentence()
			return
		}
	}
	items, others := t.chargesAsked()
	items = narrow(t, items, t.chargeSays)
	if len(items) > 0 {
		if len(t.missing) == 0 && (t.q.has("charge.*") || t.onlyCharged()) {
			t.answersCharge(items)
		}
		if t.q.has("ask.why") && t.q.has("topic.arrest") && !t.q.has("topic.charge", "topic.convicted", "topic.sentence") {
			arrests := t.arrests()
			if t.tell("arrest", arrests) && (len(t.q.dates()) > 0 || t.q.has("order.first", "order.last", "topic.again")) {
				return
			}
		}
		t.tell("charges", items)
		if t.q.has("ask.when") && t.q.has("topic.convicted", "topic.sentence") {
			t.tell("sentence", t.judgedItems())
		}
		return
	}
	if never := t.never("topic.charge"); len(never) > 0 {
		t.denied(never)
		return
	}
	for i := range t.c.Proceedings { // no charge as such, but why somebody was arrested
		if x := &t.c.Proceedings[i]; x.Kind == "arrest" && t.q.has("ask.why") && t.on(x.Date) {
			items = append(items, t.step(x))
		}
	}
	if t.q.has("ask.why") && t.tell("arrest", items) {
		return
	}
	if len(others) > 0 { // not then
		t.notSo("charges", others)
		return
	}
	t.lacks("charges")
}

// chargesAsked are the charges; of a question with dates those of the sentences of then, and the others.
func (t *teller) chargesAsked() (items, others []item) {
	of := map[string]bool{}
	for _, j := range t.ofDates() {
		for _, id := range j.Charges {
			of[id] = true
		}
	}
	for i := range t.c.Charges {
		x := &t.c.Charges[i]
		text := card.Phrase(x.Text, t.l)
		for _, more := range [...]string{x.Law, x.Stage, x.Outcome, x.Note} {
			if more != "" {
				text += " (" + t.stored(more) + ")"
			}
		}
		charged := fact("charge", x.ID, text, &x.Fact, x)
		if len(t.q.dates()) > 0 && !of[x.ID] {
			others = append(others, charged)
			continue
		}
		items = append(items, charged)
	}
	return items, others
}

// answersCharge says yes or no to a question about those charges: whether they ended as it says, somebody was
// convicted of them, or somebody is charged with them.
func (t *teller) answersCharge(items []item) {
	switch {
	case t.q.has("outcome.*", "status.acquitted"): // as is told
		if !slices.ContainsFunc(items, func(x item) bool { return !t.endedSo(x) }) {
			t.answersYes(calendar.Yes)
		}
	case t.q.has("topic.convicted", "topic.sentence"):
		t.answersYes(t.convictedOf(items))
	case t.q.has("topic.charge", "topic.arrest", "status.held", "topic.detained"): // that somebody is a spy isn't known by the charge
		t.answersYes(calendar.Yes)
	}
}

// arrests are the arrests that the question asks for.
func (t *teller) arrests() []item {
	items := slices.DeleteFunc(t.steps("arrest", "abduction", "detention"), func(x item) bool { return x.text == "" })
	if t.q.has("topic.again") && len(items) > 1 && !t.q.has("order.*") {
		return items[len(items)-1:]
	}
	return t.nth(items)
}

// nth are of several items in the order of time those that first, second, third or last
// ask for; all where none is asked for, or one has no date.
func (t *teller) nth(items []item) []item {
	if slices.ContainsFunc(items, func(x item) bool { return x.date.IsZero() }) {
		return items
	}
	n := len(items)
	for i, c := range [...]string{"order.first", "order.second", "order.third"} {
		if t.q.has(c) && n > max(1, i) {
			return items[i : i+1]
		}
	}
	if t.q.has("order.last") && n > 1 {
		return items[n-1:]
	}
	return items
}

// convictedOf reports whether one of the charges is one of a sentence that wasn't overturned;
// not when each is on record as acquitted or dropped.
func (t *teller) convictedOf(items []item) calendar.Answer {
	cleared := 0
	for _, x := range items {
		if c, ok := x.record.(*casefile.Charge); ok && c.Outcome != "" && t.text(c.Outcome).cleared() {
			cleared++
			continue
		}
		for _, j := range t.c.Judgments() {
			if slices.Contains(j.Charges, x.id) && !j.Fallen() {
				return calendar.Yes
			}
		}
	}
	if cleared == len(items) {
		return calendar.No
	}
	return calendar.CantTell
}

// judgedItems are the sentences that the question asks for.
func (t *teller) judgedItems() []item {
	var items []item
	for _, j := range t.judgments() {
		items = append(items, t.judged(j))
	}
	return items
}

// endedSo reports whether the outcome of a charge is what the question says.
func (t *teller) endedSo(x item) bool {
	c, ok := x.record.(*casefile.Charge)
	if !ok || c.Outcome == "" {
		return false
	}
	d := t.text(c.Outcome)
	return d.concepts["status.acquitted"] && t.q.has("status.acquitted") || d.concepts["outcome.overturned"] && t.q.has("outcome.overturned")
}

// cleared reports whether a text says that somebody was acquitted or a charge dropped.
func (d *document) cleared() bool {
	return d.concepts["status.acquitted"] || d.concepts["outcome.overturned"]
}

// chargeSays reports whether a charge is what a mark means, or is one of a sentence that
// is: of the twenty years, of that court. A sentence whose charges aren't recorded is of any.
func (t *teller) chargeSays(x item, m *mark) bool {
	if t.itemSays(x, m) {
		return true
	}
	if m.unknown() || m.of("charge") {
		return false
	}
	some, ofIt := false, false
	for _, j := range t.c.Judgments() {
		if t.judgmentSays(j, m) {
			some = some || len(j.Charges) > 0
			ofIt = ofIt || len(j.Charges) == 0 || slices.Contains(j.Charges, x.id)
		}
	}
	return ofIt || some && slices.ContainsFunc(t.c.Judgments(), func(j casefile.Judgment) bool { return t.judgmentSays(j, m) && len(j.Charges) == 0 })
}

func (t *teller) court() {
	var items []item
	named := false
	for _, j := range t.judgments() {
		if j.Court == "" {
			continue
		}
		named = named || specific(j.Court)
		items = append(items, fact("sentence", j.ID, t.words("answer.of_sentence", locale.Text("what", t.stored(j.Court)), locale.Text("given", card.WhenGiven(j.Sentence, t.l))), &j.Fact, j.Sentence))
	}
	for i := range t.c.Proceedings {
		if x := &t.c.Proceedings[i]; x.Court != "" && t.on(x.Date) && !slices.ContainsFunc(t.c.Sentences, func(s casefile.Sentence) bool { return s.Court == x.Court }) {
			named = named || specific(x.Court)
			items = append(items, t.step(x))
		}
	}
	if len(items) == 0 && len(t.c.Sentences) == 0 {
		t.unsentenced()
		return
	}
	if !named {
		t.lacks("court")
		for _, x := range items {
			t.line("- " + t.cited(x))
		}
		return
	}
	if t.q.has("value.court", "number", "unknown") && len(t.missing) == 0 {
		t.answersYes(calendar.Yes)
	}
	t.tell("court", items)
}

// specific reports whether a court's name says which one it is: it has a
// number or a name, where "an Iranian court" has neither.
func specific(court string) bool {
	return !strings.HasPrefix(court, "a ") && !strings.HasPrefix(court, "an ")
}

func (t *teller) judge() {
	items := t.peopleAs("judge")
	for _, j := range t.judgments() {
		if strings.Contains(j.Court, "Judge") {
			items = append(items, fact("sentence", j.ID, t.stored(j.Court), &j.Fact, j.Sentence))
		}
	}
	for i := range t.c.Proceedings {
		if x := &t.c.Proceedings[i]; strings.Contains(x.Text+x.Court, "Judge") && t.on(x.Date) {
			items = append(items, t.step(x))
		}
	}
	t.decide(items, false, "topic.judge", "topic.sentence", "topic.convicted", "topic.verdict", "topic.court")
	if !t.tell("judge", items) {
		t.lacks("judge")
	}
}
