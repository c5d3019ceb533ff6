package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigil/commands"
	"vigil/internal/discordsim"
)

// suggestMenu is an entry of a message's menu that says what it was used on.
func suggestMenu() commands.Command {
	return commands.Command{
		Spec: commands.Spec{Name: "Suggest as update", Menu: true, Server: true},
		Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
			return text(fmt.Sprintf("%s: %s in %s says %q with %v", r.Command, r.Message.ID, r.Message.Channel, r.Message.Text, r.Message.Links)), nil
		},
	}
}

func TestMenu(t *testing.T) {
	t.Parallel()
	s := play(t, suggestMenu(), echo())
	who := s.sim.As(s.member).In(s.room)
	m, err := s.sim.As(s.curator).In(s.room).Say("Read https://example.org/a.")
	if err != nil {
		t.Fatal(err)
	}
	ex, err := who.Menu(s.within(), "Suggest as update", m)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("Suggest as update: %s in %s says %q with [https://example.org/a]", m.ID, s.room.ID, "Read https://example.org/a.")
	if got := said(s.reply(ex)); got != want {
		t.Errorf("answered %q, want %q", got, want)
	}
	for _, c := range s.sim.As(s.member).DM(s.app).Commands() {
		if c.Type == discordsim.MessageCommand {
			t.Error("what needs a server is offered in a direct message")
		}
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"": nil, "no link": nil, "ftp://example.org": nil, "https://": nil,
		"see https://example.org/a, and (http://example.net/b_(c)).":         {"https://example.org/a", "http://example.net/b_(c)"},
		"[words](https://example.org/a?x=1&y=%20#z) <https://example.net/b>": {"https://example.org/a?x=1&y=%20#z", "https://example.net/b"},
		"[https://example.org/shown](https://example.net/meant)":             {"https://example.org/shown", "https://example.net/meant"},
		"خبر: https://example.org/فارسی؟ و ||https://example.net/x||":        {"https://example.org/فارسی", "https://example.net/x"},
		"HTTPS://EXAMPLE.ORG/A **https://example.org/bold**":                 {"HTTPS://EXAMPLE.ORG/A", "https://example.org/bold"},
		"https://example.org/" + strings.Repeat("x", 600) + " https://e.org": {"https://e.org"},
	} {
		if got := links(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
