package store

import (
	"context"
	"database/sql"
	"fmt"

	"vigil/internal/casefile"
)

// Merging puts what one casefile has into another.
type Merging struct {
	Saving          // of the casefile that remains, with what it takes over
	From     string // slug of the one that goes
	FromBase Version
}

// Merged is a casefile that went into another. Its slug leads there, but nothing
// can be saved or imported under it.
type Merged struct{ Slug, Into string }

// Error says into which.
func (m *Merged) Error() string { return fmt.Sprintf("%s was merged into %s", m.Slug, m.Into) }

// Is makes a Merged an [ErrNotFound]: there is no such casefile any more.
func (m *Merged) Is(target error) bool { return target == ErrNotFound }

// Merge saves the casefile that remains, and makes the slug of the other lead
// to it, for public readers too while it is public. The history of the other
// stays; undoing the merge (Saving.Restores before it) brings it back. It comes
// back as it was, but as a draft where the casefile that it comes out of is no
// longer public.
//
// What is embargoed doesn't become public by being merged: an [*Embargoed]. A
// [*Conflict] may be about either casefile.
func (s *Curation) Merge(ctx context.Context, m Merging) (saved Saved, err error) {
	defer wrap(&err, "merge casefiles")

	if m.From == m.Casefile.Slug {
		return Saved{}, &casefile.Invalid{Slug: m.From, Problems: []casefile.Problem{{Path: "/slug", Reason: "a casefile can't be merged into itself"}}}
	}
	if m.Action == "" {
		m.Action = ActionMerge
	}
	p, err := prepare(m.Casebook, m.Casefile)
	if err != nil {
		return Saved{}, err
	}
	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, m.Casebook)
		if err != nil {
			return err
		}
		defer w.close()
		if saved, err = w.merge(p, m); err != nil {
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

func (w *writing) merge(p *prepared, m Merging) (Saved, error) {
	if err := w.mayEnd(m.Saving); err != nil { // pressed twice: before it is found to be merged
		return Saved{}, err
	}
	from, c, err := w.mergeable(m, p.casefile)
	if err != nil {
		return Saved{}, err
	}
	into, err := w.unchanged(p.casefile, m.Base)
	if err != nil {
		return Saved{}, err
	}
	if into.visibility == casefile.Withdrawn {
		return Saved{}, tombstone(w.ctx, w.tx, into.id, p.casefile.Slug)
	}
	saved, err := w.commit(p, committing{Saving: m.Saving, always: true})
	if err != nil {
		return Saved{}, err
	}
	if into, err = readRow(w.ctx, w.tx, w.book, saved.Slug); err != nil {
		return Saved{}, err
	}
	gone, err := ready(w.book, unpublished(c))
	if err != nil {
		return Saved{}, err
	}
	_, v, err := w.revision(gone, from, m.By, "merged into "+saved.Slug, false)
	if err != nil {
		return Saved{}, err
	}
	const update = `UPDATE casefiles SET merged_into = ?, merged_version = ? WHERE id = ?`
	if _, err := w.exec(update, into.id, saved.Version, from.id); err != nil {
		return Saved{}, err
	}
	w.retarget = append(w.retarget, from.id)
	if err := w.unname(from.id); err != nil {
		return Saved{}, err
	}
	return saved, w.note(Act{By: m.By, Action: ActionMerge, Slug: m.From, Version: v, Detail: "into " + saved.Slug})
}

// mergeable is the casefile that goes, if it may.
func (w *writing) mergeable(m Merging, into *casefile.Casefile) (row, *casefile.Casefile, error) {
	from, err := readRow(w.ctx, w.tx, w.book, m.From)
	if err != nil {
		return row{}, nil, err
	}
	switch {
	case from.into != 0:
		return row{}, nil, mergedInto(w.ctx, w.tx, from, m.From)
	case from.visibility == casefile.Withdrawn:
		return row{}, nil, tombstone(w.ctx, w.tx, from.id, m.From)
	}
	c, err := readDocument(w.ctx, w.tx, from.id)
	if err != nil {
		return row{}, nil, err
	}
	if from.version != m.FromBase {
		return row{}, nil, w.outdated(from, c, m.FromBase)
	}
	if into.Visibility == casefile.Public {
		_, zone, err := homePolicy(w.ctx, w.tx, w.book)
		if err == nil {
			err = w.embargo(from, zone)
		}
		if err != nil {
			return row{}, nil, err
		}
	}
	return from, c, nil
}

// outdated is the conflict of somebody who changes nothing, but decided on what
// stood at base: that is their side, or c where there is no such version.
func (w *writing) outdated(r row, c *casefile.Casefile, base Version) error {
	mine := c
	if base > 0 && base < r.version {
		var err error
		if _, mine, err = readVersion(w.ctx, w.tx, r.id, base); err != nil {
			return err
		}
	}
	return conflict(w.ctx, w.tx, r, mine, base)
}

// unpublished is c as a draft where it was public.
func unpublished(c *casefile.Casefile) *casefile.Casefile {
	if c.Visibility == casefile.Public {
		return in(c, casefile.Draft)
	}
	return c
}

// mergedSince are the casefiles that went into this one after that version;
// none for version 0.
func (w *writing) mergedSince(into int64, v Version) ([]int64, error) {
	if v == 0 || !w.merges {
		return nil, nil
	}
	const query = `SELECT id FROM casefiles WHERE merged_into = ? AND merged_version > ? ORDER BY merged_version DESC, id`
	return column[int64](w.ctx, w.tx, query, into, v)
}

// unmerge brings back a casefile that went into another, as it was before.
func (w *writing) unmerge(id int64, outOf *casefile.Casefile, by Author, why string) error {
	var slug string
	old := row{id: id}
	const query = `SELECT slug, visibility, version, digest, changed FROM casefiles WHERE id = ?`
	if err := w.row(query, id).Scan(&slug, &old.visibility, &old.version, &old.digest, &old.changed); err != nil {
		return err
	}
	_, c, err := readVersion(w.ctx, w.tx, id, old.version-1) // the merge made the last one
	if err != nil {
		return err
	}
	if outOf.Visibility != casefile.Public {
		c = unpublished(c)
	}
	if _, err := w.exec(`UPDATE casefiles SET merged_into = NULL, merged_version = 0 WHERE id = ?`, id); err != nil {
		return err
	}
	w.retarget = append(w.retarget, id)
	p, err := ready(w.book, c)
	if err != nil {
		return err
	}
	_, v, err := w.revision(p, old, by, why, false)
	if err != nil {
		return err
	}
	if c.Visibility != casefile.Public {
		w.left = append(w.left, id) // it was shown while it was, and isn't covered by the other any more
	}
	return w.note(Act{By: by, Action: ActionUnmerge, Slug: slug, Version: v, Detail: "out of " + outOf.Slug})
}

// mergedInto is the error that says where a merged casefile's slug leads.
func mergedInto(ctx context.Context, q querier, r row, slug string) error {
	_, into, err := follow(ctx, q, r, slug)
	if err != nil {
		return err
	}
	return &Merged{Slug: slug, Into: into}
}

// follow goes from a casefile that was merged to the one where it is now.
func follow(ctx context.Context, q querier, r row, slug string) (row, string, error) {
	const query = `
		SELECT id, visibility, version, digest, changed, coalesce(merged_into, 0), slug
		FROM casefiles WHERE id = ?`
	for r.into != 0 { // never a circle, see the migration
		err := q.QueryRowContext(ctx, query, r.into).
			Scan(&r.id, &r.visibility, &r.version, &r.digest, &r.changed, &r.into, &slug)
		if err != nil {
			return row{}, "", err
		}
	}
	return r, slug, nil
}
