package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// suggestion is the n-th of many by that sender.
func suggestion(n int, sender string) store.Suggestion {
	return store.Suggestion{Casebook: 1, Server: "500", Slug: "azar", Name: "Azar Sampleh", What: fmt.Sprint("news number ", n),
		Date: "2026-01-02", Source: fmt.Sprint("https://example.invalid/", n), Sender: sender}
}

func send(t *testing.T, db *store.DB, s store.Suggestion) store.Suggestion {
	t.Helper()
	s, err := db.Inbox().Send(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds tells whether any file of the database, or beside it, has the bytes.
func holds(t *testing.T, db *store.DB, text string) bool {
	t.Helper()
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	for _, data := range files(t, filepath.Dir(db.Path())) {
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}

const member = "200000000000000042"

func TestSuggestion(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	sent := send(t, db, suggestion(1, member))
	want := suggestion(1, member)
	want.ID, want.At, want.State = sent.ID, storetest.Now(), store.SuggestionOpen
	if sent.ID == 0 || !sent.At.Equal(want.At) {
		t.Errorf("got %+v", sent)
	}
	sent.At = want.At
	if !reflect.DeepEqual(sent, want) {
		t.Errorf("got  %+v\nwant %+v", sent, want)
	}
	got, err := db.Inbox().Suggestion(t.Context(), 1, sent.ID)
	if err != nil || got.Sender != "" || got.What != sent.What || got.Date != sent.Date || got.Source != sent.Source || got.Named {
		t.Errorf("curators see %+v, %v", got, err)
	}
	if _, err := db.Inbox().Suggestion(t.Context(), 2, sent.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("in another casebook: %v", err)
	}
	named := suggestion(2, member)
	named.Named = true
	named = send(t, db, named)
	all, total, err := db.Inbox().Open(t.Context(), 1, 0, 10)
	if err != nil || total != 2 || len(all) != 2 || all[0].ID != sent.ID || all[0].Sender != "" || all[1].Sender != member {
		t.Errorf("open: %+v, %d, %v", all, total, err)
	}
	if page, total, err := db.Inbox().Open(t.Context(), 1, 1, 1); err != nil || total != 2 || len(page) != 1 || page[0].ID != named.ID {
		t.Errorf("the second page: %+v, %d, %v", page, total, err)
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	first := suggestion(1, member)
	first.Named = true
	first = send(t, db, first)
	of := func(change func(*store.Suggestion)) store.Suggestion {
		s := suggestion(2, "7")
		change(&s)
		return s
	}
	for name, s := range map[string]store.Suggestion{
		"the same words":            of(func(s *store.Suggestion) { s.What = "NEWS  number\u200b 1!" }),
		"the same words, no slug":   of(func(s *store.Suggestion) { s.What, s.Slug, s.Name = first.What, "", "AZAR Sampleh" }),
		"the same link":             of(func(s *store.Suggestion) { s.Source = "https://WWW.example.invalid/1/?utm_source=x#top" }),
		"the same link among words": of(func(s *store.Suggestion) { s.Source = "Wire http://example.invalid/1" }),
	} {
		var duplicate *store.Duplicate
		if _, err := db.Inbox().Send(t.Context(), s); !errors.As(err, &duplicate) || duplicate.Of.ID != first.ID || duplicate.Of.Sender != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, s := range map[string]store.Suggestion{
		"about somebody else": of(func(s *store.Suggestion) { s.What, s.Slug, s.Name = first.What, "babak", "Babak" }),
		"other news":          of(func(s *store.Suggestion) {}),
		"another page":        of(func(s *store.Suggestion) { s.What, s.Source = "x", "https://example.invalid/1?page=2" }),
		"in another casebook": of(func(s *store.Suggestion) { s.Casebook, s.What = second(t, db), first.What }),
	} {
		if _, err := db.Inbox().Send(t.Context(), s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Once it was decided, it may be said again.
	if _, err := db.Inbox().Reject(t.Context(), 1, first.ID, "anna", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Inbox().Send(t.Context(), of(func(s *store.Suggestion) { s.What, s.Source = first.What, first.Source })); err != nil {
		t.Errorf("after the decision: %v", err)
	}
}

func second(t *testing.T, db *store.DB) store.CasebookID {
	t.Helper()
	b, err := db.Servers().New(t.Context(), "second", "", "tester")
	if err != nil {
		t.Fatal(err)
	}
	return b.ID
}

// How much somebody suggests is counted without knowing who it was, and goes on
// being counted when they are forgotten.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	began := *now
	var many *store.TooMany
	n := 0
	try := func(sender string) error {
		n++
		s, err := db.Inbox().Send(t.Context(), suggestion(n, sender))
		if err == nil {
			_, err = db.Inbox().Reject(t.Context(), 1, s.ID, "anna", "") // forgotten at once
		}
		return err
	}
	for range 5 {
		if err := try(member); err != nil {
			t.Fatal(err)
		}
		*now = now.Add(time.Minute)
	}
	if err := try(member); !errors.As(err, &many) || !many.Until.Equal(began.Add(time.Hour)) {
		t.Errorf("a sixth in an hour: %v", err)
	}
	if err := try("7"); err != nil {
		t.Errorf("another member: %v", err)
	}
	due, err := db.Outbox().Due(t.Context(), 100) // whom to tell is known until they were told
	if err != nil || len(due) != 6 {
		t.Fatalf("due %+v, %v", due, err)
	}
	for _, e := range due {
		if err := db.Outbox().Done(t.Context(), e.ID, ""); err != nil {
			t.Fatal(err)
		}
	}
	if holds(t, db, member) {
		t.Error("the database knows who it was")
	}
	if err := db.Settings().Erase(t.Context(), member); err != nil {
		t.Fatal(err)
	}
	if err := try(member); !errors.As(err, &many) {
		t.Errorf("after erasing: %v", err)
	}
	*now = many.Until
	if err := try(member); err != nil {
		t.Errorf("an hour later: %v", err)
	}
	for sent := 6; sent < 20; sent++ { // the rest of the day's
		*now = now.Add(30 * time.Minute)
		if err := try(member); err != nil {
			t.Fatalf("%d: %v", sent, err)
		}
	}
	*now = now.Add(time.Hour)
	if err := try(member); !errors.As(err, &many) || !many.Until.Equal(began.Add(24*time.Hour)) {
		t.Errorf("a twenty-first in a day: %v", err)
	}
	*now = began.Add(48 * time.Hour)
	if err := db.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := count(t, db, `SELECT count(*) FROM sendings`); left != 0 {
		t.Errorf("%d are still counted", left)
	}
}

// The sender is told, and forgotten in the transaction that decides.
func TestSenderIsForgotten(t *testing.T) {
	t.Parallel()
	for _, approve := range []bool{true, false} {
		t.Run(fmt.Sprint("approved ", approve), func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			home(t, db)
			c := draft(t, db, "azar")
			s := suggestion(1, member)
			s.Named = true
			s = send(t, db, s)
			if approve {
				c.Status.Text = s.What
				saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c, Base: 1, By: "anna", Suggestion: s.ID})
				if err != nil || saved.Version != 2 {
					t.Fatalf("%+v, %v", saved, err)
				}
			} else if _, err := db.Inbox().Reject(t.Context(), 1, s.ID, "anna", "known already"); err != nil {
				t.Fatal(err)
			}
			got, err := db.Inbox().Suggestion(t.Context(), 1, s.ID)
			if err != nil || got.Sender != "" || got.DecidedBy != "anna" || !got.DecidedAt.Equal(storetest.Now()) {
				t.Errorf("got %+v, %v", got, err)
			}
			if approve && (got.State != store.SuggestionApproved || got.Became != 2) || !approve && (got.State != store.SuggestionRejected || got.Why != "known already") {
				t.Errorf("got %+v", got)
			}
			var tell *store.Errand
			due, err := db.Outbox().Due(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range due {
				if e.Kind == store.TellSender {
					tell = &e
				}
			}
			if tell == nil || tell.User != member || tell.Subject != s.ID || tell.Server != "500" || tell.Channel != "" {
				t.Fatalf("due %+v", due)
			}
			if approve {
				err = db.Outbox().Done(t.Context(), tell.ID, "900")
			} else {
				err = db.Outbox().GiveUp(t.Context(), tell.ID, "closed")
			}
			if err != nil {
				t.Fatal(err)
			}
			if holds(t, db, member) {
				t.Error("the database still knows who it was")
			}
		})
	}
}

func TestSenderIsKeptForAWhile(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	home(t, db)
	p := store.DefaultPolicy()
	p.KeepSenders = 10
	if err := db.Servers().SetPolicy(t.Context(), "500", p, "admin"); err != nil {
		t.Fatal(err)
	}
	s := suggestion(1, member)
	s.Named = true
	s = send(t, db, s)
	if _, err := db.Inbox().Reject(t.Context(), 1, s.ID, "anna", ""); err != nil {
		t.Fatal(err)
	}
	sender := func() string {
		t.Helper()
		if err := db.Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := db.Inbox().Suggestion(t.Context(), 1, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got.Sender
	}
	*now = now.AddDate(0, 0, 9)
	if got := sender(); got != member {
		t.Errorf("after nine days: %q", got)
	}
	*now = now.AddDate(0, 0, 1)
	if got := sender(); got != "" {
		t.Errorf("after ten days: %q", got)
	}
}

// Of many who decide at once, one does, whichever way.
func TestDecideAtOnce(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	other := storetest.OpenAt(t, db.Path())
	draft(t, db, "azar")
	s := send(t, db, suggestion(1, member))
	var (
		wait          sync.WaitGroup
		done, decided atomic.Int64
	)
	for n := range 8 {
		at := []*store.DB{db, other}[n%2]
		wait.Go(func() {
			var err error
			if n < 4 {
				_, err = at.Inbox().Reject(t.Context(), 1, s.ID, "anna", "")
			} else {
				c := invent("azar", "Person azar")
				c.Visibility, c.Status.Text = casefile.Draft, "moved"
				_, err = at.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c, Base: 1, By: "bob", Suggestion: s.ID})
			}
			var already *store.Decided
			switch {
			case err == nil:
				done.Add(1)
			case errors.As(err, &already):
				decided.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if done.Load() != 1 || decided.Load() != 7 {
		t.Errorf("%d decided, %d were told so", done.Load(), decided.Load())
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	in := db.Inbox()
	first := send(t, db, suggestion(1, member))
	late := send(t, db, suggestion(2, "8"))
	if _, err := in.Reject(t.Context(), 1, first.ID, "anna", ""); err != nil { // forgotten, and blocked all the same
		t.Fatal(err)
	}
	for range 2 {
		if err := in.Block(t.Context(), 1, first.ID, "anna"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := in.Send(t.Context(), suggestion(3, member)); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("blocked: %v", err)
	}
	if _, err := in.Send(t.Context(), suggestion(4, "7")); err != nil {
		t.Errorf("another: %v", err)
	}
	elsewhere := suggestion(5, member)
	elsewhere.Casebook = second(t, db)
	if _, err := in.Send(t.Context(), elsewhere); err != nil {
		t.Errorf("in another casebook: %v", err)
	}
	all, err := in.Blocked(t.Context(), 1)
	if err != nil || len(all) != 1 || all[0].Suggestion != first.ID || all[0].By != "anna" || !all[0].At.Equal(storetest.Now()) {
		t.Fatalf("blocked %+v, %v", all, err)
	}
	if err := in.Unblock(t.Context(), 2, all[0].ID, "bob"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another casebook: %v", err)
	}
	if err := in.Unblock(t.Context(), 1, all[0].ID, "bob"); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Send(t.Context(), suggestion(6, member)); err != nil {
		t.Errorf("unblocked: %v", err)
	}
	if got := strings.Join(acts(t, db), "\n"); !strings.Contains(got, "anna block  0 who made suggestion 1\nbob unblock  0 who made suggestion 1") {
		t.Errorf("trail:\n%s", got)
	}
	if _, err := in.Reject(t.Context(), 1, late.ID, "anna", ""); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(25 * time.Hour)
	if err := db.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := in.Block(t.Context(), 1, late.ID, "anna"); !errors.Is(err, store.ErrSenderForgotten) {
		t.Errorf("a day later: %v", err)
	}
}
