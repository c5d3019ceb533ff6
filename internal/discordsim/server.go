package discordsim

import (
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
