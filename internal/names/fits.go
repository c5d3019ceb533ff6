package names

// set notes that a word fits; the better of two fits stays.
func (f *finder) set(c *column, w uint32, fit uint8) {
	if f.p.count(w) == 0 {
		fit = 1
	}
	if c.fit[w] >= fit {
		return
	}
	if c.fit[w] == 0 {
		c.words = append(c.words, w)
	}
	if was := c.fit[w]; was < poor && fit >= poor {
		c.names += f.p.count(w)
		if was != 0 {
			c.marked = 0 // the word may have been passed over
		}
	}
	c.fit[w] = fit
	f.news = f.news || fit >= poor
	c.top = max(c.top, fit)
}

func (f *finder) likely(c *column, t *typedWord) {
	f.beginnings(c, t)
	if len(t.fold) > 0 {
		lo, hi := f.p.folds.asTyped(t, t.fold)
		f.aligned(c, &f.p.folds, lo, hi, t)
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
	if !t.closed {
		lo, hi = f.p.keys.beginning(t.key)
		f.aligned(c, &f.p.keys, lo, hi, t)
	}
}

// beginnings notes the words that are, or begin with, what was typed.
func (f *finder) beginnings(c *column, t *typedWord) {
	ts, p := &f.p.plain, t.letters
	lo, hi := ts.asTyped(t, p)
	for j := lo; j < min(hi, lo+f.within.beginnings); j++ {
		fit := uint8(same)
		if n := len(ts.at(j)); n > len(p) {
			fit = t.growing(len(p), n)
		}
		f.set(c, ts.word[j], fit)
	}
}

// asTyped returns the range of the terms that begin with p, or are p where it
// is a whole word's.
func (ts *terms) asTyped(t *typedWord, p []byte) (lo, hi int) {
	if t.closed {
		return ts.exactly(p)
	}
	return ts.beginning(p)
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
	for j := lo; j < min(hi, lo+f.within.aligned); j++ {
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
	if t.aligner == nil {
		t.aligner = f.aligner()
	}
	a := t.aligner.align(t, sound, f.p.scripts[w], uint16(30*max(n, len(t.sound))))
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

// mistyped looks for two mistakes in longer words only.
func (f *finder) mistyped(c *column, t *typedWord, k int) {
	aligned := 0
	near := func(ts *terms, p []byte) {
		if len(p) < 1+2*k {
			return
		}
		ts.near(p, k, func(lo, hi int) {
			hi = min(hi, lo+f.within.aligned-aligned)
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
