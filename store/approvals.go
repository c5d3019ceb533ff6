package store

import (
	"context"
	"time"
)

// Approval is a casefile that waits for a second curator before it is
// published.
type Approval struct {
	ID       int64
	Casebook CasebookID
	Slug     string
	Name     string
	Version  Version // that is to be published; a later one has to be asked for anew
	By       Author
	At       time.Time

	State     ApprovalState
	DecidedBy Author
	DecidedAt time.Time
	Why       string // of a refusal
}

// ApprovalState is how far an approval is.
type ApprovalState string

// The states.
const (
	ApprovalOpen    ApprovalState = "open"
	ApprovalGiven   ApprovalState = "given"
	ApprovalRefused ApprovalState = "refused"
	ApprovalStale   ApprovalState = "stale" // the casefile was changed, published or withdrawn since
)

// OwnApproval says that nobody approves what they asked for or wrote.
type OwnApproval struct{ Approval Approval }

// Error says so.
func (e *OwnApproval) Error() string { return "nobody approves their own" }

// ApprovalDecided is an approval that was decided already.
type ApprovalDecided struct{ Approval Approval }

// Error says how.
func (e *ApprovalDecided) Error() string {
	return "the approval is " + string(e.Approval.State) + " already"
}

// AskApproval asks for a second curator; asking again for the same version
// gives the request that is open.
func (s *Curation) AskApproval(ctx context.Context, book CasebookID, slug string, base Version, by Author) (a Approval, err error) {
	return a, errUnbuilt
}

// Approval is the request with that id in that casebook.
func (s *Curation) Approval(ctx context.Context, book CasebookID, id int64) (a Approval, err error) {
	return a, errUnbuilt
}

// Approvals are the open requests of a casebook, the oldest first.
func (s *Curation) Approvals(ctx context.Context, book CasebookID) (_ []Approval, err error) {
	return nil, errUnbuilt
}

// Approve publishes what was asked for, if it is still as it was. An
// [*OwnApproval] for who asked for it or wrote that version; an [*ApprovalDecided] when
// somebody was faster, or it is stale.
func (s *Curation) Approve(ctx context.Context, book CasebookID, id int64, by Author) (a Approval, saved Saved, err error) {
	return a, saved, errUnbuilt
}

// Refuse decides against it.
func (s *Curation) Refuse(ctx context.Context, book CasebookID, id int64, by Author, why string) (a Approval, err error) {
	return a, errUnbuilt
}
