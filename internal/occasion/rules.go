package occasion

import "vigil/internal/calendar"

// Rules are what a server and a channel decided about occasions.
type Rules struct {
	// Of is what is wanted. Kinds of announcement, and single anniversaries,
	// are switched off by leaving out what they are about.
	Of        Set
	Reckoning calendar.Reckoning // in which calendar years are counted
	Leap      calendar.LeapRule  // where a common year remembers a 29 February
	Every     int                // days in custody between milestones; 0: years only
	Stale     int                // days after which a status is too old; 0: never
	// OnTheDay leaves out the reminders before a hearing or an end of term.
	OnTheDay bool
}

// Default is everything, in the Gregorian calendar, every 100 days, on a status
// no older than a year.
func Default() Rules { return Rules{Of: All(), Every: 100, Stale: 365} }

// Set is a set of what occasions are about.
type Set uint8

// All is everything.
func All() Set { return 1<<(Proceeding+1) - 1 }

// Only is the set of these.
func Only(all ...About) (s Set) {
	for _, a := range all {
		s |= 1 << a
	}
	return s
}

// OfKind is what the occasions of a kind are about.
func OfKind(k Kind) (s Set) {
	for a := Arrest; a <= Proceeding; a++ {
		if a.Kind() == k {
			s |= 1 << a
		}
	}
	return s
}

// Has reports whether a is in the set.
func (s Set) Has(a About) bool { return s&(1<<a) != 0 }

// With is the set with those of another.
func (s Set) With(o Set) Set { return s | o }

// Without is the set without those of another.
func (s Set) Without(o Set) Set { return s &^ o }

// daysBefore are how many days before it an end of term or a hearing is
// announced.
func (r Rules) daysBefore(a About) []int32 {
	switch {
	case r.OnTheDay:
		return []int32{0}
	case a == TermEnd:
		return []int32{30, 7, 0}
	}
	return []int32{1, 0}
}
