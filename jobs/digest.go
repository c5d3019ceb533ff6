package jobs

import (
	"context"
	"errors"
	"slices"
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

// digest is a week's digest, beside what was missed: what was announced as a
// change since the last digest, what is coming in the next seven days, of all
// kinds that the server announces, and one case that nobody has mentioned for
// long. Nothing at all is no digest.
func (r *Round) digest(ctx context.Context, h *hearer, d day, plan *store.Plan) (store.Planned, error) {
	p := store.Planned{Kind: store.PostDigest, Day: d.Day, Due: d.due, Missed: true}
	told, err := r.weekly(ctx, h, d)
	if err != nil {
		return p, err
	}
	p.Lines = told.lines
	p.More, err = r.unmentioned(ctx, h, d, func(id int64) bool {
		return told.who[id] || slices.ContainsFunc(plan.Posts, func(p store.Planned) bool { return says(p.Lines, id) }) ||
			says(plan.Missed, id)
	})
	return p, err
}

func says(lines []store.Line, casefile int64) bool {
	return slices.ContainsFunc(lines, func(l store.Line) bool { return l.Casefile == casefile })
}

// told is the part of a digest that all channels of one setting share.
type told struct {
	lines []store.Line
	who   map[int64]bool // is mentioned in it
}

// telling is a question for it.
type telling struct {
	changed changes
	coming  filtered
}

// weekly is what changed and what is coming.
func (r *Round) weekly(ctx context.Context, h *hearer, d day) (told, error) {
	rules := h.rules
	rules.OnTheDay = true // as /upcoming lists it: the hearing, not the day before it
	first, last := d.AddDays(1), d.AddDays(week)
	question := telling{h.sinceLast(d), h.question(rules, first, last, store.PartComing)}
	if all, known := r.weeks[question]; known {
		return all, nil
	}
	changed, err := r.changes(ctx, h, question.changed)
	if err != nil {
		return told{}, err
	}
	coming, err := r.fall(ctx, h, rules, first, last, store.PartComing)
	if err != nil {
		return told{}, err
	}
	all := told{slices.Concat(changed, coming), map[int64]bool{}}
	for i := range all.lines {
		all.who[all.lines[i].Casefile] = true
	}
	r.weeks[question] = all
	return all, nil
}

// margin is how much earlier than now its hour may have been on the day of the
// last digest, with the hour and the zone that the channel had then. What was
// told already is in the ledger.
const margin = 48 * time.Hour

// changes is a question for what was announced as a change.
type changes struct {
	book     store.CasebookID
	filters  string
	from, to int64 // milliseconds
}

// sinceLast asks for the developments since the last digest, or of the last week
// where there was none; those of a digest that was missed are thus told in the
// next.
func (h *hearer) sinceLast(d day) changes {
	from, ok := h.hour.On(h.Digested)
	if !ok || !from.Before(d.due) {
		from = d.due.AddDate(0, 0, -week)
	} else {
		from = from.Add(-margin)
	}
	return changes{h.access.Reads[0], h.filters, from.UnixMilli(), d.due.UnixMilli()}
}

// changes are the developments that were asked for, as lines.
func (r *Round) changes(ctx context.Context, h *hearer, q changes) ([]store.Line, error) {
	all, err := r.Ledger.Changes(ctx, q.book, time.UnixMilli(q.from), time.UnixMilli(q.to))
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
func (r *Round) unmentioned(ctx context.Context, h *hearer, d day, today func(id int64) bool) ([]store.Line, error) {
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
	last, err := r.mentions(ctx, h.ID)
	if err != nil {
		return nil, err
	}
	found, since := -1, d.due.Add(-unmentionedFor)
	for i := range people {
		at, ever := last[people[i].ID]
		switch {
		case ever && at.After(since), today(people[i].ID):
		case !ever: // they are in the order of names
			return []store.Line{unmentionedLine(&people[i], d.Day, calendar.Day{})}, nil
		default:
			found, since = i, at.Add(-1)
		}
	}
	if found < 0 {
		return nil, nil
	}
	x := &people[found]
	return []store.Line{unmentionedLine(x, d.Day, calendar.DayOf(last[x.ID].In(h.hour.Zone)))}, nil
}

// mentions are when casefiles were last mentioned in the channel. They are read
// for all channels at once that are thought of together.
func (r *Round) mentions(ctx context.Context, channel string) (map[int64]time.Time, error) {
	if all, known := r.mentioned[channel]; known {
		return all, nil
	}
	ask := []string{channel}
	for _, ch := range r.together {
		if ch.ID != channel && slices.Contains(ch.Kinds, store.AnnouncedDigest) {
			ask = append(ask, ch.ID)
		}
	}
	found, err := r.Ledger.Mentions(ctx, ask...)
	if err != nil {
		return nil, err
	}
	r.mentioned = found
	return found[channel], nil
}

// unmentionedLine brings a case up in the digest of one day that was last
// mentioned on another; none: never.
func unmentionedLine(x *store.Affected, on, last calendar.Day) store.Line {
	return store.Line{
		Casebook: x.Casebook, Casefile: x.ID, Slug: x.Slug, Kind: store.AnnouncedDigest,
		Subject: "unmentioned", Occurrence: on.String(), Part: store.PartUnmentioned, Day: last,
	}
}
