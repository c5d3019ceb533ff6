package bot

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// suggestion is a command that asks back with a form; its fields come back as
// options.
func suggestion(name string) commands.Command {
	return does(name, func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Text("what") != "" {
			return text("thanks for " + r.Text("what") + " about " + r.Person() + " from " + r.Text("source")), nil
		}
		return commands.Reply{Form: &commands.Form{
			Title: "Suggest " + strings.Repeat("x", 60),
			Fields: []commands.Field{
				{Name: "what", Label: "What happened", Note: "in a sentence", Long: true, Required: true},
				{Name: "source", Label: "Source", Value: "https://example.org/news", Max: 200},
			},
			Then: card.Then{Command: name, Options: map[string]string{"person": r.Person()}},
		}}, nil
	})
}

func TestForm(t *testing.T) {
	t.Parallel()
	s := play(t, suggestion("suggest"))
	form, err := s.ask(s.member, "/suggest person:sample-one").Modal(s.within())
	if err != nil {
		t.Fatalf("%v; log:\n%s", err, s.log)
	}
	fields := form.Fields()
	if len(fields) != 2 || fields[0].Description != "in a sentence" || fields[1].Value != "https://example.org/news" {
		t.Errorf("fields %+v", fields)
	}
	filled, err := form.Fill(map[string]string{"What happened": "released"})
	if err != nil {
		t.Fatal(err)
	}
	ex, err := filled.Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	m := s.reply(ex)
	if want := "thanks for released about sample-one from https://example.org/news"; said(m) != want || m.For == nil {
		t.Errorf("answered %q, for %v", said(m), m.For)
	}
}

// A form's submit is authorised like everything else.
func TestFormIsAuthorised(t *testing.T) {
	t.Parallel()
	c := suggestion("suggest")
	c.Spec.Needs = commands.Curator
	s := play(t, c)
	form, err := s.ask(s.curator, "/suggest person:sample-one").Modal(s.within())
	if err != nil {
		t.Fatal(err)
	}
	s.server.Take(s.curator, s.server.RolesOf(s.curator)...)
	filled, err := form.Fill(map[string]string{"What happened": "released"})
	if err != nil {
		t.Fatal(err)
	}
	ex, err := filled.Submit(s.within())
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); !strings.Contains(got, "may not") {
		t.Errorf("answered %q", got)
	}
}

// Discord takes no form after a deferral: the asker is told, not left waiting.
func TestFormTooLate(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow private:true")
	<-hand.started
	s.deferred(ex)
	hand.says(commands.Reply{Form: &commands.Form{Title: "x"}}, nil)
	if _, err := s.sim.As(s.member).In(s.room).Await(s.within(), hasWords("reference")); err != nil {
		t.Error(err)
	}
	if _, err := ex.Modal(t.Context()); !errors.Is(err, discordsim.ErrNoForm) {
		t.Errorf("got %v", err)
	}
}

// A field can't take the place of what the form was signed with.
func TestFormKeepsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	s := play(t, suggestion("suggest"))
	here := place{s.server.ID.String(), s.member.ID.String()}
	about := card.Then{Command: "suggest", Options: map[string]string{"person": "sample-one"}}
	id, err := s.bot.ids.seal(t.Context(), press{then: about}, here, 0, s.bot.now())
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.bot.pressed(t.Context(), &discordgo.Interaction{
		GuildID: here.server,
		Member:  &discordgo.Member{User: &discordgo.User{ID: here.owner}},
		Data: discordgo.ModalSubmitInteractionData{CustomID: id, Components: []discordgo.MessageComponent{
			&discordgo.Label{Component: &discordgo.TextInput{CustomID: "what", Value: "released"}},
			&discordgo.Label{Component: &discordgo.TextInput{CustomID: "person", Value: "somebody-else"}},
		}},
	})
	if !errors.Is(err, errTampered) {
		t.Errorf("got %v, %v", p.then.Options, err)
	}
}
