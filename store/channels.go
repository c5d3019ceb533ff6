package store

import (
	"context"
	"errors"
	"time"

	"vigil/internal/calendar"
)

// ErrUnbuilt marks what is only declared.
var ErrUnbuilt = errors.New("not built")

// Channels are the channels that announcements go to, and what each of them
// chose to hear.
type Channels struct{ db *DB }

// Channels are the channels that announcements go to.
func (db *DB) Channels() *Channels { return &Channels{db} }

// Announced is a kind of announcement, as channels choose them.
type Announced string

// The kinds.
const (
	AnnouncedUpdate      Announced = "update"
	AnnouncedAnniversary Announced = "anniversary"
	AnnouncedMilestone   Announced = "milestone"
	AnnouncedCountdown   Announced = "countdown"
	AnnouncedHearing     Announced = "hearing"
	AnnouncedDigest      Announced = "digest"
)

// AllAnnounced are all kinds, in the order in which people read them.
func AllAnnounced() []Announced {
	return []Announced{AnnouncedUpdate, AnnouncedAnniversary, AnnouncedMilestone, AnnouncedCountdown, AnnouncedHearing, AnnouncedDigest}
}

// Channel is a channel that announcements go to.
type Channel struct {
	ID, Server string
	Kinds      []Announced
	Hour       int    // 0–23, in its time zone
	Timezone   string // IANA name; "": the server's, here and below
	Language   string
	Calendar   string
	Filters    Filters
	Crosspost  bool   // messages of an announcement channel are published to those who follow it
	Paused     bool   // by an administrator; what falls meanwhile isn't announced
	Halted     Halt   // by the bot; "": it isn't
	By         Author // who set it up last

	Through  calendar.Day // the last local day whose occasions are in the ledger
	Digested calendar.Day // the last local day for which a digest was thought of
}

// Halt is why the bot stopped posting in a channel.
type Halt string

// Why.
const (
	HaltGone      Halt = "gone"      // the channel was deleted, or the bot removed from the server
	HaltForbidden Halt = "forbidden" // the bot may not write there any more
)

// Set sets a channel up, in place of how it was. What fell before now isn't
// announced there: Through becomes [calendar.Daily.Last] of its hour, and next
// now. One that was halted goes on where it stopped, with the same Through. It leaves a
// line in the audit trail of the casebook, if the server is its home.
func (c *Channels) Set(ctx context.Context, ch Channel, by Author) error { return ErrUnbuilt }

// Remove forgets a channel of the server and what was still to be posted there.
// What was posted stays in the ledger, so that corrections reach it.
func (c *Channels) Remove(ctx context.Context, server, id string, by Author) error { return ErrUnbuilt }

// Of are the channels of a server, in the order in which they were set up.
func (c *Channels) Of(ctx context.Context, server string) ([]Channel, error) { return nil, ErrUnbuilt }

// All are all channels that there are, for a preview.
func (c *Channels) All(ctx context.Context) ([]Channel, error) { return nil, ErrUnbuilt }

// Due are at most n channels that have to be planned for at now: whose next
// hour has come, or that were planned for later than now, because the clock was
// put back. Halted ones are not among them, nor are paused ones.
func (c *Channels) Due(ctx context.Context, now time.Time, n int) ([]Channel, error) {
	return nil, ErrUnbuilt
}

// Halt stops posting in a channel and has the server's curators told, once: in
// their review channel or, where there is none, who set the channel up.
func (c *Channels) Halt(ctx context.Context, id string, why Halt) error { return ErrUnbuilt }
