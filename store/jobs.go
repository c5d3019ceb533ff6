package store

import (
	"context"
	"database/sql"
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
// false while somebody else has it. A lease that ends much later than this one
// would was given before the machine's clock was put back, and is none.
func (j *Jobs) Take(ctx context.Context, name, holder string, span time.Duration) (mine bool, err error) {
	defer wrap(&err, "take job %s", name)

	err = j.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now := j.db.machine()
		// One who has it prolongs it, and has not begun anew.
		const upsert = `
			INSERT INTO jobs (name, holder, lease, began) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (name) DO UPDATE SET
				began = CASE WHEN holder = ?2 AND lease > ?4 THEN began ELSE ?4 END, holder = ?2, lease = ?3
			WHERE holder = ?2 OR lease <= ?4 OR lease > ?3 + 60000`
		r, err := tx.ExecContext(ctx, upsert, name, holder, now.Add(span).UnixMilli(), now.UnixMilli())
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		mine = n > 0
		return err
	})
	return mine && err == nil, err
}

// Done notes that a job ended, and how, and gives it back. Whoever has it no
// longer notes nothing.
func (j *Jobs) Done(ctx context.Context, name, holder string, took time.Duration, failed string) (err error) {
	defer wrap(&err, "end job %s", name)

	return j.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const update = `
			UPDATE jobs SET holder = '', lease = 0, took = ?3, failed = ?4, asked = 0,
				ended = CASE WHEN ?4 = '' THEN ?5 ELSE ended END
			WHERE name = ?1 AND holder = ?2`
		_, err := tx.ExecContext(ctx, update, name, holder, took.Milliseconds(), failed, j.db.machine().UnixMilli())
		return err
	})
}

// Ask has a job done now by whoever does the jobs; an [ErrNotFound] of one that
// nobody ever did.
func (j *Jobs) Ask(ctx context.Context, name string) (err error) {
	defer wrap(&err, "ask for job %s", name)

	return j.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `UPDATE jobs SET asked = 1 WHERE name = ?`, name))
	})
}

// Beats are the heartbeats of all jobs, by name.
func (j *Jobs) Beats(ctx context.Context) (all []Beat, err error) {
	defer wrap(&err, "read the jobs")

	const query = `SELECT name, began, ended, took, failed, asked FROM jobs ORDER BY name`
	rows, err := j.db.readers.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			b                  Beat
			began, ended, took int64
		)
		if err := rows.Scan(&b.Name, &began, &ended, &took, &b.Failed, &b.Asked); err != nil {
			return nil, err
		}
		b.Began, b.Ended, b.Took = instantStored(began), instantStored(ended), time.Duration(took)*time.Millisecond
		all = append(all, b)
	}
	return all, rows.Err()
}

// instantStored reads an instant; 0 is none.
func instantStored(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}
