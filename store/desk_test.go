package store_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// clocked is a database whose clock the test moves.
func clocked(t *testing.T) (*store.DB, *time.Time) {
	t.Helper()
	now := storetest.Now()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "vigil.db"), store.Options{Now: func() time.Time { return now }, Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, &now
}

// begin keeps an edit of the casefile by that curator.
func begin(t *testing.T, db *store.DB, slug string, base store.Version, by store.Author) store.Edit {
	t.Helper()
	e, err := db.Desk().Open(t.Context(), store.Edit{Casebook: 1, Slug: slug, Base: base, Kind: "event", Typed: map[string]string{"text": "typed words"}, By: by})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEditSurvivesARestart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "vigil.db")
	db, err := store.Open(t.Context(), path, store.Options{Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	e := store.Edit{Casebook: 1, Slug: "azar", Base: 3, Kind: "sentence", Fact: "s1", By: "anna",
		Typed: map[string]string{"penalties": "8 years prison\n74 lashes", "court": "شعبهٔ ۹۱"}}
	kept, err := db.Desk().Open(t.Context(), e)
	if err != nil || len(kept.ID) != 26 || kept.State != store.EditOpen || !kept.Begun.Equal(storetest.Now()) {
		t.Fatalf("got %+v, %v", kept, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = storetest.OpenAt(t, path)
	got, err := db.Desk().Edit(t.Context(), kept.ID, "anna")
	if err != nil || !reflect.DeepEqual(got, kept) {
		t.Errorf("after a restart: %+v, %v", got, err)
	}
	if _, err := db.Desk().Edit(t.Context(), kept.ID, "bob"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another curator's: %v", err)
	}
	got.Typed["court"], got.Base = "Branch 91", 4
	if err := db.Desk().Retype(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	if again, err := db.Desk().Edit(t.Context(), kept.ID, "anna"); err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("typed anew: %+v, %v", again, err)
	}
}

// What a curator left unfinished is listed to them alone, by casebook, until it
// is settled or its time is over.
func TestUnfinished(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	begin(t, db, "azar", 1, "bob")
	old := begin(t, db, "azar", 1, "anna")
	*now = now.Add(24 * time.Hour)
	gone := begin(t, db, "azar", 1, "anna")
	*now = now.Add(time.Minute)
	kept := begin(t, db, "babak", 1, "anna")
	if err := db.Desk().Discard(t.Context(), gone.ID, "anna"); err != nil {
		t.Fatal(err)
	}
	list := func(book store.CasebookID, n int, want ...string) {
		t.Helper()
		all, total, err := db.Desk().Unfinished(t.Context(), book, "anna", n)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range all {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, want[:min(n, len(want))]) || total != len(want) {
			t.Errorf("got %v of %d, want %v", got, total, want)
		}
	}
	list(1, 5, kept.ID, old.ID)
	list(1, 1, kept.ID, old.ID)
	list(2, 5)
	*now = now.Add(13 * 24 * time.Hour)
	list(1, 5, kept.ID)
}

func TestDiscard(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	e := begin(t, db, "azar", 1, "anna")
	if err := db.Desk().Discard(t.Context(), e.ID, "bob"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("by another: %v", err)
	}
	if err := db.Desk().Discard(t.Context(), e.ID, "anna"); err != nil {
		t.Fatal(err)
	}
	var settled *store.Settled
	for what, err := range map[string]error{
		"again":  db.Desk().Discard(t.Context(), e.ID, "anna"),
		"retype": db.Desk().Retype(t.Context(), e),
	} {
		if !errors.As(err, &settled) || settled.Edit.State != store.EditDiscarded || len(settled.Edit.Typed) != 0 {
			t.Errorf("%s: %v", what, err)
		}
	}
	*now = now.Add(14 * 24 * time.Hour)
	if _, err := db.Desk().Edit(t.Context(), e.ID, "anna"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("past its time: %v", err)
	}
	begin(t, db, "azar", 1, "anna")
	if n := count(t, db, `SELECT count(*) FROM edits`); n != 1 {
		t.Errorf("%d edits are kept", n)
	}
}

// count is the number that a query finds.
func count(t *testing.T, db *store.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := store.WriterForTest(db).QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A Save that is pressed or delivered many times at once writes once.
func TestSaveOnce(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	other := storetest.OpenAt(t, db.Path())
	e := begin(t, db, arvand, 1, "anna")
	var (
		wait                   sync.WaitGroup
		saved, settled, others atomic.Int64
	)
	for n := range 8 {
		cur := []*store.DB{db, other}[n%2].Curation()
		wait.Go(func() {
			c, err := cur.Casefile(t.Context(), access.Reads[0], arvand)
			if err != nil {
				t.Error(err)
				return
			}
			c.Casefile.Status.Text = "saved once"
			got, err := cur.Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c.Casefile, Base: 1, By: "anna", Edit: e.ID})
			var already *store.Settled
			switch {
			case err == nil && got == (store.Saved{Version: 2, Slug: arvand}):
				saved.Add(1)
			case errors.As(err, &already) && already.Edit.Saved == 2 && already.Edit.Slugged == arvand && already.Edit.State == store.EditSaved:
				settled.Add(1)
			default:
				others.Add(1)
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	wait.Wait()
	if saved.Load() != 1 || settled.Load() != 7 {
		t.Errorf("%d saved, %d were told so", saved.Load(), settled.Load())
	}
	if n := count(t, db, `SELECT count(*) FROM edits WHERE typed LIKE '%typed words%'`); n != 0 {
		t.Error("what was typed is still there")
	}
	if n := count(t, db, `SELECT count(*) FROM audit WHERE slug = ? AND version = 2`, arvand); n != 1 {
		t.Errorf("%d lines in the audit trail", n)
	}
}

// What can't be saved leaves the edit open, with all that was typed.
func TestConflictLeavesTheEdit(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book := access.Reads[0]
	mine, err := db.Curation().Casefile(t.Context(), book, arvand)
	if err != nil {
		t.Fatal(err)
	}
	e := begin(t, db, arvand, 1, "anna")
	edit(t, db, book, arvand, func(c *casefile.Casefile) { c.Status.Text = "theirs" })
	what := store.Saving{Casebook: book, Casefile: mine.Casefile, Base: 1, By: "anna", Edit: e.ID, Suggestion: 0}
	mine.Casefile.Status.Text = "mine"
	var conflict *store.Conflict
	if _, err := db.Curation().Commit(t.Context(), what); !errors.As(err, &conflict) || conflict.Theirs.Status.Text != "theirs" {
		t.Fatalf("got %v", err)
	}
	if got, err := db.Desk().Edit(t.Context(), e.ID, "anna"); err != nil || got.State != store.EditOpen || got.Typed["text"] != "typed words" {
		t.Errorf("the edit: %+v, %v", got, err)
	}
	for name, wrong := range map[string]store.Saving{
		"another's edit": {Casebook: book, Casefile: mine.Casefile, Base: 2, By: "bob", Edit: e.ID},
		"no such edit":   {Casebook: book, Casefile: mine.Casefile, Base: 2, By: "anna", Edit: "x"},
	} {
		if _, err := db.Curation().Commit(t.Context(), wrong); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	what.Base = conflict.Current
	if saved, err := db.Curation().Commit(t.Context(), what); err != nil || saved.Version != 3 {
		t.Errorf("put on top: %+v, %v", saved, err)
	}
}

// Saving what stands there already makes no revision, and ends the edit.
func TestSaveOfTheSame(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book := access.Reads[0]
	c, err := db.Curation().Casefile(t.Context(), book, arvand)
	if err != nil {
		t.Fatal(err)
	}
	e := begin(t, db, arvand, 1, "anna")
	before := count(t, db, `SELECT count(*) FROM audit`)
	saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: book, Casefile: c.Casefile, Base: 1, By: "anna", Edit: e.ID})
	if err != nil || saved.Version != 1 {
		t.Errorf("got %+v, %v", saved, err)
	}
	if got, err := db.Desk().Edit(t.Context(), e.ID, "anna"); err != nil || got.State != store.EditSaved || got.Saved != 1 {
		t.Errorf("the edit: %+v, %v", got, err)
	}
	if after := count(t, db, `SELECT count(*) FROM audit`); after != before {
		t.Error("the audit trail says that something was done")
	}
}

func TestUploadsAndColumns(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	d := db.Desk()
	u, err := d.KeepUpload(t.Context(), store.Upload{Casebook: 1, By: "anna", Name: "people.csv", Data: []byte("a,b\n")})
	if err != nil || len(u.ID) != 26 {
		t.Fatalf("%+v, %v", u, err)
	}
	if got, err := d.Upload(t.Context(), u.ID, "anna"); err != nil || !reflect.DeepEqual(got, u) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := d.Upload(t.Context(), u.ID, "bob"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another's: %v", err)
	}
	if err := errors.Join(d.DropUpload(t.Context(), u.ID, "bob"), d.DropUpload(t.Context(), "x", "bob")); err != nil {
		t.Error(err)
	}
	*now = now.Add(24 * time.Hour)
	if _, err := d.Upload(t.Context(), u.ID, "anna"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a day later: %v", err)
	}
	if u, err = d.KeepUpload(t.Context(), store.Upload{Casebook: 1, By: "anna"}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `SELECT count(*) FROM uploads`); n != 1 {
		t.Errorf("%d uploads are kept", n)
	}
	if err := d.DropUpload(t.Context(), u.ID, "anna"); err != nil || count(t, db, `SELECT count(*) FROM uploads`) != 0 {
		t.Errorf("dropped: %v", err)
	}

	heading := []string{"Name", "Status"}
	if m, err := d.Columns(t.Context(), 1, heading); err != nil || m != nil {
		t.Errorf("none yet: %v, %v", m, err)
	}
	for _, m := range []map[string]string{{"Name": "x"}, {"Name": "name", "Status": "status"}} {
		if err := d.KeepColumns(t.Context(), 1, heading, m); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Columns(t.Context(), 1, heading); err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("got %v, %v", got, err)
		}
	}
	if m, err := d.Columns(t.Context(), 2, heading); err != nil || m != nil {
		t.Errorf("in another casebook: %v, %v", m, err)
	}
	if m, err := d.Columns(t.Context(), 1, []string{"Name"}); err != nil || m != nil {
		t.Errorf("of another file: %v, %v", m, err)
	}
}

// A map of columns is for the headings as they are written the next time, and
// where two differ in that alone each keeps its own.
func TestColumnsAsHeaded(t *testing.T) {
	t.Parallel()
	d := storetest.Open(t).Desk()
	keep := func(m map[string]string, heading ...string) {
		t.Helper()
		if err := d.KeepColumns(t.Context(), 1, heading, m); err != nil {
			t.Fatal(err)
		}
	}
	want := func(want map[string]string, heading ...string) {
		t.Helper()
		got, err := d.Columns(t.Context(), 1, heading)
		if !reflect.DeepEqual(got, want) || err != nil {
			t.Errorf("%v: got %v, %v, want %v", heading, got, err, want)
		}
	}
	keep(map[string]string{"Full name": "name", "Land": "country"}, "Full name", "Land", "x")
	want(map[string]string{"FULL NAME": "name", "land": "country"}, "land", "X", "FULL NAME")
	keep(map[string]string{"Name": "name"}, "Name", "name")
	want(map[string]string{"Name": "name"}, "name", "Name")
}
