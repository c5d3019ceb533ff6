package casefile_test

import (
	"slices"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

func TestYearsSentenced(t *testing.T) {
	t.Parallel()
	on := func(id, date, announced, same string) casefile.Sentence {
		s := casefile.Sentence{ID: id, SameAs: same}
		if date != "" {
			s.Date = calendar.MustParse(date)
		}
		if announced != "" {
			s.Announced = calendar.MustParse(announced)
		}
		return s
	}
	overturned := on("s1", "2021-03-01", "", "")
	overturned.Outcome = casefile.Overturned
	for name, tc := range map[string]struct {
		of     []casefile.Sentence
		want   []int
		untold bool
	}{
		"none":                                 {},
		"two of one year, one before":          {of: []casefile.Sentence{on("s1", "2023-01-01", "", ""), on("s2", "2023", "", ""), on("s3", "2020-07", "", "")}, want: []int{2020, 2023}},
		"overturned, and imposed all the same": {of: []casefile.Sentence{overturned}, want: []int{2021}},
		"no date":                              {of: []casefile.Sentence{on("s1", "", "", ""), on("s2", "2022", "", "")}, want: []int{2022}, untold: true},
		"about a year":                         {of: []casefile.Sentence{on("s1", "2022~", "", "")}, untold: true},
		"across two years":                     {of: []casefile.Sentence{on("s1", "2022-12/2023-01", "", "")}, untold: true},
		"before a day; that day it was known":  {of: []casefile.Sentence{on("s1", "../2024-05-08", "2024-05-08", "")}, want: []int{2024}},
		"one judgment told twice":              {of: []casefile.Sentence{on("s1", "2022~", "", ""), on("s2", "2022-05", "", "s1")}, want: []int{2022}},
		"one judgment told differently":        {of: []casefile.Sentence{on("s1", "2022-12-30", "", ""), on("s2", "2023-01-02", "", "s1")}, untold: true},
	} {
		c := casefile.Casefile{Sentences: tc.of}
		years, untold := c.YearsSentenced(calendar.Date.Year)
		if !slices.Equal(years, tc.want) || untold != tc.untold {
			t.Errorf("%s: %v, %t, want %v, %t", name, years, untold, tc.want, tc.untold)
		}
	}
}
