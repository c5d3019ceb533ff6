package occasion

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// considered are the facts of a casefile that may be announced, each with what
// of the record stands against it, and how old the status is. It is the one
// place where that is decided: everything else only picks days.
func considered(c *casefile.Casefile) ([]candidate, standing) {
	r := reading{c: c}
	r.custody() // first: an arrest may be its first day
	r.arrests()
	r.sentences()
	r.departures()
	r.death()
	r.birth()
	r.terms()
	r.hearings()
	var s standing
	if latest, ok := c.Status.AsOf.Latest(); ok {
		s = standing{number(latest), true}
	}
	return r.all, s
}

// reading is one casefile being read.
type reading struct {
	c   *casefile.Casefile
	all []candidate

	since   calendar.Day // from which the days in custody count, whatever the status says; none if they can't be counted
	counted bool         // they are counted: the status says so too
}

// add adds a candidate. A date that names no day is reason enough, unless there
// is another.
func (r *reading) add(o Occasion, why Reason) *candidate {
	k := candidate{entry: entryOf(o.About, o.Date), Occasion: o, why: why}
	if !k.exact && why == Due {
		k.why = NotToDay
	}
	r.all = append(r.all, k)
	return &r.all[len(r.all)-1]
}

// dead reports whether the person is dead, or may be.
func (r *reading) dead() bool { return r.c.Status.Code.Dead() || r.c.Person.Died != nil }

// living is why somebody's past is not marked: they are dead or free, or nobody
// knows.
func (r *reading) living() Reason {
	switch code := r.c.Status.Code; {
	case r.dead():
		return Dead
	case code == "" || code == casefile.UnknownStatus:
		return StatusNotKnown
	case code == casefile.Released || code == casefile.Acquitted:
		return Released
	}
	return Due
}

// kept is why the person is not to be called held.
func (r *reading) kept() Reason {
	if why := r.living(); why != Due {
		return why
	}
	if !r.c.Status.Code.Held() {
		return NotHeld
	}
	return Due
}

// custody are the days in custody, as [casefile.Casefile.Held] counts them.
func (r *reading) custody() {
	// As if the status said so: whether the days could be counted at all. The
	// far day leaves out that a custody may not have begun.
	record := *r.c
	record.Status = casefile.Status{Code: casefile.Imprisoned}
	held, why := record.Held(calendar.Day{Year: 9999, Month: 12, Day: 31}, 0)
	o := Occasion{About: Custody, Subject: "custody"}
	if why != casefile.Counted {
		if r.kept() == Due { // of others nobody expects it
			o.Fact = &r.c.Status.Fact
			r.add(o, uncounted(why))
		}
		return
	}
	r.since, r.counted = held.Since, r.kept() == Due
	o.Date = calendar.DateOf(held.Since)
	o.Subject += "/" + o.Date.String()
	o.Custody = held.Custody
	for i := range r.c.Custody { // the first of those that follow on each other
		if x := &r.c.Custody[i]; x.Start == o.Date {
			o.Custody = x
		}
	}
	o.Fact = &o.Custody.Fact
	r.add(o, r.kept())
}

// uncounted is why the record of custody can't be counted.
func uncounted(why casefile.Counting) Reason {
	switch why {
	case casefile.NoCustody:
		return NoCustody
	case casefile.SeveralOpen:
		return SeveralOpen
	case casefile.CustodyEnded, casefile.EndNotToDay:
		return CustodyEnded
	}
	return NotToDay
}

// birth is the person's birthday.
func (r *reading) birth() {
	if b := r.c.Person.Born; b != nil && !b.Date.IsZero() {
		r.add(Occasion{About: Birth, Date: b.Date, Subject: "born", Fact: &b.Fact}, r.living())
	}
}

// death is the day on which the person died: as such or, where that is not on
// record to the day, the one event or proceeding that is a death. Others'
// deaths are in records too, so that nothing is taken from those of the living.
func (r *reading) death() {
	if !r.dead() {
		return
	}
	o := Occasion{About: Death, Subject: "died", Fact: &r.c.Status.Fact}
	why := Due
	if d := r.c.Person.Died; d != nil {
		o.Date, o.Fact = d.Date, &d.Fact
		if code := r.c.Status.Code; code != "" && code != casefile.UnknownStatus && !code.Dead() {
			why = DeathDisputed
		}
	}
	if _, exact := o.Date.Exact(); !exact {
		said := o.Date
		for _, f := range r.facts("death", "execution") {
			day, exact := f.Date.Exact()
			switch _, found := o.Date.Exact(); {
			case !exact:
			case found && o.Date != f.Date, said.Contains(day) == calendar.No:
				why = DeathDisputed
			case !found:
				o.Date, o.Fact, o.Proceeding, o.Event = f.Date, f.Fact, f.Proceeding, f.Event
			}
		}
	}
	r.add(o, why)
}

// departures are when the person left the country. The last is marked while
// the exile lasts.
func (r *reading) departures() {
	why := r.living()
	if why == Due && r.c.Status.Code != casefile.Exile {
		why = NotInExile
	}
	r.lasting(Departure, r.facts("departure"), r.facts("return"), why)
}

// lasting adds what happened more than once and ended more than once. Marked is
// the last, if it lasts.
func (r *reading) lasting(a About, all, ends []Occasion, why Reason) {
	last := -1
	if why == Due {
		last = slices.IndexFunc(all, func(o Occasion) bool { return isLast(o.Date, all) && !ended(o.Date, ends) })
	}
	for i, o := range all {
		o.About = a
		switch _, exact := o.Date.Exact(); {
		case why != Due || !exact || i == last:
			r.add(o, why)
		case last >= 0 && o.Date == all[last].Date: // the same, told twice
		default:
			r.add(o, NotTheLast)
		}
	}
}

// isLast reports whether a day is known and none of all surely came after it,
// or may have. One that may be of the same day, told less exactly, is taken for
// the same.
func isLast(d calendar.Date, all []Occasion) bool {
	day, exact := d.Exact()
	return exact && !slices.ContainsFunc(all, func(o Occasion) bool {
		return o.Date.OnOrBefore(d) != calendar.Yes && o.Date.Contains(day) == calendar.No
	})
}

// ended reports whether one of the ends may have come after that date, or on
// the same day.
func ended(d calendar.Date, ends []Occasion) bool {
	return slices.ContainsFunc(ends, func(o Occasion) bool { return o.Date.Before(d) != calendar.Yes })
}

// facts are the proceedings and events of these kinds, in the order of the
// record.
func (r *reading) facts(kinds ...string) []Occasion {
	var all []Occasion
	for i := range r.c.Proceedings {
		if x := &r.c.Proceedings[i]; slices.Contains(kinds, x.Kind) {
			all = append(all, Occasion{Date: x.Date, Subject: "proceeding/" + x.ID, Fact: &x.Fact, Proceeding: x})
		}
	}
	for i := range r.c.Events {
		if x := &r.c.Events[i]; slices.Contains(kinds, x.Kind) {
			all = append(all, Occasion{Date: x.Date, Subject: "event/" + x.ID, Fact: &x.Fact, Event: x})
		}
	}
	return all
}
