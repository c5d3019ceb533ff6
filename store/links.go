package store

import (
	"slices"

	"vigil/internal/casefile"
)

// link records which casefiles this one names.
func (w *writing) link(id int64, slugs []string, fresh bool) error {
	if !fresh {
		if _, err := w.exec(`DELETE FROM links WHERE casefile = ?`, id); err != nil {
			return err
		}
	}
	for _, slug := range slugs {
		const insert = `INSERT INTO links (casebook, target, casefile) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`
		if _, err := w.exec(insert, w.book, slug, id); err != nil {
			return err
		}
	}
	return nil
}

// publish mends the links to casefiles that became public or ceased to be, and
// tells every reader that something changed, if something did.
func (w *writing) publish() error {
	slices.Sort(w.moved)
	for _, slug := range slices.Compact(w.moved) {
		if err := w.relink(slug); err != nil {
			return err
		}
	}
	w.moved = nil
	if !w.changed {
		return nil
	}
	if w.lost && !w.later {
		if err := w.forget(); err != nil {
			return err
		}
	}
	_, err := w.exec(`UPDATE public_state SET seq = ?`, w.seq)
	return err
}

// relink projects anew the public casefiles that name slug.
func (w *writing) relink(slug string) error {
	const query = `
		SELECT l.casefile FROM links l JOIN public_casefiles p ON p.casefile = l.casefile
		WHERE l.casebook = ? AND l.target = ?`
	from, err := column[int64](w.ctx, w.tx, query, w.book, slug)
	if err != nil {
		return err
	}
	for _, id := range from {
		if err := w.reproject(id); err != nil {
			return err
		}
	}
	return nil
}

// reproject builds the projections of a casefile from its document, without
// making it look changed.
func (w *writing) reproject(id int64) error {
	slug, c, changed, err := w.stored(id)
	if err != nil {
		return err
	}
	view, err := w.redact(c)
	if err != nil {
		return err
	}
	return w.project(id, slug, view, false, changed)
}

// stored is a casefile's slug, document, and when it changed in public, or at
// all when it isn't public yet.
func (w *writing) stored(id int64) (slug string, c *casefile.Casefile, changed int64, err error) {
	const query = `
		SELECT c.slug, c.doc, coalesce(p.changed, c.changed)
		FROM casefiles c LEFT JOIN public_casefiles p ON p.casefile = c.id WHERE c.id = ?`
	var doc []byte
	if err := w.row(query, id).Scan(&slug, &doc, &changed); err != nil {
		return "", nil, 0, err
	}
	c, err = decodeStored(doc)
	return slug, c, changed, err
}
