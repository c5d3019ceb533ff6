package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"vigil/commands"
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/store"
)

// nonceLife is for how long Discord surely remembers a nonce: it says some
// minutes.
const nonceLife = 2 * time.Minute

// post posts a message that isn't known to stand anywhere.
func (d *Deliverer) post(ctx context.Context, p store.Post) (s store.Said, err error) {
	unsure := !p.First.IsZero()
	if !unsure && d.outdated(ctx, p) {
		return store.Said{Outcome: store.SaidMissed, Why: "it was too late for a message of its own"}, nil
	}
	h, err := d.hears(ctx, p)
	if err != nil {
		return s, err
	}
	made, err := d.compose(ctx, p, h, calendar.Day{})
	if err != nil {
		return s, err
	}
	if h.removed { // meanwhile; what may stand there is taken away
		made.nothing = true
	}
	if unsure && (made.nothing || !d.remembered(p.First)) {
		if s, found, err := d.lookFor(ctx, p, made); found || err != nil {
			return s, err
		}
		if d.outdated(ctx, p) { // it doesn't stand there
			return store.Said{Outcome: store.SaidMissed, Why: "it was too late for a message of its own"}, nil
		}
	}
	if made.nothing {
		return store.Said{Outcome: store.SaidDropped, Why: "the record no longer bears it out"}, nil
	}
	s = store.Said{Outcome: store.SaidPosted, Prints: made.prints, Channel: p.Channel}
	if p.Person != "" && p.Channel == "" {
		if s.Channel, err = d.Poster.Open(ctx, p.Person); err != nil {
			return s, err
		}
	}
	s.Message, err = d.Poster.Post(ctx, at(p), s.Channel, made.message, p.Nonce)
	if err == nil && unsure { // Discord gives the first one back, which may say what the record said then
		err = d.Poster.Edit(ctx, at(p), s.Channel, s.Message, made.message)
	}
	return s, err
}

// remembered reports whether Discord surely still knows the nonce of a message
// that was first tried then. If the machine's clock was put back meanwhile,
// nobody can say how long ago that was.
func (d *Deliverer) remembered(first time.Time) bool {
	ago := d.Ledger.Machine().Sub(first)
	return ago >= 0 && ago <= nonceLife
}

// at is the server in which a message stands; "" of a direct message, whose
// server is the one through which its reader may read of the case.
func at(p store.Post) string {
	if p.Person != "" {
		return ""
	}
	return p.Server
}

// lookFor looks for a message that may stand there. One that is found is brought
// up to date, since nobody knows what the record was when it was sent.
func (d *Deliverer) lookFor(ctx context.Context, p store.Post, made composed) (s store.Said, found bool, err error) {
	channel := p.Channel
	if p.Person != "" && channel == "" {
		if channel, err = d.Poster.Open(ctx, p.Person); err != nil {
			return s, false, err
		}
	}
	message, whole, err := d.Poster.Find(ctx, at(p), channel, p.Ref, p.First)
	switch {
	case err != nil:
		return s, false, err
	case message == "" && !whole:
		return store.Said{Outcome: store.SaidGivenUp, Why: "it may stand there already, and that could not be found out", Unsure: true, Notice: card.NoticeUncertain}, true, nil
	case message == "":
		return s, false, nil
	case made.nothing:
		err = d.Poster.Delete(ctx, channel, message)
		if errors.Is(err, commands.ErrGone) {
			err = nil
		}
		return store.Said{Outcome: store.SaidDropped, Why: "the record no longer bears it out"}, true, err
	}
	err = d.Poster.Edit(ctx, at(p), channel, message, made.message)
	return store.Said{Outcome: store.SaidPosted, Message: message, Channel: channel, Prints: made.prints}, true, err
}

// outdated reports whether a message is so late that the next digest tells it.
// A digest waits for nothing.
func (d *Deliverer) outdated(ctx context.Context, p store.Post) bool {
	if p.Kind == store.PostDigest || p.Person != "" {
		return false
	}
	server, _, err := d.Servers.Of(ctx, p.Server)
	return err == nil && d.Now().Sub(p.Due) > server.Policy.Lateness()
}

