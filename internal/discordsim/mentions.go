package discordsim

import (
	"slices"
	"strings"
)

// Ping is a notification that a message caused.
type Ping struct {
	Message *Message
	Whom    []string // "@everyone", "@here", "<@1>", "<@&2>"
}

// Pings lists all notifications that bots caused so far. A bot that has learnt
// its manners causes none.
func (s *Sim) Pings() []Ping {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.pings)
}

// allowedMentions says which mentions of a message notify.
type allowedMentions struct {
	Parse       []string `json:"parse"`
	Users       []ID     `json:"users"`
	Roles       []ID     `json:"roles"`
	RepliedUser bool     `json:"replied_user"`
}

func (a *allowedMentions) check(f form) {
	if a == nil {
		return
	}
	for i, p := range a.Parse {
		if p != "users" && p != "roles" && p != "everyone" {
			f.at("parse", i).add("BASE_TYPE_CHOICES", "Value must be one of {'everyone', 'roles', 'users'}.")
		}
	}
	f.count("users", len(a.Users), 0, 100)
	f.count("roles", len(a.Roles), 0, 100)
	if slices.Contains(a.Parse, "users") && len(a.Users) > 0 {
		f.add("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", `parse:["users"] and users: [ids...] are mutually exclusive.`)
	}
	if slices.Contains(a.Parse, "roles") && len(a.Roles) > 0 {
		f.add("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", `parse:["roles"] and roles: [ids...] are mutually exclusive.`)
	}
}

func (a *allowedMentions) user(id ID) bool {
	return a == nil || slices.Contains(a.Parse, "users") || slices.Contains(a.Users, id)
}

func (a *allowedMentions) role(id ID) bool {
	return a == nil || slices.Contains(a.Parse, "roles") || slices.Contains(a.Roles, id)
}

func (a *allowedMentions) everyone() bool { return a == nil || slices.Contains(a.Parse, "everyone") }

// mention works out whom a message mentions and notifies. Only the text
// notifies; embeds never do. Callers hold s.mu.
func (s *Sim) mention(m *Message, author *User, allowed *allowedMentions) {
	m.Mentions, m.MentionRoles, m.MentionEveryone, m.Pings = nil, nil, false, nil
	texts := m.Content
	if m.Flags&ComponentsV2 != 0 {
		each(m.Components, func(c *Component) { texts += "\n" + c.Content })
	}
	if !strings.ContainsAny(texts, "@") {
		return
	}
	may := m.Channel.may(author)
	everybody := may.Has(MentionEveryone) && allowed.everyone()
	for _, word := range []string{"@everyone", "@here"} {
		if everybody && m.Channel.Server != nil && strings.Contains(texts, word) {
			m.MentionEveryone = true
			m.Pings = append(m.Pings, word)
		}
	}
	for rest := texts; ; {
		_, after, found := strings.Cut(rest, "<@")
		if !found {
			return
		}
		rest = after
		inside, _, closed := strings.Cut(after, ">")
		if !closed {
			return
		}
		s.mentionOne(m, inside, may, allowed)
	}
}

func (s *Sim) mentionOne(m *Message, inside string, may Permissions, allowed *allowedMentions) {
	role, isRole := strings.CutPrefix(inside, "&")
	id, err := ParseID(strings.TrimPrefix(role, "!"))
	if err != nil {
		return
	}
	if isRole {
		g := m.Channel.Server
		if g == nil || g.roles[id] == nil || !allowed.role(id) || slices.Contains(m.MentionRoles, id) {
			return
		}
		m.MentionRoles = append(m.MentionRoles, id)
		if g.roles[id].mentionable || may.Has(MentionEveryone) {
			m.Pings = append(m.Pings, "<@&"+id.String()+">")
		}
		return
	}
	u := s.users[id]
	if u == nil || !allowed.user(id) || slices.ContainsFunc(m.Mentions, func(o userObject) bool { return o.ID == id }) {
		return
	}
	m.Mentions = append(m.Mentions, u.object())
	if u.ID != m.Author.ID {
		m.Pings = append(m.Pings, u.Mention())
	}
}

// pinged notes the notifications of a new message.
func (s *Sim) pinged(m *Message) {
	if len(m.Pings) > 0 && m.Author.Bot {
		s.pings = append(s.pings, Ping{m, m.Pings})
	}
}
