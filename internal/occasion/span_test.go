package occasion_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	. "vigil/internal/occasion"
)

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// public is a casefile made of these members, as the public sees it.
func public(t testing.TB, members string) *casefile.Redacted {
	t.Helper()
	c, err := casefile.Decode([]byte(`{"slug":"a","visibility":"public","person":{"name":"Arvand Nemoonehpour"},` + members + `}`))
	if err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	r, ok := c.Public(nil)
	if !ok {
		t.Fatalf("%s is not public", members)
	}
	return r
}

// told is an occasion in one line.
func told(o Occasion) string {
	d := o.Day.String()
	if o.Day.IsZero() {
		d = "–"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", d, o.About.Code(), o.Occurrence, o.Subject))
}

func spanned(c *casefile.Redacted, r Rules, from, to calendar.Day) []string {
	var all []string
	for _, o := range Span(c, r, from, to) {
		all = append(all, told(o))
	}
	return all
}

func explained(c *casefile.Redacted, r Rules, from, to calendar.Day) []string {
	var all []string
	for _, o := range Explain(c, r, from, to) {
		all = append(all, told(o.Occasion)+": "+o.Why.Code())
	}
	return all
}

// books are the casefiles of the starter and of the invented casebook.
func books(t testing.TB) []*casefile.Redacted {
	t.Helper()
	var all []*casefile.Redacted
	for _, file := range []string{"../../store/starter/starter-casebook.json", "../casefile/testdata/fictional-casebook.json"} {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for r := casefile.NewReader(f); ; {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || rec.Err != nil {
				t.Fatal(err, rec.Err)
			}
			c, ok := rec.Casefile.Public(func(string) bool { return true })
			if !ok {
				t.Fatalf("%s is not public", rec.Casefile.Slug)
			}
			all = append(all, c)
		}
	}
	if len(all) != 31 {
		t.Fatalf("%d casefiles", len(all))
	}
	return all
}

func TestSpan(t *testing.T) {
	t.Parallel()
	const (
		held = `"status":{"code":"imprisoned","as_of":"2026-01-10"}`
		free = `"status":{"code":"released","as_of":"2026-01-10"}`
		gone = `"status":{"code":"exile","as_of":"2026-01-10"}`
		dead = `"status":{"code":"deceased","as_of":"2021-03-04"}`
	)
	for _, c := range []struct {
		name, members string
		from, to      string
		want          []string
		why           []string // of what is not announced
	}{
		{"days in custody", held + `,"custody":[{"kind":"prison","start":"2025-08-01"}]`, "2026-01-20", "2026-09-01",
			[]string{"2026-02-17 custody days/200 custody/2025-08-01", "2026-05-28 custody days/300 custody/2025-08-01", "2026-08-01 custody years/1 custody/2025-08-01"},
			[]string{"2026-08-01 arrest years/1 custody/2025-08-01: said_as_custody"}},
		{"not on the first day", held + `,"custody":[{"kind":"prison","start":"2026-02-01"}]`, "2026-01-20", "2026-03-01", nil, nil},
		{"spans that follow on each other", held + `,"custody":[{"kind":"pretrial","start":"2025-01-20","end":"2025-06-01"},{"kind":"prison","start":"2025-06-02"}]`,
			"2026-01-20", "2026-01-20", []string{"2026-01-20 custody years/1 custody/2025-01-20"}, []string{"2026-01-20 arrest years/1 custody/2025-01-20: said_as_custody"}},
		{"a status that gets too old", `"status":{"code":"imprisoned","as_of":"2025-07-01"},"custody":[{"kind":"prison","start":"2025-06-01"}]`, "2026-06-01", "2026-07-30",
			[]string{"2026-06-01 custody years/1 custody/2025-06-01"},
			[]string{"2026-06-01 arrest years/1 custody/2025-06-01: said_as_custody", "2026-07-06 custody days/400 custody/2025-06-01: status_stale"}},
		{"a status without a date", `"status":{"code":"imprisoned"},"custody":[{"kind":"prison","start":"2025-06-01"}]`, "2026-06-01", "2026-06-01",
			nil, []string{"2026-06-01 custody years/1 custody/2025-06-01: status_stale", "2026-06-01 arrest years/1 custody/2025-06-01: status_stale"}},
		{"no status", `"custody":[{"kind":"prison","start":"2025-06-01"}]`, "2026-06-01", "2026-06-01",
			nil, []string{"2026-06-01 custody years/1 custody/2025-06-01: status_not_known", "2026-06-01 arrest years/1 custody/2025-06-01: status_not_known"}},
		{"custody from some day of a month", held + `,"custody":[{"kind":"prison","start":"2025-06"}]`, "2026-06-01", "2026-06-30", nil, []string{"– custody  custody: not_to_day"}},
		{"held, and nothing on record", held, "2026-06-01", "2026-06-30", nil, []string{"– custody  custody: no_custody"}},
		{"held, and the custody ended", held + `,"custody":[{"kind":"prison","start":"2025-06-01","end":"2025-07-01"}]`, "2026-06-01", "2026-06-30", nil, []string{"– custody  custody: custody_ended"}},
		{"held twice at once", held + `,"custody":[{"kind":"prison","start":"2025-06-01"},{"kind":"prison","start":"2025-07-01"}]`, "2026-06-01", "2026-06-30", nil, []string{"– custody  custody: several_open"}},
		{"on bail", `"status":{"code":"bail","as_of":"2026-01-10"},"custody":[{"kind":"prison","start":"2025-02-01"}]`, "2026-02-01", "2026-02-01",
			nil, []string{"2026-02-01 custody years/1 custody/2025-02-01: not_held", "2026-02-01 arrest years/1 custody/2025-02-01: not_held"}},

		{"the arrest that lasts", held + `,"custody":[{"kind":"prison","start":"2023-02-10"}],"proceedings":[{"id":"p1","kind":"arrest","date":"2019-02-10"},{"id":"p2","kind":"arrest","date":"2023-02-10"},{"id":"p3","kind":"abduction","date":"2024-02-10"}]`,
			"2026-02-10", "2026-02-10", []string{"2026-02-10 custody years/3 custody/2023-02-10"},
			[]string{"2026-02-10 arrest years/7 proceeding/p1: not_the_last", "2026-02-10 arrest years/3 proceeding/p2: said_as_custody", "2026-02-10 arrest years/2 proceeding/p3: not_the_last"}},
		{"without custody, the last arrest", held + `,"proceedings":[{"id":"p1","kind":"arrest","date":"2019-02-10"},{"id":"p2","kind":"arrest","date":"2023-02-10"},{"id":"p3","kind":"release","date":"2019-03"}]`,
			"2026-02-10", "2026-02-10", []string{"2026-02-10 arrest years/3 proceeding/p2"},
			[]string{"– custody  custody: no_custody", "2026-02-10 arrest years/7 proceeding/p1: not_the_last"}},
		{"released after it, perhaps", held + `,"proceedings":[{"id":"p2","kind":"arrest","date":"2023-02-10"}],"events":[{"id":"e1","kind":"release","date":"2023","text":"set free"}]`,
			"2026-02-10", "2026-02-10", nil, []string{"– custody  custody: no_custody", "2026-02-10 arrest years/3 proceeding/p2: not_the_last"}},
		{"told twice", held + `,"proceedings":[{"id":"p2","kind":"arrest","date":"2023-02-10"}],"events":[{"id":"e1","kind":"arrest","date":"2023-02-10","text":"taken"},{"id":"e2","kind":"arrest","date":"2023","text":"taken"}]`,
			"2026-02-10", "2026-02-10", []string{"2026-02-10 arrest years/3 proceeding/p2"}, []string{"– custody  custody: no_custody", "– arrest  event/e2: not_to_day"}},
		{"disappeared", `"status":{"code":"disappeared","as_of":"2026-01-10"},"proceedings":[{"id":"p1","kind":"abduction","date":"2023-02-10"}]`, "2026-02-10", "2026-02-10",
			[]string{"2026-02-10 arrest years/3 proceeding/p1"}, nil},
		{"released", free + `,"proceedings":[{"id":"p1","kind":"arrest","date":"2023-02-10"}],"sentences":[{"id":"s1","date":"2023-02-10"}]`, "2026-02-10", "2026-02-10",
			nil, []string{"2026-02-10 arrest years/3 proceeding/p1: released", "2026-02-10 sentence years/3 sentence/s1: released"}},

		{"sentences", held + `,"sentences":[{"id":"s1","date":"2023-05-01","penalties":[{"kind":"imprisonment","outcome":"overturned"}]},{"id":"s2","date":"2024-05-01"},
			{"id":"s3","date":"2022-05-01"},{"id":"s4","date":"2022-05-01","supersedes":"s3"},{"id":"s5","date":"2021-05-01","outcome":"served"},{"id":"s6","date":"2020-05-01","outcome":"pardoned"},
			{"id":"s7","date":"2019-05","announced":"2019-05-01"},{"id":"s8","date":"2024-05-01","same_as":"s2"},{"id":"s9","date":"2018-06"}],"custody":[{"kind":"x","start":"2024-06-01"}]`, "2026-05-01", "2026-05-01",
			[]string{"2026-05-01 sentence years/4 sentence/s4", "2026-05-01 sentence years/2 sentence/s2"},
			[]string{"– sentence  sentence/s7: not_to_day", "2026-05-01 sentence years/6 sentence/s6: pardoned", "2026-05-01 sentence years/5 sentence/s5: served",
				"2026-05-01 sentence years/4 sentence/s3: superseded", "2026-05-01 sentence years/3 sentence/s1: overturned"}},
		{"a penalty served, another in force", free + `,"sentences":[{"id":"s1","date":"2025-05-01","outcome":"upheld","penalties":[{"kind":"imprisonment","outcome":"served"},{"kind":"ban","ends":"2026-05-01"}]}]`, "2026-05-01", "2026-05-01",
			[]string{"2026-05-01 term_end 2026-05-01/0 sentence/s1/ban"}, []string{"2026-05-01 sentence years/1 sentence/s1: released"}},

		{"departure", gone + `,"events":[{"id":"e1","kind":"departure","date":"2024-05-12","text":"left"}]`, "2026-05-12", "2026-05-12", []string{"2026-05-12 departure years/2 event/e1"}, nil},
		{"departure, and back since", gone + `,"events":[{"id":"e1","kind":"departure","date":"2024-05-12","text":"left"},{"id":"e2","kind":"return","date":"2025","text":"came back"}]`,
			"2026-05-12", "2026-05-12", nil, []string{"2026-05-12 departure years/2 event/e1: not_the_last"}},
		{"departure of somebody in prison", held + `,"custody":[{"kind":"x","start":"2025-06-01"}],"events":[{"id":"e1","kind":"departure","date":"2024-05-12","text":"left"}]`,
			"2026-05-12", "2026-05-12", nil, []string{"2026-05-12 departure years/2 event/e1: not_in_exile"}},

		{"the dead", dead + `,"person":{"name":"R","born":{"date":"1950-03-04"},"died":{"date":"2021-03-04"}},"proceedings":[{"id":"p1","kind":"arrest","date":"2016-03-04"},{"id":"p2","kind":"trial","date":"2026-03-05"}],
			"sentences":[{"id":"s1","date":"2016-03-04"}],"custody":[{"kind":"x","start":"2016-03-04"}],"events":[{"id":"e1","kind":"departure","date":"2016-03-04","text":"left"}]`, "2026-03-04", "2026-03-04",
			[]string{"2026-03-04 death years/5 died"},
			[]string{"2026-03-04 proceeding 2026-03-05/1 proceeding/p2: dead", "2026-03-04 custody years/10 custody/2016-03-04: dead", "2026-03-04 arrest years/10 proceeding/p1: dead",
				"2026-03-04 sentence years/10 sentence/s1: dead", "2026-03-04 departure years/10 event/e1: dead", "2026-03-04 birth years/76 born: dead"}},
		{"a death told as an event", dead + `,"person":{"name":"R","died":{"date":"2021"}},"events":[{"id":"e1","kind":"death","date":"2021-03-04","text":"died"}]`, "2026-03-04", "2026-03-04",
			[]string{"2026-03-04 death years/5 died"}, nil},
		{"deaths of two days", dead + `,"events":[{"id":"e1","kind":"death","date":"2021-03-04","text":"died"},{"id":"e2","kind":"death","date":"2020-03-04","text":"her mother died"}]`, "2026-03-04", "2026-03-04",
			nil, []string{"2026-03-04 death years/5 died: death_disputed"}},
		{"a death of another year", dead + `,"person":{"name":"R","died":{"date":"2020"}},"events":[{"id":"e1","kind":"death","date":"2021-03-04","text":"died"}]`, "2026-03-04", "2026-03-04",
			nil, []string{"– death  died: death_disputed"}},
		{"dead, and said to be in prison", held + `,"person":{"name":"R","died":{"date":"2021-03-04"}},"custody":[{"kind":"x","start":"2016-03-04"}]`, "2026-03-04", "2026-03-04",
			nil, []string{"2026-03-04 custody years/10 custody/2016-03-04: dead", "2026-03-04 arrest years/10 custody/2016-03-04: dead", "2026-03-04 death years/5 died: death_disputed"}},
		{"a death in the family", gone + `,"events":[{"id":"e1","kind":"death","date":"2021-03-04","text":"her mother died"}]`, "2026-03-04", "2026-03-04", nil, nil},
		{"a day of death that is not known", dead, "2026-03-04", "2026-03-04", nil, []string{"– death  died: not_to_day"}},

		{"birthdays", gone + `,"person":{"name":"R","born":{"date":"1979-03-04"}}`, "2026-03-04", "2026-03-04", []string{"2026-03-04 birth years/47 born"}, nil},
		{"birthdays of the released", free + `,"person":{"name":"R","born":{"date":"1979-03-04"}}`, "2026-03-04", "2026-03-04", nil, []string{"2026-03-04 birth years/47 born: released"}},
		{"about a day", gone + `,"person":{"name":"R","born":{"date":"1979-03-04~"}}`, "2026-03-04", "2026-03-04", nil, []string{"– birth  born: not_to_day"}},
		{"a month, in another month", gone + `,"person":{"name":"R","born":{"date":"1979-03"}}`, "2026-05-04", "2026-05-04", nil, nil},
		{"a year, in any month", gone + `,"person":{"name":"R","born":{"date":"1979"}}`, "2026-05-04", "2026-05-04", nil, []string{"– birth  born: not_to_day"}},

		{"an end of term", held + `,"custody":[{"kind":"x","start":"2020-05-01"}],"sentences":[{"id":"s1","penalties":[{"kind":"imprisonment","term":"P6Y","ends":"2026-05-10"}]}]`, "2026-04-01", "2026-06-01",
			[]string{"2026-04-10 term_end 2026-05-10/30 sentence/s1/imprisonment", "2026-05-01 custody years/6 custody/2020-05-01", "2026-05-03 term_end 2026-05-10/7 sentence/s1/imprisonment", "2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment", "2026-05-29 custody days/2219 custody/2020-05-01"},
			[]string{"– sentence  sentence/s1: not_to_day", "2026-05-01 arrest years/6 custody/2020-05-01: said_as_custody"}},
		{"an end that nobody states", held + `,"custody":[{"kind":"x","start":"2020-05-05"}],"sentences":[{"id":"s1","date":"2020","penalties":[{"kind":"imprisonment","term":"P6Y"},{"kind":"imprisonment","term":"P1Y","ends":"2026-05"}]}]`, "2026-05-04", "2026-05-04",
			nil, []string{"– term_end  sentence/s1/imprisonment/2: not_to_day", "– term_end  sentence/s1/imprisonment: end_not_stated", "– sentence  sentence/s1: not_to_day"}},
		{"ends of what no longer runs", held + `,"custody":[{"kind":"x","start":"2020-05-05"}],"sentences":[{"id":"s1","date":"2020-01-01","outcome":"in_force","penalties":[{"kind":"imprisonment","ends":"2026-05-10","outcome":"suspended"},
			{"kind":"imprisonment","ends":"2026-05-10","outcome":"served"},{"kind":"imprisonment","ends":"2026-05-10","outcome":"overturned"},{"kind":"imprisonment","ends":"2026-05-10","suspended":true},
			{"kind":"imprisonment","ends":"2026-05-10","outcome":"interrupted"},{"kind":"imprisonment","ends":"2026-05-10","outcome":"pardoned"}]}]`, "2026-05-10", "2026-05-10", nil,
			[]string{"2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment: suspended", "2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment/2: served",
				"2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment/3: overturned", "2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment/4: suspended",
				"2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment/5: not_running", "2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment/6: pardoned"}},
		{"the end of a term in exile", gone + `,"sentences":[{"id":"s1","date":"2020-01-01","penalties":[{"kind":"imprisonment","ends":"2026-05-10"},{"kind":"ban","ends":"2026-05-10"}]}]`, "2026-05-10", "2026-05-10",
			[]string{"2026-05-10 term_end 2026-05-10/0 sentence/s1/ban"}, []string{"2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment: not_held"}},
		{"the end of a term on leave", `"status":{"code":"furlough","as_of":"2026-01-10"},"sentences":[{"id":"s1","date":"2020-01-01","penalties":[{"kind":"imprisonment","ends":"2026-05-10"}]}]`, "2026-05-10", "2026-05-10",
			[]string{"2026-05-10 term_end 2026-05-10/0 sentence/s1/imprisonment"}, nil},

		{"hearings", free + `,"proceedings":[{"id":"p1","kind":"appeal","date":"2026-05-10"},{"id":"p2","kind":"arrest","date":"2026-05-10"},{"id":"p3","kind":"trial","date":"2026-05"},{"id":"p4","kind":"trial","date":"2024"}]`, "2026-05-01", "2026-05-30",
			[]string{"2026-05-09 proceeding 2026-05-10/1 proceeding/p1", "2026-05-10 proceeding 2026-05-10/0 proceeding/p1"}, []string{"– proceeding  proceeding/p3: not_to_day"}},
		{"a hearing on an old status", `"status":{"code":"bail","as_of":"2023"},"proceedings":[{"id":"p1","kind":"appeal","date":"2026-05-10"}]`, "2026-05-10", "2026-05-10",
			nil, []string{"2026-05-10 proceeding 2026-05-10/0 proceeding/p1: status_stale"}},
		{"a hearing while nothing else is known", `"status":{"code":"unknown","as_of":"2026-01-10"},"person":{"name":"R","born":{"date":"1979-05-10"}},"proceedings":[{"id":"p1","kind":"appeal","date":"2026-05-10"}]`, "2026-05-10", "2026-05-10",
			[]string{"2026-05-10 proceeding 2026-05-10/0 proceeding/p1"}, []string{"2026-05-10 birth years/47 born: status_not_known"}},

		{"confidential", held + `,"custody":[{"kind":"x","start":"2020-05-10","visibility":"confidential"}],"proceedings":[{"id":"p1","kind":"appeal","date":"2026-05-10","visibility":"confidential"}],"events":[{"id":"e1","kind":"departure","date":"2020-05-10","text":"left","visibility":"confidential"}]`,
			"2026-05-10", "2026-05-10", nil, []string{"– custody  custody: no_custody"}},
		{"the wrong way round", gone + `,"person":{"name":"R","born":{"date":"1979-03-04"}}`, "2026-04-04", "2026-03-01", nil, nil},
	} {
		members := c.members
		if strings.Contains(members, `"person":`) {
			members = strings.Replace(members, `"person":{"name":"R"`, `"person":{"name":"Roya Tasavvori"`, 1)
		}
		p := publicOf(t, members)
		r := Default()
		if c.name == "an end of term" {
			r.Every = 2219 // one that falls into it
		}
		from, to := day(t, c.from), day(t, c.to)
		if diff := cmp.Diff(c.want, spanned(p, r, from, to)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.why, explained(p, r, from, to)); diff != "" {
			t.Errorf("%s, not announced (-want +got):\n%s", c.name, diff)
		}
	}
	if Span(publicOf(t, `"custody":[]`), Default(), calendar.Day{}, calendar.Day{}) != nil {
		t.Error("something on no day")
	}
}

// publicOf is public for members that may bring a person of their own.
func publicOf(t testing.TB, members string) *casefile.Redacted {
	t.Helper()
	if !strings.Contains(members, `"person":`) {
		return public(t, members)
	}
	c, err := casefile.Decode([]byte(`{"slug":"a","visibility":"public",` + members + `}`))
	if err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	r, _ := c.Public(nil)
	return r
}
