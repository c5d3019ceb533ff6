package store_test

import (
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func dueNow(t *testing.T, db *store.DB) []store.Errand {
	t.Helper()
	due, err := db.Outbox().Due(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

// only is the one errand that is due.
func only(t *testing.T, db *store.DB, kind store.ErrandKind) store.Errand {
	t.Helper()
	due := dueNow(t, db)
	if len(due) != 1 || due[0].Kind != kind {
		t.Fatalf("due %+v, want one to %s", due, kind)
	}
	return due[0]
}

func done(t *testing.T, db *store.DB, e store.Errand, message string) {
	t.Helper()
	if err := db.Outbox().Done(t.Context(), e.ID, message); err != nil {
		t.Fatal(err)
	}
}

func reject(t *testing.T, db *store.DB, id int64) {
	t.Helper()
	if _, err := db.Inbox().Reject(t.Context(), 1, id, "anna", ""); err != nil {
		t.Fatal(err)
	}
}

// anonymous is a suggestion whose sender isn't told anything.
func anonymous(n int) store.Suggestion { return suggestion(n, "") }

// A card is posted once, and edited from then on.
func TestCardIsPostedAndThenEdited(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	home(t, db)
	s := send(t, db, anonymous(1))
	e := only(t, db, store.ShowSuggestion)
	if e.Server != "500" || e.Channel != "review" || e.Message != "" || e.Subject != s.ID || e.Casebook != 1 || e.Tries != 0 || !e.Since.Equal(*now) || e.Nonce == "" || len(e.Nonce) > 25 {
		t.Errorf("got %+v", e)
	}
	done(t, db, e, "900")
	if at, err := db.Outbox().Next(t.Context()); err != nil || !at.IsZero() {
		t.Errorf("next at %v, %v", at, err)
	}
	reject(t, db, s.ID)
	edit := only(t, db, store.ShowSuggestion)
	if edit.Channel != "review" || edit.Message != "900" || edit.Nonce == e.Nonce {
		t.Errorf("got %+v", edit)
	}
	done(t, db, edit, "")
}

// What changes while a card is being posted is shown by an edit of it, never by
// a second card.
func TestCardIsNotPostedTwice(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	home(t, db)
	s := send(t, db, anonymous(1))
	e := only(t, db, store.ShowSuggestion)
	reject(t, db, s.ID) // meanwhile
	if due := dueNow(t, db); len(due) != 0 {
		t.Errorf("due beside it: %+v", due)
	}
	if at, err := db.Outbox().Next(t.Context()); err != nil || !at.Equal(now.Add(time.Minute)) {
		t.Errorf("next at %v, %v: who waits would spin", at, err)
	}
	done(t, db, e, "900")
	if edit := only(t, db, store.ShowSuggestion); edit.Message != "900" {
		t.Errorf("got %+v", edit)
	}
}

// What changes before anything was posted needs no second errand.
func TestErrandsOfOneCardAreOne(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	home(t, db)
	s := send(t, db, anonymous(1))
	reject(t, db, s.ID)
	done(t, db, only(t, db, store.ShowSuggestion), "900")
	if due := dueNow(t, db); len(due) != 0 {
		t.Errorf("due %+v", due)
	}
}

// A lease that is over, as after a crash, gives the errand to the next, with
// the same nonce.
func TestLease(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	home(t, db)
	send(t, db, anonymous(1))
	first := only(t, db, store.ShowSuggestion)
	*now = now.Add(59 * time.Second)
	if due := dueNow(t, db); len(due) != 0 {
		t.Errorf("leased, and due: %+v", due)
	}
	*now = now.Add(time.Second)
	again := only(t, db, store.ShowSuggestion)
	if again.ID != first.ID || again.Nonce != first.Nonce || again.Tries != 1 {
		t.Errorf("got %+v, after %+v", again, first)
	}
	done(t, db, again, "900")
	done(t, db, first, "901") // who was slow
	if n := count(t, db, `SELECT count(*) FROM suggestions WHERE message = '900'`); n != 1 {
		t.Error("the card is lost")
	}
}

func TestLaterAndGiveUp(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	home(t, db)
	s := send(t, db, anonymous(1))
	e := only(t, db, store.ShowSuggestion)
	at := now.Add(time.Hour)
	if err := db.Outbox().Later(t.Context(), e.ID, at, "the channel is gone"); err != nil {
		t.Fatal(err)
	}
	if next, err := db.Outbox().Next(t.Context()); err != nil || !next.Equal(at) {
		t.Errorf("next at %v, %v", next, err)
	}
	*now = at
	e = only(t, db, store.ShowSuggestion)
	if err := db.Outbox().GiveUp(t.Context(), e.ID, "the channel is gone for good"); err != nil {
		t.Fatal(err)
	}
	if due := dueNow(t, db); len(due) != 0 {
		t.Errorf("due %+v", due)
	}
	if n := count(t, db, `SELECT count(*) FROM errands WHERE given_up = 1 AND why = 'the channel is gone for good'`); n != 1 {
		t.Error("the reason isn't kept")
	}
	reject(t, db, s.ID)
	done(t, db, only(t, db, store.ShowSuggestion), "900") // it may go well now
	*now = now.Add(91 * 24 * time.Hour)
	if err := db.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `SELECT count(*) FROM errands`); n != 0 {
		t.Errorf("%d errands are kept for ever", n)
	}
}

// Cards follow the review channel while they are open.
func TestReviewChannel(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	servers := db.Servers()
	if _, err := servers.Attach(t.Context(), "500", store.Main, true, "admin"); err != nil {
		t.Fatal(err)
	}
	set := func(channel string) {
		t.Helper()
		if err := servers.SetReview(t.Context(), "500", channel, "admin"); err != nil {
			t.Fatal(err)
		}
	}
	open, decided := send(t, db, anonymous(1)), send(t, db, anonymous(2))
	draft(t, db, "azar")
	a := ask(t, db, "azar", 1, "anna")
	if due := dueNow(t, db); len(due) != 0 {
		t.Fatalf("due without a review channel: %+v", due)
	}
	set("one")
	posted := map[store.ErrandKind]int{}
	for _, e := range dueNow(t, db) {
		if e.Channel != "one" || e.Message != "" {
			t.Errorf("got %+v", e)
		}
		posted[e.Kind]++
		done(t, db, e, map[int64]string{open.ID: "901", decided.ID: "902"}[e.Subject])
		if e.Kind == store.ShowApproval {
			if _, err := store.WriterForTest(db).ExecContext(t.Context(), `UPDATE approvals SET message = '903'`); err != nil {
				t.Fatal(err)
			}
		}
	}
	if posted[store.ShowSuggestion] != 2 || posted[store.ShowApproval] != 1 {
		t.Fatalf("posted %v", posted)
	}
	reject(t, db, decided.ID)
	done(t, db, only(t, db, store.ShowSuggestion), "")
	set("two")
	posted, gone := map[store.ErrandKind]int{}, map[string]bool{}
	for range 2 { // deleting is written when posting is read
		for _, e := range dueNow(t, db) {
			if e.Kind == store.DeleteMessage {
				gone[e.Channel+"/"+e.Message] = true
			} else if e.Channel != "two" || e.Message != "" {
				t.Errorf("got %+v", e)
			}
			posted[e.Kind]++
			done(t, db, e, "91"+e.Message)
		}
	}
	if posted[store.ShowSuggestion] != 1 || posted[store.ShowApproval] != 1 || !gone["one/901"] || !gone["one/903"] || len(gone) != 2 {
		t.Errorf("posted %v, deleted %v", posted, gone)
	}
	set("")
	for _, e := range dueNow(t, db) {
		if e.Kind != store.DeleteMessage || e.Channel != "two" {
			t.Errorf("without a channel: %+v", e)
		}
	}
	if _, err := db.Curation().Refuse(t.Context(), 1, a.ID, "bob", ""); err != nil {
		t.Fatal(err)
	}
	if due := dueNow(t, db); len(due) != 0 {
		t.Errorf("due without a review channel: %+v", due)
	}
}

// Who waits is woken once by what this process writes, and not before it is kept.
func TestWake(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	woken := func() bool {
		select {
		case <-db.Outbox().Wake():
			return true
		default:
			return false
		}
	}
	home(t, db)
	draft(t, db, "azar")
	if woken() {
		t.Error("woken by nothing")
	}
	s := send(t, db, anonymous(1))
	send(t, db, anonymous(2))
	if !woken() || woken() {
		t.Error("not woken once")
	}
	c := invent("azar", "Person azar")
	c.Visibility = casefile.Draft
	_, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c, Base: 7, By: "anna", Suggestion: s.ID})
	if err == nil || woken() {
		t.Errorf("woken by what failed: %v", err)
	}
	reject(t, db, s.ID)
	for _, e := range dueNow(t, db) {
		done(t, db, e, "900")
	}
}

