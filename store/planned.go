package store

import (
	"context"
	"database/sql"
	"time"
)

// Waiting is whether there is anything to plan at now: a channel whose hour has
// come, a development that isn't in the ledger yet, a casefile for which
// messages may have to be corrected. It is one small query.
func (l *Ledger) Waiting(ctx context.Context, now time.Time) (waiting bool, err error) {
	defer wrap(&err, "look what is to be planned")

	const query = `
		SELECT EXISTS (SELECT 1 FROM channels WHERE paused = 0 AND halted = '' AND next <= ?1)
			OR EXISTS (SELECT 1 FROM channels WHERE paused = 0 AND halted = '' AND planned > ?1)
			OR EXISTS (SELECT 1 FROM announcements WHERE spread = 0)
			OR EXISTS (SELECT 1 FROM corrections)`
	err = l.db.readers.QueryRowContext(ctx, query, now.UnixMilli()).Scan(&waiting)
	return waiting, err
}

// Unplanned is sent to when there may be something new to put into the ledger,
// at most once until received; [Ledger.Waiting] knows, also of other processes.
func (l *Ledger) Unplanned() <-chan struct{} { return l.db.plans }

// Told is which of the lines the channel was told already, or is about to be:
// they won't be announced there again.
func (l *Ledger) Told(ctx context.Context, channel string, lines []Line) (told []bool, err error) {
	defer wrap(&err, "look what channel %s was told", channel)

	const query = `
		SELECT EXISTS (
			SELECT 1 FROM announcements a JOIN deliveries d ON d.announcement = a.id AND d.channel = ?
			WHERE a.casefile = ? AND a.kind = ? AND a.subject = ? AND a.occurrence = ?)`
	told = make([]bool, len(lines))
	err = l.db.view(ctx, func(tx *sql.Tx) error {
		for i := range lines {
			x := &lines[i]
			err := tx.QueryRowContext(ctx, query, channel, x.Casefile, x.Kind, x.Subject, x.Occurrence).Scan(&told[i])
			if err != nil {
				return err
			}
		}
		return nil
	})
	return told, err
}

// Halted is the number of channels in which the bot stopped posting.
func (c *Channels) Halted(ctx context.Context) (n int, err error) {
	defer wrap(&err, "count halted channels")

	err = c.db.readers.QueryRowContext(ctx, `SELECT count(*) FROM channels WHERE halted <> ''`).Scan(&n)
	return n, err
}
