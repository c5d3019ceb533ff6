package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Match is one person found.
type Match struct {
	ID    uint64  // as given to [Index.Put]
	Score float64 // 0 to 1; 1 is the same spelling
	Name  string  // the name that was matched, as given to [Index.Put]
}

// Verdict says what typed text stands for.
type Verdict int

// What a resolved text can be.
const (
	None    Verdict = iota // nobody of that name; the matches are only similar
	One                    // one person, the first match
	Several                // more than one person may be meant
)

// Index finds people by name. The zero value is not ready: see [NewIndex].
// Any number of goroutines may search while one changes it.
type Index struct {
	mu     sync.RWMutex
	people map[uint64]entry
}

type entry struct {
	group uint32
	names []string
}

// NewIndex returns an index of nobody.
func NewIndex() *Index { return &Index{people: map[uint64]entry{}} }

// Put enters a person under all their names, in place of what was entered
// for that id before. Group is what [Index.Search] lets the caller choose by,
// the casebook.
func (ix *Index) Put(id uint64, group uint32, names []string) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.people[id] = entry{group, slices.Clone(names)}
}

// Remove takes a person out; an unknown id is no error.
func (ix *Index) Remove(id uint64) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	delete(ix.people, id)
}

// Len returns how many people are in the index.
func (ix *Index) Len() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return len(ix.people)
}

// Search returns up to limit people of the groups that match what was typed
// so far, best first.
func (ix *Index) Search(typed string, groups func(uint32) bool, limit int) []Match {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	q := strings.Fields(Fold(typed))
	if len(q) == 0 || limit <= 0 {
		return nil
	}
	var found []Match
	for id, e := range ix.people {
		if !groups(e.group) {
			continue
		}
		for _, name := range e.names {
			if n := Tokens(name); covers(n, q) {
				found = append(found, Match{id, float64(len(q)) / float64(max(len(n), len(q))), name})
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.ID, b.ID))
	})
	return found[:min(limit, len(found))]
}

func covers(name, typed []string) bool {
	for _, t := range typed {
		if !slices.ContainsFunc(name, func(n string) bool { return strings.HasPrefix(n, t) }) {
			return false
		}
	}
	return true
}

// Best resolves typed text to people.
func (ix *Index) Best(typed string, groups func(uint32) bool) ([]Match, Verdict) {
	found := ix.Search(typed, groups, 10)
	switch len(found) {
	case 0:
		return nil, None
	case 1:
		return found, One
	}
	return found, Several
}
