package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"vigil/internal/casefile"
)

// Saving is a casefile to be saved with all that goes with it, in one
// transaction: the revision, the projections, the audit trail, the end of the
// edit and of the suggestion that it comes from, the announcement, and the
// removal of what was posted where the casefile ceases to be public.
type Saving struct {
	Casebook CasebookID
	Casefile *casefile.Casefile
	Base     Version // 0: new
	By       Author
	Why      string

	Action     Action  // for the audit trail; "": what the change of visibility says, else ActionEdit or ActionNew
	Edit       string  // id of the edit that ends with it
	Suggestion int64   // that it answers; 0: none. A [*Decided] when it was decided already
	Announce   bool    // note an announcement of kind "update"; only of what is public
	Restores   Version // of an undo: the version whose content comes back
}

// Saved is what became of a Saving.
type Saved struct {
	Version Version
	Slug    string
	Removed int // posted messages that are going to be deleted

	// Reviewed are the announcements about somebody of whom something was made
	// confidential: where they said it, it is taken out.
	Reviewed int
}

// Commit saves s. The errors are those of [Curation.Save], and a [*Settled]
// when the edit was saved or discarded already: the same Save pressed twice
// writes once. What says just what stands there already makes no revision: the
// version is then the present one, and the edit and the suggestion end all the
// same.
//
// Whatever makes a casefile public that wasn't has to be publishable (else a
// [*casefile.Invalid]), free of an embargo (else an [*Embargoed]), and approved
// where the casebook's home wants that (else [ErrNeedsApproval]). Of what is
// public the last open source can't be taken.
func (s *Curation) Commit(ctx context.Context, what Saving) (saved Saved, err error) {
	defer wrap(&err, "save a casefile")

	p, err := prepare(what.Casebook, what.Casefile)
	if err != nil {
		return Saved{}, err
	}
	err = s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := s.db.writing(ctx, tx, what.Casebook)
		if err != nil {
			return err
		}
		defer w.close()
		if saved, err = w.commit(p, committing{Saving: what}); err != nil {
			return err
		}
		saved.Removed, err = w.publish()
		saved.Reviewed = w.reviewed
		return err
	})
	if err != nil {
		return Saved{}, err
	}
	return saved, nil
}

// committing is a Saving, and what it may and must do beyond one.
type committing struct {
	Saving
	approved bool // by a second curator
	always   bool // a revision even where nothing differs
}

// commit writes all that belongs to a Saving. Call publish before the
// transaction ends.
func (w *writing) commit(p *prepared, what committing) (Saved, error) {
	if err := w.mayEnd(what.Saving); err != nil {
		return Saved{}, err
	}
	old, err := w.unchanged(p.casefile, what.Base)
	if err != nil {
		return Saved{}, err
	}
	if err := w.mayPublish(old, p.casefile, what.approved); err != nil {
		return Saved{}, err
	}
	back, err := w.mergedSince(old.id, what.Restores)
	if err != nil {
		return Saved{}, err
	}
	var before *casefile.Redacted
	if what.Announce && old.id != 0 {
		if before, err = w.publicly(old.id); err != nil {
			return Saved{}, err
		}
	}
	saved := Saved{Version: old.version, Slug: p.casefile.Slug}
	id := old.id
	if what.always || len(back) > 0 || !bytes.Equal(old.digest, p.digest) {
		if id, saved.Version, err = w.revision(p, old, what.By, what.Why, false); err != nil {
			return Saved{}, err
		}
		act := Act{By: what.By, Action: actionOf(what.Saving, old, p.casefile), Slug: saved.Slug, Version: saved.Version, Detail: what.Why}
		if err := w.note(act); err != nil {
			return Saved{}, err
		}
	}
	for _, m := range back {
		if err := w.unmerge(m, p.casefile, what.By, what.Why); err != nil {
			return Saved{}, err
		}
	}
	if what.Announce {
		if err := w.announce(id, before); err != nil {
			return Saved{}, err
		}
	}
	return saved, w.end(what.Saving, saved)
}

// unchanged is the row of the casefile if it may be written from base: it
// stands as it did then, and is neither merged nor withdrawn since.
func (w *writing) unchanged(c *casefile.Casefile, base Version) (row, error) {
	old, err := readRow(w.ctx, w.tx, w.book, c.Slug)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return row{}, err
	}
	switch {
	case old.into != 0:
		return row{}, mergedInto(w.ctx, w.tx, old, c.Slug)
	case old.visibility == casefile.Withdrawn && base != old.version:
		return row{}, tombstone(w.ctx, w.tx, old.id, c.Slug)
	case old.version != base:
		return row{}, conflict(w.ctx, w.tx, old, c, base)
	}
	return old, nil
}

// mayEnd says why the edit or the suggestion can't end with this saving.
func (w *writing) mayEnd(what Saving) error {
	if what.Edit != "" {
		e, err := openEdit(w.ctx, w.tx, what.Edit, what.By, w.db.now())
		if err != nil {
			return err
		}
		if e.Casebook != what.Casebook {
			return ErrNotFound
		}
	}
	if what.Suggestion != 0 {
		if _, err := openSuggestion(w.ctx, w.tx, what.Casebook, what.Suggestion); err != nil {
			return err
		}
	}
	return nil
}

// end ends the edit and the suggestion.
func (w *writing) end(what Saving, saved Saved) error {
	if what.Edit != "" {
		const update = `UPDATE edits SET state = 'saved', typed = '{}', saved = ?, slugged = ? WHERE id = ?`
		if _, err := w.exec(update, saved.Version, saved.Slug, what.Edit); err != nil {
			return err
		}
	}
	if what.Suggestion == 0 {
		return nil
	}
	d := decided{State: SuggestionApproved, By: what.By, Became: saved.Version, Slug: saved.Slug}
	if err := w.db.decide(w.ctx, w.tx, what.Casebook, what.Suggestion, d); err != nil {
		return err
	}
	return w.note(Act{By: what.By, Action: ActionApprove, Slug: saved.Slug, Version: saved.Version, Detail: suggestionNamed(what.Suggestion)})
}

// actionOf is what the audit trail says was done.
func actionOf(what Saving, old row, c *casefile.Casefile) Action {
	switch {
	case what.Action != "":
		return what.Action
	case old.visibility == c.Visibility:
		return ActionEdit
	case c.Visibility == casefile.Withdrawn:
		return ActionWithdraw
	case old.visibility == casefile.Withdrawn:
		return ActionRestore
	case c.Visibility == casefile.Public:
		return ActionPublish
	case old.id == 0:
		return ActionNew
	case c.Visibility == casefile.Embargoed:
		return ActionEmbargo
	case old.visibility == casefile.Embargoed:
		return ActionLift
	}
	return ActionEdit
}

func (w *writing) note(a Act) error { return note(w.ctx, w.tx, w.book, w.now, a) }
