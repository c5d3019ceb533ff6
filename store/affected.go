package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Affected is somebody on public record whose case goes on.
type Affected struct {
	Casebook CasebookID
	ID       int64
	Slug     string
}

// Affected are the people on public record, by name in each casebook, whom the filters let pass
// and whose case goes on: who is held, sentenced, on bail, on leave, in exile,
// wanted or has disappeared, by a status that on that day is at most so many
// days old (0: of any age). Whoever is free or dead isn't among them, nor is
// anybody of whom nobody knows.
func (p *Public) Affected(ctx context.Context, a Access, f Filters, on calendar.Day, stale int) (all []Affected, err error) {
	defer wrap(&err, "list whose case goes on")

	if _, err := p.followAgenda(ctx); err != nil {
		return nil, err
	}
	g, s := p.agenda, f.sieve()
	g.mu.Lock()
	defer g.mu.Unlock()
	seen := g.elsewhere(a)
	for _, book := range a.Reads {
		for _, i := range g.byName(book) {
			x := &g.books[book][i]
			if t := x.traits.Value(); t.affected() && !x.record.Stale(on, stale) && s.passes(&t) && !seen(book, x.slug) {
				all = append(all, Affected{book, x.id, x.slug})
			}
		}
	}
	return all, nil
}

// affected reports whether the case of somebody of this status goes on.
func (t *traits) affected() bool {
	switch t.status {
	case casefile.Released, casefile.Acquitted, casefile.UnknownStatus:
		return false
	}
	return !t.status.Dead()
}

// byName gives the places of everybody in the casebook by name, sorted once for
// each state of it. The caller holds mu.
func (g *agenda) byName(book CasebookID) []int32 {
	places, sorted := g.named[book]
	if sorted {
		return places
	}
	people := g.books[book]
	places = make([]int32, len(people))
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortFunc(places, func(i, j int32) int {
		x, y := &people[i], &people[j]
		return cmp.Or(strings.Compare(x.sort, y.sort), cmp.Compare(x.id, y.id))
	})
	g.named[book] = places
	return places
}
