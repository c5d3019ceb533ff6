package calendar

// Year is the Gregorian year in which every day lies that d can mean, the margin
// of an approximate or uncertain date included; false where it may be one of two,
// or a side is open. It holds for years 1 to 9999 as they are counted today.
func (d Date) Year() (year int, ok bool) {
	first, last, ok := d.surely()
	return first.Year, ok && first.Year == last.Year
}

// HijriYear is [Date.Year] in the Solar Hijri calendar; false, too, where its tables
// don't reach. A date that is known by its Gregorian year alone lies in two.
func (d Date) HijriYear() (year int, ok bool) {
	first, last, ok := d.surely()
	if !ok {
		return 0, false
	}
	a, ok1 := ToHijri(first)
	b, ok2 := ToHijri(last)
	return a.Year, ok1 && ok2 && a.Year == b.Year
}

// surely are the first and the last day that d can mean, the margin included; false
// where it isn't surely within the years 1 to 9999.
func (d Date) surely() (first, last Day, ok bool) {
	from, to := DateOf(Day{Year: 1, Month: 1, Day: 1}), DateOf(Day{Year: 9999, Month: 12, Day: 31})
	if d.Before(from) != No || d.After(to) != No {
		return Day{}, Day{}, false
	}
	lo, hi := d.bounds()
	return dayNumbered(lo), dayNumbered(hi), true
}
