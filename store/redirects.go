package store

import (
	"database/sql"
	"errors"
)

// redirect makes the slugs of all casefiles that were merged into this one, and
// its own where it was merged itself, lead to where they are now, if that is
// public.
func (w *writing) redirect(id int64) error {
	target, err := w.publicRoot(id)
	if err != nil {
		return err
	}
	const query = `
		WITH RECURSIVE below (id, slug) AS (
			SELECT id, slug FROM casefiles WHERE id = ?
			UNION ALL
			SELECT c.id, c.slug FROM casefiles c JOIN below b ON c.merged_into = b.id
		)
		SELECT slug FROM below`
	slugs, err := column[string](w.ctx, w.tx, query, id)
	if err != nil {
		return err
	}
	for _, slug := range slugs {
		if err := w.lead(slug, target); err != nil {
			return err
		}
	}
	return nil
}

// lead has a slug lead to another; to "" or itself, nowhere.
func (w *writing) lead(slug, target string) error {
	var before string
	err := w.row(`SELECT target FROM public_redirects WHERE casebook = ? AND slug = ?`, w.book, slug).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if target == slug {
		target = ""
	}
	if before == target {
		return nil
	}
	if target == "" {
		_, err = w.exec(`DELETE FROM public_redirects WHERE casebook = ? AND slug = ?`, w.book, slug)
	} else {
		const upsert = `
			INSERT INTO public_redirects (casebook, slug, target) VALUES (?, ?, ?)
			ON CONFLICT (casebook, slug) DO UPDATE SET target = excluded.target`
		_, err = w.exec(upsert, w.book, slug, target)
	}
	w.moved, w.changed = append(w.moved, slug), true
	return err
}

// publicRoot is the slug of the casefile in which this one is now, "" while that
// isn't public.
func (w *writing) publicRoot(id int64) (slug string, err error) {
	const query = `
		WITH RECURSIVE above (id, into_id) AS (
			SELECT id, merged_into FROM casefiles WHERE id = ?
			UNION ALL
			SELECT c.id, c.merged_into FROM casefiles c JOIN above a ON c.id = a.into_id
		)
		SELECT p.slug FROM above a JOIN public_casefiles p ON p.casefile = a.id WHERE a.into_id IS NULL`
	err = w.row(query, id).Scan(&slug)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return slug, err
}
