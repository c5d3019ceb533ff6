package answer

import (
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func (t *teller) statusItem() item {
	s := &t.c.Status
	text := card.Status(s.Code, t.l)
	if s.AsOf.IsZero() {
		text = t.words("answer.status_undated", locale.Text("status", text))
	} else {
		text = t.words("answer.status", locale.Text("status", text), locale.Text("date", t.date(s.AsOf)))
	}
	if s.Text != "" {
		text += ": " + t.worded(s.Text)
	}
	return fact("status", "", text, &s.Fact, s)
}

// statusToo adds the status, where it explains why something else isn't told.
func (t *teller) statusToo() { t.tell("status", []item{t.statusItem()}) }

func (t *teller) status() {
	if t.timesSo() || t.wrongStatus() || t.onceSo() || t.thatTime() {
		return
	}
	if t.q.yesno && t.q.has("status.acquitted") && len(t.q.dates()) > 0 && len(t.c.Sentences) > 0 { // then it was otherwise
		t.notSo("sentence", t.judgedItems())
		return
	}
	t.yesStatus()
	t.statusToo()
	if x, ok := t.whereaboutsItem(); ok {
		t.tell("whereabouts", []item{x})
	}
	if code := t.c.Status.Code; code == "" || code == casefile.UnknownStatus {
		t.tell("custody", t.spans())
	}
}

// contact tells when somebody was last seen or heard of; where no fact says so, the status.
func (t *teller) contact() {
	f := t.f
	if !t.recall() {
		t.f = f
		t.lacks("recall")
		t.statusToo()
	}
}

// timesSo answers how many times somebody was something, by the facts that say so.
func (t *teller) timesSo() bool {
	if !t.q.has("ask.howmany", "topic.count") {
		return false
	}
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			if c.class() != "status" {
				continue
			}
			var items []item
			for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
				if d.concepts[c] && d.kind != "sentence" && d.kind != "status" && d.kind != "note" && d.kind != "person" {
					items = append(items, t.recalledItem(&d))
				}
			}
			if t.tell("recall", items) {
				return true
			}
		}
	}
	return false
}

// onceSo answers whether somebody was something that the status doesn't say, but a
// fact does: acquitted, in one of several cases.
func (t *teller) onceSo() bool {
	if !t.q.yesno || t.q.present() {
		return false
	}
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			if c.class() != "status" || c == "status.held" || t.isNow(t.c.Status.Code, c.name()) == calendar.Yes {
				continue
			}
			var items []item
			for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
				if d.concepts[c] && d.kind != "sentence" && d.kind != "status" && d.kind != "note" {
					items = append(items, t.recalledItem(&d))
				}
			}
			if len(items) > 0 {
				return t.tell("recall", items)
			}
		}
	}
	return false
}

// wrongStatus answers a question that takes for granted that somebody is, or
// was, what the record doesn't say anywhere: why was he acquitted?
func (t *teller) wrongStatus() bool {
	if t.q.yesno || !t.q.has("ask.why", "ask.when", "ask.how", "ask.which", "ask.what") || t.q.has("topic.status") {
		return false
	}
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			of := c == "status.acquitted" && t.q.has("ask.what") // of what
			if c.class() != "status" || t.isNow(t.c.Status.Code, c.name()) != calendar.No && !of {
				continue
			}
			var items []item
			for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
				if d.concepts[c] && d.kind != "sentence" && d.kind != "note" && (d.date.IsZero() || t.on(d.date)) {
					items = append(items, t.recalledItem(&d))
				}
			}
			if len(items) > 0 {
				t.tell("recall", items)
				return true
			}
			items = []item{t.statusItem()}
			for _, j := range t.c.Judgments() {
				items = append(items, t.judged(j))
			}
			t.against(items...)
			return true
		}
	}
	return false
}

// notSo answers that the record doesn't say what was asked, and what it has instead.
func (t *teller) notSo(what string, items []item) {
	if len(items) == 0 {
		t.lacks(what)
		return
	}
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.say("answer.not_so", t.name())
	t.tell(what, items)
}

// thatTime tells what happened at the time that the question names, where it
// asks for that.
func (t *teller) thatTime() bool {
	if len(t.q.dates()) == 0 || !t.q.has("topic.status") {
		return false
	}
	t.chronicle()
	return true
}

// yesStatus answers whether the person is as the question says, by the status on record.
func (t *teller) yesStatus() {
	code := t.c.Status.Code
	if code == "" || code == casefile.UnknownStatus || len(t.q.dates()) > 0 { // then isn't now
		return
	}
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			if c.class() != "status" && c != "topic.detained" && c != "topic.release" {
				continue
			}
			called := c.name()
			if c == "topic.release" {
				called = "released"
			}
			if asked := t.isNow(code, called); asked != calendar.CantTell {
				t.answersYes(asked)
				return
			}
		}
	}
}

// isNow reports whether a status is what somebody calls it.
func (t *teller) isNow(code casefile.StatusCode, called string) calendar.Answer {
	yes := false
	switch called {
	case "held", "detained":
		if code == casefile.HouseArrest && t.q.has("held.prison") { // at home is no prison
			if t.q.has("status.house_arrest") { // which of the two
				return calendar.CantTell
			}
			return calendar.No
		}
		yes = code.Held()
		if !yes && (code == casefile.Sentenced || code == casefile.Disappeared || code == casefile.Wanted) {
			return calendar.CantTell
		}
	case "dead":
		switch code {
		case casefile.Incommunicado, casefile.Disappeared, casefile.Wanted: // nobody has seen them
			return calendar.CantTell
		}
		yes = code.Dead()
	case "alive":
		if code.Dead() {
			return calendar.No
		}
		return calendar.CantTell
	case "released":
		if code == casefile.Bail || code == casefile.Furlough { // out, but not free
			return calendar.CantTell
		}
		yes = code == casefile.Released || code == casefile.Acquitted || code == casefile.Exile
	default:
		yes = string(code) == called
	}
	if yes {
		return calendar.Yes
	}
	return calendar.No
}
