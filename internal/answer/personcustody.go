package answer

import (
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Of being held: arrests, how long, and where.

// allSpans are the times in custody whatever dates the question has.
func (t *teller) allSpans() []item {
	q := *t.q
	q.marks = nil
	other := *t
	other.q = &q
	return other.spans()
}

// spans are the times in custody as items.
func (t *teller) spans() []item {
	var items []item
	for i := range t.c.Custody {
		x := &t.c.Custody[i]
		if !t.on(x.Start) {
			continue
		}
		key := "answer.custody.since"
		if !x.End.IsZero() {
			key = "answer.custody.span"
		}
		text := t.words(key, locale.Text("kind", card.Code("custody.", x.Kind, t.l)), locale.Text("from", t.date(x.Start)), locale.Text("to", t.date(x.End)))
		if x.Place != "" {
			text += t.words("list.comma") + t.stored(x.Place)
		}
		items = append(items, item{text: text, kind: "custody", fact: &x.Fact, record: x, date: x.Start})
	}
	return items
}

func (t *teller) arrest() {
	items := t.steps("arrest", "abduction", "detention")
	for _, x := range t.spans() {
		if !slices.ContainsFunc(items, func(had item) bool { return had.date == x.date }) {
			items = append(items, x)
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	items = t.nth(items)
	if len(items) == 0 && len(t.q.dates()) > 0 && t.q.yesno {
		if notes := t.notesOf(t.q.dates()); t.tell("recall", notes) { // what is in doubt of it
			return
		}
		t.notSo("arrest", append(t.allSteps("arrest", "abduction", "detention"), t.allSpans()...))
		return
	}
	if there, asked := t.arrestedThere(items); asked {
		if len(there) == 0 && t.q.yesno {
			t.notSo("arrest", items)
			return
		}
		if len(there) > 0 {
			items = there
		}
	}
	if len(items) > 1 || len(items) > 0 && !t.q.has("topic.count") { // more than once
		t.surelyYes(items)
	}
	if !t.tell("arrest", items) {
		t.lacks("arrest")
		return
	}
	t.rivalDates("topic.arrest", "topic.detained", "act.abduct")
}

// notesOf are the notes of the record that name the month, or the year, of one of those dates.
func (t *teller) notesOf(dates []dated) []item {
	var items []item
	for i := range t.c.Notes {
		x := &t.c.Notes[i]
		if slices.ContainsFunc(dates, func(d dated) bool {
			first, ok := d.date.Earliest()
			if !ok || d.when == "before" || d.when == "after" || !strings.Contains(x.Text, strconv.Itoa(first.Year)) {
				return false
			}
			return len(d.date.String()) == len("2006") || strings.Contains(x.Text, first.Month.String()+" "+strconv.Itoa(first.Year))
		}) && t.text(x.Text).concepts["topic.arrest"] {
			items = append(items, fact("note", "", t.stored(x.Text), &x.Fact, x))
		}
	}
	return items
}

// arrestedThere are the arrests that say the place which the question names; asked reports
// whether it names one beside the country of the case.
func (t *teller) arrestedThere(items []item) (there []item, asked bool) {
	for i := range t.q.marks {
		m := &t.q.marks[i]
		place := m.of("country") || m.of("place") || m.fitsAny([]string{"value.place", "value.court"}) || m.unknown() && !m.small()
		if !place || m.subject || m.is(concept("country."+t.c.Country)) {
			continue
		}
		asked = true
		there = append(there, slices.DeleteFunc(slices.Clone(items), func(x item) bool { return !t.itemSays(x, m) })...)
	}
	return there, asked
}

func (t *teller) custody() {
	text := card.InCustody(t.c, t.q.today, t.l)
	items := t.spans()
	if text == "" || len(items) == 0 {
		t.lacks("custody")
		t.statusToo()
		return
	}
	t.line(t.words("answer.several", locale.Text("head", t.words("answer.head.custody", t.name()))))
	t.line(text)
	for _, x := range items {
		t.cite(x)
	}
	t.cite(t.statusItem())
	t.citeDays(card.DaysInCustody(t.c, t.q.today))
}

// citeDays notes a count of days as a fact of the answer.
func (t *teller) citeDays(h casefile.Held) {
	if h.Days > 0 {
		t.cite(item{kind: "days", record: map[string]any{"days": h.Days, "since": calendar.DateOf(h.Since), "until": calendar.DateOf(h.Until)}})
	}
}

func (t *teller) held() {
	if t.q.has("ask.why") && t.q.has("aux.not") && t.atLarge() { // why isn't he in prison
		t.statusToo()
		var items []item
		for _, j := range t.judgments() {
			items = append(items, t.judged(j))
		}
		t.tell("sentence", items)
		return
	}
	if t.q.has("ask.why") && !t.past() && t.atLarge() {
		t.against(append([]item{t.statusItem()}, t.steps("release", "exchange")...)...)
		return
	}
	items := t.spans()
	if len(items) == 0 && t.q.has("ask.when") && !t.c.Status.Code.Held() {
		t.lacks("custody")
	}
	if t.q.yesno && len(items) == 0 && len(t.q.dates()) > 0 && t.past() { // then
		if then := t.steps("arrest", "abduction", "detention", "release", "furlough", "return"); len(then) > 0 {
			t.tell("arrest", then)
			return
		}
		t.lacks("custody")
		t.statusToo()
		return
	}
	if t.q.yesno && t.hasBeen() && len(items) == 0 && !t.c.Status.Code.Held() {
		for _, j := range t.c.Judgments() { // served, though when isn't on record
			if slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool {
				o := j.OutcomeOf(&p)
				return p.Kind == casefile.Imprisonment && (o == casefile.Served || o == casefile.PartlyServed || o == casefile.BeingServed)
			}) {
				items = append(items, t.judged(j))
			}
		}
		if len(items) > 0 && len(t.q.dates()) == 0 {
			t.answersYes(calendar.Yes)
			t.tell("sentence", items)
			t.statusToo()
			return
		}
		items = nil
	}
	if t.q.yesno && t.hasBeen() && t.atLarge() { // was, not is
		if len(items) > 0 {
			t.answersYes(calendar.Yes)
			t.tell("custody", items)
		}
		t.statusToo()
		return
	}
	t.yesStatus()
	t.statusToo()
	if t.q.has("ask.when") || t.c.Status.Code.Held() || len(t.q.dates()) > 0 {
		t.tell("custody", items)
	}
	if x, ok := t.whereaboutsItem(); ok {
		t.tell("whereabouts", []item{x})
	}
}

func (t *teller) prison() {
	items := []item{}
	for _, x := range t.spans() {
		if c, ok := x.record.(*casefile.Custody); ok && c.Place != "" {
			items = append(items, x)
		}
	}
	if x, ok := t.whereaboutsItem(); ok && x.fact.Visibility != casefile.Confidential {
		items = append([]item{x}, items...)
	}
	if !t.c.Status.Code.Held() {
		if len(t.q.dates()) == 0 && !t.past() && t.atLarge() {
			t.against(t.statusItem())
			if x, ok := t.whereaboutsItem(); ok {
				t.tell("whereabouts", []item{x})
			}
			t.tell("custody", t.spans())
			return
		}
		if len(items) == 0 {
			items = t.prisonsNamed()
		}
		if len(items) == 0 && t.q.has("ask.where") && len(t.q.dates()) > 0 { // where an arrest was is as near as the record comes
			items = t.steps("arrest", "detention", "transfer")
		}
		if !t.tell("recall", items) && !t.tell("custody", t.spans()) {
			t.whereabouts()
		}
		return
	}
	if !t.tell("prison", items) {
		t.lacks("whereabouts")
		t.statusToo()
	}
}

// prisonsNamed are the steps of a case that name a prison.
func (t *teller) prisonsNamed() []item {
	all := t.steps("release", "transfer", "arrest", "detention", "detention_review", "furlough", "return", "enforcement")
	return slices.DeleteFunc(all, func(x item) bool {
		return !slices.ContainsFunc([]string{"prison", "jail", "colony", "detention cent"}, func(w string) bool { return strings.Contains(x.text, w) })
	})
}
