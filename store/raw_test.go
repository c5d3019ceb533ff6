package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigil/store/migrations"
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

// ForgetCountsForTest has the next count taken anew.
func ForgetCountsForTest(db *DB) { db.public.counts = newCounts() }

// LatestForTest is the newest version.
func LatestForTest(t *testing.T) int64 {
	t.Helper()
	known, err := knownVersions()
	if err != nil {
		t.Fatal(err)
	}
	return known[len(known)-1]
}

// MigrateForTest makes a database of that version; 0 is one in which only the
// table of versions was made.
func MigrateForTest(t *testing.T, path string, version int64) {
	t.Helper()
	db := RawForTest(path)
	defer db.Close()
	p, err := provider(db, migrations.Files)
	if err != nil {
		t.Fatal(err)
	}
	if version == 0 {
		_, err = p.GetDBVersion(t.Context())
	} else {
		_, err = p.UpTo(t.Context(), version)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Rows are the rows that an import of casefiles makes, casefile by casefile.
type Rows struct {
	insert string
	values []any
}

// RowsForTest reads them for as many casefiles as an import takes in one
// transaction, those after the given id, and returns the last one's id.
func RowsForTest(ctx context.Context, db *DB, after int64) ([][]Rows, int64, error) {
	ids, err := column[int64](ctx, db.readers, `SELECT id FROM casefiles WHERE id > ? ORDER BY id LIMIT ?`, after, batchRecords)
	if err != nil || len(ids) == 0 {
		return nil, 0, err
	}
	tables := append([]string{"casefiles", "revisions", "public_changes", "hidden_keys"}, projectionTables()...)
	all := make([][]Rows, 0, len(ids))
	for _, id := range ids {
		var one []Rows
		for _, table := range tables {
			key := "casefile"
			if table == "casefiles" {
				key = "id"
			}
			rows, err := db.readers.QueryContext(ctx, `SELECT * FROM `+table+` WHERE `+key+` = ?`, id)
			if err != nil {
				return nil, 0, err
			}
			found, err := valuesOf(rows)
			if err != nil {
				return nil, 0, err
			}
			for _, v := range found {
				marks := strings.TrimSuffix(strings.Repeat("?, ", len(v)), ", ")
				one = append(one, Rows{`INSERT INTO ` + table + ` VALUES (` + marks + `)`, v})
				if table == "public_text" {
					one = append(one, Rows{`INSERT INTO public_fts (docid, names, body) VALUES (?, ?, ?)`, v})
				}
			}
		}
		all = append(all, one)
	}
	return all, ids[len(ids)-1], nil
}

func valuesOf(rows *sql.Rows) ([][]any, error) {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all [][]any
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, values)
	}
	return all, rows.Err()
}

// WriteRowsForTest writes them in one transaction by prepared statements and
// nothing else.
func WriteRowsForTest(ctx context.Context, db *DB, all [][]Rows) error {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	statements := make(map[string]*sql.Stmt)
	for _, rows := range all {
		for _, r := range rows {
			s := statements[r.insert]
			if s == nil {
				if s, err = tx.PrepareContext(ctx, r.insert); err != nil {
					return err
				}
				defer s.Close()
				statements[r.insert] = s
			}
			if _, err := s.ExecContext(ctx, r.values...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// ChannelsForTest sets up so many channels of a server, in one transaction.
func ChannelsForTest(t testing.TB, db *DB, server string, n int) {
	t.Helper()
	tx, err := db.writer.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	const insert = `
		INSERT INTO channels (id, server, kinds, hour, timezone, language, calendar, filters, crosspost, paused, by, through, digested, planned, next, since)
		VALUES (?, ?, 'update milestone', 9, '', '', '', '', 0, 0, 'admin', '2026-01-19', '', 0, 0, 0)`
	for i := range n {
		if _, err := tx.ExecContext(t.Context(), insert, strconv.Itoa(700_000+i), server); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// ForgetLedgerForTest empties the ledger, and forgets all channels.
func ForgetLedgerForTest(t testing.TB, db *DB) {
	t.Helper()
	for _, table := range []string{"deliveries", "posts", "announcements", "channels", "corrections", "notices"} {
		if _, err := db.writer.ExecContext(t.Context(), `DELETE FROM `+table); err != nil {
			t.Fatal(err)
		}
	}
}

// UnversionForTest makes a channel that was read comparable.
func UnversionForTest(ch *Channel) { ch.version = 0 }

// TableForTest is all that stands in a table, as text.
func TableForTest(ctx context.Context, db *DB, table string) (string, error) {
	rows, err := allRows(ctx, db.readers, `SELECT * FROM `+table)
	var b strings.Builder
	for _, row := range rows {
		for _, v := range row {
			if data, ok := v.([]byte); ok {
				v = string(data)
			}
			fmt.Fprintln(&b, v)
		}
	}
	return b.String(), err
}
