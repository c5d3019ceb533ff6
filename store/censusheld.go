package store

import (
	"math"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// stint is a time in custody without a gap, however often somebody was moved.
type stint struct {
	since When
	// bounds are how many days it lasted, at least and at most; of one that runs
	// the last and the first day on which it can have begun.
	bounds
	runs  bool
	known int32 // of one that runs the last day on which it can have been known that it does
}

// stintRow is a stint of somebody.
type stintRow struct {
	stint
	slot uint8
}

// bounds are the least and the most that something can be.
type bounds struct{ low, high int64 }

// days is how long the stint has lasted on that day, at least and at most: at least as long as
// it was known to last, where the status is too old to speak of that day.
func (x *stint) days(on calendar.Day) bounds {
	if !x.runs {
		return x.bounds
	}
	day := int64(dayNumber(on))
	known := day
	if day-int64(x.known) > casefile.StaleAfter {
		known = int64(x.known)
	}
	return bounds{max(0, known-x.low), max(0, day-x.high)}
}

// stints tells of each stay of somebody the time in custody that ended with it,
// or runs. Endless is that one may run of which it isn't known for how long,
// undated that one ended of which the beginning isn't known.
func (who *Person) stints(do func(stint)) (endless, undated bool) {
	asOf := reach{first: math.MinInt32, last: math.MinInt32} // without a date it may be of any day
	if !who.AsOf.IsZero() {
		asOf = reachOf(who.AsOf.Date())
	}
	for i, x := range who.Custody {
		start, end, runs := reachOf(x.Start.Date()), reachOf(x.End.Date()), x.End.IsZero()
		switch {
		case runs && !who.Status.Held():
			endless = true
			continue
		case x.Start.IsZero() || start.first == math.MinInt32:
			endless, undated = endless || runs, undated || !runs
			continue
		}
		since := x.Start
		for again := true; again; { // as long as another ended where it began
			again = false
			for j, o := range who.Custody {
				if earlier := reachOf(o.Start.Date()); j != i && x.follows(o) && !o.Start.IsZero() && earlier.first < start.first {
					start, x, again, since = earlier, o, true, o.Start
				}
			}
		}
		days := bounds{max(0, int64(end.first)-int64(start.last)), int64(end.last) - int64(start.first)}
		if runs {
			days = bounds{int64(start.last), int64(start.first)}
		}
		do(stint{since, days, runs, asOf.last})
	}
	return endless, undated
}
