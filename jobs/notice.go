package jobs

import (
	"context"
	"errors"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// showNotice tells the curators of a server something about a channel, in their
// review channel or, where there is none, who set the channel up. A review
// channel that doesn't take it is mended by the same people: nobody else is told.
func (e *Errands) showNotice(ctx context.Context, x store.Errand) (message string, err error) {
	n, err := e.Channels.Notice(ctx, x.Subject)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil // it has had its time
	}
	if err != nil {
		return "", err
	}
	server, _, err := e.Servers.Of(ctx, x.Server)
	if err != nil {
		return "", err
	}
	say := func(l *locale.Locale) card.Message { return card.NoticeCard(n.Code, n.Channel, n.Ref, l) }
	if x.User == "" {
		message, err = e.Poster.Post(ctx, x.Server, x.Channel, say(e.Voices.Server(server)), x.Nonce)
		return message, explained(err)
	}
	wish, err := e.Settings.Person(ctx, x.User)
	if err != nil {
		return "", err
	}
	_, _, err = e.Poster.Direct(ctx, x.User, say(e.Voices.Person(server, wish)), x.Nonce)
	switch {
	case errors.Is(err, commands.ErrDirectClosed), errors.Is(err, commands.ErrGone), errors.Is(err, commands.ErrNotAllowed):
		return "", nil // /setup show tells it too
	}
	return "", err
}
