package jobs

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// diary is the job that plans over a database of its own, with a clock.
type diary struct {
	*Planning
	t    *testing.T
	db   *store.DB
	book store.CasebookID
	now  time.Time
	log  bytes.Buffer
}

// newDiary opens one on 9 February 2026, a Monday, at noon in UTC. Server 1001
// reads and curates the casebook.
func newDiary(t *testing.T, all ...*casefile.Casefile) *diary {
	t.Helper()
	d := &diary{t: t, now: time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "vigil.db"), store.Options{Now: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	d.db, d.book = db, storetest.LoadBytes(t, db, store.Main, casebook(t, all...)).Reads[0]
	if _, err := db.Servers().Attach(t.Context(), "1001", store.Main, true, "test"); err != nil {
		t.Fatal(err)
	}
	words := sure(locale.Load())
	d.Planning = &Planning{
		Planner: NewPlanner(db, NewVoices(words, "en", time.UTC)), Channels: db.Channels(), Now: func() time.Time { return d.now },
		Log: slog.New(slog.NewTextHandler(&d.log, nil)),
	}
	return d
}

// set sets a channel up, on server 1001 unless it says another.
func (d *diary) set(ch store.Channel) {
	d.t.Helper()
	if ch.Server == "" {
		ch.Server = "1001"
	}
	if ch.Kinds == nil {
		ch.Kinds = store.AllAnnounced()[1:5]
	}
	if err := d.db.Channels().Set(d.t.Context(), ch, "ada"); err != nil {
		d.t.Fatal(err)
	}
}

// at moves the clock, plans and plans again: the second time there must be
// nothing to do.
func (d *diary) at(when string) {
	d.t.Helper()
	d.now = sure(time.Parse(time.RFC3339, when))
	if err := d.Run(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	waiting, err := d.db.Ledger().Waiting(d.t.Context(), d.now)
	if err != nil || waiting {
		d.t.Errorf("at %s there is still something to plan: %v, %v", when, waiting, err)
	}
}

// posts takes all messages out of the ledger that are to be posted now, and
// says that they were.
func (d *diary) posts(want ...string) {
	d.t.Helper()
	var got []string
	for {
		all, err := d.db.Ledger().Claim(d.t.Context(), "test", 10)
		if err != nil {
			d.t.Fatal(err)
		}
		if len(all) == 0 {
			break
		}
		for _, p := range all {
			said := store.Said{Post: p.ID, Outcome: store.SaidPosted, Message: fmt.Sprint(9000 + p.ID), Prints: make([][]byte, len(p.Lines))}
			if p.Message != "" { // to be corrected
				said.Outcome = store.SaidEdited
			}
			if err := d.db.Ledger().Settle(d.t.Context(), "test", []store.Said{said}); err != nil {
				d.t.Fatal(err)
			}
			if p.Message != "" {
				continue
			}
			var lines []string
			for _, l := range p.Lines {
				lines = append(lines, fmt.Sprintf("%s %s %s", l.Part, l.Slug, l.Day))
			}
			got = append(got, fmt.Sprintf("%s %s %s due %s: %s", p.Kind, p.Channel, p.Day, p.Due.UTC().Format("01-02T15:04"), strings.Join(lines, ", ")))
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		d.t.Errorf("at %s: posted\n%s\nwant\n%s", d.now.Format(time.RFC3339), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// change edits a casefile and announces it, if that is said.
func (d *diary) change(slug string, announce bool, edit func(*casefile.Casefile)) {
	d.t.Helper()
	c, err := d.db.Curation().Casefile(d.t.Context(), d.book, slug)
	if err != nil {
		d.t.Fatal(err)
	}
	edit(c.Casefile)
	_, err = d.db.Curation().Commit(d.t.Context(), store.Saving{Casebook: d.book, Casefile: c.Casefile, Base: c.Version, By: "ada", Why: "test", Announce: announce})
	if err != nil {
		d.t.Fatal(err)
	}
}

// heldSince is three people in custody: two years on 10 February, a year on the
// 11th, and a year on the 14th.
func heldSince() []*casefile.Casefile {
	return []*casefile.Casefile{
		imprisoned("ten", "2024-02-10", "2026-01-01"), imprisoned("eleven", "2025-02-11", "2026-01-01"), imprisoned("fourteen", "2025-02-14", "2026-01-01"),
	}
}

// A channel hears of each day at its hour, from the day that it was set up.
func TestPlanAtTheHour(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9, Timezone: "Asia/Tehran"}) // 05:30 UTC
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-10T05:29:59Z")
	d.posts()
	d.at("2026-02-10T05:30:00Z")
	d.posts("day 1 2026-02-10 due 02-10T05:30: day ten 2026-02-10")
	d.at("2026-02-10T23:00:00Z")
	d.posts()
	d.at("2026-02-11T06:31:00Z")
	d.posts("day 1 2026-02-11 due 02-11T05:30: day eleven 2026-02-11")
}

// What a channel set up before its hour has to hear is not lost where the
// program stands still before it first thought of it; what had come is not told.
func TestPlanFromTheSetup(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.now = time.Date(2026, 2, 10, 8, 59, 0, 0, time.UTC)
	d.set(store.Channel{ID: "1", Hour: 9, Timezone: "UTC"})
	d.set(store.Channel{ID: "2", Hour: 8, Timezone: "UTC"})
	d.at("2026-02-10T11:00:00Z")
	d.posts("day 1 2026-02-10 due 02-10T09:00: day ten 2026-02-10")
}

// After a short downtime a day is told late; after a long one it is missed, and
// told in the next digest or, where there are none, at once.
func TestPlanAfterDowntime(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9})
	d.set(store.Channel{ID: "2", Hour: 9, Kinds: []store.Announced{store.AnnouncedMilestone, store.AnnouncedDigest}})
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-12T08:59:00Z") // 10: two days late, 11: a minute less than a day
	d.posts("day 1 2026-02-11 due 02-11T09:00: day eleven 2026-02-11", "day 2 2026-02-11 due 02-11T09:00: day eleven 2026-02-11",
		"digest 1 2026-02-11 due 02-12T08:59: missed ten 2026-02-10")
	d.at("2026-02-12T09:00:00Z")
	d.posts()
	// A digest lists what is coming as well as what was missed. All were
	// mentioned lately.
	d.at("2026-02-16T09:00:00Z")
	d.posts("digest 1 2026-02-16 due 02-16T09:00: missed fourteen 2026-02-14",
		"digest 2 2026-02-16 due 02-16T09:00: missed ten 2026-02-10, missed fourteen 2026-02-14")
	// A year of it is one question, and nothing of it is dropped. By then the
	// statuses are too old to count on.
	d.at("2027-03-01T09:00:00Z")
	var missed []string
	for _, l := range d.lines("2") {
		if l.Part == store.PartMissed {
			missed = append(missed, l.Slug)
		}
	}
	if counts := count(missed); counts["ten"] != 3 || counts["eleven"] != 3 || counts["fourteen"] != 3 {
		t.Errorf("missed in a year: %v", counts)
	}
}

// lines are what the message says that is to be posted in the channel.
func (d *diary) lines(channel string) []store.Line {
	d.t.Helper()
	all, err := d.db.Ledger().Claim(d.t.Context(), "test", 10)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, p := range all {
		if p.Channel == channel {
			return p.Lines
		}
	}
	d.t.Fatalf("nothing is to be posted in %s", channel)
	return nil
}

func count(all []string) map[string]int {
	n := map[string]int{}
	for _, s := range all {
		n[s]++
	}
	return n
}

// Moving the clock back and forth announces everything once, each on its day.
func TestPlanWithAMovedClock(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9})
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-11T09:00:00Z")
	d.posts("day 1 2026-02-11 due 02-11T09:00: day eleven 2026-02-11", "digest 1 2026-02-11 due 02-11T09:00: missed ten 2026-02-10")
	d.at("2026-02-10T08:00:00Z")
	d.at("2026-02-10T09:00:00Z") // told already
	d.posts()
	d.at("2026-02-11T09:00:00Z")
	d.posts()
	// Planned, and not yet posted when the clock goes back: it waits for its day.
	d.at("2026-02-14T09:00:00Z")
	d.now = time.Date(2026, 2, 11, 12, 0, 0, 0, time.UTC)
	d.posts()
	d.at("2026-02-11T12:00:01Z")
	d.posts()
	d.at("2026-02-14T09:00:00Z")
	d.posts("day 1 2026-02-14 due 02-14T09:00: day fourteen 2026-02-14")
}

