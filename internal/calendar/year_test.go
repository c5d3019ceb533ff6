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

func TestHijriYear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"2024-03-19":         1402,
		"2024-03-20":         1403,
		"2025-03-20":         1403,
		"2025-03-21":         1404,
		"2024-05":            1403,
		"2024-03":            0, // begins in the one and ends in the other
		"2024":               0,
		"2024-03-20~":        0,
		"2024-03-25/2025-02": 1403,
		"../2024-05-08":      0,
	} {
		year, ok := MustParse(text).HijriYear()
		if ok != (want != 0) || ok && year != want {
			t.Errorf("%s: %d, %t, want %d", text, year, ok, want)
		}
	}
	if year, ok := (Date{}).HijriYear(); ok {
		t.Errorf("no date is of %d", year)
	}
}
