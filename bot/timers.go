package bot

import (
	"context"
	"time"
)

// timers is the passing of time as the connection and the deferral see it. It
// is not Config.Now: a rehearsal may start that clock anywhere, while a
// heartbeat stays a heartbeat. Tests drive their own.
type timers interface {
	Now() time.Time
	// AfterFunc calls f in its own goroutine once d has passed; stop reports
	// whether it came in time to prevent that.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// realTimers are those of package time.
type realTimers struct{}

func (realTimers) Now() time.Time { return time.Now() }

func (realTimers) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}

// pause waits for d, or for the end of ctx, whose error it returns.
func pause(ctx context.Context, t timers, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	passed := make(chan struct{})
	stop := t.AfterFunc(d, func() { close(passed) })
	select {
	case <-passed:
		return nil
	case <-ctx.Done():
		stop()
		return ctx.Err()
	}
}
