// Package calendar is time as a record of people's cases knows it: dates that
// are often less than a day exact, prison terms made of years and months, the
// Solar Hijri calendar beside the Gregorian, anniversaries and day counts.
//
// Nothing here has a clock or a time zone. A [Day] is a civil day, wherever it
// was; a [Date] is what a source says about a day, in EDTF (ISO 8601-2, levels
// 0 and 1); a [Term] is a duration in calendar components, never in seconds.
// Only a conversion from or to a [time.Time] names a zone, as [Daily] does.
//
// No function here makes a date more precise than what it was given.
package calendar
