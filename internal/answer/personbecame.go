package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
)

// What became of a sentence is more than its outcome: how it came to that, by which court and on
// which day. The record has appeals and pardons beside sentences, not within them, so
// which of them belong to which sentence is read from what they say and when they were.

// mostTraced is of how many sentences it is told one by one what became of them.
const mostTraced = 2

// became tells what became of the sentences that the question asks for.
func (t *teller) became() {
	all := t.inOrder(t.judgments())
	if t.q.has("topic.travelban") { // a ban is no narrowing
		all = slices.DeleteFunc(all, func(j casefile.Judgment) bool {
			return !slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool { return t.namesPenalty(&p) })
		})
	}
	if len(all) == 0 || len(all) > mostTraced || len(t.missing) > 0 {
		t.outcome()
		return
	}
	var items []item
	for _, j := range all {
		items = append(items, t.traced(j))
	}
	for _, j := range all {
		for _, x := range t.followed(j) {
			if !slices.ContainsFunc(items, func(had item) bool { return had.kind == x.kind && had.id == x.id }) {
				items = append(items, x)
			}
		}
	}
	if t.q.yesno && t.q.present() {
		t.answersYes(t.standsSo())
	}
	t.tell("outcome", items)
}

// inOrder are the sentences of all that the question asks for with first or last.
func (t *teller) inOrder(all []casefile.Judgment) []casefile.Judgment {
	if len(all) < 2 || !t.q.has("order.first", "order.second", "order.third", "order.last") {
		return all
	}
	dated := slices.DeleteFunc(slices.Clone(all), func(j casefile.Judgment) bool { return j.Day().IsZero() })
	if len(dated) < len(all) {
		return all
	}
	slices.SortStableFunc(dated, func(a, b casefile.Judgment) int { return a.Day().Compare(b.Day()) })
	for i, c := range [...]string{"order.first", "order.second", "order.third"} {
		if t.q.has(c) && i < len(dated) {
			return dated[i : i+1]
		}
	}
	return dated[len(dated)-1:]
}

// traced is a sentence, or the penalties of it that the question asks for, with what is noted
// of how it came out.
func (t *teller) traced(j casefile.Judgment) item {
	x := t.judged(j)
	var some []string
	for i := range j.Penalties {
		p := &j.Penalties[i]
		if p.Kind != casefile.Imprisonment && t.namesPenalty(p) {
			some = append(some, card.Punished(j.Sentence, p, t.l))
		}
	}
	if len(some) > 0 {
		x.text = t.ofSentence(j.Sentence, strings.Join(some, t.words("list.semicolon")))
	}
	for i := range j.Penalties {
		p := &j.Penalties[i]
		prison := p.Kind == casefile.Imprisonment || p.Kind == casefile.LifeImprisonment || p.Kind == casefile.Death
		if p.Note != "" && (len(some) == 0 && prison || t.namesPenalty(p)) {
			x.text += t.words("list.semicolon") + t.stored(p.Note)
		}
	}
	return x
}

// namesPenalty reports whether the question names a penalty: its kind, and what a ban is of.
func (t *teller) namesPenalty(p *casefile.Penalty) bool {
	named := t.q.has("penalty."+string(p.Kind)) || p.Kind == casefile.Ban && t.q.has("topic.travelban")
	return named && t.banAsked(p)
}

// followed are what came after a sentence and of it: appeals, pardons, enforcement, and the
// sentence that took its place.
func (t *teller) followed(j casefile.Judgment) []item {
	all := t.c.Judgments()
	var named, between []item
	for _, x := range t.allSteps("appeal", "retrial", "bail", "pardon", "enforcement", "acquittal", "international_ruling") {
		switch {
		case !x.date.IsZero() && !j.Day().IsZero() && x.date.Before(j.Day()) == calendar.Yes:
		case t.concerns(x, j):
			named = append(named, x)
		case slices.ContainsFunc(all, func(o casefile.Judgment) bool { return o.ID != j.ID && t.concerns(x, o) }):
		case t.until(x, j):
			between = append(between, x)
		}
	}
	if len(named) == 0 || !j.Fallen() {
		named = append(named, between...)
	}
	slices.SortStableFunc(named, func(a, b item) int { return a.date.Compare(b.date) })
	if next, ok := t.replaced(j); ok {
		named = append(named, t.judged(next))
	}
	return named
}

