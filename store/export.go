package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"iter"

	"vigil/internal/casefile"
)

// Export writes the public casefiles of the casebook as a casebook file, as the
// public may see them. ErrForbidden when a may not read it.
func (p *Public) Export(ctx context.Context, a Access, book CasebookID, w io.Writer) (err error) {
	defer wrap(&err, "export")

	if !a.May(book) {
		return ErrForbidden
	}
	return readOnly(ctx, p.pool, func(tx *sql.Tx) error {
		header, err := readHeader(ctx, tx, `SELECT title, note, licence, as_of FROM public_casebooks WHERE casebook = ?`, book)
		if err != nil {
			return err
		}
		const query = `SELECT doc FROM public_casefiles WHERE casebook = ? ORDER BY casefile`
		return casefile.WriteCasebook(w, header, documents(ctx, tx, query, book))
	})
}

// Export writes the whole casebook as a casebook file, drafts and confidential
// facts included, without loss. Withdrawn casefiles are not in it: nothing of
// them leaves the database. Nor are merged ones: what they had is in another.
func (s *Curation) Export(ctx context.Context, book CasebookID, w io.Writer) (err error) {
	defer wrap(&err, "export")

	return s.db.view(ctx, func(tx *sql.Tx) error {
		header, err := readHeader(ctx, tx, `SELECT title, note, licence, as_of FROM casebooks WHERE id = ?`, book)
		if err != nil {
			return err
		}
		const query = `SELECT doc FROM casefiles WHERE casebook = ? AND ` + present + ` ORDER BY id`
		return casefile.WriteCasebook(w, header, documents(ctx, tx, query, book))
	})
}

// readHeader is what the casebook says of itself, or an [ErrNotFound].
func readHeader(ctx context.Context, q querier, query string, book CasebookID) (casefile.Casebook, error) {
	h := casefile.Casebook{Format: casefile.Format}
	var asOf string
	err := q.QueryRowContext(ctx, query, book).Scan(&h.Title, &h.Note, &h.Licence, &asOf)
	if errors.Is(err, sql.ErrNoRows) {
		return h, ErrNotFound
	}
	if err == nil {
		h.AsOf, err = storedDate(asOf)
	}
	return h, err
}

// documents are the casefiles that the query finds, one at a time.
func documents(ctx context.Context, tx *sql.Tx, query string, args ...any) iter.Seq2[*casefile.Casefile, error] {
	return func(yield func(*casefile.Casefile, error) bool) {
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var doc []byte
			err := rows.Scan(&doc)
			var c *casefile.Casefile
			if err == nil {
				c, err = decodeStored(doc)
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}
