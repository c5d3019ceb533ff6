package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// usualHour is the hour of a channel for which none was said.
const usualHour = 9

// mostChannels is how many channels of one server can have announcements: one
// message lists them.
const mostChannels = 25

// channelStep settles which channels hear what is announced, and when. Beside
// what can be typed, its buttons come with "do": "resume", "again", "test",
// "remove", and "more", which opens a form.
func channelStep() step {
	return step{name: "channel", settle: Deps.settleChannel, show: Deps.showChannels}
}

func (d Deps) channelOptions() []Option {
	return []Option{
		{Name: "channel", Kind: Channel},
		{Name: "kinds", Kind: Words, Complete: true, Max: 200},
		{Name: "hour", Kind: Number, Min: 0, Max: 23},
		{Name: "timezone", Kind: Words, Complete: true, Max: 100},
		{Name: "language", Kind: Words, Choices: append(d.languages(), asServer)},
		{Name: "calendar", Kind: Words, Choices: append(calendars(), asServer)},
		{Name: "filters", Kind: Words, Complete: true, Max: 1000},
		{Name: "crosspost", Kind: Yes},
		{Name: "pause", Kind: Yes},
	}
}

// suggestForChannel completes what is typed for a channel.
func (d Deps) suggestForChannel(ctx context.Context, r Request) ([]card.Choice, error) {
	switch r.Focused {
	case "kinds":
		return d.suggestKinds(r), nil
	case "timezone":
		return zoneChoices(r.Text("timezone"), r), nil
	case "filters":
		return d.suggestFilters(ctx, r)
	}
	return nil, nil
}

// settleChannel does what is asked for the channel, if anything is.
func (d Deps) settleChannel(ctx context.Context, r Request) (done string, instead *Reply, err error) {
	l, id := r.Locale, r.Text("channel")
	asked := len(without(r.Options, "channel", "step")) > 0
	switch {
	case id == "" && asked:
		return "", nil, &Refused{l.T("setup.channel.which")}
	case !asked:
		return "", nil, nil
	}
	ch, known, err := d.channel(ctx, r, id)
	if err != nil {
		return "", nil, err
	}
	s := newScreen(r, channelStep())
	switch do := r.Text("do"); {
	case do == "more" && !r.Filled:
		return "", d.channelForm(ctx, r, s, ch), nil
	case do == "remove" && !known:
		return "", nil, nil
	case do == "remove" && r.Text("sure") == "":
		return "", s.sure(r, "setup.channel.sure", "setup.channel.button.remove"), nil
	case do == "remove":
		return "setup.channel.removed", nil, d.Channels.Remove(ctx, r.Server.ID, id, r.By())
	case do == "test":
		instead, err = d.noted(ctx, r, d.testIn(ctx, r, ch))
		return "", instead, err
	}
	was := ch
	if err := d.askedOf(&ch, r); err != nil {
		return "", nil, err
	}
	view := ChannelView{}
	if !ch.Paused || was.Paused || !known { // to have it quiet nothing is needed
		if view, err = d.fitForPosting(ctx, r, id); err != nil {
			return "", nil, err
		}
	}
	if ch.Crosspost && !was.Crosspost && !view.Announcement {
		return "", nil, &Refused{l.T("setup.channel.no_news", locale.Text("channel", channelName(id)))}
	}
	if err := d.Channels.Set(ctx, ch, r.By()); err != nil {
		return "", nil, err
	}
	if ch.Paused || known && was.Halted == "" {
		return "setup.saved", nil, nil
	}
	n := d.testIn(ctx, r, ch) // it is new there, or couldn't write there
	n.words = l.T("setup.saved") + " " + n.words
	instead, err = d.noted(ctx, r, n)
	return "", instead, err
}

// channel is how the channel is set up, or how it would be; known says which.
func (d Deps) channel(ctx context.Context, r Request, id string) (ch store.Channel, known bool, err error) {
	all, err := d.Channels.Of(ctx, r.Server.ID)
	if err != nil {
		return ch, false, err
	}
	if i := slices.IndexFunc(all, func(c store.Channel) bool { return c.ID == id }); i >= 0 {
		return all[i], true, nil
	}
	if len(all) >= mostChannels {
		return ch, false, &Refused{r.Locale.T("setup.channel.full", locale.N(mostChannels))}
	}
	return store.Channel{ID: id, Server: r.Server.ID, Kinds: store.AllAnnounced(), Hour: usualHour}, false, nil
}

