package commands

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/store"
)

// editor is what is common to everything that is entered by a form: the form,
// what was typed kept before anything else is done with it, the preview, the
// saving. Controls carry an edit by a [handle].
type editor struct {
	Deps
	matter
	path string // of the subcommand, as "curate sentence"
	kind string // of the edit, as it is kept
	held *held
}

// matter is what is entered: a fact of a kind, somebody new, or what is to go.
type matter interface {
	Fields(c *casefile.Casefile) []entry.Field
	Further(c *casefile.Casefile) []entry.Field
	Fill(c *casefile.Casefile, ref string) (entry.Values, error)
	Apply(c *casefile.Casefile, ref string, v entry.Values, today calendar.Day) (*casefile.Casefile, string, error)
	Follow(before, after *casefile.Casefile, ref string) (string, bool)
}

// suggested is the name under which an edit keeps the suggestion that it
// answers, among what was typed.
const suggested = "suggestion"

// carryOn does with an edit under way what a button, a select or a form asks
// for.
func (e editor) carryOn(ctx context.Context, r Request) (Reply, error) {
	x, err := e.recall(ctx, r)
	switch {
	case errors.Is(err, store.ErrNotFound) && !r.Filled:
		return refusal(r, r.Locale.T("edit.forgotten")), nil
	case err != nil && r.Filled:
		return e.giveBack(r, read(r, store.Edit{}), err)
	case err != nil:
		return Reply{}, err
	case x.State != store.EditOpen && r.Filled: // from a form that was left open
		return e.withText(r, read(r, store.Edit{}), e.settled(r, x)), nil
	case x.State != store.EditOpen:
		return e.settled(r, x), nil
	}
	switch handleOf(r).act {
	case actAgain, actOver:
		return e.again(ctx, r, x)
	case actSet:
		return e.set(ctx, r, x)
	case actSave, actAnnounce:
		return e.save(ctx, r, x)
	case actDiscard, actTheirs:
		return e.discard(ctx, r, x)
	case actMine, actAnew:
		return e.onTop(ctx, r, x)
	}
	if r.Filled {
		x = read(r, x)
		if base, err := strconv.ParseInt(r.Text("base"), 10, 64); err == nil { // the form began from a later version
			x.Base, x.Fact = store.Version(base), r.Text("fact")
		}
		if x, err = e.keep(ctx, x); err != nil {
			return e.giveBack(r, x, err)
		}
	} else if x, err = e.keepHeld(ctx, x); err != nil {
		return e.giveBack(r, x, err)
	}
	return e.show(ctx, r, x)
}

// submitted takes what was typed into a form. It is kept before anything is
// done with it.
func (e editor) submitted(ctx context.Context, r Request) (Reply, error) {
	base, err := strconv.ParseInt(r.Text("base"), 10, 64)
	if err != nil {
		base = 0
	}
	return e.enter(ctx, r, read(r, store.Edit{Slug: r.Person(), Base: store.Version(base), Fact: r.Text("fact")}))
}

// enter keeps a new edit and shows what comes of it.
func (e editor) enter(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	x.Casebook, x.Kind, x.By = r.Access.Curates, e.kind, r.By()
	x, err := e.keep(ctx, x)
	if err != nil {
		return e.giveBack(r, x, err)
	}
	return e.show(ctx, r, x)
}

// read is x with what was typed or chosen in place of what it had. What a form
// or a select carries along is no part of that, but for the suggestion that it
// answers.
func read(r Request, x store.Edit) store.Edit {
	typed := maps.Clone(x.Typed)
	if typed == nil {
		typed = make(map[string]string, len(r.Options))
	}
	for name, v := range r.Options {
		switch name {
		case underWay, "person", "fact", "base":
		default:
			typed[name] = v
		}
	}
	x.Typed = typed
	return x
}

