package bot

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

// foundGuild is what matters of a server as Discord describes it.
type foundGuild struct {
	ID, Name string
	Roles    []foundRole
	self     foundMember
}

type foundRole struct {
	ID, Name    string
	Permissions int64 `json:",string"`
	Position    int
	Tags        struct {
		Bot string `json:"bot_id"`
	}
}

type foundMember struct {
	User  struct{ ID string }
	Roles []string
}

// foundChannel is what matters of a channel.
type foundChannel struct {
	ID, Name   string
	Type       int
	Guild      string      `json:"guild_id"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// overwrite changes, in one channel, what a role or a member may do there.
type overwrite struct {
	ID          string
	Type        int   // 0 a role, 1 a member
	Allow, Deny int64 `json:",string"`
}

// rolesOf are the roles with those ids, and the one that everybody has.
func (g *foundGuild) rolesOf(ids []string) (roles []foundRole) {
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(ids, r.ID) {
			roles = append(roles, r)
		}
	}
	return roles
}

// together is what those roles allow on a server as a whole.
func together(roles []foundRole) (p int64) {
	for _, r := range roles {
		p |= r.Permissions
	}
	if p&discordgo.PermissionAdministrator != 0 {
		return -1 // everything
	}
	return p
}

// allows is what a member with those roles may do in the channel, in the order
// that Discord documents: everybody, then the roles together, then the member.
func (c *foundChannel) allows(m foundMember, roles []foundRole, server string) int64 {
	p := together(roles)
	if p&discordgo.PermissionAdministrator != 0 {
		return p
	}
	var allow, deny int64
	for _, o := range c.Overwrites {
		switch {
		case o.Type != 0:
		case o.ID == server:
			p = p&^o.Deny | o.Allow
		case slices.ContainsFunc(roles, func(r foundRole) bool { return r.ID == o.ID }):
			allow |= o.Allow
			deny |= o.Deny
		}
	}
	p = p&^deny | allow
	for _, o := range c.Overwrites {
		if o.Type == 1 && o.ID == m.User.ID {
			p = p&^o.Deny | o.Allow
		}
	}
	return p
}

// bit is Discord's number for a permission.
func bit(p commands.Permission) int64 {
	switch p {
	case commands.ViewChannel:
		return discordgo.PermissionViewChannel
	case commands.SendMessages:
		return discordgo.PermissionSendMessages
	case commands.EmbedLinks:
		return discordgo.PermissionEmbedLinks
	case commands.AttachFiles:
		return discordgo.PermissionAttachFiles
	case commands.ReadHistory:
		return discordgo.PermissionReadMessageHistory
	case commands.ManageMessages:
		return discordgo.PermissionManageMessages
	}
	return 0
}

// lacking are those of the wanted permissions that p is without.
func lacking(p int64, wanted ...commands.Permission) (lacks []commands.Permission) {
	for _, w := range wanted {
		if p&bit(w) == 0 {
			lacks = append(lacks, w)
		}
	}
	return lacks
}
