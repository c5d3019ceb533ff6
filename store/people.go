package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"vigil/internal/names"
)

// people is the index of public names in memory. It is filled on its first use
// and follows public_state.seq by the list of what changed, so that it also
// knows what other processes wrote.
type people struct {
	mu    sync.Mutex // held while following
	seq   int64      // up to which index holds; -1: not filled
	index *names.Index
}

func newPeople() *people { return &people{seq: -1, index: names.NewIndex()} }

// Warm fills the index of names and the days that are remembered, so that the first
// to type doesn't wait for them, nor the first hour that comes.
func (p *Public) Warm(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		defer wrap(&err, "read all names")
		_, err = p.follow(ctx)
		return err
	})
	g.Go(func() (err error) {
		defer wrap(&err, "read all days")
		_, err = p.followAgenda(ctx)
		return err
	})
	return g.Wait()
}

// WarmCensus fills the census, so that the first to ask doesn't wait for it.
func (p *Public) WarmCensus(ctx context.Context) (err error) {
	defer wrap(&err, "read everybody")

	_, err = p.followCensus(ctx)
	return err
}

func (p *Public) search(ctx context.Context, a Access, typed string, n int) ([]names.Match, error) {
	index, err := p.follow(ctx)
	if err != nil {
		return nil, err
	}
	return index.Search(typed, a.groups, n), nil
}

func (p *Public) best(ctx context.Context, a Access, typed string) ([]names.Match, names.Verdict, error) {
	index, err := p.follow(ctx)
	if err != nil {
		return nil, names.None, err
	}
	matches, verdict := index.Best(typed, a.groups)
	return matches, verdict, nil
}

// groups tells the index which casebooks may be looked at.
func (a Access) groups(casebook uint32) bool { return a.May(CasebookID(casebook)) }

// follow brings the index up to the present state.
func (p *Public) follow(ctx context.Context) (*names.Index, error) {
	now, err := p.state(ctx)
	if err != nil {
		return nil, err
	}
	w := p.people
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seq == now {
		return w.index, nil
	}
	err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT seq FROM public_state`).Scan(&now); err != nil {
			return err
		}
		if w.seq < 0 || now < w.seq { // the file was put back to an older state
			return w.fill(ctx, tx)
		}
		return w.catchUp(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	w.seq = now
	return w.index, nil
}

// fill reads all names anew.
func (w *people) fill(ctx context.Context, tx *sql.Tx) error {
	const query = `
		SELECT p.casefile, p.casebook, n.text
		FROM public_casefiles p JOIN public_names n ON n.casefile = p.casefile
		ORDER BY p.casefile, n.n`
	index := names.NewIndex()
	err := eachPerson(ctx, tx, query, nil, func(id uint64, casebook uint32, called []string) {
		index.Put(id, casebook, called)
	})
	if err == nil {
		index.Settle()
		w.index = index
	}
	return err
}

// catchUp reads the names of the casefiles that changed since seq, and drops
// those that are no longer public.
func (w *people) catchUp(ctx context.Context, tx *sql.Tx) error {
	const query = `
		SELECT c.casefile, coalesce(p.casebook, 0), coalesce(n.text, '')
		FROM public_changes c
		LEFT JOIN public_casefiles p ON p.casefile = c.casefile
		LEFT JOIN public_names n ON n.casefile = p.casefile
		WHERE c.seq > ?
		ORDER BY c.casefile, n.n`
	return eachPerson(ctx, tx, query, []any{w.seq}, func(id uint64, casebook uint32, called []string) {
		if casebook == 0 {
			w.index.Remove(id)
			return
		}
		w.index.Put(id, casebook, called)
	})
}

// eachPerson gathers the rows (casefile, casebook, name) of each casefile.
func eachPerson(ctx context.Context, tx *sql.Tx, query string, args []any, each func(uint64, uint32, []string)) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var (
		id, last             uint64
		casebook, lastInBook uint32
		called               []string
	)
	for rows.Next() {
		var name string
		if err := rows.Scan(&id, &casebook, &name); err != nil {
			return err
		}
		if id != last && last != 0 {
			each(last, lastInBook, called)
			called = nil
		}
		last, lastInBook = id, casebook
		if name != "" {
			called = append(called, name)
		}
	}
	if last != 0 {
		each(last, lastInBook, called)
	}
	return rows.Err()
}

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
