package calendar

import "testing"

func TestYear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"2024-05-12":            2024,
		"2024-05":               2024,
		"2024":                  2024,
		"2024-12-31":            2024,
		"2024-05-12~":           2024,
		"2024-21":               2024,
		"2024-02/2024-11":       2024,
		"2024-12-31~":           0, // may be the next day
		"2024-01-01?":           0,
		"1979~":                 0,
		"197X":                  0,
		"2023-12/2024-01":       0,
		"../2024-05-08":         0,
		"2024-05-08/..":         0,
		"/2024-05-08":           0,
		"2023-12-30/2024-01-02": 0,
	} {
		year, ok := MustParse(text).Year()
		if ok != (want != 0) || ok && year != want {
			t.Errorf("%s: %d, %t, want %d", text, year, ok, want)
		}
	}
	if year, ok := (Date{}).Year(); ok {
		t.Errorf("no date is of %d", year)
	}
}
