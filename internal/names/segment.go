package names

import (
	"slices"
	"sort"
	"strings"
)

// segment is an index of some people of one group. It never changes; who is
// gone is said beside it. Everything is in flat arrays of numbers, which keeps
// it small and leaves the garbage collector nothing to walk.
//
// A name is kept as the numbers of its tokens, which are what stands between
// spaces, because names are made of few: a token is spelled, folded and heard
// once, however many names it stands in. What it folds to are its words. A
// token with a zero-width non-joiner or a hyphen can be read as its parts and
// as one word, so a name that holds one has two readings.
type segment struct {
	ids   []uint64 // of the people, ascending
	names []uint32 // the first name of each person, and the end

	spelled []uint32 // where each name's tokens begin in token, and the end
	token   []uint32
	sizes   []uint8           // the words of each name where joined, and manyWays
	literal map[uint32]string // names that aren't their tokens with a space between

	tokens  pile
	reads   []uint32 // the word of each token, or severalParts and its place in parts
	parts   []uint32 // of tokens that aren't one word: how many, the word they make joined or none, they
	scripts []script // of words, which are numbered in the order of their sound
	sounds  pile

	holds    []uint32 // where each word's names begin in holdName, and the end
	holdName []uint32 // those of few words first, then by number

	plain terms
	folds terms // latin sounds, coarse
	keys  terms // of latin and Arabic sounds
}

// pile is many short texts in one.
type pile struct {
	text []byte
	ends []uint32 // 0, and the end of each
}

func (h *pile) len() int { return len(h.ends) - 1 }

// at returns text i, not to be changed.
func (h *pile) at(i int) []byte { return h.text[h.ends[i]:h.ends[i+1]] }

func (h *pile) add(text string) {
	if len(h.ends) == 0 {
		h.ends = append(h.ends, 0)
	}
	h.text = append(h.text, text...)
	h.ends = append(h.ends, uint32(len(h.text)))
}

const (
	maxName      = 400     // how much of a name is looked at, in bytes
	maxWords     = 16      // how many of its words
	manyWays     = 0x80    // a name has two readings
	severalParts = 1 << 31 // a token has another number of words than one
	none         = 1<<32 - 1
)

// reading is room for the words of a name.
type reading [maxWords]uint32

// read returns how a name is read: with the parts of its tokens joined or apart.
func (s *segment) read(name uint32, joined bool, r *reading) []uint32 {
	n := 0
	for _, token := range s.token[s.spelled[name]:s.spelled[name+1]] {
		word := s.reads[token]
		if word < severalParts {
			if n == maxWords {
				break
			}
			r[n] = word
			n++
			continue
		}
		at := word &^ severalParts
		if one := s.parts[at+1]; joined && one != none {
			n += copy(r[n:], s.parts[at+1:at+2])
		} else {
			n += copy(r[n:], s.parts[at+2:at+2+s.parts[at]])
		}
	}
	return r[:n]
}

// size returns how many words a name has at least.
func (s *segment) size(name uint32) int { return int(s.sizes[name] &^ manyWays) }

// held returns the names that hold a word.
func (s *segment) held(word uint32) []uint32 {
	return s.holdName[s.holds[word]:s.holds[word+1]]
}

// name returns a name as it was put.
func (s *segment) name(i uint32) string {
	if text, ok := s.literal[i]; ok {
		return text
	}
	var b strings.Builder
	for n, token := range s.token[s.spelled[i]:s.spelled[i+1]] {
		if n > 0 {
			b.WriteByte(' ')
		}
		b.Write(s.tokens.at(int(token)))
	}
	return b.String()
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
