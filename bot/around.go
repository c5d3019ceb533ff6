package bot

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/store"
)

// around is what a handler may find out of Discord. It looks anew each time:
// who asks is about to change something, or just has.
type around struct {
	bot    *Bot
	server string // "" in a direct message
}

// Fetch downloads an attachment.
func (a *around) Fetch(ctx context.Context, file commands.Attachment, limit int64) ([]byte, error) {
	return a.bot.files.fetch(ctx, file, limit)
}

// Channel is a text or announcement channel of this server.
func (a *around) Channel(ctx context.Context, id string) (commands.ChannelView, error) {
	if _, err := strconv.ParseUint(id, 10, 64); err != nil || a.server == "" {
		return commands.ChannelView{}, store.ErrNotFound
	}
	var ch foundChannel
	if err := a.bot.api.do(ctx, http.MethodGet, "/channels/"+id, nil, &ch); err != nil {
		return commands.ChannelView{}, hidden(err)
	}
	if ch.Guild != a.server || !posting(&discordgo.Channel{Type: discordgo.ChannelType(ch.Type)}) {
		return commands.ChannelView{}, store.ErrNotFound
	}
	g, err := a.guild(ctx)
	if err != nil {
		return commands.ChannelView{}, err
	}
	mine := ch.allows(g.self, g.rolesOf(g.self.Roles), a.server)
	return commands.ChannelView{
		ID:           ch.ID,
		Name:         ch.Name,
		Announcement: discordgo.ChannelType(ch.Type) == discordgo.ChannelTypeGuildNews,
		Lacks:        lacking(mine, commands.ViewChannel, commands.SendMessages, commands.EmbedLinks),
		LacksAnnouncing: lacking(mine, commands.ViewChannel, commands.SendMessages, commands.EmbedLinks,
			commands.ReadHistory),
		Everybody: ch.allows(foundMember{}, g.rolesOf(nil), a.server)&discordgo.PermissionViewChannel != 0,
	}, nil
}

// Test posts a message in a channel of this server, and of no other. It has no
// nonce, so that it is tried once.
func (a *around) Test(ctx context.Context, channel string, m card.Message) error {
	if _, err := a.Channel(ctx, channel); err != nil {
		return err
	}
	_, err := a.bot.Courier().Post(ctx, a.server, channel, m, "")
	return err
}

// Guild is this server.
func (a *around) Guild(ctx context.Context) (commands.GuildView, error) {
	if a.server == "" {
		return commands.GuildView{}, store.ErrNotFound
	}
	g, err := a.guild(ctx)
	if err != nil {
		return commands.GuildView{}, err
	}
	view := commands.GuildView{
		Name: g.Name,
		Lacks: lacking(together(g.rolesOf(g.self.Roles)), commands.ViewChannel, commands.SendMessages,
			commands.EmbedLinks, commands.AttachFiles),
	}
	slices.SortFunc(g.Roles, func(a, b foundRole) int { return cmp.Compare(b.Position, a.Position) })
	for _, r := range g.Roles {
		if r.ID == g.ID || r.Tags.Bot == g.self.User.ID {
			continue
		}
		view.Roles = append(view.Roles, commands.RoleView{
			ID: r.ID, Name: r.Name,
			Curates: r.Permissions&(discordgo.PermissionManageMessages|discordgo.PermissionAdministrator) != 0,
		})
	}
	return view, nil
}

// guild is the server and the bot's own membership of it.
func (a *around) guild(ctx context.Context) (g foundGuild, err error) {
	if err := a.bot.api.do(ctx, http.MethodGet, "/guilds/"+a.server, nil, &g); err != nil {
		return g, hidden(err)
	}
	self, err := a.bot.account(ctx)
	if err != nil {
		return g, err
	}
	err = a.bot.api.do(ctx, http.MethodGet, "/guilds/"+a.server+"/members/"+self, nil, &g.self)
	return g, hidden(err)
}

// hidden makes of an answer that Discord lets the bot know nothing of something
// a [store.ErrNotFound].
func hidden(err error) error {
	var r *refused
	if errors.As(err, &r) && (r.Status == http.StatusForbidden || r.Status == http.StatusNotFound) {
		return store.ErrNotFound
	}
	var late *held
	if errors.As(err, &late) || r != nil && r.Status == http.StatusTooManyRequests {
		placed(&err)
	}
	return err
}
