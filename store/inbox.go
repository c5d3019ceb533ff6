package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"vigil/internal/names"
)

// Inbox keeps what members suggest until a curator has decided.
type Inbox struct{ db *DB }

// Inbox keeps what members suggest.
func (db *DB) Inbox() *Inbox { return &Inbox{db} }

// Suggestion is something that a member suggests for the record.
type Suggestion struct {
	ID       int64
	Casebook CasebookID
	Server   string // where it was made, Discord's id
	Slug     string // of the casefile that it is about; "" not known
	Name     string // of the person, as the casefile or the sender has it
	What     string
	Date     string // EDTF; "" none
	Source   string // link or publisher, as typed
	At       time.Time

	// Sender is who made it, "" once purged. Who reads a suggestion for curators
	// gets it only where the sender agreed to be known (Named).
	Sender string
	Named  bool

	State     SuggestionState
	DecidedBy Author
	DecidedAt time.Time
	Why       string  // of a rejection, as the sender is told
	Became    Version // of an approval: the revision
}

// SuggestionState is how far a suggestion is.
type SuggestionState string

// The states.
const (
	SuggestionOpen     SuggestionState = "open"
	SuggestionApproved SuggestionState = "approved"
	SuggestionRejected SuggestionState = "rejected"
)

// Duplicate is a suggestion that says what an open one says already.
type Duplicate struct{ Of Suggestion }

// Error names it.
func (e *Duplicate) Error() string { return fmt.Sprintf("suggestion %d says that already", e.Of.ID) }

// Decided is a suggestion that somebody decided already.
type Decided struct{ Suggestion Suggestion }

// Error says how.
func (e *Decided) Error() string {
	return "the suggestion is " + string(e.Suggestion.State) + " already"
}

// Send keeps a suggestion and has its card posted in the review channel. A [*TooMany],
// a [*Duplicate] (of one about the same person that says the same, or names the
// same link), or [ErrForbidden] for somebody who is blocked.
func (i *Inbox) Send(ctx context.Context, s Suggestion) (_ Suggestion, err error) {
	defer wrap(&err, "send a suggestion")

	key, err := i.db.senderKey(ctx)
	if err != nil {
		return Suggestion{}, err
	}
	who := key.of(s.Sender)
	s.State, s.At = SuggestionOpen, i.db.instant()
	s.DecidedBy, s.DecidedAt, s.Why, s.Became = "", time.Time{}, "", 0
	err = i.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := i.db.purge(ctx, tx); err != nil {
			return err
		}
		if err := maySend(ctx, tx, s, who); err != nil {
			return err
		}
		about, what, link := suggestionKeys(s)
		if err := duplicate(ctx, tx, s, about, what, link); err != nil {
			return err
		}
		const insert = `
			INSERT INTO suggestions (casebook, server, slug, name, what, date, source, at, sender, named, about_key, what_key, link_key, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`
		r, err := tx.ExecContext(ctx, insert, s.Casebook, s.Server, s.Slug, s.Name, s.What, s.Date, s.Source, s.At.UnixMilli(),
			s.Sender, s.Named, about, what, link)
		if err != nil {
			return err
		}
		if s.ID, err = r.LastInsertId(); err != nil {
			return err
		}
		const count = `INSERT INTO sendings (casebook, who, at, suggestion) VALUES (?, ?, ?, ?)`
		if _, err := tx.ExecContext(ctx, count, s.Casebook, who, s.At.UnixMilli(), s.ID); err != nil {
			return err
		}
		return i.db.show(ctx, tx, ShowSuggestion, s.Casebook, s.ID)
	})
	if err != nil {
		return Suggestion{}, err
	}
	return s, nil
}

// suggestionKeys are what a suggestion is found again by.
func suggestionKeys(s Suggestion) (about, what, link string) {
	return names.Fold(s.Name), names.Fold(s.What), linkKey(s.Source)
}

// duplicate finds an open suggestion about the same person that says the same.
func duplicate(ctx context.Context, tx *sql.Tx, s Suggestion, about, what, link string) error {
	const query = selectSuggestion + `
		WHERE casebook = ?1 AND state = 'open'
		  AND (slug <> '' AND slug = ?2 OR about_key <> '' AND about_key = ?3)
		  AND (what_key <> '' AND what_key = ?4 OR link_key <> '' AND link_key = ?5)
		ORDER BY id LIMIT 1`
	of, err := scanSuggestion(tx.QueryRowContext(ctx, query, s.Casebook, s.Slug, about, what, link))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	of.Sender = "" // not for another member
	return &Duplicate{of}
}

// Suggestion is the one with that id in that casebook, as curators may see it.
func (i *Inbox) Suggestion(ctx context.Context, book CasebookID, id int64) (s Suggestion, err error) {
	defer wrap(&err, "read a suggestion")

	s, err = readSuggestion(ctx, i.db.readers, book, id)
	return s.forCurators(), err
}

// forCurators is s without a sender who didn't agree to be known.
func (s Suggestion) forCurators() Suggestion {
	if !s.Named {
		s.Sender = ""
	}
	return s
}

// Open are the undecided suggestions of a casebook, the oldest first, and how
// many there are in all.
func (i *Inbox) Open(ctx context.Context, book CasebookID, offset, n int) (all []Suggestion, total int, err error) {
	defer wrap(&err, "list suggestions")

	err = i.db.view(ctx, func(tx *sql.Tx) error {
		const count = `SELECT count(*) FROM suggestions WHERE casebook = ? AND state = 'open'`
		if err := tx.QueryRowContext(ctx, count, book).Scan(&total); err != nil {
			return err
		}
		const query = selectSuggestion + ` WHERE casebook = ? AND state = 'open' ORDER BY id LIMIT ? OFFSET ?`
		all, err = suggestions(ctx, tx, query, book, n, offset)
		return err
	})
	for j := range all {
		all[j] = all[j].forCurators()
	}
	return all, total, err
}

const selectSuggestion = `
	SELECT id, casebook, server, slug, name, what, date, source, at, sender, named, state, decided_by, decided_at, why, became
	FROM suggestions`

func readSuggestion(ctx context.Context, q querier, book CasebookID, id int64) (Suggestion, error) {
	s, err := scanSuggestion(q.QueryRowContext(ctx, selectSuggestion+` WHERE id = ? AND casebook = ?`, id, book))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return s, err
}

func scanSuggestion(row interface{ Scan(...any) error }) (s Suggestion, err error) {
	var at, decided int64
	err = row.Scan(&s.ID, &s.Casebook, &s.Server, &s.Slug, &s.Name, &s.What, &s.Date, &s.Source, &at, &s.Sender, &s.Named,
		&s.State, &s.DecidedBy, &decided, &s.Why, &s.Became)
	if err != nil {
		return Suggestion{}, err
	}
	s.At = time.UnixMilli(at)
	if decided > 0 {
		s.DecidedAt = time.UnixMilli(decided)
	}
	return s, nil
}

func suggestions(ctx context.Context, q querier, query string, args ...any) (all []Suggestion, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		s, err := scanSuggestion(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

func suggestionNamed(id int64) string { return "suggestion " + strconv.FormatInt(id, 10) }
