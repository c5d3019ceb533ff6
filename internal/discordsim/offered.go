package discordsim

import (
	"slices"
)

// Commands lists the commands that the composer offers the actor here.
func (a Actor) Commands() []*Command {
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	return a.commands()
}

func (a Actor) commands() []*Command {
	var list []*Command
	for _, app := range a.sim.apps {
		if g := a.channel.Server; g == nil && a.channel.App != app && !a.user.installs[app.ID] {
			continue
		}
		for _, cmd := range app.commands {
			if a.offered(app, cmd) {
				list = append(list, cmd)
			}
		}
	}
	return list
}

// offered says whether a command may be used by the actor here.
func (a Actor) offered(app *Application, cmd *Command) bool {
	g := a.channel.Server
	byUser := a.user.installs[app.ID] && slices.Contains(cmd.IntegrationTypes, 1)
	if g == nil {
		return cmd.GuildID == 0 && (cmd.DMPermission == nil || *cmd.DMPermission) &&
			(cmd.Contexts == nil || slices.Contains(cmd.Contexts, 1))
	}
	if !g.installed[app.ID] && !byUser || cmd.GuildID != 0 && cmd.GuildID != g.ID ||
		cmd.Contexts != nil && !slices.Contains(cmd.Contexts, 0) {
		return false
	}
	m := g.members[a.user.ID]
	if m == nil {
		return false
	}
	may := a.channel.permissions(m)
	if !may.Has(ViewChannel | UseCommands) {
		return false
	}
	if may.Has(Administrator) {
		return true
	}
	if set, ok := g.set(cmd.Name, m); ok {
		return set
	}
	if cmd.DefaultMemberPermissions == nil {
		return true
	}
	want := *cmd.DefaultMemberPermissions
	return want != 0 && may.Has(want)
}

// set is what administrators said about a command: of the member first, then
// of their roles (one that allows is enough), then of everyone.
func (g *Server) set(command string, m *Member) (allow, ok bool) {
	by := g.granted[command]
	if allow, ok = by[m.User.ID]; ok {
		return allow, true
	}
	for _, r := range m.roles {
		if v, there := by[r]; there {
			allow, ok = allow || v, true
		}
	}
	if !ok {
		allow, ok = by[g.ID]
	}
	return allow, ok
}
