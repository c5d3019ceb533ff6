package answer

import (
	"regexp"
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// voices are those around a case who are asked for what they said, and what records call them.
//
//nolint:gochecknoglobals // a table that is only read
var voices = map[string][]string{
	"topic.lawyer": {"lawyer", "lawyers", "counsel", "attorney"}, "topic.spokesperson": {"spokesperson", "spokesman", "spokeswoman"},
	"topic.prosecutor": {"prosecutor", "prosecutors"}, "topic.judge": {"judge"}, "topic.distributor": {"distributor"},
	"kin.wife": {"wife"}, "kin.husband": {"husband"}, "kin.son": {"son"}, "kin.daughter": {"daughter"}, "kin.mother": {"mother"}, "kin.father": {"father"},
	"kin.brother": {"brother"}, "kin.sister": {"sister"}, "kin.spouse": {"wife", "husband"}, "kin.parent": {"mother", "father", "parents"},
	"kin.child": {"son", "daughter"}, "kin.sibling": {"brother", "sister"},
	"kin.relative": {"family", "relatives", "wife", "husband", "son", "daughter", "mother", "father", "brother", "sister"},
}

// voice tells what somebody around the case is on record to have said: what is recorded on their
// word, and facts that say that they said it. That they are only spoken of is not enough.
func (t *teller) voice() {
	var roles []string
	for c, of := range voices {
		if t.q.has(c) {
			roles = append(roles, of...)
		}
	}
	slices.Sort(roles)
	roles = slices.Compact(roles)
	people := t.peopleAs(append([]string{"relative"}, roles...)...)
	said := t.saidBy(roles, people)
	if t.tell("voice", said[:min(len(said), mostItems)]) {
		return
	}
	if t.q.yesno && !t.q.has("topic.statement") || len(people) == 0 && t.q.has("kin.*") {
		t.family()
		return
	}
	t.lacks("voice")
	t.tell("around", people)
}

// saidBy are the facts that are recorded on the word of somebody in one of those roles.
func (t *teller) saidBy(roles []string, people []item) []item {
	var called []string
	for _, r := range roles {
		called = append(called, regexp.QuoteMeta(r))
	}
	for _, p := range people {
		if x, ok := p.record.(*casefile.Related); ok {
			called = append(called, regexp.QuoteMeta(x.Name))
		}
	}
	if len(called) == 0 {
		return nil
	}
	who := `(?:` + strings.Join(called, "|") + `)`
	speaks := `(?:said|says|announced|posted|told|wrote|asked|called|expects|stated|claimed|confirmed|reported|welcomed|condemned|denied|thanked|hoped)`
	said, err := regexp.Compile(`(?i)\b(?:by|according to) (?:(?:his|her|their|the) )?(?:\w+ )?` + who + `\b|\b` + who + `(?: later| then| also| had| has| have)? ` + speaks + `\b|(?:^|[.;(] ?)` + who + `(?: \([^)]*\))?:|\b` + who + `(?:'s|’s) (?:post|announcement|statement|expectation|word|account)\b`)
	if err != nil {
		return nil
	}
	by, err := regexp.Compile(`(?i)\b` + who + `\b`)
	if err != nil {
		return nil
	}
	var items []item
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "person" || d.kind == "note" || d.kind == "work" || d.kind == "award" || d.fact == nil || !t.on(d.date) {
			continue
		}
		full := strings.ReplaceAll(d.text, " . ", "; ")
		spoken := d.kind == "statement" && slices.ContainsFunc(people, func(p item) bool {
			x, ok := p.record.(*casefile.Related)
			return ok && strings.HasPrefix(d.text, x.Name)
		})
		if !spoken && !by.MatchString(d.fact.Attribution) && !said.MatchString(full) && !said.MatchString(d.fact.DateNote) {
			continue
		}
		x := t.recalledItem(&d)
		if x.fact != nil && said.MatchString(d.fact.DateNote) && !strings.Contains(x.text, t.stored(d.fact.DateNote)) {
			x.text += t.words("list.semicolon") + t.stored(d.fact.DateNote)
		}
		if !slices.ContainsFunc(items, func(had item) bool { return had.kind == x.kind && had.id == x.id }) {
			items = append(items, x)
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	return items
}

// safety tells how somebody is as far as the record says: it holds no judgment of whether they
// are safe, but the status with its date, and what is withheld of where they are.
func (t *teller) safety() {
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.say("answer.safety", t.name())
	if t.placeWithheld() {
		t.out.Reason = Withheld
	}
	t.statusToo()
	if x, ok := t.whereaboutsItem(); ok {
		t.tell("whereabouts", []item{x})
	}
	for i := range t.c.Withheld {
		if w := &t.c.Withheld[i]; placeWords(w.What) {
			t.withheldLine(w)
		}
	}
}
