package commands

import (
	"context"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// broughtBack is what an edit of undo has as its fact that brings back what was
// withdrawn.
const broughtBack = "withdrawal"

// bringBack undoes a withdrawal, step by step as [decision] does everything
// else. It is for administrators alone: somebody's safety may rest on it.
func (d decision) bringBack(ctx context.Context, r Request, t *store.Tombstone) (Reply, error) {
	l := r.Locale
	if r.Role < Administrator {
		return refusal(r, tombstone(t, l)+" "+l.T("undo.administrator")), nil
	}
	if handleOf(r).id == "" {
		if r.Text("reason") == "" {
			return d.ask(r, t.Slug, map[string]string{"person": t.Slug, "revision": r.Text("revision")})
		}
		x, err := d.keep(ctx, store.Edit{Casebook: r.Access.Curates, Kind: d.kind, By: r.By(),
			Slug: t.Slug, Base: t.Version, Fact: broughtBack, Typed: map[string]string{"reason": r.Text("reason")}})
		if err != nil {
			return d.hindered(ctx, r, x, err)
		}
		return d.showGrave(r, x, t), nil
	}
	x, err := d.recall(ctx, r)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	act := handleOf(r).act
	switch {
	case act == actDiscard:
		return d.discard(ctx, r, x)
	case act == actAgain:
		f, _ := d.form(nil, entry.Values(x.Typed), d.heading(x.Slug, r), d.then(x, actFilled), l)
		return Reply{Form: f, Private: true}, nil
	case act == actSave && x.Fact == broughtBack && handleOf(r).seen == seen(x) && x.Base == t.Version:
		return d.restore(ctx, r, x, t)
	}
	x.Base, x.Fact = t.Version, broughtBack // it may have been withdrawn since the edit began
	if x, err = d.keep(ctx, read(r, x)); err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return d.showGrave(r, x, t), nil
}

func (d decision) showGrave(r Request, x store.Edit, t *store.Tombstone) Reply {
	l := r.Locale
	return Reply{Private: true, Message: card.Message{
		Cards: []card.Card{{Title: l.T("undo.grave.title", locale.Name("slug", card.Escape(t.Slug))),
			Body: card.Lines(l, tombstone(t, l), l.T("undo.grave.effect"), quoted(reasonOf(x), l)), Tone: card.Fault}},
		Controls: [][]card.Control{{
			d.button(r, x, "undo.grave.button", actSave, card.Danger),
			d.button(r, x, "edit.button.again", actAgain, card.Secondary),
			d.button(r, x, "edit.button.discard", actDiscard, card.Secondary),
		}},
	}}
}

func (d decision) restore(ctx context.Context, r Request, x store.Edit, t *store.Tombstone) (Reply, error) {
	l := r.Locale
	x, err := d.keepHeld(ctx, x)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	saved, err := d.Curation.Restore(ctx, t.Slug, store.Saving{Casebook: x.Casebook, Base: t.Version, By: r.By(), Why: reasonOf(x), Edit: x.ID})
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return finished(r, l.T("edit.saved.title"), []string{l.T("undo.grave.done", locale.Name("slug", card.Escape(t.Slug)))},
		leadsTo(r, "edit.button.show", "show", saved.Slug, card.Primary)), nil
}
