package answer

import (
	"slices"

	"vigil/store"
)

// Whoever is tracked can be a lawyer in another's case: "whom did she defend?" asks for those, and not
// for who defends her.

// defends reports whether a question asks whose lawyer somebody who is named is.
func (q *question) defends() bool {
	if len(q.people) != 1 {
		return false
	}
	who := slices.IndexFunc(q.marks, func(m mark) bool { return m.subject })
	law := slices.IndexFunc(q.marks, func(m mark) bool { return m.is("topic.lawyer") || m.is("prof.lawyer") })
	if who < 0 || law < 0 {
		return false
	}
	is := func(at int, words ...string) bool {
		return at >= 0 && at < len(q.toks) && slices.Contains(words, q.toks[at].text)
	}
	subject, lawyer := &q.marks[who], &q.marks[law]
	if q.farsi {
		asks := law+1 < len(q.marks) && q.marks[law+1].is("ask.who") && !q.marks[law+1].is("ask.when")
		whose := subject.to == lawyer.from && is(lawyer.from, "وکیل", "vakil", "vakile") && lawyer.to-lawyer.from == 1 && !q.theirs && asks
		from := slices.IndexFunc(q.toks, func(t token) bool { return t.text == "از" })
		return whose || from >= 0 && is(from+1, "چه", "کی", "کیا", "کدام") && q.says("دفاع")
	}
	if q.says("by") {
		return false
	}
	last := len(q.toks) - 1
	return is(subject.from-1, "does", "did", "do") && lawyer.from >= subject.to && is(lawyer.from, "represent", "defend", "act") ||
		is(last, "of", "for") && lawyer.from >= subject.to && last == lawyer.to ||
		is(lawyer.from-1, "whose") && subject.from > lawyer.from
}

// clients tells whose lawyer the person is on record to be.
func (t *teller) clients() {
	had, told := *t, false
	is := store.AroundAs{Key: key(t.p.Name), Role: "lawyer"}
	for _, who := range t.census.Find(store.Inquiry{All: []store.Clause{{Any: []store.Cond{is}}}}).Yes {
		there, err := t.open(who.Slug)
		if err != nil {
			t.err = err
		}
		if !there {
			continue
		}
		items := slices.DeleteFunc(t.peopleAs("lawyer", "counsel"), func(x item) bool {
			return !alikeNames(x.text, had.p.Name) && !alikeNames(x.text, had.p.NativeName)
		})
		if t.tell("lawyer", items) {
			told = true
			t.shows(t.p.Summary)
		}
	}
	t.p, t.c = had.p, had.c
	if !told {
		t.lacks("clients")
	}
}
