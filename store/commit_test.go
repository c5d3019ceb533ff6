package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// home makes a server the home of the main casebook, with a review channel.
func home(t *testing.T, db *store.DB) {
	t.Helper()
	if _, err := db.Servers().Attach(t.Context(), "500", store.Main, true, "admin"); err != nil {
		t.Fatal(err)
	}
	if err := db.Servers().SetReview(t.Context(), "500", "review", "admin"); err != nil {
		t.Fatal(err)
	}
}

// secondApproval has the home want a second curator.
func secondApproval(t *testing.T, db *store.DB) {
	t.Helper()
	p := store.DefaultPolicy()
	p.SecondApproval = true
	if err := db.Servers().SetPolicy(t.Context(), "500", p, "admin"); err != nil {
		t.Fatal(err)
	}
}

// draft stores a draft that could be published.
func draft(t *testing.T, db *store.DB, slug string) *casefile.Casefile {
	t.Helper()
	c := invent(slug, "Person "+slug)
	c.Visibility = casefile.Draft
	put(t, db, 1, c)
	return c
}

// as is a copy of c of that visibility.
func as(c *casefile.Casefile, v casefile.Visibility) *casefile.Casefile {
	d := *c
	d.Visibility = v
	return &d
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	cur, access := db.Curation(), mainBook(t, db).Access()
	c := draft(t, db, "azar")
	bare := *as(c, casefile.Public)
	bare.Sources = []casefile.Source{{ID: "s", Publisher: "Invented Wire", Fact: casefile.Fact{Visibility: casefile.Confidential}}}
	hidden := *as(c, casefile.Public)
	hidden.Person.Visibility = casefile.Confidential
	for name, c := range map[string]*casefile.Casefile{"no open source": &bare, "a confidential person": &hidden} {
		var invalid *casefile.Invalid
		if _, err := cur.Save(t.Context(), 1, c, 1, "anna", ""); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	saved, err := cur.Commit(t.Context(), store.Saving{Casebook: 1, Casefile: as(c, casefile.Public), Base: 1, By: "anna", Announce: true})
	if err != nil || saved.Version != 2 {
		t.Fatalf("%+v, %v", saved, err)
	}
	if _, _, err := db.Public().Casefile(t.Context(), access, "azar"); err != nil {
		t.Error(err)
	}
	// The last open source stays, unless the person is hidden.
	var invalid *casefile.Invalid
	if _, err := cur.Save(t.Context(), 1, &bare, 2, "anna", ""); !errors.As(err, &invalid) || invalid.Problems[0].Path != "/sources" {
		t.Errorf("took the last open source: %v", err)
	}
	if _, err := cur.Save(t.Context(), 1, &hidden, 2, "anna", ""); err != nil {
		t.Errorf("hiding the person: %v", err)
	}
	if _, _, err := db.Public().Casefile(t.Context(), access, "azar"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after hiding: %v", err)
	}
}

func TestAnnounceOnce(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	c := draft(t, db, "azar")
	commit := func(c *casefile.Casefile, base store.Version) {
		t.Helper()
		if _, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c, Base: base, By: "anna", Announce: true}); err != nil {
			t.Fatal(err)
		}
	}
	commit(c, 1) // a draft: nothing to announce
	if n := count(t, db, `SELECT count(*) FROM announcements`); n != 0 {
		t.Errorf("%d announcements of a draft", n)
	}
	commit(as(c, casefile.Public), 1)
	commit(as(c, casefile.Public), 2) // the same, announced again
	c.Status.Text = "moved"
	commit(as(c, casefile.Public), 2)
	for _, facts := range []string{"case", "status/"} {
		if n := count(t, db, `SELECT count(*) FROM announcements WHERE kind = 'update' AND casefile = 1 AND facts LIKE '`+facts+`%' AND spread = 0 AND created > 0`); n != 1 {
			t.Errorf("%d announcements of %s", n, facts)
		}
	}
	if n := count(t, db, `SELECT count(*) FROM announcements`); n != 2 {
		t.Errorf("%d announcements in all", n)
	}
}

