package bot

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/discordsim"
	"vigil/internal/discordsim/simtest"
	"vigil/internal/locale"
	"vigil/store"
)

// stage is a bot connected to an embedded Discord with one server, a channel
// and three people, of whom one is a member, one a curator and one an
// administrator. Its timers go by the test's hand.
type stage struct {
	t      *testing.T
	sim    *discordsim.Sim
	app    *discordsim.Application
	server *discordsim.Server
	room   *discordsim.Channel

	member, curator, admin *discordsim.User

	world  *world
	log    *logged
	timers *handTimers
	bot    *Bot
	cancel context.CancelFunc
	ended  chan error // of Run
}

const token = "invented-token"

// newStage sets everything up, without the bot running.
func newStage(t *testing.T, cmds ...commands.Command) *stage {
	t.Helper()
	return limitedStage(t, discordsim.NoLimits(), cmds...)
}

// limitedStage is a stage whose Discord takes no more than so many requests.
func limitedStage(t *testing.T, limits *discordsim.Limits, cmds ...commands.Command) *stage {
	t.Helper()
	s := &stage{t: t, world: &world{}, log: &logged{}, timers: newHandTimers(), ended: make(chan error, 1)}
	s.sim = simtest.New(t, func(o *discordsim.Options) {
		o.Heartbeat, o.Limits = 300*time.Millisecond, limits
	})
	s.app = s.sim.AddApplication(token)
	s.server = s.sim.AddServer("Invented Server")
	s.room = s.server.AddChannel("general")
	s.member, s.curator, s.admin = s.sim.AddUser("Mina"), s.sim.AddUser("Cyrus"), s.sim.AddUser("Ada")
	s.server.Join(s.member, s.curator, s.admin)
	s.server.Give(s.curator, s.server.AddRole("Curators", discordsim.ManageMessages))
	s.server.Give(s.admin, s.server.AddRole("Administrators", discordsim.ManageServer))
	s.bot = s.newBot(cmds)
	return s
}

// newBot makes a bot for the stage, as a new process would.
func (s *stage) newBot(cmds []commands.Command) *Bot {
	s.t.Helper()
	words, err := locale.Load()
	if err != nil {
		s.t.Fatal(err)
	}
	b, err := New(Config{
		Token:    token,
		API:      mustParse(s.sim.URL()),
		Commands: cmds,
		Words:    words,
		Places:   s.world,
		People:   s.world,
		Keeper:   s.world,
		Notes:    s.world,
		Now:      s.sim.Clock().Now,
		Log:      slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	b.timers = s.timers
	b.backoff.jitter = func() float64 { return 0.1 }
	return b
}

// run starts the bot; it is stopped when the test ends.
func (s *stage) run() {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go func() { s.ended <- s.bot.Run(ctx) }()
	s.t.Cleanup(func() { _ = s.stop() })
}

// stop asks the bot to stop and waits until it has.
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

// restarted forgets that a bot has ended, before another is started.
func (s *stage) restarted() {
	s.t.Helper()
	if err := <-s.ended; err != nil {
		s.t.Fatal(err)
	}
}

// play starts a bot with those commands and waits until they can be used.
func play(t *testing.T, cmds ...commands.Command) *stage {
	t.Helper()
	s := newStage(t, cmds...)
	s.run()
	s.waitFor("the bot to be ready", s.ready)
	return s
}

func (s *stage) ready() bool {
	return s.bot.Health().Connected && len(s.app.Commands()) == len(s.bot.config.Commands) && s.world.has(registeredKeepName)
}

// waitFor waits until cond holds, for ten seconds.
func (s *stage) waitFor(what string, cond func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	defer cancel()
	for !cond() {
		soon, stop := context.WithTimeout(ctx, 5*time.Millisecond)
		_ = s.sim.Wait(soon, cond)
		stop()
		if ctx.Err() != nil {
			s.t.Fatalf("waited in vain for %s; log:\n%s", what, s.log)
		}
	}
}

// within is a context for one step of a test.
func (s *stage) within() context.Context {
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	s.t.Cleanup(cancel)
	return ctx
}

// world is what the store knows, for tests that are not about the store.
type world struct {
	memory
	mu     sync.Mutex
	server store.Server
	access store.Access
	direct store.Access
	person store.PersonSettings
	fails  error
	asked  []string // servers, in order
	noted  []store.Showing
	batch  []int // how many notes came at a time
}

func (w *world) NoteShown(_ context.Context, all []store.Showing) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fails != nil {
		return w.fails
	}
	w.noted, w.batch = append(w.noted, all...), append(w.batch, len(all))
	return nil
}

// notes is what was noted so far.
func (w *world) notes() []store.Showing {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.noted)
}

func (w *world) Of(_ context.Context, id string) (store.Server, store.Access, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, id)
	server := w.server
	server.ID = id
	if server.Casebook == 0 {
		server.Casebook, server.Home = 1, true
	}
	access := w.access
	if access.Reads == nil {
		access = store.Access{Reads: []store.CasebookID{1}, Curates: 1}
	}
	return server, access, w.fails
}

func (w *world) Direct(context.Context) (store.Access, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.direct, w.fails
}

func (w *world) Person(context.Context, string) (store.PersonSettings, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.person, nil
}

// change changes the world while the bot runs.
func (w *world) change(f func(*world)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f(w)
}

// has reports whether something is kept under a name that begins so.
func (w *world) has(prefix string) bool {
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	for name := range w.kept {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// logged is the log as text.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
