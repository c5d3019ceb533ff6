package card

import (
	"strconv"
	"strings"
	"time"

	"vigil/internal/locale"
)

// Queue is a page of what waits for curators.
type Queue struct {
	Suggestions []Suggested // of this page
	Total       int         // of suggestions, on all pages
	Approvals   []Awaited   // at most 15
	Waiting     int         // of approvals, in all
	Edits       []Unfinished
	Unfinished  int    // of edits, in all
	Trouble     string // why the review channel can't be used, in words; ""
	Page, Pages int
	Then        Then // leads back to the list; what is chosen goes into "open", the page into "page"
}

// Unfinished is something that the reader began to enter and neither saved nor
// discarded.
type Unfinished struct {
	Kind string // of what is entered, in words
	Name string // of the person
	At   time.Time
	Then Then // leads on from there
}

// Message is the list, with a select that opens one thing of it.
func (q Queue) Message(l *locale.Locale) Message {
	var lines []string
	if q.Trouble != "" {
		lines = append(lines, q.Trouble, "")
	}
	var choices []Choice
	if q.Waiting > 0 {
		lines = append(lines, "**"+l.T("queue.approvals", locale.N(q.Waiting))+"**")
	}
	for _, a := range q.Approvals {
		lines = append(lines, l.T("queue.approval", locale.Name("name", Escape(a.Name)), locale.Text("who", Member(a.By)), locale.Text("when", Instant(a.At))))
		choices = append(choices, Choice{
			Label: Cut(Plain(a.Name), maxChoice), Value: "approval " + strconv.FormatInt(a.N, 10), Note: l.T("queue.note.approval"),
		})
	}
	lines = append(lines, "**"+l.T("queue.suggestions", locale.N(q.Total))+"**")
	for _, s := range q.Suggestions {
		first, _, _ := strings.Cut(s.What, "\n")
		lines = append(lines, l.T("queue.suggestion", locale.Name("name", Escape(s.Name)),
			locale.Name("what", Escape(Cut(first, 80))), locale.Text("when", Instant(s.At))))
		choices = append(choices, Choice{
			Label: Cut(Plain(s.Name), maxChoice), Value: "suggestion " + strconv.FormatInt(s.N, 10), Note: Cut(Plain(first), maxChoice),
		})
	}
	var edits []Control
	if q.Unfinished > 0 {
		lines = append(lines, "**"+l.T("queue.unfinished", locale.N(q.Unfinished))+"**")
	}
	for _, x := range q.Edits {
		kind := locale.Text("kind", x.Kind)
		lines = append(lines, l.T("queue.unfinished.one", kind, locale.Name("name", Escape(Cut(x.Name, maxChoice))), locale.Text("when", Instant(x.At))))
		edits = append(edits, Control{Label: Cut(l.T("queue.unfinished.button", kind, locale.Name("name", Plain(x.Name))), maxLabel), Then: x.Then})
	}
	m := Message{Cards: []Card{{Title: l.T("queue.title"), Body: Lines(l, lines...), Footer: footer(l, q.Page, q.Pages, false)}}}
	if len(choices) > 0 {
		then := Then{Command: q.Then.Command, Options: map[string]string{"list": "yes"}, Update: true}
		m.Controls = append(m.Controls, []Control{{Placeholder: l.T("queue.open"), Into: "open", Choices: choices, Then: then}})
	}
	if len(edits) > 0 {
		m.Controls = append(m.Controls, edits)
	}
	m.Controls = append(m.Controls, turn(l, q.Page, q.Pages, q.Then)...)
	return m.Fit()
}
