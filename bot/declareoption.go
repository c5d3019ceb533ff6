package bot

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

// declaredOption is an option as Discord is told of it. Subcommands and groups
// of them are options too, with others inside.
type declaredOption struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Description  string            `json:"description"`
	Localised    map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Complete     bool              `json:"autocomplete,omitempty"`
	Choices      []declaredChoice  `json:"choices,omitempty"`
	Options      []declaredOption  `json:"options,omitempty"`
	ChannelTypes []int             `json:"channel_types,omitempty"`
	MinLength    *int              `json:"min_length,omitempty"`
	MaxLength    *int              `json:"max_length,omitempty"`
	MinValue     *int              `json:"min_value,omitempty"`
	MaxValue     *int              `json:"max_value,omitempty"`
}

type declaredChoice struct {
	Name      string            `json:"name"`
	Localised map[string]string `json:"name_localizations,omitempty"`
	Value     string            `json:"value"`
}

// groupDepth is how many names a path has at most: command, group, subcommand.
const groupDepth = 3

// inside declares what stands below the command with that path: its
// subcommands, or its options.
func (d *dictionary) inside(c *commands.Command, path []string) ([]declaredOption, error) {
	if len(c.Subs) > 0 {
		return d.subs(c, path)
	}
	s := &c.Spec
	if len(s.Options) > commandOptions {
		return nil, fmt.Errorf("%d options; Discord takes %d", len(s.Options), commandOptions)
	}
	var all []declaredOption
	optional := false
	for i := range s.Options {
		o, err := d.option(path, &s.Options[i])
		switch {
		case err != nil:
			return nil, fmt.Errorf("option %s: %w", s.Options[i].Name, err)
		case o.Required && optional:
			return nil, fmt.Errorf("option %s: required options come first", o.Name)
		case o.Complete && c.Suggest == nil:
			return nil, fmt.Errorf("option %s: nothing completes it", o.Name)
		case named(all, o.Name):
			return nil, fmt.Errorf("option %s: declared twice", o.Name)
		}
		optional = optional || !o.Required
		all = append(all, o)
	}
	return all, nil
}

func named(all []declaredOption, name string) bool {
	return slices.ContainsFunc(all, func(o declaredOption) bool { return o.Name == name })
}

// subs declares subcommands and groups of them.
func (d *dictionary) subs(c *commands.Command, path []string) ([]declaredOption, error) {
	if len(c.Subs) > commandOptions {
		return nil, fmt.Errorf("%d subcommands; Discord takes %d", len(c.Subs), commandOptions)
	}
	if len(c.Spec.Options) > 0 {
		return nil, errors.New("has both options and subcommands")
	}
	all := make([]declaredOption, 0, len(c.Subs))
	for i := range c.Subs {
		sub := &c.Subs[i]
		o := declaredOption{Name: sub.Spec.Name, Type: int(discordgo.ApplicationCommandOptionSubCommand)}
		if len(sub.Subs) > 0 {
			o.Type = int(discordgo.ApplicationCommandOptionSubCommandGroup)
		}
		below := append(slices.Clone(path), o.Name)
		var err error
		switch {
		case !namePattern.MatchString(o.Name):
			err = errors.New("not a name that Discord takes")
		case named(all, o.Name):
			err = errors.New("declared twice")
		case len(below) > groupDepth || len(below) == groupDepth && len(sub.Subs) > 0:
			err = errors.New("too deep: Discord takes groups of subcommands, and no groups of groups")
		default:
			o.Description, o.Localised = d.word(key(below))
			o.Options, err = d.inside(sub, below)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.Name, err)
		}
		all = append(all, o)
	}
	return all, nil
}

func (d *dictionary) option(path []string, o *commands.Option) (declaredOption, error) {
	out := declaredOption{Name: o.Name, Required: o.Required, Complete: o.Complete}
	switch {
	case !namePattern.MatchString(o.Name):
		return out, errors.New("not a name that Discord takes")
	case o.Complete && len(o.Choices) > 0:
		return out, errors.New("has both choices and completion")
	case o.Kind != commands.Words && (o.Complete || len(o.Choices) > 0):
		return out, errors.New("choices and completion are for words")
	case len(o.Choices) > choiceLimit:
		return out, fmt.Errorf("%d choices; Discord takes %d", len(o.Choices), choiceLimit)
	}
	out.Description, out.Localised = d.word(d.optionKey(path, o.Name))
	out.bind(o)
	for _, v := range o.Choices {
		c := declaredChoice{Value: v}
		c.Name, c.Localised = d.word("choice." + o.Name + "." + v)
		if len(v) > choiceValueLimit {
			return out, fmt.Errorf("choice %s is too long", v)
		}
		out.Choices = append(out.Choices, c)
	}
	return out, nil
}

// bind says the option's type, and the bounds of its values.
func (out *declaredOption) bind(o *commands.Option) {
	bound := func(n int) *int {
		if n == 0 {
			return nil
		}
		return &n
	}
	switch o.Kind {
	case commands.Words:
		out.Type = int(discordgo.ApplicationCommandOptionString)
		out.MinLength, out.MaxLength = bound(o.Min), bound(o.Max)
	case commands.Yes:
		out.Type = int(discordgo.ApplicationCommandOptionBoolean)
	case commands.Number:
		out.Type = int(discordgo.ApplicationCommandOptionInteger)
		if o.Min != 0 || o.Max != 0 {
			least := o.Min
			out.MinValue, out.MaxValue = &least, bound(o.Max)
		}
	case commands.ServerRole:
		out.Type = int(discordgo.ApplicationCommandOptionRole)
	case commands.Channel:
		out.Type = int(discordgo.ApplicationCommandOptionChannel)
		out.ChannelTypes = postingChannels()
	case commands.File:
		out.Type = int(discordgo.ApplicationCommandOptionAttachment)
	}
}

// postingChannels are the kinds of channel in which the bot posts.
func postingChannels() []int {
	return []int{int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews)}
}

// withinLimits checks the lengths of texts, one by one and in all, by the
// longest language of each.
func (d *declaration) withinLimits() error {
	n, err := textSize("the description", d.Description, d.Localised)
	if err != nil {
		return err
	}
	below, err := sizeOf(d.Options)
	if err != nil {
		return err
	}
	if total := utf8.RuneCountInString(d.Name) + n + below; total > commandTotalLimit {
		return fmt.Errorf("%d characters in all; Discord takes %d", total, commandTotalLimit)
	}
	return nil
}

// sizeOf is how many characters options have in all, those inside them
// included.
func sizeOf(options []declaredOption) (total int, err error) {
	for i := range options {
		o := &options[i]
		n, err := textSize("the description of "+o.Name, o.Description, o.Localised)
		if err != nil {
			return 0, err
		}
		total += len(o.Name) + n
		for _, c := range o.Choices {
			if n, err = textSize("the choice "+c.Value, c.Name, c.Localised); err != nil {
				return 0, err
			}
			total += len(c.Value) + n
		}
		if n, err = sizeOf(o.Options); err != nil {
			return 0, fmt.Errorf("%s: %w", o.Name, err)
		}
		total += n
	}
	return total, nil
}

// textSize is the length of a text in its longest language.
func textSize(what, s string, others map[string]string) (int, error) {
	longest := utf8.RuneCountInString(s)
	for _, o := range others {
		longest = max(longest, utf8.RuneCountInString(o))
	}
	if longest == 0 || longest > descriptionLimit {
		return 0, fmt.Errorf("%s is of %d characters; Discord takes 1 to %d", what, longest, descriptionLimit)
	}
	return longest, nil
}
