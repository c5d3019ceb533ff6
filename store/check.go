package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// Integrity is what [DB.Check] found. No faults: all is well.
type Integrity struct {
	Casefiles int // looked at, of all casebooks
	Public    int // of them public
	Revisions int
	Faults    []Fault
}

// Fault is one thing that is wrong.
type Fault struct {
	What   string // file, foreign keys, documents, projections, full text, names, redirects, history, audit trail
	Detail string
}

// faultsLimit bounds the list: after so many, one restores a backup.
const faultsLimit = 100

// Check looks at everything: each page of the file, each reference, and for
// every casefile that its projections are what would be built from it now, no
// more and no less. It changes nothing and may take minutes on a large record.
func (db *DB) Check(ctx context.Context) (found Integrity, err error) {
	defer wrap(&err, "check database %s", db.path)

	// In a transaction of the writer, since full text is checked by a command
	// that looks like a write; it is never committed.
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return found, err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return found, err
	}
	defer tx.Rollback()

	c := checking{Integrity: &found, db: db, ctx: ctx, tx: tx}
	for _, step := range []func() error{c.file, c.references, c.fullText, c.projections, c.strays, c.redirects, c.histories, c.audit} {
		if err := step(); err != nil {
			return found, err
		}
	}
	const counts = `SELECT (SELECT count(*) FROM casefiles), (SELECT count(*) FROM public_casefiles), (SELECT count(*) FROM revisions)`
	return found, tx.QueryRowContext(ctx, counts).Scan(&found.Casefiles, &found.Public, &found.Revisions)
}

type checking struct {
	*Integrity
	db  *DB
	ctx context.Context
	tx  *sql.Tx
}

func (c checking) fault(what, format string, args ...any) {
	if len(c.Faults) < faultsLimit {
		c.Faults = append(c.Faults, Fault{what, fmt.Sprintf(format, args...)})
	}
}

func (c checking) file() error {
	said, err := column[string](c.ctx, c.tx, `PRAGMA integrity_check(20)`)
	for _, s := range said {
		if s != "ok" {
			c.fault("file", "%s", s)
		}
	}
	return err
}

func (c checking) references() error {
	const query = `SELECT "table" || ' row ' || coalesce(rowid, '?') || ' names a missing ' || parent FROM pragma_foreign_key_check`
	said, err := column[string](c.ctx, c.tx, query)
	for _, s := range said {
		c.fault("foreign keys", "%s", s)
	}
	return err
}

func (c checking) fullText() error {
	_, err := c.tx.ExecContext(c.ctx, `INSERT INTO public_fts (public_fts) VALUES ('integrity-check')`)
	var e sqlite3.Error
	if errors.As(err, &e) && e.Code == sqlite3.ErrCorrupt {
		c.fault("full text", "the index differs from the text that it indexes")
		return nil
	}
	return err
}

// projections compares what stands with what would be built.
func (c checking) projections() error {
	ids, err := column[int64](c.ctx, c.tx, `SELECT id FROM casefiles ORDER BY id`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := c.projectionsOf(id); err != nil {
			return err
		}
	}
	return nil
}

func (c checking) projectionsOf(id int64) error {
	var (
		slug, doc string
		book      CasebookID
		changed   int64
	)
	const query = `
		SELECT c.slug, c.doc, c.casebook, coalesce(p.changed, c.changed)
		FROM casefiles c LEFT JOIN public_casefiles p ON p.casefile = c.id WHERE c.id = ?`
	if err := c.tx.QueryRowContext(c.ctx, query, id).Scan(&slug, &doc, &book, &changed); err != nil {
		return err
	}
	cf, err := decodeStored([]byte(doc))
	if err != nil {
		c.fault("documents", "%s: %v", slug, err)
		return nil
	}
	w, err := c.db.writing(c.ctx, c.tx, book)
	if err != nil {
		return err
	}
	defer w.close()
	view, err := w.redact(cf)
	if err != nil {
		return err
	}
	want := make(map[string][][]any)
	for _, p := range view.rows {
		want[p.table] = append(want[p.table], p.fill(nil, id, changed))
	}
	if err := c.names(w, id, slug, cf); err != nil {
		return err
	}
	for _, table := range projectionTables() {
		have, err := allRows(c.ctx, c.tx, `SELECT * FROM `+table+` WHERE casefile = ?`, id)
		if err != nil {
			return err
		}
		if !sameRows(have, want[table]) {
			c.fault("projections", "%s: %s holds %d rows that differ from the %d that the casefile makes", slug, table, len(have), len(want[table]))
		}
	}
	return nil
}

// strays finds rows of casefiles that don't exist.
func (c checking) strays() error {
	for _, table := range projectionTables() {
		var n int
		query := `SELECT count(*) FROM ` + table + ` WHERE casefile NOT IN (SELECT casefile FROM public_casefiles)`
		if err := c.tx.QueryRowContext(c.ctx, query).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			c.fault("projections", "%s holds %d rows of casefiles that aren't public", table, n)
		}
	}
	return nil
}
