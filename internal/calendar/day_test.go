package calendar

import (
	"testing"
	"time"
)

// Go's own calendar is the measure for ours, over eight thousand years.
func TestDayAgreesWithTime(t *testing.T) {
	t.Parallel()
	at := time.Date(-4000, 1, 1, 12, 0, 0, 0, time.UTC)
	previous := DayOf(at).AddDays(-1)
	for at.Year() < 4000 {
		day := DayOf(at)
		if dayNumbered(day.number()) != day {
			t.Fatalf("%s is numbered %d, which is %s", day, day.number(), dayNumbered(day.number()))
		}
		if day.Sub(previous) != 7 && day.Sub(previous) != 1 {
			t.Fatalf("%s is %d days after %s", day, day.Sub(previous), previous)
		}
		if day.Weekday() != at.Weekday() {
			t.Fatalf("%s is a %s, not a %s", day, at.Weekday(), day.Weekday())
		}
		previous, at = day, at.AddDate(0, 0, 7)
	}
}

func TestDayOfIsInTheZoneOfTheTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 5, 12, 22, 0, 0, 0, time.UTC)
	tehran := time.FixedZone("IRST", 12600)
	if got := DayOf(at.In(tehran)); got.String() != "2024-05-13" {
		t.Errorf("in Tehran it is %s", got)
	}
	if got := DayOf(at).Time(tehran); !got.Equal(time.Date(2024, 5, 11, 20, 30, 0, 0, time.UTC)) {
		t.Errorf("the day begins at %s", got)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, term, want string }{
		{"2024-01-31", "P1M", "2024-02-29"},
		{"2023-01-31", "P1M", "2023-02-28"},
		{"2024-02-29", "P1Y", "2025-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29"},
		{"2024-05-12", "P8Y", "2032-05-12"},
		{"2024-12-15", "P13M", "2026-01-15"},
		{"2024-01-31", "P1M1D", "2024-03-01"},
		{"2024-05-12", "P2W3D", "2024-05-29"},
		{"2024-05-12", "P0D", "2024-05-12"},
		{"0001-01-01", "P2Y", "0003-01-01"},
	} {
		day, err := ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		term, err := ParseTerm(c.term)
		if err != nil {
			t.Fatal(err)
		}
		if got := day.Add(term); got.String() != c.want {
			t.Errorf("%s + %s = %s, want %s", day, term, got, c.want)
		}
	}
}

func TestParseDayWantsADay(t *testing.T) {
	t.Parallel()
	if d, err := ParseDay("۲۰۲۴-۰۵-۱۲"); err != nil || d != (Day{2024, 5, 12}) {
		t.Errorf("%s, %v", d, err)
	}
	for _, text := range []string{"2024-05", "2024-05-12~", "2024-05-12/2024-05-12", "", "12 May"} {
		if d, err := ParseDay(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func TestNoDay(t *testing.T) {
	t.Parallel()
	if s := (Day{}).String(); s != "" || !(Day{}).IsZero() || !DateOf(Day{}).IsZero() {
		t.Errorf("no day is %q", s)
	}
}

func TestDayOrder(t *testing.T) {
	t.Parallel()
	a, b := Day{2023, 12, 31}, Day{2024, 1, 1}
	if !a.Before(b) || !b.After(a) || a.After(b) || a.Before(a) || b.Sub(a) != 1 || a.Sub(b) != -1 {
		t.Error("the order of days")
	}
}
