package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func mainBook(t testing.TB, db *store.DB) store.Casebook {
	t.Helper()
	b, err := db.Servers().Casebook(t.Context(), store.Main)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSaveAndHistory(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db).ID
	c := invent("azar", "Azar Sampleh")
	c.Visibility = ""
	for want, step := range []string{"first", "second", "third"} {
		c.Status.Text = step
		v, err := db.Curation().Save(t.Context(), book, c, store.Version(want), store.Author("curator-"+step), "why "+step)
		if err != nil || v != store.Version(want+1) {
			t.Fatalf("version %d, %v", v, err)
		}
	}
	got, err := db.Curation().Casefile(t.Context(), book, "azar")
	if err != nil {
		t.Fatal(err)
	}
	if got.Version != 3 || got.Casefile.Status.Text != "third" || got.Casefile.Visibility != casefile.Draft || !got.Changed.Equal(storetest.Now()) {
		t.Errorf("got %+v", got)
	}
	history, err := db.Curation().Revisions(t.Context(), book, "azar")
	if err != nil || len(history) != 3 {
		t.Fatalf("history %v, %v", history, err)
	}
	newest := store.Revision{Version: 3, Visibility: casefile.Draft, Author: "curator-third", Why: "why third", At: history[0].At}
	if history[0] != newest || !history[0].At.Equal(storetest.Now()) {
		t.Errorf("newest is %+v", history[0])
	}
	r, first, err := db.Curation().Revision(t.Context(), book, "azar", 1)
	if err != nil || first.Status.Text != "first" || r.Author != "curator-first" {
		t.Errorf("version 1: %+v, %v", r, err)
	}
	for _, v := range []store.Version{-1, 4} {
		if _, _, err := db.Curation().Revision(t.Context(), book, "azar", v); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("version %d: %v", v, err)
		}
	}
	if _, err := db.Curation().Casefile(t.Context(), book, "nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := db.Curation().Casefile(t.Context(), book+1, "azar"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("in another casebook: %v", err)
	}
}

