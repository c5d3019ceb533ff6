package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"vigil/internal/casefile"
)

// Curation reads and writes the whole record, drafts and confidential facts
// included. Who holds one has authorised what is done with it.
type Curation struct{ db *DB }

// Version counts the revisions of one casefile: 1, 2, 3 … 0 is a casefile that
// isn't stored yet.
type Version int64

// Author is who wrote a revision: a curator's Discord id, or a word for what
// wasn't a person in Discord, such as "terminal".
type Author string

// Stored is a casefile as it stands in the database.
type Stored struct {
	ID       int64
	Casebook CasebookID
	Version  Version
	Changed  time.Time
	Casefile *casefile.Casefile // not shared: may be changed and saved
}

// row is a row of casefiles without its document.
type row struct {
	id         int64
	visibility casefile.Visibility
	version    Version
	digest     []byte
	changed    int64
	into       int64 // id of the casefile that it was merged into; 0: none
}

// Casefile is the casefile as curators see it; the slug of a merged one leads to
// where it is now. A withdrawn one is a [Tombstone], an unknown one an
// [ErrNotFound].
func (s *Curation) Casefile(ctx context.Context, book CasebookID, slug string) (c Stored, err error) {
	defer wrap(&err, "read a casefile")

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		c, err = readCasefile(ctx, tx, book, slug)
		return err
	})
	return c, err
}

func readCasefile(ctx context.Context, tx *sql.Tx, book CasebookID, slug string) (c Stored, err error) {
	r, err := readRow(ctx, tx, book, slug)
	if err != nil {
		return Stored{}, err
	}
	if r, slug, err = follow(ctx, tx, r, slug); err != nil {
		return Stored{}, err
	}
	if r.visibility == casefile.Withdrawn {
		return Stored{}, tombstone(ctx, tx, r.id, slug)
	}
	c = Stored{ID: r.id, Casebook: book, Version: r.version, Changed: time.UnixMilli(r.changed)}
	c.Casefile, err = readDocument(ctx, tx, r.id)
	return c, err
}

// Save writes c as the next revision of the casefile that it was read from,
// with all that follows from it, or nothing at all. base is the version that c
// started from, 0 for a new casefile; when it is no longer current, the error
// is a [Conflict] with both sides. A casefile saved as withdrawn is gone from
// everything public when Save returns, and one that was withdrawn comes back
// only by a save that started from its tombstone. See [Curation.Commit], which it is.
func (s *Curation) Save(ctx context.Context, book CasebookID, c *casefile.Casefile, base Version, by Author, why string) (v Version, err error) {
	saved, err := s.Commit(ctx, Saving{Casebook: book, Casefile: c, Base: base, By: by, Why: why})
	return saved.Version, err
}

// prepared is a casefile that may be written: valid, and as it will be stored.
type prepared struct {
	casefile *casefile.Casefile
	doc      []byte
	digest   []byte     // SHA-256 of doc
	linked   []string   // slugs of casefiles that it names
	names    []named    // by which curators find it
	view     publicView // when it names none: otherwise they must be looked up first
}

// prepare checks c and makes it ready to be written.
func prepare(book CasebookID, c *casefile.Casefile) (*prepared, error) {
	if problems := c.Validate(); len(problems) > 0 {
		return nil, &casefile.Invalid{Slug: c.Slug, Problems: problems}
	}
	return ready(book, c)
}

// ready writes a valid c as JSON, and what else can be done without a database,
// so that an import does it ahead.
func ready(book CasebookID, c *casefile.Casefile) (*prepared, error) {
	if c.Visibility == casefile.Public && len(c.Sources) == 0 {
		return nil, &casefile.Invalid{Slug: c.Slug, Problems: []casefile.Problem{
			{Path: "/sources", Reason: "is empty: what is published needs at least one source"}}}
	}
	if c.Visibility == "" {
		c = in(c, casefile.Draft)
	}
	p := &prepared{casefile: c, names: namedBy(c)}
	var err error
	if p.doc, p.digest, err = written(c); err != nil {
		return nil, err
	}
	for _, r := range c.People {
		if r.Casefile != "" {
			p.linked = append(p.linked, r.Casefile)
		}
	}
	if len(p.linked) > 0 {
		return p, nil
	}
	if r, public := c.Public(nil); public {
		p.view, err = viewOf(book, r)
	}
	return p, err
}

// written is c as JSON, and the digest of that.
func written(c *casefile.Casefile) (doc, digest []byte, err error) {
	doc, err = c.Marshal()
	sum := sha256.Sum256(doc)
	return doc, sum[:], err
}

// in is c with another visibility, sharing everything else.
func in(c *casefile.Casefile, v casefile.Visibility) *casefile.Casefile {
	d := *c
	d.Visibility = v
	return &d
}

const selectRow = `
	SELECT id, visibility, version, digest, changed, coalesce(merged_into, 0)
	FROM casefiles WHERE casebook = ? AND slug = ?`

// readRow is the casefile with that slug, or an [ErrNotFound].
func readRow(ctx context.Context, q querier, book CasebookID, slug string) (row, error) {
	return scanRow(q.QueryRowContext(ctx, selectRow, book, slug))
}

func scanRow(found *sql.Row) (r row, err error) {
	err = found.Scan(&r.id, &r.visibility, &r.version, &r.digest, &r.changed, &r.into)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return r, err
}

// readDocument is the newest document of a casefile.
func readDocument(ctx context.Context, q querier, id int64) (*casefile.Casefile, error) {
	var doc []byte
	if err := q.QueryRowContext(ctx, `SELECT doc FROM casefiles WHERE id = ?`, id).Scan(&doc); err != nil {
		return nil, err
	}
	return decodeStored(doc)
}

// conflict is the error with both sides.
func conflict(ctx context.Context, tx *sql.Tx, old row, mine *casefile.Casefile, base Version) error {
	c := &Conflict{Base: base, Current: old.version, Mine: mine}
	if old.version == 0 {
		return c // saved from a version, and nothing is stored: another database
	}
	var err error
	if c.Theirs, err = readDocument(ctx, tx, old.id); err != nil {
		return err
	}
	last, err := readRevision(ctx, tx, old.id, old.version)
	if err != nil {
		return err
	}
	c.By, c.At = last.Author, last.At
	return c
}

// tombstone is readTombstone as an error.
func tombstone(ctx context.Context, q querier, id int64, slug string) error {
	t, err := readTombstone(ctx, q, id, slug)
	if err != nil {
		return err
	}
	return t
}
