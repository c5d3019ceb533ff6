package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// writing is one write transaction on the casefiles of one casebook. It keeps
// its statements prepared and puts off what concerns many casefiles at once
// until publish.
type writing struct {
	db    *DB
	ctx   context.Context
	tx    *sql.Tx
	book  CasebookID
	now   int64
	seq   int64 // that public_state will have
	stmts map[string]*sql.Stmt

	values   []any    // of one row at a time
	moved    []string // slugs that became public or ceased to be
	left     []int64  // casefiles that ceased to be
	veiled   []int64  // casefiles of which something that was public is confidential now
	reviewed int      // announcements about these
	retarget []int64  // casefiles that moved, were merged, or came back
	merges   bool     // there are merged casefiles, or are going to be
	changed  bool     // something public did
	lost     bool     // words went from the full text
	hiding   bool     // because they are confidential now, or their casefile isn't public
	later    bool     // who writes forgets them afterwards, once

	graves []grave // of the withdrawn casefiles, for an import
	dug    bool    // graves are read
}

// writing begins one; an [ErrNotFound] when there is no such casebook.
func (db *DB) writing(ctx context.Context, tx *sql.Tx, book CasebookID) (*writing, error) {
	w := &writing{db: db, ctx: ctx, tx: tx, book: book, now: db.now().UnixMilli(), stmts: make(map[string]*sql.Stmt)}
	const query = `
		SELECT s.seq + 1, EXISTS (SELECT 1 FROM casefiles WHERE merged_into IS NOT NULL)
		FROM public_state s JOIN casebooks b ON b.id = ?`
	err := w.row(query, book).Scan(&w.seq, &w.merges)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("casebook %d: %w", book, ErrNotFound)
	}
	return w, err
}

// exec runs a statement that is kept prepared until close.
func (w *writing) exec(query string, args ...any) (sql.Result, error) {
	s, ok := w.stmts[query]
	if !ok {
		var err error
		if s, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, err
		}
		w.stmts[query] = s
	}
	return s.ExecContext(w.ctx, args...)
}

// row is what a query for one row finds. SQLite's cache keeps it prepared.
func (w *writing) row(query string, args ...any) *sql.Row {
	return w.tx.QueryRowContext(w.ctx, query, args...)
}

func (w *writing) close() {
	for _, s := range w.stmts {
		s.Close()
	}
}

// revision writes p as the next revision of old (the zero row: as a new
// casefile) and its projections. Call publish before the transaction ends.
func (w *writing) revision(p *prepared, old row, by Author, why string, imported bool) (id int64, v Version, err error) {
	c := p.casefile
	id, v = old.id, old.version+1
	if id == 0 {
		const insert = `
			INSERT INTO casefiles (casebook, slug, name, visibility, version, digest, doc, changed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
		r, err := w.exec(insert, w.book, c.Slug, c.Person.Name, string(c.Visibility), v, p.digest, text(p.doc), w.now)
		if err != nil {
			return 0, 0, err
		}
		if id, err = r.LastInsertId(); err != nil {
			return 0, 0, err
		}
	} else {
		const update = `
			UPDATE casefiles SET name = ?, visibility = ?, version = ?, digest = ?, doc = ?, changed = ?
			WHERE id = ?`
		if err := w.outdateApprovals(id); err != nil {
			return 0, 0, err
		}
		if _, err := w.exec(update, c.Person.Name, string(c.Visibility), v, p.digest, text(p.doc), w.now, id); err != nil {
			return 0, 0, err
		}
	}
	const insert = `
		INSERT INTO revisions (casefile, version, visibility, digest, doc, author, why, imported, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	if _, err := w.exec(insert, id, v, string(c.Visibility), p.digest, text(p.doc), string(by), why, imported, w.now); err != nil {
		return 0, 0, err
	}
	if err := w.link(id, p.linked, old.id == 0); err != nil {
		return 0, 0, err
	}
	if err := w.name(id, p.names, old.id == 0); err != nil {
		return 0, 0, err
	}
	view := p.view
	if len(p.linked) > 0 {
		if view, err = w.redact(c); err != nil {
			return 0, 0, err
		}
	}
	if err := w.project(id, c.Slug, view, old.id == 0, w.now); err != nil {
		return 0, 0, err
	}
	if old.id != 0 {
		if err := w.correct(id); err != nil {
			return 0, 0, err
		}
	}
	return id, v, w.hides(id, p, old)
}

// hides notes whether something that was public was made confidential: then
// the full text forgets it at once, and messages that showed some of the
// casefile are deleted, for they may show it.
func (w *writing) hides(id int64, p *prepared, old row) error {
	if old.id == 0 || !bytes.Contains(p.doc, confidentialMark()) {
		return nil
	}
	var doc []byte
	const query = `SELECT doc FROM revisions WHERE casefile = ? AND version = ?`
	if err := w.row(query, old.id, old.version).Scan(&doc); err != nil {
		return err
	}
	if hid, err := veils(doc, p.casefile, p.doc); !hid || err != nil {
		return err
	}
	w.hiding = w.hiding || w.lost && !w.later
	w.veiled = append(w.veiled, id)
	return nil
}

// confidentialMark stands in each document that holds something confidential.
func confidentialMark() []byte { return []byte(`"visibility":"` + casefile.Confidential + `"`) }

// veils reports whether one revision of a casefile makes something confidential
// that wasn't in the one before.
func veils(before []byte, after *casefile.Casefile, doc []byte) (bool, error) {
	if !bytes.Contains(doc, confidentialMark()) {
		return false, nil
	}
	c, err := casefile.Decode(before)
	if err != nil {
		return false, errors.Join(ErrCorrupt, err)
	}
	return slices.ContainsFunc(casefile.Diff(c, after), func(d casefile.Change) bool {
		return casefile.Visibility(d.New) == casefile.Confidential && strings.HasSuffix(d.Path, "/visibility")
	}), nil
}

// text hands a document to a TEXT column.
func text(doc []byte) string { return string(doc) }
