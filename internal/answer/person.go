package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// aboutPerson are the runners of frames about one person.
func aboutPerson() map[string]func(*teller) {
	return map[string]func(*teller){
		"exiledto": (*teller).exiledTo, "sentence": (*teller).sentence, "lashes": (*teller).lashes, "penalty": (*teller).penalty, "count": (*teller).countSentences,
		"outcome": (*teller).outcome, "enforced": (*teller).enforced, "enforceable": (*teller).enforceable,
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
	text := t.stored(x.text)
	if x.fact != nil && x.fact.DateNote != "" && x.date.IsZero() {
		text += " (" + t.stored(x.fact.DateNote) + ")"
	}
	return t.dated(x.date, text)
}

// answersYes begins with yes or no, where the question asks for it and the
// record decides it.
func (t *teller) answersYes(a calendar.Answer) {
	if !t.q.yesno || t.q.has("aux.not") { // to "isn't he free" both words could mean both
		return
	}
	switch a {
	case calendar.Yes:
		t.say("answer.yes")
	case calendar.No:
		t.say("answer.no")
	}
}

func rank(j casefile.Judgment) int {
	if j.Fallen() || !j.Current() {
		return 1
	}
	return 0
}

func (t *teller) judged(j casefile.Judgment) item {
	s := j.Sentence
	text := card.Ruled(s, t.l)
	if s.Court != "" {
		text += t.words("list.comma") + t.stored(s.Court)
	}
	text = t.words("answer.sentence", locale.Text("which", text), locale.Text("penalties", card.Imposed(s, t.l)))
	if e := s.Enforceable(); e.Kind == casefile.EnforceableTerm && e.Stated {
		text += t.words("list.semicolon") + t.words("answer.enforceable", locale.Text("term", card.Term(e.Term, t.l)))
	}
	return fact("sentence", s.ID, text, &s.Fact, s)
}

func (t *teller) sentence() {
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
	case t.q.has("order.first") && len(items) > 1:
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		items = items[:1]
	case t.q.has("order.last") && len(items) > 1:
		slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
		items = items[:1]
	}
	if len(t.missing) == 0 {
		t.answersYes(calendar.Yes)
	}
	if t.q.has("ask.howlong") && t.q.has("status.held", "topic.detained") && !t.q.has("topic.sentence", "topic.convicted", "penalty.*") {
		if text := card.InCustody(t.c, t.q.today, t.l); text != "" && len(t.c.Custody) > 0 {
			t.line(text)
			for _, x := range t.allSpans() {
				t.cite(x)
			}
			held, _ := t.c.Held(t.q.today, 0)
			t.cite(item{kind: "days", record: held.Days})
		}
	}
	if t.q.has("topic.departure") {
		items = append(items, t.steps("departure")...)
	}
	t.tell("sentence", items)
}

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
	if len(items) > 0 {
		t.answersYes(calendar.Yes)
	}
	if !t.tell("trial", items) {
		t.lacks("trial")
	}
}

