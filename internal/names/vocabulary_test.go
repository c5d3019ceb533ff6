package names

import (
	"math/rand/v2"
	"testing"
)

// within reports whether a beginning of term is within k mistakes of p: a
// letter wrong, missing, too many, or exchanged with its neighbour.
func within(p, term []byte, k int) bool {
	rows := make([][]int, len(term)+1)
	for i := range rows {
		rows[i] = make([]int, len(p)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case term[i-1] == p[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = rows[i-1][j-1] + 1
			}
			rows[i][j] = min(rows[i][j], rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && term[i-1] == p[j-2] && term[i-2] == p[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
		if rows[i][len(p)] <= k {
			return true
		}
	}
	return false
}

// TestNear holds the walk against comparing every term.
func TestNear(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 9))
	letters := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abcd"[random.IntN(4)]
		}
		return b
	}
	var all []term
	for i := range 3000 {
		all = append(all, term{string(letters(1 + random.IntN(8))), uint32(i)})
	}
	ts := newTerms(all)
	for range 400 {
		p := letters(2 + random.IntN(7))
		for k := 1; k <= maxMistakes; k++ {
			found := make([]bool, len(all))
			ts.near(p, k, func(lo, hi int) {
				for j := lo; j < hi; j++ {
					found[j] = true
				}
			})
			for j := range found {
				if want := within(p, ts.at(j), k); found[j] != want {
					t.Fatalf("%s near %s with %d: %v, want %v", ts.at(j), p, k, found[j], want)
				}
			}
		}
	}
}
