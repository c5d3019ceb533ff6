package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Of getting out: a release, the end of a term, bail and furlough.

func (t *teller) release() {
	kinds := []string{"release", "exchange", "pardon"}
	if t.q.has("topic.furlough") || len(t.q.dates()) > 0 {
		kinds = append(kinds, "furlough")
	}
	items := t.steps(kinds...)
	items = append(items, t.ended(items)...)
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	if t.q.has("ask.when", "ask.howlong") && t.q.upcoming() && t.released(items) {
		return
	}
	if t.q.yesno && t.q.present() { // of one that another arrest undid nothing follows
		items = slices.DeleteFunc(items, t.undone)
	}
	items = t.nth(items)
	code := t.c.Status.Code
	switch {
	case t.q.has("future") && code.Dead():
		t.against(t.statusItem())
	case t.q.has("future") && len(items) > 0 && t.atLarge():
		t.against(items...)
	case len(items) > 0:
		if t.q.present() {
			t.yesStatus()
			t.statusToo()
			items = items[len(items)-1:]
		} else {
			t.surelyYes(items)
		}
		t.tell("release", items)
		if code.Held() && !t.q.present() {
			t.statusToo()
		}
	case t.q.yesno && len(t.q.dates()) > 0 && !t.q.has("future"): // then, whatever the status is now
		t.notSo("release", append(t.allSteps("release", "exchange", "pardon"), t.allEnded()...))
		t.statusToo()
	case code.Held() && !t.past() && t.q.has("ask.when", "ask.howlong") && t.ends():
	case code.Held():
		if t.q.yesno {
			t.say("answer.no")
		}
		t.out.Kind, t.out.Reason = Refused, Contradicted
		if before := t.allSteps("release", "exchange"); len(before) > 0 { // it was undone
			t.say("answer.seized_again", t.name())
			t.statusToo()
			t.tell("release", before)
			return
		}
		t.say("answer.not_released", t.name())
		t.statusToo()
		t.ends()
	case code == casefile.Released || code == casefile.Bail, code == casefile.Exile && t.q.yesno && t.q.present():
		t.yesStatus()
		t.statusToo()
	case code.Dead() && !t.q.yesno:
		t.against(t.statusItem())
	default:
		t.lacks("release")
		t.statusToo()
	}
}

// released answers when somebody will be free who is held or who is free already. It
// reports whether the record says that it is so.
func (t *teller) released(items []item) bool {
	code := t.c.Status.Code
	items = slices.DeleteFunc(items, t.undone)
	switch {
	case code.Held():
		if !t.ends() {
			t.lacksEnd()
		}
	case t.atLarge() && len(t.q.dates()) == 0:
		t.against(append([]item{t.statusItem()}, items[max(0, len(items)-1):]...)...)
	default:
		return false
	}
	return true
}

// undone reports whether somebody was seized again after a release.
func (t *teller) undone(x item) bool {
	return slices.ContainsFunc(append(t.allSteps("arrest", "abduction", "detention", "return"), t.allSpans()...), func(later item) bool {
		return later.date.After(x.date) == calendar.Yes
	})
}

// upcoming reports whether the question asks for something that is to come: when does, when will.
func (q *question) upcoming() bool {
	return !q.farsi && q.says("does", "do", "will", "is") && !slices.ContainsFunc(q.stating(), func(t token) bool { return t.text == "was" || t.text == "did" || t.text == "been" })
}

// ended are the ends of custody that no other fact tells.
func (t *teller) ended(told []item) []item {
	var items []item
	for i := range t.c.Custody {
		x := &t.c.Custody[i]
		if x.End.IsZero() || !t.on(x.End) || slices.ContainsFunc(told, func(had item) bool { return had.date == x.End }) {
			continue
		}
		items = append(items, item{text: t.dated(x.End, t.words("answer.custody.ended")), kind: "custody", fact: &x.Fact, record: x, date: x.End})
	}
	return items
}

