package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
)

// KeepView keeps the state of a view until then, and returns the id by which a
// button finds it: 26 characters that can't be guessed. Views that are past
// their time go.
//
// The state may hold what somebody asked, so that it can't be read from the
// database alone: it is sealed with a key that only the button has.
func (s *Settings) KeepView(ctx context.Context, data []byte, until time.Time) (id string, err error) {
	defer wrap(&err, "keep a view")

	id = rand.Text()
	name, seal, err := viewSeal(id)
	if err != nil {
		return "", err
	}
	sealed := seal.Seal(nil, make([]byte, seal.NonceSize()), data, nil) // a key seals one thing only
	return id, s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, deleteOldViews, s.db.now().UnixMilli()); err != nil {
			return err
		}
		const insert = `INSERT INTO views (id, data, until) VALUES (?, ?, ?)`
		_, err := tx.ExecContext(ctx, insert, name, sealed, until.UnixMilli())
		return err
	})
}

const deleteOldViews = `DELETE FROM views WHERE until <= ?`

// View is what was kept under id; an [ErrNotFound] when it never was or its
// time is over.
func (s *Settings) View(ctx context.Context, id string) (data []byte, err error) {
	defer wrap(&err, "read a view")

	name, seal, err := viewSeal(id)
	if err != nil {
		return nil, err
	}
	const query = `SELECT data FROM views WHERE id = ? AND until > ?`
	var sealed []byte
	err = s.db.readers.QueryRowContext(ctx, query, name, s.db.now().UnixMilli()).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	data, err = seal.Open(nil, make([]byte, seal.NonceSize()), sealed, nil)
	if err != nil {
		err = fmt.Errorf("%w: a kept view: %w", ErrCorrupt, err)
	}
	return data, err
}

// viewSeal is the name under which a view is stored and what opens it, both
// made from the id, which is not stored.
func viewSeal(id string) (name string, seal cipher.AEAD, err error) {
	called, key := sha256.Sum256([]byte("name "+id)), sha256.Sum256([]byte("key "+id))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return "", nil, err
	}
	seal, err = cipher.NewGCM(block)
	return base64.RawURLEncoding.EncodeToString(called[:]), seal, err
}
