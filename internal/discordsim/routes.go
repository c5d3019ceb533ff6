package discordsim

import "net/http"

// route finds the endpoint of a request; nil when there is none.
func (s *Sim) route(c *call) *route {
	p := c.parts
	switch p[0] {
	case "interactions":
		if len(p) == 4 && p[3] == "callback" && c.r.Method == http.MethodPost {
			return s.callbackRoute
		}
	case "webhooks":
		return webhookRoute(c)
	case "channels":
		return channelRoute(c)
	case "applications":
		return applicationRoute(c)
	case "guilds":
		return guildRoute(c)
	case "users":
		return userRoute(c)
	case "gateway":
		if c.r.Method == http.MethodGet {
			if len(p) == 1 {
				return &route{kind: "GET /gateway", open: true, answer: (*call).gateway}
			}
			return &route{kind: "GET /gateway/bot", answer: (*call).gatewayBot}
		}
	case "oauth2":
		if c.r.Method == http.MethodGet {
			return &route{kind: "GET /oauth2/applications/@me", answer: (*call).currentApplication}
		}
	}
	return nil
}

// newCallbackRoute is made once: it is what bots ask for most.
func newCallbackRoute() *route {
	return &route{
		kind: "POST /interactions/{id}/{token}/callback", open: true, exempt: true, answer: (*call).callback,
	}
}

// answers is a table from method to what an endpoint does.
type answers map[string]func(*call) (reply, error)

func (a answers) route(c *call, path, major string) *route {
	f := a[c.r.Method]
	if f == nil {
		return nil
	}
	return &route{kind: c.r.Method + " " + path, major: major, answer: f}
}

func webhookRoute(c *call) *route {
	p := c.parts
	var rt *route
	switch {
	case len(p) == 3:
		rt = answers{"POST": (*call).followup}.route(c, "/webhooks/{id}/{token}", p[2])
	case len(p) == 5 && p[3] == "messages":
		rt = answers{"GET": (*call).webhookMessage, "PATCH": (*call).editWebhookMessage, "DELETE": (*call).deleteWebhookMessage}.
			route(c, "/webhooks/{id}/{token}/messages/{id}", p[2])
	}
	if rt != nil {
		rt.open, rt.exempt = true, true
	}
	return rt
}

func channelRoute(c *call) *route {
	p := c.parts
	switch {
	case len(p) == 2:
		return answers{"GET": (*call).channelObject, "PATCH": (*call).editChannel, "DELETE": (*call).deleteChannel}.
			route(c, "/channels/{id}", p[1])
	case len(p) == 3 && p[2] == "messages":
		return answers{"GET": (*call).history, "POST": (*call).createMessage}.route(c, "/channels/{id}/messages", p[1])
	case len(p) == 3 && p[2] == "typing":
		return answers{"POST": (*call).typing}.route(c, "/channels/{id}/typing", p[1])
	case len(p) == 3 && p[2] == "pins":
		return answers{"GET": (*call).pins}.route(c, "/channels/{id}/pins", p[1])
	case len(p) == 4 && p[2] == "messages" && p[3] == "bulk-delete":
		return answers{"POST": (*call).bulkDelete}.route(c, "/channels/{id}/messages/bulk-delete", p[1])
	case len(p) == 4 && p[2] == "messages":
		return answers{"GET": (*call).oneMessage, "PATCH": (*call).editMessage, "DELETE": (*call).deleteMessage}.
			route(c, "/channels/{id}/messages/{id}", p[1])
	case len(p) == 5 && p[2] == "messages" && p[4] == "crosspost":
		return answers{"POST": (*call).crosspost}.route(c, "/channels/{id}/messages/{id}/crosspost", p[1])
	case len(p) == 4 && p[2] == "pins":
		return answers{"PUT": (*call).pin, "DELETE": (*call).pin}.route(c, "/channels/{id}/pins/{id}", p[1])
	case len(p) == 4 && p[2] == "permissions":
		return answers{"PUT": (*call).editPermissions, "DELETE": (*call).editPermissions}.
			route(c, "/channels/{id}/permissions/{id}", p[1])
	}
	return nil
}

func applicationRoute(c *call) *route {
	p := c.parts
	switch {
	case len(p) == 2 && p[1] == "@me":
		return answers{"GET": (*call).currentApplication}.route(c, "/applications/@me", "")
	case len(p) == 3 && p[2] == "commands", len(p) == 5 && p[2] == "guilds" && p[4] == "commands":
		return answers{"GET": (*call).listCommands, "POST": (*call).createCommand, "PUT": (*call).overwriteCommands}.
			route(c, "/applications/{id}/commands", p[len(p)-2])
	case len(p) == 4 && p[2] == "commands", len(p) == 6 && p[2] == "guilds" && p[4] == "commands" && p[5] != "permissions":
		return answers{"GET": (*call).oneCommand, "PATCH": (*call).editCommand, "DELETE": (*call).deleteCommand}.
			route(c, "/applications/{id}/commands/{id}", p[len(p)-3])
	case len(p) == 6 && p[5] == "permissions", len(p) == 7 && p[6] == "permissions":
		return answers{"GET": (*call).commandPermissions}.route(c, "/applications/{id}/guilds/{id}/commands/permissions", p[3])
	}
	return nil
}

func guildRoute(c *call) *route {
	p := c.parts
	switch {
	case len(p) == 2:
		return answers{"GET": (*call).guild}.route(c, "/guilds/{id}", p[1])
	case len(p) == 3 && p[2] == "channels":
		return answers{"GET": (*call).guildChannels, "POST": (*call).createChannel}.route(c, "/guilds/{id}/channels", p[1])
	case len(p) == 3 && p[2] == "roles":
		return answers{"GET": (*call).guildRoles, "POST": (*call).createRole}.route(c, "/guilds/{id}/roles", p[1])
	case len(p) == 4 && p[2] == "roles":
		return answers{"GET": (*call).guildRole}.route(c, "/guilds/{id}/roles/{id}", p[1])
	case len(p) == 3 && p[2] == "members":
		return answers{"GET": (*call).guildMembers}.route(c, "/guilds/{id}/members", p[1])
	case len(p) == 4 && p[2] == "members":
		return answers{"GET": (*call).guildMember}.route(c, "/guilds/{id}/members/{id}", p[1])
	case len(p) == 6 && p[2] == "members" && p[4] == "roles":
		return answers{"PUT": (*call).memberRole, "DELETE": (*call).memberRole}.
			route(c, "/guilds/{id}/members/{id}/roles/{id}", p[1])
	}
	return nil
}

func userRoute(c *call) *route {
	p := c.parts
	switch {
	case len(p) == 2:
		return answers{"GET": (*call).user}.route(c, "/users/{id}", "")
	case len(p) == 3 && p[1] == "@me" && p[2] == "channels":
		return answers{"POST": (*call).createDM}.route(c, "/users/@me/channels", "")
	case len(p) == 3 && p[1] == "@me" && p[2] == "guilds":
		return answers{"GET": (*call).myGuilds}.route(c, "/users/@me/guilds", "")
	case len(p) == 4 && p[1] == "@me" && p[2] == "guilds":
		return answers{"DELETE": (*call).leaveGuild}.route(c, "/users/@me/guilds/{id}", "")
	}
	return nil
}
