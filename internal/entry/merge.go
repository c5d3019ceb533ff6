package entry

import (
	"maps"
	"slices"
)

// Clash is a field that two curators changed differently.
type Clash struct{ Field, Base, Theirs, Mine string }

// Merge puts what I changed since base onto what stands there now, field by
// field. Where both changed the same field, mine stands in merged, and the
// field is among the clashes, which are ordered by name. A field that mine
// hasn't got wasn't changed by me.
func Merge(base, theirs, mine Values) (merged Values, clashes []Clash) {
	merged = maps.Clone(theirs)
	if merged == nil {
		merged = Values{}
	}
	for _, name := range slices.Sorted(maps.Keys(mine)) {
		b, t, m := base[name], theirs[name], mine[name]
		switch {
		case same(m, b) || same(m, t):
		case same(t, b):
			merged[name] = m
		default:
			merged[name] = m
			clashes = append(clashes, Clash{name, b, t, m})
		}
	}
	return merged, clashes
}

// same reports whether two texts are the same to whoever reads them.
func same(a, b string) bool { return clean(a, true) == clean(b, true) }
