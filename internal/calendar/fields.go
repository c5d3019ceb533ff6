package calendar

import (
	"strconv"
	"strings"
	"time"
)

// fields reads a year, a month or season, and a day.
func (p point) fields(body string) (Date, error) {
	sign := ""
	if body[0] == '-' {
		sign, body = "-", body[1:]
	}
	yearText, rest, hasMonth := strings.Cut(body, "-")
	monthText, dayText, hasDay := strings.Cut(rest, "-")
	if err := p.shape(yearText, monthText, dayText, hasMonth, hasDay); err != nil {
		return Date{}, err
	}
	if strings.HasSuffix(yearText, "X") {
		if hasMonth || sign != "" {
			return Date{}, refuse(p.text, NotUnderstood, "has unstated digits in its year, after which no month can follow", `"202X"`)
		}
		return wholeYears(yearText), nil
	}
	year, _ := number(yearText)
	if sign != "" {
		if year == 0 {
			return Date{}, refuse(p.text, NotUnderstood, "has a year -0000, which there is not", `"0000"`)
		}
		year = -year
	}
	switch {
	case !hasMonth:
		return ofYears(year, year, ToYear), nil
	case monthText == "XX":
		if hasDay && dayText != "XX" {
			return Date{}, refuse(p.text, NotUnderstood, "states a day of an unstated month", `"2024-05-12"`)
		}
		return ofYears(year, year, ToYear), nil
	}
	month, _ := number(monthText)
	if month >= 21 && month <= 24 && !hasDay {
		return ofSeason(year, Season(month-20)), nil
	}
	if month < 1 || month > 12 {
		return Date{}, refuse(p.text, NoSuchMonth, "has a month "+monthText+": they go from 01 to 12, and seasons without a day from 21 to 24", `"2024-05-12"`)
	}
	length := daysIn(year, time.Month(month))
	if !hasDay || dayText == "XX" {
		first := Day{year, time.Month(month), 1}.number()
		return Date{first: first, last: first + int64(length) - 1, precision: ToMonth}, nil
	}
	day, _ := number(dayText)
	if day < 1 || day > length {
		return Date{}, noSuchDay(p.text, dayText, length, sign+yearText+"-"+monthText)
	}
	n := Day{year, time.Month(month), day}.number()
	return Date{first: n, last: n, precision: ToDay}, nil
}

func noSuchDay(text, day string, length int, month string) error {
	last := strconv.Itoa(length)
	return refuse(text, NoSuchDay, "has a day "+day+", but "+month+" has "+last+" days", `"`+month+"-"+last+`"`)
}

// shape checks how many digits and Xs there are, and nothing else.
func (p point) shape(year, month, day string, hasMonth, hasDay bool) error {
	yearOK := len(year) == 4 && isDigits(strings.TrimSuffix(strings.TrimSuffix(year, "X"), "X"))
	monthOK := !hasMonth || isPair(month)
	dayOK := !hasDay || isPair(day)
	switch {
	case yearOK && monthOK && dayOK:
		return nil
	case len(day) > 2 && (day[2] == 'T' || day[2] == ' ') && isPair(day[:2]):
		return refuse(p.text, HasTimeOfDay, "has a time of day, which a civil date has not", `"`+year+"-"+month+"-"+day[:2]+`"`)
	case strings.ContainsAny(p.text[:len(p.text)-1], "~?%"):
		return refuse(p.text, NotUnderstood, "has ~, ? or % before its end (% stands for both others)", `"1979~"`)
	case isDigits(year) && len(year) < 4 && !hasMonth, isDigits(year) && len(year) == 2 && hasMonth:
		return refuse(p.text, ShortYear, "has a year of "+strconv.Itoa(len(year))+" digits, not four", `"2024-05-12"`)
	case !yearOK:
		return refuse(p.text, NotUnderstood, "does not begin with a year of four digits", `"2024-05-12"`)
	case !monthOK:
		return refuse(p.text, NotUnderstood, "has "+strconv.Quote(clip(month))+" for a month, not two digits", `"2024-05"`)
	}
	return refuse(p.text, NotUnderstood, "has "+strconv.Quote(clip(day))+" for a day, not two digits", `"2024-05-12"`)
}

func isDigits(s string) bool {
	_, ok := number(s)
	return ok
}

// isPair reports whether s is two digits, or XX for two that are not stated.
func isPair(s string) bool { return len(s) == 2 && (s == "XX" || isDigits(s)) }