// What was shown is remembered for a quarter.
func TestShownIsForgotten(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	public(t, db, "azar")
	note := func(message, slug string) {
		t.Helper()
		err := db.Outbox().NoteShown(t.Context(), []store.Showing{{Server: "1", Channel: "2", Message: message, Casefiles: []store.Shown{{Casebook: 1, Slug: slug}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	note("10", "azar")
	note("10", "azar")
	shown := func() int {
		t.Helper()
		n, err := db.Curation().ShownIn(t.Context(), 1, "azar")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := shown(); n != 1 {
		t.Errorf("shown in %d", n)
	}
	*now = now.Add(90 * 24 * time.Hour)
	note("11", "azar")
	if n := shown(); n != 1 {
		t.Errorf("after a quarter: %d", n)
	}
	// What isn't public by then is deleted at once, also what never was.
	draft(t, db, "babak")
	for message, slug := range map[string]string{"12": "babak", "13": "nobody"} {
		note(message, slug)
		e := only(t, db, store.DeleteMessage)
		if e.Message != message || e.Server != "1" || e.Channel != "2" {
			t.Errorf("%s: %+v", slug, e)
		}
		done(t, db, e, "")
	}
	if err := db.Outbox().NoteShown(t.Context(), nil); err != nil {
		t.Error(err)
	}
}
