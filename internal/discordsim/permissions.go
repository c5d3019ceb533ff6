package discordsim

import (
	"strconv"
)

// Permissions is a set of what a member may do, one bit each, as Discord
// numbers them. In JSON it is a decimal string.
type Permissions uint64

// The permissions that this Discord looks at.
const (
	KickMembers        Permissions = 1 << 1
	BanMembers         Permissions = 1 << 2
	Administrator      Permissions = 1 << 3
	ManageChannels     Permissions = 1 << 4
	ManageServer       Permissions = 1 << 5
	AddReactions       Permissions = 1 << 6
	ViewChannel        Permissions = 1 << 10
	SendMessages       Permissions = 1 << 11
	ManageMessages     Permissions = 1 << 13
	EmbedLinks         Permissions = 1 << 14
	AttachFiles        Permissions = 1 << 15
	ReadMessageHistory Permissions = 1 << 16
	MentionEveryone    Permissions = 1 << 17
	ManageRoles        Permissions = 1 << 28
	ManageWebhooks     Permissions = 1 << 29
	UseCommands        Permissions = 1 << 31

	// AllPermissions is what an owner or administrator may do.
	AllPermissions Permissions = 1<<53 - 1

	// MemberPermissions is what @everyone may do on a new server.
	MemberPermissions = AddReactions | ViewChannel | SendMessages | EmbedLinks |
		AttachFiles | ReadMessageHistory | UseCommands

	// BotPermissions is what an application's own role may do on a new server.
	BotPermissions = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory
)

// Has says whether p includes all of want.
func (p Permissions) Has(want Permissions) bool { return p&want == want }

// String is the set as Discord writes it.
func (p Permissions) String() string { return strconv.FormatUint(uint64(p), 10) }

// MarshalText writes the set as a decimal string.
func (p Permissions) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalJSON reads a decimal string or a number.
func (p *Permissions) UnmarshalJSON(b []byte) error {
	var id ID
	err := id.UnmarshalJSON(b)
	*p = Permissions(id)
	return err
}

// Overwrite changes, in one channel, what a role or a member may do there.
type Overwrite struct {
	ID    ID          `json:"id"`   // of the role or user
	Type  int         `json:"type"` // 0 role, 1 member
	Allow Permissions `json:"allow"`
	Deny  Permissions `json:"deny"`
}

// base computes what a member may do on the server as a whole.
func (g *Server) base(m *Member) Permissions {
	if g.owner == m.User.ID {
		return AllPermissions
	}
	p := g.roles[g.ID].permissions
	for _, id := range m.roles {
		if r := g.roles[id]; r != nil {
			p |= r.permissions
		}
	}
	if p.Has(Administrator) {
		return AllPermissions
	}
	return p
}

// permissions computes what a member may do in a channel, by the order that
// Discord documents: @everyone, then roles together, then the member.
func (ch *Channel) permissions(m *Member) Permissions {
	g := ch.Server
	if g == nil || m == nil {
		return 0
	}
	p := g.base(m)
	if p.Has(Administrator) {
		return AllPermissions
	}
	var allow, deny Permissions
	for _, o := range ch.overwrites {
		switch {
		case o.ID == g.ID:
			p = p&^o.Deny | o.Allow
		case o.Type == 0 && m.has(o.ID):
			allow |= o.Allow
			deny |= o.Deny
		}
	}
	p = p&^deny | allow
	for _, o := range ch.overwrites {
		if o.Type == 1 && o.ID == m.User.ID {
			p = p&^o.Deny | o.Allow
		}
	}
	if !p.Has(ViewChannel) {
		return 0
	}
	if !p.Has(SendMessages) {
		p &^= MentionEveryone | AttachFiles | EmbedLinks
	}
	return p
}

// dmPermissions is what Discord tells of a direct message, where no roles are.
const dmPermissions = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory |
	AddReactions | MentionEveryone | UseCommands
