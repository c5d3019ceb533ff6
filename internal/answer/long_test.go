package answer_test

import (
	"strings"
	"testing"

	"vigil/internal/answer"
)

// Of a question that is too long no part is answered: what is left out could ask
// for something else than what is read.
func TestTooLong(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for name, c := range map[string]struct {
		question string
		read     bool
	}{
		"sixty words":         {"What is the sentence of Rasoulof " + strings.Repeat("the ", 54), true},
		"a word more":         {"What is the sentence of Rasoulof " + strings.Repeat("the ", 54) + "now", false},
		"many words":          {"What is the sentence of Rasoulof " + strings.Repeat("a ", 60) + "in Paris?", false},
		"many letters":        {"What is the sentence of Rasoulof " + strings.Repeat("please ", 50) + "in France in 2010 in Paris?", false},
		"words of many parts": {"What is the sentence of Rasoulof " + strings.Repeat("a-", 150) + "a?", false},
		"in Persian":          {"حکم رسول‌اف چیست " + strings.Repeat("و ", 60) + "در پاریس؟", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := b.ask(t, asked{Question: c.question, Casebook: "seed-casebook.json", Now: "2026-01-15T12:00:00Z"})
			if read := len(a.Facts) > 0; read != c.read {
				t.Errorf("answered: %v; want %v: %s", read, c.read, a.Text)
			}
			if !c.read && (a.Kind != answer.Refused || a.Reason != answer.NotUnderstood) {
				t.Errorf("%s %s: %s", a.Kind, a.Reason, a.Text)
			}
		})
	}
}

// Numbers that are larger than any on record are read as such or not at all.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for _, question := range []string{
		"Who was sentenced to more than 357913942 years?",
		"Who was sentenced to more than 768614336404564651 years?",
		"Who was sentenced to more than 9223372036854775807 lashes?",
		"Who was sentenced to more than 9223372036854775807 thousand lashes?",
	} {
		a := b.ask(t, asked{Question: question, Casebook: "starter-casebook.json", Now: "2026-01-15T12:00:00Z"})
		if a.Kind == answer.Answered {
			t.Errorf("%s is answered with %s", question, a.Text)
		}
	}
}
