package store

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"vigil/internal/casefile"
)

// decision is what becomes of one record of an import.
type decision struct {
	old   row       // zero: new
	write *prepared // nil: nothing to write
}

// is what the casefile is once that is done.
func (d decision) is() casefile.Visibility {
	if d.write == nil {
		return d.old.visibility
	}
	return d.write.casefile.Visibility
}

// decide weighs a record against what stands here. It writes nothing.
func (i *importing) decide(w *writing, p *prepared) (decision, error) {
	old, err := readRow(w.ctx, w.tx, i.book, p.casefile.Slug)
	if errors.Is(err, ErrNotFound) {
		if err := sourced(p.casefile); err != nil {
			return decision{}, err
		}
		return decision{write: p}, i.rest(w, p)
	}
	if err != nil {
		return decision{}, err
	}
	if old.into != 0 {
		err := mergedInto(w.ctx, w.tx, old, p.casefile.Slug)
		if m, ok := errors.AsType[*Merged](err); ok {
			o := object(IsMerged, "%w", err)
			o.Slug = m.Into
			err = o
		}
		return decision{}, err
	}
	if old.visibility == casefile.Withdrawn {
		return decision{old: old}, i.raise(w, p, old)
	}
	known, err := w.known(old, p)
	if err != nil {
		return decision{}, err
	}
	want, err := i.visibility(w, p, old)
	switch {
	case err != nil:
		return decision{}, err
	case !known && !i.options.Publish && old.visibility == casefile.Public && want == casefile.Public:
		return decision{}, object(IsPublic, "is public here: import it with publishing, or it can't be changed by a file")
	case !known:
		if err := i.untouched(w, old); err != nil {
			return decision{}, err
		}
		if err := i.keeps(w, old, p.casefile); err != nil {
			return decision{}, err
		}
		p, err = i.as(p.casefile, want, p)
		return decision{old, p}, err
	case want == old.visibility:
		return decision{old: old}, nil
	}
	// The record brings nothing but another visibility: what stands here gets it.
	c, err := readDocument(w.ctx, w.tx, old.id)
	if err != nil {
		return decision{}, err
	}
	p, err = i.as(c, want, nil)
	return decision{old, p}, err
}

// raise refuses to bring back what was withdrawn; a record that is itself
// withdrawn agrees with what stands here.
func (i *importing) raise(w *writing, p *prepared, old row) error {
	if p.casefile.Visibility == casefile.Withdrawn {
		return nil
	}
	err := tombstone(w.ctx, w.tx, old.id, p.casefile.Slug)
	if t, ok := errors.AsType[*Tombstone](err); ok {
		return object(IsWithdrawn, "%w", t).of(t)
	}
	return err
}

// rest refuses to bring back under another slug whom a withdrawn casefile is
// about.
func (i *importing) rest(w *writing, p *prepared) error {
	if p.casefile.Visibility == casefile.Withdrawn {
		w.dug = false // one more, when it is written
		return nil
	}
	g, err := w.buried(p.casefile)
	if err != nil || g == nil {
		return err
	}
	err = tombstone(w.ctx, w.tx, g.id, g.slug)
	if t, ok := errors.AsType[*Tombstone](err); ok {
		return object(NameWithdrawn, "has the name of somebody who was withdrawn: %w; if it is a namesake, the country or the date of birth can say so", err).of(t)
	}
	return err
}

// visibility is the one that the casefile will have.
func (i *importing) visibility(w *writing, p *prepared, old row) (casefile.Visibility, error) {
	switch said := p.casefile.Visibility; said {
	case casefile.Public: // said only with Publish, see line
		if old.visibility == casefile.Embargoed {
			return "", object(IsEmbargoed, "%w here: lift the embargo first", ErrEmbargoed)
		}
		if old.visibility == casefile.Draft {
			// Only a curator makes a draft of what was public.
			if was, err := w.was(old, casefile.Public); err != nil {
				return "", err
			} else if was {
				return "", object(WasUnpublished, "was public and was made a draft here: it can be published here again, not by a file")
			}
		}
		return casefile.Public, nil
	case casefile.Embargoed, casefile.Withdrawn:
		w.dug = false // it may be one more that is withdrawn
		// Once it was so here and was lifted, an old file doesn't bring it back.
		lifted, err := w.was(old, said)
		if err != nil {
			return "", err
		}
		if !lifted {
			return said, nil
		}
	}
	return old.visibility, nil
}

