package card

import (
	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// Date is d in words, in the reader's calendar or calendars, and never more
// precise than d: "10 January 2025 (21 Dey 1403)", "May 2024", "about 1979",
// "on or before 8 May 2024". An absent date is said to be not known.
func Date(d calendar.Date, l *locale.Locale) string {
	p := pen{l: l}
	p.Grow(96)
	p.date(d)
	return p.String()
}

// DateIn is [Date] in that one calendar, or in the Gregorian where that one
// doesn't reach so far.
func DateIn(d calendar.Date, c locale.Calendar, l *locale.Locale) string {
	p := pen{l: l}
	if d.IsZero() || c != locale.Gregorian && !p.reckon(c, d) {
		if d.IsZero() {
			return l.T("date.unknown")
		}
		p.Reset()
		p.reckon(locale.Gregorian, d)
	} else if c == locale.Gregorian {
		p.reckon(c, d)
	}
	return p.String()
}

// Term is a duration in words: "7 years 6 months".
func Term(t calendar.Term, l *locale.Locale) string {
	p := pen{l: l}
	p.Grow(48)
	p.term(t)
	return p.String()
}

// date writes what Date returns.
func (p *pen) date(d calendar.Date) {
	if d.IsZero() {
		p.words("date.unknown")
		return
	}
	if p.l.Calendar() == locale.Gregorian {
		p.reckon(locale.Gregorian, d)
		return
	}
	hijri := pen{l: p.l}
	hijri.Grow(64)
	switch {
	case !hijri.reckon(locale.SolarHijri, d): // beyond that calendar's tables
		p.reckon(locale.Gregorian, d)
	case p.l.Calendar() == locale.SolarHijri:
		p.WriteString(hijri.String())
	default:
		other := pen{l: p.l}
		other.Grow(64)
		other.reckon(locale.Gregorian, d)
		p.words("date.both", locale.Text("gregorian", other.String()), locale.Text("hijri", hijri.String()))
	}
}

// reckon writes d in that one calendar; false, with nothing written, if the
// calendar doesn't reach so far.
func (p *pen) reckon(c locale.Calendar, d calendar.Date) bool {
	from, to, ok := d.Interval()
	if !ok {
		return p.hedge(c, d)
	}
	if month, year, ok := hijriUnit(from, to); ok {
		switch {
		case c == locale.SolarHijri:
			unit := pen{l: p.l}
			unit.hijriUnit(month, year)
			p.WriteString(hedged(unit.String(), from, p.l))
			return true
		case from.Approximate():
			from, to = aboutUnit(from, to, month)
		}
	}
	var ends [2]pen
	for i, end := range []calendar.Date{from, to} {
		ends[i].l = p.l
		if !end.IsZero() && !ends[i].hedge(c, end) {
			return false
		}
	}
	switch {
	case from.IsZero():
		p.words("date.by", locale.Text("date", ends[1].String()))
	case to.IsZero():
		p.words("date.from", locale.Text("date", ends[0].String()))
	default:
		p.words("date.between", locale.Text("from", ends[0].String()), locale.Text("to", ends[1].String()))
	}
	return true
}

// hedge writes d, which is no interval, and that it is approximate or
// uncertain, if it is.
func (p *pen) hedge(c locale.Calendar, d calendar.Date) bool {
	if !d.Approximate() && !d.Uncertain() {
		return p.bare(c, d)
	}
	bare := pen{l: p.l}
	if !bare.bare(c, d) {
		return false
	}
	p.WriteString(hedged(bare.String(), d, p.l))
	return true
}

// hedged is the text of a date with the doubt that d is in.
func hedged(text string, d calendar.Date, l *locale.Locale) string {
	if d.Approximate() {
		text = l.T("date.about", locale.Text("date", text))
	}
	if d.Uncertain() {
		text = l.T("date.uncertain", locale.Text("date", text))
	}
	return text
}

func (p *pen) bare(c locale.Calendar, d calendar.Date) bool {
	if c == locale.SolarHijri {
		return p.hijri(d)
	}
	p.gregorian(d)
	return true
}

// gregorian writes d, which is no interval, without what hedges it.
func (p *pen) gregorian(d calendar.Date) {
	day, _ := d.Earliest()
	switch d.Precision() {
	case calendar.ToDay:
		p.words("date.day", locale.Plain("day", day.Day), locale.Text("month", p.l.Month(day.Month)), locale.Plain("year", day.Year))
	case calendar.ToMonth:
		p.words("date.month", locale.Text("month", p.l.Month(day.Month)), locale.Plain("year", day.Year))
	case calendar.ToSeason:
		p.words(seasonKey(d.Season()), locale.Plain("year", day.Year))
	case calendar.ToYear:
		p.words("date.year", locale.Plain("year", day.Year))
	case calendar.ToDecade:
		p.words("date.decade", locale.Plain("year", day.Year))
	default:
		last, _ := d.Latest()
		p.words("date.years", locale.Plain("from", day.Year), locale.Plain("to", last.Year))
	}
}

func seasonKey(s calendar.Season) string {
	switch s {
	case calendar.Spring:
		return "date.season.spring"
	case calendar.Summer:
		return "date.season.summer"
	case calendar.Autumn:
		return "date.season.autumn"
	}
	return "date.season.winter"
}

// term writes what Term returns.
func (p *pen) term(t calendar.Term) {
	first := true
	for _, c := range [...]struct {
		n   int
		key string
	}{{t.Years, "term.years"}, {t.Months, "term.months"}, {t.Weeks, "term.weeks"}, {t.Days, "term.days"}} {
		if c.n == 0 {
			continue
		}
		if !first {
			p.words("term.join")
		}
		p.words(c.key, locale.N(c.n))
		first = false
	}
	if first {
		p.words("term.days", locale.N(0))
	}
}

// age writes how long before today d was, no more precisely than d is known:
// "today", "12 days ago", "1 year 10 months ago", "about 4 years ago". It
// writes nothing, and is false, for a date that is absent, open at an end or
// not wholly past.
func (p *pen) age(d calendar.Date, today calendar.Day) bool {
	first, ok := d.Earliest()
	last, ok2 := d.Latest()
	if !ok || !ok2 || today.Before(last) {
		return false
	}
	if day, exact := d.Exact(); exact {
		if day == today {
			p.words("age.today")
		} else {
			p.words("age.ago", locale.Text("span", Term(between(day, today, false), p.l)))
		}
		return true
	}
	middle := first.AddDays(last.Sub(first) / 2)
	span := between(middle, today, d.Precision() >= calendar.ToYear)
	if span.IsZero() {
		return false
	}
	p.words("age.about", locale.Text("span", Term(span, p.l)))
	return true
}

// ahead writes how long after today the day is: "in 2 years 3 months".
func (p *pen) ahead(day, today calendar.Day) {
	if day == today {
		p.words("age.today")
		return
	}
	p.words("age.in", locale.Text("span", Term(between(today, day, false), p.l)))
}

// between is the time from a to b in the two largest units that tell: years
// and months, or days within the first two months; rounded to years if asked.
func between(a, b calendar.Day, years bool) calendar.Term {
	days := b.Sub(a)
	months := (b.Year-a.Year)*12 + int(b.Month) - int(a.Month)
	if a.Add(calendar.Term{Months: months}).After(b) {
		months--
	}
	if years {
		if months < 12 {
			return calendar.Term{Months: months}
		}
		return calendar.Term{Years: (months + 6) / 12}
	}
	if months < 2 {
		return calendar.Term{Days: days}
	}
	return calendar.Term{Years: months / 12, Months: months % 12}
}
