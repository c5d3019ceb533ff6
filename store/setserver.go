package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// SetLanguage sets the language of replies in the server; "" is the default.
func (s *Servers) SetLanguage(ctx context.Context, id, language string, by Author) error {
	return s.set(ctx, id, setting{"language", language, "language: " + or(language, "default")}, by)
}

// SetCalendar sets the calendar of the server's cards; "" is the default.
func (s *Servers) SetCalendar(ctx context.Context, id, calendar string, by Author) error {
	return s.set(ctx, id, setting{"calendar", calendar, "calendar: " + or(calendar, "default")}, by)
}

// SetTimezone sets the server's time zone by its IANA name; "" is the default.
func (s *Servers) SetTimezone(ctx context.Context, id, zone string, by Author) error {
	return s.set(ctx, id, setting{"timezone", zone, "time zone: " + or(zone, "default")}, by)
}

// SetPrivate says whether replies are private unless asked otherwise.
func (s *Servers) SetPrivate(ctx context.Context, id string, private bool, by Author) error {
	return s.set(ctx, id, setting{"private", private, fmt.Sprintf("private replies: %t", private)}, by)
}

// SetCurators sets the roles that curate, beside whoever may manage messages.
func (s *Servers) SetCurators(ctx context.Context, id string, roles []string, by Author) (err error) {
	said := "curators: " + strings.Join(roles, ", ")
	if len(roles) == 0 {
		said = "curators: no roles"
	}
	return s.set(ctx, id, setting{"curators", strings.Join(roles, " "), said}, by)
}

// SetReview sets the channel in which suggestions and approvals are shown to
// curators; "" is none. What is open is shown in the new one.
func (s *Servers) SetReview(ctx context.Context, id, channel string, by Author) (err error) {
	return s.set(ctx, id, setting{"review", channel, "review channel: " + or(channel, "none")}, by)
}

// setting is what is set of a server, and how the audit trail says it.
type setting struct {
	column string
	value  any
	said   string
}

// set sets it, and notes it in the trail of the casebook that the server reads.
func (s *Servers) set(ctx context.Context, id string, what setting, by Author) (err error) {
	defer wrap(&err, "set up server %s", id)

	if _, _, err := s.Of(ctx, id); err != nil { // a new server settles first
		return err
	}
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE servers SET `+what.column+` = ? WHERE id = ?`, what.value, id)); err != nil {
			return err
		}
		v, err := readServer(ctx, tx, id)
		if err != nil {
			return err
		}
		if what.column == "timezone" { // the hours of its channels come at other times
			const soon = `UPDATE channels SET next = min(next, ?2), version = version + 1 WHERE server = ?1 AND timezone = ''`
			if _, err := tx.ExecContext(ctx, soon, id, s.db.now().UnixMilli()); err != nil {
				return err
			}
		}
		if what.column == "review" && v.Home {
			if err := s.db.reshow(ctx, tx, v.Casebook, id, v.Review); err != nil {
				return err
			}
		}
		return note(ctx, tx, v.Casebook, s.db.now().UnixMilli(), Act{By: by, Action: ActionSetup, Detail: "server " + id + ", " + what.said})
	})
}
