package names

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAligner holds what is aligned in a row against what is aligned one by
// one, in the order of sounds and in none.
func TestAligner(t *testing.T) {
	t.Parallel()
	var all []word
	for _, p := range population(t, 400) {
		for _, n := range p.names {
			all = append(all, words(n)...)
		}
	}
	for _, n := range texts {
		all = append(all, words(n)...)
	}
	all = slices.DeleteFunc(all, func(w word) bool { return w.script == other })
	slices.SortFunc(all, func(a, b word) int { return slices.Compare(a.sound, b.sound) })
	random := rand.New(rand.NewPCG(2, 3))
	for range 60 {
		typed := all[random.IntN(len(all))]
		rs := []rune(typed.plain)
		typed = newWord(string(rs[:1+random.IntN(len(rs))]), string(rs))
		if typed.script == other {
			continue
		}
		w := newTypedWord(typed)
		var a aligner
		a.begin()
		check := func(other word) {
			most := uint16(30 * max(len(other.sound), len(w.sound)))
			got, want := a.align(&w, other.sound, other.script, most), align(w.sound, w.script, other.sound, other.script, tooMuch)
			if got.whole != want.whole && min(got.whole, want.whole) <= most ||
				got.beginning != want.beginning && min(got.beginning, want.beginning) <= most {
				t.Fatalf("%s as %s: %v, want %v", w.plain, other.plain, got, want)
			}
		}
		for _, o := range all {
			check(o)
		}
		for range 300 {
			check(all[random.IntN(len(all))])
		}
	}
}
