package store

import (
	"context"
	"database/sql"
	"errors"
)

// Kept is what was kept under name, or nil when nothing was.
func (s *Settings) Kept(ctx context.Context, name string) (value []byte, err error) {
	defer wrap(&err, "read what was kept as %q", name)

	err = s.db.readers.QueryRowContext(ctx, `SELECT value FROM kept WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return value, err
}

// Keep keeps value under name, in place of what was there.
func (s *Settings) Keep(ctx context.Context, name string, value []byte) (err error) {
	defer wrap(&err, "keep %q", name)

	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const upsert = `
			INSERT INTO kept (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`
		_, err := tx.ExecContext(ctx, upsert, name, value)
		return err
	})
}

// KeepOnce keeps value under name unless something is there already, and
// returns what is there then: of several that make a key at once, all get the
// same.
func (s *Settings) KeepOnce(ctx context.Context, name string, value []byte) (kept []byte, err error) {
	defer wrap(&err, "keep %q", name)

	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const insert = `INSERT INTO kept (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`
		if _, err := tx.ExecContext(ctx, insert, name, value); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT value FROM kept WHERE name = ?`, name).Scan(&kept)
	})
	return kept, err
}