// allEnded are the ends of custody whatever dates the question has.
func (t *teller) allEnded() []item {
	q := *t.q
	q.marks = nil
	other := *t
	other.q = &q
	return other.ended(t.allSteps("release", "exchange", "pardon"))
}

// predict answers whether somebody will be freed: by an end of term that a
// source states, otherwise not at all.
func (t *teller) predict() {
	if t.q.has("ask.when") || !t.c.Status.Code.Held() {
		t.release()
		return
	}
	t.out.Kind, t.out.Reason = Refused, Opinion
	t.say("answer.prediction")
	if t.ends() {
		t.out.Kind, t.out.Reason = "", ""
		t.lines = t.lines[1:]
	}
	t.statusToo()
}

// remaining answers how long is left of a term, by the end that a source states; before a
// release that has been, how long it was.
func (t *teller) remaining() {
	if t.past() && t.q.has("topic.release") && len(t.c.Custody) > 0 {
		t.custody()
		return
	}
	if !t.c.Status.Code.Held() {
		t.alreadyOut()
		return
	}
	if !t.ends() {
		t.lacksEnd()
		return
	}
	for _, j := range t.c.Judgments() {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			end, exact := x.Ends.Exact()
			if !exact || j.Fallen() || j.OutcomeOf(x).Fallen() || !end.After(t.q.today) {
				continue
			}
			n := end.Sub(t.q.today)
			t.say("answer.remaining", locale.N(n), locale.Text("date", t.date(x.Ends)))
			t.cite(item{kind: "days", record: n})
		}
	}
}

// ends tells the ends of term that sources state.
func (t *teller) ends() bool { return t.tell("endterm", t.stated()) }

// alreadyOut answers when a term ends of somebody who isn't held.
func (t *teller) alreadyOut() {
	if t.q.yesno || t.past() || !t.atLarge() {
		t.release()
		return
	}
	t.against(append(t.steps("release", "exchange", "pardon"), t.statusItem())...)
}

func (t *teller) endTerm() {
	if !t.c.Status.Code.Held() {
		t.alreadyOut()
		return
	}
	if !t.ends() {
		t.lacksEnd()
	}
}

// lacksEnd says that no end of a term is on record, and which terms run.
func (t *teller) lacksEnd() {
	t.lacks("endterm")
	t.statusToo()
	var items []item
	for _, j := range t.c.Judgments() {
		if j.Current() && slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool {
			return (p.Kind == casefile.Imprisonment || p.Kind == casefile.LifeImprisonment) && stands(j.OutcomeOf(&p)) == calendar.Yes
		}) {
			items = append(items, t.judged(j))
		}
	}
	t.tell("sentence", items)
}

func (t *teller) bail() {
	if t.q.has("ask.howmuch") {
		t.lacks("bail_amount")
		t.statusToo()
		return
	}
	t.yesStatus()
	items := t.steps("bail", "release")
	if !t.tell("bail", items) {
		t.statusToo()
	}
}

// furlough tells when somebody was let out for a time.
func (t *teller) furlough() {
	items := t.steps("furlough")
	switch {
	case len(items) > 0 && t.q.yesno && !t.q.present():
		t.answersYes(calendar.Yes)
	case len(items) == 0 && t.q.has("topic.release") && len(t.allSteps("furlough")) == 0: // let out, for good
		t.release()
		return
	default:
		t.yesStatus()
	}
	if len(items) > 0 {
		t.tell("recall", items)
		return
	}
	if t.c.Status.Code.Held() && t.c.Status.Code != casefile.Furlough && t.q.has("ask.why", "ask.when", "ask.how") && len(t.steps("release", "exchange")) == 0 { // let out, it is taken for granted
		t.against(t.statusItem())
		return
	}
	if !t.q.yesno || t.c.Status.Code == casefile.Furlough {
		t.lacks("furlough")
	}
	t.statusToo()
}
