package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// undo is /curate undo: what a casefile said at an earlier version becomes a
// new version. The history stays.
//
// Who may see the casefile stays as it is, for that was decided since, with one
// exception: where the last version changed nothing else, undoing it undoes
// that. Nothing ever becomes public by it: what was public and isn't comes back
// as a draft, to be published by the rules of publishing. What was withdrawn
// only an administrator brings back.
func undo(d Deps, h *held) Command {
	u := newDecision(d, h, "undo", reasonField())
	u.consider = u.undoing
	begin := func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
		if r.Pressed && c.Casefile.Slug != r.Person() { // the version is one of the other's
			return wentInto(r, &store.Merged{Slug: r.Person(), Into: c.Casefile.Slug}), nil
		}
		v, err := strconv.ParseInt(strings.TrimSpace(r.Text("revision")), 10, 64)
		if err != nil || v < 1 || store.Version(v) >= c.Version {
			return refusal(r, r.Locale.T("undo.no_version", locale.Name("typed", typedShown(r.Text("revision"))), locale.Plain("last", int(c.Version)-1))), nil
		}
		revision := strconv.FormatInt(v, 10)
		if r.Text("reason") == "" {
			return u.ask(r, c.Casefile.Person.Name, map[string]string{"person": c.Casefile.Slug, "revision": revision})
		}
		return u.begin(ctx, r, store.Edit{Slug: c.Casefile.Slug, Base: c.Version, Fact: revision, Typed: map[string]string{"reason": r.Text("reason")}})
	}
	run := u.run(begin)
	return Command{
		Spec: Spec{Name: "undo", Options: []Option{
			curatedOption(), {Name: "revision", Kind: Words, Required: true, Complete: true, Max: 100}, reasonOption(),
		}},
		Suggest: d.suggestRevision,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if r.Access.Curates == 0 {
				return Reply{}, store.ErrForbidden
			}
			if grave, err := u.buried(ctx, r); err != nil || grave != nil {
				if err != nil {
					return Reply{}, err
				}
				return u.bringBack(ctx, r, grave)
			}
			return run(ctx, r)
		},
	}
}

// undoing is what comes of going back to a version.
func (d decision) undoing(ctx context.Context, r Request, x store.Edit, now store.Stored) (verdict, *Reply, error) {
	l := r.Locale
	v, err := strconv.ParseInt(x.Fact, 10, 64)
	if err != nil {
		return stopped(refusal(r, l.T("edit.forgotten")))
	}
	to := store.Version(v)
	revision, old, err := d.Curation.Revision(ctx, x.Casebook, x.Slug, to)
	if err != nil {
		return verdict{}, nil, err
	}
	after := restoredTo(now.Casefile, old, to == now.Version-1)
	back, err := d.Curation.MergedSince(ctx, x.Casebook, x.Slug, to)
	if err != nil {
		return verdict{}, nil, err
	}
	changes := card.Compare(now.Casefile, after, l)
	if len(changes) == 0 && len(back) == 0 {
		return stopped(said(r, "edit.same"))
	}
	if after.Visibility == casefile.Public && len(after.Publishable()) > 0 {
		return stopped(refusal(r, l.T("undo.unpublishable")))
	}
	c, err := d.comparison(ctx, x.Casebook, now.Casefile, after, changes, l)
	if err != nil {
		return verdict{}, nil, err
	}
	c.Title = l.T("undo.title", locale.Text("name", card.Name(now.Casefile, l)))
	lines := []string{l.T("undo.effect", locale.Plain("version", int(to)), locale.Text("when", onMinute(revision.At, l)),
		locale.Text("who", authorName(revision.Author, l)), locale.Plain("next", int(now.Version)+1))}
	goes, err := d.takenBack(ctx, x, now, to, l)
	if err != nil {
		return verdict{}, nil, err
	}
	lines = append(lines, goes...)
	if len(back) > 0 {
		lines = append(lines, l.T("undo.unmerges", locale.N(len(back)), locale.Text("slugs", slugs(back, l))))
	}
	if old.Visibility == casefile.Public && after.Visibility != casefile.Public {
		lines = append(lines, l.T("undo.not_published"))
	}
	c.Body = card.Lines(l, append(lines, quoted(reasonOf(x), l))...)
	return verdict{
		cards: []card.Card{c.Fit()}, key: "undo.button", style: card.Primary, shown: back,
		commit: func(ctx context.Context) (store.Saved, error) {
			return d.Curation.Commit(ctx, store.Saving{Casebook: x.Casebook, Casefile: after, Base: x.Base, By: r.By(),
				Why: reasonOf(x), Action: store.ActionUndo, Edit: x.ID, Restores: to})
		},
		done: func(s store.Saved) Reply {
			lines := append([]string{l.T("undo.done", locale.Plain("version", int(to)), locale.Plain("next", int(s.Version)))}, removed(s, l)...)
			if len(back) > 0 {
				lines = append(lines, l.T("undo.unmerged", locale.N(len(back)), locale.Text("slugs", slugs(back, l))))
			}
			return finished(r, l.T("edit.saved.title"), lines,
				leadsTo(r, "edit.button.show", "show", s.Slug, card.Secondary),
				leadsTo(r, "history.button", "history", s.Slug, card.Secondary))
		},
	}, nil, nil
}

