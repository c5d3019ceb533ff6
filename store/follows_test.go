package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
)

func follow(t *testing.T, db *store.DB, person, server, slug string, want bool) {
	t.Helper()
	var (
		a   store.Access
		err error
	)
	if server == "" {
		a, err = db.Servers().Direct(t.Context())
	} else {
		_, a, err = db.Servers().Of(t.Context(), server)
	}
	if err != nil {
		t.Fatal(err)
	}
	if added, err := db.Follows().Follow(t.Context(), person, server, a, slug); err != nil || added != want {
		t.Errorf("%s follows %s: %t, %v", person, slug, added, err)
	}
}

func following(t *testing.T, db *store.DB, person string, want ...string) {
	t.Helper()
	all, err := db.Follows().Of(t.Context(), person)
	if err != nil {
		t.Fatal(err)
	}
	var slugs []string
	for _, f := range all {
		slugs = append(slugs, f.Slug)
	}
	if fmt.Sprint(slugs) != fmt.Sprint(want) {
		t.Errorf("%s follows %v, not %v", person, slugs, want)
	}
}

func TestFollow(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	put(t, db, 1, invent("babak", "Babak Sampleh"), as(invent("cyrus", "Cyrus Sampleh"), casefile.Draft))
	follow(t, db, member, "500", "babak", true)
	follow(t, db, member, "500", "azar", true)
	follow(t, db, member, "500", "azar", false)
	following(t, db, member, "azar", "babak")
	following(t, db, "8")
	access := mainBook(t, db).Access()
	for slug, a := range map[string]store.Access{"cyrus": access, "nobody": access, "azar": {}} {
		if added, err := db.Follows().Follow(t.Context(), member, "500", a, slug); added || !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %t, %v", slug, added, err)
		}
	}
	// Of whom nothing may be read any more nothing is told, not even the name.
	edit(t, db, 1, "azar", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	following(t, db, member, "babak")
	for slug, want := range map[string]bool{"azar": true, "cyrus": false, "nobody": false} {
		if removed, err := db.Follows().Unfollow(t.Context(), member, slug); err != nil || removed != want {
			t.Errorf("unfollowed %s: %t, %v", slug, removed, err)
		}
	}
	if removed, err := db.Follows().Unfollow(t.Context(), "8", "babak"); err != nil || removed {
		t.Errorf("another's: %t, %v", removed, err)
	}
	following(t, db, member, "babak")
	if _, err := db.Servers().Own(t.Context(), "500", "admin"); err != nil { // the server reads another casebook now
		t.Fatal(err)
	}
	following(t, db, member)
}

func TestFollowLimit(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	for i := range store.FollowLimit {
		put(t, db, 1, invent(fmt.Sprint("p", i), fmt.Sprint("Sampleh ", i)))
		follow(t, db, member, "500", fmt.Sprint("p", i), true)
	}
	access := mainBook(t, db).Access()
	if _, err := db.Follows().Follow(t.Context(), member, "500", access, "azar"); !errors.Is(err, store.ErrFull) {
		t.Errorf("one more: %v", err)
	}
	follow(t, db, member, "500", "p7", false)
	follow(t, db, "8", "500", "azar", true)
}

// Whoever followed somebody who was merged follows the casefile in which they
// are now, once.
func TestFollowMerged(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	put(t, db, 1, invent("babak", "Babak Sampleh"))
	follow(t, db, member, "500", "azar", true)
	follow(t, db, "8", "500", "azar", true)
	follow(t, db, "8", "500", "babak", true)
	mergeInto(t, db, "azar", "babak")
	following(t, db, member, "babak")
	following(t, db, "8", "babak")
	follow(t, db, member, "500", "babak", false)
	announceOf(t, db, "babak", moved("ward 4"))
	if n := spreadAll(t, db); n != 2 {
		t.Errorf("%d messages", n)
	}
	if removed, err := db.Follows().Unfollow(t.Context(), "8", "babak"); err != nil || !removed {
		t.Errorf("unfollowed: %t, %v", removed, err)
	}
	following(t, db, "8")
	posts := claim(t, db, "me", 10)
	if len(posts) != 1 || posts[0].Person != member || posts[0].Channel != "" || posts[0].Lines[0].Slug != "babak" {
		t.Errorf("got %+v", posts)
	}
	if n := count(t, db, `SELECT count(*) FROM deliveries WHERE channel = '@8'`); n != 0 {
		t.Error("what was to be sent is kept")
	}
}

