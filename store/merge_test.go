package store_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// merge merges from into into, whatever their versions are.
func merge(t *testing.T, db *store.DB, from, into string) store.Saved {
	t.Helper()
	saved, err := tryMerge(t, db, from, into)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func tryMerge(t *testing.T, db *store.DB, from, into string) (store.Saved, error) {
	t.Helper()
	f, err := db.Curation().Casefile(t.Context(), 1, from)
	if err != nil {
		return store.Saved{}, err
	}
	i, err := db.Curation().Casefile(t.Context(), 1, into)
	if err != nil {
		return store.Saved{}, err
	}
	i.Casefile.Person.Names = append(i.Casefile.Person.Names, casefile.Name{Text: f.Casefile.Person.Name, Kind: "alias"})
	return db.Curation().Merge(t.Context(), store.Merging{
		Saving: store.Saving{Casebook: 1, Casefile: i.Casefile, Base: i.Version, By: "anna", Why: "one person"},
		From:   from, FromBase: f.Version,
	})
}

func public(t *testing.T, db *store.DB, slugs ...string) {
	t.Helper()
	for _, slug := range slugs {
		put(t, db, 1, invent(slug, "Person "+strings.ToUpper(slug[:1])+slug[1:]))
	}
}

// leads is the slug of the public casefile to which a slug leads, "" nowhere.
func leads(t *testing.T, db *store.DB, slug string) string {
	t.Helper()
	c, s, err := db.Public().Casefile(t.Context(), mainBook(t, db).Access(), slug)
	if errors.Is(err, store.ErrNotFound) {
		return ""
	}
	if err != nil || c.Slug != s.Slug {
		t.Fatalf("%s: %+v, %v", slug, s, err)
	}
	return c.Slug
}

func whole(t *testing.T, db *store.DB) {
	t.Helper()
	if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 {
		t.Errorf("check: %+v, %v", found, err)
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	cur, access := db.Curation(), mainBook(t, db).Access()
	public(t, db, "azar", "babak", "cyrus")
	// Somebody's link to the one that goes leads to the one that stays.
	edit(t, db, 1, "cyrus", func(c *casefile.Casefile) {
		c.People = []casefile.Related{{Name: "Azar", Casefile: "azar", Fact: casefile.Fact{Sources: []string{"s"}}}}
	})
	other := storetest.OpenAt(t, db.Path())
	if leads(t, other, "azar") != "azar" {
		t.Fatal("not public")
	}
	saved := merge(t, db, "azar", "babak")
	if saved != (store.Saved{Version: 2, Slug: "babak"}) {
		t.Errorf("got %+v", saved)
	}
	for _, db := range []*store.DB{db, other} {
		if got := leads(t, db, "azar"); got != "babak" {
			t.Errorf("the old slug leads to %q", got)
		}
	}
	if c, _, err := db.Public().Resolve(t.Context(), access, "azar"); err != nil || c.Slug != "babak" {
		t.Errorf("typed: %v", err)
	}
	if c, _, err := db.Public().Casefile(t.Context(), access, "cyrus"); err != nil || len(c.People) != 1 || c.People[0].Casefile != "azar" {
		t.Errorf("the link: %v", err)
	}
	for what, get := range map[string]func() (store.Stored, error){
		"by its slug": func() (store.Stored, error) { return cur.Casefile(t.Context(), 1, "azar") },
		"typed":       func() (store.Stored, error) { return cur.Resolve(t.Context(), 1, "azar") },
		"by its name": func() (store.Stored, error) { return cur.Resolve(t.Context(), 1, "Person Azar") },
	} {
		if c, err := get(); err != nil || c.Casefile.Slug != "babak" || c.Version != 2 {
			t.Errorf("%s: %+v, %v", what, c, err)
		}
	}
	// It is in no list.
	found, err := cur.Suggest(t.Context(), 1, "", 25)
	if err != nil || !slices.Equal(slugsOf(found), []string{"cyrus", "babak"}) {
		t.Errorf("suggested: %v, %v", slugsOf(found), err)
	}
	if found, err = cur.Suggest(t.Context(), 1, "azar", 25); err != nil || !slices.Equal(slugsOf(found), []string{"babak"}) {
		t.Errorf("suggested: %v, %v", slugsOf(found), err)
	}
	if _, total, err := cur.Stale(t.Context(), 1, 0, 25); err != nil || total != 2 {
		t.Errorf("stale: %d, %v", total, err)
	}
	if b := mainBook(t, db); b.Size != 2 || b.Public != 2 {
		t.Errorf("counted: %+v", b)
	}
	var all bytes.Buffer
	if err := cur.Export(t.Context(), 1, &all); err != nil || strings.Contains(all.String(), `"slug": "azar"`) {
		t.Errorf("exported: %v", err)
	}
	// Nothing can be saved or imported under its slug, and it is never free again.
	var gone *store.Merged
	if _, err := cur.Save(t.Context(), 1, invent("azar", "Azar"), 2, "bob", ""); !errors.As(err, &gone) || gone.Into != "babak" || !errors.Is(err, store.ErrNotFound) {
		t.Errorf("saved: %v", err)
	}
	report := doImport(t, db, 1, file(t, invent("azar", "Person Azar")), store.ImportOptions{Publish: true})
	if counts(report) != [4]int{0, 0, 0, 1} || !strings.Contains(report.Refused[0].Reason, "azar was merged into babak") {
		t.Errorf("imported: %+v", report)
	}
	if slug, err := cur.FreeSlug(t.Context(), 1, "Azar"); err != nil || slug != "azar-2" {
		t.Errorf("free: %q, %v", slug, err)
	}
	// Its history stays.
	if all, err := cur.Revisions(t.Context(), 1, "azar"); err != nil || len(all) != 2 || all[0].Why != "merged into babak" || all[0].Author != "anna" {
		t.Errorf("history: %+v, %v", all, err)
	}
	got := acts(t, db)
	if want := []string{"anna merge babak 2 one person", "anna merge azar 2 into babak"}; !slices.Equal(got[len(got)-2:], want) {
		t.Errorf("trail: %q", got)
	}
	whole(t, db)
}

func TestMergeRefuses(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak", "cyrus", "dara")
	merge(t, db, "azar", "babak")
	edit(t, db, 1, "dara", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	embargoed := invent("elaheh", "Elaheh")
	embargoed.Visibility, embargoed.Embargo = casefile.Embargoed, &casefile.Embargo{Reason: "quiet"}
	put(t, db, 1, embargoed)
	into := func(slug string) *casefile.Casefile { return invent(slug, "Person") }
	var (
		gone     *store.Merged
		stone    *store.Tombstone
		conflict *store.Conflict
		invalid  *casefile.Invalid
	)
	for _, test := range []struct {
		name             string
		from, into       string
		fromBase, toBase store.Version
		as               any
	}{
		{"into itself", "cyrus", "cyrus", 1, 1, &invalid},
		{"what was merged", "azar", "cyrus", 2, 1, &gone},
		{"into what was merged", "cyrus", "azar", 1, 2, &gone},
		{"what was withdrawn", "dara", "cyrus", 2, 1, &stone},
		{"into what was withdrawn", "cyrus", "dara", 1, 2, &stone},
		{"one that was changed", "babak", "cyrus", 1, 1, &conflict},
		{"one that was changed, from nothing", "babak", "cyrus", 0, 1, &conflict},
		{"into one that was changed", "cyrus", "babak", 1, 1, &conflict},
	} {
		_, err := db.Curation().Merge(t.Context(), store.Merging{From: test.from, FromBase: test.fromBase,
			Saving: store.Saving{Casebook: 1, Casefile: into(test.into), Base: test.toBase, By: "anna"}})
		if !errors.As(err, test.as) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if conflict.Mine == nil || conflict.Theirs == nil {
		t.Errorf("a conflict without both sides: %+v", conflict)
	}
	_, err := db.Curation().Merge(t.Context(), store.Merging{From: "elaheh", FromBase: 1,
		Saving: store.Saving{Casebook: 1, Casefile: into("cyrus"), Base: 1, By: "anna"}})
	if !errors.Is(err, store.ErrEmbargoed) {
		t.Errorf("what is embargoed: %v", err)
	}
	if _, err := db.Curation().Merge(t.Context(), store.Merging{From: "nobody",
		Saving: store.Saving{Casebook: 1, Casefile: into("cyrus"), Base: 1, By: "anna"}}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	if c, err := db.Curation().Casefile(t.Context(), 1, "cyrus"); err != nil || c.Version != 1 {
		t.Errorf("something was written: %+v, %v", c, err)
	}
	whole(t, db)
}

// Slugs follow along a chain, and only while its end is public.
func TestMergeChain(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak", "cyrus")
	merge(t, db, "azar", "babak")
	merge(t, db, "babak", "cyrus")
	all := func(want string) {
		t.Helper()
		for _, slug := range []string{"azar", "babak", "cyrus"} {
			if got := leads(t, db, slug); got != want {
				t.Errorf("%s leads to %q, not to %q", slug, got, want)
			}
		}
		whole(t, db)
	}
	all("cyrus")
	if c, err := db.Curation().Casefile(t.Context(), 1, "azar"); err != nil || c.Casefile.Slug != "cyrus" {
		t.Errorf("for curators: %+v, %v", c, err)
	}
	edit(t, db, 1, "cyrus", func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	all("")
	edit(t, db, 1, "cyrus", func(c *casefile.Casefile) { c.Visibility = casefile.Public })
	all("cyrus")
	edit(t, db, 1, "cyrus", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	all("")
	var stone *store.Tombstone
	if _, err := db.Curation().Casefile(t.Context(), 1, "azar"); !errors.As(err, &stone) || stone.Slug != "cyrus" {
		t.Errorf("withdrawn: %v", err)
	}
	// Nobody comes back by a name that the merged one had.
	report := doImport(t, db, 1, file(t, invent("azar-again", "Person Azar")), store.ImportOptions{Publish: true})
	if counts(report) != [4]int{0, 0, 0, 1} {
		t.Errorf("imported: %+v", report)
	}
}

// Undoing a merge brings back what went, as it was; undoing what came before it
// too.
func TestUnmerge(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak")
	cur := db.Curation()
	before, err := cur.Casefile(t.Context(), 1, "azar")
	if err != nil {
		t.Fatal(err)
	}
	undo := func(slug string, to store.Version, v casefile.Visibility) {
		t.Helper()
		now, err := cur.Casefile(t.Context(), 1, slug)
		if err != nil {
			t.Fatal(err)
		}
		_, c, err := cur.Revision(t.Context(), 1, slug, to)
		if err != nil {
			t.Fatal(err)
		}
		if v != "" {
			c.Visibility = v
		}
		what := store.Saving{Casebook: 1, Casefile: c, Base: now.Version, By: "bob", Why: "two people", Action: store.ActionUndo, Restores: to}
		if _, err := cur.Commit(t.Context(), what); err != nil {
			t.Fatal(err)
		}
		whole(t, db)
	}
	merge(t, db, "azar", "babak")
	edit(t, db, 1, "babak", func(c *casefile.Casefile) { c.Status.Text = "moved" })
	undo("babak", 2, "") // only what came after the merge
	if got := leads(t, db, "azar"); got != "babak" {
		t.Errorf("still merged, and leads to %q", got)
	}
	undo("babak", 1, "")
	if got := leads(t, db, "azar"); got != "azar" {
		t.Errorf("leads to %q", got)
	}
	after, err := cur.Casefile(t.Context(), 1, "azar")
	if err != nil || after.Version != 3 || after.Casefile.Person.Name != before.Casefile.Person.Name {
		t.Errorf("got %+v, %v", after, err)
	}
	got := acts(t, db)
	if want := []string{"bob undo babak 5 two people", "bob unmerge azar 3 out of babak"}; !slices.Equal(got[len(got)-2:], want) {
		t.Errorf("trail: %q", got)
	}
	// Where the other isn't public any more, it comes back as a draft.
	merge(t, db, "azar", "babak")
	undo("babak", 5, casefile.Draft)
	if c, err := cur.Casefile(t.Context(), 1, "azar"); err != nil || c.Casefile.Slug != "azar" || c.Casefile.Visibility != casefile.Draft {
		t.Errorf("got %+v, %v", c, err)
	}
	if found, err := cur.Suggest(t.Context(), 1, "azar", 5); err != nil || !slices.Contains(slugsOf(found), "azar") {
		t.Errorf("suggested: %v, %v", slugsOf(found), err)
	}
}

// A merge that adds nothing can be undone as well.
func TestMergeOfTheSame(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak")
	c, err := db.Curation().Casefile(t.Context(), 1, "babak")
	if err != nil {
		t.Fatal(err)
	}
	what := store.Saving{Casebook: 1, Casefile: c.Casefile, Base: 1, By: "anna"}
	if saved, err := db.Curation().Merge(t.Context(), store.Merging{Saving: what, From: "azar", FromBase: 1}); err != nil || saved.Version != 2 {
		t.Fatalf("%+v, %v", saved, err)
	}
	what.Base, what.Restores = 2, 1
	if saved, err := db.Curation().Commit(t.Context(), what); err != nil || saved.Version != 3 {
		t.Fatalf("%+v, %v", saved, err)
	}
	if got := leads(t, db, "azar"); got != "azar" {
		t.Errorf("leads to %q", got)
	}
}

// What showed the one that went is deleted when the one that stayed is hidden,
// and not by the merge itself.
func TestMergeAndWhatWasShown(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak")
	show := func(message, slug string) {
		t.Helper()
		err := db.Outbox().NoteShown(t.Context(), []store.Showing{{Server: "1", Channel: "2", Message: message, Casefiles: []store.Shown{{Casebook: 1, Slug: slug}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	show("10", "azar")
	show("11", "babak")
	if saved := merge(t, db, "azar", "babak"); saved.Removed != 0 {
		t.Errorf("the merge deletes %d messages", saved.Removed)
	}
	show("12", "azar") // by a button of before
	if n, err := db.Curation().ShownIn(t.Context(), 1, "babak"); err != nil || n != 3 {
		t.Errorf("shown in %d, %v", n, err)
	}
	c, err := db.Curation().Casefile(t.Context(), 1, "babak")
	if err != nil {
		t.Fatal(err)
	}
	saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: as(c.Casefile, casefile.Withdrawn), Base: c.Version, By: "anna"})
	if err != nil || saved.Removed != 3 {
		t.Errorf("deletes %d, %v", saved.Removed, err)
	}
	show("13", "azar") // raced with the withdrawal
	if due, err := db.Outbox().Due(t.Context(), 10); err != nil || len(due) != 4 {
		t.Errorf("due %+v, %v", due, err)
	}
}

// A slug that leads somewhere in one casebook doesn't hide the casefile of that
// slug in another.
func TestMergedSlugOfAnotherCasebook(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	public(t, db, "azar", "babak")
	merge(t, db, "azar", "babak")
	b, err := db.Servers().New(t.Context(), "second", "", "tester")
	if err != nil {
		t.Fatal(err)
	}
	put(t, db, b.ID, invent("azar", "Another Azar"))
	both := store.Access{Reads: []store.CasebookID{1, b.ID}}
	if c, s, err := db.Public().Casefile(t.Context(), both, "azar"); err != nil || c.Slug != "azar" || s.Casebook != b.ID {
		t.Errorf("got %+v, %v", s, err)
	}
	if c, s, err := db.Public().Casefile(t.Context(), mainBook(t, db).Access(), "azar"); err != nil || c.Slug != "babak" || s.Casebook != 1 {
		t.Errorf("in the first: %+v, %v", s, err)
	}
}
