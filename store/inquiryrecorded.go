package store

import "slices"

// What is a kind of thing that is on record of somebody, or is not.
type What uint8

// What can be recorded.
const (
	ASentence What = iota
	ACharge
	ALawyer
	ACourt // that sentenced or heard them
	ACustody
	AWork
	AnAward
	ATrial // a proceeding, with a date or without
	AnArrest
	ARelease
	ADeparture
	ABirth   // a date of it
	ADeath   // a date of it, or a status that says so
	ATermEnd // a stated end of a prison term that runs
	AWhereabouts
	AProfession
	ASex
	ACountry
	AStatus // one that isn't unknown
	SomebodyAround
	BeingHeld // a status of being held
	whats     = iota
)

// Recorded is that something of the kind is on record. "No lawyer recorded" is
// its negation in a [Clause], and says nothing of whether there is one.
type Recorded struct{ What What }

func (x Recorded) cost() int { return 0 }

func (x Recorded) ready(hasher) func(*leaf, set) (yes, can set) {
	return func(f *leaf, _ set) (yes, can set) { return f.recorded[x.What], f.recorded[x.What] }
}

// recorded is what is on record of somebody.
func (who *Person) recorded() (is [whats]bool) {
	is[ASentence] = len(who.Rulings) > 0
	is[ACharge] = len(who.Charges) > 0
	is[ALawyer] = slices.ContainsFunc(who.Around, func(a Around) bool { return slices.Contains(a.roles, "lawyer") })
	is[ACourt] = slices.ContainsFunc(who.Rulings, func(r Ruling) bool { return r.Court != "" }) ||
		slices.ContainsFunc(who.Steps, func(s Step) bool { return s.Court != "" })
	is[ACustody] = len(who.Custody) > 0
	is[AWork] = len(who.Works) > 0
	is[AnAward] = len(who.Awards) > 0
	is[ATrial] = who.stepped("trial", "hearing")
	is[AnArrest] = who.stepped(arrestKinds()...) || len(who.Custody) > 0
	is[ARelease] = who.stepped(releaseKinds()...) || len(who.releases()) > 0
	is[ADeparture] = who.stepped("departure")
	is[ABirth] = !who.Born.IsZero()
	is[ADeath] = len(who.deaths()) > 0 || who.Status.Dead()
	is[ATermEnd] = len(who.termEnd()) > 0
	is[AWhereabouts] = who.Whereabouts != ""
	is[AProfession] = len(who.Professions) > 0
	is[ASex] = who.Sex != ""
	is[ACountry] = who.Country != ""
	is[AStatus] = who.Status != "unknown"
	is[SomebodyAround] = len(who.Around) > 0
	is[BeingHeld] = who.Status.Held()
	return is
}

// stepped reports whether a proceeding or an event of such a kind is on record.
func (who *Person) stepped(kinds ...string) bool {
	return slices.ContainsFunc(who.Steps, func(s Step) bool { return slices.Contains(kinds, s.Kind) })
}

// Recorded reports whether something of the kind is on record of them.
func (who *Person) Recorded(what What) bool { return who.recorded()[what] }
