package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/store"
)

// question is what somebody asks by an interaction: the command and its
// options, wherever they came from, and what the asker may do here.
type question struct {
	x       *exchange
	command *commands.Command // nil until known
	request commands.Request
	private bool // the answer is the asker's alone
}

// name is the command's, as far as it is known.
func (q *question) name() string {
	if q.command == nil {
		return ""
	}
	return q.command.Spec.Name
}

// read turns an interaction into a request that has been authorised. It is
// the only way to a handler, for commands, completions, buttons, selects and
// forms alike.
func (b *Bot) read(ctx context.Context, q *question) error {
	i := q.x.i
	if err := b.locate(ctx, q); err != nil {
		return err
	}
	var name string
	var pressed press
	switch i.Type {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		data, ok := i.Data.(discordgo.ApplicationCommandInteractionData)
		if !ok {
			return errShape
		}
		name = data.Name
		q.request.Options, q.request.Focused = typed(data.Options)
	default:
		var err error
		if pressed, err = b.pressed(ctx, i); err != nil {
			return err
		}
		name = pressed.then.Command
		q.request.Options, q.request.Pressed = pressed.then.Options, true
	}
	cmd, ok := b.commands[name]
	if !ok {
		return errUnknownCommand
	}
	q.command = cmd
	q.private = q.wishesPrivacy(pressed.then.Update)
	q.x.shape(q.private, pressed.then.Update)

	if err := b.authorise(q); err != nil {
		return err
	}
	if q.request.Pressed {
		return nil // these options were checked when they were signed
	}
	return check(&cmd.Spec, &q.request, i.Type == discordgo.InteractionApplicationCommandAutocomplete)
}

// locate fills in who asks, where, and what may be read there.
func (b *Bot) locate(ctx context.Context, q *question) (err error) {
	i, r := q.x.i, &q.request
	r.User, r.Now = asker(i), b.now()
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

// authorise settles what role the asker has, and whether that is enough. The
// server's admins can show a command to whom they like, so what Discord hides
// proves nothing.
func (b *Bot) authorise(q *question) error {
	r := &q.request
	r.Role = role(q.x.i, r.Server.ID != "")
	if q.command.Spec.Needs > r.Role {
		return store.ErrForbidden
	}
	if q.command.Spec.Needs == commands.Curator && r.Access.Curates == 0 {
		return store.ErrForbidden
	}
	return nil
}

// role is what a member may do by the permissions that Discord reckons for the
// channel: Manage Server makes an administrator, Manage Messages a curator.
func role(i *discordgo.Interaction, onServer bool) commands.Role {
	switch {
	case !onServer || i.Member == nil:
		return commands.Member
	case i.Member.Permissions&(discordgo.PermissionAdministrator|discordgo.PermissionManageGuild) != 0:
		return commands.Administrator
	case i.Member.Permissions&discordgo.PermissionManageMessages != 0:
		return commands.Curator
	}
	return commands.Member
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

// typed are the options of a command as text, and the one being completed.
func typed(given []*discordgo.ApplicationCommandInteractionDataOption) (options map[string]string, focused string) {
	options = make(map[string]string, len(given))
	for _, o := range given {
		if o == nil {
			continue
		}
		switch v := o.Value.(type) {
		case string:
			options[o.Name] = v
		case bool:
			options[o.Name] = strconv.FormatBool(v)
		case float64:
			options[o.Name] = strconv.FormatFloat(v, 'f', -1, 64)
		}
		if o.Focused {
			focused = o.Name
		}
	}
	return options, focused
}

// badOption is an option that Discord should not have let through: it was
// sent by something else, or by an older form of the command.
type badOption struct {
	key    string // of the words for it
	option string
	value  string
	limit  int
}

func (e *badOption) Error() string { return "option " + e.option + ": " + e.key }

// check holds the options against their declaration. What Discord checks too
// is checked again, since not everything that speaks to a bot is Discord's own
// program.
func check(spec *commands.Spec, r *commands.Request, completing bool) error {
	for name, value := range r.Options {
		i := slices.IndexFunc(spec.Options, func(o commands.Option) bool { return o.Name == name })
		if i < 0 {
			delete(r.Options, name)
			continue
		}
		o := &spec.Options[i]
		limit := o.Max
		if o.Kind != commands.Words || limit == 0 {
			limit = optionLimit
		}
		if utf8.RuneCountInString(value) > limit {
			return &badOption{"error.too_long", name, "", limit}
		}
		if completing {
			continue
		}
		if err := checkValue(o, value); err != nil {
			return err
		}
	}
	if completing {
		return nil
	}
	for i := range spec.Options {
		if o := &spec.Options[i]; o.Required && strings.TrimSpace(r.Options[o.Name]) == "" {
			return &badOption{"error.missing_option", o.Name, "", 0}
		}
	}
	return nil
}

// optionLimit is how long a typed option may be, in characters: Discord's own.
const optionLimit = 6000

func checkValue(o *commands.Option, value string) error {
	ok := true
	switch o.Kind {
	case commands.Number:
		n, err := strconv.Atoi(value)
		ok = err == nil && (o.Min == 0 && o.Max == 0 || n >= o.Min && (o.Max == 0 || n <= o.Max))
	case commands.Yes:
		ok = value == "true" || value == "false"
	case commands.Words:
		ok = len(o.Choices) == 0 || slices.Contains(o.Choices, value)
	}
	if !ok {
		return &badOption{"error.bad_value", o.Name, value, 0}
	}
	return nil
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
