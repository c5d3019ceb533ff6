package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
)

// Found is what Discord says about a bot, for an operator who looks it over.
type Found struct {
	Name     string
	Commands int // registered with Discord
	Servers  []FoundServer
}

// FoundServer is a server that the bot is on, and what it lacks there, in plain
// words with what to do about it.
type FoundServer struct {
	ID, Name string
	Lacks    []string
}

// serversPage is how many servers Discord lists at a time.
const serversPage = 200

// Check asks Discord who the token belongs to, which servers that bot is on and
// whether its commands can be used there. root is that of another API in
// place of Discord's, or nil. A wrong token is a [*Fatal].
func Check(ctx context.Context, root *url.URL, token string) (found Found, err error) {
	if root == nil {
		root, _ = url.Parse(discordAPI)
	}
	silent := slog.New(slog.DiscardHandler)
	g := newGovernor(tuned(), silent)
	a := newAPI(root, token, newPaced(g, g, silent))
	var me struct{ ID, Username string }
	if err := a.do(ctx, http.MethodGet, "/users/@me", nil, &me); err != nil {
		return Found{}, err
	}
	found.Name = me.Username
	var app struct{ ID string }
	if err := a.do(ctx, http.MethodGet, "/applications/@me", nil, &app); err != nil {
		return Found{}, err
	}
	var commands []struct{ ID string }
	if err := a.do(ctx, http.MethodGet, "/applications/"+app.ID+"/commands", nil, &commands); err != nil {
		return Found{}, err
	}
	found.Commands = len(commands)
	for after := "0"; ; {
		var page []struct{ ID, Name string }
		if err := a.do(ctx, http.MethodGet, "/users/@me/guilds?limit=200&after="+after, nil, &page); err != nil {
			return Found{}, err
		}
		for _, g := range page {
			s := FoundServer{ID: g.ID, Name: g.Name}
			if s.Lacks, err = a.lacks(ctx, app.ID, g.ID); err != nil {
				return Found{}, err
			}
			found.Servers = append(found.Servers, s)
			after = g.ID
		}
		if len(page) < serversPage {
			return found, nil
		}
	}
}

// lacks finds out whether the bot's commands can be used on a server: Discord
// lists an application's commands there only where it was let in with them.
func (a *api) lacks(ctx context.Context, app, server string) ([]string, error) {
	err := a.do(ctx, http.MethodGet, "/applications/"+app+"/guilds/"+server+"/commands", nil, new([]struct{ ID string }))
	var no *refused
	if errors.As(err, &no) && no.Code == missingAccess {
		return []string{"it was invited without its commands: invite it again with the scopes bot and applications.commands"}, nil
	}
	return nil, err
}
