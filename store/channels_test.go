package store_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func TestSetAndRemoveChannels(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	c := db.Channels()
	want := store.Channel{
		ID: "700", Server: "500", Kinds: []store.Announced{store.AnnouncedUpdate, store.AnnouncedDigest}, Hour: 23, Timezone: "Asia/Tehran",
		Language: "fa", Calendar: "both", Crosspost: true, By: "admin",
		Filters: store.Filters{Countries: []string{"XX"}, Professions: []string{"film-maker"}, Statuses: []casefile.StatusCode{casefile.Detained}},
	}
	ask := want
	ask.Kinds = []store.Announced{store.AnnouncedDigest, store.AnnouncedUpdate, store.AnnouncedDigest}
	ask.By, ask.Halted, ask.Through = "x", store.HaltGone, today
	for _, id := range []string{"700", "699"} {
		ask.ID = id
		if err := c.Set(t.Context(), ask, "admin"); err != nil {
			t.Fatal(err)
		}
	}
	all, err := c.Of(t.Context(), "500")
	if err != nil || len(all) != 2 {
		t.Fatalf("got %+v, %v", all, err)
	}
	got := theChannel(t, db, "700")
	fresh := got
	store.UnversionForTest(&got)
	if !got.Next.Equal(storetest.Now()) || !got.Since.Equal(storetest.Now()) {
		t.Errorf("thought of at %s, since %s", got.Next, got.Since)
	}
	if got.Next, got.Since = want.Next, want.Since; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if all, err := c.Of(t.Context(), "501"); err != nil || len(all) > 0 {
		t.Errorf("of another server: %+v, %v", all, err)
	}
	for name, bad := range map[string]func(*store.Channel){
		"no id":              func(c *store.Channel) { c.ID = "" },
		"no server":          func(c *store.Channel) { c.Server = "" },
		"no kinds":           func(c *store.Channel) { c.Kinds = nil },
		"a kind unheard of":  func(c *store.Channel) { c.Kinds = []store.Announced{"birthday"} },
		"an hour too late":   func(c *store.Channel) { c.Hour = 24 },
		"an hour below zero": func(c *store.Channel) { c.Hour = -1 },
	} {
		ch := want
		bad(&ch)
		if err := c.Set(t.Context(), ch, "admin"); !errors.Is(err, store.ErrChannel) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stolen := want
	stolen.Server = "501"
	if err := c.Set(t.Context(), stolen, "thief"); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("from another server: %v", err)
	}
	if err := c.Remove(t.Context(), "501", "700", "thief"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed from another server: %v", err)
	}
	if now := theChannel(t, db, "700"); !reflect.DeepEqual(now, fresh) {
		t.Errorf("it was changed: %+v", now)
	}
	if err := c.Remove(t.Context(), "500", "700", "admin"); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(t.Context(), "500", "700", "admin"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	var trail bytes.Buffer
	if err := db.Curation().Audit(t.Context(), 1, &trail); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"channel 700: update, digest at 23", "channel 700 removed"} {
		if n := strings.Count(trail.String(), said); n != 1 {
			t.Errorf("%d lines say %q: %s", n, said, &trail)
		}
	}
}

