package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/store"
)

// does is a command with options person, text and private that does f.
func does(name string, f func(context.Context, commands.Request) (commands.Reply, error)) commands.Command {
	return commands.Command{
		Spec: commands.Spec{Name: name, Options: []commands.Option{
			{Name: "person", Complete: true, Max: 100}, {Name: "text"}, {Name: "private", Kind: commands.Yes},
		}},
		Run: f,
		Suggest: func(_ context.Context, r commands.Request) ([]card.Choice, error) {
			if r.Focused != "person" {
				return nil, errors.New("something else is being completed: " + r.Focused)
			}
			switch r.Person() {
			case "panic":
				panic("while completing")
			case "fail":
				return nil, errors.New("no database")
			}
			many := make([]card.Choice, 30)
			for i := range many {
				many[i] = card.Choice{Label: fmt.Sprintf("%s %d %s", r.Person(), i, strings.Repeat("x", 120)), Value: fmt.Sprint("slug-", i)}
			}
			return many, nil
		},
	}
}

func text(s string) commands.Reply { return commands.Reply{Message: card.Message{Text: s}} }

func TestAnswers(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	m := s.expect(s.member, "/echo text:hello", "hello")
	if m.For != nil {
		t.Error("an answer to all is private")
	}
	if m := s.expect(s.member, "/echo text:hello private:true", "hello"); m.For == nil {
		t.Error("private:true is not private")
	}
	s.world.change(func(w *world) { w.server.Private = true })
	if m := s.expect(s.member, "/echo text:hello", "hello"); m.For == nil {
		t.Error("the server's custom is private, the answer isn't")
	}
	if m := s.expect(s.member, "/echo text:hello private:false", "hello"); m.For != nil {
		t.Error("private:false is private")
	}
}

// A handler may make its answer private by itself.
func TestPrivateByHandler(t *testing.T) {
	t.Parallel()
	s := play(t, does("quiet", func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{Message: card.Message{Text: "between us"}, Private: true}, nil
	}))
	if m := s.expect(s.member, "/quiet", "between us"); m.For == nil {
		t.Error("not private")
	}
}

// Nothing that a command shows can ping, whatever stands in it.
func TestPingsNobody(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	m := s.reply(s.ask(s.admin, "/echo text:\"@everyone @here "+s.member.Mention()+"\""))
	if len(m.Pings) != 0 || !strings.Contains(m.Content, "@everyone") {
		t.Errorf("%q pinged %v", m.Content, m.Pings)
	}
	for _, r := range s.sim.Requests() {
		if strings.HasSuffix(r.Path, "/callback") && !strings.Contains(string(r.Body), `"allowed_mentions":{"parse":[]}`) {
			t.Errorf("sent without allowed_mentions: %s", r.Body)
		}
	}
}

func TestErrorsArePrivate(t *testing.T) {
	t.Parallel()
	var fails error
	s := play(t, does("fail", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Text("text") == "panic" {
			panic("the invented mishap of " + r.Text("text"))
		}
		return commands.Reply{}, fails
	}))
	people := []store.Summary{{Name: "Sample One", Slug: "sample-one", Country: "IR"}, {Name: "Sample Two", Slug: "sample-two"}}
	for name, tt := range map[string]struct {
		err   error
		words string
	}{
		"unknown":   {&store.NotFound{Typed: "Nob*dy @everyone"}, `Nob\*dy`},
		"similar":   {fmt.Errorf("casefile: %w", &store.NotFound{Typed: "Sampel", Similar: people}), "Did you mean"},
		"ambiguous": {&store.Ambiguous{Typed: "Sample", Candidates: people}, "several people"},
		"forbidden": {store.ErrForbidden, "may not"},
		"locked":    {fmt.Errorf("read: %w", store.ErrLocked), "busy"},
		"reading":   {fmt.Errorf("await the census: %w", store.ErrReading), "still being read"},
		"our fault": {errors.New("disk on fire"), "reference"},
		"a hanging": {context.DeadlineExceeded, "reference"},
	} {
		fails = tt.err
		m := s.expect(s.member, "/fail", tt.words)
		if m.For == nil {
			t.Errorf("%s: not private", name)
		}
		if len(m.Pings) > 0 {
			t.Errorf("%s: pings %v", name, m.Pings)
		}
	}
	m := s.expect(s.member, "/fail text:panic", "reference")
	ref := reference()
	if i := strings.Index(said(m), "reference: "); i >= 0 {
		ref = strings.Fields(said(m)[i+len("reference: "):])[0]
	}
	if log := s.log.String(); !strings.Contains(log, ref) || !strings.Contains(log, "the invented mishap") {
		t.Errorf("%q is not in the log, or the panic isn't:\n%s", ref, log)
	}
	if h := s.bot.Health(); h.Failed != 3 {
		t.Errorf("health counts %d failures, want 3", h.Failed)
	}
}

