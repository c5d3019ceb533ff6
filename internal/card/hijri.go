package card

import (
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// hijri writes d, which is no interval, in the Solar Hijri calendar without
// what hedges it; false, with nothing written, beyond that calendar's tables.
// A Gregorian month or year lies in parts of two Solar Hijri ones and is
// written as either: "Ordibehesht or Khordad 1403".
func (p *pen) hijri(d calendar.Date) bool {
	from, to, ok := calendar.HijriSpan(d)
	if !ok {
		return false
	}
	switch d.Precision() {
	case calendar.ToDay:
		p.words("date.day", locale.Plain("day", from.Day), locale.Text("month", p.l.HijriMonth(from.Month)), locale.Plain("year", from.Year))
	case calendar.ToMonth:
		p.eitherMonth(from, to)
	case calendar.ToSeason:
		p.words("date.span", locale.Text("from", hijriMonth(from, p.l)), locale.Text("to", hijriMonth(to, p.l)))
	case calendar.ToYear:
		p.words("date.either", locale.Text("from", p.l.Digits(strconv.Itoa(from.Year))), locale.Text("to", p.l.Digits(strconv.Itoa(to.Year))))
	default:
		p.words("date.years", locale.Plain("from", from.Year), locale.Plain("to", to.Year))
	}
	return true
}

// eitherMonth writes the two Solar Hijri months that a Gregorian one lies in.
func (p *pen) eitherMonth(from, to calendar.Hijri) {
	if from.Year == to.Year {
		p.words("date.either_month", locale.Text("from", p.l.HijriMonth(from.Month)), locale.Text("to", p.l.HijriMonth(to.Month)), locale.Plain("year", to.Year))
		return
	}
	p.words("date.either", locale.Text("from", hijriMonth(from, p.l)), locale.Text("to", hijriMonth(to, p.l)))
}

func hijriMonth(h calendar.Hijri, l *locale.Locale) string {
	p := pen{l: l}
	p.hijriUnit(h.Month, h.Year)
	return p.String()
}

// hijriUnit writes a Solar Hijri month, or with month 0 a year.
func (p *pen) hijriUnit(month, year int) {
	if month == 0 {
		p.words("date.year", locale.Plain("year", year))
		return
	}
	p.words("date.month", locale.Text("month", p.l.HijriMonth(month)), locale.Plain("year", year))
}

// hijriUnit is the Solar Hijri month, or with month 0 the year, whose first
// and last day these are, both as doubtful. Somebody typed "Ordibehesht 1403" or
// "about 1358", and that is how it is best shown in that calendar.
func hijriUnit(from, to calendar.Date) (month, year int, ok bool) {
	if from.Approximate() != to.Approximate() || from.Uncertain() != to.Uncertain() {
		return 0, 0, false
	}
	first, ok := theDay(from)
	if !ok {
		return 0, 0, false
	}
	last, ok := theDay(to)
	if !ok {
		return 0, 0, false
	}
	a, ok := calendar.ToHijri(first)
	if !ok || a.Day != 1 {
		return 0, 0, false
	}
	b, ok := calendar.ToHijri(last)
	if !ok || b.Year != a.Year {
		return 0, 0, false
	}
	if next, ok := calendar.ToHijri(last.AddDays(1)); !ok || next.Day != 1 {
		return 0, 0, false
	}
	switch {
	case a.Month == b.Month:
		return a.Month, a.Year, true
	case a.Month == 1 && b.Month == 12:
		return 0, a.Year, true
	}
	return 0, 0, false
}

// theDay is the day that d names, however doubtful.
func theDay(d calendar.Date) (calendar.Day, bool) {
	if d.Precision() != calendar.ToDay {
		return calendar.Day{}, false
	}
	return d.Earliest()
}

// aboutUnit are the ends of a Solar Hijri month or year that is meant
// approximately, as the other calendar can say it: "about 21 March 1979" would be
// more than somebody knows who typed "about 1358".
func aboutUnit(from, to calendar.Date, month int) (a, b calendar.Date) {
	ends := [2]calendar.Date{from, to}
	for i, end := range ends {
		day, _ := end.Earliest()
		mark := "~"
		if end.Uncertain() {
			mark = "%"
		}
		text := day.String()[:len("2024")]
		if month != 0 {
			text = day.String()[:len("2024-05")]
		}
		ends[i], _ = calendar.Parse(text + mark) // always a date: the tables end long before the year 9999
	}
	return ends[0], ends[1]
}
