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
		"sentence": (*teller).sentence, "lashes": (*teller).lashes, "penalty": (*teller).penalty, "count": (*teller).countSentences,
		"outcome": (*teller).outcome, "enforced": (*teller).sentence, "enforceable": (*teller).enforceable,
		"charges": (*teller).charges, "court": (*teller).court, "reason": (*teller).reason,
		"judge": (*teller).judge, "prosecutor": around("prosecutor", "prosecutor"), "lawyer": (*teller).lawyer,
		"family":      around("family", "wife", "husband", "daughter", "son", "brother", "sister", "mother", "father", "spouse", "partner"),
		"distributor": around("distributor", "distributor"), "spokesperson": around("spokesperson", "spokes"),
		"coaccused": around("coaccused", "co-defendant", "co-accused", "arrested with"),
		"arrest":    (*teller).arrest, "custody": (*teller).custody, "prison": (*teller).prison, "held": (*teller).held,
		"release": (*teller).release, "endterm": (*teller).endTerm, "departure": (*teller).departure,
		"trial": happened("trial", "trial", "hearing"), "appeal": (*teller).appeal,
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
	if !t.q.yesno {
		return
	}
	switch a {
	case calendar.Yes:
		t.say("answer.yes")
	case calendar.No:
		t.say("answer.no")
	}
}

// judgments are the sentences that the question asks for, those that stand
// first; reports of the same one once.
func (t *teller) judgments() []casefile.Judgment {
	var all []casefile.Judgment
	for _, j := range t.c.Judgments() {
		if t.when(j.Sentence) {
			all = append(all, j)
		}
	}
	slices.SortStableFunc(all, func(a, b casefile.Judgment) int { return rank(a) - rank(b) })
	return all
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
		text += ", " + t.stored(s.Court)
	}
	text = t.words("answer.sentence", locale.Text("which", text), locale.Text("penalties", card.Imposed(s, t.l)))
	if e := s.Enforceable(); e.Kind == casefile.EnforceableTerm && e.Stated {
		text += t.words("list.semicolon") + t.words("answer.enforceable", locale.Text("term", card.Term(e.Term, t.l)))
	}
	return fact("sentence", s.ID, text, &s.Fact, s)
}

func (t *teller) sentence() {
	var items []item
	for _, j := range t.judgments() {
		items = append(items, t.judged(j))
	}
	if !t.tell("sentence", items) {
		t.lacks("sentence")
		t.statusToo()
	}
}

func (t *teller) countSentences() {
	all := t.judgments()
	t.say("answer.count.sentences", t.name(), locale.N(len(all)))
	for _, j := range all {
		t.line("- " + t.cited(t.judged(j)))
	}
	if len(all) == 0 {
		t.lacks("sentence")
	}
}

// lashes answers how many lashes: a number that was not published is said to
// be that.
func (t *teller) lashes() { t.punished("lashes", casefile.Flogging) }

func (t *teller) penalty() {
	var kinds []casefile.PenaltyKind
	for _, k := range casefile.AllPenaltyKinds() {
		if t.q.has("penalty." + string(k)) {
			kinds = append(kinds, k)
		}
	}
	t.punished("penalty", kinds...)
}

// punished tells the penalties of those kinds, each with its sentence.
func (t *teller) punished(what string, kinds ...casefile.PenaltyKind) {
	var items []item
	found := false
	for _, j := range t.judgments() {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if !slices.Contains(kinds, x.Kind) {
				continue
			}
			found = true
			text := t.words("answer.sentence", locale.Text("which", card.Ruled(j.Sentence, t.l)), locale.Text("penalties", card.Punished(j.Sentence, x, t.l)))
			f := x.Fact
			if len(f.Sources) == 0 {
				f.Sources = j.Sources
			}
			if f.Attribution == "" {
				f.Attribution = j.Attribution
			}
			items = append(items, fact("sentence", j.ID, text, &f, j.Sentence))
		}
	}
	if found {
		t.answersYes(calendar.Yes)
		if slices.Equal(kinds, []casefile.PenaltyKind{casefile.Flogging}) && t.q.has("ask.howmany") && !slices.ContainsFunc(t.c.Sentences, hasCount) {
			t.out.Kind, t.out.Reason = Refused, NotRecorded
			t.say("answer.lashes_unknown")
		}
		t.tell(what, items)
		return
	}
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.say("answer.no_such_penalty", t.name())
	for _, j := range t.judgments() {
		t.line("- " + t.cited(t.judged(j)))
	}
}

func hasCount(s casefile.Sentence) bool {
	return slices.ContainsFunc(s.Penalties, func(p casefile.Penalty) bool { return p.Count != nil || p.Administered != nil })
}

