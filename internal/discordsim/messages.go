package discordsim

import (
	"cmp"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// nonceMemory is how long a nonce is remembered: "a few minutes".
const nonceMemory = 5 * time.Minute

// nonceKey is a nonce where it was used, and by whom.
type nonceKey struct {
	channel, author ID
	nonce           string
}

type nonceSeen struct {
	message ID
	at      time.Time
}

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

// sameNonce is the message that was sent with the same nonce within the last
// minutes, when the sender asked to be reminded of it.
func (s *Sim) sameNonce(ch *Channel, app *Application, b *body) *Message {
	if b.Nonce.IsZero() {
		return nil
	}
	now := s.clock.Now()
	for key, seen := range s.nonces {
		if now.Sub(seen.at) >= nonceMemory {
			delete(s.nonces, key)
		} else if len(s.nonces) < 1000 {
			break // a full sweep is only worth it when there are many
		}
	}
	if seen, ok := s.nonces[nonceKey{ch.ID, app.ID, b.Nonce.text()}]; ok && b.EnforceNonce && now.Sub(seen.at) < nonceMemory {
		if m, _ := ch.find(seen.message); m != nil {
			return m
		}
	}
	return nil
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

func (c *call) oneMessage() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	m, err := c.message(ReadMessageHistory)
	if err != nil {
		return reply{}, err
	}
	return raw(m.encoded())
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

// history lists messages, the newest first: before, after or around an ID, 50
// unless a limit of up to 100 is given.
func (c *call) history() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(0)
	if err != nil {
		return reply{}, err
	}
	limit := 50
	if q := c.query.Get("limit"); q != "" {
		if limit, err = strconv.Atoi(q); err != nil || limit < 1 || limit > 100 {
			f := newForm().at("limit")
			f.add("NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
			return reply{}, f.err()
		}
	}
	out := []jsontext.Value{}
	if !ch.may(c.app.Bot).Has(ReadMessageHistory) {
		return ok(out)
	}
	for _, m := range ch.page(c.query.Get("before"), c.query.Get("after"), c.query.Get("around"), limit) {
		out = append(out, m.encoded())
	}
	return ok(out)
}

// page picks messages that everybody sees, the newest first.
func (ch *Channel) page(before, after, around string, limit int) []*Message {
	from, to := 0, len(ch.messages)
	place := func(s string) int {
		id, _ := ParseID(s)
		at, _ := slices.BinarySearchFunc(ch.messages, id, func(m *Message, id ID) int { return cmp.Compare(m.ID, id) })
		return at
	}
	var list []*Message
	switch {
	case around != "":
		from = max(0, place(around)-limit/2)
		to = min(to, from+limit)
	case after != "":
		from = place(after)
		if from < to && ch.messages[from].ID.String() == after {
			from++
		}
		for _, m := range ch.messages[from:] {
			if !m.Ephemeral() && len(list) < limit {
				list = append(list, m)
			}
		}
		slices.Reverse(list)
		return list
	case before != "":
		to = place(before)
	}
	for i := to - 1; i >= from && len(list) < limit; i-- {
		if !ch.messages[i].Ephemeral() {
			list = append(list, ch.messages[i])
		}
	}
	return list
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

func (c *call) pins() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(ReadMessageHistory)
	if err != nil {
		return reply{}, err
	}
	out := []jsontext.Value{}
	for _, m := range slices.Backward(ch.messages) {
		if m.Pinned {
			out = append(out, m.encoded())
		}
	}
	return ok(out)
}

func (c *call) pin() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := c.message(ManageMessages)
	if err != nil {
		return reply{}, err
	}
	n := m.next()
	n.Pinned = c.r.Method == "PUT"
	s.put(n)
	return noContent()
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
