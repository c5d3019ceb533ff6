package store

import (
	"context"
	"database/sql"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Ledger is what was and is to be announced where: each thing once for each
// channel, whatever happens in between.
type Ledger struct{ db *DB }

// Ledger is what was and is to be announced where.
func (db *DB) Ledger() *Ledger { return &Ledger{db} }

// Machine is the time by the clock by which leases end and tries are noted,
// whatever the store's shows.
func (l *Ledger) Machine() time.Time { return l.db.machine() }

// update is a write transaction on the ledger.
func (l *Ledger) update(ctx context.Context, what string, fn func(context.Context, *sql.Tx) error) error {
	l.db.step("before " + what)
	err := l.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		l.db.step("before the commit of " + what)
		return nil
	})
	l.db.step("after " + what)
	return err
}

// PostKind is a kind of message.
type PostKind string

// The kinds.
const (
	PostUpdate PostKind = "update" // one development
	PostDay    PostKind = "day"    // all that falls on one day
	PostDigest PostKind = "digest" // a week's, or what was missed
)

// Part is where in a message something is said.
type Part string

// The parts.
const (
	PartNews        Part = "news"        // of an update
	PartDay         Part = "day"         // what falls on the day
	PartChanged     Part = "changed"     // of a digest: what changed
	PartComing      Part = "coming"      // of a digest: what is coming
	PartUnmentioned Part = "unmentioned" // of a digest: the case longest unmentioned
	PartMissed      Part = "missed"      // of a digest: what could not be announced on its day
)

// Line is one thing that a message says. What a digest tells of has the kind
// digest, so that telling of it keeps nothing from being announced on its day:
//   - what changed: the subject "changed", the occurrence the number of the
//     update that announced it, the facts those of that update;
//   - what is coming: the subject "coming/", what the occasion is about and its
//     subject, as "coming/proceeding/proceeding/p1"; its occurrence, and its day;
//   - the case longest unmentioned: the subject "unmentioned", the occurrence the
//     day of the digest; its day that of the last mention, none if there was none.
//
// What was missed keeps its own kind.
type Line struct {
	Casebook   CasebookID
	Casefile   int64
	Slug       string // filled in on reading; "" where the casefile isn't public any more
	Kind       Announced
	Subject    string
	Occurrence string
	Facts      []casefile.Ref // of an update
	Part       Part
	Day        calendar.Day // on which it fell in the channel; none of a development
	Created    time.Time    // filled in on reading: when it was first known; of a development, when it was saved
	Print      []byte       // of what was said; nil: nothing yet
	Merged     bool         // on reading: the casefile went into another since, where ids may be others

	announcement int64
}

// Plan is what was thought out for a channel, to be written at once: its
// messages, and up to when that reaches. What the ledger has already is left
// out; a message of which nothing remains isn't written.
type Plan struct {
	Channel  Channel // as it was read; when it was set up anew since, nothing is written
	Posts    []Planned
	Missed   []Line       // too old for a message of their own: told in the next digest
	Through  calendar.Day // the last day thought of
	Digested calendar.Day
	Next     time.Time // when to think again
}

// Planned is a message to be posted.
type Planned struct {
	Kind  PostKind
	Day   calendar.Day
	Due   time.Time
	Lines []Line // may be shared between plans
	More  []Line // of this message only, after Lines
	// Missed takes along what was missed so far. A message with nothing else is
	// written if there is something.
	Missed bool
}

// Update is a development that isn't in the ledger yet.
type Update struct {
	ID       int64
	Casebook CasebookID
	Casefile int64
	Slug     string // "" if it isn't public any more
	Facts    []casefile.Ref
	Created  time.Time
}

// Post is a message of the ledger with what it says.
type Post struct {
	ID        int64
	Kind      PostKind
	Key       string
	Nonce     string // 25 characters
	Ref       string // stands in the footer, and nowhere else in Discord
	Server    string
	Channel   string
	Person    string // of a direct message
	Day       calendar.Day
	Due       time.Time
	Tries     int       // before this one
	First     time.Time // by the machine's clock: since when it may stand there without our knowing; zero: it doesn't
	Message   string    // Discord's id, once it was posted
	Posted    time.Time
	Again     bool // posted, and changed since
	Crosspost bool // posted, and to be published
	Lines     []Line
}

// Said is what became of a message.
type Said struct {
	Post    int64
	Outcome Outcome
	Message string    // posted: its id
	Channel string    // posted: of a direct message, where it stands
	Prints  [][]byte  // posted or edited: of each line, in order; nil: it is not said any more
	At      time.Time // later: when to try again
	Unsure  bool      // later, given up: it may stand there already
	Why     string    // later, given up, dropped: in words that a person can read
	Notice  string    // given up, later: the code of a notice to curators; "": none
}

// Outcome is an outcome.
type Outcome string

// The outcomes.
const (
	SaidPosted  Outcome = "posted"
	SaidCrossed Outcome = "crossed"
	SaidEdited  Outcome = "edited"
	SaidDeleted Outcome = "deleted"
	SaidLater   Outcome = "later"    // try again
	SaidMissed  Outcome = "missed"   // it was never posted: the next digest tells what it says
	SaidDropped Outcome = "dropped"  // nothing of it is true any more: it was never posted
	SaidGivenUp Outcome = "given-up" // it will not be tried again
)
