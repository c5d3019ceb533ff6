package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// suggestion is a command that asks back with a form; its fields come back as
// options.
func suggestion(name string) commands.Command {
	return does(name, func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Text("what") != "" {
			return text("thanks for " + r.Text("what") + " about " + r.Person() + " from " + r.Text("source")), nil
		}
		return commands.Reply{Form: &commands.Form{
			Title: "Suggest " + strings.Repeat("x", 60),
			Fields: []commands.Field{
				{Name: "what", Label: "What happened", Note: "in a sentence", Long: true, Required: true},
				{Name: "source", Label: "Source", Value: "https://example.org/news", Max: 200},
			},
			Then: card.Then{Command: name, Options: map[string]string{"person": r.Person()}},
		}}, nil
	})
}

func TestForm(t *testing.T) {
	t.Parallel()
	s := play(t, suggestion("suggest"))
	form, err := s.ask(s.member, "/suggest person:sample-one").Modal(s.within())
	if err != nil {
		t.Fatalf("%v; log:\n%s", err, s.log)
	}
	fields := form.Fields()
	if len(fields) != 2 || fields[0].Description != "in a sentence" || fields[1].Value != "https://example.org/news" {
		t.Errorf("fields %+v", fields)
	}
	filled, err := form.Fill(map[string]string{"What happened": "released"})
	if err != nil {
		t.Fatal(err)
	}
	ex, err := filled.Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	m := s.reply(ex)
	if want := "thanks for released about sample-one from https://example.org/news"; said(m) != want || m.For == nil {
		t.Errorf("answered %q, for %v", said(m), m.For)
	}
}

// A form's submit is authorised like everything else.
func TestFormIsAuthorised(t *testing.T) {
	t.Parallel()
	c := suggestion("suggest")
	c.Spec.Needs = commands.Curator
	s := play(t, c)
	form, err := s.ask(s.curator, "/suggest person:sample-one").Modal(s.within())
	if err != nil {
		t.Fatal(err)
	}
	s.server.Take(s.curator, s.server.RolesOf(s.curator)...)
	filled, err := form.Fill(map[string]string{"What happened": "released"})
	if err != nil {
		t.Fatal(err)
	}
	ex, err := filled.Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); !strings.Contains(got, "may not") {
		t.Errorf("answered %q", got)
	}
}

// Discord takes no form after a deferral: the asker is told, not left waiting.
func TestFormTooLate(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow private:true")
	<-hand.started
	s.deferred(ex)
	hand.says(commands.Reply{Form: &commands.Form{Title: "x", Fields: []commands.Field{{Name: "what", Label: "x"}}}}, nil)
	if _, err := s.sim.As(s.member).In(s.room).Await(s.within(), hasWords("took too long")); err != nil {
		t.Errorf("%v; log:\n%s", err, s.log)
	}
	if _, err := ex.Modal(t.Context()); !errors.Is(err, discordsim.ErrNoForm) {
		t.Errorf("got %v", err)
	}
}

// A form that Discord wouldn't take, or would show cut off, isn't shown.
func TestFormsThatAreNotAsked(t *testing.T) {
	t.Parallel()
	var form commands.Form
	s := play(t, does("ask", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return commands.Reply{Form: &form}, nil
	}))
	field := commands.Field{Name: "what", Label: "What"}
	for name, f := range map[string]commands.Form{
		"no field":         {Title: "x"},
		"six fields":       {Title: "x", Fields: make([]commands.Field, 6)},
		"a field twice":    {Title: "x", Fields: []commands.Field{field, field}},
		"what it is about": {Title: "x", Fields: []commands.Field{field}, Then: card.Then{Command: "ask", Options: map[string]string{"what": "y"}}},
		"would be cut off": {Title: "x", Fields: []commands.Field{{Name: "what", Label: "What", Value: strings.Repeat("x", 4001)}}},
		"too many choices": {Title: "x", Fields: []commands.Field{{Name: "what", Label: "What", Choices: make([]card.Choice, 26)}}},
	} {
		form = f
		if m := s.expect(s.member, "/ask", "reference"); m.For == nil {
			t.Errorf("%s: told to all", name)
		}
	}
}

