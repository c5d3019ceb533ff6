package store

import (
	"context"
	"database/sql"
	"errors"
)

// Settings keeps what people asked to be kept, and small things of the bot. It
// holds nothing about who asked what.
type Settings struct{ db *DB }

// PersonSettings is all that is kept about somebody who uses the bot, and only
// after they asked for it. Empty: as the server has it.
type PersonSettings struct {
	Language string
	Calendar string
}

// Person is what is kept about the person with that Discord id; the zero value
// when nothing is.
func (s *Settings) Person(ctx context.Context, id string) (p PersonSettings, err error) {
	defer wrap(&err, "settings of a person")

	const query = `SELECT language, calendar FROM people_settings WHERE person = ?`
	err = s.db.readers.QueryRowContext(ctx, query, id).Scan(&p.Language, &p.Calendar)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return p, err
}

// SetPerson keeps p for the person. With the zero value nothing is kept.
func (s *Settings) SetPerson(ctx context.Context, id string, p PersonSettings) (err error) {
	defer wrap(&err, "keep settings of a person")

	if p == (PersonSettings{}) {
		return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM people_settings WHERE person = ?`, id)
			return err
		})
	}
	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const upsert = `
			INSERT INTO people_settings (person, language, calendar) VALUES (?, ?, ?)
			ON CONFLICT (person) DO UPDATE SET language = excluded.language, calendar = excluded.calendar`
		_, err := tx.ExecContext(ctx, upsert, id, p.Language, p.Calendar)
		return err
	})
}
