package calendar

import (
	"errors"
	"strconv"
	"strings"
)

// firstGregorianTyped is the year from which a typed year is Gregorian. No
// case is older, and no Solar Hijri year that is converted is later.
const firstGregorianTyped = 1700

// one reads a single date: today and the like, numbers, or words in any order,
// with a doubt before or after it.
func (t typed) one(words []string) (Date, error) {
	switch lead, rest := leadOf(words); lead {
	case about, perhaps:
		d, err := t.one(rest)
		if err != nil {
			return Date{}, err
		}
		if lead == about {
			return remark(d, approximate)
		}
		return remark(d, uncertain)
	}
	text := strings.Join(words, " ")
	if d, ok := t.relative(text); ok {
		return d, nil
	}
	if isInterval(text) { // where each end has its own mark
		return t.unmarked(text)
	}
	body, m := cutQualifier(text)
	d, err := t.unmarked(body)
	if err != nil || m == 0 {
		return d, err
	}
	return remark(d, m)
}

// isInterval reports whether the one slash of a text stands between two dates,
// and not between the year and the month of one.
func isInterval(text string) bool {
	a, b, ok := strings.Cut(text, "/")
	return ok && !strings.Contains(b, "/") && (isOpen(a) || isOpen(b) || len(a) >= len("2024") && len(b) >= len("2024"))
}

func (t typed) unmarked(text string) (Date, error) {
	var p parts
	for word := range strings.FieldsSeq(text) {
		if err := p.add(word); err != nil {
			return Date{}, err
		}
	}
	return p.date()
}

// parts is what the words of one date have said so far.
type parts struct {
	numeric string // the whole date in numbers: 2024-05-12
	year    string
	day     int // 0: not said
	month   month
	season  Season
	weekday string
	decade  bool
	era     era
	seen    int // words that are not noise
}

type era int

const (
	unsaidEra era = iota
	solarEra
	commonEra
)

// add takes one word for what it must be, in whatever order they come.
func (p *parts) add(word string) error {
	if isNoise(word) {
		return nil
	}
	p.seen++
	if _, ok := weekdayNamed(word); ok && p.weekday == "" {
		p.weekday = word
		return nil
	}
	if s := seasonNamed(word); s != NoSeason && p.season == NoSeason {
		p.season = s
		return nil
	}
	if m := monthNamed(word); m.number != 0 && p.month.number == 0 {
		p.month = m
		return nil
	}
	switch word {
	case "sh", "شمسی", "خورشیدی", "ش":
		p.era = solarEra
		return nil
	case "ad", "ce", "میلادی", "م":
		p.era = commonEra
		return nil
	case "ah", "قمری", "lunar":
		return refuse("", NotUnderstood, "is of the lunar Hijri calendar, which is not converted", `"12 May 2024"`).about(word)
	case "دهه", "دههی", "decade":
		p.decade = true
		return nil
	}
	return p.addNumber(word)
}

func (p *parts) addNumber(word string) error {
	bare, isDecade := strings.CutSuffix(word, "s")
	if n, ok := number(bare); ok && len(bare) == 4 && p.year == "" && (!isDecade || n%10 == 0) {
		p.year = bare
		p.decade = p.decade || isDecade
		return nil
	}
	if n, ok := number(cutOrdinal(word)); ok && len(cutOrdinal(word)) <= 2 {
		if p.day != 0 {
			return refuse("", ShortYear, "has two numbers of which either may be the day: a year needs four digits", `"12 May 2024"`)
		}
		if n == 0 {
			return refuse("", NoSuchDay, "has a day 0", `"12 May 2024"`)
		}
		p.day = n
		return nil
	}
	if strings.HasPrefix(word, "'") || strings.HasPrefix(word, "’") {
		return refuse("", ShortYear, "has a year of two digits, not four", `"12 May 2024"`).about(word)
	}
	if p.numeric == "" && strings.Trim(word, "0123456789xy~?%/.-") == "" {
		p.numeric = word
		return nil
	}
	_, err := Parse(strings.ToUpper(word))
	if fault, ok := errors.AsType[*ParseError](err); ok && fault.Fault == HasTimeOfDay {
		return fault
	}
	return refuse("", NotUnderstood, "has "+strconv.Quote(clip(word))+", which is not part of a date here", `"12 May 2024"`).about(word)
}

