package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"vigil/internal/casefile"
)

// Write writes plans, all of them or none. It reports how many messages it
// made. The plan of a channel that was set up anew since it was read is left
// out: it is thought of again.
func (l *Ledger) Write(ctx context.Context, now time.Time, plans []Plan) (made int, err error) {
	defer wrap(&err, "write plans")

	err = l.update(ctx, "a plan", func(ctx context.Context, tx *sql.Tx) error {
		w := entering{db: l.db, ctx: ctx, tx: tx, now: now.UnixMilli(), known: make(map[occurrence]int64), stmts: make(map[string]*sql.Stmt)}
		defer w.close()
		for i := range plans {
			if err := w.plan(&plans[i]); err != nil {
				return err
			}
		}
		made = w.made
		return nil
	})
	if err != nil {
		return 0, err
	}
	return made, nil
}

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

func (w *entering) prepared(query string) (*sql.Stmt, error) {
	s, ok := w.stmts[query]
	if !ok {
		var err error
		if s, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, err
		}
		w.stmts[query] = s
	}
	return s, nil
}

// exec runs a statement that is kept prepared, and says how many rows it changed.
func (w *entering) exec(query string, args ...any) (int64, error) {
	s, err := w.prepared(query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(w.ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// plan writes what was thought out for one channel.
func (w *entering) plan(p *Plan) error {
	const update = `
		UPDATE channels SET through = ?3, digested = ?4, planned = ?5, next = ?6, version = version + 1
		WHERE id = ?1 AND version = ?2 AND paused = 0 AND halted = ''`
	n, err := w.exec(update, p.Channel.ID, p.Channel.version, dayStored(p.Through), dayStored(p.Digested), w.now, p.Next.UnixMilli())
	if err != nil || n == 0 {
		return err
	}
	if _, err := w.lines(p.Channel.ID, p.Missed, 0, 0); err != nil {
		return err
	}
	for i := range p.Posts {
		if err := w.planned(&p.Channel, &p.Posts[i]); err != nil {
			return err
		}
	}
	return nil
}

// planned writes a message with those of its lines that the ledger doesn't have
// for the channel, and takes back the message if none is left.
func (w *entering) planned(ch *Channel, p *Planned) error {
	if len(p.Lines)+len(p.More) == 0 && !p.Missed {
		return nil
	}
	x := Post{Kind: p.Kind, Server: ch.Server, Channel: ch.ID, Day: p.Day, Due: p.Due}
	post, err := w.post(&x, string(p.Kind)+"/"+ch.ID+"/"+p.Day.String(), ch.Crosspost)
	if err != nil {
		return err
	}
	said, err := w.lines(ch.ID, p.Lines, post, 0)
	if err != nil {
		return err
	}
	more, err := w.lines(ch.ID, p.More, post, len(p.Lines))
	if err != nil {
		return err
	}
	said += more
	if p.Missed {
		const take = `UPDATE deliveries SET post = ?2, ord = ord + ?3 WHERE channel = ?1 AND post = 0`
		taken, err := w.exec(take, ch.ID, post, len(p.Lines)+len(p.More))
		if err != nil {
			return err
		}
		said += taken
	}
	return w.unlessEmpty(post, said)
}

// unlessEmpty takes a message back that says nothing, and counts it otherwise.
func (w *entering) unlessEmpty(post, said int64) error {
	if said > 0 {
		w.made++
		w.db.unposted.Store(true)
		return nil
	}
	_, err := w.exec(`DELETE FROM posts WHERE id = ?`, post)
	return err
}

// post writes a message under a key. Where there is one already, which says
// other things, this is one more beside it.
func (w *entering) post(p *Post, key string, crosspost bool) (int64, error) {
	const insert = `
		INSERT INTO posts (key, nonce, ref, server, channel, person, kind, day, due, state, next, crossed)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'pending', CASE WHEN EXISTS (
			SELECT 1 FROM channels c WHERE c.id = ?5 AND (c.paused = 1 OR c.halted <> '')) THEN ?10 ELSE ?9 END, ?11)
		ON CONFLICT (key) DO NOTHING`
	s, err := w.prepared(insert)
	if err != nil {
		return 0, err
	}
	for n := 1; ; n++ {
		this := key
		if n > 1 {
			this = fmt.Sprintf("%s/%d", key, n)
		}
		nonce, ref := marks(this)
		r, err := s.ExecContext(w.ctx, this, nonce, ref, p.Server, p.Channel, p.Person, string(p.Kind), dayStored(p.Day), p.Due.UnixMilli(), parked, !crosspost)
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
	s, err := w.prepared(query)
	if err != nil {
		return 0, err
	}
	var id int64
	if err := s.QueryRowContext(w.ctx, x.Casefile, string(x.Kind), x.Subject, x.Occurrence).Scan(&id); err != nil {
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
