package store

// Several is that somebody has so many of a thing: charges, works, awards, lawyers, arrests or
// sentences. Of other things nobody has any that are counted.
type Several struct {
	Of What
	Is func(n int) bool
}

func (x Several) cost() int { return 1 }

func (x Several) ready(hasher) func(*leaf, set) (yes, can set) {
	column, counted := numberColumn(x.Of)
	return func(f *leaf, among set) (yes, can set) {
		if counted {
			among.each(func(slot uint8) {
				if x.Is(int(f.numbers[column][slot])) {
					yes.add(slot)
				}
			})
		}
		return yes, yes
	}
}
