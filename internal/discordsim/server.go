package discordsim

import (
	"cmp"
	"maps"
	"slices"
)

// Server is what people call a Discord server and the API a guild.
type Server struct {
	ID ID // also the ID of its @everyone role

	sim         *Sim
	name        string
	owner       ID
	locale      string
	roles       map[ID]*Role
	channels    []*Channel
	members     map[ID]*Member
	installed   map[ID]bool // applications
	granted     map[string]map[ID]bool
	unavailable bool
	made        stamp
	version     int // counts changes that permissions may depend on
}

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

// Member is a user on one server.
type Member struct {
	User *User

	nick   string
	roles  []ID
	joined stamp
}

func (m *Member) has(role ID) bool { return slices.Contains(m.roles, role) }

// AddServer makes a server, with all applications that are there already
// installed in it. It belongs to nobody until SetOwner.
func (s *Sim) AddServer(name string) *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addServer(s.newID(), name)
}

// AddServerAs is AddServer with an ID of the caller's choosing, which no server
// may have yet: for rehearsals of what is written down with an ID in it.
func (s *Sim) AddServerAs(id ID, name string) *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addServer(id, name)
}

func (s *Sim) addServer(id ID, name string) *Server {
	g := &Server{
		ID: id, sim: s, name: name, locale: "en-US", made: stamp{s.clock.Now()},
		roles: map[ID]*Role{}, members: map[ID]*Member{}, installed: map[ID]bool{}, granted: map[string]map[ID]bool{},
	}
	g.roles[g.ID] = &Role{ID: g.ID, Server: g, name: "@everyone", permissions: MemberPermissions}
	s.servers[g.ID] = g
	s.serverOrder = append(s.serverOrder, g)
	for _, app := range s.apps {
		g.install(app)
	}
	return g
}

// Servers lists the servers in the order in which they were added.
func (s *Sim) Servers() []*Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.serverOrder)
}

// Server finds a server by ID; nil when there is none.
func (s *Sim) Server(id ID) *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.servers[id]
}

// Name is what the server is called.
func (g *Server) Name() string {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	return g.name
}

// SetOwner gives the server to a member, who may then do everything there.
func (g *Server) SetOwner(u *User) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	g.owner = u.ID
	g.changed()
}

// SetLocale changes the server's preferred language, as "fr".
func (g *Server) SetLocale(locale string) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	g.locale = locale
	g.changed()
}

// Join makes users members. Their roles are given with [Server.Give].
func (g *Server) Join(users ...*User) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	for _, u := range users {
		g.join(u)
	}
}

func (g *Server) join(u *User) *Member {
	m := &Member{User: u, joined: stamp{g.sim.clock.Now()}}
	g.members[u.ID] = m
	g.version++
	return m
}

// Leave ends a membership.
func (g *Server) Leave(u *User) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	delete(g.members, u.ID)
	g.version++
}

// Members lists the members in the order of their accounts.
func (g *Server) Members() []*User {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	users := make([]*User, 0, len(g.members))
	for _, m := range g.members {
		users = append(users, m.User)
	}
	slices.SortFunc(users, func(a, b *User) int { return cmp.Compare(a.ID, b.ID) })
	return users
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

// Give gives a member roles.
func (g *Server) Give(u *User, roles ...*Role) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	if m := g.members[u.ID]; m != nil {
		for _, r := range roles {
			if !m.has(r.ID) {
				m.roles = append(slices.Clone(m.roles), r.ID)
			}
		}
		g.announceMember(m)
	}
}

// Take takes roles from a member.
func (g *Server) Take(u *User, roles ...*Role) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	if m := g.members[u.ID]; m != nil {
		m.roles = slices.DeleteFunc(slices.Clone(m.roles), func(id ID) bool {
			return slices.ContainsFunc(roles, func(r *Role) bool { return r.ID == id })
		})
		g.announceMember(m)
	}
}

// RolesOf lists what roles a member was given.
func (g *Server) RolesOf(u *User) []*Role {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	m := g.members[u.ID]
	if m == nil {
		return nil
	}
	roles := make([]*Role, 0, len(m.roles))
	for _, id := range m.roles {
		if r := g.roles[id]; r != nil {
			roles = append(roles, r)
		}
	}
	return roles
}

// Install adds an application and its bot to the server; the bot is told.
func (g *Server) Install(app *Application) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	g.install(app)
}

