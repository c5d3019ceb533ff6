package bot

import (
	"context"
	"errors"
	"net"
	"time"
)

// settled is how long a connection has to last for its end to count as a
// single mishap and not as one more failure in a row.
const settled = time.Minute

// unhurried is how long to wait where Discord refuses in a way that trying
// again soon only makes worse (a ban by address is a 403).
const unhurried = 5 * time.Minute

// supervise connects, again and again, until ctx ends or Discord's refusal is
// final. Each connection is a fresh session: resuming is worth little here,
// since an interaction that was missed is past its three seconds anyway.
func (b *Bot) supervise(ctx context.Context) error {
	for {
		began := b.timers.Now()
		ready, err := b.connect(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var final *Fatal
		if errors.As(err, &final) {
			return final
		}
		if f, ok := fatal(err); ok {
			return f
		}
		if ready && b.timers.Now().Sub(began) >= settled {
			b.backoff.reset()
		}
		wait := b.backoff.next()
		var refusal *refused
		if errors.As(err, &refusal) && (refusal.Status == 403 || refusal.After > 0) {
			wait = max(unhurried, refusal.After)
			if refusal.After > 0 {
				wait = refusal.After
			}
		}
		var spent *limitSpent
		if errors.As(err, &spent) {
			wait = max(wait, spent.resetAfter)
		}
		b.explain(ready, err, wait)
		if err := pause(ctx, b.timers, wait); err != nil {
			return err
		}
	}
}

// explain logs why there is no connection, in words that say what to look at.
func (b *Bot) explain(ready bool, err error, wait time.Duration) {
	again := wait.Round(100 * time.Millisecond).String()
	var network net.Error
	var cut *unreachable
	var dns *net.DNSError
	switch {
	case ready:
		b.log.Info("the connection to Discord ended; connecting again", "why", err, "again_in", again)
	case errors.As(err, &dns):
		b.log.Warn("no network, or no name service: Discord's address was not found; trying again", "host", dns.Name, "again_in", again)
	case errors.As(err, &cut), errors.As(err, &network):
		b.log.Warn("no network, or Discord is out of reach; trying again", "host", b.root.Host, "why", err, "again_in", again)
	default:
		b.log.Warn("could not connect to Discord; trying again", "why", err, "again_in", again)
	}
}

// limitSpent says that Discord's own count of identifies for the day is used
// up.
type limitSpent struct{ resetAfter time.Duration }

func (l *limitSpent) Error() string {
	return "the day's identifies are used up; Discord gives new ones in " + l.resetAfter.Round(time.Second).String()
}

// identifiesReserve is left of Discord's count for whoever repairs what used
// the rest up.
const identifiesReserve = 20

// leave waits until the bot may identify: Discord's count and its own allow it.
func (b *Bot) leave(ctx context.Context, g gatewayInfo) error {
	if g.Limit.Total > 0 && g.Limit.Remaining < min(identifiesReserve, g.Limit.Total/10) {
		return &limitSpent{time.Duration(g.Limit.ResetAfter) * time.Millisecond}
	}
	if wait := b.identifies.wait(b.timers.Now()); wait > 0 {
		if wait > identifyGap {
			b.log.Warn("too many connections in 24 hours; waiting before the next", "wait", wait.Round(time.Second).String())
		}
		return pause(ctx, b.timers, wait)
	}
	return nil
}
