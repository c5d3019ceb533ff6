package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"strings"

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
// now, by their slug or by that of one that was merged into them, and never to
// c itself.
func (w *writing) redact(c *casefile.Casefile) (publicView, error) {
	var failed error
	r, public := c.Public(func(slug string) bool {
		const query = `
			SELECT EXISTS (SELECT 1 FROM public_casefiles WHERE casebook = ?1 AND slug = ?2)
			    OR EXISTS (SELECT 1 FROM public_redirects WHERE casebook = ?1 AND slug = ?2 AND target <> ?3)`
		var leads bool
		failed = errors.Join(failed, w.row(query, w.book, slug, c.Slug).Scan(&leads))
		return leads
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
		if err := w.losing(id, view); err != nil {
			return err
		}
	}
	if (before == nil) != (view.doc == nil) {
		w.moved = append(w.moved, slug)
		if view.doc == nil {
			w.left = append(w.left, id)
		}
		if !fresh && w.merges {
			w.retarget = append(w.retarget, id)
		}
	}
	var err error
	switch {
	case before == nil:
		err = w.insert(view.rows, id, changed)
	case view.doc == nil:
		err = w.unproject(id)
	default:
		err = w.amend(view.rows, id, changed)
	}
	if err != nil {
		return err
	}
	w.changed = true
	const upsert = `
		INSERT INTO public_changes (casefile, seq) VALUES (?, ?)
		ON CONFLICT (casefile) DO UPDATE SET seq = excluded.seq`
	_, err = w.exec(upsert, id, w.seq)
	return err
}

func (w *writing) insert(rows []projection, id, changed int64) error {
	for _, p := range rows {
		w.values = p.fill(w.values[:0], id, changed)
		if _, err := w.exec(p.insert, w.values...); err != nil {
			return err
		}
	}
	return nil
}

// amend writes the tables in which something differs, and leaves the others
// alone: one more fact is in few of them, and each page that isn't written makes
// the save faster.
func (w *writing) amend(rows []projection, id, changed int64) error {
	byTable := make(map[string][]projection)
	for _, p := range rows {
		table := p.table
		if table == "public_fts" {
			table = "public_text" // which it follows
		}
		byTable[table] = append(byTable[table], p)
	}
	for _, table := range projectionTables() {
		same, err := w.stands(table, byTable[table], id, changed)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if table == "public_text" { // FTS4 looks into it for the words to forget
			if _, err := w.exec(`DELETE FROM public_fts WHERE docid = ?`, id); err != nil {
				return err
			}
		}
		if _, err := w.exec(`DELETE FROM `+table+` WHERE casefile = ?`, id); err != nil {
			return err
		}
		if err := w.insert(byTable[table], id, changed); err != nil {
			return err
		}
	}
	return nil
}

// stands tells whether a table has just these rows of the casefile.
func (w *writing) stands(table string, rows []projection, id, changed int64) (bool, error) {
	have, err := allRows(w.ctx, w.tx, `SELECT * FROM `+table+` WHERE casefile = ?`, id)
	if err != nil {
		return false, err
	}
	var want [][]any
	for _, p := range rows {
		if p.table == table {
			want = append(want, p.fill(nil, id, changed))
		}
	}
	return sameRows(have, want), nil
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

// losing notes whether words go from the full text of the casefile.
func (w *writing) losing(id int64, view publicView) error {
	if view.doc == nil {
		w.lost, w.hiding = true, true
	}
	if w.lost {
		return nil
	}
	var had string
	if err := w.row(`SELECT names || ' ' || body FROM public_text WHERE casefile = ?`, id).Scan(&had); err != nil {
		return err
	}
	kept := make(map[string]bool)
	for _, p := range view.rows {
		if p.table != "public_text" {
			continue
		}
		for word := range strings.FieldsSeq(fmt.Sprintln(p.values[1:]...)) {
			kept[word] = true
		}
	}
	for word := range strings.FieldsSeq(had) {
		w.lost = w.lost || !kept[word]
	}
	return nil
}

// forget has the full-text index forget the words that went. Deleting a row
// only marks them as gone, in tables that public connections read, until the
// parts of the index happen to be merged; this merges them all, which takes
// about a tenth of a second for 100,000 short casefiles.
func (w *writing) forget() error {
	if _, err := w.exec(`INSERT INTO public_fts (public_fts) VALUES ('optimize')`); err != nil {
		return err
	}
	w.db.large.Store(true)
	_, err := w.exec(`UPDATE curated_state SET forget = 0 WHERE forget = 1`)
	return err
}
