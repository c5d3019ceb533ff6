package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Shown is a casefile of which a message shows something.
type Shown struct {
	Casebook CasebookID
	Slug     string
}

// Showing is a public message of the bot's and what it shows.
type Showing struct {
	Server, Channel, Message string
	Casefiles                []Shown
}

// shownLife is how long it is remembered where something was shown.
const shownLife = 90 * 24 * time.Hour

// NoteShown remembers where something of casefiles was shown publicly, so that
// withdrawing one deletes it there. It says nothing of who asked. A casefile
// that is no longer public by now is deleted there at once.
func (o *Outbox) NoteShown(ctx context.Context, all []Showing) (err error) {
	defer wrap(&err, "note what was shown")

	if len(all) == 0 {
		return nil
	}
	return o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		now := o.db.now()
		if _, err := tx.ExecContext(ctx, deleteOldShown, now.Add(-shownLife).UnixMilli()); err != nil {
			return err
		}
		// Many ask about the same few: each is looked up once, and the text that
		// they are written with is read once.
		write, err := tx.PrepareContext(ctx, insertShown)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, write.Close()) }()
		known := make(map[Shown]int64)
		for _, m := range all {
			for _, c := range m.Casefiles {
				id, ok := known[c]
				if !ok {
					if id, err = publicNow(ctx, tx, c); err != nil {
						return err
					}
					known[c] = id
				}
				if id == 0 {
					err = o.db.erase(ctx, tx, m.Server, m.Channel, m.Message)
				} else {
					_, err = write.ExecContext(ctx, id, m.Server, m.Channel, m.Message, now.UnixMilli())
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

const (
	deleteOldShown = `DELETE FROM shown WHERE at <= ?`
	insertShown    = `
		INSERT INTO shown (casefile, server, channel, message, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (casefile, channel, message) DO UPDATE SET at = excluded.at`
)

// publicNow is the casefile's id while it is public, by itself or as the one
// that it was merged into; else 0.
func publicNow(ctx context.Context, tx *sql.Tx, c Shown) (int64, error) {
	r, err := readRow(ctx, tx, c.Casebook, c.Slug)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	root, _, err := follow(ctx, tx, r, c.Slug)
	if err != nil {
		return 0, err
	}
	var public bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM public_casefiles WHERE casefile = ?)`, root.id).Scan(&public); err != nil || !public {
		return 0, err
	}
	return r.id, nil
}

// ShownIn is how many messages show something of the casefile, or of one that
// was merged into it.
func (s *Curation) ShownIn(ctx context.Context, book CasebookID, slug string) (n int, err error) {
	defer wrap(&err, "count where a casefile was shown")

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		r, err := readRow(ctx, tx, book, slug)
		if err != nil {
			return err
		}
		const query = withBelow + `
			SELECT (SELECT count(*) FROM (SELECT DISTINCT channel, message FROM shown WHERE casefile IN below))
				+ (SELECT count(*) FROM ` + announcedIn + `)`
		return tx.QueryRowContext(ctx, query, r.id).Scan(&n)
	})
	return n, err
}

// withBelow begins a query with the casefile and all that went into it.
const withBelow = `
	WITH RECURSIVE below (id) AS (
		SELECT ?1
		UNION ALL
		SELECT c.id FROM casefiles c JOIN below b ON c.merged_into = b.id
	) `

// unshow has deleted every message that shows something of the casefile, or of
// one that was merged into it, and counts them. Nothing is deleted of a casefile
// that was merged into a public one: its slug still leads to something public.
func (w *writing) unshow(id int64) (int, error) {
	root, err := w.publicRoot(id)
	if err != nil || root != "" {
		return 0, err
	}
	n, err := w.takeAway(id)
	if err != nil {
		return 0, err
	}
	announced, err := w.announced(id) // which the ledger edits or deletes
	return n + announced, err
}

// announced counts the announcements in channels that say something of the
// casefile, or of one that was merged into it.
func (w *writing) announced(id int64) (n int, err error) {
	err = w.row(withBelow+`SELECT count(*) FROM `+announcedIn, id).Scan(&n)
	return n, err
}

// takeAway has deleted every answer that shows something of the casefile, or of
// one that was merged into it, and counts them.
func (w *writing) takeAway(id int64) (int, error) {
	const queue = withBelow + `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'delete-message', max(server), channel, message, 0, 0, '', ?2, ?2 FROM shown
		WHERE casefile IN below
		GROUP BY channel, message`
	r, err := w.exec(queue, id, w.now)
	if err := w.db.wrote(r, err); err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	if err != nil {
		return 0, err
	}
	if n > 0 {
		_, err = w.exec(withBelow+`DELETE FROM shown WHERE casefile IN below`, id)
	}
	return int(n), err
}

// announcedIn are the announcements in channels that say something of the
// casefiles below. Who follows somebody isn't counted.
const announcedIn = `
	posts WHERE state = 'sent' AND person = '' AND id IN (
		SELECT d.post FROM announcements a JOIN deliveries d ON d.announcement = a.id
		WHERE a.casefile IN below AND d.print <> x'')`
