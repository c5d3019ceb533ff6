package commands

import (
	"cmp"
	"context"
	"errors"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// standing says what stands in the way of an edit, and what can be done. What
// was typed is given back where it could otherwise be lost.
func (e editor) standing(ctx context.Context, r Request, w weighed, err error) (Reply, error) {
	l, x := r.Locale, w.edit
	var (
		faults  entry.Faults
		grave   *store.Tombstone
		settled *store.Settled
		decided *store.Decided
		invalid *casefile.Invalid
		clash   *store.Conflict
		moved   *store.Merged
	)
	again := e.button(r, x, "edit.button.again", actAgain, card.Primary)
	discard := e.button(r, x, "edit.button.discard", actDiscard, card.Secondary)
	with := func(reply Reply, row ...card.Control) Reply {
		reply.Controls = append(reply.Controls, row)
		return reply
	}
	switch {
	case errors.Is(err, errOutdated), errors.As(err, &clash) && x.Slug != "":
		// What is newer may be this very edit, saved by a press that came in between.
		if now, err := e.Desk.Edit(ctx, x.ID, r.By()); err == nil && now.State != store.EditOpen {
			return e.settled(r, now), nil
		}
		return e.conflict(r, w)
	case errors.As(err, &faults):
		return with(e.faulty(r, faults), again, discard), nil
	case errors.Is(err, errSame):
		reply := said(r, "edit.same")
		reply.Controls = e.selects(r, w) // who may see it, say, is in no form
		return with(reply, again, discard), nil
	case errors.As(err, &grave):
		return with(e.withText(r, x, refusal(r, tombstone(grave, l))), discard), nil
	case errors.As(err, &settled):
		return e.settled(r, settled.Edit), nil
	case errors.As(err, &decided):
		return with(e.withText(r, x, refusal(r, alreadyDecided(decided, l))), discard), nil
	case errors.As(err, &invalid):
		return with(e.withText(r, x, refusal(r, problems(invalid, l))), again, discard), nil
	case errors.Is(err, entry.ErrGone):
		return with(e.withText(r, x, refusal(r, l.T("edit.no_fact"))), discard), nil
	case errors.As(err, &moved):
		return with(e.withText(r, x, wentInto(r, moved)), discard), nil
	case errors.Is(err, store.ErrNotFound):
		return with(e.withText(r, x, refusal(r, l.T("curate.gone"))), discard), nil
	}
	return e.giveBack(r, x, err)
}

// faulty shows what was not understood: the field, the line, the part of it,
// and what would be understood.
func (e editor) faulty(r Request, faults entry.Faults) Reply {
	l := r.Locale
	c := card.Card{Title: l.T("edit.faults.title"), Tone: card.Fault, Body: card.Lines(l, l.T("edit.faults", locale.N(len(faults))))}
	for i, f := range faults {
		if i == 10 {
			break
		}
		name := fieldLabel(f.Field, l)
		if f.Line > 0 {
			name = l.T("edit.fault.line", locale.Text("field", name), locale.Count("line", f.Line))
		}
		lines := []string{l.T(f.Key(), locale.Name("part", card.Escape(cmp.Or(f.Part, f.Text))))}
		if f.Example != "" {
			lines = append(lines, l.T("edit.fault.example", locale.Name("example", card.Escape(l.T(f.Example.Key())))))
		}
		value := card.Lines(l, lines...)
		if f.Text != "" {
			value = "> " + l.Isolate(card.Escape(f.Text)) + "\n" + value
		}
		c.Fields = append(c.Fields, card.Field{Name: name, Value: value})
	}
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{c.Fit()}}}
}

// problems is what the record itself can't hold. It has no words but the
// validator's, which are English and name the place in the format.
func problems(e *casefile.Invalid, l *locale.Locale) string {
	lines := []string{l.T("edit.invalid")}
	for i, p := range e.Problems {
		if i == 5 {
			break
		}
		lines = append(lines, l.Isolate(card.Escape(p.Path+" "+p.Reason)))
	}
	return card.Lines(l, lines...)
}

// alreadyDecided says who decided a suggestion, and how.
func alreadyDecided(e *store.Decided, l *locale.Locale) string {
	s := e.Suggestion
	return l.T("edit.decided."+string(s.State), locale.Text("who", authorName(s.DecidedBy, l)), locale.Text("date", onDay(s.DecidedAt, l)))
}
