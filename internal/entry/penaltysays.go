package entry

import "vigil/internal/casefile"

// expressed is what a line can say of a penalty.
func expressed(p casefile.Penalty, was casefile.Outcome) casefile.Penalty {
	out := casefile.Penalty{
		Kind: p.Kind, Term: p.Term, Count: p.Count, Administered: p.Administered, Amount: p.Amount, Currency: p.Currency,
		Of: p.Of, ForLife: p.ForLife, Suspended: p.Suspended, ReducedTo: p.ReducedTo, Ends: p.Ends,
	}
	if shownRegime(&p) {
		out.Regime = p.Regime
	}
	if shownOutcome(&p, was) {
		out.Outcome = p.Outcome
	} else {
		out.Outcome = impliedOutcome(&p)
	}
	return out
}

// impliedOutcome is the outcome that a line says without a word for it.
func impliedOutcome(p *casefile.Penalty) casefile.Outcome {
	switch {
	case p.Administered != nil:
		return administered(p)
	case p.ReducedTo != nil:
		return casefile.Reduced
	}
	return ""
}

// shownOutcome reports whether a line has a word for the outcome.
func shownOutcome(p *casefile.Penalty, was casefile.Outcome) bool {
	switch p.Outcome {
	case "", impliedOutcome(p):
		return false
	case casefile.UnknownOutcome:
		return was != "" && was != casefile.UnknownOutcome && impliedOutcome(p) != ""
	}
	return p.Outcome != was || impliedOutcome(p) != ""
}

// alike compares what lines say, sums by their digits.
func alike(a, b casefile.Penalty) bool {
	if (a.Amount == nil) != (b.Amount == nil) || a.Amount != nil && a.Amount.String() != b.Amount.String() {
		return false
	}
	a.Amount, b.Amount = nil, nil
	return len(casefile.Diff(
		&casefile.Casefile{Sentences: []casefile.Sentence{{Penalties: []casefile.Penalty{a}}}},
		&casefile.Casefile{Sentences: []casefile.Sentence{{Penalties: []casefile.Penalty{b}}}})) == 0
}

// shownRegime reports whether a line says the regime.
func shownRegime(p *casefile.Penalty) bool { return jailed(p.Kind) && isRegime(p.Regime) }