// takenBackShown is how many of the versions that go are named.
const takenBackShown = 5

// takenBack says which versions were saved since the one that comes back, with
// when and by whom, where that is more than the last: whoever presses an old
// button may not know of the later ones.
func (d decision) takenBack(ctx context.Context, x store.Edit, now store.Stored, to store.Version, l *locale.Locale) ([]string, error) {
	n := int(now.Version - to)
	if n < 2 {
		return nil, nil
	}
	all, err := d.Curation.Revisions(ctx, x.Casebook, x.Slug)
	if err != nil {
		return nil, err
	}
	lines := []string{l.T("undo.takes_back", locale.N(n))}
	for _, v := range all {
		switch {
		case v.Version > now.Version || v.Version <= to:
		case len(lines) > takenBackShown:
			return append(lines, l.T("undo.takes_back.more", locale.N(n-takenBackShown))), nil
		default:
			lines = append(lines, "- "+l.T("undo.choice", locale.Plain("version", int(v.Version)), locale.Text("when", onMinute(v.At, l)), locale.Text("who", authorName(v.Author, l))))
		}
	}
	return lines, nil
}

// restoredTo is what the casefile says once it says again what it said in old;
// last says that old is the version just before.
func restoredTo(now, old *casefile.Casefile, last bool) *casefile.Casefile {
	after := old.Clone()
	after.Slug, after.Visibility, after.Embargo = now.Slug, now.Visibility, now.Embargo
	if !last || len(casefile.Diff(now, after)) > 0 {
		return after
	}
	switch old.Visibility { // nothing else was changed
	case casefile.Embargoed:
		after.Visibility, after.Embargo = casefile.Embargoed, old.Embargo
	case casefile.Withdrawn: // it was brought back, which an administrator decided
	default:
		after.Visibility, after.Embargo = casefile.Draft, nil
		if now.Visibility == casefile.Public && old.Visibility == casefile.Public {
			after.Visibility = casefile.Public
		}
	}
	return after
}

// comparison is a card of what a change of the casefile as a whole comes to:
// field by field and, of one that everybody sees, what will read differently.
func (d Deps) comparison(ctx context.Context, book store.CasebookID, before, after *casefile.Casefile, changes []string, l *locale.Locale) (card.Card, error) {
	var c card.Card
	add := func(key string, lines []string) {
		if len(lines) > 0 {
			c.Fields = append(c.Fields, card.Field{Name: l.T(key), Value: card.Listed(lines, "- ", maxFieldValue, l)})
		}
	}
	add("preview.changes", changes)
	if before.Visibility != casefile.Public && after.Visibility != casefile.Public {
		return c, nil
	}
	was, _, err := d.publicView(ctx, book, before)
	if err != nil {
		return c, err
	}
	will, public, err := d.publicView(ctx, book, after)
	if err != nil {
		return c, err
	}
	if !public {
		add("preview.seen", []string{l.T("preview.seen.nobody")})
		return c, nil
	}
	if lines := card.Compare(&was.Casefile, &will.Casefile, l); !slices.Equal(lines, changes) {
		if len(lines) == 0 {
			lines = []string{l.T("preview.public_same")}
		}
		add("preview.public", lines)
	}
	return c, nil
}

// publicView is what everybody would see of c; nothing of it, and false, while
// it isn't public.
func (d Deps) publicView(ctx context.Context, book store.CasebookID, c *casefile.Casefile) (*casefile.Redacted, bool, error) {
	var failed error
	view, ok := c.Public(func(slug string) bool {
		other, err := d.Curation.Casefile(ctx, book, slug)
		if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.As(err, new(*store.Tombstone)) {
			failed = err
		}
		return err == nil && other.Casefile.Visibility == casefile.Public
	})
	if !ok {
		view = &casefile.Redacted{}
	}
	return view, ok, failed
}

func slugs(all []string, l *locale.Locale) string {
	shown := make([]string, len(all))
	for i, s := range all {
		shown[i] = l.Isolate(card.Escape(s))
	}
	return l.List(shown)
}

// buried is what is left of the casefile that the request is about, where it
// was withdrawn; nil otherwise.
func (d decision) buried(ctx context.Context, r Request) (*store.Tombstone, error) {
	slug := r.Person()
	if handleOf(r).id != "" {
		x, err := d.recall(ctx, r)
		if err != nil || x.State != store.EditOpen {
			return nil, nil // carryOn says what it is
		}
		slug = x.Slug
	}
	_, err := d.Curation.Casefile(ctx, r.Access.Curates, slug)
	var grave *store.Tombstone
	switch {
	case errors.As(err, &grave):
		return grave, nil
	case err == nil, errors.Is(err, store.ErrNotFound):
		return nil, nil
	}
	return nil, err
}
