package names

import "slices"

// otherReadings looks for the typed words with two of them joined, and with
// one of them split where both halves begin or are a word.
func (s *search) otherReadings(t *typed) {
	n := len(t.words)
	for i := range n {
		if i+1 < n {
			both := joinTyped(&t.words[i], &t.words[i+1])
			s.otherwise(t, i, 2, both)
		}
		w := &t.words[i]
		runes := []rune(w.plain)
		if w.script == other || len(runes) < 5 || len(runes) > maxTypedLength {
			continue
		}
		for at := 2; at <= len(runes)-2; at++ {
			a, b := w.split(at)
			if s.isWord(&a, false) && s.isWord(&b, b.last) {
				s.otherwise(t, i, 1, a, b)
			}
		}
	}
}

// isWord reports whether a name has what was typed as a word, or, where it may
// grow, the beginning of one, as written or as it sounds.
func (s *search) isWord(t *typedWord, growing bool) bool {
	has := func(f *finder, ts *terms, p []byte) bool {
		if len(p) < 2 {
			return false
		}
		lo, hi := ts.exactly(p)
		if growing && len(p) > 2 {
			lo, hi = ts.beginning(p)
		}
		return slices.ContainsFunc(ts.word[lo:hi], func(w uint32) bool { return f.p.count(w) > 0 })
	}
	return slices.ContainsFunc(s.finders, func(f *finder) bool {
		return has(f, &f.p.plain, t.letters) || has(f, &f.p.folds, t.fold)
	})
}

// otherwise looks for the typed words with n of them, from i, replaced.
func (s *search) otherwise(t *typed, i, n int, by ...typedWord) {
	ts := slices.Concat(t.words[:i], by, t.words[i+n:])
	used := s.used
	var reading []int
	for j := range t.words {
		if j == i {
			for k := range by {
				c := s.column()
				s.likely(c, &by[k])
				if n > 1 { // joined words have no near ones yet
					s.mistyped(c, &by[k], 1)
				}
				if s.top(c) < poor {
					s.used = used
					return
				}
				reading = append(reading, c)
			}
		}
		if j < i || j >= i+n {
			reading = append(reading, j)
		}
	}
	s.look(ts, reading, s.within.names/4)
	s.used = used
}
