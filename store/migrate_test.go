package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// Every earlier version is brought up to date with what is in it. The files
// testdata/vN.sql fill a database of version N as the program of its time did.
func TestMigrateFromEveryEarlierVersion(t *testing.T) {
	t.Parallel()
	latest := store.LatestForTest(t)
	for v := int64(1); v < latest; v++ {
		t.Run(fmt.Sprint("version ", v), func(t *testing.T) {
			t.Parallel()
			fill, err := os.ReadFile(fmt.Sprintf("testdata/v%d.sql", v))
			if err != nil {
				t.Fatal(err) // a version without data is a version that isn't tested
			}
			path := filepath.Join(t.TempDir(), "vigil.db")
			store.MigrateForTest(t, path, v)
			sqlite(t, path, string(fill))

			db := storetest.OpenAt(t, path)
			main := mainBook(t, db)
			c, s, err := db.Public().Casefile(t.Context(), main.Access(), "azar-sampleh")
			if err != nil || c.Person.Name != "Azar Sampleh" || s.Status != casefile.Detained {
				t.Errorf("the public casefile: %+v, %v", s, err)
			}
			if len(c.People) != 1 || c.People[0].Casefile != "babak-sampleh" {
				t.Errorf("the link: %+v", c.People)
			}
			draft, err := db.Curation().Casefile(t.Context(), main.ID, "cyrus-sampleh")
			if err != nil || draft.Version != 2 || draft.Casefile.Visibility != casefile.Draft {
				t.Errorf("the draft: %+v, %v", draft, err)
			}
			if found, err := db.Public().Search(t.Context(), main.Access(), store.Query{Text: "sampleh"}); err != nil || found.Total != 2 {
				t.Errorf("search: %+v, %v", found, err)
			}
			if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 || found.Casefiles != 3 || found.Revisions != 4 {
				t.Errorf("check: %+v, %v", found, err)
			}
		})
	}
}

// What ended between two migrations goes on from there.
func TestMigrateGoesOn(t *testing.T) {
	t.Parallel()
	for v := int64(0); v < store.LatestForTest(t); v++ {
		path := filepath.Join(t.TempDir(), "vigil.db")
		store.MigrateForTest(t, path, v)
		db := storetest.OpenAt(t, path)
		if b := mainBook(t, db); b.Size != 0 {
			t.Errorf("from version %d: %+v", v, b)
		}
	}
}

// Projections that an earlier program made in another way are made anew.
func TestReshape(t *testing.T) {
	t.Parallel()
	path := written(t)
	sqlite(t, path, `UPDATE public_state SET shape = 0`, `DELETE FROM public_names`,
		`UPDATE public_casefiles SET sort = 'x'`, `UPDATE public_keys SET key = key || 'x'`)
	db := storetest.OpenAt(t, path)
	if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 || found.Public != 12 {
		t.Errorf("check: %+v, %v", found, err)
	}
	if _, _, err := db.Public().Resolve(t.Context(), mainBook(t, db).Access(), "Arvand Nemoonehpour"); err != nil {
		t.Error(err)
	}
}
