package discordsim

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// resolved is what goes with an interaction about the users, roles, channels
// and files that it names.
type resolved struct {
	kinds map[string]map[ID]jsontext.Value
}

func newResolved() *resolved { return &resolved{map[string]map[ID]jsontext.Value{}} }

func (r *resolved) put(kind string, id ID, v any) {
	if r.kinds[kind] == nil {
		r.kinds[kind] = map[ID]jsontext.Value{}
	}
	r.kinds[kind][id] = encode(v)
}

// user adds a user, and their membership where there is one.
func (r *resolved) user(ch *Channel, u *User) {
	r.put("users", u.ID, u.object())
	if g := ch.Server; g != nil {
		if m := g.members[u.ID]; m != nil {
			o := m.object(false)
			o.Permissions = ch.permissions(m)
			r.put("members", u.ID, o)
		}
	}
}

// entity finds a user, role or channel by mention, ID or name. Callers hold
// s.mu.
func (r *resolved) entity(a Actor, t OptionType, text string) (ID, error) {
	name := strings.Trim(text, "<@!#&>")
	id, _ := ParseID(name)
	g := a.channel.Server
	if t == UserOption || t == MentionableOption {
		for _, u := range a.sim.userOrder {
			if u.ID == id || u.Name == name {
				r.user(a.channel, u)
				return u.ID, nil
			}
		}
	}
	if g != nil && (t == RoleOption || t == MentionableOption) {
		for _, role := range g.roleList() {
			if role.ID == id || role.name == name || role.name == text {
				r.put("roles", role.ID, role.object())
				return role.ID, nil
			}
		}
	}
	if g != nil && t == ChannelOption {
		for _, ch := range g.channels {
			if ch.ID == id || ch.name == name {
				o := ch.object()
				o.Permissions = ch.may(a.user)
				r.put("channels", ch.ID, o)
				return ch.ID, nil
			}
		}
	}
	return 0, &ComposerError{Text: text, Reason: "names nobody and nothing here"}
}

// file uploads a file that the actor has at hand, by its name.
func (r *resolved) file(a Actor, name string) (ID, error) {
	for _, f := range a.files {
		if f.Name == name {
			at := a.sim.keep(a.channel.ID, attachmentRef{Filename: f.Name}, upload{name: f.Name, mediaType: f.Type, data: f.Data}, true)
			r.put("attachments", at.ID, at)
			return at.ID, nil
		}
	}
	return 0, &ComposerError{Text: name, Reason: "no such file at hand"}
}
