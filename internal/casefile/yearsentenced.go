package casefile

import (
	"slices"

	"vigil/internal/calendar"
)

// YearsSentenced are the years in which somebody was sentenced, in order, each
// once, as of tells the year of a date: [calendar.Date.Year] or
// [calendar.Date.HijriYear]. They are those of all judgments on record, whatever became of them.
// untold says that there is a judgment whose year can't be told: it has no date, or
// one that may be of two years, or the entries of one judgment give different years.
func (c *Casefile) YearsSentenced(of func(calendar.Date) (year int, ok bool)) (years []int, untold bool) {
	for _, j := range c.Judgments() {
		year, ok := j.year(of)
		if !ok {
			untold = true
			continue
		}
		years = append(years, year)
	}
	slices.Sort(years)
	return slices.Compact(years), untold
}

// year is the one year that the entries of a judgment give, of those that give any.
func (j Judgment) year(of func(calendar.Date) (int, bool)) (year int, ok bool) {
	for _, s := range append([]*Sentence{j.Sentence}, j.Same...) {
		switch y, told := of(s.Day()); {
		case !told:
		case ok && y != year:
			return 0, false
		default:
			year, ok = y, true
		}
	}
	return year, ok
}
