package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"vigil/internal/names"
)

// Upload is a file that a curator sent, waiting to be imported.
type Upload struct {
	ID       string
	Casebook CasebookID
	By       Author
	Name     string
	Data     []byte
}

// uploadLife is how long an upload is kept.
const uploadLife = 24 * time.Hour

// KeepUpload keeps a file for a day.
func (d *Desk) KeepUpload(ctx context.Context, u Upload) (_ Upload, err error) {
	defer wrap(&err, "keep an upload")

	u.ID = rand.Text()
	if u.Data == nil {
		u.Data = []byte{} // not NULL
	}
	err = d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		now := d.db.now()
		if _, err := tx.ExecContext(ctx, deleteOldUploads, now.UnixMilli()); err != nil {
			return err
		}
		const insert = `INSERT INTO uploads (id, casebook, author, name, data, until) VALUES (?, ?, ?, ?, ?, ?)`
		_, err := tx.ExecContext(ctx, insert, u.ID, u.Casebook, string(u.By), u.Name, u.Data, now.Add(uploadLife).UnixMilli())
		return err
	})
	return u, err
}

const deleteOldUploads = `DELETE FROM uploads WHERE until <= ?`

// Upload is the file with that id; an [ErrNotFound] when there is none of that
// curator's.
func (d *Desk) Upload(ctx context.Context, id string, by Author) (u Upload, err error) {
	defer wrap(&err, "read an upload")

	const query = `SELECT id, casebook, author, name, data FROM uploads WHERE id = ? AND author = ? AND until > ?`
	err = d.db.readers.QueryRowContext(ctx, query, id, string(by), d.db.now().UnixMilli()).
		Scan(&u.ID, &u.Casebook, &u.By, &u.Name, &u.Data)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return u, err
}

// DropUpload erases it. That it is gone already is no error.
func (d *Desk) DropUpload(ctx context.Context, id string, by Author) (err error) {
	defer wrap(&err, "drop an upload")

	return d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM uploads WHERE id = ? AND author = ?`, id, string(by))
		return err
	})
}

// Columns is the map of columns that was last used in the casebook for a file
// with that heading, in whatever order its columns stand; nil when none was.
func (d *Desk) Columns(ctx context.Context, book CasebookID, heading []string) (m map[string]string, err error) {
	defer wrap(&err, "read a map of columns")

	var data []byte
	const query = `SELECT map FROM columns WHERE casebook = ? AND heading = ?`
	err = d.db.readers.QueryRowContext(ctx, query, book, headingKey(heading)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	return asHeaded(m, heading), nil
}

// asHeaded is a map of columns with the headings as they are written this time.
func asHeaded(m map[string]string, heading []string) map[string]string {
	now := make(map[string]string, len(m))
	for was, field := range m {
		h := was
		if !slices.Contains(heading, was) {
			for _, like := range heading {
				if _, known := m[like]; !known && names.Fold(like) == names.Fold(was) {
					h = like
				}
			}
		}
		now[h] = field
	}
	return now
}

// KeepColumns remembers a map of columns (heading → field) for files with that
// heading.
func (d *Desk) KeepColumns(ctx context.Context, book CasebookID, heading []string, m map[string]string) (err error) {
	defer wrap(&err, "keep a map of columns")

	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return d.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const upsert = `
			INSERT INTO columns (casebook, heading, map) VALUES (?, ?, ?)
			ON CONFLICT (casebook, heading) DO UPDATE SET map = excluded.map`
		_, err := tx.ExecContext(ctx, upsert, book, headingKey(heading), text(data))
		return err
	})
}

// headingKey is the same for headings that differ in the order of their columns
// or in how a spreadsheet writes them. It is a hash, for headings may be long.
func headingKey(heading []string) string {
	folded := make([]string, len(heading))
	for i, h := range heading {
		folded[i] = names.Fold(h)
	}
	slices.Sort(folded)
	hash := sha256.New()
	for _, h := range folded {
		hash.Write(append([]byte(h), 0))
	}
	return hex.EncodeToString(hash.Sum(nil))
}
