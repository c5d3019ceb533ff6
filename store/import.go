package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"io"

	"github.com/mattn/go-sqlite3"

	"vigil/internal/casefile"
)

// ImportOptions say how to import.
type ImportOptions struct {
	// Publish makes public what the file calls public. Without it everything
	// new lands as a draft. What the file calls embargoed or withdrawn stays
	// so either way.
	Publish bool
	// DryRun finds out what would happen and writes nothing.
	DryRun bool
	Author Author
	Why    string
	// Progress is called now and then, from one goroutine.
	Progress func(Progress)
}

// Progress is how far an import is.
type Progress struct {
	Bytes   int64 // of the file, read so far
	Records int   // decided and kept so far
}

// Report is what became of each record of an import.
type Report struct {
	New       int // casefiles that weren't there before
	Changed   int // new revisions of casefiles that were
	Unchanged int // nothing in the record is new, nothing was written
	Refused   []Refusal
}

// Records is how many records were decided.
func (r Report) Records() int { return r.New + r.Changed + r.Unchanged + len(r.refusedRecords()) }

func (r Report) refusedRecords() map[int]bool {
	m := make(map[int]bool)
	for _, f := range r.Refused {
		m[f.Record] = true
	}
	return m
}

// Refusal is one reason why a record was not imported; a record may have
// several. Nothing of a refused record is kept.
type Refusal struct {
	Record int    // its place in the file, from 1
	Line   int    // of the file, from 1
	Path   string // JSON pointer inside the record; "" is the record as a whole
	Slug   string // "" when it couldn't be read
	Reason string
}

// One transaction holds up to so many records, and bytes of documents: enough
// to make its fsync cheap, few enough that others who write wait some tenths of
// a second, and that large records don't fill the memory.
const (
	batchRecords = 400
	batchBytes   = 4 << 20
)

// Import reads a casebook file into the casebook. It takes one record at a
// time, so that memory doesn't grow with the file. Importing a file again
// writes nothing. A record that is invalid, or that would undo what was decided
// here, is refused and reported, and the others go on:
//
//   - a withdrawn casefile stays withdrawn, and an embargoed one unpublished;
//   - a casefile that was edited here since its last import is not overwritten;
//   - without Publish, nothing that is public here is changed.
//
// A record that says what an earlier revision already said brings nothing new,
// and leaves the newer revision alone. When the file ends early, isn't JSON or
// the disk fails, the report says what was kept until then; the import can be
// run again.
func (s *Curation) Import(ctx context.Context, book CasebookID, r io.Reader, o ImportOptions) (report Report, err error) {
	defer wrap(&err, "import")

	i := &importing{store: s, book: book, options: o, seen: make(map[uint64]int), seed: maphash.MakeSeed()}
	ctx, cancel := context.WithCancel(ctx)
	line := newLine(ctx, r, book, o.Publish)
	// The readers of the line have ended before Import returns, whatever happens.
	defer line.wait()
	defer cancel()

	for {
		batch, err := line.batch(ctx)
		if len(batch) > 0 {
			if err := i.keep(ctx, batch); err != nil {
				return i.report, err
			}
			if o.Progress != nil {
				o.Progress(Progress{Bytes: line.bytes(), Records: i.records})
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return i.report, err
		}
	}
	return i.report, i.header(ctx, line.header())
}

// importing is the state of one import.
type importing struct {
	store   *Curation
	book    CasebookID
	options ImportOptions
	seed    maphash.Seed
	seen    map[uint64]int // hash of a slug → record; 20 bytes a casefile, not its text
	records int
	report  Report
}

// keep writes one batch, or nothing of it.
func (i *importing) keep(ctx context.Context, batch []*parcel) error {
	before, records := i.report, i.records
	write := i.store.db.update
	if i.options.DryRun {
		write = func(ctx context.Context, fn func(context.Context, *sql.Tx) error) error {
			return i.store.db.view(ctx, func(tx *sql.Tx) error { return fn(ctx, tx) })
		}
	}
	err := write(ctx, func(steady context.Context, tx *sql.Tx) error {
		w, err := newWriting(steady, tx, i.book, i.store.db.now().UnixMilli())
		if err != nil {
			return err
		}
		defer w.close()
		for _, p := range batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := i.record(w, p); err != nil {
				return err
			}
			i.records++
		}
		if i.options.DryRun {
			return nil
		}
		return w.publish()
	})
	if err != nil {
		i.report, i.records = before, records
	}
	return err
}

