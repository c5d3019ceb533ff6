package card

import (
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// Personal is all that is stored about somebody who uses the bot, as they are
// shown it.
type Personal struct {
	Language    string   // its own name; "": as the server has it
	Calendar    string   // its code; "": as the server has it
	Follows     []string // names of those whom they follow
	Hidden      int      // others whom they follow, and who can't be read about any more
	Messages    int      // direct messages about those whom they follow
	Suggestions []Own
	Edits       int // under way
	Settled     int // edits that were saved or discarded lately
	Uploads     int
	Blocked     int  // casebooks that take no suggestions from them
	Acts        int  // lines of audit trails and histories that name them
	Erased      bool // it was just erased
}

// Own is a suggestion in its sender's eyes.
type Own struct {
	What   string
	Date   calendar.Date
	Source string
	At     time.Time
	State  string // "open", "approved", "rejected"
	Named  bool   // the curators know who sent it
}

// Nothing reports whether there is nothing that can be erased.
func (p Personal) Nothing() bool {
	return p.Language == "" && p.Calendar == "" && len(p.Follows)+p.Hidden+p.Messages+len(p.Suggestions)+p.Edits+p.Settled+p.Uploads == 0
}

// ownShown is how many suggestions, and how much of each, stand in the card
// itself. What is longer is in a file beside it, whole.
const (
	ownShown = 5
	ownText  = 400
)

// Message says it in plain words, and what can't be erased and why.
func (p Personal) Message(l *locale.Locale) Message {
	var lines []string
	say := func(key string, args ...locale.Arg) { lines = append(lines, l.T(key, args...)) }
	if p.Erased {
		lines = append(lines, "**"+l.T("privacy.erased")+"**")
	}
	if p.Nothing() && p.Blocked+p.Acts == 0 {
		say("privacy.nothing")
	}
	if p.Language != "" {
		say("privacy.language", locale.Name("language", p.Language))
	}
	if p.Calendar != "" {
		say("privacy.calendar", locale.Text("calendar", l.T("help.calendar."+p.Calendar)))
	}
	if n := len(p.Follows); n > 0 {
		say("privacy.follows", locale.N(n), locale.Text("names", p.followed(l)))
	}
	if p.Hidden > 0 {
		say("privacy.follows_hidden", locale.N(p.Hidden))
	}
	if p.Messages > 0 {
		say("privacy.messages", locale.N(p.Messages))
	}
	if n := len(p.Suggestions); n > 0 {
		say("privacy.suggestions", locale.N(n))
	}
	if p.Edits > 0 {
		say("privacy.edits", locale.N(p.Edits))
	}
	if p.Settled > 0 {
		say("privacy.settled", locale.N(p.Settled))
	}
	if p.Uploads > 0 {
		say("privacy.uploads", locale.N(p.Uploads))
	}
	c := Card{Title: l.T("help.privacy")}
	file := p.suggestions(&c, l)
	var kept []string
	if p.Blocked > 0 {
		kept = append(kept, l.T("privacy.blocked", locale.N(p.Blocked)))
	}
	if p.Acts > 0 {
		kept = append(kept, l.T("privacy.acts", locale.N(p.Acts)))
	}
	if len(kept) > 0 {
		c.Fields = append(c.Fields, Field{Name: l.T("privacy.stays"), Value: Lines(l, kept...)})
	}
	c.Fields = append(c.Fields, Field{Name: l.T("privacy.never"), Value: Lines(l, strings.Split(l.T("privacy.never.text"), "\n")...)})
	c.Body = Lines(l, lines...)
	m := Message{Cards: []Card{c.Fit()}}
	if file != "" {
		m.Files = []File{{Name: "stored.txt", Type: "text/plain; charset=utf-8", Data: []byte(file)}}
	}
	return m
}

// followsShown is how many of those followed stand in the card itself.
const followsShown = 10

// followed are the names of those whom they follow, as far as the card has room.
func (p Personal) followed(l *locale.Locale) string {
	var names []string
	for i, name := range p.Follows {
		if i == followsShown {
			break
		}
		names = append(names, l.Isolate(Escape(Cut(name, 100))))
	}
	said := strings.Join(names, l.T("list.comma"))
	if len(p.Follows) > followsShown {
		said += " …"
	}
	return said
}

// suggestions adds them to the card, as far as they fit, and returns all of
// them as a text where they don't.
func (p Personal) suggestions(c *Card, l *locale.Locale) (file string) {
	var all strings.Builder
	long := len(p.Suggestions) > ownShown
	for i, s := range p.Suggestions {
		date := l.T("suggestion.no_date")
		if !s.Date.IsZero() {
			date = Date(s.Date, l)
		}
		all.WriteString(s.What + "\n" + l.T("suggestion.date") + ": " + date + "\n" + l.T("suggestion.source") + ": " + s.Source + "\n\n")
		long = long || length(s.What) > ownText
		if i >= ownShown {
			continue
		}
		named := "privacy.unnamed"
		if s.Named {
			named = "privacy.named"
		}
		w := newPen(l, 256)
		w.quote(Cut(s.What, ownText))
		w.line("")
		w.WriteString(l.T("suggestion.date") + ": " + date)
		w.line("")
		w.WriteString(l.T("suggestion.source") + ": " + l.Isolate(linked(Cut(s.Source, ownText))))
		w.line("")
		w.WriteString(l.T(named))
		c.Fields = append(c.Fields, Field{
			Name:  l.T("privacy.suggestion."+s.State) + " · " + Date(calendar.DateOf(calendar.DayOf(l.Today(s.At))), l),
			Value: w.take(),
		})
	}
	if !long {
		return ""
	}
	return all.String()
}
