package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
	"vigil/store"
)

// desk is a curator's command with a form, a control of each kind below its
// answer, and a count of how many times something was done.
type desk struct {
	saved chan string
}

func newDesk() *desk { return &desk{make(chan string, 100)} }

func (d *desk) commands() []commands.Command {
	edit := commands.Command{
		Spec: commands.Spec{Name: "edit", Options: []commands.Option{{Name: "person"}}},
		Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
			switch {
			case r.Text("save") != "":
				d.saved <- r.Text("save")
				return text("saved " + r.Text("save")), nil
			case r.Filled:
				reply := text("preview of " + r.Text("what") + " about " + r.Person())
				reply.Controls = d.controls(r)
				return reply, nil
			}
			return commands.Reply{Form: &commands.Form{
				Title:  "Edit",
				Fields: []commands.Field{{Name: "what", Label: "What"}},
				Then:   card.Then{Command: "curate edit", Options: map[string]string{"person": r.Person()}},
			}}, nil
		},
	}
	review := commands.Command{
		Spec: commands.Spec{Name: "review"},
		Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
			if by := r.Text("decide"); by != "" {
				return text("decided: " + by), nil
			}
			if r.Text("fail") != "" {
				return commands.Reply{}, store.ErrLocked
			}
			reply := text("a suggestion")
			reply.Controls = reviewControls()
			return reply, nil
		},
	}
	return []commands.Command{
		{Spec: commands.Spec{Name: "curate", Needs: commands.Curator}, Subs: []commands.Command{edit, review}},
		// A card that all can see, as the review channel has them.
		does("card", func(context.Context, commands.Request) (commands.Reply, error) {
			reply := text("a suggestion")
			reply.Controls = reviewControls()
			return reply, nil
		}),
	}
}

func (d *desk) controls(r commands.Request) [][]card.Control {
	save := map[string]string{"save": r.Text("what")}
	return [][]card.Control{
		{
			{Label: "Save", Then: card.Then{Command: "curate edit", Options: save, Update: true}},
			{Label: "Edit again", Then: card.Then{Command: "curate edit", Options: map[string]string{"person": r.Person()}, Mine: true}},
		},
		{{Placeholder: "Who sees it", Into: "save", Then: card.Then{Command: "curate edit", Update: true},
			Choices: []card.Choice{{Label: "Everybody", Value: "public"}, {Label: "Curators", Value: "curators"}}}},
	}
}

func reviewControls() [][]card.Control {
	decide := func(how string) card.Then {
		return card.Then{Command: "curate review", Options: map[string]string{"decide": how}, Update: true, Shared: true}
	}
	return [][]card.Control{
		{{Label: "Approve", Then: decide("approved")}, {Label: "Fail", Then: card.Then{Command: "curate review", Options: map[string]string{"fail": "x"}, Update: true, Shared: true}}},
		{{Placeholder: "Why not", Into: "decide", Then: card.Then{Command: "curate review", Update: true, Shared: true},
			Choices: []card.Choice{{Label: "No source", Value: "source"}, {Label: "Known", Value: "known"}}}},
	}
}

// opened is the form that somebody gets.
func (s *stage) opened(ex *discordsim.Exchange) *discordsim.Modal {
	s.t.Helper()
	form, err := ex.Modal(s.within())
	if err != nil {
		s.t.Fatalf("no form: %v; log:\n%s", err, s.log)
	}
	return form
}

// submit fills in the only field of a form and waits for the answer.
func (s *stage) submit(form *discordsim.Modal, what string) *discordsim.Message {
	s.t.Helper()
	filled, err := form.Fill(map[string]string{"what": what})
	if err != nil {
		s.t.Fatal(err)
	}
	ex, err := filled.Submit(s.within())
	if err != nil {
		s.t.Fatal(err)
	}
	return s.reply(ex)
}

// refuses fails the test unless the message is a private refusal with those words.
func (s *stage) refuses(what string, m *discordsim.Message, words string) {
	s.t.Helper()
	if !strings.Contains(said(m), words) || m.For == nil {
		s.t.Errorf("%s: answered %q, for %v; want %q", what, said(m), m.For, words)
	}
}

