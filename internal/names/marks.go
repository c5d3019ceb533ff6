package names

// worthMarking is how many names hold the rarest of the typed words, at least,
// where the names that hold another are marked first.
const worthMarking = 1000

// mostMarks is how many bytes the marks of a segment take, at most. Where there are
// more names, neighbours share one; they are of one person, usually.
const mostMarks = 1 << 20

// mark marks the names that hold a word of a column other than drive, unless
// they are too many, and returns for which columns it did. To look up a
// mark is cheaper than to look at the name.
func (f *finder) mark(q *query, drive int) (marked uint8) {
	for i, c := range q.columns {
		if bit := f.bit(q.reading[i]); i != drive && bit != 0 && c.names <= f.within.marked {
			f.marksOf(c, bit)
			marked |= bit
		}
	}
	return marked
}

// bit returns the mark of a column, 0 for those of other readings.
func (f *finder) bit(column int) uint8 {
	if column < f.typed && column < 8 {
		return 1 << column
	}
	return 0
}

// marksOf brings the marks of a column up to date.
func (f *finder) marksOf(c *column, bit uint8) {
	if !f.marking {
		f.marking, f.shift = true, 0
		names := len(f.p.sizes)
		for names>>f.shift >= mostMarks {
			f.shift++
		}
		if n := names>>f.shift + 1; cap(f.marks) < n {
			f.marks = make([]uint8, n)
		} else {
			f.marks = f.marks[:n]
			clear(f.marks)
		}
	}
	for _, w := range c.words[c.marked:] {
		if c.fit[w] < poor {
			continue
		}
		for _, name := range f.p.held(w) {
			f.marks[name>>f.shift] |= bit
		}
	}
	c.marked = len(c.words)
}
