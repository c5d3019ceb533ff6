package entry

import (
	"slices"

	"vigil/internal/casefile"
)

// imposed reads the penalties of a sentence, and the lines about all of them.
// was is the outcome that the sentence had before: penalties that had the
// same follow it.
func (s *sheet) imposed(x *casefile.Sentence, was casefile.Outcome) {
	if typed, ok := s.changed("penalties"); ok {
		s.retyped(x, was, typed)
		return
	}
	for i := range x.Penalties {
		x.Penalties[i].Outcome = followed(x.Penalties[i].Outcome, was, x.Outcome)
	}
}

// followed is the outcome of a penalty after that of its sentence changed.
func followed(o, was, now casefile.Outcome) casefile.Outcome {
	if was != "" && o == was {
		return now
	}
	return o
}

// penaltyLine is one line of a sentence's penalties, and what it was read as.
type penaltyLine struct {
	typed    casefile.Penalty
	standing int  // of the penalties that stood there, the one that it is; -1: none
	same     bool // and it is unchanged
}

func (s *sheet) retyped(x *casefile.Sentence, was casefile.Outcome, typed string) {
	stood := x.Penalties
	taken := make([]bool, len(stood))
	overall := overallOf(x)
	written := writings(x, was, s.c.Country)
	var now []penaltyLine
	for _, l := range listed(typed) {
		if overall.take(l.text) {
			continue
		}
		if i := standing(written, taken, l.text); i >= 0 {
			taken[i] = true
			now = append(now, penaltyLine{typed: stood[i], standing: i, same: true})
			continue
		}
		p, f := readPenalty(l.text, s.c.Country)
		if f != nil {
			s.blameLine("penalties", l, "penalty."+f.code, f.part, f.example)
			continue
		}
		now = append(now, penaltyLine{typed: p, standing: -1})
	}
	switch {
	case s.faulty("penalties"):
		return
	case len(now) == 0:
		s.blame("penalties", "required", "penalty")
		return
	case len(now) > mostList:
		s.blame("penalties", "too_many", "")
		return
	}
	matchPenalties(stood, taken, now)
	x.Penalties = make([]casefile.Penalty, len(now))
	for i, l := range now {
		x.Penalties[i] = l.typed
		switch {
		case l.same:
			x.Penalties[i].Outcome = followed(l.typed.Outcome, was, x.Outcome)
		case l.standing >= 0:
			x.Penalties[i] = retypedPenalty(stood[l.standing], l.typed, was, x.Outcome)
		}
	}
	overall.put(x)
}

// writings are the penalties that stand, as lines in either language.
func writings(x *casefile.Sentence, was casefile.Outcome, country string) [][2]string {
	all := make([][2]string, len(x.Penalties))
	for i := range x.Penalties {
		for k, fa := range []bool{false, true} {
			w := penaltyWriter{fa: fa, country: country, was: was}
			all[i][k] = unmarked(clean(w.line(&x.Penalties[i]), false))
		}
	}
	return all
}

// standing is which of the penalties not taken yet a line is, as it stands; -1
// if none.
func standing(written [][2]string, taken []bool, line string) int {
	for i, w := range written {
		if !taken[i] && (w[0] == line || w[1] == line) {
			return i
		}
	}
	return -1
}

// matchPenalties finds, for the lines that were changed, the penalties that
// they were, as differences of revisions do: of the same kind and words, else
// of the same kind.
func matchPenalties(stood []casefile.Penalty, taken []bool, now []penaltyLine) {
	var left []casefile.Penalty
	var leftAt []int
	for _, confidential := range []bool{true, false} { // first, lest one that was corrected comes out
		for i := range stood {
			if !taken[i] && (stood[i].Visibility == casefile.Confidential) == confidential {
				left, leftAt = append(left, stood[i]), append(leftAt, i)
			}
		}
	}
	var fresh []casefile.Penalty
	var freshAt []int
	for i := range now {
		if now[i].standing < 0 {
			fresh, freshAt = append(fresh, now[i].typed), append(freshAt, i)
		}
	}
	for i, j := range casefile.Pair(left, fresh) {
		if j >= 0 {
			now[freshAt[j]].standing = leftAt[i]
		}
	}
}

// retypedPenalty is a penalty as it was typed anew, with what no line says of
// it: notes, sources, who may see it.
func retypedPenalty(stood, typed casefile.Penalty, was, now casefile.Outcome) casefile.Penalty {
	out := typed
	out.Fact = stood.Fact
	if !shownRegime(&stood) {
		out.Regime = stood.Regime
	}
	if out.Amount != nil && stood.Amount != nil && out.Amount.String() == stood.Amount.String() {
		out.Amount = stood.Amount // a number or text, as it was read
	}
	if typed.Outcome == "" && stood.Outcome != "" && !shownOutcome(&stood, was) && impliedOutcome(&stood) == "" {
		out.Outcome = followed(stood.Outcome, was, now) // the line didn't say it before either
	}
	return out
}

// writeImposed is the penalties of a sentence with the lines about all of them.
func writeImposed(x *casefile.Sentence, lang, country string) string {
	w := penaltyWriter{fa: lang == persian, country: country, was: x.Outcome}
	var lines []string
	for i := range x.Penalties {
		lines = append(lines, w.line(&x.Penalties[i]))
	}
	return joinLines(slices.Concat(lines, overallOf(x).lines(w)))
}
