package discordsim

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// OptionType is the type of a command's option, as Discord numbers them.
type OptionType int

// The types of option.
const (
	SubCommand        OptionType = 1
	SubCommandGroup   OptionType = 2
	StringOption      OptionType = 3
	IntegerOption     OptionType = 4
	BooleanOption     OptionType = 5
	UserOption        OptionType = 6
	ChannelOption     OptionType = 7
	RoleOption        OptionType = 8
	MentionableOption OptionType = 9
	NumberOption      OptionType = 10
	AttachmentOption  OptionType = 11
)

// The types of command.
const (
	SlashCommand   = 1
	UserCommand    = 2 // in the menu of a user
	MessageCommand = 3 // in the menu of a message
)

// Command is a command as an application registered it. It never changes; a
// new registration makes another one.
type Command struct {
	ID                       ID                `json:"id"`
	ApplicationID            ID                `json:"application_id"`
	GuildID                  ID                `json:"guild_id,omitzero"`
	Version                  ID                `json:"version"`
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Options                  []Option          `json:"options,omitempty"`
	DefaultMemberPermissions *Permissions      `json:"default_member_permissions"`
	DefaultPermission        *bool             `json:"default_permission,omitzero"`
	DMPermission             *bool             `json:"dm_permission,omitzero"`
	NSFW                     bool              `json:"nsfw"`
	Contexts                 []int             `json:"contexts"`
	IntegrationTypes         []int             `json:"integration_types"`
}

// Option is one option of a command, or a subcommand.
type Option struct {
	Type                     OptionType        `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitzero"`
	Autocomplete             bool              `json:"autocomplete,omitzero"`
	Choices                  []Choice          `json:"choices,omitempty"`
	Options                  []Option          `json:"options,omitempty"`
	ChannelTypes             []ChannelType     `json:"channel_types,omitempty"`
	MinValue                 *float64          `json:"min_value,omitzero"`
	MaxValue                 *float64          `json:"max_value,omitzero"`
	MinLength                *int              `json:"min_length,omitzero"`
	MaxLength                *int              `json:"max_length,omitzero"`
}

// Choice is a value to choose from: fixed, or offered while somebody types.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             jsontext.Value    `json:"value"` // a string or a number
}

// Text is the choice's value as it would be typed.
func (c Choice) Text() string {
	if c.Value.Kind() != '"' {
		return string(c.Value)
	}
	b, _ := jsontext.AppendUnquote(nil, []byte(c.Value))
	return string(b)
}

// Named is the command's name for a client in a language.
func (c *Command) Named(locale string) string {
	return cmp.Or(c.NameLocalizations[locale], c.Name)
}

// Commands lists what the application has registered: globally and, after
// that, for servers.
func (app *Application) Commands() []*Command {
	app.sim.mu.Lock()
	defer app.sim.mu.Unlock()
	return slices.Clone(app.commands)
}
