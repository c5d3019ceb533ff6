package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// What is kept of a development are references, only of what the public sees,
// and the same news is kept once.
func TestAnnouncedIsPublicAndOnce(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	event := func(id, text string, v casefile.Visibility) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) {
			c.Events = append(c.Events, casefile.Event{ID: id, Kind: "statement", Text: text, Fact: casefile.Fact{Sources: []string{"s"}, Visibility: v}})
		}
	}
	announceOf(t, db, "azar", event("e1", "a letter", ""))
	announceOf(t, db, "azar", event("e2", "the secret", casefile.Confidential))
	announceOf(t, db, "azar", event("e3", "a letter", "")) // entered twice
	announceOf(t, db, "azar", func(*casefile.Casefile) {}) // saved twice
	announceOf(t, db, "azar", func(c *casefile.Casefile) { c.Events = nil })
	announceOf(t, db, "azar", event("e9", "a letter", "")) // removed, and entered again
	all := developments(t, db)
	if len(all) != 1 || all[0].Slug != "azar" || !slices.Equal(all[0].Facts, []casefile.Ref{"event/e1"}) || !all[0].Created.Equal(storetest.Now()) {
		t.Errorf("got %+v", all)
	}
	// Somebody may be released twice, on days that nobody knows.
	status := func(code casefile.StatusCode) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) { c.Status.Code = code }
	}
	for _, code := range []casefile.StatusCode{casefile.Bail, casefile.Imprisoned, casefile.Bail} {
		announceOf(t, db, "azar", status(code))
	}
	if n := len(developments(t, db)); n != 4 {
		t.Errorf("%d developments", n)
	}
	for _, u := range developments(t, db) {
		for _, ref := range u.Facts {
			if ref == "event/e2" {
				t.Error("what is confidential is announced")
			}
		}
	}
	changes, err := db.Ledger().Changes(t.Context(), 1, storetest.Now(), storetest.Now().Add(time.Second))
	if err != nil || len(changes) != 4 {
		t.Errorf("changes: %+v, %v", changes, err)
	}
	for _, span := range [][2]time.Time{{storetest.Now().Add(-time.Hour), storetest.Now()}, {storetest.Now().Add(1), storetest.Now().Add(time.Hour)}} {
		if changes, err := db.Ledger().Changes(t.Context(), 1, span[0], span[1]); err != nil || len(changes) > 0 && span[1].Equal(storetest.Now()) {
			t.Errorf("changes in %v: %+v, %v", span, changes, err)
		}
	}
}

// A development goes once to each channel that hears it, whoever spreads it and
// however often, and to who is late as missed.
func TestSpreadOnce(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	other := k.process(t, db.Path(), 5*time.Second)
	for _, id := range []string{"700", "701", "702", "703"} {
		channel(t, db, id)
	}
	set := func(ch store.Channel) {
		t.Helper()
		if err := db.Channels().Set(t.Context(), ch, "admin"); err != nil {
			t.Fatal(err)
		}
	}
	set(store.Channel{ID: "702", Server: "500", Kinds: []store.Announced{store.AnnouncedDigest}})
	set(store.Channel{ID: "703", Server: "500", Kinds: store.AllAnnounced(), Paused: true})
	announceOf(t, db, "azar", moved("ward 4"))
	u := developments(t, db)[0]
	hear, err := db.Ledger().Hearers(t.Context(), u.Casebook, store.AnnouncedUpdate)
	if err != nil || len(hear) != 2 || hear[0].ID != "700" || hear[1].ID != "701" {
		t.Fatalf("hearers: %+v, %v", hear, err)
	}
	if others, err := db.Ledger().Hearers(t.Context(), 2, store.AnnouncedUpdate); err != nil || len(others) > 0 {
		t.Errorf("of another casebook: %+v, %v", others, err)
	}
	var (
		wg    sync.WaitGroup
		posts [6]int
		errs  [6]error
	)
	for i := range posts {
		wg.Go(func() {
			posts[i], errs[i] = []*store.DB{db, other}[i%2].Ledger().Spread(t.Context(), u, hear[:1], hear[1:])
		})
	}
	wg.Wait()
	total := 0
	for _, n := range posts {
		total += n
	}
	if err := errors.Join(errs[:]...); err != nil || total != 1 {
		t.Errorf("%d messages, %v", total, err)
	}
	p := one(t, db, "me")
	if p.Key != "update/700/1" || p.Kind != store.PostUpdate || len(p.Lines) != 1 || p.Lines[0].Part != store.PartNews || p.Lines[0].Kind != store.AnnouncedUpdate ||
		!slices.Equal(p.Lines[0].Facts, u.Facts) || !p.Due.Equal(storetest.Now()) {
		t.Errorf("got %+v", p)
	}
	if n := count(t, db, `SELECT count(*) FROM deliveries WHERE channel = '701' AND post = 0 AND part = 'missed'`); n != 1 {
		t.Errorf("%d missed", n)
	}
	if left := developments(t, db); len(left) > 0 {
		t.Errorf("left: %+v", left)
	}
}

