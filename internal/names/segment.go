package names

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// person is what was entered for one id.
type person struct {
	id    uint64
	names []string
}

// segment is an index of some people of one group. It never changes; who is
// gone is said beside it. Everything is in flat arrays of numbers, which keeps
// it small and leaves the garbage collector nothing to walk.
//
// A line is one way to write a name as words: a name with a zero-width
// non-joiner or a hyphen has two, with the parts apart and joined.
type segment struct {
	ids   []uint64 // of the people, ascending
	names []uint32 // the first name of each person, and the end

	text     []byte
	textEnds []uint32 // of each name in text

	lineName  []uint32 // the name of each line
	lineWords []uint32 // where each line's words begin in lineWord, and the end
	lineWord  []uint32

	holds    []uint32 // where each word's lines begin in holdLine, and the end
	holdLine []uint32 // lines with few words first

	scripts []script
	sounds  terms // in the order of words
	plain   terms
	folds   terms // latin sounds, coarse
	keys    terms // of latin and Arabic sounds
}

// maxName is how much of a name is looked at, in bytes, and maxWords how many
// of its words.
const (
	maxName  = 400
	maxWords = 16
)

// builder gathers what a segment is made of.
type builder struct {
	s       *segment
	written map[string]written // words as they stand in names
	known   map[string]uint32  // words by plain spelling, and what it was spelled from
	words   []word
}

// written is a word as it stands in a name: the words it folds to, and, where
// it has parts that a zero-width non-joiner or a hyphen holds together, the
// word that they make joined.
type written struct {
	parts  []uint32
	joined []uint32
}

func newSegment(people []person) *segment {
	slices.SortFunc(people, func(a, b person) int { return cmp.Compare(a.id, b.id) })
	b := builder{s: new(segment), written: map[string]written{}, known: map[string]uint32{}}
	s, names, size := b.s, 0, 0
	for _, p := range people {
		names += len(p.names)
		for _, n := range p.names {
			size += len(n)
		}
	}
	s.ids, s.names = make([]uint64, 0, len(people)), make([]uint32, 0, len(people)+1)
	s.text, s.textEnds = make([]byte, 0, size), make([]uint32, 0, names)
	s.lineName, s.lineWords = make([]uint32, 0, names+names/4), make([]uint32, 0, names+names/4+1)
	s.lineWord = make([]uint32, 0, 3*names)
	for _, p := range people {
		s.ids = append(s.ids, p.id)
		s.names = append(s.names, uint32(len(s.textEnds)))
		for _, n := range p.names {
			b.name(n)
		}
	}
	s.names = append(s.names, uint32(len(s.textEnds)))
	s.lineWords = append(s.lineWords, uint32(len(s.lineWord)))
	s.lineName, s.lineWords, s.lineWord = slices.Clip(slices.Clone(s.lineName)), slices.Clip(slices.Clone(s.lineWords)), slices.Clip(slices.Clone(s.lineWord))
	b.vocabulary()
	b.holdings()
	return s
}

// name enters one name of the person at hand.
func (b *builder) name(name string) {
	s := b.s
	number := uint32(len(s.textEnds))
	s.text = append(s.text, name...)
	s.textEnds = append(s.textEnds, uint32(len(s.text)))
	var apart, joined [maxWords]uint32
	n, m, both := 0, 0, false
	for w := range strings.FieldsSeq(clip(name, maxName)) {
		wr := b.write(w)
		n += copy(apart[n:], wr.parts)
		if len(wr.joined) > 0 {
			both = true
			m += copy(joined[m:], wr.joined)
		} else {
			m += copy(joined[m:], wr.parts)
		}
	}
	b.line(number, apart[:n])
	if both {
		b.line(number, joined[:m])
	}
}

// line enters one way to write the name as words.
func (b *builder) line(name uint32, words []uint32) {
	if len(words) == 0 {
		return
	}
	s := b.s
	s.lineName = append(s.lineName, name)
	s.lineWords = append(s.lineWords, uint32(len(s.lineWord)))
	s.lineWord = append(s.lineWord, words...)
}

// write returns what a word of a name stands for.
func (b *builder) write(w string) written {
	if wr, ok := b.written[w]; ok {
		return wr
	}
	var wr written
	for _, p := range plainWords(w) {
		wr.parts = append(wr.parts, b.word(p))
	}
	if j := joinParts(w); len(wr.parts) > 1 && len(j) > 0 {
		wr.joined = []uint32{b.word(j[0])}
	}
	b.written[w] = wr
	return wr
}

// word returns the number of a word, given folded and spelled.
func (b *builder) word(w [2]string) uint32 {
	id := w[0]
	if w[1] != w[0] {
		id += "\x00" + w[1]
	}
	number, ok := b.known[id]
	if !ok {
		number = uint32(len(b.words))
		b.known[id] = number
		b.words = append(b.words, newWord(w[0], w[1]))
	}
	return number
}

