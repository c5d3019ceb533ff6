package discordsim

import (
	"net/http"
)

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
