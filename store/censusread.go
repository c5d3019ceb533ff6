package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"vigil/internal/casefile"
)

// AwaitCensus brings the census up to the present state, and waits for that for so long at
// most: then it is an [ErrReading], and reading goes on. It is for whoever
// shouldn't wait, just after a start or while many casefiles are imported; [Public.Census]
// takes as long as it takes.
func (p *Public) AwaitCensus(ctx context.Context, patience time.Duration) (err error) {
	defer wrap(&err, "await the census")

	now, err := p.state(ctx)
	if err != nil || p.everybody.state.Load().seq == now {
		return err
	}
	followed := p.everybody.following.DoChan("", func() (any, error) {
		return p.followCensus(context.WithoutCancel(ctx))
	})
	over := time.NewTimer(patience)
	defer over.Stop()
	select {
	case r := <-followed:
		return r.Err
	case <-over.C:
		return ErrReading
	case <-ctx.Done():
		return ctx.Err()
	}
}

// publicRow is somebody's row of the public tables; of somebody who is no longer
// there the casebook is 0.
type publicRow struct {
	casefile   int64
	casebook   CasebookID
	slug, sort string
	doc        []byte
}

// read takes in the casefiles that the query finds; then the census is that of
// seq. The caller holds mu.
func (c *everybody) read(ctx context.Context, tx *sql.Tx, seq int64, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var (
		mu      sync.Mutex
		changes = make(map[int64]*Person) // who they are now; nil: no longer public
	)
	found := make(chan publicRow, 64)
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) { // most of the time goes into decoding
		g.Go(func() error {
			for row := range found {
				is, err := row.person()
				if err != nil {
					return err
				}
				mu.Lock()
				changes[row.casefile] = is
				mu.Unlock()
			}
			return nil
		})
	}
	err = eachRow(ctx, rows, found)
	close(found)
	if undecoded := g.Wait(); undecoded != nil {
		return undecoded // which is why the rows weren't read to the end
	}
	if err == nil {
		c.apply(seq, changes)
	}
	return err
}

func eachRow(ctx context.Context, rows *sql.Rows, found chan<- publicRow) error {
	for rows.Next() {
		var x publicRow
		if err := rows.Scan(&x.casefile, &x.casebook, &x.slug, &x.sort, &x.doc); err != nil {
			return err
		}
		select {
		case found <- x:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return rows.Err()
}

// person is who it is about; nil if they are no longer public.
func (x *publicRow) person() (*Person, error) {
	if x.casebook == 0 {
		return nil, nil
	}
	r, err := casefile.DecodeRedacted(x.doc)
	if err != nil {
		return nil, fmt.Errorf("%w: a projection: %w", ErrCorrupt, err)
	}
	return personOf(x.casefile, x.casebook, x.sort, r), nil
}
