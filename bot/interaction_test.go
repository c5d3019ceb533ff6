package bot

import (
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/internal/discordsim"
)

// interaction is one as the gateway would bring it, of the stage's first
// command, made at that instant. Discord doesn't know of it.
func (s *stage) interaction(at time.Time, who *discordsim.User) *discordgo.Interaction {
	return &discordgo.Interaction{
		ID:      idAt(at, 1),
		AppID:   s.app.ID.String(),
		Type:    discordgo.InteractionApplicationCommand,
		GuildID: s.server.ID.String(),
		Member:  &discordgo.Member{User: &discordgo.User{ID: who.ID.String()}},
		Token:   "a-token-that-nobody-knows",
		Data:    discordgo.ApplicationCommandInteractionData{Name: s.bot.config.Commands[0].Spec.Name},
	}
}

// componentData is what a pressed button brings.
func componentData(id string) discordgo.InteractionData {
	return discordgo.MessageComponentInteractionData{CustomID: id, ComponentType: discordgo.ButtonComponent}
}

// press presses a button of a message as somebody and returns the answer.
func (s *stage) press(m *discordsim.Message, who *discordsim.User, label string) *discordsim.Message {
	s.t.Helper()
	ex, err := s.sim.As(who).In(s.room).Press(s.within(), m, label)
	if err != nil {
		s.t.Fatalf("press %s: %v", label, err)
	}
	return s.reply(ex)
}

// expectPress presses a button and looks for words in the answer.
func (s *stage) expectPress(m *discordsim.Message, who *discordsim.User, label, words string) *discordsim.Message {
	s.t.Helper()
	answer := s.press(m, who, label)
	if !strings.Contains(said(answer), words) {
		s.t.Errorf("pressing %s: answered %q, want %q", label, said(answer), words)
	}
	return answer
}

// callbacks are the requests about interactions that the bot has made.
func (s *stage) callbacks() (all []discordsim.Request) {
	for _, r := range s.sim.Requests() {
		if strings.HasPrefix(r.Path, "/interactions/") || strings.HasPrefix(r.Path, "/webhooks/") {
			all = append(all, r)
		}
	}
	return all
}
