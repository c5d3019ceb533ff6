package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// demoPage is a running `vigil demo` and its page, as a browser sees it.
type demoPage struct {
	*running
	url   string
	state struct {
		As      string
		Servers []struct {
			Name     string
			Channels []struct{ ID, Name string }
		}
		Commands map[string][]struct{ ID, Name string }
	}
}

// startDemo types `vigil demo` with those flags and opens the page.
func startDemo(t *testing.T, flags ...string) *demoPage {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	d := &demoPage{running: &running{t, &output{}, cancel, make(chan int, 1)}}
	p := program{out: d.out, err: d.out, environ: environment(nil)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.status <- p.run(ctx, append([]string{"vigil", "demo", "--addr", "127.0.0.1:0"}, flags...))
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	d.url = d.find(`Vigil demo: (http://\S+)`)
	for deadline := time.Now().Add(20 * time.Second); ; {
		_, page := fetch(t, d.url+"api/state")
		if err := json.Unmarshal(page, &d.state); err != nil {
			t.Fatal(err)
		}
		if len(d.state.Commands) > 0 && len(d.state.Commands[d.channel()]) > 0 {
			return d
		}
		if time.Now().After(deadline) {
			t.Fatalf("no commands on the page:\n%s", page)
		}
	}
}

// channel is the id of the first channel.
func (d *demoPage) channel() string { return d.state.Servers[0].Channels[0].ID }

// act does something on the page and returns what it answers.
func (d *demoPage) act(path string, action map[string]any) (status int, answer string) {
	d.t.Helper()
	action["as"], action["channel"] = d.state.As, d.channel()
	body, err := json.Marshal(action)
	if err != nil {
		d.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+"api/"+path, bytes.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", strings.TrimSuffix(d.url, "/"))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(resp.Body); err != nil {
		d.t.Fatal(err)
	}
	return resp.StatusCode, text.String()
}

// command is the id of a command.
func (d *demoPage) command(name string) string {
	for _, c := range d.state.Commands[d.channel()] {
		if c.Name == name {
			return c.ID
		}
	}
	d.t.Fatalf("the page has no /%s", name)
	return ""
}

// The demo answers on its page, from the starter casebook, goes with its clock,
// and leaves nothing behind.
func TestDemo(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	status, answer := d.act("complete", map[string]any{"command": d.command("case"), "options": map[string]string{"person": "rasulof"}, "focused": "person"})
	if status != http.StatusOK || !strings.Contains(answer, "mohammad-rasoulof") {
		t.Errorf("completing: %d %s", status, answer)
	}
	if status, answer = d.act("use", map[string]any{"command": d.command("case"), "options": map[string]string{"person": "rasulof"}}); status != http.StatusOK {
		t.Errorf("/case: %d %s", status, answer)
	}
	if status, answer = d.act("clock", map[string]any{"by": "year"}); status != http.StatusOK {
		t.Errorf("moving the clock: %d %s", status, answer)
	}
	if status, answer = d.act("use", map[string]any{"command": d.command("sentences"), "options": map[string]string{"person": "رسول‌اف"}}); status != http.StatusOK {
		t.Errorf("/sentences a year later: %d %s", status, answer)
	}
	if status, answer = d.act("use", map[string]any{"command": d.command("case"), "options": map[string]string{}}); status/100 != 4 {
		t.Errorf("/case of nobody: %d %s", status, answer)
	}
	d.stop()
	d.ends(0)
	if out := d.out.String(); strings.Contains(out, "level=") {
		t.Errorf("the demo complains:\n%s", out)
	}
}

// A demo with a database of its own goes on where it ended.
func TestDemoKeepsItsDatabase(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "demo.db")
	for range 2 {
		d := startDemo(t, "--database", file)
		d.stop()
		d.ends(0)
	}
	says(t, terminalAt{t, file}.run(0, "check"), "21 casefiles, 21 of them public, 21 revisions")
}

func TestDemoThatCannotStart(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	status, out := vigil(t, nil, "demo", "--addr", l.Addr().String())
	if status != 1 {
		t.Errorf("exit status %d", status)
	}
	says(t, out, "address already in use", "--addr")
	status, out = vigil(t, nil, "demo", "--addr", "127.0.0.1:0", "--database", filepath.Join(t.TempDir(), "missing", "v.db"))
	if status != 1 {
		t.Errorf("exit status %d", status)
	}
	says(t, out, "its directory does not exist")
}
