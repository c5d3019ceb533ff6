package card

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// ahead is a page of what falls on the year after a day.
func ahead(people map[string]*casefile.Redacted, r occasion.Rules, from calendar.Day, page int) Ahead {
	a := Ahead{From: from, To: from.AddDays(366), Rules: r, Tracked: len(people), Page: page, Then: Then{Command: "upcoming"}}
	var all []Falling
	for _, c := range people {
		for _, o := range occasion.Span(c, r, a.From, a.To) {
			all = append(all, Falling{Casefile: c, Occasion: o})
		}
	}
	slices.SortFunc(all, func(x, y Falling) int {
		return cmp.Or(x.Occasion.Day.Compare(y.Occasion.Day), strings.Compare(x.Casefile.Slug, y.Casefile.Slug), x.Occasion.Compare(y.Occasion))
	})
	a.Total, a.Pages = len(all), max(1, (len(all)+AheadPerPage-1)/AheadPerPage)
	a.Items = all[min((page-1)*AheadPerPage, len(all)):min(page*AheadPerPage, len(all))]
	return a
}

// everyOccasion are people of whom each kind of occasion is on record.
func everyOccasion(t testing.TB) map[string]*casefile.Redacted {
	t.Helper()
	all := map[string]*casefile.Redacted{}
	for _, members := range []string{
		`"slug":"a-taken","person":{"name":"Arvand Nemoonehpour","names":[{"text":"آروند نمونه‌پور","lang":"fa","kind":"native"}],"born":{"date":"1992-02-29","sources":["s1"]}},
			"status":{"code":"imprisoned","as_of":"2026-06-10"},"custody":[{"kind":"prison","start":"2023-02-10","sources":["s1"],"attribution":"his lawyer"}],
			"sentences":[{"id":"s1","date":"2024-05-12","sources":["s1","s2"],"attribution":"the judiciary","penalties":[{"kind":"imprisonment","term":"P4Y","ends":"2027-03-10"},{"kind":"flogging"}]}],
			"proceedings":[{"id":"p1","kind":"trial","date":"2026-11-24","text":"second session","court":"Branch 91, Invented Court","sources":["s2"],"confidence":"low"}]`,
		`"slug":"b-vanished","person":{"name":"Mahyar Bineshan"},"status":{"code":"disappeared","as_of":"2026"},"proceedings":[{"id":"p1","kind":"abduction","date":"2025-12-01","sources":["s1"]}]`,
		`"slug":"c-left","person":{"name":"Bardia Afsanehnia"},"status":{"code":"exile","as_of":"2026-03"},"events":[{"id":"e1","kind":"departure","date":"2024-12-02","text":"left","sources":["s1"],"attribution":"himself"}]`,
		`"slug":"d-died","person":{"name":"Roya Tasavvori","died":{"date":"2025-12-03","sources":["s1"]}},"status":{"code":"deceased","as_of":"2025-12-03"}`,
		`"slug":"e-again","person":{"name":"Nasrin Gomanzadeh"},"status":{"code":"imprisoned","as_of":"2026-06-10"},"events":[{"id":"e1","kind":"arrest","date":"2025-12-01","text":"taken","sources":["s2"]}]`,
	} {
		c, err := casefile.Decode([]byte(`{"visibility":"public",` + members + `,"sources":[{"id":"s1","publisher":"Invented Wire"},{"id":"s2","publisher":"Invented Watch"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		r, _ := c.Public(nil)
		all[c.Slug] = r
	}
	return all
}

func TestUpcomingGolden(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	zone, err := time.LoadLocation("Asia/Tehran")
	if err != nil {
		t.Fatal(err)
	}
	from := calendar.DayOf(today())
	for _, lang := range []string{"en", "fa"} {
		l := catalogue.For(lang, locale.Options{Zone: zone})
		r := occasion.Default()
		r.OnTheDay = true
		if lang == "fa" {
			r.Reckoning = calendar.SolarHijri
		}
		var views []string
		for page := 1; page <= 2; page++ {
			views = append(views, draw(Upcoming(ahead(everyOccasion(t), r, from, page), l)))
		}
		direct := ahead(starter(t), r, calendar.Day{Year: 2026, Month: 5, Day: 20}, 1)
		direct.Direct = true
		views = append(views, draw(Upcoming(direct, l)))
		quiet := occasion.Rules{Of: occasion.Only(occasion.Departure)}
		views = append(views, draw(Upcoming(ahead(starter(t), quiet, from, 1), l)), draw(Upcoming(ahead(nil, r, from, 1), l)))
		golden(t, filepath.Join("testdata", "upcoming."+lang+".txt"), strings.Join(views, "\n"+strings.Repeat("─", 60)+"\n"))
	}
}

// Nothing of the real record is cut, in any language and in both calendars, on
// any day of three years; and the hostile record breaks nothing.
func TestUpcomingFits(t *testing.T) {
	t.Parallel()
	people := starter(t)
	for slug, c := range fictional(t) {
		people[slug] = c
	}
	r := occasion.Default()
	r.Stale = 0
	for _, l := range readers(t) {
		for page := 1; ; page++ {
			a := ahead(people, r, calendar.Day{Year: 2026, Month: 1, Day: 1}, page)
			if page > a.Pages {
				break
			}
			m := Upcoming(a, l)
			check(t, "upcoming", m)
			if s := draw(m); strings.Contains(s, "…") || strings.Contains(s, "⟦") {
				t.Errorf("cut, or without words:\n%s", s)
			}
		}
		hostile := everyOccasion(t)
		for _, c := range hostile {
			c.Person.Name = strings.Repeat("**@everyone** [a](https://evil.example) ", 40)
			for i := range c.Proceedings {
				c.Proceedings[i].Text, c.Proceedings[i].Court = strings.Repeat("ا", 4000), "\u202e# big"
			}
			for i := range c.Sources {
				c.Sources[i].Publisher = strings.Repeat("<@1> ", 300)
			}
		}
		for page := 1; page <= 2; page++ {
			m := Upcoming(ahead(hostile, r, calendar.DayOf(today()), page), l)
			check(t, "hostile", m)
			s := draw(Message{Cards: m.Cards})
			for _, bad := range []string{"@everyone", "\u202e", "(https://evil", "<@1>"} {
				if strings.Contains(s, bad) {
					t.Errorf("%q works in:\n%.600s", bad, s)
				}
			}
			if n := strings.Count(s, "\n\n"); page == 1 && n < AheadPerPage-1 {
				t.Errorf("an entry pushed others out: %d\n%s", n, s)
			}
			if open, shut := strings.Count(s, "\u2068"), strings.Count(s, "\u2069"); open != shut {
				t.Errorf("%d isolates opened, %d closed", open, shut)
			}
		}
	}
}
