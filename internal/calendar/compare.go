package calendar

import "math"

// Answer is what can be said for sure: yes, no, or neither. A date that is
// less than a day exact often allows neither.
type Answer int

// The answers. The zero Answer is CantTell.
const (
	CantTell Answer = iota
	Yes
	No
)

// String is "yes", "no" or "can't tell".
func (a Answer) String() string {
	switch a {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "can't tell"
}

// Not is the opposite answer; of CantTell it is CantTell.
func (a Answer) Not() Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	}
	return CantTell
}

// The comparisons below take each date for one day that lies somewhere in its
// span, and answer Yes or No only where every choice of the two days gives the
// same. An approximate or uncertain date may miss its span by one unit of its
// precision on either side, and by two if it is both, which is what the EDTF
// library for Python allows them: "1979~" is some day of 1978 to 1980. An
// absent date leaves every question open.

// Before reports whether d was on an earlier day than o.
func (d Date) Before(o Date) Answer {
	if d.IsZero() || o.IsZero() {
		return CantTell
	}
	dLo, dHi := d.bounds()
	oLo, oHi := o.bounds()
	switch {
	case dHi < oLo:
		return Yes
	case dLo >= oHi:
		return No
	}
	return CantTell
}

// After reports whether d was on a later day than o.
func (d Date) After(o Date) Answer { return o.Before(d) }

// OnOrBefore reports whether d was no later than o.
func (d Date) OnOrBefore(o Date) Answer { return o.Before(d).Not() }

// OnOrAfter reports whether d was no earlier than o.
func (d Date) OnOrAfter(o Date) Answer { return d.Before(o).Not() }

// Same reports whether d and o were the same day. Two dates of the same month
// without a day can't tell, however alike their texts are.
func (d Date) Same(o Date) Answer {
	if d.IsZero() || o.IsZero() {
		return CantTell
	}
	dLo, dHi := d.bounds()
	oLo, oHi := o.bounds()
	switch {
	case dHi < oLo || oHi < dLo:
		return No
	case dLo == dHi && oLo == oHi:
		return Yes
	}
	return CantTell
}

// Contains reports whether day lies in the span that d names. Unlike the
// comparisons it takes d for all its days: "2024-05" contains the twelfth. An
// open side reaches for ever; a side that is unknown, and the margin of an
// approximate or uncertain date, can't tell.
func (d Date) Contains(day Day) Answer {
	if d.IsZero() || day.IsZero() {
		return CantTell
	}
	n := day.number()
	lo, hi := d.bounds()
	if n < lo || n > hi {
		return No
	}
	sureFrom := d.marks&unknownStart == 0 && (d.marks&openStart != 0 || n >= d.first+int64(d.slackFirst))
	sureTo := d.marks&unknownEnd == 0 && (d.marks&openEnd != 0 || n <= d.last-int64(d.slackLast))
	if sureFrom && sureTo {
		return Yes
	}
	// Where one end alone is known it is a day of the span all the same.
	if n == d.first && d.slackFirst == 0 && d.marks&(openStart|unknownStart) == 0 ||
		n == d.last && d.slackLast == 0 && d.marks&(openEnd|unknownEnd) == 0 {
		return Yes
	}
	return CantTell
}

// Reach is the first and the last day that the comparisons take d for, margin
// included. A side that is open or unknown is the zero Day, and so are both of
// an absent date: whoever compares very many dates keeps these two days of each.
func (d Date) Reach() (first, last Day) {
	if d.IsZero() {
		return Day{}, Day{}
	}
	lo, hi := d.bounds()
	if lo != math.MinInt64 {
		first = dayNumbered(lo)
	}
	if hi != math.MaxInt64 {
		last = dayNumbered(hi)
	}
	return first, last
}

// bounds is the span of d with its margin; a side that is open or unknown has
// the farthest day there is.
func (d Date) bounds() (lo, hi int64) {
	lo, hi = d.first-int64(d.slackFirst), d.last+int64(d.slackLast)
	if d.marks&(openStart|unknownStart) != 0 {
		lo = math.MinInt64
	}
	if d.marks&(openEnd|unknownEnd) != 0 {
		hi = math.MaxInt64
	}
	return lo, hi
}
