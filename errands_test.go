package main

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/config"
	"vigil/internal/discordsim"
	"vigil/store"
)

// posts is the route by which messages are posted.
const posts = "POST /channels/*/messages"

// reviewing is a stage whose home has a review channel; the bot doesn't run yet.
func reviewing(t *testing.T) (s *stage, room discordsim.Actor) {
	t.Helper()
	s = newStage(t)
	s.load(fictional())
	room = s.in("cyrus", "#casework")
	if err := s.open().Servers().SetReview(t.Context(), s.home(), room.Channel().ID.String(), terminal); err != nil {
		t.Fatal(err)
	}
	return s, room
}

// home is the id of the server that curates.
func (s *stage) home() string { return s.sim.Servers()[0].ID.String() }

// suggest has mina suggest something, by another process as it were.
func (s *stage) suggest(db *store.DB, what string) {
	s.t.Helper()
	book, err := db.Servers().Casebook(s.t.Context(), store.Main)
	if err == nil {
		_, err = db.Inbox().Send(s.t.Context(), store.Suggestion{
			Casebook: book.ID, Server: s.home(), Slug: "fic-02-setareh-khiali", Name: "Setareh Khiali", What: what, Source: "wire",
			Sender: s.user("mina").ID.String(),
		})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// cards counts the messages that say something in a channel.
func cards(room discordsim.Actor, what string) (n int) {
	for _, m := range room.Messages() {
		if strings.Contains(render(m), what) {
			n++
		}
	}
	return n
}

// Whatever Discord does to a post, one card comes of it.
func TestCardsArePostedOnce(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*discordsim.Faults){
		"502 after storing": func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, posts) },
		"502 before":        func(f *discordsim.Faults) { f.Status(1, 502, discordsim.Before, posts) },
		"the line is cut":   func(f *discordsim.Faults) { f.Cut(1, discordsim.After, posts) },
		"429":               func(f *discordsim.Faults) { f.Next429(1, discordsim.RouteLimit, 3*time.Second, posts) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, room := reviewing(t)
			s.start()
			fail(s.sim.Faults())
			s.suggest(s.open(), "She was moved.")
			s.waitFor("the first try to fail", func() bool { return s.postponed() })
			s.sim.Clock().Advance(5 * time.Second)
			s.waitFor("the errand to end", s.idle)
			if n := cards(room, "She was moved."); n != 1 {
				t.Errorf("%d cards were posted; log:\n%s", n, s.log)
			}
		})
	}
}

// postponed reports whether something is to be done, and later than now.
func (s *stage) postponed() bool {
	if s.side == nil {
		s.side = s.open()
	}
	next, err := s.side.Outbox().Next(s.t.Context())
	now := s.sim.Clock().Now()
	return err == nil && next.After(now) && next.Before(now.Add(50*time.Second)) // not only leased
}

// A review channel that was deleted ends the matter; what was suggested is
// still there to be decided, and the curators learn why they saw no card.
func TestReviewChannelIsDeleted(t *testing.T) {
	t.Parallel()
	s, room := reviewing(t)
	s.start()
	room.Channel().Delete()
	s.suggest(s.open(), "She was moved.")
	s.waitFor("the errand to end", s.idle)
	shown := render(s.ask(s.in("cyrus", "#ask"), "/curate review"))
	says(t, shown, "The review channel can't be reached", "She was moved.")
	says(t, s.log.String(), "the channel is gone")
}

// killed is a poster whose program dies once it has posted.
type killed struct {
	commands.Poster
	die func()
}

func (k killed) Post(ctx context.Context, server, channel string, m card.Message, nonce string) (string, error) {
	if _, err := k.Poster.Post(ctx, server, channel, m, nonce); err != nil {
		return "", err
	}
	k.die()
	return "", context.Canceled
}

// A program that dies between posting and noting it posts nothing a second
// time when it comes back.
func TestKilledBetweenPostAndDone(t *testing.T) {
	t.Parallel()
	s, room := reviewing(t)
	db := s.open()
	w := s.wired(db)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx) }()
	s.waitFor("the bot to be ready", s.ready)

	s.suggest(db, "She was moved.")
	dying, die := context.WithCancel(ctx)
	first := *w.errands
	first.Poster = killed{w.bot.Courier(), die}
	if err := first.Run(dying); err != nil {
		t.Fatal(err)
	}
	if n := cards(room, "She was moved."); n != 1 {
		t.Fatalf("%d cards were posted before it died", n)
	}

	s.sim.Clock().Advance(61 * time.Second) // its lease is over
	again, stop := context.WithCancel(ctx)
	finished := make(chan error, 1)
	go func() { finished <- w.errands.Run(again) }()
	s.waitFor("the errand to end", s.idle)
	stop()
	if err := <-finished; err != nil {
		t.Fatal(err)
	}
	if n := cards(room, "She was moved."); n != 1 {
		t.Errorf("there are %d cards", n)
	}

	// It knows the card: a decision edits it.
	if _, err := db.Inbox().Reject(t.Context(), s.book(db), 1, "1", "no"); err != nil {
		t.Fatal(err)
	}
	go func() { finished <- w.errands.Run(ctx) }()
	s.waitFor("the card to be edited", func() bool { return cards(room, "Rejected") == 1 })
	cancel()
	if err := errors.Join(<-finished, <-ended); err != nil {
		t.Error(err)
	}
}

// book is the id of the casebook main.
func (s *stage) book(db *store.DB) store.CasebookID {
	s.t.Helper()
	book, err := db.Servers().Casebook(s.t.Context(), store.Main)
	if err != nil {
		s.t.Fatal(err)
	}
	return book.ID
}

// wired is the program over db, not running.
func (s *stage) wired(db *store.DB) works {
	s.t.Helper()
	api, err := url.Parse(s.sim.URL())
	if err != nil {
		s.t.Fatal(err)
	}
	c := config.Config{Token: config.NewSecret(demoToken), API: api, Clock: s.sim.Clock().Now, Language: "en", Timezone: time.UTC}
	w, err := wire(c, db, slog.New(slog.NewTextHandler(s.log, nil)))
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}
