package occasion

import (
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Standing is how something that was announced stands in the record.
type Standing uint8

// How it can stand.
const (
	// Gone: no fact of the public record is what it was about.
	Gone Standing = iota
	// Moved: the fact is there, and the record doesn't bear out what was said
	// of it: its date is another one, or the custody had ended before.
	Moved
	// Stands: it was true on that day, whatever came since.
	Stands
)

// Find looks up what was announced for a day, by the subject and the occurrence
// that the occasion had. That the person was released since, or died, that a
// sentence was overturned or that the status grew old takes nothing from what
// was said then: it is measured by the record as of that day. Of what [Moved]
// the occasion is the fact as it is on record now, without a day. The occasion
// may point into a copy of the casefile.
//
// With the subject "" it is any fact that has that occurrence on that day, for a
// casefile whose facts came into another, under other ids perhaps.
func Find(c *casefile.Redacted, r Rules, about About, subject, occurrence string, day calendar.Day) (Occasion, Standing) {
	r.Of, r.Stale, r.OnTheDay = Only(about), 0, false
	then := &casefile.Redacted{Casefile: *asOf(&c.Casefile, about, day)}
	for _, rules := range r.everSince(occurrence) {
		found, stands := Occasion{}, Gone
		weigh(then, NewWindow(rules, day, day), func(o Occasion, why Reason) {
			if o.About == about && (o.Subject == subject || subject == "") && o.Occurrence == occurrence && (why == Due || came(why)) {
				found, stands = o, Stands
			}
		})
		if stands == Stands {
			return found, stands
		}
	}
	for i := range then.Custody { // also one that is over
		if x := &then.Custody[i]; about == Custody && !x.Start.IsZero() {
			return Occasion{About: about, Date: x.Start, Subject: subject, Fact: &x.Fact, Custody: x}, Moved
		}
	}
	for _, record := range []*casefile.Casefile{&c.Casefile, &then.Casefile} {
		all, _ := considered(record)
		for i := range all {
			if o := all[i].Occasion; o.About == about && o.Subject == subject && !o.Date.IsZero() {
				return o, Moved
			}
		}
	}
	return Occasion{}, Gone
}

// Holds reports whether what is found by the subject and the occurrence is to be
// announced for that day by the record as it is now: other than [Find] it asks
// what came since. What was true in the morning isn't said for the first time
// after somebody died, was released or had the sentence overturned.
func Holds(c *casefile.Redacted, r Rules, about About, subject, occurrence string, day calendar.Day) bool {
	r.Of, r.OnTheDay = Only(about), false
	for _, rules := range r.everSince(occurrence) {
		for _, o := range On(c, rules, day) {
			if (o.Subject == subject || subject == "") && o.Occurrence == occurrence {
				return true
			}
		}
	}
	return false
}

// everSince are the rules by which that occurrence may have been announced,
// those of now first: a server may have chosen others since.
func (r Rules) everSince(occurrence string) []Rules {
	unit, number, _ := strings.Cut(occurrence, "/")
	switch n, err := strconv.Atoi(number); {
	case err != nil || n <= 0:
	case unit == "days":
		r.Every = n
	case unit == "years":
		all := []Rules{r}
		for _, reckoning := range []calendar.Reckoning{calendar.Gregorian, calendar.SolarHijri} {
			for _, leap := range []calendar.LeapRule{calendar.OnFebruary28, calendar.OnMarch1} {
				r.Reckoning, r.Leap = reckoning, leap
				all = append(all, r)
			}
		}
		return all
	}
	return []Rules{r}
}

// came reports whether a reason is something that came to a sentence
// afterwards. Sentences don't say when.
func came(why Reason) bool {
	switch why {
	case Overturned, Superseded, Pardoned, Served, Suspended, NotRunning:
		return true
	}
	return false
}

// asOf is what the record says of a day with what came later left out, and with
// a status that lets things of that kind be announced: the status of then isn't
// kept by itself.
func asOf(c *casefile.Casefile, about About, day calendar.Day) *casefile.Casefile {
	c = c.Clone()
	later := func(d calendar.Date) bool {
		first, ok := d.Earliest()
		return ok && first.After(day)
	}
	c.Custody = slices.DeleteFunc(c.Custody, func(x casefile.Custody) bool { return later(x.Start) })
	for i := range c.Custody {
		if end := c.Custody[i].End; later(end) || end == calendar.DateOf(day) {
			c.Custody[i].End = calendar.Date{}
		}
	}
	if about != Proceeding { // a hearing is announced before it
		c.Proceedings = slices.DeleteFunc(c.Proceedings, func(x casefile.Proceeding) bool { return later(x.Date) })
	}
	c.Events = slices.DeleteFunc(c.Events, func(x casefile.Event) bool { return later(x.Date) })
	if d := c.Person.Died; d != nil && about != Death && (later(d.Date) || d.Date.IsZero()) {
		c.Person.Died = nil
	}
	switch about {
	case Departure:
		c.Status.Code = casefile.Exile
	case Death:
	default:
		c.Status.Code = casefile.Imprisoned
	}
	return c
}
