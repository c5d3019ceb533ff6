package commands

import (
	"context"
	"errors"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// decision is what is common to the commands that change a casefile as a whole
// for a reason: withdraw, embargo, undo, merge. They keep what was typed as an
// edit, show what it comes to, and do it when the button is pressed. Like
// facts they are carried by a [handle], of which they use fewer acts.
type decision struct {
	editor
	// consider finds out what comes of the edit as things stand. stop is what is
	// to be said where nothing can come of it, nil otherwise.
	consider func(ctx context.Context, r Request, x store.Edit, now store.Stored) (v verdict, stop *Reply, err error)
}

// verdict is what comes of a decision.
type verdict struct {
	cards  []card.Card
	key    string // of the button that does it
	style  card.Style
	shown  []string // what it rests on beside the edit and the casefile
	commit func(context.Context) (store.Saved, error)
	done   func(store.Saved) Reply
}

// asked are the fields of a decision's form, as a matter. Nothing else of a
// matter is used of it.
type asked []entry.Field

func (a asked) Fields(*casefile.Casefile) []entry.Field  { return a }
func (a asked) Further(*casefile.Casefile) []entry.Field { return nil }

func (a asked) Fill(*casefile.Casefile, string) (entry.Values, error) { return entry.Values{}, nil }

func (a asked) Apply(c *casefile.Casefile, ref string, _ entry.Values, _ calendar.Day) (*casefile.Casefile, string, error) {
	return c, ref, nil
}

func (a asked) Follow(_, _ *casefile.Casefile, ref string) (string, bool) { return ref, true }

// reasonField is why something is done, for the history.
func reasonField() entry.Field {
	return entry.Field{Name: "reason", Type: entry.Text, Required: true, Max: longestReason}
}

// reasonOption is the same as an option.
func reasonOption() Option {
	return Option{Name: "reason", Kind: Words, Required: true, Max: longestReason}
}

// reasonOf is the reason that was typed, as it is kept.
func reasonOf(x store.Edit) string { return tidied(x.Typed["reason"]) }

func newDecision(d Deps, h *held, kind string, fields ...entry.Field) decision {
	return decision{editor: editor{Deps: d, matter: asked(fields), path: "curate " + kind, kind: kind, held: h}}
}

// run is the handler of a command that begins with begin.
func (d decision) run(begin func(context.Context, Request, store.Stored) (Reply, error)) func(context.Context, Request) (Reply, error) {
	return func(ctx context.Context, r Request) (Reply, error) {
		switch {
		case r.Access.Curates == 0:
			return Reply{}, store.ErrForbidden
		case r.Text(underWay) != "":
			return d.carryOn(ctx, r)
		}
		return d.onCasefile(begin)(ctx, r)
	}
}

// ask opens the form that asks for the reason, which a button doesn't carry.
// carry are options that come back with it.
func (d decision) ask(r Request, name string, carry map[string]string) (Reply, error) {
	f, _ := d.form(nil, entry.Values{}, d.heading(name, r), card.Then{Command: d.path, Options: carry}, r.Locale)
	return Reply{Form: f, Private: true}, nil
}

func (d decision) heading(name string, r Request) string {
	return r.Locale.T("curate.kind."+d.kind) + ": " + card.Plain(name)
}

// begin keeps a decision and shows what comes of it.
func (d decision) begin(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	x.Casebook, x.Kind, x.By = r.Access.Curates, d.kind, r.By()
	x, err := d.keep(ctx, x)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return d.show(ctx, r, x)
}

// carryOn does with a decision under way what a button or the form asks for.
func (d decision) carryOn(ctx context.Context, r Request) (Reply, error) {
	x, err := d.recall(ctx, r)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return refusal(r, r.Locale.T("edit.forgotten")), nil
	case err != nil:
		return d.hindered(ctx, r, read(r, store.Edit{}), err)
	case x.State != store.EditOpen:
		return d.settled(r, x), nil
	}
	switch handleOf(r).act {
	case actAgain:
		f, _ := d.form(nil, entry.Values(x.Typed), d.heading(x.Slug, r), d.then(x, actFilled), r.Locale)
		return Reply{Form: f, Private: true}, nil
	case actDiscard:
		return d.discard(ctx, r, x)
	case actMine:
		return d.rebase(ctx, r, x)
	case actSave:
		return d.decide(ctx, r, x)
	}
	if r.Filled {
		x, err = d.keep(ctx, read(r, x))
	} else {
		x, err = d.keepHeld(ctx, x)
	}
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return d.show(ctx, r, x)
}

