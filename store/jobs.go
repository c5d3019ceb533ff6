package store

import (
	"context"
	"time"
)

// Jobs knows who does the jobs and when they were last done. Its times are by
// the machine's clock, whatever the store's says: a lease has to end when the
// machine says so.
type Jobs struct{ db *DB }

// Jobs knows who does the jobs.
func (db *DB) Jobs() *Jobs { return &Jobs{db} }

// Beat is the heartbeat of one job.
type Beat struct {
	Name   string
	Began  time.Time // the last time, also if it failed
	Ended  time.Time // the last time that it went well
	Took   time.Duration
	Failed string // why the last time failed; "": it didn't
	Asked  bool   // an operator wants it done now
}

// Take takes the job for so long, or prolongs what holder has. It reports
// false while somebody else has it.
func (j *Jobs) Take(ctx context.Context, name, holder string, span time.Duration) (bool, error) {
	return false, ErrUnbuilt
}

// Done notes that a job ended, and how, and gives it back.
func (j *Jobs) Done(ctx context.Context, name, holder string, took time.Duration, failed string) error {
	return ErrUnbuilt
}

// Ask has a job done now by whoever does the jobs; an [ErrNotFound] of one that nobody ever did.
func (j *Jobs) Ask(ctx context.Context, name string) error { return ErrUnbuilt }

// Asked is whether an operator wants it done now.
func (j *Jobs) Asked(ctx context.Context, name string) (bool, error) { return false, ErrUnbuilt }

// Beats are the heartbeats of all jobs, by name.
func (j *Jobs) Beats(ctx context.Context) ([]Beat, error) { return nil, ErrUnbuilt }
