package entry

import "vigil/internal/casefile"

// finish checks that what was said goes together.
func (r *penaltyReader) finish() *flaw {
	p := &r.p
	if r.bare != nil {
		switch {
		case p.Kind == casefile.Fine || p.Kind == casefile.Costs:
			if p.Amount != nil {
				return &flaw{"twice", r.barePart, "penalty.fine"}
			}
			if f := r.amount(*r.bare, r.barePart); f != nil {
				return f
			}
		case p.Kind == casefile.Flogging && p.Count == nil:
			if n, ok := r.bare.whole(); ok && n > 0 {
				p.Count = &n
				break
			}
			return &flaw{"unit", r.barePart, "penalty.flogging"}
		default:
			return &flaw{"unit", r.barePart, exampleFor(p.Kind)}
		}
	}
	if p.Kind == "" {
		switch {
		case p.Term != nil && p.Amount == nil:
			p.Kind = casefile.Imprisonment // so reports shorten it: "8 years"
		default:
			return &flaw{"kind", r.line, "penalty"}
		}
	}
	return r.fits()
}

// fits refuses what the kind of punishment can't have.
func (r *penaltyReader) fits() *flaw {
	p := &r.p
	switch {
	case p.Amount != nil && p.Kind != casefile.Fine && p.Kind != casefile.Costs:
		return &flaw{"two", r.line, "penalty.two_lines"}
	case p.Term != nil && !p.Kind.Lasts():
		return &flaw{"two", r.line, "penalty.two_lines"}
	case p.Regime != "" && !jailed(p.Kind):
		return &flaw{"two", r.line, "penalty.two_lines"}
	case p.ForLife && p.Kind == casefile.Imprisonment && p.Term == nil:
		p.Kind, p.ForLife = casefile.LifeImprisonment, false
	case p.ForLife && p.Kind == casefile.LifeImprisonment:
		p.ForLife = false
	case p.ForLife && (p.Term != nil || !forLife(p.Kind)):
		return &flaw{"two", r.line, "penalty.two_lines"}
	}
	if p.Administered != nil {
		switch {
		case p.Kind != casefile.Flogging:
			return &flaw{"two", r.line, "penalty.two_lines"}
		case p.Count != nil && *p.Administered > *p.Count:
			return &flaw{"administered", r.line, "penalty.administered"}
		case !r.outcome:
			p.Outcome = administered(p)
		}
	}
	return nil
}

// forLife reports whether a punishment of that kind can be one without an end.
func forLife(k casefile.PenaltyKind) bool {
	switch k {
	case casefile.Ban, casefile.InternalExile, casefile.HouseArrestTerm, casefile.Labour:
		return true
	}
	return false
}

// jailed reports whether a punishment of that kind is served in a prison.
func jailed(k casefile.PenaltyKind) bool {
	return k == casefile.Imprisonment || k == casefile.LifeImprisonment
}

// administered is what follows from how many lashes were carried out.
func administered(p *casefile.Penalty) casefile.Outcome {
	switch {
	case p.Count == nil || p.Administered == nil || *p.Administered == 0:
		return ""
	case *p.Administered == *p.Count:
		return casefile.Served
	}
	return casefile.PartlyServed
}

// exampleFor is an example of a kind of punishment.
func exampleFor(k casefile.PenaltyKind) Example {
	switch k {
	case casefile.Flogging:
		return "penalty.flogging"
	case casefile.Fine, casefile.Costs:
		return "penalty.fine"
	case casefile.Ban:
		return "penalty.ban"
	case casefile.InternalExile:
		return "penalty.exile"
	}
	return "penalty"
}
