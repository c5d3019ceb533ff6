package store_test

import (
	"slices"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

// One for each channel, the longest due first; the next when that is settled.
func TestClaimIsFair(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	for _, id := range []string{"700", "701", "702"} {
		channel(t, db, id)
	}
	at := func(id, subject string, late time.Duration) store.Plan {
		p := dayOf(theChannel(t, db, id), subject)
		p.Posts[0].Due = storetest.Now().Add(-late)
		return p
	}
	for i, x := range []struct {
		channel string
		late    time.Duration
	}{{"700", 1}, {"700", 5}, {"700", 9}, {"701", 3}, {"702", 7}, {"702", -1}} {
		write(t, db, 1, at(x.channel, string(rune('a'+i)), x.late*time.Minute))
	}
	said := func(posts []store.Post) (all []string) {
		for _, p := range posts {
			all = append(all, p.Channel+p.Lines[0].Subject)
		}
		return all
	}
	first := claim(t, db, "me", 2)
	if got := said(first); !slices.Equal(got, []string{"700c", "702e"}) {
		t.Errorf("first: %v", got)
	}
	rest := claim(t, db, "me", 10)
	if got := said(rest); !slices.Equal(got, []string{"701d"}) {
		t.Errorf("beside them: %v", got)
	}
	if next, err := db.Ledger().NextPost(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("something could be done at %v, %v", next, err)
	}
	settle(t, db, "me", posted(first[0]), posted(first[1]))
	if got := said(claim(t, db, "me", 10)); !slices.Equal(got, []string{"700b"}) {
		t.Errorf("then: %v", got)
	}
	if next, err := db.Ledger().NextPost(t.Context()); err != nil || !next.Equal(storetest.Now().Add(time.Minute)) {
		t.Errorf("next at %v, %v", next, err)
	}
	if got, err := db.Ledger().Backlog(t.Context()); err != nil || got["pending"] != 2 || got["sending"] != 2 || len(got) != 2 {
		t.Errorf("backlog: %v, %v", got, err)
	}
}

func TestMessageIsLeased(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	write(t, db, 1, dayOf(channel(t, db, "700"), "arrest"))
	mine := one(t, db, "me")
	began := k.machine
	if !mine.First.IsZero() {
		t.Errorf("never tried: %+v", mine)
	}
	none(t, db, "somebody has it")
	k.move(0, 59*time.Second)
	none(t, db, "somebody has it for a minute")
	k.move(0, 2*time.Second)
	theirs := one(t, db, "you")
	if theirs.ID != mine.ID || !theirs.First.Equal(began) || theirs.Nonce != mine.Nonce || theirs.Tries != 1 {
		t.Errorf("taken over: %+v", theirs)
	}
	// Whoever had it says nothing any more, whatever it would say.
	for _, o := range []store.Outcome{store.SaidPosted, store.SaidLater, store.SaidDropped, store.SaidGivenUp, store.SaidMissed, store.SaidDeleted, store.SaidEdited, store.SaidCrossed} {
		settle(t, db, "me", store.Said{Post: mine.ID, Outcome: o, Message: "1", Notice: "uncertain"})
	}
	if n := count(t, db, `SELECT count(*) FROM posts WHERE state = 'sending' AND holder = 'you' AND message = ''`); n != 1 {
		t.Error("a stale holder settled it")
	}
	settle(t, db, "you", posted(theirs))
	settle(t, db, "you", store.Said{Post: theirs.ID, Outcome: store.SaidGivenUp, Notice: "uncertain"}) // settled already
	if n := count(t, db, `SELECT count(*) FROM posts WHERE state = 'sent' AND message <> '' AND posted > 0`); n != 1 {
		t.Error("it isn't sent")
	}
	none(t, db, "it stands there")
	if n := count(t, db, `SELECT count(*) FROM notices`); n != 0 {
		t.Errorf("%d notices", n)
	}
}

// Since when it may stand there is kept for as long as nobody knows.
func TestUnsure(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	write(t, db, 1, dayOf(channel(t, db, "700"), "arrest"))
	p := one(t, db, "me")
	began := k.machine
	later := store.Said{Post: p.ID, Outcome: store.SaidLater, At: storetest.Now().Add(time.Minute), Why: "Discord failed", Unsure: true}
	settle(t, db, "me", later)
	none(t, db, "it is put off")
	k.move(time.Minute, time.Minute)
	if p = one(t, db, "me"); !p.First.Equal(began) || p.Tries != 1 {
		t.Errorf("after a failure: %+v", p)
	}
	later.At = later.At.Add(time.Minute)
	settle(t, db, "me", later)
	k.move(time.Minute, time.Minute)
	if p = one(t, db, "me"); !p.First.Equal(began) || p.Tries != 2 {
		t.Errorf("after two: %+v", p)
	}
	later.At, later.Unsure = later.At.Add(time.Minute), false // it was looked for, and wasn't there
	settle(t, db, "me", later)
	k.move(time.Minute, time.Minute)
	if p = one(t, db, "me"); !p.First.IsZero() {
		t.Errorf("it isn't there: %+v", p)
	}
}

// A clock that is put back keeps nothing from being done, and has nothing done
// before its hour.
func TestClockMoved(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	channel(t, db, "700")
	channel(t, db, "701")
	plan := dayOf(theChannel(t, db, "700"), "arrest")
	plan.Posts[0].Due = storetest.Now()
	write(t, db, 1, plan)
	tried := dayOf(theChannel(t, db, "701"), "arrest")
	tried.Posts[0].Due = storetest.Now().AddDate(0, -6, 0)
	write(t, db, 1, tried)
	for _, p := range claim(t, db, "me", 2) {
		if p.Channel == "701" {
			settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidLater, At: storetest.Now().Add(time.Minute)})
			continue
		}
		settle(t, db, "me", posted(p))
		rewrite(t, db, "azar", "anna", "corrected")
		if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 1 {
			t.Fatalf("%d to correct, %v", n, err)
		}
	}
	write(t, db, 1, dayOf(theChannel(t, db, "701"), "death")) // due three hours ago, tried never

	k.move(-90*24*time.Hour, 0)
	posts := claim(t, db, "me", 10)
	if len(posts) != 2 || !posts[0].Again && !posts[1].Again || posts[0].Tries+posts[1].Tries != 1 {
		t.Errorf("after the clock was put back: %+v", posts)
	}
	for _, p := range posts {
		settle(t, db, "me", posted(p))
	}
	none(t, db, "its hour comes again")
	k.move(90*24*time.Hour, 0)
	if p := one(t, db, "me"); p.Lines[0].Subject != "death" {
		t.Errorf("in its hour: %+v", p)
	}
	due, err := db.Channels().Due(t.Context(), storetest.Now(), 10)
	if err != nil || len(due) != 0 {
		t.Errorf("due after that: %+v, %v", due, err)
	}
	due, err = db.Channels().Due(t.Context(), storetest.Now().Add(-time.Hour), 10)
	if err != nil || len(due) != 2 {
		t.Errorf("due when the clock is put back: %+v, %v", due, err)
	}
	due, err = db.Channels().Due(t.Context(), storetest.Now().AddDate(1, 0, 0), 1)
	if err != nil || len(due) != 1 {
		t.Errorf("due in a year, at most one: %+v, %v", due, err)
	}
}

// A message is published after it was posted, and corrected before.
func TestCrosspost(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	ch := store.Channel{ID: "700", Server: "500", Kinds: store.AllAnnounced(), Crosspost: true}
	if err := db.Channels().Set(t.Context(), ch, "admin"); err != nil {
		t.Fatal(err)
	}
	write(t, db, 1, dayOf(theChannel(t, db, "700"), "arrest"))
	p := one(t, db, "me")
	if p.Crosspost || p.Again || p.Message != "" {
		t.Errorf("not posted yet: %+v", p)
	}
	settle(t, db, "me", posted(p))
	rewrite(t, db, "azar", "anna", "corrected")
	if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 1 {
		t.Fatalf("%d to correct, %v", n, err)
	}
	p = one(t, db, "me")
	if !p.Again || p.Message == "" || string(p.Lines[0].Print) != "as it was" {
		t.Errorf("to be corrected: %+v", p)
	}
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidEdited, Prints: [][]byte{[]byte("as it is")}})
	p = one(t, db, "me")
	if p.Again || !p.Crosspost || string(p.Lines[0].Print) != "as it is" {
		t.Errorf("to be published: %+v", p)
	}
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidCrossed})
	none(t, db, "all is done")
}
