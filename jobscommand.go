package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"vigil/store"
)

func (p program) jobsCommand() *cli.Command {
	return &cli.Command{
		Name:         "jobs",
		Usage:        "what the bot does by itself: when each job last went well, and have one done now",
		OnUsageError: usage,
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return unknownCommand(ctx, c)
			}
			return p.withStore(ctx, func(db *store.DB) error { return p.listJobs(ctx, db.Jobs()) })
		},
		Commands: []*cli.Command{{
			Name:         "run",
			Usage:        "have the running bot do a job now",
			ArgsUsage:    "NAME",
			OnUsageError: usage,
			Action: func(ctx context.Context, c *cli.Command) error {
				name, err := one(c, "name of a job")
				if err != nil {
					return err
				}
				return p.withStore(ctx, func(db *store.DB) error { return p.askForJob(ctx, db.Jobs(), name) })
			},
		}},
	}
}

func (p program) listJobs(ctx context.Context, jobs *store.Jobs) error {
	beats, err := jobs.Beats(ctx)
	if err != nil {
		return err
	}
	if len(beats) == 0 {
		_, err := fmt.Fprintln(p.out, "no job was ever done here: vigil run does them")
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tLAST WENT WELL\tTOOK\tSTATE")
	for _, b := range beats {
		last := "never"
		if !b.Ended.IsZero() {
			last = b.Ended.UTC().Format(time.DateTime) + " UTC"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", b.Name, last, b.Took, jobState(b))
	}
	return w.Flush()
}

// jobState is how a job is doing, in a few words.
func jobState(b store.Beat) string {
	switch {
	case b.Asked:
		return "asked for"
	case b.Failed != "":
		return "failed: " + b.Failed
	case b.Began.After(b.Ended):
		return "under way"
	}
	return "in order"
}

// askForJob asks whoever does the jobs, which may be nobody at this moment.
func (p program) askForJob(ctx context.Context, jobs *store.Jobs, name string) error {
	err := jobs.Ask(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("no job is called %q, or the bot never ran on this database: vigil jobs lists them", name)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s is asked for: the running bot does it within seconds, or the next one as it starts\n", name)
	return err
}
