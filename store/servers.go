package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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

// Attach lets the server read the named casebook, and with home also curate
// it; the casebook's home until then goes on reading it. What the server read
// before it no longer reads. The server need not have been seen yet.
func (s *Servers) Attach(ctx context.Context, id, casebook string, home bool, by Author) (v Server, err error) {
	defer wrap(&err, "attach server %s to casebook %q", id, casebook)

	b, err := s.Casebook(ctx, casebook)
	if err != nil {
		return Server{}, err
	}
	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		v, err = s.attach(ctx, tx, id, b.ID, home, by)
		return err
	})
	return v, err
}

// Read lets the server read the casebook whose read code this is; an
// [ErrNotFound] when it is nobody's.
func (s *Servers) Read(ctx context.Context, id, code string, by Author) (v Server, err error) {
	defer wrap(&err, "read code for server %s", id)

	err = s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var book CasebookID
		err := tx.QueryRowContext(ctx, `SELECT id FROM casebooks WHERE read_code = ?`, code).Scan(&book)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		v, err = s.attach(ctx, tx, id, book, false, by)
		return err
	})
	return v, err
}

func (s *Servers) attach(ctx context.Context, tx *sql.Tx, id string, book CasebookID, home bool, by Author) (v Server, err error) {
	before, err := readServer(ctx, tx, id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Server{}, err
	}
	if home {
		if _, err := tx.ExecContext(ctx, `UPDATE servers SET home = 0 WHERE casebook = ? AND id <> ?`, book, id); err != nil {
			return Server{}, err
		}
	}
	// Reading one's own casebook by code must not end its curation.
	now := s.db.now().UnixMilli()
	const upsert = `
		INSERT INTO servers (id, casebook, home, created) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET
			home = ?3 OR (home AND casebook = ?2), casebook = ?2`
	if _, err := tx.ExecContext(ctx, upsert, id, book, home, now); err != nil {
		return Server{}, err
	}
	if v, err = readServer(ctx, tx, id); err != nil {
		return Server{}, err
	}
	said := "server " + id + " reads it"
	if v.Home {
		said += " and curates it"
		if err := s.db.reshow(ctx, tx, book, id, v.Review); err != nil {
			return Server{}, err
		}
	}
	if before.Casebook != 0 && before.Casebook != book {
		a := Act{By: by, Action: ActionSetup, Detail: "server " + id + " no longer reads it"}
		if err := note(ctx, tx, before.Casebook, now, a); err != nil {
			return Server{}, err
		}
	}
	return v, note(ctx, tx, book, now, Act{By: by, Action: ActionSetup, Detail: said})
}

// SetLanguage sets the language of replies in the server; "" is the default.
func (s *Servers) SetLanguage(ctx context.Context, id, language string, by Author) error {
	return s.set(ctx, id, setting{"language", language, "language: " + or(language, "default")}, by)
}

// SetCalendar sets the calendar of the server's cards; "" is the default.
func (s *Servers) SetCalendar(ctx context.Context, id, calendar string, by Author) error {
	return s.set(ctx, id, setting{"calendar", calendar, "calendar: " + or(calendar, "default")}, by)
}

// SetTimezone sets the server's time zone by its IANA name; "" is the default.
func (s *Servers) SetTimezone(ctx context.Context, id, zone string, by Author) error {
	return s.set(ctx, id, setting{"timezone", zone, "time zone: " + or(zone, "default")}, by)
}

// SetPrivate says whether replies are private unless asked otherwise.
func (s *Servers) SetPrivate(ctx context.Context, id string, private bool, by Author) error {
	return s.set(ctx, id, setting{"private", private, fmt.Sprintf("private replies: %t", private)}, by)
}

// setting is what is set of a server, and how the audit trail says it.
type setting struct {
	column string
	value  any
	said   string
}

// set sets it, and notes it in the trail of the casebook that the server reads.
func (s *Servers) set(ctx context.Context, id string, what setting, by Author) (err error) {
	defer wrap(&err, "set up server %s", id)

	if _, _, err := s.Of(ctx, id); err != nil { // a new server settles first
		return err
	}
	return s.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `UPDATE servers SET `+what.column+` = ? WHERE id = ?`, what.value, id)); err != nil {
			return err
		}
		v, err := readServer(ctx, tx, id)
		if err != nil {
			return err
		}
		if what.column == "review" && v.Home {
			if err := s.db.reshow(ctx, tx, v.Casebook, id, v.Review); err != nil {
				return err
			}
		}
		return note(ctx, tx, v.Casebook, s.db.now().UnixMilli(), Act{By: by, Action: ActionSetup, Detail: "server " + id + ", " + what.said})
	})
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
