package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"vigil/internal/casefile"
)

// announce notes what is new to the public in a version, to be announced once.
// Nothing is noted where the public sees nothing of the casefile, or nothing
// new. What is kept are references to facts: what is said of them is read from
// the public record when it is sent.
//
// What was announced of the casefile before, word for word, isn't announced
// again: the same event entered twice is one development. A casefile that is
// published again is new again where the message about it is gone.
func (w *writing) announce(id int64, before *casefile.Redacted) error {
	after, err := w.publicly(id)
	if err != nil || after == nil {
		return err
	}
	refs := casefile.News(before, after)
	if len(refs) == 0 {
		return nil
	}
	occurrence, err := newsDigest(before, after, refs)
	if err != nil {
		return err
	}
	if before == nil {
		const query = `SELECT EXISTS (` + wholeStands + `), version FROM casefiles WHERE id = ?1`
		var (
			stands bool
			v      Version
		)
		if err := w.row(query, id).Scan(&stands, &v); err != nil || stands {
			return err
		}
		occurrence += fmt.Sprintf("/%d", v)
	}
	const insert = `
		INSERT INTO announcements (casebook, casefile, kind, subject, occurrence, facts, created, spread)
		VALUES (?, ?, 'update', '', ?, ?, ?, 0)
		ON CONFLICT (casefile, kind, subject, occurrence) DO NOTHING`
	w.db.unplanned.Store(true)
	_, err = w.exec(insert, w.book, id, occurrence, refsStored(refs), w.now)
	return err
}

// wholeStands finds announcements of casefile ?1 as a whole that stand in a
// channel, or are about to.
const wholeStands = `
	SELECT 1 FROM announcements a WHERE a.casefile = ?1 AND a.kind = 'update' AND a.facts = 'case' AND (a.spread = 0 OR EXISTS (
		SELECT 1 FROM deliveries d LEFT JOIN posts p ON p.id = d.post
		WHERE d.announcement = a.id AND d.channel NOT LIKE '@%' AND (d.post = 0 OR p.state IN ('pending', 'sending', 'sent'))))`

// publicly is what the public sees of a casefile now, nil if it sees nothing.
func (w *writing) publicly(id int64) (*casefile.Redacted, error) {
	var doc []byte
	err := w.row(`SELECT doc FROM public_casefiles WHERE casefile = ?`, id).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := casefile.DecodeRedacted(doc)
	if err != nil {
		return nil, errors.Join(ErrCorrupt, err)
	}
	return c, nil
}

// newsDigest is the same for developments that say the same, whatever ids their
// facts have. Of a status it matters which one it came after: somebody may be
// released, arrested, and released again, all on days that nobody knows.
func newsDigest(before, after *casefile.Redacted, refs []casefile.Ref) (string, error) {
	sum := sha256.New()
	for _, ref := range refs {
		said := []any{after} // of the whole: what is published anew after a change is news
		if piece, ok := after.Piece(ref); ok && ref != casefile.WholeCase {
			said[0] = piece.Said()
			if piece.Status != nil {
				said = append(said, before.Status.Code)
			}
		}
		data, err := json.Marshal(said)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%T %s\n", said[0], data)
	}
	return hex.EncodeToString(sum.Sum(nil))[:32], nil
}

// correct has messages about a casefile looked at again after it was changed.
// Of one that nothing was ever announced about, nothing is noted.
func (w *writing) correct(id int64) error {
	const insert = withBelow + `
		INSERT INTO corrections (casefile, at)
		SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM announcements WHERE casefile IN below)
		ON CONFLICT (casefile) DO NOTHING`
	r, err := w.exec(insert, id, w.now)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if n > 0 {
		w.db.unposted.Store(true)
	}
	return err
}
