package discordsim

import (
	"cmp"
	"maps"
	"slices"
)

// Role is a named set of permissions on one server.
type Role struct {
	ID     ID
	Server *Server

	name        string
	permissions Permissions
	position    int
	colour      int
	mentionable bool
	bot         ID // the application's own role
}

// AddRole makes a role.
func (g *Server) AddRole(name string, p Permissions) *Role {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	r := g.addRole(name, p)
	g.announceRole("GUILD_ROLE_CREATE", r)
	return r
}

func (g *Server) addRole(name string, p Permissions) *Role {
	r := &Role{ID: g.sim.newID(), Server: g, name: name, permissions: p, position: len(g.roles)}
	g.roles[r.ID] = r
	g.version++
	return r
}

// Roles lists the roles, @everyone first.
func (g *Server) Roles() []*Role {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	return g.roleList()
}

func (g *Server) roleList() []*Role {
	return slices.SortedFunc(maps.Values(g.roles), func(a, b *Role) int { return cmp.Compare(a.position, b.position) })
}

// Everyone is the role that each member has.
func (g *Server) Everyone() *Role {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	return g.roles[g.ID]
}

// BotRole is the role that the application got when it was installed; nil when
// it isn't here.
func (g *Server) BotRole(app *Application) *Role {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	for _, r := range g.roles {
		if r.bot == app.Bot.ID {
			return r
		}
	}
	return nil
}

func (g *Server) announceRole(event string, r *Role) {
	g.version++
	for _, app := range g.apps() {
		app.dispatch(g.ID, intentGuilds, event, func() []byte {
			return encode(struct {
				GuildID ID         `json:"guild_id"`
				Role    roleObject `json:"role"`
			}{g.ID, r.object()})
		})
	}
}

// Name is what the role is called.
func (r *Role) Name() string {
	r.Server.sim.mu.Lock()
	defer r.Server.sim.mu.Unlock()
	return r.name
}

// Set changes what the role may do; the bots are told.
func (r *Role) Set(p Permissions) {
	r.Server.sim.mu.Lock()
	defer r.Server.sim.mu.Unlock()
	r.permissions = p
	r.Server.announceRole("GUILD_ROLE_UPDATE", r)
}

// Colour is the role's colour as 0xRRGGBB; zero means none.
func (r *Role) Colour() int {
	r.Server.sim.mu.Lock()
	defer r.Server.sim.mu.Unlock()
	return r.colour
}

// SetColour changes the role's colour, 0xRRGGBB.
func (r *Role) SetColour(rgb int) {
	r.Server.sim.mu.Lock()
	defer r.Server.sim.mu.Unlock()
	r.colour = rgb
	r.Server.announceRole("GUILD_ROLE_UPDATE", r)
}

// SetMentionable lets everybody mention the role, or not.
func (r *Role) SetMentionable(on bool) {
	r.Server.sim.mu.Lock()
	defer r.Server.sim.mu.Unlock()
	r.mentionable = on
	r.Server.announceRole("GUILD_ROLE_UPDATE", r)
}

// Mention is how a message mentions the role.
func (r *Role) Mention() string { return "<@&" + r.ID.String() + ">" }

func (r *Role) object() roleObject {
	o := roleObject{ID: r.ID, Name: r.name, Permissions: r.permissions, Position: r.position,
		Colour: r.colour, Colours: roleColours{Primary: r.colour}, Mentionable: r.mentionable, Managed: r.bot != 0}
	if r.bot != 0 {
		o.Tags = &roleTags{r.bot}
	}
	return o
}
