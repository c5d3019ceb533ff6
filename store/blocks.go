package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"
)

// ErrSenderForgotten says that nobody knows any more who made a suggestion.
var ErrSenderForgotten = errors.New("the sender was forgotten already")

// Block takes no more suggestions from whoever made this one, without saying
// who that is. It works for as long as the sender is known, or their suggestion
// still counts against how much they may suggest, which is a day; then it is an
// [ErrSenderForgotten].
func (i *Inbox) Block(ctx context.Context, book CasebookID, id int64, by Author) (err error) {
	defer wrap(&err, "block a sender")

	key, err := i.db.senderKey(ctx)
	if err != nil {
		return err
	}
	return i.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		s, err := readSuggestion(ctx, tx, book, id)
		if err != nil {
			return err
		}
		who, err := i.sender(ctx, tx, s, key)
		if err != nil {
			return err
		}
		now := i.db.now().UnixMilli()
		const insert = `
			INSERT INTO blocks (casebook, who, suggestion, by, at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (casebook, who) DO NOTHING`
		r, err := tx.ExecContext(ctx, insert, book, who, id, string(by), now)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return err // blocked already
		}
		return note(ctx, tx, book, now, Act{By: by, Action: ActionBlock, Detail: "who made " + suggestionNamed(id)})
	})
}

// sender is the hash of who made a suggestion.
func (i *Inbox) sender(ctx context.Context, tx *sql.Tx, s Suggestion, key senderKey) (who []byte, err error) {
	if s.Sender != "" {
		return key.of(s.Sender), nil
	}
	const query = `SELECT who FROM sendings WHERE casebook = ? AND suggestion = ?`
	err = tx.QueryRowContext(ctx, query, s.Casebook, s.ID).Scan(&who)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrSenderForgotten
	}
	return who, err
}

// Blocking is somebody on a casebook's block list.
type Blocking struct {
	ID         int64
	Suggestion int64 // that led to it
	By         Author
	At         time.Time
}

// Blocked is the block list of a casebook, the newest first.
func (i *Inbox) Blocked(ctx context.Context, book CasebookID) (all []Blocking, err error) {
	defer wrap(&err, "read the block list")

	const query = `SELECT id, suggestion, by, at FROM blocks WHERE casebook = ? ORDER BY id DESC`
	rows, err := i.db.readers.QueryContext(ctx, query, book)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			b  Blocking
			at int64
		)
		if err := rows.Scan(&b.ID, &b.Suggestion, &b.By, &at); err != nil {
			return nil, err
		}
		b.At = time.UnixMilli(at)
		all = append(all, b)
	}
	return all, rows.Err()
}

// Unblock takes somebody off the block list.
func (i *Inbox) Unblock(ctx context.Context, book CasebookID, id int64, by Author) (err error) {
	defer wrap(&err, "unblock a sender")

	return i.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var suggestion int64
		const query = `DELETE FROM blocks WHERE id = ? AND casebook = ? RETURNING suggestion`
		err := tx.QueryRowContext(ctx, query, id, book).Scan(&suggestion)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		a := Act{By: by, Action: ActionUnblock, Detail: "who made suggestion " + strconv.FormatInt(suggestion, 10)}
		return note(ctx, tx, book, i.db.now().UnixMilli(), a)
	})
}
