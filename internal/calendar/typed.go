package calendar

import (
	"errors"
	"slices"
	"strings"
)

// ParseTyped reads a date as people type one, in English or Persian:
//
//	2024-05-12, 2024/5/12, ../2024-05-08       EDTF, and looser numbers
//	12 May 2024, May 12th, 2024, ۱۲ مه ۲۰۲۴    Gregorian months
//	۱۴۰۳/۰۲/۲۳, 23 Ordibehesht 1403            Solar Hijri
//	May 2024, spring 2024, 1990s, اردیبهشت ۱۴۰۳
//	before 8 May 2024, since 2022, تا ۱۴۰۳     spans with one end
//	between May and July 2022 is refused (May of which year?), but
//	May 2022 to July 2022, 2022-2023           spans with two
//	about 1979, perhaps May 2024, 1979~        approximate, uncertain
//	today, last month, دیروز, پارسال           from now, which may be none
//
// A year before 1700 is Solar Hijri, as long as no sign of the other calendar
// stands beside it. A Solar Hijri month or year becomes the interval of its
// Gregorian days.
//
// "Before" and "after" a day leave that day in, as EDTF intervals do and as
// reports mean it who write on the day itself; before and after a month, a
// year or the like leave that out. So nothing is ever narrower than was typed.
//
// What it cannot read whole it refuses with a [*ParseError], notably a day
// without a year, a year of two digits, and 03/04/2024, which is either of two
// days.
func ParseTyped(s string, now Day) (Date, error) {
	text := foldTyped(s)
	if text == "" {
		return Date{}, refuse(s, NothingSaid, "is no date at all", `"12 May 2024"`)
	}
	d, err := typed{now}.span(strings.Fields(text))
	if fault, ok := errors.AsType[*ParseError](err); ok {
		fault.Text = clip(s) // as it was typed, not as it was read
		for word := range strings.FieldsSeq(s) {
			if fault.Part != "" && foldTyped(word) == fault.Part {
				fault.Part = clip(word)
				break
			}
		}
	}
	return d, err
}

// typed reads the words of a typed date.
type typed struct{ now Day }

// span reads a date with what may stand before it, or two with what stands
// between them.
func (t typed) span(words []string) (Date, error) {
	lead, rest := leadOf(words)
	if lead == about || lead == perhaps {
		lead, rest = nothing, words // of one date, not of a span
	}
	if lead == between || lead == since || lead == nothing {
		if i := slices.IndexFunc(rest, func(w string) bool { return joins(w, lead) }); i > 0 && i < len(rest)-1 {
			return t.fromTo(rest[:i], rest[i+1:])
		}
	}
	if lead == nothing {
		return t.one(rest)
	}
	if len(rest) == 0 || lead == between {
		return Date{}, refuse("", NotUnderstood, "has a word before a date, but not the date or dates that go with it", `"before 8 May 2024"`)
	}
	d, err := t.one(rest)
	if err != nil {
		return Date{}, err
	}
	if d.precision == Span && d.marks&(openStart|openEnd|unknownStart|unknownEnd) != 0 {
		return Date{}, refuse("", NotUnderstood, "is a span of a span without an end", `"before 8 May 2024"`)
	}
	switch lead {
	case before:
		return Parse("../" + lastText(d.preceding()))
	case until:
		return Parse("../" + lastText(d))
	case after:
		return Parse(firstText(d.following()) + "/..")
	}
	return Parse(firstText(d) + "/..")
}

func (t typed) fromTo(a, b []string) (Date, error) {
	from, err := t.one(a)
	if err != nil {
		return Date{}, err
	}
	to, err := t.one(b)
	if err != nil {
		return Date{}, err
	}
	return join(from, to)
}

// join is the span from one date to another.
func join(from, to Date) (Date, error) {
	if from.marks&(openStart|openEnd|unknownStart|unknownEnd) != 0 || to.marks&(openStart|openEnd|unknownStart|unknownEnd) != 0 {
		return Date{}, refuse("", NotUnderstood, "is a span between spans", `"May 2022 to July 2022"`)
	}
	return Parse(firstText(from) + "/" + lastText(to))
}

// firstText and lastText are what stands for d at either end of an interval:
// d itself, or of an interval the end on that side.
func firstText(d Date) string {
	if from, _, ok := d.Interval(); ok {
		return from.text
	}
	return d.text
}

func lastText(d Date) string {
	if _, to, ok := d.Interval(); ok {
		return to.text
	}
	return d.text
}

// preceding is the end of what lies before d: d itself if it is a day, else
// the month before a month, the year before a year, the day before the rest.
func (d Date) preceding() Date { return d.neighbour(-1) }

// following is the start of what lies after d, in the same way.
func (d Date) following() Date { return d.neighbour(1) }

func (d Date) neighbour(step int) Date {
	first, last := dayNumbered(d.first), dayNumbered(d.last)
	mark := ""
	if _, m := cutQualifier(d.text); m != 0 {
		mark = d.text[len(d.text)-1:]
	}
	var text string
	switch {
	case d.precision == ToDay:
		return d
	case d.precision == ToMonth:
		text = first.addMonths(step).String()[:len("2024-05")]
	case d.precision == ToYear && first.Year > 1:
		text = Day{first.Year + step, 1, 1}.String()[:len("2024")]
	case step < 0:
		text = first.AddDays(-1).String()
	default:
		text = last.AddDays(1).String()
	}
	n, err := Parse(text + mark)
	if err != nil {
		return d
	}
	return n
}

// remark is d with one more mark, at both ends if it has two.
func remark(d Date, m marks) (Date, error) {
	if from, to, ok := d.Interval(); ok {
		return Parse(remarkEnd(from, m) + "/" + remarkEnd(to, m))
	}
	return Parse(remarkEnd(d, m))
}

func remarkEnd(d Date, m marks) string {
	body, had := cutQualifier(d.text)
	switch (had | m) & (approximate | uncertain) {
	case approximate:
		return body + "~"
	case uncertain:
		return body + "?"
	}
	return body + "%"
}