// weighed is an edit with what comes of it.
type weighed struct {
	edit  store.Edit
	typed entry.Values       // all fields, those included that were left as they are
	now   store.Stored       // as the casefile stands; zero of a new one
	last  store.Revision     // that made it so, where it isn't the one that the edit started from
	base  *casefile.Casefile // that the edit started from; nil of a new one
	after *casefile.Casefile // as it would be; nil where the edit has faults
	ref   string             // of the fact in after
}

// errOutdated says that the casefile was changed since an edit began.
var errOutdated = errors.New("the casefile was changed since")

// errSame says that an edit changes nothing.
var errSame = errors.New("nothing is changed")

// weigh finds out what comes of an edit. Beside those of the store, the errors
// are [entry.Faults], [entry.ErrGone], errSame and errOutdated; with the last
// all that can be known is there.
func (e editor) weigh(ctx context.Context, r Request, x store.Edit) (w weighed, err error) {
	w.edit = x
	if x.Slug != "" {
		if w.now, err = e.itself(ctx, x.Casebook, x.Slug); err != nil {
			return w, err
		}
		w.base = w.now.Casefile
		if w.now.Version != x.Base {
			w.base = nil
			if _, w.base, err = e.Curation.Revision(ctx, x.Casebook, x.Slug, x.Base); err != nil {
				return w, err
			}
			if w.last, _, err = e.Curation.Revision(ctx, x.Casebook, x.Slug, w.now.Version); err != nil {
				return w, err
			}
		}
	}
	filled, err := e.Fill(w.base, x.Fact)
	if err != nil {
		return w, err
	}
	filled = e.named(filled, r.Locale)
	v := entry.Values(maps.Clone(x.Typed))
	delete(v, suggested)
	for _, f := range slices.Concat(e.Fields(w.base), e.Further(w.base)) {
		if _, ok := v[f.Name]; !ok {
			v[f.Name] = filled[f.Name]
		}
	}
	w.typed = v
	w.after, w.ref, err = e.Apply(w.base, x.Fact, v.WithCountry(e.Words.CountryCode), calendar.DayOf(r.Locale.Today(r.Now)))
	switch {
	case w.base != nil && w.now.Version != x.Base:
		return w, errOutdated // whatever else there is to say
	case err != nil:
		return w, err
	case w.base != nil && len(casefile.Diff(w.base, w.after)) == 0:
		return w, errSame
	}
	return w, nil
}

// show weighs an edit and shows what comes of it: the preview, or what stands
// in its way.
func (e editor) show(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	w, err := e.weigh(ctx, r, x)
	if err != nil {
		return e.standing(ctx, r, w, err)
	}
	if x.Slug != "" {
		return e.preview(r, w), nil
	}
	return e.alike(ctx, r, w, func(people string) (Reply, error) { return e.preview(r, w, people), nil })
}

// set takes over what a select of the preview chose, and draws it anew. A
// select is called by the place of its field among the further ones.
func (e editor) set(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	w, err := e.weigh(ctx, r, x)
	if w.base == nil && err != nil {
		return e.standing(ctx, r, w, err)
	}
	x.Typed = maps.Clone(x.Typed)
	for i, f := range e.Further(w.base) {
		if v, ok := r.Options[strconv.Itoa(i)]; ok {
			x.Typed[f.Name] = v
		}
	}
	if x, err = e.keep(ctx, x); err != nil {
		return e.giveBack(r, x, err)
	}
	return e.show(ctx, r, x)
}

// discard ends an edit without saving anything.
func (e editor) discard(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	if e.held.drop(x) {
		return said(r, "edit.discarded"), nil
	}
	var settled *store.Settled
	err := e.Desk.Discard(ctx, x.ID, r.By())
	switch {
	case errors.As(err, &settled):
		return e.settled(r, settled.Edit), nil
	case err != nil:
		return e.giveBack(r, x, err)
	case handleOf(r).act == actTheirs:
		return said(r, "edit.kept_theirs"), nil
	}
	return said(r, "edit.discarded"), nil
}
