package names

import (
	"cmp"
	"slices"
	"sort"
)

// meet finds the names that hold two of the typed words just as they were typed. A third may
// be quite wrong, and [search.look] come to names by it alone; or it might be at its limit before
// it comes to them: Mohammad and Mohammadi are common, both together less so.
func (s *search) meet(ts []typedWord, reading []int) {
	for _, f := range s.finders {
		q := f.query(ts, reading)
		var typed [][]uint32 // for each typed word the words that are just that
		for i := range ts {
			if lo, hi := f.p.plain.exactly(ts[i].letters); lo < hi {
				typed = append(typed, f.p.plain.word[lo:hi])
			}
		}
		held := func(words []uint32) int { return len(f.p.held(words[0])) }
		slices.SortStableFunc(typed, func(a, b []uint32) int { return cmp.Compare(held(a), held(b)) })
		left, steps := s.within.names, 5*s.within.names
		for i := range typed {
			for _, others := range typed[i+1:] {
				for _, a := range typed[i] {
					for _, b := range others {
						f.p.common(f.p.held(a), f.p.held(b), &steps, func(name uint32) bool {
							f.weigh(&q, name)
							left--
							return left > 0
						})
					}
				}
			}
		}
	}
}

// common calls found with the names that hold two words, each given by the
// names that hold it, until it returns false or the steps are used up.
func (s *segment) common(a, b []uint32, steps *int, found func(name uint32) bool) {
	for len(a) > 0 && len(b) > 0 {
		m, n := s.size(a[0]), s.size(b[0])
		alike, others := s.longer(a), s.longer(b)
		if m == n && !meeting(a[:alike], b[:others], steps, found) {
			return
		}
		if m <= n {
			a = a[alike:]
		}
		if n <= m {
			b = b[others:]
		}
	}
}

// meeting calls found with what stands in both of two ascending rows. It
// returns false where there was an end to it.
func meeting(a, b []uint32, steps *int, found func(name uint32) bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, name := range a {
		if *steps--; *steps < 0 {
			return false
		}
		step := 1
		for step < len(b) && b[step] < name {
			step *= 2
		}
		from := step / 2
		b = b[from:]
		b = b[sort.Search(min(step-from+1, len(b)), func(i int) bool { return b[i] >= name }):]
		if len(b) == 0 {
			return true
		}
		if b[0] == name && !found(name) {
			return false
		}
	}
	return true
}
