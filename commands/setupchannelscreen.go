package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// showChannels lists the channels that hear announcements, or shows the one
// that was chosen.
func (d Deps) showChannels(ctx context.Context, r Request, s *screen) error {
	if id := r.Text("channel"); id != "" && r.Text("do") != "remove" {
		return d.showChannel(ctx, r, s, id)
	}
	all, err := d.Channels.Of(ctx, r.Server.ID)
	if err != nil {
		return err
	}
	s.say("setup.channel.text")
	if len(all) == 0 {
		s.say("setup.channel.none")
	}
	s.lines = append(s.lines, d.channelLines(r, all)...)
	s.rows = append(s.rows, []card.Control{{
		Placeholder: s.l.T("setup.channel.choose"), Into: "channel", Pick: card.PickChannel, Then: s.then(),
	}})
	return nil
}

// channelLines are a line for each channel, and one more where something is
// wrong with it.
func (d Deps) channelLines(r Request, all []store.Channel) (lines []string) {
	l := r.Locale
	for i := range all {
		ch := &all[i]
		state := ""
		if ch.Paused {
			state = " " + l.T("setup.channel.paused")
		}
		lines = append(lines, "- "+l.T("setup.channel.line", locale.Text("channel", channelName(ch.ID)),
			locale.Text("kinds", kindsSaid(ch.Kinds, l)), locale.Text("time", timeSaid(ch.Hour, l)), locale.Name("zone", d.channelLocale(r, *ch).Zone().String()))+state)
		if ch.Halted != "" {
			lines = append(lines, "  "+haltSaid(ch, l))
		}
	}
	return lines
}

// haltSaid is why the bot stopped posting in a channel, and how to have it go on.
func haltSaid(ch *store.Channel, l *locale.Locale) string {
	return l.T("setup.channel.halted."+string(ch.Halted), locale.Text("channel", channelName(ch.ID)))
}

// showChannel is one channel with all that can be set for it. It fills the
// message, so that in the walk the way on is back in the list.
func (d Deps) showChannel(ctx context.Context, r Request, s *screen, id string) error {
	ch, known, err := d.channel(ctx, r, id)
	if err != nil {
		return err
	}
	l := s.l
	s.inner = true
	s.lines = append(s.lines, "**"+channelName(id)+"**")
	if !known {
		s.say("setup.channel.new", locale.Text("channel", channelName(id)))
	}
	trouble := d.postingTrouble(ctx, r, id)
	switch {
	case ch.Halted != "":
		s.lines = append(s.lines, haltSaid(&ch, l))
	case trouble != "":
		s.lines = append(s.lines, trouble)
	}
	if known {
		d.sayChannel(r, s, ch)
	}
	var kinds []card.Choice
	for _, k := range store.AllAnnounced() {
		kinds = append(kinds, card.Choice{
			Label: l.T("announced." + string(k)), Value: string(k), Note: l.T("announced.note." + string(k)),
			Chosen: known && slices.Contains(ch.Kinds, k),
		})
	}
	choose := func(key, into string, many int, choices []card.Choice) {
		s.rows = append(s.rows, []card.Control{{
			Placeholder: l.T(key), Into: into, Choices: choices, Many: many, Then: s.then("channel", id),
		}})
	}
	choose("setup.channel.kinds", "kinds", len(kinds), kinds)
	back := card.Control{Label: l.T("setup.channel.button.back"), Then: s.then()}
	if !known {
		s.buttons(s.button("setup.channel.button.all", card.Primary, "channel", id, "kinds", allKinds), back)
		return nil
	}
	choose("setup.channel.hour.choose", "hour", 0, hourChoices(ch.Hour, l))
	choose("setup.channel.language", "language", 0, d.languageChoices(ch.Language, l))
	choose("setup.channel.calendar", "calendar", 0, calendarChoices(ch.Calendar, l))
	pause := s.button("setup.channel.button.pause", card.Secondary, "channel", id, "pause", "true")
	switch {
	case ch.Halted != "":
		pause = s.button("setup.channel.button.again", card.Primary, "channel", id, "do", "again")
	case ch.Paused:
		pause = s.button("setup.channel.button.resume", card.Primary, "channel", id, "pause", "false")
	}
	s.buttons(
		pause,
		s.button("setup.channel.button.test", card.Secondary, "channel", id, "do", "test"),
		s.button("setup.channel.button.more", card.Secondary, append([]string{"channel", id, "do", "more"}, typedInForm(r)...)...),
		s.button("setup.channel.button.remove", card.Danger, "channel", id, "do", "remove"),
		back,
	)
	return nil
}

