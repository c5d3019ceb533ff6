package discordsim

// channel finds the channel that the path names. The bot must have the
// permissions there; without seeing the channel it has no access.
func (c *call) channel(want Permissions) (*Channel, error) {
	id, err := c.id(1)
	if err != nil {
		return nil, err
	}
	ch := c.sim.channels[id]
	if ch == nil || ch.Type == DirectMessages && ch.App != c.app {
		return nil, refuse(10003)
	}
	may := ch.may(c.app.Bot)
	switch {
	case ch.Server != nil && (!ch.Server.installed[c.app.ID] || ch.Server.unavailable), !may.Has(ViewChannel):
		return nil, refuse(50001)
	case !may.Has(want):
		return nil, refuse(50013)
	}
	return ch, nil
}

func (c *call) createMessage() (reply, error) {
	b, err := c.readBody(func(b *body) bool { return b.flags()&ComponentsV2 != 0 })
	if err != nil {
		return reply{}, err
	}
	if tooLarge(c.upload) {
		return reply{}, refuse(40005)
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(SendMessages)
	if err != nil {
		return reply{}, err
	}
	may := ch.may(c.app.Bot)
	switch {
	case ch.Type == Category:
		return reply{}, refuse(50008)
	case ch.Person != nil && ch.Person.closed:
		return reply{}, refuse(50007)
	case b.empty(c.upload):
		return reply{}, refuse(50006)
	case len(c.upload) > 0 && !may.Has(AttachFiles), b.Embeds != nil && len(*b.Embeds) > 0 && !may.Has(EmbedLinks):
		return reply{}, refuse(50013)
	case b.Reference != nil && b.Reference.MessageID != 0:
		if m, _ := ch.find(b.Reference.MessageID); m == nil {
			f := newForm().at("message_reference")
			f.add("REPLIES_UNKNOWN_MESSAGE", "Unknown message")
			return reply{}, f.err()
		}
	}
	if m := s.sameNonce(ch, c.app, b); m != nil {
		return raw(m.encoded())
	}
	m := s.post(ch, c.app.Bot)
	m.Flags = b.flags() & (SuppressEmbeds | SuppressNotifications | ComponentsV2)
	m.Nonce, m.TTS = b.Nonce, b.TTS
	if !b.Nonce.IsZero() {
		s.nonces[nonceKey{ch.ID, c.app.ID, b.Nonce.text()}] = nonceSeen{m.ID, m.Timestamp.Time}
	}
	if b.Reference != nil {
		m.Type = 19
		m.Reference = &reference{MessageID: b.Reference.MessageID, ChannelID: ch.ID}
	}
	s.fill(m, b, c.upload, c.app.Bot)
	s.publish(m)
	return raw(m.encoded())
}

// message finds the message that the path names.
func (c *call) message(want Permissions) (*Message, error) {
	ch, err := c.channel(want)
	if err != nil {
		return nil, err
	}
	id, err := c.id(3)
	if err != nil {
		return nil, err
	}
	m, _ := ch.find(id)
	if m == nil || m.Ephemeral() {
		return nil, refuse(10008)
	}
	return m, nil
}

func (c *call) editMessage() (reply, error) {
	b := new(body)
	if err := decode(c.body, b); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := c.message(0)
	if err != nil {
		return reply{}, err
	}
	if m.Author.ID != c.app.Bot.ID {
		return reply{}, refuse(50005)
	}
	n, err := s.edited(m, b, c.upload, c.app.Bot)
	if err != nil {
		return reply{}, err
	}
	s.put(n)
	return raw(n.encoded())
}

// edited is m with what b changes of it; not yet put in its place. Edits notify
// nobody. Callers hold s.mu.
func (s *Sim) edited(m *Message, b *body, uploads []upload, author *User) (*Message, error) {
	n := m.next()
	n.Flags |= b.flags() & (SuppressEmbeds | ComponentsV2)
	f := newForm()
	b.check(f, uploads, n.Flags&ComponentsV2 != 0)
	if err := f.err(); err != nil {
		return nil, err
	}
	if tooLarge(uploads) {
		return nil, refuse(40005)
	}
	had := n.Pings
	s.fill(n, b, uploads, author)
	n.Pings = had
	if n.Content == "" && len(n.Embeds) == 0 && len(n.Attachments) == 0 && len(n.Components) == 0 {
		return nil, refuse(50006)
	}
	n.EditedTimestamp = &stamp{s.clock.Now()}
	return n, nil
}

func (c *call) deleteMessage() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := c.message(0)
	if err != nil {
		return reply{}, err
	}
	if m.Author.ID != c.app.Bot.ID && (m.Channel.Server == nil || !m.Channel.may(c.app.Bot).Has(ManageMessages)) {
		return reply{}, refuse(50013)
	}
	s.remove(m)
	return noContent()
}

func (c *call) bulkDelete() (reply, error) {
	var b struct {
		Messages []ID `json:"messages"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(ManageMessages)
	if err != nil {
		return reply{}, err
	}
	f := newForm()
	f.count("messages", len(b.Messages), 2, 100)
	if err := f.err(); err != nil {
		return reply{}, err
	}
	for _, id := range b.Messages {
		if m, _ := ch.find(id); m != nil {
			s.remove(m)
		}
	}
	return noContent()
}

func (c *call) crosspost() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := c.message(SendMessages)
	switch {
	case err != nil:
		return reply{}, err
	case m.Channel.Type != AnnouncementChannel:
		return reply{}, refuse(50024)
	case m.Author.ID != c.app.Bot.ID && !m.Channel.may(c.app.Bot).Has(ManageMessages):
		return reply{}, refuse(50013)
	case m.Flags&Crossposted != 0:
		return reply{}, refuse(40033)
	}
	n := m.next()
	n.Flags |= Crossposted
	s.put(n)
	return raw(n.encoded())
}

func (c *call) typing() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(SendMessages)
	if err != nil {
		return reply{}, err
	}
	s.emit(Event{Kind: Typing, Channel: ch, App: c.app})
	return noContent()
}
