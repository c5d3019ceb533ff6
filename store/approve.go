package store

import (
	"context"
	"database/sql"
	"strconv"
)

// Approve publishes what was asked for, if it is still as it was, and notes it
// to be announced. An [*OwnApproval] for who asked for it or wrote any of it; an
// [*ApprovalDecided] when somebody was faster, or it is stale.
//
// Who wrote any of it is everybody who made a revision since the casefile was
// last public, of this casefile or of one that was merged into it since: otherwise
// two could publish what one of them wrote, by the other changing a comma and
// asking. why stands in the history.
func (s *Curation) Approve(ctx context.Context, book CasebookID, id int64, by Author, why string) (a Approval, saved Saved, err error) {
	defer wrap(&err, "approve")

	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, book)
		if err != nil {
			return err
		}
		defer w.close()
		if a, saved, err = w.approve(id, by, why); err != nil {
			return err
		}
		saved.Removed, err = w.publish()
		return err
	})
	if err != nil {
		return Approval{}, Saved{}, err
	}
	return a, saved, nil
}

func (w *writing) approve(id int64, by Author, why string) (Approval, Saved, error) {
	a, err := w.openApproval(id)
	if err != nil {
		return Approval{}, Saved{}, err
	}
	r, c, err := w.toPublish(a.Slug, a.Version)
	if err != nil {
		return Approval{}, Saved{}, err
	}
	wrote, err := w.wroteOf(r.id, by)
	if err != nil {
		return Approval{}, Saved{}, err
	}
	if wrote || by == a.By {
		return Approval{}, Saved{}, &OwnApproval{a}
	}
	if a, err = w.decideApproval(a, ApprovalGiven, by, ""); err != nil {
		return Approval{}, Saved{}, err
	}
	p, err := prepare(w.book, c)
	if err != nil {
		return Approval{}, Saved{}, err
	}
	saved, err := w.commit(p, committing{approved: true, Saving: Saving{
		Casebook: w.book, Casefile: c, Base: a.Version, By: by, Action: ActionPublish, Announce: true,
		Why: why,
	}})
	return a, saved, err
}

// openApproval is the request if it is undecided, otherwise an
// [*ApprovalDecided].
func (w *writing) openApproval(id int64) (Approval, error) {
	a, err := readApproval(w.ctx, w.tx, w.book, id)
	if err == nil && a.State != ApprovalOpen {
		err = &ApprovalDecided{a}
	}
	return a, err
}

// wroteOf tells whether somebody wrote any of what isn't public yet of a
// casefile.
func (w *writing) wroteOf(id int64, by Author) (wrote bool, err error) {
	const query = `
		WITH RECURSIVE parts (id, since) AS (
			SELECT ?1, (SELECT coalesce(max(version), 0) FROM revisions WHERE casefile = ?1 AND visibility = 'public')
			UNION ALL
			SELECT c.id, (SELECT coalesce(max(version), 0) FROM revisions WHERE casefile = c.id AND visibility = 'public')
			FROM casefiles c JOIN parts p ON c.merged_into = p.id AND c.merged_version > p.since
		)
		SELECT EXISTS (SELECT 1 FROM parts p JOIN revisions r ON r.casefile = p.id AND r.version > p.since WHERE r.author = ?2)`
	err = w.row(query, id, string(by)).Scan(&wrote)
	return wrote, err
}

func (w *writing) decideApproval(a Approval, state ApprovalState, by Author, why string) (Approval, error) {
	const update = `UPDATE approvals SET state = ?, decided_by = ?, decided_at = ?, why = ? WHERE id = ? AND state = 'open'`
	if err := one(w.exec(update, string(state), string(by), w.now, why, a.ID)); err != nil {
		return Approval{}, err
	}
	if err := w.db.show(w.ctx, w.tx, ShowApproval, w.book, a.ID); err != nil {
		return Approval{}, err
	}
	return readApproval(w.ctx, w.tx, w.book, a.ID)
}

// Refuse decides against it. Who asked may take it back by this.
func (s *Curation) Refuse(ctx context.Context, book CasebookID, id int64, by Author, why string) (a Approval, err error) {
	defer wrap(&err, "refuse an approval")

	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, book)
		if err != nil {
			return err
		}
		defer w.close()
		if a, err = w.openApproval(id); err != nil {
			return err
		}
		if a, err = w.decideApproval(a, ApprovalRefused, by, why); err != nil {
			return err
		}
		detail := "approval " + strconv.FormatInt(id, 10)
		if why != "" {
			detail += ": " + why
		}
		return w.note(Act{By: by, Action: ActionRefuse, Slug: a.Slug, Version: a.Version, Detail: detail})
	})
	if err != nil {
		return Approval{}, err
	}
	return a, nil
}
