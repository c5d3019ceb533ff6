package discordsim

import (
	"cmp"
	"slices"
)

// Member is a user on one server.
type Member struct {
	User *User

	nick   string
	roles  []ID
	joined stamp
}

func (m *Member) has(role ID) bool { return slices.Contains(m.roles, role) }

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
