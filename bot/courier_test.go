package bot

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// reviewCard is a card as jobs post it.
func reviewCard(words string) card.Message {
	return card.Message{Cards: []card.Card{{Title: words, Body: "@everyone <@1>"}}, Controls: reviewControls()}
}

// posts are the messages posted by the bot's own word, by their bodies.
func (s *stage) posts() (bodies []string) {
	for _, r := range s.sim.Requests() {
		if r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/messages") {
			bodies = append(bodies, string(r.Body))
		}
	}
	return bodies
}

func TestCourier(t *testing.T) {
	t.Parallel()
	s := play(t, newDesk().commands()...)
	c := s.bot.Courier()
	server, room := s.server.ID.String(), s.room.ID.String()
	id, err := c.Post(t.Context(), server, room, reviewCard("a suggestion"), "errand-1")
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.Post(t.Context(), server, room, reviewCard("a suggestion"), "errand-1")
	if err != nil || again != id || len(s.room.Messages()) != 1 {
		t.Errorf("posted again as %s, %v: %d messages", again, err, len(s.room.Messages()))
	}
	m := s.room.Messages()[0]
	if m.ID.String() != id || len(m.Pings) != 0 || !strings.Contains(said(m), "a suggestion") {
		t.Errorf("posted %s: %q, pings %v", m.ID, said(m), m.Pings)
	}
	s.refuses("a member", s.press(m, s.member, "Approve"), "may not")
	if after := s.press(m, s.curator, "Approve"); said(after) != "decided: approved" || after.ID != m.ID {
		t.Errorf("pressed: %q", said(after))
	}

	picture := card.File{Name: "line.png", Type: "image/png", Data: []byte("x"), Alt: "a line"}
	edited := reviewCard("decided by Cyrus")
	edited.Files = []card.File{picture}
	if err := c.Edit(t.Context(), server, room, id, edited); err != nil {
		t.Fatal(err)
	}
	m = s.room.Messages()[0]
	if !strings.Contains(said(m), "decided by Cyrus") || len(m.Attachments) != 1 || m.Attachments[0].Description != "a line" {
		t.Errorf("edited to %q, %v", said(m), m.Attachments)
	}
	s.press(m, s.admin, "Approve")
	if err := c.Delete(t.Context(), room, id); err != nil || len(s.room.Messages()) != 0 {
		t.Errorf("deleting: %v, %d messages", err, len(s.room.Messages()))
	}
	if _, _, err := c.Direct(t.Context(), s.member.ID.String(), reviewCard("thank you"), "errand-2"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Direct(t.Context(), s.member.ID.String(), reviewCard("thank you"), "errand-2"); err != nil {
		t.Fatal(err)
	}
	if all := s.sim.As(s.member).DM(s.app).Messages(); len(all) != 1 || !strings.Contains(said(all[0]), "thank you") {
		t.Errorf("%d direct messages", len(all))
	}
	for _, body := range s.posts() {
		if !strings.Contains(body, `"allowed_mentions":{"parse":[]}`) || !strings.Contains(body, `"enforce_nonce":true`) {
			t.Errorf("posted %s", body)
		}
	}
}

// A message of the bot's own answers, deleted with its own token although they
// were sent with an interaction's.
func TestCourierDeletesAnswers(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	m := s.expect(s.member, "/echo text:shown", "shown")
	if err := s.bot.Courier().Delete(t.Context(), s.room.ID.String(), m.ID.String()); err != nil {
		t.Error(err)
	}
	if n := len(s.room.Messages()); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// What Discord says no to is told apart, so that jobs know whether to try again.
func TestCourierRefusals(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	c := s.bot.Courier()
	server, room := s.server.ID.String(), s.room.ID.String()
	m := card.Message{Text: "x"}
	post := func() error { _, err := c.Post(t.Context(), server, room, m, ""); return err }
	direct := func(user string) error { _, _, err := c.Direct(t.Context(), user, m, ""); return err }
	const nobody = "1200000000000000009"
	_, gone := c.Post(t.Context(), server, nobody, m, "")
	for what, err := range map[string]error{
		"a channel that is gone":   gone,
		"a message that is gone":   c.Delete(t.Context(), room, nobody),
		"an edit of one":           c.Edit(t.Context(), server, room, nobody, m),
		"a person that is no more": direct(nobody),
	} {
		if !errors.Is(err, commands.ErrGone) {
			t.Errorf("%s: %v", what, err)
		}
	}
	s.member.CloseDMs(true)
	if err := direct(s.member.ID.String()); !errors.Is(err, commands.ErrDirectClosed) {
		t.Errorf("closed: %v", err)
	}
	s.sim.Faults().Refuse(1, 50278, "POST /channels/*/messages")
	if err := direct(s.admin.ID.String()); !errors.Is(err, commands.ErrDirectClosed) {
		t.Errorf("no server shared: %v", err)
	}
	theirs, err := s.sim.As(s.member).In(s.room).Say("mine")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Delete(t.Context(), room, theirs.ID.String()); !errors.Is(err, commands.ErrNotAllowed) {
		t.Errorf("somebody else's message: %v", err)
	}
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, discordsim.SendMessages)
	if err := post(); !errors.Is(err, commands.ErrNotAllowed) {
		t.Errorf("without permission: %v", err)
	}
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, discordsim.ViewChannel)
	if err := post(); !errors.Is(err, commands.ErrNotAllowed) {
		t.Errorf("without access: %v", err)
	}
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, 0)

	s.sim.Faults().Next429(1, discordsim.RouteLimit, 1500*time.Millisecond, "POST /channels/*/messages")
	var wait *commands.Wait
	if err := post(); !errors.As(err, &wait) || wait.After < time.Second {
		t.Errorf("asked to wait: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Post(ctx, server, room, m, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
}

// A post of which nobody knows whether it came through is made once, and said
// to be one: who posts makes it again with the same nonce.
func TestCourierIsUnsure(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*discordsim.Faults, discordsim.When){
		"502": func(f *discordsim.Faults, w discordsim.When) {
			f.Status(1, http.StatusBadGateway, w, "POST /channels/*/messages")
		},
		"cut": func(f *discordsim.Faults, w discordsim.When) { f.Cut(1, w, "POST /channels/*/messages") },
	} {
		for when, there := range map[discordsim.When]int{discordsim.Before: 0, discordsim.After: 1} {
			s := play(t, echo())
			fail(s.sim.Faults(), when)
			post := func() (string, error) {
				return s.bot.Courier().Post(t.Context(), s.server.ID.String(), s.room.ID.String(), card.Message{Text: "x"}, "post-1")
			}
			if _, err := post(); !errors.Is(err, commands.ErrUnsure) || len(s.posts()) != 1 || len(s.room.Messages()) != there {
				t.Errorf("%s: %v, posted %d times, %d messages", name, err, len(s.posts()), len(s.room.Messages()))
			}
			id, err := post()
			if all := s.room.Messages(); err != nil || len(all) != 1 || all[0].ID.String() != id {
				t.Errorf("%s, again: %v, %d messages", name, err, len(all))
			}
		}
	}
}

