package commands

import (
	"context"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// verify is /curate verify: notes that the curator has checked the casefile
// against its sources today. Its button below a record carries the version that
// was shown in "base": what nobody looked at isn't noted as checked.
func verify(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "verify", Options: []Option{curatedOption()}},
		Suggest: d.suggestCurated,
		Run: d.onCasefile(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
			l, slug := r.Locale, c.Casefile.Slug
			if r.Pressed && slug != r.Person() { // merged since it was shown
				return refusal(r, l.T("verify.merged", locale.Name("slug", card.Escape(r.Person())), locale.Text("name", card.Name(c.Casefile, l)))), nil
			}
			if base, err := strconv.ParseInt(r.Text("base"), 10, 64); err == nil && store.Version(base) != c.Version {
				return d.verifiedOther(ctx, r, c, store.Version(base))
			}
			if err := d.Curation.Verify(ctx, r.Access.Curates, slug, r.By()); err != nil {
				return Reply{}, err
			}
			return finished(r, l.T("verify.title"), []string{l.T("verify.done", locale.Text("name", card.Name(c.Casefile, l)), locale.Text("date", onDay(r.Now, l)))},
				leadsTo(r, "edit.button.show", "show", slug, card.Secondary),
				card.Control{Label: l.T("stale.button"), Then: card.Then{Command: "curate stale", Mine: true}}), nil
		}),
	}
}

// verifiedOther shows what was changed since the version that was looked at.
// Nothing is noted.
func (d Deps) verifiedOther(ctx context.Context, r Request, c store.Stored, base store.Version) (Reply, error) {
	changed, err := d.changedSince(ctx, r, c.Casebook, c, base)
	if err != nil {
		return Reply{}, err
	}
	look := leadsTo(r, "edit.button.show", "show", c.Casefile.Slug, card.Primary)
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{changed}, Controls: [][]card.Control{{look}}}}, nil
}

// perStalePage is how many casefiles a page of /curate stale shows: a line each.
const perStalePage = 10

// stale is /curate stale: the casefiles that weren't checked for the longest.
// The option "page", which can't be typed, turns the pages.
func stale(d Deps) Command {
	return Command{
		Spec: Spec{Name: "stale"},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if r.Access.Curates == 0 {
				return Reply{}, store.ErrForbidden
			}
			l, page := r.Locale, r.page()
			found, total, err := d.Curation.Stale(ctx, r.Access.Curates, (page-1)*perStalePage, perStalePage)
			if err != nil {
				return Reply{}, err
			}
			pages := max(1, (total+perStalePage-1)/perStalePage)
			if page > pages { // there are fewer than there were
				r.Options["page"] = strconv.Itoa(pages)
				return stale(d).Run(ctx, r)
			}
			if total == 0 {
				reply := finished(r, l.T("stale.title"), []string{l.T("stale.none")})
				reply.Controls = [][]card.Control{{{Label: l.T("curate.button.new"), Then: card.Then{Command: "curate new", Mine: true}}}}
				return reply, nil
			}
			lines := []string{l.T("stale.total", locale.N(total))}
			choices := make([]card.Choice, 0, len(found))
			for i := range found {
				c := &found[i]
				when := l.T("stale.never", locale.Text("date", onDay(c.Changed, l)))
				if !c.Checked.IsZero() {
					when = l.T("stale.checked", locale.Text("date", onDay(c.Checked, l)), locale.Text("who", authorName(c.CheckedBy, l)))
				}
				lines = append(lines, l.T("stale.line", locale.Text("name", personNames(&c.Summary, l)),
					locale.Text("state", l.T("visibility."+string(c.Visibility))), locale.Text("when", when)))
				choices = append(choices, card.Choice{Label: card.Cut(card.Plain(c.Name), maxLabel), Value: c.Slug,
					Note: card.Cut(card.Status(c.Status, l)+l.T("list.comma")+l.T("visibility."+string(c.Visibility)), maxLabel)})
			}
			reply := finished(r, l.T("stale.title"), lines)
			reply.Cards[0].Footer = card.Leaf(page, pages, l)
			to := func(key, command string) []card.Control {
				return []card.Control{{Placeholder: l.T(key), Into: "person", Choices: choices, Then: card.Then{Command: "curate " + command, Mine: true}}}
			}
			reply.Controls = append([][]card.Control{to("stale.open", "show"), to("stale.verify", "verify")},
				card.Turn(l, page, pages, card.Then{Command: "curate stale"})...)
			return reply, nil
		},
	}
}
