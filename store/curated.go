package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Curated is a casefile in one line, as curators see it.
type Curated struct {
	Summary
	Visibility casefile.Visibility
	Version    Version
	Changed    time.Time
	Checked    time.Time // when a curator last verified it; zero: never
	CheckedBy  Author
}

// CuratedAmbiguous is a name that several people of a casebook have.
type CuratedAmbiguous struct {
	Typed      string
	Candidates []Curated // at most 25
}

// Error counts them.
func (e *CuratedAmbiguous) Error() string { return "several people are called that" }

// Resolve finds the casefile that a curator meant, whatever its visibility: a
// slug (that of a merged casefile leads to the one it went into) or a name. A
// [*CuratedAmbiguous] when it may be several, a [*Tombstone] of one that was
// withdrawn and was named by its slug, else a [*NotFound].
func (s *Curation) Resolve(ctx context.Context, book CasebookID, typed string) (c Stored, err error) {
	defer wrap(&err, "resolve a name")

	typed = strings.TrimSpace(clip(typed))
	c, err = s.Casefile(ctx, book, typed)
	if err == nil || !isNotFound(err) {
		return c, err
	}
	found, err := s.exactly(ctx, book, typed)
	if err != nil {
		return Stored{}, err
	}
	if len(found) == 0 {
		if found, err = s.meant(ctx, book, typed); err != nil {
			return Stored{}, err
		}
	}
	if len(found) > 1 {
		return Stored{}, &CuratedAmbiguous{Typed: typed, Candidates: found}
	}
	return s.Casefile(ctx, book, found[0].Slug)
}

// exactly are the casefiles whose person has just that name, apart from how it
// is written.
func (s *Curation) exactly(ctx context.Context, book CasebookID, typed string) ([]Curated, error) {
	key := wordsKey(typed)
	if key == "" {
		return nil, nil
	}
	ids, err := calledJust(ctx, s.db.readers, book, key, candidatesLimit)
	if err != nil {
		return nil, err
	}
	return s.lines(ctx, book, ids)
}

// calledJust are at most n casefiles that have a name with that key.
func calledJust(ctx context.Context, q querier, book CasebookID, key string, n int) ([]int64, error) {
	const query = `
		SELECT casefile FROM hidden_keys WHERE casebook = ?1 AND key = ?2
		UNION
		SELECT casefile FROM public_keys WHERE casebook = ?1 AND field = 'name' AND key = ?2
		ORDER BY casefile LIMIT ?3`
	return column[int64](ctx, q, query, book, key, n)
}

// meant are the casefiles that the indexes find: one when they are sure.
func (s *Curation) meant(ctx context.Context, book CasebookID, typed string) ([]Curated, error) {
	matches, verdict, err := s.best(ctx, book, typed)
	if err != nil {
		return nil, err
	}
	if verdict == names.One {
		matches = matches[:1] // what follows is only similar
	}
	found, err := s.lines(ctx, book, ids(matches))
	if err != nil {
		return nil, err
	}
	if verdict == names.None || len(found) == 0 {
		similar := make([]Summary, len(found))
		for i, c := range found {
			similar[i] = c.Summary
		}
		return nil, &NotFound{Typed: typed, Similar: similar}
	}
	return found[:min(len(found), candidatesLimit)], nil
}

// Suggest completes a person's name for curators: at most n casefiles, drafts
// and embargoed ones included, best first; with nothing typed, those that
// changed last. Withdrawn ones are not among them.
func (s *Curation) Suggest(ctx context.Context, book CasebookID, typed string, n int) (_ []Curated, err error) {
	defer wrap(&err, "suggest people")

	if n <= 0 {
		return nil, nil
	}
	typed = strings.TrimSpace(clip(typed))
	if typed == "" {
		const query = `
			SELECT id FROM casefiles
			WHERE casebook = ? AND ` + present + ` ORDER BY changed DESC, id DESC LIMIT ?`
		recent, err := column[int64](ctx, s.db.readers, query, book, n)
		if err != nil {
			return nil, err
		}
		return s.lines(ctx, book, recent)
	}
	matches, err := s.search(ctx, book, typed, n)
	if err != nil {
		return nil, err
	}
	return s.lines(ctx, book, ids(matches))
}

// present is the condition that a casefile is neither withdrawn nor merged.
const present = `visibility <> 'withdrawn' AND merged_into IS NULL`

// lines reads the lines of those casefiles, in the order of ids, leaving out any
// that was withdrawn or merged.
func (s *Curation) lines(ctx context.Context, book CasebookID, ids []int64) ([]Curated, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	// The unary plus keeps SQLite from walking the whole casebook for a few.
	query := selectCurated + ` WHERE id IN (` + list(ids) + `) AND +casebook = ? AND ` + present
	found, err := curatedLines(ctx, s.db.readers, query, book)
	slices.SortFunc(found, func(x, y Curated) int {
		return cmp.Compare(slices.Index(ids, x.ID), slices.Index(ids, y.ID))
	})
	return found, err
}

const selectCurated = `SELECT id, casebook, slug, visibility, version, changed, checked, checked_by, doc FROM casefiles`

// curatedLines are the lines that the query finds.
func curatedLines(ctx context.Context, q querier, query string, args ...any) (all []Curated, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			c                Curated
			changed, checked int64
			doc              []byte
		)
		if err := rows.Scan(&c.ID, &c.Casebook, &c.Slug, &c.Visibility, &c.Version, &changed, &checked, &c.CheckedBy, &doc); err != nil {
			return nil, err
		}
		c.Changed = time.UnixMilli(changed)
		if checked > 0 {
			c.Checked = time.UnixMilli(checked)
		}
		if err := c.summarise(doc); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// summarise takes what a line shows from the document, without understanding
// the rest of it.
func (c *Curated) summarise(doc []byte) error {
	var d struct {
		Person struct {
			Name  string
			Names []struct{ Text, Kind string }
		}
		Country string
		Status  struct {
			Code casefile.StatusCode
			AsOf string `json:"as_of"`
		}
	}
	if err := json.Unmarshal(doc, &d); err != nil {
		return fmt.Errorf("%w: stored document: %w", ErrCorrupt, err)
	}
	c.Name, c.Country, c.Status = d.Person.Name, d.Country, d.Status.Code
	for _, n := range d.Person.Names {
		if n.Kind == "native" {
			c.NativeName = n.Text
			break
		}
	}
	var err error
	c.StatusAsOf, err = storedDate(d.Status.AsOf)
	return err
}

// OnRecord looks up the casefile that a slug of the casebook stands for itself:
// nil where there is none, where it was withdrawn, and where it leads to another
// that it was merged into.
func (s *Curation) OnRecord(ctx context.Context, book CasebookID) func(slug string) (*casefile.Casefile, error) {
	return func(slug string) (*casefile.Casefile, error) {
		now, err := s.Casefile(ctx, book, slug)
		switch {
		case errors.Is(err, ErrNotFound), errors.As(err, new(*Tombstone)):
			return nil, nil
		case err != nil:
			return nil, err
		case now.Casefile.Slug != slug:
			return nil, nil
		}
		return now.Casefile, nil
	}
}
