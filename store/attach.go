package store

import (
	"context"
	"database/sql"
	"errors"
)

// Attach lets the server read the named casebook, and with home also curate
// it; the casebook's home until then goes on reading it. What the server read
// before it no longer reads. The server need not have been seen yet.
func (s *Servers) Attach(ctx context.Context, id, casebook string, home bool, by Author) (v Server, err error) {
	defer wrap(&err, "attach server %s to casebook %q", id, casebook)

	b, err := s.Casebook(ctx, casebook)
	if err != nil {
		return Server{}, err
	}
	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		v, err = s.attach(ctx, tx, id, b.ID, home, by)
		return err
	})
	return v, err
}

// Read lets the server read the casebook whose read code this is; an
// [ErrNotFound] when it is nobody's.
func (s *Servers) Read(ctx context.Context, id, code string, by Author) (v Server, err error) {
	defer wrap(&err, "read code for server %s", id)

	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var book CasebookID
		err := tx.QueryRowContext(ctx, `SELECT id FROM casebooks WHERE read_code = ?`, code).Scan(&book)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		v, err = s.attach(ctx, tx, id, book, false, by)
		return err
	})
	return v, err
}

func (s *Servers) attach(ctx context.Context, tx *sql.Tx, id string, book CasebookID, home bool, by Author) (v Server, err error) {
	before, err := readServer(ctx, tx, id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Server{}, err
	}
	if home {
		if _, err := tx.ExecContext(ctx, `UPDATE servers SET home = 0 WHERE casebook = ? AND id <> ?`, book, id); err != nil {
			return Server{}, err
		}
	}
	// Reading one's own casebook by code must not end its curation.
	now := s.db.now().UnixMilli()
	const upsert = `
		INSERT INTO servers (id, casebook, home, created) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET
			home = ?3 OR (home AND casebook = ?2), casebook = ?2`
	if _, err := tx.ExecContext(ctx, upsert, id, book, home, now); err != nil {
		return Server{}, err
	}
	if v, err = readServer(ctx, tx, id); err != nil {
		return Server{}, err
	}
	said := "server " + id + " reads it"
	if v.Home {
		said += " and curates it"
		if err := s.db.reshow(ctx, tx, book, id, v.Review); err != nil {
			return Server{}, err
		}
	}
	if before.Home && before.Casebook != book {
		if err := s.db.reshow(ctx, tx, before.Casebook, id, ""); err != nil {
			return Server{}, err
		}
	}
	if before.Casebook != 0 && before.Casebook != book {
		a := Act{By: by, Action: ActionSetup, Detail: "server " + id + " no longer reads it"}
		if err := note(ctx, tx, before.Casebook, now, a); err != nil {
			return Server{}, err
		}
	}
	return v, note(ctx, tx, book, now, Act{By: by, Action: ActionSetup, Detail: said})
}
