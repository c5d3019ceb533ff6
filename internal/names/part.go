package names

import "slices"

// part is a segment and who has gone from it since it was made.
type part struct {
	*segment
	gone   []uint64 // one bit for each person; nil: nobody
	left   []uint32 // of the names of those who are left, how many hold each word; nil: all that do
	people int      // who is left
}

func (p *part) isGone(person uint32) bool {
	return p.gone != nil && p.gone[person/64]&(1<<(person%64)) != 0
}

// count returns how many names hold a word. With 0, only people who have gone
// had it, and a search must not be able to tell.
func (p *part) count(word uint32) int {
	if p.left == nil {
		return len(p.held(word))
	}
	return int(p.left[word])
}

// own gives the part marks of its own, which [part.leave] changes.
func (p *part) own() {
	if p.gone != nil {
		p.gone, p.left = slices.Clone(p.gone), slices.Clone(p.left)
		return
	}
	left := make([]uint32, len(p.scripts))
	for w := range left {
		left[w] = uint32(len(p.held(uint32(w))))
	}
	p.gone, p.left = make([]uint64, len(p.ids)/64+1), left
}

// leave marks a person who isn't gone as gone.
func (p *part) leave(person uint32) {
	p.gone[person/64] |= 1 << (person % 64)
	p.people--
	for name := p.names[person]; name < p.names[person+1]; name++ {
		var room [2]reading
		ws, _, _ := p.anyWords(name, &room)
		for _, w := range ws {
			p.left[w]--
		}
	}
}
