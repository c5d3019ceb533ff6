package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"

	"github.com/urfave/cli/v3"
	"golang.org/x/sync/errgroup"

	"vigil/bot"
	"vigil/commands"
	"vigil/internal/answer"
	"vigil/internal/config"
	"vigil/internal/locale"
	"vigil/jobs"
	"vigil/store"
	"vigil/store/starter"
)

func (p program) runCommand() *cli.Command {
	return &cli.Command{
		Name:         "run",
		Usage:        "be the bot on Discord, until told to stop",
		OnUsageError: usage,
		Before:       alone,
		Action: func(ctx context.Context, _ *cli.Command) error {
			c, err := p.config(config.ForDiscord)
			if err != nil {
				return err
			}
			db, err := store.Open(ctx, c.Database, store.Options{Now: c.Clock})
			if err != nil {
				return err
			}
			return errors.Join(serve(ctx, c, db, newLog(p.err, c)), db.Close())
		},
	}
}

// newLog is the program's log, as configured.
func newLog(w io.Writer, c config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == config.JSON {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// serve runs the bot over db, with its health page where one is configured,
// until ctx ends or one of the two fails. What ends first ends the other.
func serve(ctx context.Context, c config.Config, db *store.DB, log *slog.Logger) error {
	if c.ClockMoved {
		log.Warn("VIGIL_CLOCK is set: this is a rehearsal, and its time is not the real one", "now", c.Clock())
	}
	w, err := wire(c, db, log)
	if err != nil {
		return err
	}
	if err := db.Public().Warm(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	ctx, cancel := context.WithCancel(ctx)
	g.Go(func() error { // takes the longest, and only /ask needs it
		if err := db.Public().WarmCensus(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		return nil
	})
	g.Go(func() error {
		defer cancel()
		return w.run(ctx)
	})
	if c.HTTPAddr != "" {
		g.Go(func() error { return serveHealth(ctx, c.HTTPAddr, w, log) })
	}
	return g.Wait()
}

// works is the bot with what it does by itself.
type works struct {
	bot       *bot.Bot
	errands   *jobs.Errands
	deliverer *jobs.Deliverer
	planning  *jobs.Planning
	scheduler *jobs.Scheduler
	ledger    *store.Ledger
	channels  *store.Channels
}

// run runs all of it until ctx ends or the bot fails.
func (w works) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	ctx, cancel := context.WithCancel(ctx)
	g.Go(func() error {
		defer cancel()
		return w.bot.Run(ctx)
	})
	g.Go(func() error { return w.errands.Run(ctx) })
	g.Go(func() error { return w.deliverer.Run(ctx) })
	g.Go(func() error { return w.scheduler.Run(ctx) })
	return g.Wait()
}

// wire ties the bot to the database, the commands and their words, and what it
// does by itself to the bot.
func wire(c config.Config, db *store.DB, log *slog.Logger) (w works, err error) {
	words, err := locale.Load()
	if err != nil {
		return w, err
	}
	answers, err := answer.New(db.Public(), words)
	if err != nil {
		return w, err
	}
	w.bot, err = bot.New(bot.Config{
		Token: c.Token.Reveal(),
		API:   c.API,
		Commands: commands.All(commands.Deps{
			Public:   db.Public(),
			Curation: db.Curation(),
			Desk:     db.Desk(),
			Inbox:    db.Inbox(),
			Servers:  db.Servers(),
			Channels: db.Channels(),
			Follows:  db.Follows(),
			Settings: db.Settings(),
			Answers:  answers,
			Words:    words,
			Language: c.Language,
			Starter:  starter.Casebook(),
		}),
		Words:    words,
		Places:   db.Servers(),
		People:   db.Settings(),
		Keeper:   db.Settings(),
		Notes:    db.Outbox(),
		Language: c.Language,
		Timezone: c.Timezone,
		Now:      c.Clock,
		Log:      log,
	})
	if err != nil {
		return w, err
	}
	voices := jobs.NewVoices(words, c.Language, c.Timezone)
	w.errands = &jobs.Errands{
		Outbox:   db.Outbox(),
		Inbox:    db.Inbox(),
		Curation: db.Curation(),
		Public:   db.Public(),
		Channels: db.Channels(),
		Servers:  db.Servers(),
		Settings: db.Settings(),
		Voices:   voices,
		Poster:   w.bot.Courier(),
		Now:      c.Clock,
		Log:      log,
	}
	w.ledger, w.channels = db.Ledger(), db.Channels()
	w.deliverer = &jobs.Deliverer{
		Ledger:   w.ledger,
		Channels: w.channels,
		Public:   db.Public(),
		Servers:  db.Servers(),
		Settings: db.Settings(),
		Voices:   voices,
		Poster:   w.bot.Courier(),
		Now:      c.Clock,
		Holder:   rand.Text(),
		Log:      log,
	}
	w.planning = &jobs.Planning{
		Planner:  jobs.NewPlanner(db, voices),
		Channels: w.channels,
		Now:      c.Clock,
		Log:      log,
	}
	w.scheduler = jobs.NewScheduler(db.Jobs(), log, w.planning.Job(), jobs.Purge(db.Purge))
	return w, nil
}
