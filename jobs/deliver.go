package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"vigil/commands"
	"vigil/store"
)

// Deliverer brings the messages of the ledger to Discord: it posts them, edits
// or deletes them when the record was corrected, and publishes those of
// announcement channels. What a message says is made from the public record at
// the moment of sending, so that nothing is said that is no longer true.
//
// A message is noted as under way before the first request about it, and what
// became of it afterwards. Whatever ends the program in between leaves a message
// of which nobody knows whether it stands in its channel. It is sent again with
// the same nonce while Discord remembers that, looked for in the channel by
// its reference after that, and not sent at all where it can't be looked for:
// then curators are told.
type Deliverer struct {
	Ledger   *store.Ledger
	Channels *store.Channels
	Public   *store.Public
	Servers  *store.Servers
	Settings *store.Settings
	Voices   *Voices
	Poster   commands.Poster
	Now      func() time.Time // by which messages are due
	Holder   string           // names this process among those that share the database
	Log      *slog.Logger

	lately atomic.Int64 // when it last went round, in Unix milliseconds of the machine
}

const (
	// inHand is how many messages are under way at the same time: what Discord
	// takes in two seconds. Each is of another channel.
	inHand = 96
	// tryLimit is how long one try may take, with waiting for its turn. It ends
	// before the lease does, and what then can't be noted is found by the next.
	tryLimit = 45 * time.Second
	// gather is how long the outcome of one message waits for those of others, so
	// that they are noted in one transaction.
	gather = 10 * time.Millisecond
	// noteLimit is how long noting goes on after the program was told to end.
	noteLimit = 10 * time.Second
)

// Run delivers until ctx ends. Trouble with the database is logged and waited out.
func (d *Deliverer) Run(ctx context.Context) error {
	var (
		results = make(chan store.Said)
		said    []store.Said // not noted yet
		under   int
		claim   = true // there may be something to do
	)
	for under > 0 || len(said) > 0 || ctx.Err() == nil {
		d.lately.Store(time.Now().UnixMilli())
		// Nothing is begun while it can't be noted what became of what was.
		if claim && len(said) == 0 && ctx.Err() == nil && inHand-under >= inHand/4 {
			posts := d.claim(ctx, inHand-under)
			for _, p := range posts {
				under++
				go func() { results <- d.deliver(ctx, p) }()
			}
		}
		claim = false
		select {
		case s := <-results:
			said, under = append(said, s), under-1
			for more := true; more && under > 0; {
				select {
				case s := <-results:
					said, under = append(said, s), under-1
				case <-time.After(gather):
					more = false
				}
			}
			claim = true
		case <-d.Ledger.Wake():
			claim = true
		case <-d.pause(ctx, len(said) > 0):
			claim = true
		case <-done(ctx, under == 0):
		}
		said = d.settle(ctx, said)
		if ctx.Err() != nil && under == 0 {
			return nil
		}
	}
	return nil
}

// done ends a wait when ctx ends, if there is nothing else to wait for.
func done(ctx context.Context, idle bool) <-chan struct{} {
	if !idle {
		return nil
	}
	return ctx.Done()
}

// pause ends when it is time to look whether there is something to do: other
// processes write to the ledger too, and its clock may be moved.
func (d *Deliverer) pause(ctx context.Context, unnoted bool) <-chan time.Time {
	wait := look
	if unnoted {
		wait = look / 4
	} else if at, err := d.Ledger.NextPost(ctx); err == nil && !at.IsZero() {
		wait = min(look, max(soonest, at.Sub(d.Now())))
	}
	return time.After(wait)
}

func (d *Deliverer) claim(ctx context.Context, n int) []store.Post {
	if _, err := d.Ledger.Corrections(ctx); err != nil && ctx.Err() == nil {
		d.Log.Warn("it could not be found out what is to be corrected", "why", err)
	}
	posts, err := d.Ledger.Claim(ctx, d.Holder, n)
	if err != nil && ctx.Err() == nil {
		d.Log.Warn("the ledger could not be read", "why", err)
	}
	return posts
}

// settle notes what became of messages, and returns what could not be noted.
func (d *Deliverer) settle(ctx context.Context, said []store.Said) []store.Said {
	if len(said) == 0 {
		return nil
	}
	// What was done has to be noted even if the program is ending.
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteLimit)
	defer cancel()
	if err := d.Ledger.Settle(noting, d.Holder, said); err != nil {
		d.Log.Warn("it could not be noted what became of messages", "messages", len(said), "why", err)
		if ctx.Err() == nil {
			return said
		}
	}
	return nil
}

// deliver does with one message what is to be done, once.
func (d *Deliverer) deliver(ctx context.Context, p store.Post) (s store.Said) {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			s = d.failed(ctx, p, &panicked{fmt.Sprintf("%T", v), string(debug.Stack())})
		}
		s.Post = p.ID
	}()
	var err error
	switch {
	case p.Message == "":
		s, err = d.post(ctx, p)
	case p.Again:
		s, err = d.correct(ctx, p)
	default:
		s, err = d.publish(ctx, p)
	}
	if err != nil {
		s = d.failed(ctx, p, err)
	}
	return s
}

// Lately is when the deliverer last looked for something to do, by the
// machine's clock; the zero time before it ran.
func (d *Deliverer) Lately() time.Time {
	if at := d.lately.Load(); at > 0 {
		return time.UnixMilli(at)
	}
	return time.Time{}
}
