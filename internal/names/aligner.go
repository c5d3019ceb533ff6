package names

// An aligner aligns one typed word with many others, as [align] does one by
// one. What it worked out for a word it uses again as far as the next one
// begins with the same sounds, so words should come in the order of their sound.
type aligner struct {
	of [2]tableau // with words of Latin and of Arabic script
}

// tableau is the table of costs between the sounds of a typed word and those
// of the word that it was aligned with last: row i, column j is what it costs to
// read the first i sounds of that word as the first j of the typed one.
type tableau struct {
	ready bool
	typed []byte
	sub   [128][maxSounds]uint16 // each sound for the typed ones
	gap   *[128]uint16           // a sound with no typed one
	side  [maxSounds]uint16      // each typed one with no sound
	edge  uint16                 // in place of gap, for a vowel at either end
	grows uint16                 // side of the last typed one as long as more may follow

	path  [maxSounds]byte // the word
	depth int             // how many rows hold
	rows  [maxSounds + 1][maxSounds + 1]uint16
	least [maxSounds + 1]uint16 // of each row
	reach [maxSounds + 1]uint16 // what the whole typed word cost, at least, up to that row
}

func (a *aligner) begin() { a.of[0].ready, a.of[1].ready = false, false }

// align compares the typed word with a word of that sound, both of a script
// that tells sounds. Costs over most may come out as anything over it.
func (a *aligner) align(t *typedWord, sound []byte, script script, most uint16) fit {
	table := &a.of[0]
	if script == arabic {
		table = &a.of[1]
	}
	if !table.ready {
		table.prepare(t, script)
	}
	return table.align(sound[:min(len(sound), maxSounds)], most)
}

func (t *tableau) prepare(w *typedWord, script script) {
	t.ready, t.depth, t.edge, t.grows = true, 0, 0, tooMuch
	t.typed = w.sound[:min(len(w.sound), maxSounds)]
	n := len(t.typed)
	turned := script == arabic && w.script != arabic // the typed word is the second row of costs
	c := withinLatin
	switch {
	case script == arabic && w.script == arabic:
		c = withinArabic
	case script == arabic || w.script == arabic:
		c = acrossScripts
	}
	gaps := &c.gapA
	if turned {
		gaps, t.gap = &c.gapB, &c.gapA
	} else {
		t.gap, t.edge = &c.gapB, c.edge
	}
	for j, y := range t.typed {
		y &= 127
		t.side[j] = gaps[y]
		if turned && c.edge > 0 && (j == 0 || j == n-1) && vowel(y) {
			t.side[j] = c.edge
		}
		for x := range t.sub {
			if turned {
				t.sub[x][j] = c.sub[x][y]
			} else {
				t.sub[x][j] = c.sub[y][x]
			}
		}
	}
	if turned && n > 1 { // the last vowel is no edge while still typing
		t.grows = gaps[t.typed[n-1]&127]
	}
	t.rows[0][0] = 0
	for j := range n {
		t.rows[0][j+1] = t.rows[0][j] + t.side[j]
	}
	t.least[0], t.reach[0] = 0, t.rows[0][n]
}

func (t *tableau) align(word []byte, most uint16) fit {
	n, last := len(t.typed), len(word)-1
	ends := t.edge > 0 && last >= 0 && vowel(word[last]) // its row is of use for no other word
	known := min(t.depth, len(word))
	if ends {
		known = min(known, last)
	}
	i := 0
	for i < known && t.path[i] == word[i] {
		i++
	}
	t.depth = i
	for ; i < len(word) && t.least[i] <= most; i++ {
		gap := t.gap[word[i]&127]
		if t.edge > 0 && (i == 0 || i == last) && vowel(word[i]) {
			gap = t.edge
		}
		t.row(i, word, gap)
		if i < last || !ends {
			t.path[i] = word[i]
			t.depth = i + 1
		}
	}
	if i < len(word) || t.least[i] > most {
		return fit{tooMuch, t.reach[i]}
	}
	return fit{t.rows[i][n], t.reach[i]}
}

// row fills the row after word[i].
func (t *tableau) row(i int, word []byte, gap uint16) {
	x := word[i] & 127
	sub, prev, row := &t.sub[x], &t.rows[i], &t.rows[i+1]
	left := prev[0] + gap
	row[0] = left
	least := left
	for j, y := range t.typed {
		cost := min(prev[j]+sub[j], prev[j+1]+gap, left+t.side[j])
		if i > 0 && j > 0 && x == t.typed[j-1]&127 && word[i-1]&127 == y&127 && x != y&127 {
			cost = min(cost, t.rows[i-1][j-1]+wrong)
		}
		row[j+1], left = cost, cost
		least = min(least, cost)
	}
	n := len(t.typed)
	t.least[i+1] = least
	t.reach[i+1] = min(t.reach[i], row[n])
	if n > 1 && t.grows < tooMuch {
		t.reach[i+1] = min(t.reach[i+1], row[n-1]+t.grows)
	}
}
