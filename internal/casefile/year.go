package casefile

import (
	"fmt"
	"strconv"

	"vigil/internal/calendar"
)

// Year is the year of a work or an award. A file may write it as a number
// (2018) or as text ("2018", "1979~", "199X", "2010/2011"); which one it was is
// kept, so that a file comes back as it went in. The zero Year means: not given.
type Year struct {
	text   string
	number bool
}

// ParseYear reads a year as people and files write it as text: four digits, or
// an EDTF date no more precise than a year.
func ParseYear(s string) (Year, error) {
	d, err := calendar.Parse(s)
	if err != nil {
		return Year{}, fmt.Errorf("%w; a year is written %q or %q", err, "2018", "1979~")
	}
	if !yearly(d) {
		return Year{}, fmt.Errorf("%q is more precise than a year; write only the year, such as %q", s, "2018")
	}
	return Year{text: d.String()}, nil
}

// YearOf is the year as a number. It is the zero Year outside 1 to 9999.
func YearOf(n int) Year {
	if n < 1 || n > 9999 {
		return Year{}
	}
	return Year{text: fmt.Sprintf("%04d", n), number: true}
}

// yearly reports whether d says nothing finer than years.
func yearly(d calendar.Date) bool {
	switch d.Precision() {
	case calendar.ToYear, calendar.ToDecade, calendar.ToCentury:
		return true
	case calendar.Span:
		from, to, ok := d.Interval()
		return ok && (from.IsZero() || yearly(from)) && (to.IsZero() || yearly(to))
	}
	return false
}

// IsZero reports whether no year is given.
func (y Year) IsZero() bool { return y == Year{} }

// String is the year as written, or "" for none.
func (y Year) String() string { return y.text }

// Date is the year as a date, for comparing; zero for none.
func (y Year) Date() calendar.Date {
	d, err := calendar.Parse(y.text)
	if err != nil {
		return calendar.Date{} // only of the zero Year: the others were parsed
	}
	return d
}

// MarshalJSON writes a number where a number was read, otherwise text.
func (y Year) MarshalJSON() ([]byte, error) {
	switch {
	case y.IsZero():
		return []byte(`""`), nil
	case y.number:
		n, err := strconv.Atoi(y.text)
		return strconv.AppendInt(nil, int64(n), 10), err
	}
	return strconv.AppendQuote(nil, y.text), nil
}

// UnmarshalJSON reads a whole number from 1 to 9999, or text.
func (y *Year) UnmarshalJSON(data []byte) error {
	if s, ok := plainText(data); ok {
		if s == "" {
			*y = Year{}
			return nil
		}
		read, err := ParseYear(s)
		if err != nil {
			return err
		}
		*y = read
		return nil
	}
	n, err := strconv.Atoi(string(data))
	if read := YearOf(n); err == nil && !read.IsZero() {
		*y = read
		return nil
	}
	return fmt.Errorf("%s is not a year; write it as %s or %q", data, "2018", "1979~")
}
