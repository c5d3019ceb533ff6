package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// stocked is a database in which everything that can be written to stands.
type stocked struct {
	db                  *store.DB
	edit, other         store.Edit
	suggestion, decided store.Suggestion
	approval            store.Approval
	errand              store.Errand
	blocking            store.Blocking
	upload              store.Upload
}

func stock(t *testing.T) stocked {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "vigil.db"), store.Options{Now: storetest.Now, Wait: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	home(t, db)
	public(t, db, "azar", "babak")
	draft(t, db, "draft")
	s := stocked{db: db, edit: begin(t, db, "azar", 1, "anna"), other: begin(t, db, "azar", 1, "anna")}
	s.suggestion = send(t, db, suggestion(1, member))
	s.decided = send(t, db, suggestion(2, "8"))
	if err := db.Inbox().Block(t.Context(), 1, s.decided.ID, "anna"); err != nil {
		t.Fatal(err)
	}
	all, err := db.Inbox().Blocked(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	s.blocking = all[0]
	s.approval = ask(t, db, "draft", 1, "anna")
	s.errand = dueNow(t, db)[0]
	if s.upload, err = db.Desk().KeepUpload(t.Context(), store.Upload{Casebook: 1, By: "anna", Data: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Servers().New(t.Context(), "second", "", "tester"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.Servers().Of(t.Context(), "600"); err != nil {
		t.Fatal(err)
	}
	return s
}

// writes are all methods that write, each with what it needs to succeed, and
// with so much in it that a full disk can't take it where it takes anything.
func (s stocked) writes() map[string]func(ctx context.Context) error {
	db, long := s.db, strings.Repeat("long words ", 1500)
	cur, desk, in, out, servers, settings := db.Curation(), db.Desk(), db.Inbox(), db.Outbox(), db.Servers(), db.Settings()
	changed := func(slug string) *casefile.Casefile {
		c := invent(slug, "Person "+slug)
		for n := range 5 {
			c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("e", n), Kind: "event", Text: long[:1000], Fact: casefile.Fact{Sources: []string{"s"}}})
		}
		return c
	}
	retyped := s.other
	retyped.Typed = map[string]string{"text": long}
	more := suggestion(9, "9")
	more.What = long
	policy := store.DefaultPolicy()
	policy.Stale = 99
	return map[string]func(ctx context.Context) error{
		"Commit": func(ctx context.Context) error {
			_, err := cur.Commit(ctx, store.Saving{Casebook: 1, Casefile: changed("azar"), Base: 1, By: "anna", Why: long, Edit: s.edit.ID, Suggestion: s.suggestion.ID, Announce: true})
			return err
		},
		"Save": func(ctx context.Context) error {
			_, err := cur.Save(ctx, 1, changed("new"), 0, "anna", long)
			return err
		},
		"Merge": func(ctx context.Context) error {
			_, err := cur.Merge(ctx, store.Merging{Saving: store.Saving{Casebook: 1, Casefile: changed("babak"), Base: 1, By: "anna", Why: long}, From: "azar", FromBase: 1})
			return err
		},
		"Import": func(ctx context.Context) error {
			data, err := changed("imported").Marshal()
			if err == nil {
				_, err = cur.Import(ctx, 1, strings.NewReader(`{"format": "`+casefile.Format+`", "casefiles": [`+string(data)+`]}`), store.ImportOptions{})
			}
			return err
		},
		"Verify":      func(ctx context.Context) error { return cur.Verify(ctx, 1, "azar", store.Author(long)) },
		"Note":        func(ctx context.Context) error { return cur.Note(ctx, 1, store.Act{Detail: long}) },
		"AskApproval": func(ctx context.Context) error { _, err := cur.AskApproval(ctx, 1, "draft", 1, "anna"); return err },
		"Approve": func(ctx context.Context) error {
			_, _, err := cur.Approve(ctx, 1, s.approval.ID, store.Author(long), "approved")
			return err
		},
		"Refuse": func(ctx context.Context) error { _, err := cur.Refuse(ctx, 1, s.approval.ID, "bob", long); return err },
		"Open": func(ctx context.Context) error {
			_, err := desk.Open(ctx, store.Edit{Casebook: 1, By: "anna", Typed: retyped.Typed})
			return err
		},
		"Retype":  func(ctx context.Context) error { return desk.Retype(ctx, retyped) },
		"Discard": func(ctx context.Context) error { return desk.Discard(ctx, s.other.ID, "anna") },
		"KeepUpload": func(ctx context.Context) error {
			_, err := desk.KeepUpload(ctx, store.Upload{Data: bytes.Repeat([]byte("x"), 50_000)})
			return err
		},
		"DropUpload": func(ctx context.Context) error { return desk.DropUpload(ctx, s.upload.ID, "anna") },
		"KeepColumns": func(ctx context.Context) error {
			return desk.KeepColumns(ctx, 1, []string{"Name"}, map[string]string{"Name": long})
		},
		"Send": func(ctx context.Context) error { _, err := in.Send(ctx, more); return err },
		"Reject": func(ctx context.Context) error {
			_, err := in.Reject(ctx, 1, s.suggestion.ID, "anna", long)
			return err
		},
		"Block":   func(ctx context.Context) error { return in.Block(ctx, 1, s.suggestion.ID, store.Author(long)) },
		"Unblock": func(ctx context.Context) error { return in.Unblock(ctx, 1, s.blocking.ID, store.Author(long)) },
		"NoteShown": func(ctx context.Context) error {
			return out.NoteShown(ctx, []store.Showing{{Server: long, Channel: "c", Message: "m", Casefiles: []store.Shown{{Casebook: 1, Slug: "azar"}}}})
		},
		"Done":   func(ctx context.Context) error { return out.Done(ctx, s.errand.ID, long) },
		"Later":  func(ctx context.Context) error { return out.Later(ctx, s.errand.ID, storetest.Now(), long) },
		"GiveUp": func(ctx context.Context) error { return out.GiveUp(ctx, s.errand.ID, long) },
		"Erase":  func(ctx context.Context) error { return settings.Erase(ctx, member) },
		"SetPerson": func(ctx context.Context) error {
			return settings.SetPerson(ctx, "1", store.PersonSettings{Language: long})
		},
		"SetLanguage": func(ctx context.Context) error { return servers.SetLanguage(ctx, "500", long, "admin") },
		"SetCalendar": func(ctx context.Context) error { return servers.SetCalendar(ctx, "500", long, "admin") },
		"SetTimezone": func(ctx context.Context) error { return servers.SetTimezone(ctx, "500", long, "admin") },
		"SetPrivate":  func(ctx context.Context) error { return servers.SetPrivate(ctx, "500", true, store.Author(long)) },
		"SetCurators": func(ctx context.Context) error { return servers.SetCurators(ctx, "500", []string{long}, "admin") },
		"SetReview":   func(ctx context.Context) error { return servers.SetReview(ctx, "500", long, "admin") },
		"SetPolicy":   func(ctx context.Context) error { return servers.SetPolicy(ctx, "500", policy, store.Author(long)) },
		"Own":         func(ctx context.Context) error { _, err := servers.Own(ctx, "500", store.Author(long)); return err },
		"Attach": func(ctx context.Context) error {
			_, err := servers.Attach(ctx, "600", "second", true, store.Author(long))
			return err
		},
		"New":       func(ctx context.Context) error { _, err := servers.New(ctx, "third", long, "admin"); return err },
		"OpenToAll": func(ctx context.Context) error { return servers.Open(ctx, "second", true, store.Author(long)) },
		"Code":      func(ctx context.Context) error { _, err := servers.Code(ctx, "second", store.Author(long)); return err },
	}
}

// state is everything that the database holds.
func (s stocked) state(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, table := range allTables(t, s.db) {
		rows, err := store.WriterForTest(s.db).QueryContext(t.Context(), `SELECT * FROM "`+table+`"`)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&all, table, dump(t, rows))
	}
	return all.String()
}

// Whatever can't be written, because another program holds the database, says
// so and leaves nothing behind.
func TestEverythingLocked(t *testing.T) {
	t.Parallel()
	s := stock(t)
	before := s.state(t)
	raw := store.RawForTest(s.db.Path())
	defer raw.Close()
	if _, err := raw.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	for name, write := range s.writes() {
		if err := write(t.Context()); !errors.Is(err, store.ErrLocked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.db.Outbox().Due(t.Context(), 5); err != nil && !errors.Is(err, store.ErrLocked) {
		t.Errorf("Due: %v", err)
	}
	if _, err := raw.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	if after := s.state(t); after != before {
		t.Error("something was written")
	}
	// And it all goes through when the other is done.
	if err := s.writes()["Commit"](t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// Whatever finds the disk full says so and leaves nothing behind, and what was
// typed is still there.
func TestEverythingOnAFullDisk(t *testing.T) {
	t.Parallel()
	s := stock(t)
	w := store.WriterForTest(s.db)
	if _, err := w.ExecContext(t.Context(), `PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err) // SQLite sets it to the present size: no page more
	}
	before := s.state(t)
	fits := map[string]bool{ // erases, or writes too little to need a page
		"Discard": true, "DropUpload": true, "Erase": true, "AskApproval": true,
	}
	for name, write := range s.writes() {
		if fits[name] {
			continue
		}
		if err := write(t.Context()); !errors.Is(err, store.ErrDiskFull) {
			t.Errorf("%s: %v", name, err)
		}
		if after := s.state(t); after != before {
			t.Fatalf("%s: something was written", name)
		}
	}
	if e, err := s.db.Desk().Edit(t.Context(), s.edit.ID, "anna"); err != nil || e.State != store.EditOpen || e.Typed["text"] != "typed words" {
		t.Errorf("the edit: %+v, %v", e, err)
	}
	if _, err := w.ExecContext(t.Context(), `PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if err := s.writes()["Commit"](t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
