package store

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Near is what is called nearly that on record here: with one typing mistake
// in five letters or more, two in nine or more; a mistake is a letter too many,
// too few, wrong, or two that changed places. Of two mistakes at most one is
// among the first third of the letters, as nearly always. Only the nearest are
// returned, and nothing that is called exactly that: see [Census.Terms].
func (c *Census) Near(key string) []Value {
	typed := []rune(key)
	mistakes := 0
	switch n := len(typed); {
	case n > longestTerm:
		return nil
	case n >= 9:
		mistakes = 2
	case n >= 5:
		mistakes = 1
	}
	for allowed := 1; allowed <= mistakes; allowed++ {
		m := newMeanings()
		for _, b := range c.readable() {
			near(b.words, typed, allowed, m.add)
		}
		if len(m.all) > 0 {
			return m.values()
		}
	}
	return nil
}

// longestTerm is how many letters of a term are compared.
const longestTerm = 80

// near calls do for the terms that are exactly that many mistakes away. It goes
// through them in order, as through a trie: of each only what it doesn't share
// with the one before is compared, and what begins with too many mistakes is
// leapt over.
func near(x *lexicon, typed []rune, mistakes int, do func(*wordRow)) {
	w := walk{typed: typed, mistakes: mistakes, rows: [][]uint8{firstRow(len(typed))}}
	cursor := cursor{lexicon: x}
	for r := cursor.row(); r != nil; r = cursor.row() {
		if beyond := w.enter(r.term); beyond != "" {
			cursor.leap(beyond)
			continue
		}
		term := r.term
		hit := len(w.letters) > 0 && int(w.rows[len(w.letters)][len(typed)]) == mistakes
		for ; r != nil && r.term == term; r = cursor.row() {
			if hit {
				do(r)
			}
			cursor.next()
		}
	}
}

// walk is the comparison with the term it stands at: a row of distances for
// each of its letters so far.
type walk struct {
	typed    []rune
	mistakes int
	term     string
	letters  []rune
	ends     []int // in bytes, of each letter
	rows     [][]uint8
}

func firstRow(n int) []uint8 {
	row := make([]uint8, n+1)
	for i := range row {
		row[i] = uint8(i)
	}
	return row
}

// enter goes to the term. If some beginning of it is too far off already, that
// beginning is returned: everything that begins so can be leapt over.
func (w *walk) enter(term string) (beyond string) {
	shared := 0
	for shared < len(w.letters) && w.ends[shared] <= len(term) && w.term[:w.ends[shared]] == term[:w.ends[shared]] {
		shared++
	}
	w.letters, w.ends, w.term = w.letters[:shared], w.ends[:shared], term
	at := 0
	if shared > 0 {
		at = w.ends[shared-1]
	}
	for at < len(term) {
		r, size := utf8.DecodeRuneInString(term[at:])
		at += size
		w.letters, w.ends = append(w.letters, r), append(w.ends, at)
		if w.push(r) > w.allowed() {
			beyond = term[:at]
			w.letters, w.ends = w.letters[:len(w.letters)-1], w.ends[:len(w.ends)-1]
			return beyond
		}
	}
	return ""
}

// allowed is how many mistakes the letters so far may have.
func (w *walk) allowed() int {
	if w.mistakes > 1 && len(w.letters) <= len(w.typed)/3 {
		return 1
	}
	return w.mistakes
}

// push works out the row of the last letter, and returns the least of it.
func (w *walk) push(r rune) int {
	n := len(w.letters)
	if len(w.rows) == n {
		w.rows = append(w.rows, make([]uint8, len(w.typed)+1))
	}
	before, row := w.rows[n-1], w.rows[n]
	row[0] = before[0] + 1
	least := row[0]
	for i, t := range w.typed {
		d := min(before[i+1], row[i]) + 1
		if t == r {
			d = min(d, before[i])
		} else {
			d = min(d, before[i]+1)
		}
		if i > 0 && n > 1 && t == w.letters[n-2] && w.typed[i-1] == r {
			d = min(d, w.rows[n-2][i-1]+1)
		}
		row[i+1] = d
		least = min(least, d)
	}
	return int(least)
}

// cursor goes through the rows of a lexicon.
type cursor struct {
	*lexicon
	page, at int
}

// row is where the cursor stands; nil at the end.
func (c *cursor) row() *wordRow {
	for c.page < len(c.pages) {
		if c.at < len(c.pages[c.page]) {
			return &c.pages[c.page][c.at]
		}
		c.page, c.at = c.page+1, 0
	}
	return nil
}

func (c *cursor) next() { c.at++ }

// leap goes to the first term that doesn't begin so.
func (c *cursor) leap(beginning string) {
	past := func(r wordRow, b string) int {
		if r.term <= b || strings.HasPrefix(r.term, b) {
			return -1
		}
		return 1
	}
	if last := c.pages[c.page][len(c.pages[c.page])-1]; past(last, beginning) < 0 {
		n, _ := slices.BinarySearchFunc(c.pages[c.page+1:], beginning, func(p []wordRow, b string) int { return past(p[len(p)-1], b) })
		c.page, c.at = c.page+1+n, 0
	}
	if c.page < len(c.pages) {
		n, _ := slices.BinarySearchFunc(c.pages[c.page][c.at:], beginning, past)
		c.at += n
	}
}
