package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vigil/internal/calendar"
)

// ErrChannel says that a channel can't be set up so.
var ErrChannel = errors.New("not a channel for announcements: it needs an id, kinds that exist, and an hour from 0 to 23")

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

	Since    time.Time    // since when it hears: from its first set-up, or the end of its last pause
	Through  calendar.Day // the last local day whose occasions are in the ledger; none: it was never thought of
	Digested calendar.Day // the last local day for which a digest was thought of
	Next     time.Time    // when it has to be thought of; of one that never was, when it was set up

	version int64
}

// Halt is why the bot stopped posting in a channel.
type Halt string

// Why.
const (
	HaltGone      Halt = "gone"      // the channel was deleted, or the bot removed from the server
	HaltForbidden Halt = "forbidden" // the bot may not write there any more
)

// valid reports whether the channel can be set up so.
func (ch *Channel) valid() bool {
	for _, k := range ch.Kinds {
		if !slices.Contains(AllAnnounced(), k) {
			return false
		}
	}
	return ch.ID != "" && ch.Server != "" && len(ch.Kinds) > 0 && ch.Hour >= 0 && ch.Hour <= 23
}

// channelColumns are what [scanChannel] reads.
const channelColumns = `
	c.id, c.server, c.kinds, c.hour, c.timezone, c.language, c.calendar, c.filters, c.crosspost, c.paused, c.halted,
	c.by, c.through, c.digested, c.next, c.since, c.version`

func scanChannel(rows *sql.Rows) (ch Channel, err error) {
	var (
		kinds, filters, through, digested string
		next, since                       int64
	)
	err = rows.Scan(&ch.ID, &ch.Server, &kinds, &ch.Hour, &ch.Timezone, &ch.Language, &ch.Calendar, &filters, &ch.Crosspost,
		&ch.Paused, &ch.Halted, &ch.By, &through, &digested, &next, &since, &ch.version)
	if err != nil {
		return ch, err
	}
	ch.Next, ch.Since = time.UnixMilli(next), time.UnixMilli(since)
	for _, k := range strings.Fields(kinds) {
		ch.Kinds = append(ch.Kinds, Announced(k))
	}
	if filters != "" {
		if err := json.Unmarshal([]byte(filters), &ch.Filters); err != nil {
			return ch, fmt.Errorf("%w: filters of channel %s: %w", ErrCorrupt, ch.ID, err)
		}
	}
	if ch.Through, err = storedDay(through); err == nil {
		ch.Digested, err = storedDay(digested)
	}
	return ch, err
}

// storedDay reads a day as [calendar.Day.String] wrote it; "" is none.
func storedDay(s string) (calendar.Day, error) {
	if s == "" {
		return calendar.Day{}, nil
	}
	d, err := calendar.ParseDay(s)
	if err != nil {
		return d, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return d, nil
}

// dayStored writes a day; none is "".
func dayStored(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// channels are those that a query finds.
func channels(ctx context.Context, q querier, where string, args ...any) (all []Channel, err error) {
	rows, err := q.QueryContext(ctx, `SELECT `+channelColumns+` FROM channels c `+where, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		ch, err := scanChannel(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, ch)
	}
	return all, rows.Err()
}

// Of are the channels of a server, in the order in which they were set up.
func (c *Channels) Of(ctx context.Context, server string) (_ []Channel, err error) {
	defer wrap(&err, "channels of server %s", server)

	return channels(ctx, c.db.readers, `WHERE c.server = ? ORDER BY c.since, c.id`, server)
}

// All are all channels that there are, for a preview.
func (c *Channels) All(ctx context.Context) (_ []Channel, err error) {
	defer wrap(&err, "all channels")

	return channels(ctx, c.db.readers, `ORDER BY c.server, c.since, c.id`)
}

// Due are at most n channels that have to be planned for at now: whose next
// hour has come, or that were planned for later than now, because the clock was
// put back. Halted ones are not among them, nor are paused ones.
func (c *Channels) Due(ctx context.Context, now time.Time, n int) (_ []Channel, err error) {
	defer wrap(&err, "channels to plan for")

	// Each of the two has an index; an OR of them would have none. A UNION would
	// want them in the order of ids, which goes through all channels.
	const where = `
		WHERE c.id IN (SELECT id FROM channels WHERE paused = 0 AND halted = '' AND next <= ?1
			UNION ALL SELECT id FROM channels WHERE paused = 0 AND halted = '' AND planned > ?1)
		ORDER BY +c.next, +c.id LIMIT ?2`
	return channels(ctx, c.db.readers, where, now.UnixMilli(), n)
}
