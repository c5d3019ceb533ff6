package jobs

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"

	"vigil/store"
)

// Planning is the job that fills the ledger: with what the calendar brings in
// the channels whose hour has come, with developments, and with what posted
// messages have to be corrected for.
type Planning struct {
	Planner  *Planner
	Channels *store.Channels
	Now      func() time.Time // by which hours come
	Log      *slog.Logger
}

const (
	// planEvery is small against the minute within which what is due is posted,
	// and soon for who waits for what another process wrote.
	planEvery = time.Second
	planLimit = 2 * time.Minute

	// channelsAtOnce and updatesAtOnce are planned for in one transaction.
	channelsAtOnce = 500
	updatesAtOnce  = 100
)

// Job is the job. When nothing is due it costs one small query.
func (p *Planning) Job() Job {
	return Job{
		Name: "plan", Every: planEvery, Limit: planLimit,
		Due: func(ctx context.Context) (bool, error) { return p.Planner.Ledger.Waiting(ctx, p.Now()) },
		Run: p.Run, Wake: p.Planner.Ledger.Unplanned(),
	}
}

// Run does all that is due: developments first, since one that was missed is told
// by the channel's plan. What fails keeps the rest from nothing.
func (p *Planning) Run(ctx context.Context) error {
	now := p.Now()
	_, err := p.Planner.Ledger.Corrections(ctx)
	return errors.Join(err, p.updates(ctx, now), p.channels(ctx, now))
}

// channels plans for the channels whose hour has come.
func (p *Planning) channels(ctx context.Context, now time.Time) error {
	round, tried := p.Planner.Begin(), map[string]bool{}
	for {
		due, err := p.Channels.Due(ctx, now, channelsAtOnce)
		if err != nil {
			return err
		}
		// What failed, or was set up anew meanwhile, has its turn at the next round.
		due = slices.DeleteFunc(due, func(ch store.Channel) bool { return tried[ch.ID] })
		for _, ch := range due {
			tried[ch.ID] = true
		}
		plans := p.think(ctx, round, due, now)
		if len(plans) == 0 || ctx.Err() != nil {
			return ctx.Err()
		}
		if _, err := p.Planner.Ledger.Write(ctx, now, plans); err != nil {
			return err
		}
	}
}

// think plans for these channels. One that fails leaves the others as they are.
func (p *Planning) think(ctx context.Context, round *Round, due []store.Channel, now time.Time) []store.Plan {
	var plans []store.Plan
	round.together = due
	for _, ch := range due {
		plan, err := round.Think(ctx, ch, now)
		switch {
		case err == nil:
			plans = append(plans, plan)
		case ctx.Err() == nil:
			p.Log.Warn("it could not be found out what is due in a channel", "channel", ch.ID, "why", err)
		}
	}
	return plans
}

// updates puts developments into the ledger, the oldest first. One that fails
// is tried again at the next round.
func (p *Planning) updates(ctx context.Context, now time.Time) error {
	failed := map[int64]error{}
	for {
		all, err := p.Planner.Ledger.Updates(ctx, updatesAtOnce+len(failed))
		if err != nil {
			return err
		}
		done := 0
		for _, u := range all {
			if failed[u.ID] != nil {
				continue
			}
			if err := p.Planner.spread(ctx, u, now); err != nil {
				failed[u.ID] = err
				continue
			}
			done++
		}
		if done == 0 || ctx.Err() != nil {
			return errors.Join(slices.Collect(maps.Values(failed))...)
		}
	}
}

// spread puts a development into the ledger for the channels that hear of it,
// and for its followers.
func (p *Planner) spread(ctx context.Context, u store.Update, now time.Time) error {
	var young, missed []store.Channel
	if u.Slug != "" {
		hearers, err := p.Ledger.Hearers(ctx, u.Casebook, store.AnnouncedUpdate)
		if err != nil {
			return err
		}
		young, missed, err = p.hear(ctx, hearers, u, now)
		if err != nil {
			return err
		}
	}
	_, err := p.Ledger.Spread(ctx, u, young, missed)
	return err
}

// hear divides those channels that hear of a development into those in which it
// is still announced by itself and those that are told in their next digest.
// Others' filters leave it out.
func (p *Planner) hear(ctx context.Context, hearers []store.Channel, u store.Update, now time.Time) (young, missed []store.Channel, err error) {
	round := p.Begin()
	for _, ch := range hearers {
		server, access, err := p.Servers.Of(ctx, ch.Server)
		if err != nil {
			return nil, nil, err
		}
		passes, err := round.passes(ctx, &hearer{Channel: ch, access: access}, &u)
		switch {
		case err != nil:
			return nil, nil, err
		case !passes:
		case u.Created.Before(ch.Since) && !ch.Since.After(now): // what was before isn't announced there; later than now is by a clock that was ahead
		case now.Sub(u.Created) < server.Policy.Lateness():
			young = append(young, ch)
		default:
			missed = append(missed, ch)
		}
	}
	return young, missed, nil
}
