package names

import "sync"

// finder is the working memory of one search in one segment.
type finder struct {
	p       *part
	columns []column
	used    int
	best    []hit // at most keep of them, in no order
	keep    int
	worst   uint32
}

// column says how well each word of the vocabulary fits one typed word, in
// 255ths; 0 is not known, 1 is not at all.
type column struct {
	fit   []uint8
	words []uint32 // that have a fit
	lines int      // that hold one of them
	top   uint8
}

// hit is a person found, with the line that says so.
type hit struct {
	person, line uint32
	score        uint32 // of [whole]
}

// whole is the score of a line that is what was typed.
const whole = 1 << 16

var finders = sync.Pool{New: func() any { return new(finder) }}

func (f *finder) begin(p *part, keep int) {
	f.p, f.used, f.best, f.keep, f.worst = p, 0, f.best[:0], keep, 0
}

func (f *finder) end() {
	f.p = nil
	finders.Put(f)
}

// column returns the number of an empty column.
func (f *finder) column() int {
	if f.used == len(f.columns) {
		f.columns = append(f.columns, column{})
	}
	c := &f.columns[f.used]
	for _, w := range c.words {
		c.fit[w] = 0
	}
	if n := len(f.p.scripts); len(c.fit) < n {
		c.fit = make([]uint8, n)
	}
	c.words, c.lines, c.top = c.words[:0], 0, 0
	f.used++
	return f.used - 1
}

// set notes that a word fits; the better of two fits stays.
func (f *finder) set(c *column, w uint32, fit uint8) {
	if c.fit[w] >= fit {
		return
	}
	if c.fit[w] == 0 {
		c.words = append(c.words, w)
		c.lines += len(f.p.lines(w))
	}
	c.fit[w] = fit
	c.top = max(c.top, fit)
}

// likely fills column i with the words that are, or begin with, what was
// typed: as written, as it sounds, and by the consonants.
func (f *finder) likely(i int, t *typedWord) {
	c := &f.columns[i]
	f.beginnings(c, &f.p.plain, t.letters, t)
	if len(t.fold) > 0 {
		f.sounding(c, t, t.fold)
	}
	for _, o := range t.others {
		lo, hi := f.p.folds.exactly(o)
		f.aligned(c, &f.p.folds, lo, hi, t)
	}
	if len(t.key) == 0 {
		return
	}
	lo, hi := f.p.keys.exactly(t.key)
	f.aligned(c, &f.p.keys, lo, hi, t)
	lo, hi = f.p.keys.beginning(t.key)
	f.aligned(c, &f.p.keys, lo, hi, t)
}

// beginnings notes the terms that begin with p.
func (f *finder) beginnings(c *column, ts *terms, p []byte, t *typedWord) {
	lo, hi := ts.beginning(p)
	for j := lo; j < min(hi, lo+mostBeginnings); j++ {
		fit := uint8(same)
		if n := len(ts.at(j)); n > len(p) {
			fit = t.growing(len(p), n)
		}
		f.set(c, ts.word[j], fit)
	}
}

// sounding notes the words whose coarse sound begins with p.
func (f *finder) sounding(c *column, t *typedWord, p []byte) {
	lo, hi := f.p.folds.beginning(p)
	f.aligned(c, &f.p.folds, lo, hi, t)
}

// growing is the fit of a word of n letters of which typed are typed.
func (t *typedWord) growing(typed, n int) uint8 {
	if t.last {
		return uint8(228 + 20*typed/n)
	}
	return uint8(200 + 40*typed/n)
}

// aligned notes the words of the terms [lo, hi) as far as they sound alike.
func (f *finder) aligned(c *column, ts *terms, lo, hi int, t *typedWord) {
	for j := lo; j < min(hi, lo+mostAligned); j++ {
		if w := ts.word[j]; c.fit[w] == 0 {
			f.set(c, w, f.alike(w, t))
		}
	}
}

// alike compares word w with a typed one by sound, or by letters where the
// script tells no sound.
func (f *finder) alike(w uint32, t *typedWord) uint8 {
	if t.script == other || f.p.scripts[w] == other {
		return 1
	}
	sound := f.p.sounds.at(int(w))
	n := len(sound)
	a := align(t.sound, t.script, sound, f.p.scripts[w], uint16(30*max(n, len(t.sound))))
	fit := 250 - costly*int(a.whole)/wrong/max(n, len(t.sound), 1)
	if n > len(t.sound) {
		grown := int(t.growing(len(t.sound), n)) - 5 - costly*int(a.beginning)/wrong/max(len(t.sound), 1)
		fit = max(fit, grown)
	}
	if fit < poor {
		return 1
	}
	return uint8(fit)
}

// costly is what one mistake in a word of one letter takes from its fit: 1.6
// times the whole, as in [like].
const costly = 408

// poor is the fit below which a word is not what was typed.
const poor = 128

// mistyped fills column i with the words that are within k mistakes of what
// was typed, or of its sound. Two are looked for in longer words only.
func (f *finder) mistyped(i int, t *typedWord, k int) {
	c := &f.columns[i]
	aligned := 0
	near := func(ts *terms, p []byte) {
		if len(p) < 1+2*k {
			return
		}
		ts.near(p, k, func(lo, hi int) {
			hi = min(hi, lo+mostAligned-aligned)
			for j := lo; j < hi; j++ {
				if w := ts.word[j]; c.fit[w] == 0 {
					aligned++
					f.set(c, w, f.alike(w, t))
				}
			}
		})
	}
	if t.script != other && (k == 1 || t.script == arabic) {
		near(&f.p.plain, t.letters)
	}
	near(&f.p.folds, t.fold)
}