// Every way in which a record is changed has the messages about it looked at
// again, and nothing else does.
func TestCorrections(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		change func(t *testing.T, db *store.DB)
		want   int
	}{
		{"saved", func(t *testing.T, db *store.DB) { rewrite(t, db, "azar", "anna", "corrected") }, 1},
		{"saved with nothing changed", func(t *testing.T, db *store.DB) { rewrite(t, db, "azar", "anna", "moved to ward 4") }, 0},
		{"somebody else's", func(t *testing.T, db *store.DB) { rewrite(t, db, "babak", "anna", "moved") }, 0},
		{"verified", func(t *testing.T, db *store.DB) {
			if err := db.Curation().Verify(t.Context(), 1, "azar", "anna"); err != nil {
				t.Fatal(err)
			}
		}, 0},
		{"withdrawn", func(t *testing.T, db *store.DB) {
			saved := announceOf(t, db, "azar", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
			if saved.Removed != 1 {
				t.Errorf("%d messages are going to be deleted", saved.Removed)
			}
		}, 1},
		{"no longer public", func(t *testing.T, db *store.DB) {
			edit(t, db, 1, "azar", func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
		}, 1},
		{"imported", func(t *testing.T, db *store.DB) {
			c := invent("cyrus", "Cyrus Another")
			doImport(t, db, 1, file(t, c), store.ImportOptions{Publish: true})
		}, 1},
		{"undone", func(t *testing.T, db *store.DB) {
			c, err := db.Curation().Casefile(t.Context(), 1, "azar")
			if err != nil {
				t.Fatal(err)
			}
			c.Casefile.Status.Text = ""
			_, err = db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c.Casefile, Base: c.Version, By: "anna", Restores: 1})
			if err != nil {
				t.Fatal(err)
			}
		}, 1},
		{"merged away", func(t *testing.T, db *store.DB) { mergeInto(t, db, "azar", "babak") }, 1},
		{"merged into", func(t *testing.T, db *store.DB) { mergeInto(t, db, "babak", "azar") }, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			db, _ := announcing(t)
			channel(t, db, "700")
			put(t, db, 1, invent("babak", "Babak Sampleh"))
			doImport(t, db, 1, file(t, invent("cyrus", "Cyrus Sampleh")), store.ImportOptions{Publish: true})
			announceOf(t, db, "azar", moved("ward 4"))
			spreadAll(t, db)
			settle(t, db, "me", posted(one(t, db, "me")))
			if x.name == "imported" {
				plan := dayOf(theChannel(t, db, "700"), "arrest")
				plan.Posts[0].Lines[0].Casefile = 3
				write(t, db, 1, plan)
				settle(t, db, "me", posted(one(t, db, "me")))
			}
			x.change(t, db)
			n, err := db.Ledger().Corrections(t.Context())
			if err != nil || n != x.want {
				t.Errorf("%d to look at, not %d, %v", n, x.want, err)
			}
			if got := claim(t, db, "me", 10); len(got) != x.want || x.want > 0 && (!got[0].Again || got[0].Message == "") {
				t.Errorf("given out: %+v", got)
			}
			if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 0 {
				t.Errorf("%d again, %v", n, err)
			}
		})
	}
}

