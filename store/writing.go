package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

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
	// longer are the statements that insert several rows at once.
	longer map[multiple]string

	moved   []string // slugs that became public or ceased to be
	changed bool     // something public did
}

func newWriting(ctx context.Context, tx *sql.Tx, book CasebookID, now int64) (*writing, error) {
	w := &writing{ctx: ctx, tx: tx, book: book, now: now, stmts: make(map[string]*sql.Stmt), longer: make(map[multiple]string)}
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
	view := p.view
	if len(p.linked) > 0 {
		var err error
		if view, err = w.redact(c); err != nil {
			return 0, err
		}
	}
	return v, w.project(id, c.Slug, view, old.id == 0, w.now)
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
		s, err := w.stmt(`SELECT count(*) FROM public_casefiles WHERE casebook = ? AND slug = ?`)
		var n int
		if err == nil {
			err = s.QueryRowContext(w.ctx, w.book, slug).Scan(&n)
		}
		failed = errors.Join(failed, err)
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
		s, err := w.stmt(`SELECT doc FROM public_casefiles WHERE casefile = ?`)
		if err != nil {
			return err
		}
		err = s.QueryRowContext(w.ctx, id).Scan(&before)
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
	if err := w.insert(view.rows, id, changed); err != nil {
		return err
	}
	w.changed = true
	const upsert = `
		INSERT INTO public_changes (casefile, seq) VALUES (?, ?)
		ON CONFLICT (casefile) DO UPDATE SET seq = excluded.seq`
	_, err := w.exec(upsert, id, w.seq)
	return err
}

// insert writes the rows, those of one table that follow one another by one
// statement.
func (w *writing) insert(rows []projection, id, changed int64) error {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && n < rowsAtOnce && rows[n].table == rows[0].table {
			n++
		}
		var values []any
		for _, p := range rows[:n] {
			values = append(values, p.fill(id, changed)...)
		}
		if _, err := w.exec(w.several(rows[0].insert, n), values...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// rowsAtOnce bounds how many statements of different lengths are kept prepared
// for a table.
const rowsAtOnce = 8

// several is the statement that inserts n rows instead of one.
func (w *writing) several(insert string, n int) string {
	if n == 1 {
		return insert
	}
	k := multiple{insert, n}
	if _, ok := w.longer[k]; !ok {
		_, row, _ := strings.Cut(insert, " VALUES ")
		w.longer[k] = insert + strings.Repeat(", "+row, n-1)
	}
	return w.longer[k]
}

// multiple is an insert of n rows.
type multiple struct {
	insert string
	n      int
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
