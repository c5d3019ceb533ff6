package store

import "slices"

// Being is that somebody is that person, who is of the same census.
type Being struct{ Who *Person }

func (x Being) cost() int { return 0 }

func (x Being) ready(hasher) func(*leaf, set) (yes, can set) {
	return func(f *leaf, _ set) (yes, can set) {
		if last := f.people[len(f.people)-1]; x.Who.compare(f.people[0]) < 0 || last.compare(x.Who) < 0 {
			return yes, can
		}
		if slot, is := slices.BinarySearchFunc(f.people, x.Who, (*Person).compare); is {
			yes.add(uint8(slot)) //nolint:gosec // less than leafSize
		}
		return yes, yes
	}
}
