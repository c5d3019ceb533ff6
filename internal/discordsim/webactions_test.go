package discordsim_test

import (
	"encoding/base64"
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/internal/discordsim"
)

// scripted runs a small bot on discordgo: /ping answers with buttons, in
// private when told so; /form opens a form; /slow never answers.
func scripted(t *testing.T, w *world) {
	t.Helper()
	dg := w.session(t)
	reply := func(s *discordgo.Session, i *discordgo.InteractionCreate, kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) {
		if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: kind, Data: data}); err != nil {
			t.Error(err)
		}
	}
	say := func(s *discordgo.Session, i *discordgo.InteractionCreate, text string) {
		reply(s, i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: text, Flags: discordgo.MessageFlagsEphemeral})
	}
	dg.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		switch i.Type {
		case discordgo.InteractionApplicationCommandAutocomplete:
			typed := i.ApplicationCommandData().Options[0].StringValue()
			reply(s, i, discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{
				Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: typed + "!", Value: typed + "!"}},
			})
		case discordgo.InteractionMessageComponent:
			if d := i.MessageComponentData(); len(d.Values) > 0 {
				say(s, i, "chose "+d.Values[0])
			} else {
				say(s, i, "pressed "+d.CustomID)
			}
		case discordgo.InteractionModalSubmit:
			input := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
			say(s, i, "wrote "+input.Value)
		case discordgo.InteractionApplicationCommand:
			d := i.ApplicationCommandData()
			switch d.Name {
			case "ping":
				reply(s, i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{
					Content: "pong " + d.Options[0].StringValue(),
					Files:   []*discordgo.File{{Name: "line.txt", ContentType: "text/plain", Reader: http.NoBody}},
					Components: []discordgo.MessageComponent{
						discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "More", CustomID: "more"}}},
						discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
							CustomID: "which", Options: []discordgo.SelectMenuOption{{Label: "One", Value: "1"}, {Label: "Two", Value: "2"}},
						}}},
					},
				})
			case "form":
				reply(s, i, discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{
					Title: "A form", CustomID: "form", Components: []discordgo.MessageComponent{discordgo.ActionsRow{
						Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "what", Label: "What", Style: discordgo.TextInputShort, MinLength: 3}},
					}},
				})
			case "file":
				for _, a := range d.Resolved.Attachments {
					say(s, i, "got "+a.Filename)
				}
			}
		}
	})
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dg.Close() })
	text := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "What to say.", Required: true, Autocomplete: true}
	file := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "Which.", Required: true}
	_, err := dg.ApplicationCommandBulkOverwrite(w.app.ID.String(), "", []*discordgo.ApplicationCommand{
		{Name: "ping", Description: "Answers.", Options: []*discordgo.ApplicationCommandOption{text}},
		{Name: "form", Description: "Asks."},
		{Name: "file", Description: "Takes.", Options: []*discordgo.ApplicationCommandOption{file}},
		{Name: "slow", Description: "Never answers."},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// seat is somebody at the page.
type seat struct {
	t  *testing.T
	p  *discordsim.Page
	w  *world
	as string
	in *events
}

func sit(t *testing.T) *seat {
	t.Helper()
	w := newWorld(t)
	scripted(t, w)
	p := pageOf(t, w)
	s := &seat{t, p, w, w.ann.ID.String(), watch(t, p, w.ann.ID.String(), "")}
	var st pageState
	s.in.next("state", &st)
	return s
}

type pageAnswer struct {
	Error   string
	Choices []struct{ Name, Value string }
	Modal   struct{ ID, Title string }
	Now     time.Time
}

// do acts and expects a status.
func (s *seat) do(path string, want int, with map[string]any) (a pageAnswer) {
	s.t.Helper()
	body := map[string]any{"as": s.as, "channel": s.w.general.ID.String()}
	for k, v := range with {
		body[k] = v
	}
	if code := ask(s.t, s.p, "POST", "api/"+path, body, &a); code != want {
		s.t.Errorf("%s %v: %d %+v, want %d", path, with, code, a, want)
	}
	return a
}

// command is the ID of a command.
func (s *seat) command(name string) string {
	s.t.Helper()
	for _, c := range s.w.app.Commands() {
		if c.Name == name {
			return c.ID.String()
		}
	}
	s.t.Fatalf("no command %s", name)
	return ""
}

// hears is the message that arrives next.
func (s *seat) hears(content string) pageMessage {
	s.t.Helper()
	var n pageNews
	if s.in.next("news", &n); n.Kind != "message" || n.Message.Content != content {
		s.t.Errorf("hears %+v, want %q", n, content)
	}
	return n.Message
}

func TestPageUsesCommandsAndControls(t *testing.T) {
	t.Parallel()
	s := sit(t)
	ping := s.command("ping")
	if a := s.do("complete", 200, map[string]any{"command": ping, "path": "ping", "options": map[string]any{"text": "hel"}, "focused": "text"}); len(a.Choices) != 1 || a.Choices[0].Name != "hel!" {
		t.Errorf("choices %+v", a.Choices)
	}
	if a := s.do("complete", 200, map[string]any{"command": ping, "path": "ping", "focused": "text"}); len(a.Choices) != 1 {
		t.Errorf("choices for nothing typed: %+v", a.Choices)
	}
	s.do("use", 200, map[string]any{"command": ping, "path": "ping", "options": map[string]any{"text": "there"}})
	m := s.hears("pong there")
	if len(m.Attachments) != 1 || m.Attachments[0].URL[0] != '/' {
		t.Fatalf("attachments %+v: not at an address of the page", m.Attachments)
	}
	if code := ask(t, s.p, "GET", m.Attachments[0].URL[1:], nil, nil); code != http.StatusOK {
		t.Errorf("the file: %d", code)
	}
	s.do("press", 200, map[string]any{"message": m.ID, "custom_id": "more"})
	private := s.hears("pressed more")
	s.do("press", 200, map[string]any{"message": m.ID, "custom_id": "which", "values": []string{"2"}})
	s.hears("chose 2")
	if st := stateOf(t, s.p, s.w.bob.ID.String()); len(st.Messages[s.w.general.ID.String()]) != 1 {
		t.Error("Bob sees what is for Ann only")
	}
	s.do("dismiss", 200, map[string]any{"message": private.ID})
	var n pageNews
	if s.in.next("news", &n); n.Kind != "gone" || n.ID != private.ID {
		t.Errorf("after dismissing: %+v", n)
	}
	s.do("say", 200, map[string]any{"text": "  hello  "})
	s.hears("hello")
}

func TestPageFillsInForms(t *testing.T) {
	t.Parallel()
	s := sit(t)
	form := s.do("use", 200, map[string]any{"command": s.command("form"), "path": "form"}).Modal
	if form.Title != "A form" {
		t.Fatalf("form %+v", form)
	}
	if a := s.do("submit", 422, map[string]any{"modal": form.ID, "values": map[string]any{"what": "no"}}); a.Error == "" {
		t.Error("too short a text goes through without a word")
	}
	s.do("submit", 404, map[string]any{"modal": form.ID, "as": s.w.bob.ID.String(), "values": map[string]any{"what": "not mine"}})
	s.do("submit", 200, map[string]any{"modal": form.ID, "values": map[string]any{"what": "something"}})
	s.hears("wrote something")
}

func TestPageSendsFiles(t *testing.T) {
	t.Parallel()
	s := sit(t)
	data := base64.StdEncoding.EncodeToString([]byte("{}"))
	s.do("use", 200, map[string]any{"command": s.command("file"), "path": "file", "files": map[string]any{
		"file": map[string]any{"name": "book.json", "type": "application/json", "data": data},
	}})
	s.hears("got book.json")
}

func TestPageSaysWhyNot(t *testing.T) {
	t.Parallel()
	s := sit(t)
	ping := s.command("ping")
	for _, c := range []struct {
		path string
		want int
		with map[string]any
	}{
		{"use", 404, map[string]any{"command": "1", "path": "nothing"}},
		{"use", 422, map[string]any{"command": ping, "path": "ping"}},
		{"use", 422, map[string]any{"command": ping, "path": "ping", "options": map[string]any{"text": "a", "other": "b"}}},
		{"use", 404, map[string]any{"command": ping, "path": "ping", "channel": "1"}},
		{"use", 404, map[string]any{"command": ping, "path": "ping", "as": s.w.app.Bot.ID.String()}},
		{"press", 404, map[string]any{"message": "1", "custom_id": "more"}},
		{"press", 404, map[string]any{"message": "", "custom_id": ""}},
		{"say", 422, map[string]any{"text": " "}},
		{"submit", 404, map[string]any{"modal": "1", "values": map[string]any{}}},
		{"clock", 422, map[string]any{"by": "eon"}},
		{"clock", 422, map[string]any{"to": "2001-01-01T00:00:00Z"}},
		{"clock", 422, map[string]any{"to": "2150-01-01T00:00:00Z"}},
		{"clock", 400, map[string]any{"to": "soon"}},
	} {
		if a := s.do(c.path, c.want, c.with); a.Error == "" {
			t.Errorf("%s %v: no word why", c.path, c.with)
		}
	}
}

func TestPageTellsWhenNothingIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.AckTimeout = 50 * time.Millisecond })
	scripted(t, w)
	s := &seat{t: t, p: pageOf(t, w), w: w, as: w.ann.ID.String()}
	if a := s.do("use", 504, map[string]any{"command": s.command("slow"), "path": "slow"}); a.Error != "The application did not respond." {
		t.Errorf("%+v", a)
	}
}

func TestPageMovesTheClock(t *testing.T) {
	t.Parallel()
	start := time.Date(2024, time.January, 31, 12, 0, 0, 0, time.UTC)
	w := newWorld(t, func(o *discordsim.Options) { o.Clock = discordsim.NewClock(start) })
	w.Clock().Freeze()
	s := &seat{t: t, p: pageOf(t, w), w: w, as: w.ann.ID.String()}
	for _, c := range []struct{ by, want string }{
		{"month", "2024-02-29T12:00:00Z"}, // to the month's end
		{"year", "2025-02-28T12:00:00Z"},
		{"week", "2025-03-07T12:00:00Z"},
		{"day", "2025-03-08T12:00:00Z"},
		{"hour", "2025-03-08T13:00:00Z"},
	} {
		if a := s.do("clock", 200, map[string]any{"by": c.by}); a.Now.Format(time.RFC3339) != c.want {
			t.Errorf("a %s later it is %s, want %s", c.by, a.Now, c.want)
		}
	}
	if a := s.do("clock", 200, map[string]any{"to": "2030-05-12T06:00:00Z"}); a.Now.Year() != 2030 || !w.Clock().Now().Equal(a.Now) {
		t.Errorf("went to %s", a.Now)
	}
}
