package commands

import (
	"context"
	"errors"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// testStep posts a test message in the channel that was chosen, or in each that
// hears announcements, and says what became of it.
func testStep() step { return step{name: "test", settle: Deps.testAll, show: Deps.showTested} }

func (d Deps) testAll(ctx context.Context, r Request) (string, *Reply, error) {
	all, err := d.Channels.Of(ctx, r.Server.ID)
	if err != nil {
		return "", nil, err
	}
	if id := r.Text("channel"); id != "" {
		ch, known, err := d.channel(ctx, r, id)
		if err != nil {
			return "", nil, err
		}
		if !known {
			return "", nil, &Refused{r.Locale.T("setup.test.unknown", locale.Text("channel", channelName(id)))}
		}
		all = []store.Channel{ch}
	}
	if len(all) == 0 {
		return "", nil, nil
	}
	s := newScreen(r, testStep())
	for i := range all {
		s.lines = append(s.lines, "- "+d.testIn(ctx, r, all[i]).words)
	}
	return "", &Reply{Private: true, Message: card.Message{
		Cards: []card.Card{{Title: s.l.T("setup.test"), Body: card.Lines(s.l, s.lines...)}},
	}.Fit()}, nil
}

// showTested says that there is nowhere to post a test.
func (d Deps) showTested(_ context.Context, _ Request, s *screen) error {
	s.say("setup.channel.none")
	return nil
}

// testIn posts a test message in a channel and says what became of it.
func (d Deps) testIn(ctx context.Context, r Request, ch store.Channel) note {
	l, name := r.Locale, locale.Text("channel", channelName(ch.ID))
	_, err := d.fitForPosting(ctx, r, ch.ID)
	if err == nil {
		err = r.Around.Test(ctx, ch.ID, d.testMessage(r, ch))
	}
	var no *Refused
	var wait *Wait
	switch {
	case err == nil && ch.Paused:
		return note{words: l.T("setup.test.posted_paused", name)}
	case err == nil:
		return note{words: l.T("setup.test.posted", name)}
	case errors.As(err, &no):
		return note{no.Words, true}
	case errors.Is(err, ErrNotAllowed), errors.Is(err, ErrGone):
		return note{l.T("setup.test.refused", name), true}
	case errors.As(err, &wait):
		return note{l.T("setup.test.wait", name), true}
	}
	return note{l.T("setup.test.unknown_end", name), true} // it may stand there
}

// testMessage is the test message, as the channel's announcements are: in its
// language, digits and time zone.
func (d Deps) testMessage(r Request, ch store.Channel) card.Message {
	l := d.channelLocale(r, ch)
	t := card.Test{Kinds: texts(ch.Kinds), Hour: ch.Hour, Zone: l.Zone().String(), Only: filtersSaid(ch.Filters, l)}
	if onDays := slices.ContainsFunc(ch.Kinds, func(k store.Announced) bool { return k != store.AnnouncedUpdate }); onDays && !ch.Paused {
		_, t.Next = calendar.Daily{Hour: ch.Hour, Zone: l.Zone()}.Next(r.Now)
	}
	return card.TestPost(t, l)
}
