package discordsim_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/discordsim"
)

const composerCommands = `[
 {"name":"case","description":"d","options":[
  {"type":3,"name":"person","description":"d","required":true,"autocomplete":true},
  {"type":5,"name":"private","description":"d"},
  {"type":4,"name":"page","description":"d","min_value":1,"max_value":9},
  {"type":3,"name":"status","description":"d","choices":[{"name":"In prison","value":"imprisoned"}]},
  {"type":6,"name":"who","description":"d"},{"type":7,"name":"where","description":"d"},{"type":8,"name":"role","description":"d"}]},
 {"name":"curate","description":"d","default_member_permissions":"8192","options":[
  {"type":1,"name":"add","description":"d","options":[{"type":3,"name":"name","description":"d","required":true}]},
  {"type":2,"name":"facts","description":"d","options":[{"type":1,"name":"list","description":"d"}]}]},
 {"name":"here","description":"d","contexts":[0]}]`

func composer(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	if r := w.do(t, "PUT", w.commandsPath(), composerCommands); r.status != 200 {
		t.Fatal(r.body)
	}
	return w
}

func TestComposerReadsWhatIsTyped(t *testing.T) {
	t.Parallel()
	w := composer(t)
	w.server.Give(w.ann, w.server.AddRole("curators", discordsim.ManageMessages))
	ann := w.As(w.ann).In(w.general)
	for text, want := range map[string][]discordsim.Given{
		"/case person:Jafar Panahi private:True":   {{Name: "person", Value: "Jafar Panahi"}, {Name: "private", Value: "True"}},
		"/case private:False person:a: b":          {{Name: "private", Value: "False"}, {Name: "person", Value: "a: b"}},
		"/case rasulof":                            {{Name: "person", Value: "rasulof"}},
		"/case رسول\u200cاف private:True":          {{Name: "person", Value: "رسول\u200cاف"}, {Name: "private", Value: "True"}},
		"/case person:subperson:x":                 {{Name: "person", Value: "subperson:x"}},
		"/case":                                    nil,
		"/curate add name:Somebody Else":           {{Name: "name", Value: "Somebody Else"}},
		"/curate facts list":                       nil,
		"/case person:a status:In prison page:  2": {{Name: "person", Value: "a"}, {Name: "status", Value: "In prison"}, {Name: "page", Value: "2"}},
	} {
		line, err := ann.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if d := cmp.Diff(want, line.Options); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestComposerDoesNotSendWhatDiscordWouldNot(t *testing.T) {
	t.Parallel()
	w := composer(t)
	ann := w.As(w.ann).In(w.general)
	for text, option := range map[string]string{
		"/case": "person", "/case private:True": "person", "/case person:a private:perhaps": "private",
		"/case person:a page:10": "page", "/case person:a page:1.5": "page", "/case person:a status:free": "status",
	} {
		_, err := ann.Type(soon(t), text)
		var wrong *discordsim.ComposerError
		if !errors.As(err, &wrong) || wrong.Option != option {
			t.Errorf("%s: %v, want a fault of %s", text, err, option)
		}
	}
	for _, text := range []string{"/nothing", "/curate add name:x"} {
		if _, err := ann.Type(soon(t), text); !errors.Is(err, discordsim.ErrNoCommand) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := ann.Type(soon(t), "hello"); err == nil {
		t.Error("an ordinary message is no command")
	}
}

func TestCommandsAreOfferedByPermission(t *testing.T) {
	t.Parallel()
	w := composer(t)
	offered := func(a discordsim.Actor) (names []string) {
		for _, c := range a.Commands() {
			names = append(names, c.Name)
		}
		return names
	}
	ann := w.As(w.ann).In(w.general)
	check := func(a discordsim.Actor, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, offered(a)); d != "" {
			t.Error(d)
		}
	}
	check(ann, "case", "here")
	check(w.As(w.ann).DM(w.app), "case", "curate")
	w.server.Permit("curate", w.ann.ID, true)
	check(ann, "case", "curate", "here")
	role := w.server.AddRole("administrators", discordsim.Administrator)
	w.server.Give(w.bob, role)
	check(w.As(w.bob).In(w.general), "case", "curate", "here")
	w.server.Remove(w.app)
	check(ann)
}

func TestAnApplicationOfOnesOwn(t *testing.T) {
	t.Parallel()
	w := composer(t)
	w.do(t, "PUT", w.commandsPath(), `[{"name":"mine","description":"d","integration_types":[0,1],"contexts":[0,1,2]},{"name":"theirs","description":"d"}]`)
	s := w.dial(t)
	s.identify()
	w.server.Remove(w.app)
	s.read()
	w.ann.Install(w.app)
	typed(t, w.As(w.ann).In(w.general), "/mine")
	data := s.read().Data.(map[string]any)
	owners := data["authorizing_integration_owners"].(map[string]any)
	if owners["1"] != w.ann.ID.String() || owners["0"] != nil || data["guild_id"] != w.server.ID.String() {
		t.Errorf("the application is told to be here by %v", owners)
	}
	if _, err := w.As(w.ann).In(w.general).Type(soon(t), "/theirs"); !errors.Is(err, discordsim.ErrNoCommand) {
		t.Errorf("a command for servers only: %v", err)
	}
}

func TestForgeries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stockBot(t, w)
	ann := w.As(w.ann).In(w.general)
	ex := typed(t, ann, "/ask about:a")
	if _, err := ex.Followup(soon(t), 0); err != nil { // the last thing that it does
		t.Fatal(err)
	}
	m := reply(t, ex)
	forged, err := ann.Forge(soon(t), m, "again")
	if err != nil || reply(t, forged).Content != "updated" {
		t.Errorf("the forged press did nothing: %v", err)
	}
	modal, err := press(t, m, "Form").Modal(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	modal, err = modal.Of(w.As(w.bob).In(w.server.AddChannel("other"))).Fill(map[string]string{"Text": "x"})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := modal.Submit(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if m := reply(t, sent); m.Channel.Name() != "other" || m.For != w.bob {
		t.Errorf("the form that was handed on was answered in %s", m.Channel.Name())
	}
}

func TestEntitiesAreResolved(t *testing.T) {
	t.Parallel()
	w := composer(t)
	w.server.AddRole("readers", 0)
	s := w.dial(t)
	s.identify()
	typed(t, w.As(w.ann).In(w.general), "/case person:a who:@Bob where:#general role:@readers")
	f := s.read()
	resolved := f.Data.(map[string]any)["data"].(map[string]any)["resolved"].(map[string]any)
	for _, kind := range []string{"users", "members", "channels", "roles"} {
		if m, _ := resolved[kind].(map[string]any); len(m) != 1 {
			t.Errorf("%s: %v", kind, resolved[kind])
		}
	}
	member := f.Data.(map[string]any)["member"].(map[string]any)
	if member["permissions"] != discordsim.MemberPermissions.String() {
		t.Errorf("Ann's permissions are told as %v", member["permissions"])
	}
}