// was reports whether a revision had that visibility.
func (w *writing) was(old row, v casefile.Visibility) (bool, error) {
	const query = `SELECT count(*) FROM revisions WHERE casefile = ? AND visibility = ?`
	var n int
	err := w.row(query, old.id, string(v)).Scan(&n)
	return n > 0, err
}

// untouched refuses to overwrite what a curator edited here since it was
// imported.
func (i *importing) untouched(w *writing, old row) error {
	last, err := readRevision(w.ctx, w.tx, old.id, old.version)
	if err != nil {
		return err
	}
	if !last.Imported {
		o := object(WasChanged, "was changed here by %s on %s (version %d), and the file says otherwise: nothing is overwritten",
			last.Author, last.At.UTC().Format(time.DateOnly), last.Version)
		o.By, o.At, o.Version = last.Author, last.At, last.Version
		return o
	}
	return nil
}

// keeps refuses a partial record that would take away what is on record.
func (i *importing) keeps(w *writing, old row, c *casefile.Casefile) error {
	if !i.options.Partial {
		return nil
	}
	now, err := readDocument(w.ctx, w.tx, old.id)
	if err != nil || !takesAway(now, c) {
		return err
	}
	o := object(TakesAway, "is on record with more than this says, which would be lost: nothing is overwritten")
	o.Slug = c.Slug
	return o
}

// takesAway reports whether something has no successor in after: a place, or of
// a list as many entries as are missing.
func takesAway(before, after *casefile.Casefile) bool {
	missing := make(map[string]int)
	for _, d := range casefile.Diff(before, in(after, before.Visibility)) {
		parent := d.Path[:strings.LastIndexByte(d.Path, '/')]
		switch at := d.Path[len(parent)+1:]; {
		case d.Kind == casefile.Removed && strings.Trim(at, "0123456789") == "":
			missing[parent]++
		case d.Kind == casefile.Removed:
			return true
		case d.Kind == casefile.Added && strings.Trim(at, "0123456789") == "":
			missing[parent]--
		}
	}
	for _, n := range missing {
		if n > 0 {
			return true
		}
	}
	return false
}

// as is c with that visibility, ready to be written; done is c prepared
// already, with whatever visibility.
func (i *importing) as(c *casefile.Casefile, v casefile.Visibility, done *prepared) (*prepared, error) {
	if err := sourced(in(c, v)); err != nil {
		return nil, err
	}
	if done != nil && done.casefile.Visibility == v {
		return done, nil
	}
	p, err := prepare(i.book, in(c, v))
	if _, ok := errors.AsType[*casefile.Invalid](err); ok {
		err = object(NotInOrder, "%w", err)
	}
	return p, err
}

// sourced refuses to publish what names no source that everybody may read, as
// it is refused to a curator. A file may say public of somebody who is
// confidential: nothing of them is shown.
func sourced(c *casefile.Casefile) error {
	if c.Visibility != casefile.Public {
		return nil
	}
	if p := c.Publishable(); len(p) == 1 && p[0].Path == "/sources" {
		return object(NotInOrder, "%w", &casefile.Invalid{Slug: c.Slug, Problems: p})
	}
	return nil
}

// known tells whether a revision says what p says, whatever its visibility was,
// or the public sees just that: what was exported for the public must not, when
// it is read back, take the place of what curators see.
func (w *writing) known(old row, p *prepared) (bool, error) {
	if bytes.Equal(old.digest, p.digest) {
		return true, nil
	}
	args := []any{old.id}
	if old.visibility == casefile.Public {
		seen, _, err := written(in(p.casefile, casefile.Public))
		if err != nil {
			return false, err
		}
		const query = `SELECT count(*) FROM public_casefiles WHERE casefile = ? AND doc = ?`
		var n int
		if err := w.row(query, old.id, text(seen)).Scan(&n); err != nil || n > 0 {
			return n > 0, err
		}
	}
	for _, v := range []casefile.Visibility{casefile.Draft, casefile.Public, casefile.Embargoed, casefile.Withdrawn} {
		_, digest, err := written(in(p.casefile, v))
		if err != nil {
			return false, err
		}
		args = append(args, digest)
	}
	const query = `SELECT count(*) FROM revisions WHERE casefile = ? AND digest IN (?, ?, ?, ?)`
	var n int
	err := w.row(query, args...).Scan(&n)
	return n > 0, err
}
