package store_test

import (
	"slices"
	"testing"
	"time"

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

// What was public and is made confidential goes from where it was shown; any
// other change leaves the answers where they stand.
func TestMadeConfidentialIsTakenAway(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db).ID
	c := invent("azar", "Sampleh azar")
	c.Visibility = casefile.Public
	c.Events = []casefile.Event{{ID: "e1", Kind: "transfer", Text: "moved"}}
	save := func() store.Saved {
		t.Helper()
		now, err := db.Curation().Casefile(t.Context(), book, "azar")
		base := now.Version
		if err != nil {
			base = 0
		}
		saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: book, Casefile: c, Base: base, By: "1"})
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	save()
	show := store.Showing{Server: "9", Channel: "8", Message: "1", Casefiles: []store.Shown{{Casebook: book, Slug: "azar"}}}
	if err := db.Outbox().NoteShown(t.Context(), []store.Showing{show}); err != nil {
		t.Fatal(err)
	}
	c.Events[0].Text = "moved again"
	c.Events = append(c.Events, casefile.Event{ID: "e2", Kind: "transfer", Text: "kept from all", Fact: casefile.Fact{Visibility: casefile.Confidential}})
	if s := save(); s.Removed != 0 {
		t.Errorf("%d messages are removed for a correction", s.Removed)
	}
	c.Events[0].Visibility = casefile.Confidential
	if s := save(); s.Removed != 1 {
		t.Errorf("%d messages are removed", s.Removed)
	}
	due, err := db.Outbox().Due(t.Context(), 10)
	if err != nil || len(due) != 1 || due[0].Kind != store.DeleteMessage || due[0].Message != "1" {
		t.Errorf("errands %+v, %v", due, err)
	}
}

// An answer that was read before something was made confidential, and noted
// after that, is taken away; one that was read since isn't.
func TestNoteOfWhatWasMadeConfidentialMeanwhile(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	book := mainBook(t, db).ID
	c := invent("azar", "Sampleh azar")
	c.Visibility = casefile.Public
	c.Events = []casefile.Event{{ID: "e1", Kind: "transfer", Text: "moved"}}
	if _, err := db.Curation().Save(t.Context(), book, c, 0, "1", ""); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(time.Minute)
	read := *now
	*now = now.Add(time.Second)
	c.Events[0].Visibility = casefile.Confidential
	if _, err := db.Curation().Save(t.Context(), book, c, 1, "1", ""); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(time.Second)
	show := func(message string, at time.Time) {
		t.Helper()
		s := store.Showing{Server: "9", Channel: "8", Message: message, Casefiles: []store.Shown{{Casebook: book, Slug: "azar"}}, At: at}
		if err := db.Outbox().NoteShown(t.Context(), []store.Showing{s}); err != nil {
			t.Fatal(err)
		}
	}
	show("1", read)
	show("2", *now)
	due, err := db.Outbox().Due(t.Context(), 10)
	if err != nil || len(due) != 1 || due[0].Message != "1" {
		t.Errorf("errands %+v, %v", due, err)
	}
}