// show shows what comes of a decision, with the button that does it.
func (d decision) show(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	v, stop, err := d.weighed(ctx, r, x)
	switch {
	case err != nil:
		return d.hindered(ctx, r, x, err)
	case stop != nil:
		return *stop, nil
	}
	row := []card.Control{d.button(r, x, v.key, actSave, v.style, v.shown...)}
	row = append(row, d.button(r, x, "edit.button.again", actAgain, card.Secondary),
		d.button(r, x, "edit.button.discard", actDiscard, card.Secondary))
	m := card.Message{Cards: v.cards, Controls: [][]card.Control{row}}
	return Reply{Private: true, Message: m.Fit()}, nil
}

// weighed is what comes of a decision; what somebody else changed since it
// began is shown first.
func (d decision) weighed(ctx context.Context, r Request, x store.Edit) (v verdict, stop *Reply, err error) {
	now, err := d.itself(ctx, x.Casebook, x.Slug)
	if err != nil {
		return v, nil, err
	}
	if now.Version != x.Base {
		reply, err := d.outdated(ctx, r, x, now)
		return v, &reply, err
	}
	return d.consider(ctx, r, x, now)
}

// decide does what was shown, if it is still what was shown.
func (d decision) decide(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	x, err := d.keepHeld(ctx, x)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	v, stop, err := d.weighed(ctx, r, x)
	switch {
	case err != nil:
		return d.hindered(ctx, r, x, err)
	case stop != nil:
		return *stop, nil
	case handleOf(r).seen != seen(x, v.shown...):
		reply, err := d.show(ctx, r, x)
		if err == nil && len(reply.Cards) > 0 {
			reply.Text = r.Locale.T("edit.typed_since")
		}
		return reply, err
	}
	saved, err := v.commit(ctx)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return v.done(saved), nil
}

// outdated shows what somebody else changed since the decision began.
func (d decision) outdated(ctx context.Context, r Request, x store.Edit, now store.Stored) (Reply, error) {
	c, err := d.changedSince(ctx, r, x.Casebook, now, x.Base)
	if err != nil {
		return Reply{}, err
	}
	mine := d.button(r, x, "decision.button.again", actMine, card.Primary, strconv.FormatInt(int64(now.Version), 10))
	return Reply{Private: true, Message: card.Message{
		Cards:    []card.Card{c},
		Controls: [][]card.Control{{mine, d.button(r, x, "edit.button.discard", actDiscard, card.Secondary)}},
	}}, nil
}

// changedSince is a card about what somebody else changed since version base.
func (d Deps) changedSince(ctx context.Context, r Request, book store.CasebookID, now store.Stored, base store.Version) (card.Card, error) {
	l := r.Locale
	last, _, err := d.Curation.Revision(ctx, book, now.Casefile.Slug, now.Version)
	if err != nil {
		return card.Card{}, err
	}
	c := card.Card{
		Title: l.T("decision.changed.title", locale.Text("name", card.Name(now.Casefile, l))),
		Body: card.Lines(l, l.T("decision.changed", locale.Text("who", authorName(last.Author, l)), locale.Text("when", onDay(last.At, l)),
			locale.Plain("now", int(now.Version)), locale.Plain("base", int(base)))),
		Tone: card.Fault,
	}
	if _, before, err := d.Curation.Revision(ctx, book, now.Casefile.Slug, base); err == nil {
		if lines := card.Compare(before, now.Casefile, l); len(lines) > 0 {
			c.Fields = append(c.Fields, card.Field{Name: l.T("conflict.theirs"), Value: card.Listed(lines, "- ", maxFieldValue, l)})
		}
	}
	return c.Fit(), nil
}