func (t *teller) outcome() {
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
		if (x.Kind == "appeal" || x.Kind == "pardon") && t.on(x.Date) {
			items = append(items, t.step(x))
		}
	}
	if hit {
		t.answersYes(calendar.Yes)
	}
	if !t.tell("outcome", items) {
		t.lacks("outcome")
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

func (t *teller) charges() {
	dates := t.q.dates()
	of := map[string]bool{}
	for _, j := range t.judgments() {
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
		if x.Note != "" {
			text += " (" + t.stored(x.Note) + ")"
		}
		items = append(items, fact("charge", x.ID, text, &x.Fact, x))
	}
	if t.tell("charges", items) {
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
	if !named {
		t.lacks("court")
		for _, x := range items {
			t.line("- " + t.cited(x))
		}
		return
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
			text += ", " + card.Phrase(x.Role, t.l)
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

func (t *teller) lawyer() {
	items := t.peopleAs("lawyer", "counsel")
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
		text += ", " + t.stored(x.Court)
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
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	return items
}

func happened(what string, kinds ...string) func(*teller) {
	return func(t *teller) {
		if !t.tell(what, t.steps(kinds...)) {
			t.lacks(what)
		}
	}
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
			text += ", " + t.stored(x.Place)
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
	held, _ := t.c.Held(t.q.today, 0)
	t.cite(item{kind: "days", record: held.Days})
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
	t.yesStatus()
	t.statusToo()
	if x, ok := t.whereaboutsItem(); ok {
		t.tell("whereabouts", []item{x})
	}
}

// yesStatus answers whether the person is as the question says, by the status on record.
func (t *teller) yesStatus() {
	code := t.c.Status.Code
	if code == "" || code == casefile.UnknownStatus {
		return
	}
	asked := calendar.CantTell
	for i := range t.q.marks {
		for _, c := range t.q.marks[i].concepts {
			if c.class() != "status" && c != "topic.detained" {
				continue
			}
			if asked = t.isNow(code, c.name()); asked != calendar.CantTell {
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
		yes = code.Held()
		if !yes && (code == casefile.Sentenced || code == casefile.Disappeared || code == casefile.Wanted) {
			return calendar.CantTell
		}
	case "dead":
		yes = code.Dead()
	case "alive":
		if code.Dead() {
			return calendar.No
		}
		return calendar.CantTell
	case "released":
		yes = code == casefile.Released || code == casefile.Acquitted || code == casefile.Bail || code == casefile.Exile
	default:
		yes = string(code) == called
	}
	if yes {
		return calendar.Yes
	}
	return calendar.No
}

func (t *teller) held() {
	t.yesStatus()
	t.statusToo()
	items := t.spans()
	if t.c.Status.Code.Held() || len(t.q.dates()) > 0 {
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
		t.whereabouts()
		t.tell("custody", t.spans())
		return
	}
	if !t.tell("prison", items) {
		t.lacks("whereabouts")
		t.statusToo()
	}
}

func (t *teller) release() {
	items := t.steps("release", "exchange", "pardon")
	for i := range t.c.Custody {
		x := &t.c.Custody[i]
		if x.End.IsZero() || !t.on(x.End) || slices.ContainsFunc(items, func(had item) bool { return had.date == x.End }) {
			continue
		}
		items = append(items, item{text: t.dated(x.End, t.words("answer.custody.ended")), kind: "custody", fact: &x.Fact, record: x, date: x.End})
	}
	switch {
	case len(items) > 0:
		t.answersYes(calendar.Yes)
		t.tell("release", items)
		if t.c.Status.Code.Held() {
			t.statusToo()
		}
	case t.c.Status.Code.Held():
		t.out.Kind, t.out.Reason = Refused, Contradicted
		t.say("answer.not_released", t.name())
		t.statusToo()
		t.ends()
	case t.c.Status.Code == casefile.Released:
		t.yesStatus()
		t.statusToo()
	default:
		t.lacks("release")
		t.statusToo()
	}
}

// ends tells the ends of term that sources state.
func (t *teller) ends() bool {
	var items []item
	for _, j := range t.judgments0() {
		if j.Fallen() {
			continue
		}
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if x.Ends.IsZero() || x.Kind != casefile.Imprisonment || j.OutcomeOf(x).Fallen() {
				continue
			}
			items = append(items, fact("sentence", j.ID, t.words("answer.ends", locale.Text("date", t.date(x.Ends)), locale.Text("term", card.Punished(j.Sentence, x, t.l))), &j.Fact, j.Sentence))
		}
	}
	return t.tell("endterm", items)
}

// judgments0 are all sentences whatever dates the question has.
func (t *teller) judgments0() []casefile.Judgment { return t.c.Judgments() }

func (t *teller) endTerm() {
	if !t.c.Status.Code.Held() {
		t.release()
		return
	}
	if !t.ends() {
		t.lacks("endterm")
		t.statusToo()
	}
}

func (t *teller) departure() {
	items := t.steps("departure", "travel", "exchange", "arrival")
	if len(items) == 0 {
		if t.q.yesno || t.q.has("status.exile") {
			t.status()
			return
		}
		t.lacks("departure")
		t.statusToo()
		return
	}
	t.answersYes(calendar.Yes)
	said := t.relatedStatements("topic.departure")
	t.tell("departure", append(items, said...))
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
	if t.c.Status.Text != "" && len(items) < 3 {
		items = append(items, t.statusItem())
	}
	if !t.tell("reason", items) {
		t.lacks("departure")
	}
}

func (t *teller) appeal() {
	items := t.steps("appeal")
	for _, j := range t.judgments() {
		if j.Instance == "appeal" {
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
	case secret:
		t.out.Kind, t.out.Reason = Refused, Withheld
		t.say("answer.withheld_place", t.name())
	case !ok && !t.c.Status.Code.Held():
		t.lacks("whereabouts")
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
	text := strings.Join(parts, ", ")
	if b.Note != "" {
		text += " (" + t.stored(b.Note) + ")"
	}
	t.tell("born", []item{fact("born", "", text, &b.Fact, b)})
}

func (t *teller) age() {
	b := t.c.Person.Born
	if b == nil || b.Date.IsZero() {
		t.lacks("age")
		return
	}
	first, ok1 := b.Date.Earliest()
	last, ok2 := b.Date.Latest()
	if !ok1 || !ok2 || t.c.Status.Code.Dead() {
		t.born()
		return
	}
	older, younger := years(first, t.q.today), years(last, t.q.today)
	text := t.words("answer.age", locale.N(older))
	if older != younger {
		text = t.words("answer.age_between", locale.Count("least", younger), locale.N(older))
	}
	t.cite(item{kind: "age", record: []int{younger, older}})
	t.tell("age", []item{fact("born", "", t.words("answer.age_of", locale.Text("age", text), locale.Text("date", t.date(b.Date))), &b.Fact, b)})
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
	case len(items) > 0:
		t.answersYes(calendar.Yes)
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

func (t *teller) profession() {
	var items []item
	for i := range t.c.Person.Professions {
		x := &t.c.Person.Professions[i]
		items = append(items, fact("profession", "", card.Phrase(x.Text, t.l), &x.Fact, x))
	}
	if !t.tell("profession", items) {
		t.lacks("profession")
	}
}

func (t *teller) nationality() {
	var items []item
	for i := range t.c.Person.Nationalities {
		x := &t.c.Person.Nationalities[i]
		items = append(items, fact("nationality", "", card.Phrase(x.Text, t.l), &x.Fact, x))
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
	if x.OriginalTitle != "" {
		text += " (" + t.stored(x.OriginalTitle) + ")"
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += ", " + t.date(d)
	}
	if x.Note != "" {
		text += ", " + t.stored(x.Note)
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
	if t.q.has("order.last", "future") && len(items) > 0 {
		slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
		items = items[:1]
	}
	if t.q.has("order.first") && len(items) > 0 {
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		items = items[:1]
	}
	if !t.tell("works", items) {
		t.lacks("works")
	}
}

func (t *teller) awardItem(x *casefile.Award) item {
	text := t.stored(x.Name)
	if x.By != "" {
		text += ", " + t.stored(x.By)
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += ", " + t.date(d)
	}
	if x.Work != "" {
		text = t.words("answer.award", locale.Text("award", text), locale.Text("work", t.stored(x.Work)))
	}
	return item{text: text, kind: "award", fact: &x.Fact, record: x, date: x.Year.Date()}
}

func (t *teller) awards() {
	var items []item
	for i := range t.c.Awards {
		if x := &t.c.Awards[i]; t.on(x.Year.Date()) {
			items = append(items, t.awardItem(x))
		}
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
	}{{"topic.sentence", (*teller).sentence}, {"penalty.*", (*teller).penalty}, {"topic.charge", (*teller).charges}, {"topic.departure", (*teller).departure},
		{"topic.arrest", (*teller).arrest}, {"topic.release", (*teller).release}, {"topic.status", (*teller).status}, {"status.*", (*teller).status}, {"topic.convicted", (*teller).sentence}} {
		if t.q.has(d.when) {
			d.run(t)
			return
		}
	}
	if t.recall() {
		return
	}
	var items []item
	for i := range t.c.Sources {
		s := &t.c.Sources[i]
		text := t.stored(s.Publisher)
		if s.Title != "" {
			text += ", " + t.stored(s.Title)
		}
		items = append(items, fact("source", s.ID, text, &casefile.Fact{Sources: []string{s.ID}}, s))
	}
	if !t.tell("whosays", items) {
		t.lacks("whosays")
	}
}

func (t *teller) bail() {
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
	t.say("answer.menu", t.name())
	t.out.Kind = Asked
	for _, about := range [...]string{"sentence", "status", "charges", "lawyer"} {
		t.out.Choices = append(t.out.Choices, Choice{Label: t.words("answer.read." + about), Question: t.words("answer.ask."+about, locale.Name("name", t.c.Person.Name))})
	}
}
