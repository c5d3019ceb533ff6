package main

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"testing"
	"time"

	"vigil/internal/config"
	"vigil/jobs"
	"vigil/store"
	"vigil/store/storetest"
)

// A job that has not gone well for too long is wrong, with the reason; so is a
// database that can't be read. Channels in which the bot had to stop are counted.
func TestHealthOfJobs(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	w, err := wire(config.Config{
		Token: config.NewSecret("invented"), API: &url.URL{Scheme: "http", Host: "127.0.0.1:1"}, Clock: time.Now, Language: "en", Timezone: time.UTC,
	}, db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	const offline = "not connected to Discord"
	if c := w.condition(t.Context()); !slices.Equal(c.Wrong, []string{offline}) || len(c.Jobs) != 2 || c.Jobs[0].Name != "plan" || c.Jobs[1].Name != "purge" {
		t.Errorf("at first: %+v", c)
	}
	ch := store.Channel{ID: "2001", Server: "1001", Kinds: store.AllAnnounced(), Hour: 9}
	if err := db.Channels().Set(t.Context(), ch, "ada"); err != nil {
		t.Fatal(err)
	}
	if err := db.Channels().Halt(t.Context(), "2001", store.HaltForbidden); err != nil {
		t.Fatal(err)
	}
	if mine, err := db.Jobs().Take(t.Context(), "plan", "test", time.Minute); err != nil || !mine {
		t.Fatal(mine, err)
	}
	if err := db.Jobs().Done(t.Context(), "plan", "test", time.Second, "the disk is full"); err != nil {
		t.Fatal(err)
	}
	w.scheduler = jobs.NewScheduler(db.Jobs(), slog.New(slog.DiscardHandler),
		jobs.Job{Name: "plan", Every: time.Hour, Limit: -time.Hour, Run: func(context.Context) error { return nil }})
	c := w.condition(t.Context())
	if want := []string{offline, "the job plan has not gone well for too long: the disk is full"}; !slices.Equal(c.Wrong, want) || c.Halted != 1 {
		t.Errorf("with a stuck job: %q, %d halted", c.Wrong, c.Halted)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c := w.condition(ctx); !slices.Contains(c.Wrong, "the database can't be read") {
		t.Errorf("with a database that can't be read: %q", c.Wrong)
	}
}
