package jobs

import (
	"context"
	"errors"
	"strconv"
	"time"

	"vigil/internal/calendar"
	"vigil/store"
)

// week is what a digest looks back on and ahead to, in days.
const week = 7

// unmentionedFor is how long a case must not have been mentioned in a channel
// before a digest brings it up.
const unmentionedFor = 28 * 24 * time.Hour

// digest is what a week's digest tells of beside what was missed: what was
// announced as a change since the last digest, what is coming in the next
// seven days, of all kinds that the server announces, and one case that nobody
// has mentioned for long. Nothing at all is no digest.
func (r *Round) digest(ctx context.Context, h *hearer, d day, plan *store.Plan) ([]store.Line, error) {
	changed, err := r.changes(ctx, h, d)
	if err != nil {
		return nil, err
	}
	rules := h.rules
	rules.OnTheDay = true // as /upcoming lists it: the hearing, not the day before it
	coming, err := r.fall(ctx, h, rules, d.AddDays(1), d.AddDays(week), store.PartComing)
	if err != nil {
		return nil, err
	}
	lines := make([]store.Line, 0, len(changed)+len(coming)+1)
	lines = append(append(lines, changed...), coming...)
	forgotten, err := r.unmentioned(ctx, h, d, plan, lines)
	if err != nil {
		return nil, err
	}
	return append(lines, forgotten...), nil
}

// changes is a question for what was announced as a change.
type changes struct {
	book     store.CasebookID
	filters  string
	from, to int64 // milliseconds
}

// changes are the developments since the last digest, or of the last week where
// there was none; those of a digest that was missed are thus told in the next.
func (r *Round) changes(ctx context.Context, h *hearer, d day) ([]store.Line, error) {
	from, ok := h.hour.On(h.Digested)
	if !ok || !from.Before(d.due) {
		from = d.due.AddDate(0, 0, -week)
	}
	question := changes{h.access.Reads[0], h.filters, from.UnixMilli(), d.due.UnixMilli()}
	if lines, known := r.changed[question]; known {
		return lines, nil
	}
	all, err := r.Ledger.Changes(ctx, question.book, from, d.due)
	if err != nil {
		return nil, err
	}
	var lines []store.Line
	for i := range all {
		passes, err := r.passes(ctx, h, &all[i])
		if err != nil {
			return nil, err
		}
		if passes {
			lines = append(lines, store.Line{
				Casebook: all[i].Casebook, Casefile: all[i].Casefile, Slug: all[i].Slug, Kind: store.AnnouncedDigest,
				Subject: "changed", Occurrence: strconv.FormatInt(all[i].ID, 10), Facts: all[i].Facts, Part: store.PartChanged,
				Day: calendar.DayOf(all[i].Created.In(h.hour.Zone)),
			})
		}
	}
	r.changed[question] = lines
	return lines, nil
}

// passes reports whether the filters let the casefile pass that the development
// is about. One that isn't public any more doesn't.
func (r *Round) passes(ctx context.Context, h *hearer, u *store.Update) (bool, error) {
	if u.Slug == "" {
		return false, nil
	}
	c, _, err := r.Public.Casefile(ctx, h.access, u.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && h.Filters.Match(c), err
}

// unmentioned is a question for whose case goes on.
type unmentioned struct {
	book    store.CasebookID
	filters string
	on      calendar.Day
	stale   int
}

// unmentioned is the case longest unmentioned in the channel: of the people
// whose case goes on, by a status that isn't stale, who was not mentioned there
// for four weeks and is not mentioned today. Who was never mentioned comes
// first, by name, then who was mentioned the longest ago.
func (r *Round) unmentioned(ctx context.Context, h *hearer, d day, plan *store.Plan, digest []store.Line) ([]store.Line, error) {
	question := unmentioned{h.access.Reads[0], h.filters, d.Day, h.rules.Stale}
	people, known := r.affected[question]
	if !known {
		var err error
		if people, err = r.Public.Affected(ctx, h.access, h.Filters, d.Day, h.rules.Stale); err != nil {
			return nil, err
		}
		r.affected[question] = people
	}
	if len(people) == 0 {
		return nil, nil
	}
	mentions, err := r.Ledger.Mentions(ctx, h.ID)
	if err != nil {
		return nil, err
	}
	today := mentionedIn(digest, plan)
	found, since := -1, d.due.Add(-unmentionedFor)
	for i := range people {
		at, ever := mentions[people[i].ID]
		switch {
		case today[people[i].ID]:
		case !ever: // they are in the order of names
			return []store.Line{unmentionedLine(&people[i], d.Day, calendar.Day{})}, nil
		case !at.After(since):
			found, since = i, at.Add(-1)
		}
	}
	if found < 0 {
		return nil, nil
	}
	last := calendar.DayOf(mentions[people[found].ID].In(h.hour.Zone))
	return []store.Line{unmentionedLine(&people[found], d.Day, last)}, nil
}

// mentionedIn are the casefiles that are mentioned now.
func mentionedIn(digest []store.Line, plan *store.Plan) map[int64]bool {
	all := map[int64]bool{}
	add := func(lines []store.Line) {
		for i := range lines {
			all[lines[i].Casefile] = true
		}
	}
	add(digest)
	add(plan.Missed)
	for _, p := range plan.Posts {
		add(p.Lines)
	}
	return all
}

// unmentionedLine brings a case up in the digest of one day that was last
// mentioned on another; none: never.
func unmentionedLine(x *store.Affected, on, last calendar.Day) store.Line {
	return store.Line{
		Casebook: x.Casebook, Casefile: x.ID, Slug: x.Slug, Kind: store.AnnouncedDigest,
		Subject: "unmentioned", Occurrence: on.String(), Part: store.PartUnmentioned, Day: last,
	}
}
