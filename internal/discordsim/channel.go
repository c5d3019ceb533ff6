package discordsim

import (
	"cmp"
	"slices"
)

// ChannelType is a kind of channel, as Discord numbers them.
type ChannelType int

// The kinds of channel here.
const (
	TextChannel         ChannelType = 0
	DirectMessages      ChannelType = 1
	VoiceChannel        ChannelType = 2
	Category            ChannelType = 4
	AnnouncementChannel ChannelType = 5
)

// Channel is where messages stand: on a server, or between one person and a
// bot.
type Channel struct {
	ID     ID
	Type   ChannelType
	Server *Server // nil for direct messages
	Person *User   // of direct messages: the one who isn't the bot
	App    *Application

	sim        *Sim
	name       string
	topic      string
	overwrites []Overwrite
	messages   []*Message // by ID, the oldest first; ephemeral ones too
	last       ID
	forgotten  ID // the newest message that isn't kept any more
	deleted    bool
	changes    signal

	invokers        map[ID][]byte // JSON of members who used commands here
	invokersVersion int
	prefix          invocation
}

// AddChannel makes a text channel that everybody on the server can see.
func (g *Server) AddChannel(name string) *Channel { return g.AddChannelOf(TextChannel, name) }

// AddChannelOf makes a channel of a kind.
func (g *Server) AddChannelOf(t ChannelType, name string) *Channel {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	ch := &Channel{ID: g.sim.newID(), Type: t, Server: g, sim: g.sim, name: name}
	g.channels = append(g.channels, ch)
	g.sim.channels[ch.ID] = ch
	ch.announce("CHANNEL_CREATE")
	return ch
}

// Channels lists the server's channels.
func (g *Server) Channels() []*Channel {
	g.sim.mu.Lock()
	defer g.sim.mu.Unlock()
	return slices.Clone(g.channels)
}

// Channel finds a channel by ID, direct messages included; nil when there is
// none.
func (s *Sim) Channel(id ID) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channels[id]
}

// DirectMessages lists the channels between people and bots in which somebody
// has written or a bot was about to.
func (s *Sim) DirectMessages() []*Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var dms []*Channel
	for _, ch := range s.channels {
		if ch.Type == DirectMessages {
			dms = append(dms, ch)
		}
	}
	slices.SortFunc(dms, func(a, b *Channel) int { return cmp.Compare(a.ID, b.ID) })
	return dms
}

// dm is the channel between a user and an application's bot.
func (s *Sim) dm(u *User, app *Application) *Channel {
	key := [2]ID{u.ID, app.ID}
	ch := s.dms[key]
	if ch == nil {
		ch = &Channel{ID: s.newID(), Type: DirectMessages, Person: u, App: app, sim: s}
		s.dms[key] = ch
		s.channels[ch.ID] = ch
	}
	return ch
}

// Name is what the channel is called; for direct messages, the person's name.
func (ch *Channel) Name() string {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	if ch.Person != nil {
		return ch.Person.Name
	}
	return ch.name
}

// Topic is the line beside the channel's name.
func (ch *Channel) Topic() string {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	return ch.topic
}

// SetTopic changes the line beside the channel's name.
func (ch *Channel) SetTopic(topic string) {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	ch.topic = topic
	ch.announce("CHANNEL_UPDATE")
}

// OverwriteRole sets what a role may and may not do here, whatever it may
// elsewhere; the bots are told.
func (ch *Channel) OverwriteRole(r *Role, allow, deny Permissions) {
	ch.overwrite(Overwrite{ID: r.ID, Type: 0, Allow: allow, Deny: deny})
}

// OverwriteUser sets what a member may and may not do here; the bots are told.
func (ch *Channel) OverwriteUser(u *User, allow, deny Permissions) {
	ch.overwrite(Overwrite{ID: u.ID, Type: 1, Allow: allow, Deny: deny})
}

func (ch *Channel) overwrite(o Overwrite) {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	ch.setOverwrite(o)
}

func (ch *Channel) setOverwrite(o Overwrite) {
	ch.overwrites = slices.DeleteFunc(slices.Clone(ch.overwrites), func(old Overwrite) bool { return old.ID == o.ID })
	if o.Allow|o.Deny != 0 {
		ch.overwrites = append(ch.overwrites, o)
	}
	ch.announce("CHANNEL_UPDATE")
}

// PermissionsOf computes what somebody may do here.
func (ch *Channel) PermissionsOf(u *User) Permissions {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	return ch.may(u)
}

func (ch *Channel) may(u *User) Permissions {
	switch {
	case ch.Server != nil:
		return ch.permissions(ch.Server.members[u.ID])
	case u == ch.Person, ch.App != nil && u == ch.App.Bot:
		return dmPermissions
	}
	return 0
}

// Delete takes the channel away with all messages in it; the bots are told.
func (ch *Channel) Delete() {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	ch.delete()
}

func (ch *Channel) delete() {
	if ch.deleted {
		return
	}
	ch.deleted = true
	delete(ch.sim.channels, ch.ID)
	if g := ch.Server; g != nil {
		g.channels = slices.DeleteFunc(slices.Clone(g.channels), func(c *Channel) bool { return c == ch })
		ch.announce("CHANNEL_DELETE")
	}
	ch.sim.emit(Event{Kind: ChannelDeleted, Channel: ch})
}

// announce tells the bots on the server of a change.
func (ch *Channel) announce(event string) {
	g := ch.Server
	if g == nil {
		return
	}
	g.version++
	for _, app := range g.apps() {
		app.dispatch(g.ID, intentGuilds, event, func() []byte { return encode(ch.object()) })
	}
	if event == "CHANNEL_CREATE" {
		g.sim.emit(Event{Kind: ChannelCreated, Channel: ch})
	}
}

func (ch *Channel) object() channelObject {
	o := channelObject{ID: ch.ID, Type: ch.Type, Overwrites: ch.overwrites}
	if ch.last != 0 {
		o.LastMessageID = &ch.last
	}
	if ch.Server == nil {
		o.Recipients = []userObject{ch.Person.object()}
		return o
	}
	o.GuildID, o.Name = ch.Server.ID, &ch.name
	if ch.topic != "" {
		o.Topic = &ch.topic
	}
	o.Position = slices.Index(ch.Server.channels, ch)
	return o
}
