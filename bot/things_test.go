package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// setUp takes a role, a channel and a file, and offers selects of the first
// two with what was chosen before.
func setUp() commands.Command {
	return commands.Command{
		Spec: commands.Spec{Name: "setup", Server: true, Options: []commands.Option{
			{Name: "role", Kind: commands.ServerRole}, {Name: "channel", Kind: commands.Channel}, {Name: "file", Kind: commands.File},
		}},
		Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
			_, raw := r.Options["file"]
			f := r.Files["file"]
			reply := text(fmt.Sprintf("role %q roles %q channel %q file %q %s %d %v", r.Text("role"), r.Text("roles"), r.Text("channel"), f.Name, f.Type, f.Size, raw))
			then := card.Then{Command: "setup", Update: true}
			var picked []string
			if id := r.Text("role"); id != "" {
				picked = []string{id}
			}
			reply.Controls = [][]card.Control{
				{{Placeholder: "Roles", Into: "roles", Pick: card.PickRole, Picked: picked, Many: 3, None: true, Then: then}},
				{{Placeholder: "Channel", Into: "channel", Pick: card.PickChannel, Then: then}},
				{{Placeholder: "Some", Into: "roles", Many: 25, None: true, Then: then, Choices: []card.Choice{
					{Label: "One", Value: "1"}, {Label: "Two", Value: "2", Chosen: true}, {Label: "None", Value: ""}}}},
			}
			return reply, nil
		},
	}
}

func TestThingsOfTheServer(t *testing.T) {
	t.Parallel()
	s := play(t, setUp())
	one, two := s.server.AddRole("One", 0), s.server.AddRole("Two", 0)
	news := s.server.AddChannelOf(discordsim.AnnouncementChannel, "news")
	who := s.sim.As(s.member).In(s.room).With(discordsim.File{Name: "cases.json", Type: "application/json", Data: []byte("{}")})
	ex, err := who.Type(s.within(), "/setup role:One channel:news file:cases.json")
	if err != nil {
		t.Fatal(err)
	}
	m := s.reply(ex)
	if want := fmt.Sprintf(`role "%s" roles "" channel "%s" file "cases.json" application/json 2 false`, one.ID, news.ID); said(m) != want {
		t.Errorf("answered %q, want %q", said(m), want)
	}
	if got := string(m.Selects()[0].Defaults); got != fmt.Sprintf(`[{"id":"%s","type":"role"}]`, one.ID) {
		t.Errorf("chosen already: %s", got)
	}
	if got := m.Selects()[1].ChannelTypes; !slices.Equal(got, []discordsim.ChannelType{0, 5}) {
		t.Errorf("channels of the kinds %v", got)
	}
	if got := *m.Selects()[2].MaxValues; got != 2 {
		t.Errorf("%d may be chosen of two", got)
	}
	choose := func(menu string, want string, values ...string) {
		t.Helper()
		ex, err := m.Select(s.within(), menu, values...)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(s.reply(ex)); got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
	}
	rest := ` file ""  0 false`
	choose("Roles", fmt.Sprintf(`role "" roles "%s,%s" channel ""`, two.ID, one.ID)+rest, "Two", "One")
	choose("Roles", `role "" roles "" channel ""`+rest)
	choose("Channel", fmt.Sprintf(`role "" roles "" channel "%s"`, s.room.ID)+rest, "general")
	choose("Some", `role "" roles "1,2" channel ""`+rest, "One", "Two")
}

// Roles and channels that aren't of this server, and channels in which nobody
// posts, are refused, typed or chosen.
func TestThingsOfElsewhere(t *testing.T) {
	t.Parallel()
	s := play(t, setUp())
	m := s.expect(s.member, "/setup", "role")
	news := s.server.AddChannelOf(discordsim.VoiceChannel, "voice")
	for menu, value := range map[int]string{0: "1200000000000000009", 1: news.ID.String()} {
		data := discordgo.MessageComponentInteractionData{CustomID: m.Selects()[menu].CustomID, Values: []string{value},
			Resolved: discordgo.ComponentInteractionDataResolved{Channels: map[string]*discordgo.Channel{value: {ID: value, Type: discordgo.ChannelTypeGuildVoice}}}}
		kind := discordgo.RoleSelectMenu
		if menu == 1 {
			kind = discordgo.ChannelSelectMenu
		}
		on := &discordgo.Message{Components: []discordgo.MessageComponent{&discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			&discordgo.SelectMenu{MenuType: kind, CustomID: data.CustomID}}}}}
		if values, err := chosen(on, &data); !errors.Is(err, errTampered) {
			t.Errorf("select %d: %v, %v", menu, values, err)
		}
	}
	spec := setUp().Spec
	for _, option := range []string{"role", "channel", "file"} {
		r := commands.Request{Options: map[string]string{option: "1200000000000000009"}}
		var bad *badOption
		if err := resolve(&spec, &r, nil); !errors.As(err, &bad) || bad.option != option {
			t.Errorf("%s: %v", option, err)
		}
	}
}
