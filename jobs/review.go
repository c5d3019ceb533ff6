package jobs

import (
	"context"
	"errors"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// showSuggestion posts a suggestion's card in the review channel, or brings the
// one that is there up to date.
func (e *Errands) showSuggestion(ctx context.Context, x store.Errand) (message string, err error) {
	s, err := e.Inbox.Suggestion(ctx, x.Casebook, x.Subject)
	if errors.Is(err, store.ErrNotFound) {
		return "", e.delete(ctx, x) // erased by its sender
	}
	if err != nil {
		return "", err
	}
	return e.show(ctx, x, s.State == store.SuggestionOpen, func(l *locale.Locale) card.Message {
		return commands.SuggestionMessage(s, l, false)
	})
}

// showApproval does the same for a request for a second curator.
func (e *Errands) showApproval(ctx context.Context, x store.Errand) (message string, err error) {
	a, err := e.Curation.Approval(ctx, x.Casebook, x.Subject)
	if errors.Is(err, store.ErrNotFound) {
		return "", e.delete(ctx, x)
	}
	if err != nil {
		return "", err
	}
	return e.show(ctx, x, a.State == store.ApprovalOpen, func(l *locale.Locale) card.Message {
		return commands.ApprovalMessage(a, l, false)
	})
}

// remembered is for how long Discord gives back what was posted with a nonce, at
// the least.
const remembered = 3 * time.Minute

// show posts or edits a card for curators, in the server's language. One that
// was decided before it was ever posted isn't, unless an earlier try may have got
// through; and one on a server that no longer curates the casebook is taken away.
func (e *Errands) show(ctx context.Context, x store.Errand, open bool, write func(*locale.Locale) card.Message) (message string, err error) {
	if x.Server == "" { // nobody curates the casebook any more
		return "", e.delete(ctx, x)
	}
	server, access, err := e.Servers.Of(ctx, x.Server)
	if err != nil {
		return "", err
	}
	switch {
	case access.Curates != x.Casebook:
		return "", e.delete(ctx, x)
	case x.Message != "":
		err = e.Poster.Edit(ctx, x.Server, x.Channel, x.Message, write(e.Voices.Server(server)))
		if errors.Is(err, commands.ErrGone) {
			return "", nil // curators took it away; /curate review has it yet
		}
		return x.Message, explained(err)
	case x.Channel == "" || !open && (x.Tries == 0 || e.Now().Sub(x.Since) > remembered):
		return "", nil
	}
	message, err = e.Poster.Post(ctx, x.Server, x.Channel, write(e.Voices.Server(server)), x.Nonce)
	if err == nil && !open { // Discord gave back what an earlier try had posted, with its buttons
		err = e.Poster.Edit(ctx, x.Server, x.Channel, message, write(e.Voices.Server(server)))
	}
	return message, explained(err)
}

// explained gives an error that will not pass a reason that people can read.
func explained(err error) error {
	switch {
	case errors.Is(err, commands.ErrGone):
		return &hopeless{"the channel is gone"}
	case errors.Is(err, commands.ErrNotAllowed):
		return &hopeless{"the bot may not write in the channel"}
	}
	return err
}

// deletionPatience is for how long a message is tried to be deleted where the
// bot has lost the right to: it may get it back, and what is to go may be
// somebody's safety.
const deletionPatience = 7 * 24 * time.Hour

// delete takes a message away. One that is gone already is no error.
func (e *Errands) delete(ctx context.Context, x store.Errand) error {
	if x.Message == "" {
		return nil
	}
	err := e.Poster.Delete(ctx, x.Channel, x.Message)
	switch {
	case errors.Is(err, commands.ErrGone):
		return nil
	case errors.Is(err, commands.ErrNotAllowed) && e.Now().Sub(x.Since) < deletionPatience:
		return &commands.Wait{After: time.Hour}
	case errors.Is(err, commands.ErrNotAllowed):
		return &hopeless{"the bot may not delete its message in the channel any more"}
	}
	return err
}