// denied answers with facts that say that something did not happen.
func (t *teller) denied(never []item) {
	if t.q.yesno {
		t.say("answer.no")
		t.tell("recall", never)
		return
	}
	if t.q.has("aux.not") { // why it did not happen
		t.tell("recall", never)
		return
	}
	t.against(never...)
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

// furlough tells when somebody was let out for a time.
func (t *teller) furlough() {
	t.yesStatus()
	if items := t.steps("furlough"); len(items) > 0 {
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
	standing, unsaid, unknown := false, true, true
	for _, j := range all {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if !slices.Contains(kinds, x.Kind) || !t.banAsked(x) {
				continue
			}
			text := t.words("answer.sentence", locale.Text("which", card.Ruled(j.Sentence, t.l)), locale.Text("penalties", card.Punished(j.Sentence, x, t.l)))
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
		case t.q.has("outcome.*"), what == "lashes" && !t.q.has("topic.sentence", "topic.convicted") && carriedOut(all, kinds...) != calendar.Yes:
		default:
			if standing && t.q.present() && unknown && !t.q.has("topic.sentence", "topic.convicted") { // given, but whether it still runs isn't on record
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
		return
	}
	if len(all) == 0 {
		t.unsentenced()
		return
	}
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.say("answer.no_such_penalty", t.name())
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
	for _, j := range t.judgments() {
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
	if t.q.yesno && t.q.present() { // of how things stand only the sentences say
		if answer := t.standsSo(); answer != calendar.CantTell {
			t.answersYes(answer)
		}
		t.tell("outcome", items)
		return
	}
	hit = hit || len(said) > 0
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
	for _, j := range t.judgments() {
		for i := range j.Penalties {
			switch o := j.OutcomeOf(&j.Penalties[i]); {
			case t.q.has("outcome." + string(o)), t.q.has("outcome.in_force") && !o.Fallen() && j.Current() && o != casefile.UnknownOutcome:
				said = append(said, calendar.Yes)
			case o == "" || o == casefile.UnknownOutcome:
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

// outcomeFacts are the facts that say the outcome which the question names, and
// what else it says: of what charge, when.
func (t *teller) outcomeFacts() []item {
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "sentence" || d.kind == "status" && len(items) > 0 {
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
			text := t.words("answer.sentence", locale.Text("which", card.Ruled(j.Sentence, t.l)),
				locale.Text("penalties", t.words("answer.enforceable", locale.Text("term", card.Term(e.Term, t.l)))))
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

func (t *teller) charges() {
	if t.q.has("ask.why") && t.q.has("status.held", "topic.detained") && !t.past() && !t.q.has("topic.arrest", "topic.charge") && t.atLarge() {
		t.held()
		return
	}
	dates := t.q.dates()
	of := map[string]bool{}
	for _, j := range t.ofDates() {
		for _, id := range j.Charges {
			of[id] = true
		}
	}
	var items []item
	for i := range t.c.Charges {
		x := &t.c.Charges[i]
		if len(dates) > 0 && !of[x.ID] {
			continue
		}
		text := card.Phrase(x.Text, t.l)
		for _, more := range [...]string{x.Law, x.Stage, x.Outcome, x.Note} {
			if more != "" {
				text += " (" + t.stored(more) + ")"
			}
		}
		items = append(items, fact("charge", x.ID, text, &x.Fact, x))
	}
	items = narrow(t, items, t.chargeSays)
	if len(items) > 0 {
		if len(t.missing) == 0 && t.q.has("charge.*") {
			switch {
			case t.q.has("outcome.*", "status.acquitted"): // as is told
			case t.q.has("topic.convicted", "topic.sentence"):
				t.answersYes(t.convictedOf(items))
			case t.q.has("topic.charge", "topic.arrest", "status.held", "topic.detained"): // that somebody is a spy isn't known by the charge
				t.answersYes(calendar.Yes)
			}
		}
		if t.q.has("ask.why") && t.q.has("topic.arrest") && !t.q.has("topic.charge", "topic.convicted", "topic.sentence") {
			arrests := t.arrests()
			if t.tell("arrest", arrests) && (len(dates) > 0 || t.q.has("order.first", "order.last", "topic.again")) {
				return
			}
		}
		t.tell("charges", items)
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
	t.lacks("charges")
}

// arrests are the arrests that the question asks for.
func (t *teller) arrests() []item {
	items := slices.DeleteFunc(t.steps("arrest", "abduction", "detention"), func(x item) bool { return x.text == "" })
	switch {
	case len(items) < 2 || items[0].date.IsZero():
	case t.q.has("order.first"):
		return items[:1]
	case t.q.has("order.last", "topic.again"):
		return items[len(items)-1:]
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
		items = append(items, fact("sentence", j.ID, t.words("answer.sentence", locale.Text("which", card.Ruled(j.Sentence, t.l)),
			locale.Text("penalties", t.stored(j.Court))), &j.Fact, j.Sentence))
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

// peopleAs are the people of the casefile in one of those roles.
func (t *teller) peopleAs(roles ...string) []item {
	var items []item
	for i := range t.c.People {
		x := &t.c.People[i]
		if !slices.ContainsFunc(roles, func(r string) bool { return hasWord(x.Role, r) }) {
			continue
		}
		text := t.stored(t.relatedName(x))
		if x.Role != roles[0] {
			text += t.words("list.comma") + card.Phrase(x.Role, t.l)
		}
		items = append(items, fact("person", "", text, &x.Fact, x))
	}
	return items
}

// hasWord reports whether a word of s begins as word does.
func hasWord(s, word string) bool {
	s = strings.ToLower(s)
	for i := strings.Index(s, word); i >= 0; {
		if i == 0 || s[i-1] == ' ' || s[i-1] == '(' {
			return true
		}
		next := strings.Index(s[i+1:], word)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// relatedName is what somebody around the case is called in the reader's language.
func (t *teller) relatedName(x *casefile.Related) string {
	for _, n := range x.Names {
		if n.Lang == t.l.Language().Code {
			return n.Text
		}
	}
	return x.Name
}

func around(what string, roles ...string) func(*teller) {
	return func(t *teller) {
		if !t.tell(what, t.peopleAs(roles...)) {
			t.lacks(what)
		}
	}
}

// coaccused tells who else is in the case: of the year in question, where the
// record says in which.
func (t *teller) coaccused() {
	items := t.peopleAs("co-defendant", "co-accused", "arrested with")
	for i := range t.q.marks {
		first, ok := t.q.marks[i].date.Earliest()
		if !ok {
			continue
		}
		year := first.String()[:4]
		if some := slices.DeleteFunc(slices.Clone(items), func(x item) bool { return !strings.Contains(x.text, year) }); len(some) > 0 {
			items = some
		}
	}
	t.decide(items, false, "topic.coaccused", "topic.arrest", "topic.sentence", "topic.trial", "topic.convicted", "date")
	if !t.tell("coaccused", items) {
		t.lacks("coaccused")
	}
}

func (t *teller) lawyer() {
	items := t.peopleAs("lawyer", "counsel")
	t.decide(items, false, "topic.lawyer", "topic.court", "topic.trial", "topic.name")
	if !t.tell("lawyer", items) {
		t.lacks("lawyer")
	}
}

// step is a proceeding as an item.
func (t *teller) step(x *casefile.Proceeding) item {
	text := card.Code("kind.", x.Kind, t.l)
	if x.Text != "" {
		text += ": " + t.stored(x.Text)
	}
	if x.Court != "" {
		text += t.words("list.comma") + t.stored(x.Court)
	}
	return item{text: t.dated(x.Date, text), kind: x.Kind, id: x.ID, fact: &x.Fact, record: x, date: x.Date}
}

func (t *teller) event(x *casefile.Event) item {
	return item{text: t.quoted(item{text: x.Text, fact: &x.Fact, date: x.Date}), kind: x.Kind, id: x.ID, fact: &x.Fact, record: x, date: x.Date}
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

// allSpans are the times in custody whatever dates the question has.
func (t *teller) allSpans() []item {
	q := *t.q
	q.marks = nil
	other := *t
	other.q = &q
	return other.spans()
}

// allSteps are the steps of those kinds whatever dates the question has.
func (t *teller) allSteps(kinds ...string) []item {
	q := *t.q
	q.marks = nil
	other := *t
	other.q = &q
	return other.steps(kinds...)
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
	switch {
	case t.q.has("order.first") && len(items) > 1 && !items[0].date.IsZero():
		items = items[:1]
	case t.q.has("order.last") && len(items) > 1:
		items = items[len(items)-1:]
	}
	if len(items) == 0 && len(t.q.dates()) > 0 && t.q.yesno {
		t.notSo("arrest", append(t.allSteps("arrest", "abduction", "detention"), t.allSpans()...))
		return
	}
	if len(items) > 0 {
		t.answersYes(calendar.Yes)
	}
	if !t.tell("arrest", items) {
		t.lacks("arrest")
	}
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

func (t *teller) statusItem() item {
	s := &t.c.Status
	text := card.Status(s.Code, t.l)
	if s.AsOf.IsZero() {
		text = t.words("answer.status_undated", locale.Text("status", text))
	} else {
		text = t.words("answer.status", locale.Text("status", text), locale.Text("date", t.date(s.AsOf)))
	}
	if s.Text != "" {
		text += ": " + t.stored(s.Text)
	}
	return fact("status", "", text, &s.Fact, s)
}

// statusToo adds the status, where it explains why something else isn't told.
func (t *teller) statusToo() { t.tell("status", []item{t.statusItem()}) }

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
	if !w.AsOf.IsZero() {
		text += " (" + t.words("case.status_asof_plain", locale.Text("date", t.date(w.AsOf))) + ")"
	}
	return fact("whereabouts", "", text, &w.Fact, w), true
}

func (t *teller) status() {
	if t.wrongStatus() || t.onceSo() || t.thatTime() {
		return
	}
	t.yesStatus()
	t.statusToo()
	if x, ok := t.whereaboutsItem(); ok {
		t.tell("whereabouts", []item{x})
	}
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
	if code == "" || code == casefile.UnknownStatus {
		return
	}
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			if c.class() != "status" && c != "topic.detained" {
				continue
			}
			if asked := t.isNow(code, c.name()); asked != calendar.CantTell {
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

func (t *teller) release() {
	kinds := []string{"release", "exchange", "pardon"}
	if t.q.has("topic.furlough") || len(t.q.dates()) > 0 {
		kinds = append(kinds, "furlough")
	}
	items := t.steps(kinds...)
	items = append(items, t.ended(items)...)
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	switch {
	case t.q.has("order.last") && len(items) > 1:
		items = items[len(items)-1:]
	case t.q.has("order.first") && len(items) > 1:
		items = items[:1]
	}
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
			t.answersYes(calendar.Yes)
		}
		t.tell("release", items)
		if code.Held() && !t.q.present() {
			t.statusToo()
		}
	case code.Held() && !t.past() && t.q.has("ask.when", "ask.howlong") && t.ends():
	case code.Held():
		if t.q.yesno {
			t.say("answer.no")
		}
		t.out.Kind, t.out.Reason = Refused, Contradicted
		t.say("answer.not_released", t.name())
		t.statusToo()
		t.ends()
	case code == casefile.Released || code == casefile.Bail:
		t.yesStatus()
		t.statusToo()
	case code.Dead() && !t.q.yesno:
		t.against(t.statusItem())
	default:
		t.lacks("release")
		t.statusToo()
	}
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

// remaining answers how long is left of a term, by the end that a source states.
func (t *teller) remaining() {
	if !t.c.Status.Code.Held() {
		t.alreadyOut()
		return
	}
	if !t.ends() {
		t.lacks("endterm")
		t.statusToo()
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
		t.lacks("endterm")
		t.statusToo()
	}
}

func (t *teller) departure() {
	if t.placeWithheld() && (t.q.has("ask.where") || t.q.has("topic.country") && !t.q.has("ask.why", "ask.when", "ask.how") && !t.q.yesno) {
		t.whereabouts() // where to
		return
	}
	if m := t.otherPlace(); m != nil && !t.departureSays(m) {
		if t.placeWithheld() {
			t.whereabouts() // the same whatever the place
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
		t.answersYes(calendar.Yes)
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

func (t *teller) appeal() {
	items := t.steps("appeal")
	for _, j := range t.judgments() {
		if j.Instance == "appeal" || len(t.q.dates()) > 0 && t.q.has("topic.sentence", "topic.convicted") {
			items = append(items, t.judged(j))
		}
	}
	if !t.tell("appeal", items) {
		t.lacks("appeal")
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
	case !ok && !t.c.Status.Code.Held():
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
			t.line(t.words("answer.withheld", locale.Text("what", t.stored(w.What)), locale.Text("why", t.stored(w.Why))))
			t.cite(fact("withheld", "", "", &w.Fact, w))
		}
	}
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
		text = t.stored(b.Note)
	case b.Note != "":
		text += " (" + t.stored(b.Note) + ")"
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
	case t.q.has("topic.sentence", "topic.convicted"):
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
	case len(items) > 0 && t.q.has("ask.how", "ask.why") && !slices.ContainsFunc(items, t.tellsHow):
		t.lacks("how_died")
		t.tell("died", items)
	case len(items) > 0 && t.q.yesno && t.q.has("status.held", "topic.detained") && !slices.ContainsFunc(items, func(x item) bool {
		said := t.text(x.text)
		return said.concepts["status.held"] || said.concepts["topic.detained"]
	}):
		t.out.Kind, t.out.Reason = Refused, NotRecorded // where it happened
		t.say("answer.not_so", t.name())
		t.tell("died", items)
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
	var items []item
	for i := range t.c.Person.Nationalities {
		x := &t.c.Person.Nationalities[i]
		text := card.Phrase(x.Text, t.l)
		if x.Note != "" {
			text += " (" + t.stored(x.Note) + ")"
		}
		items = append(items, fact("nationality", "", text, &x.Fact, x))
	}
	for i := range t.c.Notes { // rival claims of it
		if x := &t.c.Notes[i]; x.About == "nationality" {
			items = append(items, fact("note", "", t.stored(x.Text), &x.Fact, x))
		}
	}
	if !t.q.has("topic.confiscated") { // that it was lost is another question
		t.decide(items, false, "topic.nationality")
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

func (t *teller) workItem(x *casefile.Work) item {
	text := t.stored(x.Title)
	var also []string
	for _, title := range append([]string{x.OriginalTitle}, x.Also...) {
		if title != "" {
			also = append(also, t.stored(title))
		}
	}
	if len(also) > 0 {
		text += " (" + strings.Join(also, t.words("list.semicolon")) + ")"
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += t.words("list.comma") + t.date(d)
	}
	if x.Note != "" {
		text += t.words("list.comma") + t.stored(x.Note)
	}
	return item{text: text, kind: "work", fact: &x.Fact, record: x, date: x.Year.Date()}
}

func (t *teller) works() {
	var items []item
	for i := range t.c.Works {
		if x := &t.c.Works[i]; t.on(x.Year.Date()) {
			items = append(items, t.workItem(x))
		}
	}
	if !t.q.has("ask.howmany") {
		items = narrow(t, items, t.itemSays)
	}
	undated := slices.ContainsFunc(items, func(x item) bool { return x.date.IsZero() })
	if t.q.has("order.last", "future") && len(items) > 0 && !undated {
		slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
		items = items[:1]
	}
	if t.q.has("order.first") && len(items) > 0 && !undated {
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		items = items[:1]
	}
	if len(items) == 0 && len(t.c.Works) == 0 { // what else somebody founded or made
		if items = narrow(t, t.steps("work"), t.itemSays); t.tell("recall", items) {
			return
		}
	}
	if !t.tell("works", items) {
		t.lacks("works")
	}
}

func (t *teller) awardItem(x *casefile.Award) item {
	text := t.stored(x.Name)
	if x.By != "" {
		text += t.words("list.comma") + t.stored(x.By)
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += t.words("list.comma") + t.date(d)
	}
	if x.Work != "" {
		text = t.words("answer.award", locale.Text("award", text), locale.Text("work", t.stored(x.Work)))
	}
	return item{text: text, kind: "award", fact: &x.Fact, record: x, date: x.Year.Date()}
}

func (t *teller) awards() {
	if t.q.has("act.nominate") && t.recall() {
		return
	}
	var items []item
	for i := range t.c.Awards {
		if x := &t.c.Awards[i]; t.on(x.Year.Date()) {
			items = append(items, t.awardItem(x))
		}
	}
	if t.q.yesno {
		if len(items) > 0 {
			t.decide(items, false, "topic.award", "topic.work", "topic.festival")
			if t.out.Kind == "" { // yes: which
				items = narrow(t, items, t.itemSays)
			}
		}
	} else {
		items = narrow(t, items, t.itemSays)
	}
	if !t.tell("awards", items) {
		t.lacks("awards")
	}
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

// recallOrSentence tells the facts that say what is asked, or otherwise the sentences that do.
func (t *teller) recallOrSentence() {
	if !t.recall() {
		t.sentence()
	}
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

func (t *teller) summary() {
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
