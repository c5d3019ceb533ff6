package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func auditLines(t *testing.T, text string) (all []store.Act) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	for d.More() {
		var a store.Act
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if lines := strings.Count(text, "\n"); lines != len(all) {
		t.Errorf("%d acts in %d lines", len(all), lines)
	}
	return all
}

// Neither the audit trail nor the history can be changed or shortened by any
// statement of the program, for the engine refuses.
func TestTrailsCannotBeChanged(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	c := draft(t, db, "azar")
	c.Status.Text = "moved"
	if _, err := db.Curation().Save(t.Context(), 1, c, 1, "anna", ""); err != nil {
		t.Fatal(err)
	}
	w := store.WriterForTest(db)
	dump := func() string {
		t.Helper()
		var all strings.Builder
		for _, table := range []string{"audit", "revisions"} {
			rows, err := w.QueryContext(t.Context(), `SELECT * FROM `+table)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(dump(t, rows))
		}
		return all.String()
	}
	before := dump()
	for _, statement := range []string{
		`UPDATE audit SET by = 'nobody'`,
		`UPDATE audit SET detail = '' WHERE n = 1`,
		`DELETE FROM audit`,
		`DELETE FROM audit WHERE n = 2`,
		`INSERT INTO audit VALUES (1, 1, 0, 'x', 'x', '', 0, '')`,
		`INSERT OR REPLACE INTO audit VALUES (1, 1, 0, 'x', 'x', '', 0, '')`,
		`INSERT INTO audit VALUES (1, 9, 0, 'x', 'x', '', 0, '')`,
		`INSERT INTO audit VALUES (1, 1, 0, 'x', 'x', '', 0, '') ON CONFLICT (casebook, n) DO UPDATE SET by = 'x'`,
		`UPDATE revisions SET author = 'nobody'`,
		`UPDATE OR REPLACE revisions SET version = 1`,
		`DELETE FROM revisions`,
		`DELETE FROM revisions WHERE version = 2`,
		`INSERT OR REPLACE INTO revisions SELECT casefile, version, visibility, digest, '{}', 'x', '', 0, 0 FROM revisions WHERE version = 1`,
		`INSERT INTO revisions SELECT casefile, 9, visibility, digest, '{}', 'x', '', 0, 0 FROM revisions WHERE version = 1`,
	} {
		if _, err := w.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("the engine allowed %s", statement)
		}
	}
	if after := dump(); after != before {
		t.Errorf("changed:\n%s", after)
	}
}

// Each casebook has a trail of its own, without gaps, whatever is noted in between.
func TestTrailOfEachCasebook(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	b, err := db.Servers().New(t.Context(), "second", "", "terminal")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		for _, book := range []store.CasebookID{1, b.ID} {
			if err := db.Curation().Note(t.Context(), book, store.Act{By: "anna", Action: store.ActionExport, Detail: fmt.Sprint("<", n, ">")}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := acts(t, db); !slices.Equal(got, []string{"anna export-all  0 <0>", "anna export-all  0 <1>", "anna export-all  0 <2>"}) {
		t.Errorf("got %q", got)
	}
	var out strings.Builder
	if err := db.Curation().Audit(t.Context(), b.ID, &out); err != nil {
		t.Fatal(err)
	}
	all := auditLines(t, out.String())
	if len(all) != 4 || all[0].Action != store.ActionSetup || all[0].By != "terminal" || all[3].N != 4 || all[3].Casebook != "second" {
		t.Errorf("got %+v", all)
	}
	if !strings.Contains(out.String(), `"detail":"<0>"`) {
		t.Error("what was noted is escaped")
	}
}

func TestImportIsNoted(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	good, bad := invent("good", "Good Sampleh"), invent("bad", "Bad Sampleh")
	bad.Status.Sources = []string{"nowhere"}
	o := store.ImportOptions{Publish: true, Why: "a file"}
	doImport(t, db, 1, file(t, good, bad), store.ImportOptions{Publish: true, DryRun: true})
	doImport(t, db, 1, file(t, good, bad), o)
	doImport(t, db, 1, file(t, good, bad), o) // nothing new, nothing noted
	if got := acts(t, db); !slices.Equal(got, []string{"importer import  0 1 new, 0 changed, 0 unchanged, 1 refused: a file"}) {
		t.Errorf("got %q", got)
	}
	// One of several batches is noted when it begins to write, and at its end.
	var many []*casefile.Casefile
	for n := range 900 {
		many = append(many, invent(fmt.Sprint("p-", n), fmt.Sprint("Person ", n)))
	}
	doImport(t, db, 1, file(t, many...), o)
	if got := acts(t, db)[1:]; !slices.Equal(got, []string{"importer import  0 begun: a file", "importer import  0 900 new, 0 changed, 0 unchanged, 0 refused: a file"}) {
		t.Errorf("got %q", got)
	}
}

// A database from which the guards were taken isn't opened.
func TestTrailsWithoutGuards(t *testing.T) {
	t.Parallel()
	for _, trigger := range []string{"audit_stays", "audit_remains", "audit_grows", "revisions_stay", "revisions_remain", "revisions_grow"} {
		path := written(t)
		sqlite(t, path, `DROP TRIGGER `+trigger)
		if _, err := store.Open(t.Context(), path, store.Options{}); !errors.Is(err, store.ErrHalfMigrated) {
			t.Errorf("without %s: %v", trigger, err)
		}
	}
}
