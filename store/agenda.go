package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unique"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
)

// agenda holds in memory what each public casefile can be announced for, one or
// two hundred bytes of each, so that no document is read to learn that nothing
// of it is due. It is filled on its first use and follows public_state.seq by
// the list of what changed, as the index of names does.
type agenda struct {
	mu    sync.RWMutex
	seq   int64 // up to which it holds; -1: not filled
	books map[CasebookID][]remembered
	at    map[int64]spot         // by casefile
	named map[CasebookID][]int32 // places in books, by name; a casebook that isn't there wasn't sorted yet
}

// remembered is a public casefile in the agenda.
type remembered struct {
	id     int64
	slug   string
	sort   string // folded name
	record occasion.Record
	traits unique.Handle[traits]
}

// spot is where a casefile is in the agenda.
type spot struct {
	casebook CasebookID
	index    int
}

func newAgenda() *agenda { return &agenda{seq: -1} }

// moment is one occasion of somebody: the nth of theirs on that day.
type moment struct {
	key
	day calendar.Day
	nth int
}

// find asks everybody who may be seen with a. Very many may have a day within
// the span, so that they are only counted, and then those gathered whose days
// the page reaches over. Limit 0 is all.
func (g *agenda) find(a Access, r occasion.Rules, from, to calendar.Day, offset, limit int) (page []moment, total, tracked int) {
	g.mu.RLock()
	defer g.mu.RUnlock()

	var counts []int // by day
	whole, seen := occasion.NewWindow(r, from, to), g.elsewhere(a)
	for _, book := range a.Reads {
		for i := range g.books[book] {
			x := &g.books[book][i]
			if seen(book, x.slug) {
				continue
			}
			tracked++
			x.record.Each(whole, func(day calendar.Day) {
				n := day.Sub(from)
				for len(counts) <= n {
					counts = append(counts, 0)
				}
				counts[n]++
				total++
			})
		}
	}
	if limit == 0 {
		limit = total
	}
	first, before := 0, 0
	for first < len(counts) && before+counts[first] <= offset {
		before += counts[first]
		first++
	}
	last, reach := first, before
	for last < len(counts) && reach < offset+limit {
		reach += counts[last]
		last++
	}
	hits := g.gather(a, occasion.NewWindow(r, from.AddDays(first), from.AddDays(last-1)), seen)
	nth := 0
	for i, h := range hits {
		nth++
		if i == 0 || hits[i-1] != h {
			nth = 0
		}
		if at := before + i; at >= offset && at < offset+limit {
			page = append(page, moment{key{h.book, h.slug}, h.day, nth})
		}
	}
	return page, total, tracked
}

// hit is that somebody has an occasion on a day.
type hit struct {
	day  calendar.Day
	book CasebookID
	*remembered
}

// gather is who has an occasion in the span, as often as they have one: by day,
// then by name.
func (g *agenda) gather(a Access, w *occasion.Window, seen func(CasebookID, string) bool) []hit {
	var hits []hit
	for _, book := range a.Reads {
		for i := range g.books[book] {
			x := &g.books[book][i]
			if !seen(book, x.slug) {
				x.record.Each(w, func(day calendar.Day) { hits = append(hits, hit{day, book, x}) })
			}
		}
	}
	slices.SortFunc(hits, func(x, y hit) int {
		return cmp.Or(x.day.Compare(y.day), strings.Compare(x.sort, y.sort), cmp.Compare(x.id, y.id))
	})
	return hits
}

// elsewhere tells whom an earlier casebook has too. Where several may be read,
// one slug means one person, as in [within].
func (g *agenda) elsewhere(a Access) func(CasebookID, string) bool {
	if len(a.Reads) < 2 {
		return func(CasebookID, string) bool { return false }
	}
	first := map[string]CasebookID{}
	for _, book := range a.Reads { // ascending
		for i := range g.books[book] {
			if slug := g.books[book][i].slug; first[slug] == 0 {
				first[slug] = book
			}
		}
	}
	return func(book CasebookID, slug string) bool { return first[slug] != book }
}

// followAgenda brings the agenda up to the present state, and returns its seq.
func (p *Public) followAgenda(ctx context.Context) (seq int64, err error) {
	now, err := p.state(ctx)
	if err != nil {
		return 0, err
	}
	g := p.agenda
	g.mu.RLock()
	seq = g.seq
	g.mu.RUnlock()
	if seq == now {
		return seq, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT seq FROM public_state`).Scan(&now); err != nil || now == g.seq {
			return err
		}
		if g.seq < 0 || now < g.seq { // the file was put back to an older state
			g.seq, g.books, g.at, g.named = -1, make(map[CasebookID][]remembered), make(map[int64]spot), make(map[CasebookID][]int32)
			return g.read(ctx, tx, `SELECT casefile, casebook, slug, sort, doc FROM public_casefiles`)
		}
		const changed = `
			SELECT c.casefile, coalesce(p.casebook, 0), coalesce(p.slug, ''), coalesce(p.sort, ''), coalesce(p.doc, '')
			FROM public_changes c LEFT JOIN public_casefiles p ON p.casefile = c.casefile
			WHERE c.seq > ?`
		return g.read(ctx, tx, changed, g.seq)
	})
	if err != nil {
		return 0, err // what was taken in is taken in again
	}
	g.seq = now
	return now, nil
}

// read takes in the casefiles that the query finds. The caller holds mu.
func (g *agenda) read(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			x    remembered
			book CasebookID
			doc  sql.RawBytes
		)
		if err := rows.Scan(&x.id, &book, &x.slug, &x.sort, &doc); err != nil {
			return err
		}
		if book == 0 { // no longer public
			g.drop(x.id)
			continue
		}
		c, err := casefile.DecodeRedacted(doc)
		if err != nil {
			return fmt.Errorf("%w: a projection: %w", ErrCorrupt, err)
		}
		x.record, x.traits = occasion.RecordOf(c), traitsOf(c)
		g.put(book, x)
	}
	return rows.Err()
}

// put takes in what a casefile is now.
func (g *agenda) put(book CasebookID, x remembered) {
	delete(g.named, book)
	if s, known := g.at[x.id]; known && s.casebook == book {
		g.books[book][s.index] = x
		return
	}
	g.drop(x.id)
	g.at[x.id] = spot{book, len(g.books[book])}
	g.books[book] = append(g.books[book], x)
}

// drop forgets a casefile; the last of its casebook takes its place.
func (g *agenda) drop(id int64) {
	s, known := g.at[id]
	if !known {
		return
	}
	people := g.books[s.casebook]
	delete(g.named, s.casebook)
	last := len(people) - 1
	if s.index != last {
		people[s.index] = people[last]
		g.at[people[last].id] = s
	}
	people[last] = remembered{}
	g.books[s.casebook] = people[:last]
	delete(g.at, id)
}
