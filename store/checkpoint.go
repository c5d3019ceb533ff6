package store

import (
	"context"
	"database/sql"
	"sync"
)

// checkpointEvery is how many transactions are kept in the log before they are
// folded into the file. Folding syncs the file, which takes tens of milliseconds:
// done by the writer, as SQLite would, one save in some dozens would take that long.
// On a connection of its own it holds up nobody. The log stays below 64 MB all the
// same, see openWriter.
const checkpointEvery = 128

// checkpointing folds the log into the file beside the writer.
type checkpointing struct {
	mu      sync.Mutex
	conn    *sql.DB // nil: not opened yet
	kept    int     // transactions since it last began
	running bool
	closed  bool
	busy    sync.WaitGroup
}

// kept counts a transaction that was kept; a large one counts for many.
func (db *DB) kept(large bool) {
	c := &db.checkpointing
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept++
	if c.running || c.closed || c.kept < checkpointEvery && !large {
		return
	}
	if c.conn == nil {
		c.conn = openCheckpointer(db.path)
	}
	c.kept, c.running = 0, true
	c.busy.Go(func() {
		// What fails now is done by a later one, or by the writer when it must.
		_, _ = c.conn.ExecContext(context.Background(), `PRAGMA wal_checkpoint(PASSIVE)`)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.running = false
	})
}

// close waits for the one under way.
func (c *checkpointing) close() error {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.busy.Wait()
	if c.conn == nil {
		return nil
	}
	return c.conn.Close()
}
