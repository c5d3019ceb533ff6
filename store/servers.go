package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
)

// Servers knows the Discord servers, the casebooks and who may read what. Every
// interaction asks it, so what it knows stays in memory for as long as
// server_state.seq doesn't move.
type Servers struct {
	db *DB

	mu     sync.Mutex
	seq    int64 // for which known and direct hold
	known  map[string]place
	direct []CasebookID // nil: not read yet
}

// Server is a Discord server as it was set up. The zero Server is a direct
// message. An empty Language, Calendar or Timezone means the program's default.
type Server struct {
	ID       string
	Casebook CasebookID
	Home     bool // its curators curate the casebook
	Language string
	Calendar string
	Timezone string   // IANA name
	Private  bool     // replies are private unless asked otherwise
	Curators []string // roles that curate, beside whoever may manage messages
	Review   string   // channel in which suggestions are reviewed; "": none
	Policy   Policy
}

// Access is the right of one place to casebooks. Only [Servers] makes one.
type Access struct {
	Reads   []CasebookID // ascending; of equal slugs the first casebook's is meant
	Curates CasebookID   // 0: none
}

// May tells whether the casebook may be read.
func (a Access) May(id CasebookID) bool { return slices.Contains(a.Reads, id) }

// place is a server with its rights, as remembered.
type place struct {
	server Server
	access Access
}

func newServers(db *DB) *Servers { return &Servers{db: db, known: make(map[string]place)} }

// Of is the server with that id and what may be read and curated there. A
// server that was never seen before gets an empty casebook of its own, of which
// it is the home.
func (s *Servers) Of(ctx context.Context, id string) (_ Server, _ Access, err error) {
	defer wrap(&err, "server %s", id)

	seq, err := s.state(ctx)
	if err != nil {
		return Server{}, Access{}, err
	}
	if p, ok := s.recall(seq, id); ok {
		return p.server, p.access, nil
	}
	server, err := readServer(ctx, s.db.readers, id)
	if errors.Is(err, sql.ErrNoRows) {
		if err = s.settle(ctx, id); err == nil {
			server, err = readServer(ctx, s.db.readers, id)
		}
	}
	if err != nil {
		return Server{}, Access{}, err
	}
	p := place{server, accessOf(server)}
	s.remember(seq, id, p)
	return p.server, p.access, nil
}

// Direct is what may be read in a direct message, or where a user installed the
// bot: the casebooks that are open to all.
func (s *Servers) Direct(ctx context.Context) (_ Access, err error) {
	defer wrap(&err, "casebooks open to all")

	seq, err := s.state(ctx)
	if err != nil {
		return Access{}, err
	}
	s.mu.Lock()
	open, hit := s.direct, s.direct != nil && s.seq == seq
	s.mu.Unlock()
	if !hit {
		open, err = column[CasebookID](ctx, s.db.readers, `SELECT id FROM casebooks WHERE open = 1 ORDER BY id`)
		if err != nil {
			return Access{}, err
		}
		s.mu.Lock()
		if s.at(seq) {
			s.direct = append(make([]CasebookID, 0, len(open)), open...)
		}
		s.mu.Unlock()
	}
	return Access{Reads: slices.Clip(open)}, nil
}

func accessOf(s Server) Access {
	a := Access{Reads: []CasebookID{s.Casebook}}
	if s.Home {
		a.Curates = s.Casebook
	}
	return a
}

// state is the seq for which memory must hold: one tiny query, which also sees
// what other processes changed.
func (s *Servers) state(ctx context.Context) (seq int64, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	// The context can't be cancelled from here on: watching it would cost more
	// than the read.
	err = s.db.readers.QueryRowContext(context.WithoutCancel(ctx), `SELECT seq FROM server_state`).Scan(&seq)
	return seq, err
}

func (s *Servers) recall(seq int64, id string) (place, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seq != seq {
		return place{}, false
	}
	p, ok := s.known[id]
	return p, ok
}

// remember keeps what was read at or after seq. It may be newer than seq, which
// is harmless: a later change moves seq on, and everything is read again.
func (s *Servers) remember(seq int64, id string, p place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at(seq) {
		s.known[id] = p
	}
}

// at makes seq the one for which memory holds, and forgets what is older. It
// reports false when memory is already further. The caller holds mu.
func (s *Servers) at(seq int64) bool {
	if seq > s.seq {
		s.seq, s.direct = seq, nil
		clear(s.known)
	}
	return seq == s.seq
}

// settle gives a new server its empty casebook. Two processes, or two
// interactions, may do so at once: the second finds it done.
func (s *Servers) settle(ctx context.Context, id string) error {
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var known int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM servers WHERE id = ?`, id).Scan(&known); err != nil || known > 0 {
			return err
		}
		now := s.db.now().UnixMilli()
		book, err := insertCasebook(ctx, tx, serverPrefix+id, "", now)
		if errors.Is(err, ErrExists) { // the server was taken elsewhere and its row removed by hand
			err = tx.QueryRowContext(ctx, `SELECT id FROM casebooks WHERE name = ?`, serverPrefix+id).Scan(&book)
		}
		if err != nil {
			return err
		}
		const insert = `INSERT INTO servers (id, casebook, home, created) VALUES (?, ?, 1, ?)`
		_, err = tx.ExecContext(ctx, insert, id, book, now)
		return err
	})
}

func readServer(ctx context.Context, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, id string) (v Server, err error) {
	const query = `
		SELECT id, casebook, home, language, calendar, timezone, private, curators, review, policy
		FROM servers WHERE id = ?`
	var curators, policy string
	err = q.QueryRowContext(ctx, query, id).
		Scan(&v.ID, &v.Casebook, &v.Home, &v.Language, &v.Calendar, &v.Timezone, &v.Private, &curators, &v.Review, &policy)
	if err != nil {
		return Server{}, err
	}
	if curators != "" {
		v.Curators = strings.Fields(curators)
	}
	v.Policy, err = readPolicy(policy)
	return v, err
}

// change is a write transaction that moves server_state.seq.
func (s *Servers) change(ctx context.Context, fn func(context.Context, *sql.Tx) error) error {
	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE server_state SET seq = seq + 1`)
		return err
	})
}
