package names

import (
	"math"
	"sort"
)

// look finds the names that hold the typed words, or at least the one that the
// fewest names hold; they are come to by it. Reading says which column each is in.
func (s *search) look(ts []typedWord, reading []int, most int) {
	s.news = false
	drive := s.rarest(reading)
	for _, f := range s.finders {
		q := f.query(ts, reading)
		f.from(&q, drive, most)
	}
}

// lookWithout finds the names that hold all typed words but one, which is
// compared with whatever else stands in the name.
func (s *search) lookWithout(ts []typedWord, reading []int) {
	others := make([]int, len(ts))
	for i := range ts {
		others[i] = s.column()
	}
	for _, f := range s.finders {
		q := f.query(ts, reading)
		for _, c := range others {
			q.others = append(q.others, &f.columns[c])
		}
		for drive := range reading {
			if f.meant(q.columns[drive]) <= s.within.common {
				f.from(&q, drive, s.within.filled)
			}
		}
	}
}

// query is what is looked for in a segment: typed words, each with how well
// the words of the vocabulary fit it.
type query struct {
	ts      []typedWord
	reading []int // the number of each one's column
	columns []*column
	others  []*column // the fits of words that are in no column; nil: they don't fit
	total   int       // the weight of all typed words
}

func (f *finder) query(ts []typedWord, reading []int) query {
	q := query{ts: ts, reading: reading, columns: make([]*column, len(ts))}
	for i := range ts {
		q.columns[i] = &f.columns[reading[i]]
		q.total += ts[i].weight()
	}
	return q
}

// rarest returns which of the typed words the fewest names hold.
func (s *search) rarest(reading []int) int {
	rarest, fewest := 0, math.MaxInt
	for i, column := range reading {
		names := 0
		for _, f := range s.finders {
			names += f.columns[column].names
		}
		if names < fewest {
			rarest, fewest = i, names
		}
	}
	return rarest
}

// longer returns how many of the names have no more words than the first.
func (s *segment) longer(names []uint32) int {
	size := s.size(names[0])
	if s.size(names[len(names)-1]) == size {
		return len(names)
	}
	return sort.Search(len(names), func(i int) bool { return s.size(names[i]) > size })
}

// from looks at the names that hold a word of the column of typed word drive, the
// best words first, until no name could come among the best. No name scores
// more than the word that it was come to by, with the best of those other columns that
// it may have a word of, and as few words more than were typed as it has.
//
// Names that may have a word of each column come first, so that there is
// somebody to beat for those that surely have not.
func (f *finder) from(q *query, drive, most int) {
	order := f.inOrder(q.columns[drive])
	b := bounds{drive: drive, left: most, scan: f.within.scanned}
	if q.others == nil && q.columns[drive].names > worthMarking {
		b.marked = f.mark(q, drive)
	}
	for _, b.partly = range []bool{false, true} {
		for _, w := range order {
			fit := q.columns[drive].fit[w]
			if q.others != nil && fit < known {
				break
			}
			b.of(f, q, int(fit))
			if f.full() && b.most[b.marked] < f.worst.score {
				break
			}
			if f.through(q, f.p.held(w), &b); b.left <= 0 || b.scan <= 0 {
				return
			}
		}
		if b.marked == 0 {
			return
		}
	}
}

// bounds are what names can score at most that are come to by one word.
type bounds struct {
	drive      int
	marked     uint8       // the columns whose names are marked
	most       [256]uint32 // by the marks that a name has
	partly     bool        // it is the turn of names that lack a mark
	left, scan int         // how many names may still be weighed, and passed by
}

func (b *bounds) of(f *finder, q *query, fit int) {
	for marks := b.marked; ; marks = (marks - 1) & b.marked {
		sum := fit * q.ts[b.drive].weight()
		for i := range q.ts {
			switch bit := f.bit(q.reading[i]); {
			case i == b.drive:
			case q.others != nil:
				sum += q.ts[i].weight() * same
			case b.marked&bit == 0 || marks&bit != 0:
				sum += q.ts[i].weight() * int(q.columns[i].top)
			}
		}
		b.most[marks] = scored(sum, q.total)
		if marks == 0 {
			return
		}
	}
}

