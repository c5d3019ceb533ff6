package store

import (
	"context"
	"database/sql"
	"errors"
)

// Follows are who wants to hear of whom by direct message. Nobody but the
// person can learn of it: there is no list, no count and no log.
type Follows struct{ db *DB }

// Follows are who wants to hear of whom.
func (db *DB) Follows() *Follows { return &Follows{db} }

// Followed is somebody whom a person follows.
type Followed struct {
	Casebook CasebookID
	Slug     string
	Name     string
}

// FollowLimit is how many casefiles one person may follow.
const FollowLimit = 200

// ErrFull is a list that takes no more.
var ErrFull = errors.New("it takes no more")

// Follow has the person told of developments. What was followed already is no
// error; added is false then. An [ErrNotFound] of a casefile that may not be
// read with a, an [ErrFull] at the limit. server is where they asked, ""
// in a direct message: only while that place may read the casebook are they told.
func (f *Follows) Follow(ctx context.Context, person, server string, a Access, slug string) (added bool, err error) {
	defer wrap(&err, "follow somebody")

	_, s, err := f.db.public.Casefile(ctx, a, slug)
	if err != nil {
		return false, err
	}
	err = f.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		added = false
		// Asked again elsewhere: that place may go on reading when the other stops.
		const again = withBelow + `UPDATE follows SET server = ?3 WHERE person = ?2 AND casefile IN below`
		switch err := one(tx.ExecContext(ctx, again, s.ID, person, server)); {
		case err == nil:
			return nil
		case !errors.Is(err, ErrNotFound):
			return err
		}
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM follows WHERE person = ?`, person).Scan(&n); err != nil {
			return err
		}
		if n >= FollowLimit {
			return ErrFull
		}
		const insert = `INSERT INTO follows (person, casefile, server, since) VALUES (?, ?, ?, ?)`
		_, err := tx.ExecContext(ctx, insert, person, s.ID, server, f.db.now().UnixMilli())
		added = err == nil
		return err
	})
	return added && err == nil, err
}

// Unfollow ends it, and what was still to be sent about them isn't; removed is
// false if there was nothing to end. It works for casefiles that can't be read
// any more too.
func (f *Follows) Unfollow(ctx context.Context, person, slug string) (removed bool, err error) {
	defer wrap(&err, "unfollow somebody")

	err = f.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		removed = false
		// All that went into one casefile is one person.
		roots, err := column[int64](ctx, tx, `SELECT DISTINCT root.id FROM casefiles n `+rootOf("n.id")+` 
			WHERE n.casebook IN (SELECT id FROM casebooks) AND n.slug = ?`, slug)
		if err != nil {
			return err
		}
		for _, root := range roots {
			err := one(tx.ExecContext(ctx, withBelow+`DELETE FROM follows WHERE casefile IN below AND person = ?2`, root, person))
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			removed = true
			if _, err := tx.ExecContext(ctx, deleteUnsent, root, person); err != nil {
				return err
			}
		}
		if !removed {
			return nil
		}
		const loose = `DELETE FROM deliveries WHERE channel = '@' || ?1 AND post NOT IN (SELECT id FROM posts WHERE person = ?1)`
		_, err = tx.ExecContext(ctx, loose, person)
		return err
	})
	return removed && err == nil, err
}

// deleteUnsent deletes the direct messages to a person about a casefile, or
// what went into it, that were never tried.
const deleteUnsent = withBelow + `
	DELETE FROM posts WHERE person = ?2 AND state = 'pending' AND first = 0 AND id IN (
		SELECT d.post FROM deliveries d JOIN announcements a ON a.id = d.announcement
		WHERE d.channel = '@' || ?2 AND a.casefile IN below)`

// oldDirect are the direct messages that were sent long ago, or never will be.
// What is still to be sent or corrected, be it late, stays.
const oldDirect = `
	person <> '' AND due <= ? AND state NOT IN ('pending', 'sending') AND again = 0 AND NOT EXISTS (SELECT 1 FROM corrections)`

// What direct messages said is forgotten first, and then that there were any.
const (
	deleteOldDeliveries = `DELETE FROM deliveries WHERE post IN (SELECT id FROM posts WHERE ` + oldDirect + `)`
	deleteOldDirect     = `DELETE FROM posts WHERE ` + oldDirect
)

// Follows reports whether the person to whom a direct message goes still
// follows the casefile that it is about.
func (l *Ledger) Follows(ctx context.Context, p Post) (follows bool, err error) {
	defer wrap(&err, "look whether somebody is still followed")

	if len(p.Lines) == 0 {
		return false, nil
	}
	query := `SELECT EXISTS (SELECT 1 FROM follows f ` + rootOf("f.casefile") + ` WHERE f.person = ? AND root.id = ?)`
	err = l.db.readers.QueryRowContext(ctx, query, p.Person, p.Lines[0].Casefile).Scan(&follows)
	return follows, err
}

// Of is whom the person follows, by name. Of those who are not public any
// more, or whom the place where they asked may not read any more, it gives
// nothing.
func (f *Follows) Of(ctx context.Context, person string) (all []Followed, err error) {
	defer wrap(&err, "whom somebody follows")

	err = f.db.view(ctx, func(tx *sql.Tx) error {
		all, err = followed(ctx, tx, person)
		return err
	})
	return all, err
}

func followed(ctx context.Context, q querier, person string) (all []Followed, err error) {
	query := `
		SELECT DISTINCT p.casebook, p.slug, p.name
		FROM follows f ` + rootOf("f.casefile") + ` JOIN public_casefiles p ON p.casefile = root.id
		WHERE f.person = ? AND ` + mayFollow + ` ORDER BY p.sort, p.slug`
	rows, err := q.QueryContext(ctx, query, person)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var x Followed
		if err := rows.Scan(&x.Casebook, &x.Slug, &x.Name); err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// mayFollow is the condition that the place where f was asked for may read the
// casebook of p.
const mayFollow = `
	(f.server = '' AND EXISTS (SELECT 1 FROM casebooks b WHERE b.id = p.casebook AND b.open = 1)
	 OR EXISTS (SELECT 1 FROM servers s WHERE s.id = f.server AND s.casebook = p.casebook))`

// rootOf joins the casefile into which one was merged in the end, or itself, as
// root.
func rootOf(id string) string {
	return `JOIN casefiles root ON root.id = (
		WITH RECURSIVE up (id, into_) AS (
			SELECT c.id, c.merged_into FROM casefiles c WHERE c.id = ` + id + `
			UNION ALL
			SELECT c.id, c.merged_into FROM casefiles c JOIN up ON c.id = up.into_
		)
		SELECT up.id FROM up WHERE up.into_ IS NULL)`
}
