package calendar

import "strings"

// Parse reads EDTF, levels 0 and 1:
//
//	2024-05-12  2024-05  2024          day, month, year; -0044 is 45 BCE
//	Y17000      Y-170000002            a year of more than four digits
//	2024-21                            spring (22 summer, 23 autumn, 24 winter)
//	202X  20XX  2024-XX  2024-05-XX    digits that nobody states
//	1979~  1979?  1979%                about, perhaps, both
//	2022-05/2022-07                    somewhere from May to July 2022
//	../2024-05-08  2024-05-08/..       no start, no end
//	/2024-05-08    2024-05-08/         start unknown, end unknown
//
// Times of day, which level 0 has, are refused: a civil date has none. So are
// intervals of which neither end is given, since they say nothing. Digits may
// be Persian or Arabic. The error is a [*ParseError].
func Parse(s string) (Date, error) {
	text := foldDigits(s)
	if strings.Contains(text, "/") {
		return parseInterval(text)
	}
	return parsePoint(text)
}

func parseInterval(text string) (Date, error) {
	from, to, ok := parseEnds(text)
	if !ok {
		return Date{}, intervalFault(text)
	}
	d := Date{text: text, precision: Span, marks: interval}
	d.marks |= (from.marks | to.marks) & (approximate | uncertain)
	d.first, d.slackFirst = from.first, from.slackFirst
	d.last, d.slackLast = to.last, to.slackLast
	switch {
	case strings.HasPrefix(text, ".."):
		d.marks |= openStart
	case from.IsZero():
		d.marks |= unknownStart
	}
	switch {
	case strings.HasSuffix(text, ".."):
		d.marks |= openEnd
	case to.IsZero():
		d.marks |= unknownEnd
	}
	if from.IsZero() && to.IsZero() {
		return Date{}, refuse(text, NothingSaid, "is an interval of which neither end is given: leave the date out", `"../2024-05-08"`)
	}
	if !from.IsZero() && !to.IsZero() && from.first > to.last {
		return Date{}, refuse(text, EndsBeforeStart, "ends before it starts", `"`+to.text+"/"+from.text+`"`)
	}
	return d, nil
}

// parseEnds reads both ends of an interval; an open or unknown end is absent.
func parseEnds(text string) (from, to Date, ok bool) {
	a, b, _ := strings.Cut(text, "/")
	from, errFrom := parseEnd(a)
	to, errTo := parseEnd(b)
	return from, to, errFrom == nil && errTo == nil
}

func parseEnd(text string) (Date, error) {
	if text == "" || text == ".." {
		return Date{}, nil
	}
	return parsePoint(text)
}

// intervalFault is why parseEnds refused text.
func intervalFault(text string) error {
	if strings.Count(text, "/") > 1 {
		return refuse(text, NotUnderstood, "has more than one slash, which stands between the two ends of an interval; a day is written with hyphens", `"2024-05-12"`)
	}
	a, b, _ := strings.Cut(text, "/")
	for _, end := range []string{a, b} {
		if _, err := parseEnd(end); err != nil {
			return err
		}
	}
	return nil
}

// parsePoint reads anything but an interval.
func parsePoint(text string) (Date, error) {
	p := point{text: text}
	d, err := p.parse()
	if err != nil {
		return Date{}, err
	}
	d.text = text
	return d, nil
}

// point is a text that ought to be one date, while it is read.
type point struct{ text string }

func (p point) parse() (Date, error) {
	body, m := cutQualifier(p.text)
	if body == "" {
		return Date{}, refuse(p.text, NothingSaid, "is no date at all", `"2024-05-12"`)
	}
	var d Date
	var err error
	if body[0] == 'Y' {
		d, err = p.longYear(body[1:])
	} else {
		d, err = p.fields(body)
	}
	if err != nil {
		return Date{}, err
	}
	return d.qualified(m), nil
}

// cutQualifier takes the one mark off that EDTF level 1 allows, at the end.
func cutQualifier(text string) (string, marks) {
	if text == "" {
		return "", 0
	}
	body := text[:len(text)-1]
	switch text[len(text)-1] {
	case '~':
		return body, approximate
	case '?':
		return body, uncertain
	case '%':
		return body, approximate | uncertain
	}
	return text, 0
}

// qualified gives d the margin that its marks allow it; see compare.go.
func (d Date) qualified(m marks) Date {
	var units int32
	if m&approximate != 0 {
		units++
	}
	if m&uncertain != 0 {
		units++
	}
	d.marks |= m
	d.slackFirst = units * d.precision.unit()
	d.slackLast = d.slackFirst
	return d
}

// unit is the longest that a date of this precision can be, in days.
func (p Precision) unit() int32 {
	switch p {
	case ToMonth:
		return 31
	case ToSeason:
		return 93
	case ToYear:
		return 366
	case ToDecade:
		return 3653
	case ToCentury:
		return 36525
	}
	return 1
}

// longYear reads what follows the Y of a year beyond four digits.
func (p point) longYear(body string) (Date, error) {
	digits := strings.TrimPrefix(body, "-")
	const example = `"Y17000"`
	if len(digits) > 9 {
		return Date{}, refuse(p.text, OutOfRange, "has a year of more than nine digits", example)
	}
	year, ok := number(digits)
	if !ok {
		return Date{}, refuse(p.text, NotUnderstood, "has a Y, after which only the digits of a year may stand", example)
	}
	if len(digits) < 5 || digits[0] == '0' {
		return Date{}, refuse(p.text, NotUnderstood, "has a Y, which is for years of more than four digits", `"`+string(appendPadded(nil, year, 4))+`"`)
	}
	if body != digits {
		year = -year
	}
	return ofYears(year, year, ToYear), nil
}
