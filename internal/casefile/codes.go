package casefile

import "slices"

// AllStatuses are the statuses, in the order in which a list shows them.
func AllStatuses() []StatusCode {
	return []StatusCode{Detained, Imprisoned, Incommunicado, HouseArrest, Furlough, Bail, Sentenced, Released,
		Acquitted, Exile, Disappeared, Wanted, Deceased, Executed, UnknownStatus}
}

// AllVisibilities are what a casefile can be. A fact can only be Confidential.
func AllVisibilities() []Visibility { return []Visibility{Draft, Public, Embargoed, Withdrawn} }

// AllRules are the ways in which the penalties of a sentence combine.
func AllRules() []Rule { return []Rule{Cumulative, Concurrent, SeverestOnly, StatedRule, UnknownRule} }

// AllPenaltyKinds are the kinds of punishment.
func AllPenaltyKinds() []PenaltyKind {
	return []PenaltyKind{Imprisonment, LifeImprisonment, Death, Flogging, Fine, Costs, Confiscation, Ban,
		InternalExile, HouseArrestTerm, Labour, OtherPenalty}
}

// AllOutcomes are what can become of a sentence or a penalty.
func AllOutcomes() []Outcome {
	return []Outcome{InForce, Upheld, BeingServed, Served, PartlyServed, Unserved, Suspended, Interrupted,
		UnderAppeal, Reduced, Overturned, Pardoned, UnknownOutcome}
}

// AllSexes are the values of Person.Sex.
func AllSexes() []string { return []string{"female", "male", "other"} }

// AllNameKinds are the values of Name.Kind.
func AllNameKinds() []string { return []string{"native", "alias"} }

// Held reports whether somebody of this status is deprived of liberty: in a
// prison or a cell, in a place nobody names, or locked in at home. Furlough,
// bail and disappearance are not counted.
func (s StatusCode) Held() bool {
	switch s {
	case Detained, Imprisoned, Incommunicado, HouseArrest:
		return true
	}
	return false
}

// Free reports whether somebody of this status is known to be at liberty, for
// now at least.
func (s StatusCode) Free() bool {
	switch s {
	case Furlough, Bail, Released, Acquitted, Exile:
		return true
	}
	return false
}

// Dead reports whether somebody of this status has died.
func (s StatusCode) Dead() bool { return s == Deceased || s == Executed }

// Fallen reports whether a penalty or sentence of this outcome no longer
// stands: it was overturned or pardoned.
func (o Outcome) Fallen() bool { return o == Overturned || o == Pardoned }

// Known reports whether the format has this status.
func (s StatusCode) Known() bool { return slices.Contains(AllStatuses(), s) }

// Known reports whether a casefile can have this visibility; "" is a draft.
func (v Visibility) Known() bool { return v == "" || slices.Contains(AllVisibilities(), v) }

// Known reports whether the format has this rule; "" is no rule on record.
func (r Rule) Known() bool { return r == "" || slices.Contains(AllRules(), r) }

// Lasts reports whether a punishment of this kind has a term.
func (k PenaltyKind) Lasts() bool {
	switch k {
	case Imprisonment, Ban, InternalExile, HouseArrestTerm, Labour, OtherPenalty:
		return true
	}
	return false
}

// Known reports whether the format has this kind of penalty.
func (k PenaltyKind) Known() bool { return slices.Contains(AllPenaltyKinds(), k) }

// Known reports whether the format has this outcome; "" is none on record.
func (o Outcome) Known() bool { return o == "" || slices.Contains(AllOutcomes(), o) }
