package card

import (
	"time"

	"vigil/internal/locale"
)

// Awaited is a casefile that waits for a second curator before it is published.
type Awaited struct {
	N        int64
	Name     string
	Slug     string
	Version  int
	By       string // Discord's id of who asked
	At       time.Time
	Decision *Decision // nil while it is undecided
}

// Approval is a request for a second curator as a card, without buttons. It
// belongs where curators alone read.
func Approval(a Awaited, l *locale.Locale) Card {
	c := Card{
		Title: l.T("approval.title", locale.Name("name", Escape(a.Name))),
		Body: Lines(l,
			l.T("approval.asked", locale.Text("who", Member(a.By)), locale.Text("when", Instant(a.At))),
			l.T("approval.what", locale.Name("slug", Escape(a.Slug)), locale.Plain("version", a.Version))),
		Footer: l.T("approval.footer", locale.Plain("n", int(a.N))),
	}
	if a.Decision != nil {
		c.Fields = append(c.Fields, a.Decision.field("approval.decided.", l))
	} else {
		c.Body += "\n" + Lines(l, l.T("approval.how"))
	}
	return c.Fit()
}
