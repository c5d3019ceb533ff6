package discordsim

import (
	"net/http"
	"slices"
	"strconv"
)

// server finds the server that the path names, where the bot must be.
func (c *call) server() (*Server, error) {
	id, err := c.id(1)
	if err != nil {
		return nil, err
	}
	g := c.sim.servers[id]
	if g == nil || !g.installed[c.app.ID] {
		return nil, refuse(10004)
	}
	if g.unavailable {
		return nil, refuse(50001)
	}
	return g, nil
}

// onServer answers with what f says of the server, locked.
func (c *call) onServer(f func(g *Server) (reply, error)) (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	g, err := c.server()
	if err != nil {
		return reply{}, err
	}
	return f(g)
}

func (c *call) guild() (reply, error) {
	return c.onServer(func(g *Server) (reply, error) {
		o := g.object(c.app, false)
		b := encode(o)
		if c.query.Get("with_counts") == "true" {
			b = join(b, encode(map[string]int{"approximate_member_count": len(g.members), "approximate_presence_count": 1}))
		}
		return raw(b)
	})
}

func (c *call) guildRoles() (reply, error) {
	return c.onServer(func(g *Server) (reply, error) {
		list := []roleObject{}
		for _, r := range g.roleList() {
			list = append(list, r.object())
		}
		return ok(list)
	})
}

func (c *call) guildRole() (reply, error) {
	id, err := c.id(3)
	if err != nil {
		return reply{}, err
	}
	return c.onServer(func(g *Server) (reply, error) {
		if r := g.roles[id]; r != nil {
			return ok(r.object())
		}
		return reply{}, refuse(10011)
	})
}

func (c *call) createRole() (reply, error) {
	var b struct {
		Name        string       `json:"name"`
		Permissions *Permissions `json:"permissions"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	return c.onServer(func(g *Server) (reply, error) {
		if !g.base(g.members[c.app.Bot.ID]).Has(ManageRoles) {
			return reply{}, refuse(50013)
		}
		r := g.addRole(b.Name, MemberPermissions)
		if b.Permissions != nil {
			r.permissions = *b.Permissions
		}
		g.announceRole("GUILD_ROLE_CREATE", r)
		return ok(r.object())
	})
}

func (c *call) guildMembers() (reply, error) {
	limit := 1
	if n, err := strconv.Atoi(c.query.Get("limit")); err == nil {
		limit = n
	}
	after, _ := ParseID(c.query.Get("after"))
	users := []*User(nil)
	if id, err := c.id(1); err == nil {
		if g := c.sim.Server(id); g != nil {
			users = g.Members()
		}
	}
	return c.onServer(func(g *Server) (reply, error) {
		list := []memberObject{}
		for _, u := range users {
			if m := g.members[u.ID]; m != nil && u.ID > after && len(list) < limit {
				list = append(list, m.object(true))
			}
		}
		return ok(list)
	})
}

func (c *call) guildMember() (reply, error) {
	var id ID
	if c.parts[3] == "@me" {
		id = c.app.Bot.ID
	} else if n, err := c.id(3); err != nil {
		return reply{}, err
	} else {
		id = n
	}
	return c.onServer(func(g *Server) (reply, error) {
		switch m := g.members[id]; {
		case m != nil:
			return ok(m.object(true))
		case c.sim.users[id] != nil:
			return reply{}, refuse(10007)
		default:
			return reply{}, refuse(10013)
		}
	})
}

func (c *call) memberRole() (reply, error) {
	user, err := c.id(3)
	if err != nil {
		return reply{}, err
	}
	role, err := c.id(5)
	if err != nil {
		return reply{}, err
	}
	return c.onServer(func(g *Server) (reply, error) {
		m, r := g.members[user], g.roles[role]
		switch {
		case m == nil:
			return reply{}, refuse(10007)
		case r == nil:
			return reply{}, refuse(10011)
		case !g.base(g.members[c.app.Bot.ID]).Has(ManageRoles):
			return reply{}, refuse(50013)
		}
		m.roles = slices.DeleteFunc(slices.Clone(m.roles), func(id ID) bool { return id == role })
		if c.r.Method == http.MethodPut {
			m.roles = append(m.roles, role)
		}
		g.announceMember(m)
		return noContent()
	})
}
