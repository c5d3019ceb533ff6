package picture

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// axis lays days along a timeline: from begins at x0, to ends at x1, in points.
type axis struct {
	from, to calendar.Day
	x0, x1   float64
}

// at is where a day begins, within the axis.
func (a axis) at(d calendar.Day) float64 {
	whole := a.to.Sub(a.from) + 1
	x := a.x0 + (a.x1-a.x0)*float64(d.Sub(a.from))/float64(whole)
	return min(max(x, a.x0), a.x1)
}

// reaches reports whether a day lies on the axis.
func (a axis) reaches(d calendar.Day) bool { return !d.Before(a.from) && !d.After(a.to) }

// How an extent that has no edge is shown, in points.
const (
	fadeAway  = 34.0 // how far a side fades on which nothing is known
	leastSpan = 11.0 // of a date that is no day, lest it pass for one
)

// extent is where a date is drawn.
type extent struct {
	from, to          float64
	day               bool // it is known to the day: a mark, at its middle
	fadesIn, fadesOut float64
}

// extent is where d is drawn: a day as a mark, what is less exact as all of
// the span in which it lies. A side that is open, approximate or beyond the axis
// fades. d is not zero.
func (a axis) extent(d calendar.Date) extent {
	if day, ok := d.Exact(); ok && a.reaches(day) {
		x := (a.at(day) + a.at(day.AddDays(1))) / 2
		return extent{from: x, to: x, day: true}
	}
	first, begins := d.Earliest()
	last, ends := d.Latest()
	var e extent
	switch {
	case begins && ends:
		e.from, e.to = a.at(first), a.at(last.AddDays(1))
	case begins:
		e.from = a.at(first)
		e.to = e.from + fadeAway
	case ends:
		e.to = a.at(last.AddDays(1))
		e.from = e.to - fadeAway
	default: // neither is known; the text says so
		e.from, e.to = a.x0, a.x1
	}
	if short := leastSpan - (e.to - e.from); short > 0 {
		e.from, e.to = e.from-short/2, e.to+short/2
	}
	if d.Approximate() || d.Uncertain() {
		more := max(6, (e.to-e.from)/3)
		e.from, e.to = e.from-more, e.to+more
		e.fadesIn, e.fadesOut = more*1.5, more*1.5
	}
	if !begins || first.Before(a.from) {
		e.fadesIn = min(fadeAway, e.to-e.from)
	}
	if !ends || last.After(a.to) {
		e.fadesOut = min(fadeAway, e.to-e.from)
	}
	e.shift(a)
	return e
}

// shift moves an extent onto the axis, and cuts what is wider.
func (e *extent) shift(a axis) {
	if off := a.x0 - e.from; off > 0 {
		e.from, e.to = e.from+off, e.to+off
	}
	if off := e.to - a.x1; off > 0 {
		e.from, e.to = max(a.x0, e.from-off), a.x1
	}
}

// year is the year of a day in that calendar; of the Gregorian where that one
// doesn't reach so far.
func year(d calendar.Day, in locale.Calendar) int {
	if in == locale.SolarHijri {
		if h, ok := calendar.ToHijri(d); ok {
			return h.Year
		}
	}
	return d.Year
}

// newYear is the first day of a year of that calendar; false where its tables
// end.
func newYear(y int, in locale.Calendar) (calendar.Day, bool) {
	if in != locale.SolarHijri {
		return calendar.Day{Year: y, Month: 1, Day: 1}, y > 0 && y < 10000
	}
	d := (calendar.Hijri{Year: y, Month: 1, Day: 1}).Gregorian()
	_, ok := calendar.ToHijri(d)
	return d, ok && !d.IsZero()
}

// tick is the beginning of a year on the axis, or of a month.
type tick struct {
	x     float64
	day   calendar.Day
	year  int
	month int // 0: the year
}

// ticks are the years of that calendar that begin on the axis, every so many that
// they are at least so many points apart, on years that the step divides.
func (a axis) ticks(in locale.Calendar, apart float64) []tick {
	step := 1
	first, last := year(a.from, in), year(a.to, in)
	for _, step = range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
		if (a.x1-a.x0)/float64(max(1, last-first+1))*float64(step) >= apart {
			break
		}
	}
	var all []tick
	for y := first; y <= last+1; y++ {
		if d, ok := newYear(y, in); ok && y%step == 0 && a.reaches(d) {
			all = append(all, tick{a.at(d), d, y, 0})
		}
	}
	return all
}

// The points that a year takes on an axis on which its quarters or its halves have
// names of their own: a year alone would leave days without a measure.
const (
	quarterly  = 240.0
	halfYearly = 100.0
)

// marks are what the axis names: [axis.ticks], and between the years the beginnings of
// months, where there is room.
func (a axis) marks(in locale.Calendar) []tick {
	all := a.ticks(in, yearsApart)
	months := []int{4, 7, 10}
	switch wide := (a.x1 - a.x0) / float64(a.to.Sub(a.from)+1) * 365; {
	case wide < halfYearly:
		return all
	case wide < quarterly:
		months = []int{7}
	}
	for y := year(a.from, in); y <= year(a.to, in); y++ {
		for _, m := range months {
			if d, ok := monthBegins(y, m, in); ok && a.reaches(d) {
				all = append(all, tick{a.at(d), d, y, m})
			}
		}
	}
	slices.SortFunc(all, func(x, y tick) int { return cmp.Compare(x.x, y.x) })
	return all
}

// monthBegins is the first day of a month; false where the calendar's tables end.
func monthBegins(y, m int, in locale.Calendar) (calendar.Day, bool) {
	if in != locale.SolarHijri {
		return calendar.Day{Year: y, Month: time.Month(m), Day: 1}, y > 0 && y < 10000
	}
	d := (calendar.Hijri{Year: y, Month: m, Day: 1}).Gregorian()
	_, ok := calendar.ToHijri(d)
	return d, ok && !d.IsZero()
}

// words is what a tick is called: a year in the language's digits, or a month.
func (t tick) words(in locale.Calendar, l *locale.Locale) string {
	switch {
	case t.month == 0:
		return l.Digits(strconv.Itoa(t.year))
	case in == locale.SolarHijri:
		return l.HijriMonth(t.month)
	}
	return l.Month(time.Month(t.month))
}
