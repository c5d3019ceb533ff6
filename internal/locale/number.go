package locale

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
)

// Number is n in the language's digits, in groups of three.
func (l *Locale) Number(n int) string {
	var b strings.Builder
	l.writeNumber(&b, n)
	return b.String()
}

func (l *Locale) writeNumber(b *strings.Builder, n int) {
	var buf [24]byte
	l.writeDecimal(b, strconv.AppendInt(buf[:0], int64(n), 10))
}

// Decimal is a decimal number such as "50000000" or "-12.50" in the language's
// digits and separators. What is no number is returned as it is.
func (l *Locale) Decimal(s string) string {
	var b strings.Builder
	l.writeDecimal(&b, []byte(s))
	return b.String()
}

func (l *Locale) writeDecimal(b *strings.Builder, s []byte) {
	whole := 0 // digits before the point
	for _, c := range s {
		if c == '.' {
			break
		}
		if c >= '0' && c <= '9' {
			whole++
		}
	}
	for _, c := range s {
		switch {
		case c == '-':
			b.WriteString("−")
		case c == '.':
			b.WriteString(l.decimal)
		case c >= '0' && c <= '9':
			b.WriteString(l.digits[c-'0'])
			if whole--; whole > 0 && whole%3 == 0 {
				b.WriteString(l.group)
			}
		default:
			b.WriteByte(c)
		}
	}
}

// Digits is s with its ASCII digits in the language's own and nothing else
// changed: for years, days and article numbers, which are not grouped.
func (l *Locale) Digits(s string) string {
	if l.digits[0] == "0" || !strings.ContainsAny(s, "0123456789") {
		return s
	}
	var b strings.Builder
	b.Grow(2 * len(s))
	l.WriteDigits(&b, s)
	return b.String()
}

// WriteDigits writes to b what Digits returns.
func (l *Locale) WriteDigits(b *strings.Builder, s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' {
			b.WriteString(l.digits[c-'0'])
		} else {
			b.WriteByte(c)
		}
	}
}

// WritePlain writes n in the language's digits, ungrouped: a year, a day.
func (l *Locale) WritePlain(b *strings.Builder, n int) {
	var buf [24]byte
	for _, c := range strconv.AppendInt(buf[:0], int64(n), 10) {
		if c == '-' {
			b.WriteString("−")
		} else {
			b.WriteString(l.digits[c-'0'])
		}
	}
}

// List joins items as the language does: "a, b and c".
func (l *Locale) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	var b strings.Builder
	for i, s := range items {
		switch {
		case i == len(items)-1:
			b.WriteString(l.T("list.last"))
		case i > 0:
			b.WriteString(l.T("list.comma"))
		}
		b.WriteString(s)
	}
	return b.String()
}

// Month is the name of a Gregorian month as it stands in a date.
func (l *Locale) Month(m time.Month) string { return l.months[m] }

// HijriMonth is the name of a month of the Solar Hijri year, 1 to 12.
func (l *Locale) HijriMonth(m int) string { return l.hijri[m] }

// The isolates of the Unicode bidirectional algorithm (UAX #9).
const (
	firstStrongIsolate    = "\u2068"
	popDirectionalIsolate = "\u2069"
)

// Isolate is s between U+2068 and U+2069 when it has letters that are written
// against l's direction, so that it does not reorder the words around it;
// otherwise s itself.
func (l *Locale) Isolate(s string) string {
	if !l.foreign(s) {
		return s
	}
	return firstStrongIsolate + s + popDirectionalIsolate
}

// WriteIsolated writes to b what Isolate returns.
func (l *Locale) WriteIsolated(b *strings.Builder, s string) {
	if !l.foreign(s) {
		b.WriteString(s)
		return
	}
	b.WriteString(firstStrongIsolate)
	b.WriteString(s)
	b.WriteString(popDirectionalIsolate)
}

// foreign reports whether s has a letter of the other direction. The blocks of
// right-to-left scripts are those of Unicode's roadmap: Hebrew to Arabic
// Extended-A, their presentation forms, and the plane from U+10800.
func (l *Locale) foreign(s string) bool {
	if l.Direction == LeftToRight {
		for i := 0; i < len(s); {
			if s[i] < 0xd6 { // lead bytes below U+0590
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			if rightToLeft(r) {
				return true
			}
			i += size
		}
		return false
	}
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return true
		}
		if r >= 0xc0 && r != 0xd7 && r != 0xf7 && !rightToLeft(r) && !(r >= 0x2000 && r <= 0x2bff) {
			return true
		}
	}
	return false
}

func rightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}

// plural is CLDR's form for the whole number n.
func (t *tongue) plural(n int) plural.Form {
	if n < 0 {
		n = -n
	}
	return plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)
}
