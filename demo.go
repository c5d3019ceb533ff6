package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"vigil/internal/config"
	"vigil/internal/discordsim"
	"vigil/store"
	"vigil/store/starter"
)

// demoToken logs the bot in to the embedded Discord, and to no other.
const demoToken = "demo"

func (p program) demoCommand() *cli.Command {
	return &cli.Command{
		Name:         "demo",
		Usage:        "play with the bot on an embedded Discord, in a web page on this machine",
		OnUsageError: usage,
		Before:       alone,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Usage: "where the page is, on this machine only", Value: "127.0.0.1:8080"},
			&cli.StringFlag{Name: "database", Usage: "keep the record in this `FILE`; without it, it is gone when the demo ends"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.demo(ctx, c.String("addr"), c.String("database"))
		},
	}
}

// demo runs the real bot against an embedded Discord until ctx ends.
func (p program) demo(ctx context.Context, addr, database string) (err error) {
	log := slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	clock := discordsim.NewClock(time.Now())
	db, closeStore, err := p.demoStore(ctx, database, clock.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()

	sim := discordsim.New(discordsim.Options{Clock: clock, Log: log})
	if err := sim.Start("127.0.0.1:0"); err != nil {
		return err
	}
	defer sim.Close()
	announce, err := furnish(ctx, sim, db)
	if err != nil {
		return err
	}
	if err := announceAll(ctx, db, announce); err != nil {
		return err
	}
	api, err := url.Parse(sim.URL())
	if err != nil {
		return err
	}
	w, err := wire(config.Config{Token: config.NewSecret(demoToken), API: api, Clock: clock.Now, Language: "en", Timezone: time.UTC}, db, log)
	if err != nil {
		return err
	}
	page, err := sim.ServePage(addr, discordsim.PageOptions{
		Title: "Vigil demo",
		Rest:  func(ctx context.Context) (time.Time, error) { return w.rest(ctx, db, clock.Now) },
		// The page offers whoever acts those that they may use.
		Tries: []string{
			"/case person:rasulof", "/sentences person:رسول‌اف", "/search country:IR", "/upcoming days:30", "/stats by:country",
			"/follow person:rasulof", "/suggest", "/help", "/curate new", "/curate review", "/setup show", "/setup channel",
		},
	})
	if err != nil {
		return fmt.Errorf("%w (choose another place for the page with --addr)", err)
	}
	defer page.Close()

	fmt.Fprintf(p.out, "Vigil demo: %s\nEverything in it stays on this machine. End it with Ctrl-C.\n", page.URL())
	return w.run(ctx)
}

// restWithin is how long, in real time, all that is due may take to be done
// before the demo's clock gives up waiting for it.
const restWithin = time.Minute

// rest waits until all is done that is due by the demo's clock, and returns when
// the next thing is. It doesn't wait for the jobs' own time to come.
func (w works) rest(ctx context.Context, db *store.DB, now func() time.Time) (next time.Time, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, restWithin, errors.New("what is due was not done within a minute"))
	defer cancel()
	for {
		rests, next, err := db.Rest(ctx, now())
		if err == nil && rests {
			return next, nil
		}
		if err == nil {
			err = w.planning.Run(ctx)
		}
		if ctx.Err() != nil {
			return time.Time{}, context.Cause(ctx)
		}
		if err != nil {
			return time.Time{}, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// demoStore is the demo's database, with the starter casebook in it: in a
// named file, or in a temporary one that the returned function removes.
func (p program) demoStore(ctx context.Context, file string, now func() time.Time) (_ *store.DB, closeStore func() error, err error) {
	remove := func() error { return nil }
	if file == "" {
		dir, err := os.MkdirTemp("", "vigil-demo-")
		if err != nil {
			return nil, nil, err
		}
		file = filepath.Join(dir, "vigil.db")
		remove = func() error { return os.RemoveAll(dir) }
	}
	db, err := store.Open(ctx, file, store.Options{Now: now})
	if err != nil {
		return nil, nil, errors.Join(err, remove())
	}
	closeStore = func() error { return errors.Join(db.Close(), remove()) }
	if err := errors.Join(loadStarter(ctx, db), loadInvented(ctx, db, now())); err != nil {
		return nil, nil, errors.Join(err, closeStore())
	}
	return db, closeStore, nil
}

func loadStarter(ctx context.Context, db *store.DB) error {
	book, err := db.Servers().Casebook(ctx, store.Main)
	if err != nil {
		return err
	}
	_, err = db.Curation().Import(ctx, book.ID, strings.NewReader(string(starter.Casebook())),
		store.ImportOptions{Publish: true, Author: terminal})
	return err
}
