package commands

import (
	"context"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// merge is /curate merge: one of two casefiles about the same person goes into
// the other, whose slug and state stay; the slug of the one that goes leads
// there from then on. It is always a curator who says that they are one person.
func merge(d Deps, h *held) Command {
	m := newDecision(d, h, "merge", reasonField())
	m.consider = m.merging
	into := Option{Name: "into", Kind: Words, Required: true, Complete: true, Max: 200}
	return Command{
		Spec: Spec{Name: "merge", Options: []Option{curatedOption(), into, reasonOption()}},
		Suggest: func(ctx context.Context, r Request) ([]card.Choice, error) {
			if r.Focused == "into" {
				return d.curatedChoices(ctx, r, r.Text("into"))
			}
			return d.suggestCurated(ctx, r)
		},
		Run: m.run(func(ctx context.Context, r Request, from store.Stored) (Reply, error) {
			into, err := d.Curation.Resolve(ctx, r.Access.Curates, r.Text("into"))
			if err != nil {
				return d.nobodyInto(r, from, err)
			}
			if into.Casefile.Slug == from.Casefile.Slug {
				return refusal(r, r.Locale.T("merge.itself", locale.Text("name", card.Name(from.Casefile, r.Locale)))), nil
			}
			if r.Text("reason") == "" {
				return m.ask(r, from.Casefile.Person.Name, map[string]string{"person": from.Casefile.Slug, "into": into.Casefile.Slug})
			}
			return m.begin(ctx, r, store.Edit{Slug: into.Casefile.Slug, Base: into.Version,
				Fact: goes(from), Typed: map[string]string{"reason": r.Text("reason")}})
		}),
	}
}

// nobodyInto says that the option "into" names nobody, several or somebody
// withdrawn.
func (d Deps) nobodyInto(r Request, from store.Stored, err error) (Reply, error) {
	named := r
	named.Options = map[string]string{"person": r.Text("into"), "into": r.Text("into"), "reason": r.Text("reason")}
	named.Pressed = false
	reply, err := d.nobodyCurated(named, err)
	for _, row := range reply.Controls {
		for i := range row {
			if row[i].Into == "person" { // one of several is to be chosen
				row[i].Into = "into"
				row[i].Then.Options = map[string]string{"person": from.Casefile.Slug, "reason": r.Text("reason")}
			}
		}
	}
	return reply, err
}

// goes is how an edit keeps which casefile goes, and of what version.
func goes(c store.Stored) string {
	return strconv.FormatInt(int64(c.Version), 10) + "/" + c.Casefile.Slug
}

func (d decision) merging(ctx context.Context, r Request, x store.Edit, into store.Stored) (verdict, *Reply, error) {
	l := r.Locale
	at, slug, _ := strings.Cut(x.Fact, "/")
	version, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return stopped(refusal(r, l.T("edit.forgotten")))
	}
	from, err := d.Curation.Casefile(ctx, x.Casebook, slug)
	switch {
	case err != nil:
		return verdict{}, nil, err
	case from.Casefile.Slug != slug: // merged meanwhile
		return stopped(refusal(r, l.T("curate.gone")))
	case from.Version != store.Version(version):
		return d.otherChanged(ctx, r, x, from, store.Version(version))
	}
	after := casefile.Merge(into.Casefile, from.Casefile)
	if after.Visibility == casefile.Public && from.Casefile.Visibility == casefile.Embargoed && embargoLasts(from.Casefile, r) {
		return stopped(refusal(r, l.T("merge.embargoed", locale.Text("name", card.Name(from.Casefile, l)))))
	}
	if problems := after.Validate(); len(problems) > 0 {
		return verdict{}, nil, &casefile.Invalid{Slug: after.Slug, Problems: problems}
	}
	changes := card.Compare(into.Casefile, after, l)
	c, err := d.comparison(ctx, x.Casebook, into.Casefile, after, changes, l)
	if err != nil {
		return verdict{}, nil, err
	}
	names := []locale.Arg{locale.Text("from", card.Name(from.Casefile, l)), locale.Text("into", card.Name(into.Casefile, l))}
	c.Title = l.T("merge.title", names...)
	lines := []string{l.T("merge.effect", append(names, locale.Name("slug", card.Escape(slug)))...)}
	if len(changes) == 0 {
		lines = append(lines, l.T("merge.nothing_new"))
	}
	if from.Casefile.Visibility == casefile.Public && after.Visibility != casefile.Public {
		posted, err := d.posted(ctx, r, from)
		if err != nil {
			return verdict{}, nil, err
		}
		lines = append(append(lines, l.T("merge.hides", names...)), posted...)
	}
	c.Body = card.Lines(l, append(lines, l.T("merge.back"), quoted(reasonOf(x), l))...)
	c.Fields = append([]card.Field{card.Side("merge.goes", from.Casefile, l), card.Side("merge.stays", into.Casefile, l)}, c.Fields...)
	return verdict{
		cards: []card.Card{c.Fit()}, key: "merge.button", style: card.Danger, shown: []string{string(into.Casefile.Visibility)},
		commit: func(ctx context.Context) (store.Saved, error) {
			return d.Curation.Merge(ctx, store.Merging{
				Saving: store.Saving{Casebook: x.Casebook, Casefile: after, Base: x.Base, By: r.By(), Why: reasonOf(x), Edit: x.ID},
				From:   slug, FromBase: from.Version,
			})
		},
		done: func(s store.Saved) Reply {
			lines := append([]string{l.T("merge.done", append(names, locale.Name("slug", card.Escape(slug)))...)}, removed(s, l)...)
			return finished(r, l.T("edit.saved.title"), lines,
				leadsTo(r, "edit.button.show", "show", s.Slug, card.Primary),
				leadsTo(r, "edit.button.undo", "undo", s.Slug, card.Secondary, "revision", strconv.FormatInt(int64(s.Version)-1, 10)))
		},
	}, nil, nil
}

// otherChanged shows what somebody changed of the casefile that is to go, and
// has the merge be about how it stands now.
func (d decision) otherChanged(ctx context.Context, r Request, x store.Edit, from store.Stored, base store.Version) (verdict, *Reply, error) {
	c, err := d.changedSince(ctx, r, x.Casebook, from, base)
	if err != nil {
		return verdict{}, nil, err
	}
	x.Fact = goes(from)
	if x, err = d.keep(ctx, x); err != nil {
		return verdict{}, nil, err
	}
	return stopped(Reply{Private: true, Message: card.Message{
		Cards: []card.Card{c},
		Controls: [][]card.Control{{d.button(r, x, "decision.button.again", actRetry, card.Primary),
			d.button(r, x, "edit.button.discard", actDiscard, card.Secondary)}},
	}})
}

// embargoLasts reports whether an embargo is in force today.
func embargoLasts(c *casefile.Casefile, r Request) bool {
	if c.Visibility != casefile.Embargoed {
		return false
	}
	if c.Embargo == nil {
		return true
	}
	last, known := c.Embargo.Until.Latest()
	return !known || r.today().Before(last)
}
