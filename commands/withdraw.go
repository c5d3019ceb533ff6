package commands

import (
	"context"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// withdraw is /curate withdraw: nobody sees the casefile any more, through any
// path, and every message of the bot's that showed it is deleted. What is left
// is a tombstone, which keeps files from bringing the person back.
func withdraw(d Deps, h *held) Command {
	w := newDecision(d, h, "withdraw", reasonField())
	w.consider = w.withdrawal
	return Command{
		Spec:    Spec{Name: "withdraw", Options: []Option{curatedOption(), reasonOption()}},
		Suggest: d.suggestCurated,
		Run: w.run(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
			if r.Text("reason") == "" {
				return w.ask(r, c.Casefile.Person.Name, map[string]string{"person": c.Casefile.Slug})
			}
			return w.begin(ctx, r, store.Edit{Slug: c.Casefile.Slug, Base: c.Version, Typed: map[string]string{"reason": r.Text("reason")}})
		}),
	}
}

func (d decision) withdrawal(ctx context.Context, r Request, x store.Edit, now store.Stored) (verdict, *Reply, error) {
	l := r.Locale
	name := card.Name(now.Casefile, l)
	lines := []string{l.T("withdraw.effect", locale.Text("name", name))}
	posted, err := d.posted(ctx, r, now)
	if err != nil {
		return verdict{}, nil, err
	}
	lines = append(lines, posted...)
	lines = append(lines, l.T("withdraw.files"), l.T("withdraw.back"), quoted(reasonOf(x), l))
	after := now.Casefile.Clone()
	after.Visibility, after.Embargo = casefile.Withdrawn, nil
	return verdict{
		cards: []card.Card{{Title: l.T("withdraw.title", locale.Text("name", name)), Body: card.Lines(l, lines...), Tone: card.Fault}},
		key:   "withdraw.button", style: card.Danger,
		commit: func(ctx context.Context) (store.Saved, error) {
			return d.Curation.Commit(ctx, store.Saving{Casebook: x.Casebook, Casefile: after, Base: x.Base, By: r.By(),
				Why: reasonOf(x), Action: store.ActionWithdraw, Edit: x.ID})
		},
		done: func(s store.Saved) Reply {
			lines := append([]string{l.T("withdraw.done", locale.Text("name", name))}, removed(s, l)...)
			return finished(r, l.T("withdraw.done.title"), append(lines, l.T("withdraw.back")))
		},
	}, nil, nil
}

// posted says how many messages show something of a casefile that everybody
// sees; nothing of another.
func (d Deps) posted(ctx context.Context, r Request, c store.Stored) ([]string, error) {
	if c.Casefile.Visibility != casefile.Public {
		return []string{r.Locale.T("hide.not_public")}, nil
	}
	n, err := d.Curation.ShownIn(ctx, c.Casebook, c.Casefile.Slug)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return []string{r.Locale.T("hide.none")}, nil
	}
	return []string{r.Locale.T("hide.posted", locale.N(n))}, nil
}

// removed says how many messages are going to be deleted.
func removed(s store.Saved, l *locale.Locale) []string {
	if s.Removed == 0 {
		return nil
	}
	return []string{l.T("hide.removed", locale.N(s.Removed))}
}
