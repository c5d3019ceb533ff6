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

	"vigil/internal/occasion"
)

// Policy is what a server's administrators decided about how its casebook is
// kept and shown.
type Policy struct {
	SecondApproval bool   // publishing needs a second curator
	LeapDay        string // when 29 February is marked in common years: "28-february" (default) or "1-march"
	Milestone      int    // days in custody between milestones; default 100
	Stale          int    // days after which a status is not taken for today's; default 365
	KeepSenders    int    // days for which the sender of a decided suggestion is kept; default 0: not at all
	Late           int    // hours by which an announcement may be late and is still posted by itself; 0: 24
	Unmarked       string // anniversaries that are not marked, of [Anniversaries], a space between them
}

// usuallyLate is how late something may be where nobody decided it.
const usuallyLate = 24 * time.Hour

// Anniversaries are what anniversaries there are, as the policy names them.
func Anniversaries() (codes []string) {
	for _, a := range marked() {
		codes = append(codes, a.Code())
	}
	return codes
}

// marked is what anniversaries are about.
func marked() []occasion.About {
	return []occasion.About{occasion.Arrest, occasion.Sentence, occasion.Departure, occasion.Death, occasion.Birth}
}

// Marks reports whether the anniversaries of that code are marked.
func (p Policy) Marks(code string) bool { return !slices.Contains(strings.Fields(p.Unmarked), code) }

// Lateness is how late an announcement is still posted by itself. What is
// older is told in the next digest.
func (p Policy) Lateness() time.Duration {
	if p.Late == 0 {
		return usuallyLate
	}
	return time.Duration(p.Late) * time.Hour
}

// DefaultPolicy is that of a server which has set none.
func DefaultPolicy() Policy { return Policy{LeapDay: "28-february", Milestone: 100, Stale: 365} }

// ErrPolicy says that something can't be a policy.
var ErrPolicy = errors.New("not a policy: the leap day is 28-february or 1-march, a milestone and the age of a status are at least a day, nothing is later than a week, and anniversaries are of the known kinds")

func (p Policy) valid() bool {
	return (p.LeapDay == "28-february" || p.LeapDay == "1-march") && p.Milestone > 0 && p.Stale > 0 && p.KeepSenders >= 0 &&
		p.Late >= 0 && p.Late <= 7*24 &&
		!slices.ContainsFunc(strings.Fields(p.Unmarked), func(code string) bool { return !slices.Contains(Anniversaries(), code) })
}

// readPolicy reads a policy as it was stored: whatever isn't there is as in
// [DefaultPolicy].
func readPolicy(stored string) (Policy, error) {
	p := DefaultPolicy()
	if stored == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(stored), &p); err != nil {
		return p, fmt.Errorf("%w: a server's policy: %w", ErrCorrupt, err)
	}
	return p, nil
}

// homePolicy is the policy of the server that curates the casebook, and its time
// zone; the default and UTC where none does or they aren't set.
func homePolicy(ctx context.Context, q querier, book CasebookID) (Policy, *time.Location, error) {
	var stored, zone string
	err := q.QueryRowContext(ctx, `SELECT policy, timezone FROM servers WHERE casebook = ? AND home = 1`, book).Scan(&stored, &zone)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Policy{}, nil, err
	}
	p, err := readPolicy(stored)
	if err != nil {
		return Policy{}, nil, err
	}
	where, err := time.LoadLocation(zone)
	if err != nil {
		where = time.UTC // a zone that this machine doesn't know any more
	}
	return p, where, nil
}

// SetPolicy sets the server's policy; an [ErrPolicy] when it can't be one.
func (s *Servers) SetPolicy(ctx context.Context, id string, p Policy, by Author) (err error) {
	if !p.valid() {
		return fmt.Errorf("set up server %s: %w", id, ErrPolicy)
	}
	stored, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.set(ctx, id, setting{"policy", string(stored), "policy: " + string(stored)}, by)
}

// Own makes the server the home of its own empty casebook again, which is made
// when there is none.
func (s *Servers) Own(ctx context.Context, id string, by Author) (_ Server, err error) {
	defer wrap(&err, "give server %s its own casebook", id)

	if _, _, err := s.Of(ctx, id); err != nil { // a new server settles first
		return Server{}, err
	}
	var v Server
	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		book, err := insertCasebook(ctx, tx, serverPrefix+id, "", s.db.now().UnixMilli())
		if errors.Is(err, ErrExists) {
			err = tx.QueryRowContext(ctx, `SELECT id FROM casebooks WHERE name = ?`, serverPrefix+id).Scan(&book)
		}
		if err != nil {
			return err
		}
		v, err = s.attach(ctx, tx, id, book, true, by)
		return err
	})
	return v, err
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
