package store

import (
	"context"
	"database/sql"
	"errors"
)

// Personal is all that is stored about one person who uses the bot.
type Personal struct {
	Settings    PersonSettings
	Suggestions []Suggestion // theirs, as far as it is still known that they are
	Edits       []Edit       // under way
	Settled     int          // edits of which it is remembered that they were saved or discarded
	Uploads     int
	Follows     []Followed // of whom they hear by direct message
	Hidden      int        // follows beside those, of casefiles that can't be read any more
	Messages    int        // direct messages about those, sent or to be sent
	Blocked     int        // casebooks that take no suggestions from them
	Acts        int        // lines of audit trails and histories that name them, which can't be erased; an import counts once
}

// Everything is all that is stored about the person with that Discord id.
//
// Beside it there are, for a day, the hashes by which suggestions are counted.
func (s *Settings) Everything(ctx context.Context, id string) (p Personal, err error) {
	defer wrap(&err, "all that is stored about a person")

	key, err := s.db.senderKey(ctx)
	if err != nil {
		return Personal{}, err
	}
	err = s.db.view(ctx, func(tx *sql.Tx) error {
		const settings = `SELECT language, calendar FROM people_settings WHERE person = ?`
		err := tx.QueryRowContext(ctx, settings, id).Scan(&p.Settings.Language, &p.Settings.Calendar)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if p.Suggestions, err = suggestions(ctx, tx, selectSuggestion+` WHERE sender = ? AND sender <> '' ORDER BY id`, id); err != nil {
			return err
		}
		if p.Edits, err = edits(ctx, tx, selectEdit+` WHERE author = ? AND state = 'open' ORDER BY begun, id`, id); err != nil {
			return err
		}
		if p.Follows, err = followed(ctx, tx, id); err != nil {
			return err
		}
		hidden := `
			SELECT count(*) FROM follows f ` + rootOf("f.casefile") + ` LEFT JOIN public_casefiles p ON p.casefile = root.id
			WHERE f.person = ? AND (p.casefile IS NULL OR NOT ` + mayFollow + `)`
		if err := tx.QueryRowContext(ctx, hidden, id).Scan(&p.Hidden); err != nil {
			return err
		}
		const messages = `SELECT count(*) FROM posts WHERE person = ? AND person <> ''`
		if err := tx.QueryRowContext(ctx, messages, id).Scan(&p.Messages); err != nil {
			return err
		}
		const counts = `
			SELECT (SELECT count(*) FROM edits WHERE author = ?1 AND state <> 'open'),
			       (SELECT count(*) FROM uploads WHERE author = ?1),
			       (SELECT count(*) FROM blocks WHERE who = ?2),
			       (SELECT count(*) FROM audit WHERE by = ?1) + (SELECT count(*) FROM revisions WHERE author = ?1 AND imported = 0)`
		return tx.QueryRowContext(ctx, counts, id, key.of(id)).Scan(&p.Settled, &p.Uploads, &p.Blocked, &p.Acts)
	})
	return p, err
}

// Erase erases all that is stored about the person, but for what the audit
// trail and the history name them for, and that a casebook blocked them: their
// settings and edits go, their suggestions become nobody's, on the cards too.
//
// What they suggested counts for the rest of a day, by a hash: erasing is no way
// to suggest without end.
func (s *Settings) Erase(ctx context.Context, id string) (err error) {
	defer wrap(&err, "erase a person")

	if id == "" {
		return nil // nobody's suggestions are nobody's
	}
	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := s.db.unname(ctx, tx, `g.sender = ?`, id); err != nil {
			return err
		}
		for _, statement := range []string{
			`DELETE FROM people_settings WHERE person = ?`,
			`DELETE FROM edits WHERE author = ?`,
			`DELETE FROM uploads WHERE author = ?`,
			`UPDATE sendings SET suggestion = 0 WHERE suggestion IN (SELECT id FROM suggestions WHERE sender = ?)`,
			`DELETE FROM errands WHERE whom = ?`,
			`UPDATE notices SET person = '' WHERE person = ?`,
			`UPDATE channels SET by = '' WHERE by = ?`,
			`DELETE FROM follows WHERE person = ?`,
			`DELETE FROM deliveries WHERE channel = '@' || ?`,
			`DELETE FROM posts WHERE person = ?`,
			`UPDATE suggestions SET sender = '', named = 0 WHERE sender = ?`,
		} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return err
			}
		}
		return nil
	})
}
