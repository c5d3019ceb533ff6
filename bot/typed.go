package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

// typedCommand is a command as it was typed, or used on a menu.
type typedCommand struct {
	path    string
	options map[string]string // of a role, a channel or a file: its id
	focused string            // the option that is being completed
}

// typed reads a command, down to the subcommand that was typed.
func typed(data *discordgo.ApplicationCommandInteractionData) typedCommand {
	t := typedCommand{path: data.Name}
	given := data.Options
	for len(given) == 1 && given[0] != nil && below(given[0]) {
		t.path += " " + given[0].Name
		given = given[0].Options
	}
	t.options = make(map[string]string, len(given))
	for _, o := range given {
		if o == nil {
			continue
		}
		switch v := o.Value.(type) {
		case string:
			t.options[o.Name] = v
		case bool:
			t.options[o.Name] = strconv.FormatBool(v)
		case float64:
			t.options[o.Name] = strconv.FormatFloat(v, 'f', -1, 64)
		}
		if o.Focused {
			t.focused = o.Name
		}
	}
	return t
}

// below reports whether o is a subcommand or a group of them.
func below(o *discordgo.ApplicationCommandInteractionDataOption) bool {
	return o.Type == discordgo.ApplicationCommandOptionSubCommand || o.Type == discordgo.ApplicationCommandOptionSubCommandGroup
}

// resolve holds the roles, channels and files among the options against what
// Discord says of them: it knows only those of this server. Files leave the
// options, since their ids mean nothing to anybody.
func resolve(spec *commands.Spec, r *commands.Request, known *discordgo.ApplicationCommandInteractionDataResolved) error {
	if known == nil {
		known = &discordgo.ApplicationCommandInteractionDataResolved{}
	}
	for i := range spec.Options {
		o := &spec.Options[i]
		id, given := r.Options[o.Name]
		if !given {
			continue
		}
		ok := true
		switch o.Kind {
		case commands.ServerRole:
			ok = known.Roles[id] != nil
		case commands.Channel:
			ok = posting(known.Channels[id])
		case commands.File:
			ok = known.Attachments[id] != nil
			if ok {
				if r.Files == nil {
					r.Files = make(map[string]commands.Attachment, 1)
				}
				r.Files[o.Name] = attachment(known.Attachments[id])
				delete(r.Options, o.Name)
			}
		}
		if !ok {
			return &badOption{"error.bad_value", o.Name, id, 0}
		}
	}
	return nil
}

// posting reports whether c is a channel in which the bot posts.
func posting(c *discordgo.Channel) bool {
	return c != nil && (c.Type == discordgo.ChannelTypeGuildText || c.Type == discordgo.ChannelTypeGuildNews)
}

func attachment(a *discordgo.MessageAttachment) commands.Attachment {
	return commands.Attachment{Name: a.Filename, Type: a.ContentType, Size: int64(a.Size), URL: a.URL}
}

// sent is everything in a request that somebody typed or sent, for keeping it
// out of the log.
func sent(r *commands.Request) map[string]string {
	all := make(map[string]string, len(r.Options)+len(r.Files)+1)
	for name, v := range r.Options {
		all[name] = v
	}
	for name, f := range r.Files {
		all["file "+name], all["address "+name] = f.Name, f.URL
	}
	if m := r.Message; m != nil {
		all["message"] = m.Text
		for i, link := range m.Links {
			all["link "+strconv.Itoa(i)] = link
		}
	}
	return all
}
