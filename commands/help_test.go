package commands

import (
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/store"
	"vigil/store/storetest"
)

func TestHelp(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	reply := b.run(t, "help", nil)
	if !reply.Private {
		t.Error("help is for one person and not private")
	}
	shown := text(reply.Message)
	for _, c := range All(b.deps) {
		example := "`/" + c.Spec.Name
		if c.Spec.Menu {
			example = c.Spec.Name
		}
		if has := strings.Contains(shown, example); has != (c.Spec.Needs == Member) {
			t.Errorf("help for a member has %s: %v", c.Spec.Name, has)
		}
	}
	contains(t, shown, "12 people are on public record here", "فارسی", "English")
	for _, topic := range b.command(t, "help").Spec.Options[0].Choices {
		for _, lang := range []string{"en", "fa"} {
			r := b.request(lang, map[string]string{"topic": topic})
			if _, err := b.command(t, "help").Run(t.Context(), r); err != nil {
				t.Errorf("%s in %s: %v", topic, lang, err)
			}
		}
	}
	r := b.request("en", nil)
	r.Role = Administrator
	admin, err := b.command(t, "help").Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(admin.Message), "/setup start", "/curate new")
}

// The list of commands has each that one may run, subcommands included, whole.
func TestHelpListsCommands(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, lang := range []string{"en", "fa"} {
		for _, role := range []Role{Member, Curator, Administrator} {
			r := b.request(lang, map[string]string{"topic": "commands"})
			r.Role = role
			reply, err := b.command(t, "help").Run(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			shown := text(reply.Message)
			for path, c := range leaves("", All(b.deps)) {
				top, _, _ := strings.Cut(path, " ")
				may := c.Spec.Menu || b.needs(top) <= role
				if c.Spec.Menu {
					path = c.Spec.Name
				} else {
					path = "`/" + path + "`"
				}
				if has := strings.Contains(shown, path); has != may {
					t.Errorf("%s, role %d: the list has %s: %v", lang, role, path, has)
				}
			}
			if strings.Contains(reply.Cards[0].Body, "…") {
				t.Errorf("%s, role %d: the list was cut", lang, role)
			}
		}
	}
}

// needs is who may run the command of that name.
func (b *bench) needs(name string) Role {
	for _, c := range All(b.deps) {
		if c.Spec.Name == name {
			return c.Spec.Needs
		}
	}
	return Member
}

// Choosing a language answers in it at once, is kept, and is erased by leaving
// it to the server again.
func TestHelpKeepsChoices(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	choose := func(option, value string) Reply {
		t.Helper()
		r := b.request("en", map[string]string{option: value})
		r.Pressed = true
		reply, err := b.command(t, "help").Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	kept := func() store.PersonSettings {
		t.Helper()
		p, err := b.deps.Settings.Person(t.Context(), "100")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	reply := choose("language", "fa")
	contains(t, text(reply.Message), "ذخیره شد")
	if got := kept(); got != (store.PersonSettings{Language: "fa"}) {
		t.Errorf("kept %+v", got)
	}
	if got := chosen(reply.Message); got != "fa server" {
		t.Errorf("the selects show %q", got)
	}
	choose("calendar", "solar_hijri")
	if got := kept(); got != (store.PersonSettings{Language: "fa", Calendar: "solar_hijri"}) {
		t.Errorf("kept %+v", got)
	}
	choose("language", "xx") // not one of ours
	if got := kept().Language; got != "fa" {
		t.Errorf("an unknown language was kept: %q", got)
	}
	choose("language", "server")
	choose("calendar", "server")
	if got := kept(); got != (store.PersonSettings{}) {
		t.Errorf("after leaving both to the server %+v is kept", got)
	}
	// Typed, the options that only a select may give do nothing.
	b.run(t, "help", map[string]string{"language": "fa"})
	if got := kept(); got != (store.PersonSettings{}) {
		t.Errorf("typing kept %+v", got)
	}
}

// chosen are the values that the selects of m show as chosen.
func chosen(m card.Message) (s string) {
	for _, row := range m.Controls {
		for _, c := range row[0].Choices {
			if c.Chosen {
				if s != "" {
					s += " "
				}
				s += c.Value
			}
		}
	}
	return s
}
