package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Notice is something that the curators of a server have to be told, once.
type Notice struct {
	ID      int64
	Server  string
	Channel string // that it is about
	Code    string // a [Halt], or what a message was given up for
	Ref     string // of that message; "": none
	At      time.Time
}

// Notice is the notice with that id; an [ErrNotFound] of one that has had its time.
func (c *Channels) Notice(ctx context.Context, id int64) (n Notice, err error) {
	defer wrap(&err, "notice %d", id)

	var at int64
	const query = `SELECT id, server, channel, code, ref, at FROM notices WHERE id = ?`
	err = c.db.readers.QueryRowContext(ctx, query, id).Scan(&n.ID, &n.Server, &n.Channel, &n.Code, &n.Ref, &at)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	n.At = time.UnixMilli(at)
	return n, err
}

// deleteOldNotices forgets what curators were told long ago; what they are
// still to be told stays.
const deleteOldNotices = `DELETE FROM notices WHERE at <= ? AND id NOT IN (SELECT subject FROM errands WHERE kind = 'show-notice' AND given_up = 0)`

// notice has the curators of a server told something about a channel: in their
// review channel or, where there is none or nobody curates, by a direct message
// to who set the channel up.
func (db *DB) notice(ctx context.Context, tx *sql.Tx, server, channel, code, ref string) error {
	now := db.now().UnixMilli()
	const insert = `
		INSERT INTO notices (server, channel, code, ref, person, at)
		SELECT ?1, ?2, ?3, ?4, coalesce((SELECT by FROM channels WHERE id = ?2), ''), ?5`
	r, err := tx.ExecContext(ctx, insert, server, channel, code, ref, now)
	if err != nil {
		return err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return err
	}
	const errand = `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'show-notice', s.id, s.reads, '', n.id, 0, CASE WHEN s.reads = '' THEN n.person ELSE '' END, ?2, ?2
		FROM notices n JOIN (SELECT id, CASE home WHEN 1 THEN review ELSE '' END AS reads FROM servers) s ON s.id = n.server
		WHERE n.id = ?1 AND (s.reads <> '' OR n.person <> '')`
	r, err = tx.ExecContext(ctx, errand, id, now)
	return db.wrote(r, err)
}
