package commands

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// setUp is /setup: what a server's administrators settle, a subcommand each,
// and a walk through them all. Without options each shows what is set, with
// selects and buttons to change it; these come back with the options of the
// subcommand. Everything is private, and every change is in the audit trail.
func setUp(d Deps) Command {
	sub := func(s step, options ...Option) Command {
		return Command{
			Spec: Spec{Name: s.name, Options: options},
			Run:  func(ctx context.Context, r Request) (Reply, error) { return d.settle(ctx, r, s) },
		}
	}
	curators := curatorsStep()
	curators.show = func(d Deps, ctx context.Context, r Request, s *screen) error {
		return errors.Join(d.showCurators(ctx, r, s), d.showReview(ctx, r, s))
	}
	timezone := sub(timezoneStep(), Option{Name: "zone", Kind: Words, Complete: true, Max: 100})
	timezone.Suggest = suggestZone
	channel := sub(channelStep(), d.channelOptions()...)
	channel.Suggest = d.suggestForChannel
	return Command{
		Spec: Spec{Name: "setup", Needs: Administrator, Server: true},
		Subs: []Command{
			{Spec: Spec{Name: "start"}, Run: d.walkThrough},
			sub(casebookStep(),
				Option{Name: "use", Kind: Words, Choices: []string{"empty", "starter", "code"}},
				Option{Name: "code", Kind: Words, Max: 100}),
			sub(curators,
				Option{Name: "role", Kind: ServerRole},
				Option{Name: "remove", Kind: ServerRole},
				Option{Name: "review", Kind: Channel}),
			sub(languageStep(), Option{Name: "language", Kind: Words, Choices: d.languages()}),
			timezone,
			channel,
			sub(testStep(), Option{Name: "channel", Kind: Channel}),
			sub(calendarStep(), Option{Name: "calendar", Kind: Words, Choices: calendars()}),
			sub(policyStep(), policyOptions()...),
			sub(overviewStep()),
		},
	}
}

// step is one thing to settle.
type step struct {
	name string // "language"; its words begin with "setup.language"
	sub  string // the subcommand, where that has another name
	// settle does what the options ask for; done is the key of the words for that,
	// "" when nothing was asked for. instead is what to answer in place of the step. An error may
	// be a [*Refused].
	settle func(d Deps, ctx context.Context, r Request) (done string, instead *Reply, err error)
	// show says what is set, and offers to change it.
	show func(d Deps, ctx context.Context, r Request, s *screen) error
}

// steps are those of the walk, in its order.
func steps() []step {
	return []step{
		casebookStep(), curatorsStep(), reviewStep(), languageStep(), timezoneStep(), calendarStep(), channelStep(), policyStep(), overviewStep(),
	}
}

// walking is the path of the walk through all steps.
const walking = "setup start"

// walkThrough is /setup start: one step after the other in the same message.
// The option "step", which can't be typed, says which.
func (d Deps) walkThrough(ctx context.Context, r Request) (Reply, error) {
	all := steps()
	i := max(0, slices.IndexFunc(all, func(s step) bool { return s.name == r.Text("step") }))
	return d.settle(ctx, r, all[i])
}

// settle does what the options ask for and shows the step as it is then.
func (d Deps) settle(ctx context.Context, r Request, s step) (Reply, error) {
	done, instead, err := s.settle(d, ctx, r)
	var no *Refused
	switch {
	case errors.As(err, &no) && r.Pressed:
		return d.screen(ctx, r, s, note{no.Words, true})
	case trouble(err) != "":
		return Reply{}, &Refused{r.Locale.T("error.trouble")}
	case err != nil:
		return Reply{}, err
	case instead != nil:
		return *instead, nil
	case done == "":
		return d.screen(ctx, r, s, note{})
	}
	if r, err = d.afresh(ctx, r); err != nil {
		return Reply{}, err
	}
	return d.screen(ctx, r, s, note{r.Locale.T(done), false})
}

// note is what stands above a step: what was just done, or why nothing was.
type note struct {
	words string
	fault bool
}

// afresh is the request as it would be after what was just set.
func (d Deps) afresh(ctx context.Context, r Request) (Request, error) {
	r.Filled = false // what was typed was taken
	var err error
	if r.Server, r.Access, err = d.Servers.Of(ctx, r.Server.ID); err != nil {
		return r, err
	}
	mine, err := d.Settings.Person(ctx, r.User)
	if err != nil {
		return r, err
	}
	r.Locale = d.locale(r, mine)
	if zone, err := time.LoadLocation(r.Server.Timezone); err == nil && r.Server.Timezone != "" {
		r.Locale = d.Words.For(r.Locale.Language().Code, locale.Options{Calendar: r.Locale.Calendar(), Zone: zone})
	}
	return r, nil
}

