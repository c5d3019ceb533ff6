package bot

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"vigil/commands"
)

const (
	historyPage  = 100 // messages, the most that Discord lists at a time
	historyPages = 5   // that are read; a channel busier than that isn't looked through
	// historySlack is by how much a message may be older than it should be:
	// clocks differ, and a request is under way for a while.
	historySlack = time.Minute
)

// heard is what matters of a message in a channel's history.
type heard struct {
	ID     string
	Author struct{ ID string }
	Embeds []struct {
		Footer struct{ Text string }
	}
}

// Find looks for a message of the bot's own by what stands in a footer.
func (c *courier) Find(ctx context.Context, server, channel, ref string, since time.Time) (message string, whole bool, err error) {
	defer placed(&err)
	ctx = aside(ctx)
	me, err := c.bot.account(ctx)
	if err != nil {
		return "", false, err
	}
	query := "?limit=100"
	for range historyPages {
		var page []heard
		headers, err := c.bot.api.exchange(ctx, http.MethodGet, "/channels/"+channel+"/messages"+query, "", nil, &page)
		if err != nil {
			return "", false, err
		}
		for i := range page { // the newest comes first
			if page[i].Author.ID == me && page[i].carries(ref) {
				return page[i].ID, true, nil
			}
		}
		switch {
		case len(page) == 0: // also where the bot may not read what was said earlier
			readable, err := c.bot.readable(ctx, server, channel)
			return "", readable, err
		case len(page) < historyPage:
			return "", true, nil // the channel begins there
		}
		last := page[len(page)-1].ID
		if at, ok := instantOf(last); ok && at.Before(c.bot.inDiscord(since, headers).Add(-historySlack)) {
			return "", true, nil
		}
		query = "?limit=100&before=" + last
	}
	return "", false, nil
}

func (h *heard) carries(ref string) bool {
	for i := range h.Embeds {
		if ref != "" && strings.Contains(h.Embeds[i].Footer.Text, ref) {
			return true
		}
	}
	return false
}

// inDiscord is the earliest that an instant of the machine's clock can have been
// by the clock of which Discord's ids are made. That is Discord's own, as its
// answers say, whatever the machine's shows; in a rehearsal it is the program's,
// which may have been set anywhere.
func (b *Bot) inDiscord(at time.Time, answer http.Header) time.Time {
	machine := b.timers.Now()
	earliest := at
	if theirs, err := http.ParseTime(answer.Get("Date")); err == nil {
		earliest = at.Add(theirs.Sub(machine))
	}
	if rehearsed := at.Add(b.now().Sub(machine)); rehearsed.Before(earliest) {
		return rehearsed
	}
	return earliest
}

// readable reports whether the bot may read what was said in a channel before.
func (b *Bot) readable(ctx context.Context, server, channel string) (bool, error) {
	if server == "" {
		return true, nil // in a direct message there are no permissions
	}
	view, err := (&around{b, server}).Channel(ctx, channel)
	return !slices.Contains(view.LacksAnnouncing, commands.ReadHistory), err
}

// account is the id of the bot's own account.
func (b *Bot) account(ctx context.Context) (string, error) {
	if self := b.self.Load(); self != nil {
		return *self, nil
	}
	var me struct{ ID string }
	err := b.api.do(ctx, http.MethodGet, "/users/@me", nil, &me)
	return me.ID, err
}
