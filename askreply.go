package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"vigil/internal/answer"
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
)

// encoder writes JSON as people read it.
func encoder(to io.Writer) *json.Encoder {
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	return e
}

// reply is an answer, to be shown outside of Discord.
type reply struct{ answer.Answer }

// plainAnswer is an answer for programs: without markdown, escapes and isolates.
type plainAnswer struct {
	Kind    answer.Kind     `json:"kind"`
	Reason  answer.Reason   `json:"reason"` // "" of an answer
	Reading string          `json:"reading"`
	Text    string          `json:"text"`
	Facts   []answer.Fact   `json:"facts"`
	Sources []answer.Source `json:"sources"`
	// Choices are the meanings of a question back, and who may have been meant where nobody has
	// that name. To ask one, its question is asked with its "meant".
	Choices []answer.Choice `json:"choices,omitempty"`
}

func (r reply) plain() plainAnswer {
	return plainAnswer{r.Kind, r.Reason, unmarked(r.Reading), unmarked(r.Text), r.Facts, r.Sources, r.Choices}
}

// unmarked is a text of a card as it reads where no markdown works, line by line.
func unmarked(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = card.Unmarked(lines[i])
	}
	return strings.Join(lines, "\n")
}

// text is an answer for people.
func (d *desk) text(r reply) string {
	l := d.words.For(r.Language, locale.Options{Zone: d.conf.Timezone})
	var b strings.Builder
	fmt.Fprintln(&b, unmarked(r.Text))
	if r.Reading != "" {
		fmt.Fprintf(&b, "\n%s\n", unmarked(r.Reading))
	}
	if !r.AsOf.IsZero() {
		fmt.Fprintln(&b, unmarked(l.T("ask.as_of", locale.Text("date", card.Date(r.AsOf, l)))))
	}
	for _, c := range r.Choices {
		fmt.Fprintf(&b, "- %s: %s", card.Plain(c.Label), card.Plain(c.Question))
		if len(c.Meant) > 0 {
			fmt.Fprintf(&b, " --meant %q", strings.Join(c.Meant, " "))
		}
		fmt.Fprintln(&b)
	}
	if len(r.Sources) > 0 {
		fmt.Fprintf(&b, "\n%s\n", l.T("ask.sources"))
	}
	for _, s := range r.Sources {
		parts := []string{s.Publisher, s.Title, s.URL}
		if published, err := calendar.Parse(s.Published); err == nil && !published.IsZero() {
			parts = append(parts, unmarked(card.Date(published, l)))
		}
		fmt.Fprintf(&b, "- %s\n", strings.Join(said(parts), " · "))
	}
	return b.String()
}

// said are those texts that say something, for a terminal.
func said(all []string) []string {
	var some []string
	for _, s := range all {
		if s != "" {
			some = append(some, card.Plain(s))
		}
	}
	return some
}