func (g *Server) install(app *Application) {
	if g.installed[app.ID] {
		return
	}
	g.installed[app.ID] = true
	r := g.addRole(app.Name, BotPermissions)
	r.bot = app.Bot.ID
	g.join(app.Bot).roles = []ID{r.ID}
	app.dispatch(g.ID, intentGuilds, "GUILD_CREATE", func() []byte { return encode(g.object(app, true)) })
}

// Remove takes an application from the server; the bot is told.
func (g *Server) Remove(app *Application) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	if !g.installed[app.ID] {
		return
	}
	delete(g.installed, app.ID)
	delete(g.members, app.Bot.ID)
	maps.DeleteFunc(g.roles, func(_ ID, r *Role) bool { return r.bot == app.Bot.ID })
	g.version++
	app.dispatch(g.ID, intentGuilds, "GUILD_DELETE", func() []byte {
		return encode(struct {
			ID ID `json:"id"`
		}{g.ID})
	})
}

// SetUnavailable takes the server out as in an outage, or brings it back; the
// bots are told.
func (g *Server) SetUnavailable(out bool) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	if g.unavailable == out {
		return
	}
	g.unavailable = out
	for _, app := range g.apps() {
		if out {
			app.dispatch(g.ID, intentGuilds, "GUILD_DELETE", func() []byte { return encode(unavailable{g.ID, true}) })
		} else {
			app.dispatch(g.ID, intentGuilds, "GUILD_CREATE", func() []byte { return encode(g.object(app, true)) })
		}
	}
}

// Permit lets a role or user use a command, by its name, that they otherwise
// might not, or forbids it: what administrators set under Integrations.
func (g *Server) Permit(command string, target ID, allow bool) {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	if g.granted[command] == nil {
		g.granted[command] = map[ID]bool{}
	}
	g.granted[command][target] = allow
}

// apps lists the applications that are installed here.
func (g *Server) apps() []*Application {
	var apps []*Application
	for _, app := range g.sim.apps {
		if g.installed[app.ID] {
			apps = append(apps, app)
		}
	}
	return apps
}

// changed tells the bots that the server was altered.
func (g *Server) changed() {
	g.version++
	for _, app := range g.apps() {
		app.dispatch(g.ID, intentGuilds, "GUILD_UPDATE", func() []byte { return encode(g.object(app, false)) })
	}
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

// announceMember tells the one bot whose membership changed; of other members
// only bots with a privileged intent would hear.
func (g *Server) announceMember(m *Member) {
	g.version++
	for _, app := range g.apps() {
		intent := intentMembers
		if app.Bot == m.User {
			intent = 0
		}
		app.dispatch(g.ID, intent, "GUILD_MEMBER_UPDATE", func() []byte {
			return encode(struct {
				memberObject
				GuildID ID `json:"guild_id"`
			}{m.object(true), g.ID})
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

func (m *Member) object(withUser bool) memberObject {
	o := memberObject{Roles: m.roles, JoinedAt: m.joined}
	if m.nick != "" {
		o.Nick = &m.nick
	}
	if withUser {
		u := m.User.object()
		o.User = &u
	}
	return o
}

// object is the server as an application sees it: whole in GUILD_CREATE.
func (g *Server) object(app *Application, whole bool) guildObject {
	o := guildObject{
		ID: g.ID, Name: g.name, OwnerID: g.owner, Region: "deprecated", AFKTimeout: 300, MaxMembers: 500000,
		MaxVideoChannelUsers: 25, MaxStageVideoChannelUsers: 50, PreferredLocale: g.locale, Features: []string{"COMMUNITY", "NEWS"},
	}
	if g.owner == 0 {
		o.OwnerID = g.ID // somebody who never shows up
	}
	for _, r := range g.roleList() {
		o.Roles = append(o.Roles, r.object())
	}
	if !whole {
		return o
	}
	no := false
	o.JoinedAt, o.Large, o.Unavailable, o.MemberCount = &g.made, &no, &no, len(g.members)
	o.Members = []memberObject{}
	if m := g.members[app.Bot.ID]; m != nil {
		o.JoinedAt = &m.joined
		o.Members = append(o.Members, m.object(true))
	}
	o.Channels = []any{}
	for _, ch := range g.channels {
		o.Channels = append(o.Channels, ch.object())
	}
	o.Threads, o.VoiceStates, o.Presences = []struct{}{}, []struct{}{}, []struct{}{}
	o.StageInstances, o.ScheduledEvents, o.SoundboardSounds = []struct{}{}, []struct{}{}, []struct{}{}
	return o
}