// record decides on one record and does it.
func (i *importing) record(w *writing, p *parcel) error {
	if p.err != nil {
		return i.refuse(p, p.err)
	}
	slug := p.prepared.casefile.Slug
	if first, twice := i.seen[maphash.String(i.seed, slug)]; twice {
		return i.refuse(p, fmt.Errorf("the file has this slug already, in record %d", first))
	}
	d, err := i.decide(w, p.prepared)
	var no *objection
	if errors.As(err, &no) {
		return i.refuse(p, err)
	}
	if err != nil {
		return err
	}
	if d.write != nil && !i.options.DryRun {
		if err := i.whole(w, d); err != nil {
			if reason := unfit(err); reason != nil {
				return i.refuse(p, reason)
			}
			return err
		}
	}
	i.seen[maphash.String(i.seed, slug)] = p.record.Index + 1
	switch {
	case d.write == nil:
		i.report.Unchanged++
	case d.old.id == 0:
		i.report.New++
	default:
		i.report.Changed++
	}
	return nil
}

// whole writes a record with all that belongs to it, or nothing of it.
func (i *importing) whole(w *writing, d decision) error {
	if _, err := w.exec(`SAVEPOINT record`); err != nil {
		return err
	}
	moved := len(w.moved)
	_, err := w.revision(d.write, d.old, i.options.Author, i.options.Why, true)
	if err != nil && unfit(err) != nil {
		w.moved = w.moved[:moved]
		if _, err := w.exec(`ROLLBACK TO record`); err != nil {
			return err
		}
	}
	if _, rerr := w.exec(`RELEASE record`); rerr != nil {
		return errors.Join(err, rerr)
	}
	return err
}

// unfit is the reason why SQLite can't take this record, nil when the failure
// isn't the record's: a full disk ends the import.
func unfit(err error) error {
	var e sqlite3.Error
	if errors.As(err, &e) && (e.Code == sqlite3.ErrConstraint || e.Code == sqlite3.ErrTooBig || e.Code == sqlite3.ErrMismatch) {
		return err
	}
	return nil
}

// refuse reports every reason that err has.
func (i *importing) refuse(p *parcel, err error) error {
	r := Refusal{Record: p.record.Index + 1, Line: p.record.Line, Slug: p.slug}
	var invalid *casefile.Invalid
	if !errors.As(err, &invalid) || len(invalid.Problems) == 0 {
		r.Reason = err.Error()
		i.report.Refused = append(i.report.Refused, r)
		return nil
	}
	for _, problem := range invalid.Problems {
		r.Path, r.Reason = problem.Path, problem.Reason
		if problem.Line > 0 {
			r.Line = problem.Line
		}
		if problem.Suggestion != "" {
			r.Reason += fmt.Sprintf("; did you mean %q?", problem.Suggestion)
		}
		i.report.Refused = append(i.report.Refused, r)
	}
	return nil
}

// header keeps what the file says of the casebook, where nothing is kept yet.
func (i *importing) header(ctx context.Context, h casefile.Casebook) error {
	if i.options.DryRun || h.Title == "" && h.Note == "" && h.Licence == "" && h.AsOf.IsZero() {
		return nil
	}
	return i.store.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		const update = `
			UPDATE casebooks SET title = ?, note = ?, licence = ?, as_of = ?
			WHERE id = ? AND title = '' AND note = '' AND licence = '' AND as_of = ''`
		_, err := tx.ExecContext(ctx, update, h.Title, h.Note, h.Licence, h.AsOf.String(), i.book)
		return err
	})
}
