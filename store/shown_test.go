package store_test

import (
	"slices"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// Where something is shown is noted once for each message. What is public no
// more by the time of the note is deleted there, and so is what never was.
func TestNoteShown(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db).ID
	for slug, v := range map[string]casefile.Visibility{"azar": casefile.Public, "bahar": casefile.Public, "cyrus": casefile.Draft} {
		c := invent(slug, "Sampleh "+slug)
		c.Visibility = v
		if _, err := db.Curation().Save(t.Context(), book, c, 0, "1", ""); err != nil {
			t.Fatal(err)
		}
	}
	var all []store.Showing
	for _, message := range []string{"1", "2", "2"} {
		all = append(all, store.Showing{Server: "9", Channel: "8", Message: message, Casefiles: []store.Shown{{Casebook: book, Slug: "azar"}, {Casebook: book, Slug: "bahar"}}})
	}
	for message, slug := range map[string]string{"3": "cyrus", "4": "nobody"} {
		all = append(all, store.Showing{Server: "9", Channel: "8", Message: message, Casefiles: []store.Shown{{Casebook: book, Slug: slug}, {Casebook: book, Slug: "bahar"}}})
	}
	for range 2 { // twice is the same as once
		if err := db.Outbox().NoteShown(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	for slug, want := range map[string]int{"azar": 2, "bahar": 4, "cyrus": 0} {
		if n, err := db.Curation().ShownIn(t.Context(), book, slug); n != want || err != nil {
			t.Errorf("%s is shown in %d messages, want %d (%v)", slug, n, want, err)
		}
	}
	due, err := db.Outbox().Due(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	var gone []string
	for _, e := range due {
		if e.Kind != store.DeleteMessage || e.Server != "9" || e.Channel != "8" {
			t.Errorf("an errand %+v", e)
		}
		gone = append(gone, e.Message)
	}
	slices.Sort(gone)
	if !slices.Equal(gone, []string{"3", "4"}) {
		t.Errorf("deleted are %v", gone)
	}
	if err := db.Outbox().NoteShown(t.Context(), nil); err != nil {
		t.Error(err)
	}
}