// The log says what failed, never what was asked or by whom.
func TestLogIsDiscreet(t *testing.T) {
	t.Parallel()
	s := play(t, does("fail", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return commands.Reply{}, fmt.Errorf("casefile %s of %s: %w", r.Text("text"), r.User, errors.New("disk on fire"))
	}))
	s.expect(s.member, "/fail text:\"the invented question\"", "reference")
	log := s.log.String()
	if !strings.Contains(log, "disk on fire") {
		t.Errorf("not in the log:\n%s", log)
	}
	for _, secret := range []string{"invented question", s.member.ID.String(), s.member.Name, token} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q:\n%s", secret, log)
		}
	}
}

// hostile is a keeper that panics when a view is kept.
type hostile struct{ Keeper }

func (hostile) KeepView(context.Context, []byte, time.Time) (string, error) {
	panic("the invented question")
}

// A panic in wording an error costs that answer, not the program.
func TestSurvivesAPanicOutsideOfHandlers(t *testing.T) {
	t.Parallel()
	s := newStage(t, does("case", func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{}, &store.Ambiguous{Typed: "x", Candidates: []store.Summary{{Name: "One", Slug: "one"}, {Name: "Two", Slug: "two"}}}
	}), echo())
	s.bot.ids.keep = hostile{s.world}
	s.run()
	s.waitFor("the bot to be ready", s.ready)
	s.ask(s.member, "/case text:"+strings.Repeat("x", 200))
	s.waitFor("it to be given up", func() bool { return s.bot.Health().Lost == 1 && s.bot.Health().InFlight == 0 })
	s.expect(s.member, "/echo text:alive", "alive")
	if log := s.log.String(); strings.Contains(log, "invented question") || !strings.Contains(log, "answering an interaction panicked") {
		t.Errorf("the log has\n%s", log)
	}
}

// What was typed is taken out of the log in every form in which an error
// repeats it, and no rest of it is left.
func TestDiscreet(t *testing.T) {
	t.Parallel()
	options := map[string]string{"text": "ali", "person": "ali ahmadi", "charge": "نام\u200cدار", "page": "2"}
	for range 20 { // maps have no order
		got := discreet(fmt.Sprintf("2 of %s: %q and %s by 77", "ali ahmadi", options["charge"], options["charge"]), options, "77")
		if want := `2 of […]: "[…]" and […] by […]`; got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

// Why an answer didn't get through is logged without what it repeats.
func TestLostAnswerIsDiscreet(t *testing.T) {
	t.Parallel()
	s := play(t)
	q := &question{request: commands.Request{Options: map[string]string{"text": "the invented question"}}}
	s.bot.lose(q, errors.New("400: \"the invented question\" is no snowflake"))
	if log := s.log.String(); strings.Contains(log, "invented question") || !strings.Contains(log, "snowflake") {
		t.Errorf("the log has\n%s", log)
	}
}

func TestCompletes(t *testing.T) {
	t.Parallel()
	s := play(t, does("case", func(context.Context, commands.Request) (commands.Reply, error) { return text("x"), nil }))
	who := s.sim.As(s.member).In(s.room)
	choices, err := who.Complete(s.within(), "/case person:ras")
	if err != nil {
		t.Fatal(err)
	}
	if len(choices) != choiceLimit || !strings.HasPrefix(choices[0].Name, "ras 0") {
		t.Errorf("%d choices, the first %q", len(choices), choices[0].Name)
	}
	for _, bad := range []string{"fail", "panic"} {
		if choices, err := who.Complete(s.within(), "/case person:"+bad); err != nil || len(choices) != 0 {
			t.Errorf("%s: %v, %v", bad, choices, err)
		}
	}
	s.expect(s.member, "/case person:still-alive", "x")
}

// Who may do what is checked for every kind of interaction.
func TestRoles(t *testing.T) {
	t.Parallel()
	curate := does("curate", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return text(fmt.Sprint("role ", r.Role)), nil
	})
	curate.Spec.Needs = commands.Curator
	setup := curate
	setup.Spec.Name, setup.Spec.Needs = "setup", commands.Administrator
	door := does("door", func(context.Context, commands.Request) (commands.Reply, error) {
		r := text("behind it")
		r.Controls = [][]card.Control{{{Label: "Open", Then: card.Then{Command: "curate"}}}}
		return r, nil
	})
	s := play(t, curate, setup, door)
	// The server's admins show the commands to everybody.
	s.server.Permit("curate", s.server.Everyone().ID, true)
	s.server.Permit("setup", s.server.Everyone().ID, true)

	s.expect(s.member, "/curate", "may not")
	s.expect(s.curator, "/curate", "role 1")
	s.expect(s.admin, "/curate", "role 2")
	s.expect(s.curator, "/setup", "may not")
	s.expect(s.admin, "/setup", "role 2")
	if choices, err := s.sim.As(s.member).In(s.room).Complete(s.within(), "/curate person:x"); err != nil || len(choices) != 0 {
		t.Errorf("completion for a member: %v, %v", choices, err)
	}

	m := s.expect(s.admin, "/door", "behind it")
	s.expectPress(m, s.member, "Open", "may not")
	s.expectPress(m, s.curator, "Open", "role 1")

	// A server that only reads a casebook curates nothing.
	s.world.change(func(w *world) { w.access = store.Access{Reads: []store.CasebookID{7}} })
	s.expect(s.curator, "/curate", "may not")
}

// In a direct message nobody has a role, and the casebooks that are open to
// all are read.
func TestDirectMessage(t *testing.T) {
	t.Parallel()
	s := play(t, does("case", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if len(r.Access.Reads) == 0 {
			return commands.Reply{}, &store.NotFound{Typed: "x"}
		}
		return text(fmt.Sprint("reads ", r.Access.Reads, " role ", r.Role, " server ", r.Server.ID)), nil
	}))
	dm := s.sim.As(s.admin).DM(s.app)
	ask := func(words string) {
		t.Helper()
		ex, err := dm.Type(s.within(), "/case")
		if err != nil {
			t.Fatal(err)
		}
		if got := said(s.reply(ex)); !strings.Contains(got, words) {
			t.Errorf("answered %q, want %q", got, words)
		}
	}
	ask("direct message")
	s.world.change(func(w *world) { w.direct = store.Access{Reads: []store.CasebookID{4}} })
	ask("reads [4] role 0 server")
}

