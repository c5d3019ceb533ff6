package calendar

import "cmp"

// Date is what a source says about a day: the day itself, or only its month,
// season, year or decade, perhaps "about" or "perhaps", or a span that it lies
// in. It is an EDTF text (levels 0 and 1) that has been read once.
//
// The zero Date is absent: nothing is said. Dates can be compared with ==,
// which is true for the same text; whether two dates are the same day is
// [Date.Same].
type Date struct {
	text        string
	first, last int64 // day numbers; meaningless on a side that is unbounded

	// days by which an approximate or uncertain date may miss; see compare.go
	slackFirst, slackLast int32

	marks     marks
	precision Precision
	season    Season
}

type marks uint8

const (
	approximate marks = 1 << iota
	uncertain
	interval
	openStart // ".." : there is no start
	openEnd
	unknownStart // ""  : nobody says
	unknownEnd
)

// Precision is how much of a date is known.
type Precision uint8

// The precisions, from the finest to the coarsest. Unspecified digits count
// for what is left: "2024-05-XX" is ToMonth.
const (
	Absent    Precision = iota // of the zero Date only
	ToDay                      // 2024-05-12
	ToMonth                    // 2024-05
	ToSeason                   // 2024-21
	ToYear                     // 2024
	ToDecade                   // 202X
	ToCentury                  // 20XX
	Span                       // an interval: 2022-05/2022-07, ../2024-05-08
)

// Season is one of the four that EDTF level 1 knows. They are those of the
// northern hemisphere, where nearly all casefiles are; where Solar Hijri years
// are counted, a season has exact days and is better given as an interval.
type Season uint8

// The seasons; NoSeason is that of every date which names none.
const (
	NoSeason Season = iota
	Spring
	Summer
	Autumn
	Winter
)

// DateOf is the date of a day that is known exactly; none for the zero Day.
func DateOf(d Day) Date {
	if d.IsZero() {
		return Date{}
	}
	n := d.number()
	return Date{text: d.String(), first: n, last: n, precision: ToDay}
}

// MustParse is [Parse] for tables and tests, where the text is a constant. It
// panics on a text that is no date.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is absent.
func (d Date) IsZero() bool { return d.text == "" }

// String is the EDTF text as it was given, with digits 0–9; "" if absent.
func (d Date) String() string { return d.text }

// Equal is ==; it is there for packages that compare by method.
func (d Date) Equal(o Date) bool { return d == o }

// MarshalText is [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads what [Parse] reads, and "" as absent.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = Parse(string(text))
	return err
}

// Earliest is the first day that d can mean; false if d is absent or a span
// whose start is open or unknown. It takes "about" and "perhaps" at their
// word: of "1979~" it is the first of January 1979.
func (d Date) Earliest() (Day, bool) {
	if d.IsZero() || d.marks&(openStart|unknownStart) != 0 {
		return Day{}, false
	}
	return dayNumbered(d.first), true
}

// Latest is the last day that d can mean; false if d is absent or a span whose
// end is open or unknown.
func (d Date) Latest() (Day, bool) {
	if d.IsZero() || d.marks&(openEnd|unknownEnd) != 0 {
		return Day{}, false
	}
	return dayNumbered(d.last), true
}

// Exact is the day that d names, if it names one: known to the day, neither
// about nor perhaps, and no interval. Only such a date may be counted from.
func (d Date) Exact() (Day, bool) {
	if d.precision != ToDay || d.marks != 0 {
		return Day{}, false
	}
	return dayNumbered(d.first), true
}

// Precision is how much of d is known.
func (d Date) Precision() Precision { return d.precision }

// Season is the season that d names, or NoSeason.
func (d Date) Season() Season { return d.season }

// Approximate reports whether d is "about" (~ or %); of an interval, whether
// either end is.
func (d Date) Approximate() bool { return d.marks&approximate != 0 }

// Uncertain reports whether d is "perhaps" (? or %); of an interval, whether
// either end is.
func (d Date) Uncertain() bool { return d.marks&uncertain != 0 }

// Interval is the two ends of a date with a slash. An end that is not given is
// the zero Date: see [Date.OpenStart] and [Date.OpenEnd] for which of the two
// kinds of not given it is. It is false for every other date.
func (d Date) Interval() (from, to Date, ok bool) {
	if d.marks&interval == 0 {
		return Date{}, Date{}, false
	}
	return parseEnds(d.text)
}

// OpenStart reports whether d is a span without a start ("../2024-05-08"), as
// against one whose start is unknown ("/2024-05-08").
func (d Date) OpenStart() bool { return d.marks&openStart != 0 }

// OpenEnd reports whether d is a span without an end ("2024-05-08/.."), as
// against one whose end is unknown ("2024-05-08/").
func (d Date) OpenEnd() bool { return d.marks&openEnd != 0 }

// Compare puts dates in the order in which a list should show them: by the
// first day that each can mean (the last, where there is no first), the more
// precise later among equals, absent ones last. It is a total order, and no
// statement about which came first: that is [Date.Before].
func (d Date) Compare(o Date) int {
	if d.IsZero() || o.IsZero() {
		return cmp.Compare(boolInt(d.IsZero()), boolInt(o.IsZero()))
	}
	return cmp.Or(
		cmp.Compare(d.listed(), o.listed()),
		-cmp.Compare(d.precision, o.precision),
		cmp.Compare(d.text, o.text),
	)
}

func (d Date) listed() int64 {
	if d.marks&(openStart|unknownStart) != 0 {
		return d.last
	}
	return d.first
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
