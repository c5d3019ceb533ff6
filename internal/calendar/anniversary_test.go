package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnniversary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reckoning Reckoning
		of        string
		n         int
		rule      LeapRule
		want      string
	}{
		{Gregorian, "2024-05-12", 1, OnFebruary28, "2025-05-12"},
		{Gregorian, "2024-02-29", 1, OnFebruary28, "2025-02-28"},
		{Gregorian, "2024-02-29", 1, OnMarch1, "2025-03-01"},
		{Gregorian, "2024-02-29", 4, OnMarch1, "2028-02-29"},
		{Gregorian, "2096-02-29", 4, OnFebruary28, "2100-02-28"},
		{Gregorian, "2024-05-12", 0, OnFebruary28, ""},
		{Gregorian, "2024-05-12", -1, OnFebruary28, ""},
		{SolarHijri, "2024-05-12", 1, OnFebruary28, "2025-05-13"}, // 23 Ordibehesht, after a leap year
		{SolarHijri, "2024-05-12", 2, OnFebruary28, "2026-05-13"},
		{SolarHijri, "2025-03-20", 1, OnFebruary28, "2026-03-20"}, // 30 Esfand on 29 Esfand
		{SolarHijri, "2025-03-20", 5, OnFebruary28, "2030-03-20"}, // 30 Esfand 1408
		{SolarHijri, "2024-02-29", 1, OnMarch1, "2025-02-28"},     // 10 Esfand: no rule applies
		{SolarHijri, "1700-01-01", 1, OnFebruary28, ""},
		{SolarHijri, "2024-05-12", 300, OnFebruary28, ""},
	} {
		of, err := ParseDay(c.of)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.reckoning.Anniversary(of, c.n, c.rule); got.String() != c.want {
			t.Errorf("%s, %s, year %d: %s, want %s", c.reckoning, of, c.n, got, c.want)
		}
	}
	if got := Gregorian.Anniversary(Day{}, 1, OnFebruary28); !got.IsZero() {
		t.Errorf("no day is remembered on %s", got)
	}
}

func TestAnniversaries(t *testing.T) {
	t.Parallel()
	of := Day{2022, 7, 8}
	for _, c := range []struct {
		name     string
		from, to Day
		want     []Remembered
	}{
		{"both ends count", Day{2024, 7, 8}, Day{2025, 7, 8}, []Remembered{{Day{2024, 7, 8}, 2}, {Day{2025, 7, 8}, 3}}},
		{"not the day itself", Day{2022, 1, 1}, Day{2023, 7, 7}, nil},
		{"the first", Day{2020, 1, 1}, Day{2023, 12, 31}, []Remembered{{Day{2023, 7, 8}, 1}}},
		{"the wrong way round", Day{2025, 1, 1}, Day{2024, 1, 1}, nil},
		{"no span", Day{}, Day{2024, 1, 1}, nil},
	} {
		if diff := cmp.Diff(c.want, Gregorian.Anniversaries(of, c.from, c.to, OnFebruary28)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// In either calendar, every year has exactly one anniversary of each day.
func TestAnniversariesComeOnceAYear(t *testing.T) {
	t.Parallel()
	for _, reckoning := range []Reckoning{Gregorian, SolarHijri} {
		for of := (Day{2019, 12, 1}); of.Before(Day{2021, 6, 1}); of = of.AddDays(1) {
			all := reckoning.Anniversaries(of, of, Day{2060, 1, 1}, OnMarch1)
			previous := of
			for i, r := range all {
				if gap := r.Day.Sub(previous); r.Years != i+1 || gap < 365 || gap > 366 && reckoning == Gregorian || gap > 367 {
					t.Fatalf("%s: anniversary %d of %s is %s, %d days after %s", reckoning, r.Years, of, r.Day, gap, previous)
				}
				previous = r.Day
			}
			if len(all) < 38 {
				t.Fatalf("%s: only %d anniversaries of %s", reckoning, len(all), of)
			}
		}
	}
}

func TestCodesRoundTrip(t *testing.T) {
	t.Parallel()
	for _, r := range []Reckoning{Gregorian, SolarHijri} {
		text, _ := r.MarshalText()
		var got Reckoning
		if err := got.UnmarshalText(text); err != nil || got != r {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, l := range []LeapRule{OnFebruary28, OnMarch1} {
		text, _ := l.MarshalText()
		var got LeapRule
		if err := got.UnmarshalText(text); err != nil || got != l {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	if new(Reckoning).UnmarshalText([]byte("lunar")) == nil || new(LeapRule).UnmarshalText(nil) == nil {
		t.Error("codes that do not exist were read")
	}
}

func TestDaysHeld(t *testing.T) {
	t.Parallel()
	start, end := Day{2024, 2, 28}, Day{2024, 3, 1}
	for _, c := range []struct {
		start, end Day
		count      Count
		want       int
	}{
		{start, end, Elapsed, 2},
		{start, end, Inclusive, 3},
		{start, start, Elapsed, 0},
		{start, start, Inclusive, 1},
		{end, start, Inclusive, 0},
		{Day{}, end, Elapsed, 0},
		{start, Day{}, Inclusive, 0},
	} {
		if got := DaysHeld(c.start, c.end, c.count); got != c.want {
			t.Errorf("%s to %s, %s: %d, want %d", c.start, c.end, c.count, got, c.want)
		}
	}
}

// The day that is marked as the nth is the day on which n are counted.
func TestReached(t *testing.T) {
	t.Parallel()
	start := Day{2024, 2, 28}
	for _, c := range []Count{Elapsed, Inclusive} {
		for n := 1; n < 1000; n++ {
			if got := DaysHeld(start, c.Reached(start, n), c); got != n {
				t.Fatalf("%s: %d days are marked when %d are counted", c, n, got)
			}
		}
		if !c.Reached(start, 0).IsZero() || !c.Reached(Day{}, 5).IsZero() {
			t.Errorf("%s: a day for nothing", c)
		}
	}
}
