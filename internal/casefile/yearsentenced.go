package casefile

import "slices"

// YearsSentenced are the Gregorian years in which somebody was sentenced, in
// order, each once: those of all judgments on record, whatever became of them.
// untold says that there is a judgment whose year can't be told: it has no date, or
// one that may be of two years, or the entries of one judgment give different years.
func (c *Casefile) YearsSentenced() (years []int, untold bool) {
	for _, j := range c.Judgments() {
		year, ok := j.year()
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
func (j Judgment) year() (year int, ok bool) {
	for _, s := range append([]*Sentence{j.Sentence}, j.Same...) {
		switch y, told := s.Day().Year(); {
		case !told:
		case ok && y != year:
			return 0, false
		default:
			year, ok = y, true
		}
	}
	return year, ok
}
