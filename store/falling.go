package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unique"

	"vigil/internal/calendar"
	"vigil/internal/occasion"
)

// Fall is that something falls on a day of somebody on public record. The
// occasion has what names it, and nothing that points into the casefile.
type Fall struct {
	Casebook CasebookID
	ID       int64 // of the casefile
	Slug     string
	Occasion occasion.Occasion

	sort   string
	traits unique.Handle[traits]
}

// Falling is what [Public.Upcoming] finds, and in its order, from memory alone:
// no casefile is read for it.
func (p *Public) Falling(ctx context.Context, a Access, r occasion.Rules, from, to calendar.Day) (all []Fall, err error) {
	defer wrap(&err, "what falls from %s to %s", from, to)

	if _, err := p.followAgenda(ctx); err != nil {
		return nil, err
	}
	w, g := occasion.NewWindow(r, from, to), p.agenda
	g.mu.RLock()
	defer g.mu.RUnlock()
	seen := g.elsewhere(a)
	for _, book := range a.Reads {
		people := g.books[book]
		for i := range people {
			x := &people[i]
			if seen(book, x.slug) {
				continue
			}
			x.record.Named(w, func(o occasion.Occasion) {
				all = append(all, Fall{book, x.id, x.slug, o, x.sort, x.traits})
			})
		}
	}
	slices.SortFunc(all, func(x, y Fall) int {
		return cmp.Or(x.Occasion.Day.Compare(y.Occasion.Day), strings.Compare(x.sort, y.sort), cmp.Compare(x.ID, y.ID), x.Occasion.Compare(y.Occasion))
	})
	return all, nil
}

// Among are those of all whom the filters let pass.
func (f Filters) Among(all []Fall) []Fall {
	s := f.sieve()
	var some []Fall
	for i := range all {
		if t := all[i].traits.Value(); s.passes(&t) {
			some = append(some, all[i])
		}
	}
	return some
}
