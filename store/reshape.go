package store

import (
	"context"
	"database/sql"
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
		books, err := column[CasebookID](ctx, tx, `SELECT id FROM casebooks ORDER BY id`)
		if err != nil {
			return err
		}
		for _, book := range books {
			if err := rebuild(ctx, tx, book, db.now().UnixMilli()); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE public_state SET shape = ?, seq = seq + 1`, projectionShape)
		return err
	})
}

func shapeStands(ctx context.Context, q querier) (bool, error) {
	var shape int64
	err := q.QueryRowContext(ctx, `SELECT shape FROM public_state`).Scan(&shape)
	return shape == projectionShape, err
}

// rebuild projects every public casefile of a casebook from its document. Which
// casefiles are public is settled first, so that links find their targets.
func rebuild(ctx context.Context, tx *sql.Tx, book CasebookID, now int64) error {
	w, err := newWriting(ctx, tx, book, now)
	if err != nil {
		return err
	}
	defer w.close()
	public, err := column[int64](ctx, tx, `SELECT id FROM casefiles WHERE casebook = ? AND visibility = 'public' ORDER BY id`, book)
	if err != nil {
		return err
	}
	for _, id := range public {
		if err := w.renew(id); err != nil {
			return err
		}
	}
	slugs, err := column[string](ctx, tx, `SELECT DISTINCT target FROM links WHERE casebook = ?`, book)
	if err != nil {
		return err
	}
	w.moved = slugs
	return w.publish()
}

// renew builds the projections of a casefile anew, also when its public view is
// as it was.
func (w *writing) renew(id int64) error {
	const query = `
		SELECT c.doc, coalesce(p.changed, c.changed)
		FROM casefiles c LEFT JOIN public_casefiles p ON p.casefile = c.id WHERE c.id = ?`
	s, err := w.stmt(query)
	if err != nil {
		return err
	}
	var (
		doc     []byte
		changed int64
	)
	if err := s.QueryRowContext(w.ctx, id).Scan(&doc, &changed); err != nil {
		return err
	}
	c, err := decodeStored(doc)
	if err != nil {
		return err
	}
	r, err := w.redact(c)
	if err != nil {
		return err
	}
	if err := w.unproject(id); err != nil {
		return err
	}
	if r == nil {
		return w.build(id, nil, nil, changed)
	}
	public, err := r.Marshal()
	if err != nil {
		return err
	}
	return w.build(id, r, public, changed)
}
