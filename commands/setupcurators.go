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

// curatorsStep settles which roles curate, beside who may manage messages.
func curatorsStep() step {
	return step{name: "curators", settle: Deps.settleCurators, show: Deps.showCurators}
}

// reviewStep settles in which channel suggestions and approvals are shown.
func reviewStep() step {
	return step{name: "review", sub: "curators", settle: Deps.settleCurators, show: Deps.showReview}
}

// mostCurators is how many roles may curate: as many as one select can hold.
const mostCurators = 25

// settleCurators adds the role "role", takes away the role "remove", or puts
// "roles" in the place of all; and sets the channel "review", "" for none.
func (d Deps) settleCurators(ctx context.Context, r Request) (done string, instead *Reply, err error) {
	roles := slices.Clone(r.Server.Curators)
	if all, ok := r.Options["roles"]; ok {
		roles = strings.FieldsFunc(all, func(c rune) bool { return c == ',' })
	}
	if id := r.Text("role"); id != "" && !slices.Contains(roles, id) {
		roles = append(roles, id)
	}
	if id := r.Text("remove"); id != "" {
		roles = slices.DeleteFunc(roles, func(have string) bool { return have == id })
	}
	channel, review := r.Options["review"]
	if review && channel != "" {
		if err := d.fitForReview(ctx, r, channel); err != nil {
			return "", nil, err
		}
	}
	if !slices.Equal(roles, r.Server.Curators) {
		switch {
		case slices.Contains(roles, r.Server.ID): // the id of @everyone is the server's
			return "", nil, &Refused{r.Locale.T("setup.curators.everybody")}
		case len(roles) > mostCurators:
			return "", nil, &Refused{r.Locale.T("setup.curators.many", locale.N(mostCurators))}
		}
		if err := d.Servers.SetCurators(ctx, r.Server.ID, roles, r.By()); err != nil {
			return "", nil, err
		}
		done = "setup.saved"
	}
	if review {
		if err := d.Servers.SetReview(ctx, r.Server.ID, channel, r.By()); err != nil {
			return "", nil, err
		}
		done = "setup.saved"
	}
	return done, nil, nil
}

// fitForReview is nil for a channel in which suggestions may be shown, else a
// [*Refused]: it must not be open to everybody, and the bot has to be able to
// post there.
func (d Deps) fitForReview(ctx context.Context, r Request, id string) error {
	l := r.Locale
	v, err := r.Around.Channel(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return &Refused{l.T("setup.review.unseen", locale.Text("channel", channelName(id)))}
	case err != nil:
		return err
	case v.Everybody:
		return &Refused{l.T("setup.review.open", locale.Text("channel", channelName(id)))}
	case len(v.Lacks) > 0:
		return &Refused{l.T("setup.review.lacks", locale.Text("channel", channelName(id)), locale.Text("lacks", permissions(v.Lacks, l)))}
	}
	return nil
}

// showCurators says which roles curate, and which of them Discord doesn't show
// /curate.
func (d Deps) showCurators(ctx context.Context, r Request, s *screen) error {
	if r.Access.Curates == 0 {
		s.say("setup.curators.reads")
	}
	names := make([]string, len(r.Server.Curators))
	for i, id := range r.Server.Curators {
		names[i] = roleName(id)
	}
	s.say("setup.curators.who", locale.Text("roles", enumerated(s.l, names, "setup.curators.none")))
	if hidden := d.hiddenFrom(ctx, r); len(hidden) > 0 {
		s.say("setup.curators.integrations", locale.Text("roles", strings.Join(hidden, " ")))
	}
	s.rows = append(s.rows, []card.Control{{
		Placeholder: s.l.T("setup.curators.choose"), Into: "roles", Pick: card.PickRole, Picked: r.Server.Curators,
		Many: mostCurators, None: true, Then: s.then(),
	}})
	return nil
}

// hiddenFrom are the curating roles to which Discord doesn't show /curate by
// itself, as far as it says.
func (d Deps) hiddenFrom(ctx context.Context, r Request) (hidden []string) {
	if len(r.Server.Curators) == 0 {
		return nil
	}
	g, err := r.Around.Guild(ctx)
	if err != nil {
		return nil
	}
	for _, role := range g.Roles {
		if slices.Contains(r.Server.Curators, role.ID) && !role.Curates {
			hidden = append(hidden, roleName(role.ID))
		}
	}
	return hidden
}

// showReview says which channel it is, and what is wrong with it.
func (d Deps) showReview(ctx context.Context, r Request, s *screen) error {
	if r.Server.Review == "" {
		s.say("setup.review.none")
	} else {
		s.say("setup.review.is", locale.Text("channel", channelName(r.Server.Review)))
		if trouble := d.reviewTrouble(ctx, r); trouble != "" {
			s.lines = append(s.lines, trouble)
		}
	}
	c := card.Control{
		Placeholder: s.l.T("setup.review.choose"), Into: "review", Pick: card.PickChannel, None: true, Then: s.then(),
	}
	if r.Server.Review != "" {
		c.Picked = []string{r.Server.Review}
	}
	s.rows = append(s.rows, []card.Control{c})
	return nil
}
