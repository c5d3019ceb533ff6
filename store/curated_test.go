package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func slugsOf(all []store.Curated) (slugs []string) {
	for _, c := range all {
		slugs = append(slugs, c.Slug)
	}
	return slugs
}

// drafts is a database with casefiles of each visibility, of people called X
// Penhanpour, and one public one with a confidential alias.
func drafts(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	for _, v := range casefile.AllVisibilities() {
		c := invent(string(v)+"-one", strings.ToUpper(string(v[:1]))+string(v[1:])+" Penhanpour")
		c.Visibility = v
		c.Person.Names = []casefile.Name{{Text: "پنهان‌پور " + string(v), Lang: "fa", Kind: "native"}}
		if v == casefile.Public {
			c.Person.Names = append(c.Person.Names, casefile.Name{Text: "Kaveh Mahramaneh", Kind: "alias", Fact: casefile.Fact{Visibility: casefile.Confidential}})
		}
		c.Status.AsOf = calendar.MustParse("2025-03")
		put(t, db, 1, c)
	}
	return db
}

func TestCuratedResolve(t *testing.T) {
	t.Parallel()
	db := drafts(t)
	cur := db.Curation()
	for typed, want := range map[string]string{
		"draft-one":           "draft-one",
		"embargoed-one":       "embargoed-one",
		"Draft Penhanpour":    "draft-one",
		"draft  PENHANPOUR":   "draft-one",
		"Draft Penhanpoor":    "draft-one", // another spelling
		"Draft Penhanpuor":    "draft-one", // a typing mistake
		"Public Penhanpour":   "public-one",
		"Kaveh Mahramaneh":    "public-one", // a confidential alias
		"Kaveh Mahramane":     "public-one",
		"پنهان پور embargoed": "embargoed-one",
	} {
		c, err := cur.Resolve(t.Context(), 1, typed)
		if err != nil || c.Casefile.Slug != want || c.Version != 1 {
			t.Errorf("%q: %+v, %v", typed, c, err)
		}
	}
	var several *store.CuratedAmbiguous
	if _, err := cur.Resolve(t.Context(), 1, "Penhanpour"); !errors.As(err, &several) || len(several.Candidates) != 3 {
		t.Errorf("several: %v", err)
	}
	var stone *store.Tombstone
	if _, err := cur.Resolve(t.Context(), 1, "withdrawn-one"); !errors.As(err, &stone) {
		t.Errorf("withdrawn, by its slug: %v", err)
	}
	var nobody *store.NotFound
	for _, typed := range []string{"Withdrawn Penhanpour", "Wubbel Gromp", "", "\u200b"} {
		_, err := cur.Resolve(t.Context(), 1, typed)
		if !errors.As(err, &nobody) || slices.ContainsFunc(nobody.Similar, func(s store.Summary) bool { return s.Slug == "withdrawn-one" }) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := cur.Resolve(t.Context(), 2, "Draft Penhanpour"); !errors.As(err, &nobody) {
		t.Errorf("in another casebook: %v", err)
	}
	// The public finds none of it.
	a := mainBook(t, db).Access()
	for _, typed := range []string{"draft-one", "Draft Penhanpour", "Kaveh Mahramaneh", "Kaveh"} {
		if c, _, err := db.Public().Resolve(t.Context(), a, typed); err == nil {
			t.Errorf("the public finds %q: %v", typed, c.Slug)
		}
	}
}

func TestCuratedSuggest(t *testing.T) {
	t.Parallel()
	db := drafts(t)
	other := storetest.OpenAt(t, db.Path())
	suggest := func(typed string, n int) []string {
		t.Helper()
		found, err := db.Curation().Suggest(t.Context(), 1, typed, n)
		if err != nil {
			t.Fatal(err)
		}
		return slugsOf(found)
	}
	if got := suggest("", 25); !slices.Equal(got, []string{"embargoed-one", "public-one", "draft-one"}) {
		t.Errorf("nothing typed: %v", got)
	}
	if got := suggest("", 2); len(got) != 2 {
		t.Errorf("two of them: %v", got)
	}
	for typed, want := range map[string]string{"penh": "embargoed-one", "Draf": "draft-one", "mahr": "public-one", "Kavh Mahramaneh": "public-one", "پنهان": "draft-one"} {
		if got := suggest(typed, 25); !slices.Contains(got, want) || slices.Contains(got, "withdrawn-one") {
			t.Errorf("%q: %v", typed, got)
		}
	}
	// What another process writes is known at once, and so is what leaves.
	put(t, other, 1, invent("newly-one", "Newly Penhanpour"))
	if got := suggest("newly", 25); !slices.Equal(got, []string{"newly-one"}) {
		t.Errorf("new: %v", got)
	}
	edit(t, other, 1, "draft-one", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if got := suggest("draft", 25); slices.Contains(got, "draft-one") {
		t.Errorf("withdrawn: %v", got)
	}
	edit(t, other, 1, "public-one", func(c *casefile.Casefile) { c.Person.Name = "Renamed Otherwise" })
	if got := suggest("Renamed", 25); !slices.Equal(got, []string{"public-one"}) {
		t.Errorf("renamed: %v", got)
	}
	found, err := db.Curation().Suggest(t.Context(), 1, "embargoed", 1)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	want := store.Curated{Summary: store.Summary{ID: found[0].ID, Casebook: 1, Slug: "embargoed-one", Name: "Embargoed Penhanpour", NativeName: "پنهان‌پور embargoed",
		Country: "XX", Status: casefile.Detained, StatusAsOf: calendar.MustParse("2025-03")}, Visibility: casefile.Embargoed, Version: 1, Changed: found[0].Changed}
	if fmt.Sprint(found[0]) != fmt.Sprint(want) || !found[0].Changed.Equal(storetest.Now()) {
		t.Errorf("got  %+v\nwant %+v", found[0], want)
	}
}

func TestSimilar(t *testing.T) {
	t.Parallel()
	db := drafts(t)
	put(t, db, 1, invent("hamed", "Hamed Sampleh"))
	similar := func(names ...string) string {
		t.Helper()
		found, err := db.Curation().Similar(t.Context(), 1, names, 5)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, s := range found {
			all = append(all, fmt.Sprintf("%s same=%t stone=%t", s.Slug, s.Same, s.Tombstone != nil))
		}
		return strings.Join(all, "; ")
	}
	for typed, want := range map[string]string{
		"Draft Penhanpour":        "draft-one same=true stone=false",
		"draft penhan\u200bpour":  "draft-one same=true stone=false", // differs in what nobody sees
		"Dráft  Penhanpour\u2060": "draft-one same=true stone=false",
		"Draft Penhanpoor":        "draft-one same=false stone=false",
		"Kaveh Mahramaneh":        "public-one same=true stone=false",
		"پنهان پور draft":         "draft-one same=true stone=false",
		"پنهانپور draft":          "draft-one same=true stone=false",
		"Withdrawn Penhanpour":    "withdrawn-one same=true stone=true",
		"Withdrawn Penhanpoor":    "withdrawn-one same=false stone=true",
		"پنهان‌پور withdrawn":     "withdrawn-one same=true stone=true",
		"Hamid Sampleh":           "hamed same=false stone=false", // one vowel: worth a question
		"Somebody Else":           "",
		"":                        "",
	} {
		if got := similar(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := similar("Nobody Known", "Hamed Sampleh"); got != "hamed same=true stone=false" {
		t.Errorf("by one of two names: %q", got)
	}
	if found, err := db.Curation().Similar(t.Context(), 1, []string{"Withdrawn Penhanpour"}, 5); err != nil || found[0].Name != "" || found[0].Tombstone.Slug != "withdrawn-one" {
		t.Errorf("the tombstone tells: %+v, %v", found, err)
	}
}

func TestFreeSlug(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	free := func(name string) string {
		t.Helper()
		slug, err := db.Curation().FreeSlug(t.Context(), 1, name)
		if err != nil {
			t.Fatal(err)
		}
		return slug
	}
	for name, want := range map[string]string{
		"Azar Sampleh":                  "azar-sampleh",
		"  ÁZAR   Sampleh-Pour ":        "azar-sampleh-pour",
		"O’Brien Łukasz Ødegård":        "obrien-lukasz-odegard",
		strings.Repeat("Longname ", 10): "longname-longname-longname-longname-longname-longname",
		strings.Repeat("x", 100):        strings.Repeat("x", 56),
		"Azar\u200b Sam\u2060pleh":      "azar-sampleh",
	} {
		if got := free(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"آذر نمونه", "Азар", "آذر Sampleh", "", "!", "x"} {
		if got := free(name); !strings.HasPrefix(got, "case-") || len(got) != 11 {
			t.Errorf("%q: %q", name, got)
		}
	}
	for n, want := range []string{"azar-sampleh", "azar-sampleh-2", "azar-sampleh-3"} {
		slug := free("Azar Sampleh")
		if slug != want {
			t.Errorf("%d: %q, want %q", n, slug, want)
		}
		c := invent(slug, "Azar Sampleh")
		if n == 0 {
			c.Visibility = casefile.Withdrawn // its slug is never free again
		}
		put(t, db, 1, c)
	}
}

func TestStaleAndVerify(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	cur := db.Curation()
	began := *now
	for n, slug := range []string{"a", "b", "c", "d"} {
		c := invent(slug, "Person "+slug)
		if slug == "d" {
			c.Visibility = casefile.Withdrawn
		}
		*now = began.Add(time.Duration(n) * time.Hour)
		put(t, db, 1, c)
	}
	stale := func(offset, n int) []string {
		t.Helper()
		found, total, err := cur.Stale(t.Context(), 1, offset, n)
		if err != nil || total != 3 {
			t.Fatalf("total %d, %v", total, err)
		}
		return slugsOf(found)
	}
	if got := stale(0, 10); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("never verified: %v", got)
	}
	*now = began.Add(24 * time.Hour)
	for _, slug := range []string{"b", "a"} {
		*now = now.Add(time.Hour)
		if err := cur.Verify(t.Context(), 1, slug, "anna"); err != nil {
			t.Fatal(err)
		}
	}
	if got := stale(0, 10); !slices.Equal(got, []string{"c", "b", "a"}) {
		t.Errorf("after verifying: %v", got)
	}
	if got := stale(1, 1); !slices.Equal(got, []string{"b"}) {
		t.Errorf("the second page: %v", got)
	}
	found, _, err := cur.Stale(t.Context(), 1, 2, 1)
	if err != nil || len(found) != 1 || found[0].CheckedBy != "anna" || !found[0].Checked.Equal(*now) {
		t.Errorf("got %+v, %v", found, err)
	}
	var stone *store.Tombstone
	if err := cur.Verify(t.Context(), 1, "d", "anna"); !errors.As(err, &stone) {
		t.Errorf("withdrawn: %v", err)
	}
	if err := cur.Verify(t.Context(), 1, "x", "anna"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	stones, err := cur.Withdrawn(t.Context(), 1)
	if err != nil || len(stones) != 1 || stones[0].Slug != "d" || stones[0].Version != 1 {
		t.Errorf("tombstones: %+v, %v", stones, err)
	}
}
