// Package occasion is about the days on which a casefile is remembered:
// anniversaries, days in custody, ends of term and hearings. It says, of one
// public casefile and a span of days, what falls on which of them, and why
// other things are not announced. It reads nothing, posts nothing and knows no
// clock: what is announced, what /upcoming lists and what a preview shows are
// made from the same answer.
//
// What is announced must be true on that day and do no harm:
//   - Only what a source gives to the day has a day. "May 2022" has none.
//   - On a status that is too old nothing is announced but a death: whoever
//     was in prison two years ago may be free, or dead.
//   - Of the dead the death alone is remembered: no birthday, no arrest.
//   - Somebody released or acquitted is left in peace: no birthday, arrest or
//     sentence of theirs is marked. Dates that are still to come, such as a
//     hearing or the end of a ban, are announced all the same.
//   - An arrest is marked while it lasts: the one since which the person is
//     held, or was last seen. A departure is marked while the exile lasts.
//   - A sentence that was overturned, pardoned, served or replaced by another
//     is not marked as though it were somebody's sentence.
//   - Days in custody are counted by [casefile.Casefile.Held] and by nothing
//     else. An end of term is one that a source states, never a computed one.
//   - A year in custody is said once: where it is also the anniversary of the
//     arrest, and both are asked for, the anniversary is left out.
//
// It takes redacted casefiles only, so that nothing confidential can be
// announced, and so that leaving it out needs no reason that could tell.
package occasion

import (
	"cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Kind is one of the kinds of announcement that come by the calendar.
type Kind uint8

// The kinds.
const (
	Anniversary Kind = iota // yearly
	Milestone               // every so many days, and each year, in custody
	Countdown               // 30, 7 and 0 days before an end of term that a source states
	Hearing                 // the day before and on the day
)

// Code is the kind as a word for keys and settings.
func (k Kind) Code() string {
	return [...]string{"anniversary", "milestone", "countdown", "hearing"}[k]
}

// About is what an occasion is about. Anniversaries are about several things,
// each of which can be switched off.
type About uint8

// What occasions are about.
const (
	Arrest     About = iota // anniversary
	Sentence                // anniversary
	Departure               // anniversary
	Death                   // anniversary
	Birth                   // anniversary
	Custody                 // milestone
	TermEnd                 // countdown
	Proceeding              // hearing
)

// Code is what it is about, as a word for keys and settings.
func (a About) Code() string {
	return [...]string{"arrest", "sentence", "departure", "death", "birth", "custody", "term_end", "proceeding"}[a]
}

// Kind is the kind of the occasions about it.
func (a About) Kind() Kind {
	switch a {
	case Custody:
		return Milestone
	case TermEnd:
		return Countdown
	case Proceeding:
		return Hearing
	}
	return Anniversary
}

// Unit is what an occasion counts.
type Unit uint8

// The units.
const (
	Days  Unit = iota // in custody, or until an end of term or a hearing
	Years             // since
)

// Occasion is one thing that falls on one day.
type Occasion struct {
	About About
	Day   calendar.Day // on which it is to be announced; none where the record gives no day
	// Date is of the fact itself: the arrest, the first day in custody, the end
	// of the term, the hearing. It is exact wherever Day is one.
	Date calendar.Date
	// Count is how many years ago that is on Day, how many days in custody, or
	// how many days are left; 0 of an end of term or a hearing on the day itself.
	Count int
	Unit  Unit

	// Subject is which fact of the casefile it is about, and Occurrence which of
	// the days that the fact has: both stay the same as long as the record does.
	// The years since a fact keep their occurrence when its date is corrected,
	// or another calendar is chosen, so that nothing is announced again; a
	// hearing or an end of term that is moved is announced anew. With the
	// casefile, they and the kind are a key.
	Subject, Occurrence string

	// Fact carries who says so. It and what follows points into the casefile.
	Fact *casefile.Fact
	// What it is about; all nil of a birth or a death that is known as such.
	Proceeding *casefile.Proceeding // an arrest, a hearing
	Event      *casefile.Event      // an arrest, a departure, a death
	Sentence   *casefile.Sentence   // of the penalty too
	Penalty    *casefile.Penalty
	Custody    *casefile.Custody // that the count begins with
}

// Kind is the kind of announcement.
func (o Occasion) Kind() Kind { return o.About.Kind() }

// Compare orders occasions by their days and, on one day, what is about to
// happen before what is remembered. It is a total order within a casefile.
func (o Occasion) Compare(p Occasion) int {
	return cmp.Or(
		o.Day.Compare(p.Day),
		cmp.Compare(p.Kind(), o.Kind()),
		cmp.Compare(o.About, p.About),
		o.Date.Compare(p.Date),
		cmp.Compare(o.Subject, p.Subject),
		cmp.Compare(p.Unit, o.Unit),
		cmp.Compare(o.Count, p.Count),
	)
}
