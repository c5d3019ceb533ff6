package commands

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vigil/internal/card"
)

// Poster writes in Discord without being asked: what jobs post, edit and take
// away again. Bot implements it; each call is one try, paced with all others,
// and who calls decides what to try again and when. Nothing it writes pings
// anybody. Errors: [ErrGone], [ErrNotAllowed], [ErrDirectClosed], a [*Wait], or
// anything else where nobody knows.
type Poster interface {
	// Post writes a message in a channel of a server. With the same nonce, of at
	// most 25 characters, Discord posts once within some minutes, and gives the id
	// of the first.
	Post(ctx context.Context, server, channel string, m card.Message, nonce string) (id string, err error)
	// Edit puts m in the place of a message of the bot's own.
	Edit(ctx context.Context, server, channel, message string, m card.Message) error
	// Delete takes a message of the bot's own away.
	Delete(ctx context.Context, channel, message string) error
	// Direct writes to a person; the nonce is as in Post.
	Direct(ctx context.Context, user string, m card.Message, nonce string) error
}

var (
	// ErrGone says that the message, its channel or the person isn't there any
	// more.
	ErrGone = errors.New("it is gone from Discord")
	// ErrNotAllowed says that the bot lacks the right to do that there.
	ErrNotAllowed = errors.New("the bot has no right to do that there")
)

// Wait is Discord asking to come back later; nothing was done.
type Wait struct{ After time.Duration }

// Error says how much later.
func (w *Wait) Error() string { return fmt.Sprintf("Discord asks to wait for %s", w.After) }
