package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/internal/config"
	"vigil/internal/discordsim"
	"vigil/internal/discordsim/simtest"
	"vigil/store"
	"vigil/store/storetest"
)

// stage is the whole program as it runs against an embedded Discord: a
// database in a file, the demo's two servers and three people, and a server
// named Elsewhere that has nothing to do with them. The clock stands still.
type stage struct {
	t        *testing.T
	sim      *discordsim.Sim
	app      *discordsim.Application
	database string // path of the file
	log      *output
	language string        // VIGIL_LANGUAGE
	wait     time.Duration // for others who write; 0: the store's own
	health   string        // VIGIL_HTTP_ADDR
	side     *store.DB     // of another process, once it was needed

	cancel context.CancelFunc
	ended  chan error // of serve
}

// opening is the instant at which stories begin.
func opening() time.Time { return time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC) }

// newStage builds the stage; the bot doesn't run yet.
func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageThat(t, func(*discordsim.Options) {})
}

// newStageThat is one whose embedded Discord is as change has it.
func newStageThat(t *testing.T, change func(*discordsim.Options)) *stage {
	t.Helper()
	clock := discordsim.NewClock(opening())
	clock.Freeze()
	sim := simtest.New(t, func(o *discordsim.Options) { o.Clock, o.Limits = clock, discordsim.NoLimits() }, change)
	s := &stage{t: t, sim: sim, log: &output{}, language: "en", database: filepath.Join(t.TempDir(), "vigil.db")}
	db := s.open()
	if _, err := furnish(t.Context(), s.sim, db); err != nil {
		t.Fatal(err)
	}
	s.app = s.sim.Applications()[0]
	elsewhere := s.sim.AddServer("Elsewhere")
	elsewhere.Install(s.app)
	elsewhere.Join(s.user("mina"), s.user("ada"))
	elsewhere.SetOwner(s.user("ada"))
	elsewhere.AddChannel("lobby")
	return s
}

// open opens the stage's database as another process would. It is closed when
// the test ends.
func (s *stage) open() *store.DB {
	s.t.Helper()
	db, err := store.Open(s.t.Context(), s.database, store.Options{Now: s.sim.Clock().Now, Wait: s.wait})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { db.Close() })
	return db
}

// load imports a casebook file into main, published.
func (s *stage) load(file string) {
	s.t.Helper()
	status, out := s.vigil("import", "--publish", file)
	if status != 0 {
		s.t.Fatalf("vigil import %s: %s", file, out)
	}
}

// vigil runs a command line of the program on the stage's database and
// returns its exit status and all that it wrote.
func (s *stage) vigil(args ...string) (status int, out string) {
	s.t.Helper()
	return vigil(s.t, map[string]string{"VIGIL_DATABASE": s.database}, args...)
}

// start runs the bot and waits until its commands can be used. It is stopped
// when the test ends.
func (s *stage) start() {
	s.t.Helper()
	db := s.open()
	api, err := url.Parse(s.sim.URL())
	if err != nil {
		s.t.Fatal(err)
	}
	c := config.Config{
		Token: config.NewSecret(demoToken), API: api, Clock: s.sim.Clock().Now, Language: s.language, Timezone: time.UTC,
		HTTPAddr: s.health,
	}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	s.cancel, s.ended = cancel, ended
	go func() { ended <- errors.Join(serve(ctx, c, db, log), db.Close()) }()
	s.t.Cleanup(func() {
		// Without a line there is no goodbye, in which discordgo sleeps for a second.
		_ = s.sim.Faults().CutSockets()
		if err := s.stop(); err != nil {
			s.t.Errorf("the bot ended with: %v", err)
		}
	})
	s.waitFor("the bot to be ready", s.ready)
}

// ready reports whether the bot is connected and has its commands.
func (s *stage) ready() bool { return s.app.Sessions() > 0 && len(s.app.Commands()) > 0 }

// stop asks the bot to stop, waits until it has, and returns what it ended
// with.
func (s *stage) stop() error {
	s.t.Helper()
	s.cancel()
	select {
	case err := <-s.ended:
		s.ended <- err
		return err
	case <-time.After(20 * time.Second):
		s.t.Error("the bot does not stop")
		return nil
	}
}

