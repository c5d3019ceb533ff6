package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/casefile"
)

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
			text += t.words("list.comma") + t.part(x.Role)
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
		if t.tell(what, t.peopleAs(roles...)) || what == "spokesperson" && t.tell("around", t.speakers()) {
			return
		}
		t.lacks(what)
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
	if t.q.defends() {
		t.clients()
		return
	}
	items := t.ofYear(t.peopleAs("lawyer", "counsel"))
	if len(t.q.people) == 1 { // of somebody else who is named: who it is
		t.decide(items, false, "topic.lawyer", "topic.court", "topic.trial", "topic.name")
	}
	if !t.tell("lawyer", items) {
		t.lacks("lawyer")
	}
}

// speakers are the people around who are on record to speak or campaign in public, without
// the title of a spokesperson.
func (t *teller) speakers() []item {
	var items []item
	for i := range t.c.People {
		x := &t.c.People[i]
		if strings.Contains(x.Role, "speaks publicly") || strings.Contains(x.Role, "in public") {
			items = append(items, fact("person", "", commas(t.stored(t.relatedName(x)), t.part(x.Role)), &x.Fact, x))
		}
	}
	return items
}

// roleYears finds the years that a role is of: 2019, 2010-11.
var roleYears = regexp.MustCompile(`\b(\d{4})(?:-(\d{2}))?\b`)

// ofYear keeps those whose role is of a year that the question names; all where none is.
func (t *teller) ofYear(items []item) []item {
	for i := range t.q.marks {
		first, ok := t.q.marks[i].date.Earliest()
		if !ok {
			continue
		}
		some := slices.DeleteFunc(slices.Clone(items), func(x item) bool {
			r, ok := x.record.(*casefile.Related)
			if !ok {
				return true
			}
			m := roleYears.FindStringSubmatch(r.Role)
			if m == nil {
				return true
			}
			from, _ := strconv.Atoi(m[1])
			to := from
			if m[2] != "" {
				n, _ := strconv.Atoi(m[2])
				to = from - from%100 + n
			}
			return first.Year < from || first.Year > to
		})
		if len(some) > 0 {
			items = some
		}
	}
	return items
}
