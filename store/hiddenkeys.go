package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"vigil/internal/casefile"
)

// hiddenShape is raised whenever hidden_keys of an unchanged casefile would
// come out different. They are then built anew when the database is next opened.
const hiddenShape = 1

// named is one row of hidden_keys: a name by which curators find a casefile, and
// the public doesn't.
type named struct{ key, text string }

// namedBy are such names of a casefile, each key once: all while it isn't
// public, otherwise the confidential ones that aren't public ones as well. Of a
// withdrawn casefile there are none.
func namedBy(c *casefile.Casefile) []named {
	if c.Visibility == casefile.Withdrawn {
		return nil
	}
	var all []named
	public := c.Visibility == casefile.Public && c.Person.Visibility != casefile.Confidential
	add := func(text string) {
		key := wordsKey(text)
		if key != "" && !slices.ContainsFunc(all, func(n named) bool { return n.key == key }) {
			all = append(all, named{key, text})
		}
	}
	if !public {
		add(c.Person.Name)
	}
	for _, n := range c.Person.Names {
		if !public || n.Visibility == casefile.Confidential {
			add(n.Text)
		}
	}
	if !public || len(all) == 0 {
		return all
	}
	seen := map[string]bool{wordsKey(c.Person.Name): true}
	for _, n := range c.Person.Names {
		if n.Visibility != casefile.Confidential {
			seen[wordsKey(n.Text)] = true
		}
	}
	return slices.DeleteFunc(all, func(n named) bool { return seen[n.key] })
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
		const insert = `INSERT INTO hidden_keys (casebook, key, casefile, text) VALUES (?, ?, ?, ?)`
		if _, err := w.exec(insert, w.book, n.key, id, n.text); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) namesOf(id int64) (all []named, err error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT key, text FROM hidden_keys WHERE casefile = ?`, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n named
		if err := rows.Scan(&n.key, &n.text); err != nil {
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
	_, err := w.exec(`DELETE FROM hidden_keys WHERE casefile = ?`, id)
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
		if _, err := tx.ExecContext(ctx, `DELETE FROM hidden_keys`); err != nil {
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
		_, err = tx.ExecContext(ctx, `UPDATE curated_state SET shape = ?`, hiddenShape)
		return err
	})
}

func namesStand(ctx context.Context, q querier) (bool, error) {
	var shape int64
	err := q.QueryRowContext(ctx, `SELECT shape FROM curated_state`).Scan(&shape)
	return shape == hiddenShape, err
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
