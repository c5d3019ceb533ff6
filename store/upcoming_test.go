package store_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
	"vigil/store"
	"vigil/store/storetest"
)

func on(s string) calendar.Day {
	d, _ := calendar.MustParse(s).Exact()
	return d
}

func due(d store.Due) string {
	o := d.Occasion
	return fmt.Sprintf("%s %s %s %s %s", o.Day, d.Summary.Slug, o.About.Code(), o.Subject, o.Occurrence)
}

// byHand is what [store.Public.Upcoming] finds, from each casefile itself.
func byHand(t *testing.T, db *store.DB, a store.Access, r occasion.Rules, from, to calendar.Day) []string {
	t.Helper()
	all, err := db.Public().Search(t.Context(), a, store.Query{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var found []store.Due
	for _, s := range all.Items { // by name
		c, _, err := db.Public().Casefile(t.Context(), store.Access{Reads: []store.CasebookID{s.Casebook}}, s.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range occasion.Span(c, r, from, to) {
			found = append(found, store.Due{Summary: s, Occasion: o})
		}
	}
	slices.SortStableFunc(found, func(a, b store.Due) int { return a.Occasion.Day.Compare(b.Occasion.Day) })
	lines := make([]string, len(found))
	for i, d := range found {
		lines[i] = due(d)
	}
	return lines
}

func upcoming(t *testing.T, db *store.DB, a store.Access, r occasion.Rules, from, to calendar.Day, offset, limit int) ([]string, store.Upcoming) {
	t.Helper()
	u, err := db.Public().Upcoming(t.Context(), a, r, from, to, offset, limit)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(u.Items))
	for i, d := range u.Items {
		lines[i] = due(d)
	}
	return lines, u
}

func TestUpcoming(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	for _, r := range []occasion.Rules{occasion.Default(), {Of: occasion.All(), Reckoning: calendar.SolarHijri, Every: 50, OnTheDay: true}} {
		for _, span := range [][2]string{{"2026-01-20", "2026-02-19"}, {"2026-02-10", "2026-02-10"}, {"2025-06-01", "2027-12-31"}, {"2026-02-01", "2026-01-01"}} {
			from, to := on(span[0]), on(span[1])
			want := byHand(t, db, access, r, from, to)
			got, u := upcoming(t, db, access, r, from, to, 0, 0)
			if !slices.Equal(got, want) || u.Total != len(want) || u.Tracked != 12 {
				t.Errorf("%v: %d of %d tracked\n%s\nwant\n%s", span, u.Total, u.Tracked, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			// In pages of any size it is the same.
			for _, size := range []int{1, 3, 7} {
				var paged []string
				for offset := 0; offset < len(want)+size; offset += size {
					some, u := upcoming(t, db, access, r, from, to, offset, size)
					if paged = append(paged, some...); u.Total != len(want) {
						t.Errorf("%v: the page at %d counts %d", span, offset, u.Total)
					}
				}
				if !slices.Equal(paged, want) {
					t.Errorf("%v, by %d:\n%s\nwant\n%s", span, size, strings.Join(paged, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	}
	if none, u := upcoming(t, db, store.Access{}, occasion.Default(), on("2025-01-01"), on("2026-12-31"), 0, 0); len(none) > 0 || u.Tracked > 0 {
		t.Errorf("without a right to read: %v", none)
	}
}

// What changes, is hidden or comes back is so in the very next answer, in this
// process and in another.
func TestUpcomingFollows(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	other := storetest.OpenAt(t, db.Path())
	r, from, to := occasion.Default(), on("2026-01-20"), on("2027-01-20")
	of := func(db *store.DB) (n int) {
		lines, _ := upcoming(t, db, access, r, from, to, 0, 0)
		if want := byHand(t, db, access, r, from, to); !slices.Equal(lines, want) {
			t.Errorf("%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
		}
		for _, line := range lines {
			if strings.Contains(line, arvand) {
				n++
			}
		}
		return n
	}
	book, before := access.Reads[0], of(db)
	if before < 4 || of(other) != before {
		t.Fatalf("%d and %d", before, of(other))
	}
	for _, x := range []struct {
		what   string
		change func(*casefile.Casefile)
		want   int
	}{
		{"a hearing", func(c *casefile.Casefile) {
			c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "px", Kind: "trial", Date: calendar.MustParse("2026-06-01"), Fact: casefile.Fact{Sources: []string{"src-01"}}})
		}, before + 2},
		{"a confidential one", func(c *casefile.Casefile) {
			c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "py", Kind: "trial", Date: calendar.MustParse("2026-07-01"),
				Fact: casefile.Fact{Sources: []string{"src-01"}, Visibility: casefile.Confidential}})
		}, before + 2},
		{"made a draft", func(c *casefile.Casefile) { c.Visibility = casefile.Draft }, 0},
		{"published", func(c *casefile.Casefile) { c.Visibility = casefile.Public }, before + 2},
		{"released", func(c *casefile.Casefile) { c.Status.Code = casefile.Released }, 2},
		{"withdrawn", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn }, 0},
	} {
		edit(t, db, book, arvand, x.change)
		if here, there := of(db), of(other); here != x.want || there != x.want {
			t.Errorf("%s: %d here, %d in another process, want %d", x.what, here, there, x.want)
		}
	}
}

// Where two casebooks are read, one slug is one person, as everywhere.
func TestUpcomingOfTwoCasebooks(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	c, err := db.Curation().Casefile(t.Context(), access.Reads[0], arvand)
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Custody[0].Start = calendar.MustParse("2023-02-11")
	more := storetest.LoadBytes(t, db, "second", file(t, c.Casefile, held("second-only", "2023-02-12")))
	both := store.Access{Reads: append(slices.Clone(access.Reads), more.Reads...)}
	r, from, to := occasion.Default(), on("2026-02-10"), on("2026-02-12")
	got, u := upcoming(t, db, both, r, from, to, 0, 0)
	want := []string{"2026-02-10 " + arvand + " custody custody/2023-02-10 years/3", "2026-02-12 second-only custody custody/2023-02-12 years/3"}
	if !slices.Equal(got, want) || u.Tracked != 13 {
		t.Errorf("%d tracked: %q", u.Tracked, got)
	}
	if got, u = upcoming(t, db, more, r, from, to, 0, 0); len(got) != 2 || u.Tracked != 2 {
		t.Errorf("in the second alone: %q", got)
	}
	hide := func(c *casefile.Casefile) { c.Visibility = casefile.Draft }
	edit(t, db, access.Reads[0], arvand, hide)
	if got, _ = upcoming(t, db, both, r, from, to, 0, 0); len(got) != 2 || !strings.Contains(got[0], "2023-02-11") {
		t.Errorf("with the first hidden: %q", got)
	}
}

func TestPolicyRules(t *testing.T) {
	t.Parallel()
	if got := (store.Policy{}).Rules(calendar.Gregorian); got != occasion.Default() {
		t.Errorf("a policy that was never set: %+v", got)
	}
	got := store.Policy{LeapDay: "1-march", Milestone: 50, Stale: 90}.Rules(calendar.SolarHijri)
	if want := (occasion.Rules{Of: occasion.All(), Reckoning: calendar.SolarHijri, Leap: calendar.OnMarch1, Every: 50, Stale: 90}); got != want {
		t.Errorf("%+v", got)
	}
}

// held is somebody in prison since a day.
func held(slug, since string) *casefile.Casefile {
	c := invent(slug, "Invented "+slug)
	c.Status = casefile.Status{Code: casefile.Imprisoned, AsOf: calendar.MustParse("2026-01-10")}
	c.Custody = []casefile.Custody{{Kind: "prison", Start: calendar.MustParse(since)}}
	return c
}

// BenchmarkUpcoming asks for the next 30 days, and a year, of 100,000 people of
// whom each is held since some day, was sentenced on another and was born on a
// third; the first page and one in the middle. The first question fills memory.
func BenchmarkUpcoming(b *testing.B) {
	const n = 100_000
	db := storetest.OpenAt(b, filepath.Join(b.TempDir(), "many.db"))
	data := manyDates(b, n)
	access := storetest.LoadBytes(b, db, store.Main, data)
	from := on("2026-01-20")
	ask := func(b *testing.B, days, offset int) {
		u, err := db.Public().Upcoming(b.Context(), access, occasion.Default(), from, from.AddDays(days), offset, 8)
		if err != nil || u.Tracked != n || len(u.Items) != 8 {
			b.Fatalf("%d tracked, %d items, %v", u.Tracked, len(u.Items), err)
		}
		b.ReportMetric(float64(u.Total), "due")
	}
	b.Run("fill", func(b *testing.B) {
		if b.N > 1 {
			b.SkipNow()
		}
		runtime.GC()
		before := heap()
		ask(b, 0, 0)
		runtime.GC()
		b.ReportMetric(float64(int64(heap()-before))/1e6, "MB")
	})
	for _, days := range []int{1, 30, 366} {
		b.Run(fmt.Sprint(days, " days"), func(b *testing.B) {
			for b.Loop() {
				ask(b, days, 0)
			}
		})
	}
	b.Run("366 days, far on", func(b *testing.B) {
		for b.Loop() {
			ask(b, 366, 400_000)
		}
	})
}

// manyDates is a casebook file of n people with days of their own.
func manyDates(b *testing.B, n int) []byte {
	b.Helper()
	var out strings.Builder
	fmt.Fprintf(&out, "{\"format\": %q, \"casefiles\": [\n", casefile.Format)
	for i := range n {
		c := person(i)
		since := on("2019-01-01").AddDays(i * 7919 % 2500)
		c.Custody[0].Start = calendar.DateOf(since)
		c.Proceedings[0].Date = c.Custody[0].Start
		c.Sentences[0].Date = calendar.DateOf(since.AddDays(i % 300))
		c.Sentences[0].Penalties[0].Ends = calendar.DateOf(since.AddDays(3000 + i%2000))
		c.Person.Born = &casefile.Life{Date: calendar.DateOf(on("1950-01-01").AddDays(i * 104729 % 18000)), Fact: c.Person.Fact}
		doc, err := c.Marshal()
		if err != nil {
			b.Fatal(err)
		}
		out.WriteString(strings.Repeat(",\n", cmp.Compare(i, 0)))
		out.Write(doc)
	}
	out.WriteString("]}\n")
	return []byte(out.String())
}