// askedOf changes what the options say of the channel, and leaves the rest. The
// error is a [*Refused].
func (d Deps) askedOf(ch *store.Channel, r Request) (err error) {
	l := r.Locale
	if v := r.Text("kinds"); v != "" {
		if ch.Kinds, err = d.kindsTyped(v, l); err != nil {
			return err
		}
	}
	if v := r.Text("hour"); v != "" {
		n, err := strconv.Atoi(asciiDigits(v))
		if err != nil || n < 0 || n > 23 {
			return &Refused{l.T("setup.channel.hour", locale.Name("typed", typedShown(v)))}
		}
		ch.Hour = n
	}
	if v := strings.TrimSpace(r.Text("timezone")); v == asServer {
		ch.Timezone = ""
	} else if v != "" {
		zone, ok := zoneNamed(v)
		if !ok {
			return &Refused{l.T("setup.timezone.unknown", locale.Name("typed", typedShown(v)))}
		}
		ch.Timezone = zone
	} else if r.Filled {
		ch.Timezone = "" // the form's field was emptied
	}
	if v := r.Text("language"); v == asServer {
		ch.Language = ""
	} else if d.Words.Speaks(v) {
		ch.Language = v
	}
	if v := r.Text("calendar"); v == asServer {
		ch.Calendar = ""
	} else if _, ok := locale.ParseCalendar(v); ok && v != "" {
		ch.Calendar = v
	}
	if v, given := r.Options["filters"]; given {
		if ch.Filters, err = d.filtersTyped(v, l); err != nil {
			return err
		}
	}
	if v := r.Text("crosspost"); v != "" {
		ch.Crosspost = v == "true"
	}
	if v := r.Text("pause"); v != "" {
		ch.Paused = v == "true"
	}
	return nil
}

// fitForPosting looks whether the bot can post in a channel of this server, else
// the error is a [*Refused] that says how to let it.
func (d Deps) fitForPosting(ctx context.Context, r Request, id string) (ChannelView, error) {
	l := r.Locale
	v, err := r.Around.Channel(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return v, &Refused{l.T("setup.channel.unseen", locale.Text("channel", channelName(id)))}
	case err != nil:
		return v, err
	case len(v.LacksAnnouncing) > 0:
		return v, &Refused{l.T("setup.channel.lacks", locale.Text("channel", channelName(id)), locale.Text("lacks", permissions(v.LacksAnnouncing, l)))}
	}
	return v, nil
}

// channelForm asks for what is typed rather than chosen.
func (d Deps) channelForm(ctx context.Context, r Request, s *screen, ch store.Channel) *Reply {
	l := r.Locale
	filters, zone := filtersText(ch.Filters), ch.Timezone
	if v, typed := r.Options["filters"]; typed {
		filters, zone = v, r.Text("timezone")
	}
	fields := []Field{
		{Name: "filters", Label: l.T("setup.channel.filters"), Note: l.T("setup.channel.filters.note"), Value: filters, Long: true, Max: 1000},
		{Name: "timezone", Label: l.T("setup.timezone"), Note: l.T("setup.channel.timezone.note"), Value: zone, Max: 100},
	}
	v, err := r.Around.Channel(ctx, ch.ID)
	if err == nil && v.Announcement || ch.Crosspost {
		fields = append(fields, Field{Name: "crosspost", Label: l.T("setup.channel.crosspost"), Note: l.T("setup.channel.crosspost.note"), Choices: []card.Choice{
			{Label: l.T("setup.channel.crosspost.yes"), Value: "true", Chosen: ch.Crosspost},
			{Label: l.T("setup.channel.crosspost.no"), Value: "false", Chosen: !ch.Crosspost},
		}})
	}
	return s.ask("setup.channel.form", s.then("channel", ch.ID, "do", "more"), fields...)
}

// typedInForm is what was typed into that form and not taken, so that its button
// opens it with that again.
func typedInForm(r Request) (options []string) {
	if !r.Filled {
		return nil
	}
	for _, name := range []string{"filters", "timezone"} {
		if v, given := r.Options[name]; given {
			options = append(options, name, v)
		}
	}
	return options
}

// noted is the step again with what became of something above it.
func (d Deps) noted(ctx context.Context, r Request, n note) (*Reply, error) {
	r, err := d.afresh(ctx, r)
	if err != nil {
		return nil, err
	}
	reply, err := d.screen(ctx, r, channelStep(), n)
	return &reply, err
}
