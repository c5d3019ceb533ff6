package answer

import (
	"regexp"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func rank(j casefile.Judgment) int {
	if j.Fallen() || !j.Current() {
		return 1
	}
	return 0
}

// judged is a sentence as an item: penalties, day, court and what became of it.
func (t *teller) judged(j casefile.Judgment) item {
	s := j.Sentence
	text := card.Sentenced(s, t.l)
	if e := s.Enforceable(); e.Kind == casefile.EnforceableTerm && e.Stated {
		text += t.words("list.semicolon") + t.words("answer.enforceable", locale.Text("term", card.Term(e.Term, t.l)))
	}
	return fact("sentence", s.ID, text, &s.Fact, s)
}

// ofSentence is something about a sentence, with when and by which court it was given.
func (t *teller) ofSentence(s *casefile.Sentence, what string) string {
	return t.words("answer.of_sentence", locale.Text("what", what), locale.Text("given", card.Given(s, t.l)))
}

func (t *teller) sentence() {
	if t.q.has("topic.convicted", "topic.charge") && t.onlyCharged() {
		t.charges()
		return
	}
	all := t.judgments()
	var items []item
	for _, j := range all {
		x := t.judged(j)
		x.date = j.Day()
		items = append(items, x)
	}
	switch {
	case len(items) == 0:
		t.unsentenced()
		return
	case t.q.has("aux.without") && !t.q.yesno, t.q.has("aux.not") && !t.q.yesno:
		t.against(items...)
		return
	case t.q.has("order.longest") && len(items) > 1:
		if _, _, longest := t.longestTerm(); len(longest) > 0 {
			items = longest
		}
	case t.q.has("order.first", "order.second", "order.third", "order.last") && len(items) > 1:
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		items = t.nth(items)
	}
	if len(t.missing) == 0 && !t.q.has("order.longest", "order.shortest", "cmp.*") {
		t.surelyYes(items)
	}
	if t.q.has("ask.howlong") && t.q.has("status.held", "topic.detained") && !t.q.has("topic.sentence", "topic.convicted", "penalty.*") {
		if text := card.InCustody(t.c, t.q.today, t.l); text != "" && len(t.c.Custody) > 0 {
			t.line(text)
			for _, x := range t.allSpans() {
				t.cite(x)
			}
			held, _ := t.c.Held(t.q.today, 0)
			t.cite(item{kind: "days", record: held.Days})
			if t.past() && t.atLarge() { // it is over
				return
			}
		}
	}
	if t.q.has("topic.departure") {
		items = append(items, t.steps("departure")...)
	}
	if t.q.has("ask.when") && t.q.has("topic.statement") { // when it became known
		for i := range items {
			if f := items[i].fact; f != nil && f.DateNote != "" {
				items[i].text += t.words("list.semicolon") + t.stored(f.DateNote)
			}
		}
	}
	t.tell("sentence", items)
	t.rivalDates("topic.sentence", "topic.verdict", "topic.convicted")
}

// dayNamed finds a date in a note: the name of a month beside a year or a day.
var dayNamed = regexp.MustCompile(`(?i)\b(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:\d{1,2}|\d{4})\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// onlyCharged reports whether the question names something that a charge says and no
// sentence: one that ended otherwise.
func (t *teller) onlyCharged() bool {
	return slices.ContainsFunc(t.q.narrowing(), func(m *mark) bool {
		if m.term != nil || m.number != nil || m.of("penalty") {
			return false
		}
		says := func(d document) bool { return d.kind == "charge" && d.has(t.q, m) }
		return slices.ContainsFunc(t.docs.of(t.ctx, t.lex, t.p.file), says) &&
			!slices.ContainsFunc(t.c.Judgments(), func(j casefile.Judgment) bool { return t.judgmentSays(j, m) })
	})
}

// rivalDates adds, where the question asks when, what other reports say of the day: notes
// that speak of such a thing and name a date.
func (t *teller) rivalDates(about ...concept) {
	if !t.q.has("ask.when") || len(t.q.dates()) > 0 || t.q.has("order.*") {
		return
	}
	var items []item
	for i := range t.c.Notes {
		x := &t.c.Notes[i]
		if d := t.text(x.Text); dayNamed.MatchString(x.Text) && slices.ContainsFunc(about, func(c concept) bool { return d.concepts[c] }) {
			items = append(items, fact("note", "", t.stored(x.Text), &x.Fact, x))
		}
	}
	t.tell("recall", items[:min(len(items), 2)])
}

// unsentenced answers where no sentence is on record: a record that says that
// there was no trial contradicts a question that takes a sentence for granted.
func (t *teller) unsentenced() {
	if never := t.never("topic.charge", "topic.trial", "topic.sentence", "topic.convicted"); len(never) > 0 {
		t.denied(never)
		return
	}
	t.lacks("sentence")
	t.statusToo()
}

func (t *teller) countSentences() {
	all := t.judgments()
	if len(all) == 0 { // what isn't recorded is not none
		t.lacks("sentence")
		return
	}
	t.say("answer.count.sentences", t.name(), locale.N(len(all)))
	t.citeCount(len(all))
	for _, j := range all {
		t.line("- " + t.cited(t.judged(j)))
	}
}

// lashes answers how many lashes: a number that was not published is said to
// be that.
func (t *teller) lashes() {
	for _, k := range casefile.AllPenaltyKinds() {
		if k != casefile.Flogging && t.q.has("penalty."+string(k)) { // of several kinds
			t.penalty()
			return
		}
	}
	if slices.ContainsFunc(t.q.marks, func(m mark) bool { return m.is("unit.year") && m.term == nil }) { // lashes and years
		t.sentence()
		return
	}
	t.punished("lashes", casefile.Flogging)
}

// exiledTo answers where a sentence sends somebody; without such a sentence,
// where they are.
func (t *teller) exiledTo() {
	for _, j := range t.judgments() {
		if slices.ContainsFunc(j.Penalties, func(p casefile.Penalty) bool { return p.Kind == casefile.InternalExile }) {
			t.punished("penalty", casefile.InternalExile)
			return
		}
	}
	t.whereabouts()
}

func (t *teller) penalty() {
	if t.q.has("logic.only") && t.tell("sentence", t.judgedItems()) { // whether it is all: all is told
		return
	}
	var kinds []casefile.PenaltyKind
	for _, k := range casefile.AllPenaltyKinds() {
		if t.q.has("penalty." + string(k)) {
			kinds = append(kinds, k)
		}
	}
	if slices.Contains(kinds, casefile.Imprisonment) {
		kinds = append(kinds, casefile.LifeImprisonment)
	}
	if len(kinds) == 0 && t.q.has("topic.travelban") {
		kinds = append(kinds, casefile.Ban)
	}
	if t.q.has("logic.except") { // what else there was
		if t.q.has("status.held", "topic.detained") {
			kinds = append(kinds, casefile.Imprisonment)
		}
		kinds = slices.DeleteFunc(slices.Clone(casefile.AllPenaltyKinds()), func(k casefile.PenaltyKind) bool { return slices.Contains(kinds, k) })
	}
	t.punished("penalty", kinds...)
	if t.q.has("ask.why") && t.q.has("aux.not") && t.out.Kind == "" { // why it wasn't carried out
		t.tell("outcome", t.steps("appeal", "retrial", "pardon"))
	}
}

// punished tells the penalties of those kinds, each with its sentence.
func (t *teller) punished(what string, kinds ...casefile.PenaltyKind) {
	var items []item
	all := t.judgments()
	standing, unsaid, unknown, waiting := false, true, true, true
	for _, j := range all {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if !slices.Contains(kinds, x.Kind) || !t.banAsked(x) {
				continue
			}
			text := t.ofSentence(j.Sentence, card.Punished(j.Sentence, x, t.l))
			if x.Note != "" && t.q.has("topic.enforced", "topic.endterm", "outcome.*", "ask.when", "ask.howlong", "status.executed") {
				text += t.words("list.semicolon") + t.stored(x.Note)
			}
			f := x.Fact
			if len(f.Sources) == 0 {
				f.Sources = j.Sources
			}
			if f.Attribution == "" {
				f.Attribution = j.Attribution
			}
			standing = standing || j.Current() && !j.OutcomeOf(x).Fallen()
			unsaid = unsaid && !quantified(x)
			if o := j.OutcomeOf(x); o != "" && o != casefile.UnknownOutcome {
				unknown = false
			}
			switch j.OutcomeOf(x) {
			case casefile.Suspended, casefile.Unserved, casefile.UnderAppeal, casefile.Overturned, casefile.Pardoned, casefile.Served:
			default:
				waiting = false // at least one may run
			}
			items = append(items, fact("sentence", j.ID, text, &f, j.Sentence))
		}
	}
	if len(items) > 0 {
		switch {
		case len(t.missing) > 0:
		case t.q.has("topic.enforced", "outcome.served", "outcome.unserved", "status.executed"):
			if !t.q.has("outcome.unserved") {
				t.answersYes(carriedOut(all, kinds...))
			}
		case t.q.has("outcome.*"), (what == "lashes" || slices.Equal(kinds, []casefile.PenaltyKind{casefile.Flogging})) && !t.q.has("topic.sentence", "topic.convicted") && carriedOut(all, kinds...) != calendar.Yes:
		default:
			if standing && t.q.present() && (unknown || waiting) && !t.q.has("topic.sentence", "topic.convicted") { // given, but whether it still runs isn't on record
				break
			}
			t.answersYes(yes(standing || !t.q.present()))
		}
		if unsaid && t.q.has("ask.howmany", "ask.howmuch", "ask.howlong") {
			t.out.Kind, t.out.Reason = Refused, NotRecorded
			key := "answer.amount_unknown"
			if what == "lashes" {
				key = "answer.lashes_unknown"
			}
			t.say(key, t.name())
		}
		if t.q.has("order.longest") && slices.Contains(kinds, casefile.Imprisonment) {
			if _, _, longest := t.longestTerm(); len(longest) > 0 {
				items = longest
			}
		}
		t.tell(what, items)
		if t.q.has("ask.when", "topic.enforced", "ask.where") && slices.Contains(kinds, casefile.Flogging) { // the day on which it was carried out
			t.tell("recall", slices.DeleteFunc(t.steps("enforcement"), func(x item) bool { return !t.text(x.text).concepts["penalty.flogging"] }))
		}
		return
	}
	if len(all) == 0 {
		t.unsentenced()
		return
	}
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	var asked []string
	for _, k := range kinds {
		if !t.q.has("logic.except") && t.q.has("penalty."+string(k)) {
			asked = append(asked, t.words("answer.penalty."+string(k)))
		}
	}
	if len(asked) > 0 {
		t.say("answer.no_penalty_of", t.name(), locale.Text("what", t.l.List(asked)))
	} else {
		t.say("answer.no_such_penalty", t.name())
	}
	for _, j := range all {
		t.line("- " + t.cited(t.judged(j)))
	}
}

// banAsked reports whether a penalty is of what the question says that was
// banned: of leaving, of making films. Where it says nothing of that, any is.
func (t *teller) banAsked(x *casefile.Penalty) bool {
	if x.Kind != casefile.Ban || x.Of == "" {
		return true
	}
	of := strings.ToLower(x.Of)
	switch {
	case t.q.has("topic.filming", "topic.work"):
		return strings.Contains(of, "film") || strings.Contains(of, "direct") || !t.hasBan("film", "direct")
	case t.q.has("topic.travelban", "topic.departure", "topic.passport"):
		return strings.Contains(of, "leav") || strings.Contains(of, "travel") || strings.Contains(of, "abroad") || !t.hasBan("leav", "travel", "abroad")
	}
	return true
}

func (t *teller) hasBan(words ...string) bool {
	return slices.ContainsFunc(t.c.Sentences, func(s casefile.Sentence) bool {
		return slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool {
			return p.Kind == casefile.Ban && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(p.Of), w) })
		})
	})
}

// carriedOut reports whether the penalties of those kinds, all kinds where none
// is named, were or are being carried out; where some were and others weren't, or
// it isn't on record, it can't be told.
func carriedOut(all []casefile.Judgment, kinds ...casefile.PenaltyKind) calendar.Answer {
	var said []calendar.Answer
	for _, j := range all {
		for i := range j.Penalties {
			if len(kinds) > 0 && !slices.Contains(kinds, j.Penalties[i].Kind) {
				continue
			}
			switch j.OutcomeOf(&j.Penalties[i]) {
			case casefile.Served, casefile.BeingServed:
				said = append(said, calendar.Yes)
			case casefile.Unserved, casefile.Overturned, casefile.Pardoned, casefile.Suspended:
				said = append(said, calendar.No)
			default:
				said = append(said, calendar.CantTell)
			}
		}
	}
	if len(said) == 0 || slices.ContainsFunc(said, func(x calendar.Answer) bool { return x != said[0] }) {
		return calendar.CantTell
	}
	return said[0]
}

// quantified reports whether it was published how much a penalty is.
func quantified(x *casefile.Penalty) bool {
	return x.Count != nil || x.Administered != nil || x.Term != nil || x.Amount != nil || x.ForLife || x.Kind == casefile.LifeImprisonment || x.Kind == casefile.Death
}

// enforced answers whether a sentence is being, or was, carried out: not by
// the status of the person but by what became of each penalty.
func (t *teller) enforced() {
	all := t.judgments()
	var items []item
	for _, j := range all {
		items = append(items, t.judged(j))
	}
	if len(items) == 0 {
		t.unsentenced()
		return
	}
	if t.q.has("ask.howlong") && t.q.says("serve", "served", "serving") && len(t.c.Custody) > 0 {
		t.custody()
		return
	}
	if carriedOut(all) == calendar.No && !t.q.yesno && t.q.has("ask.when", "ask.where", "ask.howlong") { // it takes for granted that it was
		t.against(items...)
		return
	}
	t.answersYes(carriedOut(all))
	t.tell("enforced", items)
}

// atLarge reports whether the record says that somebody is not held.
func (t *teller) atLarge() bool {
	switch code := t.c.Status.Code; code {
	case "", casefile.UnknownStatus, casefile.Disappeared, casefile.Wanted:
		return false
	default:
		return !code.Held()
	}
}

func (t *teller) enforceable() {
	var items []item
	for _, j := range t.judgments() {
		if e := j.Enforceable(); e.Kind == casefile.EnforceableTerm {
			text := t.ofSentence(j.Sentence, t.words("answer.enforceable", locale.Text("term", card.Term(e.Term, t.l))))
			items = append(items, fact("sentence", j.ID, text, &j.Fact, j.Sentence))
		}
	}
	if !t.tell("enforceable", items) {
		t.lacks("enforceable")
		for _, j := range t.judgments() {
			t.line("- " + t.cited(t.judged(j)))
		}
	}
}
