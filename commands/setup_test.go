package commands

import (
	"context"
	"maps"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// bench is what a test of commands needs: a real store with a casebook in it.
type bench struct {
	db     *store.DB
	deps   Deps
	access store.Access
	words  *locale.Catalogue
	server store.Server // the casebook's home
	around *surroundings
}

// setup opens a store with the casebook file in it, published.
func setup(t testing.TB, file string) *bench {
	t.Helper()
	return setupIn(t, storetest.Open(t), file)
}

// setupIn is setup in a database that the test opened itself.
func setupIn(t testing.TB, db *store.DB, file string) *bench {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	answers, err := answer.New(db.Public(), words)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{
		db:     db,
		access: storetest.Load(t, db, "main", file),
		words:  words,
		around: &surroundings{},
		deps: Deps{
			Public: db.Public(), Curation: db.Curation(), Desk: db.Desk(), Inbox: db.Inbox(),
			Servers: db.Servers(), Channels: db.Channels(), Follows: db.Follows(), Settings: db.Settings(), Answers: answers, Words: words,
		},
	}
	if b.server, err = db.Servers().Attach(t.Context(), "1", store.Main, true, "test"); err != nil {
		t.Fatal(err)
	}
	return b
}

// surroundings are what a test lets there be to find out of Discord.
type surroundings struct {
	channels map[string]ChannelView
	guild    GuildView
	files    map[string][]byte // by the attachment's name
	tested   []string          // channels in which a test was posted
	refuses  error             // what posting a test there comes to
}

func (s *surroundings) Fetch(_ context.Context, a Attachment, limit int64) ([]byte, error) {
	data, ok := s.files[a.Name]
	switch {
	case !ok:
		return nil, store.ErrNotFound
	case int64(len(data)) > limit:
		return nil, &TooLarge{Size: int64(len(data)), Limit: limit}
	}
	return data, nil
}

func (s *surroundings) Channel(_ context.Context, id string) (ChannelView, error) {
	v, ok := s.channels[id]
	if !ok {
		return v, store.ErrNotFound
	}
	return v, nil
}

func (s *surroundings) Test(_ context.Context, channel string, _ card.Message) error {
	if s.refuses == nil {
		s.tested = append(s.tested, channel)
	}
	return s.refuses
}

func (s *surroundings) Guild(context.Context) (GuildView, error) { return s.guild, nil }

// starter is the path of the starter casebook.
func starter() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "store", "starter", "starter-casebook.json")
}

// command is the command or subcommand of that path.
func (b *bench) command(t testing.TB, path string) Command {
	t.Helper()
	for p, c := range leaves("", All(b.deps)) {
		if p == path {
			return c
		}
	}
	t.Fatalf("no command %s", path)
	return Command{}
}

// leaves are the commands that can be run, by their paths.
func leaves(above string, all []Command) map[string]Command {
	found := map[string]Command{}
	for _, c := range all {
		path := strings.TrimSpace(above + " " + c.Spec.Name)
		if len(c.Subs) == 0 {
			found[path] = c
		}
		maps.Copy(found, leaves(path, c.Subs))
	}
	return found
}

// now is a day on which a status of 2025 has an age.
func now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// request is an interaction of a member, in that language.
func (b *bench) request(lang string, options map[string]string) Request {
	server := b.server
	server.Language = lang
	return Request{
		User:    "100",
		Server:  server,
		Access:  b.access,
		Around:  b.around,
		Locale:  b.words.For(lang, locale.Options{}),
		Now:     now(),
		Options: maps.Clone(options),
	}
}

// run runs a command in English and fails the test on an error.
func (b *bench) run(t testing.TB, name string, options map[string]string) Reply {
	t.Helper()
	reply, err := b.command(t, name).Run(t.Context(), b.request("en", options))
	if err != nil {
		t.Fatalf("/%s %v: %v", name, options, err)
	}
	return reply
}
