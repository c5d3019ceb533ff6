package bot

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/store"
)

// listing is a command of pages: what /search is to the bot.
func listing() commands.Command {
	return does("list", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		page := r.Text("page")
		if page == "" {
			page = "1"
		}
		reply := text("page " + page + " of " + r.Text("text"))
		options := map[string]string{"text": r.Text("text"), "page": page + "1"}
		reply.Controls = [][]card.Control{
			{
				{Label: "Next", Then: card.Then{Command: "list", Options: options, Update: true}},
				{Label: "Open", Then: card.Then{Command: "list", Options: map[string]string{"text": "opened by hand"}}},
			},
			{{
				Placeholder: "Which?", Into: "person", Then: card.Then{Command: "pick"},
				Choices: []card.Choice{{Label: "One", Value: "slug-1"}, {Label: "Two", Value: "slug-2"}},
			}},
		}
		return reply, nil
	})
}

// pick says who was chosen.
func pick() commands.Command {
	return does("pick", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		return text(fmt.Sprintf("picked %s, pressed %v", r.Person(), r.Pressed)), nil
	})
}

func TestButtonsAndSelects(t *testing.T) {
	t.Parallel()
	s := play(t, listing(), pick())
	m := s.expect(s.member, "/list text:films", "page 1 of films")

	// Anybody opens, for themselves.
	opened := s.expectPress(m, s.admin, "Open", "page 1 of opened")
	if opened.For == nil {
		t.Error("what somebody else opened is for all")
	}
	ex, err := s.sim.As(s.curator).In(s.room).Select(s.within(), m, "Which?", "Two")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.reply(ex); said(got) != "picked slug-2, pressed true" || got.For == nil {
		t.Errorf("answered %q, for %v", said(got), got.For)
	}

	// Only who asked pages, and the message is replaced.
	s.expectPress(m, s.admin, "Next", "Only the person who asked")
	turned := s.expectPress(m, s.member, "Next", "page 11 of films")
	if turned.ID != m.ID || turned.For != nil {
		t.Error("the page was not turned in place")
	}
	s.expectPress(m, s.member, "Next", "page 111 of films")
	if n := len(s.room.Messages()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestOldButtons(t *testing.T) {
	t.Parallel()
	s := play(t, listing(), pick())
	m := s.expect(s.member, "/list text:films", "page 1")
	s.sim.Clock().Set(s.sim.Clock().Now().Add(25 * time.Hour))
	refused := s.expectPress(m, s.member, "Next", "too old")
	if refused.For == nil {
		t.Error("the refusal is not private")
	}
	s.expectPress(m, s.member, "Open", "page 1 of opened")
}

// Buttons outlive the process; under another key they are worth nothing.
func TestButtonsOutliveRestart(t *testing.T) {
	t.Parallel()
	s := play(t, listing(), pick())
	m := s.expect(s.member, "/list text:films", "page 1")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	s.restarted()
	s.bot = s.newBot([]commands.Command{listing(), pick()})
	s.run()
	s.waitFor("the bot to be ready", s.ready)
	s.expectPress(m, s.member, "Next", "page 11 of films")

	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	s.restarted()
	if err := s.world.Keep(t.Context(), signingKey, []byte("a key of another database, 32 b.")); err != nil {
		t.Fatal(err)
	}
	s.bot = s.newBot([]commands.Command{listing(), pick()})
	s.run()
	s.waitFor("the bot to be ready", s.ready)
	s.expectPress(m, s.member, "Next", "was changed on its way")
}

// What no button of ours says is refused, each in its own words.
func TestForgedComponents(t *testing.T) {
	t.Parallel()
	s := play(t, listing(), pick())
	here := place{s.server.ID.String(), s.member.ID.String()}
	elsewhere := place{"1200000000000000009", here.owner}
	seal := func(p press, at place) string {
		id, err := s.bot.ids.seal(t.Context(), p, at, 0, s.bot.now())
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	open := press{then: card.Then{Command: "list"}}
	choose := press{then: card.Then{Command: "pick"}, into: "person"}
	long := press{then: card.Then{Command: "list", Options: map[string]string{"text": strings.Repeat("x", 300)}}}
	lost := seal(long, here)
	s.world.forget()
	for name, tt := range map[string]struct {
		id     string
		values []string
		words  string
	}{
		"of another server":         {seal(open, elsewhere), nil, "another server"},
		"not of ours":               {"page:2", nil, "earlier version"},
		"tampered with":             {tampered(seal(open, here)), nil, "changed on its way"},
		"a command that is no more": {seal(press{then: card.Then{Command: "gone"}}, here), nil, "no longer exists"},
		"a select without a choice": {seal(choose, here), nil, "changed on its way"},
		"two choices":               {seal(choose, here), []string{"a", "b"}, "changed on its way"},
		"a view that is gone":       {lost, nil, "too old"},
	} {
		q := &question{x: &exchange{bot: s.bot, i: &discordgo.Interaction{
			Type: discordgo.InteractionMessageComponent, GuildID: here.server,
			Member: &discordgo.Member{User: &discordgo.User{ID: here.owner}},
			Data:   discordgo.MessageComponentInteractionData{CustomID: tt.id, Values: tt.values},
		}}}
		err := s.bot.read(t.Context(), q)
		if err == nil {
			t.Errorf("%s: passed", name)
			continue
		}
		m, known := s.bot.words(q, err)
		if !known || !strings.Contains(m.Cards[0].Body, tt.words) {
			t.Errorf("%s: %v, worded %v", name, err, m.Cards)
		}
	}
}

// tampered is a custom_id with one bit of what it carries changed.
func tampered(id string) string {
	raw, _ := base64.RawURLEncoding.DecodeString(id[1:])
	raw[len(raw)-macSize-1] ^= 1
	return id[:1] + base64.RawURLEncoding.EncodeToString(raw)
}

// Data that lacks what Discord always sends is refused, not a panic.
func TestMisshapenInteractions(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	for name, i := range map[string]*discordgo.Interaction{
		"no data":         {Type: discordgo.InteractionApplicationCommand, User: &discordgo.User{ID: "1"}},
		"nobody":          {Type: discordgo.InteractionApplicationCommand, Data: discordgo.ApplicationCommandInteractionData{Name: "echo"}},
		"no user":         {Type: discordgo.InteractionApplicationCommand, Member: &discordgo.Member{}},
		"component":       {Type: discordgo.InteractionMessageComponent, User: &discordgo.User{ID: "1"}},
		"form":            {Type: discordgo.InteractionModalSubmit, User: &discordgo.User{ID: "1"}},
		"unknown kind":    {Type: 77, User: &discordgo.User{ID: "1"}},
		"unknown command": {Type: discordgo.InteractionApplicationCommand, User: &discordgo.User{ID: "1"}, Data: discordgo.ApplicationCommandInteractionData{Name: "x"}},
	} {
		q := &question{x: &exchange{bot: s.bot, i: i}}
		if _, err := s.bot.run(t.Context(), q); err == nil {
			t.Errorf("%s: passed", name)
		} else if m, _ := s.bot.words(q, err); q.request.Locale == nil {
			t.Errorf("%s: no language to word %v in: %v", name, err, m)
		}
	}
}

// A choice of people after an ambiguous name leads on.
func TestChoosingAmongSeveral(t *testing.T) {
	t.Parallel()
	s := play(t, does("case", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Person() == "sample" {
			return commands.Reply{}, &store.Ambiguous{Typed: "sample", Candidates: []store.Summary{
				{Name: "Sample One", Slug: "sample-one", Country: "IR"}, {Name: "Sample Two", Slug: "sample-two"}}}
		}
		return text("the case of " + r.Person()), nil
	}))
	m := s.expect(s.member, "/case person:sample", "several people")
	ex, err := m.Select(s.within(), "", "Sample Two")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); got != "the case of sample-two" {
		t.Errorf("answered %q", got)
	}
}

// Options that no declaration allows are refused or left out, however they
// came here.
func TestHostileOptions(t *testing.T) {
	t.Parallel()
	spec := &commands.Spec{Name: "x", Options: []commands.Option{
		{Name: "person", Required: true, Max: 100},
		{Name: "days", Kind: commands.Number, Min: 1, Max: 366},
		{Name: "by", Choices: []string{"status", "country"}},
		{Name: "private", Kind: commands.Yes},
	}}
	for name, tt := range map[string]struct {
		options map[string]string
		key     string
	}{
		"fine":         {map[string]string{"person": "x", "days": "366", "by": "status", "private": "true"}, ""},
		"missing":      {map[string]string{"days": "3"}, "error.missing_option"},
		"blank":        {map[string]string{"person": " \u00a0 "}, "error.missing_option"},
		"too long":     {map[string]string{"person": strings.Repeat("x", 4000)}, "error.too_long"},
		"not a number": {map[string]string{"person": "x", "days": "3.5"}, "error.bad_value"},
		"out of range": {map[string]string{"person": "x", "days": "367"}, "error.bad_value"},
		"no choice":    {map[string]string{"person": "x", "by": "secret"}, "error.bad_value"},
		"not a truth":  {map[string]string{"person": "x", "private": "perhaps"}, "error.bad_value"},
	} {
		r := commands.Request{Options: tt.options}
		err := check(spec, &r, false)
		got := ""
		if bad := (*badOption)(nil); errors.As(err, &bad) {
			got = bad.key
		}
		if got != tt.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := commands.Request{Options: map[string]string{"person": "x", "view": "confidential"}}
	if err := check(spec, &r, false); err != nil || r.Options["view"] != "" {
		t.Errorf("an option that isn't declared came through: %v, %v", r.Options, err)
	}
}
