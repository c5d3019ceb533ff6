package discordsim

import (
	"cmp"
	"net/http"
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

// scope reads whose commands a request is about: the application's own, of one
// server when the path names one.
func (c *call) scope() (server ID, err error) {
	app, err := c.id(1)
	if err != nil {
		return 0, err
	}
	if app != c.app.ID {
		return 0, refuse(20012)
	}
	if c.parts[2] != "guilds" {
		return 0, nil
	}
	if server, err = c.id(3); err != nil {
		return 0, err
	}
	if g := c.sim.Server(server); g == nil || !g.installedHere(c.app) {
		return 0, refuse(50001)
	}
	return server, nil
}

func (g *Server) installedHere(app *Application) bool {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	return g.installed[app.ID]
}

func (app *Application) scoped(server ID) []*Command {
	list := []*Command{}
	for _, cmd := range app.commands {
		if cmd.GuildID == server {
			list = append(list, cmd)
		}
	}
	return list
}

func (c *call) listCommands() (reply, error) {
	server, err := c.scope()
	if err != nil {
		return reply{}, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	return ok(c.app.scoped(server))
}

// overwriteCommands replaces all commands of one scope. A command that keeps
// its name and type keeps its ID.
func (c *call) overwriteCommands() (reply, error) {
	server, err := c.scope()
	if err != nil {
		return reply{}, err
	}
	var given []*Command
	if err := decode(c.body, &given); err != nil {
		return reply{}, err
	}
	f := newForm()
	checkCommands(f, given)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(c.app.commands), func(cmd *Command) bool { return cmd.GuildID == server })
	for _, cmd := range given {
		c.app.register(cmd, server)
	}
	c.app.commands = append(kept, given...)
	c.app.registered()
	return ok(c.app.scoped(server))
}

// register gives a command its identity; one that is there already under this
// name keeps it.
func (app *Application) register(cmd *Command, server ID) (replaced *Command) {
	cmd.ApplicationID, cmd.GuildID, cmd.ID = app.ID, server, 0
	for _, old := range app.commands {
		if old.GuildID == server && old.Name == cmd.Name && old.Type == cmd.Type {
			cmd.ID, replaced = old.ID, old
		}
	}
	if cmd.ID == 0 {
		cmd.ID = app.sim.newID()
	}
	cmd.Version = app.sim.newID()
	if cmd.IntegrationTypes == nil {
		cmd.IntegrationTypes = []int{0}
	}
	return replaced
}

func (c *call) createCommand() (reply, error) {
	server, err := c.scope()
	if err != nil {
		return reply{}, err
	}
	cmd := new(Command)
	if err := decode(c.body, cmd); err != nil {
		return reply{}, err
	}
	f := newForm()
	checkCommand(f, cmd)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	old := c.app.register(cmd, server)
	if old == nil {
		if len(c.app.scoped(server)) >= maxCommands {
			return reply{}, refuse(30032)
		}
		c.app.commands = append(slices.Clone(c.app.commands), cmd)
		c.app.registered()
		return reply{http.StatusCreated, encode(cmd)}, nil
	}
	c.app.replace(old, cmd)
	return ok(cmd)
}

func (app *Application) replace(old, cmd *Command) {
	list := slices.Clone(app.commands)
	list[slices.Index(list, old)] = cmd
	app.commands = list
	app.registered()
}

// registered tells whoever watches that the commands changed.
func (app *Application) registered() {
	app.sim.emit(Event{Kind: CommandsChanged, App: app})
}

// command finds the command that the path names.
func (c *call) command() (*Command, error) {
	server, err := c.scope()
	if err != nil {
		return nil, err
	}
	id, err := c.id(len(c.parts) - 1)
	if err != nil {
		return nil, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	for _, cmd := range c.app.scoped(server) {
		if cmd.ID == id {
			return cmd, nil
		}
	}
	return nil, refuse(10063)
}

func (c *call) oneCommand() (reply, error) {
	cmd, err := c.command()
	if err != nil {
		return reply{}, err
	}
	return ok(cmd)
}

func (c *call) editCommand() (reply, error) {
	old, err := c.command()
	if err != nil {
		return reply{}, err
	}
	cmd := *old
	cmd.Options = nil
	had := old.Options
	if err := decode(c.body, &cmd); err != nil {
		return reply{}, err
	}
	if cmd.Options == nil {
		cmd.Options = had
	}
	f := newForm()
	checkCommand(f, &cmd)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	cmd.ID, cmd.ApplicationID, cmd.GuildID, cmd.Version = old.ID, old.ApplicationID, old.GuildID, c.sim.newID()
	if slices.Contains(c.app.commands, old) {
		c.app.replace(old, &cmd)
	}
	return ok(&cmd)
}

func (c *call) deleteCommand() (reply, error) {
	cmd, err := c.command()
	if err != nil {
		return reply{}, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	c.app.commands = slices.DeleteFunc(slices.Clone(c.app.commands), func(other *Command) bool { return other == cmd })
	c.app.registered()
	return noContent()
}

// commandPermissions tells nothing: a bot may not see more than that nobody
// has changed anything for the whole application.
func (c *call) commandPermissions() (reply, error) {
	if _, err := c.scope(); err != nil {
		return reply{}, err
	}
	if len(c.parts) == 7 {
		return reply{}, refuse(10066)
	}
	return ok([]struct{}{})
}
