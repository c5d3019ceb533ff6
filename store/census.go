package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/singleflight"
)

// Census is everybody on public record whom one [Access] may read, in one
// state of the record. It never changes and costs nothing to keep.
type Census struct {
	*censusState
	access Access
}

// Census is who is on public record here now. What other processes wrote is
// seen, and a withdrawal at once.
func (p *Public) Census(ctx context.Context, a Access) (_ *Census, err error) {
	defer wrap(&err, "take the census")

	state, err := p.followCensus(ctx)
	if err != nil {
		return nil, err
	}
	return &Census{state, a}, nil
}

// everybody keeps all who are on public record in memory. It is filled on its first
// use and follows public_state.seq by the list of what changed, as the index of
// names does. Readers have a state that never changes, and wait for nobody who
// reads another.
type everybody struct {
	state     atomic.Pointer[censusState]
	following singleflight.Group // of those who don't wait for as long as it takes

	mu    sync.Mutex // held while following; guards the rest
	known map[int64]*Person
	slugs map[string][]CasebookID // of each slug, ascending
	words *vocabulary
}

// censusState is the census for one value of public_state.seq.
type censusState struct {
	seq    int64 // -1: not filled
	books  map[CasebookID]*censusBook
	shared map[string][]CasebookID // slugs that several casebooks have
	hash   hasher
}

func newEverybody() *everybody {
	c := &everybody{}
	c.forget()
	return c
}

// forget makes the census one of nobody. The caller holds mu, or is the only
// one who knows of it.
func (c *everybody) forget() {
	c.known, c.slugs, c.words = make(map[int64]*Person), make(map[string][]CasebookID), newVocabulary()
	c.state.Store(&censusState{seq: -1, hash: c.words.hash})
}

// followCensus brings the census up to the present state.
func (p *Public) followCensus(ctx context.Context) (*censusState, error) {
	now, err := p.state(ctx)
	if err != nil {
		return nil, err
	}
	c := p.everybody
	if s := c.state.Load(); s.seq == now {
		return s, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
		s := c.state.Load()
		if err := tx.QueryRowContext(ctx, `SELECT seq FROM public_state`).Scan(&now); err != nil || now == s.seq {
			return err
		}
		query, args := `SELECT casefile, casebook, slug, sort, doc FROM public_casefiles`, []any(nil)
		if s.seq < 0 || now < s.seq { // the file was put back to an older state
			c.forget()
		} else {
			query, args = `
				SELECT c.casefile, coalesce(p.casebook, 0), coalesce(p.slug, ''), coalesce(p.sort, ''), coalesce(p.doc, '')
				FROM public_changes c LEFT JOIN public_casefiles p ON p.casefile = c.casefile
				WHERE c.seq > ?`, []any{s.seq}
		}
		return c.read(ctx, tx, now, query, args...)
	})
	if err != nil {
		return nil, err
	}
	return c.state.Load(), nil
}

// apply takes in who has changed. The caller holds mu.
func (c *everybody) apply(seq int64, changes map[int64]*Person) {
	before := c.state.Load()
	next := &censusState{seq: seq, books: maps.Clone(before.books), shared: before.shared, hash: before.hash}
	if next.books == nil {
		next.books = make(map[CasebookID]*censusBook)
	}
	byBook := make(map[CasebookID][]change)
	slugs := make(map[string]bool)
	for id, is := range changes {
		was := c.known[id]
		if was != nil {
			c.leave(was)
			slugs[was.Slug] = true
		}
		if is != nil {
			c.enter(is)
			slugs[is.Slug] = true
		}
		switch {
		case was != nil && is != nil && was.Casebook == is.Casebook:
			byBook[is.Casebook] = append(byBook[is.Casebook], change{was, is})
			continue
		case was != nil:
			byBook[was.Casebook] = append(byBook[was.Casebook], change{was: was})
		}
		if is != nil {
			byBook[is.Casebook] = append(byBook[is.Casebook], change{is: is})
		}
	}
	for id, all := range byBook {
		book := next.books[id]
		if book == nil {
			book = &censusBook{words: new(lexicon)}
		}
		if book = book.with(all, c.words); book.people == 0 {
			delete(next.books, id)
		} else {
			next.books[id] = book
		}
	}
	c.words.rest()
	next.shared = c.sharedAfter(before.shared, slugs)
	c.state.Store(next)
}

func (c *everybody) enter(who *Person) {
	c.known[who.ID] = who
	books := c.slugs[who.Slug]
	n, _ := slices.BinarySearch(books, who.Casebook)
	c.slugs[who.Slug] = slices.Insert(slices.Clone(books), n, who.Casebook)
}

func (c *everybody) leave(who *Person) {
	delete(c.known, who.ID)
	books := slices.Clone(c.slugs[who.Slug])
	if n, found := slices.BinarySearch(books, who.Casebook); found {
		books = slices.Delete(books, n, n+1)
	}
	if len(books) == 0 {
		delete(c.slugs, who.Slug)
	} else {
		c.slugs[who.Slug] = books
	}
}

// sharedAfter is which slugs several casebooks have, after those changed.
func (c *everybody) sharedAfter(before map[string][]CasebookID, changed map[string]bool) map[string][]CasebookID {
	after, cloned := before, false
	for slug := range changed {
		books := c.slugs[slug]
		_, was := before[slug]
		if !was && len(books) < 2 {
			continue
		}
		if !cloned {
			after, cloned = maps.Clone(before), true
			if after == nil {
				after = make(map[string][]CasebookID)
			}
		}
		if len(books) < 2 {
			delete(after, slug)
		} else {
			after[slug] = books
		}
	}
	return after
}

// Len is how many people may be read here.
func (c *Census) Len() int {
	n := 0
	for _, id := range c.access.Reads {
		if b := c.books[id]; b != nil {
			n += b.people
		}
	}
	if len(c.access.Reads) > 1 {
		for _, books := range c.shared {
			here := 0
			for _, id := range books {
				if c.access.May(id) {
					here++
				}
			}
			n -= max(0, here-1)
		}
	}
	return n
}

// Counted says for [Outbox.NoteShown] whose count a message shows that says how many
// people are tracked here, or how many of them have something.
func (c *Census) Counted() []Shown { return countShown(c.access, c.seq) }

// elsewhere tells whom an earlier casebook has too. Where several may be read,
// one slug means one person, as in [within].
func (c *Census) elsewhere(who *Person) bool {
	for _, id := range c.shared[who.Slug] {
		if c.access.May(id) {
			return id != who.Casebook
		}
	}
	return false
}
