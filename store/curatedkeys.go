package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"vigil/internal/casefile"
)

// curatedShape is raised whenever curated_keys of an unchanged casefile would
// come out different. They are then built anew when the database is next opened.
const curatedShape = 1

// named is one row of curated_keys: a name by which curators find a casefile.
type named struct {
	key, text string
	hidden    bool // the public doesn't see that the casefile has it
}

// namedBy are the names of a casefile, confidential ones included, each key
// once; of a withdrawn one there are none.
func namedBy(c *casefile.Casefile) []named {
	if c.Visibility == casefile.Withdrawn {
		return nil
	}
	all := make([]named, 0, 1+len(c.Person.Names))
	hidden := c.Visibility != casefile.Public || c.Person.Visibility == casefile.Confidential
	add := func(text string, hidden bool) {
		key := wordsKey(text)
		if key == "" {
			return
		}
		for i := range all {
			if all[i].key == key {
				all[i].hidden = all[i].hidden && hidden
				return
			}
		}
		all = append(all, named{key, text, hidden})
	}
	add(c.Person.Name, hidden)
	for _, n := range c.Person.Names {
		add(n.Text, hidden || n.Visibility == casefile.Confidential)
	}
	return all
}

// name makes the rows of a casefile what its names are. Where they are so
// already, which is nearly always, nothing is written.
func (w *writing) name(id int64, all []named, fresh bool) error {
	if !fresh {
		before, err := w.namesOf(id)
		if err != nil {
			return err
		}
		if sameNames(before, all) {
			return nil
		}
		if err := w.unname(id); err != nil {
			return err
		}
	}
	for _, n := range all {
		const insert = `INSERT INTO curated_keys (casebook, key, casefile, text, hidden) VALUES (?, ?, ?, ?, ?)`
		if _, err := w.exec(insert, w.book, n.key, id, n.text, n.hidden); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) namesOf(id int64) (all []named, err error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT key, text, hidden FROM curated_keys WHERE casefile = ?`, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n named
		if err := rows.Scan(&n.key, &n.text, &n.hidden); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}

func sameNames(a, b []named) bool {
	if len(a) != len(b) {
		return false
	}
	for _, n := range a {
		if !slices.Contains(b, n) {
			return false
		}
	}
	return true
}

// unname removes the casefile from those that curators find.
func (w *writing) unname(id int64) error {
	_, err := w.exec(`DELETE FROM curated_keys WHERE casefile = ?`, id)
	return err
}

// rename builds all names anew when this program makes them in another way than
// the one that wrote them, or they were never made.
func (db *DB) rename(ctx context.Context) error {
	if stands, err := namesStand(ctx, db.readers); err != nil || stands {
		return err
	}
	return db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if stands, err := namesStand(ctx, tx); err != nil || stands {
			return err // another process was faster
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM curated_keys`); err != nil {
			return err
		}
		books, err := column[CasebookID](ctx, tx, `SELECT id FROM casebooks ORDER BY id`)
		if err != nil {
			return err
		}
		for _, book := range books {
			if err := db.renameCasebook(ctx, tx, book); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE curated_state SET shape = ?`, curatedShape)
		return err
	})
}

func namesStand(ctx context.Context, q querier) (bool, error) {
	var shape int64
	err := q.QueryRowContext(ctx, `SELECT shape FROM curated_state`).Scan(&shape)
	return shape == curatedShape, err
}

func (db *DB) renameCasebook(ctx context.Context, tx *sql.Tx, book CasebookID) error {
	w, err := db.writing(ctx, tx, book)
	if err != nil {
		return err
	}
	defer w.close()
	const query = `SELECT id FROM casefiles WHERE casebook = ? AND visibility <> 'withdrawn' AND merged_into IS NULL ORDER BY id`
	ids, err := column[int64](ctx, tx, query, book)
	if err != nil {
		return err
	}
	for _, id := range ids {
		_, c, _, err := w.stored(id)
		if err != nil {
			return err
		}
		if err := w.name(id, namedBy(c), true); err != nil {
			return err
		}
	}
	return nil
}
