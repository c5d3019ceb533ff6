package names

import "sort"

// look finds the lines that hold the typed words. Reading says which column
// each is in. It starts from the word that the fewest lines hold.
func (f *finder) look(ts []typedWord, reading []int, most int) {
	drive := 0
	for i := range reading {
		if f.columns[reading[i]].lines < f.columns[reading[drive]].lines {
			drive = i
		}
	}
	f.from(ts, reading, drive, most, false)
}

// meet finds the lines that hold the two rarest of the typed words just as
// they were typed. [finder.look] might be at its limit before it comes to them:
// Mohammad and Mohammadi are common, both together less so.
func (f *finder) meet(ts []typedWord, reading []int) {
	var rare, next []uint32
	for i := range ts {
		lo, hi := f.p.plain.exactly(ts[i].letters)
		if lo == hi {
			continue
		}
		var lines []uint32 // of its commonest spelling with marks
		for _, w := range f.p.plain.word[lo:hi] {
			if l := f.p.lines(w); len(l) > len(lines) {
				lines = l
			}
		}
		switch {
		case rare == nil || len(lines) < len(rare):
			rare, next = lines, rare
		case next == nil || len(lines) < len(next):
			next = lines
		}
	}
	if next == nil {
		return
	}
	total := 0
	for i := range ts {
		total += ts[i].weight()
	}
	most := mostLines
	for _, line := range rare[:min(len(rare), 5*mostLines)] {
		at := f.p.seek(next, line)
		if next = next[at:]; len(next) == 0 || most == 0 {
			return
		}
		if next[0] == line {
			most--
			f.weigh(ts, reading, line, total, false)
		}
	}
}

// seek returns how many of the lines come before line in the order of lines
// that hold a word: by number of words, then by number. It expects few.
func (s *segment) seek(lines []uint32, line uint32) int {
	size := s.lineWords[line+1] - s.lineWords[line]
	before := func(l uint32) bool {
		n := s.lineWords[l+1] - s.lineWords[l]
		return n < size || n == size && l < line
	}
	step := 1
	for step <= len(lines) && before(lines[step-1]) {
		step *= 2
	}
	from := step / 2
	return from + sort.Search(min(step, len(lines))-from, func(i int) bool { return !before(lines[from+i]) })
}

// lookWithout finds the lines that hold all typed words but one, which is
// compared with whatever else stands in the line.
func (f *finder) lookWithout(ts []typedWord, reading []int) {
	for i := range reading {
		f.from(ts, reading, i, mostFilled, true)
	}
}

// from looks at the lines that hold a word of column reading[drive], the best
// words first, until no line could be better than those found.
func (f *finder) from(ts []typedWord, reading []int, drive, most int, fill bool) {
	c := &f.columns[reading[drive]]
	total, others := 0, 0
	for i := range ts {
		total += ts[i].weight()
		if i != drive {
			if fill {
				others += ts[i].weight() * same
			} else {
				others += ts[i].weight() * int(f.columns[reading[i]].top)
			}
		}
	}
	order := f.inOrder(c)
	for _, w := range order {
		fit := int(c.fit[w])
		if fill && fit < 225 {
			return
		}
		bound := uint32((fit*ts[drive].weight() + others) * (whole / same) / total)
		if len(f.best) >= f.keep && bound <= f.worst {
			return
		}
		for _, line := range f.p.lines(w) {
			if most--; most < 0 {
				return
			}
			if len(f.best) >= f.keep && bound-min(bound, f.extra(line, len(ts))) <= f.worst {
				break // the lines that follow have no fewer words
			}
			f.weigh(ts, reading, line, total, fill)
		}
	}
}

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

// extra is what words that weren't typed take from a line's score.
func (f *finder) extra(line uint32, typed int) uint32 {
	more := int(f.p.lineWords[line+1]-f.p.lineWords[line]) - typed
	return uint32(min(max(more, 0), 6)) * (whole / 128)
}

// weigh scores a line: each typed word takes the free word that fits it best.
func (f *finder) weigh(ts []typedWord, reading []int, line uint32, total int, fill bool) {
	words := f.p.words(line)
	taken, sum := uint32(0), 0
	for i := range ts {
		c := &f.columns[reading[i]]
		best, at := 1, -1
		for j, w := range words {
			if taken&(1<<j) != 0 {
				continue
			}
			fit := c.fit[w]
			if fit == 0 && fill {
				fit = f.alike(w, &ts[i])
				f.set(c, w, fit)
			}
			if int(fit) > best {
				best, at = int(fit), j
			}
		}
		if at >= 0 {
			taken |= 1 << at
			sum += best * ts[i].weight()
		}
	}
	score := uint32(sum * (whole / same) / total)
	score -= min(score, f.extra(line, len(ts)))
	if len(f.best) >= f.keep && score <= f.worst || score < whole/4 {
		return
	}
	f.hit(line, score)
}

// hit keeps a line if it is among the best, one for each person.
func (f *finder) hit(line uint32, score uint32) {
	person := f.p.person(f.p.lineName[line])
	if f.p.isGone(person) {
		return
	}
	for i := range f.best {
		if h := &f.best[i]; h.person == person {
			if score > h.score {
				h.score, h.line = score, line
				f.rank()
			}
			return
		}
	}
	if len(f.best) < f.keep {
		f.best = append(f.best, hit{person, line, score})
	} else {
		worst := 0
		for i := range f.best {
			if f.best[i].score < f.best[worst].score {
				worst = i
			}
		}
		f.best[worst] = hit{person, line, score}
	}
	f.rank()
}

// rank notes the worst score that is kept.
func (f *finder) rank() {
	f.worst = f.best[0].score
	for _, h := range f.best {
		f.worst = min(f.worst, h.score)
	}
}