func cutOrdinal(word string) string {
	for _, suffix := range []string{"st", "nd", "rd", "th", "ام", "م"} {
		if n, ok := strings.CutSuffix(word, suffix); ok {
			return n
		}
	}
	return word
}

// date puts the parts together, if they are one date and no more.
func (p parts) date() (Date, error) {
	d, err := p.assemble()
	if err != nil || p.weekday == "" {
		return d, err
	}
	day, exact := d.Exact()
	if want, _ := weekdayNamed(p.weekday); !exact {
		return Date{}, refuse("", NotUnderstood, "has a day of the week without the day", `"Sunday 12 May 2024"`)
	} else if day.Weekday() != want {
		return Date{}, refuse("", WrongWeekday, "has a day of the week that is wrong: "+day.String()+" was a "+day.Weekday().String(), `"`+day.String()+`"`)
	}
	return d, nil
}

func (p parts) assemble() (Date, error) {
	const example = `"12 May 2024"`
	if p.numeric != "" {
		if p.year != "" || p.day != 0 || p.month.number != 0 || p.season != NoSeason || p.decade {
			return Date{}, refuse("", NotUnderstood, "has words beside "+strconv.Quote(clip(p.numeric))+", which is a date of its own", example)
		}
		if p.era == solarEra && hasGregorianYear(p.numeric) {
			return Date{}, gregorianYearInSolar()
		}
		return p.fromNumbers(p.numeric)
	}
	if p.year == "" {
		return Date{}, p.noYear()
	}
	year, _ := number(p.year)
	hijri := p.isHijri(year)
	switch {
	case hijri && p.month.number != 0 && p.month.calendar == Gregorian:
		return Date{}, refuse("", MixedCalendars, "has a year that looks Solar Hijri beside a month of the Gregorian calendar", example)
	case !hijri && (p.era == solarEra || p.month.number != 0 && p.month.calendar == SolarHijri):
		return Date{}, gregorianYearInSolar()
	case p.season != NoSeason && (p.month.number != 0 || p.day != 0), p.decade && (p.month.number != 0 || p.day != 0 || p.season != NoSeason):
		return Date{}, refuse("", NotUnderstood, "has more than a season or a decade and its year", `"spring 2024"`)
	case p.day != 0 && p.month.number == 0:
		return Date{}, refuse("", NotUnderstood, "has a day and a year, but no month between them", example)
	case p.decade && year%10 != 0:
		return Date{}, refuse("", NotUnderstood, "is no year that a decade begins with", `"1990s"`)
	case p.decade && hijri:
		return hijriYears(year, year+9)
	case p.decade:
		return Parse(p.year[:3] + "X")
	case p.season != NoSeason:
		return seasonOf(year, p.season, hijri)
	}
	return dayOf(year, p.month.number, p.day, hijri)
}

func gregorianYearInSolar() error {
	return refuse("", MixedCalendars, "has a year that looks Gregorian beside a month or a mark of the Solar Hijri calendar", `"23 Ordibehesht 1403"`)
}

// noYear is why parts without a year are refused. None is ever supplied: the
// year that the reader thinks of first may not be the one that was meant.
func (p parts) noYear() error {
	example := `"12 May 2024"`
	if p.month.calendar == SolarHijri {
		example = `"23 Ordibehesht 1403"`
	}
	if p.month.number == 0 && p.day == 0 && p.season == NoSeason {
		return refuse("", NothingSaid, "has no date in it", example)
	}
	return refuse("", NoYear, "has no year, and none is guessed", example)
}

func (p parts) isHijri(year int) bool {
	return year < firstGregorianTyped && p.era != commonEra
}