// through looks at the names that hold one word.
func (f *finder) through(q *query, held []uint32, b *bounds) {
	for len(held) > 0 && b.left > 0 && b.scan > 0 {
		size := f.p.size(held[0])
		longer := f.p.longer(held)
		alike := held[:longer]
		held = held[longer:]
		less := extra(size, len(q.ts))
		if f.full() && b.most[b.marked] < f.worst.score+less {
			return // those that follow have no fewer words
		}
		var some [batch]uint32
		n := 0
		for _, name := range alike {
			if b.scan--; b.scan <= 0 {
				break
			}
			has := uint8(0)
			if b.marked != 0 {
				has = f.marks[name>>f.shift] & b.marked
				if (has != b.marked) != b.partly {
					continue
				}
			}
			bound := b.most[has]
			if bound -= min(bound, less); f.beaten(name, bound) {
				if has == b.marked {
					break // those that follow have larger ids
				}
				continue
			}
			some[n] = name
			if n++; n == batch || n == b.left {
				f.weighAll(q, some[:n])
				b.left -= n
				if n = 0; b.left == 0 {
					return
				}
			}
		}
		f.weighAll(q, some[:n])
		b.left -= n
	}
}

// batch is how many names are weighed together. Each lies somewhere else in
// memory: those of a batch are waited for at the same time.
const batch = 16

func (f *finder) weighAll(q *query, names []uint32) {
	var at [batch]uint32
	for i, name := range names {
		at[i] = f.p.spelled[name]
	}
	for i := range names {
		f.touched ^= f.p.token[min(int(at[i]), len(f.p.token)-1)]
	}
	for _, name := range names {
		f.weigh(q, name)
	}
}

// meant returns how many names hold a word of the column that was surely meant.
func (f *finder) meant(c *column) int {
	names := 0
	for _, w := range c.words {
		if c.fit[w] >= known {
			names += f.p.count(w)
		}
	}
	return names
}

// known is the fit of a word that was surely meant.
const known = 225

// scored returns the score of the sum of fits, each times the weight of its
// typed word.
func scored(sum, total int) uint32 { return uint32(sum * (whole / same) / total) }

// inOrder returns the words of a column, the best fits first.
func (f *finder) inOrder(c *column) []uint32 {
	var count [257]int
	for _, w := range c.words {
		count[255-int(c.fit[w])+1]++
	}
	for i := range 256 {
		count[i+1] += count[i]
	}
	order := make([]uint32, len(c.words))
	for _, w := range c.words {
		at := &count[255-int(c.fit[w])]
		order[*at] = w
		*at++
	}
	for len(order) > 0 && c.fit[order[len(order)-1]] <= 1 {
		order = order[:len(order)-1]
	}
	return order
}

// extra is what words that weren't typed take from a name's score.
func extra(size, typed int) uint32 {
	return uint32(min(max(size-typed, 0), 6)) * (whole / 128)
}

// weigh scores a name: the better of its readings counts.
func (f *finder) weigh(q *query, name uint32) {
	var r reading
	score := f.score(q, f.p.read(name, true, &r))
	if f.p.sizes[name]&manyWays != 0 {
		score = max(score, f.score(q, f.p.read(name, false, &r)))
	}
	if score >= whole/4 {
		f.hit(name, score)
	}
}

// score returns how well words account for what was typed: each typed word
// takes the free word that fits it best.
func (f *finder) score(q *query, words []uint32) uint32 {
	taken, sum := uint32(0), 0
	for i, c := range q.columns {
		best, at := 1, -1
		for j, w := range words {
			if taken&(1<<j) != 0 {
				continue
			}
			fit := c.fit[w]
			if fit == 0 && q.others != nil {
				fit = f.other(q, i, w)
			}
			if int(fit) > best {
				best, at = int(fit), j
			}
		}
		if at >= 0 {
			taken |= 1 << at
			sum += best * q.ts[i].weight()
		}
	}
	score := scored(sum, q.total)
	return score - min(score, extra(len(words), len(q.ts)))
}

// other returns the fit of a word that isn't in the column of typed word i.
func (f *finder) other(q *query, i int, w uint32) uint8 {
	c := q.others[i]
	if c.fit[w] == 0 {
		f.set(c, w, f.alike(w, &q.ts[i]))
	}
	return c.fit[w]
}
