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
	if err := furnish(ctx, sim, db); err != nil {
		return err
	}
	page, err := sim.ServePage(addr, discordsim.PageOptions{
		Title: "Vigil demo",
		// The page offers whoever acts those that they may use.
		Tries: []string{
			"/case person:rasulof", "/sentences person:رسول‌اف", "/search country:IR", "/suggest", "/help",
			"/curate new", "/curate review", "/setup show",
		},
	})
	if err != nil {
		return fmt.Errorf("%w (choose another place for the page with --addr)", err)
	}
	defer page.Close()

	api, err := url.Parse(sim.URL())
	if err != nil {
		return err
	}
	w, err := wire(config.Config{Token: config.NewSecret(demoToken), API: api, Clock: clock.Now, Language: "en", Timezone: time.UTC}, db, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "Vigil demo: %s\nEverything in it stays on this machine. End it with Ctrl-C.\n", page.URL())
	return w.run(ctx)
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
	if err := loadStarter(ctx, db); err != nil {
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

// furnish fills the embedded Discord: two servers, one in English and one in
// Persian, and three people on both, a member, a curator and an administrator.
func furnish(ctx context.Context, sim *discordsim.Sim, db *store.DB) error {
	app := sim.AddApplication(demoToken)
	member, curator, admin := sim.AddUser("Mina"), sim.AddUser("Cyrus"), sim.AddUser("Ada")
	for i, place := range []struct {
		name, language string
		channels       []string
		topics         []string
	}{
		{"Press Watch", "en", []string{"ask", "casework"}, []string{"Ask about a case: type / and choose a command", "Where curators talk"}},
		{"نگاه", "fa", []string{"پرسش", "پرونده‌ها"}, []string{"دربارهٔ یک پرونده بپرسید: / را بزنید و فرمانی برگزینید", "گفت‌وگوی دبیران"}},
	} {
		server := sim.AddServer(place.name)
		server.SetOwner(admin)
		server.Install(app)
		curators := server.AddRole("Curators", discordsim.ManageMessages)
		administrators := server.AddRole("Administrators", discordsim.ManageServer|discordsim.ManageMessages)
		server.Join(member, curator, admin)
		server.Give(curator, curators)
		server.Give(admin, administrators)
		room := ""
		for j, name := range place.channels {
			channel := server.AddChannel(name)
			channel.SetTopic(place.topics[j])
			if j == 0 {
				continue
			}
			// The curators' room: nobody else sees it.
			channel.OverwriteRole(server.Everyone(), 0, discordsim.ViewChannel)
			for _, role := range []*discordsim.Role{curators, administrators, server.BotRole(app)} {
				channel.OverwriteRole(role, discordsim.ViewChannel, 0)
			}
			room = channel.ID.String()
		}
		id := server.ID.String()
		if _, err := db.Servers().Attach(ctx, id, store.Main, i == 0, terminal); err != nil {
			return err
		}
		if err := db.Servers().SetLanguage(ctx, id, place.language, terminal); err != nil {
			return err
		}
		if i > 0 {
			continue // it only reads
		}
		if err := db.Servers().SetReview(ctx, id, room, terminal); err != nil {
			return err
		}
	}
	return nil
}
