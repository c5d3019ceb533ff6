package names

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Match is one person found.
type Match struct {
	ID    uint64  // as given to [Index.Put]
	Score float64 // 0 to 1; 1 is the same spelling
	Name  string  // the name that was matched, as given to [Index.Put]
}

// Search returns up to limit people of the groups that match what somebody
// has typed so far, best first; the same text and people always give the same
// order. Words count in any order, as beginnings, with typing mistakes, in
// other spellings and in the other script, joined or apart. One letter finds
// the names that have a word beginning with it. Text without a letter or a
// digit finds nobody.
//
// It looks at the first 8 words typed, and of each at the first 32 letters.
// Groups is asked once for each group of the index.
func (ix *Index) Search(text string, groups func(uint32) bool, limit int) []Match {
	t := newTyped(text)
	if len(t.words) == 0 || limit <= 0 {
		return nil
	}
	all := ix.search(&t, groups, limit)
	matches := make([]Match, min(limit, len(all)))
	for i := range matches {
		matches[i] = all[i].Match
	}
	return matches
}

// found is a match and where it stands.
type found struct {
	Match
	part   *part
	person uint32
}

// search returns at least the limit best matches that there are.
func (ix *Index) search(t *typed, groups func(uint32) bool, limit int) []found {
	var parts []*part
	state := ix.current()
	for i := range state.groups {
		if groups(state.groups[i].group) {
			for j := range state.groups[i].segments {
				parts = append(parts, &state.groups[i].segments[j])
			}
		}
	}
	// The small ones first: whom they surely hold need not be thought of as
	// mistyped in the large one.
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(a.count, b.count) })
	var all []found
	for _, p := range parts {
		certain := slices.ContainsFunc(all, func(m found) bool { return m.Score >= sure/whole })
		all = append(all, search(p, t, limit, certain)...)
	}
	slices.SortFunc(all, byScore)
	return all
}

func byScore(a, b found) int {
	return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.ID, b.ID))
}

// Limits that keep a search short whatever was typed. A search that reaches
// them has found many more people than anybody reads.
const (
	mostBeginnings = 30000 // words that begin as typed
	mostAligned    = 1500  // words compared by sound, for each one typed
	mostLines      = 4000  // lines looked at, for each way to read the typed words
	mostFilled     = 500   // lines looked at with one typed word missing
)

// Scores at which the search for mistakes ends: nearly everything typed stands
// in a name as it was typed; all of it with a spelling or a mistake between.
const (
	sure = whole * 0.95
	good = whole * 0.90
	fair = whole * 0.80
)

// search looks in one segment. Where certain, somebody has been found already
// and mistakes needn't be thought of.
func search(p *part, t *typed, limit int, certain bool) []found {
	f := finders.Get().(*finder)
	defer f.end()
	f.begin(p, max(2*limit, 24))
	for i := range t.words {
		f.likely(f.column(), &t.words[i])
	}
	n := len(t.words)
	reading := make([]int, n)
	for i := range reading {
		reading[i] = i
	}
	f.meet(t.words, reading)
	f.look(t.words, reading, mostLines)
	if certain || f.has(limit, good) || n > 1 && f.has(1, sure) {
		return f.matches(t, limit)
	}
	f.thinkOfMistakes(t, reading)
	return f.matches(t, limit)
}

// thinkOfMistakes looks further, from likely mistakes to unlikely ones, until
// somebody is found: one mistake in a word that nobody has, in any word, words
// joined or split, a word that is quite wrong, two mistakes.
func (f *finder) thinkOfMistakes(t *typed, reading []int) {
	n := len(t.words)
	unknown := 0
	for i := range t.words {
		if f.columns[i].top < same {
			unknown++
			f.mistyped(i, &t.words[i], 1)
		}
	}
	f.look(t.words, reading, mostLines)
	if f.has(1, fair) {
		return
	}
	for i := range t.words {
		if unknown < n && f.columns[i].top == same {
			f.mistyped(i, &t.words[i], 1)
		}
	}
	f.look(t.words, reading, mostLines)
	f.otherReadings(t)
	if n > 1 {
		f.lookWithout(t.words, reading)
	}
	if f.has(1, fair) {
		return
	}
	for i := range t.words {
		f.mistyped(i, &t.words[i], 2)
	}
	f.look(t.words, reading, mostLines)
}

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
		f.aligned(c, &f.p.folds, lo, hi, t, mostAligned)
	}
	if len(t.key) == 0 {
		return
	}
	lo, hi := f.p.keys.exactly(t.key)
	f.aligned(c, &f.p.keys, lo, hi, t, mostAligned)
	lo, hi = f.p.keys.beginning(t.key)
	f.aligned(c, &f.p.keys, lo, hi, t, mostAligned)
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
	f.aligned(c, &f.p.folds, lo, hi, t, mostAligned)
}

// growing is the fit of a word of n letters of which typed are typed.
func (t *typedWord) growing(typed, n int) uint8 {
	if t.last {
		return uint8(228 + 20*typed/n)
	}
	return uint8(200 + 40*typed/n)
}

// aligned notes the words of the terms [lo, hi) as far as they sound alike.
func (f *finder) aligned(c *column, ts *terms, lo, hi int, t *typedWord, most int) {
	for j := lo; j < min(hi, lo+most); j++ {
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
	fit := int(250 - 408*int(a.whole)/wrong/max(n, len(t.sound), 1))
	if n > len(t.sound) {
		grown := int(t.growing(len(t.sound), n)) - 5 - 408*int(a.beginning)/wrong/max(len(t.sound), 1)
		fit = max(fit, grown)
	}
	if fit < poor {
		return 1
	}
	return uint8(fit)
}

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

// has reports whether at least n people have the score.
func (f *finder) has(n int, score float64) bool {
	for _, h := range f.best {
		if float64(h.score) >= score {
			n--
		}
	}
	return n <= 0
}

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

// matches returns the best hits, told apart by the plain spelling of all that
// was typed.
func (f *finder) matches(t *typed, limit int) []found {
	all := make([]found, 0, len(f.best))
	for _, h := range f.best {
		name := f.p.name(f.p.lineName[h.line])
		score := 0.97*float64(h.score)/whole + 0.03*spelled(t.plain, Fold(clip(name, maxName)))
		all = append(all, found{Match{f.p.ids[h.person], min(score, 1), name}, f.p, h.person})
	}
	slices.SortFunc(all, byScore)
	return all[:min(limit, len(all))]
}

// spelled returns how much of what was typed stands in the name in the same
// letters: 1 for the same text, less for a beginning.
func spelled(typed, name string) float64 {
	if typed == name {
		return 1
	}
	if strings.HasPrefix(name, typed) {
		return 0.9
	}
	same, all := 0, 0
	for w := range strings.FieldsSeq(typed) {
		all += len(w)
		best := 0
		for n := range strings.FieldsSeq(name) {
			i := 0
			for i < len(w) && i < len(n) && w[i] == n[i] {
				i++
			}
			best = max(best, i)
		}
		same += best
	}
	return 0.8 * float64(same) / float64(max(all, 1))
}