// plainWords returns the words of a name, folded, each with its spelling for
// the sound.
func plainWords(name string) [][2]string {
	plain := strings.Fields(Fold(name))
	ws := make([][2]string, len(plain))
	spelled := plain
	if marked(name) {
		spelled = strings.Fields(Fold(spell(name)))
	}
	for i := range plain {
		ws[i] = [2]string{plain[i], spelled[min(i, len(spelled)-1)]}
	}
	return ws
}

// joinParts returns the words of a name with the parts of each word joined, or
// nil if no word has parts.
func joinParts(name string) [][2]string {
	if !strings.ContainsFunc(name, joint) {
		return nil
	}
	var ws [][2]string
	for w := range strings.FieldsSeq(name) {
		var all [2]string
		for _, p := range plainWords(w) {
			all[0] += p[0]
			all[1] += p[1]
		}
		if all[0] != "" {
			ws = append(ws, all)
		}
	}
	return ws
}

// vocabulary sorts the words by their forms.
func (b *builder) vocabulary() {
	n := len(b.words)
	sounds := terms{ends: make([]uint32, n+1)}
	plain := make([]term, n)
	folds, keys := make([]term, 0, n), make([]term, 0, n)
	b.s.scripts = make([]script, n)
	for i, w := range b.words {
		word := uint32(i)
		b.s.scripts[i] = w.script
		sounds.text = append(sounds.text, w.sound...)
		sounds.ends[i+1] = uint32(len(sounds.text))
		plain[i] = term{string(compact(w.plain)), word}
		if w.script == latin {
			folds = append(folds, term{string(coarse(w.sound)), word})
		}
		if k := key(w.sound); len(k) > 0 {
			keys = append(keys, term{string(k), word})
		}
	}
	sounds.text = slices.Clip(slices.Clone(sounds.text))
	b.s.sounds, b.s.plain = sounds, newTerms(plain)
	b.s.folds, b.s.keys = newTerms(folds), newTerms(keys)
}

// holdings says for each word which lines hold it.
func (b *builder) holdings() {
	s := b.s
	s.holds = make([]uint32, len(b.words)+1)
	for _, w := range s.lineWord {
		s.holds[w+1]++
	}
	for i := range b.words {
		s.holds[i+1] += s.holds[i]
	}
	s.holdLine = make([]uint32, len(s.lineWord))
	next := slices.Clone(s.holds)
	for size := 1; size <= maxWords; size++ {
		for line := range s.lineName {
			if ws := s.words(uint32(line)); len(ws) == size {
				for _, w := range ws {
					s.holdLine[next[w]] = uint32(line)
					next[w]++
				}
			}
		}
	}
}

func (s *segment) words(line uint32) []uint32 {
	return s.lineWord[s.lineWords[line]:s.lineWords[line+1]]
}

func (s *segment) lines(word uint32) []uint32 {
	return s.holdLine[s.holds[word]:s.holds[word+1]]
}

func (s *segment) name(i uint32) string {
	if i == 0 {
		return string(s.text[:s.textEnds[0]])
	}
	return string(s.text[s.textEnds[i-1]:s.textEnds[i]])
}

// person returns which person a name is of.
func (s *segment) person(name uint32) uint32 {
	return uint32(sort.Search(len(s.ids), func(i int) bool { return s.names[i+1] > name }))
}

// find returns the place of an id.
func (s *segment) find(id uint64) (int, bool) { return slices.BinarySearch(s.ids, id) }

// entered returns what was entered for the person at place i.
func (s *segment) entered(i int) person {
	p := person{id: s.ids[i]}
	for n := s.names[i]; n < s.names[i+1]; n++ {
		p.names = append(p.names, s.name(n))
	}
	return p
}

// clip cuts s to at most n bytes, at the edge of a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// compact writes a folded word with one byte for each letter of the scripts
// that mistakes are looked for in, so that a mistake in a Persian or Russian
// word is one mistake. Letters of other scripts take several bytes.
func compact(plain string) []byte {
	out := make([]byte, 0, len(plain))
	for _, r := range plain {
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case 0x620 <= r && r <= 0x64a:
			out = append(out, 0x80+byte(r-0x620))
		case r == 'پ':
			out = append(out, 0xab)
		case r == 'چ':
			out = append(out, 0xac)
		case r == 'ژ':
			out = append(out, 0xad)
		case r == 'ک':
			out = append(out, 0xae)
		case r == 'گ':
			out = append(out, 0xaf)
		case r == 'ی':
			out = append(out, 0xb0)
		case 0x6c5 <= r && r <= 0x6cb:
			out = append(out, 0xb1+byte(r-0x6c5))
		case r == 'ڭ':
			out = append(out, 0xb8)
		case r == 'ə':
			out = append(out, 0xb9)
		case 0x430 <= r && r <= 0x45f:
			out = append(out, 0xc0+byte(r-0x430))
		default:
			out = append(out, 1)
			out = append(out, string(r)...)
		}
	}
	return out
}
