package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // for what holds the database locked, and for reading the ledger

	"vigil/internal/calendar"
	"vigil/internal/discordsim"
	"vigil/store"
)

// soak is a long run of one or two real processes over one database and one
// embedded Discord, in which all sorts of things go wrong at random. The clock
// of the machine and of Discord is the same; the program's may be moved apart.
type soak struct {
	*stage
	seed   uint64
	dice   *rand.Rand
	db     *store.DB // of another process: a curator's
	raw    *sql.DB   // for looking into the ledger
	book   store.CasebookID
	access store.Access
	clock  string // path of the file that tells the processes what time it is

	rooms []*room
	news  []*news
	gone  map[string]bool // slugs of who was withdrawn
	tally map[string]int  // what was done, for the table

	followed  time.Time // when Mina began to
	withdrawn time.Time
	notices   map[int64][3]string // channel, code and reference
	givenUp   map[string]bool     // references

	mu       sync.Mutex
	children []*process
	apart    time.Duration // by how much the program's clock is ahead of the machine's
	latest   time.Time     // the latest that it ever was
	fatal    int           // after how many requests about messages a process is killed; 0: after none
}

// process is one process of the program.
type process struct {
	cmd *exec.Cmd
	log output
}

// room is a channel that hears of the casebook.
type room struct {
	*discordsim.Channel
	set       store.Channel
	begins    calendar.Day // the last day that it isn't to hear of
	news      int          // how many developments there had been when it was set up
	removed   bool         // it was deleted in Discord
	forbidden bool         // the bot may not write there
}

