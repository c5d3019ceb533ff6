package entry_test

import (
	"testing"

	"vigil/internal/entry"
)

// BenchmarkApply is one correction of the largest casefile at hand.
func BenchmarkApply(b *testing.B) {
	c := casebooks(b)["starter-casebook.json:mohammad-rasoulof"]
	k, _ := entry.KindOf("sentence")
	v := entry.Values{"penalties": "8 years prison\nflogging\nfine of 50 million rials\nconfiscation of property\n2 years ban from film-making"}
	for b.Loop() {
		if _, _, err := k.Apply(c, "s6", v, today()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFill is the form of it.
func BenchmarkFill(b *testing.B) {
	c := casebooks(b)["starter-casebook.json:mohammad-rasoulof"]
	k, _ := entry.KindOf("sentence")
	for b.Loop() {
		if _, err := k.Fill(c, "s6"); err != nil {
			b.Fatal(err)
		}
	}
}
