package discordsim_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"vigil/internal/discordsim"
)

// step is what the client on discord.js says of itself.
type step struct {
	Step     string `json:"step"`
	Error    string `json:"error"`
	Same     bool   `json:"same"`
	Code     int    `json:"code"`
	Messages int    `json:"messages"`
}

// startDiscordJS runs test/discordjs/client.mjs until the test ends.
func startDiscordJS(t *testing.T, w *world) <-chan step {
	t.Helper()
	dir, err := filepath.Abs("../../test/discordjs")
	if err != nil {
		t.Fatal(err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "discord.js")); err != nil {
		t.Skip("discord.js is not installed: npm --prefix test/discordjs ci")
	}
	cmd := exec.CommandContext(t.Context(), node, "client.mjs")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "SIM_API="+w.Origin()+"/api", "SIM_TOKEN="+w.app.Token, "SIM_CHANNEL="+w.general.ID.String())
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	steps := make(chan step, 100)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var s step
			if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
				s = step{Step: "error", Error: lines.Text()}
			}
			if s.Step == "error" {
				t.Errorf("discord.js: %s", s.Error)
			}
			steps <- s
		}
	}()
	t.Cleanup(func() {
		_ = in.Close()
		<-done
		_ = cmd.Wait()
	})
	return steps
}

// await waits for a step.
func await(t *testing.T, steps <-chan step, name string) step {
	t.Helper()
	ctx := soon(t)
	for {
		select {
		case s := <-steps:
			if s.Step == name {
				return s
			}
		case <-ctx.Done():
			t.Fatalf("discord.js never was %s", name)
		}
	}
}

func TestDiscordJSIsAtHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	steps := startDiscordJS(t, w)

	ready := await(t, steps, "ready")
	if !ready.Same || ready.Code != 50035 || ready.Messages != 1 {
		t.Errorf("ready with %+v: want one message for one nonce, and 50035 for custom IDs used twice", ready)
	}

	ann := w.As(w.ann).In(w.general)
	choices, err := ann.Complete(soon(t), "/ask about:peo")
	if err != nil {
		t.Fatal(err)
	}
	if len(choices) != 1 || choices[0].Name != "about peo" || choices[0].Text() != "suggested" {
		t.Errorf("choices are %v", choices)
	}

	ex, err := ann.Type(soon(t), "/ask about:the weather")
	if err != nil {
		t.Fatal(err)
	}
	file, err := ex.Followup(soon(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Attachments) != 1 || file.Attachments[0].Description != "some words" {
		t.Errorf("the followup has %+v", file.Attachments)
	}
	m, err := ex.Reply(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if m.Content != "edited for ann" || m.Embeds[0].Title != "the weather" || m.Embeds[0].Description != "in general of Watch" {
		t.Errorf("the reply is %q with %+v", m.Content, m.Embeds)
	}

	m = reply(t, press(t, m, "Again"))
	if m.Content != "updated" {
		t.Errorf("the button made it %q", m.Content)
	}
	if late := reply(t, press(t, m, "Later")); late.Content != "late" || !late.Ephemeral() {
		t.Errorf("the deferred answer is %q", late.Content)
	}
	pick, err := m.Select(soon(t), "Pick one", "Second")
	if err != nil {
		t.Fatal(err)
	}
	if m = reply(t, pick); m.Content != "picked 2" {
		t.Errorf("the select made it %q", m.Content)
	}
	submitStory(t, press(t, m, "Form"))

	if err := w.Faults().Op7(); err != nil {
		t.Fatal(err)
	}
	await(t, steps, "resumed")
	if w.app.Resumes() != 1 || w.app.Identifies() != 1 {
		t.Errorf("%d resumes and %d identifies after op 7", w.app.Resumes(), w.app.Identifies())
	}
	ex, err = ann.Type(soon(t), "/ask about:more private:True")
	if err != nil {
		t.Fatal(err)
	}
	if m := reply(t, ex); !m.Ephemeral() || m.For != w.ann {
		t.Error("the answer for Ann alone is for everybody")
	}
	if pings := w.Pings(); len(pings) > 0 {
		t.Errorf("somebody was pinged: %v", pings)
	}
}

// submitStory fills in and sends the form "Story".
func submitStory(t *testing.T, ex *discordsim.Exchange) {
	t.Helper()
	modal, err := ex.Modal(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if modal.Title != "Story" {
		t.Errorf("the form is called %q", modal.Title)
	}
	if _, err := modal.Submit(soon(t)); err == nil || !strings.Contains(err.Error(), "too few") {
		t.Errorf("the empty form was sent: %v", err)
	}
	modal, err = modal.Fill(map[string]string{"Text": "once\nupon a time"})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := modal.Submit(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if m := reply(t, sent); m.Content != "read once\nupon a time" || !m.Ephemeral() {
		t.Errorf("the form was answered with %q", m.Content)
	}
}

func press(t *testing.T, m *discordsim.Message, button string) *discordsim.Exchange {
	t.Helper()
	ex, err := m.Press(soon(t), button)
	if err != nil {
		t.Fatal(err)
	}
	return ex
}

func reply(t *testing.T, ex *discordsim.Exchange) *discordsim.Message {
	t.Helper()
	m, err := ex.Reply(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