// An hour or a zone that is changed on the day itself loses nothing of it and
// tells nothing twice.
func TestPlanWithAChangedHour(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	for _, id := range []string{"1", "2"} {
		d.set(store.Channel{ID: id, Hour: 9})
	}
	d.set(store.Channel{ID: "3"}) // at midnight, in the server's zone
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-10T08:00:00Z")
	d.posts("day 3 2026-02-10 due 02-10T00:00: day ten 2026-02-10")
	d.set(store.Channel{ID: "1", Hour: 7}) // it has gone by, and nothing was said yet
	d.set(store.Channel{ID: "2", Hour: 20})
	d.at("2026-02-10T08:01:00Z")
	d.posts("day 1 2026-02-10 due 02-10T07:00: day ten 2026-02-10")
	d.set(store.Channel{ID: "1", Hour: 9}) // once more: it was said
	d.at("2026-02-10T20:00:00Z")
	d.posts("day 2 2026-02-10 due 02-10T20:00: day ten 2026-02-10")
	// Two hours before midnight, the server moves to where the next day has come.
	d.at("2026-02-10T22:00:00Z")
	if err := d.db.Servers().SetTimezone(t.Context(), "1001", "Asia/Tehran", "ada"); err != nil {
		t.Fatal(err)
	}
	d.at("2026-02-10T22:00:01Z")
	d.posts("day 3 2026-02-11 due 02-10T20:30: day eleven 2026-02-11")
	d.at("2026-02-11T23:00:00Z")
	d.posts("day 1 2026-02-11 due 02-11T05:30: day eleven 2026-02-11", "day 2 2026-02-11 due 02-11T16:30: day eleven 2026-02-11")
}