// exportAll sends a file by direct message before it answers.
func exportAll() commands.Command {
	return does("export", func(context.Context, commands.Request) (commands.Reply, error) {
		reply := text("sent to you")
		reply.Direct = &card.Message{Text: "here it is", Files: []card.File{{Name: "casebook.json", Type: "application/json", Data: []byte(`{}`)}}}
		return reply, nil
	})
}

func TestDirect(t *testing.T) {
	t.Parallel()
	s := play(t, exportAll())
	s.expect(s.member, "/export private:true", "sent to you")
	all := s.sim.As(s.member).DM(s.app).Messages()
	if len(all) != 1 || said(all[0]) != "here it is" || len(all[0].Attachments) != 1 || all[0].Attachments[0].Filename != "casebook.json" {
		t.Fatalf("sent %d messages", len(all))
	}
	var paths []string
	for _, r := range s.sim.Requests() {
		if strings.Contains(r.Path, "/messages") || strings.HasSuffix(r.Path, "/callback") {
			paths = append(paths, r.Route)
		}
	}
	if want := []string{"POST /channels/{id}/messages", "POST /interactions/{id}/{token}/callback"}; !slices.Equal(paths, want) {
		t.Errorf("in the order %v", paths)
	}
}

// Where nothing can be sent, the reply that says so takes the other's place.
func TestDirectThatFails(t *testing.T) {
	t.Parallel()
	s := play(t, exportAll())
	s.member.CloseDMs(true)
	s.refuses("closed", s.expect(s.member, "/export", "direct message"), "Privacy Settings")
	s.member.CloseDMs(false)
	s.sim.Faults().Next429(1, discordsim.RouteLimit, time.Second, "POST /users/@me/channels")
	s.refuses("asked to wait", s.expect(s.member, "/export", "slow down"), "slow down")
	s.sim.Faults().Cut(2, discordsim.Before, "POST /channels/*/messages")
	s.refuses("cut off", s.expect(s.member, "/export", "reference"), "reference")
	if n := len(s.sim.As(s.member).DM(s.app).Messages()); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
	if h := s.bot.Health(); h.Lost != 0 || h.Failed != 1 {
		t.Errorf("health %+v", h)
	}
}
