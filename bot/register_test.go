package bot

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"vigil/commands"
	"vigil/internal/discordsim"
	"vigil/internal/locale"
)

// registrations are the requests about commands, as methods.
func (s *stage) registrations() (methods []string) {
	for _, r := range s.sim.Requests() {
		if strings.HasSuffix(r.Path, "/commands") {
			methods = append(methods, r.Method)
		}
	}
	return methods
}

// again starts another bot on the same stage, as after a restart.
func (s *stage) again(cmds ...commands.Command) {
	s.t.Helper()
	if err := s.stop(); err != nil {
		s.t.Fatal(err)
	}
	s.restarted()
	s.sim.Forget()
	s.bot = s.newBot(cmds)
	s.run()
}

func TestRegistersOnlyChanges(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	if got := s.registrations(); !slices.Equal(got, []string{http.MethodPut}) {
		t.Errorf("at first: %v", got)
	}

	s.again(echo())
	s.waitFor("a look", func() bool { return len(s.registrations()) == 1 })
	s.expect(s.member, "/echo text:x", "x")
	if got := s.registrations(); !slices.Equal(got, []string{http.MethodGet}) {
		t.Errorf("unchanged: %v", got)
	}

	s.again(echo(), pick())
	s.waitFor("the new command", func() bool { return len(s.app.Commands()) == 2 })
	if got := s.registrations(); !slices.Equal(got, []string{http.MethodPut}) {
		t.Errorf("changed: %v", got)
	}

	// Somebody else changes what is there.
	name := registeredKeepName + " " + s.app.ID.String()
	var kept []byte
	s.waitFor("it to be kept", func() bool {
		kept, _ = s.world.Kept(t.Context(), name)
		return strings.Contains(string(kept), `"pick"`)
	})
	spoiled := strings.Replace(string(kept), `"versions":{`, `"versions":{"stray":"1",`, 1)
	if err := s.world.Keep(t.Context(), name, []byte(spoiled)); err != nil {
		t.Fatal(err)
	}
	s.again(echo(), pick())
	s.waitFor("another registration", func() bool {
		return slices.Equal(s.registrations(), []string{http.MethodGet, http.MethodPut})
	})
}

func TestRegisteringIsTriedAgain(t *testing.T) {
	t.Parallel()
	s := newStage(t, echo())
	s.sim.Faults().Status(2, 503, discordsim.Before, "PUT /applications/*/commands")
	s.run()
	s.waitFor("the bot to be ready", func() bool {
		if s.timers.waiting(between(firstRetry/2, firstRetry)) {
			s.timers.pass(t, between(firstRetry/2, firstRetry))
		}
		return s.ready()
	})
}

func TestDeclarations(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	curate, setup := echo(), echo()
	curate.Spec.Name, curate.Spec.Needs = "curate", commands.Curator
	setup.Spec.Name, setup.Spec.Needs = "setup", commands.Administrator
	all, err := declarations([]commands.Command{echo(), curate, setup}, words)
	if err != nil {
		t.Fatal(err)
	}
	if d := all[0]; d.Permissions != nil || len(d.Contexts) != 3 || len(d.Installations) != 2 {
		t.Errorf("a member's command: %+v", d)
	}
	if d := all[1]; d.Permissions == nil || *d.Permissions != "8192" || len(d.Contexts) != 1 || len(d.Installations) != 1 {
		t.Errorf("a curator's command: %+v", d)
	}
	if d := all[2]; *d.Permissions != "32" {
		t.Errorf("an administrator's command: %+v", d)
	}
	for _, d := range all {
		if len(d.Localised) != 0 {
			t.Errorf("localised for %v, which Discord doesn't know", d.Localised)
		}
	}

	option := func(o ...commands.Option) commands.Spec { return commands.Spec{Name: "x", Options: o} }
	for name, spec := range map[string]commands.Spec{
		"a name with a space":       {Name: "x y"},
		"a name in capitals":        {Name: "Case"},
		"an option without a name":  option(commands.Option{}),
		"optional before required":  option(commands.Option{Name: "a"}, commands.Option{Name: "b", Required: true}),
		"an option twice":           option(commands.Option{Name: "a"}, commands.Option{Name: "a"}),
		"choices and completion":    option(commands.Option{Name: "a", Complete: true, Choices: []string{"b"}}),
		"completion without a list": option(commands.Option{Name: "a", Complete: true}),
		"too many choices":          option(commands.Option{Name: "a", Choices: make([]string, 26)}),
		"too many options":          option(make([]commands.Option, 26)...),
	} {
		if _, err := declarations([]commands.Command{{Spec: spec}}, words); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}

func TestDiscordLocales(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][]string{
		"fa": nil, "fr": {"fr"}, "es": {"es-ES", "es-419"}, "pt": {"pt-BR"}, "ckb": nil, "de": {"de"},
	} {
		if got := discordLocales(code); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}
