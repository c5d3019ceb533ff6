package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// ErrNeedsApproval says that the casebook's home wants a second curator before
// something is published.
var ErrNeedsApproval = errors.New("publishing needs a second curator")

// Embargoed is an [ErrEmbargoed] with the reason.
type Embargoed struct {
	Reason string        // "" where none was recorded
	Until  calendar.Date // the first day on which it may be published; zero: until it is lifted
}

// Error says the reason and the day.
func (e *Embargoed) Error() string {
	s := ErrEmbargoed.Error()
	if !e.Until.IsZero() {
		s += " until " + e.Until.String()
	}
	if e.Reason != "" {
		s += ": " + e.Reason
	}
	return s
}

// Is makes an Embargoed an [ErrEmbargoed].
func (e *Embargoed) Is(target error) bool { return target == ErrEmbargoed }

// mayPublish says what stands in the way of c being public in place of old.
func (w *writing) mayPublish(old row, c *casefile.Casefile, approved bool) error {
	if c.Visibility != casefile.Public {
		return nil
	}
	if old.visibility == casefile.Public {
		return w.keepsSource(old, c)
	}
	if problems := c.Publishable(); len(problems) > 0 {
		return &casefile.Invalid{Slug: c.Slug, Problems: problems}
	}
	policy, zone, err := homePolicy(w.ctx, w.tx, w.book)
	if err != nil {
		return err
	}
	if err := w.embargo(old, zone); err != nil {
		return err
	}
	if policy.SecondApproval && !approved {
		return ErrNeedsApproval
	}
	return nil
}

// keepsSource refuses to take from what is public the last source that the
// public sees. That its person is made confidential, which hides all of it, is
// refused never.
func (w *writing) keepsSource(old row, c *casefile.Casefile) error {
	lacks := lacksSource(c)
	if lacks == nil {
		return nil
	}
	before, err := readDocument(w.ctx, w.tx, old.id)
	if err != nil || lacksSource(before) != nil {
		return err
	}
	return &casefile.Invalid{Slug: c.Slug, Problems: []casefile.Problem{*lacks}}
}

func lacksSource(c *casefile.Casefile) *casefile.Problem {
	for _, p := range c.Publishable() {
		if p.Path == "/sources" {
			return &p
		}
	}
	return nil
}

// embargo is the embargo of old that is in force today where its casebook is at
// home, as an error. One without a day lasts until it is lifted, and one whose
// day isn't known exactly until that day has surely come.
func (w *writing) embargo(old row, zone *time.Location) error {
	if old.visibility != casefile.Embargoed {
		return nil
	}
	c, err := readDocument(w.ctx, w.tx, old.id)
	if err != nil {
		return err
	}
	if c.Embargo == nil {
		return &Embargoed{}
	}
	last, known := c.Embargo.Until.Latest()
	if known && !calendar.DayOf(w.db.now().In(zone)).Before(last) {
		return nil
	}
	return &Embargoed{Reason: c.Embargo.Reason, Until: c.Embargo.Until}
}

// outdateApprovals ends what waits for a second curator: it was changed since.
func (w *writing) outdateApprovals(id int64) error {
	const update = `UPDATE approvals SET state = 'stale', decided_at = ? WHERE casefile = ? AND state = 'open' RETURNING id`
	var approval int64
	err := w.row(update, w.now, id).Scan(&approval)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("outdate an approval: %w", err)
	}
	return w.db.show(w.ctx, w.tx, ShowApproval, w.book, approval)
}