// maxFieldValue is how long a field of a card can be.
const maxFieldValue = 1024

// rebase has a decision be about the casefile as it stands now, and shows it
// anew. Nothing is done by it.
func (d decision) rebase(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	now, err := d.itself(ctx, x.Casebook, x.Slug)
	if err != nil {
		return d.hindered(ctx, r, x, err)
	}
	x.Base = now.Version
	if x, err = d.keep(ctx, x); err != nil {
		return d.hindered(ctx, r, x, err)
	}
	return d.show(ctx, r, x)
}

// hindered says what keeps a decision from being shown or done, with what was
// typed.
func (d decision) hindered(ctx context.Context, r Request, x store.Edit, err error) (Reply, error) {
	l := r.Locale
	var (
		conflict *store.Conflict
		settled  *store.Settled
		grave    *store.Tombstone
		invalid  *casefile.Invalid
		moved    *store.Merged
	)
	with := func(reply Reply) (Reply, error) {
		reply = d.withText(r, x, reply)
		if x.ID != "" {
			reply.Controls = append(reply.Controls, []card.Control{d.button(r, x, "edit.button.discard", actDiscard, card.Secondary)})
		}
		return reply, nil
	}
	switch {
	case errors.As(err, &settled):
		return d.settled(r, settled.Edit), nil
	case errors.As(err, &conflict) && x.ID != "":
		now, err := d.itself(ctx, x.Casebook, x.Slug)
		if err != nil || now.Version == x.Base {
			return with(refusal(r, l.T("curate.gone")))
		}
		return d.outdated(ctx, r, x, now)
	case errors.As(err, &grave):
		return with(refusal(r, tombstone(grave, l)))
	case errors.As(err, &invalid):
		return with(refusal(r, problems(invalid, l)))
	case errors.As(err, &moved):
		return with(wentInto(r, moved))
	case errors.Is(err, store.ErrNotFound):
		return with(refusal(r, l.T("curate.gone")))
	}
	return d.giveBack(r, x, err)
}

// settled says of a decision that it was made or discarded already.
func (d decision) settled(r Request, x store.Edit) Reply {
	if x.State != store.EditSaved {
		return said(r, "edit.discarded_already")
	}
	l := r.Locale
	return finished(r, l.T("edit.saved.title"), []string{l.T("edit.saved_already", locale.Count("version", int(x.Saved)))},
		leadsTo(r, "edit.button.show", "show", x.Slugged, card.Secondary))
}

// leadsTo is a button to another of the curators' commands about a casefile.
func leadsTo(r Request, key, command, slug string, style card.Style, more ...string) card.Control {
	options := map[string]string{"person": slug}
	for i := 0; i+1 < len(more); i += 2 {
		options[more[i]] = more[i+1]
	}
	return card.Control{Label: r.Locale.T(key), Style: style, Then: card.Then{Command: "curate " + command, Options: options, Mine: true}}
}

// finished is what a decision came to, with what comes next.
func finished(r Request, title string, lines []string, buttons ...card.Control) Reply {
	m := card.Message{Cards: []card.Card{{Title: title, Body: card.Lines(r.Locale, lines...)}}}
	if len(buttons) > 0 {
		m.Controls = [][]card.Control{buttons}
	}
	return Reply{Private: true, Message: m.Fit()}
}

// quoted is a reason as a paragraph of its own, "" where there is none.
func quoted(text string, l *locale.Locale) string {
	if text == "" {
		return ""
	}
	return "> " + l.Isolate(card.Escape(text))
}

// stopped is a verdict that nothing can come of a decision.
func stopped(reply Reply) (verdict, *Reply, error) { return verdict{}, &reply, nil }
