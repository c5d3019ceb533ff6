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
// segment of its own. Small segments are merged at once, larger ones in the
// background, so that there are only ever a few and nobody waits for it.
type Index struct {
	state atomic.Pointer[snapshot]
	dirty atomic.Bool // something waits

	mu      sync.Mutex // guards the rest, and the making of snapshots
	groupOf map[uint64]uint32
	waiting map[uint64]*waiter
	tending bool // somebody merges in the background, or is about to

	merging sync.Mutex // held by who merges; taken before mu
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

// NewIndex returns an index of nobody.
func NewIndex() *Index {
	ix := &Index{groupOf: map[uint64]uint32{}, waiting: map[uint64]*waiter{}}
	ix.state.Store(new(snapshot))
	return ix
}

// How many changes may wait before they are worked in: half as many as there
// are people, within bounds.
const (
	fewWait  = 1 << 12
	mostWait = 1 << 16
)

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
	if len(ix.waiting) >= min(max(fewWait, len(ix.groupOf)/2), mostWait) {
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

// Settle works in what has been put and removed, and merges all that is worth
// it, so that the next searches are as quick as they get. Call it after loading
// many people.
func (ix *Index) Settle() {
	ix.mu.Lock()
	ix.settle()
	ix.mu.Unlock()
	ix.merge(32)
}

// current returns a snapshot that shows everything put so far.
func (ix *Index) current() *snapshot {
	if ix.dirty.Load() {
		ix.mu.Lock()
		ix.settle()
		ix.mu.Unlock()
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
	next := ix.state.Load().copied()
	for group, ids := range leaving {
		next.shelf(group).leave(ids)
	}
	for group, people := range joining {
		next.shelf(group).join(people)
	}
	ix.show(next)
	clear(ix.waiting)
	ix.dirty.Store(false)
	ix.tend()
}

// show lets searches see a snapshot. The caller holds the lock.
func (ix *Index) show(next *snapshot) {
	next.groups = slices.DeleteFunc(next.groups, func(s shelf) bool { return len(s.segments) == 0 })
	ix.state.Store(next)
}

func (s *snapshot) copied() *snapshot { return &snapshot{groups: slices.Clone(s.groups)} }

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
				p.own()
				copied[i] = true
			}
			p.leave(uint32(at))
		}
	}
	s.segments = slices.DeleteFunc(s.segments, func(p part) bool { return p.people == 0 })
}

// atOnce is how many people a segment may have that is made while somebody
// waits, besides those who were put.
const atOnce = 128

// join adds people, in a segment together with those of the last segments as
// long as it stays small.
func (s *shelf) join(people []person) {
	keep, sum := len(s.segments), len(people)
	for keep > 0 && s.segments[keep-1].people < 4*sum && sum+s.segments[keep-1].people <= atOnce {
		keep--
		sum += s.segments[keep].people
	}
	made := newSegment(people, s.segments[keep:]...)
	s.segments = append(slices.Clone(s.segments[:keep]), part{segment: made, people: len(made.ids)})
}
