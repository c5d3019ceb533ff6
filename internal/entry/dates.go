package entry

import (
	"errors"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// dateFault is the code of what is wrong with a typed date, and the part of it
// that is.
func dateFault(err error) (code, part string) {
	fault, ok := errors.AsType[*calendar.ParseError](err)
	if !ok {
		return "date.not_understood", ""
	}
	if fault.Fault == calendar.NotUnderstood && fault.Part != "" {
		return "date.word", fault.Part
	}
	return "date." + dateCode(fault.Fault), fault.Part
}

func dateCode(f calendar.Fault) string {
	switch f {
	case calendar.NoYear:
		return "no_year"
	case calendar.ShortYear:
		return "short_year"
	case calendar.NoSuchMonth:
		return "no_such_month"
	case calendar.NoSuchDay:
		return "no_such_day"
	case calendar.WrongWeekday:
		return "wrong_weekday"
	case calendar.EitherOrder:
		return "either_order"
	case calendar.MixedCalendars:
		return "mixed_calendars"
	case calendar.EndsBeforeStart:
		return "ends_before_start"
	case calendar.NothingSaid:
		return "nothing_said"
	case calendar.HasTimeOfDay:
		return "time_of_day"
	case calendar.OutOfRange:
		return "out_of_range"
	}
	return "not_understood"
}

// yearOf reads a year, of either calendar: one of the Solar calendar lies in
// two of the other. A date finer than a year is none.
func yearOf(text string, today calendar.Day) (casefile.Year, bool) {
	d, err := calendar.ParseTyped(text, today)
	if err != nil {
		return casefile.Year{}, false
	}
	if y, err := casefile.ParseYear(d.String()); err == nil {
		if n, ok := plainYear(d); ok {
			return casefile.YearOf(n), true
		}
		return y, true
	}
	from, ok := d.Earliest()
	to, ok2 := d.Latest()
	if !ok || !ok2 || !ofHijriYears(d) {
		return casefile.Year{}, false
	}
	y, err := casefile.ParseYear(calendar.Day{Year: from.Year, Month: 1, Day: 1}.String()[:4] + "/" +
		calendar.Day{Year: to.Year, Month: 1, Day: 1}.String()[:4])
	return y, err == nil
}

// plainYear is the number of a year of four digits, which files write as one.
func plainYear(d calendar.Date) (int, bool) {
	if d.Precision() != calendar.ToYear || d.Approximate() || d.Uncertain() || strings.HasPrefix(d.String(), "Y") {
		return 0, false
	}
	day, ok := d.Earliest()
	return day.Year, ok && day.Year >= 1
}

// ofHijriYears reports whether a span is of whole years of the Solar calendar.
func ofHijriYears(d calendar.Date) bool {
	from, _ := d.Earliest()
	to, _ := d.Latest()
	a, ok := calendar.ToHijri(from)
	b, ok2 := calendar.ToHijri(to.AddDays(1))
	return ok && ok2 && a.Month == 1 && a.Day == 1 && b.Month == 1 && b.Day == 1
}

// DayToCome reads the day that a field names, which must be exact and yet to
// come: the first on which something may be done. Nothing typed is none.
func DayToCome(field, typed string, today calendar.Day) (calendar.Date, Faults) {
	typed = clean(typed, false)
	if typed == "" {
		return calendar.Date{}, nil
	}
	f := Fault{Field: field, Text: clip(typed), Example: "day"}
	d, err := calendar.ParseTyped(typed, today)
	if err != nil {
		f.Code, f.Part = dateFault(err)
		return calendar.Date{}, Faults{f}
	}
	switch day, exact := d.Exact(); {
	case !exact:
		f.Code = "date.not_a_day"
	case !today.Before(day):
		f.Code = "date.past"
	default:
		return d, nil
	}
	return calendar.Date{}, Faults{f}
}
