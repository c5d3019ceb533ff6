package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
	"vigil/internal/locale"
)

// tree is a command with subcommands, of which two stand in a group. Each says
// how it was reached and with what.
func tree(needs commands.Role) commands.Command {
	leaf := func(name string, options ...commands.Option) commands.Command {
		return commands.Command{
			Spec: commands.Spec{Name: name, Options: options},
			Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
				reply := text(fmt.Sprintf("%s of %s by role %d", r.Command, r.Person(), r.Role))
				reply.Controls = [][]card.Control{{{Label: "Again", Then: card.Then{Command: r.Command, Options: r.Options, Update: true}}}}
				return reply, nil
			},
			Suggest: func(_ context.Context, r commands.Request) ([]card.Choice, error) {
				return []card.Choice{{Label: r.Command + " completes " + r.Focused + " with " + r.Text("kind"), Value: "slug"}}, nil
			},
		}
	}
	person := commands.Option{Name: "person", Complete: true}
	return commands.Command{
		Spec: commands.Spec{Name: "curate", Needs: needs},
		Subs: []commands.Command{
			leaf("sentence", person, commands.Option{Name: "kind"}),
			leaf("status", person),
			{Spec: commands.Spec{Name: "casebook"}, Subs: []commands.Command{leaf("import"), leaf("export", person)}},
		},
	}
}

func TestSubcommands(t *testing.T) {
	t.Parallel()
	s := play(t, tree(commands.Curator), echo())
	m := s.expect(s.curator, "/curate sentence person:sample-one", "curate sentence of sample-one by role 1")
	if m.For == nil {
		t.Error("what a curator is answered is for all to see")
	}
	s.expectPress(m, s.curator, "Again", "curate sentence of sample-one")
	s.expect(s.curator, "/curate casebook export person:x", "curate casebook export of x")
	s.expect(s.curator, "/curate casebook import", "curate casebook import of")
	s.expect(s.member, "/echo text:still-there", "still-there")

	choices, err := s.sim.As(s.curator).In(s.room).Complete(s.within(), "/curate sentence kind:flogging person:sam")
	if err != nil || len(choices) != 1 || choices[0].Name != "curate sentence completes person with flogging" {
		t.Errorf("completed %v, %v", choices, err)
	}
	choices, err = s.sim.As(s.curator).In(s.room).Complete(s.within(), "/curate casebook export person:sam")
	if err != nil || len(choices) != 1 || !strings.HasPrefix(choices[0].Name, "curate casebook export") {
		t.Errorf("completed %v, %v", choices, err)
	}
}

// Who may run a command holds for all below it, whatever Discord shows.
func TestSubcommandsAreAuthorised(t *testing.T) {
	t.Parallel()
	s := play(t, tree(commands.Curator))
	s.server.Permit("curate", s.server.Everyone().ID, true)
	for _, typed := range []string{"/curate sentence person:x", "/curate casebook export person:x", "/curate casebook import"} {
		if m := s.expect(s.member, typed, "may not"); m.For == nil {
			t.Errorf("%s: the refusal is for all to see", typed)
		}
	}
	choices, err := s.sim.As(s.member).In(s.room).Complete(s.within(), "/curate sentence person:x")
	if err != nil || len(choices) != 0 {
		t.Errorf("a member is suggested %v, %v", choices, err)
	}
}

