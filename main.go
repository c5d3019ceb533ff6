// Command vigil is a Discord bot that keeps watch over tracked cases: people
// sentenced, banned or driven into exile for what they film, write or say.
//
// The program's commands are declared here and live in the files named for
// them; everything they do is done by the packages beside this one.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/urfave/cli/v3"

	"vigil/internal/config"
	"vigil/internal/locale"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := program{out: os.Stdout, err: os.Stderr, environ: os.Environ()}
	status := p.run(ctx, os.Args)
	stop()
	os.Exit(status)
}

// program is the process, so that tests can start one with other ends.
type program struct {
	out, err io.Writer
	environ  []string // as of os.Environ
}

// run runs one command line and returns the process's exit status: 0, or 1
// with what went wrong on p.err, or 2 when the command line was not understood.
func (p program) run(ctx context.Context, args []string) int {
	err := p.commands().Run(ctx, args)
	var misuse usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &misuse):
		fmt.Fprintf(p.err, "vigil: %v\nvigil help says what there is.\n", err)
		return 2
	default:
		fmt.Fprintf(p.err, "vigil: %v\n", err)
		return 1
	}
}

func (p program) commands() *cli.Command {
	return &cli.Command{
		Name:            "vigil",
		Usage:           "a Discord bot that keeps watch over tracked cases",
		Description:     "Configuration is by environment, read from .env when there is one; .env.example lists it.",
		Version:         version(),
		HideVersion:     true, // there is a command for it
		Writer:          p.out,
		ErrWriter:       p.err,
		ExitErrHandler:  func(context.Context, *cli.Command, error) {}, // run words errors
		OnUsageError:    usage,
		Action:          unknownCommand,
		HideHelpCommand: false,
		Commands: []*cli.Command{
			p.demoCommand(),
			p.runCommand(),
			p.importCommand(),
			p.exportCommand(),
			p.casebookCommand(),
			p.serverCommand(),
			p.askCommand(),
			p.previewCommand(),
			p.jobsCommand(),
			p.checkCommand(),
			{
				Name:         "version",
				Usage:        "print the version",
				OnUsageError: usage,
				Before:       alone,
				Action: func(context.Context, *cli.Command) error {
					_, err := fmt.Fprintln(p.out, "vigil", version())
					return err
				},
			},
		},
	}
}

// config reads the environment for a command that needs that much of it.
func (p program) config(need config.Need) (config.Config, error) {
	words, err := locale.Load()
	if err != nil {
		return config.Config{}, err
	}
	var languages []string
	for _, l := range words.Languages() {
		languages = append(languages, l.Code)
	}
	return config.Load(p.environ, need, languages...)
}

// usageError is a command line that was not understood.
type usageError struct{ what string }

func (e usageError) Error() string { return e.what }

func usage(_ context.Context, _ *cli.Command, err error, _ bool) error {
	return usageError{err.Error()}
}

// unknownCommand is what a group of commands does without one of its own.
func unknownCommand(_ context.Context, c *cli.Command) error {
	if name := c.Args().First(); name != "" {
		return usageError{fmt.Sprintf("%s has no command %q", c.FullName(), name)}
	}
	return cli.ShowSubcommandHelp(c)
}

// alone refuses words after a command that has no use for any: whoever typed
// them meant something by them.
func alone(ctx context.Context, c *cli.Command) (context.Context, error) {
	if c.Args().Present() {
		return ctx, usageError{fmt.Sprintf("%s takes no %q", c.FullName(), c.Args().First())}
	}
	return ctx, nil
}

// one is the command's only argument, called what in the error without it.
func one(c *cli.Command, what string) (string, error) {
	if c.Args().Len() != 1 {
		return "", usageError{fmt.Sprintf("%s takes one %s", c.FullName(), what)}
	}
	return c.Args().First(), nil
}

// version is the module's version and the revision it was built from, as far
// as the build knows them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}
