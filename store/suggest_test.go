package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

func started(t *testing.T) (*store.DB, store.Access) {
	t.Helper()
	db := storetest.Open(t)
	return db, storetest.LoadBytes(t, db, store.Main, starter.Casebook())
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	db, access := started(t)
	if err := db.Public().Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"r", "raso", "rasoulof", "Rasulof", "رسول\u200cاف", "رسول اف", "mohammad-rasoulof"} {
		got, err := db.Public().Suggest(t.Context(), access, typed, 10)
		if err != nil {
			t.Fatal(err)
		}
		if !has(got, "mohammad-rasoulof") {
			t.Errorf("%q: %v", typed, slugs(got))
		}
	}
	if got, err := db.Public().Suggest(t.Context(), store.Access{Reads: []store.CasebookID{55}}, "r", 10); err != nil || len(got) != 0 {
		t.Errorf("without a right: %v, %v", slugs(got), err)
	}
}

func TestSuggestOnNothing(t *testing.T) {
	t.Parallel()
	db, access := started(t)
	got, err := db.Public().Suggest(t.Context(), access, " ", 25)
	if err != nil || len(got) != 19 {
		t.Fatalf("got %v, %v", slugs(got), err)
	}
	if !slices.IsSortedFunc(got, func(a, b store.Summary) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	}) {
		t.Errorf("imported together, and not by name: %v", slugs(got))
	}
}

func TestSuggestFollowsChanges(t *testing.T) {
	t.Parallel()
	db, access := started(t)
	other := storetest.OpenAt(t, db.Path()) // as another process would
	for _, d := range []*store.DB{db, other} {
		if err := d.Public().Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	put(t, other, access.Reads[0], invent("zzyx-invented", "Zzyx Qwfoo"))
	for _, d := range []*store.DB{db, other} {
		got, err := d.Public().Suggest(t.Context(), access, "Zzyx", 5)
		if err != nil || !has(got, "zzyx-invented") {
			t.Errorf("new: %v, %v", slugs(got), err)
		}
	}
	edit(t, db, access.Reads[0], "zzyx-invented", func(c *casefile.Casefile) { c.Person.Name = "Vrrgl Qwfoo" })
	for _, d := range []*store.DB{db, other} {
		if got, err := d.Public().Suggest(t.Context(), access, "Vrrgl", 5); err != nil || !has(got, "zzyx-invented") {
			t.Errorf("renamed: %v, %v", slugs(got), err)
		}
		if got, err := d.Public().Suggest(t.Context(), access, "Zzyx", 5); err != nil || has(got, "zzyx-invented") {
			t.Errorf("by the old name: %v, %v", slugs(got), err)
		}
	}
}

// Somebody withdrawn doesn't stand in the way of those who are not.
func TestSuggestForgets(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	put(t, db, book.ID, invent("qwfoo-a", "Zzyx Qwfoo"), invent("qwfoo-b", "Zzyx Qwfoobar"))
	for _, want := range []string{"qwfoo-a", "qwfoo-b"} {
		got, err := db.Public().Suggest(t.Context(), book.Access(), "Zzyx Qwfoo", 1)
		if err != nil || len(got) != 1 || got[0].Slug != want {
			t.Fatalf("got %v, %v, want %s", slugs(got), err, want)
		}
		edit(t, db, book.ID, want, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	db, access := started(t)
	book := access.Reads[0]
	put(t, db, book, invent("twin-one", "Arash Sametwin"), invent("twin-two", "Arash Sametwin"))
	hidden := invent("hidden-draft", "Quxley Hiddenname")
	hidden.Visibility = casefile.Draft
	put(t, db, book, hidden)
	for _, typed := range []string{"mohammad-rasoulof", "Mohammad Rasoulof", "  MOHAMMAD RASOULOF ", "Mohamad Rasulof", "محمد رسول\u200cاف", "محمد رسول اف"} {
		c, s, err := db.Public().Resolve(t.Context(), access, typed)
		if err != nil || c.Slug != "mohammad-rasoulof" || s.Slug != c.Slug {
			t.Errorf("%q: %v, %v", typed, s.Slug, err)
		}
	}
	_, _, err := db.Public().Resolve(t.Context(), access, "Arash Sametwin")
	var several *store.Ambiguous
	if !errors.As(err, &several) || !slices.Equal(slugs(several.Candidates), []string{"twin-one", "twin-two"}) {
		t.Errorf("twins: %v", err)
	}
	for _, typed := range []string{"Quxley Hiddenname", "hidden-draft", "", "Nobody Whatsoever", strings.Repeat("x", 4000)} {
		_, s, err := db.Public().Resolve(t.Context(), access, typed)
		var none *store.NotFound
		if !errors.As(err, &none) || !errors.Is(err, store.ErrNotFound) || has(none.Similar, "hidden-draft") {
			t.Errorf("%.20q: %v, %v", typed, s.Slug, err)
		}
	}
	if _, _, err := db.Public().Resolve(t.Context(), store.Access{}, "mohammad-rasoulof"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("without a right: %v", err)
	}
}

// Where two casebooks with the same casefile may be read, that is one person
// everywhere: two choices of one value are none that Discord takes.
func TestOneSlugIsOnePerson(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	first := mainBook(t, db)
	second, err := db.Servers().New(t.Context(), "second", "", "tester")
	if err != nil {
		t.Fatal(err)
	}
	put(t, db, first.ID, invent("arash-sametwin", "Arash Sametwin"))
	put(t, db, second.ID, invent("arash-sametwin", "Arash Sametwin"), invent("only-here", "Parvaneh Onlyhere"))
	both := store.Access{Reads: []store.CasebookID{first.ID, second.ID}}
	public := db.Public()
	for _, typed := range []string{"", "arash"} {
		found, err := public.Suggest(t.Context(), both, typed, 25)
		n := 0
		for _, s := range found {
			if s.Slug == "arash-sametwin" {
				n++
			}
		}
		if err != nil || n != 1 {
			t.Errorf("suggested for %q: %v, %v", typed, slugs(found), err)
		}
	}
	if _, s, err := public.Resolve(t.Context(), both, "Arash Sametwin"); err != nil || s.Casebook != first.ID {
		t.Errorf("resolved to %v, %v", s, err)
	}
	found, err := public.Search(t.Context(), both, store.Query{Country: "XX"})
	if err != nil || !slices.Equal(slugs(found.Items), []string{"arash-sametwin", "only-here"}) || found.Total != 2 || found.Tracked != 2 {
		t.Errorf("found %+v, %v", found, err)
	}
	if n, err := public.Tracked(t.Context(), both); err != nil || n != 2 {
		t.Errorf("tracked %d, %v", n, err)
	}
	if n, err := public.Tracked(t.Context(), second.Access()); err != nil || n != 2 {
		t.Errorf("tracked in the second alone %d, %v", n, err)
	}
}
