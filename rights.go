package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"vigil/internal/locale"
	"vigil/store"
)

func (p program) casebookCommand() *cli.Command {
	named := func(name, use string, do func(context.Context, *cli.Command, *store.Servers, string) error, flags ...cli.Flag) *cli.Command {
		return &cli.Command{
			Name: name, Usage: use, ArgsUsage: "NAME", Flags: flags, OnUsageError: usage,
			Action: func(ctx context.Context, c *cli.Command) error {
				casebook, err := one(c, "name of a casebook")
				if err != nil {
					return err
				}
				return p.withStore(ctx, func(db *store.DB) error {
					return noCasebook(casebook, do(ctx, c, db.Servers(), casebook))
				})
			},
		}
	}
	return &cli.Command{
		Name:         "casebook",
		Usage:        "the casebooks in the database",
		OnUsageError: usage,
		Action:       unknownCommand,
		Commands: []*cli.Command{
			{Name: "list", Usage: "name, size, home and rights of each", OnUsageError: usage, Before: alone, Action: p.listCasebooks},
			named("new", "make an empty one", func(ctx context.Context, _ *cli.Command, s *store.Servers, name string) error {
				_, err := s.New(ctx, name, "", terminal)
				return err
			}),
			named("open", "let everybody read it, in direct messages too", func(ctx context.Context, c *cli.Command, s *store.Servers, name string) error {
				return s.Open(ctx, name, !c.Bool("close"), terminal)
			}, &cli.BoolFlag{Name: "close", Usage: "no longer: only servers that were given it"}),
			named("code", "print its read code, with which another server can read it", func(ctx context.Context, _ *cli.Command, s *store.Servers, name string) error {
				code, err := s.Code(ctx, name, terminal)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.out, code)
				return err
			}),
		},
	}
}

func (p program) listCasebooks(ctx context.Context, _ *cli.Command) error {
	return p.withStore(ctx, func(db *store.DB) error {
		all, err := db.Servers().Casebooks(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tCASEFILES\tPUBLIC\tHOME\tOPEN TO ALL\tTITLE")
		for _, b := range all {
			home := b.Home
			if home == "" {
				home = "–"
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\n", b.Name, b.Size, b.Public, home, yes(b.Open), b.Title)
		}
		return w.Flush()
	})
}

func (p program) serverCommand() *cli.Command {
	return &cli.Command{
		Name:         "server",
		Usage:        "say which casebook a Discord server reads, and how it is answered",
		ArgsUsage:    "ID",
		OnUsageError: usage,
		Description:  "What isn't named stays as it is. Without any option, it prints what is set.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "casebook", Usage: "the casebook `NAME` that it reads"},
			&cli.BoolFlag{Name: "home", Usage: "it curates the casebook as well"},
			&cli.StringFlag{Name: "language", Usage: "`CODE` of the language of its answers, such as fa"},
			&cli.StringFlag{Name: "calendar", Usage: "gregorian, solar_hijri or both"},
			&cli.StringFlag{Name: "timezone", Usage: "`ZONE`, such as Asia/Tehran"},
			&cli.BoolFlag{Name: "private", Usage: "answers are private unless asked otherwise; --private=false for the channel"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			id, err := one(c, "server's id")
			if err != nil {
				return err
			}
			if n, err := strconv.ParseUint(id, 10, 64); err != nil || n == 0 {
				return usageError{fmt.Sprintf("%q is no server's id: it is a number of 17 to 20 digits, which Discord's Developer Mode copies", id)}
			}
			if c.Bool("home") && !c.IsSet("casebook") {
				return usageError{"--home goes with --casebook: it says which one the server curates"}
			}
			return p.withStore(ctx, func(db *store.DB) error { return p.setServer(ctx, c, db, id) })
		},
	}
}

// setServer sets what the command line names, all of it or nothing, and prints
// what is set then.
func (p program) setServer(ctx context.Context, c *cli.Command, db *store.DB, id string) error {
	s := db.Servers()
	settings := []struct {
		flag string
		to   func(context.Context, string, string, store.Author) error
		ok   func(string) error
	}{
		{"language", s.SetLanguage, knownLanguage},
		{"calendar", s.SetCalendar, knownCalendar},
		{"timezone", s.SetTimezone, knownZone},
	}
	for _, set := range settings {
		if c.IsSet(set.flag) {
			if err := set.ok(c.String(set.flag)); err != nil {
				return err
			}
		}
	}
	if name := c.String("casebook"); name != "" {
		if _, err := s.Attach(ctx, id, name, c.Bool("home"), terminal); err != nil {
			return noCasebook(name, err)
		}
	}
	for _, set := range settings {
		if c.IsSet(set.flag) {
			if err := set.to(ctx, id, c.String(set.flag), terminal); err != nil {
				return err
			}
		}
	}
	if c.IsSet("private") {
		if err := s.SetPrivate(ctx, id, c.Bool("private"), terminal); err != nil {
			return err
		}
	}
	return p.printServer(ctx, db, id)
}

func (p program) printServer(ctx context.Context, db *store.DB, id string) error {
	server, _, err := db.Servers().Of(ctx, id)
	if err != nil {
		return err
	}
	books, err := db.Servers().Casebooks(ctx)
	if err != nil {
		return err
	}
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	verb := "reads"
	if server.Home {
		verb = "reads and curates"
	}
	for _, b := range books {
		if b.ID == server.Casebook {
			fmt.Fprintf(p.out, "server %s %s casebook %s (%d casefiles, %d public)\n", id, verb, b.Name, b.Size, b.Public)
		}
	}
	_, err = fmt.Fprintf(p.out, "language %s, calendar %s, time zone %s, private answers: %s\n",
		or(server.Language, "the program's"), or(server.Calendar, "the language's"), or(server.Timezone, "the program's"), yes(server.Private))
	return err
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

func knownLanguage(code string) error {
	words, err := locale.Load()
	if err != nil {
		return err
	}
	known := ""
	for _, l := range words.Languages() {
		if l.Code == code {
			return nil
		}
		known += " " + l.Code
	}
	return usageError{fmt.Sprintf("there is no language %q; there are%s", code, known)}
}

func knownCalendar(name string) error {
	switch name {
	case "gregorian", "solar_hijri", "both":
		return nil
	}
	return usageError{fmt.Sprintf("there is no calendar %q; there are gregorian, solar_hijri and both", name)}
}

func knownZone(name string) error {
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return usageError{fmt.Sprintf("there is no time zone %q; it is a name such as Asia/Tehran or Europe/Berlin", name)}
	}
	return nil
}
