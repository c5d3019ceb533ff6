package names

import (
	"math/bits"
	"slices"
)

// A merge makes one segment of several that stand in a row, or anew one from
// which more than half have gone.
type merge struct {
	group uint32
	of    []part
}

// overdue returns the next merge: of segments of which each has less than ratio
// times as many people as those after it together.
func (s *snapshot) overdue(ratio int) (merge, bool) {
	for i := range s.groups {
		g := &s.groups[i]
		from := len(g.segments) - 1
		for sum := g.segments[from].people; from > 0 && g.segments[from-1].people < ratio*sum; from-- {
			sum += g.segments[from-1].people
		}
		if from < len(g.segments)-1 {
			return merge{g.group, g.segments[from:]}, true
		}
		for j, p := range g.segments {
			if 2*p.people < len(p.ids) {
				return merge{g.group, g.segments[j : j+1]}, true
			}
		}
	}
	return merge{}, false
}

// usually is the ratio for what is merged in the background. A person is merged
// about so many times for each eightfold growth of the index.
const usually = 8

// tend merges in the background what is overdue. The caller holds the lock.
func (ix *Index) tend() {
	if _, ok := ix.state.Load().overdue(usually); !ok || ix.tending {
		return
	}
	ix.tending = true
	go func() {
		for more := true; more; {
			ix.merge(usually)
			ix.mu.Lock()
			_, more = ix.state.Load().overdue(usually)
			ix.tending = more
			ix.mu.Unlock()
		}
	}()
}

// merge merges what is overdue. Searches and changes go on meanwhile.
func (ix *Index) merge(ratio int) {
	ix.merging.Lock()
	defer ix.merging.Unlock()
	for {
		m, ok := ix.state.Load().overdue(ratio)
		if !ok {
			return
		}
		made := newSegment(nil, m.of...)
		ix.mu.Lock()
		next := ix.state.Load().copied()
		next.shelf(m.group).replace(m, made)
		ix.show(next)
		ix.mu.Unlock()
	}
}

// replace puts the segment that was made in place of those it was made of,
// without those who have gone meanwhile.
func (s *shelf) replace(m merge, made *segment) {
	p := part{segment: made, people: len(made.ids)}
	var segments []part
	at := -1
	for _, now := range s.segments {
		if !slices.ContainsFunc(m.of, func(was part) bool { return was.segment == now.segment }) {
			segments = append(segments, now)
		} else if at < 0 {
			at = len(segments)
		}
	}
	for _, was := range m.of {
		i := slices.IndexFunc(s.segments, func(now part) bool { return now.segment == was.segment })
		for word := range len(was.ids)/64 + 1 {
			left := ^uint64(0) // those of 64 people who went meanwhile
			if i >= 0 {
				left = goneOf(&s.segments[i], word)
			}
			for left &^= goneOf(&was, word); left != 0; left &= left - 1 {
				person := 64*word + bits.TrailingZeros64(left)
				if person >= len(was.ids) {
					break
				}
				if p.gone == nil {
					p.own()
				}
				if at, ok := made.find(was.ids[person]); ok {
					p.leave(uint32(at))
				}
			}
		}
	}
	if at >= 0 && p.people > 0 {
		segments = slices.Insert(segments, at, p)
	}
	s.segments = segments
}

func goneOf(p *part, word int) uint64 {
	if p.gone == nil {
		return 0
	}
	return p.gone[word]
}
