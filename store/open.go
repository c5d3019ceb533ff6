// Package store keeps the record in SQLite: casebooks of casefiles with their
// history, what of them is public, and which servers may read and curate what.
//
// Two types read casefiles. [Public] can only see what is public, by its types
// and inside SQLite; [Curation] sees everything. There is one writer connection
// and two pools of readers. All methods are safe for concurrent use, and other
// processes may use the same file: what they change is seen at the next call.
package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"sync/atomic"
	"time"
)

// Options say how to open a database. The zero value is what the program uses.
type Options struct {
	// Now is the clock. Default: time.Now.
	Now func() time.Time
	// Machine is the clock by which leases end, which nobody moves. Default:
	// time.Now.
	Machine func() time.Time
	// Wait is how long to wait for another process that is writing, before
	// ErrLocked. Default: 5 s.
	Wait time.Duration
	// Step, when set, is called around each write to the ledger of messages, with
	// what is written and how far it is: for tests that end the program there.
	Step func(step string)
	// Remember is how many decoded casefiles are kept in memory. Default: 1024.
	Remember int
	// LookOnly is for whoever only reads: nothing is made and nothing brought up
	// to date. Where that would be necessary it is an ErrNoDatabase or an ErrOutdated.
	LookOnly bool
}

// DB is an open database.
type DB struct {
	path    string
	now     func() time.Time
	writer  *sql.DB // one connection
	readers *sql.DB // sees everything
	public  *Public
	servers *Servers
	hidden  *hidden // names that the public doesn't see

	machine func() time.Time // by which leases end
	step    func(string)

	wake     chan struct{} // errands were written
	unsent   atomic.Bool   // the transaction under way writes errands
	posts    chan struct{} // there may be messages to deliver
	unposted atomic.Bool   // the transaction under way writes such

	plans     chan struct{} // there may be something to put into the ledger
	unplanned atomic.Bool   // the transaction under way writes such
	forgets   atomic.Bool   // it leaves words for later to be forgotten
	large     atomic.Bool   // it writes much
	tidying   tidying

	checkpointing checkpointing
}

// Open opens the database at path, creates it if there is none, and brings an
// older one up to date. One that is damaged, half-migrated, newer than this
// program, of another program, locked or read-only is left as it is: the error
// is or wraps one of the errors of this package.
func Open(ctx context.Context, path string, o Options) (_ *DB, err error) {
	defer wrap(&err, "open database %s", path)

	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Step == nil {
		o.Step = func(string) {}
	}
	if o.Machine == nil {
		o.Machine = time.Now
	}
	if o.Wait == 0 {
		o.Wait = 5 * time.Second
	}
	if o.Remember == 0 {
		o.Remember = 1024
	}
	found, err := inspect(ctx, path, o.Wait)
	if err != nil {
		return nil, err
	}
	switch {
	case o.LookOnly && found == nothing:
		return nil, ErrNoDatabase
	case o.LookOnly && found == older:
		return nil, ErrOutdated
	case found == nothing:
		if err := create(path); err != nil {
			return nil, err
		}
	}
	db := &DB{path: path, now: o.Now, writer: openWriter(path, o.Wait), machine: o.Machine, step: o.Step, hidden: newHidden(),
		wake: make(chan struct{}, 1), posts: make(chan struct{}, 1), plans: make(chan struct{}, 1)}
	if err := db.prepare(ctx, found, o); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// create makes an empty file that nobody else on the machine can read; SQLite
// gives its log the same permissions.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) || isReadOnlyFS(err) {
		return &fault{ErrReadOnly, err}
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// prepare migrates and opens the pools.
func (db *DB) prepare(ctx context.Context, found state, o Options) error {
	if found != current {
		if err := migrate(ctx, db.writer, o.Wait); err != nil {
			return err
		}
	}
	n := max(2, runtime.GOMAXPROCS(0))
	db.readers = openReaders(db.path, o.Wait, n)
	db.public = newPublic(openPublic(db.path, o.Wait, n), o.Remember)
	db.servers = newServers(db)
	if o.LookOnly {
		return db.look(ctx)
	}
	if err := errors.Join(db.reshape(ctx), db.rename(ctx)); err != nil {
		return err
	}
	var forget bool
	err := db.readers.QueryRowContext(ctx, `SELECT forget FROM curated_state`).Scan(&forget)
	if forget {
		db.tidySoon()
	}
	return err
}

// look opens the database for whoever only reads. The writer's connection is the
// one that finds the log, and leaves nothing beside the file when it closes.
func (db *DB) look(ctx context.Context) error {
	if err := db.writer.PingContext(ctx); err != nil {
		return err
	}
	stands, err := shapeStands(ctx, db.readers)
	if err == nil && !stands {
		return ErrOutdated
	}
	return err
}

// Close waits for what is being written and closes the file.
func (db *DB) Close() error {
	var errs []error
	db.rest()
	if db.public != nil {
		errs = append(errs, db.public.close())
	}
	if db.readers != nil {
		errs = append(errs, db.readers.Close())
	}
	errs = append(errs, db.checkpointing.close())
	// The writer last: as the last connection it folds the log into the file.
	errs = append(errs, db.writer.Close())
	return errors.Join(errs...)
}

// Path is the file.
func (db *DB) Path() string { return db.path }

// Public reads what is public, and can read nothing else.
func (db *DB) Public() *Public { return db.public }

// Curation reads and writes everything; it is for curators' commands and the
// terminal.
func (db *DB) Curation() *Curation { return &Curation{db} }

// Servers knows the servers, the casebooks, and who may read what where.
func (db *DB) Servers() *Servers { return db.servers }

// Settings keeps what people asked to be kept, and small things of the bot.
func (db *DB) Settings() *Settings { return &Settings{db} }

// update runs fn in a write transaction, which is all or nothing. Cancelling
// ctx gives up the wait for the writer, and stops fn's work from being kept; it
// doesn't interrupt SQLite half way, so that the writer is always left usable.
func (db *DB) update(ctx context.Context, fn func(context.Context, *sql.Tx) error) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()

	steady := context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(steady, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()

	if err := fn(steady, tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	unsent, unposted, unplanned := db.unsent.Swap(false), db.unposted.Swap(false), db.unplanned.Swap(false)
	forgets, large := db.forgets.Swap(false), db.large.Swap(false)
	if err := tx.Commit(); err != nil {
		return err
	}
	db.kept(large)
	if unsent {
		poke(db.wake)
	}
	if unposted {
		poke(db.posts)
	}
	if unplanned {
		poke(db.plans)
	}
	if forgets {
		db.tidySoon()
	}
	return nil
}

// poke wakes whoever waits. If nobody does, somebody will look already.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// instant is the time now, as it will be read back.
func (db *DB) instant() time.Time { return time.UnixMilli(db.now().UnixMilli()) }

// view runs fn on one consistent state of the whole database.
func (db *DB) view(ctx context.Context, fn func(*sql.Tx) error) error {
	return readOnly(ctx, db.readers, fn)
}

func readOnly(ctx context.Context, pool *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return fn(tx)
}
