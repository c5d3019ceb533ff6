package commands

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// stepsPerPage is how many steps a page of the history shows: as many as can
// say enough each.
const stepsPerPage = 4

// history is /curate history: each version of a casefile, the newest first, as
// what differs from the one before, with who, when and why. The option "page",
// which can't be typed, turns the pages.
func history(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "history", Options: []Option{curatedOption()}},
		Suggest: d.suggestRecorded,
		Run: d.onRecord(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
			slug := c.Casefile.Slug
			all, err := d.Curation.Revisions(ctx, r.Access.Curates, slug)
			if err != nil {
				return Reply{}, err
			}
			pages := max(1, (len(all)+stepsPerPage-1)/stepsPerPage)
			page := min(r.page(), pages)
			shown := all[(page-1)*stepsPerPage : min(page*stepsPerPage, len(all))]
			steps, err := d.steps(ctx, r, slug, shown)
			if err != nil {
				return Reply{}, err
			}
			m := card.Message{Cards: []card.Card{card.History(c.Casefile, steps, page, pages, r.Locale)}}
			if choices := undoable(shown, r.Locale); len(choices) > 0 {
				m.Controls = append(m.Controls, []card.Control{{Placeholder: r.Locale.T("history.undo"), Into: "revision", Choices: choices,
					Then: card.Then{Command: "curate undo", Options: map[string]string{"person": slug}, Mine: true}}})
			}
			m.Controls = append(m.Controls, card.Turn(r.Locale, page, pages, card.Then{Command: "curate history", Options: map[string]string{"person": slug}})...)
			m.Controls = append(m.Controls, []card.Control{leadsTo(r, "edit.button.show", "show", slug, card.Secondary)})
			return Reply{Private: true, Message: m.Fit()}, nil
		}),
	}
}

// steps are revisions with what each says and what the one before it said.
func (d Deps) steps(ctx context.Context, r Request, slug string, revisions []store.Revision) ([]card.Step, error) {
	l := r.Locale
	at := map[store.Version]*casefile.Casefile{}
	read := func(v store.Version) (*casefile.Casefile, error) {
		if c, ok := at[v]; ok || v == 0 {
			return c, nil
		}
		_, c, err := d.Curation.Revision(ctx, r.Access.Curates, slug, v)
		at[v] = c
		return c, err
	}
	steps := make([]card.Step, 0, len(revisions))
	for _, v := range revisions {
		after, err := read(v.Version)
		if err != nil {
			return nil, err
		}
		before, err := read(v.Version - 1)
		if err != nil {
			return nil, err
		}
		steps = append(steps, card.Step{
			Version: int(v.Version), When: onMinute(v.At, l), Who: authorName(v.Author, l), Why: v.Why, Imported: v.Imported, Before: before, After: after,
		})
	}
	return steps, nil
}

// undoable are the steps that can be gone back before, as choices: the value is
// the version that then comes back.
func undoable(revisions []store.Revision, l *locale.Locale) []card.Choice {
	var choices []card.Choice
	for _, v := range revisions {
		if v.Version == 1 {
			continue
		}
		choices = append(choices, card.Choice{
			Label: card.Cut(l.T("history.before", locale.Plain("version", int(v.Version)), locale.Text("when", onMinute(v.At, l))), maxLabel),
			Value: strconv.FormatInt(int64(v.Version)-1, 10),
			Note:  card.Cut(card.Plain(v.Why), maxLabel),
		})
	}
	return choices
}

// onMinute is an instant as the reader's date and time of day, in the server's
// time zone.
func onMinute(at time.Time, l *locale.Locale) string {
	return l.T("history.when", locale.Text("date", onDay(at, l)), locale.Text("time", l.Digits(at.In(l.Zone()).Format("15:04"))))
}

// onRecord is a handler about a casefile that curators may see, as
// [Deps.onCasefile] has it; of one that was withdrawn it shows the tombstone.
func (d Deps) onRecord(run func(context.Context, Request, store.Stored) (Reply, error)) func(context.Context, Request) (Reply, error) {
	return func(ctx context.Context, r Request) (Reply, error) {
		if r.Access.Curates == 0 {
			return Reply{}, store.ErrForbidden
		}
		c, err := d.curatedCasefile(ctx, r)
		var grave *store.Tombstone
		switch {
		case errors.As(err, &grave):
			return d.graveShown(r, grave), nil
		case err != nil:
			return d.nobodyCurated(r, err)
		}
		return run(ctx, r, c)
	}
}

