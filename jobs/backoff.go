package jobs

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"vigil/store"
)

// patience is for how long an errand is tried while Discord can't be reached
// or fails.
const patience = 24 * time.Hour

// The pauses between tries: the first ones are short, so that what may have got
// through is asked for again while Discord remembers its nonce.
const (
	firstPause = 2 * time.Second
	lastPause  = 10 * time.Minute
)

// backoff is how long to wait after so many tries that failed, give or take a
// quarter, so that not all come back at the same moment.
func backoff(tries int) time.Duration {
	pause := lastPause
	if tries < 9 {
		pause = min(lastPause, firstPause<<max(0, tries))
	}
	return time.Duration(float64(pause) * (0.75 + rand.Float64()/2))
}

// kindOf says what went wrong without a word of what was to be sent: errors of
// Discord may repeat it.
func kindOf(err error) string {
	var bug *panicked
	switch {
	case errors.As(err, &bug):
		return "a fault of the program"
	case errors.Is(err, store.ErrLocked):
		return "the database was busy"
	case errors.Is(err, store.ErrDiskFull):
		return "the disk is full"
	case errors.Is(err, context.DeadlineExceeded):
		return "Discord did not answer in time"
	}
	return "Discord could not be reached, or failed"
}
