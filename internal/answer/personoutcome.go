package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// trial answers about hearings; a record that says that there was no trial says
// so.
func (t *teller) trial() {
	items := t.steps("trial", "hearing")
	if len(items) == 0 && len(t.q.dates()) == 0 {
		if never := t.never("topic.trial"); len(never) > 0 {
			t.denied(never)
			return
		}
	}
	t.surelyYes(items)
	if !t.tell("trial", items) {
		t.lacks("trial")
	}
}

// denied answers with facts that say that something did not happen.
func (t *teller) denied(never []item) {
	if t.q.yesno {
		t.answersYes(calendar.No)
		t.tell("recall", never)
		return
	}
	if t.q.has("aux.not", "aux.without") { // why it did not happen
		t.tell("recall", never)
		return
	}
	t.against(never...)
}

func (t *teller) outcome() {
	premise := t.q.has("ask.why", "ask.when", "ask.how") && !t.q.has("outcome.under_appeal") // that it was so
	if t.q.has("topic.appeal") && (!premise || t.q.has("outcome.rejected", "outcome.granted")) && len(t.allSteps("appeal", "retrial")) == 0 && !slices.ContainsFunc(t.c.Sentences, func(s casefile.Sentence) bool { return s.Instance == "appeal" }) {
		t.appeal()
		return
	}
	if t.q.has("outcome.granted", "outcome.rejected") && t.q.has("topic.appeal") && t.appealed() {
		return
	}
	var items []item
	hit := false
	for _, j := range t.inOrder(t.judgments()) {
		items = append(items, t.judged(j))
		for i := range j.Penalties {
			hit = hit || t.q.has("outcome."+string(j.OutcomeOf(&j.Penalties[i])))
		}
		hit = hit || t.q.has("outcome."+string(j.Outcome))
	}
	for i := range t.c.Proceedings {
		x := &t.c.Proceedings[i]
		if (x.Kind == "appeal" || x.Kind == "pardon" || x.Kind == "retrial") && t.on(x.Date) {
			items = append(items, t.step(x))
		}
	}
	said := t.outcomeFacts()
	for _, x := range said {
		if !slices.ContainsFunc(items, func(had item) bool { return had.id == x.id && had.kind == x.kind }) {
			items = append(items, x)
		}
	}
	if len(items) == 0 && len(t.c.Sentences) == 0 {
		t.unsentenced()
		return
	}
	if t.q.yesno && t.q.present() { // of how things stand only the sentences say
		if answer := t.standsSo(); answer != calendar.CantTell {
			t.answersYes(answer)
		}
		t.tell("outcome", items)
		return
	}
	unserved := t.q.has("aux.not") && t.q.has("topic.enforced", "outcome.served") && carriedOut(t.judgments()) == calendar.No
	hit = hit || len(said) > 0 || unserved
	if hit {
		t.answersYes(calendar.Yes)
	}
	switch {
	case len(items) == 0:
		t.lacks("outcome")
	case !hit && !t.q.yesno && t.q.has("ask.why", "ask.when", "ask.how") && !t.q.has("outcome.in_force"):
		t.against(items...)
	case !hit && t.q.yesno:
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.not_so", t.name())
		t.tell("outcome", items)
	default:
		t.tell("outcome", items)
	}
}

// standsSo reports whether the sentences that the question asks for have the
// outcome that it names: all of them, or none whose outcome is known.
func (t *teller) standsSo() calendar.Answer {
	if t.q.has("outcome.granted", "outcome.rejected") { // no penalty is
		return calendar.CantTell
	}
	var said []calendar.Answer
	kinds := t.q.has("penalty.*", "topic.travelban")
	for _, j := range t.inOrder(t.judgments()) {
		for i := range j.Penalties {
			if kinds && !t.namesPenalty(&j.Penalties[i]) {
				continue
			}
			switch o := j.OutcomeOf(&j.Penalties[i]); {
			case o == "" || o == casefile.UnknownOutcome:
				return calendar.CantTell
			case t.q.has("outcome." + string(o)):
				said = append(said, calendar.Yes)
			case t.q.has("outcome.in_force"):
				said = append(said, stands(o))
			case t.q.has("outcome.upheld", "outcome.under_appeal", "outcome.reduced") && !o.Fallen(): // of appeals an outcome says only so much
				return calendar.CantTell
			default:
				said = append(said, calendar.No)
			}
		}
	}
	if len(said) == 0 || slices.ContainsFunc(said, func(x calendar.Answer) bool { return x != said[0] }) {
		return calendar.CantTell
	}
	return said[0]
}

// stands reports whether a penalty of that outcome is in force; of one that waits for
// something it can't be said in a word.
func stands(o casefile.Outcome) calendar.Answer {
	switch o {
	case casefile.InForce, casefile.Upheld, casefile.BeingServed:
		return calendar.Yes
	case casefile.Served, casefile.Overturned, casefile.Pardoned:
		return calendar.No
	}
	return calendar.CantTell
}

// outcomeFacts are the facts that say the outcome which the question names, and
// what else it says: of what charge, when.
func (t *teller) outcomeFacts() []item {
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "sentence" || d.kind == "note" || d.kind == "status" && len(items) > 0 {
			continue
		}
		says := func(class string) bool {
			asked, said := false, false
			for i := range t.q.marks {
				if m := &t.q.marks[i]; m.of(class) {
					asked = true
					said = said || class == "outcome" && m.of("act") && d.turnedOut(m) || (class != "outcome" || !m.of("act")) && d.has(t.q, m)
				}
			}
			return said || !asked && class != "outcome"
		}
		if !says("outcome") || !says("charge") || d.kind == "charge" && !t.q.has("charge.*", "topic.charge") {
			continue
		}
		x := d.item
		x.text = t.quoted(x)
		items = append(items, x)
	}
	return items
}

// turnedOut reports whether a fact says the outcome that a mark means, not only that
// something was decided.
func (d *document) turnedOut(m *mark) bool {
	return slices.ContainsFunc(m.concepts, func(c concept) bool { return c.class() == "outcome" && d.concepts[c] })
}

// appealed answers whether an appeal was granted or rejected, by what the appeals on record say
// of themselves. It reports whether there are any.
func (t *teller) appealed() bool {
	items := t.steps("appeal", "retrial")
	if len(items) == 0 || !t.q.yesno {
		return false
	}
	won, lost := false, false
	for _, x := range items {
		d := t.text(x.text)
		won = won || d.concepts["outcome.granted"] || d.concepts["outcome.overturned"] || d.concepts["outcome.reduced"]
		lost = lost || d.concepts["outcome.rejected"] || d.concepts["outcome.upheld"]
	}
	if won != lost {
		t.answersYes(yes(won == t.q.has("outcome.granted")))
	}
	return t.tell("outcome", items)
}
