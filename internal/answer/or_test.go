package answer_test

import (
	"slices"
	"strings"
	"testing"

	"vigil/internal/answer"
)

// Who is one thing or another is everybody who is the one and everybody who is the
// other; otherwise the question isn't answered.
func TestOneOrAnother(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	about := func(question string) (answer.Answer, []string) {
		a := b.ask(t, asked{Question: question, Casebook: "starter-casebook.json", Now: "2026-01-15T12:00:00Z"})
		var all []string
		for _, x := range a.Shows {
			if x.Slug != "" {
				all = append(all, x.Slug)
			}
		}
		return a, all
	}
	answered := 0
	for _, x := range [][3]string{
		{"Who was sentenced to 16 years or 25 years?", "Who was sentenced to 16 years?", "Who was sentenced to 25 years?"},
		{"Who was sentenced to flogging or death?", "Who was sentenced to flogging?", "Who was sentenced to death?"},
		{"Who was sentenced to 80 lashes or 16 years?", "Who was sentenced to 80 lashes?", "Who was sentenced to 16 years?"},
		{"Who is on bail or was sentenced in 2024?", "Who is on bail?", "Who was sentenced in 2024?"},
		{"Who is imprisoned or in exile?", "Who is imprisoned?", "Who is in exile?"},
		{"Which women are on bail or in exile?", "Which women are on bail?", "Which women are in exile?"},
		{"Who is from Belarus or in exile?", "Who is from Belarus?", "Who is in exile?"},
		{"چه کسانی در تبعیدند یا به قید وثیقه آزادند؟", "چه کسانی در تبعیدند؟", "چه کسانی به قید وثیقه آزادند؟"},
	} {
		a, got := about(x[0])
		if a.Kind == answer.Refused && a.Reason == answer.NotUnderstood {
			continue
		}
		answered++
		for _, q := range x[1:] {
			of, some := about(q)
			if of.Kind != answer.Answered || len(some) == 0 {
				t.Errorf("%s: %s", q, of.Text)
			}
			for _, slug := range some {
				if !slices.Contains(got, slug) {
					t.Errorf("%s leaves out %s of %s: %s", x[0], slug, q, a.Text)
				}
			}
		}
	}
	if answered < 3 {
		t.Errorf("only %d are answered", answered)
	}
}

// What is asked of the last years, of what nobody has, or of what can't be together is
// not read as something else.
func TestReadAsAsked(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for question, want := range map[string]string{
		"Who was sentenced in the last five years?":             "20 January 2021",
		"How many people were sentenced in the past two years?": "20 January 2024",
		"Who won no prize?":                                      "Jimmy Lai",
		"Who died in prison?":                                    "understand",
		"Who reported 17 years for Jafar Panahi?":                "No “17 years”",
		"Was Jafar Panahi sentenced in the last three years?":    "1 December 2025",
		"Was Vladimir Kara-Murza sentenced in the last 2 years?": "17 April 2023",
	} {
		a := b.ask(t, asked{Question: question, Casebook: "starter-casebook.json", Now: "2026-01-20T12:00:00Z"})
		if !strings.Contains(a.Text+"\n"+a.Reading, want) {
			t.Errorf("%s: no %q in\n%s\n%s", question, want, a.Text, a.Reading)
		}
	}
}