// Who may not read of somebody where they asked isn't told, nor who asked after
// it happened.
func TestFollowersMustBeAllowed(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	for _, server := range []string{"501", "502"} {
		if _, err := db.Servers().Attach(t.Context(), server, store.Main, false, "admin"); err != nil {
			t.Fatal(err)
		}
	}
	open := func(open bool) {
		t.Helper()
		if err := db.Servers().Open(t.Context(), store.Main, open, "admin"); err != nil {
			t.Fatal(err)
		}
	}
	open(true)
	follow(t, db, "1", "500", "azar", true)
	follow(t, db, "2", "501", "azar", true)
	follow(t, db, "3", "502", "azar", true)
	follow(t, db, "4", "", "azar", true)
	if _, err := db.Servers().Own(t.Context(), "501", "admin"); err != nil {
		t.Fatal(err)
	}
	open(false)
	announceOf(t, db, "azar", moved("ward 4"))
	k.move(1, 0)
	follow(t, db, "5", "500", "azar", true)
	k.move(1e6, 0)
	follow(t, db, "6", "500", "azar", true) // a millisecond later
	spreadAll(t, db)
	told := map[string]bool{}
	for _, p := range claim(t, db, "me", 10) {
		told[p.Person] = true
	}
	if len(told) != 3 || !told["1"] || !told["3"] || !told["5"] {
		t.Errorf("told: %v", told)
	}
	if got, err := db.Ledger().Backlog(t.Context()); err != nil || len(got) > 0 {
		t.Errorf("followers are counted: %v, %v", got, err)
	}
}

// A direct message that isn't taken ends silently, and the follow stays.
func TestDirectMessages(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	follow(t, db, member, "500", "azar", true)
	announceOf(t, db, "azar", moved("ward 4"))
	spreadAll(t, db)
	p := one(t, db, "me")
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidGivenUp, Why: "direct messages are closed", Notice: "uncertain"})
	if n := count(t, db, `SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM notices)`); n != 0 {
		t.Errorf("%d rows are kept", n)
	}
	following(t, db, member, "azar")
	announceOf(t, db, "azar", moved("ward 5"))
	spreadAll(t, db)
	p = one(t, db, "me")
	s := posted(p)
	s.Channel = "4001"
	settle(t, db, "me", s)
	rewrite(t, db, "azar", "anna", "corrected")
	if _, err := db.Ledger().Corrections(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p = one(t, db, "me"); p.Channel != "4001" || p.Person != member || !p.Again {
		t.Errorf("to be corrected: %+v", p)
	}
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidEdited, Prints: make([][]byte, len(p.Lines))})
	// After its time nothing of it is kept.
	if err := db.Purge(t.Context()); err != nil || count(t, db, `SELECT count(*) FROM posts`) != 1 {
		t.Errorf("purged too soon, %v", err)
	}
	k.move(91*24*3600e9, 0)
	if err := db.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM deliveries)`); n != 0 {
		t.Errorf("%d rows are kept", n)
	}
	following(t, db, member, "azar")
}

// Nothing of a person is left anywhere, but what the trails name them for.
func TestEraseLeavesNothing(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	const person = "271828182845"
	if err := db.Channels().Set(t.Context(), store.Channel{ID: "700", Server: "500", Kinds: store.AllAnnounced()}, person); err != nil {
		t.Fatal(err)
	}
	if err := db.Servers().SetReview(t.Context(), "500", "", "admin"); err != nil {
		t.Fatal(err)
	}
	if err := db.Channels().Halt(t.Context(), "700", store.HaltGone); err != nil {
		t.Fatal(err)
	}
	if err := db.Settings().SetPerson(t.Context(), person, store.PersonSettings{Language: "fa"}); err != nil {
		t.Fatal(err)
	}
	follow(t, db, person, "500", "azar", true)
	for _, to := range []string{"ward 4", "ward 5", "ward 6"} {
		announceOf(t, db, "azar", moved(to))
		spreadAll(t, db)
	}
	settle(t, db, "me", posted(one(t, db, "me")))
	one(t, db, "me") // is under way
	p, err := db.Settings().Everything(t.Context(), person)
	if err != nil || len(p.Follows) != 1 || p.Follows[0].Name != "Azar Sampleh" || p.Messages != 3 {
		t.Errorf("all that is stored: %+v, %v", p, err)
	}
	if n := namedIn(t, db, person); n == 0 {
		t.Fatal("the scan finds nothing")
	}
	if err := db.Settings().Erase(t.Context(), person); err != nil {
		t.Fatal(err)
	}
	if n := namedIn(t, db, person); n != 0 {
		t.Errorf("%d tables still name them", n)
	}
	if p, err := db.Settings().Everything(t.Context(), person); err != nil || len(p.Follows)+p.Messages != 0 {
		t.Errorf("all that is stored: %+v, %v", p, err)
	}
	if ch := theChannel(t, db, "700"); ch.By != "" || ch.Halted != store.HaltGone {
		t.Errorf("the channel: %+v", ch)
	}
	none(t, db, "to somebody who was erased")
}

// namedIn is how many tables have the text anywhere, the trails left out.
func namedIn(t *testing.T, db *store.DB, text string) (n int) {
	t.Helper()
	for _, table := range allTables(t, db) {
		if table == "audit" || table == "revisions" {
			continue
		}
		rows, err := store.TableForTest(t.Context(), db, table)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(rows, text) {
			t.Logf("%s: %s", table, rows)
			n++
		}
	}
	return n
}
