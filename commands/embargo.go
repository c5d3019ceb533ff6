package commands

import (
	"context"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// embargo is /curate embargo: curators alone see the casefile, and it can't be
// published before a day, or until the embargo is lifted with lift:True.
func embargo(d Deps, h *held) Command {
	e := newDecision(d, h, "embargo", reasonField(), entry.Field{Name: "until", Type: entry.Date, Max: 100})
	e.consider = e.embargoing
	lift := newDecision(d, h, "lift", reasonField())
	lift.path, lift.consider = e.path, lift.lifting
	return Command{
		Spec: Spec{Name: "embargo", Options: []Option{
			curatedOption(), reasonOption(), {Name: "until", Kind: Words, Max: 100}, {Name: "lift", Kind: Yes},
		}},
		Suggest: d.suggestCurated,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if handleOf(r).id != "" {
				if x, err := lift.recall(ctx, r); err == nil && x.Kind == "lift" {
					return lift.carryOn(ctx, r)
				}
			}
			return e.run(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
				this, carry := e, map[string]string{"person": c.Casefile.Slug}
				if r.Text("lift") == "true" {
					this, carry["lift"] = lift, "true"
				}
				if r.Text("reason") == "" {
					return this.ask(r, c.Casefile.Person.Name, carry)
				}
				typed := map[string]string{"reason": r.Text("reason"), "until": r.Text("until")}
				return this.begin(ctx, r, store.Edit{Slug: c.Casefile.Slug, Base: c.Version, Typed: typed})
			})(ctx, r)
		},
	}
}

func (d decision) embargoing(ctx context.Context, r Request, x store.Edit, now store.Stored) (verdict, *Reply, error) {
	l := r.Locale
	until, faults := entry.DayToCome("until", x.Typed["until"], calendar.DayOf(l.Today(r.Now)))
	if len(faults) > 0 {
		reply := d.faulty(r, faults)
		reply.Controls = [][]card.Control{{d.button(r, x, "edit.button.again", actAgain, card.Primary),
			d.button(r, x, "edit.button.discard", actDiscard, card.Secondary)}}
		return stopped(reply)
	}
	after := now.Casefile.Clone()
	after.Visibility, after.Embargo = casefile.Embargoed, &casefile.Embargo{Reason: reasonOf(x), Until: until}
	if len(casefile.Diff(now.Casefile, after)) == 0 {
		return stopped(said(r, "edit.same"))
	}
	posted, err := d.posted(ctx, r, now)
	if err != nil {
		return verdict{}, nil, err
	}
	name := card.Name(now.Casefile, l)
	end := l.T("embargo.until_lifted")
	if !until.IsZero() {
		end = l.T("embargo.until", locale.Text("date", card.Date(until, l)))
	}
	lines := append([]string{l.T("embargo.effect", locale.Text("name", name))}, posted...)
	return verdict{
		cards: []card.Card{{Title: l.T("embargo.title", locale.Text("name", name)), Body: card.Lines(l, append(lines, end, quoted(reasonOf(x), l))...)}},
		key:   "embargo.button", style: card.Danger,
		commit: func(ctx context.Context) (store.Saved, error) {
			return d.Curation.Commit(ctx, store.Saving{Casebook: x.Casebook, Casefile: after, Base: x.Base, By: r.By(),
				Why: reasonOf(x), Action: store.ActionEmbargo, Edit: x.ID})
		},
		done: func(s store.Saved) Reply {
			lines := append([]string{l.T("embargo.done", locale.Text("name", name)), end}, removed(s, l)...)
			return finished(r, l.T("edit.saved.title"), lines,
				leadsTo(r, "edit.button.show", "show", s.Slug, card.Secondary),
				leadsTo(r, "embargo.button.lift", "embargo", s.Slug, card.Secondary, "lift", "true"))
		},
	}, nil, nil
}

func (d decision) lifting(_ context.Context, r Request, x store.Edit, now store.Stored) (verdict, *Reply, error) {
	l := r.Locale
	name := card.Name(now.Casefile, l)
	if now.Casefile.Visibility != casefile.Embargoed {
		return stopped(refusal(r, l.T("embargo.none", locale.Text("name", name))))
	}
	after := now.Casefile.Clone()
	after.Visibility, after.Embargo = casefile.Draft, nil
	return verdict{
		cards: []card.Card{{Title: l.T("embargo.lift.title", locale.Text("name", name)),
			Body: card.Lines(l, l.T("embargo.lift.effect", locale.Text("name", name)), quoted(reasonOf(x), l))}},
		key: "embargo.button.lift", style: card.Primary,
		commit: func(ctx context.Context) (store.Saved, error) {
			return d.Curation.Commit(ctx, store.Saving{Casebook: x.Casebook, Casefile: after, Base: x.Base, By: r.By(),
				Why: reasonOf(x), Action: store.ActionLift, Edit: x.ID})
		},
		done: func(s store.Saved) Reply {
			return finished(r, l.T("edit.saved.title"), []string{l.T("embargo.lifted", locale.Text("name", name))},
				leadsTo(r, "edit.button.publish", "publish", s.Slug, card.Primary),
				leadsTo(r, "edit.button.show", "show", s.Slug, card.Secondary))
		},
	}, nil, nil
}
