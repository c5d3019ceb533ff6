package jobs

import (
	"context"
	"errors"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/store"
)

// tellSender tells who suggested something what became of it, if they take
// direct messages. It names the person only while everybody where they
// suggested it can read the record: what curators keep to themselves is not
// told by the way.
func (e *Errands) tellSender(ctx context.Context, x store.Errand) error {
	s, err := e.Inbox.Suggestion(ctx, x.Casebook, x.Subject)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if s.State == store.SuggestionOpen || x.User == "" {
		return nil
	}
	o := card.Outcome{Approved: s.State == store.SuggestionApproved, What: s.What}
	if !o.Approved {
		o.Why = s.Why
	}
	server, access, err := e.Servers.Of(ctx, s.Server)
	if err != nil {
		return err
	}
	if s.Slug != "" {
		c, _, err := e.Public.Casefile(ctx, access, s.Slug)
		switch {
		case err == nil:
			o.Name, o.Slug = c.Person.Name, c.Slug
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
	}
	wish, err := e.Settings.Person(ctx, x.User)
	if err != nil {
		return err
	}
	l := e.Voices.Person(server, wish)
	_, _, err = e.Poster.Direct(ctx, x.User, o.Message(l), x.Nonce)
	switch {
	case errors.Is(err, commands.ErrDirectClosed), errors.Is(err, commands.ErrGone), errors.Is(err, commands.ErrNotAllowed):
		return nil // they don't want to know, which is theirs to decide
	}
	return err
}
