package casefile

import "vigil/internal/calendar"

// Held is how long somebody is, or was, held.
type Held struct {
	Days  int
	Since calendar.Day
	// Until is the day up to which was counted: the day asked for, or the last
	// day of a custody that ended.
	Until calendar.Day
	Count calendar.Count // the convention of Days; Vigil counts elapsed days
	// Custody is the span that was counted, the last one where several follow
	// on each other without a gap. It points into the casefile.
	Custody *Custody
}

// Counting is whether days in custody can be counted, and if not, why not. The
// zero Counting is that they can.
type Counting int

// The answers.
const (
	Counted        Counting = iota
	NoCustody               // no custody is on record
	StartNotToDay           // the day it began is not known to the day
	StartsLater             // it begins after the day asked for
	SeveralOpen             // more than one has no end on record, and they don't follow on each other
	CustodyEnded            // the last one ended; Held is its whole length
	EndNotToDay             // the last one ended on a day that is not known to the day
	NotHeld                 // the status says that the person is not in custody
	StatusNotKnown          // the status is unknown, or none is on record
	StatusStale             // the status is too old to say so
)

// Code is the answer as a word for keys and JSON.
func (c Counting) Code() string {
	return [...]string{"counted", "no_custody", "start_not_to_day", "starts_later", "several_open",
		"ended", "end_not_to_day", "not_held", "status_not_known", "status_stale"}[c]
}

// String is the answer in plain English.
func (c Counting) String() string {
	return [...]string{
		"counted",
		"no custody is on record",
		"the day it began is not known",
		"it begins later",
		"several custodies have no end on record",
		"the custody ended",
		"the day it ended is not known",
		"the status is not one of being held",
		"the status is not known",
		"the status is too old",
	}[c]
}

// Held counts the days that the person has been held on day on. Elapsed days
// are counted: the day of arrest is day 0. Spans that follow on each other
// without a gap count as one.
//
// Nothing is counted that is not known: the start must be known to the day,
// there must be no end on record, and the status must say that the person is
// held and be no more than stale days old on that day; 0 asks for no age. Of a
// custody that ended the answer is CustodyEnded with its whole length.
func (c *Casefile) Held(on calendar.Day, stale int) (Held, Counting) {
	if len(c.Custody) == 0 {
		return Held{}, NoCustody
	}
	last, why := c.lastCustody()
	if why != Counted {
		return Held{}, why
	}
	if !last.End.IsZero() {
		return last.whole()
	}
	switch {
	case c.Status.Code == "" || c.Status.Code == UnknownStatus:
		return Held{}, StatusNotKnown
	case !c.Status.Code.Held():
		return Held{}, NotHeld
	case c.Status.Stale(on, stale):
		return Held{}, StatusStale
	}
	since, ok := c.heldSince(last)
	switch {
	case !ok:
		return Held{}, StartNotToDay
	case since.After(on):
		return Held{}, StartsLater
	}
	return Held{Days: calendar.DaysHeld(since, on, calendar.Elapsed), Since: since, Until: on,
		Count: calendar.Elapsed, Custody: last}, Counted
}

// StaleAfter is for how many days a status can be read as that of today. What is older is
// shown with its date and with the remark that nothing newer is on record.
const StaleAfter = 365

// Stale reports whether the status is more than days old on day on, or has no
// date at all. With days 0 nothing is stale.
func (s *Status) Stale(on calendar.Day, days int) bool {
	if days <= 0 {
		return false
	}
	latest, ok := s.AsOf.Latest()
	return !ok || on.Sub(latest) > days
}

// lastCustody is the one without an end, or, if they have all ended, the one
// that began last.
func (c *Casefile) lastCustody() (*Custody, Counting) {
	var last, open *Custody
	for i := range c.Custody {
		x := &c.Custody[i]
		if x.End.IsZero() {
			if open != nil {
				return nil, SeveralOpen
			}
			open = x
		}
		if last == nil || last.Start.Compare(x.Start) <= 0 {
			last = x
		}
	}
	if open == nil {
		return last, Counted
	}
	return open, Counted
}

// whole is the length of a custody that ended.
func (x *Custody) whole() (Held, Counting) {
	start, ok := x.Start.Exact()
	if !ok {
		return Held{}, StartNotToDay
	}
	end, ok := x.End.Exact()
	if !ok {
		return Held{}, EndNotToDay
	}
	return Held{Days: calendar.DaysHeld(start, end, calendar.Elapsed), Since: start, Until: end,
		Count: calendar.Elapsed, Custody: x}, CustodyEnded
}

// heldSince is the first day of the unbroken custody that x is the end of:
// another that ended on the day before it, or later, is part of it.
func (c *Casefile) heldSince(x *Custody) (calendar.Day, bool) {
	since, ok := x.Start.Exact()
	if !ok {
		return calendar.Day{}, false
	}
	for again := true; again; {
		again = false
		for i := range c.Custody {
			start, startKnown := c.Custody[i].Start.Exact()
			end, endKnown := c.Custody[i].End.Exact()
			if startKnown && endKnown && start.Before(since) && !end.AddDays(1).Before(since) {
				since, again = start, true
			}
		}
	}
	return since, true
}
