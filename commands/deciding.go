package commands

import (
	"context"
	"errors"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// deciding are the subcommands that decide who sees a casefile.
func deciding(d Deps) []Command {
	return []Command{publish(d), withdraw(d)}
}

// decider is what is common to decisions about a casefile as a whole: what
// will happen is shown first, and kept as an edit, so that the button that
// does it writes once however often it is pressed.
type decider struct {
	editor
	// shows is what will happen, with its buttons.
	shows func(ctx context.Context, r Request, x store.Edit, c store.Stored) (Reply, error)
	// does is the casefile as it will be.
	does func(x store.Edit, c *casefile.Casefile) store.Saving
	// done says what happened.
	done func(r Request, c *casefile.Casefile, s store.Saved, what store.Saving) Reply
}

// begin keeps a decision and shows what it comes to.
func (e decider) begin(ctx context.Context, r Request, c store.Stored, typed map[string]string) (Reply, error) {
	x := store.Edit{Casebook: r.Access.Curates, Slug: c.Casefile.Slug, Base: c.Version, Kind: e.kind, Typed: typed, By: r.By()}
	x, err := e.Desk.Open(ctx, x)
	if err != nil {
		return undone(r, err)
	}
	return e.shows(ctx, r, x, c)
}

// carryOn does what a button of a decision asks for.
func (e decider) carryOn(ctx context.Context, r Request) (Reply, error) {
	x, err := e.recall(ctx, r)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return refusal(r, r.Locale.T("edit.forgotten")), nil
	case err != nil:
		return Reply{}, err
	case x.State != store.EditOpen:
		return e.over(r, x), nil
	}
	switch handleOf(r).act {
	case actDiscard:
		return e.discard(ctx, r, x)
	case actSave, actAnnounce:
		return e.decide(ctx, r, x)
	}
	return refusal(r, r.Locale.T("edit.forgotten")), nil
}

// decide does what was shown, unless the casefile was changed since: then what
// it comes to now is shown.
func (e decider) decide(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	now, err := e.Curation.Casefile(ctx, x.Casebook, x.Slug)
	if err != nil {
		return e.nobodyCurated(r, err)
	}
	what := e.does(x, now.Casefile.Clone())
	what.Casebook, what.Base, what.By, what.Edit = x.Casebook, x.Base, r.By(), x.ID
	what.Announce = handleOf(r).act == actAnnounce
	saved, err := e.Curation.Commit(ctx, what)
	var (
		settled *store.Settled
		moved   *store.Conflict
		grave   *store.Tombstone
	)
	switch {
	case err == nil:
		return e.done(r, what.Casefile, saved, what), nil
	case errors.As(err, &settled):
		return e.over(r, settled.Edit), nil
	case errors.As(err, &grave):
		return refusal(r, tombstone(grave, r.Locale)), nil
	case errors.As(err, &moved), errors.Is(err, store.ErrEmbargoed), errors.Is(err, store.ErrNeedsApproval):
		return e.anew(ctx, r, x)
	}
	var invalid *casefile.Invalid
	if errors.As(err, &invalid) {
		return e.anew(ctx, r, x)
	}
	return undone(r, err)
}

// anew shows what a decision comes to on the casefile as it stands now.
func (e decider) anew(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	now, err := e.Curation.Casefile(ctx, x.Casebook, x.Slug)
	if err != nil {
		return e.nobodyCurated(r, err)
	}
	reply, err := e.begin(ctx, r, now, x.Typed)
	if err == nil && now.Version != x.Base {
		reply.Text = r.Locale.T("decide.changed")
	}
	return reply, err
}

// over says that a decision was carried out or discarded already.
func (e decider) over(r Request, x store.Edit) Reply {
	if x.State != store.EditSaved {
		return said(r, "edit.discarded_already")
	}
	return e.told(r, "edit.saved.title", r.Locale.T("edit.saved_already", locale.Count("version", int(x.Saved))))
}

// told is a private card of these lines.
func (decider) told(r Request, title string, lines ...string) Reply {
	return Reply{Private: true, Message: card.Message{
		Cards: []card.Card{{Title: r.Locale.T(title), Body: card.Lines(r.Locale, lines...)}}}}
}