// In each of five fields stand 4,000 characters of anything, and come back as
// they are.
func TestFormOfMuchText(t *testing.T) {
	t.Parallel()
	var got map[string]string
	much := map[string]string{
		"a": strings.Repeat("x", 4000),
		"b": strings.Repeat("\u2068\u202e*_`~|<@1>\"\\\n", 300)[:3900],
		"c": strings.Repeat("سلام‌دنیا\n", 400),
		"d": strings.Repeat("👩‍👧", 1333),
		"e": "",
	}
	s := play(t, does("ask", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Filled {
			got = r.Options
			return text("taken"), nil
		}
		f := &commands.Form{Title: "Much", Then: card.Then{Command: "ask", Options: map[string]string{"person": "sample-one"}}}
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			f.Fields = append(f.Fields, commands.Field{Name: name, Label: name, Long: true, Max: 10, Value: much[name]})
		}
		return commands.Reply{Form: f}, nil
	}))
	form, err := s.ask(s.member, "/ask").Modal(s.within())
	if err != nil {
		t.Fatalf("%v; log:\n%s", err, s.log)
	}
	ex, err := form.Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	if m := s.reply(ex); said(m) != "taken" || m.For == nil {
		t.Errorf("answered %q", said(m))
	}
	for name, want := range much {
		if got[name] != want {
			t.Errorf("%s: %d bytes came back, want %d", name, len(got[name]), len(want))
		}
	}
	if got["person"] != "sample-one" {
		t.Errorf("the form is about %q", got["person"])
	}
}

// everyField is a command whose form has a field of each kind, and whose answer says
// what they were filled in with.
func everyField(choices ...card.Choice) commands.Command {
	return does("file", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Filled {
			_, typed := r.Options["file"]
			f := r.Files["file"]
			return text(fmt.Sprintf("what %q status %q courts %q file %q %s %d %v", r.Text("what"), r.Text("status"), r.Text("courts"), f.Name, f.Type, f.Size, typed)), nil
		}
		return commands.Reply{Form: &commands.Form{
			Title: "All kinds",
			Fields: []commands.Field{
				{Name: "what", Label: "What"},
				{Name: "status", Label: "Status", Required: true, Choices: choices},
				{Name: "courts", Label: "Courts", Note: "any number of them", Many: 2, Choices: []card.Choice{{Label: "One", Value: "1"}, {Label: "Two", Value: "2", Chosen: true}, {Label: "Three", Value: "3"}}},
				{Name: "file", Label: "File", Upload: true},
			},
			Then: card.Then{Command: "file"},
		}}, nil
	})
}

func TestFormOfEveryKind(t *testing.T) {
	t.Parallel()
	s := play(t, everyField(card.Choice{Label: "Free", Value: "free", Note: "at liberty"}, card.Choice{Label: "Held", Value: "held", Chosen: true}))
	form, err := s.ask(s.member, "/file").Modal(s.within())
	if err != nil {
		t.Fatalf("%v; log:\n%s", err, s.log)
	}
	submit := func(f *discordsim.Modal, want string) {
		t.Helper()
		ex, err := f.Submit(s.within())
		if err != nil {
			t.Fatal(err)
		}
		if got := said(s.reply(ex)); got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
	}
	submit(form, `what "" status "held" courts "2" file ""  0 false`)

	full := form.By(discordsim.File{Name: "cases.csv", Type: "text/csv", Data: []byte("name\n")})
	for name, values := range map[string][]string{"what": {"released"}, "status": {"Free"}, "courts": {"1", "3"}, "file": {"cases.csv"}} {
		if full, err = full.Choose(name, values...); err != nil {
			t.Fatal(err)
		}
	}
	submit(full, `what "released" status "free" courts "1,3" file "cases.csv" text/csv 5 false`)

	none, err := form.Choose("courts") // what was chosen already is taken back
	if err != nil {
		t.Fatal(err)
	}
	submit(none, `what "" status "held" courts "" file ""  0 false`)
}

// A form opened from a control replaces the message that the control stands on, where it says
// so; one that a typed command opened has no such message.
func TestFormThatUpdates(t *testing.T) {
	t.Parallel()
	s := play(t, does("edit", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Filled {
			return text("now " + r.Text("what")), nil
		}
		if r.Text("text") == "card" {
			reply := text("a card")
			reply.Controls = [][]card.Control{{{Label: "Edit", Then: card.Then{Command: "edit", Update: true, Shared: true}}}}
			return reply, nil
		}
		return commands.Reply{Form: &commands.Form{Title: "Edit", Fields: []commands.Field{{Name: "what", Label: "What"}},
			Then: card.Then{Command: "edit", Update: true}}}, nil
	}))
	fill := func(ex *discordsim.Exchange, words string) *discordsim.Message {
		t.Helper()
		form, err := ex.Modal(s.within())
		if err != nil {
			t.Fatalf("%v; log:\n%s", err, s.log)
		}
		filled, err := form.Fill(map[string]string{"What": words})
		if err != nil {
			t.Fatal(err)
		}
		sent, err := filled.Submit(s.within())
		if err != nil {
			t.Fatal(err)
		}
		return s.reply(sent)
	}
	m := s.expect(s.member, "/edit text:card", "a card")
	ex, err := s.sim.As(s.admin).Press(s.within(), m, "Edit")
	if err != nil {
		t.Fatal(err)
	}
	if after := fill(ex, "changed"); said(after) != "now changed" || after.ID != m.ID {
		t.Errorf("answered %q in another message", said(after))
	}
	if after := fill(s.ask(s.member, "/edit"), "alone"); said(after) != "now alone" || after.For == nil {
		t.Errorf("answered %q for %v", said(after), after.For)
	}
}

