package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// enforceable writes the line that sets what can be enforced of a sentence
// against what was imposed, with the reason in words. Where the rule is
// unknown and there is one penalty alone, it writes nothing: what was imposed
// is all that can be said.
func (p *pen) enforceable(s *casefile.Sentence) {
	e := s.Enforceable()
	if e.Kind == casefile.EnforceableUnknown && (e.Because == casefile.NothingImposed ||
		e.Because == casefile.RuleUnknown && len(s.Penalties) < 2) {
		return
	}
	what := pen{l: p.l}
	what.Grow(64)
	switch e.Kind {
	case casefile.EnforceableTerm:
		what.term(e.Term)
	case casefile.EnforceableLife:
		what.words("enforceable.life")
	case casefile.EnforceableDeath:
		what.words("enforceable.death")
	case casefile.EnforceablePenalty:
		what.imposed(e.Penalty)
	case casefile.EnforceableNone:
		what.words("enforceable.none")
	default:
		what.words("enforceable.unknown")
	}
	p.line("")
	p.label("sentence.enforceable")
	p.WriteByte(' ')
	p.words("enforceable.because", locale.Text("what", what.String()), locale.Text("why", p.l.T("reason."+e.Because.Code())))
	if s.StatedNote != "" {
		p.WriteString(" (")
		p.stored(s.StatedNote)
		p.WriteString(")")
	}
}
