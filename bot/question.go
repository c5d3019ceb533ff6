package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

// question is what somebody asks by an interaction: the command and its
// options, wherever they came from, and what the asker may do here.
type question struct {
	x       *exchange
	route   *route // nil until known
	request commands.Request
	private bool // the answer is the asker's alone
}

// name is the command's path, as far as it is known.
func (q *question) name() string {
	if q.route == nil {
		return ""
	}
	return q.route.path
}

// read turns an interaction into a request that has been authorised. It is
// the only way to a handler, for commands, completions, buttons, selects and
// forms alike.
func (b *Bot) read(ctx context.Context, q *question) error {
	i := q.x.i
	if err := b.locate(ctx, q); err != nil {
		return err
	}
	switch i.Type {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		return b.readTyped(q)
	}
	return b.readPressed(ctx, q)
}

// readTyped reads a command that was typed or is being typed, or was used on a
// message's menu.
func (b *Bot) readTyped(q *question) error {
	i, r := q.x.i, &q.request
	data, ok := i.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok {
		return errShape
	}
	t := typed(&data)
	r.Options, r.Focused = t.options, t.focused
	if err := b.lead(q, t.path, false); err != nil {
		return err
	}
	spec := &q.route.command.Spec
	if spec.Menu != (data.CommandType == discordgo.MessageApplicationCommand) {
		return errUnknownCommand
	}
	if spec.Menu {
		if r.Message = posted(&data); r.Message == nil {
			return errShape
		}
	}
	completing := i.Type == discordgo.InteractionApplicationCommandAutocomplete
	if err := check(spec, r, completing); err != nil || completing {
		return err
	}
	return resolve(spec, r, data.Resolved)
}

// readPressed reads what a button, a select or a form leads to. The options
// were checked when they were signed.
func (b *Bot) readPressed(ctx context.Context, q *question) error {
	r := &q.request
	p, err := b.pressed(ctx, q.x.i)
	if err != nil {
		return err
	}
	r.Options, r.Files = p.then.Options, p.files
	r.Pressed, r.Filled = true, p.form != nil
	// A form that a typed command opened stands on no message.
	return b.lead(q, p.then.Command, p.then.Update && q.x.i.Message != nil)
}

// lead finds the command that the question is about, settles how the answer
// will be shown, and whether there may be one. With update it takes the place
// of the message that was pressed. What curators and administrators are
// answered is theirs alone, even that they asked.
func (b *Bot) lead(q *question, path string, update bool) error {
	found, ok := b.routes[path]
	if !ok {
		return errUnknownCommand
	}
	q.route, q.request.Command = found, path
	q.private = q.wishesPrivacy(update) || found.needs > commands.Member && !update
	q.x.shape(q.private, update)
	return b.authorise(q)
}

// locate fills in who asks, where, and what may be read there.
func (b *Bot) locate(ctx context.Context, q *question) (err error) {
	i, r := q.x.i, &q.request
	r.User, r.Channel, r.Now = asker(i), i.ChannelID, b.now()
	r.Locale = b.locales.of(b.config.Language, "", "") // for what goes wrong before more is known
	if r.User == "" {
		return errShape
	}
	if installed(i) {
		r.Server, r.Access, err = b.config.Places.Of(ctx, i.GuildID)
	} else {
		r.Access, err = b.config.Places.Direct(ctx)
	}
	if err != nil {
		return err
	}
	r.Around = &around{b, r.Server.ID}
	// A context that can't end: watching it would cost more than this read.
	wish, err := b.config.People.Person(context.WithoutCancel(ctx), r.User)
	if err != nil {
		return err
	}
	language := first(wish.Language, r.Server.Language)
	if language == "" && r.Server.ID == "" && b.config.Words.Speaks(string(i.Locale)) {
		language = string(i.Locale)
	}
	r.Locale = b.locales.of(
		first(language, b.config.Language),
		first(wish.Calendar, r.Server.Calendar),
		r.Server.Timezone)
	return nil
}

// installed reports whether the interaction comes from a server that has the
// bot. A person who installed it can use it elsewhere too, where no server's
// casebook is theirs to read.
func installed(i *discordgo.Interaction) bool {
	if i.GuildID == "" {
		return false
	}
	if i.AuthorizingIntegrationOwners == nil {
		return true
	}
	_, ok := i.AuthorizingIntegrationOwners[discordgo.ApplicationIntegrationGuildInstall]
	return ok
}

// wishesPrivacy reports whether the answer is for the asker alone: by their
// word, else by the server's custom; by a button that leaves the message as it
// is, always.
func (q *question) wishesPrivacy(update bool) bool {
	switch {
	case q.request.Pressed:
		return !update
	case q.request.Options["private"] != "":
		return q.request.Options["private"] == "true"
	}
	return q.request.Server.Private
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