func mergeInto(t *testing.T, db *store.DB, from, into string) {
	t.Helper()
	c, err := db.Curation().Casefile(t.Context(), 1, into)
	if err != nil {
		t.Fatal(err)
	}
	f, err := db.Curation().Casefile(t.Context(), 1, from)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Curation().Merge(t.Context(), store.Merging{From: from, FromBase: f.Version,
		Saving: store.Saving{Casebook: 1, Casefile: c.Casefile, Base: c.Version, By: "anna"}})
	if err != nil {
		t.Fatal(err)
	}
}

// What is corrected while it is being looked at is looked at once more.
func TestCorrectedMeanwhile(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	channel(t, db, "700")
	announceOf(t, db, "azar", moved("ward 4"))
	spreadAll(t, db)
	correct := func(text string) {
		t.Helper()
		rewrite(t, db, "azar", "anna", text)
		if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 1 {
			t.Fatalf("%d to correct, %v", n, err)
		}
	}
	p := one(t, db, "me")
	correct("while it is being posted")
	settle(t, db, "me", posted(p))
	if p = one(t, db, "me"); !p.Again {
		t.Fatalf("got %+v", p)
	}
	correct("while it is being edited")
	edited := store.Said{Post: p.ID, Outcome: store.SaidEdited, Prints: [][]byte{[]byte("new")}}
	settle(t, db, "me", edited)
	if p = one(t, db, "me"); !p.Again || string(p.Lines[0].Print) != "new" {
		t.Fatalf("got %+v", p)
	}
	settle(t, db, "me", edited)
	none(t, db, "it was looked at")
	// Deleted: nothing is left to correct.
	correct("once more")
	settle(t, db, "me", store.Said{Post: one(t, db, "me").ID, Outcome: store.SaidDeleted, Why: "nothing is left"})
	rewrite(t, db, "azar", "anna", "and again")
	if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 0 {
		t.Errorf("%d to correct, %v", n, err)
	}
}

// A message about who was merged leads to where they are now, and what is no
// longer public to nowhere. How many messages show somebody counts those of
// channels that say something of them.
func TestLinesLead(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	channel(t, db, "700")
	channel(t, db, "701")
	put(t, db, 1, invent("babak", "Babak Sampleh"))
	if _, err := db.Follows().Follow(t.Context(), member, "500", mainBook(t, db).Access(), "azar"); err != nil {
		t.Fatal(err)
	}
	announceOf(t, db, "azar", moved("ward 4"))
	if n := spreadAll(t, db); n != 3 {
		t.Fatalf("%d messages", n)
	}
	shown := func(slug string, want int) {
		t.Helper()
		if n, err := db.Curation().ShownIn(t.Context(), 1, slug); err != nil || n != want {
			t.Errorf("%s is shown in %d messages, not %d, %v", slug, n, want, err)
		}
	}
	shown("azar", 0)
	for _, p := range claim(t, db, "me", 10) {
		s := posted(p)
		if p.Channel == "701" {
			s.Prints[0] = nil // it says nothing of azar
		}
		settle(t, db, "me", s)
	}
	shown("azar", 1) // not counting who follows
	mergeInto(t, db, "azar", "babak")
	if _, err := db.Ledger().Corrections(t.Context()); err != nil {
		t.Fatal(err)
	}
	shown("babak", 1)
	for _, p := range claim(t, db, "me", 10) {
		if l := p.Lines[0]; l.Slug != "babak" || l.Casefile != 2 {
			t.Errorf("it leads to %+v", l)
		}
		settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidEdited, Prints: [][]byte{[]byte("new")}})
	}
	saved := announceOf(t, db, "babak", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if saved.Removed != 2 {
		t.Errorf("%d messages go", saved.Removed)
	}
	if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 3 {
		t.Errorf("%d to correct, %v", n, err)
	}
	for _, p := range claim(t, db, "me", 10) {
		if l := p.Lines[0]; l.Slug != "" {
			t.Errorf("it leads to %+v", l)
		}
	}
}
