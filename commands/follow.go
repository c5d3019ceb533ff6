package commands

import (
	"context"
	"errors"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// follow is /follow: direct messages on what is announced of one person. The
// button Follow of a public card leads here too; the answer is the asker's alone.
func follow(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "follow", Options: []Option{personOption()}},
		Suggest: d.suggestPerson,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			c, shows, err := d.person(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			slug := shows[0].Slug
			added, err := d.Follows.Follow(ctx, r.User, r.Server.ID, r.Access, slug)
			switch {
			case errors.Is(err, store.ErrFull):
				return Reply{}, &Refused{r.Locale.T("follow.full", locale.N(store.FollowLimit))}
			case trouble(err) != "":
				return Reply{}, &Refused{r.Locale.T("error.trouble")}
			case err != nil:
				return Reply{}, err
			}
			key := "follow.done"
			if !added {
				key = "follow.already"
			}
			l := r.Locale
			return Reply{Private: true, Message: card.Message{
				Cards: []card.Card{{Title: card.Name(&c.Casefile, l), Body: card.Lines(l, l.T(key), l.T("follow.text"))}},
				Controls: [][]card.Control{{
					{Label: l.T("follow.button.unfollow"), Then: card.Then{Command: "unfollow", Options: map[string]string{"person": slug}, Mine: true}},
					{Label: l.T("follow.button.list"), Then: card.Then{Command: "following", Mine: true}},
				}},
			}.Fit()}, nil
		},
	}
}
