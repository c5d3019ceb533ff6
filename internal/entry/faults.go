package entry

import (
	"cmp"
	"fmt"
	"slices"
)

// Faults are what is wrong with the values of a form, in the order of its fields.
type Faults []Fault

// Error is the first fault in plain English.
func (f Faults) Error() string {
	if len(f) == 0 {
		return "no fault"
	}
	return f[0].String()
}

// Fault is one thing that was not understood, so that it can be worded in the
// reader's language: catalogue key "fault.<code>".
type Fault struct {
	Field   string
	Line    int    // of the field, from 1; 0: the field as a whole
	Text    string // the line as it was typed, cut to 100 characters
	Part    string // the part of it that was not understood; may be empty
	Code    string // such as "penalty.unit", "date.no_year", "source.link", "too_long"
	Example Example
}

// Key is the catalogue's name of the fault's words. They may use {part}.
func (f Fault) Key() string { return "fault." + f.Code }

// String is for logs and tests.
func (f Fault) String() string {
	return fmt.Sprintf("%s, line %d, %q: %s of %q; for example %s", f.Field, f.Line, f.Text, f.Code, f.Part, f.Example)
}

// Example names a text that would be understood: "example.<name>" of the catalogue, in the reader's language.
type Example string

// Key is the catalogue's name of the example.
func (e Example) Key() string { return "example." + string(e) }

// most is how many characters of what was typed a fault repeats, and how many
// faults one field has: who has more wrong than that has one thing wrong.
const (
	mostQuoted = 100
	mostFaults = 10
)

// clip is the beginning of s, for a fault.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == mostQuoted-1 {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// ordered are the faults in the order of the fields, and within a field of its
// lines.
func (s *sheet) ordered() Faults {
	place := make(map[string]int, len(s.fields))
	for i, f := range s.fields {
		place[f.Name] = i
	}
	slices.SortStableFunc(s.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(place[a.Field], place[b.Field]), cmp.Compare(a.Line, b.Line))
	})
	return s.faults
}

// Code is a kind of fault.
type Code struct {
	Name string // of the catalogue: "fault.<name>"
	Part bool   // whether each fault of it says which part is meant
}

// Codes are all kinds of fault that forms find, for whoever words them.
func Codes() []Code {
	with := func(part bool, names ...string) (all []Code) {
		for _, n := range names {
			all = append(all, Code{n, part})
		}
		return all
	}
	return slices.Concat(
		with(false, "required", "too_long", "too_many", "choice", "invalid", "year", "own_casefile", "penalty.too_long",
			"date.not_understood", "date.no_year", "date.short_year", "date.no_such_month", "date.no_such_day", "date.wrong_weekday", "date.either_order",
			"date.mixed_calendars", "date.ends_before_start", "date.nothing_said", "date.time_of_day", "date.out_of_range", "date.not_a_day", "date.past"),
		with(true, "date.word", "date.before", "country", "casefile", "name", "life", "life_twice",
			"source.link", "source.two_links", "source.changed", "source.unknown", "source.who",
			"penalty.word", "penalty.unit", "penalty.number", "penalty.hours", "penalty.inexact", "penalty.zero", "penalty.fraction", "penalty.amount",
			"penalty.which_currency", "penalty.currency", "penalty.kind", "penalty.two", "penalty.twice", "penalty.among", "penalty.too_large",
			"penalty.administered", "penalty.ends", "penalty.reduced"),
	)
}

// Examples are all examples that faults name.
func Examples() []Example {
	return []Example{
		"date", "day", "year", "country", "casefile", "name", "life", "link", "source", "who",
		"penalty", "penalty.unknown_number", "penalty.other", "penalty.two_lines", "penalty.months", "penalty.flogging", "penalty.fine",
		"penalty.ban", "penalty.exile", "penalty.outcome", "penalty.administered", "penalty.ends", "penalty.reduced",
	}
}