// graveShown is all that curators see of a withdrawn casefile.
func (d Deps) graveShown(r Request, t *store.Tombstone) Reply {
	l := r.Locale
	reply := finished(r, l.T("record.grave", locale.Name("slug", card.Escape(t.Slug))), []string{tombstone(t, l)})
	if r.Role >= Administrator {
		reply.Controls = [][]card.Control{{leadsTo(r, "undo.grave.button", "undo", t.Slug, card.Danger)}}
	}
	return reply
}

// suggestRecorded completes the option "person" of commands that show
// tombstones too.
func (d Deps) suggestRecorded(ctx context.Context, r Request) ([]card.Choice, error) {
	choices, err := d.suggestCurated(ctx, r)
	if err != nil || r.Focused != "person" || r.Person() == "" || r.Access.Curates == 0 {
		return choices, err
	}
	graves, err := d.Curation.Withdrawn(ctx, r.Access.Curates)
	if err != nil {
		return nil, err
	}
	typed := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(r.Person())), " ", "-")
	for _, t := range graves {
		if len(choices) < maxSuggestions && len(t.Slug) <= maxLabel && strings.Contains(t.Slug, typed) {
			choices = append(choices, card.Choice{Value: t.Slug,
				Label: card.Cut(t.Slug+r.Locale.T("list.comma")+r.Locale.T("visibility.withdrawn"), maxLabel)})
		}
	}
	return choices, nil
}

// suggestRevision completes the options of /curate undo: the versions there are
// to go back to, with when, by whom and what each changed first.
func (d Deps) suggestRevision(ctx context.Context, r Request) ([]card.Choice, error) {
	l := r.Locale
	switch {
	case r.Focused == "person" && r.Role >= Administrator:
		return d.suggestRecorded(ctx, r)
	case r.Focused != "revision":
		return d.suggestCurated(ctx, r)
	case r.Access.Curates == 0 || r.Person() == "":
		return nil, nil
	}
	c, err := d.Curation.Resolve(ctx, r.Access.Curates, r.Person())
	var grave *store.Tombstone
	switch {
	case errors.As(err, &grave) && r.Role >= Administrator:
		return []card.Choice{{Label: card.Cut(l.T("undo.grave.choice"), maxLabel), Value: strconv.FormatInt(int64(grave.Version)-1, 10)}}, nil
	case trouble(err) != "":
		return nil, err
	case err != nil:
		return nil, nil
	}
	all, err := d.Curation.Revisions(ctx, r.Access.Curates, c.Casefile.Slug)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	var fit []store.Revision
	typed := strings.TrimSpace(r.Text("revision"))
	for _, v := range all[1:] {
		if len(fit) < maxSuggestions && strings.HasPrefix(strconv.FormatInt(int64(v.Version), 10), typed) {
			fit = append(fit, v)
		}
	}
	steps, err := d.steps(ctx, r, c.Casefile.Slug, fit)
	if err != nil {
		return nil, err
	}
	choices := make([]card.Choice, 0, len(fit))
	for i, s := range steps {
		what := l.T("history.first")
		if s.Before != nil {
			what = ""
			if lines := card.Compare(s.Before, s.After, l); len(lines) > 0 {
				what = lines[0]
			}
		}
		label := l.T("undo.choice", locale.Plain("version", s.Version), locale.Text("when", s.When), locale.Text("who", authorPlain(fit[i].Author, r)))
		if what != "" {
			label += " · " + card.Unmarked(what)
		}
		choices = append(choices, card.Choice{Label: card.Cut(label, maxLabel), Value: strconv.Itoa(s.Version)})
	}
	return choices, nil
}

// authorPlain is who wrote something where Discord shows no mentions.
func authorPlain(a store.Author, r Request) string {
	switch {
	case a == r.By():
		return r.Locale.T("undo.by_you")
	case a != "" && strings.Trim(string(a), "0123456789") == "":
		return r.Locale.T("undo.by_curator")
	}
	return authorName(a, r.Locale)
}
