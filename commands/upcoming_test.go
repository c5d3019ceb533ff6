package commands

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// upcomingOn runs /upcoming in that language as if it were that day, and
// returns all its pages.
func upcomingOn(t *testing.T, b *bench, lang, day string, options map[string]string) (pages []Reply) {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	for {
		r := b.request(lang, options)
		r.Now = at.Add(9 * time.Hour)
		reply, err := b.command(t, "upcoming").Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, reply)
		rows := reply.Controls
		if len(rows) == 0 || len(rows[len(rows)-1]) != 2 || rows[len(rows)-1][1].Disabled {
			return pages
		}
		next := rows[len(rows)-1][1].Then
		if next.Command != "upcoming" || !next.Update {
			t.Fatalf("turning the page leads to %+v", next)
		}
		options = next.Options
	}
}

func bodies(pages []Reply) string {
	var all []string
	for _, p := range pages {
		all = append(all, p.Cards[0].Body)
	}
	return strings.Join(all, "\n")
}

func TestUpcoming(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct {
		lang, day string
		options   map[string]string
		want      []string
	}{
		{"en", "2026-01-20", nil, []string{"From 20 January 2026 to 19 February 2026", "10 February 2026** · in 21 days", "3 years in custody since 10 February 2023, if still held"}},
		{"en", "2026-02-10", map[string]string{"days": "1"}, []string{"From 10 February 2026 to 11 February 2026", "** · today"}},
		{"en", "2026-02-09", map[string]string{"days": "1"}, []string{"** · tomorrow"}},
		{"en", "2026-01-20", map[string]string{"days": "366"}, []string{"3 April 2026** · in 73 days", "end of the term, as a source states", "Page 1 of", "2,300 days in custody"}},
		{"en", "2026-01-20", map[string]string{"days": "99999"}, []string{"to 21 January 2027"}},
		{"en", "2028-01-20", nil, []string{"Nothing is on record for the days from 20 January 2028"}},
		{"fa", "2026-01-20", map[string]string{"days": "60"}, []string{"۲۱ بهمن ۱۴۰۴ (۱۰ فوریهٔ ۲۰۲۶)** · ۲۱ روز دیگر", "سالگردها به تقویم هجری خورشیدی است", "زادروز: زادهٔ ۱۰ اسفند ۱۳۷۰ (۲۹ فوریهٔ ۱۹۹۲)"}},
	} {
		var all strings.Builder
		for _, page := range upcomingOn(t, b, c.lang, c.day, c.options) {
			all.WriteString(text(page.Message))
			if page.Private {
				t.Errorf("%v: private", c.options)
			}
		}
		contains(t, all.String(), c.want...)
	}
	r := b.request("en", nil)
	r.Access = store.Access{}
	if _, err := b.command(t, "upcoming").Run(t.Context(), r); err == nil {
		t.Error("answered without the right to read")
	}
}

// Pages hold each entry once, say whose casefiles they show, and lead to their
// cards.
func TestUpcomingPages(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	pages := upcomingOn(t, b, "en", "2026-01-20", map[string]string{"days": "366"})
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	seen := map[string]bool{}
	for _, p := range pages {
		if seen[p.Cards[0].Body] {
			t.Errorf("a page came twice")
		}
		seen[p.Cards[0].Body] = true
		var people []string
		for _, c := range p.Controls[0][0].Choices {
			people = append(people, c.Value)
		}
		var shown []string
		for _, s := range p.Shows {
			if s.Casebook != b.access.Reads[0] {
				t.Errorf("of casebook %d", s.Casebook)
			}
			shown = append(shown, s.Slug)
		}
		if len(people) == 0 || !slices.Equal(people, shown) {
			t.Errorf("shows %v, and says %v", people, shown)
		}
	}
	last := upcomingOn(t, b, "en", "2026-01-20", map[string]string{"days": "366", "page": "999"})
	if got := last[0].Cards[0].Body; got != pages[len(pages)-1].Cards[0].Body {
		t.Errorf("far beyond the last page:\n%s", got)
	}
}

// Days are those of the reader's zone, and the rules those of the server.
func TestUpcomingRules(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	zone, err := time.LoadLocation("Asia/Tehran")
	if err != nil {
		t.Fatal(err)
	}
	run := func(change func(*Request)) string {
		r := b.request("en", map[string]string{"days": "366"})
		r.Now = time.Date(2026, 1, 20, 21, 0, 0, 0, time.UTC)
		change(&r)
		reply, err := b.command(t, "upcoming").Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return text(reply.Message)
	}
	contains(t, run(func(*Request) {}), "From 20 January 2026", "this server's time zone (UTC)", "at most 365 days old")
	contains(t, run(func(r *Request) { r.Locale = b.words.For("en", locale.Options{Zone: zone}) }), "From 21 January 2026", "Asia/Tehran")
	contains(t, run(func(r *Request) { r.Server = store.Server{} }), "Days are those of the time zone UTC")
	contains(t, run(func(r *Request) { r.Server.Policy = store.Policy{LeapDay: "28-february", Milestone: 100, Stale: 5} }), "Nothing is on record", "at most 5 days old")
	contains(t, run(func(r *Request) { r.Server.Policy = store.Policy{LeapDay: "1-march", Milestone: 1000, Stale: 365} }), "1 March 2026", "born on 29 February 1992")
	contains(t, run(func(r *Request) { r.Locale = b.words.For("en", locale.Options{Calendar: locale.SolarHijri}) }), "Solar Hijri calendar")
	if got := run(func(r *Request) { r.Locale = b.words.For("en", locale.Options{Calendar: locale.Both}) }); strings.Contains(got, "follow the Solar Hijri") {
		t.Errorf("English with both calendars counts by the Gregorian one:\n%s", got)
	}
}

// Of what is confidential, or whose casefile isn't public, nothing is listed or
// counted.
func TestUpcomingKeepsSecrets(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	options := map[string]string{"days": "366"}
	before := bodies(upcomingOn(t, b, "en", "2026-01-20", options))
	secret := casefile.Fact{Visibility: casefile.Confidential, Sources: []string{"src-01"}}
	const slug = "fic-01-arvand-nemoonehpour"
	change := func(do func(*casefile.Casefile)) string {
		c, err := b.db.Curation().Casefile(t.Context(), b.access.Reads[0], slug)
		if err != nil {
			t.Fatal(err)
		}
		do(c.Casefile)
		if _, err := b.db.Curation().Save(t.Context(), b.access.Reads[0], c.Casefile, c.Version, "curator", "a test"); err != nil {
			t.Fatal(err)
		}
		return bodies(upcomingOn(t, b, "en", "2026-01-20", options))
	}
	after := change(func(c *casefile.Casefile) {
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "px", Kind: "trial", Date: calendar.MustParse("2026-02-01"), Text: "canary", Fact: secret})
		c.Events = append(c.Events, casefile.Event{ID: "ex", Kind: "arrest", Date: calendar.MustParse("2020-02-01"), Text: "canary", Fact: secret})
		c.Person.Died = &casefile.Life{Date: calendar.MustParse("2025-02-01"), Fact: secret}
	})
	if after != before {
		t.Errorf("something confidential shows:\n%s\nbefore:\n%s", after, before)
	}
	if !strings.Contains(before, "Arvand") {
		t.Error("he isn't listed at all")
	}
	if hidden := change(func(c *casefile.Casefile) { c.Visibility = casefile.Draft }); strings.Contains(hidden, "Arvand") {
		t.Errorf("a draft is listed:\n%s", hidden)
	}
}
