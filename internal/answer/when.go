package answer

import (
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
)

// ordinals are the days of a month as Persian writes them out.
//
//nolint:gochecknoglobals // a table that is only read
var ordinals = func() map[string]int {
	all := map[string]int{}
	for i, names := range strings.Fields("اول|یکم دوم سوم چهارم پنجم ششم|شیشم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم|پونزدهم شانزدهم|شونزدهم هفدهم هجدهم|هیجدهم نوزدهم بیستم") {
		for name := range strings.SplitSeq(names, "|") {
			all[name] = i + 1
		}
	}
	return all
}()

// dateText is what tokens say as a date is typed: ordinals as numbers, a year
// of two digits after a Persian month in full.
func dateText(toks []token) string {
	var words []string
	for i := 0; i < len(toks); i++ {
		w := toks[i].text
		switch n, ok := ordinals[w]; {
		case ok && i >= 2 && toks[i-1].text == "و" && (toks[i-2].text == "بیست" || toks[i-2].text == "سی"):
			tens := 20
			if toks[i-2].text == "سی" {
				tens = 30
			}
			words = append(words[:len(words)-2], strconv.Itoa(tens+n))
			continue
		case ok:
			w = strconv.Itoa(n)
		case i > 0 && i == len(toks)-1 && solarMonth(toks[i-1].text):
			w = fullYear(w)
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// solarMonth reports whether a word is the name of a month of the Solar Hijri
// calendar.
func solarMonth(word string) bool { return solarMonthNumber(word) > 0 }

// solarMonthNumber is the number of the month of that name; 0 of none.
func solarMonthNumber(word string) int {
	return 1 + slices.Index([]string{"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "ابان", "اذر", "دی", "بهمن", "اسفند"}, word)
}

// fullYear is a Solar Hijri year of which people leave out the beginning: ۹۸ is
// 1398, ۴۰۲ is 1402.
func fullYear(digits string) string {
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil:
	case len(digits) == 2 && n >= 20:
		return "13" + digits
	case len(digits) == 3 && n >= 400 && n < 450:
		return "1" + digits
	}
	return digits
}

// shortYear reads "سال ۹۸", where no term can be meant.
func (x *lexer) shortYear(i, to int) (calendar.Date, bool) {
	if to-i != 2 || x.toks[i].text != "سال" || i > 0 && x.counts(x.toks[i-1].text) {
		return calendar.Date{}, false
	}
	year := fullYear(x.toks[i+1].text)
	if year == x.toks[i+1].text {
		return calendar.Date{}, false
	}
	d, err := calendar.ParseTyped(year, x.today)
	return d, err == nil && !d.IsZero()
}

// decade reads "دههٔ هفتاد", of the Solar Hijri calendar, and "دههٔ ۱۹۹۰".
func (x *lexer) decade(i, to int) (calendar.Date, bool) {
	if to-i != 2 || x.toks[i].text != "دهه" {
		return calendar.Date{}, false
	}
	n, err := strconv.Atoi(x.toks[i+1].text)
	for _, c := range x.phrases[x.toks[i+1].text] {
		if m, wrong := strconv.Atoi(c.name()); c.class() == "number" && wrong == nil {
			n, err = m, nil
		}
	}
	if err != nil || n%10 != 0 || n < 20 {
		return calendar.Date{}, false
	}
	if n < 100 {
		n += 1300
	}
	d, err := calendar.ParseTyped(strconv.Itoa(n)+" تا "+strconv.Itoa(n+9), x.today)
	return d, err == nil && !d.IsZero()
}

// counts reports whether a word says how many.
func (x *lexer) counts(word string) bool {
	if _, err := strconv.Atoi(word); err == nil {
		return true
	}
	for _, c := range x.phrases[word] {
		if c.class() == "number" || c == "ask.howmany" {
			return true
		}
	}
	return false
}

// dates are the dates of the question, with what is said of them: "before", "".
func (q *question) dates() []dated {
	var all []dated
	for i := 0; i < len(q.marks); i++ {
		if q.marks[i].date.IsZero() {
			continue
		}
		d := dated{date: q.marks[i].date, when: q.saidBefore(i)}
		switch {
		case d.when == "between" && i+2 < len(q.marks) && q.marks[i+1].is("logic.and"):
			if to := q.marks[i+2].date; !to.IsZero() {
				d.until = to
				i += 2
			}
		case i+1 < len(q.marks) && q.marks[i+1].is("time.onwards"):
			d.when = "from"
		}
		all = append(all, d)
	}
	return all
}

// lately reads "the last five years" as the days from then until today, and "the next two years" as
// those from today until then: a term beside such a word isn't one of prison.
func (q *question) lately() {
	for i := 0; i+1 < len(q.marks); i++ {
		a, b := &q.marks[i], &q.marks[i+1]
		term, ahead := b.term, false
		switch {
		case q.spanWord(a, &ahead) && term != nil:
		case a.term != nil && q.spanWord(b, &ahead):
			term = a.term
		case a.number != nil && q.farsi && b.isAny("time.lastyear", "time.nextyear"):
			term, ahead = &calendar.Term{Years: *a.number}, b.is("time.nextyear")
		case a.number != nil && q.farsi && b.isAny("time.lastmonth", "time.nextmonth"):
			term, ahead = &calendar.Term{Months: *a.number}, b.is("time.nextmonth")
		default:
			continue
		}
		from, to := q.today.Add(calendar.Term{Years: -term.Years, Months: -term.Months, Weeks: -term.Weeks, Days: -term.Days}), q.today
		if ahead {
			from, to = q.today, q.today.Add(*term)
		}
		d, err := calendar.Parse(from.String() + "/" + to.String())
		if err != nil {
			continue
		}
		q.marks[i] = mark{from: a.from, to: b.to, date: d}
		q.marks = slices.Delete(q.marks, i+1, i+2)
	}
}

// spanWord reports whether a mark makes of a term beside it the time just before today, or after it.
func (q *question) spanWord(m *mark, ahead *bool) bool {
	if len(m.people)+len(m.values) > 0 {
		return false
	}
	switch word := q.toks[m.to-1].text; word {
	case "last", "past", "recent", "previous", "گذشته", "اخیر":
		return true
	case "next", "coming", "اینده", "آینده":
		*ahead = true
		return true
	case "within", "ظرف":
		*ahead = true
		named := slices.ContainsFunc(q.marks, func(m mark) bool { return len(m.people) > 0 })
		return !named && q.has("future", "aux.will", "topic.endterm", "aux.verb") && !q.has("topic.arrest")
	}
	return false
}

// saidBefore is what is said of the date that is mark i: before it, after it;
// the year, the month of between don't count.
func (q *question) saidBefore(i int) string {
	said := ""
	for i--; i >= 0; i-- {
		m := &q.marks[i]
		for _, c := range m.concepts {
			if c.class() == "time" && (said == "" || said == "in") {
				said = c.name()
			}
		}
		if m.is("time.in") && q.toks[m.from].text == "in" { // taken from in 2015
			break
		}
		if !m.is("time.in") && !m.is("unit.year") && !m.is("unit.month") && !m.is("unit.day") {
			break
		}
	}
	return said
}

// dated is a date of a question: in, before, after it, or between it and another.
type dated struct {
	date  calendar.Date
	when  string // before, after, between, from, or anything else for in
	until calendar.Date
}

// holds reports whether something of date d is within.
func (x dated) holds(d calendar.Date) calendar.Answer {
	switch {
	case x.when == "before":
		return d.Before(start(x.date))
	case x.when == "after":
		return d.After(end(x.date))
	case x.when == "from":
		return not(d.Before(start(x.date)))
	case !x.until.IsZero():
		if a := d.Before(start(x.date)); a != calendar.No {
			return not(a)
		}
		return not(d.After(end(x.until)))
	}
	return within(d, x.date)
}

// start is the first day that a date can be: before May is before its first day.
func start(d calendar.Date) calendar.Date {
	if day, ok := d.Earliest(); ok {
		return calendar.DateOf(day)
	}
	return d
}

// end is the last day that a date can be.
func end(d calendar.Date) calendar.Date {
	if day, ok := d.Latest(); ok {
		return calendar.DateOf(day)
	}
	return d
}

func not(a calendar.Answer) calendar.Answer {
	switch a {
	case calendar.Yes:
		return calendar.No
	case calendar.No:
		return calendar.Yes
	}
	return a
}
