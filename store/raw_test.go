package store

import (
	"database/sql"
	"time"
)

// RawForTest opens the file as another program would, on one connection.
func RawForTest(path string) *sql.DB {
	db := sql.OpenDB(&connector{dsn: dsn(path, "mode=rwc", busy(time.Second))})
	db.SetMaxOpenConns(1)
	return db
}

// PublicForTest is the pool behind Public.
func PublicForTest(db *DB) *sql.DB { return db.public.pool }

// WriterForTest is the writer's pool of one.
func WriterForTest(db *DB) *sql.DB { return db.writer }