// sayChannel says how a channel is set up.
func (d Deps) sayChannel(r Request, s *screen, ch store.Channel) {
	l, here := s.l, d.channelLocale(r, ch)
	if ch.Paused {
		s.say("setup.channel.paused.text")
	}
	s.say("setup.channel.kinds.is", locale.Text("kinds", kindsSaid(ch.Kinds, l)))
	s.lines = append(s.lines, l.T("setup.channel.hour.is", locale.Text("time", timeSaid(ch.Hour, l)), locale.Name("zone", here.Zone().String()),
		locale.Text("now", clockIn(here.Zone().String(), r.Now, l))))
	s.say("setup.show.language", locale.Text("language", here.Language().Name))
	s.say("setup.show.calendar", locale.Text("calendar", l.T("help.calendar."+here.Calendar().String())))
	if said := filtersSaid(ch.Filters, l); said != "" {
		s.say("setup.channel.only", locale.Text("filters", said))
	} else {
		s.say("setup.channel.everybody")
	}
	if ch.Crosspost {
		s.say("setup.channel.crosspost.is")
	}
}

// postingTrouble is what keeps the bot from posting in a channel, and how to
// mend it; "" is nothing.
func (d Deps) postingTrouble(ctx context.Context, r Request, id string) string {
	_, err := d.fitForPosting(ctx, r, id)
	if no := (*Refused)(nil); errors.As(err, &no) {
		return no.Words
	}
	return "" // or Discord doesn't say
}

// channelLocale is the locale of what is announced in a channel.
func (d Deps) channelLocale(r Request, ch store.Channel) *locale.Locale {
	server := r.Server
	if ch.Language != "" {
		server.Language = ch.Language
	}
	if ch.Calendar != "" {
		server.Calendar = ch.Calendar
	}
	o := locale.Options{Zone: r.Locale.Zone()}
	for _, name := range []string{server.Timezone, ch.Timezone} {
		if zone, err := time.LoadLocation(name); err == nil && name != "" {
			o.Zone = zone
		}
	}
	return ServerLocale(d.Words, server, d.Language, o)
}

// timeSaid is an hour as people read it.
func timeSaid(hour int, l *locale.Locale) string { return l.Digits(fmt.Sprintf("%02d:00", hour)) }

func hourChoices(chosen int, l *locale.Locale) (choices []card.Choice) {
	for hour := range 24 {
		choices = append(choices, card.Choice{Label: timeSaid(hour, l), Value: fmt.Sprint(hour), Chosen: hour == chosen})
	}
	return choices
}

func (d Deps) languageChoices(chosen string, l *locale.Locale) []card.Choice {
	choices := []card.Choice{{Label: l.T("help.language.server"), Value: asServer, Chosen: chosen == ""}}
	for _, lang := range d.Words.Languages() {
		choices = append(choices, card.Choice{Label: lang.Name, Value: lang.Code, Chosen: chosen == lang.Code})
	}
	return choices
}

func calendarChoices(chosen string, l *locale.Locale) []card.Choice {
	choices := []card.Choice{{Label: l.T("help.calendar.server"), Value: asServer, Chosen: chosen == ""}}
	for _, code := range calendars() {
		choices = append(choices, card.Choice{Label: l.T("help.calendar." + code), Value: code, Chosen: chosen == code})
	}
	return choices
}
