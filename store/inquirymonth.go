package store

import (
	"math"
	"time"

	"vigil/internal/calendar"
)

// InMonth is that somebody has such a date in that month of any year, or on that day of it. A date
// that may lie beside it leaves that open, as does one that is known to no year at all.
type InMonth struct {
	Of    DateOf
	Month int  // from 1 to 12
	Day   int  // 0 for all days of the month
	Solar bool // a month of the Solar Hijri calendar
}

func (x InMonth) cost() int { return 1 }

func (x InMonth) ready(hasher) func(*leaf, set) (yes, can set) {
	m := x.everyYear()
	return func(f *leaf, among set) (yes, can set) {
		for i := range f.dates[x.Of] {
			r := &f.dates[x.Of][i]
			if !among.has(r.slot) {
				continue
			}
			switch m.holds(r.reach) {
			case calendar.Yes:
				yes.add(r.slot)
				can.add(r.slot)
			case calendar.CantTell:
				can.add(r.slot)
			}
		}
		return yes, can
	}
}

// months are the days of one month in one year after the other. In a year that hasn't the day
// that is meant, such as 29 February, they are before all others.
type months struct {
	start int32 // the first day of the first year
	days  []reach
}

// everyYear is the month in all years that dates have, or of which the days are converted.
func (x InMonth) everyYear() months {
	none := reach{math.MinInt32, math.MinInt32}
	if x.Solar {
		const first, last = 1207, 1629
		m := months{start: dayNumber(calendar.Hijri{Year: first, Month: 1, Day: 1}.Gregorian())}
		for year := first; year <= last; year++ {
			from, to := calendar.Hijri{Year: year, Month: x.Month, Day: max(x.Day, 1)}.Gregorian(), calendar.Day{}
			for day := 31; x.Day == 0 && to.IsZero(); day-- {
				to = calendar.Hijri{Year: year, Month: x.Month, Day: day}.Gregorian()
			}
			m.days = append(m.days, x.reach(from, to, none))
		}
		return m
	}
	const first, last = 0, 9999
	m := months{start: dayNumber(calendar.Day{Year: first, Month: time.January, Day: 1}), days: make([]reach, 0, last-first+1)}
	for year := first; year <= last; year++ {
		from := calendar.Day{Year: year, Month: time.Month(x.Month), Day: 1}
		next := calendar.Day{Year: year + x.Month/12, Month: time.Month(x.Month%12 + 1), Day: 1}
		all := reach{dayNumber(from), dayNumber(next) - 1}
		if x.Day > 0 {
			day := all.first + int32(x.Day) - 1 //nolint:gosec // a day of a month
			if all = (reach{day, day}); day >= dayNumber(next) {
				all = none
			}
		}
		m.days = append(m.days, all)
	}
	return m
}

// reach is the days from one to another, or the first alone where a day is asked for.
func (x InMonth) reach(from, to calendar.Day, none reach) reach {
	switch {
	case from.IsZero():
		return none
	case x.Day > 0:
		to = from
	}
	return reach{dayNumber(from), dayNumber(to)}
}

// holds is whether a date that reaches over r is in the month. Only the first month that doesn't
// end before it matters.
func (m months) holds(r reach) calendar.Answer {
	if int64(r.last)-int64(r.first) > 366 {
		return calendar.CantTell
	}
	const days, years = 146097, 400 // so many days are so many years
	year := max(0, (int64(r.first)-int64(m.start))*years/days-1)
	for ; year < int64(len(m.days)); year++ {
		if m.days[year].last >= r.first {
			return r.within(m.days[year])
		}
	}
	return calendar.No
}
