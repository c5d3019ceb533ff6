package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Outbox is what the bot has to do in Discord by itself, beside answering. What
// has to be done is written in the transaction that causes it, and done later,
// as often as it takes; what is shown is made when it is sent, from the record
// as it is then.
type Outbox struct{ db *DB }

// Outbox is what the bot has to do in Discord by itself.
func (db *DB) Outbox() *Outbox { return &Outbox{db} }

// Errand is one thing to do.
type Errand struct {
	ID       int64
	Kind     ErrandKind
	Server   string // Discord's id, of the message's place
	Channel  string // "" of a direct message
	Message  string // to edit or delete; "": not posted yet
	Subject  int64  // id of the suggestion or approval that it shows
	Casebook CasebookID
	Nonce    string    // at most 25 characters, for Discord's enforce_nonce
	User     string    // whom a direct message goes to
	Tries    int       // before this one
	Since    time.Time // when it was first due
}

// ErrandKind says what an errand is for.
type ErrandKind string

// The kinds.
const (
	ShowSuggestion ErrandKind = "show-suggestion" // post or edit its card in the review channel
	ShowApproval   ErrandKind = "show-approval"   // likewise
	TellSender     ErrandKind = "tell-sender"     // of the outcome, by direct message
	DeleteMessage  ErrandKind = "delete-message"  // that shows what is no longer public
	ShowNotice     ErrandKind = "show-notice"     // post it in the review channel, or tell User
)

// lease is for how long nobody else gets an errand.
const lease = time.Minute

// errandReady is the condition that errand e may be done at all: of several that show
// one thing, the oldest. The next then edits what that one posted.
const errandReady = `
	e.given_up = 0 AND NOT EXISTS (
		SELECT 1 FROM errands o
		WHERE o.kind = e.kind AND o.subject = e.subject AND o.given_up = 0 AND o.id < e.id
		  AND e.kind IN ('show-suggestion', 'show-approval'))`

// Due are at most n errands whose time has come, the oldest first. None is put off
// for as long as a day: what seems so was put off, or leased, before the clock was put back. They are
// leased: nobody else gets them for a minute. A card is edited where it stands
// as long as that is the review channel, or it was decided there; otherwise it
// is posted anew, and the one elsewhere deleted.
func (o *Outbox) Due(ctx context.Context, n int) (due []Errand, err error) {
	defer wrap(&err, "read errands")

	if next, err := o.Next(ctx); err != nil || next.IsZero() || next.After(o.db.now()) {
		return nil, err // nothing to write
	}
	err = o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		due = nil
		now := o.db.now().UnixMilli()
		const query = `
			SELECT id, kind, server, channel, message, subject, casebook, nonce, whom, tries, since
			FROM errands e WHERE (due <= ?1 OR due > ?1 + 86400000) AND ` + errandReady + ` ORDER BY due, id LIMIT ?2`
		all, err := errands(ctx, tx, query, now, n)
		if err != nil {
			return err
		}
		for _, e := range all {
			show, err := o.db.place(ctx, tx, &e)
			if err != nil {
				return err
			}
			if !show {
				if _, err := tx.ExecContext(ctx, `DELETE FROM errands WHERE id = ?`, e.ID); err != nil {
					return err
				}
				continue
			}
			const update = `
				UPDATE errands SET leased = 1, due = ?, tries = tries + 1, server = ?, channel = ?, message = ?
				WHERE id = ?`
			if _, err := tx.ExecContext(ctx, update, now+lease.Milliseconds(), e.Server, e.Channel, e.Message, e.ID); err != nil {
				return err
			}
			due = append(due, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return due, nil
}

func errands(ctx context.Context, tx *sql.Tx, query string, args ...any) (all []Errand, err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			e     Errand
			since int64
		)
		if err := rows.Scan(&e.ID, &e.Kind, &e.Server, &e.Channel, &e.Message, &e.Subject, &e.Casebook, &e.Nonce, &e.User, &e.Tries, &since); err != nil {
			return nil, err
		}
		e.Since = time.UnixMilli(since)
		all = append(all, e)
	}
	return all, rows.Err()
}

// Wake is sent to when an errand was written by this process, at most once
// until received. Next is for the others.
func (o *Outbox) Wake() <-chan struct{} { return o.db.wake }

// Next is when the next errand is due; zero when there is none.
func (o *Outbox) Next(ctx context.Context) (at time.Time, err error) {
	defer wrap(&err, "read the next errand")

	var due int64
	const query = `
		SELECT coalesce(min(at), 0) FROM (
			SELECT * FROM (SELECT e.due AS at FROM errands e WHERE ` + errandReady + ` ORDER BY e.due LIMIT 1)
			UNION ALL
			SELECT * FROM (SELECT ?1 FROM errands e WHERE e.due > ?1 + 86400000 AND ` + errandReady + ` LIMIT 1))`
	err = o.db.readers.QueryRowContext(ctx, query, o.db.now().UnixMilli()).Scan(&due)
	return instantStored(due), err
}

// Done ends an errand. message is the id of what was posted, "" when nothing was.
func (o *Outbox) Done(ctx context.Context, id int64, message string) (err error) {
	defer wrap(&err, "end an errand")

	return o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var e Errand
		const query = `DELETE FROM errands WHERE id = ? RETURNING kind, channel, message, subject`
		err := tx.QueryRowContext(ctx, query, id).Scan(&e.Kind, &e.Channel, &e.Message, &e.Subject)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // ended already: its lease was over, and somebody else did it too
		}
		if err != nil {
			return err
		}
		o.db.unsent.Store(true) // what waited for it may be done now
		table := cardTable(e.Kind)
		switch {
		case e.Kind == DeleteMessage:
			_, err = tx.ExecContext(ctx, `DELETE FROM shown WHERE channel = ? AND message = ?`, e.Channel, e.Message)
		case table != "" && message != "":
			_, err = tx.ExecContext(ctx, `UPDATE `+table+` SET channel = ?, message = ? WHERE id = ?`, e.Channel, message, e.Subject)
		}
		return err
	})
}

// Later has an errand tried again at that time.
func (o *Outbox) Later(ctx context.Context, id int64, at time.Time, why string) (err error) {
	defer wrap(&err, "put off an errand")

	return o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const update = `UPDATE errands SET leased = 0, due = ?, why = ? WHERE id = ? AND given_up = 0`
		_, err := tx.ExecContext(ctx, update, at.UnixMilli(), why, id)
		return err
	})
}

// GiveUp ends an errand that can't be done, with a reason that a person can read.
// The reason is kept for a while; whom it was for is not.
func (o *Outbox) GiveUp(ctx context.Context, id int64, why string) (err error) {
	defer wrap(&err, "give up an errand")

	return o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const update = `UPDATE errands SET leased = 0, given_up = 1, whom = '', why = ? WHERE id = ?`
		o.db.unsent.Store(true)
		_, err := tx.ExecContext(ctx, update, why, id)
		return err
	})
}