// waitFor waits until cond holds.
func (s *stage) waitFor(what string, cond func() bool) {
	s.t.Helper()
	ctx := s.within()
	for !cond() {
		soon, stop := context.WithTimeout(ctx, 10*time.Millisecond)
		_ = s.sim.Wait(soon, cond)
		stop()
		if ctx.Err() != nil {
			s.t.Fatalf("waited in vain for %s; log:\n%s", what, s.log)
		}
	}
}

// within is a context for one step.
func (s *stage) within() context.Context {
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	s.t.Cleanup(cancel)
	return ctx
}

// user is the person of that name, in small letters.
func (s *stage) user(name string) *discordsim.User {
	s.t.Helper()
	for _, u := range s.sim.Users() {
		if strings.EqualFold(u.Name, name) {
			return u
		}
	}
	s.t.Fatalf("nobody is called %q", name)
	return nil
}

// in is somebody in the channel of that name, or in direct messages with the
// bot where it is "dm".
func (s *stage) in(name, channel string) discordsim.Actor {
	s.t.Helper()
	who := s.sim.As(s.user(name))
	if channel == "dm" {
		return who.DM(s.app)
	}
	for _, g := range s.sim.Servers() {
		for _, ch := range g.Channels() {
			if ch.Name() == strings.TrimPrefix(channel, "#") {
				return who.In(ch)
			}
		}
	}
	s.t.Fatalf("there is no channel %q", channel)
	return who
}

// ask types a command and waits for the answer.
func (s *stage) ask(who discordsim.Actor, typed string) *discordsim.Message {
	s.t.Helper()
	ex, err := who.Type(s.within(), typed)
	if err != nil {
		s.t.Fatalf("%s: %v", typed, err)
	}
	return s.answer(ex)
}

// answer waits for the answer.
func (s *stage) answer(ex *discordsim.Exchange) *discordsim.Message {
	s.t.Helper()
	m, err := ex.Reply(s.within())
	if err != nil {
		s.t.Fatalf("no answer: %v; log:\n%s", err, s.log)
	}
	return m
}

// quiet fails the test when the bot pinged anybody, or its log has one of the
// texts in it.
func (s *stage) quiet(texts ...string) {
	s.t.Helper()
	for _, p := range s.sim.Pings() {
		s.t.Errorf("a message pinged %v:\n%s", p.Whom, render(p.Message))
	}
	for _, u := range s.sim.Users() {
		if !u.Bot {
			texts = append(texts, u.ID.String(), u.Name)
		}
	}
	log := s.log.String()
	for _, text := range texts {
		if text != "" && strings.Contains(log, text) {
			s.t.Errorf("the log says who asked, or what: %q is in it:\n%s", text, log)
		}
	}
}

// vigil runs a command line with that environment and nothing else of the
// machine's, and returns its exit status and all that it wrote.
func vigil(t testing.TB, environ map[string]string, args ...string) (status int, out string) {
	t.Helper()
	var w output
	status = program{out: &w, err: &w, environ: environment(environ)}.run(t.Context(), append([]string{"vigil"}, args...))
	return status, w.String()
}

// environment has all variables set, to nothing where they aren't given, so
// that no .env of whoever runs the tests matters.
func environment(given map[string]string) []string {
	all := map[string]string{
		"DISCORD_TOKEN": "", "DISCORD_API_URL": "", "VIGIL_DATABASE": "", "VIGIL_HTTP_ADDR": "", "VIGIL_LOG_LEVEL": "",
		"VIGIL_LOG_FORMAT": "", "VIGIL_LANGUAGE": "", "VIGIL_TIMEZONE": "", "VIGIL_CLOCK": "",
	}
	maps.Copy(all, given)
	var environ []string
	for name, value := range all {
		environ = append(environ, name+"="+value)
	}
	slices.Sort(environ)
	return environ
}

// fictional is the path of the casebook of invented people.
func fictional() string { return storetest.Fictional() }

// write writes a file of a directory of the test's own, and returns its path.
func write(t testing.TB, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// output is what a program writes, from whatever goroutine.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}
