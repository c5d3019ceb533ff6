package discordsim

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// Options tell how an embedded Discord is to be. The zero Options make one
// that behaves as Discord does.
type Options struct {
	Clock *Clock       // nil: real time
	Log   *slog.Logger // nil: silent

	AckTimeout time.Duration // to acknowledge an interaction, by Clock; 0: 3 s
	TokenLife  time.Duration // of an interaction's token, by Clock; 0: 15 min
	Heartbeat  time.Duration // what HELLO asks for, in real time; 0: 41.25 s
	// IdentifyEvery is the least time between two identifies of an application,
	// in real time; Discord has 5 s. 0: no least time.
	IdentifyEvery time.Duration
	// IdentifyBudget is how many identifies may be made until the token is
	// reset; Discord has 1000 in 24 hours. 0: 1000.
	IdentifyBudget int
	Limits         *Limits // rate limits; nil: [DiscordLimits]

	// Trip is how long each request to the API is on its way here and back, in
	// real time: one half before it is looked at, the other before its answer
	// arrives. It is asked anew each time, and may be called from several goroutines.
	// Nil: no time.
	Trip func() time.Duration

	// What is kept for reading later. Older ones are forgotten, so that memory
	// stays flat however long this Discord runs. 0: the default; -1: none.
	KeepMessages     int // in each channel; default 10,000
	KeepRequests     int // in the audit; default 10,000
	KeepInteractions int // with a token that works; default 10,000

	// Inspect, when set, sees each request to the API before it is answered:
	// for checks that tests want to make of all of them. It is called from
	// several goroutines.
	Inspect func(Request)

	// Pass, when set, is called before and after each request to the API has
	// its effect, with its route; after it, nobody was answered yet. It is called
	// from several goroutines.
	Pass func(route string, when When)
}

// Sim is an embedded Discord. Make one with [New].
type Sim struct {
	options Options
	clock   *Clock
	log     *slog.Logger
	limits  Limits
	faults  Faults
	audit   audit

	http     *http.Server
	listener net.Listener
	mux      *http.ServeMux
	stop     context.CancelFunc
	life     context.Context
	work     sync.WaitGroup

	callbackRoute *route

	subscribers atomic.Pointer[[]*subscriber]

	// mu guards everything below and everything that hangs from it: servers,
	// channels, messages, interactions, sessions. Decoding, checking and
	// writing are done outside of it.
	mu          sync.Mutex
	lastID      ID
	apps        []*Application
	users       map[ID]*User
	userOrder   []*User
	servers     map[ID]*Server
	serverOrder []*Server
	channels    map[ID]*Channel
	dms         map[[2]ID]*Channel
	files       map[ID]*file
	nonces      map[nonceKey]nonceSeen
	nonceSweep  time.Time
	pings       []Ping
	open        interactions
	conns       map[*conn]struct{}
	buckets     map[bucketKey]*window
	lastSweep   time.Time
	invalid     invalidRequests
	changes     signal
}

// New makes an embedded Discord. It serves nothing until Start.
func New(o Options) *Sim {
	s := &Sim{
		options: o, clock: o.Clock, log: o.Log, limits: DiscordLimits(),
		users: map[ID]*User{}, servers: map[ID]*Server{}, channels: map[ID]*Channel{},
		dms: map[[2]ID]*Channel{}, files: map[ID]*file{}, nonces: map[nonceKey]nonceSeen{},
		conns: map[*conn]struct{}{}, buckets: map[bucketKey]*window{}, mux: http.NewServeMux(),
	}
	if s.clock == nil {
		s.clock = new(Clock)
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if o.Limits != nil {
		s.limits = *o.Limits
	}
	s.options.AckTimeout = orDefault(o.AckTimeout, 3*time.Second)
	s.options.TokenLife = orDefault(o.TokenLife, 15*time.Minute)
	s.options.Heartbeat = orDefault(o.Heartbeat, 41250*time.Millisecond)
	s.options.IdentifyBudget = orDefault(o.IdentifyBudget, 1000)
	s.options.KeepMessages = orDefault(o.KeepMessages, 10_000)
	s.options.KeepRequests = orDefault(o.KeepRequests, 10_000)
	s.options.KeepInteractions = orDefault(o.KeepInteractions, 10_000)
	s.faults.sim = s
	s.callbackRoute = newCallbackRoute()
	s.open.init()
	s.life, s.stop = context.WithCancel(context.Background())
	s.mux.HandleFunc("/api/", s.serveAPI)
	s.mux.HandleFunc("/gateway", s.serveGateway)
	s.mux.HandleFunc("/gateway/", s.serveGateway)
	s.mux.HandleFunc("/attachments/", s.serveFile)
	s.mux.HandleFunc("/ephemeral-attachments/", s.serveFile)
	return s
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Start listens on addr, as "127.0.0.1:0" for a free port, and serves until
// Close.
func (s *Sim) Start(addr string) error {
	l, err := new(net.ListenConfig).Listen(s.life, "tcp", addr)
	if err != nil {
		return err
	}
	s.listener = l
	s.http = &http.Server{Handler: s.mux, ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() {
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("embedded Discord stopped serving", "err", err)
		}
	})
	s.work.Go(s.reap)
	return nil
}

// Handle serves further paths, such as a page to play on, from the same
// address. The pattern is one of [http.ServeMux]; call it before Start.
func (s *Sim) Handle(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// Addr is the host and port that is listened on.
func (s *Sim) Addr() string { return s.listener.Addr().String() }

// Origin is the address of this Discord as a web site, without a slash at its
// end.
func (s *Sim) Origin() string { return "http://" + s.Addr() }

// URL is the root of the API, as "http://127.0.0.1:1234/api/v9".
func (s *Sim) URL() string { return s.Origin() + "/api/v9" }

// Clock is the time that this Discord lives in.
func (s *Sim) Clock() *Clock { return s.clock }

// Faults are asked for here.
func (s *Sim) Faults() *Faults { return &s.faults }

// Close cuts all connections and waits until nothing of this Discord runs.
func (s *Sim) Close() {
	s.stop()
	if s.http != nil {
		s.http.Close()
	}
	s.mu.Lock()
	for c := range s.conns {
		c.cut()
	}
	s.mu.Unlock()
	s.unsubscribeAll()
	s.work.Wait()
}

// Wait returns when cond, which is asked again after each change that can be
// seen, is true; or with ctx's error.
func (s *Sim) Wait(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changes.wait()
		s.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// signal wakes whoever waits for a change. It is guarded by Sim.mu.
type signal struct{ ch chan struct{} }

func (g *signal) wait() <-chan struct{} {
	if g.ch == nil {
		g.ch = make(chan struct{})
	}
	return g.ch
}

func (g *signal) fire() {
	if g.ch != nil {
		close(g.ch)
		g.ch = nil
	}
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// asError is errors.As.
func asError[T error](err error, target *T) bool { return errors.As(err, target) }
