package names

import (
	"bytes"
	"slices"
	"sort"
)

// terms is a sorted array of short texts, each standing for one word of a
// vocabulary. Looked at from the front it is a trie that takes no memory of
// its own: the terms with one beginning lie side by side.
type terms struct {
	pile
	word []uint32 // the word each stands for
}

// term is one entry of terms before it is sorted.
type term struct {
	text string
	word uint32
}

func newTerms(all []term) terms {
	slices.SortFunc(all, func(a, b term) int {
		if a.text != b.text {
			if a.text < b.text {
				return -1
			}
			return 1
		}
		return int(a.word) - int(b.word)
	})
	size := 0
	for _, t := range all {
		size += len(t.text)
	}
	ts := terms{pile{make([]byte, 0, size), make([]uint32, len(all)+1)}, make([]uint32, len(all))}
	for i, t := range all {
		ts.text = append(ts.text, t.text...)
		ts.ends[i+1], ts.word[i] = uint32(len(ts.text)), t.word
	}
	return ts
}

// beginning returns the range of the terms that begin with p.
func (ts *terms) beginning(p []byte) (lo, hi int) {
	lo = sort.Search(ts.len(), func(i int) bool { return bytes.Compare(ts.at(i), p) >= 0 })
	hi = lo + sort.Search(ts.len()-lo, func(i int) bool { return !bytes.HasPrefix(ts.at(lo+i), p) })
	return lo, hi
}

// exactly returns the range of the terms that are p.
func (ts *terms) exactly(p []byte) (lo, hi int) {
	lo, hi = ts.beginning(p)
	return lo, lo + sort.Search(hi-lo, func(i int) bool { return len(ts.at(lo+i)) > len(p) })
}

// near calls found with ranges of terms that begin, or are, within k mistakes
// of p: a letter wrong, missing, too many, or exchanged with its neighbour.
// A term may be found more than once.
func (ts *terms) near(p []byte, k int, found func(lo, hi int)) {
	w := walk{ts: ts, p: p, k: uint8(k), found: found}
	if len(p) == 0 || len(p) > maxSounds {
		return
	}
	for j := range len(p) + 1 {
		w.rows[0][j] = uint8(min(j, 255))
	}
	w.from(0, 0, ts.len())
}

// maxMistakes is how many mistakes a walk may allow.
const maxMistakes = 2

// walk is a search of the trie for what is near p. Row d of the table holds
// the distances between the first d letters of a term and each beginning of p.
type walk struct {
	ts    *terms
	p     []byte
	k     uint8
	found func(lo, hi int)
	rows  [maxSounds + 4][maxSounds + 1]uint8
	path  [maxSounds + 4]byte
}

// from looks at the terms [lo, hi), which share their first depth letters.
func (w *walk) from(depth, lo, hi int) {
	row := &w.rows[depth]
	n := len(w.p)
	if row[n] <= w.k {
		w.found(lo, hi)
		return
	}
	if depth >= n+int(w.k) || depth+1 >= len(w.rows) {
		return
	}
	for lo < hi && len(w.ts.at(lo)) == depth {
		lo++
	}
	if slices.Min(row[max(0, depth-int(w.k)):min(n, depth+int(w.k))+1]) == w.k {
		w.only(depth, lo, hi)
		return
	}
	for lo < hi {
		c := w.ts.at(lo)[depth]
		next := w.ts.turn(depth, c, lo, hi)
		if w.step(depth+1, c) <= w.k {
			w.from(depth+1, lo, next)
		}
		lo = next
	}
}

// only goes on from where no more mistakes are left: with the letters that are next
// in p, or that make the last one exchanged with its neighbour.
func (w *walk) only(depth, lo, hi int) {
	var may [4*maxMistakes + 4]byte
	count := 0
	allow := func(c byte) {
		if !slices.Contains(may[:count], c) {
			may[count] = c
			count++
		}
	}
	n, k := len(w.p), int(w.k)
	for j := max(0, depth-k); j <= min(n, depth+k); j++ {
		if j < n && w.rows[depth][j] == w.k {
			allow(w.p[j])
		}
		if depth > 0 && j > 0 && j < n && w.rows[depth-1][j-1] < w.k && w.p[j] == w.path[depth] {
			allow(w.p[j-1])
		}
	}
	slices.Sort(may[:count])
	for _, c := range may[:count] {
		lo += sort.Search(hi-lo, func(i int) bool { return w.ts.at(lo + i)[depth] >= c })
		if lo == hi {
			return
		}
		if w.ts.at(lo)[depth] != c {
			continue
		}
		next := w.ts.turn(depth, c, lo, hi)
		if w.step(depth+1, c) <= w.k {
			w.from(depth+1, lo, next)
		}
		lo = next
	}
}

// turn returns where the terms of [lo, hi) with letter c at depth end.
func (ts *terms) turn(depth int, c byte, lo, hi int) int {
	if ts.at(hi - 1)[depth] == c {
		return hi
	}
	step := 1
	for lo+step < hi && ts.at(lo + step)[depth] == c {
		lo += step
		step *= 2
	}
	hi = min(hi, lo+step)
	return lo + 1 + sort.Search(hi-lo-1, func(i int) bool { return ts.at(lo + 1 + i)[depth] != c })
}

// step fills the row for letter c at depth d and returns its least distance.
func (w *walk) step(d int, c byte) uint8 {
	row, prev := &w.rows[d], &w.rows[d-1]
	w.path[d] = c
	n, k := len(w.p), int(w.k)
	from, to := max(1, d-k), min(n, d+k) // what lies outside is over k
	row[from-1] = 255
	if from == 1 {
		row[0] = uint8(d)
	}
	least := row[from-1]
	for j := from; j <= to; j++ {
		cost := prev[j-1]
		if w.p[j-1] != c {
			cost = min(cost, row[j-1])
			if j < d+k || d == 1 { // prev ends at d-1+k
				cost = min(cost, prev[j])
			}
			if cost < 255 {
				cost++
			}
			if d > 1 && j > 1 && w.p[j-2] == c && w.p[j-1] == w.path[d-1] {
				cost = min(cost, w.rows[d-2][j-2]+1)
			}
		}
		row[j] = cost
		least = min(least, cost)
	}
	for j := to + 1; j <= n; j++ {
		row[j] = 255
	}
	return least
}
