package store

import (
	"slices"
)

// censusBook is the people of one casebook, by name, and what their values are
// called. It never changes.
type censusBook struct {
	leaves []*leaf
	people int
	words  *lexicon
}

// change is what becomes of somebody: who they were, who they are. One of the
// two may be nil.
type change struct{ was, is *Person }

// with is the casebook after the changes.
func (b *censusBook) with(changes []change, v *vocabulary) *censusBook {
	next := &censusBook{}
	spoken := make(chan *lexicon)
	go func() { // beside the leaves, so with a vocabulary of its own
		spoken <- b.words.with(wordingOf(changes, v.hash.vocabulary()))
	}()
	gone := make([]map[*Person]bool, max(1, len(b.leaves)))
	come := make([][]*Person, max(1, len(b.leaves)))
	next.people = b.people
	for _, c := range changes {
		if c.was != nil {
			at := b.at(c.was)
			if gone[at] == nil {
				gone[at] = map[*Person]bool{}
			}
			gone[at][c.was] = true
			next.people--
		}
		if c.is != nil {
			at := b.at(c.is)
			come[at] = append(come[at], c.is)
			next.people++
		}
	}
	next.leaves = make([]*leaf, 0, len(b.leaves)+1)
	if len(b.leaves) == 0 {
		next.leaves = (*leaf)(nil).with(nil, come[0], v)
	}
	for i, f := range b.leaves {
		if gone[i] == nil && come[i] == nil {
			next.leaves = append(next.leaves, f)
			continue
		}
		next.leaves = append(next.leaves, f.with(gone[i], come[i], v)...)
	}
	next.words = <-spoken
	return next
}

// wordingOf is what the changes make of what values are called.
func wordingOf(changes []change, v *vocabulary) wording {
	words := make(wording)
	for _, c := range changes {
		if c.was != nil {
			v.say(words, c.was, -1)
		}
		if c.is != nil {
			v.say(words, c.is, +1)
		}
	}
	return words
}

// at is the number of the leaf that somebody is in, or would be.
func (b *censusBook) at(who *Person) int {
	n, found := slices.BinarySearchFunc(b.leaves, who, func(f *leaf, who *Person) int { return f.people[0].compare(who) })
	if found || n == 0 {
		return n
	}
	return n - 1
}
