package discordsim

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// webState is all that one person can see, as the page takes it. Messages and
// commands are in Discord's JSON.
type webState struct {
	As       ID                      `json:"as"`
	Title    string                  `json:"title"`
	Tries    []string                `json:"tries"`
	Now      time.Time               `json:"now"`
	Walk     *walk                   `json:"walk,omitzero"` // of the clock, while it is on its way
	Users    []webUser               `json:"users"`
	Servers  []webServer             `json:"servers"`
	Directs  []webDirect             `json:"directs"`
	Commands map[ID][]*Command       `json:"commands"` // by channel: what the composer offers there
	Messages map[ID][]jsontext.Value `json:"messages"` // by channel, the oldest first
}

type webUser struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	Bot  bool   `json:"bot"`
	Role string `json:"role"` // member, curator or administrator: the most on any server
}

type webServer struct {
	ID       ID           `json:"id"`
	Name     string       `json:"name"`
	Roles    []webRole    `json:"roles"`
	Channels []webChannel `json:"channels"`
}

type webRole struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

type webChannel struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	Topic string `json:"topic"`
}

// webDirect is a channel between the person and a bot.
type webDirect struct {
	ID     ID     `json:"id"`
	Person ID     `json:"person"` // the bot
	Name   string `json:"name"`
}

// keepShown is how many messages of a channel the page gets.
const keepShown = 200

// serveState answers GET /api/state?as=ID. Without an ID it is the first person
// who isn't a bot.
func (p *Page) serveState(w http.ResponseWriter, r *http.Request) {
	u := p.person(r.FormValue("as"))
	if u == nil {
		fail(w, http.StatusNotFound, "There is nobody to act as.")
		return
	}
	respond(w, p.state(u))
}

// person finds whom the page acts as; an unknown one is the first person there
// is, since a browser may remember somebody of an earlier run.
func (p *Page) person(id string) *User {
	var first *User
	for _, u := range p.sim.Users() {
		switch {
		case u.Bot:
		case u.ID.String() == id:
			return u
		case first == nil:
			first = u
		}
	}
	return first
}

func (p *Page) state(u *User) webState {
	s := p.sim
	on, _ := p.walks.state()
	st := webState{
		As: u.ID, Title: p.options.Title, Tries: p.options.Tries, Now: s.clock.Now(), Walk: on,
		Commands: map[ID][]*Command{}, Messages: map[ID][]jsontext.Value{},
	}
	for _, other := range s.Users() {
		st.Users = append(st.Users, webUser{ID: other.ID, Name: other.Name, Bot: other.Bot, Role: s.role(other)})
	}
	for _, g := range s.Servers() {
		if !slices.Contains(g.Members(), u) {
			continue
		}
		ws := webServer{ID: g.ID, Name: g.Name(), Channels: []webChannel{}}
		for _, r := range g.Roles() {
			ws.Roles = append(ws.Roles, webRole{r.ID, r.Name()})
		}
		for _, ch := range g.Channels() {
			if ch.Type != TextChannel && ch.Type != AnnouncementChannel || !ch.PermissionsOf(u).Has(ViewChannel) {
				continue
			}
			ws.Channels = append(ws.Channels, webChannel{ch.ID, ch.Name(), ch.Topic()})
			st.Messages[ch.ID] = p.shown(ch, u)
			st.Commands[ch.ID] = s.As(u).In(ch).Commands()
		}
		st.Servers = append(st.Servers, ws)
	}
	for _, app := range s.Applications() {
		here := s.As(u).DM(app)
		ch := here.Channel()
		st.Directs = append(st.Directs, webDirect{ch.ID, app.Bot.ID, app.Bot.Name})
		st.Messages[ch.ID] = p.shown(ch, u)
		st.Commands[ch.ID] = here.Commands()
	}
	return st
}

// role names what somebody may do, by the permissions that Discord has for it.
func (s *Sim) role(u *User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var most Permissions
	for _, g := range s.serverOrder {
		if m := g.members[u.ID]; m != nil {
			most |= g.base(m)
		}
	}
	switch {
	case most.Has(ManageServer):
		return "administrator"
	case most.Has(ManageMessages):
		return "curator"
	}
	return "member"
}

// shown are the newest messages of a channel that u sees, the oldest first.
func (p *Page) shown(ch *Channel, u *User) []jsontext.Value {
	p.sim.mu.Lock()
	var list []*Message
	for _, m := range slices.Backward(ch.messages) {
		if !m.Deleted && m.visibleTo(u) {
			list = append(list, m)
		}
		if len(list) == keepShown {
			break
		}
	}
	p.sim.mu.Unlock()
	slices.Reverse(list)
	out := make([]jsontext.Value, len(list))
	for i, m := range list {
		out[i] = p.wire(m)
	}
	return out
}

func (m *Message) visibleTo(u *User) bool { return m.For == nil || m.For == u }

// wire is a message in Discord's JSON, with the files that stand here at
// addresses of the page, which fetches nothing from elsewhere.
func (p *Page) wire(m *Message) jsontext.Value {
	c := *m
	c.Attachments = slices.Clone(m.Attachments)
	for i := range c.Attachments {
		c.Attachments[i].URL = p.local(c.Attachments[i].URL)
	}
	c.Embeds = slices.Clone(m.Embeds)
	for i := range c.Embeds {
		e := &c.Embeds[i]
		for _, media := range []**EmbedMedia{&e.Image, &e.Thumbnail} {
			if *media != nil {
				moved := **media
				moved.URL = p.local(moved.URL)
				*media = &moved
			}
		}
	}
	return encode(c)
}

// local is the address on the page of a file that stands here.
func (p *Page) local(address string) string {
	if path, ok := strings.CutPrefix(address, p.sim.Origin()+"/"); ok {
		return "/" + path
	}
	return address
}
