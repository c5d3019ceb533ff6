package bot

import (
	"errors"
	"slices"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/store"
)

// errServerOnly says that a command makes no sense in direct messages.
var errServerOnly = errors.New("only on a server")

// forbidden is what somebody may not do, and who may. It is a
// [store.ErrForbidden].
type forbidden struct {
	needs commands.Role
	reads bool // the server only reads its casebook, so nobody there curates
}

func (f *forbidden) Error() string { return "needs a role that the asker doesn't have" }

// Is makes it a [store.ErrForbidden].
func (f *forbidden) Is(target error) bool { return target == store.ErrForbidden }

// authorise settles what role the asker has, and whether that is enough. It
// goes by what Discord says with this interaction, and remembers nothing: a
// role that was taken away counts no more, however long a form was open. The
// server's admins can show a command to whom they like, so what Discord hides
// proves nothing.
func (b *Bot) authorise(q *question) error {
	r := &q.request
	onServer := r.Server.ID != ""
	r.Role = role(q.x.i, r.Server)
	needs := q.route.needs
	switch {
	case q.route.server && !onServer:
		return errServerOnly
	case needs > r.Role:
		return &forbidden{needs: needs}
	case needs == commands.Curator && r.Access.Curates == 0:
		return &forbidden{needs: needs, reads: true}
	}
	return nil
}

// role is what a member may do by the permissions that Discord reckons for the
// channel: Manage Server makes an administrator, Manage Messages a curator, and
// so does a role that the server's administrators chose.
func role(i *discordgo.Interaction, server store.Server) commands.Role {
	switch {
	case server.ID == "" || i.Member == nil:
		return commands.Member
	case i.Member.Permissions&(discordgo.PermissionAdministrator|discordgo.PermissionManageGuild) != 0:
		return commands.Administrator
	case i.Member.Permissions&discordgo.PermissionManageMessages != 0:
		return commands.Curator
	case slices.ContainsFunc(server.Curators, func(id string) bool { return slices.Contains(i.Member.Roles, id) }):
		return commands.Curator
	}
	return commands.Member
}
