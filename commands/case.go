package commands

import (
	"context"
	"strconv"

	"vigil/internal/card"
)

// caseCard is /case: the card about one person. Its buttons come back with the
// option "view", which can't be typed, and turn its pages with "page".
func caseCard(d Deps, drawn drawn) Command {
	cards := newWritten()
	return Command{
		Spec: Spec{
			Name:    "case",
			Options: []Option{personOption(), privateOption()},
		},
		Suggest: d.suggestPerson,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			c, shows, err := d.person(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			switch r.Text("view") {
			case "timeline": // of cards that were posted before there was /timeline
				m, err := drawn.timeline(c, r)
				return Reply{Message: m, Shows: shows}, err
			case "sources":
				return Reply{Message: card.Sources(c, r.Locale, r.page()), Shows: shows}, nil
			}
			return Reply{Message: cards.card(c, r), Shows: shows}, nil
		},
	}
}

// page is which page a button asks for, from 1; the card keeps it within what
// there is.
func (r Request) page() int {
	n, err := strconv.Atoi(r.Text("page"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}
