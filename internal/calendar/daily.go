package calendar

import "time"

// Daily is an hour that comes once on every day in a time zone, whatever is
// done to the clocks there. Where an hour is skipped, it comes with the first
// moment after the gap; where one is doubled, with the first of the two.
type Daily struct {
	Hour int // 0–23
	Zone *time.Location
}

// On is when the hour comes on that day. ok is false of a day that the zone
// doesn't have, as Samoa has no 30 December 2011. The later day has the later
// instant. Where a day ends with a gap that swallows the hour, that is the
// first moment of the day after.
func (h Daily) On(d Day) (at time.Time, ok bool) {
	if d.IsZero() || DayOf(first(d, 0, h.Zone)) != d {
		return time.Time{}, false
	}
	return first(d, h.Hour, h.Zone), true
}

// Last is the last day whose hour has come by now.
func (h Daily) Last(now time.Time) Day {
	for d := DayOf(now.In(h.Zone)).AddDays(1); ; d = d.AddDays(-1) {
		if at, ok := h.On(d); ok && !at.After(now) {
			return d
		}
	}
}

// Next is the day whose hour comes next after now, and when.
func (h Daily) Next(now time.Time) (Day, time.Time) {
	for d := h.Last(now).AddDays(1); ; d = d.AddDays(1) {
		if at, ok := h.On(d); ok {
			return d, at
		}
	}
}

// first is the first instant at which clocks in the zone show that hour of
// that day, or anything later.
func first(d Day, hour int, zone *time.Location) time.Time {
	shown := d.number()*secondsPerDay + int64(hour)*3600 // as if the zone were UTC
	// Nowhere do clocks differ from UTC, or were they ever put back, by more.
	t := time.Unix(shown-2*secondsPerDay, 0).In(zone)
	for {
		_, offset := t.Zone()
		begins, ends := t.ZoneBounds()
		at := time.Unix(shown-int64(offset), 0).In(zone)
		if at.Before(begins) { // skipped
			return begins
		}
		if ends.IsZero() || at.Before(ends) {
			return at
		}
		t = ends
	}
}

const secondsPerDay = 24 * 60 * 60
