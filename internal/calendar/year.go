package calendar

// Year is the Gregorian year in which every day lies that d can mean, the margin
// of an approximate or uncertain date included; false where it may be one of two,
// or a side is open. It holds for years 1 to 9999 as they are counted today.
func (d Date) Year() (year int, ok bool) {
	from, to := DateOf(Day{Year: 1, Month: 1, Day: 1}), DateOf(Day{Year: 9999, Month: 12, Day: 31})
	if d.Before(from) != No || d.After(to) != No {
		return 0, false
	}
	lo, hi := d.bounds()
	first, last := dayNumbered(lo).Year, dayNumbered(hi).Year
	return first, first == last
}
