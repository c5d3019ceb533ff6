package discordsim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/internal/discordsim"
)

// stockBot is a bot on plain discordgo that does what the one on discord.js
// does.
func stockBot(t *testing.T, w *world) *discordgo.Session {
	t.Helper()
	dg := w.session(t)
	dg.ShouldReconnectOnError = true
	dg.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if err := stockAnswer(s, i.Interaction); err != nil {
			t.Errorf("discordgo: %v", err)
		}
	})
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dg.Close() })
	_, err := dg.ApplicationCommandBulkOverwrite(w.app.ID.String(), "", []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Asks about something.", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "about", Description: "What about.", Required: true, Autocomplete: true},
			{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "For you alone."},
			{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "A file."},
		}},
		{Name: "Quote", Type: discordgo.MessageApplicationCommand},
		{Name: "Greet", Type: discordgo.UserApplicationCommand},
	})
	if err != nil {
		t.Fatal(err)
	}
	return dg
}

func stockControls() []discordgo.MessageComponent {
	return []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{CustomID: "again", Label: "Again", Style: discordgo.PrimaryButton},
			discordgo.Button{CustomID: "form", Label: "Form", Style: discordgo.SecondaryButton},
			discordgo.Button{CustomID: "later", Label: "Later", Style: discordgo.SecondaryButton},
		}},
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
			CustomID: "pick", Placeholder: "Pick one",
			Options: []discordgo.SelectMenuOption{{Label: "First", Value: "1"}, {Label: "Second", Value: "2"}},
		}}},
	}
}

func stockAnswer(s *discordgo.Session, i *discordgo.Interaction) error {
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		typed := i.ApplicationCommandData().Options[0].StringValue()
		return s.InteractionRespond(i, &discordgo.InteractionResponse{
			Type: discordgo.InteractionApplicationCommandAutocompleteResult,
			Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "about " + typed, Value: "suggested"}}},
		})
	case discordgo.InteractionApplicationCommand:
		return stockCommand(s, i)
	case discordgo.InteractionModalSubmit:
		row := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
		return stockSay(s, i, "read "+row.Components[0].(*discordgo.TextInput).Value, true)
	}
	switch d := i.MessageComponentData(); d.CustomID {
	case "again":
		return s.InteractionRespond(i, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseUpdateMessage,
			Data: &discordgo.InteractionResponseData{Content: "updated", Components: stockControls()},
		})
	case "later":
		err := s.InteractionRespond(i, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
		})
		if err != nil {
			return err
		}
		// The first followup takes the deferral's place, whatever it wants to be.
		_, err = s.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "late"})
		return err
	case "form":
		return s.InteractionRespond(i, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseModal,
			Data: &discordgo.InteractionResponseData{CustomID: "story", Title: "Story", Components: []discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.TextInput{CustomID: "text", Label: "Text", Style: discordgo.TextInputParagraph},
				}},
			}},
		})
	default:
		err := s.InteractionRespond(i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate})
		if err != nil {
			return err
		}
		text := "picked " + strings.Join(d.Values, ",")
		_, err = s.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &text})
		return err
	}
}

func stockCommand(s *discordgo.Session, i *discordgo.Interaction) error {
	d := i.ApplicationCommandData()
	switch d.CommandType {
	case discordgo.MessageApplicationCommand:
		return stockSay(s, i, "> "+d.Resolved.Messages[d.TargetID].Content, true)
	case discordgo.UserApplicationCommand:
		return stockSay(s, i, "hello "+d.Resolved.Users[d.TargetID].Username, false)
	}
	private := d.GetOption("private")
	if f := d.GetOption("file"); f != nil {
		return stockSay(s, i, d.Resolved.Attachments[f.Value.(string)].Filename, true)
	}
	var flags discordgo.MessageFlags
	if private != nil && private.BoolValue() {
		flags = discordgo.MessageFlagsEphemeral
	}
	err := s.InteractionRespond(i, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Embeds: []*discordgo.MessageEmbed{{Title: d.Options[0].StringValue()}}, Components: stockControls(), Flags: flags,
		},
	})
	if err != nil {
		return err
	}
	text := "edited for " + i.Member.User.Username
	if _, err = s.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &text}); err != nil {
		return err
	}
	_, err = s.FollowupMessageCreate(i, true, &discordgo.WebhookParams{
		Content: "a file", Files: []*discordgo.File{{Name: "words.txt", ContentType: "text/plain", Reader: strings.NewReader("words")}},
	})
	return err
}

func stockSay(s *discordgo.Session, i *discordgo.Interaction, text string, private bool) error {
	d := &discordgo.InteractionResponseData{Content: text}
	if private {
		d.Flags = discordgo.MessageFlagsEphemeral
	}
	return s.InteractionRespond(i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: d})
}

func TestDiscordgoIsAtHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dg := stockBot(t, w)
	ann := w.As(w.ann).In(w.general)

	choices, err := ann.Complete(soon(t), "/ask about:peo")
	if err != nil {
		t.Fatal(err)
	}
	if len(choices) != 1 || choices[0].Name != "about peo" {
		t.Errorf("choices are %v", choices)
	}
	ex := typed(t, ann, "/ask about:the weather")
	if file, err := ex.Followup(soon(t), 0); err != nil || file.Attachments[0].Filename != "words.txt" || file.Content != "a file" {
		t.Errorf("the followup is %v, %v", file, err)
	}
	m := reply(t, ex)
	if m.Content != "edited for ann" || m.Embeds[0].Title != "the weather" {
		t.Errorf("the reply is %q with %+v", m.Content, m.Embeds)
	}
	if m = reply(t, press(t, m, "Again")); m.Content != "updated" || !m.Edited() {
		t.Errorf("the button made it %q", m.Content)
	}
	later := press(t, m, "Later")
	if late := reply(t, later); late.Content != "late" || !late.Ephemeral() || late.For != w.ann {
		t.Errorf("the deferred answer is %q, private %v", late.Content, late.Ephemeral())
	}
	pick, err := m.Select(soon(t), "Pick one", "Second")
	if err != nil {
		t.Fatal(err)
	}
	if m = reply(t, pick); m.Content != "picked 2" {
		t.Errorf("the select made it %q", m.Content)
	}
	submitStory(t, press(t, m, "Form"))

	quote, err := ann.Menu(soon(t), "Quote", m)
	if err != nil {
		t.Fatal(err)
	}
	if q := reply(t, quote); q.Content != "> picked 2" {
		t.Errorf("the message's menu said %q", q.Content)
	}
	greet, err := ann.MenuOf(soon(t), "Greet", w.bob)
	if err != nil {
		t.Fatal(err)
	}
	if g := reply(t, greet); g.Content != "hello bob" {
		t.Errorf("the user's menu said %q", g.Content)
	}
	withFile := ann.With(discordsim.File{Name: "book.json", Type: "application/json", Data: []byte("{}")})
	if f := reply(t, typed(t, withFile, "/ask about:x file:book.json")); f.Content != "book.json" {
		t.Errorf("the file is called %q", f.Content)
	}
	first, err := dg.ChannelMessageSend(w.general.ID.String(), "plain")
	if err != nil || first.Author.ID != w.app.ID.String() {
		t.Errorf("sent %v, %v", first, err)
	}

	if err := w.Faults().Op7(); err != nil {
		t.Fatal(err)
	}
	if err := w.Wait(soon(t), func() bool { return w.app.Resumes() == 1 }); err != nil {
		t.Fatal("discordgo did not resume: ", err)
	}
	if m := reply(t, typed(t, ann, "/ask about:more private:True")); !m.Ephemeral() {
		t.Error("the answer for Ann alone is for everybody")
	}
	if bob := w.As(w.bob).In(w.general).Messages(); bob[len(bob)-1].Ephemeral() {
		t.Error("Bob sees what is for Ann alone")
	}
}

func typed(t *testing.T, who discordsim.Actor, text string) *discordsim.Exchange {
	t.Helper()
	ex, err := who.Type(soon(t), text)
	if err != nil {
		t.Fatal(err)
	}
	return ex
}

func TestPressingHasItsLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stockBot(t, w)
	private := reply(t, typed(t, w.As(w.ann).In(w.general), "/ask about:a private:True"))
	if _, err := w.As(w.bob).In(w.general).Press(soon(t), private, "Again"); err == nil {
		t.Error("Bob pressed a button that only Ann sees")
	}
	if _, err := private.Press(soon(t), "None"); err == nil || !strings.Contains(err.Error(), "Again") {
		t.Errorf("a button that isn't there: %v", err)
	}
	w.general.OverwriteUser(w.ann, 0, discordsim.ViewChannel)
	if _, err := private.Press(soon(t), "Again"); err == nil {
		t.Error("Ann pressed a button in a channel that she doesn't see")
	}
}

func TestAnotherPersonMayPress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stockBot(t, w)
	m := reply(t, typed(t, w.As(w.ann).In(w.general), "/ask about:a"))
	ex, err := w.As(w.bob).In(w.general).Press(soon(t), m, "Later")
	if err != nil {
		t.Fatal(err)
	}
	if late := reply(t, ex); late.For != w.bob {
		t.Error("the answer to Bob is not for Bob")
	}
}

func TestWhatTheBotMissedComesWithTheResume(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stockBot(t, w)
	if err := w.Faults().CutSockets(); err != nil {
		t.Fatal(err)
	}
	m := reply(t, typed(t, w.As(w.ann).In(w.general), "/ask about:meanwhile private:True"))
	if m.Embeds[0].Title != "meanwhile" {
		t.Errorf("the reply is %+v", m.Embeds)
	}
}

func TestHistoryOfAnActor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stockBot(t, w)
	ann := w.As(w.ann).In(w.general)
	m := reply(t, typed(t, ann, "/ask about:a private:True"))
	got, err := ann.Await(soon(t), func(m *discordsim.Message) bool { return m.Content == "a file" })
	if err != nil || time.Since(got.Time()) > time.Minute {
		t.Errorf("awaited %v, %v", got, err)
	}
	ann.Dismiss(m)
	for _, left := range ann.Messages() {
		if left.ID == m.ID {
			t.Error("a dismissed message is still there")
		}
	}
}
