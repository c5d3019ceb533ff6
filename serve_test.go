package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/discordsim"
	"vigil/internal/discordsim/simtest"
)

// running is a `vigil run` that somebody typed.
type running struct {
	t      *testing.T
	out    *output
	stop   context.CancelFunc
	status chan int
}

// run types `vigil run` with that environment. It is stopped when the test
// ends.
func run(t *testing.T, environ map[string]string) *running {
	t.Helper()
	if environ["VIGIL_DATABASE"] == "" {
		environ["VIGIL_DATABASE"] = filepath.Join(t.TempDir(), "vigil.db")
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{t, &output{}, cancel, make(chan int, 1)}
	p := program{out: r.out, err: r.out, environ: environment(environ)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.status <- p.run(ctx, []string{"vigil", "run"})
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return r
}

// ends waits for the end and compares the exit status.
func (r *running) ends(status int) {
	r.t.Helper()
	select {
	case got := <-r.status:
		if got != status {
			r.t.Errorf("exit status %d, want %d:\n%s", got, status, r.out)
		}
	case <-time.After(30 * time.Second):
		r.t.Fatalf("it doesn't end:\n%s", r.out)
	}
}

// find waits until the output fits the expression, and returns the first group
// of it.
func (r *running) find(expression string) string {
	r.t.Helper()
	re := regexp.MustCompile(expression)
	for deadline := time.After(30 * time.Second); ; {
		if m := re.FindStringSubmatch(r.out.String()); m != nil {
			return m[len(m)-1]
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-deadline:
			r.t.Fatalf("%s is not in:\n%s", expression, r.out)
		}
	}
}

// All that is wrong with the environment is said at once, and no secret.
func TestRunWithABadEnvironment(t *testing.T) {
	t.Parallel()
	status, out := vigil(t, map[string]string{
		"DISCORD_API_URL": "gopher://secret:word@discord", "VIGIL_DATABASE": "~/vigil.db", "VIGIL_HTTP_ADDR": "9090", "VIGIL_LOG_LEVEL": "loud",
		"VIGIL_LOG_FORMAT": "xml", "VIGIL_LANGUAGE": "xx", "VIGIL_TIMEZONE": "Tehran", "VIGIL_CLOCK": "noon",
		"VIGIL_DATABSE": "x", "DISCORD_TOKN": "hush-hush",
	}, "run")
	if status != 1 {
		t.Errorf("exit status %d", status)
	}
	says(t, out, "the configuration has 11 problems", "DISCORD_TOKEN is missing", "DISCORD_API_URL has a user or password",
		"VIGIL_DATABASE", "VIGIL_HTTP_ADDR", "VIGIL_LOG_LEVEL", "VIGIL_LOG_FORMAT", "en, fa", "did you mean Asia/Tehran?",
		"VIGIL_CLOCK", "did you mean VIGIL_DATABASE?", "did you mean DISCORD_TOKEN?", ".env.example")
	saysNot(t, out, "hush-hush", "secret:word")
}

func TestRunWithAWrongToken(t *testing.T) {
	t.Parallel()
	sim := simtest.New(t)
	sim.AddApplication("the-right-one")
	r := run(t, map[string]string{"DISCORD_API_URL": sim.URL(), "DISCORD_TOKEN": "a-wrong-one"})
	r.ends(1)
	says(t, r.out.String(), "vigil: Discord refused the token. DISCORD_TOKEN is wrong or was reset", "Reset Token")
	saysNot(t, r.out.String(), "a-wrong-one", "the-right-one")
}

// A token that is reset while the bot runs ends it, with the same words.
func TestRunUntilTheTokenIsReset(t *testing.T) {
	t.Parallel()
	sim := simtest.New(t)
	app := sim.AddApplication("the-right-one")
	r := run(t, map[string]string{"DISCORD_API_URL": sim.URL(), "DISCORD_TOKEN": "the-right-one"})
	r.find("connected to Discord")
	app.ResetToken()
	r.ends(1)
	says(t, r.out.String(), "vigil: Discord refused the token.")
}

// Without a network it goes on trying, says so, and stops when it is told to.
func TestRunWithoutANetwork(t *testing.T) {
	t.Parallel()
	r := run(t, map[string]string{"DISCORD_API_URL": "http://127.0.0.1:1/api/v9", "DISCORD_TOKEN": "hush-hush"})
	r.find("(?s)no network, or Discord is out of reach; trying again.*no network, or Discord is out of reach; trying again")
	r.stop()
	r.ends(0)
	saysNot(t, r.out.String(), "hush-hush")
}

func TestHealthPage(t *testing.T) {
	t.Parallel()
	sim := simtest.New(t)
	app := sim.AddApplication("invented")
	sim.AddServer("Press Watch").Install(app)
	sim.Faults().RefuseGateway(1)
	r := run(t, map[string]string{
		"DISCORD_API_URL": sim.URL(), "DISCORD_TOKEN": "invented", "VIGIL_HTTP_ADDR": "127.0.0.1:0",
		"VIGIL_LOG_FORMAT": "json", "VIGIL_CLOCK": "2024-05-12T09:00:00+03:30",
	})
	address := r.find(`"addr":"(http://[^"]+)"`)
	says(t, r.out.String(), `"level":"WARN","msg":"VIGIL_CLOCK is set`)
	status, h := health(t, address)
	if status != http.StatusServiceUnavailable || h["Connected"] != false {
		t.Errorf("before it is connected: %d %v", status, h)
	}
	r.find("connected to Discord")
	var servers any
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline) && (servers != 1.0 || status != http.StatusOK); {
		status, h = health(t, address)
		servers = h["Servers"]
	}
	if status != http.StatusOK || h["Connected"] != true || h["Identifies"] != 2.0 || servers != 1.0 {
		t.Errorf("once it is connected: %d %v", status, h)
	}
	if !strings.HasPrefix(h["Since"].(string), "2024-05-12T09:") {
		t.Errorf("it goes by another clock: %v", h["Since"])
	}
	for _, path := range []string{"/", "/metrics", "/health/x"} {
		if status, _ := health(t, strings.TrimSuffix(address, "/health")+path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
	r.stop()
	r.ends(0)
	if c, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/health")); err == nil {
		c.Close()
		t.Error("the page is still served")
	}
}

// health fetches the health page, or another that isn't there.
func health(t *testing.T, address string) (status int, page map[string]any) {
	t.Helper()
	status, body := fetch(t, address)
	if status != http.StatusNotFound {
		if err := json.Unmarshal(body, &page); err != nil {
			t.Fatal(err)
		}
	}
	return status, page
}

// fetch fetches whatever is at the address.
func fetch(t *testing.T, address string) (status int, body []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, body
}

func TestHealthAddressInUse(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sim := simtest.New(t)
	sim.AddApplication("invented")
	r := run(t, map[string]string{"DISCORD_API_URL": sim.URL(), "DISCORD_TOKEN": "invented", "VIGIL_HTTP_ADDR": l.Addr().String()})
	r.ends(1)
	says(t, r.out.String(), "vigil: VIGIL_HTTP_ADDR: ", "address already in use")
}

// callbacks is where first answers go.
const callbacks = "POST /interactions/*/*/callback"

// Discord's faults on the way of an answer: it comes through, once.
func TestAnswersThroughFaults(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	s.start()
	mina := s.in("mina", "#ask")
	for name, fault := range map[string]func(*discordsim.Faults){
		"429":              func(f *discordsim.Faults) { f.Next429(1, discordsim.RouteLimit, 50*time.Millisecond, callbacks) },
		"502 before":       func(f *discordsim.Faults) { f.Status(2, 502, discordsim.Before, callbacks) },
		"502 after":        func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, callbacks) },
		"line cut before":  func(f *discordsim.Faults) { f.Cut(1, discordsim.Before, callbacks) },
		"line cut after":   func(f *discordsim.Faults) { f.Cut(1, discordsim.After, callbacks) },
		"a while too slow": func(f *discordsim.Faults) { f.Slow(1, 300*time.Millisecond, callbacks) },
	} {
		before := len(mina.Messages())
		fault(s.sim.Faults())
		m := s.ask(mina, "/case person:khiali")
		if !strings.Contains(render(m), "Setareh Khiali") || m.For != nil {
			t.Errorf("%s: answered\n%s", name, render(m))
		}
		if n := len(mina.Messages()) - before; n != 1 {
			t.Errorf("%s: %d messages were posted", name, n)
		}
		s.sim.Faults().Clear()
	}
	s.quiet("khiali")
}

