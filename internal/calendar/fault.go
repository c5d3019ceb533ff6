package calendar

import "strconv"

// Fault says what kind of thing is wrong with a text, so that it can be worded
// in the reader's language.
type Fault int

// The faults. They are all reasons for which a text is refused as a whole:
// nothing is dropped, and nothing is filled in.
const (
	NotUnderstood    Fault = iota + 1 // some word or sign is not part of any date
	NoYear                            // a day or month, but of no stated year
	ShortYear                         // a year of two digits
	NoSuchMonth                       // month 13
	NoSuchDay                         // 30 February, 30 Esfand of a common year
	WrongWeekday                      // "Monday" before a day that was a Sunday
	EitherOrder                       // 03/04/2024: day first or month first?
	MixedCalendars                    // a Solar Hijri month with a Gregorian year
	EndsBeforeStart                   // an interval the wrong way round
	NothingSaid                       // an empty text, an interval without a date
	HasTimeOfDay                      // a clock time, which a civil date has not
	OutOfRange                        // a year or a number beyond what is kept
	NotCalendarUnits                  // a term in hours, seconds or fractions
)

// ParseError is why a text is no date, day or term.
type ParseError struct {
	Text    string // as it was given, at most [maxQuoted] letters of it
	Fault   Fault
	What    string // in plain English, which part was not understood and why
	Part    string // that part alone, where it is one word; may be empty
	Example string // a text of the same kind that would be read
}

// Error is one line: the text, what is wrong with it, what would be right.
func (e *ParseError) Error() string {
	return strconv.Quote(e.Text) + ": " + e.What + "; for example " + e.Example
}

// maxQuoted is how much of a refused text an error repeats, in runes.
const maxQuoted = 60

func refuse(text string, f Fault, what, example string) *ParseError {
	return &ParseError{Text: clip(text), Fault: f, What: what, Example: example}
}

// about says which word it is, as it was read.
func (e *ParseError) about(word string) *ParseError {
	e.Part = clip(word)
	return e
}

func clip(text string) string {
	n := 0
	for i := range text {
		if n == maxQuoted {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
