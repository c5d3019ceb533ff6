package casefile

import "vigil/internal/calendar"

// severest is article 134 of Iran's Penal Code: of several punishments only
// the severest is enforced, and when it falls, the next.
//
// The parts of a sentence, where they are on record, are the punishments that
// its one term was put together from, so the longest of them is the severest.
// Kinds are ranked by weight. Between a short term in prison and flogging the
// article's own scale (article 19) may put the flogging first, and where it
// may, nothing is said.
func (s *Sentence) severest(standing []*Penalty) Enforceable {
	top := heaviest(standing)
	if len(top) == 1 {
		if e, ok := s.longestPart(top[0]); ok {
			return e
		}
	}
	p, ok := s.longestOf(top)
	if !ok {
		return Enforceable{Because: CantRank}
	}
	if p.kindNow().termed() && s.outrankedByFlogging(p, standing) {
		return Enforceable{Because: CantRank}
	}
	if len(s.Penalties) == 1 {
		return s.decides(p, OnlyPenalty)
	}
	if len(standing) < len(s.Penalties) && s.fellAbove(p) {
		return s.decides(p, NextSeverest)
	}
	return s.decides(p, Severest)
}

// heaviest are the penalties of the gravest kind among those given. Costs are
// no punishment and never the severest, unless there is nothing else.
func heaviest(of []*Penalty) []*Penalty {
	var top []*Penalty
	for _, p := range of {
		switch {
		case len(top) == 0 || p.kindNow().weight() > top[0].kindNow().weight():
			top = []*Penalty{p}
		case p.kindNow().weight() == top[0].kindNow().weight():
			top = append(top, p)
		}
	}
	return top
}

// weight ranks the kinds of penalty, the gravest highest.
func (k PenaltyKind) weight() int {
	switch k {
	case Death:
		return 9
	case LifeImprisonment:
		return 8
	case Imprisonment, Labour:
		return 7
	case HouseArrestTerm:
		return 6
	case Flogging:
		return 5
	case InternalExile:
		return 4
	case Ban:
		return 3
	case Confiscation, Fine:
		return 2
	case OtherPenalty:
		return 1
	}
	return 0
}

// longestOf is the penalty of the longest term, if that is certain.
func (s *Sentence) longestOf(of []*Penalty) (*Penalty, bool) {
	best := of[0]
	if len(of) == 1 {
		return best, true
	}
	for _, p := range of {
		if !p.kindNow().termed() && p.kindNow().weight() > Imprisonment.weight() {
			return p, true // each is as grave as the other
		}
		if _, known := s.TermOf(p); !known {
			return nil, false
		}
	}
	for _, p := range of[1:] {
		t, _ := s.TermOf(p)
		b, _ := s.TermOf(best)
		if order, certain := t.Compare(b); !certain {
			return nil, false
		} else if order > 0 {
			best = p
		}
	}
	return best, true
}

// outrankedByFlogging reports whether a flogging among standing may be graver
// than prison penalty p. By article 19 of Iran's Penal Code up to 10 lashes
// are of degree 8 as is prison up to three months, up to 30 of degree 7 as is
// prison up to six months, and more of degree 6, as is prison up to two years;
// within a degree, prison decides.
func (s *Sentence) outrankedByFlogging(p *Penalty, standing []*Penalty) bool {
	term, known := s.TermOf(p)
	if !known {
		return false
	}
	for _, f := range standing {
		if f.Kind != Flogging {
			continue
		}
		bound := calendar.Term{Months: 6}
		switch {
		case f.Count != nil && *f.Count <= 10:
			continue
		case f.Count != nil && *f.Count <= 30:
			bound = calendar.Term{Months: 3}
		}
		if order, _ := term.Compare(bound); order <= 0 {
			return true
		}
	}
	return false
}

// fellAbove reports whether a penalty at least as grave as p was imposed and
// has fallen.
func (s *Sentence) fellAbove(p *Penalty) bool {
	for i := range s.Penalties {
		q := &s.Penalties[i]
		if q == p || !s.OutcomeOf(q).Fallen() {
			continue
		}
		if q.Kind.weight() > p.Kind.weight() {
			return true
		}
		if q.Kind.weight() == p.Kind.weight() && q.Term != nil && p.Term != nil {
			if order, _ := q.Term.Compare(*p.Term); order >= 0 {
				return true
			}
		}
	}
	return false
}

// longestPart is the longest of the sentence's parts, if penalty p is the term
// that they were put together to and they all have a term of their own.
func (s *Sentence) longestPart(p *Penalty) (Enforceable, bool) {
	if len(s.Parts) < 2 || !p.Kind.termed() || p.ReducedTo != nil || p.Term == nil {
		return Enforceable{}, false
	}
	var best calendar.Term
	for _, part := range s.Parts {
		if part.Term == nil {
			return Enforceable{Because: TermNotPublished}, true
		}
		order, certain := part.Term.Compare(best)
		if !certain {
			return Enforceable{Because: CantRank}, true
		}
		if order > 0 {
			best = *part.Term
		}
	}
	if order, certain := best.Compare(*p.Term); certain && order >= 0 {
		return Enforceable{}, false // the penalty is that longest part itself
	}
	return Enforceable{Kind: EnforceableTerm, Term: best, Penalty: p, Because: SeverestPart}, true
}

// sum adds up terms of one kind, and says so. Death and life leave nothing to
// add to; a term that was not published leaves the sum unknown.
func (s *Sentence) sum(standing []*Penalty) Enforceable {
	top := heaviest(standing)
	if len(top) == 1 || !top[0].kindNow().termed() {
		return s.decides(top[0], s.alone(top, CumulativeOne))
	}
	total := Enforceable{Kind: EnforceableTerm, Because: SumOfTerms}
	for _, p := range top {
		t, known := s.TermOf(p)
		switch {
		case !known:
			return Enforceable{Because: TermNotPublished}
		case p.kindNow() != top[0].kindNow():
			return Enforceable{Because: CantRank} // prison and labour are not added up
		}
		total.Term = calendar.Term{Years: total.Term.Years + t.Years, Months: total.Term.Months + t.Months,
			Weeks: total.Term.Weeks + t.Weeks, Days: total.Term.Days + t.Days}
	}
	return total
}

// longest is the longest term, within which the others run.
func (s *Sentence) longest(standing []*Penalty) Enforceable {
	top := heaviest(standing)
	p, ok := s.longestOf(top)
	if !ok {
		return Enforceable{Because: CantRank}
	}
	return s.decides(p, s.alone(top, LongestTerm))
}

// alone is OnlyPenalty where top is all there was to combine.
func (s *Sentence) alone(top []*Penalty, otherwise Reason) Reason {
	if len(top) == 1 && len(s.Penalties) == 1 {
		return OnlyPenalty
	}
	return otherwise
}
