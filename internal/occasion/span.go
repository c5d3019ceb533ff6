package occasion

import (
	"slices"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// On is what falls on that day, in the order of [Occasion.Compare]. What falls
// on one day makes one message; putting it together is for whoever posts it.
func On(c *casefile.Redacted, r Rules, day calendar.Day) []Occasion { return Span(c, r, day, day) }

// Span is what falls on the days from one to another, both included, in the
// order of [Occasion.Compare]: on each day just what [On] says of it.
func Span(c *casefile.Redacted, r Rules, from, to calendar.Day) []Occasion {
	var all []Occasion
	weigh(c, NewWindow(r, from, to), func(o Occasion, why Reason) {
		if why == Due {
			all = append(all, o)
		}
	})
	slices.SortFunc(all, Occasion.Compare)
	return all
}

// Omitted is something on record that is not announced, and why. Its Day is
// when it would be; it has none where the record gives no day, and then stands
// for every day on which it might have been.
type Omitted struct {
	Occasion
	Why Reason
}

// Explain is what of the record is not announced from one day to another, both
// included, though it is, or may be, of those days; first what has no day. It
// says nothing of what is confidential, since it is not told.
func Explain(c *casefile.Redacted, r Rules, from, to calendar.Day) []Omitted {
	var all []Omitted
	weigh(c, NewWindow(r, from, to), func(o Occasion, why Reason) {
		if why != Due {
			all = append(all, Omitted{o, why})
		}
	})
	slices.SortStableFunc(all, func(a, b Omitted) int { return a.Compare(b.Occasion) })
	return all
}

// weigh tells of everything on record that is of a day in the span, and of what
// may be, whether it is announced.
func weigh(c *casefile.Redacted, w *Window, tell func(Occasion, Reason)) {
	if w.empty() {
		return
	}
	all, s := considered(&c.Casefile)
	for i := range all {
		k := &all[i]
		if !k.exact {
			if w.touches(k.Date, k.about) {
				tell(k.Occasion, k.why)
			}
			continue
		}
		k.each(w, func(day int32, count int, unit Unit) {
			why := k.why
			if why == Due {
				why = w.objects(&k.entry, s, day)
			}
			tell(k.Occasion.on(day, count, unit), why)
		})
	}
}

// candidate is a fact that may be announced.
type candidate struct {
	entry
	Occasion        // all of it that does not depend on the day
	why      Reason // what of the record stands against it
}

// on is the occasion of that day.
func (o Occasion) on(day int32, count int, unit Unit) Occasion {
	o.Day, o.Count, o.Unit = dayNumbered(day), count, unit
	switch {
	case o.About == TermEnd || o.About == Proceeding:
		o.Occurrence = o.Date.String() + "/" + strconv.Itoa(count)
	case unit == Days:
		o.Occurrence = "days/" + strconv.Itoa(count)
	default:
		o.Occurrence = "years/" + strconv.Itoa(count)
	}
	return o
}
