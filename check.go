package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"vigil/bot"
	"vigil/internal/config"
	"vigil/store"
)

func (p program) checkCommand() *cli.Command {
	return &cli.Command{
		Name:         "check",
		Usage:        "look over the configuration, the database and the rights on Discord",
		OnUsageError: usage,
		Before:       alone,
		Description:  "Changes no record; a database that isn't there yet is made, and an older one brought up to date.\nThe exit status is 1 when something is wrong.",
		Action: func(ctx context.Context, _ *cli.Command) error {
			c, err := p.config(config.ForDatabase)
			if err != nil {
				return err
			}
			fmt.Fprintln(p.out, "configuration: in order")
			if err := errors.Join(p.checkDatabase(ctx, c), p.checkDiscord(ctx, c)); err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.out, "all is well")
			return err
		},
	}
}

func (p program) checkDatabase(ctx context.Context, c config.Config) error {
	db, err := store.Open(ctx, c.Database, store.Options{Now: c.Clock})
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := db.Check(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "database %s: %d casefiles, %d of them public, %d revisions\n",
		c.Database, found.Casefiles, found.Public, found.Revisions)
	for _, f := range found.Faults {
		fmt.Fprintf(p.out, "  wrong in %s: %s\n", f.What, f.Detail)
	}
	if n := len(found.Faults); n > 0 {
		return fmt.Errorf("the database has %d faults: restore a backup, or export what is left with vigil export --all", n)
	}
	return nil
}

func (p program) checkDiscord(ctx context.Context, c config.Config) error {
	if c.Token.IsZero() {
		_, err := fmt.Fprintln(p.out, "Discord: not looked at, since DISCORD_TOKEN isn't set")
		return err
	}
	found, err := bot.Check(ctx, c.API, c.Token.Reveal())
	if err != nil {
		return fmt.Errorf("look at Discord: %w", err)
	}
	fmt.Fprintf(p.out, "Discord: logged in as %s (servers: %d, commands registered: %d)\n", found.Name, len(found.Servers), found.Commands)
	wrong := 0
	for _, s := range found.Servers {
		for _, lack := range s.Lacks {
			fmt.Fprintf(p.out, "  server %s (%s): %s\n", s.Name, s.ID, lack)
		}
		if len(s.Lacks) > 0 {
			wrong++
		}
	}
	if wrong > 0 {
		return fmt.Errorf("look at Discord: something is missing on %d of %d servers", wrong, len(found.Servers))
	}
	return nil
}
