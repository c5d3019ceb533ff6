// Package storetest opens real databases for tests.
package storetest

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"vigil/store"
)

// Now is the instant at which the clock of [Open] stands.
func Now() time.Time { return time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC) }

// Open opens an empty database in a directory of its own, with a clock that
// stands at [Now]. It is closed when the test ends.
func Open(t testing.TB) *store.DB {
	t.Helper()
	return OpenAt(t, filepath.Join(t.TempDir(), "vigil.db"))
}

// OpenAt opens the database at path, as [Open] does.
func OpenAt(t testing.TB, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Now: Now})
	if err != nil {
		t.Fatalf("open a database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return db
}

// Load imports a casebook file into the named casebook, which is made when it
// isn't there, publishes what the file calls public, and returns the right to
// read it.
func Load(t testing.TB, db *store.DB, casebook, file string) store.Access {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return LoadBytes(t, db, casebook, data)
}

// LoadBytes is [Load] for a file in memory.
func LoadBytes(t testing.TB, db *store.DB, casebook string, data []byte) store.Access {
	t.Helper()
	book, err := db.Servers().Casebook(t.Context(), casebook)
	if err != nil {
		if book, err = db.Servers().New(t.Context(), casebook, "", "test"); err != nil {
			t.Fatal(err)
		}
	}
	report, err := db.Curation().Import(t.Context(), book.ID, bytes.NewReader(data), store.ImportOptions{Publish: true, Author: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Refused {
		t.Errorf("record %d (%s), line %d: %s %s", r.Record, r.Slug, r.Line, r.Path, r.Reason)
	}
	return book.Access()
}

// Fictional is the path of the casebook of invented people.
func Fictional() string { return testdata("fictional-casebook.json") }

// Seed is the path of the casebook with the one first case.
func Seed() string { return testdata("seed-casebook.json") }

// Ambiguous is the path of the casebook of invented people in which one word names several of
// them, or somebody and something else.
func Ambiguous() string { return testdata("ambiguous-casebook.json") }

func testdata(name string) string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "internal", "casefile", "testdata", name)
}
