package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"vigil/store"
)

var (
	// errShape is an interaction that lacks what Discord always sends.
	errShape = errors.New("the interaction is not of the shape that Discord describes")
	// errUnknownCommand is a command that this program no longer has.
	errUnknownCommand = errors.New("no such command")
	// errStaleForm is a form whose state is gone, or is out of date.
	errStaleForm = errors.New("the form is out of date")
)

// pressed is what a button, a select or a form leads to, with what was chosen
// or typed among its options.
func (b *Bot) pressed(ctx context.Context, i *discordgo.Interaction) (press, error) {
	at := place{i.GuildID, asker(i)}
	switch data := i.Data.(type) {
	case discordgo.MessageComponentInteractionData:
		p, err := b.ids.open(ctx, data.CustomID, at, b.now())
		switch {
		case errors.Is(err, store.ErrNotFound):
			return p, errStale
		case err != nil:
			return p, err
		case p.form != nil:
			return p, errTampered // a form isn't pressed
		case p.into == "":
			return p, nil
		}
		values, err := chosen(i.Message, &data)
		if err != nil {
			return p, err
		}
		p.then.Options[p.into] = strings.Join(values, ",")
		return p, nil
	case discordgo.ModalSubmitInteractionData:
		p, err := b.ids.open(ctx, data.CustomID, at, b.now())
		switch {
		case errors.Is(err, store.ErrNotFound) || errors.Is(err, errStale):
			return p, errStaleForm
		case err != nil:
			return p, err
		case p.form == nil:
			return p, errTampered // a control isn't submitted
		}
		return p, p.fill(&data)
	}
	return press{}, errShape
}

// chosen are the values chosen in a select. Discord vouches for the message
// that goes with them, not for the values: what wasn't offered there, or is no
// role or channel of this server, was made up.
func chosen(m *discordgo.Message, data *discordgo.MessageComponentInteractionData) ([]string, error) {
	if m == nil {
		return nil, errTampered
	}
	menu := selectOf(m.Components, data.CustomID)
	if menu == nil {
		return nil, errStale // the message was changed since
	}
	least, most := 1, max(1, menu.MaxValues)
	if menu.MinValues != nil {
		least = *menu.MinValues
	}
	if n := len(data.Values); n < least || n > most {
		return nil, errTampered
	}
	for n, v := range data.Values {
		if slices.Contains(data.Values[:n], v) || !offered(menu, data, v) {
			return nil, errTampered
		}
	}
	return data.Values, nil
}

// selectOf finds the select with that custom_id among a message's components.
func selectOf(components []discordgo.MessageComponent, id string) *discordgo.SelectMenu {
	for _, c := range components {
		switch c := c.(type) {
		case *discordgo.ActionsRow:
			if found := selectOf(c.Components, id); found != nil {
				return found
			}
		case *discordgo.SelectMenu:
			if c.CustomID == id {
				return c
			}
		}
	}
	return nil
}

// offered reports whether the select has that value to choose.
func offered(menu *discordgo.SelectMenu, data *discordgo.MessageComponentInteractionData, value string) bool {
	switch menu.Type() {
	case discordgo.SelectMenuComponent:
		return slices.ContainsFunc(menu.Options, func(o discordgo.SelectMenuOption) bool { return o.Value == value })
	case discordgo.RoleSelectMenuComponent:
		return data.Resolved.Roles[value] != nil
	case discordgo.ChannelSelectMenuComponent:
		return posting(data.Resolved.Channels[value])
	}
	return false
}
