package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"vigil/internal/answer"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// How many questions are proposed, and of how many people one is sought that
// the record answers.
const (
	mostExamples  = 6
	exampleAbout  = 12
	exampleTries  = 3
	exampleShapes = 12 // keys ask.example.1 and on
)

// exampleQuestions is what can be asked here, to choose from.
func (d Deps) exampleQuestions(ctx context.Context, r Request) (Reply, error) {
	questions, err := d.examplesIn(ctx, r, r.Locale)
	if err != nil {
		return Reply{}, err
	}
	l := r.Locale
	lines := []string{l.T("ask.examples.text")}
	var choices []card.Choice
	for _, q := range questions {
		lines = append(lines, "- "+l.Isolate(card.Escape(q)))
		if card.Length(q) <= maxLabel {
			choices = append(choices, card.Choice{Label: q, Value: q})
		}
	}
	if len(questions) == 0 {
		lines = []string{l.T("ask.examples.none")}
	}
	reply := Reply{Private: true, Message: card.Message{Cards: []card.Card{{Title: l.T("ask.examples"), Body: card.Lines(l, lines...)}}}}
	if len(choices) > 0 {
		reply.Controls = [][]card.Control{{{
			Placeholder: l.T("ask.examples.choose"), Into: "question", Choices: choices, Then: card.Then{Command: "ask"},
		}}}
	}
	reply.Message = reply.Fit()
	return reply, nil
}

// examplesIn are questions in that language that the record answers here: about
// people on public record, those whose casefiles changed last, each of another
// kind. Each was asked before it is proposed.
func (d Deps) examplesIn(ctx context.Context, r Request, l *locale.Locale) ([]string, error) {
	people, err := d.Public.Suggest(ctx, r.Access, "", exampleAbout)
	if err != nil {
		return nil, err
	}
	var found []string
	for i := range exampleShapes {
		key := fmt.Sprint("ask.example.", i+1)
		if len(found) == mostExamples || !l.Has(key) {
			break
		}
		for try := range exampleTries {
			name := ""
			if len(people) > 0 {
				name = exampleName(&people[(i+try)%len(people)], l)
			}
			q := l.T(key, locale.Text("name", name))
			if slices.Contains(found, q) {
				break
			}
			a, err := d.Answers.Ask(ctx, d.question(r, q, ""))
			if err != nil {
				return nil, err
			}
			if a.Kind == answer.Answered {
				found = append(found, q)
				break
			}
		}
	}
	return found, nil
}

// exampleName is what somebody is called in a question of that language: a native name
// in letters that its readers don't read, such as Cyrillic, is none for them.
func exampleName(s *store.Summary, l *locale.Locale) string {
	if l.Language().Direction == locale.RightToLeft && strings.ContainsFunc(s.NativeName, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return card.Plain(s.NativeName)
	}
	return card.Plain(s.Name)
}

// helpAsk is what /ask understands, with questions that it answers here in each
// language that it does.
func (d Deps) helpAsk(ctx context.Context, r Request) ([]string, error) {
	l := r.Locale
	lines := []string{l.T("help.ask.text")}
	for _, lang := range d.Words.Languages() {
		questions, err := d.examplesIn(ctx, r, d.spoken(l, lang.Code))
		if err != nil {
			return nil, err
		}
		for _, q := range questions {
			lines = append(lines, "- "+l.Isolate(card.Escape(q)))
		}
	}
	return append(lines, l.T("help.ask.refuses")), nil
}
