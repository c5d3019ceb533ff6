package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"io"

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
	// Partial says that the records, such as the rows of a table, can't say all
	// that a casefile has: one that would take something away is refused.
	Partial bool
	Author  Author
	Why     string
	// Progress is called now and then, from one goroutine.
	Progress func(Progress)
	// Landed is called for each record that wasn't refused, in the order of the
	// file, from one goroutine, once it is kept.
	Landed func(Landed)
}

// Landed is what became of one record that wasn't refused.
type Landed struct {
	Record int // its place in the file, from 1
	Slug   string
	Fate   Fate

	// Was is what its casefile was, "" of a new one, and Is what it is from now on.
	Was, Is casefile.Visibility
}

// Hides is what a record has its casefile be that it wasn't: withdrawn or
// embargoed. It is "" where the record did neither.
func (x Landed) Hides() casefile.Visibility {
	if x.Is != x.Was && (x.Is == casefile.Withdrawn || x.Is == casefile.Embargoed) {
		return x.Is
	}
	return ""
}

// Fate is what becomes of a record.
type Fate string

// The fates.
const (
	FateNew       Fate = "new"
	FateChanged   Fate = "changed"
	FateUnchanged Fate = "unchanged"
)

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
//   - a withdrawn casefile stays withdrawn, and one that was embargoed or made a
//     draft here unpublished;
//   - who was withdrawn isn't brought back under another slug;
//   - a casefile that was edited here since its last import is not overwritten;
//   - without Publish, nothing that is public here is changed, but by hiding it;
//   - nothing is published without a source that everybody may read;
//   - what a Partial record doesn't say isn't taken away.
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
	defer func() { err = errors.Join(err, i.forget(context.WithoutCancel(ctx))) }()

	for {
		batch, err := line.batch(ctx)
		if len(batch) > 0 {
			if kerr := i.keep(ctx, batch, errors.Is(err, io.EOF)); kerr != nil {
				return i.report, errors.Join(kerr, i.noteEnd(ctx, kerr))
			}
			if o.Progress != nil {
				o.Progress(Progress{Bytes: line.bytes(), Records: i.records})
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return i.report, errors.Join(err, i.noteEnd(ctx, err))
		}
	}
	if err := i.noteEnd(ctx, nil); err != nil {
		return i.report, err
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
	noted   string   // how far the audit trail is: "", begun, ended
	careful bool     // a savepoint for each record
	lost    bool     // words went from the full text
	fates   []Landed // of the batch under way
}

// wrote tells whether anything was written since the report said before.
func (i *importing) wrote(before Report) bool {
	return i.report.New > before.New || i.report.Changed > before.Changed
}

// note has the audit trail say what an import writes, in the transactions in
// which it does: that it began, with the first batch that writes, and what it
// came to, with the last. One that a crash cut off has begun and not ended.
func (i *importing) note(w *writing, last bool) error {
	if i.options.DryRun || i.noted == "begun" && !last {
		return nil
	}
	a := Act{By: i.options.Author, Action: ActionImport, Detail: "begun"}
	i.noted = "begun"
	if last {
		a.Detail, i.noted = i.counts(), "ended"
	}
	if i.options.Why != "" {
		a.Detail += ": " + i.options.Why
	}
	return w.note(a)
}

// noteEnd has it say what the import came to where the last batch didn't.
func (i *importing) noteEnd(ctx context.Context, failed error) error {
	if i.noted != "begun" {
		return nil
	}
	i.noted = "ended"
	a := Act{By: i.options.Author, Action: ActionImport, Detail: i.counts()}
	if failed != nil {
		a.Detail += ", not to its end"
	}
	if i.options.Why != "" {
		a.Detail += ": " + i.options.Why
	}
	return i.store.Note(context.WithoutCancel(ctx), i.book, a)
}

func (i *importing) counts() string {
	r := i.report
	return fmt.Sprintf("%d new, %d changed, %d unchanged, %d refused", r.New, r.Changed, r.Unchanged, len(r.refusedRecords()))
}

// forget has the full-text index forget the words that went, once for all
// batches.
func (i *importing) forget(ctx context.Context) error {
	if !i.lost {
		return nil
	}
	return i.store.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		w, err := i.store.db.writing(ctx, tx, i.book)
		if err != nil {
			return err
		}
		defer w.close()
		return w.forget()
	})
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