// concerns reports whether a step of the case names a sentence: its term, its charge, that
// it is one of death.
func (t *teller) concerns(x item, j casefile.Judgment) bool {
	d := t.text(x.text)
	if d.concepts["penalty.death"] && slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool { return p.Kind == casefile.Death }) {
		return true
	}
	if slices.ContainsFunc(d.terms, func(term calendar.Term) bool { return hasTerm(j.Sentence, term) }) {
		return true
	}
	for i := range t.c.Charges {
		if !slices.Contains(j.Charges, t.c.Charges[i].ID) {
			continue
		}
		for c := range t.text(t.c.Charges[i].Text).concepts {
			if c.class() == "charge" && d.concepts[c] {
				return true
			}
		}
	}
	return false
}

// until reports whether a step lies between a sentence and the next one of the first
// instance.
func (t *teller) until(x item, j casefile.Judgment) bool {
	if x.date.IsZero() || j.Day().IsZero() {
		return false
	}
	for _, o := range t.c.Judgments() {
		if o.ID != j.ID && o.Instance != "appeal" && !o.Day().IsZero() && o.Day().Compare(j.Day()) > 0 && o.Day().Compare(x.date) <= 0 {
			return false
		}
	}
	return true
}

// replaced is the sentence that took the place of one that fell: the next on its charges, or on
// some of them, and on no other.
func (t *teller) replaced(j casefile.Judgment) (next casefile.Judgment, ok bool) {
	if !j.Fallen() || j.Day().IsZero() {
		return next, false
	}
	for _, o := range t.c.Judgments() {
		later := !o.Day().IsZero() && o.Day().Compare(j.Day()) > 0 && (!ok || o.Day().Compare(next.Day()) < 0)
		other := func(id string) bool { return !slices.Contains(j.Charges, id) }
		if later && len(o.Charges) > 0 && !slices.ContainsFunc(o.Charges, other) {
			next, ok = o, true
		}
	}
	return next, ok
}

// appeal tells the appeals with what each decided, and what was appealed against. Whether one
// changed anything is answered where they all come out alike.
func (t *teller) appeal() {
	items := t.steps("appeal", "retrial")
	won, lost := false, false
	for _, x := range items {
		d := t.text(x.text)
		won = won || d.concepts["outcome.granted"] || d.concepts["outcome.overturned"] || d.concepts["outcome.reduced"]
		lost = lost || d.concepts["outcome.rejected"] || d.concepts["outcome.upheld"]
	}
	missing := t.missing
	for _, j := range t.judgments() {
		if j.Instance == "appeal" || len(t.q.dates()) > 0 && t.q.has("topic.sentence", "topic.convicted") {
			items = append(items, t.judged(j))
		}
	}
	if len(items) > 0 { // of that day, though no sentence is
		t.missing = missing
	}
	for _, j := range t.c.Judgments() {
		next, ok := t.replaced(j)
		of := ok && next.Instance == "appeal" && t.on(next.Day())
		won = won || of
		if of || t.q.has("topic.effect") && slices.ContainsFunc(t.followed(j), func(x item) bool {
			return x.kind == "appeal" && slices.ContainsFunc(items, func(had item) bool { return had.id == x.id && had.kind == x.kind })
		}) {
			if x := t.judged(j); !slices.ContainsFunc(items, func(had item) bool { return had.kind == x.kind && had.id == x.id }) {
				items = append(items, x)
			}
		}
	}
	if len(items) > 0 && t.q.has("topic.effect") && won != lost {
		t.answersYes(yes(won))
	}
	if len(items) == 0 { // what a verdict says of one
		for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
			if d.concepts["topic.appeal"] && d.kind != "note" && d.kind != "person" && d.kind != "sentence" && t.on(d.date) {
				items = append(items, t.recalledItem(&d))
			}
		}
		if t.tell("recall", items) {
			return
		}
	}
	if !t.tell("appeal", items) {
		t.lacks("appeal")
	}
}
