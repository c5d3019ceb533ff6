package commands

import (
	"context"

	"vigil/internal/card"
)

// sentences is /sentences: every sentence on record for one person, newest
// first, as imposed and as enforceable, each with who says so.
func sentences(d Deps) Command {
	return Command{
		Spec: Spec{
			Name:    "sentences",
			Options: []Option{personOption(), privateOption()},
		},
		Suggest: d.suggestPerson,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			c, shows, err := d.person(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			return Reply{Message: card.Sentences(c, r.Locale, r.page()), Shows: shows}, nil
		},
	}
}
