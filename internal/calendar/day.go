package calendar

import (
	"cmp"
	"time"
)

// Day is one civil day of the proleptic Gregorian calendar. It has no time
// zone: it is the day as people there called it. The zero Day is none.
// Years are astronomical: 0 is 1 BCE.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the civil day of t in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// ParseDay reads "2024-05-12". Persian and Arabic digits will do. Anything
// less precise than a day is refused; see [Parse] for those.
func ParseDay(s string) (Day, error) {
	d, err := Parse(s)
	if err != nil {
		return Day{}, err
	}
	day, ok := d.Exact()
	if !ok {
		return Day{}, refuse(s, NotUnderstood, "is not one exact day", `"2024-05-12"`)
	}
	return day, nil
}

// IsZero reports whether d is no day at all.
func (d Day) IsZero() bool { return d == Day{} }

// String is d as "2024-05-12", and "" for none. A year that does not fit four
// digits is not EDTF at the level of a day, and is written out all the same.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	b := make([]byte, 0, 10)
	b = append(appendPadded(b, d.Year, 4), '-')
	b = append(appendPadded(b, int(d.Month), 2), '-')
	return string(appendPadded(b, d.Day, 2))
}

// MarshalText is [Day.String].
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDay] reads, and "" as none.
func (d *Day) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	*d, err = ParseDay(string(text))
	return err
}

// Time is the start of d in loc. Where a zone skips midnight on that day, it
// is what [time.Date] makes of it.
func (d Day) Time(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays is the day n days after d, or before it if n is negative.
func (d Day) AddDays(n int) Day { return dayNumbered(d.number() + int64(n)) }

// Add is d and then t: years and months first, clamped to the end of the month
// (31 January and one month is the last of February), then weeks and days.
func (d Day) Add(t Term) Day {
	return d.addMonths(t.Years*12 + t.Months).AddDays(t.Weeks*7 + t.Days)
}

func (d Day) addMonths(n int) Day {
	months := d.Year*12 + int(d.Month) - 1 + n
	year, month := floorDiv(months, 12), time.Month(floorMod(months, 12)+1)
	return Day{year, month, min(d.Day, daysIn(year, month))}
}

// Sub is how many days d lies after o; negative if it lies before.
func (d Day) Sub(o Day) int { return int(d.number() - o.number()) }

// Compare is -1 if d is before o, +1 if it is after, 0 if it is the same day.
// It can be handed to [slices.SortFunc].
func (d Day) Compare(o Day) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d is an earlier day than o.
func (d Day) Before(o Day) bool { return d.Compare(o) < 0 }

// After reports whether d is a later day than o.
func (d Day) After(o Day) bool { return d.Compare(o) > 0 }

// Weekday is the day of the week of d.
func (d Day) Weekday() time.Weekday {
	return time.Weekday(floorMod(d.number()+4, 7)) // 1970-01-01 was a Thursday
}

// number counts days from 1970-01-01. The year is thought to begin in March,
// so that the leap day is its last.
func (d Day) number() int64 {
	y, m := int64(d.Year), int64(d.Month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*(m-3)+2)/5 + int64(d.Day) - 719469
}

// dayNumbered is the inverse of number.
func dayNumbered(n int64) Day {
	n += 719468 // from 0000-03-01
	era, day := floorDiv(n, 146097), floorMod(n, 146097)
	year := (day - day/1460 + day/36524 - day/146096) / 365
	day -= 365*year + year/4 - year/100
	month := (5*day + 2) / 153
	day -= (153*month + 2) / 5
	year += era * 400
	if month += 3; month > 12 {
		year, month = year+1, month-12
	}
	return Day{int(year), time.Month(month), int(day) + 1}
}

func daysIn(year int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if isLeap(year) {
			return 29
		}
		return 28
	}
	return 31
}

func isLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// floorDiv and floorMod round towards the past, where Go rounds towards zero.
func floorDiv[N int | int64](a, b N) N {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod[N int | int64](a, b N) N { return a - floorDiv(a, b)*b }
