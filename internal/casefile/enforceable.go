package casefile

import "vigil/internal/calendar"

// Enforceable is what of a sentence can be enforced, as opposed to what was
// imposed and what was served.
type Enforceable struct {
	Kind EnforceableKind
	// Term is how long; of kind [EnforceableTerm] only.
	Term calendar.Term
	// Penalty is the one that decides: whose term it is, or the severest. nil
	// where several add up, where a source states the term of none in
	// particular, and where nothing is enforceable. Of kind unknown it is the
	// one whose term was not published, or nil. It points into the sentence.
	Penalty *Penalty
	// Because says which rule led here.
	Because Reason
	// Stated is true if a source states the term, false if it follows from the
	// rule on record.
	Stated bool
}

// EnforceableKind is what kind of answer an [Enforceable] is.
type EnforceableKind int

// The kinds. The zero kind is that nothing can be said beyond what was imposed.
const (
	EnforceableUnknown EnforceableKind = iota
	EnforceableNone                    // nothing of it stands, or can be enforced now
	EnforceableTerm                    // a term of deprivation of liberty
	EnforceableLife
	EnforceableDeath
	EnforceablePenalty // another penalty: see Enforceable.Penalty
)

// String is the kind as a code: unknown, none, term, life, death, penalty.
func (k EnforceableKind) String() string {
	return [...]string{"unknown", "none", "term", "life", "death", "penalty"}[k]
}

// Enforceable says what of the sentence can be enforced, by the rule on
// record. It says no more than the record: where a source states the term,
// that is it; where the rule is unknown, so is the answer; a term that was not
// published is never taken for nought.
//
// State belongs to each penalty, and a penalty without an outcome has that of
// its sentence. What was overturned or pardoned has fallen and counts no more;
// what is suspended stands, but can't be enforced now; what was served counts,
// since being served does not change what was enforceable.
func (s *Sentence) Enforceable() Enforceable {
	standing, reason := s.standing()
	if len(standing) == 0 {
		if reason == NothingImposed && s.Stated != nil {
			return Enforceable{Kind: EnforceableTerm, Term: *s.Stated, Because: s.statedReason(), Stated: true}
		}
		if reason == NothingImposed {
			return Enforceable{Because: reason}
		}
		return Enforceable{Kind: EnforceableNone, Because: reason}
	}
	if s.Stated != nil && s.statedApplies(standing) {
		return Enforceable{Kind: EnforceableTerm, Term: *s.Stated, Because: s.statedReason(), Stated: true}
	}
	switch s.Rule {
	case SeverestOnly:
		return s.severest(standing)
	case Cumulative:
		return s.sum(standing)
	case Concurrent:
		return s.longest(standing)
	case StatedRule:
		return Enforceable{Because: NotStated}
	}
	return Enforceable{Because: RuleUnknown}
}

// standing are the penalties that can be enforced, and, if there are none, why.
func (s *Sentence) standing() ([]*Penalty, Reason) {
	var stand []*Penalty
	overturned, suspended := false, false
	for i := range s.Penalties {
		p := &s.Penalties[i]
		switch o := s.OutcomeOf(p); {
		case o == Overturned:
			overturned = true
		case o == Pardoned:
		case o == Suspended || p.Suspended:
			suspended = true
		default:
			stand = append(stand, p)
		}
	}
	switch {
	case len(stand) > 0:
		return stand, 0
	case suspended:
		return nil, AllSuspended
	case overturned, s.Outcome == Overturned:
		return nil, WasOverturned
	case len(s.Penalties) > 0, s.Outcome == Pardoned:
		return nil, WasPardoned
	}
	return nil, NothingImposed
}

// OutcomeOf is what became of penalty p of this sentence: its own outcome, or
// the sentence's where it has none.
func (s *Sentence) OutcomeOf(p *Penalty) Outcome {
	if p.Outcome != "" {
		return p.Outcome
	}
	return s.Outcome
}

// statedApplies reports whether the stated term is about something that still
// stands: a stated term is one of deprivation of liberty, and if every such
// penalty has fallen it is about none that is left.
func (s *Sentence) statedApplies(standing []*Penalty) bool {
	imposed := false
	for i := range s.Penalties {
		imposed = imposed || s.Penalties[i].Kind.custodial()
	}
	for _, p := range standing {
		if p.Kind.custodial() {
			return true
		}
	}
	return !imposed
}

func (s *Sentence) statedReason() Reason {
	if s.Rule == SeverestOnly {
		return StatedSeverest
	}
	return StatedBySource
}

// TermOf is how long penalty p of this sentence now is: what it was reduced
// to, or what was imposed. ok is false if that was not published.
func (s *Sentence) TermOf(p *Penalty) (t calendar.Term, ok bool) {
	switch {
	case p.ReducedTo != nil:
		return *p.ReducedTo, true
	case p.Term != nil && s.OutcomeOf(p) != Reduced:
		return *p.Term, true
	}
	return calendar.Term{}, false
}

// custodial reports whether k takes somebody's liberty for a term or for life.
func (k PenaltyKind) custodial() bool {
	return k == LifeImprisonment || k.termed()
}

// deprives reports whether k is what an enforceable term or a charge's part of
// it can be of.
func (k PenaltyKind) deprives() bool { return k.custodial() || k == Death || k == InternalExile }

// termed reports whether k is deprivation of liberty for a term.
func (k PenaltyKind) termed() bool {
	return k == Imprisonment || k == Labour || k == HouseArrestTerm
}

// kindNow is p's kind, and prison where death or life was commuted to a term.
func (p *Penalty) kindNow() PenaltyKind {
	if p.ReducedTo != nil && (p.Kind == Death || p.Kind == LifeImprisonment) {
		return Imprisonment
	}
	return p.Kind
}

// decides is the answer that penalty p alone is what can be enforced.
func (s *Sentence) decides(p *Penalty, because Reason) Enforceable {
	e := Enforceable{Penalty: p, Because: because}
	switch k := p.kindNow(); {
	case k == Death:
		e.Kind = EnforceableDeath
	case k == LifeImprisonment:
		e.Kind = EnforceableLife
	case !k.termed():
		e.Kind = EnforceablePenalty
	default:
		term, known := s.TermOf(p)
		if !known {
			return Enforceable{Penalty: p, Because: TermNotPublished}
		}
		e.Kind, e.Term = EnforceableTerm, term
	}
	return e
}
