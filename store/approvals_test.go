package store_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// rewrite saves another revision of a casefile by that curator.
func rewrite(t *testing.T, db *store.DB, slug string, by store.Author, text string) store.Version {
	t.Helper()
	c, err := db.Curation().Casefile(t.Context(), 1, slug)
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Status.Text = text
	v, err := db.Curation().Save(t.Context(), 1, c.Casefile, c.Version, by, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func ask(t *testing.T, db *store.DB, slug string, base store.Version, by store.Author) store.Approval {
	t.Helper()
	a, err := db.Curation().AskApproval(t.Context(), 1, slug, base, by)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestSecondApproval(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	home(t, db)
	secondApproval(t, db)
	cur := db.Curation()
	c := draft(t, db, "azar") // by "curator"
	if _, err := cur.Save(t.Context(), 1, as(c, casefile.Public), 1, "anna", ""); !errors.Is(err, store.ErrNeedsApproval) {
		t.Errorf("published alone: %v", err)
	}
	a := ask(t, db, "azar", 1, "anna")
	if a.Slug != "azar" || a.Name != "Person azar" || a.Version != 1 || a.By != "anna" || a.State != store.ApprovalOpen || !a.At.Equal(storetest.Now()) {
		t.Errorf("got %+v", a)
	}
	if again := ask(t, db, "azar", 1, "bob"); again != a {
		t.Errorf("asked again: %+v", again)
	}
	if all, err := cur.Approvals(t.Context(), 1); err != nil || len(all) != 1 || all[0] != a {
		t.Errorf("open: %+v, %v", all, err)
	}
	var own *store.OwnApproval
	for _, who := range []store.Author{"anna", "curator"} {
		if _, _, err := cur.Approve(t.Context(), 1, a.ID, who, "approved"); !errors.As(err, &own) || own.Approval.ID != a.ID {
			t.Errorf("%s approved: %v", who, err)
		}
	}
	if _, _, err := cur.Approve(t.Context(), 2, a.ID, "cyrus", "approved"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another casebook: %v", err)
	}
	given, saved, err := cur.Approve(t.Context(), 1, a.ID, "cyrus", "approved")
	if err != nil || given.State != store.ApprovalGiven || given.DecidedBy != "cyrus" || !given.DecidedAt.Equal(storetest.Now()) || saved.Version != 2 {
		t.Errorf("got %+v, %+v, %v", given, saved, err)
	}
	if leads(t, db, "azar") != "azar" {
		t.Error("not public")
	}
	if n := count(t, db, `SELECT count(*) FROM announcements WHERE facts = 'case'`); n != 1 {
		t.Errorf("%d announcements", n)
	}
	var decided *store.ApprovalDecided
	if _, _, err := cur.Approve(t.Context(), 1, a.ID, "dara", "approved"); !errors.As(err, &decided) || decided.Approval.DecidedBy != "cyrus" {
		t.Errorf("approved again: %v", err)
	}
	if _, err := cur.Refuse(t.Context(), 1, a.ID, "dara", ""); !errors.As(err, &decided) {
		t.Errorf("refused after: %v", err)
	}
	// What is public is changed by one alone, and the terminal isn't bound.
	rewrite(t, db, "azar", "anna", "moved")
	doImport(t, db, 1, file(t, invent("babak", "Babak Sampleh")), store.ImportOptions{Publish: true})
	if leads(t, db, "babak") != "babak" {
		t.Error("the import published nothing")
	}
	var invalid *casefile.Invalid
	if _, err := cur.AskApproval(t.Context(), 1, "babak", 1, "anna"); !errors.As(err, &invalid) {
		t.Errorf("asked for what is public: %v", err)
	}
}

// Nobody approves any of what they wrote, whoever touched it last.
func TestNobodyApprovesTheirOwn(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	home(t, db)
	secondApproval(t, db)
	cur := db.Curation()
	var own *store.OwnApproval
	approve := func(a store.Approval, by store.Author) error {
		t.Helper()
		_, _, err := cur.Approve(t.Context(), 1, a.ID, by, "approved")
		return err
	}
	draft(t, db, "azar")
	rewrite(t, db, "azar", "anna", "what anna says")
	v := rewrite(t, db, "azar", "bob", "what anna says.") // a full stop, so that anna may approve?
	a := ask(t, db, "azar", v, "bob")
	if err := approve(a, "anna"); !errors.As(err, &own) {
		t.Errorf("two colluded: %v", err)
	}
	if err := approve(a, "cyrus"); err != nil {
		t.Error(err)
	}
	// What was public since is settled: who wrote it then may approve what others add.
	c, err := cur.Casefile(t.Context(), 1, "azar")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cur.Save(t.Context(), 1, as(c.Casefile, casefile.Draft), c.Version, "dara", ""); err != nil {
		t.Fatal(err)
	}
	v = rewrite(t, db, "azar", "dara", "what dara says")
	if err := approve(ask(t, db, "azar", v, "dara"), "anna"); err != nil {
		t.Errorf("anna's part was public: %v", err)
	}
	// Nor by way of a casefile that was merged into it.
	draft(t, db, "babak")
	draft(t, db, "cyrus")
	rewrite(t, db, "babak", "elaheh", "what elaheh says")
	saved := merge(t, db, "babak", "cyrus") // by anna
	a = ask(t, db, "cyrus", saved.Version, "anna")
	if err := approve(a, "elaheh"); !errors.As(err, &own) {
		t.Errorf("by way of a merge: %v", err)
	}
	if err := approve(a, "farhad"); err != nil {
		t.Error(err)
	}
}

func TestApprovalGoesStale(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	home(t, db)
	secondApproval(t, db)
	cur := db.Curation()
	for name, change := range map[string]func(slug string){
		"changed": func(slug string) { rewrite(t, db, slug, "bob", "moved") },
		"withdrawn": func(slug string) {
			edit(t, db, 1, slug, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
		},
		"published": func(slug string) {
			c := invent(slug, "Person "+slug)
			c.Visibility = casefile.Public
			doImport(t, db, 1, file(t, c), store.ImportOptions{Publish: true})
		},
		"merged": func(slug string) {
			draft(t, db, slug+"-2")
			merge(t, db, slug, slug+"-2")
		},
	} {
		c := invent(name, "Person "+name)
		c.Visibility = casefile.Draft
		doImport(t, db, 1, file(t, c), store.ImportOptions{})
		a := ask(t, db, name, 1, "anna")
		change(name)
		got, err := cur.Approval(t.Context(), 1, a.ID)
		if err != nil || got.State != store.ApprovalStale {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if name == "withdrawn" && got.Name != "" {
			t.Errorf("it still names %q", got.Name)
		}
		var decided *store.ApprovalDecided
		if _, _, err := cur.Approve(t.Context(), 1, a.ID, "cyrus", "approved"); !errors.As(err, &decided) || decided.Approval.State != store.ApprovalStale {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := cur.Approvals(t.Context(), 1); err != nil || len(all) != 0 {
		t.Errorf("still open: %+v, %v", all, err)
	}
}

func TestAskApprovalRefuses(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	cur := db.Curation()
	draft(t, db, "azar")
	rewrite(t, db, "azar", "anna", "moved")
	bare := invent("bare", "Bare Sampleh")
	bare.Visibility, bare.Sources, bare.Person.Sources, bare.Status.Sources = casefile.Draft, nil, nil, nil
	put(t, db, 1, bare)
	embargoed := invent("quiet", "Quiet Sampleh")
	embargoed.Visibility, embargoed.Embargo = casefile.Embargoed, &casefile.Embargo{Reason: "quiet"}
	put(t, db, 1, embargoed)
	gone := invent("gone", "Gone Sampleh")
	gone.Visibility = casefile.Withdrawn
	put(t, db, 1, gone)
	var (
		conflict *store.Conflict
		invalid  *casefile.Invalid
		refused  *store.Embargoed
		stone    *store.Tombstone
	)
	for _, test := range []struct {
		slug string
		base store.Version
		as   any
	}{{"azar", 1, &conflict}, {"azar", 0, &conflict}, {"azar", 9, &conflict}, {"bare", 1, &invalid}, {"quiet", 1, &refused}, {"gone", 1, &stone}} {
		if _, err := cur.AskApproval(t.Context(), 1, test.slug, test.base, "anna"); !errors.As(err, test.as) {
			t.Errorf("%s: %v", test.slug, err)
		}
	}
	if _, err := cur.AskApproval(t.Context(), 1, "nobody", 1, "anna"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if n := count(t, db, `SELECT count(*) FROM approvals`); n != 0 {
		t.Errorf("%d were kept", n)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	draft(t, db, "azar")
	a := ask(t, db, "azar", 1, "anna")
	got, err := db.Curation().Refuse(t.Context(), 1, a.ID, "bob", "the date is wrong")
	if err != nil || got.State != store.ApprovalRefused || got.DecidedBy != "bob" || got.Why != "the date is wrong" {
		t.Errorf("got %+v, %v", got, err)
	}
	if leads(t, db, "azar") != "" {
		t.Error("it is public")
	}
	if again := ask(t, db, "azar", 1, "anna"); again.ID == a.ID {
		t.Error("it can't be asked for again")
	}
}

// Of many who approve at once, one does; what they approve is published once.
func TestApproveAtOnce(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	other := storetest.OpenAt(t, db.Path())
	home(t, db)
	draft(t, db, "azar")
	a := ask(t, db, "azar", 1, "anna")
	var (
		wait           sync.WaitGroup
		given, decided atomic.Int64
	)
	for n := range 8 {
		cur := []*store.DB{db, other}[n%2].Curation()
		wait.Go(func() {
			_, saved, err := cur.Approve(t.Context(), 1, a.ID, store.Author("bob"), "approved")
			var already *store.ApprovalDecided
			switch {
			case err == nil && saved.Version == 2:
				given.Add(1)
			case errors.As(err, &already):
				decided.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if given.Load() != 1 || decided.Load() != 7 {
		t.Errorf("%d approved, %d were told so", given.Load(), decided.Load())
	}
	if all, err := db.Curation().Revisions(t.Context(), 1, "azar"); err != nil || len(all) != 2 {
		t.Errorf("history %+v, %v", all, err)
	}
}
