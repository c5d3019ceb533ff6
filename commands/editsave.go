package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// preview shows what an edit comes to, with a select for each further field
// and the buttons that end it. shown is what else the curator was shown.
func (e editor) preview(r Request, w weighed, shown ...string) Reply {
	l := r.Locale
	m := card.Message{Cards: []card.Card{card.Preview(e.proposal(w), l, r.Now)}}
	m.Controls = e.selects(r, w)
	save := e.button(r, w.edit, "edit.button.save", actSave, card.Primary, shown...)
	if e.kind == "remove" {
		save = e.button(r, w.edit, "edit.button.remove", actSave, card.Danger, shown...)
	}
	row := []card.Control{save}
	if e.news(w) {
		row = append(row, e.button(r, w.edit, "edit.button.announce", actAnnounce, card.Secondary, shown...))
	}
	if suggestionOf(w.edit) != 0 && e.kind != "new" {
		m.Text = l.T("edit.approves")
	}
	row = append(row,
		e.button(r, w.edit, "edit.button.again", actAgain, card.Secondary),
		e.button(r, w.edit, "edit.button.discard", actDiscard, card.Secondary))
	m.Controls = append(m.Controls, row)
	return Reply{Message: m.Fit(), Private: true}
}

// selects are what the form has no room for, each with what is chosen.
func (e editor) selects(r Request, w weighed) (rows [][]card.Control) {
	l := r.Locale
	for i, f := range e.Further(w.base) {
		about := l.T(f.Key()) + ": "
		many := 0
		if f.Type == entry.Choices {
			about, many = "", len(f.Options)
		}
		rows = append(rows, []card.Control{{
			Placeholder: card.Cut(l.T(f.Key()), maxLabel),
			Into:        strconv.Itoa(i),
			Many:        many,
			None:        many > 0,
			Choices:     choicesOf(f, w.typed[f.Name], about, l),
			Then:        e.then(w.edit, actSet),
		}})
	}
	return rows
}

// isNews tells of which kinds of fact a change is news: what happens to the
// person. Who they are, what they made, who can be written to and where it
// says so is the record's own.
func isNews(kind string) bool {
	return slices.Contains([]string{"status", "custody", "proceeding", "sentence", "event", "award"}, kind)
}

// news reports whether an edit can be announced: the casefile is public, and
// so is the fact before and after.
func (e editor) news(w weighed) bool {
	return isNews(e.kind) && w.base != nil && w.after != nil &&
		w.now.Casefile.Visibility == casefile.Public && w.after.Visibility == casefile.Public &&
		e.proposal(w).Public()
}

// proposal is an edit as a card shows it.
func (e editor) proposal(w weighed) card.Proposal {
	x := card.Proposal{Before: w.base, After: w.after, Kind: e.kind, ID: w.ref}
	if e.kind == "remove" {
		x.Kind, x.ID, _ = strings.Cut(w.edit.Fact, "/")
		x.Removes = true
	}
	return x
}

// save saves an edit as it was shown. One that was typed anew since is shown
// again first.
func (e editor) save(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	x, err := e.keepHeld(ctx, x)
	if err != nil {
		return e.giveBack(r, x, err)
	}
	w, err := e.weigh(ctx, r, x)
	if err != nil {
		return e.standing(ctx, r, w, err)
	}
	if x.Slug != "" {
		return e.saveWeighed(ctx, r, w)
	}
	return e.alike(ctx, r, w, func(people string) (Reply, error) { return e.saveWeighed(ctx, r, w, people) })
}

// saveWeighed saves an edit if it is still what the curator was shown.
func (e editor) saveWeighed(ctx context.Context, r Request, w weighed, shown ...string) (Reply, error) {
	x := w.edit
	if handleOf(r).seen != seen(x, shown...) {
		reply := e.preview(r, w, shown...)
		reply.Text = r.Locale.T("edit.typed_since")
		return reply, nil
	}
	what := e.saving(r, w)
	what.Announce = handleOf(r).act == actAnnounce && e.news(w)
	saved, err := e.commit(ctx, what)
	var conflict *store.Conflict
	if errors.As(err, &conflict) && x.Slug != "" { // saved between the weighing and now
		if w, err = e.weigh(ctx, r, x); err == nil {
			err = conflict
		}
	}
	if err != nil {
		return e.standing(ctx, r, w, err)
	}
	return e.saved(r, x, w.after, saved, what), nil
}

// commit saves, a new casefile under a slug that is free.
func (e editor) commit(ctx context.Context, what store.Saving) (saved store.Saved, err error) {
	if what.Base != 0 {
		return e.Curation.Commit(ctx, what)
	}
	var taken *store.Conflict
	for range 3 { // somebody else may take it meanwhile
		if what.Casefile.Slug, err = e.Curation.FreeSlug(ctx, what.Casebook, what.Casefile.Person.Name); err != nil {
			return saved, err
		}
		if saved, err = e.Curation.Commit(ctx, what); !errors.As(err, &taken) {
			break
		}
	}
	return saved, err
}

// saving is what is to be saved of an edit.
func (e editor) saving(r Request, w weighed) store.Saving {
	s := store.Saving{
		Casebook: w.edit.Casebook, Casefile: w.after, Base: w.edit.Base, By: r.By(), Edit: w.edit.ID,
		Suggestion: suggestionOf(w.edit),
	}
	kind := r.Locale.T("curate.kind." + e.kind)
	switch {
	case w.base == nil:
		s.Action, s.Why = store.ActionNew, r.Locale.T("edit.why.new")
		s.Suggestion = 0 // its fact is yet to be entered
	case e.kind == "remove":
		s.Action, s.Why = store.ActionRemove, w.edit.Typed["reason"]
	case w.edit.Fact == "" && listed(e.kind):
		s.Action, s.Why = store.ActionEdit, r.Locale.T("edit.why.added", locale.Text("kind", kind))
	default:
		s.Action, s.Why = store.ActionEdit, r.Locale.T("edit.why.changed", locale.Text("kind", kind))
	}
	return s
}

// suggestionOf is the suggestion that an edit answers, 0 for none.
func suggestionOf(x store.Edit) int64 {
	id, err := strconv.ParseInt(x.Typed[suggested], 10, 64)
	if err != nil {
		return 0
	}
	return id
}
