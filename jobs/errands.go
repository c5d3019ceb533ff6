// Package jobs is what the program does in Discord without being asked at that
// moment. It posts through a port, so that it knows nothing of Discord's
// protocol, and finds what is due in the store, so that a restart, a crash or a
// moved clock changes nothing.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"vigil/commands"
	"vigil/store"
)

// Errands does what the store's outbox asks for: cards in review channels,
// direct messages to who suggested something, the deletion of what shows
// somebody withdrawn. What is shown is made from the record at the moment of
// sending.
//
// An errand is done at least once. A post that may have got through, because
// the answer was lost or the program ended before it was noted, is made again
// with the same nonce, and Discord then gives the first one back instead of
// posting twice. It remembers nonces for some minutes: a program that is down
// for longer than that between the two can post a second card. Editing and
// deleting come to the same however often they are done.
type Errands struct {
	Outbox   *store.Outbox
	Inbox    *store.Inbox
	Curation *store.Curation
	Public   *store.Public
	Channels *store.Channels
	Servers  *store.Servers
	Settings *store.Settings
	Voices   *Voices
	Poster   commands.Poster
	Now      func() time.Time // by which errands are due
	Log      *slog.Logger
}

const (
	// atOnce is how many errands are under way at the same time. All of them
	// are given back before their leases of a minute end.
	atOnce     = 4
	batchLimit = 40 * time.Second

	// look is how often the outbox is looked into although nobody said that
	// there is something: other processes write to it too, and the clock by
	// which errands are due may be moved.
	look    = 2 * time.Second
	soonest = 50 * time.Millisecond
)

// Run does errands until ctx ends. Trouble with the database is logged and
// waited out.
func (e *Errands) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if !e.round(ctx) {
			e.wait(ctx)
		}
	}
	return nil
}

// round does what is due, at most a few errands at once. It reports whether
// there was anything.
func (e *Errands) round(ctx context.Context) bool {
	due, err := e.Outbox.Due(ctx, atOnce)
	if err != nil && ctx.Err() == nil {
		e.Log.Warn("the outbox could not be read", "why", err)
	}
	if len(due) > 0 {
		e.batch(ctx, due)
	}
	return len(due) > 0
}

// wait waits until there may be something to do.
func (e *Errands) wait(ctx context.Context) {
	pause := look
	if at, err := e.Outbox.Next(ctx); err == nil && !at.IsZero() {
		pause = min(look, max(soonest, at.Sub(e.Now())))
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-e.Outbox.Wake():
	case <-t.C:
	}
}

// batch does errands beside one another. The store gives out one at a time of
// those that show the same thing.
func (e *Errands) batch(ctx context.Context, due []store.Errand) {
	soon, cancel := context.WithTimeout(ctx, batchLimit)
	defer cancel()
	var all sync.WaitGroup
	for _, x := range due {
		all.Go(func() { e.settle(ctx, x, e.try(soon, x)) })
	}
	all.Wait()
}

// result is what came of trying an errand.
type result struct {
	message string // id of what was posted
	err     error
}

// panicked is a panic while an errand was tried. Its value isn't kept, since it
// may hold what somebody wrote.
type panicked struct {
	kind  string
	stack string
}

func (p *panicked) Error() string { return "it panicked with a " + p.kind }

// try does an errand once.
func (e *Errands) try(ctx context.Context, x store.Errand) (r result) {
	defer func() {
		if v := recover(); v != nil {
			r.err = &panicked{fmt.Sprintf("%T", v), string(debug.Stack())}
		}
	}()
	switch x.Kind {
	case store.ShowSuggestion:
		r.message, r.err = e.showSuggestion(ctx, x)
	case store.ShowApproval:
		r.message, r.err = e.showApproval(ctx, x)
	case store.TellSender:
		r.err = e.tellSender(ctx, x)
	case store.DeleteMessage:
		r.err = e.delete(ctx, x)
	case store.ShowNotice:
		r.message, r.err = e.showNotice(ctx, x)
	default:
		r.err = &hopeless{"this version of the program knows no errand of that kind"}
	}
	return r
}

// hopeless is an errand that need not be tried again, with a reason that a
// person can read.
type hopeless struct{ why string }

func (h *hopeless) Error() string { return h.why }

// settle notes what came of an errand. What can't be noted is tried again once
// the lease has ended.
func (e *Errands) settle(ctx context.Context, x store.Errand, r result) {
	if ctx.Err() != nil && r.err != nil {
		return // it was cut short by the program's end, and says nothing of Discord
	}
	// What was done has to be noted even if the program is ending.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	var (
		err  error
		lost *hopeless
		wait *commands.Wait
		bug  *panicked
	)
	log := e.Log.With("errand", x.ID, "kind", x.Kind, "tries", x.Tries+1)
	now := e.Now()
	switch {
	case r.err == nil:
		err = e.Outbox.Done(ctx, x.ID, r.message)
	case errors.As(r.err, &lost):
		log.Warn("an errand was given up", "why", lost.why)
		err = e.Outbox.GiveUp(ctx, x.ID, lost.why)
	case errors.As(r.err, &wait):
		err = e.Outbox.Later(ctx, x.ID, now.Add(max(wait.After, soonest)), "Discord asked to wait")
	case now.Sub(x.Since) > patience:
		log.Warn("an errand was given up", "why", "it was tried in vain for a day")
		err = e.Outbox.GiveUp(ctx, x.ID, "it was tried in vain for a day")
	default:
		if errors.As(r.err, &bug) {
			log.Error("an errand panicked", "type", bug.kind, "stack", bug.stack)
		} else {
			log.Warn("an errand is tried again later", "why", kindOf(r.err))
		}
		err = e.Outbox.Later(ctx, x.ID, now.Add(backoff(x.Tries)), kindOf(r.err))
	}
	if err != nil {
		log.Warn("it could not be noted what became of an errand", "why", err)
	}
}