// What a form didn't ask for, or didn't offer, was made up and is refused.
func TestForgedForms(t *testing.T) {
	t.Parallel()
	s := play(t, everyField(card.Choice{Label: "Free", Value: "free"}))
	here := place{s.server.ID.String(), s.member.ID.String()}
	about := card.Then{Command: "file", Options: map[string]string{"person": "sample-one"}}
	form := []blank{
		{name: "what", kind: blankText}, {name: "file", kind: blankUpload},
		{name: "status", kind: blankSelect, many: 1, choices: []string{"free", "held"}},
	}
	seal := func(p press) string {
		id, err := s.bot.ids.seal(t.Context(), p, here, 0, s.bot.now())
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	ours := seal(press{then: about, form: form})
	word := func(name, value string) discordgo.MessageComponent {
		return &discordgo.Label{Component: &discordgo.TextInput{CustomID: name, Value: value}}
	}
	pick := func(name string, values ...string) discordgo.MessageComponent {
		return &discordgo.Label{Component: &discordgo.SelectMenu{CustomID: name, Values: values}}
	}
	upload := func(name string, values ...string) discordgo.MessageComponent {
		return &discordgo.Label{Component: &discordgo.FileUpload{CustomID: name, Values: values}}
	}
	all := func(c ...discordgo.MessageComponent) []discordgo.MessageComponent { return c }
	for name, tt := range map[string]struct {
		id    string
		parts []discordgo.MessageComponent
		want  error
	}{
		"as it was asked":            {ours, all(word("what", "x"), pick("status", "held")), nil},
		"in rows, as of old":         {ours, all(&discordgo.ActionsRow{Components: all(&discordgo.TextInput{CustomID: "what", Value: "x"})}), nil},
		"nothing at all":             {ours, nil, nil},
		"what it is about":           {ours, all(word("what", "x"), word("person", "somebody-else")), errTampered},
		"a field of another form":    {ours, all(word("version", "7")), errTampered},
		"a choice not offered":       {ours, all(pick("status", "pardoned")), errTampered},
		"two choices":                {ours, all(pick("status", "free", "held")), errTampered},
		"a text for a choice":        {ours, all(word("status", "pardoned")), errTampered},
		"a text for a file":          {ours, all(word("file", "cases.csv")), errTampered},
		"a file that never came":     {ours, all(upload("file", "12345")), errTampered},
		"more than can be typed":     {ours, all(word("what", strings.Repeat("x", 4001))), errTampered},
		"a button as a form":         {seal(press{then: about}), all(word("what", "x")), errTampered},
		"changed on its way":         {tampered(ours), all(word("what", "x")), errTampered},
		"a field that is signed":     {seal(press{then: about, form: []blank{{name: "person", kind: blankText}}}), nil, errTampered},
		"an empty label":             {ours, all(&discordgo.Label{}), nil},
		"something new of Discord's": {ours, all(&discordgo.TextDisplay{Content: "x"}), nil},
	} {
		p, err := s.bot.pressed(t.Context(), &discordgo.Interaction{
			GuildID: here.server, Member: &discordgo.Member{User: &discordgo.User{ID: here.owner}},
			Data: discordgo.ModalSubmitInteractionData{CustomID: tt.id, Components: tt.parts},
		})
		if !errors.Is(err, tt.want) || err == nil && p.then.Options["person"] != "sample-one" {
			t.Errorf("%s: %v, %v", name, p.then.Options, err)
		}
	}
	// And a form isn't pressed.
	_, err := s.bot.pressed(t.Context(), &discordgo.Interaction{
		GuildID: here.server, Member: &discordgo.Member{User: &discordgo.User{ID: here.owner}},
		Data: discordgo.MessageComponentInteractionData{CustomID: ours},
	})
	if !errors.Is(err, errTampered) {
		t.Errorf("a form that was pressed: %v", err)
	}
}
