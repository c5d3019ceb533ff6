package commands

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// unfollow is /unfollow: no more direct messages about one person, those that
// were still to be sent among them.
func unfollow(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "unfollow", Options: []Option{personOption()}},
		Suggest: d.suggestFollowed,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			l := r.Locale
			slug, name, err := d.followed(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			removed, err := d.Follows.Unfollow(ctx, r.User, slug)
			switch {
			case trouble(err) != "":
				return Reply{}, &Refused{l.T("error.trouble")}
			case err != nil:
				return Reply{}, err
			case !removed:
				return Reply{}, &Refused{l.T("unfollow.nobody", locale.Name("typed", typedShown(r.Person())))}
			}
			if name == "" {
				name = l.T("unfollow.title")
			}
			return Reply{Private: true, Message: card.Message{
				Cards: []card.Card{{Title: name, Body: card.Lines(l, l.T("unfollow.done"))}},
				Controls: [][]card.Control{{
					{Label: l.T("follow.button.list"), Then: card.Then{Command: "following", Mine: true}},
				}},
			}.Fit()}, nil
		},
	}
}

// followed is who is meant among those whom the asker follows, and their name
// as it can be shown. What was typed is looked for among their names, and then, as
// every other spelling, among all who may be read here. Whoever isn't found is
// taken for a slug: somebody may be followed who is on public record no more.
func (d Deps) followed(ctx context.Context, r Request) (slug, name string, err error) {
	all, err := d.Follows.Of(ctx, r.User)
	if err != nil {
		return "", "", err
	}
	if i := slices.IndexFunc(all, func(f store.Followed) bool { return f.Slug == r.Person() }); i >= 0 {
		return all[i].Slug, d.followedName(all[i], r.Locale), nil
	}
	if r.Pressed {
		return r.Person(), "", nil
	}
	typed := locale.Fold(r.Person())
	named := slices.DeleteFunc(slices.Clone(all), func(f store.Followed) bool { return locale.Fold(f.Name) != typed })
	if len(named) != 1 {
		named = d.resolved(ctx, r, all)
	}
	if len(named) == 1 {
		return named[0].Slug, d.followedName(named[0], r.Locale), nil
	}
	return r.Person(), "", nil
}

// resolved are those of the followed whom the name that was typed may mean.
func (d Deps) resolved(ctx context.Context, r Request, all []store.Followed) (found []store.Followed) {
	_, s, err := d.Public.Resolve(ctx, r.Access, r.Person())
	may := []store.Summary{s}
	var several *store.Ambiguous
	if errors.As(err, &several) {
		may = several.Candidates
	} else if err != nil {
		return nil
	}
	for _, f := range all {
		if slices.ContainsFunc(may, func(s store.Summary) bool { return s.Casebook == f.Casebook && s.Slug == f.Slug }) {
			found = append(found, f)
		}
	}
	return found
}

func (d Deps) followedName(f store.Followed, l *locale.Locale) string {
	return l.Isolate(card.Escape(f.Name))
}

// suggestFollowed completes the option "person" to those whom the asker follows.
func (d Deps) suggestFollowed(ctx context.Context, r Request) ([]card.Choice, error) {
	if r.Focused != "person" {
		return nil, nil
	}
	all, err := d.Follows.Of(ctx, r.User)
	if err != nil {
		return nil, err
	}
	typed := locale.Fold(r.Person())
	var choices []card.Choice
	for _, f := range all {
		if len(f.Slug) > maxLabel || len(choices) == maxSuggestions {
			continue
		}
		if strings.Contains(locale.Fold(f.Name), typed) || strings.Contains(f.Slug, typed) {
			choices = append(choices, card.Choice{Label: card.Cut(r.Locale.Isolate(card.Plain(f.Name)), maxLabel), Value: f.Slug})
		}
	}
	return choices, nil
}
