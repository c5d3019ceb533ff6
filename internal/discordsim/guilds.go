package discordsim

import (
	"net/http"
	"slices"
	"strconv"
)

func (c *call) gateway() (reply, error) {
	return ok(struct {
		URL string `json:"url"`
	}{c.sim.gatewayURL()})
}

func (c *call) gatewayBot() (reply, error) {
	type limit struct {
		Total          int `json:"total"`
		Remaining      int `json:"remaining"`
		ResetAfter     int `json:"reset_after"` // milliseconds
		MaxConcurrency int `json:"max_concurrency"`
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	total := c.sim.options.IdentifyBudget
	return ok(struct {
		URL    string `json:"url"`
		Shards int    `json:"shards"`
		Limit  limit  `json:"session_start_limit"`
	}{c.sim.gatewayURL(), 1, limit{total, max(0, total-c.app.counts.identifies), 86_400_000, 1}})
}

func (c *call) currentApplication() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	return ok(map[string]any{
		"id": c.app.ID, "name": c.app.Name, "icon": nil, "description": "", "summary": "", "type": nil,
		"bot": c.app.Bot.object(), "bot_public": true, "bot_require_code_grant": false, "verify_key": "", "flags": 0,
		"hook": true, "is_monetized": false, "redirect_uris": []string{}, "interactions_endpoint_url": nil,
		"role_connections_verification_url": nil, "owner": c.owner(), "team": nil,
		"flags_new": "0", "approximate_guild_count": len(c.sim.servers), "approximate_user_install_count": 0,
		"approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": []string{},
		"integration_types_config": map[string]any{"0": struct{}{}, "1": struct{}{}},
	})
}

// owner is who owns the application: somebody who never shows up.
func (c *call) owner() userObject {
	return userObject{ID: c.app.ID - 1, Username: "operator", Discriminator: "0"}
}

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

func (c *call) guildChannels() (reply, error) {
	return c.onServer(func(g *Server) (reply, error) {
		list := []channelObject{}
		for _, ch := range g.channels {
			list = append(list, ch.object())
		}
		return ok(list)
	})
}

func (c *call) createChannel() (reply, error) {
	var b struct {
		Name       string      `json:"name"`
		Type       ChannelType `json:"type"`
		Topic      string      `json:"topic"`
		Overwrites []Overwrite `json:"permission_overwrites"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	f := newForm()
	f.length("name", b.Name, 1, 100)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	return c.onServer(func(g *Server) (reply, error) {
		if !g.base(g.members[c.app.Bot.ID]).Has(ManageChannels) {
			return reply{}, refuse(50013)
		}
		ch := &Channel{ID: c.sim.newID(), Type: b.Type, Server: g, sim: c.sim, name: b.Name, topic: b.Topic, overwrites: b.Overwrites}
		g.channels = append(g.channels, ch)
		c.sim.channels[ch.ID] = ch
		ch.announce("CHANNEL_CREATE")
		return reply{http.StatusCreated, encode(ch.object())}, nil
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

func (c *call) user() (reply, error) {
	if c.parts[1] == "@me" {
		return ok(c.app.self())
	}
	id, err := c.id(1)
	if err != nil {
		return reply{}, err
	}
	if u := c.sim.User(id); u != nil {
		return ok(u.object())
	}
	return reply{}, refuse(10013)
}

func (c *call) createDM() (reply, error) {
	var b struct {
		Recipient ID `json:"recipient_id"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	u := c.sim.users[b.Recipient]
	switch {
	case u == nil:
		f := newForm().at("recipient_id")
		f.add("USER_NOT_FOUND", "User not found")
		return reply{}, f.err()
	case u.Bot:
		return reply{}, refuse(50007)
	}
	return ok(c.sim.dm(u, c.app).object())
}

func (c *call) myGuilds() (reply, error) {
	type partial struct {
		ID          ID          `json:"id"`
		Name        string      `json:"name"`
		Icon        *string     `json:"icon"`
		Banner      *string     `json:"banner"`
		Owner       bool        `json:"owner"`
		Permissions Permissions `json:"permissions"`
		Features    []string    `json:"features"`
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	list := []partial{}
	for _, g := range c.sim.serverOrder {
		if m := g.members[c.app.Bot.ID]; m != nil {
			list = append(list, partial{ID: g.ID, Name: g.name, Permissions: g.base(m)})
		}
	}
	return ok(list)
}

func (c *call) leaveGuild() (reply, error) {
	id, err := c.id(3)
	if err != nil {
		return reply{}, err
	}
	g := c.sim.Server(id)
	if g == nil || !g.installedHere(c.app) {
		return reply{}, refuse(10004)
	}
	g.Remove(c.app)
	return noContent()
}

func (c *call) channelObject() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	ch, err := c.channel(0)
	if err != nil {
		return reply{}, err
	}
	return ok(ch.object())
}

func (c *call) editChannel() (reply, error) {
	var b struct {
		Name       *string      `json:"name"`
		Topic      *string      `json:"topic"`
		Overwrites *[]Overwrite `json:"permission_overwrites"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	ch, err := c.channel(ManageChannels)
	if err != nil {
		return reply{}, err
	}
	if b.Name != nil {
		ch.name = *b.Name
	}
	if b.Topic != nil {
		ch.topic = *b.Topic
	}
	if b.Overwrites != nil {
		ch.overwrites = *b.Overwrites
	}
	ch.announce("CHANNEL_UPDATE")
	return ok(ch.object())
}

func (c *call) deleteChannel() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	ch, err := c.channel(ManageChannels)
	if err != nil {
		return reply{}, err
	}
	o := ch.object()
	ch.delete()
	return ok(o)
}

func (c *call) editPermissions() (reply, error) {
	var o Overwrite
	if c.r.Method == http.MethodPut {
		if err := decode(c.body, &o); err != nil {
			return reply{}, err
		}
	}
	id, err := c.id(3)
	if err != nil {
		return reply{}, err
	}
	o.ID = id
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	ch, err := c.channel(ManageRoles)
	if err != nil {
		return reply{}, err
	}
	ch.setOverwrite(o)
	return noContent()
}