// Of a pause what falls meanwhile isn't announced; whatever else is changed, it
// goes on where it was.
func TestSetAnew(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	ch := channel(t, db, "700")
	set := func(change func(*store.Channel)) store.Channel {
		t.Helper()
		change(&ch)
		if err := db.Channels().Set(t.Context(), ch, "admin"); err != nil {
			t.Fatal(err)
		}
		return theChannel(t, db, "700")
	}
	due := func(want bool) {
		t.Helper()
		all, err := db.Channels().Due(t.Context(), storetest.Now(), 10)
		if err != nil || len(all) == 1 != want {
			t.Errorf("due: %+v, %v", all, err)
		}
	}
	write(t, db, 1, dayOf(ch, "arrest"))
	due(false)
	if got := set(func(c *store.Channel) { c.Hour = 14 }); got.Through != today {
		t.Errorf("another hour: from %s", got.Through)
	}
	due(true)
	if got := set(func(c *store.Channel) { c.Paused = true }); got.Through != today || !got.Paused {
		t.Errorf("paused: %+v", got)
	}
	due(false)
	none(t, db, "a paused channel takes nothing")
	if got := set(func(c *store.Channel) { c.Paused = false }); !got.Through.IsZero() || got.Paused {
		t.Errorf("after a pause: %+v", got)
	}
	due(true)
	one(t, db, "me") // what fell before the pause

	// The server's hours are at other times.
	write(t, db, 0, store.Plan{Channel: theChannel(t, db, "700"), Through: today, Next: storetest.Now().Add(time.Hour)})
	due(false)
	if err := db.Servers().SetTimezone(t.Context(), "500", "Asia/Tehran", "admin"); err != nil {
		t.Fatal(err)
	}
	due(true)
}

// A channel that is lost is told of once, and what waits for it waits until it
// is set up again.
func TestHalt(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	for len(dueNow(t, db)) > 0 {
		t.Fatal("there is something to do already")
	}
	ch := channel(t, db, "700")
	write(t, db, 1, dayOf(ch, "arrest"))
	p := one(t, db, "me")
	halt := func(why store.Halt) {
		t.Helper()
		if err := db.Channels().Halt(t.Context(), "700", why); err != nil {
			t.Fatal(err)
		}
	}
	halt(store.HaltForbidden)
	halt(store.HaltGone)
	if err := db.Channels().Halt(t.Context(), "nobody's", store.HaltGone); err != nil {
		t.Errorf("a channel that isn't ours: %v", err)
	}
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidLater, At: storetest.Now(), Why: "the channel was stopped"})
	errands := dueNow(t, db)
	if len(errands) != 1 || errands[0].Kind != store.ShowNotice || errands[0].Channel != "review" || errands[0].User != "" || errands[0].Server != "500" {
		t.Fatalf("told: %+v", errands)
	}
	n, err := db.Channels().Notice(t.Context(), errands[0].Subject)
	if err != nil || n.Channel != "700" || n.Code != "forbidden" || n.Server != "500" || n.Ref != "" {
		t.Errorf("notice: %+v, %v", n, err)
	}
	announceOf(t, db, "azar", moved("ward 4")) // is spread to it all the same
	if n := spreadAll(t, db); n != 1 {
		t.Errorf("%d messages", n)
	}
	none(t, db, "the channel is halted")
	if next, err := db.Ledger().NextPost(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("something could be done at %v, %v", next, err)
	}
	if got := theChannel(t, db, "700"); got.Halted != store.HaltForbidden {
		t.Errorf("got %+v", got)
	}
	if err := db.Channels().Set(t.Context(), ch, "admin"); err != nil {
		t.Fatal(err)
	}
	if got := theChannel(t, db, "700"); got.Halted != "" || got.Through != today {
		t.Errorf("set up again: %+v", got)
	}
	if p := one(t, db, "me"); p.Lines[0].Subject != "arrest" || p.Tries != 1 || !p.First.IsZero() {
		t.Errorf("got %+v", p)
	}
}

