package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	"vigil/internal/names"
)

// hidden is the index of the names that the public doesn't see: those of drafts
// and embargoed casefiles, and confidential ones of any. Together with the
// public index it knows all names, however they are typed. It is filled on its
// first use, and follows the history: each change of a casefile's names comes
// with a revision, and revisions are only ever added.
type hidden struct {
	mu    sync.Mutex // held while following
	last  int64      // rowid of the newest revision up to which index holds; -1: not filled
	index *names.Index
}

func newHidden() *hidden { return &hidden{last: -1, index: names.NewIndex()} }

// follow brings the index up to the present state.
func (h *hidden) follow(ctx context.Context, db *DB) (*names.Index, error) {
	const newest = `SELECT coalesce(max(rowid), 0) FROM revisions`
	h.mu.Lock()
	defer h.mu.Unlock()
	var now int64
	if err := db.readers.QueryRowContext(ctx, newest).Scan(&now); err != nil {
		return nil, err
	}
	if h.last == now {
		return h.index, nil
	}
	err := db.view(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, newest).Scan(&now); err != nil {
			return err
		}
		if h.last < 0 || now < h.last { // the file was put back to an older state
			return h.fill(ctx, tx)
		}
		return h.catchUp(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	h.last = now
	return h.index, nil
}

// fill reads all names anew.
func (h *hidden) fill(ctx context.Context, tx *sql.Tx) error {
	const query = `SELECT casefile, casebook, text FROM hidden_keys ORDER BY casefile`
	index := names.NewIndex()
	err := eachPerson(ctx, tx, query, nil, func(id uint64, casebook uint32, called []string) {
		index.Put(id, casebook, called)
	})
	if err == nil {
		index.Settle()
		h.index = index
	}
	return err
}

// catchUp reads the names of the casefiles that were written since, and drops
// those that have no hidden name any more.
func (h *hidden) catchUp(ctx context.Context, tx *sql.Tx) error {
	const query = `
		SELECT r.casefile, coalesce(k.casebook, 0), coalesce(k.text, '')
		FROM revisions r LEFT JOIN hidden_keys k ON k.casefile = r.casefile
		WHERE r.rowid > ? ORDER BY r.casefile, k.key`
	return eachPerson(ctx, tx, query, []any{h.last}, func(id uint64, casebook uint32, called []string) {
		if casebook == 0 {
			h.index.Remove(id)
			return
		}
		h.index.Put(id, casebook, slices.Compact(called)) // once for each revision
	})
}

// both are the two indexes that together know all names.
func (s *Curation) both(ctx context.Context) ([2]*names.Index, error) {
	public, err := s.db.public.follow(ctx)
	if err != nil {
		return [2]*names.Index{}, err
	}
	more, err := s.db.hidden.follow(ctx, s.db)
	return [2]*names.Index{public, more}, err
}

// search completes what was typed, over all names of the casebook.
func (s *Curation) search(ctx context.Context, book CasebookID, typed string, n int) ([]names.Match, error) {
	indexes, err := s.both(ctx)
	if err != nil {
		return nil, err
	}
	var all []names.Match
	for _, ix := range indexes {
		all = append(all, ix.Search(typed, book.group, n)...)
	}
	all = bestFirst(all)
	return all[:min(n, len(all))], nil
}

// best says whom of the casebook a name stands for, over all names.
func (s *Curation) best(ctx context.Context, book CasebookID, typed string) ([]names.Match, names.Verdict, error) {
	indexes, err := s.both(ctx)
	if err != nil {
		return nil, names.None, err
	}
	var all []names.Match
	for _, ix := range indexes {
		matches, _ := ix.Best(typed, book.group)
		all = append(all, matches...)
	}
	matches, verdict := names.Judge(bestFirst(all))
	return matches, verdict, nil
}

// group tells an index to look at this casebook alone.
func (id CasebookID) group(casebook uint32) bool { return CasebookID(casebook) == id }

// bestFirst orders matches, and keeps the best of those for one casefile.
func bestFirst(all []names.Match) []names.Match {
	slices.SortStableFunc(all, func(a, b names.Match) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.ID, b.ID))
	})
	seen := make(map[uint64]bool, len(all))
	return slices.DeleteFunc(all, func(m names.Match) bool {
		again := seen[m.ID]
		seen[m.ID] = true
		return again
	})
}
