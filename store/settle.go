package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Settle notes what became of messages, all in one transaction. Whoever's lease
// was taken over by somebody else settles nothing.
func (l *Ledger) Settle(ctx context.Context, holder string, all []Said) (err error) {
	defer wrap(&err, "note what became of messages")

	return l.update(ctx, "what became of messages", func(ctx context.Context, tx *sql.Tx) error {
		for i := range all {
			if err := l.settle(ctx, tx, holder, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// settle notes what became of one.
func (l *Ledger) settle(ctx context.Context, tx *sql.Tx, holder string, s *Said) error {
	const give = `
		UPDATE posts SET holder = '', lease = 0, again = CASE WHEN again = 2 AND ?3 THEN 0 ELSE min(again, 1) END,
			channel = CASE WHEN channel = '' THEN ?4 ELSE channel END
		WHERE id = ?1 AND holder = ?2 AND lease > 0
		RETURNING id`
	looked := s.Outcome == SaidEdited || s.Outcome == SaidPosted
	mine, err := column[int64](ctx, tx, give, s.Post, holder, looked, s.Channel)
	if err != nil || len(mine) == 0 {
		return err
	}
	l.db.unposted.Store(true) // what waited for it in the same channel may be done now
	now := l.db.now().UnixMilli()
	set := func(columns string, args ...any) error {
		_, err := tx.ExecContext(ctx, `UPDATE posts SET `+columns+` WHERE id = ?`, append(args, s.Post)...)
		return err
	}
	switch s.Outcome {
	case SaidPosted:
		if err := set(`state = 'sent', message = ?, posted = ?, first = 0, tries = 0, next = ?, why = ''`, s.Message, now, now); err != nil {
			return err
		}
		return l.said(ctx, tx, s)
	case SaidEdited:
		if err := set(`tries = 0, next = ?, why = ''`, now); err != nil {
			return err
		}
		return l.said(ctx, tx, s)
	case SaidCrossed:
		return set(`crossed = 1, tries = 0, next = ?, why = ''`, now)
	case SaidDeleted:
		return set(`state = 'dropped', first = 0, why = ?`, s.Why)
	case SaidDropped:
		return set(`state = 'dropped', first = 0, why = ?`, s.Why)
	case SaidLater:
		if err := l.noticeOnce(ctx, tx, s); err != nil {
			return err
		}
		const later = `
			UPDATE posts SET state = CASE state WHEN 'sending' THEN 'pending' ELSE state END, why = ?3,
				first = CASE WHEN ?4 THEN first ELSE 0 END, next = CASE WHEN state <> 'sent' AND ` + silent + ` THEN ?5 ELSE ?2 END
			WHERE id = ?1`
		_, err := tx.ExecContext(ctx, later, s.Post, s.At.UnixMilli(), s.Why, s.Unsure, parked)
		return err
	case SaidMissed:
		return l.missed(ctx, tx, s)
	case SaidGivenUp:
		return l.giveUp(ctx, tx, s)
	}
	return fmt.Errorf("a message can't become %q", s.Outcome)
}

// noticeOnce has curators told that a message can't be changed for now, unless
// that is why it was put off already.
func (l *Ledger) noticeOnce(ctx context.Context, tx *sql.Tx, s *Said) error {
	if s.Notice == "" {
		return nil
	}
	var server, channel, ref, why string
	const query = `SELECT server, channel, ref, why FROM posts WHERE id = ?`
	if err := tx.QueryRowContext(ctx, query, s.Post).Scan(&server, &channel, &ref, &why); err != nil || why == s.Why {
		return err
	}
	return l.db.notice(ctx, tx, server, channel, s.Notice, ref)
}

// said notes what a message says now.
func (l *Ledger) said(ctx context.Context, tx *sql.Tx, s *Said) error {
	all, err := lines(ctx, tx, s.Post)
	if err != nil {
		return err
	}
	for i := range all {
		var print []byte
		if i < len(s.Prints) {
			print = s.Prints[i]
		}
		if print == nil {
			print = []byte{}
		}
		const update = `UPDATE deliveries SET print = ? WHERE post = ? AND announcement = ?`
		if _, err := tx.ExecContext(ctx, update, print, s.Post, all[i].announcement); err != nil {
			return err
		}
	}
	return nil
}

// missed leaves what a message would have said to the next digest.
func (l *Ledger) missed(ctx context.Context, tx *sql.Tx, s *Said) error {
	const leave = `UPDATE deliveries SET post = 0, part = 'missed', print = x'' WHERE post = ?`
	if _, err := tx.ExecContext(ctx, leave, s.Post); err != nil {
		return err
	}
	// The channel is thought of at once: it may have no digest of its own.
	l.db.unplanned.Store(true)
	const soon = `UPDATE channels SET next = min(next, ?2), version = version + 1 WHERE id = (SELECT channel FROM posts WHERE id = ?1)`
	if _, err := tx.ExecContext(ctx, soon, s.Post, l.db.now().UnixMilli()); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE posts SET state = 'dropped', first = 0, why = ? WHERE id = ?`, s.Why, s.Post)
	return err
}

// giveUp ends a message that will not be tried again. Of a direct message
// nothing is kept.
func (l *Ledger) giveUp(ctx context.Context, tx *sql.Tx, s *Said) error {
	var server, channel, person, ref string
	const query = `SELECT server, channel, person, ref FROM posts WHERE id = ?`
	if err := tx.QueryRowContext(ctx, query, s.Post).Scan(&server, &channel, &person, &ref); err != nil {
		return err
	}
	if person != "" {
		if _, err := tx.ExecContext(ctx, `DELETE FROM deliveries WHERE post = ?`, s.Post); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM posts WHERE id = ?`, s.Post)
		return err
	}
	// One that stands in its channel stays there, and may be corrected yet.
	const update = `UPDATE posts SET state = CASE state WHEN 'sent' THEN state ELSE 'given-up' END, again = 0, crossed = 1,
		first = CASE WHEN ?3 THEN first ELSE 0 END, why = ?1 WHERE id = ?2`
	if _, err := tx.ExecContext(ctx, update, s.Why, s.Post, s.Unsure); err != nil {
		return err
	}
	if s.Notice == "" {
		return nil
	}
	return l.db.notice(ctx, tx, server, channel, s.Notice, ref)
}

// Corrections have every message that says something of a casefile that was
// changed since looked at again. It reports how many.
func (l *Ledger) Corrections(ctx context.Context) (n int, err error) {
	defer wrap(&err, "find messages to correct")

	var any bool
	if err := l.db.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM corrections)`).Scan(&any); err != nil || !any {
		return 0, err
	}
	err = l.update(ctx, "corrections", func(ctx context.Context, tx *sql.Tx) error {
		n = 0
		ids, err := column[int64](ctx, tx, `DELETE FROM corrections RETURNING casefile`)
		if err != nil {
			return err
		}
		now := l.db.now().UnixMilli()
		for _, id := range ids {
			const mark = withBelow + `
				UPDATE posts SET again = 1, next = ?2
				WHERE state IN ('sent', 'sending') AND id IN (
					SELECT d.post FROM announcements a JOIN deliveries d ON d.announcement = a.id WHERE a.casefile IN below)`
			r, err := tx.ExecContext(ctx, mark, id, now)
			if err != nil {
				return err
			}
			marked, err := r.RowsAffected()
			if err != nil {
				return err
			}
			n += int(marked)
			// What may stand there is looked for once more when it has to go.
			const doubt = withBelow + `
				UPDATE posts SET state = 'pending', next = ?2
				WHERE state IN ('given-up', 'pending') AND first > 0 AND NOT EXISTS (SELECT 1 FROM public_casefiles p WHERE p.casefile = ?1) AND id IN (
					SELECT d.post FROM announcements a JOIN deliveries d ON d.announcement = a.id WHERE a.casefile IN below)`
			if r, err = tx.ExecContext(ctx, doubt, id, now); err != nil {
				return err
			}
			if marked, err = r.RowsAffected(); err != nil {
				return err
			}
			n += int(marked)
		}
		if n > 0 {
			l.db.unposted.Store(true)
		}
		return nil
	})
	return n, err
}
