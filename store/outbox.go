package store

import (
	"context"
	"time"
)

// Outbox is what the bot has to do in Discord by itself, beside answering. What
// has to be done is written in the transaction that causes it, and done later,
// as often as it takes; what is shown is made when it is sent, from the record
// as it is then.
type Outbox struct{ db *DB }

// Outbox is what the bot has to do in Discord by itself.
func (db *DB) Outbox() *Outbox { return &Outbox{db} }

// Errand is one thing to do.
type Errand struct {
	ID       int64
	Kind     ErrandKind
	Server   string // Discord's id, of the message's place
	Channel  string // "" of a direct message
	Message  string // to edit or delete; "": not posted yet
	Subject  int64  // id of the suggestion or approval that it shows
	Casebook CasebookID
	Nonce    string // at most 25 characters, for Discord's enforce_nonce
	User     string // whom a direct message goes to
	Tries    int
	Since    time.Time // when it was first due
}

// ErrandKind says what an errand is for.
type ErrandKind string

// The kinds.
const (
	ShowSuggestion ErrandKind = "show-suggestion" // post or edit its card in the review channel
	ShowApproval   ErrandKind = "show-approval"   // likewise
	TellSender     ErrandKind = "tell-sender"     // of the outcome, by direct message
	DeleteMessage  ErrandKind = "delete-message"  // that shows what is no longer public
)

// Due are at most n errands whose time has come, the oldest first. They are
// leased: nobody else gets them for a minute.
func (o *Outbox) Due(ctx context.Context, n int) (_ []Errand, err error) { return nil, errUnbuilt }

// Wake is sent to when an errand was written by this process, at most once
// until received. Next is for the others.
func (o *Outbox) Wake() <-chan struct{} { return nil }

// Next is when the next errand is due; zero when there is none.
func (o *Outbox) Next(ctx context.Context) (at time.Time, err error) { return at, errUnbuilt }

// Done ends an errand. message is the id of what was posted, "" when nothing was.
func (o *Outbox) Done(ctx context.Context, id int64, message string) (err error) { return errUnbuilt }

// Later has an errand tried again at that time.
func (o *Outbox) Later(ctx context.Context, id int64, at time.Time, why string) (err error) {
	return errUnbuilt
}

// GiveUp ends an errand that can't be done, with a reason that a person can read.
func (o *Outbox) GiveUp(ctx context.Context, id int64, why string) (err error) { return errUnbuilt }

// Shown is a casefile of which a message shows something.
type Shown struct {
	Casebook CasebookID
	Slug     string
}

// Showing is a public message of the bot's and what it shows.
type Showing struct {
	Server, Channel, Message string
	Casefiles                []Shown
}

// NoteShown remembers where something of casefiles was shown publicly, so that
// withdrawing one deletes it there. It says nothing of who asked. A casefile
// that is no longer public by now is deleted there at once.
func (o *Outbox) NoteShown(ctx context.Context, all []Showing) (err error) { return errUnbuilt }

// ShownIn is how many messages show something of the casefile.
func (s *Curation) ShownIn(ctx context.Context, book CasebookID, slug string) (n int, err error) {
	return 0, errUnbuilt
}
