package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Updates are at most n developments that aren't in the ledger yet, the oldest
// first.
func (l *Ledger) Updates(ctx context.Context, n int) (_ []Update, err error) {
	defer wrap(&err, "read developments")

	return updates(ctx, l.db.readers, `WHERE a.spread = 0 ORDER BY a.id LIMIT ?`, n)
}

// Changes are the developments of a casebook that were announced from one
// instant to before another, the oldest first, for a digest.
func (l *Ledger) Changes(ctx context.Context, book CasebookID, from, to time.Time) (_ []Update, err error) {
	defer wrap(&err, "read what changed")

	return updates(ctx, l.db.readers, `WHERE a.kind = 'update' AND a.casebook = ? AND a.created >= ? AND a.created < ? ORDER BY a.id`,
		book, from.UnixMilli(), to.UnixMilli())
}

func updates(ctx context.Context, q querier, where string, args ...any) (all []Update, err error) {
	query := `
		SELECT a.id, a.casebook, root.id, coalesce(p.slug, ''), a.facts, a.created
		FROM announcements a ` + rootOf("a.casefile") + ` LEFT JOIN public_casefiles p ON p.casefile = root.id ` + where
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			u       Update
			facts   string
			created int64
		)
		if err := rows.Scan(&u.ID, &u.Casebook, &u.Casefile, &u.Slug, &facts, &created); err != nil {
			return nil, err
		}
		u.Facts, u.Created = storedRefs(facts), time.UnixMilli(created)
		all = append(all, u)
	}
	return all, rows.Err()
}

// Hearers are the channels that hear of a casebook's casefiles by that kind:
// those of every server that reads it, paused ones left out, halted ones not.
func (l *Ledger) Hearers(ctx context.Context, book CasebookID, kind Announced) (_ []Channel, err error) {
	defer wrap(&err, "read who hears of a casebook")

	all, err := channels(ctx, l.db.readers, `JOIN servers s ON s.id = c.server WHERE s.casebook = ? AND c.paused = 0 ORDER BY c.id`, book)
	return slices.DeleteFunc(all, func(c Channel) bool { return !slices.Contains(c.Kinds, kind) }), err
}

// Spread puts a development into the ledger for the channels named, for the
// followers of its casefile who may read it, and, as missed, for the channels
// in missed. It is done once: a second time does nothing.
func (l *Ledger) Spread(ctx context.Context, u Update, now, missed []Channel) (posts int, err error) {
	defer wrap(&err, "spread a development")

	err = l.update(ctx, "a development", func(ctx context.Context, tx *sql.Tx) error {
		w := entering{db: l.db, ctx: ctx, tx: tx, now: l.db.now().UnixMilli(), stmts: make(map[string]*sql.Stmt)}
		defer w.close()
		n, err := w.exec(`UPDATE announcements SET spread = 1 WHERE id = ? AND spread = 0`, u.ID)
		if err != nil || n == 0 {
			return err
		}
		line := []Line{{announcement: u.ID, Part: PartNews}}
		for i := range now {
			if err := w.news(&u, line, &now[i]); err != nil {
				return err
			}
		}
		for i := range missed {
			if err := w.missed(line, &missed[i]); err != nil {
				return err
			}
		}
		if err := w.followers(&u, line); err != nil {
			return err
		}
		posts = w.made
		return nil
	})
	if err != nil {
		return 0, err
	}
	return posts, nil
}

// news writes the message about a development for one channel.
func (w *entering) news(u *Update, line []Line, ch *Channel) error {
	x := Post{Kind: PostUpdate, Server: ch.Server, Channel: ch.ID, Due: u.Created}
	post, err := w.post(&x, fmt.Sprintf("update/%s/%d", ch.ID, u.ID), ch.Crosspost)
	if err != nil {
		return err
	}
	said, err := w.lines(ch.ID, line, post, 0)
	if err != nil {
		return err
	}
	return w.unlessEmpty(post, said)
}

// missed leaves a development to the channel's next digest. The channel is
// thought of at once: it may have no digest.
func (w *entering) missed(line []Line, ch *Channel) error {
	if _, err := w.lines(ch.ID, line, 0, 0); err != nil {
		return err
	}
	w.db.unplanned.Store(true)
	_, err := w.exec(`UPDATE channels SET next = min(next, ?2), version = version + 1 WHERE id = ?1`, ch.ID, w.now)
	return err
}

// followers writes the direct messages about a development, to who followed by
// then; since later than now is by a clock that was ahead.
func (w *entering) followers(u *Update, line []Line) error {
	query := `
		SELECT DISTINCT f.person, f.server
		FROM follows f ` + rootOf("f.casefile") + ` JOIN public_casefiles p ON p.casefile = root.id
		WHERE root.id = ?1 AND (f.since <= ?2 OR f.since > ?3) AND ` + mayFollow
	type follower struct{ person, server string }
	var all []follower
	rows, err := w.tx.QueryContext(w.ctx, query, u.Casefile, u.Created.UnixMilli(), w.now)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var f follower
		if err := rows.Scan(&f.person, &f.server); err != nil {
			return err
		}
		all = append(all, f)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, f := range all {
		x := Post{Kind: PostUpdate, Server: f.server, Person: f.person, Due: u.Created}
		post, err := w.post(&x, fmt.Sprintf("follow/%s/%d", f.person, u.ID), false)
		if err != nil {
			return err
		}
		said, err := w.lines("@"+f.person, line, post, 0)
		if err != nil {
			return err
		}
		if err := w.unlessEmpty(post, said); err != nil {
			return err
		}
	}
	return nil
}

// Mentions says of each of the channels when casefiles were last mentioned there,
// by their ids. Those that never were are not among them: of a large casebook that
// is most. What is about to be said, or waits for a digest, is mentioned now.
func (l *Ledger) Mentions(ctx context.Context, channels ...string) (all map[string]map[int64]time.Time, err error) {
	defer wrap(&err, "read what was mentioned in %d channels", len(channels))

	wanted, err := json.Marshal(channels)
	if err != nil {
		return nil, err
	}
	query := `
		SELECT said.channel, root.id, max(said.at)
		FROM (
			SELECT d.channel, a.casefile, max(CASE p.state WHEN 'sent' THEN p.posted ELSE ?2 END) AS at
			FROM json_each(?1) c JOIN deliveries d ON d.channel = c.value JOIN announcements a ON a.id = d.announcement
				LEFT JOIN posts p ON p.id = d.post
			WHERE d.post = 0 OR p.state IN ('pending', 'sending', 'sent')
			GROUP BY d.channel, a.casefile
		) said ` + rootOf("said.casefile") + `
		GROUP BY said.channel, root.id`
	rows, err := l.db.readers.QueryContext(ctx, query, string(wanted), l.db.now().UnixMilli())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all = make(map[string]map[int64]time.Time, len(channels))
	for _, ch := range channels {
		all[ch] = make(map[int64]time.Time)
	}
	for rows.Next() {
		var (
			ch     string
			id, at int64
		)
		if err := rows.Scan(&ch, &id, &at); err != nil {
			return nil, err
		}
		all[ch][id] = time.UnixMilli(at)
	}
	return all, rows.Err()
}
