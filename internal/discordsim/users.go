package discordsim

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
