package discordsim

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// find is where the message of an ID stands in the channel.
func (ch *Channel) find(id ID) (*Message, int) {
	at, found := slices.BinarySearchFunc(ch.messages, id, func(m *Message, id ID) int { return cmp.Compare(m.ID, id) })
	if !found {
		return nil, -1
	}
	return ch.messages[at], at
}

// post makes a message. Callers hold s.mu; the rest of the message is filled in
// before [Sim.publish].
func (s *Sim) post(ch *Channel, author *User) *Message {
	return &Message{
		ID: s.newID(), Channel: ch, ChannelID: ch.ID, Author: author.object(), Timestamp: stamp{s.clock.Now()},
		json: new(atomic.Pointer[[]byte]),
	}
}

// publish puts a new message into its channel and tells everybody who can see
// it. Old ones are forgotten.
func (s *Sim) publish(m *Message) {
	ch := m.Channel
	keep := s.options.KeepMessages
	if keep < 0 {
		keep = 1 // what was said last can always be edited
	}
	if len(ch.messages) >= keep+keep/4 {
		gone := len(ch.messages) - keep + 1
		for _, old := range ch.messages[:gone] {
			s.drop(old)
		}
		ch.forgotten = ch.messages[gone-1].ID
		ch.messages = append(ch.messages[:0:0], ch.messages[gone:]...)
	}
	ch.messages = append(ch.messages, m)
	if !m.Ephemeral() {
		ch.last = m.ID
	}
	s.pinged(m)
	s.tell("MESSAGE_CREATE", m)
	s.emit(Event{Kind: MessageCreated, Channel: ch, Message: m})
}

// put replaces a message by its edited self.
func (s *Sim) put(m *Message) {
	ch := m.Channel
	if _, at := ch.find(m.ID); at >= 0 {
		ch.messages[at] = m
	}
	s.tell("MESSAGE_UPDATE", m)
	s.emit(Event{Kind: MessageUpdated, Channel: ch, Message: m})
}

// remove deletes a message.
func (s *Sim) remove(m *Message) {
	ch := m.Channel
	if _, at := ch.find(m.ID); at >= 0 {
		ch.messages = slices.Delete(ch.messages, at, at+1)
	}
	gone := m.next()
	gone.Deleted = true
	s.drop(m)
	if !m.Ephemeral() {
		s.tell("MESSAGE_DELETE", m)
	}
	s.emit(Event{Kind: MessageDeleted, Channel: ch, Message: gone})
}

// tell sends an event about a message to the bots that asked for such events
// and see the channel.
func (s *Sim) tell(event string, m *Message) {
	ch := m.Channel
	if m.Ephemeral() {
		return
	}
	if ch.Server == nil {
		ch.App.dispatch(0, intentDirectMessages, event, func() []byte { return m.event(event) })
		return
	}
	for _, app := range ch.Server.apps() {
		if len(app.sessions) > 0 {
			app.dispatch(ch.Server.ID, intentGuildMessages, event, func() []byte { return m.event(event) })
		}
	}
}

// event is what the gateway tells of a message.
func (m *Message) event(name string) []byte {
	var extra struct {
		GuildID ID            `json:"guild_id,omitzero"`
		Member  *memberObject `json:"member,omitzero"`
		Mode    int           `json:"channel_type"`
	}
	extra.Mode = int(m.Channel.Type)
	if g := m.Channel.Server; g != nil {
		extra.GuildID = g.ID
		if member := g.members[m.Author.ID]; member != nil {
			o := member.object(false)
			extra.Member = &o
		}
	}
	if name == "MESSAGE_DELETE" {
		return encode(struct {
			ID        ID `json:"id"`
			ChannelID ID `json:"channel_id"`
			GuildID   ID `json:"guild_id,omitzero"`
		}{m.ID, m.ChannelID, extra.GuildID})
	}
	return join(m.encoded(), encode(extra))
}

// join makes one JSON object out of two that aren't empty.
func join(a, b []byte) []byte {
	out := make([]byte, 0, len(a)+len(b))
	out = append(out, a[:len(a)-1]...)
	out = append(out, ',')
	return append(out, b[1:]...)
}
