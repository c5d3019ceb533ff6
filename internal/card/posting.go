package card

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Posting is what every announcement says of itself.
type Posting struct {
	Day       calendar.Day // that it is about, in the channel
	Late      bool         // it stands there after its hour
	Ref       string       // of the ledger, "ABCD-EFGH": what it is found by in the channel
	Corrected calendar.Day // when it was last corrected; none: it wasn't
	Direct    bool         // it goes to somebody who follows the person
	// Server is, of a direct message in which the record can't be read, the server
	// on which it can.
	Server string
}

// fresh reports whether the message is read on its day for the first time, so
// that "today" and "tomorrow" are true in it.
func (x Posting) fresh() bool { return !x.Late && x.Corrected.IsZero() }

// marks writes what must be known of the message before it is read.
func (p *pen) marks(x Posting) {
	if x.Late {
		p.line("")
		p.bold("post.late", locale.Text("date", Date(calendar.DateOf(x.Day), p.l)))
	}
	if !x.Corrected.IsZero() {
		p.line("")
		p.bold("post.corrected", locale.Text("date", Date(calendar.DateOf(x.Corrected), p.l)))
	}
}

// footer says of which day the message is and how it is found.
func (x Posting) footer(l *locale.Locale) string {
	parts := []string{Date(calendar.DateOf(x.Day), l)}
	if x.Ref != "" {
		parts = append(parts, l.T("post.ref", locale.Name("ref", x.Ref)))
	}
	if s := footer(l, 1, 1, true); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// selectLimit is how many choices a select has at most, and selects how many
// selects lead to the people of one message.
const (
	selectLimit = 25
	selects     = 2
)

// leads are the buttons from an announcement to the present record of whoever
// it is about, and to following them: of several people selects. A direct
// message is about one.
func (x Posting) leads(people []*casefile.Casefile, l *locale.Locale, more ...Control) [][]Control {
	if len(people) == 0 {
		return nil
	}
	follow, ask := "follow", "post.follow"
	if x.Direct {
		follow, ask = "unfollow", "post.unfollow"
	}
	if x.Server != "" {
		there := Control{Label: l.T("post.button.server"), URL: "https://discord.com/channels/" + x.Server}
		return [][]Control{{there, Control{Label: l.T("post.button.unfollow"), Then: Then{Command: follow, Options: map[string]string{"person": people[0].Slug}}}}}
	}
	if len(people) == 1 {
		person := map[string]string{"person": people[0].Slug}
		row := append([]Control{{Label: l.T("post.button.record"), Then: Then{Command: "case", Options: person}}}, more...)
		if x.Direct {
			return [][]Control{append(row, Control{Label: l.T("post.button.unfollow"), Then: Then{Command: follow, Options: person}})}
		}
		return [][]Control{append(row, FollowButton(people[0].Slug, l))}
	}
	choices := make([]Choice, 0, len(people))
	for _, c := range people {
		choices = append(choices, choice(c, l))
	}
	var rows [][]Control
	parts := min(selects, (len(choices)+selectLimit-1)/selectLimit)
	for _, to := range [...]struct{ placeholder, command string }{{"post.open", "case"}, {ask, follow}} {
		for n := range parts {
			some, label := choices[n*selectLimit:min((n+1)*selectLimit, len(choices))], l.T(to.placeholder)
			if parts > 1 {
				label += " (" + l.Number(n+1) + "/" + l.Number(parts) + ")"
			}
			rows = append(rows, []Control{{Placeholder: label, Into: "person", Choices: some, Then: Then{Command: to.command}}})
		}
	}
	return rows
}
