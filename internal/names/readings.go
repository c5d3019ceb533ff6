package names

import "slices"

// otherReadings looks for the typed words with two of them joined, and with
// one of them split where both halves begin or are a word.
func (f *finder) otherReadings(t *typed) {
	n := len(t.words)
	for i := range n {
		if i+1 < n {
			both := joinTyped(&t.words[i], &t.words[i+1])
			f.otherwise(t, i, 2, both)
		}
		w := &t.words[i]
		runes := []rune(w.plain)
		if w.script == other || len(runes) < 5 || len(runes) > maxTypedLength {
			continue
		}
		for at := 2; at <= len(runes)-2; at++ {
			a, b := w.split(at)
			if f.isWord(&a, false) && f.isWord(&b, b.last) {
				f.otherwise(t, i, 1, a, b)
			}
		}
	}
}

// isWord reports whether the vocabulary has what was typed, or, where it may
// grow, the beginning of it, as written or as it sounds.
func (f *finder) isWord(t *typedWord, growing bool) bool {
	has := func(ts *terms, p []byte) bool {
		if len(p) < 2 {
			return false
		}
		lo, hi := ts.exactly(p)
		if growing && len(p) > 2 {
			lo, hi = ts.beginning(p)
		}
		return lo < hi
	}
	return has(&f.p.plain, t.letters) || has(&f.p.folds, t.fold)
}

// otherwise looks for the typed words with n of them, from i, replaced.
func (f *finder) otherwise(t *typed, i, n int, by ...typedWord) {
	ts := slices.Concat(t.words[:i], by, t.words[i+n:])
	used := f.used
	var reading []int
	for j := range t.words {
		if j == i {
			for k := range by {
				c := f.column()
				f.likely(c, &by[k])
				if n > 1 { // joined words have no near ones yet
					f.mistyped(c, &by[k], 1)
				}
				reading = append(reading, c)
			}
		}
		if j < i || j >= i+n {
			reading = append(reading, j)
		}
	}
	f.look(ts, reading, mostLines/4)
	f.used = used
}
