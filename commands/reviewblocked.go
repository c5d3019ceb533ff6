package commands

import (
	"context"
	"errors"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// blockSender takes no more suggestions from whoever made one, without saying
// who that is. It can be undone at once.
func (d Deps) blockSender(ctx context.Context, r Request, s store.Suggestion) (Reply, error) {
	l, book := r.Locale, r.Access.Curates
	err := d.Inbox.Block(ctx, book, s.ID, r.By())
	switch {
	case errors.Is(err, store.ErrSenderForgotten), errors.Is(err, store.ErrNotFound):
		return Reply{}, &Refused{l.T("review.block_nobody")}
	case err != nil:
		return undone(r, err)
	}
	blocked, err := d.Inbox.Blocked(ctx, book)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Private: true, Message: card.Message{Cards: []card.Card{{
		Title: l.T("review.blocked.title"), Body: card.Lines(l, l.T("review.blocked_now")),
	}}}}
	for _, b := range blocked {
		if b.Suggestion == s.ID {
			reply.Controls = [][]card.Control{{{Label: l.T("review.button.unblock"), Then: card.Then{
				Command: "curate review", Update: true,
				Options: map[string]string{"view": "blocked", "unblock": strconv.FormatInt(b.ID, 10)},
			}}}}
		}
	}
	return reply, nil
}

// reviewBlocked is the block list, from which somebody can be taken. Nobody on
// it is named.
func (d Deps) reviewBlocked(ctx context.Context, r Request) (Reply, error) {
	l, book := r.Locale, r.Access.Curates
	var lines []string
	if id, err := strconv.ParseInt(r.Text("unblock"), 10, 64); err == nil {
		if err := d.Inbox.Unblock(ctx, book, id, r.By()); err != nil && !errors.Is(err, store.ErrNotFound) {
			return undone(r, err)
		}
		lines = append(lines, l.T("review.unblocked"))
	}
	blocked, err := d.Inbox.Blocked(ctx, book)
	if err != nil {
		return Reply{}, err
	}
	lines = append(lines, l.T("review.blocked", locale.N(len(blocked))))
	choices := make([]card.Choice, 0, len(blocked))
	for _, b := range blocked[:min(len(blocked), maxSuggestions)] {
		lines = append(lines, l.T("review.blocked.line", locale.Plain("n", int(b.Suggestion)),
			locale.Text("when", card.Instant(b.At)), locale.Text("who", authorName(b.By, l))))
		choices = append(choices, card.Choice{
			Label: l.T("review.blocked.choice", locale.Plain("n", int(b.Suggestion))), Value: strconv.FormatInt(b.ID, 10),
			Note: card.Cut(onDay(b.At, l), maxLabel),
		})
	}
	m := card.Message{Cards: []card.Card{card.Card{Title: l.T("review.blocked.title"), Body: card.Lines(l, lines...)}.Fit()}}
	then := card.Then{Command: "curate review", Options: map[string]string{"view": "blocked"}, Update: true}
	if len(choices) > 0 {
		m.Controls = [][]card.Control{{{Placeholder: l.T("review.blocked.choose"), Into: "unblock", Choices: choices, Then: then}}}
	}
	m.Controls = append(m.Controls, backToList(l))
	return Reply{Message: m, Private: !r.Pressed}, nil
}
