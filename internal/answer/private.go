package answer

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// private answers what no public record of this kind says: illnesses, addresses,
// telephone numbers, who helped somebody to get away. The words are the same for
// everybody and whatever the question guesses; what the record itself says that
// it holds back is told.
func (t *teller) private() {
	t.out.Kind, t.out.Reason = Refused, Withheld
	t.say("answer.private", t.name())
	words := []string{"route", "border", "help", "cross"}
	switch {
	case t.q.has("topic.illness", "topic.health", "topic.hospital"):
		words = []string{"health", "medic", "illness", "hospital"}
	case t.q.has("topic.phone", "topic.contact"):
		words = []string{"address", "contact", "resid", "lives"}
	}
	t.heldBack(words...)
}

// hospital tells that somebody was taken to a hospital, where that is public;
// which one, and what for, is not given out.
func (t *teller) hospital() {
	if t.q.has("topic.illness", "topic.health") || t.q.has("ask.which", "ask.what", "ask.where", "ask.list", "ask.who", "ask.why", "topic.name") || !t.recall() {
		t.private()
	}
}

// heldBack tells what the record says that it holds back on something.
func (t *teller) heldBack(words ...string) bool {
	told := false
	for i := range t.c.Withheld {
		w := &t.c.Withheld[i]
		if !slices.ContainsFunc(words, func(s string) bool { return strings.Contains(strings.ToLower(w.What), s) }) {
			continue
		}
		t.withheldLine(w)
		told = true
	}
	return told
}

func (t *teller) withheldLine(w *casefile.Withheld) {
	t.line(t.words("answer.withheld", locale.Text("what", t.worded(w.What)), locale.Text("why", t.worded(w.Why))))
	t.cite(fact("withheld", "", "", &w.Fact, w))
}

// kin are the relatives that a question can ask for, and how roles of the record
// call them.
//
//nolint:gochecknoglobals // a table that is only read
var kin = map[string][]string{
	"wife": {"wife", "spouse"}, "husband": {"husband", "spouse"}, "spouse": {"wife", "husband", "spouse", "partner"},
	"son": {"son"}, "daughter": {"daughter"}, "child": {"son", "daughter", "child"},
	"mother": {"mother"}, "father": {"father"}, "parent": {"mother", "father", "parent"},
	"brother": {"brother"}, "sister": {"sister"}, "sibling": {"brother", "sister", "sibling"},
}

// family tells the relatives who are on record because they speak in public. Of
// others nothing is told, and whether there are any isn't either.
func (t *teller) family() {
	var roles []string
	for k, of := range kin {
		if t.q.has("kin." + k) {
			roles = append(roles, of...)
		}
	}
	if t.q.has("topic.married") {
		roles = append(roles, "wife", "husband", "spouse")
	}
	all := len(roles) == 0
	if all {
		for _, of := range kin {
			roles = append(roles, of...)
		}
		roles = append(roles, "relative", "family", "cousin", "uncle", "aunt", "nephew", "niece")
	}
	slices.Sort(roles)
	items := t.peopleAs(append([]string{"relative"}, slices.Compact(roles)...)...)
	if t.q.has("topic.married", "value.around", "unknown") || t.q.says("have", "has") && !t.q.says("heard", "seen", "been") {
		t.decide(items, false, "kin.*", "topic.family", "topic.name", "topic.married")
	}
	if t.tell("family", items) {
		return
	}
	t.lacks("family")
	if t.heldBack("famil", "relat", "child", "son", "daughter", "wife", "husband", "parent", "brother", "sister", "mother", "father") {
		t.out.Reason = Withheld
	}
}

// inHand tells what somebody is working on, as of the last fact that says so.
func (t *teller) inHand() {
	var items []item
	for i := range t.c.Events {
		if x := &t.c.Events[i]; x.Kind == "work" {
			items = append(items, t.event(x))
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
	if len(items) > 0 {
		t.tell("recall", items[:1])
		return
	}
	t.works()
}
