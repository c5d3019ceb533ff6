package casefile

import (
	"maps"
	"slices"
	"strings"
)

// nearest is the known word that a mistaken one was probably meant to be, or
// "": at most three slips in a long word, one in a short.
func nearest(mistaken string, known []string) string {
	best, least, closest := "", min(1+len(mistaken)/4, 3), 0
	if len(mistaken) > 40 {
		return ""
	}
	for _, k := range known {
		n, exactly := slips(plain(mistaken), plain(k)), slips(mistaken, k)
		if n < least || n == least && (best == "" || exactly < closest) {
			best, least, closest = k, n, exactly
		}
	}
	return best
}

// plain drops what people vary without thinking: case, underscores, plurals.
func plain(word string) string {
	return strings.TrimSuffix(strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(word)), "s")
}

// slips counts the letters to add, drop, replace or swap to turn a into b.
func slips(a, b string) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
