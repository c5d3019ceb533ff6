package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/store"
)

// mostHappened is how many facts of one person are told of what happened at some time.
const mostHappened = 4

// atThatTime answers what happened at some time, of whoever it happened to: the facts of the
// record that surely are of then. It reports whether there are any.
func (t *teller) atThatTime() (bool, error) {
	if t.q.farsi || len(t.q.dates()) == 0 || !t.q.says("happened", "happen", "happens") || slices.ContainsFunc(t.q.marks, func(m mark) bool {
		return !m.small() && !m.is("topic.status") && m.date.IsZero() && !m.of("time") && !m.of("unit")
	}) {
		return false, nil
	}
	dates := t.q.dates()
	then := func(d calendar.Date) bool {
		return !slices.ContainsFunc(dates, func(x dated) bool { return d.IsZero() || x.holds(d) != calendar.Yes })
	}
	looked := make(map[store.When]bool) // many have the same date
	was := func(w store.When) bool {
		is, known := looked[w]
		if !known {
			is = then(w.Date())
			looked[w] = is
		}
		return is
	}
	is := store.Such(func(who *store.Person) calendar.Answer {
		return yes(slices.ContainsFunc(who.Steps, func(s store.Step) bool { return was(s.Date) }) ||
			slices.ContainsFunc(who.Rulings, func(r store.Ruling) bool { return was(r.Date) }))
	})
	told := false
	found := t.census.Find(store.Inquiry{All: []store.Clause{{Any: []store.Cond{is}}}}).Yes
	for _, who := range found[:min(len(found), mostPeople)] {
		if there, err := t.open(who.Slug); err != nil {
			return false, err
		} else if !there {
			continue
		}
		var items []item
		for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
			if then(d.date) && d.kind != "status" && d.kind != "custody" && d.kind != "work" {
				items = append(items, t.recalledItem(&d))
			}
		}
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		if t.tell("recall", items[:min(len(items), mostHappened)]) {
			t.shows(t.p.Summary)
			t.out.About, told = t.p.Slug, true
		}
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	t.f = &frame{name: "chronicle", about: "person"}
	return told, nil
}
