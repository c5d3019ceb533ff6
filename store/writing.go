package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"

	"vigil/internal/casefile"
)

// writing is one write transaction on the casefiles of one casebook. It keeps
// its statements prepared and puts off what concerns many casefiles at once
// until publish.
type writing struct {
	ctx   context.Context
	tx    *sql.Tx
	book  CasebookID
	now   int64
	seq   int64 // that public_state will have
	stmts map[string]*sql.Stmt

	moved   []string // slugs that became public or ceased to be
	changed bool     // something public did
}

func newWriting(ctx context.Context, tx *sql.Tx, book CasebookID, now int64) (*writing, error) {
	w := &writing{ctx: ctx, tx: tx, book: book, now: now, stmts: make(map[string]*sql.Stmt)}
	err := tx.QueryRowContext(ctx, `SELECT seq + 1 FROM public_state`).Scan(&w.seq)
	return w, err
}

// stmt is the prepared statement for a query. SQLite's own cache keeps it for
// the next transaction.
func (w *writing) stmt(query string) (*sql.Stmt, error) {
	if s, ok := w.stmts[query]; ok {
		return s, nil
	}
	s, err := w.tx.PrepareContext(w.ctx, query)
	if err == nil {
		w.stmts[query] = s
	}
	return s, err
}

func (w *writing) exec(query string, args ...any) (sql.Result, error) {
	s, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(w.ctx, args...)
}

func (w *writing) close() {
	for _, s := range w.stmts {
		s.Close()
	}
}

// revision writes p as the next revision of old (the zero row: as a new
// casefile) and its projections. Call publish before the transaction ends.
func (w *writing) revision(p *prepared, old row, by Author, why string, imported bool) (Version, error) {
	c, v := p.casefile, old.version+1
	id := old.id
	if id == 0 {
		const insert = `
			INSERT INTO casefiles (casebook, slug, name, visibility, version, digest, doc, changed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
		r, err := w.exec(insert, w.book, c.Slug, c.Person.Name, string(c.Visibility), v, p.digest, text(p.doc), w.now)
		if err != nil {
			return 0, err
		}
		if id, err = r.LastInsertId(); err != nil {
			return 0, err
		}
	} else {
		const update = `
			UPDATE casefiles SET name = ?, visibility = ?, version = ?, digest = ?, doc = ?, changed = ?
			WHERE id = ?`
		if _, err := w.exec(update, c.Person.Name, string(c.Visibility), v, p.digest, text(p.doc), w.now, id); err != nil {
			return 0, err
		}
	}
	const insert = `
		INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, imported, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	if _, err := w.exec(insert, id, v, string(c.Visibility), p.digest, text(p.doc), string(by), why, imported, w.now); err != nil {
		return 0, err
	}
	if err := w.link(id, p.linked, old.id == 0); err != nil {
		return 0, err
	}
	redacted := p.redacted
	if len(p.linked) > 0 {
		var err error
		if redacted, err = w.redact(c); err != nil {
			return 0, err
		}
	}
	return v, w.project(id, c.Slug, redacted, old.id == 0, w.now)
}

// text hands a document to a TEXT column.
func text(doc []byte) string { return string(doc) }

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

// redact is the public view of c, nil when there is none. Links lead only to
// casefiles that are public now.
func (w *writing) redact(c *casefile.Casefile) (*casefile.Redacted, error) {
	var failed error
	r, public := c.Public(func(slug string) bool {
		s, err := w.stmt(`SELECT count(*) FROM public_casefiles WHERE casebook = ? AND slug = ?`)
		var n int
		if err == nil {
			err = s.QueryRowContext(w.ctx, w.book, slug).Scan(&n)
		}
		failed = errors.Join(failed, err)
		return n > 0
	})
	if !public {
		return nil, failed
	}
	return r, failed
}

// project makes the projections of a casefile what its public view says; none
// when r is nil. Where the public view is as it was, nothing is written: a
// change to what is confidential leaves no trace in what is public.
func (w *writing) project(id int64, slug string, r *casefile.Redacted, fresh bool, changed int64) error {
	var before, doc []byte
	if r != nil {
		var err error
		if doc, err = r.Marshal(); err != nil {
			return err
		}
	}
	if !fresh {
		s, err := w.stmt(`SELECT doc FROM public_casefiles WHERE casefile = ?`)
		if err != nil {
			return err
		}
		err = s.QueryRowContext(w.ctx, id).Scan(&before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	if bytes.Equal(before, doc) {
		return nil
	}
	if before != nil {
		if err := w.unproject(id); err != nil {
			return err
		}
	}
	if (before == nil) != (doc == nil) {
		w.moved = append(w.moved, slug)
	}
	return w.build(id, r, doc, changed)
}

// build writes the projections, and that they changed.
func (w *writing) build(id int64, r *casefile.Redacted, doc []byte, changed int64) error {
	if r != nil {
		for _, p := range projections(id, w.book, r, doc, changed) {
			if _, err := w.exec(p.insert, p.values...); err != nil {
				return err
			}
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
	r, err := w.redact(c)
	if err != nil {
		return err
	}
	return w.project(id, slug, r, false, changed)
}

// stored is a casefile's slug, document, and when it changed in public, or at
// all when it isn't public yet.
func (w *writing) stored(id int64) (slug string, c *casefile.Casefile, changed int64, err error) {
	const query = `
		SELECT c.slug, c.doc, coalesce(p.changed, c.changed)
		FROM casefiles c LEFT JOIN public_casefiles p ON p.casefile = c.id WHERE c.id = ?`
	s, err := w.stmt(query)
	if err != nil {
		return "", nil, 0, err
	}
	var doc []byte
	if err := s.QueryRowContext(w.ctx, id).Scan(&slug, &doc, &changed); err != nil {
		return "", nil, 0, err
	}
	c, err = decodeStored(doc)
	return slug, c, changed, err
}
