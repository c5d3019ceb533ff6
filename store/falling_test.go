package store_test

import (
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// What is found in memory is what the casefiles say, in the same order.
func TestFalling(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	storetest.LoadBytes(t, db, store.Main, starter.Casebook())
	several := invent("several", "Several Things")
	several.Status = casefile.Status{Code: casefile.Imprisoned, AsOf: calendar.MustParse("2026-01-10"), Fact: several.Person.Fact}
	several.Proceedings = []casefile.Proceeding{
		{ID: "p2", Kind: "trial", Date: calendar.MustParse("2026-05-05"), Fact: several.Person.Fact},
		{ID: "p1", Kind: "appeal", Date: calendar.MustParse("2026-05-05"), Fact: several.Person.Fact},
	}
	several.Sentences = []casefile.Sentence{{ID: "s1", Date: calendar.MustParse("2020-05-05"), Fact: several.Person.Fact,
		Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment, Ends: calendar.MustParse("2026-06-04")}}}}
	put(t, db, access.Reads[0], several)
	for _, r := range []occasion.Rules{
		occasion.Default(), {Of: occasion.All(), Reckoning: calendar.SolarHijri, Every: 50, OnTheDay: true},
		{Of: occasion.All().Without(occasion.Only(occasion.Custody)), Every: 100, Leap: calendar.OnMarch1},
	} {
		from, to := on("2023-01-01"), on("2028-12-31")
		u, err := db.Public().Upcoming(t.Context(), access, r, from, to, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		found, err := db.Public().Falling(t.Context(), access, r, from, to)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, x := range u.Items {
			want = append(want, due(x))
		}
		for _, x := range found {
			got = append(got, due(store.Due{Summary: store.Summary{Slug: x.Slug}, Occasion: x.Occasion}))
		}
		if !slices.Equal(got, want) || len(got) < 300 {
			t.Errorf("%+v: %d, want %d:\n%s\nwant\n%s", r, len(got), len(want), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		some := store.Filters{Countries: []string{"IR"}}.Among(found)
		if n := len(some); n == 0 || n == len(found) || slices.ContainsFunc(some, func(x store.Fall) bool { return strings.HasPrefix(x.Slug, "fic-") }) {
			t.Errorf("%d of %d pass the filter", n, len(found))
		}
	}
	if found, err := db.Public().Falling(t.Context(), store.Access{}, occasion.Default(), on("2026-01-01"), on("2026-12-31")); err != nil || len(found) > 0 {
		t.Errorf("without a right to read: %v, %v", found, err)
	}
}
