package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

func TestWritePlansOnce(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	ch := channel(t, db, "700")
	write(t, db, 1, dayOf(ch, "arrest", "sentence"))
	write(t, db, 0, dayOf(ch, "arrest", "sentence")) // as it was read before: somebody else has planned since
	ch = theChannel(t, db, "700")
	if ch.Through != today {
		t.Errorf("thought of up to %s", ch.Through)
	}
	write(t, db, 0, dayOf(ch, "arrest", "sentence")) // the clock was put back, and the day comes again
	ch = theChannel(t, db, "700")
	write(t, db, 1, dayOf(ch, "arrest", "departure")) // with something that was entered since
	posts := claim(t, db, "me", 10)
	if len(posts) != 1 || len(posts[0].Lines) != 2 || posts[0].Lines[0].Subject != "arrest" || posts[0].Lines[1].Subject != "sentence" {
		t.Fatalf("the first: %+v", posts)
	}
	p := posts[0]
	if len(p.Nonce) != 25 || p.Ref == "" || p.Key != "day/700/2026-01-20" || p.Server != "500" || p.Day != today || p.Lines[0].Slug != "azar" {
		t.Errorf("got %+v", p)
	}
	settle(t, db, "me", posted(p))
	second := one(t, db, "me")
	if len(second.Lines) != 1 || second.Lines[0].Subject != "departure" || second.Nonce == p.Nonce || second.Ref == p.Ref {
		t.Errorf("what was entered since: %+v", second)
	}
}

// Two processes that think the same at once write it once.
func TestWritePlansAtOnce(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	other := k.process(t, db.Path(), 5*time.Second)
	var plans []store.Plan
	for _, id := range []string{"700", "701", "702"} {
		plans = append(plans, dayOf(channel(t, db, id), "arrest", "sentence"))
	}
	var (
		wg   sync.WaitGroup
		made [8]int
		errs [8]error
	)
	for i := range made {
		wg.Go(func() {
			made[i], errs[i] = []*store.DB{db, other}[i%2].Ledger().Write(t.Context(), storetest.Now(), plans)
		})
	}
	wg.Wait()
	total := 0
	for _, n := range made {
		total += n
	}
	if err := errors.Join(errs[:]...); err != nil || total != 3 {
		t.Errorf("%d messages, %v", total, err)
	}
	if n := count(t, db, `SELECT count(*) FROM posts`); n != 3 {
		t.Errorf("%d messages in the ledger", n)
	}
	if n := count(t, db, `SELECT count(*) FROM deliveries`); n != 6 {
		t.Errorf("%d lines in the ledger", n)
	}
	if n := count(t, db, `SELECT count(*) FROM announcements`); n != 2 {
		t.Errorf("%d announcements", n)
	}
}

func TestWriteNothingForAChannelSetUpAnew(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	ch := channel(t, db, "700")
	if err := db.Channels().Set(t.Context(), store.Channel{ID: "700", Server: "500", Kinds: []store.Announced{store.AnnouncedUpdate}}, "admin"); err != nil {
		t.Fatal(err)
	}
	write(t, db, 0, dayOf(ch, "arrest"))
	none(t, db, "a kind that isn't heard any more")
	if ch = theChannel(t, db, "700"); ch.Through != today.AddDays(-1) {
		t.Errorf("it goes on at %s", ch.Through)
	}
}

// What was missed is told by the next digest, once, and by none that has
// nothing to tell.
func TestMissedIsToldOnce(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	digest := func() store.Plan {
		return store.Plan{Channel: theChannel(t, db, "700"), Through: today, Digested: today, Next: storetest.Now(), Posts: []store.Planned{
			{Kind: store.PostDigest, Day: today, Due: storetest.Now(), Missed: true}}}
	}
	channel(t, db, "700")
	write(t, db, 0, digest())
	missed := digest()
	missed.Posts = nil
	missed.Missed = []store.Line{anniversary("arrest"), anniversary("sentence")}
	write(t, db, 0, missed)
	channel(t, db, "701") // hears nothing of it
	write(t, db, 1, digest())
	p := one(t, db, "me")
	if p.Kind != store.PostDigest || len(p.Lines) != 2 || p.Lines[0].Part != store.PartMissed || p.Lines[0].Day != today {
		t.Errorf("got %+v", p)
	}
	// It couldn't be posted for a week: the next one takes it along.
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidMissed, Why: "too late"})
	again := digest()
	again.Posts[0].Lines = []store.Line{{Casebook: 1, Casefile: 1, Kind: store.AnnouncedDigest, Subject: "unmentioned", Occurrence: "2026-01-20", Part: store.PartUnmentioned, Day: today}}
	write(t, db, 1, again)
	q := one(t, db, "me")
	var parts []store.Part
	for _, l := range q.Lines {
		parts = append(parts, l.Part)
	}
	if q.ID == p.ID || !slices.Equal(parts, []store.Part{store.PartUnmentioned, store.PartMissed, store.PartMissed}) {
		t.Errorf("got %v", parts)
	}
	settle(t, db, "me", posted(q))
	write(t, db, 0, digest())
	all, err := db.Ledger().Mentions(t.Context(), "700", "701")
	mentions := all["700"]
	if err != nil || len(mentions) != 1 || !mentions[1].Equal(storetest.Now()) {
		t.Errorf("mentioned: %v, %v", mentions, err)
	}
}

// A database that somebody else holds leaves the ledger as it was.
func TestLedgerLocked(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	ch := channel(t, db, "700")
	write(t, db, 1, dayOf(ch, "arrest"))
	hasty := k.process(t, db.Path(), 10*time.Millisecond)
	raw := store.RawForTest(db.Path())
	defer raw.Close()
	if _, err := raw.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	l := hasty.Ledger()
	_, err := l.Claim(t.Context(), "me", 10)
	_, werr := l.Write(t.Context(), storetest.Now(), []store.Plan{dayOf(theChannel(t, db, "700"), "sentence")})
	serr := l.Settle(t.Context(), "me", []store.Said{{Post: 1, Outcome: store.SaidPosted, Message: "1"}})
	_, jerr := hasty.Jobs().Take(t.Context(), "plan", "me", time.Minute)
	for _, err := range []error{err, werr, serr, jerr} {
		if !errors.Is(err, store.ErrLocked) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := raw.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	if p := one(t, hasty, "me"); !p.First.IsZero() || p.Tries != 0 {
		t.Errorf("got %+v", p)
	}
}
