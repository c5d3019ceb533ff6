package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vigil/store/migrations"
)

// state is what stands at a path before it is opened for writing.
type state int

const (
	nothing state = iota // no file, or an empty one
	older                // a database of ours that lacks migrations
	current
)

// quickCheckLimit is the size in bytes up to which every page is looked at on
// opening (about 0.1 s). Larger files are checked by [DB.Check], when asked.
const quickCheckLimit = 64 << 20

// inspect looks at the file at path without changing a byte of it or leaving
// anything beside it, and says what stands there, or why it can't be used.
func inspect(ctx context.Context, path string, wait time.Duration) (state, error) {
	found, err := inspectFile(path)
	if err != nil || found == nothing {
		return found, err
	}
	db := sql.OpenDB(&connector{dsn: inspectionDSN(path, wait)})
	db.SetMaxOpenConns(1)
	defer db.Close()
	return inspectDatabase(ctx, db, path)
}

// inspectFile is what can be seen without SQLite.
func inspectFile(path string) (state, error) {
	dir, err := os.Stat(filepath.Dir(path))
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !dir.IsDir():
		return 0, ErrNoDirectory
	case err != nil:
		return 0, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nothing, nil
	case err != nil:
		return 0, err
	case info.IsDir():
		return 0, ErrIsDirectory
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) || isReadOnlyFS(err) {
		return 0, &fault{ErrReadOnly, err}
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if info.Size() == 0 {
		return nothing, nil
	}
	// https://www.sqlite.org/fileformat.html#the_database_header
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head, []byte(magic)) {
		return 0, ErrNotDatabase
	}
	return older, nil
}

const magic = "SQLite format 3\x00"

// inspectionDSN reads without leaving a trace. With no log beside the file it
// is complete in itself and nobody is writing, so it may be read as immutable,
// which takes no locks and makes no files; otherwise the log is part of it.
func inspectionDSN(path string, wait time.Duration) string {
	for _, beside := range []string{"-wal", "-journal"} {
		if _, err := os.Stat(path + beside); err == nil {
			return dsn(path, "mode=ro", "_query_only=on", busy(wait))
		}
	}
	return dsn(path, "mode=ro", "immutable=1", "_query_only=on", busy(wait))
}

// inspectDatabase asks whose database it is, how old, and whether it is whole.
func inspectDatabase(ctx context.Context, db *sql.DB, path string) (state, error) {
	var tables, application int64
	const whose = `
		SELECT (SELECT count(*) FROM sqlite_master),
		       (SELECT application_id FROM pragma_application_id)`
	if err := db.QueryRowContext(ctx, whose).Scan(&tables, &application); err != nil {
		return 0, err
	}
	switch {
	case tables == 0 && application == 0:
		return nothing, nil
	case application == 0 && onlyGoose(ctx, db):
		return older, nil // ended between making the table of versions and the first migration
	case application != applicationID:
		return 0, ErrForeign
	}
	applied, err := appliedVersions(ctx, db)
	if err != nil {
		return 0, err
	}
	known, err := knownVersions()
	if err != nil {
		return 0, err
	}
	if have, want := applied[len(applied)-1], known[len(known)-1]; have > want {
		return 0, &Newer{Have: have, Want: want}
	}
	if !slices.Equal(applied, known[:min(len(applied), len(known))]) {
		return 0, fmt.Errorf("%w (applied are the versions %v of %v)", ErrHalfMigrated, applied, known)
	}
	if err := wholeShape(ctx, db, applied[len(applied)-1]); err != nil {
		return 0, err
	}
	if err := quickCheck(ctx, db, path); err != nil {
		return 0, err
	}
	if len(applied) < len(known) {
		return older, nil
	}
	return current, nil
}

// onlyGoose tells whether the table of versions is all there is.
func onlyGoose(ctx context.Context, db *sql.DB) bool {
	var others int
	const query = `SELECT count(*) FROM sqlite_master WHERE name NOT IN ('goose_db_version', 'sqlite_sequence')`
	err := db.QueryRowContext(ctx, query).Scan(&others)
	return err == nil && others == 0
}

// appliedVersions are those that the database says it has, ascending; at least
// one, or it is an error.
func appliedVersions(ctx context.Context, db *sql.DB) ([]int64, error) {
	const query = `
		SELECT version_id FROM goose_db_version v
		WHERE version_id > 0 AND is_applied
		  AND id = (SELECT max(id) FROM goose_db_version WHERE version_id = v.version_id)
		ORDER BY version_id`
	var has int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`).Scan(&has); err != nil {
		return nil, err
	}
	if has == 0 {
		return nil, fmt.Errorf("%w (the table of versions is missing)", ErrHalfMigrated)
	}
	versions, err := column[int64](ctx, db, query)
	if err == nil && len(versions) == 0 {
		err = fmt.Errorf("%w (no version is recorded)", ErrHalfMigrated)
	}
	return versions, err
}

// knownVersions are this program's migrations, ascending.
func knownVersions() ([]int64, error) {
	p, err := provider(new(sql.DB), migrations.Files)
	if err != nil {
		return nil, err
	}
	var versions []int64
	for _, s := range p.ListSources() {
		versions = append(versions, s.Version)
	}
	return versions, nil
}

// wholeShape compares the tables with those that the version makes in an empty
// database: a migration that was broken off, or by somebody's hand, shows here.
func wholeShape(ctx context.Context, db *sql.DB, version int64) error {
	want, err := shapeOf(ctx, version)
	if err != nil {
		return err
	}
	have, err := column[string](ctx, db, shapeQuery)
	if err != nil {
		return err
	}
	for _, c := range want {
		if !slices.Contains(have, c) {
			return fmt.Errorf("%w (version %d has %s, which is missing)", ErrHalfMigrated, version, c)
		}
	}
	return nil
}

// shapeQuery lists each column as "table.column", and each index and trigger
// with its kind.
const shapeQuery = `
	SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
	UNION ALL
	SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL`

func shapeOf(ctx context.Context, version int64) ([]string, error) {
	db := sql.OpenDB(&connector{dsn: "file::memory:?_stmt_cache_size=0"})
	db.SetMaxOpenConns(1) // an in-memory database lives in its connection
	defer db.Close()
	p, err := provider(db, migrations.Files)
	if err != nil {
		return nil, err
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return nil, err
	}
	return column[string](ctx, db, shapeQuery)
}

// quickCheck looks at every page of a file that isn't large. It leaves out the
// full-text index, which can be made anew: [DB.Check] looks at that.
func quickCheck(ctx context.Context, db *sql.DB, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > quickCheckLimit {
		return err
	}
	tables, err := column[string](ctx, db, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'virtual'`)
	if err != nil {
		return err
	}
	for _, table := range tables {
		said, err := column[string](ctx, db, `PRAGMA quick_check('`+table+`')`)
		if err != nil {
			return err
		}
		if !slices.Equal(said, []string{"ok"}) {
			return fmt.Errorf("%w: %v", ErrCorrupt, said)
		}
	}
	return nil
}

// column is the first column of what the query finds.
func column[T any](ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
