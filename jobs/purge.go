package jobs

import (
	"context"
	"time"
)

// Purge is the job that erases what has had its time, such as the senders of
// suggestions that were decided. Writing does the same on the way; this is for
// when nobody writes.
func Purge(purge func(context.Context) error) Job {
	return Job{Name: "purge", Every: time.Hour, Limit: 3 * time.Hour, Run: purge}
}
