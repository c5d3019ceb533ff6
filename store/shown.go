package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"vigil/internal/casefile"
)

// Shown is a casefile of which a message shows something; or, without a slug, a
// casebook of which it counts the people, in the state Seq of what is public.
type Shown struct {
	Casebook CasebookID
	Slug     string
	Seq      int64
}

// countShown is what a message shows that counts people in that state of what is public.
func countShown(a Access, seq int64) []Shown {
	var all []Shown
	for _, book := range a.Reads {
		all = append(all, Shown{Casebook: book, Seq: seq})
	}
	return all
}

// Showing is a public message of the bot's and what it shows.
type Showing struct {
	Server, Channel, Message string
	Casefiles                []Shown
	At                       time.Time // no later than the record was read for it
}

// shownLife is how long it is remembered where something was shown.
const shownLife = 90 * 24 * time.Hour

// NoteShown remembers where something of casefiles was shown publicly, so that
// withdrawing one deletes it there. It says nothing of who asked. A casefile
// that is no longer public by now is deleted there at once, and so is one of
// which something was made confidential since the record was read for it.
func (o *Outbox) NoteShown(ctx context.Context, all []Showing) (err error) {
	defer wrap(&err, "note what was shown")

	if len(all) == 0 {
		return nil
	}
	return o.db.update(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		at := o.db.now()
		if _, err := tx.ExecContext(ctx, deleteOldShown, at.Add(-shownLife).UnixMilli()); err != nil {
			return err
		}
		// Many ask about the same few: each is looked up once, and the text that
		// they are written with is read once.
		write, err := tx.PrepareContext(ctx, insertShown)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, write.Close()) }()
		known := make(map[Shown]standing)
		for _, m := range all {
			for _, c := range m.Casefiles {
				now, ok := known[c]
				if !ok {
					if now, err = publicNow(ctx, tx, c); err != nil {
						return err
					}
					known[c] = now
				}
				veiled := false
				if now.id != 0 && now.root.changed >= m.At.UnixMilli() {
					if veiled, err = veiledSince(ctx, tx, now.root.id, m.At); err != nil {
						return err
					}
				}
				if c.Slug == "" {
					if veiled, err = lessSince(ctx, tx, c, m.At); err != nil {
						return err
					}
				}
				if now.id == 0 || veiled {
					err = o.db.erase(ctx, tx, m.Server, m.Channel, m.Message)
				} else {
					_, err = write.ExecContext(ctx, now.id, m.Server, m.Channel, m.Message, at.UnixMilli())
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

// standing is where a casefile is that a message shows something of.
type standing struct {
	id   int64 // its own; 0: it isn't public
	root row   // itself, or the one that it went into
}

// veiledSince reports whether something of the casefile was made confidential at
// that instant or later.
func veiledSince(ctx context.Context, tx *sql.Tx, id int64, at time.Time) (bool, error) {
	const query = `
		SELECT r.doc, b.doc FROM revisions r JOIN revisions b ON b.casefile = r.casefile AND b.version = r.version - 1
		WHERE r.casefile = ? AND r.at >= ?`
	rows, err := tx.QueryContext(ctx, query, id, at.UnixMilli())
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for rows.Next() {
		var after, before []byte
		if err := rows.Scan(&after, &before); err != nil {
			return false, err
		}
		c, err := casefile.Decode(after)
		if err != nil {
			return false, errors.Join(ErrCorrupt, err)
		}
		if hid, err := veils(before, c, after); hid || err != nil {
			return hid, err
		}
	}
	return false, rows.Err()
}

// publicNow is where the casefile is while it is public, by itself or as the one
// that it was merged into.
func publicNow(ctx context.Context, tx *sql.Tx, c Shown) (standing, error) {
	if c.Slug == "" {
		return standing{id: peopleOf(c.Casebook)}, nil
	}
	r, err := readRow(ctx, tx, c.Casebook, c.Slug)
	if errors.Is(err, ErrNotFound) {
		return standing{}, nil
	}
	if err != nil {
		return standing{}, err
	}
	root, _, err := follow(ctx, tx, r, c.Slug)
	if err != nil {
		return standing{}, err
	}
	var public bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM public_casefiles WHERE casefile = ?)`, root.id).Scan(&public); err != nil || !public {
		return standing{}, err
	}
	return standing{r.id, root}, nil
}

// peopleOf stands in the table shown for the casefile, where a message counts the
// people of a casebook. Casefiles have numbers above zero.
func peopleOf(book CasebookID) int64 { return -int64(book) }

// lessSince reports whether of a casebook that was counted a casefile ceased to be
// public since, or something that was public was made confidential.
func lessSince(ctx context.Context, tx *sql.Tx, c Shown, at time.Time) (bool, error) {
	const query = `
		SELECT ch.casefile, p.casefile IS NOT NULL
		FROM public_changes ch JOIN casefiles f ON f.id = ch.casefile
		LEFT JOIN public_casefiles p ON p.casefile = ch.casefile
		WHERE ch.seq > ? AND f.casebook = ?`
	rows, err := tx.QueryContext(ctx, query, c.Seq, c.Casebook)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	var still []int64
	for rows.Next() {
		var (
			id     int64
			public bool
		)
		if err := rows.Scan(&id, &public); err != nil {
			return false, err
		}
		if !public {
			return true, nil
		}
		still = append(still, id)
	}
	if err := rows.Err(); err != nil {
		return false, err
	}
	for _, id := range still {
		if hid, err := veiledSince(ctx, tx, id, at); hid || err != nil {
			return hid, err
		}
	}
	return false, nil
}

// ShownIn is how many messages show something of the casefile, or of one that
// was merged into it, or count it among the people of its casebook.
func (s *Curation) ShownIn(ctx context.Context, book CasebookID, slug string) (n int, err error) {
	defer wrap(&err, "count where a casefile was shown")

	err = s.db.view(ctx, func(tx *sql.Tx) error {
		r, err := readRow(ctx, tx, book, slug)
		if err != nil {
			return err
		}
		const query = withBelow + `
			SELECT (SELECT count(*) FROM (SELECT DISTINCT channel, message FROM shown WHERE casefile IN below))
				+ (SELECT count(*) FROM shown WHERE casefile = ?2 AND EXISTS (SELECT 1 FROM public_casefiles WHERE casefile = ?1))
				+ (SELECT count(*) FROM ` + announcedIn + `)`
		return tx.QueryRowContext(ctx, query, r.id, peopleOf(book)).Scan(&n)
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
	counts, err := w.takeCountsAway()
	if err != nil {
		return 0, err
	}
	announced, err := w.announced(id) // which the ledger edits or deletes
	return n + counts + announced, err
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

// takeCountsAway has deleted every answer that counts the people of the casebook,
// and counts those answers.
func (w *writing) takeCountsAway() (int, error) {
	const queue = `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'delete-message', server, channel, message, 0, 0, '', ?2, ?2 FROM shown
		WHERE casefile = ?1`
	r, err := w.exec(queue, peopleOf(w.book), w.now)
	if err := w.db.wrote(r, err); err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	_, err = w.exec(`DELETE FROM shown WHERE casefile = ?`, peopleOf(w.book))
	return int(n), err
}

// announcedIn are the announcements in channels that say something of the
// casefiles below. Who follows somebody isn't counted.
const announcedIn = `
	posts WHERE state = 'sent' AND person = '' AND id IN (
		SELECT d.post FROM announcements a JOIN deliveries d ON d.announcement = a.id
		WHERE a.casefile IN below AND d.print <> x'')`
