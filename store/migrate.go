package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"vigil/store/migrations"
)

// applicationID is "VIGL". The first migration writes it into the file's
// header, where it says whose database this is.
const applicationID = 0x5649474c

// migrations of this program, as goose's provider over db. Nothing global.
func provider(db *sql.DB, files fs.FS) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
}

// migrate applies the migrations that are missing, each with its version in
// one transaction. Another process may be doing the same: then what it has
// done is taken as it is.
func migrate(ctx context.Context, db *sql.DB, wait time.Duration) error {
	p, err := provider(db, migrations.Files)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(wait)
	for {
		_, err := p.Up(ctx)
		if err == nil {
			return nil
		}
		// A rival's migration makes ours fail in one of many ways. What
		// counts is whether anything is still missing.
		pending, perr := p.HasPending(ctx)
		if perr == nil && !pending {
			return nil
		}
		if !rivalry(err) || time.Now().After(deadline) {
			return err
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
}

// rivalry tells whether err may come of another process migrating at the same
// time: it holds the lock, or has made the table that was about to be made.
func rivalry(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked ||
		e.Code == sqlite3.ErrError || e.Code == sqlite3.ErrConstraint || e.Code == sqlite3.ErrSchema)
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
