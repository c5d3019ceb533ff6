package names

import "sync"

// search is the working memory of one search.
type search struct {
	within  limits
	finders []*finder // one for each segment
	used    int       // of the columns that each has
	typed   int       // the columns of the typed words, the first
	news    bool      // a column has got better since names were looked at

	best    []hit // at most keep of them, in no order
	keep    int
	worst   hit // of those kept, when there are keep of them
	changes int // of worst
	lent    []*aligner
}

// finder looks in one segment.
type finder struct {
	*search
	p       *part
	columns []column
	bar     uint32  // the first name of those who, with an equal score, come after worst
	barOf   int     // which worst that was
	marks   []uint8 // of names, one bit for each typed word; see mark
	marking bool    // marks are of this search
	shift   int     // names with the same number but for so many bits share marks
	touched uint32  // what was read to have it near
}

// column says how well each word of the vocabulary fits one typed word, in
// 255ths; 0 is not known, 1 is not at all.
type column struct {
	fit    []uint8
	words  []uint32 // that have a fit
	names  int      // that hold one of those that aren't poor
	top    uint8
	marked int // how many of words have had their names marked
}

// hit is a person found, with the name that says so.
type hit struct {
	id    uint64
	score uint32 // of [whole]
	name  uint32
	in    *finder
}

// whole is the score of a name that is what was typed.
const whole = 1 << 16

// finders keeps what searches worked with for the next ones.
var finders struct{ search, finder, aligner sync.Pool }

// taken returns one of a pool, a new one where it is empty.
func taken[T any](pool *sync.Pool) *T {
	if t, ok := pool.Get().(*T); ok {
		return t
	}
	return new(T)
}

func (s *search) begin(within limits, typed, keep int) {
	s.within, s.used, s.typed, s.keep, s.best, s.changes = within, 0, typed, keep, s.best[:0], 0
}

// lookIn adds a segment to look in.
func (s *search) lookIn(p *part) {
	f := taken[finder](&finders.finder)
	f.search, f.p, f.barOf, f.marking = s, p, 0, false
	s.finders = append(s.finders, f)
}

func (s *search) end() {
	for _, f := range s.finders {
		f.search, f.p = nil, nil
		finders.finder.Put(f)
	}
	for _, a := range s.lent {
		finders.aligner.Put(a)
	}
	clear(s.lent)
	s.lent = s.lent[:0]
	clear(s.best[:cap(s.best)])
	clear(s.finders)
	s.finders, s.worst = s.finders[:0], hit{}
	finders.search.Put(s)
}

// aligner returns one for a typed word, until the search ends.
func (s *search) aligner() *aligner {
	a := taken[aligner](&finders.aligner)
	a.begin()
	s.lent = append(s.lent, a)
	return a
}

// column returns the number of a column that is empty in each segment.
func (s *search) column() int {
	for _, f := range s.finders {
		f.empty(s.used)
	}
	s.used++
	return s.used - 1
}

// empty empties a column.
func (f *finder) empty(i int) {
	if i == len(f.columns) {
		f.columns = append(f.columns, column{})
	}
	c := &f.columns[i]
	for _, w := range c.words {
		c.fit[w] = 0
	}
	if n := len(f.p.scripts); len(c.fit) < n {
		c.fit = make([]uint8, n)
	}
	c.words, c.names, c.top, c.marked = c.words[:0], 0, 0, 0
}

// likely fills a column with the words that are, or begin with, what was
// typed: as written, as it sounds, and by the consonants.
func (s *search) likely(column int, t *typedWord) {
	for _, f := range s.finders {
		f.likely(&f.columns[column], t)
	}
}

// mistyped fills a column with the words that are within k mistakes of what
// was typed, or of its sound.
func (s *search) mistyped(column int, t *typedWord, k int) {
	for _, f := range s.finders {
		f.mistyped(&f.columns[column], t, k)
	}
}

// top returns the best fit in a column.
func (s *search) top(column int) uint8 {
	top := uint8(0)
	for _, f := range s.finders {
		top = max(top, f.columns[column].top)
	}
	return top
}

// has reports whether at least n people have the score.
func (s *search) has(n int, score float64) bool {
	for _, h := range s.best {
		if float64(h.score) >= score {
			n--
		}
	}
	return n <= 0
}

// full reports whether nobody comes among the best without being better than
// the worst of them.
func (s *search) full() bool { return len(s.best) >= s.keep }

// beaten reports that a name of that score can't come among the best: others
// score more, or as much and have smaller ids.
func (f *finder) beaten(name, score uint32) bool {
	switch {
	case !f.full() || score > f.worst.score:
		return false
	case score < f.worst.score:
		return true
	}
	if f.barOf != f.changes {
		at, known := f.p.find(f.worst.id)
		if known {
			at++
		}
		f.bar, f.barOf = f.p.names[at], f.changes
	}
	return name >= f.bar
}

// hit keeps a name if it is among the best, one for each person: the one that
// scores most, or was put first.
func (f *finder) hit(name, score uint32) {
	if f.beaten(name, score) {
		return
	}
	person := f.p.person(name)
	if f.p.isGone(person) {
		return
	}
	s, h := f.search, hit{f.p.ids[person], score, name, f}
	at := -1
	for i := range s.best {
		if s.best[i].id == h.id {
			if was := &s.best[i]; score > was.score || score == was.score && name < was.name {
				*was = h
			} else {
				return
			}
			at = i
		}
	}
	switch {
	case at >= 0:
	case !s.full():
		s.best = append(s.best, h)
	default:
		for i := range s.best {
			if s.best[i].id == s.worst.id {
				s.best[i] = h
			}
		}
	}
	if s.full() {
		s.worst = s.best[0]
		for _, h := range s.best {
			if h.score < s.worst.score || h.score == s.worst.score && h.id > s.worst.id {
				s.worst = h
			}
		}
		s.changes++
	}
}
