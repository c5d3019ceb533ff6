package commands

import (
	"context"
	"errors"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// publish is /curate publish: the card just as everybody would see it, and what
// stays hidden; then everybody who can read the casebook sees it. Where the
// server wants a second curator, it is asked for instead. Its buttons carry the
// version that was shown in "base", and in "do" what they do.
func publish(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "publish", Options: []Option{curatedOption()}},
		Suggest: d.suggestCurated,
		Run: d.onCasefile(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
			base, err := strconv.ParseInt(r.Text("base"), 10, 64)
			switch {
			case err != nil:
				return d.publication(ctx, r, c, "")
			case r.Text("do") == "discard":
				return said(r, "edit.discarded"), nil
			case c.Casefile.Slug != r.Person():
				return wentInto(r, &store.Merged{Slug: r.Person(), Into: c.Casefile.Slug}), nil
			case store.Version(base) != c.Version:
				return d.publicationOutdated(ctx, r, c, store.Version(base))
			case r.Text("do") == "ask":
				return d.askSecond(ctx, r, c)
			}
			return d.publishNow(ctx, r, c)
		}),
	}
}

// publication shows what would be public, and what stands in the way.
func (d Deps) publication(ctx context.Context, r Request, c store.Stored, above string) (Reply, error) {
	l := r.Locale
	name := card.Name(c.Casefile, l)
	if c.Casefile.Visibility == casefile.Public {
		return finished(r, l.T("publish.already.title"), []string{l.T("publish.already", locale.Text("name", name), locale.Plain("version", int(c.Version)))},
			leadsTo(r, "edit.button.show", "show", c.Casefile.Slug, card.Secondary)), nil
	}
	view, ok, err := d.publicView(ctx, c.Casebook, asPublic(c.Casefile))
	if err != nil {
		return Reply{}, err
	}
	if reasons, buttons := d.inTheWay(r, c, view, ok); len(reasons) > 0 {
		reply := finished(r, l.T("publish.not_yet", locale.Text("name", name)), reasons,
			append(buttons, leadsTo(r, "edit.button.show", "show", c.Casefile.Slug, card.Secondary))...)
		reply.Cards[0].Tone = card.Fault
		return reply, nil
	}
	head := card.Card{Title: l.T("publish.title", locale.Text("name", name)), Body: card.Lines(l, l.T("publish.effect"))}
	if hidden := card.Hidden(c.Casefile, view, l); len(hidden) > 0 {
		head.Fields = append(head.Fields, card.Field{Name: l.T("publish.hidden"), Value: card.Listed(hidden, "- ", maxFieldValue, l)})
	}
	do := func(key, what string, style card.Style) card.Control {
		return card.Control{Label: l.T(key), Style: style, Then: card.Then{Command: "curate publish", Update: true, Mine: true, Options: map[string]string{
			"person": c.Casefile.Slug, "base": strconv.FormatInt(int64(c.Version), 10), "do": what}}}
	}
	row := []card.Control{do("edit.button.publish", "publish", card.Primary), do("publish.button.announce", "announce", card.Secondary)}
	if r.Server.Policy.SecondApproval {
		head.Body = card.Lines(l, l.T("publish.second"), d.reviewedWhere(r))
		row = []card.Control{do("publish.button.ask", "ask", card.Primary)}
	}
	row = append(row, do("edit.button.discard", "discard", card.Secondary))
	m := card.Message{Text: above, Cards: append([]card.Card{head}, card.Case(view, l, r.Now).Cards...), Controls: [][]card.Control{row}}
	return Reply{Private: true, Message: m.Fit()}, nil
}

// asPublic is the casefile as it is once it is published.
func asPublic(c *casefile.Casefile) *casefile.Casefile {
	after := c.Clone()
	after.Visibility, after.Embargo = casefile.Public, nil
	return after
}

// inTheWay is what keeps a casefile from being published, with what to do about
// it.
func (d Deps) inTheWay(r Request, c store.Stored, view *casefile.Redacted, ok bool) (reasons []string, buttons []card.Control) {
	l, slug := r.Locale, c.Casefile.Slug
	if embargoLasts(c.Casefile, r) {
		reasons = append(reasons, embargoWords(c.Casefile.Embargo, l))
		buttons = append(buttons, leadsTo(r, "embargo.button.lift", "embargo", slug, card.Secondary, "lift", "true"))
	}
	for _, p := range c.Casefile.Publishable() {
		switch p.Path {
		case "/sources":
			reasons = append(reasons, l.T("publish.no_source"))
			buttons = append(buttons, leadsTo(r, "edit.button.add.source", "source", slug, card.Primary))
		default:
			reasons = append(reasons, l.T("publish.person_hidden"))
			buttons = append(buttons, leadsTo(r, "publish.button.person", "person", slug, card.Primary))
		}
	}
	if ok && len(reasons) == 0 && card.Bare(view) {
		reasons = append(reasons, l.T("publish.nothing"))
		buttons = append(buttons, leadsTo(r, "publish.button.status", "status", slug, card.Primary))
	}
	return reasons, buttons
}

