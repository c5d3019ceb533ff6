package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// The functions below are pieces of the cards for running text, as an answer
// to a question is: in the reader's words, escaped, without line breaks.

// Stored is text of the record, escaped and isolated.
func Stored(s string, l *locale.Locale) string {
	p := pen{l: l}
	p.stored(s)
	return p.String()
}

// Phrase is a short text of the record in the reader's words where the
// catalogue knows it, otherwise as it was recorded.
func Phrase(s string, l *locale.Locale) string {
	p := pen{l: l}
	p.phrase(s)
	return p.String()
}

// Code is a code of the record in words: prefix is "status.", "outcome." and so on.
func Code(prefix, code string, l *locale.Locale) string {
	p := pen{l: l}
	p.code(prefix, code)
	return p.String()
}

// Ruled says which sentence it is, and what became of it: "Sentence of 20 May
// 2023 — in force".
func Ruled(s *casefile.Sentence, l *locale.Locale) string {
	p := pen{l: l}
	p.ruling(s)
	p.became(s)
	return p.String()
}

// Imposed is the penalties of a sentence, one after the other.
func Imposed(s *casefile.Sentence, l *locale.Locale) string {
	p := pen{l: l}
	p.inShort(s)
	return p.String()
}

// Punished is one penalty of a sentence, with what became of it.
func Punished(s *casefile.Sentence, x *casefile.Penalty, l *locale.Locale) string {
	p := pen{l: l}
	p.penalty(s, x)
	return p.String()
}

// Published are the publishers of a fact's sources; "" without any.
func Published(c *casefile.Casefile, ids []string, l *locale.Locale) string {
	p := pen{l: l}
	p.publishers(c, ids)
	return p.String()
}

// InCustody is how long somebody was or is held, with the convention of
// counting, or why it can't be counted, and the spans on record; one a line.
func InCustody(c *casefile.Casefile, today calendar.Day, l *locale.Locale) string {
	p := pen{l: l}
	p.custody(c, today)
	return p.String()
}

// DaysInCustody are those that [InCustody] tells; 0 days where it tells none.
func DaysInCustody(c *casefile.Casefile, today calendar.Day) casefile.Held {
	switch held, why := counted(c, today); why {
	case casefile.Counted, casefile.StatusStale, casefile.CustodyEnded:
		return held
	}
	return casefile.Held{}
}