func TestEmbargo(t *testing.T) {
	t.Parallel()
	db, now := clocked(t)
	cur := db.Curation()
	home(t, db)
	if err := db.Servers().SetTimezone(t.Context(), "500", "Asia/Tehran", "admin"); err != nil {
		t.Fatal(err)
	}
	c := draft(t, db, "azar")
	embargo := func(until string, base store.Version) store.Version {
		t.Helper()
		e := as(c, casefile.Embargoed)
		e.Embargo = &casefile.Embargo{Reason: "the family asks for quiet"}
		if until != "" {
			e.Embargo.Until = calendar.MustParse(until)
		}
		v, err := cur.Save(t.Context(), 1, e, base, "anna", "")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	publish := func(base store.Version) (store.Version, error) {
		return cur.Save(t.Context(), 1, as(c, casefile.Public), base, "anna", "")
	}
	var refused *store.Embargoed
	v := embargo("", 1)
	if _, err := publish(v); !errors.As(err, &refused) || !errors.Is(err, store.ErrEmbargoed) || refused.Reason != "the family asks for quiet" || !refused.Until.IsZero() {
		t.Errorf("without a day: %v", err)
	}
	v = embargo("2026-02", v)
	for at, want := range map[string]bool{
		"2026-01-20T12:00:00Z": false,
		"2026-02-01T00:00:00Z": false, // not surely come
		"2026-02-27T20:29:00Z": false, // 27 February, 23:59 in Tehran
		"2026-02-27T20:31:00Z": true,  // the 28th has begun there
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		*now = when
		_, err = publish(v)
		if want != (err == nil) || !want && !errors.As(err, &refused) {
			t.Errorf("%s: %v", at, err)
		}
		if err == nil { // hidden again, for the next
			if _, err := cur.Save(t.Context(), 1, as(c, casefile.Draft), v+1, "anna", ""); err != nil {
				t.Fatal(err)
			}
			v = embargo("2026-02", v+2)
		}
	}
	*now = storetest.Now()
	lifted, err := cur.Save(t.Context(), 1, as(c, casefile.Draft), v, "bob", "the family agrees")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := publish(lifted); err != nil {
		t.Errorf("after lifting: %v", err)
	}
	// An import doesn't know better.
	embargo("2026-01-20", lifted+1)
	report := doImport(t, db, 1, file(t, as(c, casefile.Public)), store.ImportOptions{Publish: true})
	if counts(report) != [4]int{0, 0, 0, 1} {
		t.Errorf("import: %+v", report)
	}
}

// What was posted of a casefile is deleted when it ceases to be public, however
// that comes about.
func TestHidingDeletesWhatWasShown(t *testing.T) {
	t.Parallel()
	for name, hide := range map[string]func(t *testing.T, db *store.DB, c *casefile.Casefile) int{
		"withdrawn": func(t *testing.T, db *store.DB, c *casefile.Casefile) int {
			saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: as(c, casefile.Withdrawn), Base: 1, By: "anna"})
			if err != nil {
				t.Error(err)
			}
			return saved.Removed
		},
		"a draft": func(t *testing.T, db *store.DB, c *casefile.Casefile) int {
			saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: as(c, casefile.Draft), Base: 1, By: "anna"})
			if err != nil {
				t.Error(err)
			}
			return saved.Removed
		},
		"its person confidential": func(t *testing.T, db *store.DB, c *casefile.Casefile) int {
			c.Person.Visibility = casefile.Confidential
			saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c, Base: 1, By: "anna"})
			if err != nil {
				t.Error(err)
			}
			return saved.Removed
		},
		"withdrawn by a file": func(t *testing.T, db *store.DB, c *casefile.Casefile) int {
			doImport(t, db, 1, file(t, as(c, casefile.Withdrawn)), store.ImportOptions{})
			return 2
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			c, other := invent("azar", "Azar Sampleh"), invent("babak", "Babak Sampleh")
			doImport(t, db, 1, file(t, c, other), store.ImportOptions{Publish: true})
			err := db.Outbox().NoteShown(t.Context(), []store.Showing{
				{Server: "1", Channel: "10", Message: "100", Casefiles: []store.Shown{{Casebook: 1, Slug: "azar"}}},
				{Server: "1", Channel: "10", Message: "101", Casefiles: []store.Shown{{Casebook: 1, Slug: "azar"}, {Casebook: 1, Slug: "babak"}}},
				{Server: "1", Channel: "10", Message: "102", Casefiles: []store.Shown{{Casebook: 1, Slug: "babak"}}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if n, err := db.Curation().ShownIn(t.Context(), 1, "azar"); err != nil || n != 2 {
				t.Errorf("shown in %d messages, %v", n, err)
			}
			if removed := hide(t, db, c); removed != 2 {
				t.Errorf("%d messages are going to be deleted", removed)
			}
			due, err := db.Outbox().Due(t.Context(), 10)
			if err != nil {
				t.Fatal(err)
			}
			var messages []string
			for _, e := range due {
				if e.Kind != store.DeleteMessage || e.Server != "1" || e.Channel != "10" || e.Nonce == "" || len(e.Nonce) > 25 {
					t.Errorf("got %+v", e)
				}
				messages = append(messages, e.Message)
				if err := db.Outbox().Done(t.Context(), e.ID, ""); err != nil {
					t.Error(err)
				}
			}
			if slices.Sort(messages); !slices.Equal(messages, []string{"100", "101"}) {
				t.Errorf("deletes %v", messages)
			}
			if n, err := db.Curation().ShownIn(t.Context(), 1, "babak"); err != nil || n != 1 {
				t.Errorf("the other is shown in %d messages, %v", n, err)
			}
		})
	}
}

// acts are the lines of the audit trail, as "who action slug version".
func acts(t *testing.T, db *store.DB) []string {
	t.Helper()
	var out strings.Builder
	if err := db.Curation().Audit(t.Context(), 1, &out); err != nil {
		t.Fatal(err)
	}
	var all []string
	for n, a := range auditLines(t, out.String()) {
		if a.N != int64(n+1) || a.Casebook != store.Main || a.At.IsZero() {
			t.Errorf("line %d: %+v", n+1, a)
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %d %s", a.By, a.Action, a.Slug, a.Version, a.Detail)))
	}
	return all
}

// Where nobody says what an act is, the change of visibility does.
func TestActs(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	c := invent("azar", "Azar Sampleh")
	embargoed := as(c, casefile.Embargoed)
	embargoed.Embargo = &casefile.Embargo{Reason: "quiet"}
	moved := as(c, casefile.Public)
	moved.Status.Text = "moved"
	for n, step := range []*casefile.Casefile{
		as(c, casefile.Draft), embargoed, as(c, casefile.Draft), as(c, casefile.Public), moved, as(c, casefile.Withdrawn), as(c, casefile.Draft),
	} {
		if _, err := db.Curation().Save(t.Context(), 1, step, store.Version(n), "anna", "why"); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"anna new azar 1 why", "anna embargo azar 2 why", "anna lift-embargo azar 3 why", "anna publish azar 4 why",
		"anna edit azar 5 why", "anna withdraw azar 6 why", "anna restore azar 7 why"}
	if got := acts(t, db); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if _, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: moved, Base: 7, By: "bob", Action: store.ActionUndo, Restores: 5}); err != nil {
		t.Fatal(err)
	}
	if got := acts(t, db); got[7] != "bob undo azar 8" {
		t.Errorf("got %q", got[7])
	}
}
