package store

import (
	"unique"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Ruling is a sentence as one entry of the record tells it.
type Ruling struct {
	ID              string
	Date, Announced When
	Court, Instance string
	Charges         []string // texts
	Outcome         casefile.Outcome
	InAbsentia      bool
	Replaced        bool // another sentence of the record took its place
	// First is the place in Person.Rulings of the entry that this one probably is
	// the same as; its own if it is the first. They count once.
	First     int
	Penalties []Punishment
}

// Punishment is one penalty of a ruling.
type Punishment struct {
	Kind            casefile.PenaltyKind
	Outcome         casefile.Outcome // its own, or that of its sentence
	Term, ReducedTo Length
	Count           int // lashes; -1: not published
	Administered    int // lashes carried out; -1: not published
	Money           *Money
	Of              string // what is banned, confiscated; where to
	ForLife         bool
	Suspended       bool
	Ends            When // as a source states
}

// Money is the amount of a fine.
type Money struct {
	Amount   casefile.Amount
	Currency string // ISO 4217; "" when not stated
}

// Length is a term as the census keeps it. The zero Length: not published.
type Length struct{ h unique.Handle[calendar.Term] }

func lengthOf(t *calendar.Term) Length {
	if t == nil {
		return Length{}
	}
	return Length{unique.Make(*t)}
}

// Term is the term; false when it was not published.
func (l Length) Term() (calendar.Term, bool) {
	if l == (Length{}) {
		return calendar.Term{}, false
	}
	return l.h.Value(), true
}

// Day is when the ruling is placed in time, as [casefile.Sentence.Day] has it.
func (r *Ruling) Day() calendar.Date {
	if date := r.Date.Date(); r.Announced.IsZero() {
		return date
	} else if _, known := date.Earliest(); known {
		return date
	}
	return r.Announced.Date()
}

// Now is how long the term is now: what it was reduced to, or what was imposed.
// False if that was not published.
func (p *Punishment) Now() (calendar.Term, bool) {
	if t, reduced := p.ReducedTo.Term(); reduced {
		return t, true
	}
	if p.Outcome == casefile.Reduced {
		return calendar.Term{}, false
	}
	return p.Term.Term()
}

// Life reports whether the penalty is for life, and was not commuted to a term.
func (p *Punishment) Life() bool {
	_, commuted := p.ReducedTo.Term()
	return !commuted && (p.Kind == casefile.LifeImprisonment || p.ForLife)
}

// rulingsOf are the sentences of a casefile.
func rulingsOf(c *casefile.Redacted) []Ruling {
	if len(c.Sentences) == 0 {
		return nil
	}
	texts := make(map[string]string, len(c.Charges))
	for i := range c.Charges {
		texts[c.Charges[i].ID] = c.Charges[i].Text
	}
	all := make([]Ruling, 0, len(c.Sentences))
	for _, j := range c.Judgments() {
		first := len(all)
		all = append(all, rulingOf(j.Sentence, first, j.Superseded, texts))
		for _, s := range j.Same {
			all = append(all, rulingOf(s, first, j.Superseded, texts))
		}
	}
	return all
}

func rulingOf(s *casefile.Sentence, first int, replaced bool, texts map[string]string) Ruling {
	r := Ruling{ID: same(s.ID), Date: whenOf(s.Date), Announced: whenOf(s.Announced), Court: same(s.Court), Instance: same(s.Instance),
		Outcome: casefile.Outcome(same(string(s.Outcome))), InAbsentia: s.InAbsentia, Replaced: replaced, First: first}
	if n := len(s.Charges); n > 0 {
		r.Charges = make([]string, 0, n)
	}
	for _, id := range s.Charges {
		if text, known := texts[id]; known {
			r.Charges = append(r.Charges, same(text))
		}
	}
	if n := len(s.Penalties); n > 0 {
		r.Penalties = make([]Punishment, n)
	}
	for i := range s.Penalties {
		p := &s.Penalties[i]
		x := Punishment{Kind: casefile.PenaltyKind(same(string(p.Kind))), Outcome: casefile.Outcome(same(string(s.OutcomeOf(p)))),
			Term: lengthOf(p.Term), ReducedTo: lengthOf(p.ReducedTo), Count: countOf(p.Count), Administered: countOf(p.Administered),
			Of: same(p.Of), ForLife: p.ForLife, Suspended: p.Suspended, Ends: whenOf(p.Ends)}
		if p.Amount != nil {
			x.Money = &Money{*p.Amount, same(p.Currency)}
		}
		r.Penalties[i] = x
	}
	return r
}

func countOf(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}
