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

// Known is a short text of the record in the reader's words; ok is false where the catalogue
// doesn't know it.
func Known(s string, l *locale.Locale) (words string, ok bool) {
	p := pen{l: l}
	return p.inWords(s)
}

// Code is a code of the record in words: prefix is "status.", "outcome." and so on.
func Code(prefix, code string, l *locale.Locale) string {
	p := pen{l: l}
	p.code(prefix, code)
	return p.String()
}

// WhenGiven says when a sentence was given, or else when it became known.
func WhenGiven(s *casefile.Sentence, l *locale.Locale) string {
	switch {
	case !s.Date.IsZero():
		return Date(s.Date, l)
	case !s.Announced.IsZero():
		return l.T("sentence.when.known", locale.Text("date", Date(s.Announced, l)))
	}
	return l.T("sentence.when.undated")
}

// Given says when a sentence was given, by which court, and whether on appeal or in
// absentia: "20 May 2023, Branch 91, on appeal".
func Given(s *casefile.Sentence, l *locale.Locale) string {
	p := pen{l: l}
	p.WriteString(WhenGiven(s, l))
	if s.Court != "" {
		p.words("list.comma")
		p.stored(s.Court)
	}
	if s.Instance == "appeal" || s.Instance == "supreme" {
		p.words("list.comma")
		p.code("sentence.instance.", s.Instance)
	}
	if s.InAbsentia {
		p.also("sentence.in_absentia")
	}
	return p.String()
}

// Sentenced is a sentence in one line: its penalties, when it was given and by which court,
// and what became of it. A penalty says by itself what became of it where that is more.
func Sentenced(s *casefile.Sentence, l *locale.Locale) string {
	p := pen{l: l}
	unknown := len(s.Penalties) > 0
	for i := range s.Penalties {
		o := s.OutcomeOf(&s.Penalties[i])
		unknown = unknown && (o == "" || o == casefile.UnknownOutcome)
	}
	if len(s.Penalties) == 0 {
		p.words("sentence.penalty_unknown")
	}
	for i := range s.Penalties {
		if i > 0 {
			p.words("list.semicolon")
		}
		x := &s.Penalties[i]
		if o := s.OutcomeOf(x); unknown || o == s.Outcome && o != casefile.UnknownOutcome && !(acted(x.Kind) && l.Has("outcome.act."+string(o))) {
			p.imposed(x)
		} else {
			p.penalty(s, x)
		}
	}
	p.WriteString(" (")
	p.WriteString(Given(s, l))
	p.WriteString(")")
	if !p.became(s) && unknown {
		p.WriteString(" — ")
		p.outcome(casefile.Imprisonment, casefile.UnknownOutcome)
	}
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
