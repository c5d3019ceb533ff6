package store

import (
	"context"
	"database/sql"
	"errors"
)

// reshape builds all projections anew when this program makes them in another
// way than the one that wrote them.
func (db *DB) reshape(ctx context.Context) error {
	if stands, err := shapeStands(ctx, db.readers); err != nil || stands {
		return err
	}
	return db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if stands, err := shapeStands(ctx, tx); err != nil || stands {
			return err // another process was faster
		}
		if err := db.rebuild(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE public_state SET shape = ?, seq = seq + 1`, projectionShape)
		return err
	})
}

func shapeStands(ctx context.Context, q querier) (bool, error) {
	var shape int64
	err := q.QueryRowContext(ctx, `SELECT shape FROM public_state`).Scan(&shape)
	return shape == projectionShape, err
}

// rebuild empties the projections and makes them from the documents. When a
// casefile last changed in public is kept, since the documents don't tell.
func (db *DB) rebuild(ctx context.Context, tx *sql.Tx) error {
	changed, err := publicChanges(ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range projectionTables() {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO public_fts (public_fts) VALUES ('rebuild')`); err != nil {
		return err
	}
	books, err := column[CasebookID](ctx, tx, `SELECT id FROM casebooks ORDER BY id`)
	if err != nil {
		return err
	}
	for _, book := range books {
		if err := db.rebuildCasebook(ctx, tx, book, changed); err != nil {
			return err
		}
	}
	return nil
}

// rebuildCasebook projects every public casefile. Links find their targets when
// all are there, in publish.
func (db *DB) rebuildCasebook(ctx context.Context, tx *sql.Tx, book CasebookID, changed map[int64]int64) error {
	w, err := db.writing(ctx, tx, book)
	if err != nil {
		return err
	}
	defer w.close()
	const query = `SELECT id FROM casefiles WHERE casebook = ? AND visibility = 'public' ORDER BY id`
	public, err := column[int64](ctx, tx, query, book)
	if err != nil {
		return err
	}
	for _, id := range public {
		slug, c, last, err := w.stored(id)
		if err != nil {
			return err
		}
		if was, ok := changed[id]; ok {
			last = was
		}
		view, err := w.redact(c)
		if err != nil {
			return err
		}
		if err := w.project(id, slug, view, true, last); err != nil {
			return err
		}
	}
	_, err = w.publish()
	return err
}

// publicChanges is when each casefile last changed in public, by its id.
func publicChanges(ctx context.Context, tx *sql.Tx) (_ map[int64]int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT casefile, changed FROM public_casefiles`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	changed := make(map[int64]int64)
	for rows.Next() {
		var id, at int64
		if err := rows.Scan(&id, &at); err != nil {
			return nil, err
		}
		changed[id] = at
	}
	return changed, rows.Err()
}
