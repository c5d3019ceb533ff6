package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/config"
	"vigil/internal/locale"
	"vigil/jobs"
	"vigil/store"
)

func (p program) previewCommand() *cli.Command {
	return &cli.Command{
		Name:         "preview",
		Usage:        "say what would be announced where on a day, and why something would not",
		OnUsageError: usage,
		Before:       alone,
		Description: "The same thinking as the running bot's, over the record as it is now. It writes nothing.\n" +
			"Developments are not in it: they are announced when a curator saves them.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "on", Usage: "the `DATE`, as 2026-02-12, in each channel's own time zone", Required: true},
			&cli.StringFlag{Name: "channel", Usage: "the `ID` of one channel; without it, all"},
			&cli.BoolFlag{Name: "json", Usage: "for programs"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			conf, err := p.config(config.ForDatabase)
			if err != nil {
				return err
			}
			on, err := dayTyped(c.String("on"), calendar.DayOf(conf.Clock()))
			if err != nil {
				return err
			}
			db, err := store.Open(ctx, conf.Database, store.Options{Now: conf.Clock, LookOnly: true})
			if err != nil {
				return err
			}
			defer db.Close()
			v, err := foresee(ctx, conf, db, on, c.String("channel"))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return v.writeJSON(p.out)
			}
			_, err = io.WriteString(p.out, v.text())
			return err
		},
	}
}

// dayTyped is a day as people type it.
func dayTyped(typed string, today calendar.Day) (calendar.Day, error) {
	date, err := calendar.ParseTyped(typed, today)
	if day, exact := date.Exact(); err == nil && exact {
		return day, nil
	}
	return calendar.Day{}, usageError{fmt.Sprintf("--on takes one day, such as 2026-02-12 or \"12 February 2026\", not %q", typed)}
}

// foreseen is what would be announced on a day.
type foreseen struct {
	words     *locale.Catalogue
	language  string
	channels  []jobs.Foresight
	notPublic []int // of the casebook that each of them reads
}

// foresee asks for one channel, or all with "".
func foresee(ctx context.Context, conf config.Config, db *store.DB, on calendar.Day, channel string) (v foreseen, err error) {
	v.language = conf.Language
	if v.words, err = locale.Load(); err != nil {
		return v, err
	}
	channels, err := db.Channels().All(ctx)
	if err != nil {
		return v, err
	}
	if channel != "" {
		channels = slices.DeleteFunc(channels, func(c store.Channel) bool { return c.ID != channel })
		if len(channels) == 0 {
			return v, fmt.Errorf("no announcements go to a channel %s: vigil preview without --channel lists all that there are", channel)
		}
	}
	books, err := db.Servers().Casebooks(ctx)
	if err != nil {
		return v, err
	}
	hidden := map[store.CasebookID]int{}
	for _, b := range books {
		hidden[b.ID] = b.Size - b.Public
	}
	round := jobs.NewPlanner(db, jobs.NewVoices(v.words, conf.Language, conf.Timezone)).Begin()
	for _, ch := range channels {
		f, err := round.Foresee(ctx, ch, on)
		if err != nil {
			return v, err
		}
		server, _, err := db.Servers().Of(ctx, ch.Server)
		if err != nil {
			return v, err
		}
		v.channels, v.notPublic = append(v.channels, f), append(v.notPublic, hidden[server.Casebook])
	}
	return v, nil
}

// text is it for people, in the program's language.
func (v foreseen) text() string {
	var b strings.Builder
	l := v.words.For(v.language, locale.Options{})
	if len(v.channels) == 0 {
		fmt.Fprintln(&b, l.T("foreseen.no_channels"))
	}
	for i, f := range v.channels {
		if i > 0 {
			fmt.Fprintln(&b)
		}
		fmt.Fprintln(&b, l.T("foreseen.channel", locale.Name("channel", f.Channel.ID), locale.Name("server", f.Channel.Server)))
		date := card.Date(calendar.DateOf(f.Day), l)
		if f.At.IsZero() {
			fmt.Fprintf(&b, "%s\n", date)
		} else {
			fmt.Fprintln(&b, l.T("foreseen.at", locale.Text("date", date), locale.Text("time", l.Digits(f.At.Format("15:04"))),
				locale.Name("zone", f.Zone.String()), locale.Text("utc", l.Digits(f.At.UTC().Format("2006-01-02 15:04")))))
		}
		writePosts(&b, f, l)
		if n := v.notPublic[i]; n > 0 {
			fmt.Fprintln(&b, l.T("foreseen.not_public", locale.N(n)))
		}
	}
	return b.String()
}

