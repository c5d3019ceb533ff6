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

// SuggestionMessage is a suggestion with what curators can do about it, as it
// stands in the review channel or, with list, as one curator opened it.
func SuggestionMessage(s store.Suggestion, l *locale.Locale, list bool) card.Message {
	m := card.Message{Cards: []card.Card{card.Suggestion(suggestedCard(s), l)}}
	if s.State == store.SuggestionOpen {
		button := func(key, do string, style card.Style) card.Control {
			return card.Control{Label: l.T(key), Style: style, Then: reviewThen("suggestion", s.ID, do, list)}
		}
		m.Controls = [][]card.Control{
			{button("review.button.approve", "approve", card.Primary), button("review.button.edit", "edit", card.Secondary),
				button("review.button.reject", "reject", card.Secondary)},
			{button("review.button.block", "block", card.Danger)},
		}
	}
	if list {
		m.Controls = append(m.Controls, backToList(l))
	}
	return m
}

// suggestedCard is a suggestion as cards show it.
func suggestedCard(s store.Suggestion) card.Suggested {
	c := card.Suggested{N: s.ID, Name: s.Name, Slug: s.Slug, What: s.What, Source: s.Source, At: s.At}
	c.Date, _ = calendar.Parse(s.Date) // none, or one that was read before it was kept
	if s.Named {
		c.Sender, c.Forgotten = s.Sender, s.Sender == ""
	}
	if s.State != store.SuggestionOpen {
		c.Decision = &card.Decision{Outcome: string(s.State), By: string(s.DecidedBy), At: s.DecidedAt, Why: s.Why}
	}
	return c
}

// reviewSuggestion shows a suggestion, or decides it. It is decided once: who
// comes second sees who was first.
func (d Deps) reviewSuggestion(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Text("suggestion"), 10, 64)
	if err != nil {
		return Reply{}, store.ErrNotFound
	}
	s, err := d.Inbox.Suggestion(ctx, r.Access.Curates, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Reply{}, &Refused{r.Locale.T("review.gone")}
	case err != nil:
		return Reply{}, err
	case s.State != store.SuggestionOpen:
		return d.showSuggestion(r, s), nil
	}
	switch r.Text("do") {
	case "approve":
		return d.approveSuggestion(ctx, r, s)
	case "edit":
		return d.editSuggestion(ctx, r, s)
	case "reject":
		return d.rejectSuggestion(ctx, r, s)
	case "block":
		return d.blockSender(ctx, r, s)
	}
	return d.showSuggestion(r, s), nil
}

// showSuggestion puts the card as it is now in the place of the message.
func (d Deps) showSuggestion(r Request, s store.Suggestion) Reply {
	return Reply{Message: SuggestionMessage(s, d.shared(r), r.Text("list") != "")}
}

// approveTries is how often an approval begins anew because somebody else saved
// the casefile meanwhile.
const approveTries = 4

// approveSuggestion adds what was suggested to the casefile as an event, and
// decides the suggestion with it. What can't be added as it is has to be edited.
func (d Deps) approveSuggestion(ctx context.Context, r Request, s store.Suggestion) (Reply, error) {
	l, book := r.Locale, r.Access.Curates
	if s.Slug == "" {
		return Reply{}, &Refused{l.T("review.nobody")}
	}
	var (
		conflict *store.Conflict
		decided  *store.Decided
		faults   entry.Faults
		invalid  *casefile.Invalid
		grave    *store.Tombstone
	)
	var err error
	for range approveTries {
		if err = d.approveOnce(ctx, r, s); !errors.As(err, &conflict) {
			break
		}
	}
	switch {
	case err == nil:
		if s, err = d.Inbox.Suggestion(ctx, book, s.ID); err != nil {
			return Reply{}, err
		}
		return d.showSuggestion(r, s), nil
	case errors.As(err, &decided):
		return d.showSuggestion(r, decided.Suggestion), nil
	case errors.As(err, &grave):
		return Reply{}, &Refused{card.Lines(l, l.T("review.withdrawn"), tombstone(grave, l))}
	case errors.Is(err, store.ErrNotFound):
		return Reply{}, &Refused{l.T("review.no_casefile")}
	case errors.As(err, &faults), errors.As(err, &invalid):
		return Reply{}, &Refused{l.T("review.needs_edit")}
	case errors.As(err, &conflict):
		return Reply{}, &Refused{l.T("error.locked")}
	}
	return undone(r, err)
}

// approveOnce does so on the version that is current now.
func (d Deps) approveOnce(ctx context.Context, r Request, s store.Suggestion) error {
	book := r.Access.Curates
	c, err := d.Curation.Casefile(ctx, book, s.Slug)
	if err != nil {
		return err
	}
	k, _ := entry.KindOf("event")
	after, _, err := k.Apply(c.Casefile, "", entry.Values{
		"kind": "other", "date": s.Date, "happened": s.What, "sources": s.Source,
	}, calendar.DayOf(r.Locale.Today(r.Now)))
	if err != nil {
		return err
	}
	_, err = d.Curation.Commit(ctx, store.Saving{
		Casebook: book, Casefile: after, Base: c.Version, By: r.By(), Suggestion: s.ID,
		Why: d.shared(r).T("review.why", locale.Plain("n", int(s.ID))),
	})
	return err
}

// rejectSuggestion asks for a reason first.
func (d Deps) rejectSuggestion(ctx context.Context, r Request, s store.Suggestion) (Reply, error) {
	if !r.Filled {
		return reasonForm(r, "suggestion", "reject", "review.reject", "review.reject.note"), nil
	}
	var decided *store.Decided
	s, err := d.Inbox.Reject(ctx, r.Access.Curates, s.ID, r.By(), tidied(r.Text("reason")))
	switch {
	case errors.As(err, &decided):
		return d.showSuggestion(r, decided.Suggestion), nil
	case err != nil:
		return undone(r, err)
	}
	return d.showSuggestion(r, s), nil
}