// embargoWords says why a casefile may not be published, and until when.
func embargoWords(e *casefile.Embargo, l *locale.Locale) string {
	if e == nil {
		e = &casefile.Embargo{}
	}
	end := l.T("record.embargo_lift")
	if !e.Until.IsZero() {
		end = l.T("record.embargo_until", locale.Text("date", card.Date(e.Until, l)))
	}
	return l.T("record.embargo", locale.Name("reason", card.Escape(e.Reason))) + " " + end
}

// reviewedWhere says where a second curator finds what waits.
func (d Deps) reviewedWhere(r Request) string {
	if r.Server.Review == "" {
		return r.Locale.T("publish.review_list")
	}
	return r.Locale.T("publish.review_channel", locale.Text("channel", channelName(r.Server.Review)))
}

// publicationOutdated shows what was changed since the preview, and the
// preview of how it stands now.
func (d Deps) publicationOutdated(ctx context.Context, r Request, c store.Stored, base store.Version) (Reply, error) {
	if c.Casefile.Visibility == casefile.Public {
		return d.publication(ctx, r, c, "")
	}
	changed, err := d.changedSince(ctx, r, c.Casebook, c, base)
	if err != nil {
		return Reply{}, err
	}
	look := leadsTo(r, "decision.button.again", "publish", c.Casefile.Slug, card.Primary)
	look.Then.Update = true
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{changed}, Controls: [][]card.Control{{look}}}}, nil
}

// publishNow publishes the version that was shown.
func (d Deps) publishNow(ctx context.Context, r Request, c store.Stored) (Reply, error) {
	l := r.Locale
	announce := r.Text("do") == "announce"
	saved, err := d.Curation.Commit(ctx, store.Saving{Casebook: c.Casebook, Casefile: asPublic(c.Casefile), Base: c.Version, By: r.By(),
		Why: l.T("publish.why"), Action: store.ActionPublish, Announce: announce})
	if err != nil {
		return d.unpublished(ctx, r, c, err)
	}
	lines := []string{l.T("publish.done", locale.Text("name", card.Name(c.Casefile, l)))}
	if announce {
		lines = append(lines, l.T("edit.saved.announce"))
	}
	return finished(r, l.T("publish.done.title"), lines,
		leadsTo(r, "edit.button.show", "show", saved.Slug, card.Secondary),
		leadsTo(r, "publish.button.embargo", "embargo", saved.Slug, card.Secondary)), nil
}

// unpublished says why nothing was published: as things stand now, where they
// have changed since they were looked at.
func (d Deps) unpublished(ctx context.Context, r Request, c store.Stored, err error) (Reply, error) {
	var invalid *casefile.Invalid
	changed := errors.As(err, new(*store.Conflict)) || errors.Is(err, store.ErrNeedsApproval) || errors.Is(err, store.ErrEmbargoed) || errors.As(err, &invalid)
	if !changed {
		return Reply{}, err
	}
	now, failed := d.Curation.Casefile(ctx, c.Casebook, c.Casefile.Slug)
	switch {
	case failed != nil:
		return d.nobodyCurated(r, failed)
	case now.Version != c.Version:
		return d.publicationOutdated(ctx, r, now, c.Version)
	case errors.Is(err, store.ErrNeedsApproval): // the policy has changed since
		r.Server.Policy.SecondApproval = true
		return d.publication(ctx, r, now, "")
	case invalid != nil:
		return refusal(r, problems(invalid, r.Locale)), nil
	}
	return Reply{}, err
}

// askSecond asks for a second curator.
func (d Deps) askSecond(ctx context.Context, r Request, c store.Stored) (Reply, error) {
	l := r.Locale
	a, err := d.Curation.AskApproval(ctx, c.Casebook, c.Casefile.Slug, c.Version, r.By())
	if err != nil {
		return d.unpublished(ctx, r, c, err)
	}
	lines := []string{l.T("publish.asked", locale.Text("name", card.Name(c.Casefile, l)), locale.Plain("version", int(a.Version))), l.T("publish.asked.who"), d.reviewedWhere(r)}
	return finished(r, l.T("publish.asked.title"), lines,
		leadsTo(r, "edit.button.show", "show", c.Casefile.Slug, card.Secondary)), nil
}
