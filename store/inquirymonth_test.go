package store

import (
	"testing"

	"vigil/internal/calendar"
)

// A month of any year is found as looking at each day finds it, at both ends of what is converted too.
func TestMonthsOfEveryYear(t *testing.T) {
	t.Parallel()
	for _, x := range []InMonth{{Month: 1}, {Month: 12}, {Month: 2}, {Month: 2, Day: 29}, {Month: 10, Day: 31}, {Month: 1, Solar: true}, {Month: 7, Solar: true}, {Month: 12, Solar: true}, {Month: 12, Day: 30, Solar: true}} {
		m := x.everyYear()
		in := func(day calendar.Day) bool {
			month, of := int(day.Month), day.Day
			if x.Solar {
				h, _ := calendar.ToHijri(day)
				month, of = h.Month, h.Day
			}
			return month == x.Month && (x.Day == 0 || x.Day == of)
		}
		for _, from := range []int{0, 1826, 1895, 1995, 2090, 2249, 9996} {
			for day := (calendar.Day{Year: from, Month: 1, Day: 1}); day.Year < from+4; day = day.AddDays(1) {
				n := dayNumber(day)
				if got, want := m.holds(reach{n, n}), answer(in(day)); got != want {
					t.Fatalf("%+v on %v: %v, want %v", x, day, got, want)
				}
			}
		}
		for _, long := range []int{1, 27, 28, 29, 30, 31, 59, 365, 366, 367} {
			for day := (calendar.Day{Year: 1999, Month: 1, Day: 1}); day.Year < 2002; day = day.AddDays(1) {
				some, all := false, true
				for n := range long + 1 {
					is := in(day.AddDays(n))
					some, all = some || is, all && is
				}
				want := calendar.CantTell
				if long <= 366 && (all || !some) {
					want = answer(all)
				}
				if got := m.holds(reach{dayNumber(day), dayNumber(day) + int32(long)}); got != want {
					t.Fatalf("%+v from %v for %d days: %v, want %v", x, day, long, got, want)
				}
			}
		}
	}
}
