package store

import (
	"math"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// DateOf is which of somebody's dates is meant.
type DateOf uint8

// The dates. Somebody may have several of one.
const (
	ArrestDate    DateOf = iota // arrests on record, and beginnings of custody
	SentenceDate                // days of rulings
	ReleaseDate                 // releases on record, and ends of custody
	DepartureDate               // from the country
	BirthDate
	DeathDate
	CustodyDate // beginnings of custody alone
	TermEndDate // the last stated end of a prison term that runs
	TrialDate   // trials and hearings
	StatusDate  // as of which the status is known
	OtherDate   // proceedings, events and days of rulings that none of the above has
	dateOfs     = iota
)

// Dates are somebody's dates of that kind, as the record has them; what is
// told twice stands twice.
func (who *Person) Dates(of DateOf) []When {
	switch of {
	case ArrestDate:
		return who.arrests()
	case SentenceDate:
		var all []When
		for i := range who.Rulings {
			if r := &who.Rulings[i]; !r.Day().IsZero() {
				all = append(all, whenOf(r.Day()))
			}
		}
		return all
	case ReleaseDate:
		return who.releases()
	case DepartureDate:
		return who.steps("departure")
	case BirthDate:
		return dated(who.Born)
	case DeathDate:
		return who.deaths()
	case CustodyDate:
		var all []When
		for _, x := range who.Custody {
			all = append(all, dated(x.Start)...)
		}
		return all
	case TermEndDate:
		return who.termEnd()
	case TrialDate:
		return who.steps("trial", "hearing")
	case StatusDate:
		return dated(who.AsOf)
	case OtherDate:
		return who.others()
	}
	return nil
}

func dated(w When) []When {
	if w.IsZero() {
		return nil
	}
	return []When{w}
}

// steps are the dates of proceedings and events of these kinds.
func (who *Person) steps(kinds ...string) []When {
	var all []When
	for i := range who.Steps {
		if s := &who.Steps[i]; !s.Date.IsZero() && slices.Contains(kinds, s.Kind) {
			all = append(all, s.Date)
		}
	}
	return all
}

// Arrests are the dates of somebody's arrests, each once: not of a detention that was ordered
// in custody, nor twice of one that is told twice or began a custody. An arrest without a date is
// the zero When.
func (who *Person) Arrests() []When {
	var all []When
	add := func(w When) {
		at := reachOf(w.Date())
		for _, x := range who.Custody {
			began, ended := reachOf(x.Start.Date()), reachOf(x.End.Date())
			if !w.IsZero() && !x.Start.IsZero() && int64(began.last)+1 < int64(at.first) && (x.End.IsZero() || ended.first > at.last) {
				return
			}
		}
		if !slices.ContainsFunc(all, func(o When) bool { return !w.IsZero() && !o.IsZero() && reachOf(o.Date()).overlaps(at) }) {
			all = append(all, w)
		}
	}
	for i := range who.Steps {
		if slices.Contains(arrestKinds(), who.Steps[i].Kind) {
			add(who.Steps[i].Date)
		}
	}
	for _, w := range who.arrests()[len(who.steps(arrestKinds()...)):] {
		add(w)
	}
	return all
}

// arrests are also where a custody began, unless another ended there: then the
// person was only moved.
func (who *Person) arrests() []When {
	all := who.steps(arrestKinds()...)
	for i, x := range who.Custody {
		if !x.Start.IsZero() && !slices.ContainsFunc(who.Custody[:i], x.follows) && !slices.ContainsFunc(who.Custody[i+1:], x.follows) {
			all = append(all, x.Start)
		}
	}
	return all
}

// releases are also where a custody ended, unless another began there or the
// person died there.
func (who *Person) releases() []When {
	all := who.steps(releaseKinds()...)
	died := who.deaths()
	for i, x := range who.Custody {
		moved := func(o Stay) bool { return o.follows(x) }
		if x.End.IsZero() || slices.ContainsFunc(who.Custody[:i], moved) || slices.ContainsFunc(who.Custody[i+1:], moved) {
			continue
		}
		inside := func(w When) bool { return x.End.Date().Before(w.Date()) != calendar.Yes }
		if !slices.ContainsFunc(died, inside) && !(len(died) == 0 && who.Status.Dead()) {
			all = append(all, x.End)
		}
	}
	return all
}

func arrestKinds() []string  { return []string{"arrest", "abduction", "detention"} }
func releaseKinds() []string { return []string{"release", "bail", "exchange"} }

// follows reports whether x began on the day on which o ended, or on the next.
func (x Stay) follows(o Stay) bool {
	start, ok := x.Start.Date().Exact()
	end, known := o.End.Date().Exact()
	return ok && known && (start == end || start == end.AddDays(1))
}

func (who *Person) deaths() []When {
	if !who.Died.IsZero() {
		return dated(who.Died)
	}
	return who.steps("death", "execution")
}

// termEnd is when the last of the prison terms that run ends, as sources state.
func (who *Person) termEnd() []When {
	var end When
	for i := range who.Rulings {
		r := &who.Rulings[i]
		if r.Replaced {
			continue
		}
		for j := range r.Penalties {
			p := &r.Penalties[j]
			if p.Ends.IsZero() || !p.runs() {
				continue
			}
			if end.IsZero() || end.Date().Compare(p.Ends.Date()) < 0 {
				end = p.Ends
			}
		}
	}
	return dated(end)
}

// runs reports whether it is a prison term that may still come to its end.
func (p *Punishment) runs() bool {
	switch p.Kind {
	case casefile.Imprisonment, casefile.Labour, casefile.HouseArrestTerm:
	default:
		return false
	}
	switch p.Outcome {
	case casefile.Overturned, casefile.Pardoned, casefile.Served, casefile.Suspended, casefile.Interrupted, casefile.Unserved:
		return false
	}
	return !p.Suspended
}

// reach is the days that a date can mean, as numbers; a side that is open or
// unknown is the farthest there is.
type reach struct{ first, last int32 }

func reachOf(d calendar.Date) reach {
	r := reach{math.MinInt32, math.MaxInt32}
	first, last := d.Reach()
	if !first.IsZero() {
		r.first = dayNumber(first)
	}
	if !last.IsZero() {
		r.last = dayNumber(last)
	}
	return r
}

// dayNumber counts days from 1970.
func dayNumber(d calendar.Day) int32 {
	return int32(d.Sub(calendar.Day{Year: 1970, Month: 1, Day: 1})) //nolint:gosec // years have four digits
}

// spanOf is the days from one to another, both included; a zero Day leaves that
// side open.
func spanOf(from, to calendar.Day) reach {
	s := reach{math.MinInt32, math.MaxInt32}
	if !from.IsZero() {
		s.first = dayNumber(from)
	}
	if !to.IsZero() {
		s.last = dayNumber(to)
	}
	return s
}

// overlaps reports whether two dates can be of the same day, or of days beside each other.
func (r reach) overlaps(o reach) bool {
	return int64(r.first) <= int64(o.last)+1 && int64(o.first) <= int64(r.last)+1
}

// within is whether a date that reaches over r is one of the days of s.
func (r reach) within(s reach) calendar.Answer {
	switch {
	case r.last < s.first || r.first > s.last:
		return calendar.No
	case r.first >= s.first && r.last <= s.last:
		return calendar.Yes
	}
	return calendar.CantTell
}