// TestSoak is run by "make soak": for VIGIL_SOAK_FOR (ten minutes), by the dice
// of VIGIL_SOAK_SEED (any).
func TestSoak(t *testing.T) {
	if os.Getenv("VIGIL_SOAK") == "" {
		t.Skip("VIGIL_SOAK is not set: this takes minutes")
	}
	lasts, err := time.ParseDuration(os.Getenv("VIGIL_SOAK_FOR"))
	if err != nil {
		lasts = 10 * time.Minute
	}
	seed, err := strconv.ParseUint(os.Getenv("VIGIL_SOAK_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("VIGIL_SOAK_SEED=%d VIGIL_SOAK_FOR=%s", seed, lasts)
	s := newSoak(t, seed)
	for end := time.Now().Add(lasts); time.Now().Before(end) && !t.Failed(); {
		s.turn()
		s.check(false)
	}
	s.mend()
	s.check(true)
	s.report(lasts)
}

// newSoak has channels of all sorts on two servers, and somebody who follows
// everybody about whom there will be news.
func newSoak(t *testing.T, seed uint64) *soak {
	t.Helper()
	s := &soak{seed: seed, dice: rand.New(rand.NewPCG(seed, 1)), gone: map[string]bool{}, notices: map[int64][3]string{}, givenUp: map[string]bool{}, tally: map[string]int{}, clock: filepath.Join(t.TempDir(), "clock")}
	s.stage = newStageThat(t, func(o *discordsim.Options) { o.Pass = s.pass })
	s.load(fictional())
	s.sim.Clock().Run()
	s.tell()
	t.Cleanup(s.killAll)
	t.Cleanup(func() {
		if t.Failed() {
			for i, p := range s.children {
				t.Logf("process %d said:\n%s", i, p.log.String())
			}
		}
	})
	var err error
	s.db, err = store.Open(t.Context(), s.database, store.Options{Now: s.now, Machine: s.sim.Clock().Now})
	s.must(err)
	t.Cleanup(func() { s.db.Close() })
	s.raw, err = sql.Open("sqlite3", "file:"+s.database+"?mode=ro&_busy_timeout=10000")
	s.must(err)
	t.Cleanup(func() { s.raw.Close() })
	book, err := s.db.Servers().Casebook(t.Context(), store.Main)
	s.must(err)
	s.book, s.access = book.ID, book.Access()

	press, negah := s.sim.Servers()[0], s.sim.Servers()[1]
	calendarOnly := store.AllAnnounced()[1:5]
	for _, x := range []struct {
		server *discordsim.Server
		kind   discordsim.ChannelType
		set    store.Channel
	}{
		{press, discordsim.TextChannel, store.Channel{Kinds: store.AllAnnounced(), Hour: 9, Timezone: "Europe/Berlin"}},
		{press, discordsim.TextChannel, store.Channel{Kinds: store.AllAnnounced()[:5], Hour: 0, Timezone: "Asia/Tehran"}},
		{press, discordsim.TextChannel, store.Channel{Kinds: calendarOnly, Hour: 23, Timezone: "America/Santiago"}},
		{press, discordsim.AnnouncementChannel, store.Channel{Kinds: store.AllAnnounced(), Hour: 12, Timezone: "Pacific/Apia", Crosspost: true}},
		{negah, discordsim.TextChannel, store.Channel{Kinds: store.AllAnnounced(), Hour: 6, Timezone: "Africa/Cairo", Calendar: "solar_hijri"}},
		{negah, discordsim.TextChannel, store.Channel{Kinds: store.AllAnnounced()[:1], Hour: 18, Language: "en"}},
	} {
		s.room(x.server, x.kind, x.set)
	}
	_, access, err := s.db.Servers().Of(t.Context(), s.home())
	s.must(err)
	for _, slug := range moving() {
		_, err = s.db.Follows().Follow(t.Context(), s.user("mina").ID.String(), s.home(), access, slug)
		s.must(err)
	}
	s.followed = s.now()
	return s
}

// room makes a channel and sets it up.
func (s *soak) room(server *discordsim.Server, kind discordsim.ChannelType, set store.Channel) {
	s.t.Helper()
	r := &room{Channel: server.AddChannelOf(kind, fmt.Sprint("room-", len(s.rooms))), set: set, news: len(s.news)}
	r.set.ID, r.set.Server = r.ID.String(), server.ID.String()
	s.set(r)
	r.begins = calendar.Daily{Hour: r.set.Hour, Zone: zone(s.t, r.set.Timezone)}.Last(s.now())
	s.rooms = append(s.rooms, r)
}

// set sets a channel up as it is to be.
func (s *soak) set(r *room) {
	s.t.Helper()
	s.insist(func() error {
		return s.db.Channels().Set(s.t.Context(), r.set, store.Author(s.user("ada").ID.String()))
	})
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func (s *soak) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// insist tries again while the database is locked.
func (s *soak) insist(do func() error) {
	s.t.Helper()
	for {
		err := do()
		if !errors.Is(err, store.ErrLocked) {
			s.must(err)
			return
		}
	}
}

// now is the program's time.
func (s *soak) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sim.Clock().Now().Add(s.apart)
}

// tell tells the processes what time it is.
func (s *soak) tell() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	machine := s.sim.Clock().Now()
	if now := machine.Add(s.apart); now.After(s.latest) {
		s.latest = now
	}
	ahead := time.Until(machine)
	s.must(os.WriteFile(s.clock+".new", fmt.Appendf(nil, "%d %d", ahead, s.apart), 0o600))
	s.must(os.Rename(s.clock+".new", s.clock))
}

// advance lets time go by for everybody.
func (s *soak) advance(d time.Duration) {
	s.t.Helper()
	s.sim.Clock().Advance(d)
	s.tell()
}

// pass kills a process at a request about a message, when it is to be.
func (s *soak) pass(route string, _ discordsim.When) {
	if !strings.Contains(route, "/messages") && route != "POST /users/@me/channels" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fatal == 0 {
		return
	}
	if s.fatal--; s.fatal == 0 && len(s.children) > 0 {
		_ = s.children[0].cmd.Process.Kill() // whichever asked: of two, it may be the other
		s.tally["killed at a request"]++
	}
}

// run starts a process, to die at that write to the ledger, or 0.
func (s *soak) run(dies int) {
	s.t.Helper()
	p := &process{cmd: exec.CommandContext(s.t.Context(), os.Args[0], "-test.run=^TestChild$", "-test.timeout=2h")}
	p.cmd.Env = append(os.Environ(), childAPI+"="+s.sim.URL(), childDatabase+"="+s.database, childClock+"="+s.clock, childDies+"="+strconv.Itoa(dies))
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	s.must(p.cmd.Start())
	s.mu.Lock()
	defer s.mu.Unlock()
	s.children = append(s.children, p)
	s.tally["processes started"]++
}

// reap forgets processes that ended. One that ended by itself is a failure.
func (s *soak) reap() (living int) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	var still []*process
	for _, p := range s.children {
		ended, how := ended(p.cmd)
		if !ended {
			still = append(still, p)
			continue
		}
		if how != "signal: killed" {
			s.t.Errorf("a process ended: %s\n%s", how, p.log.String())
		}
		_, _ = p.cmd.Process.Wait()
	}
	s.children = still
	return len(still)
}

// killAll kills all processes.
func (s *soak) killAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.children {
		_ = p.cmd.Process.Kill()
		_, _ = p.cmd.Process.Wait()
	}
	s.children = nil
}

// rest waits until the program has done all that is due. Processes that were
// killed are started again, now or some time later.
func (s *soak) rest() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 3*time.Minute)
	defer cancel()
	for quiet, rounds := 0, 0; quiet < 3; rounds++ {
		if s.reap() == 0 {
			s.advance([]time.Duration{0, time.Second, 30 * time.Second, 65 * time.Second, 20 * time.Minute}[s.dice.IntN(5)])
			s.run(0)
		}
		rests, _, err := s.db.Rest(ctx, s.now())
		if quiet++; err != nil || !rests {
			quiet = 0
		}
		if rounds%40 == 39 {
			s.advance(10 * time.Second) // leases of who was killed end
		}
		if ctx.Err() != nil {
			s.t.Fatalf("there is no end to it: %v", s.unfinished())
		}
		time.Sleep(30 * time.Millisecond)
	}
}
