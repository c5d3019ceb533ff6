package entry

import (
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// ParsePenalties reads penalties as people type them, one a line, in English
// or Persian.
func ParsePenalties(text string) ([]casefile.Penalty, Faults) {
	var all []casefile.Penalty
	var faults Faults
	for _, l := range listed(clean(text, true)) {
		p, ok := simplePenalty(l.text)
		if !ok {
			faults = append(faults, Fault{Field: "penalties", Line: l.n, Text: clip(l.text), Part: clip(l.text), Code: "penalty.unknown", Example: "penalty"})
			continue
		}
		all = append(all, p)
	}
	return all, faults
}

func simplePenalty(line string) (casefile.Penalty, bool) {
	switch line {
	case "flogging":
		return casefile.Penalty{Kind: casefile.Flogging}, true
	case "death":
		return casefile.Penalty{Kind: casefile.Death}, true
	case "life imprisonment":
		return casefile.Penalty{Kind: casefile.LifeImprisonment}, true
	}
	f := strings.Fields(line)
	if len(f) == 0 {
		return casefile.Penalty{}, false
	}
	n, err := strconv.Atoi(f[0])
	if err != nil || n < 1 || n > 99999 {
		return casefile.Penalty{}, false
	}
	switch strings.Join(f[1:], " ") {
	case "years prison", "year prison", "years in prison":
		return casefile.Penalty{Kind: casefile.Imprisonment, Term: &calendar.Term{Years: n}}, true
	case "lashes":
		return casefile.Penalty{Kind: casefile.Flogging, Count: &n}, true
	}
	return casefile.Penalty{}, false
}

// WritePenalties is penalties as ParsePenalties reads them, in Persian ("fa")
// or English.
func WritePenalties(all []casefile.Penalty, lang string) string {
	var lines []string
	for _, p := range all {
		switch {
		case p.Kind == casefile.Imprisonment && p.Term != nil:
			lines = append(lines, strconv.Itoa(p.Term.Years)+" years prison")
		case p.Kind == casefile.Flogging && p.Count != nil:
			lines = append(lines, strconv.Itoa(*p.Count)+" lashes")
		default:
			lines = append(lines, string(p.Kind))
		}
	}
	return strings.Join(lines, "\n")
}

func writeImposed(x *casefile.Sentence, lang string) string { return WritePenalties(x.Penalties, lang) }

func (s *sheet) imposed(x *casefile.Sentence) {
	typed, ok := s.changed("penalties")
	if !ok {
		return
	}
	p, faults := ParsePenalties(typed)
	s.faults = append(s.faults, faults...)
	x.Penalties = p
}
