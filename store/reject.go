package store

import (
	"context"
	"database/sql"
)

// Reject decides against a suggestion, once; a [*Decided] when it was decided
// already. Approving is a [Curation.Commit] with Saving.Suggestion.
func (i *Inbox) Reject(ctx context.Context, book CasebookID, id int64, by Author, why string) (s Suggestion, err error) {
	defer wrap(&err, "reject a suggestion")

	err = i.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		s, err = openSuggestion(ctx, tx, book, id)
		if err != nil {
			return err
		}
		d := decided{State: SuggestionRejected, By: by, Why: why, Slug: s.Slug}
		if err := i.db.decide(ctx, tx, book, id, d); err != nil {
			return err
		}
		if s, err = readSuggestion(ctx, tx, book, id); err != nil {
			return err
		}
		a := Act{By: by, Action: ActionReject, Slug: s.Slug, Detail: suggestionNamed(id)}
		if why != "" {
			a.Detail += ": " + why
		}
		return note(ctx, tx, book, i.db.now().UnixMilli(), a)
	})
	if err != nil {
		return Suggestion{}, err
	}
	return s.forCurators(), nil
}

// decided is a decision on a suggestion.
type decided struct {
	State  SuggestionState
	By     Author
	Why    string
	Became Version
	Slug   string // of the casefile that it is about, as it turned out
}

// decide writes a decision on a suggestion that is open: the sender is told, the
// card shows it, and the sender is forgotten unless the policy keeps them.
func (db *DB) decide(ctx context.Context, tx *sql.Tx, book CasebookID, id int64, d decided) error {
	now := db.now().UnixMilli()
	const tell = `
		INSERT INTO errands (kind, server, channel, message, subject, casebook, whom, since, due)
		SELECT 'tell-sender', server, '', '', id, casebook, sender, ?1, ?1 FROM suggestions WHERE id = ?2 AND sender <> ''`
	r, err := tx.ExecContext(ctx, tell, now, id)
	if err := db.wrote(r, err); err != nil {
		return err
	}
	policy, _, err := homePolicy(ctx, tx, book)
	if err != nil {
		return err
	}
	const update = `
		UPDATE suggestions SET state = ?1, decided_by = ?2, decided_at = ?3, why = ?4, became = ?5, slug = ?6,
			sender = CASE WHEN ?7 THEN sender ELSE '' END
		WHERE id = ?8 AND casebook = ?9 AND state = 'open'`
	err = one(tx.ExecContext(ctx, update, string(d.State), string(d.By), now, d.Why, d.Became, d.Slug, policy.KeepSenders > 0, id, book))
	if err != nil {
		return err
	}
	return db.show(ctx, tx, ShowSuggestion, book, id)
}

// openSuggestion is the suggestion if it is undecided, otherwise a [*Decided].
func openSuggestion(ctx context.Context, q querier, book CasebookID, id int64) (Suggestion, error) {
	s, err := readSuggestion(ctx, q, book, id)
	if err == nil && s.State != SuggestionOpen {
		err = &Decided{s.forCurators()}
	}
	return s, err
}