// screen is the message of a step while it is written.
type screen struct {
	l     *locale.Locale
	step  step
	walks bool
	inner bool // a screen within a step: it leads back to the step, not on
	lines []string
	rows  [][]card.Control
}

// say adds a line.
func (s *screen) say(key string, args ...locale.Arg) { s.lines = append(s.lines, s.l.T(key, args...)) }

// then is what a control of the screen does: the step again, with these
// options, by name and value.
func (s *screen) then(options ...string) card.Then {
	then := card.Then{Command: "setup " + s.step.name, Options: map[string]string{}, Update: true}
	if s.step.sub != "" {
		then.Command = "setup " + s.step.sub
	}
	if s.walks {
		then.Command = walking
		then.Options["step"] = s.step.name
	}
	for i := 0; i+1 < len(options); i += 2 {
		then.Options[options[i]] = options[i+1]
	}
	return then
}

// choose adds a select that fills an option; its placeholder is of that key.
func (s *screen) choose(key, into string, choices ...card.Choice) {
	s.rows = append(s.rows, []card.Control{{Placeholder: s.l.T(key), Into: into, Choices: choices, Then: s.then()}})
}

// buttons adds a row.
func (s *screen) buttons(all ...card.Control) {
	if len(all) > 0 {
		s.rows = append(s.rows, all)
	}
}

// button is one that leads back to the step with these options.
func (s *screen) button(key string, style card.Style, options ...string) card.Control {
	return card.Control{Label: s.l.T(key), Style: style, Then: s.then(options...)}
}

// newScreen is the screen of a step, empty yet.
func newScreen(r Request, s step) *screen {
	return &screen{l: r.Locale, step: s, walks: r.Command == walking}
}

// screen is a step as it is set, with what was just done above it, and in the
// walk the way on.
func (d Deps) screen(ctx context.Context, r Request, of step, n note) (Reply, error) {
	s := newScreen(r, of)
	switch {
	case n.fault:
		s.lines = append(s.lines, n.words, "")
	case n.words != "":
		s.lines = append(s.lines, "**"+n.words+"**", "")
	}
	if s.walks && of.name == steps()[0].name && n.words == "" {
		s.say("setup.start.intro")
		s.lines = append(s.lines, "")
	}
	if err := of.show(d, ctx, r, s); err != nil {
		return Reply{}, err
	}
	c := card.Card{Title: s.l.T("setup." + of.name), Body: card.Lines(s.l, s.lines...)}
	if n.fault {
		c.Title, c.Tone = s.l.T("error.title"), card.Fault
	}
	if s.walks && !s.inner {
		c.Footer = s.walk()
	}
	return Reply{Private: !r.Pressed, Message: card.Message{Cards: []card.Card{c}, Controls: s.rows}.Fit()}, nil
}

// walk adds the buttons that lead on and back, and says how far the walk is.
func (s *screen) walk() (footer string) {
	all := steps()
	i := slices.IndexFunc(all, func(x step) bool { return x.name == s.step.name })
	to := func(key string, n int, style card.Style) card.Control {
		c := card.Control{Label: s.l.T(key), Style: style, Disabled: n < 0 || n >= len(all)}
		c.Then = card.Then{Command: walking, Options: map[string]string{}, Update: true}
		if !c.Disabled {
			c.Then.Options["step"] = all[n].name
		}
		return c
	}
	row := []card.Control{to("setup.back", i-1, card.Secondary)}
	if i+1 < len(all) {
		row = append(row, to("setup.next", i+1, card.Primary))
	}
	s.buttons(row...)
	return s.l.T("setup.step", locale.Count("n", i+1), locale.Count("of", len(all)))
}

// ask is a form of the step that comes back with the fields as its options.
func (s *screen) ask(title string, then card.Then, fields ...Field) *Reply {
	return &Reply{Private: true, Form: &Form{Title: card.Cut(s.l.T(title), maxFormTitle), Fields: fields, Then: then}}
}

// sure asks whether something should really be done; yes does it with the
// options that were asked for.
func (s *screen) sure(r Request, key, yes string) *Reply {
	then := s.then()
	maps.Copy(then.Options, r.Options)
	then.Options["sure"] = "yes"
	return &Reply{Private: !r.Pressed, Message: card.Message{
		Cards: []card.Card{{Title: s.l.T("setup." + s.step.name), Body: card.Lines(s.l, s.l.T(key))}},
		Controls: [][]card.Control{{
			{Label: s.l.T(yes), Style: card.Danger, Then: then},
			s.button("setup.keep", card.Secondary),
		}},
	}}
}

// enumerated are lines that say several things in a row, "none" where there
// are none.
func enumerated(l *locale.Locale, all []string, none string) string {
	if len(all) == 0 {
		return l.T(none)
	}
	return strings.Join(all, " ")
}
