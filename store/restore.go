package store

import (
	"context"
	"database/sql"

	"vigil/internal/casefile"
)

// Restore brings a withdrawn casefile back as it was, but as a draft, whatever
// it was before: who sees it is to be decided anew. Of what, Casefile is left
// out and Base is the version of the tombstone; when it isn't withdrawn any
// more, the error is a [*Conflict]. That only an administrator may do so is for
// the caller to see to.
func (s *Curation) Restore(ctx context.Context, slug string, what Saving) (saved Saved, err error) {
	defer wrap(&err, "bring back a casefile")

	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, what.Casebook)
		if err != nil {
			return err
		}
		defer w.close()
		if err := w.mayEnd(what); err != nil { // pressed twice: before it is found not to be withdrawn
			return err
		}
		old, err := readRow(ctx, tx, what.Casebook, slug)
		if err != nil {
			return err
		}
		c, err := readDocument(ctx, tx, old.id)
		if err != nil {
			return err
		}
		if old.visibility != casefile.Withdrawn || old.version != what.Base {
			return conflict(ctx, tx, old, c, what.Base)
		}
		p, err := prepare(what.Casebook, in(c, casefile.Draft))
		if err != nil {
			return err
		}
		what.Action = ActionRestore
		if saved, err = w.commit(p, committing{Saving: what}); err != nil {
			return err
		}
		saved.Removed, err = w.publish()
		return err
	})
	if err != nil {
		return Saved{}, err
	}
	return saved, nil
}

// MergedSince are the slugs of the casefiles that went into this one after that
// version: those that come back when it is restored (see Saving.Restores).
func (s *Curation) MergedSince(ctx context.Context, book CasebookID, slug string, v Version) (slugs []string, err error) {
	defer wrap(&err, "what was merged into a casefile")

	const query = `
		SELECT m.slug FROM casefiles m JOIN casefiles c ON c.id = m.merged_into
		WHERE c.casebook = ? AND c.slug = ? AND m.merged_version > ? ORDER BY m.merged_version DESC, m.id`
	return column[string](ctx, s.db.readers, query, book, slug, v)
}

// Line is a casefile in one line; an [ErrNotFound] of one that is withdrawn or
// was merged.
func (s *Curation) Line(ctx context.Context, book CasebookID, slug string) (c Curated, err error) {
	defer wrap(&err, "read a casefile")

	const query = selectCurated + ` WHERE casebook = ? AND slug = ? AND ` + present
	found, err := curatedLines(ctx, s.db.readers, query, book, slug)
	switch {
	case err != nil:
		return Curated{}, err
	case len(found) == 0:
		return Curated{}, ErrNotFound
	}
	return found[0], nil
}
