package store_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// clocks are the two by which the ledger goes; tests move them.
type clocks struct {
	mu           sync.Mutex
	now, machine time.Time
}

func (k *clocks) move(now, machine time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now, k.machine = k.now.Add(now), k.machine.Add(machine)
}

func (k *clocks) read(of *time.Time) func() time.Time {
	return func() time.Time {
		k.mu.Lock()
		defer k.mu.Unlock()
		return *of
	}
}

// process opens the database as one more program does.
func (k *clocks) process(t *testing.T, path string, wait time.Duration) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Now: k.read(&k.now), Machine: k.read(&k.machine), Wait: wait})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// announcing is a database with the server 500, which is the home of the main
// casebook, and the public casefile azar.
func announcing(t *testing.T) (*store.DB, *clocks) {
	t.Helper()
	k := &clocks{now: storetest.Now(), machine: storetest.Now().Add(1000 * time.Hour)}
	db := k.process(t, filepath.Join(t.TempDir(), "vigil.db"), 5*time.Second)
	home(t, db)
	put(t, db, 1, invent("azar", "Azar Sampleh"))
	return db, k
}

// channel sets up a channel of server 500 that hears everything, and has it
// begin yesterday.
func channel(t *testing.T, db *store.DB, id string) store.Channel {
	t.Helper()
	if err := db.Channels().Set(t.Context(), store.Channel{ID: id, Server: "500", Kinds: store.AllAnnounced(), Hour: 9}, "admin"); err != nil {
		t.Fatal(err)
	}
	ch := theChannel(t, db, id)
	begin := store.Plan{Channel: ch, Through: today.AddDays(-1), Next: storetest.Now()}
	if _, err := db.Ledger().Write(t.Context(), storetest.Now(), []store.Plan{begin}); err != nil {
		t.Fatal(err)
	}
	return theChannel(t, db, id)
}

func theChannel(t *testing.T, db *store.DB, id string) store.Channel {
	t.Helper()
	all, err := db.Channels().All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(c store.Channel) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("there is no channel %s", id)
	}
	return all[i]
}

var today = calendar.Day{Year: 2026, Month: 1, Day: 20}

// anniversary is a line about azar.
func anniversary(subject string) store.Line {
	return store.Line{Casebook: 1, Casefile: 1, Kind: store.AnnouncedAnniversary, Subject: subject, Occurrence: "3", Part: store.PartDay, Day: today}
}

// dayOf is a plan with one message of today that says these things.
func dayOf(ch store.Channel, subjects ...string) store.Plan {
	p := store.Planned{Kind: store.PostDay, Day: today, Due: storetest.Now().Add(-3 * time.Hour)}
	for _, s := range subjects {
		p.Lines = append(p.Lines, anniversary(s))
	}
	return store.Plan{Channel: ch, Posts: []store.Planned{p}, Through: today, Next: storetest.Now().Add(21 * time.Hour)}
}

func write(t *testing.T, db *store.DB, want int, plans ...store.Plan) {
	t.Helper()
	if n, err := db.Ledger().Write(t.Context(), storetest.Now(), plans); err != nil || n != want {
		t.Fatalf("%d messages, not %d, %v", n, want, err)
	}
}

func claim(t *testing.T, db *store.DB, holder string, n int) []store.Post {
	t.Helper()
	posts, err := db.Ledger().Claim(t.Context(), holder, n)
	if err != nil {
		t.Fatal(err)
	}
	return posts
}

func one(t *testing.T, db *store.DB, holder string) store.Post {
	t.Helper()
	posts := claim(t, db, holder, 10)
	if len(posts) != 1 {
		t.Fatalf("%d messages, not one: %+v", len(posts), posts)
	}
	return posts[0]
}

func none(t *testing.T, db *store.DB, why string) {
	t.Helper()
	if posts := claim(t, db, "nobody", 10); len(posts) > 0 {
		t.Errorf("%s: %+v", why, posts)
	}
}

func settle(t *testing.T, db *store.DB, holder string, all ...store.Said) {
	t.Helper()
	if err := db.Ledger().Settle(t.Context(), holder, all); err != nil {
		t.Fatal(err)
	}
}

// posted is that all lines of a message were said.
func posted(p store.Post) store.Said {
	s := store.Said{Post: p.ID, Outcome: store.SaidPosted, Message: fmt.Sprint("9", p.ID), Channel: cmp.Or(p.Channel, "dm")}
	for range p.Lines {
		s.Prints = append(s.Prints, []byte("as it was"))
	}
	return s
}

// announceOf saves a change of a casefile and announces it.
func announceOf(t *testing.T, db *store.DB, slug string, change func(*casefile.Casefile)) store.Saved {
	t.Helper()
	c, err := db.Curation().Casefile(t.Context(), 1, slug)
	if err != nil {
		t.Fatal(err)
	}
	change(c.Casefile)
	saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: 1, Casefile: c.Casefile, Base: c.Version, By: "anna", Announce: true})
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// moved is a development of somebody.
func moved(to string) func(*casefile.Casefile) {
	return func(c *casefile.Casefile) { c.Status.Text = "moved to " + to }
}

// developments are those that aren't in the ledger yet.
func developments(t *testing.T, db *store.DB) []store.Update {
	t.Helper()
	all, err := db.Ledger().Updates(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// spreadAll brings all developments to all who hear of them.
func spreadAll(t *testing.T, db *store.DB) (posts int) {
	t.Helper()
	for _, u := range developments(t, db) {
		now, err := db.Ledger().Hearers(t.Context(), u.Casebook, store.AnnouncedUpdate)
		if err != nil {
			t.Fatal(err)
		}
		n, err := db.Ledger().Spread(t.Context(), u, now, nil)
		if err != nil {
			t.Fatal(err)
		}
		posts += n
	}
	return posts
}
