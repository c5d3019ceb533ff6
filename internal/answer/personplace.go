package answer

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// returned tells of a return; somebody in exile has not returned.
func (t *teller) returned() {
	items := t.steps("return", "arrival")
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.concepts["topic.return"] && t.on(d.date) && !slices.ContainsFunc(items, func(had item) bool { return had.kind == d.kind && had.id == d.id }) {
			items = append(items, t.recalledItem(&d))
		}
	}
	switch {
	case len(items) > 0:
		t.tell("recall", items[:min(len(items), 3)])
	case t.c.Status.Code == casefile.Exile && t.q.yesno:
		t.lacks("recall")
		t.statusToo()
	case t.c.Status.Code == casefile.Exile:
		t.against(t.statusItem())
	default:
		t.lacks("recall")
		t.statusToo()
	}
}

// whereaboutsItem is where the person is, as far as it may be said.
func (t *teller) whereaboutsItem() (item, bool) {
	w := t.c.Whereabouts
	if w == nil {
		return item{}, false
	}
	said := w.Text
	if w.PublicText != "" {
		said = w.PublicText
	}
	if said == "" {
		return item{}, false
	}
	text := t.stored(said)
	if w.PublicText != "" {
		text = t.worded(said)
	}
	if !w.AsOf.IsZero() {
		text += " (" + t.words("case.status_asof_plain", locale.Text("date", t.date(w.AsOf))) + ")"
	}
	return fact("whereabouts", "", text, &w.Fact, w), true
}

func (t *teller) departure() {
	if t.q.yesno && t.q.present() && t.q.has("status.exile") && len(t.q.dates()) == 0 && t.otherPlace() == nil { // is, not has gone
		t.status()
		return
	}
	if t.placeWithheld() && (t.q.has("ask.where") || t.q.has("topic.country") && !t.q.has("ask.why", "ask.when", "ask.how") && !t.q.yesno) {
		t.whereabouts() // where to
		return
	}
	if m := t.otherPlace(); m != nil && !t.departureSays(m) {
		if t.placeWithheld() {
			t.whereabouts() // the same whatever the place
			return
		}
		if t.statusPlaces() {
			t.statusToo()
			return
		}
		t.lacks("departure")
		t.tell("departure", t.steps("departure", "travel", "exchange", "arrival"))
		return
	}
	items := t.steps("departure", "travel", "exchange", "arrival")
	if all := t.allSteps("departure", "travel", "exchange", "arrival"); len(items) == 0 && len(all) > 0 {
		t.notSo("departure", all)
		return
	}
	if len(items) == 0 && !t.q.yesno && t.c.Status.Code.Held() {
		t.against(t.statusItem())
		if x, ok := t.whereaboutsItem(); ok {
			t.tell("whereabouts", []item{x})
		}
		return
	}
	if len(items) == 0 && t.q.has("status.exile") && t.banished() {
		t.punished("penalty", casefile.InternalExile)
		return
	}
	if len(items) == 0 {
		if t.q.yesno || t.q.has("status.exile") {
			t.status()
			return
		}
		t.lacks("departure")
		t.statusToo()
		return
	}
	if !t.q.present() && (len(t.q.toks) == 0 || t.q.toks[0].text != "can") {
		t.surelyYes(items)
	}
	said := t.relatedStatements("topic.departure")
	t.tell("departure", append(items, said...))
}

// otherPlace is a place that the question names beside the country of the case.
func (t *teller) otherPlace() *mark {
	for i := range t.q.marks {
		m := &t.q.marks[i]
		switch {
		case m.subject || m.is(concept("country."+t.c.Country)):
		case m.of("country"), m.of("place"), m.fits("value.place"), m.unknown() && len(m.people) == 0 && (t.q.farsi || t.q.afterTo(m)):
			return m
		}
	}
	return nil
}

// afterTo reports whether a mark stands after a word that a place stands after.
func (q *question) afterTo(m *mark) bool {
	if m.from == 0 {
		return false
	}
	switch q.toks[m.from-1].text {
	case "to", "into", "in", "for", "via", "through", "toward", "towards", "at", "from":
		return true
	}
	return false
}

