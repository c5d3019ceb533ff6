package occasion_test

import (
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	. "vigil/internal/occasion"
)

// Where a common year remembers a leap day, in both calendars and by both rules.
func TestLeapDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		born      string
		reckoning calendar.Reckoning
		leap      calendar.LeapRule
		from, to  string
		want      string
	}{
		{"1992-02-29", calendar.Gregorian, calendar.OnFebruary28, "2026-01-01", "2028-12-31", "2026-02-28 2027-02-28 2028-02-29"},
		{"1992-02-29", calendar.Gregorian, calendar.OnMarch1, "2026-01-01", "2028-12-31", "2026-03-01 2027-03-01 2028-02-29"},
		{"1992-02-29", calendar.Gregorian, calendar.OnFebruary28, "2026-02-20", "2026-03-05", "2026-02-28"},
		{"1992-02-29", calendar.Gregorian, calendar.OnMarch1, "2026-02-20", "2026-03-05", "2026-03-01"},
		{"1992-02-29", calendar.Gregorian, calendar.OnMarch1, "2026-02-28", "2026-02-28", ""},
		{"1992-02-29", calendar.Gregorian, calendar.OnFebruary28, "2100-02-01", "2100-03-31", "2100-02-28"},
		{"1992-02-28", calendar.Gregorian, calendar.OnMarch1, "2028-02-20", "2028-03-05", "2028-02-28"},
		{"1992-02-29", calendar.SolarHijri, calendar.OnMarch1, "2026-01-01", "2028-12-31", "2026-03-01 2027-03-01 2028-02-29"},                           // 10 Esfand: no leap day there
		{"2025-03-20", calendar.SolarHijri, calendar.OnFebruary28, "2026-01-01", "2030-12-31", "2026-03-20 2027-03-20 2028-03-19 2029-03-19 2030-03-20"}, // 30 Esfand 1403
		{"2025-03-20", calendar.SolarHijri, calendar.OnFebruary28, "2026-03-20", "2026-03-20", "2026-03-20"},
		{"2025-03-20", calendar.SolarHijri, calendar.OnFebruary28, "2028-03-18", "2028-03-20", "2028-03-19"}, // 29 Esfand 1406
		{"2025-03-20", calendar.Gregorian, calendar.OnFebruary28, "2028-03-18", "2028-03-20", "2028-03-20"},
		{"2024-05-12", calendar.SolarHijri, calendar.OnFebruary28, "2025-01-01", "2026-12-31", "2025-05-13 2026-05-13"}, // 23 Ordibehesht
		{"1700-01-01", calendar.SolarHijri, calendar.OnFebruary28, "2025-01-01", "2026-12-31", ""},                      // beyond the tables
	} {
		p := publicOf(t, `"person":{"name":"Setareh Khiali","born":{"date":"`+c.born+`"}},"status":{"code":"exile","as_of":"2026-01-01"}`)
		r := Rules{Of: All(), Reckoning: c.reckoning, Leap: c.leap}
		var days []string
		for _, o := range Span(p, r, day(t, c.from), day(t, c.to)) {
			days = append(days, o.Day.String())
		}
		if got := strings.Join(days, " "); got != c.want {
			t.Errorf("born %s, %s, %s: %s, want %s", c.born, c.reckoning, c.leap, got, c.want)
		}
	}
}

func TestSwitches(t *testing.T) {
	t.Parallel()
	p := publicOf(t, `"person":{"name":"Setareh Khiali","born":{"date":"1990-02-10"}},"status":{"code":"imprisoned","as_of":"2026-01-01"},"custody":[{"kind":"prison","start":"2023-02-10"}],
		"sentences":[{"id":"s1","date":"2024-02-10","penalties":[{"kind":"imprisonment","ends":"2026-02-10"}]}],"proceedings":[{"id":"p1","kind":"trial","date":"2026-02-10"}]`)
	on := day(t, "2026-02-10")
	for _, c := range []struct {
		of   Set
		want string
	}{
		{All(), "proceeding term_end custody sentence birth"},
		{All().Without(Only(Custody)), "proceeding term_end arrest sentence birth"},
		{OfKind(Anniversary), "arrest sentence birth"},
		{OfKind(Milestone).With(OfKind(Hearing)), "proceeding custody"},
		{OfKind(Countdown), "term_end"},
		{OfKind(Anniversary).Without(Only(Birth, Arrest)), "sentence"},
		{0, ""},
	} {
		r := Default()
		r.Of = c.of
		var got []string
		for _, o := range On(p, r, on) {
			got = append(got, o.About.Code())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%b: %v, want %s", c.of, got, c.want)
		}
		left := 0
		for _, o := range Explain(p, r, on, on) {
			if o.Why == SwitchedOff || o.Why == SaidAsCustody {
				left++
			}
		}
		if len(got)+left != 6 {
			t.Errorf("%b: %v, and %d are explained", c.of, got, left)
		}
	}
	r := Default()
	r.OnTheDay = true
	if got := spanned(p, r, day(t, "2026-01-01"), day(t, "2026-02-09")); len(got) != 0 {
		t.Errorf("reminders, on the day alone: %v", got)
	}
	r.Every, r.Of = 0, Only(Custody)
	if got := spanned(p, r, day(t, "2023-01-01"), day(t, "2026-12-31")); len(got) != 3 {
		t.Errorf("without a number of days there are the years: %v", got)
	}
	for _, a := range []About{Arrest, Sentence, Departure, Death, Birth, Custody, TermEnd, Proceeding} {
		if !All().Has(a) || !OfKind(a.Kind()).Has(a) || a.Code() == "" || a.Kind().Code() == "" {
			t.Errorf("%d belongs nowhere", a)
		}
	}
	for why := Due; why <= SwitchedOff; why++ {
		if why.Code() == "" || why.String() == "" {
			t.Errorf("reason %d has no words", why)
		}
	}
}

// A key stays the same when a date is corrected or another calendar chosen,
// unless what is coming is moved.
func TestKeysLast(t *testing.T) {
	t.Parallel()
	key := func(arrest, hearing string, r calendar.Reckoning) []string {
		rules := Default()
		rules.Reckoning, rules.Stale = r, 0
		p := public(t, `"status":{"code":"imprisoned"},"proceedings":[{"id":"p1","kind":"arrest","date":"`+arrest+`"},{"id":"p2","kind":"trial","date":"`+hearing+`"}]`)
		var all []string
		for _, o := range Span(p, rules, day(t, "2026-01-01"), day(t, "2026-12-31")) {
			all = append(all, o.Kind().Code()+" "+o.Subject+" "+o.Occurrence)
		}
		return all
	}
	first := key("2020-05-10", "2026-06-01", calendar.Gregorian)
	want := []string{"anniversary proceeding/p1 years/6", "hearing proceeding/p2 2026-06-01/1", "hearing proceeding/p2 2026-06-01/0"}
	if !slices.Equal(first, want) {
		t.Errorf("%v", first)
	}
	if again := key("2020-05-12", "2026-06-01", calendar.SolarHijri); !slices.Equal(again, first) {
		t.Errorf("corrected: %v", again)
	}
	if moved := key("2020-05-10", "2026-06-02", calendar.Gregorian); slices.Equal(moved, first) {
		t.Error("a hearing that was moved is not announced anew")
	}
}
