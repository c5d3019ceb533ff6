package store_test

import (
	"slices"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// somebody has just what filters look at.
func somebody(slug, name, country string, status casefile.StatusCode, asOf string, professions ...string) *casefile.Casefile {
	c := invent(slug, name)
	c.Country = country
	c.Status = casefile.Status{Code: status}
	if asOf != "" {
		c.Status.AsOf = calendar.MustParse(asOf)
	}
	for _, p := range professions {
		c.Person.Professions = append(c.Person.Professions, casefile.Text{Text: p})
	}
	return c
}

func TestFilters(t *testing.T) {
	t.Parallel()
	c, _ := somebody("a", "A", "IR", casefile.Bail, "2026-01", "Film-maker", "هنرپیشه‌ی تئاتر").Public(nil)
	for _, x := range []struct {
		f    store.Filters
		want bool
	}{
		{store.Filters{}, true},
		{store.Filters{Countries: []string{"TR", "ir"}}, true},
		{store.Filters{Countries: []string{"TR"}}, false},
		{store.Filters{Statuses: []casefile.StatusCode{casefile.Bail}}, true},
		{store.Filters{Statuses: []casefile.StatusCode{casefile.UnknownStatus, casefile.Exile}}, false},
		{store.Filters{Professions: []string{"poet", "filmmaker"}}, false},
		{store.Filters{Professions: []string{"poet", "FILM MAK"}}, true},
		{store.Filters{Professions: []string{"هنرپيشه"}}, true},
		{store.Filters{Professions: []string{"maker تئاتر"}}, false}, // of two professions
		{store.Filters{Professions: []string{"–"}}, false},
		{store.Filters{Countries: []string{"IR"}, Professions: []string{"maker"}, Statuses: []casefile.StatusCode{casefile.Bail}}, true},
		{store.Filters{Countries: []string{"IR"}, Professions: []string{"poet"}, Statuses: []casefile.StatusCode{casefile.Bail}}, false},
	} {
		if got := x.f.Match(c); got != x.want {
			t.Errorf("%+v: %v", x.f, got)
		}
	}
}

func TestAffected(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	access := storetest.LoadBytes(t, db, store.Main, file(t,
		somebody("zoe", "Zoe", "TR", casefile.Imprisoned, "2026-01-01", "poet"),
		somebody("yan", "Yan", "IR", casefile.Exile, "2025-01-01", "poet"),
		somebody("xia", "Xia", "IR", casefile.Bail, "2025-12-01"),
		somebody("wim", "Wim", "IR", casefile.Released, "2026-01-01"),
		somebody("vic", "Vic", "IR", casefile.Acquitted, "2026-01-01"),
		somebody("udo", "Udo", "IR", casefile.Deceased, "2026-01-01"),
		somebody("tom", "Tom", "IR", casefile.UnknownStatus, "2026-01-01"),
		somebody("sue", "Sue", "IR", casefile.Disappeared, ""),
		somebody("ray", "Ray", "IR", casefile.Wanted, "2026-01-01"),
	))
	slugs := func(f store.Filters, at string, stale int) (all []string) {
		t.Helper()
		found, err := db.Public().Affected(t.Context(), access, f, on(at), stale)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range found {
			all = append(all, x.Slug)
		}
		return all
	}
	for _, x := range []struct {
		f     store.Filters
		on    string
		stale int
		want  []string
	}{
		{store.Filters{}, "2026-01-20", 0, []string{"ray", "sue", "xia", "yan", "zoe"}},
		{store.Filters{}, "2026-01-20", 365, []string{"ray", "xia", "zoe"}},
		{store.Filters{}, "2027-01-01", 365, []string{"ray", "zoe"}},
		{store.Filters{}, "2027-01-02", 365, nil},
		{store.Filters{Professions: []string{"poet"}}, "2026-01-20", 0, []string{"yan", "zoe"}},
		{store.Filters{Countries: []string{"TR"}}, "2026-01-20", 0, []string{"zoe"}},
	} {
		if got := slugs(x.f, x.on, x.stale); !slices.Equal(got, x.want) {
			t.Errorf("%+v on %s: %q, want %q", x, x.on, got, x.want)
		}
	}
	// It follows the record, in both directions.
	edit(t, db, access.Reads[0], "xia", func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	edit(t, db, access.Reads[0], "tom", func(c *casefile.Casefile) { c.Status.Code = casefile.Detained })
	if got := slugs(store.Filters{}, "2026-01-20", 365); !slices.Equal(got, []string{"ray", "tom", "zoe"}) {
		t.Errorf("later %q", got)
	}
	if found, err := db.Public().Affected(t.Context(), store.Access{}, store.Filters{}, on("2026-01-20"), 0); err != nil || len(found) > 0 {
		t.Errorf("without a right to read: %v, %v", found, err)
	}
}
