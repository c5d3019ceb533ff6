package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"vigil/internal/casefile"
)

// What can be wrong with what was asked for.
var (
	// ErrNotFound is in the tree of every error that says: there is no such
	// thing, or none that may be seen from here. The two are never told apart.
	ErrNotFound = errors.New("not found")
	// ErrForbidden says that this place has no right to what it asked for.
	ErrForbidden = errors.New("not allowed from here")
	// ErrExists says that the name is taken.
	ErrExists = errors.New("exists already")
	// ErrName says that something can't be a casebook's name.
	ErrName = errors.New("not a name for a casebook: 1 to 40 of a–z, 0–9 and hyphen, beginning with a letter, and not with “server-”")
	// ErrEmbargoed says that an embargo stands in the way of publishing.
	ErrEmbargoed = errors.New("embargoed")
)

// What can be wrong with the database file, the disk or the moment.
var (
	ErrNoDatabase   = errors.New("there is no database yet: vigil import makes one")
	ErrOutdated     = errors.New("it has to be brought up to date first: vigil check does that")
	ErrNoDirectory  = errors.New("its directory does not exist")
	ErrIsDirectory  = errors.New("it is a directory")
	ErrNotDatabase  = errors.New("it is not an SQLite database")
	ErrForeign      = errors.New("it is a database of another program")
	ErrHalfMigrated = errors.New("it is half-migrated: restore a backup")
	ErrLocked       = errors.New("the database is locked by another program")
	ErrReadOnly     = errors.New("the database can't be written to")
	ErrDiskFull     = errors.New("the disk is full")
	ErrCorrupt      = errors.New("the database is damaged: restore a backup")
	ErrDisk         = errors.New("the disk failed to read or write the database")
	// ErrReading says that all there is on record has to be read into memory first, which
	// is under way.
	ErrReading = errors.New("the record is still being read")
)

// Newer is a database that a newer version of the program has written. It is
// left as it is.
type Newer struct {
	Have, Want int64 // version of the database, and the newest that this program knows
}

// Error says both versions and the way out.
func (e *Newer) Error() string {
	return fmt.Sprintf("it was written by a newer version of Vigil (database version %d, this program knows up to %d): update the program", e.Have, e.Want)
}

// Conflict is a save that started from a version which is no longer current.
// Nothing was written; both sides are here, for a person to decide.
type Conflict struct {
	Base, Current Version
	Mine          *casefile.Casefile // what was to be saved
	Theirs        *casefile.Casefile // what is stored now
	By            Author             // who wrote it
	At            time.Time
}

// Error names the casefile and the versions.
func (e *Conflict) Error() string {
	return fmt.Sprintf("casefile %s was changed meanwhile: started from version %d, now at %d", e.Mine.Slug, e.Base, e.Current)
}

// Tombstone is what is left to see of a withdrawn casefile. It is an error,
// since it is what curators get in the casefile's place.
type Tombstone struct {
	Slug    string
	Version Version // what a restoring save starts from
	At      time.Time
	By      Author
	Why     string
}

// Error says when, by whom and why.
func (t *Tombstone) Error() string {
	s := fmt.Sprintf("%s was withdrawn on %s by %s", t.Slug, t.At.UTC().Format(time.DateOnly), t.By)
	if t.Why != "" {
		s += ": " + t.Why
	}
	return s
}

// NotFound is a person who isn't on public record where it was asked.
type NotFound struct {
	Typed   string
	Similar []Summary // public people with a name like it, best first; may be empty
}

// Error repeats what was typed.
func (e *NotFound) Error() string { return fmt.Sprintf("nobody on record as %q", e.Typed) }

// Is makes a NotFound an [ErrNotFound].
func (e *NotFound) Is(target error) bool { return target == ErrNotFound }

// Ambiguous is a name that several people on public record have.
type Ambiguous struct {
	Typed      string
	Candidates []Summary // best first, at most 25
}

// Error lists the candidates' slugs.
func (e *Ambiguous) Error() string {
	slugs := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		slugs[i] = c.Slug
	}
	return fmt.Sprintf("%q may be any of %s", e.Typed, strings.Join(slugs, ", "))
}

// fault ties what SQLite reports to what it means, so that both can be asked
// for with errors.Is and errors.As.
type fault struct{ meaning, cause error }

func (f *fault) Error() string   { return f.meaning.Error() + " (" + f.cause.Error() + ")" }
func (f *fault) Unwrap() []error { return []error{f.meaning, f.cause} }

// wrap is called once, deferred, at the store's door: it says what was being
// done, and gives an error of SQLite its meaning, by code and never by text. It
// names no casefile: it comes into the log, where nobody shall read whom somebody
// asked about, least of all by the slug of a draft.
func wrap(err *error, format string, args ...any) {
	if *err == nil {
		return
	}
	*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), meaning(*err))
}

func meaning(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return &fault{ErrLocked, err}
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return &fault{ErrReadOnly, err}
	case sqlite3.ErrFull:
		return &fault{ErrDiskFull, err}
	case sqlite3.ErrCorrupt:
		return &fault{ErrCorrupt, err}
	case sqlite3.ErrNotADB:
		return &fault{ErrNotDatabase, err}
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		if errors.Is(e.SystemErrno, fs.ErrPermission) || isReadOnlyFS(e.SystemErrno) {
			return &fault{ErrReadOnly, err}
		}
		return &fault{ErrDisk, err}
	case sqlite3.ErrAuth:
		return &fault{ErrForbidden, err}
	}
	return err
}
