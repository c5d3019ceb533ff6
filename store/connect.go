package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// connector opens connections of one kind. It stands in for registering a
// driver under a global name.
type connector struct {
	driver sqlite3.SQLiteDriver
	dsn    string
}

func (c *connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c *connector) Driver() driver.Driver                        { return &c.driver }

// checkpointRarely has the writer fold the log into the file only when it is 64 MB
// long: see checkpointing, which does it before.
func checkpointRarely(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(`PRAGMA wal_autocheckpoint = 16384`, nil)
	return err
}

// dsn is the address of the file at path with options: absolute, so that
// ":memory:" is a file like any other, and escaped, so that a "?" or "%" in a
// file's name stays a part of the name.
func dsn(path string, options ...string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	u := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + u.EscapedPath() + "?" + strings.Join(options, "&")
}

// openWriter opens the one connection that writes.
func openWriter(path string, wait time.Duration) *sql.DB {
	db := sql.OpenDB(&connector{driver: sqlite3.SQLiteDriver{ConnectHook: checkpointRarely}, dsn: dsn(path,
		"mode=rw",               // a file that vanished is an error, not an empty database
		"_txlock=immediate",     // take the write lock first: a read that turns into a write fails at once whatever the timeout
		"_journal_mode=WAL",     // readers and the writer don't wait for one another
		"_synchronous=FULL",     // what was saved survives a power cut; batches make it cheap
		"_foreign_keys=on",      // off by default, and per connection
		busy(wait),              // another process may write: wait, then say so
		"_stmt_cache_size=128",  // 0 by default; all statements of a save stay prepared
		"_cache_size=-16000",    // 16 MB of pages: an import touches many tables
		"_mutex=no",             // database/sql gives a connection to one goroutine at a time
		"_secure_delete=on",     // what is withdrawn leaves no bytes in the file's free pages
		"_recursive_triggers=0", // none are used
	)})
	db.SetMaxOpenConns(1)
	return db
}

// openCheckpointer opens the connection that folds the log into the file.
func openCheckpointer(path string) *sql.DB {
	db := sql.OpenDB(&connector{dsn: dsn(path,
		"mode=rw",
		"_synchronous=FULL", // the log reaches the disk before the file is changed by it
		"_mutex=no",
	)})
	db.SetMaxOpenConns(1)
	return db
}

// openReaders opens the pool that curators' reads go through.
func openReaders(path string, wait time.Duration, n int) *sql.DB {
	return pool(&connector{dsn: readDSN(path, wait)}, n)
}

// openPublic opens the pool that public commands read through. Its connections
// refuse every table that isn't public_, inside SQLite, whatever the query.
func openPublic(path string, wait time.Duration, n int) *sql.DB {
	return pool(&connector{
		driver: sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
			c.RegisterAuthorizer(publicOnly)
			return nil
		}},
		dsn: readDSN(path, wait),
	}, n)
}

func pool(c *connector, n int) *sql.DB {
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(n) // about as many as cores: 2.7 times one, and more doesn't help
	db.SetMaxIdleConns(n) // an idle connection keeps its statements and its pages
	return db
}

func readDSN(path string, wait time.Duration) string {
	return dsn(path,
		"mode=ro",             // the file can't be written through it
		"_query_only=on",      // nor can anything be tried
		"_txlock=deferred",    // a read transaction takes no lock
		"_foreign_keys=on",    // as everywhere
		busy(wait),            // only while a crashed writer's log is recovered
		"_stmt_cache_size=64", // hot paths stay prepared
		"_cache_size=-8000",   // 8 MB of pages each
		"_mutex=no",           // as above
	)
}

func busy(wait time.Duration) string {
	return "_busy_timeout=" + strconv.FormatInt(wait.Milliseconds(), 10)
}

// publicOnly is the authorizer of public connections. SQLite asks it for every
// table and function when a statement is prepared, so it costs nothing later.
func publicOnly(op int, a, b, schema string) int {
	allowed := false
	switch op {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqliteRecursive:
		allowed = true
	case sqlite3.SQLITE_READ: // a: table, b: column; a table of which no column is read comes without a schema
		allowed = strings.HasPrefix(a, "public_") && (schema == "main" || schema == "" && b == "")
	case sqlite3.SQLITE_FUNCTION: // b: function
		allowed = b != "load_extension" && b != "fts3_tokenizer"
	case sqlite3.SQLITE_PRAGMA: // a: pragma; full-text search asks for the page size
		allowed = a == "page_size" && b == ""
	}
	if allowed {
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_DENY
}

// sqliteRecursive is SQLITE_RECURSIVE, which go-sqlite3 doesn't name.
const sqliteRecursive = 33
