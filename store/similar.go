package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Similar is somebody on record with a name like one that is about to be
// entered.
type Similar struct {
	Curated
	Same      bool       // the name is the same, apart from how it is written
	Tombstone *Tombstone // of one that was withdrawn; Curated then has nothing but Slug
}

// alike is the similarity from which two names are usually spellings of one.
// Those that differ in one short vowel, such as Hamed and Hamid, lie below.
const alike = 0.9

// Similar are the casefiles, tombstones included, whose person has a name like
// one of these, best first. Nothing follows from it but a question to the curator.
//
// A name is the same when nothing but case, marks, variants of one letter,
// punctuation, spaces and characters that nobody sees tell the two apart.
func (s *Curation) Similar(ctx context.Context, book CasebookID, called []string, n int) (_ []Similar, err error) {
	defer wrap(&err, "find people of a similar name")

	if n <= 0 {
		return nil, nil
	}
	score := make(map[int64]float64)
	for _, name := range called {
		if name = clip(name); wordsKey(name) == "" {
			continue
		}
		if err := s.likeName(ctx, book, name, score); err != nil {
			return nil, err
		}
	}
	found := make([]int64, 0, len(score))
	for id := range score {
		found = append(found, id)
	}
	slices.SortFunc(found, func(a, b int64) int { return cmp.Or(-cmp.Compare(score[a], score[b]), cmp.Compare(a, b)) })
	lines, err := s.lines(ctx, book, found[:min(n, len(found))])
	if err != nil {
		return nil, err
	}
	graves, err := s.gravesOf(ctx, book, called)
	if err != nil {
		return nil, err
	}
	for _, c := range lines {
		graves = append(graves, Similar{Curated: c, Same: score[c.ID] > 1})
	}
	// Those of the same name first, and of them the withdrawn ones.
	slices.SortStableFunc(graves, func(a, b Similar) int { return -cmp.Compare(rank(a), rank(b)) })
	return graves[:min(n, len(graves))], nil
}

func rank(s Similar) int {
	switch {
	case s.Same && s.Tombstone != nil:
		return 2
	case s.Same:
		return 1
	}
	return 0
}

// likeName notes the casefiles with a name like this one, and how like; above 1
// it is the same.
func (s *Curation) likeName(ctx context.Context, book CasebookID, name string, score map[int64]float64) error {
	same, err := calledJust(ctx, s.db.readers, book, wordsKey(name), 100)
	if err != nil {
		return err
	}
	for _, id := range same {
		score[id] = 2
	}
	begun, err := s.search(ctx, book, name, 20)
	if err != nil {
		return err
	}
	for _, m := range begun {
		like := names.Similarity(name, m.Name)
		if letters(m.Name) == letters(name) {
			like = 2
		}
		if id := int64(m.ID); like >= alike {
			score[id] = max(score[id], like)
		}
	}
	sure, _, err := s.best(ctx, book, name)
	for _, m := range sure {
		if id := int64(m.ID); m.Score >= alike {
			score[id] = max(score[id], m.Score)
		}
	}
	return err
}

// meets tells whether two sets have something in common.
func meets(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// letters are the folded letters of a name, without what stands between them.
func letters(name string) string { return strings.ReplaceAll(names.Fold(name), " ", "") }

// gravesOf are the tombstones of people with one of these names.
func (s *Curation) gravesOf(ctx context.Context, book CasebookID, called []string) (found []Similar, err error) {
	var p casefile.Person
	for _, name := range called {
		p.Names = append(p.Names, casefile.Name{Text: name})
	}
	plain := make(map[string]bool)
	for _, name := range called {
		plain[letters(name)] = true
	}
	err = s.db.view(ctx, func(tx *sql.Tx) error {
		graves, err := readGraves(ctx, tx, book)
		if err != nil || len(graves) == 0 {
			return err
		}
		keys := calledBy(&p)
		for _, g := range graves {
			if !meets(g.called, keys) || slices.ContainsFunc(found, func(s Similar) bool { return s.Slug == g.slug }) {
				continue
			}
			t, err := readTombstone(ctx, tx, g.id, g.slug)
			if err != nil {
				return err
			}
			found = append(found, Similar{Curated: Curated{Summary: Summary{Casebook: book, Slug: g.slug}}, Same: meets(g.letters, plain), Tombstone: t})
		}
		return nil
	})
	return found, err
}
