package calendar

import (
	"cmp"
	"time"
)

// Compare is -1 if t is shorter than o, +1 if it is longer, 0 if neither. It
// is certain where that holds from whatever day both are counted: eight years
// are longer than 95 months. A year against 365 days is not certain, since it
// depends on the year; the order is then that of their mean lengths.
func (t Term) Compare(o Term) (order int, certain bool) {
	months := (t.Years-o.Years)*12 + t.Months - o.Months
	days := (t.Weeks-o.Weeks)*7 + t.Days - o.Days
	if months == 0 || days == 0 || (months < 0) == (days < 0) {
		return cmp.Or(cmp.Compare(months, 0), cmp.Compare(days, 0)), true
	}
	mean := int64(months)*daysInCycle + int64(days)*monthsInCycle
	order = cmp.Compare(mean, 0)
	if off := mean / monthsInCycle; off > farApart || off < -farApart {
		return order, true
	}
	return t.compareFromEveryDay(o, order)
}

// The Gregorian calendar repeats itself every 400 years. No number of months
// differs from its mean length by more than farApart days.
const (
	monthsInCycle = 4800
	daysInCycle   = 146097
	farApart      = 8
)

// compareFromEveryDay counts both terms from each day of a cycle on which they
// can come out differently: where months begin, and where they are clamped.
func (t Term) compareFromEveryDay(o Term, mean int) (order int, certain bool) {
	var shorter, same, longer bool
	for m := range monthsInCycle {
		year, month := m/12, m%12+1
		for _, day := range []int{1, 28, 29, 30, 31} {
			start := Day{year, time.Month(month), day}
			if day > daysIn(year, start.Month) {
				break
			}
			switch start.Add(t).Compare(start.Add(o)) {
			case -1:
				shorter = true
			case 0:
				same = true
			case 1:
				longer = true
			}
		}
	}
	switch {
	case longer && !same && !shorter:
		return 1, true
	case shorter && !same && !longer:
		return -1, true
	case same && !longer && !shorter:
		return 0, true
	}
	return mean, false
}
