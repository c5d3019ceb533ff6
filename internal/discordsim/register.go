package discordsim

import (
	"net/http"
	"slices"
)

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
