package store

import (
	"context"
	"time"
)

// Rest is whether the program has done all by itself that is due by now, and
// when something falls due next; the zero time if nothing will. A rehearsal
// whose clock is moved asks it, so as to wait at each hour until all is done.
// What is under way counts as not done.
func (db *DB) Rest(ctx context.Context, now time.Time) (rests bool, next time.Time, err error) {
	defer wrap(&err, "look whether anything is due")

	const active = `paused = 0 AND halted = ''`
	const query = `
		WITH dues (at) AS (
			SELECT next FROM channels WHERE ` + active + `
			UNION ALL SELECT 0 FROM channels WHERE ` + active + ` AND planned > ?1
			UNION ALL SELECT 0 FROM announcements WHERE spread = 0
			UNION ALL SELECT 0 FROM corrections
			UNION ALL SELECT 0 FROM posts p WHERE lease > 0 AND NOT ` + unleased + `
			UNION ALL SELECT p.next FROM posts p WHERE ` + waiting + ` AND ` + unleased + `
			UNION ALL SELECT CASE WHEN e.due > ?1 + 86400000 THEN ?1 ELSE e.due END FROM errands e WHERE ` + errandReady + `
		)
		SELECT coalesce(min(at), -1) FROM dues`
	var at int64
	if err := db.readers.QueryRowContext(ctx, query, now.UnixMilli(), db.machine().UnixMilli()).Scan(&at); err != nil {
		return false, time.Time{}, err
	}
	switch {
	case at < 0:
		return true, time.Time{}, nil
	case at <= now.UnixMilli():
		return false, now, nil
	}
	return true, time.UnixMilli(at), nil
}
