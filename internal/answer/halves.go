package answer

import (
	"slices"

	"vigil/internal/locale"
)

// Two questions in one, "when was she arrested and when was she sentenced?", are answered one after the other
// where each can be. Otherwise the question is read as a whole.

// twice answers a question about one person that asks two things. It reports whether it could.
func (t *teller) twice() bool {
	first, second, ok := t.q.halves()
	if !ok {
		return false
	}
	had, whole := *t, t.q
	one, two := *whole, *whole
	one.marks, two.marks = first, second
	f, g := t.frame(&one, "person"), t.frame(&two, "person")
	if f == nil || g == nil || f.name == g.name || f.name == "menu" || g.name == "menu" || told(f, g) {
		return false
	}
	for _, half := range [...]struct {
		q *question
		f *frame
	}{{&one, f}, {&two, g}} {
		t.q = half.q
		t.run(half.f)
		t.cover()
		if t.out.Kind != "" {
			*t = had
			return false
		}
	}
	t.q = whole
	t.out.Reading = t.words("answer.reading", locale.Text("what", t.l.List([]string{t.words("answer.read." + f.name), t.words("answer.read." + g.name)})), t.name())
	return true
}

// told reports whether one answer tells both: of a sentence its penalties are told with it.
func told(f, g *frame) bool {
	for _, group := range [...][]string{
		{"sentence", "penalty", "lashes", "count", "outcome", "became", "enforced", "enforceable", "charges", "court", "judge", "exiledto"},
		{"works", "awards", "distributor"},
		{"born", "age"},
		{"whereabouts", "inplace", "status", "prison", "held", "custody", "remaining", "endterm", "release"},
	} {
		if slices.Contains(group, f.name) && slices.Contains(group, g.name) {
			return true
		}
	}
	return false
}

// halves are the marks before and after an "and" on both sides of which something is asked, in words of
// its own.
func (q *question) halves() (first, second []mark, ok bool) {
	if len(q.people) != 1 || q.yesno {
		return nil, nil, false
	}
	for i := range q.marks {
		if !q.marks[i].is("logic.and") {
			continue
		}
		first, second = q.marks[:i], q.marks[i+1:]
		if q.asksItself(first) && q.asksItself(second) {
			return first, second, true
		}
	}
	return nil, nil, false
}

// asksItself reports whether marks ask something and say of what.
func (q *question) asksItself(all []mark) bool {
	asks := slices.ContainsFunc(all, func(m mark) bool {
		return m.of("ask") && !m.is("ask.yesno") || q.farsi && slices.ContainsFunc(q.toks[m.from:m.to], func(t token) bool { return slices.Contains(questionWords, t.text) })
	})
	return asks && slices.ContainsFunc(all, func(m mark) bool { return !m.small() && !m.subject && !m.unknown() && !m.of("time") })
}
