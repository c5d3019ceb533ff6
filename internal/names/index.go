package names

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// Index finds people by name. [NewIndex] makes one. Any number of goroutines
// may search while others change it: a search sees all that was put before it
// began, and never half a change.
//
// People are kept by group in segments that never change. What is put waits
// in a list until the next search or until it is much; it then becomes a
// segment of its own, merged with those that aren't much larger, so that there
// are only ever a few.
type Index struct {
	state atomic.Pointer[snapshot]
	dirty atomic.Bool // something waits

	mu      sync.Mutex // guards the rest, and the making of snapshots
	groupOf map[uint64]uint32
	waiting map[uint64]*waiter
}

// waiter is a change that no snapshot shows yet: a person put in, or out.
type waiter struct {
	was, group uint32 // the group before, where there was one, and after
	had, has   bool
	names      []string
}

// snapshot is what a search sees.
type snapshot struct {
	groups []shelf // by group
}

// shelf is the people of one group, in segments from large to small.
type shelf struct {
	group    uint32
	segments []part
}

// part is a segment and who has gone from it since it was made.
type part struct {
	*segment
	gone  []uint64 // one bit for each person; nil: nobody
	count int      // who is left
}

// NewIndex returns an index of nobody.
func NewIndex() *Index {
	ix := &Index{groupOf: map[uint64]uint32{}, waiting: map[uint64]*waiter{}}
	ix.state.Store(new(snapshot))
	return ix
}

// tooMany is how many changes may wait before they are worked in, at least.
const tooMany = 4096

// Put enters a person under all their names, in place of what was entered
// for that id before. Group is what [Index.Search] lets the caller choose by:
// the casebook. A name counts with its first 16 words.
//
// Putting many people in a row is cheap; the first search afterwards, or
// [Index.Settle], does the work.
func (ix *Index) Put(id uint64, group uint32, names []string) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.wait(id, &waiter{group: group, has: true, names: slices.Clone(names)})
	ix.groupOf[id] = group
	if len(ix.waiting) >= max(tooMany, len(ix.groupOf)/2) {
		ix.settle()
	}
}

// Remove takes a person out; an unknown id is no error.
func (ix *Index) Remove(id uint64) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if _, ok := ix.groupOf[id]; !ok {
		return
	}
	ix.wait(id, &waiter{})
	delete(ix.groupOf, id)
}

// wait lists a change, in place of one that was waiting for the same id.
func (ix *Index) wait(id uint64, w *waiter) {
	if before, ok := ix.waiting[id]; ok {
		w.was, w.had = before.was, before.had
	} else {
		w.was, w.had = ix.groupOf[id], ix.holds(id)
	}
	ix.waiting[id] = w
	ix.dirty.Store(true)
}

func (ix *Index) holds(id uint64) bool {
	_, ok := ix.groupOf[id]
	return ok
}

// Len returns how many people are in the index.
func (ix *Index) Len() int {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return len(ix.groupOf)
}

// Settle works in what has been put and removed, so that the next search
// needn't. Call it after loading many people.
func (ix *Index) Settle() {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.settle()
}

// current returns a snapshot that shows everything put so far.
func (ix *Index) current() *snapshot {
	if ix.dirty.Load() {
		ix.Settle()
	}
	return ix.state.Load()
}

// settle makes the next snapshot. The caller holds the lock; searches that
// have begun go on with the snapshot they have.
func (ix *Index) settle() {
	if len(ix.waiting) == 0 {
		return
	}
	joining, leaving := map[uint32][]person{}, map[uint32][]uint64{}
	for id, w := range ix.waiting {
		if w.had {
			leaving[w.was] = append(leaving[w.was], id)
		}
		if w.has {
			joining[w.group] = append(joining[w.group], person{id, w.names})
		}
	}
	next := &snapshot{groups: slices.Clone(ix.state.Load().groups)}
	for group, ids := range leaving {
		shelf := next.shelf(group)
		shelf.leave(ids)
	}
	for group, people := range joining {
		shelf := next.shelf(group)
		shelf.join(people)
	}
	next.groups = slices.DeleteFunc(next.groups, func(s shelf) bool { return len(s.segments) == 0 })
	clear(ix.waiting)
	ix.state.Store(next)
	ix.dirty.Store(false)
}

// shelf returns the shelf of a group, a new one if there is none.
func (s *snapshot) shelf(group uint32) *shelf {
	i, ok := slices.BinarySearchFunc(s.groups, group, func(s shelf, g uint32) int { return cmp.Compare(s.group, g) })
	if !ok {
		s.groups = slices.Insert(s.groups, i, shelf{group: group})
	}
	return &s.groups[i]
}

// leave marks the people as gone.
func (s *shelf) leave(ids []uint64) {
	s.segments = slices.Clone(s.segments)
	copied := make([]bool, len(s.segments))
	for _, id := range ids {
		for i := range s.segments {
			p := &s.segments[i]
			at, ok := p.find(id)
			if !ok || p.isGone(uint32(at)) {
				continue
			}
			if !copied[i] {
				gone := make([]uint64, len(p.ids)/64+1)
				copy(gone, p.gone)
				p.gone, copied[i] = gone, true
			}
			p.gone[at/64] |= 1 << (at % 64)
			p.count--
		}
	}
	s.segments = slices.DeleteFunc(s.segments, func(p part) bool { return p.count == 0 })
}

// join adds people, in a segment together with those of the segments that are
// not four times as large.
func (s *shelf) join(people []person) {
	keep := len(s.segments)
	for keep > 0 && s.segments[keep-1].count < 4*len(people) {
		keep--
		for i := range s.segments[keep].ids {
			if !s.segments[keep].isGone(uint32(i)) {
				people = append(people, s.segments[keep].entered(i))
			}
		}
	}
	made := part{segment: newSegment(people), count: len(people)}
	s.segments = append(slices.Clone(s.segments[:keep]), made)
}

func (p *part) isGone(person uint32) bool {
	return p.gone != nil && p.gone[person/64]&(1<<(person%64)) != 0
}