// preview has a curator fill in the form and returns what they are shown.
func (s *stage) preview(who *discordsim.User, what string) *discordsim.Message {
	s.t.Helper()
	m := s.submit(s.opened(s.ask(who, "/curate edit person:sample-one")), what)
	if m.For != who || !strings.Contains(said(m), "preview of "+what) {
		s.t.Fatalf("answered %q for %v", said(m), m.For)
	}
	return m
}

// The way through, as it is meant.
func TestCuratorsWay(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	m := s.preview(s.curator, "released")
	again := s.opened(func() *discordsim.Exchange {
		ex, err := m.Press(s.within(), "Edit again")
		if err != nil {
			t.Fatal(err)
		}
		return ex
	}())
	if again.Title != "Edit" {
		t.Errorf("the form is called %q", again.Title)
	}
	after := s.expectPress(m, s.curator, "Save", "saved released")
	if after.ID != m.ID || after.For != s.curator {
		t.Error("the preview was not replaced in place")
	}
	if got := <-d.saved; got != "released" || len(d.saved) != 0 {
		t.Errorf("saved %q, and %d more", got, len(d.saved))
	}
}

// A role that was taken away counts no more, however long a form was open or a
// preview shown; a role that administrators chose counts like the permission.
func TestRightsOfTheMoment(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	form := s.opened(s.ask(s.curator, "/curate edit person:sample-one"))
	m := s.preview(s.curator, "released")
	roles := s.server.RolesOf(s.curator)
	s.server.Take(s.curator, roles...)
	s.refuses("a form without the role", s.submit(form, "x"), "Manage Messages")
	s.refuses("a button without the role", s.press(m, s.curator, "Save"), "may not")
	s.refuses("a way back without the role", s.press(m, s.curator, "Edit again"), "may not")

	chosen := s.server.AddRole("Keepers", 0)
	s.server.Permit("curate", chosen.ID, true)
	s.server.Give(s.curator, chosen)
	s.refuses("a role that nobody chose", s.press(m, s.curator, "Save"), "may not")
	s.world.change(func(w *world) { w.server.Curators = []string{"1", chosen.ID.String()} })
	if got := s.submit(form, "released"); !strings.Contains(said(got), "preview") {
		t.Errorf("with a chosen role: answered %q", said(got))
	}
	s.preview(s.curator, "again")
	s.world.change(func(w *world) { w.server.Curators = nil })
	s.refuses("a role that counts no more", s.press(m, s.curator, "Save"), "may not")
	if len(d.saved) != 0 {
		t.Errorf("%d saved", len(d.saved))
	}

	// A server that only reads its casebook.
	s.server.Give(s.curator, roles...)
	s.world.change(func(w *world) { w.access = store.Access{Reads: []store.CasebookID{7}} })
	s.refuses("a form where only is read", s.submit(form, "x"), "another server")
}

// What belongs to one person is of no use to another, whatever their role.
func TestForeignOwner(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	form := s.opened(s.ask(s.curator, "/curate edit person:sample-one"))
	m := s.preview(s.curator, "released")
	card := s.expect(s.admin, "/card", "a suggestion") // something in everybody's sight
	admin := s.sim.As(s.admin).In(s.room)
	for _, c := range append(m.Buttons(), m.Selects()...) {
		var values []string
		if c.Label == "" {
			values = []string{"public"}
		}
		ex, err := admin.Forge(s.within(), card, c.CustomID, values...)
		if err != nil {
			t.Fatal(err)
		}
		s.refuses("somebody else's control", s.reply(ex), "Only the person who asked")
	}
	ex, err := form.Of(admin).Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	s.refuses("somebody else's form", s.reply(ex), "Only the person who asked")
	if len(d.saved) != 0 {
		t.Errorf("%d saved", len(d.saved))
	}
}

