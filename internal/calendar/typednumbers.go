package calendar

import (
	"strconv"
	"strings"
)

// fromNumbers reads a date without words: EDTF, and what people make of it.
func (p parts) fromNumbers(text string) (Date, error) {
	text = strings.ToUpper(text)
	a, b, sloped := strings.Cut(text, "/")
	if isOpen(a) && sloped || isOpen(b) && sloped {
		return p.openSpan(a, b)
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	separators := strings.Count(text, "/") + strings.Count(text, "-") + strings.Count(text, ".")
	if separators == len(fields)-1 && allDigits(fields) {
		switch len(fields) {
		case 2:
			return p.pair(fields[0], fields[1])
		case 3:
			return p.triple(fields)
		}
	}
	if sloped {
		from, err := p.end(a)
		if err != nil {
			return Date{}, err
		}
		to, err := p.end(b)
		if err != nil {
			return Date{}, err
		}
		return join(from, to)
	}
	return p.masked(text)
}

func isOpen(end string) bool { return end == "" || end == ".." }

func (p parts) openSpan(a, b string) (Date, error) {
	switch {
	case isOpen(a) && isOpen(b):
		return Parse(a + "/" + b)
	case isOpen(a):
		d, err := p.end(b)
		if err != nil {
			return Date{}, err
		}
		return Parse(a + "/" + lastText(d))
	}
	d, err := p.end(a)
	if err != nil {
		return Date{}, err
	}
	return Parse(firstText(d) + "/" + b)
}

// end reads one side of a slash, which may have a mark of its own.
func (p parts) end(text string) (Date, error) {
	if strings.Contains(text, "/") {
		return Date{}, refuse("", NotUnderstood, "has more than one slash between the two ends of a span", `"2022-05/2022-07"`)
	}
	body, m := cutQualifier(text)
	var d Date
	var err error
	if year, ok := number(body); ok && len(body) == 4 {
		d, err = dayOf(year, 0, 0, p.isHijri(year))
	} else {
		d, err = p.fromNumbers(body)
	}
	if err != nil || m == 0 {
		return d, err
	}
	return remark(d, m)
}

// masked reads what has an X, a Y or a sign in it. Only a decade and a season
// have a Solar Hijri form; the rest is EDTF as it stands.
func (p parts) masked(text string) (Date, error) {
	if decade, ok := strings.CutSuffix(text, "X"); ok && len(decade) == 3 {
		if n, ok := number(decade); ok && p.isHijri(n*10) {
			return hijriYears(n*10, n*10+9)
		}
	}
	year, rest, _ := strings.Cut(text, "-")
	if n, ok := number(year); ok && len(year) == 4 && p.isHijri(n) && strings.Contains(rest, "X") {
		switch fields := strings.Split(rest, "-"); {
		case fields[0] == "XX" && (len(fields) == 1 || len(fields) == 2 && fields[1] == "XX"):
			return dayOf(n, 0, 0, true)
		case len(fields) == 2 && fields[1] == "XX" && isPair(fields[0]):
			m, _ := number(fields[0])
			return dayOf(n, m, 0, true)
		}
		return Date{}, refuse("", NotUnderstood, "has unstated digits that no date has", `"1403/02"`)
	}
	return Parse(text)
}

// hasGregorianYear reports whether any year among the numbers is Gregorian.
func hasGregorianYear(text string) bool {
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, ok := number(f); ok && len(f) == 4 && n >= firstGregorianTyped {
			return true
		}
	}
	return false
}

func allDigits(fields []string) bool {
	for _, f := range fields {
		if !isDigits(f) {
			return false
		}
	}
	return true
}

// triple reads three numbers: a year, month and day. The other orders are
// refused, since half the world reads 03/04/2024 as March and half as April.
func (p parts) triple(f []string) (Date, error) {
	if len(f[0]) == 4 && (len(f[1]) > 2 || len(f[2]) > 2) {
		return Date{}, refuse("", NotUnderstood, "has three numbers that are not a year, a month and a day", `"2024-05-12"`)
	}
	if len(f[0]) != 4 {
		return Date{}, refuse("", EitherOrder, "has numbers whose order can't be told: put the year first, or name the month", `"2024-05-12" or "12 May 2024"`)
	}
	year, _ := number(f[0])
	month, _ := number(f[1])
	day, _ := number(f[2])
	hijri := p.isHijri(year)
	if day == 0 || month == 0 {
		return Date{}, refuse("", NoSuchDay, "has a month or a day 0", `"2024-05-12"`)
	}
	return dayOf(year, month, day, hijri)
}

// pair reads two numbers: a year with a month or season, in either order, or
// two years.
func (p parts) pair(a, b string) (Date, error) {
	if len(a) <= 2 && len(b) == 4 {
		a, b = b, a
	}
	year, _ := number(a)
	second, _ := number(b)
	hijri := p.isHijri(year)
	switch {
	case len(a) != 4 && len(b) != 4:
		return Date{}, refuse("", NoYear, "has no year of four digits, and none is guessed", `"2024-05-12"`)
	case len(a) == 4 && len(b) == 4:
		from, err := dayOf(year, 0, 0, hijri)
		if err != nil {
			return Date{}, err
		}
		to, err := dayOf(second, 0, 0, p.isHijri(second))
		if err != nil {
			return Date{}, err
		}
		return join(from, to)
	case len(b) > 2 || second == 0:
		return Date{}, refuse("", NoSuchMonth, "has "+strconv.Quote(b)+" beside its year, which is no month", `"2024-05"`)
	case second >= 21 && second <= 24:
		return seasonOf(year, Season(second-20), hijri)
	}
	return dayOf(year, second, 0, hijri)
}

// dayOf is a date of either calendar; a month or day of 0 is not said.
func dayOf(year, month, day int, hijri bool) (Date, error) {
	if hijri {
		h := Hijri{year, month, day}
		whole := Hijri{year, max(1, month), max(1, day)}
		if err := whole.check(h.String()); err != nil {
			return Date{}, err
		}
		return DateOfHijri(h), nil
	}
	b := appendPadded(nil, year, 4)
	for _, n := range []int{month, day} {
		if n != 0 {
			b = appendPadded(append(b, '-'), n, 2)
		}
	}
	return Parse(string(b))
}

// seasonOf is a season of either calendar. In the Solar Hijri calendar each is
// three whole months, the first of them spring.
func seasonOf(year int, s Season, hijri bool) (Date, error) {
	if !hijri {
		return Parse(string(appendPadded(nil, year, 4)) + "-" + strconv.Itoa(20+int(s)))
	}
	first, last := int(s)*3-2, int(s)*3
	if err := (Hijri{year, first, 1}).check(""); err != nil {
		return Date{}, err
	}
	return spanOf(
		Hijri{year, first, 1}.Gregorian(),
		Hijri{year, last, hijriMonthLength(year, last)}.Gregorian(),
	), nil
}

// hijriYears is a span of whole Solar Hijri years, both included.
func hijriYears(from, to int) (Date, error) {
	for _, year := range []int{from, to} {
		if err := (Hijri{year, 1, 1}).check(""); err != nil {
			return Date{}, err
		}
	}
	return spanOf(
		Hijri{from, 1, 1}.Gregorian(),
		Hijri{to, 12, hijriMonthLength(to, 12)}.Gregorian(),
	), nil
}
