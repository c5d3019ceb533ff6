package discordsim

// reply makes a message that answers the interaction; not yet published.
func (s *Sim) reply(ex *Exchange, flags MessageFlags) *Message {
	m := s.post(ex.By.channel, ex.App.Bot)
	m.Flags = flags & (Ephemeral | Loading | SuppressEmbeds | SuppressNotifications | ComponentsV2)
	if m.Ephemeral() {
		m.For = ex.By.user
	}
	m.ApplicationID, m.WebhookID = ex.App.ID, ex.App.ID
	m.InteractionMeta = ex.metadata()
	if ex.Command != nil {
		m.Type = 20
		if ex.Command.Type != SlashCommand {
			m.Type = 23
		}
		m.Interaction = &legacyInteraction{ex.ID, int(ex.Kind), ex.Command.Name, m.InteractionMeta.User}
	} else if ex.source != nil {
		m.Type = 19
		m.Reference = &reference{MessageID: ex.source.ID, ChannelID: ex.By.channel.ID}
	}
	m.asked = ex
	return m
}

// metadata is what a message tells of the interaction that it replies to.
func (ex *Exchange) metadata() *interactionMetadata {
	d := &interactionMetadata{ID: ex.ID, Type: int(ex.Kind), User: ex.By.user.object(), Owners: ex.owners()}
	switch {
	case ex.Command != nil:
		d.Name = ex.Command.Name
	case ex.parent != nil:
		d.Triggering = ex.parent.metadata()
	case ex.source != nil:
		d.MessageID = ex.source.ID
	}
	return d
}

// hook finds the interaction whose token the path of a webhook names. It must
// have been acknowledged and its token not have run out.
func (c *call) hook() (*Exchange, error) {
	app, err := c.id(1)
	if err != nil {
		return nil, err
	}
	s := c.sim
	ex := s.open.byToken[c.parts[2]]
	switch {
	case s.appByID(app) == nil:
		return nil, refuse(10015)
	case ex == nil || ex.App.ID != app || s.clock.Now().Sub(ex.Sent) > s.options.TokenLife:
		return nil, refuse(50027)
	case ex.state == Waiting || ex.state == Failed:
		return nil, refuse(10015)
	}
	c.app = ex.App
	return ex, nil
}

// followup sends another message. The first one after a deferral takes the
// deferral's place, and is seen by whom the deferral was.
func (c *call) followup() (reply, error) {
	b, err := c.readBody(func(b *body) bool { return b.flags()&ComponentsV2 != 0 })
	if err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, err := c.hook()
	if err != nil {
		return reply{}, err
	}
	if b.empty(c.upload) {
		return reply{}, refuse(50006)
	}
	if m := ex.find(ex.original); ex.state == Thinking && m != nil && m.Flags&Loading != 0 {
		n := m.next()
		n.Flags = n.Flags&^Loading | b.flags()&(SuppressEmbeds|ComponentsV2)
		s.fill(n, b, c.upload, ex.App.Bot)
		s.pinged(n)
		s.put(n)
		ex.answered = n
		s.settle(ex, Replied)
		return raw(n.encoded())
	}
	m := s.reply(ex, b.flags()&^Loading)
	m.Type = 0
	m.InteractionMeta.OriginalID = ex.original
	s.fill(m, b, c.upload, ex.App.Bot)
	s.publish(m)
	ex.followups = append(ex.followups, m.ID)
	ex.changes.fire()
	return raw(m.encoded())
}

// hooked finds the message of an interaction that the path names.
func (c *call) hooked() (*Exchange, *Message, error) {
	ex, err := c.hook()
	if err != nil {
		return nil, nil, err
	}
	id := ex.original
	if c.parts[4] != "@original" {
		if id, err = c.id(4); err != nil {
			return nil, nil, err
		}
	}
	m := ex.find(id)
	if m == nil || id != ex.original && (m.asked == nil || m.asked.App != ex.App) {
		return nil, nil, refuse(10008)
	}
	return ex, m, nil
}

func (c *call) webhookMessage() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	_, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	return raw(m.encoded())
}

func (c *call) editWebhookMessage() (reply, error) {
	b := new(body)
	if err := decode(c.body, b); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	n, err := s.edited(m, b, c.upload, ex.App.Bot)
	if err != nil {
		return reply{}, err
	}
	if n.Flags&Loading != 0 { // the answer to a deferral is a new message, not an edit
		n.Flags &^= Loading
		n.EditedTimestamp = nil
		s.mention(n, ex.App.Bot, b.AllowedMentions)
		s.pinged(n)
	}
	s.put(n)
	if m.ID == ex.original {
		ex.answered = n
	}
	if m.ID == ex.original && ex.state == Thinking {
		s.settle(ex, Replied)
	} else {
		ex.changes.fire()
	}
	return raw(n.encoded())
}

func (c *call) deleteWebhookMessage() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	s.remove(m)
	if m.ID == ex.original && ex.state == Thinking {
		s.settle(ex, Replied)
	} else {
		ex.changes.fire()
	}
	return noContent()
}