// departureSays reports whether what is on record of a departure names the place.
func (t *teller) departureSays(m *mark) bool {
	return slices.ContainsFunc(t.allSteps("departure", "travel", "exchange", "arrival"), func(x item) bool {
		if !m.of("country") && !m.of("place") {
			return t.itemSays(x, m)
		}
		said := t.text(x.text + " . " + string(record(x.record)))
		return slices.ContainsFunc(m.concepts, func(c concept) bool { return said.concepts[c] })
	})
}

// banished reports whether a sentence has exile within the country.
func (t *teller) banished() bool {
	return slices.ContainsFunc(t.c.Sentences, func(s casefile.Sentence) bool {
		return slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool { return p.Kind == casefile.InternalExile })
	})
}

// relatedStatements are what the person is on record to have said about that.
func (t *teller) relatedStatements(c concept) []item {
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "statement" && d.concepts[c] && (t.q.has("ask.why", "topic.statement", "ask.when")) {
			x := d.item
			x.text = t.quoted(x)
			items = append(items, x)
		}
	}
	return items
}

func (t *teller) reason() {
	items := t.relatedStatements("topic.departure")
	items = append(items, t.steps("departure")...)
	if t.c.Status.Text != "" && len(items) < 3 && t.c.Status.Code == casefile.Exile {
		items = append(items, t.statusItem())
	}
	switch {
	case len(t.allSteps("departure")) == 0 && t.q.has("topic.release"): // out of prison
		t.release()
	case len(items) == 0 && t.c.Status.Code.Held():
		t.departure()
	case !t.tell("reason", items):
		t.lacks("departure")
	}
}

// whereabouts answers where somebody is. What is held back is said to be; the
// place that a question names changes nothing.
func (t *teller) whereabouts() {
	x, ok := t.whereaboutsItem()
	secret := t.placeWithheld()
	switch {
	case !secret && t.q.has("ask.why") && t.atLarge():
		t.against(append([]item{t.statusItem()}, t.steps("release", "exchange", "departure")...)...)
		return
	case secret:
		t.out.Kind, t.out.Reason = Refused, Withheld
		t.say("answer.withheld_place", t.name())
	case !ok && !t.c.Status.Code.Held() && len(t.needed()) > 1 && t.recall(): // who spoke there
		return
	case !ok && !t.c.Status.Code.Held() && !t.statusPlaces():
		t.lacks("whereabouts")
	}
	if ok && !secret && t.q.yesno && slices.ContainsFunc(t.q.marks, func(m mark) bool {
		return (m.unknown() || len(m.values) > 0 && len(m.concepts) == 0) && !m.subject && t.itemSays(x, &m)
	}) {
		t.say("answer.yes")
	}
	if ok {
		t.tell("whereabouts", []item{x})
	}
	t.statusToo()
	if !secret && t.c.Status.Code.Held() {
		t.tell("custody", t.spans())
	}
	for i := range t.c.Withheld {
		if w := &t.c.Withheld[i]; secret && placeWords(w.What) {
			t.line(t.words("answer.withheld", locale.Text("what", t.worded(w.What)), locale.Text("why", t.worded(w.Why))))
			t.cite(fact("withheld", "", "", &w.Fact, w))
		}
	}
}

// statusPlaces reports whether the text of the status says to which other country somebody came.
func (t *teller) statusPlaces() bool {
	if !t.atLarge() || t.c.Status.Code == casefile.Deceased {
		return false
	}
	for c := range t.text(t.c.Status.Text).concepts {
		if c.class() == "country" && c.name() != t.c.Country || c.class() == "place" {
			return true
		}
	}
	return false
}

// placeWithheld reports whether the public record says that it holds back where
// the person is.
func (t *teller) placeWithheld() bool {
	if w := t.c.Whereabouts; w != nil && w.Visibility == casefile.Confidential {
		return true
	}
	return slices.ContainsFunc(t.c.Withheld, func(w casefile.Withheld) bool { return placeWords(w.What) })
}

func placeWords(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "resid") || strings.Contains(s, "lives") || strings.Contains(s, "address") || strings.Contains(s, "home where") || strings.Contains(s, "whereabouts")
}

// inPlace answers whether somebody is in a place: in the country of the case as
// the status tells, elsewhere as where they are is answered, whatever the place.
func (t *teller) inPlace() { t.whereabouts() }