// A curator of another server, in a direct message, after a day: each has its words.
func TestElsewhereAndLater(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	form := s.opened(s.ask(s.curator, "/curate edit person:sample-one"))
	m := s.preview(s.curator, "released")
	shared := s.expect(s.curator, "/card", "a suggestion")

	other := s.sim.AddServer("Another Server")
	there := other.AddChannel("general")
	other.Join(s.curator)
	other.Give(s.curator, other.AddRole("Curators", discordsim.ManageMessages))
	s.waitFor("the bot to be told", func() bool { return s.bot.Health().Servers == 2 })
	elsewhere := s.sim.As(s.curator).In(there)
	ex, err := elsewhere.Type(s.within(), "/card")
	if err != nil {
		t.Fatal(err)
	}
	foreign := s.reply(ex)
	ids := []string{m.Buttons()[0].CustomID, m.Buttons()[1].CustomID, shared.Buttons()[0].CustomID}
	dm, err := s.sim.As(s.curator).DM(s.app).Type(s.within(), "/card")
	if err != nil {
		t.Fatal(err)
	}
	direct := s.reply(dm)
	for _, id := range ids {
		for what, on := range map[string]*discordsim.Message{"on another server": foreign, "in a direct message": direct} {
			ex, err := s.sim.As(s.curator).Forge(s.within(), on, id)
			if err != nil {
				t.Fatal(err)
			}
			s.refuses(what, s.reply(ex), "another server")
		}
	}
	for what, actor := range map[string]discordsim.Actor{"on another server": elsewhere, "in a direct message": s.sim.As(s.curator).DM(s.app)} {
		ex, err := form.Of(actor).Submit(s.within())
		if err != nil {
			t.Fatal(err)
		}
		s.refuses("a form "+what, s.reply(ex), "another server")
	}
	s.refuses("a shared control in a direct message", s.press(direct, s.curator, "Approve"), "on a server only")

	s.sim.Clock().Set(s.sim.Clock().Now().Add(25 * time.Hour))
	s.refuses("a form of yesterday", s.submit(form, "x"), "form has expired")
	s.refuses("a preview of yesterday", s.press(m, s.curator, "Save"), "too old")
	s.refuses("a way back of yesterday", s.press(m, s.curator, "Edit again"), "too old")
	s.sim.Clock().Set(s.sim.Clock().Now().Add(80 * 24 * time.Hour))
	if after := s.press(shared, s.admin, "Approve"); said(after) != "decided: approved" || after.ID != shared.ID {
		t.Errorf("a card that waited long: %q", said(after))
	}
	if len(d.saved) != 0 {
		t.Errorf("%d saved", len(d.saved))
	}
}

// What was changed on its way, or was never offered, does nothing.
func TestTamperedAndForged(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	m := s.preview(s.curator, "released")
	shared := s.expect(s.curator, "/card", "a suggestion")
	curator := s.sim.As(s.curator).In(s.room)
	menu, decide := m.Selects()[0].CustomID, shared.Selects()[0].CustomID
	for what, tt := range map[string]struct {
		on     *discordsim.Message
		id     string
		values []string
		words  string
	}{
		"a button":                {m, tampered(m.Buttons()[0].CustomID), nil, "changed on its way"},
		"a value not offered":     {m, menu, []string{"secret"}, "changed on its way"},
		"one of another select":   {m, menu, []string{"known"}, "changed on its way"},
		"two values":              {m, menu, []string{"public", "curators"}, "changed on its way"},
		"the same value twice":    {m, menu, []string{"public", "public"}, "changed on its way"},
		"a select as a button":    {m, menu, nil, "changed on its way"},
		"on a card for all":       {shared, decide, []string{"whatever"}, "changed on its way"},
		"a select of elsewhere":   {shared, menu, []string{"public"}, "too old"},
		"a select that was there": {m, decide, []string{"known"}, "too old"},
	} {
		ex, err := curator.Forge(s.within(), tt.on, tt.id, tt.values...)
		if err != nil {
			t.Fatal(err)
		}
		s.refuses(what, s.reply(ex), tt.words)
	}
	if len(d.saved) != 0 {
		t.Errorf("%d saved", len(d.saved))
	}
	ex, err := m.Select(s.within(), "Who sees it", "Curators")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); got != "saved curators" {
		t.Errorf("what was offered: %q", got)
	}
}

