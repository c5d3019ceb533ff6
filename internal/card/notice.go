package card

import (
	"strings"
	"time"

	"vigil/internal/locale"
)

// Codes of notices to curators about a channel of announcements.
const (
	NoticeGone        = "gone"        // the channel was deleted, or the bot removed from the server
	NoticeForbidden   = "forbidden"   // the bot may not write there any more
	NoticeUncertain   = "uncertain"   // a message may stand there or not, and can't be looked for
	NoticeRefused     = "refused"     // Discord took a message for wrong
	NoticeUncorrected = "uncorrected" // a message that is wrong by now can't be changed or deleted
)

// NoticeCard tells curators once what became of a channel of announcements and
// what to do. ref is the reference of the message that it is about; "" if none.
func NoticeCard(code, channel, ref string, l *locale.Locale) Message {
	where := locale.Text("channel", Channel(channel))
	lines := []string{l.T("notice."+code, where)}
	switch {
	case ref == "":
	case code == NoticeRefused:
		lines = append(lines, l.T("notice.refused.ref", locale.Name("ref", Escape(ref))))
	default:
		lines = append(lines, l.T("notice.find", locale.Name("ref", Escape(ref))))
	}
	lines = append(lines, strings.Split(l.T("notice."+code+".how", where), "\n")...)
	return Message{Cards: []Card{{Title: l.T("notice." + code + ".title"), Body: Lines(l, lines...), Tone: Fault}}}.Fit()
}

// Channel shows a channel of Discord by its id, as a link to it.
func Channel(id string) string {
	if id == "" || strings.Trim(id, "0123456789") != "" {
		return Escape(id)
	}
	return "<#" + id + ">"
}

// Test is what a test post says of a channel.
type Test struct {
	Kinds []string // their codes: "update", "anniversary" …
	Hour  int
	Zone  string    // IANA name
	Only  string    // whose announcements it is narrowed down to, in words; "": everybody's
	Next  time.Time // when that hour comes next; zero: nothing is posted by the hour
}

// TestPost is the message by which somebody sees that announcements arrive in a
// channel, and which ones will.
func TestPost(t Test, l *locale.Locale) Message {
	kinds := make([]string, 0, len(t.Kinds))
	for _, k := range t.Kinds {
		kinds = append(kinds, l.T("announced."+k))
	}
	lines := []string{
		l.T("testpost.text"),
		l.T("testpost.kinds", locale.Text("kinds", l.List(kinds))),
		l.T("testpost.hour", locale.Text("hour", clock(t.Hour, l)), locale.Name("zone", Plain(t.Zone))),
	}
	if t.Only != "" {
		lines = append(lines, l.T("setup.channel.only", locale.Text("filters", t.Only)))
	}
	if !t.Next.IsZero() {
		lines = append(lines, l.T("testpost.next", locale.Text("when", Instant(t.Next))))
	}
	return Message{Cards: []Card{{Title: l.T("testpost.title"), Body: Lines(l, lines...)}}}.Fit()
}

// clock is an hour of the day in the reader's digits.
func clock(hour int, l *locale.Locale) string {
	return l.Digits(time.Date(2000, 1, 1, hour, 0, 0, 0, time.UTC).Format("15:04"))
}
