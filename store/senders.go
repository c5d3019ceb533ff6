package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// How much one member may suggest to one casebook.
const (
	suggestionsPerHour = 5
	suggestionsPerDay  = 20
)

// TooMany says that somebody suggested much in a short time.
type TooMany struct{ Until time.Time }

// Error says until when.
func (e *TooMany) Error() string { return fmt.Sprintf("too many suggestions until %s", e.Until) }

// senderKey makes the hashes by which a sender is counted and blocked without
// being known.
type senderKey []byte

// senderKeyName is under which name the key is kept.
const senderKeyName = "sender-key"

func (db *DB) senderKey(ctx context.Context) (senderKey, error) {
	key, err := db.Settings().Kept(ctx, senderKeyName)
	if err != nil || key != nil {
		return key, err
	}
	key = make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return db.Settings().KeepOnce(ctx, senderKeyName, key)
}

// of is the hash of a person, by Discord's id.
func (k senderKey) of(person string) []byte {
	hash := hmac.New(sha256.New, k)
	hash.Write([]byte(person))
	return hash.Sum(nil)
}

// maySend says why somebody may not suggest anything to the casebook now.
func maySend(ctx context.Context, tx *sql.Tx, s Suggestion, who []byte) error {
	var blocked bool
	const query = `SELECT EXISTS (SELECT 1 FROM blocks WHERE casebook = ? AND who = ?)`
	if err := tx.QueryRowContext(ctx, query, s.Casebook, who).Scan(&blocked); err != nil {
		return err
	}
	if blocked {
		return ErrForbidden
	}
	var until time.Time
	for _, limit := range []struct {
		n    int
		span time.Duration
	}{{suggestionsPerHour, time.Hour}, {suggestionsPerDay, 24 * time.Hour}} {
		// When the n-th last was made: as long as that is within the span, it's enough.
		const query = `SELECT at FROM sendings WHERE casebook = ? AND who = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?`
		var at int64
		err := tx.QueryRowContext(ctx, query, s.Casebook, who, s.At.Add(-limit.span).UnixMilli(), limit.n-1).Scan(&at)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		if free := time.UnixMilli(at).Add(limit.span); free.After(until) {
			until = free
		}
	}
	if !until.IsZero() {
		return &TooMany{until}
	}
	return nil
}

// linkKey is the same for links that lead to the same page, "" of what is no
// link.
func linkKey(source string) string {
	for _, word := range strings.Fields(source) {
		u, err := url.Parse(word)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		query := u.Query()
		for name := range query {
			if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
				query.Del(name)
			}
		}
		host := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(u.Host), "www."), "m.")
		return host + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + query.Encode()
	}
	return ""
}

// Purge erases what has had its time: senders of decided suggestions as the
// casebook's home wants it, what was counted of senders, edits, uploads and views that
// nobody came back to, reasons of errands that were given up, and where something was
// shown. Writes do the same beside their work; call it now and then for when
// nobody writes.
func (db *DB) Purge(ctx context.Context) (err error) {
	defer wrap(&err, "purge")

	return db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := db.purge(ctx, tx); err != nil {
			return err
		}
		now := db.now()
		for _, old := range []struct {
			statement string
			before    time.Time
		}{
			{deleteOldEdits, now.Add(-editLife)},
			{deleteOldUploads, now},
			{deleteOldViews, now},
			{deleteOldShown, now.Add(-shownLife)},
			{`DELETE FROM errands WHERE given_up = 1 AND since <= ?`, now.Add(-shownLife)},
			{deleteOldNotices, now.Add(-shownLife)},
			{deleteOldDeliveries, now.Add(-shownLife)},
			{deleteOldDirect, now.Add(-shownLife)},
		} {
			if _, err := tx.ExecContext(ctx, old.statement, old.before.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

// purge erases senders, and what was counted of them.
func (db *DB) purge(ctx context.Context, tx *sql.Tx) error {
	now := db.now()
	if _, err := tx.ExecContext(ctx, `DELETE FROM sendings WHERE at <= ?`, now.Add(-24*time.Hour).UnixMilli()); err != nil {
		return err
	}
	const query = `SELECT DISTINCT casebook FROM suggestions WHERE sender <> '' AND state <> 'open'`
	books, err := column[CasebookID](ctx, tx, query)
	if err != nil {
		return err
	}
	for _, book := range books {
		policy, _, err := homePolicy(ctx, tx, book)
		if err != nil {
			return err
		}
		const past = `casebook = ? AND sender <> '' AND state <> 'open' AND decided_at <= ?`
		until := now.AddDate(0, 0, -policy.KeepSenders).UnixMilli()
		if err := db.unname(ctx, tx, past, book, until); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE suggestions SET sender = '' WHERE `+past, book, until); err != nil {
			return err
		}
	}
	return nil
}
