package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"vigil/internal/casefile"
)

// Revision is one step of a casefile's history.
type Revision struct {
	Version    Version
	Visibility casefile.Visibility
	Author     Author
	Why        string
	At         time.Time
	Imported   bool // came from a file
}

// Revisions is the history of a casefile, newest first. Of a withdrawn one
// there is only the [Tombstone]. A merged one has its own.
func (s *Curation) Revisions(ctx context.Context, book CasebookID, slug string) (all []Revision, err error) {
	defer wrap(&err, "history of a casefile")

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		r, err := readRow(ctx, tx, book, slug)
		if err != nil {
			return err
		}
		if r.visibility == casefile.Withdrawn {
			return tombstone(ctx, tx, r.id, slug)
		}
		rows, err := tx.QueryContext(ctx, selectRevision+` WHERE casefile = ? ORDER BY version DESC`, r.id)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scanRevision(rows)
			if err != nil {
				return err
			}
			all = append(all, v)
		}
		return rows.Err()
	})
	return all, err
}

// Revision is the casefile as it was at that version. It can be compared with
// another, or saved again as a new one.
func (s *Curation) Revision(ctx context.Context, book CasebookID, slug string, v Version) (r Revision, c *casefile.Casefile, err error) {
	defer wrap(&err, "version %d of a casefile", v)

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		now, err := readRow(ctx, tx, book, slug)
		if err != nil {
			return err
		}
		if now.visibility == casefile.Withdrawn {
			return tombstone(ctx, tx, now.id, slug)
		}
		if v == 0 {
			return ErrNotFound
		}
		r, c, err = readVersion(ctx, tx, now.id, v)
		return err
	})
	return r, c, err
}

// readVersion is a revision with its document.
func readVersion(ctx context.Context, q querier, id int64, v Version) (r Revision, c *casefile.Casefile, err error) {
	if r, err = readRevision(ctx, q, id, v); err != nil {
		return Revision{}, nil, err
	}
	var doc []byte
	const query = `SELECT doc FROM revisions WHERE casefile = ? AND version = ?`
	if err := q.QueryRowContext(ctx, query, id, r.Version).Scan(&doc); err != nil {
		return Revision{}, nil, err
	}
	c, err = decodeStored(doc)
	return r, c, err
}

const selectRevision = `SELECT version, visibility, author, why, at, imported FROM revisions`

// readRevision is one revision, the newest for version 0.
func readRevision(ctx context.Context, q querier, id int64, v Version) (Revision, error) {
	const query = selectRevision + ` WHERE casefile = ?1 AND (version = ?2 OR ?2 = 0) ORDER BY version DESC LIMIT 1`
	r, err := scanRevision(q.QueryRowContext(ctx, query, id, v))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return r, err
}

func scanRevision(row interface{ Scan(...any) error }) (r Revision, err error) {
	var at int64
	err = row.Scan(&r.Version, &r.Visibility, &r.Author, &r.Why, &at, &r.Imported)
	r.At = time.UnixMilli(at)
	return r, err
}

// decodeStored reads a document that this program wrote.
func decodeStored(doc []byte) (*casefile.Casefile, error) {
	c, err := casefile.Decode(doc)
	if err != nil {
		return nil, fmt.Errorf("%w: stored document: %w", ErrCorrupt, err)
	}
	return c, nil
}
