package names

import (
	"cmp"
	"slices"
)

// Verdict says what a text stands for.
type Verdict int

// What a resolved text can be.
const (
	None    Verdict = iota // nobody of that name; the matches are only similar
	One                    // one person, the first match
	Several                // more than one person may be meant, all the matches
)

// String returns the verdict in English.
func (v Verdict) String() string {
	switch v {
	case One:
		return "one"
	case Several:
		return "several"
	}
	return "none"
}

// The rules of [Index.Best]. They were set on the pairs of testdata/names.tsv
// so that no pair of different people passes.
const (
	enough      = 0.9  // the least identity that is taken for the person
	margin      = 0.08 // how far the next person must be behind
	exactMargin = 0.04 // the same behind somebody spelled exactly as typed
	partly      = 0.98 // what a part of a name counts: Rasoulof alone
	doubtful    = 0.75 // the most that a name with other words in it counts
	disagreeing = 0.6  // words less alike than that are different words
	unlike      = 0.85 // the same where one word tells two people apart: Hamed, Hamid
	loose       = 0.06 // how much a native name tells less than a Latin one
	similar     = 10   // how many matches are returned
)

// Best resolves a text that somebody typed in full, and says whom of the groups it
// stands for. It is strict, because the answer will be taken for that person's:
// each word must be a whole word of the name in one of its spellings. One word
// is enough, but Mohammad Khatami is not Mohammad-Reza Khatami: a name
// with another given name in it is only similar. Where somebody's native name
// stands in Arabic script, it has a say in what a Latin spelling may be. With
// None, the matches are similar names to ask back with, and there may be none.
// Scores are identities, not those of [Index.Search].
func (ix *Index) Best(text string, groups func(uint32) bool) ([]Match, Verdict) {
	t := newTyped(text)
	if len(t.words) == 0 {
		return nil, None
	}
	typed := words(clip(text, maxTypedText))
	who := newHearing(typed[:min(len(typed), maxWords)])
	all := ix.search(&t, groups, 2*similar, usual())
	for i := range all {
		all[i].Score = who.identity(all[i].part.entered(int(all[i].person)).names)
	}
	slices.SortStableFunc(all, func(a, b found) int { return -cmp.Compare(a.Score, b.Score) })
	matches := make([]Match, 0, similar)
	for _, f := range all[:min(len(all), similar)] {
		matches = append(matches, f.Match)
	}
	return Judge(matches)
}

// Judge is what [Index.Best] would say of matches, the best first, that come
// from several indexes, no id among them twice.
func Judge(matches []Match) ([]Match, Verdict) {
	matches = matches[:min(len(matches), similar)]
	if len(matches) == 0 || matches[0].Score < enough {
		return matches, None
	}
	behind := margin
	if matches[0].Score == 1 {
		behind = exactMargin
	}
	n := 1
	for n < len(matches) && matches[n].Score > matches[0].Score-behind {
		n++
	}
	if n > 1 {
		return matches[:n], Several
	}
	return matches, One
}

// order reports whether the partners stand in order, or in the order that
// begins with the family name.
func order(with []partner) (straight, turned bool) {
	falls, first, last := 0, -1, -1
	for _, p := range with {
		switch {
		case p.word < 0:
			continue
		case first < 0:
			first = p.word
		case p.word < last:
			falls++
		}
		last = p.word
	}
	return falls == 0, falls == 1 && last < first
}
