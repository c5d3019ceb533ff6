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
// anybody. Errors: [ErrGone], [ErrNotAllowed], [ErrDirectClosed], [ErrRefused], a
// [*Wait]; with those nothing was done. [ErrUnsure] says that it may have been;
// after any other error it surely wasn't, and may be tried again.
type Poster interface {
	// Post writes a message in a channel of a server. With the same nonce, of at
	// most 25 characters, Discord posts once within some minutes, and gives the id
	// of the first.
	Post(ctx context.Context, server, channel string, m card.Message, nonce string) (id string, err error)
	// Edit puts m in the place of a message of the bot's own. With server "" it is
	// a direct message, whose controls must not be for one person only.
	Edit(ctx context.Context, server, channel, message string, m card.Message) error
	// Delete takes a message of the bot's own away.
	Delete(ctx context.Context, channel, message string) error
	// Direct writes to a person; the nonce is as in Post. The channel in which
	// the message stands is given with an error too, once it is known: the message
	// may be there.
	Direct(ctx context.Context, user string, m card.Message, nonce string) (channel, id string, err error)
	// Open is the channel of direct messages to a person; it is the same each time.
	Open(ctx context.Context, user string) (channel string, err error)
	// Find looks for a message of the bot's own with ref in the footer of one of
	// its cards, among what a channel heard since an instant of the machine's
	// clock. Server is "" for a direct message. Without the message, whole says that
	// all of that time was looked through: the message isn't there. It is false
	// where the bot may not read that far back, or too much was said since.
	Find(ctx context.Context, server, channel, ref string, since time.Time) (message string, whole bool, err error)
	// Crosspost publishes a message of an announcement channel to the channels
	// that follow it. One that is published already is no error. Discord allows ten
	// an hour in each channel, and then asks for a [*Wait].
	Crosspost(ctx context.Context, channel, message string) error
}

var (
	// ErrGone says that the message, its channel or the person isn't there any
	// more.
	ErrGone = errors.New("it is gone from Discord")
	// ErrNotAllowed says that the bot lacks the right to do that there.
	ErrNotAllowed = errors.New("the bot has no right to do that there")
	// ErrRefused says that Discord finds fault with what was to be done: it would
	// be refused again.
	ErrRefused = errors.New("it was found fault with by Discord")
	// ErrUnsure says that nobody knows whether it was done: the line was cut, or
	// Discord failed, after it had been asked.
	ErrUnsure = errors.New("nobody knows whether it got through")
)

// Wait is Discord asking to come back later; nothing was done.
type Wait struct{ After time.Duration }

// Error says how much later.
func (w *Wait) Error() string { return fmt.Sprintf("Discord asks to wait for %s", w.After) }
