package calendar

import (
	"strconv"
	"strings"
)

// Term is a duration as judgments give it: calendar components, which are kept
// apart. Eight years are eight calendar years, however many days that makes,
// and thirteen months stay thirteen months.
type Term struct {
	Years, Months, Weeks, Days int
}

// maxComponent bounds each component, so that no sum of them overflows.
const maxComponent = 99999

// ParseTerm reads an ISO 8601 duration of years, months, weeks and days, in
// that order: "P7Y6M", "P15D", "P1Y2W". Hours, fractions and negative terms
// are refused. The error is a [*ParseError].
func ParseTerm(s string) (Term, error) {
	text := foldDigits(s)
	const example = `"P7Y6M" for seven years and six months`
	rest, ok := strings.CutPrefix(text, "P")
	if !ok || rest == "" {
		return Term{}, refuse(s, NotUnderstood, "is not a P with years (Y), months (M), weeks (W) or days (D) after it", example)
	}
	var t Term
	units := "YMWD"
	for rest != "" {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		switch {
		case rest[0] == 'T':
			return Term{}, refuse(s, NotCalendarUnits, "counts hours, minutes or seconds; terms are kept in whole days or longer", example)
		case n < len(rest) && (rest[n] == '.' || rest[n] == ','):
			return Term{}, refuse(s, NotCalendarUnits, "has a fraction: say it in smaller units", `"P1Y6M" for a year and a half`)
		case n == 0:
			return Term{}, refuse(s, NotUnderstood, "has "+strconv.Quote(firstLetter(rest))+" where a number should stand", example)
		case n == len(rest):
			return Term{}, refuse(s, NotUnderstood, "ends with a number of nothing: Y, M, W or D should follow", example)
		}
		unit := strings.IndexByte(units, rest[n])
		if unit < 0 {
			return Term{}, refuse(s, NotUnderstood, "has "+strconv.Quote(firstLetter(rest[n:]))+", but the units are Y, M, W and D, each once and in that order", example)
		}
		count, ok := number(rest[:n])
		if !ok || count > maxComponent {
			return Term{}, refuse(s, OutOfRange, "counts more than "+strconv.Itoa(maxComponent)+" of a unit", example)
		}
		*t.component(units[unit]) = count
		units, rest = units[unit+1:], rest[n+1:]
	}
	return t, nil
}

func (t *Term) component(unit byte) *int {
	switch unit {
	case 'Y':
		return &t.Years
	case 'M':
		return &t.Months
	case 'W':
		return &t.Weeks
	}
	return &t.Days
}

func firstLetter(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// IsZero reports whether t is no time at all.
func (t Term) IsZero() bool { return t == Term{} }

// String is t as ISO 8601 has it, "P7Y6M"; the zero Term is "P0D".
func (t Term) String() string {
	if t.IsZero() {
		return "P0D"
	}
	b := []byte{'P'}
	for _, unit := range []byte("YMWD") {
		if n := *t.component(unit); n != 0 {
			b = append(strconv.AppendInt(b, int64(n), 10), unit)
		}
	}
	return string(b)
}

// MarshalText is [Term.String].
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what [ParseTerm] reads.
func (t *Term) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTerm(string(text))
	return err
}