// Without a channel for curators, who set the channel up is told.
func TestNoticeGoesToWhoSetItUp(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	write(t, db, 1, dayOf(channel(t, db, "700"), "arrest"))
	if err := db.Servers().SetReview(t.Context(), "500", "", "admin"); err != nil {
		t.Fatal(err)
	}
	p := one(t, db, "me")
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidGivenUp, Why: "nobody knows", Notice: "uncertain"})
	errands := dueNow(t, db)
	if len(errands) != 1 || errands[0].Kind != store.ShowNotice || errands[0].User != "admin" || errands[0].Channel != "" {
		t.Fatalf("told: %+v", errands)
	}
	n, err := db.Channels().Notice(t.Context(), errands[0].Subject)
	if err != nil || n.Code != "uncertain" || n.Ref != p.Ref {
		t.Errorf("notice: %+v, %v", n, err)
	}
	if got, err := db.Ledger().Backlog(t.Context()); err != nil || got["given-up"] != 1 || len(got) != 1 {
		t.Errorf("backlog: %v, %v", got, err)
	}
	write(t, db, 0, dayOf(theChannel(t, db, "700"), "arrest")) // it isn't tried again
	// A server that only reads the casebook has no curators of it.
	if _, err := db.Servers().Attach(t.Context(), "501", store.Main, false, "admin"); err != nil {
		t.Fatal(err)
	}
	if err := db.Servers().SetReview(t.Context(), "501", "not-for-this", "admin"); err != nil {
		t.Fatal(err)
	}
	if err := db.Channels().Set(t.Context(), store.Channel{ID: "710", Server: "501", Kinds: store.AllAnnounced()}, "their admin"); err != nil {
		t.Fatal(err)
	}
	if err := db.Channels().Halt(t.Context(), "710", store.HaltGone); err != nil {
		t.Fatal(err)
	}
	if errands = dueNow(t, db); len(errands) != 1 || errands[0].User != "their admin" || errands[0].Channel != "" {
		t.Errorf("told of a reader's: %+v", errands)
	}
	if _, err := db.Channels().Notice(t.Context(), 77); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no notice: %v", err)
	}
}

// Nothing more is posted where a channel was removed; what stands there can be
// corrected.
func TestRemoveKeepsWhatStands(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	ch := channel(t, db, "700")
	write(t, db, 1, dayOf(ch, "arrest"))
	settle(t, db, "me", posted(one(t, db, "me")))
	missed := dayOf(theChannel(t, db, "700"), "sentence")
	missed.Missed = []store.Line{anniversary("departure")}
	write(t, db, 1, missed)
	if err := db.Channels().Remove(t.Context(), "500", "700", "admin"); err != nil {
		t.Fatal(err)
	}
	none(t, db, "the channel was removed")
	if n := count(t, db, `SELECT count(*) FROM deliveries`); n != 1 {
		t.Errorf("%d lines are kept", n)
	}
	rewrite(t, db, "azar", "anna", "corrected")
	if n, err := db.Ledger().Corrections(t.Context()); err != nil || n != 1 {
		t.Errorf("%d to correct, %v", n, err)
	}
	if p := one(t, db, "me"); !p.Again || p.Lines[0].Subject != "arrest" {
		t.Errorf("got %+v", p)
	}
	// Set up again, it isn't told the same again, and is told the rest.
	write(t, db, 1, dayOf(channel(t, db, "700"), "arrest", "sentence"))
}

// What no day was thought of for begins with the first.
func TestNewChannelIsDue(t *testing.T) {
	t.Parallel()
	db, _ := announcing(t)
	if err := db.Channels().Set(t.Context(), store.Channel{ID: "700", Server: "500", Kinds: store.AllAnnounced()}, "admin"); err != nil {
		t.Fatal(err)
	}
	due, err := db.Channels().Due(t.Context(), storetest.Now(), 10)
	if err != nil || len(due) != 1 || due[0].Through != (calendar.Day{}) {
		t.Errorf("got %+v, %v", due, err)
	}
}

// A message of which nobody knows whether it stands there is looked for, though
// its channel was halted and then removed.
func TestRemoveLeavesNothingInDoubt(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	write(t, db, 1, dayOf(channel(t, db, "700"), "arrest"))
	began := k.machine
	p := one(t, db, "me")
	if err := db.Channels().Halt(t.Context(), "700", store.HaltForbidden); err != nil {
		t.Fatal(err)
	}
	settle(t, db, "me", store.Said{Post: p.ID, Outcome: store.SaidLater, At: storetest.Now(), Unsure: true})
	none(t, db, "the channel is halted")
	if err := db.Channels().Remove(t.Context(), "500", "700", "admin"); err != nil {
		t.Fatal(err)
	}
	if p = one(t, db, "me"); !p.First.Equal(began) {
		t.Errorf("got %+v", p)
	}
}
