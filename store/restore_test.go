package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

const khiali = "fic-02-setareh-khiali"

// What was withdrawn comes back as a draft, from its tombstone and from no
// other version, and once.
func TestRestore(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := storetest.Load(t, db, "main", storetest.Fictional()).Reads[0]
	s := db.Curation()
	c, err := s.Casefile(t.Context(), book, khiali)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(t.Context(), khiali, store.Saving{Casebook: book, Base: c.Version, By: "ada", Why: "why"}); !errors.As(err, new(*store.Conflict)) {
		t.Errorf("what wasn't withdrawn is restored: %v", err)
	}
	c.Casefile.Visibility = casefile.Withdrawn
	gone, err := s.Save(t.Context(), book, c.Casefile, c.Version, "cyrus", "asked for")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(t.Context(), khiali, store.Saving{Casebook: book, Base: gone - 1, By: "ada", Why: "why"}); !errors.As(err, new(*store.Conflict)) {
		t.Errorf("restored from a version before the tombstone: %v", err)
	}
	if _, err := s.Restore(t.Context(), "nobody", store.Saving{Casebook: book, Base: 1, By: "ada", Why: "why"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody is restored: %v", err)
	}
	saved, err := s.Restore(t.Context(), khiali, store.Saving{Casebook: book, Base: gone, By: "ada", Why: "a mistake"})
	if err != nil || saved.Version != gone+1 || saved.Slug != khiali {
		t.Fatalf("restored as %+v, %v", saved, err)
	}
	if _, err := s.Restore(t.Context(), khiali, store.Saving{Casebook: book, Base: gone, By: "ada", Why: "a mistake"}); !errors.As(err, new(*store.Conflict)) {
		t.Errorf("restored twice: %v", err)
	}
	back, err := s.Casefile(t.Context(), book, khiali)
	if err != nil || back.Casefile.Visibility != casefile.Draft || back.Casefile.Person.Name != c.Casefile.Person.Name {
		t.Errorf("came back as %+v, %v", back.Casefile, err)
	}
	var trail strings.Builder
	if err := s.Audit(t.Context(), book, &trail); err != nil || !strings.Contains(trail.String(), `"action":"restore"`) {
		t.Errorf("the audit trail: %s, %v", &trail, err)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := storetest.Load(t, db, "main", storetest.Fictional()).Reads[0]
	s := db.Curation()
	if err := s.Verify(t.Context(), book, khiali, "cyrus"); err != nil {
		t.Fatal(err)
	}
	line, err := s.Line(t.Context(), book, khiali)
	if err != nil || line.Slug != khiali || line.CheckedBy != "cyrus" || line.Checked.IsZero() || line.Version != 1 {
		t.Errorf("got %+v, %v", line, err)
	}
	if _, err := s.Line(t.Context(), book, "nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a line about nobody: %v", err)
	}
}

// An import says of each record what became of it, and why not in a form that
// can be worded in any language.
func TestImportSaysWhatLanded(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := storetest.Load(t, db, "main", storetest.Fictional()).Reads[0]
	s := db.Curation()
	revise(t, s, book, "fic-03-kaveh-farziyan", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	revise(t, s, book, "fic-04-parvaneh-mesali", func(c *casefile.Casefile) { c.Country = "YY" })
	var landed []store.Landed
	file := `{"format": "vigil-casebook/1", "casefiles": [
		{"slug": "somebody-new", "person": {"name": "Somebody New"}},
		{"slug": "fic-03-kaveh-farziyan", "person": {"name": "Kaveh Farziyan"}},
		{"slug": "fic-04-parvaneh-mesali", "person": {"name": "Parvaneh Mesali"}},
		{"slug": "somebody-new", "person": {"name": "Somebody New"}},
		{"slug": "other-kaveh", "person": {"name": "Kaveh Farziyan"}},
		{"slug": "fic-05-bardia-afsanehnia", "person": {"name": "Bardia"}},
		{"slug": "no name", "person": {}}]}`
	report, err := s.Import(t.Context(), book, strings.NewReader(file), store.ImportOptions{
		Author: "cyrus", Landed: func(l store.Landed) { landed = append(landed, l) }})
	if err != nil {
		t.Fatal(err)
	}
	if want := []store.Landed{{Record: 1, Slug: "somebody-new", Fate: store.FateNew, Is: casefile.Draft}}; !slices.Equal(landed, want) {
		t.Errorf("landed: %v", landed)
	}
	kinds := map[int]store.ObjectionKind{}
	for _, r := range report.Refused {
		if r.Objection != nil {
			kinds[r.Record] = r.Objection.Kind
		}
	}
	for record, want := range map[int]store.ObjectionKind{2: store.IsWithdrawn, 3: store.IsPublic, 4: store.StandsTwice, 5: store.NameWithdrawn, 6: store.IsPublic, 7: ""} {
		if kinds[record] != want {
			t.Errorf("record %d is refused as %q, want %q", record, kinds[record], want)
		}
	}
}

func revise(t *testing.T, s *store.Curation, book store.CasebookID, slug string, change func(*casefile.Casefile)) {
	t.Helper()
	c, err := s.Casefile(t.Context(), book, slug)
	if err != nil {
		t.Fatal(err)
	}
	change(c.Casefile)
	if _, err := s.Save(t.Context(), book, c.Casefile, c.Version, "cyrus", "a test"); err != nil {
		t.Fatal(err)
	}
}
