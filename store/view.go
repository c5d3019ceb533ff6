package store

import (
	"bytes"
	"database/sql"
	"errors"

	"vigil/internal/casefile"
)

// publicView is what the public sees of a casefile, as JSON and as rows. The
// zero value is nothing.
type publicView struct {
	doc  []byte
	rows []projection
}

func viewOf(book CasebookID, r *casefile.Redacted) (publicView, error) {
	doc, err := r.Marshal()
	if err != nil {
		return publicView{}, err
	}
	return publicView{doc, projections(book, r, doc)}, nil
}

// redact is the public view of c. Links lead only to casefiles that are public
// now.
func (w *writing) redact(c *casefile.Casefile) (publicView, error) {
	var failed error
	r, public := c.Public(func(slug string) bool {
		const query = `SELECT count(*) FROM public_casefiles WHERE casebook = ? AND slug = ?`
		var n int
		failed = errors.Join(failed, w.row(query, w.book, slug).Scan(&n))
		return n > 0
	})
	if !public || failed != nil {
		return publicView{}, failed
	}
	return viewOf(w.book, r)
}

// project makes the projections of a casefile what its public view says. Where
// that is as it was, nothing is written: a change to what is confidential leaves
// no trace in what is public.
func (w *writing) project(id int64, slug string, view publicView, fresh bool, changed int64) error {
	var before []byte
	if !fresh {
		err := w.row(`SELECT doc FROM public_casefiles WHERE casefile = ?`, id).Scan(&before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	if bytes.Equal(before, view.doc) {
		return nil
	}
	if before != nil {
		if err := w.unproject(id); err != nil {
			return err
		}
	}
	if (before == nil) != (view.doc == nil) {
		w.moved = append(w.moved, slug)
	}
	for _, p := range view.rows {
		w.values = p.fill(w.values[:0], id, changed)
		if _, err := w.exec(p.insert, w.values...); err != nil {
			return err
		}
	}
	w.changed = true
	const upsert = `
		INSERT INTO public_changes (casefile, seq) VALUES (?, ?)
		ON CONFLICT (casefile) DO UPDATE SET seq = excluded.seq`
	_, err := w.exec(upsert, id, w.seq)
	return err
}

// unproject removes the casefile from everything public.
func (w *writing) unproject(id int64) error {
	// Full text first: FTS4 looks into public_text for the words to forget.
	if _, err := w.exec(`DELETE FROM public_fts WHERE docid = ?`, id); err != nil {
		return err
	}
	for _, table := range projectionTables() {
		if _, err := w.exec(`DELETE FROM `+table+` WHERE casefile = ?`, id); err != nil {
			return err
		}
	}
	return nil
}
