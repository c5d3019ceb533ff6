package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Set sets a channel up, in place of how it was. What fell before now isn't
// announced there: it is thought of for the first time at the next round, and
// anew after a pause; digests begin anew after they were switched off. One that was halted goes on where it stopped. It leaves a
// line in the audit trail of the casebook that the server reads. An
// [ErrForbidden] of a channel that another server has.
func (c *Channels) Set(ctx context.Context, ch Channel, by Author) (err error) {
	defer wrap(&err, "set up channel %s", ch.ID)

	if !ch.valid() {
		return ErrChannel
	}
	filters := ""
	if len(ch.Filters.Countries)+len(ch.Filters.Professions)+len(ch.Filters.Statuses) > 0 {
		data, err := json.Marshal(ch.Filters)
		if err != nil {
			return err
		}
		filters = string(data)
	}
	if _, _, err := c.db.servers.Of(ctx, ch.Server); err != nil { // a new server settles first
		return err
	}
	return c.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		before, err := channels(ctx, tx, `WHERE c.id = ?`, ch.ID)
		if err != nil {
			return err
		}
		if len(before) > 0 && before[0].Server != ch.Server {
			return ErrForbidden
		}
		now := c.db.now().UnixMilli()
		const upsert = `
			INSERT INTO channels (id, server, kinds, hour, timezone, language, calendar, filters, crosspost, paused, by,
				through, digested, planned, next, since)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, '', '', 0, ?12, ?12)
			ON CONFLICT (id) DO UPDATE SET kinds = ?3, hour = ?4, timezone = ?5, language = ?6, calendar = ?7, filters = ?8,
				crosspost = ?9, by = ?11, halted = '', next = ?12, version = version + 1,
				through = CASE WHEN paused = 1 THEN '' ELSE through END,
				digested = CASE WHEN paused = 1 OR ' ' || kinds || ' ' NOT LIKE '% digest %' THEN '' ELSE digested END,
				since = CASE WHEN paused = 1 THEN ?12 ELSE since END, paused = ?10`
		kinds := make([]string, 0, len(ch.Kinds))
		for _, k := range AllAnnounced() {
			if slices.Contains(ch.Kinds, k) {
				kinds = append(kinds, string(k))
			}
		}
		_, err = tx.ExecContext(ctx, upsert, ch.ID, ch.Server, strings.Join(kinds, " "), ch.Hour, ch.Timezone, ch.Language, ch.Calendar,
			filters, ch.Crosspost, ch.Paused, string(by), now)
		if err != nil {
			return err
		}
		if err := c.db.park(ctx, tx, ch.ID); err != nil {
			return err
		}
		said := fmt.Sprintf("channel %s: %s at %d", ch.ID, strings.Join(kinds, ", "), ch.Hour)
		if ch.Paused {
			said += ", paused"
		}
		return c.note(ctx, tx, ch.Server, said, by)
	})
}

// note leaves a line in the trail of the casebook that the server reads.
func (c *Channels) note(ctx context.Context, tx *sql.Tx, server, said string, by Author) error {
	v, err := readServer(ctx, tx, server)
	if err != nil {
		return err
	}
	return note(ctx, tx, v.Casebook, c.db.now().UnixMilli(), Act{By: by, Action: ActionSetup, Detail: "server " + server + ", " + said})
}

// Remove forgets a channel of the server and what was still to be posted there.
// What was posted stays in the ledger, so that corrections reach it. An
// [ErrNotFound] when the server has no such channel.
func (c *Channels) Remove(ctx context.Context, server, id string, by Author) (err error) {
	defer wrap(&err, "remove channel %s", id)

	return c.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `DELETE FROM channels WHERE id = ? AND server = ?`, id, server)); err != nil {
			return err
		}
		// What is under way may stand there; it is settled as what it is.
		for _, statement := range []string{
			`DELETE FROM deliveries WHERE channel = ?1 AND (post = 0
				OR post IN (SELECT id FROM posts WHERE channel = ?1 AND state = 'pending' AND first = 0))`,
			`DELETE FROM posts WHERE channel = ?1 AND state = 'pending' AND first = 0`,
		} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return err
			}
		}
		// What was put aside while it is in doubt is found out now.
		if err := c.db.park(ctx, tx, id); err != nil {
			return err
		}
		return c.note(ctx, tx, server, "channel "+id+" removed", by)
	})
}

// Halt stops posting in a channel and has the server's curators told, once: in
// their review channel or, where there is none, who set the channel up.
func (c *Channels) Halt(ctx context.Context, id string, why Halt) (err error) {
	defer wrap(&err, "halt channel %s", id)

	return c.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var server string
		const halt = `UPDATE channels SET halted = ?, version = version + 1 WHERE id = ? AND halted = '' RETURNING server`
		found, err := column[string](ctx, tx, halt, string(why), id)
		if err != nil || len(found) == 0 {
			return err // it was halted already, or is none of ours any more
		}
		server = found[0]
		if err := c.db.park(ctx, tx, id); err != nil {
			return err
		}
		return c.db.notice(ctx, tx, server, id, string(why), "")
	})
}

// parked is when there is something to do with a message whose channel takes
// none: never. Were they left where they are, whoever looks for work would go by
// them each time.
const parked = int64(1) << 60 // written out where it is compared

// silent is the condition that the channel of the message in posts takes none.
const silent = `EXISTS (SELECT 1 FROM channels c WHERE c.id = posts.channel AND (c.paused = 1 OR c.halted <> ''))`

// park puts what waits for a channel aside while that takes nothing, and brings
// it back when it does again.
func (db *DB) park(ctx context.Context, tx *sql.Tx, channel string) error {
	const update = `
		UPDATE posts SET next = CASE WHEN ` + silent + ` THEN ?2 ELSE max(due, min(next, ?3)) END
		WHERE channel = ?1 AND state IN ('pending', 'sending')`
	_, err := tx.ExecContext(ctx, update, channel, parked, db.now().UnixMilli())
	db.unposted.Store(true) // what waited for it may be posted now
	db.unplanned.Store(true)
	return err
}
