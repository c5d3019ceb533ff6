package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"vigil/internal/calendar"
)

// CasebookID is a casebook's number in this database.
type CasebookID int64

// Main is the name of the casebook that is always there.
const Main = "main"

// Casebook is a set of casefiles curated by one community.
type Casebook struct {
	ID      CasebookID
	Name    string // by which the operator knows it
	Title   string // for people
	Note    string
	Licence string
	AsOf    calendar.Date
	Open    bool   // everybody may read it, in direct messages too
	Code    string // read code, "" when none was given out
	Home    string // id of the server that curates it, "" when none does
	Size    int    // casefiles, drafts included and withdrawn ones not
	Public  int    // of them public
}

// Access is the right to this casebook alone, for the terminal, where no server
// is involved.
func (b Casebook) Access() Access { return Access{Reads: []CasebookID{b.ID}, Curates: b.ID} }

const selectCasebook = `
	SELECT b.id, b.name, b.title, b.note, b.licence, b.as_of, b.open, coalesce(b.read_code, ''),
	       coalesce((SELECT s.id FROM servers s WHERE s.casebook = b.id AND s.home = 1), ''),
	       (SELECT count(*) FROM casefiles c WHERE c.casebook = b.id AND c.visibility <> 'withdrawn' AND c.merged_into IS NULL),
	       (SELECT count(*) FROM public_casefiles p WHERE p.casebook = b.id)
	FROM casebooks b`

// Casebooks are all in the database, the oldest first.
func (s *Servers) Casebooks(ctx context.Context) (all []Casebook, err error) {
	defer wrap(&err, "list casebooks")

	rows, err := s.db.readers.QueryContext(ctx, selectCasebook+` ORDER BY b.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		b, err := scanCasebook(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, rows.Err()
}

// Casebook is the one of that name, or an [ErrNotFound].
func (s *Servers) Casebook(ctx context.Context, name string) (_ Casebook, err error) {
	defer wrap(&err, "casebook %q", name)

	b, err := scanCasebook(s.db.readers.QueryRowContext(ctx, selectCasebook+` WHERE b.name = ?`, name))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return b, err
}

// CasebookOf is the one with that id, such as [Server.Casebook], or an
// [ErrNotFound].
func (s *Servers) CasebookOf(ctx context.Context, id CasebookID) (_ Casebook, err error) {
	defer wrap(&err, "casebook %d", id)

	b, err := scanCasebook(s.db.readers.QueryRowContext(ctx, selectCasebook+` WHERE b.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return b, err
}

// OwnedBy reports whether the casebook is the one that the server with that id
// got of its own.
func (b Casebook) OwnedBy(server string) bool { return b.Name == serverPrefix+server }

func scanCasebook(row interface{ Scan(...any) error }) (b Casebook, err error) {
	var asOf string
	err = row.Scan(&b.ID, &b.Name, &b.Title, &b.Note, &b.Licence, &asOf, &b.Open, &b.Code, &b.Home, &b.Size, &b.Public)
	if err == nil {
		b.AsOf, err = storedDate(asOf)
	}
	return b, err
}

// storedDate reads a date as it was stored; "" is none.
func storedDate(s string) (calendar.Date, error) {
	if s == "" {
		return calendar.Date{}, nil
	}
	return calendar.Parse(s)
}

// New makes an empty casebook. The name is lower-case letters, digits and
// hyphens; [ErrExists] when it is taken, [ErrName] when it can't be one.
func (s *Servers) New(ctx context.Context, name, title string, by Author) (_ Casebook, err error) {
	defer wrap(&err, "new casebook %q", name)

	if !casebookName.MatchString(name) || strings.HasPrefix(name, serverPrefix) {
		return Casebook{}, ErrName
	}
	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now := s.db.now().UnixMilli()
		id, err := insertCasebook(ctx, tx, name, title, now)
		if err != nil {
			return err
		}
		return note(ctx, tx, id, now, Act{By: by, Action: ActionSetup, Detail: "made casebook " + name})
	})
	if err != nil {
		return Casebook{}, err
	}
	return s.Casebook(ctx, name)
}

// serverPrefix begins the names of the casebooks that servers get of their own.
const serverPrefix = "server-"

var casebookName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

func insertCasebook(ctx context.Context, tx *sql.Tx, name, title string, now int64) (CasebookID, error) {
	const insert = `
		INSERT INTO casebooks (name, title, created) VALUES (?, ?, ?)
		ON CONFLICT (name) DO NOTHING RETURNING id`
	var id CasebookID
	err := tx.QueryRowContext(ctx, insert, name, title, now).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrExists
	}
	return id, err
}

// Open lets everybody read the casebook, in direct messages too; with false,
// no longer.
func (s *Servers) Open(ctx context.Context, name string, open bool, by Author) (err error) {
	defer wrap(&err, "open casebook %q", name)

	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var id CasebookID
		err := tx.QueryRowContext(ctx, `UPDATE casebooks SET open = ? WHERE name = ? RETURNING id`, open, name).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		a := Act{By: by, Action: ActionSetup, Detail: fmt.Sprintf("open to all: %t", open)}
		return note(ctx, tx, id, s.db.now().UnixMilli(), a)
	})
}

// Code is the casebook's read code, made when there is none yet. Who has it can
// read the casebook from another server, and not edit it.
func (s *Servers) Code(ctx context.Context, name string, by Author) (code string, err error) {
	defer wrap(&err, "read code of casebook %q", name)

	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		fresh := rand.Text()
		const query = `
			UPDATE casebooks SET read_code = coalesce(read_code, ?) WHERE name = ?
			RETURNING id, read_code`
		var id CasebookID
		err := tx.QueryRowContext(ctx, query, fresh, name).Scan(&id, &code)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil || code != fresh {
			return err
		}
		return note(ctx, tx, id, s.db.now().UnixMilli(), Act{By: by, Action: ActionSetup, Detail: "gave out a read code"})
	})
	return code, err
}

// one turns "no row was changed" into an ErrNotFound.
func one(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = fmt.Errorf("%w", ErrNotFound)
	}
	return err
}
