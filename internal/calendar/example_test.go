package calendar_test

import (
	"fmt"
	"time"

	"vigil/internal/calendar"
)

func ExampleParse() {
	departure := calendar.MustParse("../2024-05-08")
	announced := calendar.MustParse("2024-05-12")
	ruling := calendar.MustParse("2024-05")
	fmt.Println("left before it was announced:", departure.Before(announced))
	fmt.Println("left before the ruling:", departure.Before(ruling))

	_, err := calendar.Parse("2023-02-29")
	fmt.Println(err)
	// Output:
	// left before it was announced: yes
	// left before the ruling: can't tell
	// "2023-02-29": has a day 29, but 2023-02 has 28 days; for example "2023-02-28"
}

func ExampleParseTyped() {
	today := calendar.Day{Year: 2026, Month: time.August, Day: 23}
	for _, typed := range []string{"12 May 2024", "before 8 May 2024", "۱۴۰۳/۰۲/۲۳", "Ordibehesht 1403", "12 May"} {
		date, err := calendar.ParseTyped(typed, today)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(date)
	}
	// Output:
	// 2024-05-12
	// ../2024-05-08
	// 2024-05-12
	// 2024-04-20/2024-05-20
	// "12 May": has no year, and none is guessed; for example "12 May 2024"
}

func ExampleDay_Add() {
	start := calendar.Day{Year: 2024, Month: time.January, Day: 31}
	term, _ := calendar.ParseTerm("P1M")
	fmt.Println(start.Add(term))
	// Output: 2024-02-29
}

func ExampleTerm_Compare() {
	year, _ := calendar.ParseTerm("P1Y")
	days, _ := calendar.ParseTerm("P365D")
	order, certain := year.Compare(days)
	fmt.Println(order, certain) // a year is longer on the mean, but not always
	// Output: 1 false
}

func ExampleReckoning_Anniversary() {
	arrested := calendar.Day{Year: 2025, Month: time.March, Day: 20} // 30 Esfand 1403
	next := calendar.SolarHijri.Anniversary(arrested, 1, calendar.OnFebruary28)
	hijri, _ := calendar.ToHijri(next)
	fmt.Println(next, hijri)
	// Output: 2026-03-20 1404/12/29
}

func ExampleDaysHeld() {
	arrest := calendar.Day{Year: 2024, Month: time.May, Day: 12}
	today := arrest.AddDays(100)
	for _, count := range []calendar.Count{calendar.Elapsed, calendar.Inclusive} {
		fmt.Println(calendar.DaysHeld(arrest, today, count), count)
	}
	// Output:
	// 100 elapsed
	// 101 inclusive
}
