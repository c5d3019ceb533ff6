package store

import (
	"context"
	"database/sql"

	"vigil/internal/casefile"
)

// Verify notes that the curator has checked the casefile against its sources
// today.
func (s *Curation) Verify(ctx context.Context, book CasebookID, slug string, by Author) (err error) {
	defer wrap(&err, "verify a casefile")

	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := readRow(ctx, tx, book, slug)
		if err != nil {
			return err
		}
		if r, slug, err = follow(ctx, tx, r, slug); err != nil {
			return err
		}
		if r.visibility == casefile.Withdrawn {
			return tombstone(ctx, tx, r.id, slug)
		}
		now := s.db.now().UnixMilli()
		const update = `UPDATE casefiles SET checked = ?, checked_by = ? WHERE id = ?`
		if _, err := tx.ExecContext(ctx, update, now, string(by), r.id); err != nil {
			return err
		}
		return note(ctx, tx, book, now, Act{By: by, Action: ActionVerify, Slug: slug, Version: r.version})
	})
}

// Stale are the casefiles that were not verified for the longest, those that
// never were first (by when they last changed), and how many casefiles there are in all.
func (s *Curation) Stale(ctx context.Context, book CasebookID, offset, n int) (found []Curated, total int, err error) {
	defer wrap(&err, "list what wasn't verified")

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		const count = `SELECT count(*) FROM casefiles WHERE casebook = ? AND ` + present
		if err := tx.QueryRowContext(ctx, count, book).Scan(&total); err != nil {
			return err
		}
		const query = selectCurated + ` WHERE casebook = ? AND ` + present + ` ORDER BY checked, changed, id LIMIT ? OFFSET ?`
		found, err = curatedLines(ctx, tx, query, book, n, offset)
		return err
	})
	return found, total, err
}

// Withdrawn are the tombstones of a casebook, the newest first.
func (s *Curation) Withdrawn(ctx context.Context, book CasebookID) (all []Tombstone, err error) {
	defer wrap(&err, "list tombstones")

	const query = `
		SELECT c.slug, r.version, r.at, r.author, r.why
		FROM casefiles c JOIN revisions r ON r.casefile = c.id AND r.version = c.version
		WHERE c.casebook = ? AND c.visibility = 'withdrawn'
		ORDER BY r.at DESC, c.id DESC`
	rows, err := s.db.readers.QueryContext(ctx, query, book)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		t, err := scanTombstone(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, *t)
	}
	return all, rows.Err()
}
