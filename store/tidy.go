package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// tidyAfter is how long nothing was written before the full-text index forgets
// words that were only corrected; what was hidden is forgotten at once. At most
// tidyWithin after the first such word.
const (
	tidyAfter  = 3 * time.Second
	tidyWithin = time.Minute
)

// tidying forgets when nobody waits for it. What isn't done when the program
// ends is done when it begins again.
type tidying struct {
	mu     sync.Mutex
	timer  *time.Timer
	first  time.Time // since when something waits
	closed bool
	busy   sync.WaitGroup
}

// tidySoon has the index forget when writing rests.
func (db *DB) tidySoon() {
	t := &db.tidying
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	if t.timer == nil {
		t.first = time.Now()
		t.timer = time.AfterFunc(tidyAfter, db.tidy)
		t.busy.Add(1)
		return
	}
	wait := max(0, min(tidyAfter, time.Until(t.first.Add(tidyWithin))))
	if t.timer.Stop() {
		t.timer.Reset(wait)
	}
}

func (db *DB) tidy() {
	defer db.tidying.busy.Done()
	db.tidying.mu.Lock()
	db.tidying.timer = nil
	db.tidying.mu.Unlock()
	// What fails is noted in the database as still to be done.
	_ = db.forgetNow(context.Background())
}

// forgetNow has the full-text index forget what is noted as gone.
func (db *DB) forgetNow(ctx context.Context) (err error) {
	defer wrap(&err, "forget words")

	return db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var due bool
		if err := tx.QueryRowContext(ctx, `SELECT forget FROM curated_state`).Scan(&due); err != nil || !due {
			return err
		}
		w := &writing{db: db, ctx: ctx, tx: tx, stmts: make(map[string]*sql.Stmt)}
		defer w.close()
		return w.forget()
	})
}

// rest ends the tidying: what waits is done now.
func (db *DB) rest() {
	t := &db.tidying
	t.mu.Lock()
	t.closed = true
	waits := t.timer != nil && t.timer.Stop()
	t.mu.Unlock()
	if waits {
		db.tidy()
	}
	t.busy.Wait()
}
