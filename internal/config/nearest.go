package config

import "strings"

// nearest is the name that was probably meant: one with the same prefix, of
// which otherwise the fewest letters must be changed, and no more than a
// quarter. It is "" if none is that near.
func nearest(name string, known []string) string {
	prefix, own, _ := strings.Cut(name, "_")
	best, least := "", len(own)/4+1
	for _, k := range known {
		kPrefix, kOwn, _ := strings.Cut(k, "_")
		if d := distance(own, kOwn); prefix == kPrefix && d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is how many letters must be put in, taken out or replaced to make b
// of a, where two that changed places count for one.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows = [3][]int{above, row, before}
	}
	return rows[1][len(b)]
}
