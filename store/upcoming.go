package store

import (
	"context"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
)

// Upcoming is one page of what falls on the days of a span.
type Upcoming struct {
	Items   []Due // the soonest first; on one day by name
	Total   int   // on all pages
	Tracked int   // people on public record here
}

// Due is an occasion of somebody on public record. The casefile is shared
// between callers: don't change it.
type Due struct {
	Casefile *casefile.Redacted
	Summary  Summary
	Occasion occasion.Occasion
}

// Upcoming is what falls on the days from one to another, both included, of
// people on public record here: as [occasion.Span] has it of each. Limit 0 is
// all of it.
func (p *Public) Upcoming(ctx context.Context, a Access, r occasion.Rules, from, to calendar.Day, offset, limit int) (u Upcoming, err error) {
	defer wrap(&err, "upcoming from %s to %s", from, to)

	if len(a.Reads) == 0 {
		return Upcoming{}, nil
	}
	seq, err := p.followAgenda(ctx)
	if err != nil {
		return Upcoming{}, err
	}
	var page []moment
	page, u.Total, u.Tracked = p.agenda.find(a, r, from, to, offset, limit)
	for len(page) > 0 {
		x, n := page[0], 1
		for n < len(page) && page[n].key == x.key && page[n].day == x.day { // of one person on one day
			n++
		}
		page = page[n:]
		c, s, err := p.casefile(ctx, seq, Access{Reads: []CasebookID{x.casebook}}, x.slug)
		if isNotFound(err) {
			continue // withdrawn between the two reads
		}
		if err != nil {
			return Upcoming{}, err
		}
		all := occasion.On(c, r, x.day)
		for _, o := range all[min(x.nth, len(all)):min(x.nth+n, len(all))] {
			u.Items = append(u.Items, Due{Casefile: c, Summary: s, Occasion: o})
		}
	}
	return u, nil
}

// Rules are what the policy says of announcements, with years counted in that
// calendar. A policy that was never set is the default.
func (p Policy) Rules(r calendar.Reckoning) occasion.Rules {
	if p.LeapDay == "" {
		p = DefaultPolicy()
	}
	rules := occasion.Rules{Of: occasion.All(), Reckoning: r, Every: p.Milestone, Stale: p.Stale}
	for _, a := range marked() {
		if !p.Marks(a.Code()) {
			rules.Of = rules.Of.Without(occasion.Only(a))
		}
	}
	if p.LeapDay == "1-march" {
		rules.Leap = calendar.OnMarch1
	}
	return rules
}
