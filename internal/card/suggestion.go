package card

import (
	"strconv"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// Suggested is something that a member suggests for the record, as curators
// see it.
type Suggested struct {
	N      int64  // its number, to speak of it
	Name   string // of the person, as the record or the sender has it
	Slug   string // of their casefile; "": nobody on record
	What   string
	Date   calendar.Date // zero: none was given
	Source string        // link or publisher, as it was typed
	At     time.Time

	Sender    string    // Discord's id, where the sender agreed to be known; else ""
	Forgotten bool      // they agreed, and who they are isn't kept any more
	Decision  *Decision // nil while it is undecided
}

// Decision is what became of something that curators decide once.
type Decision struct {
	Outcome string // "approved", "rejected"; of an approval "given", "refused" or "stale"
	By      string // Discord's id; "" when it isn't known
	At      time.Time
	Why     string // may be empty
}

// Suggestion is what a member suggests as a card, without buttons. It belongs
// where curators alone read.
func Suggestion(s Suggested, l *locale.Locale) Card {
	p := newPen(l, 512)
	for line := range strings.SplitSeq(s.What, "\n") {
		p.quote(line)
	}
	c := Card{Body: p.take(), Footer: l.T("suggestion.footer", locale.Plain("n", int(s.N)))}
	c.Title = l.T("suggestion.title", locale.Name("name", Escape(s.Name)))
	add := func(key, value string) {
		c.Fields = append(c.Fields, Field{Name: l.T(key), Value: Lines(l, value)})
	}
	about := l.T("suggestion.nobody")
	if s.Slug != "" {
		about = l.T("suggestion.on_record", locale.Name("name", Escape(s.Name)), locale.Name("slug", Escape(s.Slug)))
	}
	add("suggestion.about", about)
	if s.Date.IsZero() {
		add("suggestion.date", l.T("suggestion.no_date"))
	} else {
		add("suggestion.date", Date(s.Date, l))
	}
	add("suggestion.source", l.Isolate(linked(s.Source)))
	sent := l.T("suggestion.sent_unnamed", locale.Text("when", Instant(s.At)))
	switch {
	case s.Forgotten:
		sent = l.T("suggestion.sent_forgotten", locale.Text("when", Instant(s.At)))
	case s.Sender != "":
		sent = l.T("suggestion.sent_by", locale.Text("when", Instant(s.At)), locale.Text("who", Member(s.Sender)))
	}
	add("suggestion.sent", sent)
	if s.Decision != nil {
		c.Fields = append(c.Fields, s.Decision.field("suggestion.decided.", l))
	}
	return c.Fit()
}

// field says what was decided, by whom and when. The words' keys begin with
// words.
func (d *Decision) field(words string, l *locale.Locale) Field {
	when := locale.Text("when", Instant(d.At))
	text := l.T(words+d.Outcome, when)
	if d.By != "" {
		text = l.T(words+d.Outcome+"_by", when, locale.Text("who", Member(d.By)))
	}
	lines := []string{text}
	if d.Why != "" {
		lines = append(lines, l.T("decision.why", locale.Name("why", Escape(d.Why))))
	}
	return Field{Name: l.T("decision"), Value: Lines(l, lines...)}
}

// linked is text as it was typed, its web addresses in full and to be pressed.
// They stand by themselves: Discord doesn't take an address as a link's words.
func linked(typed string) string {
	words := strings.Fields(typed)
	for i, w := range words {
		if address, ok := webAddress(w); ok {
			words[i] = "<" + address + ">"
		} else {
			words[i] = Escape(w)
		}
	}
	return strings.Join(words, " ")
}

// Instant is a moment as each reader's program shows it, in their own time
// zone and language. It is for what happens here, never for a date of the
// record.
func Instant(at time.Time) string { return "<t:" + strconv.FormatInt(at.Unix(), 10) + ":f>" }

// Member is somebody by Discord's id, whom a reader's program shows by name; in
// a message of the bot's it pings nobody. What is no id stands as it is.
func Member(id string) string {
	if id == "" || strings.Trim(id, "0123456789") != "" {
		return Escape(id)
	}
	return "<@" + id + ">"
}
