package occasion

import "vigil/internal/calendar"

// Window is a span of days under certain rules, made ready to ask many
// casefiles about. It can be used by several goroutines at once.
type Window struct {
	rules       Rules
	from, to    calendar.Day
	first, last int32 // their numbers; first > last: no day at all

	// The days of the calendar on which something may have happened that is
	// remembered within the span: by month, a bit for each day.
	months [13]uint32
	allot  bool // any day of the year: the span is that long
}

// NewWindow is the span from one day to another, both included. It is empty if
// either is none, or they are the wrong way round.
func NewWindow(r Rules, from, to calendar.Day) *Window {
	w := &Window{rules: r, from: from, to: to, last: -1}
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return w
	}
	w.first, w.last = number(from), number(to)
	if w.last-w.first >= 366 {
		w.allot = true
		return w
	}
	for d := from; !d.After(to); d = d.AddDays(1) {
		for _, m := range rememberedOn(d, r.Reckoning) {
			w.months[m.month()] |= 1 << m.day()
		}
	}
	return w
}

// monthDay is a day of the year in one of the calendars; 0 is none.
type monthDay uint16

func (m monthDay) month() int { return int(m >> 5) }
func (m monthDay) day() int   { return int(m & 31) }

// monthDayOf is the day of the year of d; none beyond that calendar's tables.
func monthDayOf(d calendar.Day, r calendar.Reckoning) monthDay {
	if r == calendar.Gregorian {
		return monthDay(int(d.Month)<<5 | d.Day)
	}
	h, ok := calendar.ToHijri(d)
	if !ok {
		return 0
	}
	return monthDay(h.Month<<5 | h.Day)
}

const (
	february28, february29, march1 monthDay = 2<<5 | 28, 2<<5 | 29, 3<<5 | 1
	esfand29, esfand30             monthDay = 12<<5 | 29, 12<<5 | 30
)

// rememberedOn are the days of the year that can be remembered on d: that of d
// and, beside the place of a leap day, the leap day, whatever the rule is.
func rememberedOn(d calendar.Day, r calendar.Reckoning) []monthDay {
	m := monthDayOf(d, r)
	switch {
	case m == 0:
		return nil
	case r == calendar.Gregorian && (m == february28 || m == march1):
		return []monthDay{m, february29}
	case r == calendar.SolarHijri && m == esfand29:
		return []monthDay{m, esfand30}
	}
	return []monthDay{m}
}

// may is false if nothing that happened on that day of the year is remembered
// within the span.
func (w *Window) may(m monthDay) bool {
	return w.allot || w.months[m.month()]&(1<<m.day()) != 0
}

// empty reports whether the span has no day.
func (w *Window) empty() bool { return w.first > w.last }

// touches reports whether a date that names no day may lie where something
// about it would fall into the span.
func (w *Window) touches(d calendar.Date, a About) bool {
	first, begins := d.Earliest()
	last, ends := d.Latest()
	switch a.Kind() {
	case Milestone:
		return true
	case Countdown, Hearing: // not announced earlier than 30 days before
		return (!ends || !last.Before(w.from)) && (!begins || !first.After(w.to.AddDays(30)))
	}
	if !begins || !ends {
		return true
	}
	width := last.Sub(first) + 2 // and what a leap day moves
	return width >= 365 || len(w.rules.Reckoning.Anniversaries(first, w.from.AddDays(-width), w.to, w.rules.Leap)) > 0
}

// number counts days from 1970-01-01.
func number(d calendar.Day) int32 { return int32(d.Sub(calendar.Day{Year: 1970, Month: 1, Day: 1})) }

// dayNumbered is the inverse of number.
func dayNumbered(n int32) calendar.Day {
	return calendar.Day{Year: 1970, Month: 1, Day: 1}.AddDays(int(n))
}
