package store

import (
	"context"
	"errors"
	"time"

	"vigil/internal/casefile"
)

var errUnbuilt = errors.New("unbuilt")

// Desk keeps what curators have under way between a form and its saving, so
// that nothing typed is lost to a restart. Each edit is its curator's alone.
type Desk struct{ db *DB }

// Desk keeps what curators have under way.
func (db *DB) Desk() *Desk { return &Desk{db} }

// Edit is one change under way.
type Edit struct {
	ID       string // 26 characters that can't be guessed; given by Open
	Casebook CasebookID
	Slug     string  // "" of a new casefile
	Base     Version // that it started from; 0 of a new casefile
	Kind     string  // what is edited: "sentence", "publish", "undo" …
	Fact     string  // which fact of that kind; "" a new one
	Typed    map[string]string
	By       Author

	State   EditState
	Saved   Version // that it became
	Slugged string  // the slug under which it was saved
	Begun   time.Time
}

// EditState is how far an edit is.
type EditState string

// The states. An edit leaves EditOpen once.
const (
	EditOpen      EditState = "open"
	EditSaved     EditState = "saved"
	EditDiscarded EditState = "discarded"
)

// editLife is how long an edit that nobody saves is kept.
const editLife = 14 * 24 * time.Hour

// Settled is an edit that was saved or discarded already.
type Settled struct{ Edit Edit }

// Error says which of the two.
func (e *Settled) Error() string { return "the edit was " + string(e.Edit.State) + " already" }

// Open keeps a new edit and gives it its id. Edits past their time go.
func (d *Desk) Open(ctx context.Context, e Edit) (_ Edit, err error) { return e, errUnbuilt }

// Edit is the edit with that id; an [ErrNotFound] when there is none of that
// curator's.
func (d *Desk) Edit(ctx context.Context, id string, by Author) (e Edit, err error) {
	return e, errUnbuilt
}

// Retype keeps what e has now as Base, Fact and Typed. A [*Settled] when it isn't open.
func (d *Desk) Retype(ctx context.Context, e Edit) (err error) { return errUnbuilt }

// Discard ends an edit without saving it; what was typed is erased. A
// [*Settled] when it isn't open.
func (d *Desk) Discard(ctx context.Context, id string, by Author) (err error) { return errUnbuilt }

// Upload is a file that a curator sent, waiting to be imported.
type Upload struct {
	ID       string
	Casebook CasebookID
	By       Author
	Name     string
	Data     []byte
}

// KeepUpload keeps a file for a day.
func (d *Desk) KeepUpload(ctx context.Context, u Upload) (_ Upload, err error) { return u, errUnbuilt }

// Upload is the file with that id; an [ErrNotFound] when there is none of that
// curator's.
func (d *Desk) Upload(ctx context.Context, id string, by Author) (u Upload, err error) {
	return u, errUnbuilt
}

// DropUpload erases it. That it is gone already is no error.
func (d *Desk) DropUpload(ctx context.Context, id string, by Author) (err error) { return errUnbuilt }

// Columns is the map of columns that was last used in the casebook for a file
// with that heading; nil when none was.
func (d *Desk) Columns(ctx context.Context, book CasebookID, heading []string) (m map[string]string, err error) {
	return nil, errUnbuilt
}

// KeepColumns remembers a map of columns (heading → field) for files with that
// heading.
func (d *Desk) KeepColumns(ctx context.Context, book CasebookID, heading []string, m map[string]string) (err error) {
	return errUnbuilt
}

// Saving is a casefile to be saved with all that goes with it, in one
// transaction: the revision, the projections, the audit trail, the end of the
// edit and of the suggestion that it comes from, the announcement, and the
// removal of what was posted where the casefile ceases to be public.
type Saving struct {
	Casebook CasebookID
	Casefile *casefile.Casefile
	Base     Version // 0: new
	By       Author
	Why      string

	Action     Action  // for the audit trail; "": ActionEdit, or ActionNew
	Edit       string  // id of the edit that ends with it
	Suggestion int64   // that it answers; 0: none. A [*Decided] when it was decided already
	Announce   bool    // note an announcement of kind "update"; only of what is public
	Restores   Version // of an undo: the version whose content comes back
}

// Saved is what became of a Saving.
type Saved struct {
	Version Version
	Slug    string
	Removed int // posted messages that are going to be deleted
}

// Commit saves s. The errors are those of [Curation.Save], and a [*Settled]
// when the edit was saved or discarded already: the same Save pressed twice
// writes once.
func (s *Curation) Commit(ctx context.Context, what Saving) (_ Saved, err error) {
	return Saved{}, errUnbuilt
}
