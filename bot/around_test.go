package bot

import (
	"errors"
	"slices"
	"testing"

	"vigil/commands"
	"vigil/internal/discordsim"
	"vigil/store"
)

func TestChannelAndGuild(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	look := &around{s.bot, s.server.ID.String()}
	channel := func(ch *discordsim.Channel) commands.ChannelView {
		t.Helper()
		v, err := look.Channel(t.Context(), ch.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := channel(s.room); v.ID != s.room.ID.String() || v.Name != "general" || len(v.Lacks) != 0 || !v.Everybody {
		t.Errorf("a channel for all: %+v", v)
	}

	// What counts is everybody, then roles together, then the member.
	review := s.server.AddChannel("review")
	mine := s.server.BotRole(s.app)
	review.OverwriteRole(s.server.Everyone(), 0, discordsim.ViewChannel|discordsim.EmbedLinks)
	if _, err := look.Channel(t.Context(), review.ID.String()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a channel that the bot doesn't see: %v", err)
	}
	review.OverwriteRole(mine, discordsim.ViewChannel, discordsim.SendMessages)
	if v := channel(review); v.Everybody || !slices.Equal(v.Lacks, []commands.Permission{commands.SendMessages, commands.EmbedLinks}) {
		t.Errorf("a channel for curators: %+v", v)
	}
	review.OverwriteUser(s.app.Bot, discordsim.SendMessages|discordsim.EmbedLinks, 0)
	if v := channel(review); v.Everybody || len(v.Lacks) != 0 {
		t.Errorf("a channel for curators and the bot: %+v", v)
	}
	review.OverwriteUser(s.app.Bot, 0, discordsim.EmbedLinks)
	if v := channel(review); !slices.Equal(v.Lacks, []commands.Permission{commands.SendMessages, commands.EmbedLinks}) {
		t.Errorf("denied to the bot alone: %+v", v)
	}
	mine.Set(discordsim.Administrator)
	if v := channel(review); v.Everybody || len(v.Lacks) != 0 {
		t.Errorf("as an administrator: %+v", v)
	}

	other := s.sim.AddServer("Elsewhere").AddChannel("general")
	voice := s.server.AddChannelOf(discordsim.VoiceChannel, "voice")
	for _, id := range []string{other.ID.String(), voice.ID.String(), "1200000000000000009", "", "../users/@me"} {
		if v, err := look.Channel(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %+v, %v", id, v, err)
		}
	}

	keepers := s.server.AddRole("Keepers", 0)
	mine.Set(discordsim.ViewChannel)
	s.server.Everyone().Set(discordsim.SendMessages)
	g, err := look.Guild(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if g.Name != "Invented Server" || !slices.Equal(g.Lacks, []commands.Permission{commands.EmbedLinks, commands.AttachFiles}) {
		t.Errorf("%+v", g)
	}
	var names []string
	for _, r := range g.Roles {
		names = append(names, r.Name)
		if r.Curates != (r.Name == "Curators") {
			t.Errorf("%+v", r)
		}
	}
	if !slices.Equal(names, []string{"Keepers", "Administrators", "Curators"}) || g.Roles[0].ID != keepers.ID.String() {
		t.Errorf("roles %v", names)
	}
}

// Nobody looks around from a direct message.
func TestNothingAroundDirectMessages(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	look := &around{s.bot, ""}
	if _, err := look.Guild(t.Context()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := look.Channel(t.Context(), s.room.ID.String()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
