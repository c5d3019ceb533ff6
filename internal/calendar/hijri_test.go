package calendar

import (
	"errors"
	"testing"
)

// Days that are printed in both calendars in the press of the time.
func TestHijri(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, hijri string }{
		{"2024-05-12", "1403/02/23"},
		{"2024-03-20", "1403/01/01"},
		{"2025-03-20", "1403/12/30"},
		{"2025-03-21", "1404/01/01"},
		{"2023-03-21", "1402/01/01"},
		{"1979-02-11", "1357/11/22"},
		{"2022-09-16", "1401/06/25"},
		{"1925-03-31", "1304/01/11"}, // the day it became law in Iran,
	} {
		day, err := ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		h, ok := ToHijri(day)
		if !ok || h.String() != c.hijri {
			t.Errorf("%s is %s, want %s", day, h, c.hijri)
		}
		if got := h.Gregorian(); got != day {
			t.Errorf("%s is %s, want %s", h, got, day)
		}
	}
}

// Every day of the years that are converted comes back as itself, and each is
// the morrow of the one before; days outside are refused.
func TestHijriRoundTripsOverItsWholeRange(t *testing.T) {
	t.Parallel()
	first := Hijri{firstHijriYear, 1, 1}.Gregorian()
	last := Hijri{lastHijriYear, 12, hijriMonthLength(lastHijriYear, 12)}.Gregorian()
	previous := Hijri{}
	for day := first; !day.After(last); day = day.AddDays(1) {
		h, ok := ToHijri(day)
		if !ok || h.Gregorian() != day {
			t.Fatalf("%s is %s (%t), which is %s", day, h, ok, h.Gregorian())
		}
		follows := h.Year == previous.Year && h.Month == previous.Month && h.Day == previous.Day+1 ||
			h.Day == 1 && !previous.IsZero() && previous.Day == hijriMonthLength(previous.Year, previous.Month)
		if day != first && !follows {
			t.Fatalf("%s follows %s", h, previous)
		}
		previous = h
	}
	for _, outside := range []Day{first.AddDays(-1), last.AddDays(1), {}, {1, 1, 1}, {100000, 1, 1}} {
		if h, ok := ToHijri(outside); ok {
			t.Errorf("%s is outside and became %s", outside, h)
		}
	}
}

func TestHijriLeapYears(t *testing.T) {
	t.Parallel()
	leap := map[int]bool{1375: true, 1379: true, 1383: true, 1387: true, 1391: true, 1395: true, 1399: true, 1403: true, 1408: true}
	for year := 1375; year <= 1408; year++ {
		if got := (Hijri{Year: year}).IsLeap(); got != leap[year] {
			t.Errorf("%d is a leap year: %t", year, got)
		}
	}
}

func TestParseHijri(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"1403/02/23", "1403/2/23", "1403-02-23", "۱۴۰۳/۰۲/۲۳", "١٤٠٣/٢/٢٣"} {
		if h, err := ParseHijri(text); err != nil || h != (Hijri{1403, 2, 23}) {
			t.Errorf("ParseHijri(%q) = %s, %v", text, h, err)
		}
	}
	for _, c := range []struct {
		text  string
		fault Fault
	}{
		{"", NotUnderstood},
		{"1403", NotUnderstood},
		{"1403/02", NotUnderstood},
		{"1403/02/23/1", NotUnderstood},
		{"1403/two/23", NotUnderstood},
		{"1403/002/23", NotUnderstood},
		{"03/02/23", ShortYear},
		{"1402/12/30", NoSuchDay},
		{"1403/07/31", NoSuchDay},
		{"1403/01/00", NoSuchDay},
		{"1403/13/01", NoSuchMonth},
		{"2024/05/12", OutOfRange},
	} {
		h, err := ParseHijri(c.text)
		fault, ok := errors.AsType[*ParseError](err)
		if !ok || fault.Fault != c.fault || !h.IsZero() {
			t.Errorf("ParseHijri(%q) = %s, %v; want fault %d", c.text, h, err, c.fault)
			continue
		}
		if _, err := ParseHijri(fault.Example[1 : len(fault.Example)-1]); err != nil {
			t.Errorf("ParseHijri(%q) gives an example that is refused: %v", c.text, err)
		}
	}
}

func TestHijriSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date, from, to string
		ok             bool
	}{
		{"2024-05-12", "1403/02/23", "1403/02/23", true},
		{"2024-05", "1403/02/12", "1403/03/11", true},
		{"2024", "1402/10/11", "1403/10/11", true},
		{"../2024", "", "", false},
		{"2024/", "", "", false},
		{"0044", "", "", false},
	} {
		from, to, ok := HijriSpan(MustParse(c.date))
		if from.String() != c.from || to.String() != c.to || ok != c.ok {
			t.Errorf("%s is %s to %s, %t; want %s to %s", c.date, from, to, ok, c.from, c.to)
		}
	}
}

func TestDateOfHijri(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		h    Hijri
		want string
	}{
		{Hijri{1403, 2, 23}, "2024-05-12"},
		{Hijri{1403, 2, 0}, "2024-04-20/2024-05-20"},
		{Hijri{1402, 12, 0}, "2024-02-20/2024-03-19"},
		{Hijri{1403, 0, 0}, "2024-03-20/2025-03-20"},
		{Hijri{1402, 12, 30}, ""},
		{Hijri{1403, 13, 0}, ""},
		{Hijri{1403, 0, 5}, ""},
		{Hijri{99, 1, 1}, ""},
		{Hijri{}, ""},
	} {
		if got := DateOfHijri(c.h); got.String() != c.want {
			t.Errorf("%v is %q, want %q", c.h, got, c.want)
		}
	}
}
