package jobs

import (
	"context"
	"log/slog"
	"time"
)

// Upkeep erases what has had its time, such as the senders of suggestions that
// were decided. Writing does the same on the way; this is for when nobody
// writes.
type Upkeep struct {
	Purge func(context.Context) error
	Log   *slog.Logger
}

// purgeEvery is how often, by the machine's clock.
const purgeEvery = time.Hour

// Run purges at once and then every hour until ctx ends. A purge that fails is
// logged, and made up for by the next.
func (u *Upkeep) Run(ctx context.Context) error {
	t := time.NewTicker(purgeEvery)
	defer t.Stop()
	for {
		if err := u.Purge(ctx); err != nil && ctx.Err() == nil {
			u.Log.Warn("what has had its time could not be erased", "why", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}
