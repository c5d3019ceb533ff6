package commands

import (
	"context"
	"slices"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// followedPerPage is how many people a page of /following lists; its select has
// a line for each.
const followedPerPage = 20

// following is /following: whom the asker follows, with a select that ends it.
// Its options "unfollow" and "page" can't be typed.
func following(d Deps) Command {
	return Command{
		Spec: Spec{Name: "following"},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			l := r.Locale
			all, err := d.Follows.Of(ctx, r.User)
			if err != nil {
				return Reply{}, err
			}
			done := ""
			if slug := r.Text("unfollow"); slug != "" {
				removed, err := d.Follows.Unfollow(ctx, r.User, slug)
				switch {
				case trouble(err) != "":
					return Reply{}, &Refused{l.T("error.trouble")}
				case err != nil:
					return Reply{}, err
				case removed:
					done = l.T("unfollow.done")
				}
				all = slices.DeleteFunc(all, func(f store.Followed) bool { return f.Slug == slug })
			}
			return d.followingPage(r, all, done), nil
		},
	}
}

// followingPage is the page of those followed that was asked for.
func (d Deps) followingPage(r Request, all []store.Followed, done string) Reply {
	l := r.Locale
	pages := max(1, (len(all)+followedPerPage-1)/followedPerPage)
	page := min(r.page(), pages)
	var lines []string
	if done != "" {
		lines = append(lines, "**"+done+"**", "")
	}
	if len(all) == 0 {
		lines = append(lines, l.T("following.none"))
	} else {
		lines = append(lines, l.T("following.count", locale.N(len(all))), l.T("follow.text"), "")
	}
	var choices []card.Choice
	for _, f := range all[(page-1)*followedPerPage : min(page*followedPerPage, len(all))] {
		lines = append(lines, "- "+d.followedName(f, l))
		choices = append(choices, card.Choice{Label: card.Cut(l.Isolate(card.Plain(f.Name)), maxLabel), Value: f.Slug})
	}
	then := card.Then{Command: "following", Options: map[string]string{"page": strconv.Itoa(page)}, Update: true}
	m := card.Message{Cards: []card.Card{{Title: l.T("following.title"), Body: card.Lines(l, lines...), Footer: card.Leaf(page, pages, l)}}}
	if len(choices) > 0 {
		m.Controls = [][]card.Control{{{Placeholder: l.T("following.choose"), Into: "unfollow", Choices: choices, Then: then}}}
	}
	m.Controls = append(m.Controls, card.Turn(l, page, pages, then)...)
	return Reply{Private: !r.Pressed, Message: m.Fit()}
}
