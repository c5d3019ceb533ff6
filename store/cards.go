package store

import (
	"context"
	"database/sql"
	"errors"
)

// cardTable is the table of what errands of that kind show, "" for the others.
// It has the columns channel and message, which say where the card stands.
func cardTable(kind ErrandKind) string {
	switch kind {
	case ShowSuggestion:
		return "suggestions"
	case ShowApproval:
		return "approvals"
	}
	return ""
}

// show has the card of a suggestion or an approval posted, or brought up to
// date, in the review channel of the casebook's home. Without one nothing is
// written. An errand that waits already will do.
func (db *DB) show(ctx context.Context, tx *sql.Tx, kind ErrandKind, book CasebookID, subject int64) error {
	const insert = `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT ?1, s.id, '', '', ?2, ?3, '', ?4, ?4 FROM servers s
		WHERE s.casebook = ?3 AND s.home = 1 AND s.review <> '' AND NOT EXISTS (
			SELECT 1 FROM errands WHERE kind = ?1 AND subject = ?2 AND given_up = 0 AND leased = 0)`
	r, err := tx.ExecContext(ctx, insert, string(kind), subject, book, db.now().UnixMilli())
	return db.wrote(r, err)
}

// unname has the cards brought up to date that name who sent a suggestion, of
// those that the condition finds. It is for when that is going to be forgotten, and wants no
// review channel: a card of what was decided stands where it was posted.
func (db *DB) unname(ctx context.Context, tx *sql.Tx, condition string, args ...any) error {
	now := db.now().UnixMilli()
	insert := `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'show-suggestion', '', '', '', g.id, g.casebook, '', ?, ? FROM suggestions g
		WHERE g.named = 1 AND ` + condition + ` AND NOT EXISTS (
			SELECT 1 FROM errands WHERE kind = 'show-suggestion' AND subject = g.id AND given_up = 0 AND leased = 0)`
	r, err := tx.ExecContext(ctx, insert, append([]any{now, now}, args...)...)
	return db.wrote(r, err)
}

// wrote notes that errands were written, so that whoever waits is woken when
// the transaction is kept.
func (db *DB) wrote(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if n > 0 {
		db.unsent.Store(true)
	}
	return err
}

// erase has a message deleted.
func (db *DB) erase(ctx context.Context, tx *sql.Tx, server, channel, message string) error {
	const insert = `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'delete-message', ?1, ?2, ?3, 0, 0, '', ?4, ?4
		WHERE NOT EXISTS (
			SELECT 1 FROM errands WHERE kind = 'delete-message' AND subject = 0 AND given_up = 0 AND channel = ?2 AND message = ?3)`
	r, err := tx.ExecContext(ctx, insert, server, channel, message, db.now().UnixMilli())
	return db.wrote(r, err)
}

// place fills in where the card of an errand is to be shown. It reports false
// when there is nowhere. Other errands know their place.
func (db *DB) place(ctx context.Context, tx *sql.Tx, e *Errand) (bool, error) {
	table := cardTable(e.Kind)
	if table == "" {
		return true, nil
	}
	var review, state string
	query := `
		SELECT t.state, t.channel, t.message, coalesce(s.id, ''), coalesce(s.review, '')
		FROM ` + table + ` t LEFT JOIN servers s ON s.casebook = t.casebook AND s.home = 1
		WHERE t.id = ?`
	err := tx.QueryRowContext(ctx, query, e.Subject).Scan(&state, &e.Channel, &e.Message, &e.Server, &review)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if e.Message != "" && (e.Channel == review || state != "open") {
		return true, nil
	}
	if e.Message != "" {
		if err := db.erase(ctx, tx, e.Server, e.Channel, e.Message); err != nil {
			return false, err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE `+table+` SET channel = '', message = '' WHERE id = ?`, e.Subject); err != nil {
			return false, err
		}
	}
	e.Channel, e.Message = review, ""
	return review != "", nil
}

// reshow shows what is open in a casebook where its review channel is now;
// where there is none any more, the cards go.
func (db *DB) reshow(ctx context.Context, tx *sql.Tx, book CasebookID, server, review string) error {
	for _, kind := range []ErrandKind{ShowSuggestion, ShowApproval} {
		table := cardTable(kind)
		open, err := column[int64](ctx, tx, `SELECT id FROM `+table+` WHERE casebook = ? AND state = 'open' ORDER BY id`, book)
		if err != nil {
			return err
		}
		const hurry = `UPDATE errands SET due = ? WHERE kind = ? AND casebook = ? AND given_up = 0 AND leased = 0`
		if _, err := tx.ExecContext(ctx, hurry, db.now().UnixMilli(), string(kind), book); err != nil {
			return err
		}
		for _, id := range open {
			if review == "" {
				err = db.takeDown(ctx, tx, table, server, id)
			} else {
				err = db.show(ctx, tx, kind, book, id)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// takeDown deletes the card of something that is open.
func (db *DB) takeDown(ctx context.Context, tx *sql.Tx, table, server string, id int64) error {
	var channel, message string
	if err := tx.QueryRowContext(ctx, `SELECT channel, message FROM `+table+` WHERE id = ?`, id).Scan(&channel, &message); err != nil || message == "" {
		return err
	}
	if err := db.erase(ctx, tx, server, channel, message); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE `+table+` SET channel = '', message = '' WHERE id = ?`, id)
	return err
}
