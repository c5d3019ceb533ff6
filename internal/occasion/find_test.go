package occasion_test

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	. "vigil/internal/occasion"
)

// Whatever is announced stands on the record that it was announced from, and
// goes on standing when the person is released, dies, or the status grows old.
func TestAnnouncedStands(t *testing.T) {
	t.Parallel()
	from, to := day(t, "2025-06-01"), day(t, "2027-05-31")
	n := 0
	for _, c := range books(t) {
		for _, r := range []Rules{Default(), {Of: All(), Reckoning: calendar.SolarHijri, Every: 100, Stale: 365}} {
			for _, o := range Span(c, r, from, to) {
				n++
				if !Holds(c, r, o.About, o.Subject, o.Occurrence, o.Day) {
					t.Errorf("%s: %s is announced and doesn't hold", c.Slug, told(o))
				}
				for name, later := range afterwards(c, o.Day) {
					found, s := Find(later, r, o.About, o.Subject, o.Occurrence, o.Day)
					if s != Stands || found.Count != o.Count || found.Date != o.Date {
						t.Errorf("%s, %s: %s stands as %d (%s)", c.Slug, name, told(o), s, told(found))
					}
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d occasions", n)
	}
}

// afterwards is what a casefile may have become since a day.
func afterwards(c *casefile.Redacted, on calendar.Day) map[string]*casefile.Redacted {
	with := func(change func(*casefile.Casefile)) *casefile.Redacted {
		later := &casefile.Redacted{Casefile: *c.Clone()}
		change(&later.Casefile)
		return later
	}
	next := calendar.DateOf(on.AddDays(3))
	return map[string]*casefile.Redacted{
		"the same": c,
		"released": with(func(c *casefile.Casefile) {
			for i := range c.Custody {
				if c.Custody[i].End.IsZero() {
					c.Custody[i].End = next
				}
			}
			if c.Person.Died == nil && !c.Status.Code.Dead() {
				c.Status = casefile.Status{Code: casefile.Released, AsOf: next}
			}
			c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "later", Kind: "release", Date: next})
		}),
		"arrested again": with(func(c *casefile.Casefile) {
			c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "later", Kind: "arrest", Date: next})
			c.Custody = append(c.Custody, casefile.Custody{Kind: "prison", Start: next})
		}),
		"status of long ago": with(func(c *casefile.Casefile) { c.Status.AsOf = calendar.Date{} }),
	}
}

// A correction of the date takes back what was said, and a fact that isn't on
// record any more leaves nothing to say.
func TestCorrectedAndGone(t *testing.T) {
	t.Parallel()
	on := day(t, "2026-05-12")
	held := `"status":{"code":"imprisoned","as_of":"2026-05-01"}`
	for _, x := range []struct {
		name, before, after string
		want                Standing
		date                string // on record now
	}{
		{"a corrected arrest", held + `,"proceedings":[{"id":"p","kind":"arrest","date":"2021-05-12"}]`,
			held + `,"proceedings":[{"id":"p","kind":"arrest","date":"2021-05-13"}]`, Moved, "2021-05-13"},
		{"a date not known to the day", held + `,"proceedings":[{"id":"p","kind":"arrest","date":"2021-05-12"}]`,
			held + `,"proceedings":[{"id":"p","kind":"arrest","date":"2021-05"}]`, Moved, "2021-05"},
		{"no arrest", held + `,"proceedings":[{"id":"p","kind":"arrest","date":"2021-05-12"}]`, held, Gone, ""},
		{"a moved hearing", held + `,"proceedings":[{"id":"p","kind":"hearing","date":"2026-05-13"}]`,
			held + `,"proceedings":[{"id":"p","kind":"hearing","date":"2026-06-13"}]`, Moved, "2026-06-13"},
		{"a custody that began later", held + `,"custody":[{"kind":"prison","start":"2023-08-16"}]`,
			held + `,"custody":[{"kind":"prison","start":"2023-08-20"}]`, Moved, "2023-08-20"},
		{"a custody that had ended", held + `,"custody":[{"kind":"prison","start":"2023-08-16"}]`,
			`"status":{"code":"released","as_of":"2026-05-20"},"custody":[{"kind":"prison","start":"2023-08-16","end":"2026-05-02"}]`, Moved, "2023-08-16"},
		{"a custody that ended the next day", held + `,"custody":[{"kind":"prison","start":"2023-08-16"}]`,
			`"status":{"code":"released","as_of":"2026-05-20"},"custody":[{"kind":"prison","start":"2023-08-16","end":"2026-05-13"}]`, Stands, "2023-08-16"},
		{"no custody", held + `,"custody":[{"kind":"prison","start":"2023-08-16"}]`, held, Gone, ""},
	} {
		r := Default()
		said := On(public(t, x.before), r, on)
		if len(said) == 0 {
			t.Errorf("%s: nothing was announced", x.name)
			continue
		}
		o := said[0]
		got, s := Find(public(t, x.after), r, o.About, o.Subject, o.Occurrence, on)
		if s != x.want || got.Date.String() != x.date {
			t.Errorf("%s: %s stands as %d with %q, not %d with %q", x.name, told(o), s, got.Date, x.want, x.date)
		}
	}
}

// What was announced by other rules than those of now was true: a server that
// takes to another calendar, or to other milestones, corrects nothing.
func TestStandsUnderOtherRules(t *testing.T) {
	t.Parallel()
	c := public(t, `"status":{"code":"imprisoned","as_of":"2026-05-01"},"custody":[{"kind":"prison","start":"2024-02-29"}]`)
	n := 0
	for _, r := range everyRule() {
		for _, o := range Span(c, r, day(t, "2026-02-20"), day(t, "2027-05-20")) {
			for _, now := range everyRule() {
				n++
				if found, s := Find(c, now, o.About, o.Subject, o.Occurrence, o.Day); s != Stands || found.Count != o.Count {
					t.Errorf("%s, announced by %+v, stands as %d by %+v", told(o), r, s, now)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d were looked for", n)
	}
}
