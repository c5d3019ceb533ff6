package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"vigil/internal/casefile"
)

// Approval is a casefile that waits for a second curator before it is
// published.
type Approval struct {
	ID       int64
	Casebook CasebookID
	Slug     string
	Name     string  // "" once the casefile was withdrawn
	Version  Version // that is to be published; a later one has to be asked for anew
	By       Author
	At       time.Time

	State     ApprovalState
	DecidedBy Author
	DecidedAt time.Time
	Why       string // of a refusal
}

// ApprovalState is how far an approval is.
type ApprovalState string

// The states.
const (
	ApprovalOpen    ApprovalState = "open"
	ApprovalGiven   ApprovalState = "given"
	ApprovalRefused ApprovalState = "refused"
	ApprovalStale   ApprovalState = "stale" // the casefile was changed, published or withdrawn since
)

// OwnApproval says that nobody approves what they asked for or wrote.
type OwnApproval struct{ Approval Approval }

// Error says so.
func (e *OwnApproval) Error() string { return "nobody approves their own" }

// ApprovalDecided is an approval that was decided already.
type ApprovalDecided struct{ Approval Approval }

// Error says how.
func (e *ApprovalDecided) Error() string {
	return "the approval is " + string(e.Approval.State) + " already"
}

// AskApproval asks for a second curator; asking again for the same version
// gives the request that is open. What couldn't be published with any number of
// curators isn't asked for: the errors are then those of [Curation.Commit].
func (s *Curation) AskApproval(ctx context.Context, book CasebookID, slug string, base Version, by Author) (a Approval, err error) {
	defer wrap(&err, "ask for approval")

	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, book)
		if err != nil {
			return err
		}
		defer w.close()
		id, err := w.askApproval(slug, base, by)
		if err == nil {
			a, err = readApproval(ctx, tx, book, id)
		}
		return err
	})
	if err != nil {
		return Approval{}, err
	}
	return a, nil
}

func (w *writing) askApproval(slug string, base Version, by Author) (id int64, err error) {
	r, c, err := w.toPublish(slug, base)
	if err != nil {
		return 0, err
	}
	if err := w.mayPublish(r, c, true); err != nil {
		return 0, err
	}
	err = w.row(`SELECT id FROM approvals WHERE casefile = ? AND state = 'open'`, r.id).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err // of this version: a later one makes it stale
	}
	const insert = `INSERT INTO approvals (casebook, casefile, version, by, at, state) VALUES (?, ?, ?, ?, ?, 'open')`
	made, err := w.exec(insert, w.book, r.id, r.version, string(by), w.now)
	if err != nil {
		return 0, err
	}
	if id, err = made.LastInsertId(); err != nil {
		return 0, err
	}
	if err := w.note(Act{By: by, Action: ActionAsk, Slug: slug, Version: r.version}); err != nil {
		return 0, err
	}
	return id, w.db.show(w.ctx, w.tx, ShowApproval, w.book, id)
}

// toPublish is a casefile that isn't public yet, and as it would be published.
func (w *writing) toPublish(slug string, base Version) (row, *casefile.Casefile, error) {
	r, err := readRow(w.ctx, w.tx, w.book, slug)
	if err != nil {
		return row{}, nil, err
	}
	if r.into != 0 {
		return row{}, nil, mergedInto(w.ctx, w.tx, r, slug)
	}
	if r.visibility == casefile.Withdrawn {
		return row{}, nil, tombstone(w.ctx, w.tx, r.id, slug)
	}
	c, err := readDocument(w.ctx, w.tx, r.id)
	if err != nil {
		return row{}, nil, err
	}
	if r.version != base {
		return row{}, nil, w.outdated(r, c, base)
	}
	if c.Visibility == casefile.Public {
		return row{}, nil, &casefile.Invalid{Slug: slug, Problems: []casefile.Problem{{Path: "/visibility", Reason: "it is public already"}}}
	}
	c.Visibility, c.Embargo = casefile.Public, nil
	return r, c, nil
}

// Approval is the request with that id in that casebook.
func (s *Curation) Approval(ctx context.Context, book CasebookID, id int64) (a Approval, err error) {
	defer wrap(&err, "read an approval")

	return readApproval(ctx, s.db.readers, book, id)
}

// Approvals are the open requests of a casebook, the oldest first.
func (s *Curation) Approvals(ctx context.Context, book CasebookID) (all []Approval, err error) {
	defer wrap(&err, "list approvals")

	rows, err := s.db.readers.QueryContext(ctx, selectApproval+` WHERE a.casebook = ? AND a.state = 'open' ORDER BY a.id`, book)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		a, err := scanApproval(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

const selectApproval = `
	SELECT a.id, a.casebook, c.slug, CASE WHEN c.visibility = 'withdrawn' THEN '' ELSE c.name END, a.version, a.by, a.at,
	       a.state, a.decided_by, a.decided_at, a.why
	FROM approvals a JOIN casefiles c ON c.id = a.casefile`

func readApproval(ctx context.Context, q querier, book CasebookID, id int64) (Approval, error) {
	a, err := scanApproval(q.QueryRowContext(ctx, selectApproval+` WHERE a.id = ? AND a.casebook = ?`, id, book))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return a, err
}

func scanApproval(row interface{ Scan(...any) error }) (a Approval, err error) {
	var at, decided int64
	err = row.Scan(&a.ID, &a.Casebook, &a.Slug, &a.Name, &a.Version, &a.By, &at, &a.State, &a.DecidedBy, &decided, &a.Why)
	if err != nil {
		return Approval{}, err
	}
	a.At = time.UnixMilli(at)
	if decided > 0 {
		a.DecidedAt = time.UnixMilli(decided)
	}
	return a, nil
}
