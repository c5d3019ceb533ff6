package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"
)

// ready is Discord's greeting: the connection is of use from here on. It runs
// on the reading goroutine and only hands work on.
func (b *Bot) ready(r *discordgo.Ready) {
	name, app := "", ""
	if r.User != nil {
		name = r.User.Username
		b.self.Store(&r.User.ID)
	}
	if r.Application != nil {
		app = r.Application.ID
	}
	b.log.Info("connected to Discord", "as", name, "servers", len(r.Guilds))
	if app != "" && b.registering.CompareAndSwap(false, true) {
		b.inBackground(func(ctx context.Context) { b.register(ctx, app) })
	}
}

// joined sees to it that a server has its casebook before anybody asks there.
func (b *Bot) joined(g *discordgo.Guild) {
	if g == nil || g.Unavailable {
		return
	}
	b.health.join(g.ID)
	id := g.ID
	b.inBackground(func(ctx context.Context) {
		select {
		case b.joins <- struct{}{}:
		case <-ctx.Done():
			return
		}
		defer func() { <-b.joins }()
		if _, _, err := b.config.Places.Of(ctx, id); err != nil && ctx.Err() == nil {
			b.log.Error("could not give a server its casebook", "server", id, "why", err)
		}
	})
}

// inBackground runs f beside the interactions, until the bot stops.
func (b *Bot) inBackground(f func(context.Context)) {
	if !b.begin() {
		return
	}
	go func() {
		defer b.underway.Done()
		f(b.background)
	}()
}

// begin counts something that the bot waits for when it stops, unless it is
// stopping already.
func (b *Bot) begin() bool {
	b.gate.Lock()
	defer b.gate.Unlock()
	if b.stopping {
		return false
	}
	b.underway.Add(1)
	return true
}

// accept takes an interaction from the reading goroutine and hands it on. One
// that is too late, came before, or would be one too many is dropped: Discord
// then says by itself that there was no answer.
func (b *Bot) accept(i *discordgo.Interaction) {
	arrived := b.timers.Now()
	if i == nil {
		return
	}
	late, rebased := b.lateness.late(i.ID, b.now())
	if rebased {
		b.log.Warn("this machine's clock and Discord's differ", "by", b.lateness.offset().Round(time.Second).String())
	}
	switch {
	case late:
		b.drop("it came too late to be answered")
		return
	case b.recent.seen(i.ID):
		b.drop("it came twice")
		return
	}
	select {
	case b.slots <- struct{}{}:
	default:
		b.drop("too many are under way")
		return
	}
	if !b.begin() {
		<-b.slots
		b.drop("the bot is stopping")
		return
	}
	go func() {
		defer b.underway.Done()
		defer func() { <-b.slots }()
		defer b.survive()
		b.serve(i, arrived)
	}()
}

// survive keeps a panic outside of a handler, such as in wording its error, from
// ending the program. What panicked isn't logged, since it may hold what was
// typed; where it did is.
func (b *Bot) survive() {
	if r := recover(); r != nil {
		b.health.lost.Add(1)
		b.log.Error("answering an interaction panicked", "type", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
	}
}

func (b *Bot) drop(why string) {
	b.health.dropped.Add(1)
	b.log.Warn("an interaction was dropped", "why", why)
}