// correct brings a message up to date after the record was changed: it is
// edited if what it says of anybody reads otherwise now, and deleted if nothing
// remains.
func (d *Deliverer) correct(ctx context.Context, p store.Post) (s store.Said, err error) {
	h, err := d.hears(ctx, p)
	if err != nil {
		return s, err
	}
	made, err := d.compose(ctx, p, h, calendar.DayOf(h.locale.Today(d.Now())))
	if err != nil {
		return s, err
	}
	if made.nothing {
		return store.Said{Outcome: store.SaidDeleted, Why: "nothing that it said is on public record"}, d.Poster.Delete(ctx, p.Channel, p.Message)
	}
	s = store.Said{Outcome: store.SaidEdited, Prints: make([][]byte, len(p.Lines))}
	for i, line := range p.Lines {
		s.Prints[i] = line.Print
		if was := len(line.Print) > 0; was != (made.prints[i] != nil) || was && !made.same[i] {
			s.Prints = made.prints
			return s, d.Poster.Edit(ctx, at(p), p.Channel, p.Message, made.message)
		}
	}
	return s, nil // what was changed is not what it says
}

// publish publishes a message to the channels that follow its own.
func (d *Deliverer) publish(ctx context.Context, p store.Post) (store.Said, error) {
	return store.Said{Outcome: store.SaidCrossed}, d.Poster.Crosspost(ctx, p.Channel, p.Message)
}

// failed is what is to become of a message after an error.
func (d *Deliverer) failed(ctx context.Context, p store.Post, err error) store.Said {
	var (
		wait *commands.Wait
		bug  *panicked
		now  = d.Now()
		log  = d.Log.With("ref", p.Ref)
	)
	if p.Person != "" {
		log = slog.New(slog.DiscardHandler) // who follows is in no log, nor how many do
	}
	later := store.Said{Outcome: store.SaidLater, At: now.Add(backoff(p.Tries)), Why: kindOf(err), Unsure: !p.First.IsZero() || errors.Is(err, commands.ErrUnsure)}
	lost := errors.Is(err, commands.ErrGone) || errors.Is(err, commands.ErrNotAllowed)
	switch {
	case errors.As(err, &wait):
		later.At, later.Why = now.Add(max(wait.After, soonest)), "Discord asked to wait"
		return later
	case p.Person != "" && (lost || errors.Is(err, commands.ErrDirectClosed)):
		return store.Said{Outcome: store.SaidGivenUp, Why: "direct messages are closed"}
	case p.Message != "" && errors.Is(err, commands.ErrGone):
		return store.Said{Outcome: store.SaidDeleted, Why: "it was taken away in Discord"}
	case p.Message != "" && !p.Again && (lost || errors.Is(err, commands.ErrRefused)):
		return store.Said{Outcome: store.SaidCrossed} // it stands in its own channel, which is what matters
	case p.Message != "" && errors.Is(err, commands.ErrNotAllowed) && p.Tries < mendTries:
		later.At, later.Why, later.Notice = now.Add(time.Hour), "the bot may not change its message there", card.NoticeUncorrected
		return later
	case lost:
		return d.halt(ctx, p, err, later)
	case errors.Is(err, commands.ErrRefused):
		log.Error("Discord refused a message of an announcement", "why", kindOf(err))
		return store.Said{Outcome: store.SaidGivenUp, Why: "Discord refused the message", Notice: card.NoticeRefused}
	case errors.As(err, &bug):
		d.Log.Error("delivering a message panicked", "type", bug.kind, "stack", bug.stack)
	case ctx.Err() == nil || errors.Is(ctx.Err(), context.DeadlineExceeded):
		log.Warn("a message is tried again", "tries", p.Tries+1, "why", kindOf(err))
	}
	return later
}

// mendTries is how often, an hour apart, a message is tried to be edited or
// deleted where the bot has lost the right to: what is to go may be somebody's
// safety. Curators are told at the first, so that they can do it by hand.
const mendTries = 7 * 24

// halt stops posting in a channel that is gone, or where the bot may not write
// any more. The message waits for the channel to be set up again.
func (d *Deliverer) halt(ctx context.Context, p store.Post, err error, later store.Said) store.Said {
	if p.Message != "" {
		return store.Said{Outcome: store.SaidGivenUp, Why: "the bot may not change its message there"} // curators were told when it began
	}
	why := store.HaltForbidden
	if errors.Is(err, commands.ErrGone) {
		why = store.HaltGone
	}
	d.Log.Warn("announcements to a channel are stopped", "channel", p.Channel, "why", why)
	if err := d.Channels.Halt(context.WithoutCancel(ctx), p.Channel, why); err != nil {
		d.Log.Warn("that could not be noted", "why", err)
		return later
	}
	later.Why, later.At, later.Unsure = "the channel was stopped", d.Now(), !p.First.IsZero()
	return later
}
