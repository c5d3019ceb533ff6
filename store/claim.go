package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// postLease is for how long nobody else gets a message.
const postLease = time.Minute

// waiting is the condition that there is something to do with message p, now or
// later.
const waiting = `
	(p.state IN ('pending', 'sending') OR p.state = 'sent' AND (p.again > 0 OR p.crossed = 0)) AND p.next < 1 << 60`

// ripe is the condition that it is to be done at ?1 by the store's clock. What
// was put off for longer than a day was put off before the clock was put back;
// what nobody tried yet then waits for its hour to come again.
const ripe = `
	(p.next <= ?1 OR p.next > ?1 + 86400000 AND (p.state <> 'pending' OR p.tries > 0 AND p.due <= ?1))`

// free is the condition that nobody is at it, nor at work in the same place, at
// ?2 by the machine's clock. Few are at work: it is looked through them, and not
// through all that was ever said in the place.
const free = unleased + ` AND NOT EXISTS (
		SELECT 1 FROM posts b WHERE b.lease > 0 AND b.lease > ?2 AND b.lease <= ?2 + 120000 AND +b.channel = p.channel AND b.person = p.person)`

// unleased is the condition that nobody is at message p, at ?2 by the machine's
// clock. A lease that ends later than any can was given before that clock was
// put back.
const unleased = `
	(p.lease <= ?2 OR p.lease > ?2 + 120000)`

// Claim gives out at most n messages with which there is something to do, the
// longest due first and at most one for each channel: to be posted, or, with
// Message set, to be crossposted, edited or deleted. They are leased to holder
// for a minute of the machine's clock, and noted as under way: whoever finds
// them afterwards knows that they may stand in Discord.
func (l *Ledger) Claim(ctx context.Context, holder string, n int) (posts []Post, err error) {
	defer wrap(&err, "take messages from the ledger")

	now, machine := l.db.now().UnixMilli(), l.db.machine().UnixMilli()
	var any bool
	const look = `SELECT EXISTS (SELECT 1 FROM posts p WHERE ` + waiting + ` AND ` + ripe + ` AND ` + free + `)`
	if err := l.db.readers.QueryRowContext(ctx, look, now, machine).Scan(&any); err != nil || !any {
		return nil, err // nothing to write
	}
	err = l.update(ctx, "a claim", func(ctx context.Context, tx *sql.Tx) error {
		if posts, err = l.due(ctx, tx, now, machine, n); err != nil {
			return err
		}
		const update = `
			UPDATE posts SET holder = ?2, lease = ?3, tries = tries + 1,
				state = CASE state WHEN 'pending' THEN 'sending' ELSE state END,
				first = CASE WHEN state = 'sent' OR first > 0 THEN first ELSE ?4 END,
				again = CASE again WHEN 0 THEN 0 ELSE 2 END
			WHERE id = ?1`
		for i := range posts {
			if _, err := tx.ExecContext(ctx, update, posts[i].ID, holder, machine+postLease.Milliseconds(), machine); err != nil {
				return err
			}
			if posts[i].Lines, err = lines(ctx, tx, posts[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return posts, nil
}

// due finds at most n messages, one for each channel or person in which nobody
// is at work.
func (l *Ledger) due(ctx context.Context, tx *sql.Tx, now, machine int64, n int) (posts []Post, err error) {
	busy := make(map[string]bool)
	const leased = `SELECT channel || '@' || person FROM posts WHERE lease > 0 AND lease > ?1 AND lease <= ?1 + 120000`
	taken, err := column[string](ctx, tx, leased, machine)
	if err != nil {
		return nil, err
	}
	for _, place := range taken {
		busy[place] = true
	}
	const query = `
		SELECT p.id, p.kind, p.key, p.nonce, p.ref, p.server, p.channel, p.person, p.day, p.due, p.tries, p.first, p.message, p.posted,
			p.state = 'sent' AND p.again > 0, p.state = 'sent' AND p.crossed = 0
		FROM posts p WHERE ` + waiting + ` AND ` + ripe + ` AND ` + unleased + ` ORDER BY p.next, p.id`
	rows, err := tx.QueryContext(ctx, query, now, machine)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for len(posts) < n && rows.Next() {
		var (
			p                  Post
			day                string
			due, first, posted int64
		)
		err := rows.Scan(&p.ID, &p.Kind, &p.Key, &p.Nonce, &p.Ref, &p.Server, &p.Channel, &p.Person, &day, &due, &p.Tries, &first,
			&p.Message, &posted, &p.Again, &p.Crosspost)
		if err != nil {
			return nil, err
		}
		if place := p.Channel + "@" + p.Person; busy[place] {
			continue
		} else {
			busy[place] = true
		}
		if p.Day, err = storedDay(day); err != nil {
			return nil, err
		}
		p.Due, p.First, p.Posted = time.UnixMilli(due), instantStored(first), instantStored(posted)
		posts = append(posts, p)
	}
	return posts, rows.Err()
}

// lines are what a message says, in its order. Of a casefile that was merged the
// slug is that of where it is now.
func lines(ctx context.Context, q querier, post int64) (all []Line, err error) {
	query := `
		SELECT a.id, a.casebook, root.id, coalesce(p.slug, ''), a.kind, a.subject, a.occurrence, a.facts, d.part, d.day, d.print,
			a.casefile <> root.id, a.created
		FROM deliveries d JOIN announcements a ON a.id = d.announcement ` + rootOf("a.casefile") + `
		LEFT JOIN public_casefiles p ON p.casefile = root.id
		WHERE d.post = ? ORDER BY d.ord, a.id`
	rows, err := q.QueryContext(ctx, query, post)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			x          Line
			facts, day string
			created    int64
		)
		err := rows.Scan(&x.announcement, &x.Casebook, &x.Casefile, &x.Slug, &x.Kind, &x.Subject, &x.Occurrence, &facts, &x.Part, &day,
			&x.Print, &x.Merged, &created)
		if err != nil {
			return nil, err
		}
		if x.Day, err = storedDay(day); err != nil {
			return nil, err
		}
		x.Created = time.UnixMilli(created)
		if x.Facts = storedRefs(facts); len(x.Print) == 0 {
			x.Print = nil
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// NextPost is when there is something to do, by the store's clock; the zero
// time if there is nothing.
func (l *Ledger) NextPost(ctx context.Context) (at time.Time, err error) {
	defer wrap(&err, "read the next message")

	const query = `
		SELECT p.next FROM posts p WHERE ` + waiting + ` AND ` + free + ` ORDER BY p.next LIMIT 1`
	var next int64
	err = l.db.readers.QueryRowContext(ctx, query, 0, l.db.machine().UnixMilli()).Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return time.UnixMilli(next), err
}

// Wake is sent to when there may be something new to do.
func (l *Ledger) Wake() <-chan struct{} { return l.db.posts }

// Backlog counts messages by their state, for the health page. Direct messages
// are not among them.
func (l *Ledger) Backlog(ctx context.Context) (all map[string]int, err error) {
	defer wrap(&err, "count messages")

	all = make(map[string]int)
	const query = `SELECT state, count(*) FROM posts WHERE person = '' AND state IN ('pending', 'sending', 'given-up') GROUP BY state`
	rows, err := l.db.readers.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			state string
			n     int
		)
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		all[state] = n
	}
	return all, rows.Err()
}
