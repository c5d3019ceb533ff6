package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// Desk keeps what curators have under way between a form and its saving, so
// that nothing typed is lost to a restart. Each edit is its curator's alone.
type Desk struct{ db *DB }

// Desk keeps what curators have under way.
func (db *DB) Desk() *Desk { return &Desk{db} }

// Edit is one change under way.
type Edit struct {
	ID       string // 26 characters that can't be guessed; given by Open
	Casebook CasebookID
	Slug     string  // "" of a new casefile
	Base     Version // that it started from; 0 of a new casefile
	Kind     string  // what is edited: "sentence", "publish", "undo" …
	Fact     string  // which fact of that kind; "" a new one
	Typed    map[string]string
	By       Author

	State   EditState
	Saved   Version // that it became
	Slugged string  // the slug under which it was saved
	Begun   time.Time
}

// EditState is how far an edit is.
type EditState string

// The states. An edit leaves EditOpen once.
const (
	EditOpen      EditState = "open"
	EditSaved     EditState = "saved"
	EditDiscarded EditState = "discarded"
)

// editLife is how long an edit that nobody saves is kept, and how long it is
// remembered what became of one.
const editLife = 14 * 24 * time.Hour

// Settled is an edit that was saved or discarded already.
type Settled struct{ Edit Edit }

// Error says which of the two.
func (e *Settled) Error() string { return "the edit was " + string(e.Edit.State) + " already" }

// Open keeps a new edit and gives it its id. Edits past their time go.
func (d *Desk) Open(ctx context.Context, e Edit) (_ Edit, err error) {
	defer wrap(&err, "keep an edit")

	typed, err := json.Marshal(e.Typed)
	if err != nil {
		return Edit{}, err
	}
	e.ID, e.State, e.Saved, e.Slugged, e.Begun = rand.Text(), EditOpen, 0, "", d.db.instant()
	err = d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, deleteOldEdits, e.Begun.Add(-editLife).UnixMilli()); err != nil {
			return err
		}
		const insert = `
			INSERT INTO edits (id, casebook, slug, base, kind, fact, typed, author, state, begun)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		_, err := tx.ExecContext(ctx, insert, e.ID, e.Casebook, e.Slug, e.Base, e.Kind, e.Fact, text(typed), string(e.By), string(e.State), e.Begun.UnixMilli())
		return err
	})
	if err != nil {
		return Edit{}, err
	}
	return e, nil
}

const deleteOldEdits = `DELETE FROM edits WHERE begun <= ?`

// Edit is the edit with that id; an [ErrNotFound] when there is none of that
// curator's.
func (d *Desk) Edit(ctx context.Context, id string, by Author) (e Edit, err error) {
	defer wrap(&err, "read an edit")

	return readEdit(ctx, d.db.readers, id, by, d.db.now())
}

// Unfinished are a curator's edits of a casebook that were neither saved nor
// discarded, at most n of them, the newest first, and how many there are in all.
// What was typed about the columns of a file goes with the file, in a day, and
// is not among them.
func (d *Desk) Unfinished(ctx context.Context, book CasebookID, by Author, n int) (all []Edit, total int, err error) {
	defer wrap(&err, "list edits under way")

	err = d.db.view(ctx, func(tx *sql.Tx) error {
		const where = ` WHERE casebook = ? AND author = ? AND state = 'open' AND begun > ? AND kind <> 'columns'`
		since := d.db.now().Add(-editLife).UnixMilli()
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM edits`+where, book, string(by), since).Scan(&total); err != nil {
			return err
		}
		all, err = edits(ctx, tx, selectEdit+where+` ORDER BY begun DESC, id LIMIT ?`, book, string(by), since, n)
		return err
	})
	return all, total, err
}

// Retype keeps what e has now as Base, Fact and Typed. A [*Settled] when it isn't open.
func (d *Desk) Retype(ctx context.Context, e Edit) (err error) {
	defer wrap(&err, "keep an edit")

	typed, err := json.Marshal(e.Typed)
	if err != nil {
		return err
	}
	return d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := openEdit(ctx, tx, e.ID, e.By, d.db.now()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE edits SET base = ?, fact = ?, typed = ? WHERE id = ?`, e.Base, e.Fact, text(typed), e.ID)
		return err
	})
}

// Discard ends an edit without saving it; what was typed is erased. A
// [*Settled] when it isn't open.
func (d *Desk) Discard(ctx context.Context, id string, by Author) (err error) {
	defer wrap(&err, "discard an edit")

	return d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := openEdit(ctx, tx, id, by, d.db.now()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE edits SET state = 'discarded', typed = '{}' WHERE id = ?`, id)
		return err
	})
}

// openEdit is the edit if it is still open, otherwise a [*Settled].
func openEdit(ctx context.Context, tx *sql.Tx, id string, by Author, now time.Time) (Edit, error) {
	e, err := readEdit(ctx, tx, id, by, now)
	if err == nil && e.State != EditOpen {
		err = &Settled{e}
	}
	return e, err
}

func readEdit(ctx context.Context, q querier, id string, by Author, now time.Time) (Edit, error) {
	const query = selectEdit + ` WHERE id = ? AND author = ? AND begun > ?`
	e, err := scanEdit(q.QueryRowContext(ctx, query, id, string(by), now.Add(-editLife).UnixMilli()))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return e, err
}

const selectEdit = `SELECT id, casebook, slug, base, kind, fact, typed, author, state, saved, slugged, begun FROM edits`

func scanEdit(row interface{ Scan(...any) error }) (e Edit, err error) {
	var (
		typed []byte
		begun int64
	)
	err = row.Scan(&e.ID, &e.Casebook, &e.Slug, &e.Base, &e.Kind, &e.Fact, &typed, &e.By, &e.State, &e.Saved, &e.Slugged, &begun)
	if err != nil {
		return Edit{}, err
	}
	e.Begun = time.UnixMilli(begun)
	return e, json.Unmarshal(typed, &e.Typed)
}

func edits(ctx context.Context, q querier, query string, args ...any) (all []Edit, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		e, err := scanEdit(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}
