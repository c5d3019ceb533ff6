package calendar

import "time"

// relative reads the words that mean a day, month or year counted from now.
// The Persian words for a year or a month mean those of the Solar calendar.
func (t typed) relative(text string) (Date, bool) {
	now := t.now
	if now.IsZero() {
		return Date{}, false
	}
	lastMonth := Day{now.Year, now.Month, 1}.addMonths(-1)
	h, _ := ToHijri(now)
	switch text {
	case "today", "امروز":
		return DateOf(now), true
	case "yesterday", "دیروز":
		return DateOf(now.AddDays(-1)), true
	case "tomorrow", "فردا":
		return DateOf(now.AddDays(1)), true
	case "this month":
		return monthOf(now.Year, now.Month), true
	case "last month":
		return monthOf(lastMonth.Year, lastMonth.Month), true
	case "this year":
		return yearOf(now.Year), true
	case "last year":
		return yearOf(now.Year - 1), true
	case "این ماه":
		return present(DateOfHijri(Hijri{Year: h.Year, Month: h.Month}))
	case "ماه پیش", "ماه گذشته":
		return present(DateOfHijri(h.previousMonth()))
	case "امسال":
		return present(DateOfHijri(Hijri{Year: h.Year}))
	case "پارسال", "سال گذشته", "سال پیش":
		return present(DateOfHijri(Hijri{Year: h.Year - 1}))
	}
	return Date{}, false
}

func present(d Date) (Date, bool) { return d, !d.IsZero() }

func (h Hijri) previousMonth() Hijri {
	if h.Month == 1 {
		return Hijri{Year: h.Year - 1, Month: 12}
	}
	return Hijri{Year: h.Year, Month: h.Month - 1}
}

func monthOf(year int, m time.Month) Date {
	d, _ := dayOf(year, int(m), 0, false)
	return d
}

func yearOf(year int) Date {
	d, _ := dayOf(year, 0, 0, false)
	return d
}
