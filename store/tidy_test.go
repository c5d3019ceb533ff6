package store_test

import (
	"path/filepath"
	"slices"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// A word that was only corrected is forgotten when writing rests, and at the
// latest when the database is closed; a program that ended before leaves it to
// the next.
func TestCorrectedWordsAreForgottenLater(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "vigil.db")
	open := func() *store.DB {
		t.Helper()
		db, err := store.Open(t.Context(), path, store.Options{Now: storetest.Now})
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	const word = "quxley1farmstead"
	c := invent("azar", "Azar Sampleh")
	c.Events = []casefile.Event{{ID: "e", Kind: "other", Text: "went to " + word}}
	db := open()
	put(t, db, 1, c)
	edit(t, db, 1, "azar", func(c *casefile.Casefile) { c.Events[0].Text = "went elsewhere" })
	if !slices.Contains(fullText(t, db), word) {
		t.Fatal("the engine forgot it already: nothing to see")
	}
	forgotten := func() bool {
		t.Helper()
		return !slices.Contains(fullText(t, db), word) && count(t, db, `SELECT forget FROM curated_state`) == 0
	}
	again := func() {
		t.Helper()
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = open()
	}
	if n := count(t, db, `SELECT forget FROM curated_state`); n != 1 {
		t.Error("nobody knows that it is to be forgotten")
	}
	if again(); !forgotten() {
		t.Error("closing forgot nothing")
	}
	// What a program that crashed leaves, the next one sees to.
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `UPDATE curated_state SET forget = 1`); err != nil {
		t.Fatal(err)
	}
	again()
	if again(); !forgotten() {
		t.Error("what was left over isn't forgotten")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
