package bot

import (
	"context"
	"errors"

	"github.com/bwmarrin/discordgo"

	"vigil/store"
)

var (
	// errShape is an interaction that lacks what Discord always sends.
	errShape = errors.New("the interaction is not of the shape that Discord describes")
	// errUnknownCommand is a command that this program no longer has.
	errUnknownCommand = errors.New("no such command")
	// errStaleForm is a form whose state is gone.
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
		case p.into == "":
			return p, nil
		case len(data.Values) != 1:
			return p, errTampered
		}
		p.then.Options[p.into] = data.Values[0]
		return p, nil
	case discordgo.ModalSubmitInteractionData:
		p, err := b.ids.open(ctx, data.CustomID, at, b.now())
		switch {
		case errors.Is(err, store.ErrNotFound) || errors.Is(err, errStale):
			return p, errStaleForm
		case err != nil:
			return p, err
		}
		typed := make(map[string]string, len(data.Components))
		for _, c := range data.Components {
			filled(c, typed)
		}
		for field, value := range typed {
			if _, signed := p.then.Options[field]; signed {
				return p, errTampered // what the form is about isn't the sender's to change
			}
			p.then.Options[field] = value
		}
		return p, nil
	}
	return press{}, errShape
}

// filled gathers the fields of a form by name, however Discord nests
// them: in labels, or in rows as it used to.
func filled(c discordgo.MessageComponent, options map[string]string) {
	switch c := c.(type) {
	case *discordgo.TextInput:
		options[c.CustomID] = c.Value
	case *discordgo.Label:
		filled(c.Component, options)
	case *discordgo.ActionsRow:
		for _, inner := range c.Components {
			filled(inner, options)
		}
	}
}
