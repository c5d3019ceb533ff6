package entry

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// sentenceKind is one judgment with its penalties.
func sentenceKind() keeper {
	return several[casefile.Sentence]{
		form: form[casefile.Sentence]{
			name: "sentence",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "date", Type: Date}, {Name: "court", Max: mostLine}, {Name: "penalties", Type: Penalties, Required: true}, whoField(), sourcesField()}
			},
			then: func(c *casefile.Casefile) []Field {
				fields := []Field{{Name: "outcome", Type: Choice, Options: append(coded("outcome.", casefile.AllOutcomes()), unsaid("entry.outcome.unsaid"))}, visibleField()}
				if len(c.Charges) > 0 {
					fields = append([]Field{chargesField(c)}, fields...)
				}
				return fields
			},
			tell: func(f *Fact, x *casefile.Sentence, lang string) {
				f.Date, f.Texts = x.Date, words(strings.ReplaceAll(WritePenalties(x.Penalties, lang), "\n", "; "), x.Court)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Sentence) {
				v["date"], v["court"], v["outcome"], v["charges"] = x.Date.String(), x.Court, orUnsaid(x.Outcome), strings.Join(x.Charges, ",")
			},
			lines: func(v Values, c *casefile.Casefile, x *casefile.Sentence, lang string) {
				v["penalties"] = writeImposed(x, lang, c.Country)
			},
			take:   takeSentence,
			fact:   func(x *casefile.Sentence) *casefile.Fact { return &x.Fact },
			member: "sentences",
			members: map[string]string{"date": "date", "announced": "date", "court": "court", "penalties": "penalties", "rule": "penalties",
				"enforceable": "penalties", "charges": "charges", "outcome": "outcome"},
		},
		of:     func(c *casefile.Casefile) *[]casefile.Sentence { return &c.Sentences },
		id:     func(x *casefile.Sentence) *string { return &x.ID },
		prefix: "s",
	}
}

// chargesField lists the charges on record, as many as can be shown: the first
// ones.
func chargesField(c *casefile.Casefile) Field {
	f := Field{Name: "charges", Type: Choices}
	for _, x := range c.Charges[:min(len(c.Charges), mostOptions)] {
		f.Options = append(f.Options, Option{Value: x.ID, Label: x.Text})
	}
	return f
}

func takeSentence(s *sheet, x *casefile.Sentence) {
	s.date("date", &x.Date)
	s.order("date", x.Announced, x.Date)
	s.line("court", &x.Court)
	if s.has("charges") {
		s.charges(x)
	}
	was := x.Outcome
	code(s, "outcome", &x.Outcome)
	s.imposed(x, was)
}

// charges reads which charges were chosen. Those that the select was too short
// to show stay chosen.
func (s *sheet) charges(x *casefile.Sentence) {
	typed, ok := s.changed("charges")
	if !ok {
		return
	}
	var ids []string
	for id := range strings.SplitSeq(typed, ",") {
		id = strings.TrimSpace(id)
		switch {
		case id == "" || slices.Contains(ids, id):
		case !s.offered("charges", id) && !slices.Contains(x.Charges, id):
			s.blamePart("charges", "choice", id, "")
			return
		default:
			ids = append(ids, id)
		}
	}
	for _, id := range x.Charges {
		if !s.offered("charges", id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	x.Charges = ids
}
