package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/config"
	"vigil/internal/discordsim"
	"vigil/store"
)

// The program as a process of its own that is killed: its environment.
const (
	childAPI      = "VIGIL_TEST_API"      // address of the embedded Discord; set: this is the child
	childDatabase = "VIGIL_TEST_DATABASE" // file
	childNow      = "VIGIL_TEST_NOW"      // RFC 3339: both its clocks start there
	childDies     = "VIGIL_TEST_DIES"     // at which write to the ledger, from 1; 0: at none
	childClock    = "VIGIL_TEST_CLOCK"    // instead of a start: a file that is read again and again; see [followClock]
)

// TestChild is the program that [TestKilledAnywhere] runs and kills. It kills
// itself at the write to the ledger that it is told.
func TestChild(t *testing.T) {
	api, err := url.Parse(os.Getenv(childAPI))
	if os.Getenv(childAPI) == "" {
		t.Skip("this is for processes that are to be killed")
	}
	if err != nil {
		t.Fatal(err)
	}
	var now, machine func() time.Time
	if file := os.Getenv(childClock); file != "" {
		now, machine = followClock(t, file)
	} else {
		began, start := time.Now(), mustTime(t, os.Getenv(childNow))
		now = func() time.Time { return start.Add(time.Since(began)) }
		machine = now
	}
	dies, err := strconv.Atoi(os.Getenv(childDies))
	if err != nil {
		t.Fatal(err)
	}
	var (
		mu   sync.Mutex
		nth  int
		step = func(what string) {
			mu.Lock()
			defer mu.Unlock()
			nth++
			fmt.Fprintf(os.Stderr, "step %d: %s\n", nth, what)
			if nth == dies {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	)
	db, err := store.Open(t.Context(), os.Getenv(childDatabase), store.Options{Now: now, Machine: machine, Step: step})
	if err != nil {
		t.Fatal(err)
	}
	c := config.Config{Token: config.NewSecret(demoToken), API: api, Clock: now, Language: "en", Timezone: time.UTC}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := errors.Join(serve(ctx, c, db, log), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// followClock is the program's clock and the machine's as a file tells them: by how
// much the machine's is ahead of the real one, and the program's of that.
func followClock(t *testing.T, file string) (now, machine func() time.Time) {
	t.Helper()
	var ahead, apart atomic.Int64
	read := func() error {
		var a, b int64
		text, err := os.ReadFile(file)
		if err == nil {
			_, err = fmt.Sscan(string(text), &a, &b)
		}
		if err == nil {
			ahead.Store(a)
			apart.Store(b)
		}
		return err
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for t.Context().Err() == nil {
			_ = read()
			time.Sleep(5 * time.Millisecond)
		}
	}()
	machine = func() time.Time { return time.Now().Round(0).Add(time.Duration(ahead.Load())) }
	return func() time.Time { return machine().Add(time.Duration(apart.Load())) }, machine
}

func mustTime(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// killing is one run of the same story, in which the program is killed once.
type killing struct {
	*stage
	db      *store.DB // of another process
	channel *discordsim.Channel
	mina    *discordsim.User

	mu    sync.Mutex
	child *exec.Cmd
	log   output

	requests int // that had to do with messages, twice each: before and after the effect
	dies     int // at which of them
}

// newKilling is set up so that there is something of each kind to deliver: what
// falls on the day, a development, and a direct message about it.
func newKilling(t *testing.T, dies int) *killing {
	t.Helper()
	k := &killing{dies: dies}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program said:\n%s", k.log.String())
		}
	})
	k.stage = newStageThat(t, func(o *discordsim.Options) { o.Pass = k.pass })
	k.load(fictional())
	k.db = k.open()
	k.sim.Clock().Set(killedDay().AddDate(0, 0, -1))
	k.channel, k.mina = k.sim.Servers()[0].AddChannel("announcements"), k.user("mina")
	k.must(k.db.Channels().Set(t.Context(), store.Channel{
		ID: k.channel.ID.String(), Server: k.home(), Kinds: store.AllAnnounced(), Hour: 9,
	}, terminal))
	all, err := k.db.Channels().All(t.Context())
	k.must(err)
	_, err = k.db.Ledger().Write(t.Context(), k.sim.Clock().Now(), []store.Plan{{
		Channel: all[0], Through: calendar.DayOf(k.sim.Clock().Now()), Next: killedDay(),
	}})
	k.must(err)
	_, access, err := k.db.Servers().Of(t.Context(), k.home())
	k.must(err)
	_, err = k.db.Follows().Follow(t.Context(), k.mina.ID.String(), k.home(), access, killedAbout)
	k.must(err)
	k.sim.Clock().Set(killedDay().Add(time.Minute))
	k.sim.Clock().Run()
	return k
}

// killedAbout is whom the story is about.
const killedAbout = "fic-02-setareh-khiali"

// killedDay is the hour of a day on which something of theirs falls.
func killedDay() time.Time { return time.Date(2026, time.February, 28, 9, 0, 0, 0, time.UTC) }

func (k *killing) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// pass counts the requests about messages, and kills the program at the one that it is to die at.
func (k *killing) pass(route string, _ discordsim.When) {
	if !strings.Contains(route, "/messages") && route != "POST /users/@me/channels" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.requests++
	if k.requests == k.dies && k.child != nil {
		_ = k.child.Process.Kill()
		_, _ = k.child.Process.Wait()
		k.child = nil
	}
}

// run starts the program, to die at that write to the ledger, or never.
func (k *killing) run(dies int) {
	k.t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	child := exec.CommandContext(context.WithoutCancel(k.t.Context()), os.Args[0], "-test.run=^TestChild$", "-test.timeout=2m")
	child.Env = append(os.Environ(), childAPI+"="+k.sim.URL(), childDatabase+"="+k.database,
		childNow+"="+k.sim.Clock().Now().Format(time.RFC3339Nano), childDies+"="+strconv.Itoa(dies))
	child.Stdout, child.Stderr = &k.log, &k.log
	k.must(child.Start())
	k.child = child
	k.t.Cleanup(func() {
		_ = child.Process.Kill()
		_, _ = child.Process.Wait()
	})
}

// dead reports whether the program ended.
func (k *killing) dead() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.child == nil {
		return true
	}
	var status syscall.WaitStatus
	pid, err := syscall.Wait4(k.child.Process.Pid, &status, syscall.WNOHANG, nil)
	if pid == 0 && err == nil {
		return false
	}
	k.child = nil
	return true
}

// until runs the story on until something holds. A program that was killed
// meanwhile is started again after so long.
func (k *killing) until(what string, away time.Duration, holds func() bool) {
	k.t.Helper()
	k.waitFor(what, func() bool {
		if k.dead() {
			k.sim.Clock().Advance(away)
			k.run(0)
		}
		return holds()
	})
}

// settled reports whether the ledger has nothing more to do. What waits to be
// put into it is looked at first: it comes out at the other end.
func (k *killing) settled() bool {
	waiting, err := k.db.Ledger().Waiting(k.t.Context(), k.sim.Clock().Now())
	k.must(err)
	next, err := k.db.Ledger().NextPost(k.t.Context())
	k.must(err)
	backlog, err := k.db.Ledger().Backlog(k.t.Context())
	k.must(err)
	return !waiting && next.IsZero() && backlog["pending"]+backlog["sending"] == 0
}

// texts are what stands in a channel, a text for each message.
func texts(messages []*discordsim.Message) (all []string) {
	for _, m := range messages {
		all = append(all, render(m))
	}
	return all
}

// stand reports whether exactly the messages that say these things stand in the
// channel.
func stand(all []string, what ...string) bool {
	if len(all) != len(what) {
		return false
	}
	for _, w := range what {
		if n := strings.Count(strings.Join(all, "\x00"), w); n < 1 {
			return false
		}
	}
	return true
}

// save changes the case as a curator does, in another process.
func (k *killing) save(news bool, change func(*casefile.Casefile)) {
	k.t.Helper()
	book, err := k.db.Servers().Casebook(k.t.Context(), store.Main)
	k.must(err)
	c, err := k.db.Curation().Casefile(k.t.Context(), book.ID, killedAbout)
	k.must(err)
	change(c.Casefile)
	_, err = k.db.Curation().Commit(k.t.Context(), store.Saving{
		Casebook: book.ID, Casefile: c.Casefile, Base: c.Version, By: terminal, Announce: news,
	})
	k.must(err)
}

// story plays it: something falls on the day, something happens, what was said
// of it is corrected, and the case withdrawn. At each stop everything stands
// once. away is how long the program stays dead.
func (k *killing) story(step int, away time.Duration) {
	k.t.Helper()
	direct := func() []string { return texts(k.sim.As(k.mina).DM(k.app).Messages()) }
	here := func() []string { return texts(k.channel.Messages()) }
	settle := func(what string, there []string, toMina ...string) {
		k.t.Helper()
		k.until(what, away, k.settled)
		if !stand(here(), there...) || !stand(direct(), toMina...) {
			k.t.Fatalf("%s: in the channel stand\n%s\nand Mina reads\n%s\n%s", what, strings.Join(here(), "\n"), strings.Join(direct(), "\n"), k.log.String())
		}
	}
	k.run(step)
	settle("what falls on the day", []string{"Setareh Khiali"})
	k.save(true, func(c *casefile.Casefile) {
		c.Events = append(c.Events, casefile.Event{ID: "moved", Kind: "transfer", Text: "She was moved to prison A.",
			Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
	})
	settle("the development", []string{"Setareh Khiali", "prison A"}, "prison A")
	k.save(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Text = "She was moved to prison B." })
	settle("the correction", []string{"Setareh Khiali", "prison B"}, "prison B")
	k.save(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	settle("the withdrawal", nil)
}

// TestKilledAnywhere kills the program at each write to the ledger and at each request
// about a message, before, during and after it, while Discord remembers nonces
// or when it has forgotten them. Nothing is lost, nothing stands twice.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	whole := newKilling(t, 0)
	whole.story(0, 0)
	steps := strings.Count(whole.log.String(), "\nstep ") + 1
	t.Logf("%d writes and %d ends of requests", steps, whole.requests)
	if steps < 20 || whole.requests < 10 {
		t.Fatalf("only %d writes and %d ends of requests:\n%s", steps, whole.requests, whole.log.String())
	}
	try := func(what string, n int, play func(*testing.T, time.Duration)) {
		for i, away := range []time.Duration{65 * time.Second, time.Hour} {
			if os.Getenv("VIGIL_SOAK") == "" && n%2 == i {
				continue // in turns; a soak does both
			}
			t.Run(fmt.Sprintf("%s %d, away for %s", what, n, away), func(t *testing.T) {
				t.Parallel()
				play(t, away)
			})
		}
	}
	for n := 1; n <= steps; n++ {
		try("write", n, func(t *testing.T, away time.Duration) { newKilling(t, 0).story(n, away) })
	}
	for n := 1; n <= whole.requests; n++ {
		try("request", n, func(t *testing.T, away time.Duration) { newKilling(t, n).story(0, away) })
	}
}
