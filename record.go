package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"vigil/internal/config"
	"vigil/store"
	"vigil/store/starter"
)

// terminal is the author of what is written from the command line.
const terminal store.Author = "terminal"

func (p program) importCommand() *cli.Command {
	return &cli.Command{
		Name:         "import",
		Usage:        "load casebooks (JSON) and tables of people (CSV)",
		ArgsUsage:    "FILE…",
		OnUsageError: usage,
		Description: "Each record lands whole or not at all; a refused one is reported with its place and\n" +
			"keeps no other from landing. Loading a file twice changes nothing the second time.\n" +
			"The exit status is 1 when a record was refused.\n\n" +
			"Of a table each row is a record, and what its columns are taken for is said first. The map\n" +
			"of columns is remembered for the next table with that heading.",
		DisableSliceFlagSeparator: true, // a heading may have a comma in it
		Flags: []cli.Flag{
			casebookOption(),
			&cli.BoolFlag{Name: "publish", Usage: "what the files call public becomes public, and every row of a table; without it all are drafts"},
			&cli.StringSliceFlag{Name: "column", Usage: "of a table: `HEADING=FIELD`, once for each that isn't understood by itself; HEADING= leaves it out"},
			&cli.BoolFlag{Name: "dry-run", Usage: "say what would happen and write nothing"},
			&cli.BoolFlag{Name: "starter", Usage: "the starter casebook that comes with the program"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			files := c.Args().Slice()
			if c.Bool("starter") {
				files = append(files, starterName)
			}
			if len(files) == 0 {
				return usageError{"vigil import takes at least one file, or --starter"}
			}
			conf, err := p.config(config.ForDatabase)
			if err != nil {
				return err
			}
			to := into{columns: c.StringSlice("column"), today: conf.Clock().In(conf.Timezone)}
			return withDatabase(ctx, conf, func(db *store.DB) error {
				return p.load(ctx, db, files, c.String("casebook"), to, store.ImportOptions{
					Publish: c.Bool("publish"),
					DryRun:  c.Bool("dry-run"),
					Author:  terminal,
				})
			})
		},
	}
}

// starterName stands for the embedded casebook among files.
const starterName = "starter casebook"

// load imports files one after the other and reports on each.
func (p program) load(ctx context.Context, db *store.DB, files []string, casebook string, to into, o store.ImportOptions) error {
	book, err := db.Servers().Casebook(ctx, casebook)
	if err != nil {
		return noCasebook(casebook, err)
	}
	to.book = book.ID
	refused, others := 0, 0
	for _, file := range files {
		report, unit, err := p.loadFile(ctx, db, to, file, o)
		refused += refusedIn(report)
		others += report.New + report.Changed + report.Unchanged
		if err == nil || report.Records() > 0 {
			p.report(file, unit, report, o)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if refused > 0 {
		return refusals{n: refused, others: others, dry: o.DryRun}
	}
	return nil
}

// refusedIn counts the records that were refused, each once however many
// reasons there were.
func refusedIn(r store.Report) int { return r.Records() - r.New - r.Changed - r.Unchanged }

// refusals is how many records were refused, and how many were not.
type refusals struct {
	n, others int
	dry       bool
}

// Error says what became of the others.
func (r refusals) Error() string {
	were, others := "records were", "the others are in"
	if r.n == 1 {
		were = "record was"
	}
	switch {
	case r.others == 0:
		others = "there are no others"
	case r.dry:
		others = "the others would land"
	}
	return fmt.Sprintf("%d %s refused; %s", r.n, were, others)
}

// loadFile imports one file. unit is what its records are called.
func (p program) loadFile(ctx context.Context, db *store.DB, to into, file string, o store.ImportOptions) (report store.Report, unit string, err error) {
	opened, size, err := open(file)
	if err != nil {
		return store.Report{}, "", err
	}
	defer opened.Close()
	from := bufio.NewReader(opened)
	if isTable(file, from) {
		report, err = p.loadTable(ctx, db, to, file, from, o)
		return report, "row", err
	}
	bar := p.bar(file, size)
	defer func() { _ = bar.Finish() }() // a bar that can't be drawn harms nothing
	o.Progress = func(at store.Progress) { _ = bar.Set64(at.Bytes) }
	report, err = db.Curation().Import(ctx, to.book, from, o)
	return report, "record", err
}

// open opens a file to read, or the embedded casebook.
func open(file string) (io.ReadCloser, int64, error) {
	if file == starterName {
		data := starter.Casebook()
		return io.NopCloser(strings.NewReader(string(data))), int64(len(data)), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// bar shows how much of a file is read, where somebody is watching.
func (p program) bar(file string, size int64) *progressbar.ProgressBar {
	if f, ok := p.err.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return progressbar.DefaultBytesSilent(size, file)
	}
	return progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(p.err),
		progressbar.OptionSetDescription(file),
		progressbar.OptionShowBytes(true),
		progressbar.OptionClearOnFinish(),
	)
}

// report says what became of a file's records, and of each refused one where
// it stands and why.
func (p program) report(file, unit string, r store.Report, o store.ImportOptions) {
	for _, x := range r.Refused {
		fmt.Fprintf(p.out, "%s:%d: %s\n", file, x.Line, refusal(unit, x))
	}
	would := ""
	if o.DryRun {
		would = " (dry run: nothing was written)"
	}
	fmt.Fprintf(p.out, "%s: %d new, %d changed, %d unchanged, %d refused%s\n",
		file, r.New, r.Changed, r.Unchanged, refusedIn(r), would)
}

func refusal(unit string, x store.Refusal) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d", unit, x.Record)
	if x.Slug != "" {
		fmt.Fprintf(&b, " (%s)", x.Slug)
	}
	if x.Path != "" {
		fmt.Fprintf(&b, " at %s", x.Path)
	}
	return b.String() + ": " + x.Reason
}

func (p program) exportCommand() *cli.Command {
	return &cli.Command{
		Name:         "export",
		Usage:        "write a casebook to standard output",
		OnUsageError: usage,
		Before:       alone,
		Flags: []cli.Flag{
			casebookOption(),
			&cli.BoolFlag{Name: "all", Usage: "drafts and confidential facts too; without it only what is public"},
			&cli.BoolFlag{Name: "audit", Usage: "the audit trail instead, who did what and when, a line of JSON each"},
			&cli.StringFlag{Name: "out", Usage: "write to this `FILE` instead, readable by you alone"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Bool("all") && c.Bool("audit") {
				return usageError{"--all and --audit are two different exports"}
			}
			return p.withStore(ctx, func(db *store.DB) error {
				book, err := db.Servers().Casebook(ctx, c.String("casebook"))
				if err != nil {
					return noCasebook(c.String("casebook"), err)
				}
				return p.writeTo(c.String("out"), func(w io.Writer) error {
					switch {
					case c.Bool("audit"):
						return db.Curation().Audit(ctx, book.ID, w)
					case c.Bool("all"):
						// Noted before it leaves, also where it then can't be written.
						if err := db.Curation().Note(ctx, book.ID, store.Act{By: terminal, Action: store.ActionExport}); err != nil {
							return err
						}
						return db.Curation().Export(ctx, book.ID, w)
					}
					return db.Public().Export(ctx, book.Access(), book.ID, w)
				})
			})
		},
	}
}

// writeTo writes to the named file, or to p.out when there is no name. A file
// that can't be written whole is removed; one that exists is left alone.
func (p program) writeTo(file string, write func(io.Writer) error) error {
	if file == "" {
		return write(p.out)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}

func casebookOption() cli.Flag {
	return &cli.StringFlag{Name: "casebook", Usage: "`NAME` of the casebook", Value: store.Main}
}

// noCasebook says how to find the name of a casebook that isn't there.
func noCasebook(name string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no casebook %q; vigil casebook list shows those there are", name)
	}
	return err
}

// withStore opens the configured database for one command.
func (p program) withStore(ctx context.Context, do func(*store.DB) error) error {
	c, err := p.config(config.ForDatabase)
	if err != nil {
		return err
	}
	return withDatabase(ctx, c, do)
}

func withDatabase(ctx context.Context, c config.Config, do func(*store.DB) error) error {
	db, err := store.Open(ctx, c.Database, store.Options{Now: c.Clock})
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}
