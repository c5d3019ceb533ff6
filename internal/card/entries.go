package card

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Entry is one entry of a timeline in plain words, without markdown, for who
// shows a timeline otherwise than as text. Names in it are isolated.
type Entry struct {
	Date calendar.Date // zero: none is on record
	Kind string        // a code, as "arrest", "custody_begins", "sentence"
	Name string        // what Kind is called
	Text string        // what else is known of it; may be empty
	Fact *casefile.Fact
	// Of is the fact itself, a pointer into the casefile: a *casefile.Life,
	// Proceeding, Custody, Sentence, Event, Work or Award.
	Of any
}

// Entries are those of [Timeline], in its order.
func Entries(public *casefile.Redacted, l *locale.Locale) []Entry {
	moments := happened(&public.Casefile)
	all := make([]Entry, 0, len(moments))
	p := &pen{l: l}
	for _, m := range moments {
		e := Entry{Date: m.date, Kind: m.kind, Fact: m.fact, Of: m.is}
		p.code("kind.", m.kind)
		e.Name = unmarked(p.take())
		if m.tell != nil {
			m.tell(p)
			e.Text = unmarked(p.take())
		}
		all = append(all, e)
	}
	return all
}

// Ruling is a sentence in plain words.
type Ruling struct {
	Became    string // what became of it as a whole; "" where that isn't on record
	Penalties []Punishment
}

// Punishment is one penalty of a sentence in plain words.
type Punishment struct {
	Kind casefile.PenaltyKind
	// Text says what became of it where that is said of it alone, and not when a
	// source says that its term ends: that is a date to be drawn.
	Text string
	Of   *casefile.Penalty
}

// RulingOf is a sentence of a public casefile in words.
func RulingOf(s *casefile.Sentence, l *locale.Locale) Ruling {
	var r Ruling
	p := &pen{l: l}
	outcome := s.Outcome
	if len(s.Penalties) == 1 { // the only penalty's is the sentence's
		outcome = s.OutcomeOf(&s.Penalties[0])
	}
	if outcome != "" && outcome != casefile.UnknownOutcome {
		if key := "outcome.sentence." + string(outcome); l.Has(key) {
			p.words(key)
		} else {
			p.code("outcome.", string(outcome))
		}
		r.Became = unmarked(p.take())
	}
	for i := range s.Penalties {
		x := &s.Penalties[i]
		endless := *x
		endless.Ends = calendar.Date{}
		if o := s.OutcomeOf(x); len(s.Penalties) == 1 || x.Outcome == s.Outcome || o == "" || o == casefile.UnknownOutcome {
			p.imposed(&endless)
		} else {
			p.penalty(s, &endless)
		}
		r.Penalties = append(r.Penalties, Punishment{Kind: x.Kind, Text: unmarked(p.take()), Of: x})
	}
	return r
}

// CustodyOf is how and where somebody was held, in plain words.
func CustodyOf(x *casefile.Custody, l *locale.Locale) string {
	p := &pen{l: l}
	p.held(x)
	return unmarked(p.take())
}

// NamesOf are the person's name and the one in the native script, as
// [Case] has them in its title: first the one that the reader's language is
// written in. The second is empty where there is one name only.
func NamesOf(public *casefile.Redacted, l *locale.Locale) (first, second string) {
	first, second = called(&public.Casefile, l)
	return Plain(first), Plain(second)
}
