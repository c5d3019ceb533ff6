package store

import (
	"slices"
)

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

// Person is who has that summary here; nil where nobody has.
func (c *Census) Person(s Summary) *Person {
	found, _ := c.Meant(All(Being{&Person{ID: s.ID, sort: wordsKey(s.Name)}}))
	for _, who := range found.First(1) {
		return who
	}
	return nil
}
