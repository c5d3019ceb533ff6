package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"vigil/internal/answer"
	"vigil/internal/config"
	"vigil/internal/locale"
	"vigil/store"
)

func (p program) askCommand() *cli.Command {
	return &cli.Command{
		Name:         "ask",
		Usage:        "answer a question from the public record, as /ask does",
		ArgsUsage:    "QUESTION",
		OnUsageError: usage,
		Description: "A refusal is an answer too: the exit status is 0. With --casebook FILE nothing but that file is\n" +
			"read, and what it calls public is public. A batch has a line of JSON for each question,\n" +
			`{"id": …, "question": …}, which may have its own "lang", "now", "casebook" and "meant"; a line of` + "\n" +
			"JSON comes back for each, with its id. Where a word may mean several things the answer is of the\n" +
			"kind \"choice\" and has the meanings: each is asked with what stands in its \"meant\".",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "casebook", Usage: "`NAME` of a casebook of the database, or a casebook file (.json)", Value: store.Main},
			&cli.BoolFlag{Name: "json", Usage: "for programs"},
			&cli.StringFlag{Name: "now", Usage: "answer as of this `INSTANT`, as 2026-01-20T12:00:00Z"},
			&cli.StringFlag{Name: "lang", Usage: "`CODE` of the answer's language, as fa; without it, the question's"},
			&cli.StringFlag{Name: "meant", Usage: "what words of the question mean: `PINS` of a choice, separated by spaces"},
			&cli.StringFlag{Name: "batch", Usage: "answer the questions of this `FILE`; - is standard input"},
		},
		Action: func(ctx context.Context, c *cli.Command) (err error) {
			conf, err := p.config(config.ForDatabase)
			if err != nil {
				return err
			}
			words, err := locale.Load()
			if err != nil {
				return err
			}
			d := &desk{conf: conf, words: words, warn: p.err, open: map[string]*askedBook{}}
			defer func() { err = errors.Join(err, d.close()) }()
			o := inquiry{Casebook: c.String("casebook"), Now: c.String("now"), Lang: c.String("lang"), Meant: strings.Fields(c.String("meant"))}
			if c.IsSet("batch") {
				if c.Args().Present() {
					return usageError{"vigil ask takes a question or a --batch of them, not both"}
				}
				return d.batch(ctx, c.String("batch"), o, p.out)
			}
			if o.Question, err = one(c, "question, in quotation marks"); err != nil {
				return err
			}
			a, err := d.ask(ctx, o)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				out := encoder(p.out)
				out.SetIndent("", "  ")
				return out.Encode(a.plain())
			}
			_, err = io.WriteString(p.out, d.text(a))
			return err
		},
	}
}

// inquiry is one question with where and when it is asked.
type inquiry struct {
	ID       json.RawMessage `json:"id"`
	Question string          `json:"question"`
	Lang     string          `json:"lang"`
	Now      string          `json:"now"`
	Casebook string          `json:"casebook"`
	Meant    []string        `json:"meant"`
}

// desk answers questions over casebooks, each of which it opens once.
type desk struct {
	conf  config.Config
	words *locale.Catalogue
	warn  io.Writer
	open  map[string]*askedBook // by name or file
	from  string                // the folder of a batch, in which its casebook files may be
}

// ask answers one question.
func (d *desk) ask(ctx context.Context, o inquiry) (reply, error) {
	now := d.conf.Clock()
	if o.Now != "" {
		var err error
		if now, err = time.Parse(time.RFC3339, o.Now); err != nil {
			return reply{}, usageError{fmt.Sprintf("an instant is written as 2026-01-20T12:00:00Z, not %q", o.Now)}
		}
	}
	speaks := func(lang string) *locale.Locale { return d.words.For(lang, locale.Options{Zone: d.conf.Timezone}) }
	q := answer.Question{Text: o.Question, Meant: o.Meant, Now: now, Locale: speaks(d.conf.Language), English: speaks("en"), Persian: speaks("fa")}
	if o.Lang != "" {
		if !d.words.Speaks(o.Lang) {
			return reply{}, usageError{fmt.Sprintf("no answers are given in %q", o.Lang)}
		}
		q.Locale, q.English, q.Persian = speaks(o.Lang), nil, nil
	}
	book, err := d.book(ctx, o.Casebook)
	if err != nil {
		return reply{}, err
	}
	q.Access = book.access
	a, err := book.answerer.Ask(ctx, q)
	return reply{a}, err
}

// longestInquiry is how long a line of a batch can be, in bytes.
const longestInquiry = 1 << 20

// batch answers the questions of a file, a line of JSON each.
func (d *desk) batch(ctx context.Context, file string, o inquiry, to io.Writer) error {
	from := io.Reader(os.Stdin)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		from, d.from = f, filepath.Dir(file)
	}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestInquiry)
	out := bufio.NewWriter(to)
	write := encoder(out)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		asked := o
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return errors.Join(fmt.Errorf("%s, line %d: %w", file, n, err), out.Flush())
		}
		a, err := d.ask(ctx, asked)
		if err != nil {
			return errors.Join(fmt.Errorf("%s, line %d: %w", file, n, err), out.Flush())
		}
		if err := write.Encode(struct {
			ID json.RawMessage `json:"id"`
			plainAnswer
		}{asked.ID, a.plain()}); err != nil {
			return err
		}
	}
	return errors.Join(lines.Err(), out.Flush())
}
