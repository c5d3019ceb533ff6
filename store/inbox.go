package store

import (
	"context"
	"fmt"
	"time"
)

// Inbox keeps what members suggest until a curator has decided.
type Inbox struct{ db *DB }

// Inbox keeps what members suggest.
func (db *DB) Inbox() *Inbox { return &Inbox{db} }

// Suggestion is something that a member suggests for the record.
type Suggestion struct {
	ID       int64
	Casebook CasebookID
	Server   string // where it was made, Discord's id
	Slug     string // of the casefile that it is about; "" not known
	Name     string // of the person, as the casefile or the sender has it
	What     string
	Date     string // EDTF; "" none
	Source   string // link or publisher, as typed
	At       time.Time

	// Sender is who made it, "" once purged. Who reads a suggestion for curators
	// gets it only where the sender agreed to be known (Named).
	Sender string
	Named  bool

	State     SuggestionState
	DecidedBy Author
	DecidedAt time.Time
	Why       string  // of a rejection, as the sender is told
	Became    Version // of an approval: the revision
}

// SuggestionState is how far a suggestion is.
type SuggestionState string

// The states.
const (
	SuggestionOpen     SuggestionState = "open"
	SuggestionApproved SuggestionState = "approved"
	SuggestionRejected SuggestionState = "rejected"
)

// How much one member may suggest to one casebook.
const (
	suggestionsPerHour = 5
	suggestionsPerDay  = 20
)

// TooMany says that somebody suggested much in a short time.
type TooMany struct{ Until time.Time }

// Error says until when.
func (e *TooMany) Error() string { return fmt.Sprintf("too many suggestions until %s", e.Until) }

// Duplicate is a suggestion that says what an open one says already.
type Duplicate struct{ Of Suggestion }

// Error names it.
func (e *Duplicate) Error() string { return fmt.Sprintf("suggestion %d says that already", e.Of.ID) }

// Decided is a suggestion that somebody decided already.
type Decided struct{ Suggestion Suggestion }

// Error says how.
func (e *Decided) Error() string {
	return "the suggestion is " + string(e.Suggestion.State) + " already"
}

// Send keeps a suggestion and has its card posted in the review channel. A [*TooMany],
// a [*Duplicate], or [ErrForbidden] for somebody who is blocked.
func (i *Inbox) Send(ctx context.Context, s Suggestion) (_ Suggestion, err error) {
	return s, errUnbuilt
}

// Suggestion is the one with that id in that casebook, as curators may see it.
func (i *Inbox) Suggestion(ctx context.Context, book CasebookID, id int64) (s Suggestion, err error) {
	return s, errUnbuilt
}

// Open are the undecided suggestions of a casebook, the oldest first, and how
// many there are in all.
func (i *Inbox) Open(ctx context.Context, book CasebookID, offset, n int) (_ []Suggestion, total int, err error) {
	return nil, 0, errUnbuilt
}

// Reject decides against a suggestion, once; a [*Decided] when it was decided
// already. Approving is a [Curation.Commit] with Saving.Suggestion.
func (i *Inbox) Reject(ctx context.Context, book CasebookID, id int64, by Author, why string) (s Suggestion, err error) {
	return s, errUnbuilt
}

// Block takes no more suggestions from whoever made this one, without saying
// who that is.
func (i *Inbox) Block(ctx context.Context, book CasebookID, id int64, by Author) (err error) {
	return errUnbuilt
}

// Blocking is somebody on a casebook's block list.
type Blocking struct {
	ID         int64
	Suggestion int64 // that led to it
	By         Author
	At         time.Time
}

// Blocked is the block list of a casebook, the newest first.
func (i *Inbox) Blocked(ctx context.Context, book CasebookID) (_ []Blocking, err error) {
	return nil, errUnbuilt
}

// Unblock takes somebody off the block list.
func (i *Inbox) Unblock(ctx context.Context, book CasebookID, id int64, by Author) (err error) {
	return errUnbuilt
}
