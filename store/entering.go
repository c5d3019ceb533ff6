package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"

	"vigil/internal/casefile"
)

// occurrence is what is announced once.
type occurrence struct {
	casefile   int64
	kind       Announced
	subject    string
	occurrence string
}

// entering is one write transaction on the ledger.
type entering struct {
	db    *DB
	ctx   context.Context
	tx    *sql.Tx
	now   int64
	known map[occurrence]int64 // ids of announcements
	stmts map[string]*sql.Stmt
	made  int
}

func (w *entering) close() {
	for _, s := range w.stmts {
		s.Close()
	}
}

// result is what a statement did that is kept prepared until close.
func (w *entering) result(query string, args ...any) (sql.Result, error) {
	s, ok := w.stmts[query]
	if !ok {
		var err error
		if s, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, err
		}
		w.stmts[query] = s
	}
	return s.ExecContext(w.ctx, args...)
}

// exec runs such a statement, and says how many rows it changed.
func (w *entering) exec(query string, args ...any) (int64, error) {
	r, err := w.result(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// post writes a message under a key. Where there is one already, which says
// other things, this is one more beside it.
func (w *entering) post(p *Post, key string, crosspost bool) (int64, error) {
	const insert = `
		INSERT INTO posts (key, nonce, ref, server, channel, person, kind, day, due, state, next, crossed)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'pending', CASE WHEN EXISTS (
			SELECT 1 FROM channels c WHERE c.id = ?5 AND (c.paused = 1 OR c.halted <> '')) THEN ?10 ELSE ?9 END, ?11)
		ON CONFLICT (key) DO NOTHING`
	for n := 1; ; n++ {
		this := key
		if n > 1 {
			this = fmt.Sprintf("%s/%d", key, n)
		}
		nonce, ref := marks(this)
		r, err := w.result(insert, this, nonce, ref, p.Server, p.Channel, p.Person, string(p.Kind), dayStored(p.Day), p.Due.UnixMilli(), parked, !crosspost)
		if err != nil {
			return 0, err
		}
		written, err := r.RowsAffected()
		if err != nil {
			return 0, err
		}
		if written > 0 {
			return r.LastInsertId()
		}
	}
}

// marks are the nonce and the reference of a message: made from its key, so that
// they are known before it is first tried, and say nothing of what it is.
func marks(key string) (nonce, ref string) {
	sum := sha256.Sum256([]byte("vigil message " + key))
	nonce = hex.EncodeToString(sum[:])[:25]
	// Without digits that are mistaken for letters, as people may read it out.
	text := base32.StdEncoding.EncodeToString(sum[16:])
	return nonce, text[:4] + "-" + text[4:8]
}

// linesAtOnce is how many lines are written by one statement.
const linesAtOnce = 16

// lines has a message say more, after so many lines: what the channel wasn't
// told, nor is about to be. With post 0 that was missed. It reports how many
// lines that are.
func (w *entering) lines(channel string, all []Line, post int64, after int) (n int64, err error) {
	for first := 0; first < len(all); first += linesAtOnce {
		some := all[first:min(first+linesAtOnce, len(all))]
		values := make([]any, 0, 6*len(some))
		for i := range some {
			x := &some[i]
			id, err := w.announcement(x)
			if err != nil {
				return 0, err
			}
			part := x.Part
			if post == 0 {
				part = PartMissed
			}
			values = append(values, channel, id, post, after+first+i, string(part), dayStored(x.Day))
		}
		insert := `INSERT INTO deliveries (channel, announcement, post, ord, part, day) VALUES (?, ?, ?, ?, ?, ?)` +
			strings.Repeat(`, (?, ?, ?, ?, ?, ?)`, len(some)-1) + ` ON CONFLICT (channel, announcement) DO NOTHING`
		written, err := w.exec(insert, values...)
		if err != nil {
			return 0, err
		}
		n += written
	}
	return n, nil
}

// announcement is the id of what is announced, which is made where it is new.
func (w *entering) announcement(x *Line) (int64, error) {
	if x.announcement != 0 {
		return x.announcement, nil
	}
	key := occurrence{x.Casefile, x.Kind, x.Subject, x.Occurrence}
	if id, ok := w.known[key]; ok {
		return id, nil
	}
	const insert = `
		INSERT INTO announcements (casebook, casefile, kind, subject, occurrence, facts, created) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (casefile, kind, subject, occurrence) DO NOTHING`
	_, err := w.exec(insert, x.Casebook, x.Casefile, string(x.Kind), x.Subject, x.Occurrence, refsStored(x.Facts), w.now)
	if err != nil {
		return 0, err
	}
	const query = `SELECT id FROM announcements WHERE casefile = ? AND kind = ? AND subject = ? AND occurrence = ?`
	var id int64
	if err := w.tx.QueryRowContext(w.ctx, query, x.Casefile, string(x.Kind), x.Subject, x.Occurrence).Scan(&id); err != nil {
		return 0, err
	}
	w.known[key] = id
	return id, nil
}

func refsStored(refs []casefile.Ref) string {
	all := make([]string, len(refs))
	for i, r := range refs {
		all[i] = string(r)
	}
	return strings.Join(all, " ")
}

func storedRefs(s string) (refs []casefile.Ref) {
	for _, r := range strings.Fields(s) {
		refs = append(refs, casefile.Ref(r))
	}
	return refs
}