func TestSaveConflict(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book := access.Reads[0]
	mine, err := db.Curation().Casefile(t.Context(), book, arvand)
	if err != nil {
		t.Fatal(err)
	}
	edit(t, db, book, arvand, func(c *casefile.Casefile) { c.Status.Text = "theirs" })
	mine.Casefile.Status.Text = "mine"
	_, err = db.Curation().Save(t.Context(), book, mine.Casefile, mine.Version, "me", "")
	var conflict *store.Conflict
	if !errors.As(err, &conflict) {
		t.Fatalf("got %v", err)
	}
	if conflict.Base != 1 || conflict.Current != 2 || conflict.Mine.Status.Text != "mine" || conflict.Theirs.Status.Text != "theirs" || conflict.By != "curator" {
		t.Errorf("got %+v", conflict)
	}
	if now, err := db.Curation().Casefile(t.Context(), book, arvand); err != nil || now.Casefile.Status.Text != "theirs" || now.Version != 2 {
		t.Errorf("stored %+v, %v", now, err)
	}
	// A casefile that is new to the curator and not to the record.
	if _, err := db.Curation().Save(t.Context(), book, mine.Casefile, 0, "me", ""); !errors.As(err, &conflict) || conflict.Theirs == nil {
		t.Errorf("as new: %v", err)
	}
	// A version of a casefile that isn't here.
	if _, err := db.Curation().Save(t.Context(), book, invent("stranger", "A Stranger"), 4, "me", ""); !errors.As(err, &conflict) || conflict.Current != 0 {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestSaveRefuses(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db).ID
	bare := invent("bare", "Bare Sampleh")
	bare.Sources, bare.Person.Sources, bare.Status.Sources = nil, nil, nil
	wrong := invent("wrong", "Wrong Sampleh")
	wrong.Status.Sources = []string{"no-such-source"}
	for name, c := range map[string]*casefile.Casefile{
		"publishing without a source": bare,
		"a source that isn't there":   wrong,
		"no name":                     invent("nameless", ""),
		"a slug that is none":         invent("Not A Slug", "Azar"),
	} {
		var invalid *casefile.Invalid
		if _, err := db.Curation().Save(t.Context(), book, c, 0, "me", ""); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := db.Curation().Save(t.Context(), 99, invent("azar", "Azar Sampleh"), 0, "me", ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("into no casebook: %v", err)
	}
	if found, err := db.Check(t.Context()); err != nil || found.Casefiles != 0 || found.Revisions != 0 {
		t.Errorf("left behind: %+v, %v", found, err)
	}
}

func TestTombstone(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book, cur := access.Reads[0], db.Curation()
	stored, err := cur.Casefile(t.Context(), book, arvand)
	if err != nil {
		t.Fatal(err)
	}
	stored.Casefile.Visibility = casefile.Withdrawn
	if _, err := cur.Save(t.Context(), book, stored.Casefile, stored.Version, "anna", "the family asked"); err != nil {
		t.Fatal(err)
	}
	var stone *store.Tombstone
	_, err = cur.Casefile(t.Context(), book, arvand)
	if !errors.As(err, &stone) || stone.By != "anna" || stone.Why != "the family asked" || stone.Version != 2 || !stone.At.Equal(storetest.Now()) {
		t.Fatalf("got %v", err)
	}
	if _, err := cur.Revisions(t.Context(), book, arvand); !errors.As(err, &stone) {
		t.Errorf("history: %v", err)
	}
	if _, _, err := cur.Revision(t.Context(), book, arvand, 1); !errors.As(err, &stone) {
		t.Errorf("revision: %v", err)
	}
	stored.Casefile.Visibility = casefile.Public
	for _, base := range []store.Version{0, 1} {
		if _, err := cur.Save(t.Context(), book, stored.Casefile, base, "bob", ""); !errors.As(err, &stone) {
			t.Errorf("saved over it from version %d: %v", base, err)
		}
	}
	if _, err := cur.Save(t.Context(), book, stored.Casefile, stone.Version, "anna", "a mistake"); err != nil {
		t.Errorf("restored from the tombstone: %v", err)
	}
	if _, _, err := db.Public().Casefile(t.Context(), access, arvand); err != nil {
		t.Errorf("after restoring: %v", err)
	}
}

// Of many who save at once from the same version, one does.
func TestSaveAtOnce(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book := access.Reads[0]
	other := storetest.OpenAt(t, db.Path())
	var (
		wait            sync.WaitGroup
		saved, conflict atomic.Int64
	)
	for n := range 8 {
		cur := []*store.DB{db, other}[n%2].Curation()
		wait.Go(func() {
			c, err := cur.Casefile(t.Context(), book, arvand)
			if err != nil {
				t.Error(err)
				return
			}
			c.Casefile.Status.Text = fmt.Sprint("by ", n)
			_, err = cur.Save(t.Context(), book, c.Casefile, 1, "me", "")
			var rival *store.Conflict
			switch {
			case err == nil:
				saved.Add(1)
			case errors.As(err, &rival):
				conflict.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if saved.Load() != 1 || conflict.Load() != 7 {
		t.Errorf("%d saved, %d conflicts", saved.Load(), conflict.Load())
	}
}

// A cancelled call leaves the writer to the next one, and nothing behind.
func TestCancelledWriteLeavesTheWriterUsable(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db).ID
	for n := range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			_, err := db.Curation().Save(ctx, book, invent(fmt.Sprint("c-", n), "Azar Sampleh"), 0, "me", "")
			done <- err
		}()
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	put(t, db, book, invent("after", "After Sampleh"))

	// Also when it is cancelled while waiting for a writer that is busy.
	conn, err := store.WriterForTest(db).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.Curation().Save(ctx, book, invent("waiting", "W Sampleh"), 0, "me", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, db, book, invent("after-too", "After Sampleh"))
	if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 {
		t.Errorf("check: %+v, %v", found, err)
	}
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err) // SQLite sets it to the present size: no page more
	}
	big := invent("big", "Big Sampleh")
	for n := range 100 {
		big.Events = append(big.Events, casefile.Event{ID: fmt.Sprint("e", n), Kind: "event",
			Text: fmt.Sprintf("%01000d", n), Fact: casefile.Fact{Sources: []string{"s"}}})
	}
	if _, err := db.Curation().Save(t.Context(), access.Reads[0], big, 0, "me", ""); !errors.Is(err, store.ErrDiskFull) {
		t.Errorf("got %v", err)
	}
	report, err := db.Curation().Import(t.Context(), access.Reads[0], bytes.NewReader(file(t, big)), store.ImportOptions{})
	if !errors.Is(err, store.ErrDiskFull) || counts(report) != [4]int{} {
		t.Errorf("import: %+v, %v", report, err)
	}
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	put(t, db, access.Reads[0], big)
}
