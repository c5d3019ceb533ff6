package commands

import (
	"context"
	"errors"
	"maps"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// merged is an edit put on top of what somebody else saved meanwhile.
type merged struct {
	merged  entry.Values
	clashes []entry.Clash
	ref     string // of the fact as it stands now
}

// merge puts what was typed on top of the casefile as it stands now. An
// [entry.ErrGone] when the fact isn't there any more.
func (e editor) merge(w weighed, l *locale.Locale) (m merged, err error) {
	m.ref = w.edit.Fact
	if m.ref != "" {
		var ok bool
		if m.ref, ok = e.Follow(w.base, w.now.Casefile, m.ref); !ok {
			return m, entry.ErrGone
		}
	}
	if e.kind == "remove" || w.edit.Fact == "" && listed(e.kind) { // nothing to be merged with
		m.merged = w.typed
		return m, nil
	}
	before, err := e.Fill(w.base, w.edit.Fact)
	if err != nil {
		return m, err
	}
	theirs, err := e.Fill(w.now.Casefile, m.ref)
	if err != nil {
		return m, err
	}
	m.merged, m.clashes = entry.Merge(e.named(before, l), e.named(theirs, l), w.typed)
	return m, nil
}

// conflict shows what somebody else saved since the edit began beside the edit,
// and asks.
func (e editor) conflict(r Request, w weighed) (Reply, error) {
	l := r.Locale
	m, err := e.merge(w, r.Locale)
	gone := errors.Is(err, entry.ErrGone)
	if err != nil && !gone {
		return Reply{}, err
	}
	last := w.last
	x := card.Collision{
		Kind: e.kind, Before: w.base, Theirs: w.now.Casefile, Mine: w.after,
		Who: authorName(last.Author, l), When: card.Instant(last.At),
		From: int(w.edit.Base), Now: int(w.now.Version), Gone: gone,
	}
	for _, c := range m.clashes {
		x.Clash = append(x.Clash, card.Clash{Field: fieldLabel(c.Field, l),
			Before: e.shown(c.Field, c.Base, w, l), Theirs: e.shown(c.Field, c.Theirs, w, l), Mine: e.shown(c.Field, c.Mine, w, l)})
	}
	reply := Reply{Private: true, Message: card.Message{Cards: []card.Card{card.Conflict(x, l)}}}
	discard := e.button(r, w.edit, "edit.button.discard", actDiscard, card.Secondary)
	if gone {
		reply.Controls = [][]card.Control{{e.button(r, w.edit, "conflict.button.anew", actAnew, card.Primary, strconv.FormatInt(int64(w.now.Version), 10)), discard}}
		return reply, nil
	}
	reply.Controls = [][]card.Control{{
		e.button(r, w.edit, "conflict.button.mine", actMine, card.Primary, strconv.FormatInt(int64(w.now.Version), 10)),
		e.button(r, w.edit, "conflict.button.theirs", actTheirs, card.Secondary),
		e.button(r, w.edit, "edit.button.again", actOver, card.Secondary),
	}}
	return reply, nil
}

// shown is the value of a field by that name as it is shown.
func (e editor) shown(name, value string, w weighed, l *locale.Locale) string {
	for _, f := range append(e.Fields(w.base), e.Further(w.base)...) {
		if f.Name == name {
			return valueShown(f, value, l)
		}
	}
	return value
}

// valueShown is the value of a field as it is shown: a choice by its words.
func valueShown(f entry.Field, value string, l *locale.Locale) string {
	if f.Type != entry.Choice && f.Type != entry.Choices {
		return value
	}
	var words []string
	for _, c := range choicesOf(f, value, "", l) {
		if c.Chosen {
			words = append(words, c.Label)
		}
	}
	return l.List(words)
}

// onTop rebases an edit onto the casefile as it stands now and shows the
// preview again. Nothing is saved by it.
func (e editor) onTop(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	w, err := e.weigh(ctx, r, x)
	if !errors.Is(err, errOutdated) {
		if err != nil {
			return e.standing(ctx, r, w, err)
		}
		return e.preview(r, w), nil // put on top already
	}
	if handleOf(r).seen != seen(x, strconv.FormatInt(int64(w.now.Version), 10)) {
		return e.conflict(r, w) // changed once more since it was shown
	}
	m, err := e.merge(w, r.Locale)
	switch {
	case errors.Is(err, entry.ErrGone) && handleOf(r).act == actAnew:
		m.merged, m.ref = w.typed, ""
	case errors.Is(err, entry.ErrGone):
		return e.conflict(r, w) // removed since it was shown
	case err != nil:
		return Reply{}, err
	}
	typed := maps.Clone(map[string]string(m.merged))
	if id, ok := x.Typed[suggested]; ok {
		typed[suggested] = id
	}
	x.Base, x.Fact, x.Typed = w.now.Version, m.ref, typed
	if x, err = e.keep(ctx, x); err != nil {
		return e.giveBack(r, x, err)
	}
	return e.show(ctx, r, x)
}

// named is v with the name of a country in place of its code, as a person
// would type it.
func (e editor) named(v entry.Values, l *locale.Locale) entry.Values {
	code := v["country"]
	if code == "" {
		return v
	}
	name := l.Country(code)
	if back, ok := e.Words.CountryCode(name); !ok || back != code {
		return v
	}
	v = maps.Clone(v)
	v["country"] = name
	return v
}
