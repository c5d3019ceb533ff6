package store

import (
	"context"
	"io"
	"time"

	"vigil/internal/casefile"
)

// Curated is a casefile in one line, as curators see it.
type Curated struct {
	Summary
	Visibility casefile.Visibility
	Version    Version
	Changed    time.Time
	Checked    time.Time // when a curator last verified it; zero: never
	CheckedBy  Author
}

// Similar is somebody on record with a name like one that is about to be
// entered.
type Similar struct {
	Curated
	Same      bool       // the name is the same, apart from how it is written
	Tombstone *Tombstone // of one that was withdrawn; Curated then has nothing but Slug
}

// Resolve finds the casefile that a curator meant, whatever its visibility: a
// slug (that of a merged casefile leads to the one it went into) or a name. A
// [*CuratedAmbiguous] when it may be several, a [*Tombstone] of one that was
// withdrawn and was named by its slug, else a [*NotFound].
func (s *Curation) Resolve(ctx context.Context, book CasebookID, typed string) (c Stored, err error) {
	return c, errUnbuilt
}

// CuratedAmbiguous is a name that several people of a casebook have.
type CuratedAmbiguous struct {
	Typed      string
	Candidates []Curated // at most 25
}

// Error counts them.
func (e *CuratedAmbiguous) Error() string { return "several people are called that" }

// Suggest completes a person's name for curators: at most n casefiles, drafts
// and embargoed ones included, best first; with nothing typed, those that
// changed last. Withdrawn ones are not among them.
func (s *Curation) Suggest(ctx context.Context, book CasebookID, typed string, n int) (_ []Curated, err error) {
	return nil, errUnbuilt
}

// Similar are the casefiles, tombstones included, whose person has a name like
// one of these, best first. Nothing follows from it but a question to the curator.
func (s *Curation) Similar(ctx context.Context, book CasebookID, names []string, n int) (_ []Similar, err error) {
	return nil, errUnbuilt
}

// FreeSlug is a slug for a new casefile of somebody of that name that is not
// taken, nor was ever.
func (s *Curation) FreeSlug(ctx context.Context, book CasebookID, name string) (slug string, err error) {
	return "", errUnbuilt
}

// Verify notes that the curator has checked the casefile against its sources
// today.
func (s *Curation) Verify(ctx context.Context, book CasebookID, slug string, by Author) (err error) {
	return errUnbuilt
}

// Stale are the casefiles that were not verified for the longest, those that
// never were first (by when they last changed), and how many casefiles there are in all.
func (s *Curation) Stale(ctx context.Context, book CasebookID, offset, n int) (_ []Curated, total int, err error) {
	return nil, 0, errUnbuilt
}

// Withdrawn are the tombstones of a casebook, the newest first.
func (s *Curation) Withdrawn(ctx context.Context, book CasebookID) (_ []Tombstone, err error) {
	return nil, errUnbuilt
}

// Merging puts what one casefile has into another.
type Merging struct {
	Saving          // of the casefile that remains, with what it takes over
	From     string // slug of the one that goes
	FromBase Version
}

// Merge saves the casefile that remains, and makes the slug of the other lead
// to it, for public readers too while it is public. The history of the other
// stays; undoing the merge (Saving.Restores before it) brings it back.
func (s *Curation) Merge(ctx context.Context, m Merging) (_ Saved, err error) {
	return Saved{}, errUnbuilt
}

// Action is a word of the audit trail.
type Action string

// The actions.
const (
	ActionNew      Action = "new"
	ActionEdit     Action = "edit"
	ActionRemove   Action = "remove"
	ActionPublish  Action = "publish"
	ActionAsk      Action = "ask-approval"
	ActionRefuse   Action = "refuse-approval"
	ActionEmbargo  Action = "embargo"
	ActionLift     Action = "lift-embargo"
	ActionWithdraw Action = "withdraw"
	ActionRestore  Action = "restore"
	ActionUndo     Action = "undo"
	ActionMerge    Action = "merge"
	ActionUnmerge  Action = "unmerge"
	ActionVerify   Action = "verify"
	ActionImport   Action = "import"
	ActionExport   Action = "export-all"
	ActionApprove  Action = "approve-suggestion"
	ActionReject   Action = "reject-suggestion"
	ActionBlock    Action = "block"
	ActionUnblock  Action = "unblock"
	ActionSetup    Action = "setup"
)

// Act is one line of the audit trail, which is only ever added to.
type Act struct {
	N        int64     `json:"n"` // 1, 2, 3 …
	At       time.Time `json:"at"`
	Casebook string    `json:"casebook"` // name
	By       Author    `json:"by"`
	Action   Action    `json:"action"`
	Slug     string    `json:"slug,omitzero"`
	Version  Version   `json:"version,omitzero"`
	Detail   string    `json:"detail,omitzero"` // why, or what was set
}

// Note adds a line of a casebook to the audit trail, for what isn't noted by
// what does it.
func (s *Curation) Note(ctx context.Context, book CasebookID, a Act) (err error) { return errUnbuilt }

// Audit writes the casebook's audit trail as JSON Lines, the oldest first.
func (s *Curation) Audit(ctx context.Context, book CasebookID, w io.Writer) (err error) {
	return errUnbuilt
}