// Somebody who installed the bot themselves uses it on a server that doesn't
// have it: that server's casebook is not theirs to read.
func TestUserInstalled(t *testing.T) {
	t.Parallel()
	s := play(t, does("case", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return text(fmt.Sprint("reads ", r.Access.Reads)), nil
	}))
	s.world.change(func(w *world) { w.direct = store.Access{Reads: []store.CasebookID{4}} })
	other := s.sim.AddServer("Elsewhere")
	room := other.AddChannel("general")
	other.Join(s.member)
	s.member.Install(s.app)
	other.Remove(s.app)
	ex, err := s.sim.As(s.member).In(room).Type(s.within(), "/case")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); got != "reads [4]" {
		t.Errorf("answered %q", got)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	s := play(t, does("lang", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return text(r.Locale.Language().Code + " " + r.Locale.Calendar().String() + " " + r.Locale.Zone().String()), nil
	}))
	s.expect(s.member, "/lang", "en gregorian UTC")
	s.world.change(func(w *world) { w.server.Language, w.server.Timezone = "fa", "Asia/Tehran" })
	s.expect(s.member, "/lang", "fa both Asia/Tehran")
	s.world.change(func(w *world) { w.person = store.PersonSettings{Language: "en", Calendar: "solar_hijri"} })
	s.expect(s.member, "/lang", "en solar_hijri Asia/Tehran")
	s.world.change(func(w *world) { w.server.Timezone = "Nowhere/Atall" })
	s.expect(s.member, "/lang", "UTC")
}

// A reply that is larger than Discord takes is cut, not lost.
func TestHugeReply(t *testing.T) {
	t.Parallel()
	s := play(t, does("huge", func(context.Context, commands.Request) (commands.Reply, error) {
		long := strings.Repeat("متن ", 3000)
		var r commands.Reply
		r.Text = long
		for range 12 {
			c := card.Card{Title: long, Body: long, Footer: long}
			for range 30 {
				c.Fields = append(c.Fields, card.Field{Name: long, Value: long})
			}
			r.Cards = append(r.Cards, c)
		}
		return r, nil
	}))
	s.expect(s.member, "/huge", "متن")
}

func TestFilesWithAltText(t *testing.T) {
	t.Parallel()
	s := play(t, does("picture", func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{Message: card.Message{
			Cards: []card.Card{{Title: "Timeline", Image: "line.png"}},
			Files: []card.File{{Name: "line.png", Type: "image/png", Data: []byte("not really a picture"), Alt: "خط زمان"}},
		}}, nil
	}))
	m := s.expect(s.member, "/picture", "Timeline")
	if len(m.Attachments) != 1 || m.Attachments[0].Description != "خط زمان" || m.Attachments[0].Filename != "line.png" {
		t.Errorf("attachments %+v", m.Attachments)
	}
}

// An interaction that comes too late to be answered is not run.
func TestStaleInteraction(t *testing.T) {
	t.Parallel()
	ran := make(chan string, 10)
	s := play(t, does("run", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		ran <- r.Text("text")
		return text("x"), nil
	}))
	s.expect(s.member, "/run text:first", "x")
	i := s.interaction(time.Now().Add(-time.Minute), s.member)
	s.bot.accept(i)
	s.bot.accept(s.interaction(time.Now(), s.member))
	s.bot.accept(i)
	if got := <-ran; got != "first" {
		t.Errorf("ran %q", got)
	}
	<-ran
	select {
	case <-ran:
		t.Error("a stale interaction was run")
	default:
	}
	if d := s.bot.Health().Dropped; d != 2 {
		t.Errorf("%d dropped, want 2", d)
	}
}

// One that is delivered twice runs once.
func TestReplayedInteraction(t *testing.T) {
	t.Parallel()
	ran := make(chan struct{}, 10)
	s := play(t, does("run", func(context.Context, commands.Request) (commands.Reply, error) {
		ran <- struct{}{}
		return text("x"), nil
	}))
	i := s.interaction(time.Now(), s.member)
	s.bot.accept(i)
	s.bot.accept(i)
	<-ran
	s.bot.drain()
	if len(ran) != 0 {
		t.Error("ran twice")
	}
}
