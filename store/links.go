package store

import (
	"cmp"
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
// the slugs that lead to them, has deleted what was posted of those that ceased
// to be, or of which something was made confidential (removed counts the
// messages), and tells every reader that something
// changed, if something did.
func (w *writing) publish() (removed int, err error) {
	for _, id := range distinct(w.retarget) {
		if err := w.redirect(id); err != nil {
			return 0, err
		}
	}
	for _, slug := range distinct(w.moved) {
		if err := w.relink(slug); err != nil {
			return 0, err
		}
	}
	for _, id := range distinct(w.left) {
		n, err := w.unshow(id)
		if err != nil {
			return 0, err
		}
		removed += n
	}
	for _, id := range distinct(w.veiled) {
		n, err := w.takeAway(id)
		if err != nil {
			return 0, err
		}
		removed += n
		var public bool
		if err := w.row(`SELECT EXISTS (SELECT 1 FROM public_casefiles WHERE casefile = ?)`, id).Scan(&public); err != nil {
			return 0, err
		}
		if public { // otherwise it was counted nowhere, or has just left
			if n, err = w.takeCountsAway(); err != nil {
				return 0, err
			}
			removed += n
		}
		// The ledger finds out which of these said what is hidden now.
		if n, err = w.announced(id); err != nil {
			return 0, err
		}
		w.reviewed += n
	}
	w.moved, w.left, w.retarget, w.veiled = nil, nil, nil, nil
	if !w.changed {
		return removed, nil
	}
	if err := w.forgetInTime(); err != nil {
		return 0, err
	}
	_, err = w.exec(`UPDATE public_state SET seq = ?`, w.seq)
	return removed, err
}

// forgetInTime has the full-text index forget what went: before the transaction
// ends where something was hidden, otherwise when nobody waits for it.
func (w *writing) forgetInTime() error {
	switch {
	case !w.lost || w.later:
		return nil
	case w.hiding:
		return w.forget()
	}
	w.db.forgets.Store(true)
	_, err := w.exec(`UPDATE curated_state SET forget = 1 WHERE forget = 0`)
	return err
}

// distinct sorts values and drops those that come twice.
func distinct[T cmp.Ordered](all []T) []T {
	slices.Sort(all)
	return slices.Compact(all)
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
