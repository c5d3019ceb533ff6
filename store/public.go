package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"vigil/internal/casefile"
)

// Public reads what is public. Its connections can read the tables named
// public_ and no others, and what stands there is built from
// [casefile.Redacted] only. Every method takes an [Access] and finds nothing
// outside of it; a casefile that may not be seen is the same as none.
type Public struct {
	pool      *sql.DB
	memory    *memory
	people    *people
	agenda    *agenda
	counts    *counts
	everybody *everybody
}

func newPublic(pool *sql.DB, remember int) *Public {
	return &Public{pool: pool, memory: newMemory(remember), people: newPeople(), agenda: newAgenda(), counts: newCounts(), everybody: newEverybody()}
}

func (p *Public) close() error { return p.pool.Close() }

// state is the seq of what is public now: one tiny query, which also sees what
// other processes wrote.
func (p *Public) state(ctx context.Context) (seq int64, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	// The context can't be cancelled from here on: watching it would cost more
	// than the read.
	err = p.pool.QueryRowContext(context.WithoutCancel(ctx), `SELECT seq FROM public_state`).Scan(&seq)
	return seq, err
}

// Casefile is the public casefile with that slug; the slug of one that was
// merged leads to where it is now. It is shared between callers:
// don't change it. A [NotFound] when there is none that may be read here.
func (p *Public) Casefile(ctx context.Context, a Access, slug string) (_ *casefile.Redacted, _ Summary, err error) {
	defer wrap(&err, "read a casefile")

	seq, err := p.state(ctx)
	if err != nil {
		return nil, Summary{}, err
	}
	return p.casefile(ctx, seq, a, slug)
}

func (p *Public) casefile(ctx context.Context, seq int64, a Access, slug string) (*casefile.Redacted, Summary, error) {
	// A casefile of that slug in any casebook goes before one to which the slug
	// of a merged one leads, as in what is suggested.
	for _, read := range []func(context.Context, key) (entry, error){p.read, p.readMerged} {
		for _, book := range a.Reads {
			k := key{book, slug}
			e, ok := p.memory.recall(seq, k)
			if !ok {
				var err error
				if e, err = read(ctx, k); err != nil {
					return nil, Summary{}, err
				}
			}
			if e.casefile != nil {
				return e.casefile, e.summary, nil
			}
		}
	}
	return nil, Summary{}, &NotFound{Typed: slug}
}

// readMerged takes from the database the casefile to which the slug of a merged
// one leads.
func (p *Public) readMerged(ctx context.Context, k key) (entry, error) {
	const query = `SELECT target FROM public_redirects WHERE casebook = ? AND slug = ?`
	err := p.pool.QueryRowContext(ctx, query, k.casebook, k.slug).Scan(&k.slug)
	if errors.Is(err, sql.ErrNoRows) {
		return entry{}, nil
	}
	if err != nil {
		return entry{}, err
	}
	return p.read(ctx, k)
}

// read takes the casefile from the database and remembers it. The entry has no
// casefile when there is none.
func (p *Public) read(ctx context.Context, k key) (entry, error) {
	const query = `
		SELECT ` + summaryColumns + `, p.doc, s.seq
		FROM public_state s JOIN public_casefiles p ON p.casebook = ? AND p.slug = ?`
	var (
		doc []byte
		seq int64
	)
	summary, err := scanSummary(p.pool.QueryRowContext(ctx, query, k.casebook, k.slug), &doc, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return entry{}, nil // not remembered: what people type would fill memory
	}
	if err != nil {
		return entry{}, err
	}
	c, err := casefile.DecodeRedacted(doc)
	if err != nil {
		return entry{}, fmt.Errorf("%w: a projection: %w", ErrCorrupt, err)
	}
	e := entry{casefile: c, summary: summary}
	p.memory.remember(seq, k, e)
	return e, nil
}

// Tracked is the number of people on public record that may be read here.
func (p *Public) Tracked(ctx context.Context, a Access) (n int, err error) {
	defer wrap(&err, "count people tracked")

	return tracked(ctx, p.pool, a)
}

func tracked(ctx context.Context, q querier, a Access) (n int, err error) {
	query := `SELECT count(*) FROM public_casefiles p WHERE ` + within(a)
	err = q.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}
