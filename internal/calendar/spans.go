package calendar

import (
	"strings"
	"time"
)

// wholeYears is a decade or a century: "202X", "20XX".
func wholeYears(text string) Date {
	if known := strings.TrimSuffix(text, "XX"); known != text {
		n, _ := number(known)
		return ofYears(n*100, n*100+99, ToCentury)
	}
	n, _ := number(strings.TrimSuffix(text, "X"))
	return ofYears(n*10, n*10+9, ToDecade)
}

func ofYears(from, to int, p Precision) Date {
	return Date{
		first:     Day{from, time.January, 1}.number(),
		last:      Day{to, time.December, 31}.number(),
		precision: p,
	}
}

// ofSeason is wide enough for both ways of counting seasons, by whole months
// and by the sun. The winter of a year may be either of the two that touch it,
// as far as both can be meant: its first days or its last.
func ofSeason(year int, s Season) Date {
	first, last := Day{year, time.March, 1}, Day{year, time.June, 21}
	switch s {
	case Summer:
		first, last = Day{year, time.June, 1}, Day{year, time.September, 23}
	case Autumn:
		first, last = Day{year, time.September, 1}, Day{year, time.December, 22}
	case Winter:
		first, last = Day{year, time.January, 1}, Day{year + 1, time.March, 20}
	}
	return Date{first: first.number(), last: last.number(), precision: ToSeason, season: s}
}