// A group by itself leads nowhere, nor does a path that is no more.
func TestPathsThatLeadNowhere(t *testing.T) {
	t.Parallel()
	s := play(t, tree(commands.Member))
	here := place{s.server.ID.String(), s.member.ID.String()}
	m := s.expect(s.member, "/curate status person:x", "curate status")
	for _, path := range []string{"curate", "curate casebook", "curate casebook import more", "sentence"} {
		id, err := s.bot.ids.seal(t.Context(), press{then: card.Then{Command: path}}, here, 0, s.bot.now())
		if err != nil {
			t.Fatal(err)
		}
		ex, err := s.sim.As(s.member).Forge(s.within(), m, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(s.reply(ex)); !strings.Contains(got, "no longer exists") {
			t.Errorf("%s: answered %q", path, got)
		}
	}
}

func TestDeclaresSubcommands(t *testing.T) {
	t.Parallel()
	s := play(t, tree(commands.Curator))
	var declared *discordsim.Command
	for _, c := range s.app.Commands() {
		declared = c
	}
	if declared == nil || len(declared.Options) != 3 || *declared.DefaultMemberPermissions != discordsim.ManageMessages {
		t.Fatalf("declared %+v", declared)
	}
	if o := declared.Options[0]; o.Type != discordsim.SubCommand || len(o.Options) != 2 || !o.Options[0].Autocomplete {
		t.Errorf("a subcommand: %+v", o)
	}
	if o := declared.Options[2]; o.Type != discordsim.SubCommandGroup || len(o.Options) != 2 || o.Options[1].Options[0].Name != "person" {
		t.Errorf("a group: %+v", o)
	}
}

func TestTreesThatDiscordWouldNotTake(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	many := func(n int) (all []commands.Command) {
		for i := range n {
			all = append(all, commands.Command{Spec: commands.Spec{Name: fmt.Sprint("sub", i)}})
		}
		return all
	}
	below := func(subs ...commands.Command) commands.Command {
		return commands.Command{Spec: commands.Spec{Name: "x"}, Subs: subs}
	}
	wordy := many(25)
	for i := range wordy {
		for j := range 6 {
			wordy[i].Spec.Options = append(wordy[i].Spec.Options, commands.Option{Name: fmt.Sprint(strings.Repeat("x", 30), j)})
		}
	}
	options := []commands.Option{{Name: "a"}}
	for name, c := range map[string]commands.Command{
		"too many subcommands":     below(many(26)...),
		"too many in a group":      below(commands.Command{Spec: commands.Spec{Name: "y"}, Subs: many(26)}),
		"a group in a group":       below(below(below(many(1)...))),
		"options beside":           {Spec: commands.Spec{Name: "x", Options: options}, Subs: many(1)},
		"a subcommand twice":       below(many(1)[0], many(1)[0]),
		"a subcommand in capitals": below(commands.Command{Spec: commands.Spec{Name: "Y"}}),
		"more than 8,000 letters":  below(wordy...),
		"completion of a number":   {Spec: commands.Spec{Name: "x", Options: []commands.Option{{Name: "a", Kind: commands.Number, Complete: true}}}},
		"a menu with options":      {Spec: commands.Spec{Name: "X y", Menu: true, Options: options}},
		"a menu without a label":   {Spec: commands.Spec{Menu: true}},
		"a menu with a long label": {Spec: commands.Spec{Name: strings.Repeat("x", 33), Menu: true}},
	} {
		if _, err := declarations([]commands.Command{c}, words); err == nil {
			t.Errorf("%s passed", name)
		}
	}
	if _, err := declarations([]commands.Command{below(many(25)...)}, words); err != nil {
		t.Errorf("25 subcommands: %v", err)
	}
	for name, c := range map[string]commands.Command{
		"a group that runs": {Spec: commands.Spec{Name: "x"}, Subs: many(1), Run: echo().Run},
		"a path twice":      below(many(1)[0], many(1)[0]),
	} {
		if _, err := routesOf([]commands.Command{c}); err == nil {
			t.Errorf("%s is routed", name)
		}
	}
}

// An option of a subcommand is described by words of its own, else by those
// that it shares; never by those of a subcommand of that name.
func TestOptionKeys(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := &dictionary{base: words.For("en", locale.Options{}), grouped: map[string]bool{"cmd.search.text": true}}
	for _, tt := range []struct {
		path   []string
		option string
		want   string
	}{
		{[]string{"case"}, "person", "cmd.case.person"},
		{[]string{"case", "sub"}, "person", "cmd.case.person"},
		{[]string{"case", "group", "sub"}, "person", "cmd.case.person"},
		{[]string{"search", "sub"}, "text", "cmd.search.sub.text"}, // "text" is a subcommand
		{[]string{"search", "sub"}, "country", "cmd.search.country"},
		{[]string{"x"}, "unknown", "cmd.x.unknown"},
	} {
		if got := d.optionKey(tt.path, tt.option); got != tt.want {
			t.Errorf("%v %s: %s, want %s", tt.path, tt.option, got, tt.want)
		}
	}
	d.noteSubs([]commands.Command{tree(commands.Member)}, nil)
	if !d.grouped["cmd.curate.sentence"] || !d.grouped["cmd.curate.casebook.export"] || d.grouped["cmd.curate"] {
		t.Errorf("subcommands noted: %v", d.grouped)
	}
}