// The same interaction delivered twice is run once. Pressing twice is two
// interactions: both are run, and whoever saves sees to it that the second
// finds it done.
func TestReplayedPress(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	m := s.preview(s.curator, "released")
	i := s.interaction(s.sim.Clock().Now(), s.curator)
	i.Type, i.Member.Permissions = 3, int64(discordsim.ManageMessages)
	i.Data = componentData(m.Buttons()[0].CustomID)
	s.bot.accept(i)
	s.bot.accept(i)
	s.waitFor("it to be run", func() bool { return s.bot.Health().InFlight == 0 })
	if n := len(d.saved); n != 1 {
		t.Errorf("delivered twice, run %d times", n)
	}
	curator := s.sim.As(s.curator).In(s.room)
	for range 2 {
		ex, err := curator.Forge(s.within(), m, m.Buttons()[0].CustomID)
		if err != nil {
			t.Fatal(err)
		}
		s.reply(ex)
	}
	if n := len(d.saved); n != 3 {
		t.Errorf("pressed twice more, run %d times", n)
	}
}

// A card for several is decided by whoever may, in its place; what goes wrong
// is told to the one who pressed.
func TestSharedCard(t *testing.T) {
	t.Parallel()
	d := newDesk()
	s := play(t, d.commands()...)
	m := s.expect(s.member, "/card", "a suggestion")
	s.refuses("a member", s.press(m, s.member, "Approve"), "may not")
	s.refuses("what goes wrong", s.press(m, s.curator, "Fail"), "busy")
	if all := s.room.Messages(); len(all) != 1 || said(all[0]) != "a suggestion" {
		t.Fatalf("everybody sees %d messages", len(all))
	}
	ex, err := s.sim.As(s.admin).Select(s.within(), m, "Why not", "No source")
	if err != nil {
		t.Fatal(err)
	}
	if after := s.reply(ex); said(after) != "decided: source" || after.ID != m.ID || after.For != nil {
		t.Errorf("answered %q in %s for %v", said(after), after.ID, after.For)
	}
	if all := s.room.Messages(); len(all) != 1 {
		t.Errorf("everybody sees %d messages", len(all))
	}
}

// In a direct message nobody curates, whatever they are elsewhere.
func TestCuratingInDirectMessages(t *testing.T) {
	t.Parallel()
	s := play(t, newDesk().commands()...)
	here := place{"", s.curator.ID.String()}
	dm := s.sim.As(s.curator).DM(s.app)
	ex, err := dm.Type(s.within(), "/card")
	if err != nil {
		t.Fatal(err)
	}
	m := s.reply(ex)
	for _, path := range []string{"curate edit", "curate review"} {
		id, err := s.bot.ids.seal(t.Context(), press{then: card.Then{Command: path, Options: map[string]string{"save": "x"}}}, here, 0, s.bot.now())
		if err != nil {
			t.Fatal(err)
		}
		ex, err := dm.Forge(s.within(), m, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(s.reply(ex)); !strings.Contains(got, "on a server only") {
			t.Errorf("%s: answered %q", path, got)
		}
	}
	for _, c := range dm.Commands() {
		if c.Name == "curate" {
			t.Error("offered in a direct message")
		}
	}
}

// What refuses says who may.
func TestForbiddenSaysWhoMay(t *testing.T) {
	t.Parallel()
	setup := echo()
	setup.Spec.Name, setup.Spec.Needs = "setup", commands.Administrator
	s := play(t, append(newDesk().commands(), setup, does("own", func(context.Context, commands.Request) (commands.Reply, error) {
		return commands.Reply{}, fmt.Errorf("suggest: %w", store.ErrForbidden)
	}))...)
	s.server.Permit("curate", s.server.Everyone().ID, true)
	s.server.Permit("setup", s.server.Everyone().ID, true)
	s.refuses("a curator's", s.expect(s.member, "/curate review", "may not"), "Manage Messages")
	s.refuses("an administrator's", s.expect(s.curator, "/setup", "may not"), "Manage Server")
	s.refuses("by its handler", s.expect(s.member, "/own", "may not"), "administrators can give you")
	s.world.change(func(w *world) { w.access = store.Access{Reads: []store.CasebookID{7}} })
	s.refuses("where only is read", s.expect(s.curator, "/curate review", "may not"), "kept on another server")
}
