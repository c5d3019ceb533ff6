package commands

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// overviewStep shows all that is set, and what the bot lacks.
func overviewStep() step {
	return step{name: "show", settle: func(Deps, context.Context, Request) (string, *Reply, error) { return "", nil, nil }, show: Deps.showAll}
}

// showAll says what is set, in a line each, what waits, and what is missing
// and how to mend it.
func (d Deps) showAll(ctx context.Context, r Request, s *screen) error {
	l := s.l
	book, err := d.Servers.CasebookOf(ctx, r.Server.Casebook)
	if err != nil {
		return err
	}
	head := func(key string) { s.lines = append(s.lines, "**"+l.T(key)+"**") }
	head("setup.casebook")
	s.lines = append(s.lines, d.casebookLines(r, book)...)

	if r.Access.Curates != 0 {
		head("setup.curators")
		names := make([]string, len(r.Server.Curators))
		for i, id := range r.Server.Curators {
			names[i] = roleName(id)
		}
		s.say("setup.curators.who", locale.Text("roles", enumerated(l, names, "setup.curators.none")))
		if r.Server.Review != "" {
			s.say("setup.review.is", locale.Text("channel", channelName(r.Server.Review)))
		}
		_, open, err := d.Inbox.Open(ctx, r.Access.Curates, 0, 1)
		if err != nil {
			return err
		}
		waiting, err := d.Curation.Approvals(ctx, r.Access.Curates)
		if err != nil {
			return err
		}
		s.say("queue.suggestions", locale.N(open))
		s.say("queue.approvals", locale.N(len(waiting)))
	}

	head("setup.show.here")
	here := d.shared(r)
	zone := r.Server.Timezone
	if zone == "" {
		zone = l.Zone().String()
	}
	s.say("setup.show.language", locale.Text("language", here.Language().Name))
	s.say("setup.show.calendar", locale.Text("calendar", l.T("help.calendar."+here.Calendar().String())))
	s.say("setup.show.timezone", locale.Name("zone", zone))

	head("setup.channel")
	if err := d.sayChannels(ctx, r, s); err != nil {
		return err
	}

	head("setup.policy")
	s.lines = append(s.lines, policyLines(r)...)

	head("setup.show.lacks")
	lacks := d.lacking(ctx, r)
	if len(lacks) == 0 {
		lacks = []string{l.T("setup.show.nothing")}
	}
	for _, line := range lacks {
		s.lines = append(s.lines, "- "+line)
	}
	if !s.walks {
		s.buttons(card.Control{Label: l.T("setup.show.start"), Then: card.Then{Command: walking, Update: true}})
	}
	return nil
}

// channelsShown is how many channels are listed among all else that is set.
const channelsShown = 8

// sayChannels lists the channels that hear announcements, or the first of them.
func (d Deps) sayChannels(ctx context.Context, r Request, s *screen) error {
	all, err := d.Channels.Of(ctx, r.Server.ID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		s.say("setup.channel.none")
	}
	s.lines = append(s.lines, d.channelLines(r, all[:min(len(all), channelsShown)])...)
	if more := len(all) - channelsShown; more > 0 {
		s.lines = append(s.lines, "- "+s.l.T("setup.channel.more", locale.N(more)))
	}
	return nil
}

// lacking is what the bot lacks on the server and what is yet to be set up, a
// line each, with how to mend it.
func (d Deps) lacking(ctx context.Context, r Request) (lines []string) {
	l := r.Locale
	g, err := r.Around.Guild(ctx)
	if err != nil {
		lines = append(lines, l.T("setup.show.unknown"))
	}
	for _, p := range g.Lacks {
		lines = append(lines, l.T("setup.show.permission", locale.Name("permission", string(p))))
	}
	if all, err := d.Channels.Of(ctx, r.Server.ID); err == nil {
		for i := range all {
			if all[i].Halted != "" {
				lines = append(lines, haltSaid(&all[i], l))
			}
		}
	}
	if r.Access.Curates == 0 {
		return lines
	}
	var gone []string
	for _, id := range r.Server.Curators {
		if err == nil && !slices.ContainsFunc(g.Roles, func(role RoleView) bool { return role.ID == id }) {
			gone = append(gone, roleName(id))
		}
	}
	switch {
	case len(gone) == 1:
		lines = append(lines, l.T("setup.show.role_gone", locale.Text("role", gone[0])))
	case len(gone) > 1:
		lines = append(lines, l.T("setup.show.roles_gone", locale.Text("roles", strings.Join(gone, " "))))
	}
	for _, role := range d.hiddenFrom(ctx, r) {
		lines = append(lines, l.T("setup.curators.integrations", locale.Text("roles", role)))
	}
	if trouble := d.reviewTrouble(ctx, r); trouble != "" {
		lines = append(lines, trouble)
	}
	return lines
}
