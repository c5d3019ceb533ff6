package store

import "vigil/internal/calendar"

// Happened is that something on record of somebody has a date on one of the days from one to
// another, both included: a proceeding, an event, a ruling, a time in custody that began or ended,
// or a death. A zero Day leaves that side open.
type Happened struct{ From, To calendar.Day }

func (x Happened) cost() int { return 1 }

func (x Happened) ready(hasher) func(*leaf, set) (yes, can set) {
	span := spanOf(x.From, x.To)
	return func(f *leaf, _ set) (yes, can set) {
		for _, of := range [...]DateOf{ArrestDate, SentenceDate, ReleaseDate, DepartureDate, DeathDate, TrialDate, OtherDate} {
			sure, may := f.dated(of, span)
			yes, can = yes.or(sure), can.or(may)
		}
		return yes, can
	}
}

// others are the dates of what happened to somebody that no other kind of dates has.
func (who *Person) others() []When {
	var all []When
	for i := range who.Steps {
		if s := &who.Steps[i]; !s.Date.IsZero() && !who.kept(s.Kind) {
			all = append(all, s.Date)
		}
	}
	for i := range who.Rulings {
		if r := &who.Rulings[i]; !r.Date.IsZero() && r.Date.Date() != r.Day() {
			all = append(all, r.Date)
		}
	}
	return all
}

// kept reports whether the dates of such proceedings or events are those of another kind.
func (who *Person) kept(kind string) bool {
	switch kind {
	case "arrest", "abduction", "detention", "release", "bail", "exchange", "departure", "trial", "hearing":
		return true
	case "death", "execution":
		return who.Died.IsZero()
	}
	return false
}

// FirstSuch are the first n, by name, of those whom the inquiry may mean and who are as the function
// says. It isn't asked of many more than it takes to find them.
func (c *Census) FirstSuch(n int, q Inquiry, is func(*Person) bool) []*Person {
	var may People
	c.ask(q, func(f *leaf, book CasebookID, sure, open set) { may.add(f, book, sure.or(open)) })
	for look := 4 * n; ; look *= 4 {
		var found []*Person
		for _, who := range may.First(look) {
			if is(who) {
				found = append(found, who)
			}
			if len(found) == n {
				return found
			}
		}
		if look >= may.Len() {
			return found
		}
	}
}
