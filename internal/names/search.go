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
	all := ix.search(&t, groups, limit)
	matches := make([]Match, min(limit, len(all)))
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

// search returns at least the limit best matches that there are.
func (ix *Index) search(t *typed, groups func(uint32) bool, limit int) []found {
	var parts []*part
	state := ix.current()
	for i := range state.groups {
		if groups(state.groups[i].group) {
			for j := range state.groups[i].segments {
				parts = append(parts, &state.groups[i].segments[j])
			}
		}
	}
	// The small ones first: whom they surely hold need not be thought of as
	// mistyped in the large one.
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(a.count, b.count) })
	var all []found
	for _, p := range parts {
		certain := slices.ContainsFunc(all, func(m found) bool { return m.Score >= sure/whole })
		all = append(all, search(p, t, limit, certain)...)
	}
	slices.SortFunc(all, byScore)
	return all
}

func byScore(a, b found) int {
	return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.ID, b.ID))
}

// Limits that keep a search short whatever was typed. A search that reaches
// them has found many more people than anybody reads.
const (
	mostBeginnings = 30000 // words that begin as typed
	mostAligned    = 1500  // words compared by sound, for each one typed
	mostLines      = 4000  // lines looked at, for each way to read the typed words
	mostFilled     = 500   // lines looked at with one typed word missing
)

// Scores at which the search for mistakes ends: nearly everything typed stands
// in a name as it was typed; all of it with a spelling or a mistake between.
const (
	sure = whole * 0.95
	good = whole * 0.90
	fair = whole * 0.80
)

// search looks in one segment. Where certain, somebody has been found already
// and mistakes needn't be thought of.
func search(p *part, t *typed, limit int, certain bool) []found {
	f := finders.Get().(*finder)
	defer f.end()
	f.begin(p, max(2*limit, 24))
	for i := range t.words {
		f.likely(f.column(), &t.words[i])
	}
	n := len(t.words)
	reading := make([]int, n)
	for i := range reading {
		reading[i] = i
	}
	f.meet(t.words, reading)
	f.look(t.words, reading, mostLines)
	if certain || f.has(limit, good) || n > 1 && f.has(1, sure) {
		return f.matches(t, limit)
	}
	f.thinkOfMistakes(t, reading)
	return f.matches(t, limit)
}

// thinkOfMistakes looks further, from likely mistakes to unlikely ones, until
// somebody is found: one mistake in a word that nobody has, in any word, words
// joined or split, a word that is quite wrong, two mistakes.
func (f *finder) thinkOfMistakes(t *typed, reading []int) {
	n := len(t.words)
	unknown := 0
	for i := range t.words {
		if f.columns[i].top < same {
			unknown++
			f.mistyped(i, &t.words[i], 1)
		}
	}
	f.look(t.words, reading, mostLines)
	if f.has(1, fair) {
		return
	}
	for i := range t.words {
		if unknown < n && f.columns[i].top == same {
			f.mistyped(i, &t.words[i], 1)
		}
	}
	f.look(t.words, reading, mostLines)
	f.otherReadings(t)
	if n > 1 {
		f.lookWithout(t.words, reading)
	}
	if f.has(1, fair) {
		return
	}
	for i := range t.words {
		f.mistyped(i, &t.words[i], 2)
	}
	f.look(t.words, reading, mostLines)
}

// has reports whether at least n people have the score.
func (f *finder) has(n int, score float64) bool {
	for _, h := range f.best {
		if float64(h.score) >= score {
			n--
		}
	}
	return n <= 0
}

// matches returns the best hits, told apart by the plain spelling of all that
// was typed.
func (f *finder) matches(t *typed, limit int) []found {
	all := make([]found, 0, len(f.best))
	for _, h := range f.best {
		name := f.p.name(f.p.lineName[h.line])
		score := 0.97*float64(h.score)/whole + 0.03*spelled(t.plain, Fold(clip(name, maxName)))
		all = append(all, found{Match{f.p.ids[h.person], min(score, 1), name}, f.p, h.person})
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