// Told to stop, the program ends what it is answering first.
func TestStopWithAnAnswerUnderWay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	s.start()
	s.sim.Faults().Next429(1, discordsim.RouteLimit, 500*time.Millisecond, callbacks)
	ex, err := s.in("mina", "#ask").Type(s.within(), "/case person:khiali")
	if err != nil {
		t.Fatal(err)
	}
	s.waitFor("the bot to be told to try again later", func() bool {
		return slices.ContainsFunc(s.sim.Requests(), func(r discordsim.Request) bool { return r.Status == http.StatusTooManyRequests })
	})
	if err := s.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if m := s.answer(ex); !strings.Contains(render(m), "Setareh Khiali") {
		t.Errorf("answered\n%s", render(m))
	}
	if n := s.app.Sessions(); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
}

// While another program holds the database, what has to be written is refused
// in private after a while, and what only reads goes on.
func TestDatabaseLockedWhileTheBotRuns(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	s.wait = 2 * time.Second // longer than Discord is made to wait for an answer
	s.start()
	mina := s.in("mina", "#ask")
	help := s.ask(mina, "/help")
	release := lock(t, s.database)
	if m := s.ask(mina, "/case person:khiali"); !strings.Contains(render(m), "Setareh Khiali") {
		t.Errorf("reading: answered\n%s", render(m))
	}
	if _, err := help.Select(s.within(), "Your language", "fa"); err != nil {
		t.Fatal(err)
	}
	// A follow-up to the deferral, or the answer itself where the machine is so
	// busy that there was none.
	refusal, err := mina.Await(s.within(), func(m *discordsim.Message) bool {
		return strings.Contains(render(m), "The record is busy being written.")
	})
	if err != nil {
		t.Fatalf("%v; log:\n%s", err, s.log)
	}
	if refusal.For != mina.User() || refusal.ID == help.ID {
		t.Errorf("writing: answered\n%s", render(refusal))
	}
	release()
	if m, err := help.Select(s.within(), "Your language", "fa"); err != nil {
		t.Error(err)
	} else if got := render(s.answer(m)); !strings.Contains(got, "ذخیره شد") {
		t.Errorf("once it is free: answered\n%s", got)
	}
	s.quiet("khiali")
}

// What goes wrong on our side is told with a reference that the log has too,
// with neither who asked nor what.
func TestFaultOfOurOwn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	s.start()
	mina := s.in("mina", "#ask")
	execute(t, s.database, `ALTER TABLE public_casefiles RENAME TO public_nothing`)
	typed := []string{`آروند نمونه‌پور`, `Arvand "Nemoonehpour" \x`, "arvand nemoonehpour", "fic-01-arvand-nemoonehpour"}
	for _, name := range typed {
		m := s.ask(mina, "/case person:"+name)
		ref := regexp.MustCompile(`this reference: (\w+)`).FindStringSubmatch(render(m))
		if m.For != mina.User() || ref == nil {
			t.Errorf("%s: answered\n%s", name, render(m))
			continue
		}
		says(t, s.log.String(), "ref="+ref[1])
		if choices, err := mina.Complete(s.within(), "/case person:"+name); err != nil || len(choices) != 0 {
			t.Errorf("%s: completed to %v, %v", name, choices, err)
		}
		s.ask(mina, "/search text:"+name)
	}
	s.quiet("rvand", "آروند", "emoonehpour", "نمونه", `\u200c`)
}
