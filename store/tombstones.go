package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
)

// grave is what an import must know of a withdrawn casefile, or of one that was
// merged into it, so that the same person doesn't come back under another slug.
type grave struct {
	id      int64
	slug    string
	called  map[string]bool // full names, by which the same person is found
	letters map[string]bool // their letters, by which the same name is
	country string
	born    calendar.Date
}

// buried is the withdrawn casefile of the person that c is about, or nil.
// They are taken to be the same when a full name of theirs is, apart from how
// it is written, unless the jurisdiction or the date of birth says otherwise:
// to ask a curator about a namesake does less harm than to publish somebody
// again who asked not to be.
func (w *writing) buried(c *casefile.Casefile) (*grave, error) {
	if !w.dug {
		graves, err := readGraves(w.ctx, w.tx, w.book)
		if err != nil {
			return nil, err
		}
		w.graves, w.dug = graves, true
	}
	if len(w.graves) == 0 {
		return nil, nil // nobody is what is found
	}
	called := calledBy(&c.Person)
	for i := range w.graves {
		g := &w.graves[i]
		if g.country != "" && c.Country != "" && g.country != c.Country || g.born.Same(bornOf(c)) == calendar.No {
			continue
		}
		if meets(called, g.called) {
			return g, nil
		}
	}
	return nil, nil
}

func readGraves(ctx context.Context, tx *sql.Tx, book CasebookID) ([]grave, error) {
	const withdrawn = `SELECT id, 0, slug, doc FROM casefiles WHERE casebook = ? AND visibility = 'withdrawn' ORDER BY id`
	graves, _, err := digGraves(ctx, tx, withdrawn, book)
	if err != nil || len(graves) == 0 {
		return nil, err
	}
	const gone = `SELECT id, merged_into, slug, doc FROM casefiles WHERE +casebook = ? AND merged_into IS NOT NULL ORDER BY id`
	merged, into, err := digGraves(ctx, tx, gone, book)
	if err != nil {
		return nil, err
	}
	known := make(map[int64]grave)
	for _, g := range graves {
		known[g.id] = g
	}
	for _, g := range merged {
		for into[g.id] != 0 {
			g.id = into[g.id]
		}
		if root, ok := known[g.id]; ok {
			g.slug, g.country, g.born = root.slug, root.country, root.born
			graves = append(graves, g)
		}
	}
	return graves, nil
}

// digGraves reads what must be known of the casefiles that the query finds, and
// into which each was merged.
func digGraves(ctx context.Context, tx *sql.Tx, query string, book CasebookID) (graves []grave, into map[int64]int64, err error) {
	rows, err := tx.QueryContext(ctx, query, book)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	into = make(map[int64]int64)
	for rows.Next() {
		var (
			g   grave
			to  int64
			doc []byte
		)
		if err := rows.Scan(&g.id, &to, &g.slug, &doc); err != nil {
			return nil, nil, err
		}
		c, err := decodeStored(doc)
		if err != nil {
			return nil, nil, err
		}
		into[g.id] = to
		g.called, g.country, g.born = calledBy(&c.Person), c.Country, bornOf(c)
		g.letters = map[string]bool{letters(c.Person.Name): true}
		for _, n := range c.Person.Names {
			g.letters[letters(n.Text)] = true
		}
		graves = append(graves, g)
	}
	return graves, into, rows.Err()
}

// calledBy are the full names of p, as they compare: a name of one word is
// that of too many. Whether two parts of a name are written as one or apart is
// as people please, in Persian most of all.
func calledBy(p *casefile.Person) map[string]bool {
	called := make(map[string]bool, 1+len(p.Names))
	add := func(name string) {
		if key := wordsKey(name); strings.Contains(key, " ") {
			called[key] = true
			called[names.LatinFold(name)] = true
			called["\x00"+strings.ReplaceAll(key, " ", "")] = true
			called["\x00"+strings.ReplaceAll(names.LatinFold(name), " ", "")] = true
		}
	}
	add(p.Name)
	for _, n := range p.Names {
		add(n.Text)
	}
	return called
}

// readTombstone is the last revision of a withdrawn casefile, without what it
// says.
func readTombstone(ctx context.Context, q querier, id int64, slug string) (*Tombstone, error) {
	last, err := readRevision(ctx, q, id, 0)
	if err != nil {
		return nil, err
	}
	return &Tombstone{Slug: slug, Version: last.Version, At: last.At, By: last.Author, Why: last.Why}, nil
}

func scanTombstone(row interface{ Scan(...any) error }) (*Tombstone, error) {
	var (
		t  Tombstone
		at int64
	)
	err := row.Scan(&t.Slug, &t.Version, &at, &t.By, &t.Why)
	t.At = time.UnixMilli(at)
	return &t, err
}

func bornOf(c *casefile.Casefile) calendar.Date {
	if c.Person.Born == nil {
		return calendar.Date{}
	}
	return c.Person.Born.Date
}