func writePosts(b *strings.Builder, f jobs.Foresight, l *locale.Locale) {
	switch {
	case f.Why != "":
		fmt.Fprintln(b, l.T("foreseen.silent", locale.Text("why", l.T("why."+string(f.Why)))))
	case len(f.Posts) == 0:
		fmt.Fprintln(b, l.T("foreseen.nothing"))
	}
	for _, post := range f.Posts {
		fmt.Fprintln(b, l.T("foreseen."+string(post.Kind)))
		for _, x := range post.Lines {
			writeForeseen(b, x, l)
		}
	}
	if len(f.LeftOut) > 0 {
		fmt.Fprintln(b, l.T("foreseen.left_out"))
	}
	for _, x := range f.LeftOut {
		writeForeseen(b, x, l)
	}
}

// writeForeseen writes who, what, and why not.
func writeForeseen(b *strings.Builder, x jobs.Foreseen, l *locale.Locale) {
	what := ""
	switch {
	case x.Part == store.PartChanged:
		what = l.T("foreseen.changed", locale.Text("date", card.Date(calendar.DateOf(x.Day), l)))
	case x.Part == store.PartUnmentioned:
		what = l.T("foreseen.unmentioned")
	case x.Part == store.PartComing:
		what = l.T("foreseen.coming", locale.Text("date", card.Date(calendar.DateOf(x.Day), l)), locale.Text("what", card.Occasion(x.Casefile, x.Occasion, l)))
	case x.Why != "":
		what = card.Omitted(x.Occasion, l)
	default:
		what = card.Occasion(x.Casefile, x.Occasion, l)
	}
	if x.Why != "" {
		what = l.T("foreseen.because", locale.Text("what", what), locale.Text("why", l.T("why."+string(x.Why))))
	}
	fmt.Fprintf(b, "  %s (%s): %s\n", card.Called(x.Casefile, l), x.Casefile.Slug, what)
}

// foreseenChannel is a channel for programs.
type foreseenChannel struct {
	Channel   string         `json:"channel"`
	Server    string         `json:"server"`
	Day       calendar.Day   `json:"day"`
	Zone      string         `json:"zone"`
	At        time.Time      `json:"at,omitzero"`
	Why       jobs.Why       `json:"why,omitempty"`
	Posts     []foreseenPost `json:"posts"`
	LeftOut   []foreseenLine `json:"left_out"`
	NotPublic int            `json:"not_public"`
}

type foreseenPost struct {
	Kind  store.PostKind `json:"kind"`
	Lines []foreseenLine `json:"lines"`
}

type foreseenLine struct {
	Person     string        `json:"person"`
	Part       store.Part    `json:"part"`
	Kind       string        `json:"kind,omitempty"`
	About      string        `json:"about,omitempty"`
	Subject    string        `json:"subject,omitempty"`
	Occurrence string        `json:"occurrence,omitempty"`
	Date       calendar.Date `json:"date,omitzero"`
	Day        calendar.Day  `json:"day,omitzero"`
	Count      int           `json:"count,omitempty"`
	Why        jobs.Why      `json:"why,omitempty"`
}

func (v foreseen) writeJSON(w io.Writer) error {
	all := make([]foreseenChannel, 0, len(v.channels))
	for i, f := range v.channels {
		c := foreseenChannel{
			Channel: f.Channel.ID, Server: f.Channel.Server, Day: f.Day, Zone: f.Zone.String(), At: f.At, Why: f.Why,
			Posts: []foreseenPost{}, LeftOut: lines(f.LeftOut), NotPublic: v.notPublic[i],
		}
		for _, post := range f.Posts {
			c.Posts = append(c.Posts, foreseenPost{post.Kind, lines(post.Lines)})
		}
		all = append(all, c)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(all)
}

func lines(all []jobs.Foreseen) []foreseenLine {
	out := make([]foreseenLine, 0, len(all))
	for _, x := range all {
		line := foreseenLine{Person: x.Casefile.Slug, Part: x.Part, Day: x.Day, Why: x.Why}
		if o := x.Occasion; o.Subject != "" {
			line.Kind, line.About, line.Subject, line.Occurrence = o.Kind().Code(), o.About.Code(), o.Subject, o.Occurrence
			line.Date, line.Count = o.Date, o.Count
		}
		out = append(out, line)
	}
	return out
}
