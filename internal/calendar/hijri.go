package calendar

import (
	"strconv"
	"strings"

	jalaali "github.com/jalaali/go-jalaali"
)

// Hijri is a day of the Solar Hijri calendar, the civil calendar of Iran and
// Afghanistan. Month 1 is Farvardin, month 12 Esfand. The zero Hijri is none.
type Hijri struct {
	Year, Month, Day int
}

// The Solar Hijri years that are converted: from March 1828 to March 2251. They
// are all the years around ours of which go-jalaali gives back, for every day,
// the day it was given; beside them it takes the wrong year for a leap year.
const (
	firstHijriYear = 1207
	lastHijriYear  = 1629
)

// ToHijri is d in the Solar Hijri calendar; false if d is none, or outside the
// years 1207 to 1629 of that calendar.
func ToHijri(d Day) (Hijri, bool) {
	if d.Year < firstHijriYear+621 || d.Year > lastHijriYear+622 {
		return Hijri{}, false
	}
	y, m, day, err := jalaali.ToJalaali(d.Year, d.Month, d.Day)
	if err != nil || y < firstHijriYear || y > lastHijriYear {
		return Hijri{}, false
	}
	return Hijri{y, int(m), day}, true
}

// ParseHijri reads "1403/02/23", with slashes or hyphens, one or two digits
// for month and day, and Latin, Persian or Arabic digits. The year is taken
// for Solar Hijri whatever it is. The error is a [*ParseError].
func ParseHijri(s string) (Hijri, error) {
	const example = `"1403/02/23"`
	fields := strings.Split(strings.ReplaceAll(foldDigits(s), "-", "/"), "/")
	if len(fields) != 3 {
		return Hijri{}, refuse(s, NotUnderstood, "is not a year, month and day of the Solar Hijri calendar", example)
	}
	var n [3]int
	for i, f := range fields {
		var ok bool
		if n[i], ok = number(f); !ok || i > 0 && len(f) > 2 {
			return Hijri{}, refuse(s, NotUnderstood, "has "+strconv.Quote(clip(f))+" where digits should stand", example)
		}
	}
	if len(fields[0]) != 4 {
		return Hijri{}, refuse(s, ShortYear, "does not begin with a year of four digits", example)
	}
	h := Hijri{n[0], n[1], n[2]}
	if err := h.check(s); err != nil {
		return Hijri{}, err
	}
	return h, nil
}

// check is why h is no day, in an error about text.
func (h Hijri) check(text string) error {
	const example = `"1403/02/23"`
	switch {
	case h.Year < firstHijriYear || h.Year > lastHijriYear:
		return refuse(text, OutOfRange, "has a year "+strconv.Itoa(h.Year)+": Solar Hijri years are converted from 1207 to 1629", example)
	case h.Month < 1 || h.Month > 12:
		return refuse(text, NoSuchMonth, "has a month "+strconv.Itoa(h.Month)+": they go from 1 to 12", example)
	case h.Day < 1 || h.Day > hijriMonthLength(h.Year, h.Month):
		last := Hijri{h.Year, h.Month, hijriMonthLength(h.Year, h.Month)}
		return refuse(text, NoSuchDay, "has a day "+strconv.Itoa(h.Day)+", but the last of that month is "+last.String(), `"`+last.String()+`"`)
	}
	return nil
}

// IsZero reports whether h is no day at all.
func (h Hijri) IsZero() bool { return h == Hijri{} }

// String is h as "1403/02/23", with digits 0–9; "" for none.
func (h Hijri) String() string {
	if h.IsZero() {
		return ""
	}
	b := append(appendPadded(make([]byte, 0, 10), h.Year, 4), '/')
	b = append(appendPadded(b, h.Month, 2), '/')
	return string(appendPadded(b, h.Day, 2))
}

// Gregorian is the same day in the Gregorian calendar. It is the zero Day if h
// is none, or is no day of the calendar: a thirtieth of Esfand, say, of a
// common year.
func (h Hijri) Gregorian() Day {
	if h.check("") != nil {
		return Day{}
	}
	y, m, d, err := jalaali.ToGregorian(h.Year, jalaali.Month(h.Month), h.Day)
	if err != nil {
		return Day{}
	}
	return Day{y, m, d}
}

// IsLeap reports whether Esfand of h's year has thirty days.
func (h Hijri) IsLeap() bool { return hijriMonthLength(h.Year, 12) == 30 }

// hijriMonthLength is 29, 30 or 31 days. Month must be 1 to 12.
func hijriMonthLength(year, month int) int {
	if month <= 6 {
		return 31
	}
	if month <= 11 {
		return 30
	}
	if leap, err := jalaali.IsLeapYear(year); err == nil && leap {
		return 30
	}
	return 29
}

// HijriSpan is the first and the last day that d can mean, in the Solar Hijri
// calendar: a Gregorian month lies in two months there, and a year in two
// years. It is false where either day is open, unknown or out of range.
func HijriSpan(d Date) (from, to Hijri, ok bool) {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	if !ok1 || !ok2 {
		return Hijri{}, Hijri{}, false
	}
	from, ok1 = ToHijri(first)
	to, ok2 = ToHijri(last)
	if !ok1 || !ok2 {
		return Hijri{}, Hijri{}, false
	}
	return from, to, true
}

// DateOfHijri is a whole Solar Hijri year, month or day as a Date: a day if h
// names one, otherwise the interval of the month (Day is 0) or of the year
// (Month is 0). It is absent if there is no such day, month or year.
func DateOfHijri(h Hijri) Date {
	first, last := h, h
	switch {
	case h.Month == 0 && h.Day == 0:
		first.Month, first.Day = 1, 1
		last.Month, last.Day = 12, hijriMonthLength(h.Year, 12)
	case h.Day == 0 && h.Month >= 1 && h.Month <= 12:
		first.Day, last.Day = 1, hijriMonthLength(h.Year, h.Month)
	}
	return spanOf(first.Gregorian(), last.Gregorian())
}

// spanOf is the interval from one day to another, or the day if they are one.
func spanOf(from, to Day) Date {
	if from.IsZero() || to.IsZero() || from == to {
		return DateOf(from)
	}
	d, err := Parse(from.String() + "/" + to.String())
	if err != nil {
		return Date{}
	}
	return d
}
