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

func readGraves(ctx context.Context, tx *sql.Tx, book CasebookID) (graves []grave, err error) {
	// Also what was merged into one that was withdrawn later.
	const query = `
		WITH RECURSIVE graves (id, root, slug) AS (
			SELECT id, id, slug FROM casefiles WHERE casebook = ? AND visibility = 'withdrawn'
			UNION ALL
			SELECT c.id, g.root, g.slug FROM casefiles c JOIN graves g ON c.merged_into = g.id
		)
		SELECT g.root, g.slug, c.doc FROM graves g JOIN casefiles c ON c.id = g.id ORDER BY g.root, g.id`
	rows, err := tx.QueryContext(ctx, query, book)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var g grave
		var doc []byte
		if err := rows.Scan(&g.id, &g.slug, &doc); err != nil {
			return nil, err
		}
		c, err := decodeStored(doc)
		if err != nil {
			return nil, err
		}
		g.called, g.country, g.born = calledBy(&c.Person), c.Country, bornOf(c)
		g.letters = map[string]bool{letters(c.Person.Name): true}
		for _, n := range c.Person.Names {
			g.letters[letters(n.Text)] = true
		}
		graves = append(graves, g)
	}
	return graves, rows.Err()
}

// calledBy are the full names of p, as they compare: a name of one word is
// that of too many.
func calledBy(p *casefile.Person) map[string]bool {
	called := make(map[string]bool, 1+len(p.Names))
	add := func(name string) {
		if key := wordsKey(name); strings.Contains(key, " ") {
			called[key] = true
			called[names.LatinFold(name)] = true
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
