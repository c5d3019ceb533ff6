package occasion

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// arrests are when the person was taken. Marked is the one that lasts: that of
// the day from which the days in custody are counted, where an arrest is on
// record for it, or else that day itself; without such a count, the last of
// all, if no release came after it.
func (r *reading) arrests() {
	why := r.living()
	if code := r.c.Status.Code; why == Due && !code.Held() && code != casefile.Disappeared {
		why = NotHeld
	}
	all := r.facts("arrest", "abduction", "detention")
	if r.since.IsZero() {
		r.lasting(Arrest, all, r.releases(), why)
		return
	}
	first, told := calendar.DateOf(r.since), false
	for _, o := range all {
		o.About = Arrest
		switch _, exact := o.Date.Exact(); {
		case o.Date == first && told: // the same, told twice
		case o.Date == first:
			told = true
			r.add(o, why).asCustody = r.counted
		case exact && why == Due:
			r.add(o, NotTheLast)
		default:
			r.add(o, why)
		}
	}
	if !told {
		o := r.all[0].Occasion // the custody
		o.About = Arrest
		r.add(o, why).asCustody = r.counted
	}
}

// releases are when the person was set free.
func (r *reading) releases() []Occasion {
	all := r.facts("release", "bail", "acquittal", "pardon", "exchange")
	for i := range r.c.Custody {
		if end := r.c.Custody[i].End; !end.IsZero() {
			all = append(all, Occasion{Date: end})
		}
	}
	return all
}
