package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
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
			// Curators find all three, however they are typed.
			for typed, want := range map[string]string{"Babak": "babak-sampleh", "Cyrus Samplhe": "cyrus-sampleh"} {
				if got, err := db.Curation().Suggest(t.Context(), main.ID, typed, 1); err != nil || len(got) != 1 || got[0].Slug != want {
					t.Errorf("suggest %q: %+v, %v", typed, got, err)
				}
			}
			if _, total, err := db.Curation().Stale(t.Context(), main.ID, 0, 1); err != nil || total != 3 {
				t.Errorf("stale: %d, %v", total, err)
			}
			if draft.Casefile.Status.Text = "moved again"; v >= 3 {
				settingsOfV3(t, db)
			}
			if _, err := db.Curation().Save(t.Context(), main.ID, draft.Casefile, 2, "anna", ""); err != nil {
				t.Errorf("save: %v", err)
			}
			if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 || found.Casefiles != 3 || found.Revisions != 5 {
				t.Errorf("check: %+v, %v", found, err)
			}
		})
	}
}

// settingsOfV3 are those that testdata/v3.sql has.
func settingsOfV3(t *testing.T, db *store.DB) {
	t.Helper()
	s, a, err := db.Servers().Of(t.Context(), "1001")
	want := store.Server{ID: "1001", Casebook: 1, Home: true, Language: "fa", Calendar: "both", Timezone: "Asia/Tehran", Private: true, Policy: store.DefaultPolicy()}
	if err != nil || !reflect.DeepEqual(s, want) || a.Curates != 1 {
		t.Errorf("the server: %+v, %+v, %v", s, a, err)
	}
	if p, err := db.Settings().Person(t.Context(), "2001"); err != nil || p.Language != "fa" {
		t.Errorf("the person: %+v, %v", p, err)
	}
	if kept, err := db.Settings().Kept(t.Context(), "commands"); err != nil || string(kept) != "abc" {
		t.Errorf("what was kept: %q, %v", kept, err)
	}
	if c, err := db.Curation().Resolve(t.Context(), 1, "Koorosh Sampleh"); err != nil || c.Casefile.Slug != "cyrus-sampleh" {
		t.Errorf("by a confidential alias: %+v, %v", c, err)
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
