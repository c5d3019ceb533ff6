package card

import (
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// penalty writes one punishment of a sentence, with what became of it: "8 years
// in prison — upheld", "fine, amount not published — pardoned". Of several, one
// without an outcome of its own shows none: that the sentence is being served,
// or was pardoned, doesn't say that of each, and the sentence's heading has it.
func (p *pen) penalty(s *casefile.Sentence, x *casefile.Penalty) {
	p.imposed(x)
	o := s.OutcomeOf(x)
	switch { // what the heading or the numbers say already
	case x.Outcome == "" && len(s.Penalties) > 1 && o != "" && o != casefile.UnknownOutcome:
		return
	case o == casefile.PartlyServed && x.Administered != nil:
		return
	case o == casefile.Reduced && x.ReducedTo != nil:
		return
	}
	p.WriteString(" — ")
	p.outcome(x.Kind, o)
}

// imposed writes the punishment as it was imposed. What is not known is said
// to be not published: it is neither zero nor left out.
func (p *pen) imposed(x *casefile.Penalty) {
	termed := false // whether the length has been said
	switch x.Kind {
	case casefile.Imprisonment:
		termed = true
		if x.Term != nil {
			p.words("penalty.imprisonment", locale.Text("term", Term(*x.Term, p.l)))
		} else {
			p.words("penalty.imprisonment.bare")
		}
	case casefile.LifeImprisonment:
		p.words("penalty.life_imprisonment")
	case casefile.Death:
		p.words("penalty.death")
	case casefile.Flogging:
		p.lashes(x)
	case casefile.Fine:
		p.amount("penalty.fine", "penalty.fine.bare", x)
	case casefile.Costs:
		p.amount("penalty.costs", "penalty.costs.bare", x)
	case casefile.Confiscation:
		p.of("penalty.confiscation", "penalty.confiscation.bare", x.Of)
	case casefile.Ban:
		p.of("penalty.ban", "penalty.ban.bare", x.Of)
	case casefile.InternalExile:
		p.of("penalty.internal_exile", "penalty.internal_exile.bare", x.Of)
	case casefile.HouseArrestTerm:
		p.words("penalty.house_arrest")
	case casefile.Labour:
		p.words("penalty.labour")
	case casefile.OtherPenalty:
		p.of("penalty.other", "penalty.other.bare", x.Of)
	default:
		p.code("choice.penalty.", string(x.Kind))
	}
	switch {
	case x.ForLife:
		p.also("penalty.for_life")
	case termed:
	case x.Term != nil:
		p.words("list.comma")
		p.term(*x.Term)
	case lasting(x.Kind) && x.Note == "": // a note may say how long
		p.also("penalty.no_term")
	}
	if x.Regime != "" {
		p.words("list.comma")
		p.stored(x.Regime)
	}
	if x.Suspended && x.Outcome != casefile.Suspended {
		p.also("penalty.suspended")
	}
	if x.ReducedTo != nil {
		p.also("penalty.reduced_to", locale.Text("term", Term(*x.ReducedTo, p.l)))
	}
	if !x.Ends.IsZero() {
		p.also("penalty.ends", locale.Text("date", Date(x.Ends, p.l)))
	}
}

// lasting reports whether a punishment of that kind goes on for a time, so
// that a missing length is worth a word.
func lasting(k casefile.PenaltyKind) bool {
	switch k {
	case casefile.Ban, casefile.InternalExile, casefile.HouseArrestTerm, casefile.Labour:
		return true
	}
	return false
}

func (p *pen) lashes(x *casefile.Penalty) {
	switch {
	case x.Count != nil && x.Administered != nil:
		p.words("penalty.flogging.administered", locale.N(*x.Count), locale.Count("done", *x.Administered))
	case x.Count != nil:
		p.words("penalty.flogging", locale.N(*x.Count))
	case x.Administered != nil:
		p.words("penalty.flogging.only", locale.N(*x.Administered))
	default:
		p.words("penalty.flogging.bare")
	}
}

func (p *pen) amount(key, bare string, x *casefile.Penalty) {
	if x.Amount == nil {
		p.words(bare)
		return
	}
	sum := p.l.Decimal(x.Amount.String())
	switch name := "currency." + x.Currency; {
	case x.Currency == "":
	case p.l.Has(name):
		sum = p.l.T(name, locale.Text("sum", sum))
	default:
		sum += " " + p.l.Isolate(Escape(x.Currency))
	}
	p.words(key, locale.Text("amount", sum))
}

func (p *pen) of(key, bare, of string) {
	if of == "" {
		p.words(bare)
		return
	}
	if words, ok := p.inWords(of); ok {
		p.words(key, locale.Text("of", words))
		return
	}
	p.words(key, locale.Name("of", Escape(of)))
}

// also writes one more thing about the punishment.
func (p *pen) also(key string, args ...locale.Arg) {
	p.words("list.comma")
	p.words(key, args...)
}

// outcome writes what became of a punishment of that kind. Lashes and fines
// aren't served but carried out. No outcome on record is said as such.
func (p *pen) outcome(k casefile.PenaltyKind, o casefile.Outcome) {
	if o == "" {
		o = casefile.UnknownOutcome
	}
	if key := "outcome.act." + string(o); acted(k) && p.l.Has(key) {
		p.words(key)
		return
	}
	p.code("outcome.", string(o))
}

// acted reports whether a penalty of that kind is carried out rather than served.
func acted(k casefile.PenaltyKind) bool {
	switch k {
	case casefile.Flogging, casefile.Death, casefile.Fine, casefile.Costs, casefile.Confiscation, casefile.OtherPenalty:
		return true
	}
	return false
}

// code writes the words for a code of the record, or the code itself, spaced
// and isolated, when the catalogue has none for it.
func (p *pen) code(prefix, code string) {
	if key := prefix + code; p.l.Has(key) {
		p.words(key)
		return
	}
	p.stored(strings.NewReplacer("_", " ", "-", " ").Replace(code))
}
