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
	told, had := false, t.hadThen(dates, then)
	for _, who := range had[:min(len(had), mostPeople)] {
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
			if more := len(items) - mostHappened; more > 0 {
				t.line("- " + t.rest(more))
			}
			t.shows(t.p.Summary)
			t.out.About, told = t.p.Slug, true
		}
	}
	if len(had) > mostPeople {
		t.say("answer.happened.more")
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	t.f = &frame{name: "chronicle", about: "person"}
	return told, nil
}

// hadThen are the first to whom something on record happened at that time, by name, and one more
// than are told of, which says that there are more.
func (t *teller) hadThen(dates []dated, then func(calendar.Date) bool) []*store.Person {
	var about []store.Cond
	for _, x := range dates {
		about = append(about, x.about())
	}
	return t.census.FirstSuch(mostPeople+1, store.All(about...), func(who *store.Person) bool {
		return slices.ContainsFunc(who.Steps, func(s store.Step) bool { return then(s.Date.Date()) }) ||
			slices.ContainsFunc(who.Rulings, func(r store.Ruling) bool { return then(r.Date.Date()) })
	})
}

// about is that something happened to somebody in the days of the question or perhaps in them: nothing
// else can be within.
func (x dated) about() store.Happened {
	var days store.Happened
	first, _ := x.date.Earliest()
	last, _ := x.date.Latest()
	switch {
	case x.when == "before":
		days.To = first
	case x.when == "after":
		days.From = last
	case x.when == "from":
		days.From = first
	case !x.until.IsZero():
		days.From = first
		days.To, _ = x.until.Latest()
	default:
		days.From, days.To = first, last
	}
	return days
}
