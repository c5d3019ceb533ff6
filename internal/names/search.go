package names

import (
	"cmp"
	"slices"
	"strings"
)

// Match is one person found.
type Match struct {
	ID    uint64  // as given to [Index.Put]
	Score float64 // 0 to 1; 1 is the same spelling
	Name  string  // the name that was matched, as given to [Index.Put]
}

// Search returns up to limit people of the groups that match what somebody
// has typed so far, best first; the same text and people always give the same
// order. Words count in any order, as beginnings, with typing mistakes, in
// other spellings and in the other script, joined or apart. One letter finds
// the names that have a word beginning with it. Text without a letter or a
// digit finds nobody.
//
// It looks at the first 8 words typed, and of each at the first 32 letters.
// Groups is asked once for each group of the index.
func (ix *Index) Search(text string, groups func(uint32) bool, limit int) []Match {
	t := newTyped(text)
	if len(t.words) == 0 || limit <= 0 {
		return nil
	}
	all := ix.search(&t, groups, limit, usual())
	matches := make([]Match, len(all))
	for i := range matches {
		matches[i] = all[i].Match
	}
	return matches
}

// found is a match and where it stands.
type found struct {
	Match
	part   *part
	person uint32
}

func byScore(a, b found) int {
	return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.ID, b.ID))
}

// limits keep a search short whatever was typed. A search that reaches them
// has found many more people than anybody reads. They count in each segment.
type limits struct {
	beginnings int // words that begin as typed
	aligned    int // words compared by sound, in each way, for each one typed
	names      int // names looked at, for each way to read the typed words
	filled     int // names looked at with one typed word missing
	common     int // names that may hold the other: of a word that is common, those few would be any
	scanned    int // names passed by on the way to those looked at
	marked     int // names that a word has, to be marked before others are looked at
}

func usual() limits {
	return limits{beginnings: 30000, aligned: 1500, names: 4000, filled: 500, common: 3000, scanned: 250000, marked: 150000}
}

// Scores at which the search for mistakes ends: nearly everything typed stands
// in a name as it was typed; all of it with a spelling or a mistake between.
const (
	sure = whole * 0.95
	good = whole * 0.90
	fair = whole * 0.80
)

// search returns the limit best matches that there are, the best first. It
// looks further, from likely mistakes to unlikely ones, until somebody is
// found: as typed and by sound, one mistake in a word that nobody has, in any
// word, words joined or split, a word that is quite wrong, two mistakes.
//
// What is found doesn't depend on how the people lie in segments, unless the limits are reached.
func (ix *Index) search(t *typed, groups func(uint32) bool, limit int, within limits) []found {
	s := taken[search](&finders.search)
	defer s.end()
	state := ix.current()
	s.begin(within, len(t.words), max(2*limit, 24))
	for i := range state.groups {
		if groups(state.groups[i].group) {
			for j := range state.groups[i].segments {
				s.lookIn(&state.groups[i].segments[j])
			}
		}
	}
	s.stages(t, limit)
	return s.matches(t, limit)
}

func (s *search) stages(t *typed, limit int) {
	n := len(t.words)
	all := make([]int, n)
	for i := range t.words {
		all[i] = s.column()
		s.likely(i, &t.words[i])
	}
	s.meet(t.words, all)
	s.look(t.words, all, s.within.names)
	if s.has(limit, good) || n > 1 && s.has(1, sure) {
		return
	}
	unknown := make([]bool, n)
	for i := range t.words {
		if unknown[i] = s.top(i) < same; unknown[i] {
			s.mistyped(i, &t.words[i], 1)
		}
	}
	s.lookAgain(t.words, all)
	if s.has(1, fair) {
		return
	}
	for i := range t.words {
		if !unknown[i] && slices.Contains(unknown, false) {
			s.mistyped(i, &t.words[i], 1)
		}
	}
	s.lookAgain(t.words, all)
	s.otherReadings(t)
	if n > 1 {
		s.lookWithout(t.words, all)
	}
	if s.has(1, fair) {
		return
	}
	for i := range t.words {
		s.mistyped(i, &t.words[i], 2)
	}
	s.lookAgain(t.words, all)
}

// lookAgain looks for the names that hold the typed words where more words fit
// than when it was looked last.
func (s *search) lookAgain(ts []typedWord, reading []int) {
	if s.news {
		s.look(ts, reading, s.within.names)
	}
}

// matches returns the best hits, told apart by the plain spelling of all that
// was typed.
func (s *search) matches(t *typed, limit int) []found {
	all := make([]found, 0, len(s.best))
	for _, h := range s.best {
		p := h.in.p
		name := p.name(h.name)
		score := 0.97*float64(h.score)/whole + 0.03*spelled(t.plain, Fold(clip(name, maxName)))
		all = append(all, found{Match{h.id, min(score, 1), name}, p, p.person(h.name)})
	}
	slices.SortFunc(all, byScore)
	return all[:min(limit, len(all))]
}

// spelled returns how much of what was typed stands in the name in the same
// letters: 1 for the same text, less for a beginning.
func spelled(typed, name string) float64 {
	if typed == name {
		return 1
	}
	if strings.HasPrefix(name, typed) {
		return 0.9
	}
	same, all := 0, 0
	for w := range strings.FieldsSeq(typed) {
		all += len(w)
		best := 0
		for n := range strings.FieldsSeq(name) {
			i := 0
			for i < len(w) && i < len(n) && w[i] == n[i] {
				i++
			}
			best = max(best, i)
		}
		same += best
	}
	return 0.8 * float64(same) / float64(max(all, 1))
}
