package store

import (
	"context"
	"database/sql"
	"errors"
	"hash/maphash"

	"github.com/mattn/go-sqlite3"

	"vigil/internal/casefile"
)

// keep writes one batch, or nothing of it. First it trusts that SQLite takes
// whatever is valid; when it doesn't, the batch is written again with a
// savepoint for each record, which is a third slower.
func (i *importing) keep(ctx context.Context, batch []*parcel, last bool) error {
	i.careful = false
	err := i.attempt(ctx, batch, last)
	if unfit(err) {
		i.careful = true
		err = i.attempt(ctx, batch, last)
	}
	if err != nil {
		return err
	}
	i.records += len(batch)
	if i.options.Landed != nil {
		for _, d := range i.fates {
			i.options.Landed(d)
		}
	}
	return nil
}

// attempt writes the batch, or leaves everything as it was.
func (i *importing) attempt(ctx context.Context, batch []*parcel, last bool) error {
	before, noted := i.report, i.noted
	i.fates = nil
	var accepted []uint64
	lost := false
	write := i.store.db.update
	if i.options.DryRun {
		write = i.rehearse
	}
	err := write(ctx, func(steady context.Context, tx *sql.Tx) error {
		w, err := i.store.db.writing(steady, tx, i.book)
		if err != nil {
			return err
		}
		defer w.close()
		w.later = true
		i.store.db.large.Store(true)
		for _, p := range batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			slug, err := i.record(w, p)
			if err != nil {
				return err
			}
			accepted = append(accepted, slug...)
		}
		removed, err := w.publish()
		if err != nil {
			return err
		}
		i.report.Removed += removed
		lost = w.lost
		if i.wrote(before) {
			return i.note(w, last)
		}
		return nil
	})
	i.lost = i.lost || lost
	if err != nil {
		i.report, i.noted = before, noted
		for _, slug := range accepted {
			delete(i.seen, slug)
		}
	}
	return err
}

// rehearse is the transaction of a dry run: it can't write.
func (i *importing) rehearse(ctx context.Context, fn func(context.Context, *sql.Tx) error) error {
	return i.store.db.view(ctx, func(tx *sql.Tx) error { return fn(ctx, tx) })
}

// record decides on one record and does it. It returns the hash of the slug of
// one that was accepted.
func (i *importing) record(w *writing, p *parcel) (accepted []uint64, err error) {
	if p.err != nil {
		i.refuse(p, p.err)
		return nil, nil
	}
	slug := maphash.String(i.seed, p.slug)
	if first, twice := i.seen[slug]; twice {
		i.refuse(p, i.twice(first))
		return nil, nil
	}
	d, err := i.decide(w, p.prepared)
	var no *Objection
	if errors.As(err, &no) {
		i.refuse(p, err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.write != nil && !i.options.DryRun {
		if err := i.write(w, d); unfit(err) && i.careful {
			i.refuse(p, err)
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	i.seen[slug] = p.record.Index + 1
	fate := FateChanged
	switch {
	case d.write == nil:
		fate = FateUnchanged
		i.report.Unchanged++
	case d.old.id == 0:
		fate = FateNew
		i.report.New++
	default:
		i.report.Changed++
	}
	if i.options.Landed != nil {
		i.fates = append(i.fates, Landed{Record: p.record.Index + 1, Slug: p.slug, Fate: fate, Was: d.old.visibility, Is: d.is()})
	}
	return []uint64{slug}, nil
}

// twice is the objection to a slug that an earlier record had.
func (i *importing) twice(first int) error {
	o := object(StandsTwice, "the file has this slug already, in record %d", first)
	o.Record = first
	return o
}

// write writes a record; when it is careful, with all that belongs to it or
// nothing of it.
func (i *importing) write(w *writing, d decision) error {
	if !i.careful {
		return i.revise(w, d)
	}
	if _, err := w.exec(`SAVEPOINT record`); err != nil {
		return err
	}
	moved, left, retarget, veiled := len(w.moved), len(w.left), len(w.retarget), len(w.veiled)
	err := i.revise(w, d)
	if unfit(err) {
		w.moved, w.left, w.retarget, w.veiled = w.moved[:moved], w.left[:left], w.retarget[:retarget], w.veiled[:veiled]
		if _, err := w.exec(`ROLLBACK TO record`); err != nil {
			return err
		}
	}
	if _, rerr := w.exec(`RELEASE record`); rerr != nil {
		return errors.Join(err, rerr)
	}
	return err
}

// revise writes the revision. Where it hides what stood here, the audit trail
// says so of this casefile, as it does when a curator hides it.
func (i *importing) revise(w *writing, d decision) error {
	_, v, err := w.revision(d.write, d.old, i.options.Author, i.options.Why, true)
	hides := Landed{Was: d.old.visibility, Is: d.is()}.Hides()
	if err != nil || d.old.id == 0 || hides == "" {
		return err
	}
	a := Act{By: i.options.Author, Action: ActionEmbargo, Slug: d.write.casefile.Slug, Version: v, Detail: i.options.Why}
	if hides == casefile.Withdrawn {
		a.Action = ActionWithdraw
	}
	return w.note(a)
}

// unfit tells whether SQLite refuses this one record. A full disk is no
// record's fault, and ends the import.
func unfit(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrConstraint || e.Code == sqlite3.ErrTooBig || e.Code == sqlite3.ErrMismatch)
}
