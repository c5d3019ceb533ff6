package names

import (
	"cmp"
	"slices"
	"strings"
)

// person is what was entered for one id.
type person struct {
	id    uint64
	names []string
}

// builder gathers what a segment is made of.
type builder struct {
	s      *segment
	tokens map[string]uint32
	known  map[string]uint32 // words by plain spelling, and what it was spelled from
	words  []word
}

// newSegment makes a segment of people, and of those of other segments who
// aren't gone.
func newSegment(people []person, from ...part) *segment {
	b := builder{s: new(segment), tokens: map[string]uint32{}, known: map[string]uint32{}}
	b.s.literal = map[uint32]string{}
	b.gather(people, from)
	b.vocabulary()
	b.holdings()
	return b.s
}

// gather enters everybody, in the order of their ids.
func (b *builder) gather(people []person, from []part) {
	type place struct {
		id       uint64
		from, at int32 // from -1: of people
	}
	var all []place
	for i, p := range people {
		all = append(all, place{p.id, -1, int32(i)})
	}
	names, tokens := 0, 0
	for _, p := range people {
		names += len(p.names)
	}
	tokens = 3 * names
	renumbered := make([][]uint32, len(from))
	for f, p := range from {
		for i, id := range p.ids {
			if !p.isGone(uint32(i)) {
				all = append(all, place{id, int32(f), int32(i)})
				names += int(p.names[i+1] - p.names[i])
				tokens += int(p.spelled[p.names[i+1]] - p.spelled[p.names[i]])
			}
		}
		renumbered[f] = make([]uint32, p.tokens.len())
		for i := range renumbered[f] {
			renumbered[f][i] = none
		}
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Compare(a.id, b.id) })
	s := b.s
	s.ids, s.names = make([]uint64, 0, len(all)), make([]uint32, 0, len(all)+1)
	s.spelled, s.token = make([]uint32, 0, names+1), make([]uint32, 0, tokens)
	for _, p := range all {
		s.ids, s.names = append(s.ids, p.id), append(s.names, uint32(len(s.spelled)))
		if p.from < 0 {
			for _, n := range people[p.at].names {
				b.name(n)
			}
			continue
		}
		b.copied(&from[p.from], int(p.at), renumbered[p.from])
	}
	s.names = append(s.names, uint32(len(s.spelled)))
	s.spelled = append(s.spelled, uint32(len(s.token)))
	s.token, s.ids, s.names, s.spelled = fitting(s.token), fitting(s.ids), fitting(s.names), fitting(s.spelled)
}

// fitting returns the array in no more memory than it needs, give or take little.
func fitting[T any](a []T) []T {
	if cap(a)-len(a) > len(a)/32 {
		return append(make([]T, 0, len(a)), a...)
	}
	return a
}

// copied enters a person who stands in another segment. Renumbered says which
// of its tokens are which here, as far as it is known.
func (b *builder) copied(p *part, person int, renumbered []uint32) {
	s := b.s
	for name := p.names[person]; name < p.names[person+1]; name++ {
		if text, ok := p.literal[name]; ok {
			s.literal[uint32(len(s.spelled))] = text
		}
		s.spelled = append(s.spelled, uint32(len(s.token)))
		for _, token := range p.token[p.spelled[name]:p.spelled[name+1]] {
			if renumbered[token] == none {
				renumbered[token] = b.token(string(p.tokens.at(int(token))))
			}
			s.token = append(s.token, renumbered[token])
		}
	}
}

// name enters one name of the person at hand.
func (b *builder) name(name string) {
	s := b.s
	number := uint32(len(s.spelled))
	s.spelled = append(s.spelled, uint32(len(s.token)))
	rest, plain := name, true
	for token := range strings.FieldsSeq(clip(name, maxName)) {
		s.token = append(s.token, b.token(token))
		if len(rest) < len(name) {
			rest, plain = strings.CutPrefix(rest, " ")
		}
		if plain {
			rest, plain = strings.CutPrefix(rest, token)
		}
		if !plain {
			rest = " " // whatever follows
		}
	}
	if rest != "" {
		s.literal[number] = strings.Clone(name)
	}
}