// What falls while a channel is paused is not announced; what falls while the
// bot can't post there is, as soon as it can.
func TestPlanAfterAPause(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9})
	d.set(store.Channel{ID: "2", Hour: 9})
	d.at("2026-02-09T12:00:00Z")
	d.set(store.Channel{ID: "1", Hour: 9, Paused: true})
	if err := d.db.Channels().Halt(t.Context(), "2", store.HaltForbidden); err != nil {
		t.Fatal(err)
	}
	d.at("2026-02-11T12:00:00Z")
	d.posts()
	d.set(store.Channel{ID: "1", Hour: 9})
	d.set(store.Channel{ID: "2", Hour: 9})
	d.at("2026-02-11T12:00:01Z")
	d.posts("day 2 2026-02-11 due 02-11T09:00: day eleven 2026-02-11", "digest 2 2026-02-11 due 02-11T12:00: missed ten 2026-02-10")
	d.at("2026-02-14T09:00:00Z")
	d.posts("day 1 2026-02-14 due 02-14T09:00: day fourteen 2026-02-14", "day 2 2026-02-14 due 02-14T09:00: day fourteen 2026-02-14")
}

// A digest tells what changed, what is coming, and whose case was not mentioned
// for longest; with nothing to tell there is none.
func TestPlanDigest(t *testing.T) {
	t.Parallel()
	free := imprisoned("free", "2020-05-05", "2026-01-01")
	free.Status.Code = casefile.Released
	old := imprisoned("ancient", "2020-05-05", "2024-01-01")
	d := newDiary(t, append(heldSince(), free, old, imprisoned("aware", "2020-05-05", "2026-02-01"), imprisoned("beware", "2020-05-05", "2026-02-01"))...)
	digest := []store.Announced{store.AnnouncedDigest}
	d.set(store.Channel{ID: "1", Hour: 9, Kinds: digest})
	d.set(store.Channel{ID: "2", Hour: 9, Kinds: append(digest, store.AnnouncedUpdate)})
	d.set(store.Channel{ID: "3", Hour: 9, Kinds: digest, Filters: store.Filters{Countries: []string{"TR"}}})
	d.at("2026-02-09T12:00:00Z")
	d.now = time.Date(2026, 2, 12, 10, 0, 0, 0, time.UTC)
	d.change("beware", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-11") })
	d.change("aware", false, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-11") })
	d.at("2026-02-12T10:00:05Z")
	d.posts("update 2  due 02-12T10:00: news beware ")
	d.at("2026-02-16T09:00:00Z")
	d.posts("digest 1 2026-02-16 due 02-16T09:00: changed beware 2026-02-12, unmentioned aware ",
		"digest 2 2026-02-16 due 02-16T09:00: changed beware 2026-02-12, unmentioned aware ")
	d.at("2026-02-23T09:00:00Z")
	d.posts("digest 1 2026-02-23 due 02-23T09:00: unmentioned eleven ", "digest 2 2026-02-23 due 02-23T09:00: unmentioned eleven ")
	// Down on a Monday and the day after it: what changed meanwhile is told in
	// the next digest, and so is what changed in the week before.
	d.now = time.Date(2026, 2, 24, 10, 0, 0, 0, time.UTC)
	d.change("ten", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-23") })
	d.at("2026-02-24T10:00:05Z")
	d.posts("update 2  due 02-24T10:00: news ten ")
	d.at("2026-03-03T09:00:00Z")
	d.posts()
	d.at("2026-03-09T09:00:00Z")
	d.posts("digest 1 2026-03-09 due 03-09T09:00: changed ten 2026-02-24, unmentioned fourteen ",
		"digest 2 2026-03-09 due 03-09T09:00: changed ten 2026-02-24, unmentioned fourteen ")
	// Everybody was mentioned by then; the one longest ago four weeks ago.
	d.at("2026-03-16T09:00:00Z")
	d.posts("digest 1 2026-03-16 due 03-16T09:00: coming eleven 2026-03-18, coming fourteen 2026-03-21, unmentioned aware 2026-02-16",
		"digest 2 2026-03-16 due 03-16T09:00: coming eleven 2026-03-18, coming fourteen 2026-03-21, unmentioned aware 2026-02-16")
	d.at("2026-03-17T09:00:00Z")
	d.posts()
}

// An hour or a zone that is changed brings no second digest in a week and loses
// nothing of what changed; nor is what was missed told twice in one, nor half a
// year of changes where digests were switched off.
func TestPlanDigestOnce(t *testing.T) {
	t.Parallel()
	d := newDiary(t, append(heldSince(), imprisoned("aware", "2020-05-05", "2026-02-01"), imprisoned("beware", "2020-05-05", "2026-02-01"))...)
	both := []store.Announced{store.AnnouncedUpdate, store.AnnouncedDigest}
	seen := func(when, slug, asOf string) {
		d.now = sure(time.Parse(time.RFC3339, when))
		d.change(slug, true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse(asOf) })
	}
	d.set(store.Channel{ID: "1", Hour: 9, Kinds: both[1:]})
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-16T09:00:00Z")
	d.posts("digest 1 2026-02-16 due 02-16T09:00: unmentioned aware ")
	seen("2026-02-16T12:00:00Z", "ten", "2026-02-15")
	d.at("2026-02-16T12:00:05Z")
	d.set(store.Channel{ID: "1", Hour: 18, Kinds: both[1:]})
	d.at("2026-02-16T18:00:00Z")
	d.posts()
	d.at("2026-02-23T18:00:00Z")
	d.posts("digest 1 2026-02-23 due 02-23T18:00: changed ten 2026-02-16, unmentioned beware ")

	d.set(store.Channel{ID: "1", Hour: 18, Kinds: both})
	d.at("2026-02-23T18:00:05Z")
	seen("2026-02-26T12:00:00Z", "eleven", "2026-02-25")
	d.at("2026-02-28T12:00:00Z") // down for two days
	d.posts()
	d.at("2026-03-02T18:00:00Z")
	d.posts("digest 1 2026-03-02 due 03-02T18:00: changed eleven 2026-02-26, unmentioned fourteen ")

	d.set(store.Channel{ID: "1", Hour: 18, Kinds: both[:1]})
	seen("2026-03-04T12:00:00Z", "aware", "2026-03-03")
	d.at("2026-03-04T12:00:05Z")
	d.posts("update 1  due 03-04T12:00: news aware ")
	d.at("2026-06-16T12:00:00Z")
	d.set(store.Channel{ID: "1", Hour: 18, Kinds: both[1:]})
	d.at("2026-06-22T18:00:00Z")
	d.posts("digest 1 2026-06-22 due 06-22T18:00: coming eleven 2026-06-26, coming fourteen 2026-06-29, unmentioned beware 2026-02-23")
}

// A development goes to the channels that hear of it: late by less than what
// may be late by itself, otherwise in the next digest or, where there are none, at once.
func TestPlanUpdates(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	update := []store.Announced{store.AnnouncedUpdate}
	d.set(store.Channel{ID: "1", Hour: 9, Kinds: update})
	d.set(store.Channel{ID: "2", Hour: 9, Kinds: append(update, store.AnnouncedDigest)})
	d.set(store.Channel{ID: "3", Hour: 9, Kinds: update, Filters: store.Filters{Statuses: []casefile.StatusCode{casefile.Exile}}})
	d.set(store.Channel{ID: "4", Hour: 9, Kinds: update, Paused: true})
	d.set(store.Channel{ID: "5", Hour: 9})
	d.at("2026-02-09T12:00:00Z")
	d.change("ten", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-08") })
	d.at("2026-02-10T11:59:00Z")
	d.posts("day 5 2026-02-10 due 02-10T09:00: day ten 2026-02-10", "update 1  due 02-09T12:00: news ten ", "update 2  due 02-09T12:00: news ten ")
	d.now = time.Date(2026, 2, 12, 12, 0, 0, 0, time.UTC)
	d.change("eleven", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-08") })
	d.at("2026-02-13T12:00:00Z")
	d.posts("digest 1 2026-02-13 due 02-13T12:00: missed eleven ", "digest 5 2026-02-13 due 02-13T12:00: missed eleven 2026-02-11")
	d.at("2026-02-14T09:00:00Z")
	d.posts("day 5 2026-02-14 due 02-14T09:00: day fourteen 2026-02-14")
	d.at("2026-02-16T09:00:00Z")
	// In the digest it is what changed, and not what was missed as well.
	d.posts("digest 2 2026-02-16 due 02-16T09:00: changed ten 2026-02-09, changed eleven 2026-02-12, unmentioned fourteen ")
	// One that was hidden before it could be told is told to nobody.
	d.change("fourteen", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-15") })
	d.change("fourteen", false, func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	d.at("2026-02-16T12:00:00Z")
	d.posts()
}

// What was set up while the clock was ahead hears all the same once it is put
// back: a channel, and who follows somebody.
func TestPlanUpdatesAfterAClockAhead(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.now = time.Date(2026, 6, 9, 12, 0, 0, 0, time.UTC)
	d.set(store.Channel{ID: "1", Hour: 9, Kinds: []store.Announced{store.AnnouncedUpdate}})
	if _, err := d.db.Follows().Follow(t.Context(), "mina", "1001", store.Access{Reads: []store.CasebookID{d.book}}, "ten"); err != nil {
		t.Fatal(err)
	}
	d.now = time.Date(2026, 2, 9, 12, 0, 0, 0, time.UTC)
	d.change("ten", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-08") })
	d.at("2026-02-09T12:00:05Z")
	d.posts("update   due 02-09T12:00: news ten ", "update 1  due 02-09T12:00: news ten ")
}

// A development from before a channel was set up, or from during its pause, is
// not announced there, however late it is put into the ledger.
func TestPlanUpdatesFromBefore(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	update := []store.Announced{store.AnnouncedUpdate}
	d.set(store.Channel{ID: "1", Hour: 9, Kinds: update})
	d.set(store.Channel{ID: "2", Hour: 9, Kinds: update, Paused: true})
	d.change("ten", true, func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2026-02-08") })
	d.now = d.now.Add(time.Minute)
	d.set(store.Channel{ID: "2", Hour: 9, Kinds: update})
	d.set(store.Channel{ID: "3", Hour: 9, Kinds: update})
	d.at("2026-02-09T12:02:00Z")
	d.posts("update 1  due 02-09T12:00: news ten ")
}

// More channels than are planned for at once are all planned for; one that
// fails keeps none of the others.
func TestPlanManyChannels(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	const n = channelsAtOnce + 20
	for i := range n {
		d.set(store.Channel{ID: fmt.Sprint(5000 + i), Hour: 9})
	}
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-10T09:00:00Z")
	posted := 0
	for {
		all, err := d.db.Ledger().Claim(t.Context(), "test", 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 0 {
			break
		}
		posted += len(all)
	}
	if posted != n {
		t.Errorf("%d of %d channels", posted, n)
	}
	if d.log.Len() > 0 {
		t.Errorf("the log says %s", d.log.String())
	}
}

// With nothing due the job writes nothing; it ends with its context.
func TestPlanIdle(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9})
	if due, err := d.Job().Due(t.Context()); err != nil || !due {
		t.Errorf("a new channel: %v, %v", due, err)
	}
	d.at("2026-02-09T12:00:00Z")
	if due, err := d.Job().Due(t.Context()); err != nil || due {
		t.Errorf("with nothing due: %v, %v", due, err)
	}
	d.now = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Run(ctx); err == nil {
		t.Error("it goes on after its end")
	}
	d.at("2026-02-10T09:00:00Z")
	d.posts("day 1 2026-02-10 due 02-10T09:00: day ten 2026-02-10")
}
