package commands

import (
	"context"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// withdraw is /curate withdraw: hides a casefile at once and for good.
func withdraw(d Deps) Command {
	e := decider{editor: editor{Deps: d, path: "curate withdraw", kind: "withdraw", held: newHeld()}}
	e.shows = e.showWithdraw
	e.does = func(x store.Edit, c *casefile.Casefile) store.Saving {
		c.Visibility, c.Embargo = casefile.Withdrawn, nil
		return store.Saving{Casefile: c, Action: store.ActionWithdraw, Why: x.Typed["reason"]}
	}
	e.done = func(r Request, c *casefile.Casefile, s store.Saved, _ store.Saving) Reply {
		l := r.Locale
		return e.told(r, "edit.saved.title", l.T("withdraw.done", locale.Text("name", card.Name(c, l))), l.T("withdraw.deleted", locale.Count("n", s.Removed)))
	}
	reason := Option{Name: "reason", Kind: Words, Required: true, Max: longestReason}
	return Command{
		Spec:    Spec{Name: "withdraw", Options: []Option{curatedOption(), reason}},
		Suggest: d.suggestCurated,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			case r.Text(underWay) != "":
				return e.carryOn(ctx, r)
			}
			return d.onCasefile(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
				why := tidied(r.Text("reason"))
				switch {
				case why != "":
					return e.begin(ctx, r, c, map[string]string{"reason": why})
				case r.Filled:
					return refusal(r, r.Locale.T("withdraw.no_reason")), nil
				}
				return e.asksReason(r, c), nil
			})(ctx, r)
		},
	}
}

// asksReason asks for the reason where a button led here without one.
func (e decider) asksReason(r Request, c store.Stored) Reply {
	l := r.Locale
	return Reply{Private: true, Form: &Form{
		Title:  l.T("withdraw.form"),
		Then:   card.Then{Command: e.path, Options: map[string]string{"person": c.Casefile.Slug}, Mine: true},
		Fields: []Field{{Name: "reason", Label: l.T("review.reason"), Long: true, Required: true, Max: longestReason}},
	}}
}

func (e decider) showWithdraw(ctx context.Context, r Request, x store.Edit, c store.Stored) (Reply, error) {
	n, err := e.Curation.ShownIn(ctx, x.Casebook, x.Slug)
	if err != nil {
		return undone(r, err)
	}
	l := r.Locale
	reply := e.told(r, "edit.title",
		l.T("withdraw.preview", locale.Text("name", card.Name(c.Casefile, l))),
		l.T("withdraw.deletes", locale.Count("n", n)),
		l.T("withdraw.back"))
	reply.Controls = [][]card.Control{{
		e.button(r, x, "withdraw.button", actSave, card.Danger),
		e.button(r, x, "edit.button.discard", actDiscard, card.Secondary),
	}}
	return reply, nil
}