// token returns the number of a token.
func (b *builder) token(text string) uint32 {
	if number, ok := b.tokens[text]; ok {
		return number
	}
	s := b.s
	number := uint32(len(s.reads))
	b.tokens[strings.Clone(text)] = number
	s.tokens.add(text)
	var parts []uint32
	for _, p := range plainWords(text) {
		parts = append(parts, b.word(p))
	}
	if len(parts) == 1 {
		s.reads = append(s.reads, parts[0])
		return number
	}
	joined := uint32(none)
	if j := joinParts(text); len(parts) > 1 && len(j) > 0 {
		joined = b.word(j[0])
	}
	s.reads = append(s.reads, severalParts|uint32(len(s.parts)))
	s.parts = append(append(s.parts, uint32(len(parts)), joined), parts...)
	return number
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
		b.known[strings.Clone(id)] = number
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

// vocabulary numbers the words in the order of their sound, and sorts them by
// their other forms.
func (b *builder) vocabulary() {
	s, n := b.s, len(b.words)
	order, number := make([]uint32, n), make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int {
		x, y := &b.words[i], &b.words[j]
		return cmp.Or(slices.Compare(x.sound, y.sound), strings.Compare(x.plain, y.plain), cmp.Compare(i, j))
	})
	plain, folds, keys := make([]term, n), make([]term, 0, n), make([]term, 0, n)
	s.scripts = make([]script, n)
	s.sounds.ends = make([]uint32, 1, n+1)
	for i, was := range order {
		w, word := &b.words[was], uint32(i)
		number[was] = word
		s.scripts[i] = w.script
		s.sounds.add(string(w.sound))
		plain[i] = term{string(compact(w.plain)), word}
		if w.script == latin {
			folds = append(folds, term{string(coarse(w.sound)), word})
		}
		if k := key(w.sound); len(k) > 0 {
			keys = append(keys, term{string(k), word})
		}
	}
	s.plain, s.folds, s.keys = newTerms(plain), newTerms(folds), newTerms(keys)
	for i, word := range s.reads {
		if word < severalParts {
			s.reads[i] = number[word]
		}
	}
	for at := 0; at < len(s.parts); {
		count := int(s.parts[at])
		for i := at + 1; i < at+2+count; i++ {
			if s.parts[i] != none {
				s.parts[i] = number[s.parts[i]]
			}
		}
		at += 2 + count
	}
	s.tokens.text, s.tokens.ends, s.reads = fitting(s.tokens.text), fitting(s.tokens.ends), fitting(s.reads)
	s.parts, s.sounds.text = fitting(s.parts), fitting(s.sounds.text)
}

// holdings says for each word which names hold it.
func (b *builder) holdings() {
	s := b.s
	var room [2]reading
	names := len(s.spelled) - 1
	s.sizes = make([]uint8, names)
	s.holds = make([]uint32, len(b.words)+1)
	var bySize [maxWords + 1]int
	for name := range names {
		ws, size, ways := s.anyWords(uint32(name), &room)
		for _, w := range ws {
			s.holds[w+1]++
		}
		s.sizes[name] = uint8(size) | ways
		bySize[size]++
	}
	for i := range b.words {
		s.holds[i+1] += s.holds[i]
	}
	s.holdName = make([]uint32, s.holds[len(b.words)])
	next := slices.Clone(s.holds)
	for size := 1; size <= maxWords; size++ {
		for name := 0; bySize[size] > 0 && name < names; name++ {
			if s.size(uint32(name)) != size {
				continue
			}
			bySize[size]--
			ws, _, _ := s.anyWords(uint32(name), &room)
			for _, w := range ws {
				s.holdName[next[w]] = uint32(name)
				next[w]++
			}
		}
	}
}

// anyWords returns the words of a name in any of its readings, each once, how
// many it has where joined, and manyWays where it has two readings. They stand
// in room.
func (s *segment) anyWords(name uint32, room *[2]reading) (ws []uint32, size int, ways uint8) {
	ws = s.read(name, true, &room[0])
	size = len(ws)
	if apart := s.read(name, false, &room[1]); !slices.Equal(apart, ws) {
		ws, ways = append(ws[:size:size], apart...), manyWays
	}
	once := ws[:0]
	for _, w := range ws {
		if !slices.Contains(once, w) {
			once = append(once, w)
		}
	}
	return once, size, ways
}
