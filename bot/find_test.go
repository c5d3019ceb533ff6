package bot

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// announced is a card with a reference in its footer, as announcements are.
func announced(ref string) card.Message {
	return card.Message{Cards: []card.Card{{Title: "A day", Body: "It is a year.", Footer: "wire · " + ref}}}
}

// chat has somebody say that many things in the room.
func (s *stage) chat(n int) {
	s.t.Helper()
	for i := range n {
		if _, err := s.sim.As(s.member).In(s.room).Say(fmt.Sprint("chat ", i)); err != nil {
			s.t.Fatal(err)
		}
	}
}

// found is what the courier finds in the room.
func (s *stage) found(ref string, since time.Time) (message string, whole bool) {
	s.t.Helper()
	message, whole, err := s.bot.Courier().Find(s.t.Context(), s.server.ID.String(), s.room.ID.String(), ref, since)
	if err != nil {
		s.t.Fatal(err)
	}
	return message, whole
}

// pages counts how often a channel's history was asked for.
func (s *stage) pages() (n int) {
	for _, r := range s.sim.Requests() {
		if r.Method == http.MethodGet && r.Route == "GET /channels/{id}/messages" {
			n++
		}
	}
	return n
}

func (s *stage) announce(ref string) string {
	s.t.Helper()
	id, err := s.bot.Courier().Post(s.t.Context(), s.server.ID.String(), s.room.ID.String(), announced(ref), "nonce-"+ref)
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

func TestFind(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	since := time.Now()
	if m, whole := s.found("abc", since); m != "" || !whole {
		t.Errorf("in an empty channel: %q, %v", m, whole)
	}
	mine := s.announce("abc")
	s.announce("xyz")
	s.chat(120)
	if m, whole := s.found("abc", since); m != mine || !whole {
		t.Errorf("found %q, %v, want %s", m, whole, mine)
	}
	if m, whole := s.found("nothing", since); m != "" || !whole || s.pages() != 5 {
		t.Errorf("of what was never said: %q, %v, after %d pages", m, whole, s.pages())
	}
	if m, _ := s.found("", since); m != "" {
		t.Errorf("without a reference: %q", m)
	}
}

// Another's message is not the bot's own, whatever stands in it.
func TestFindOnlyOwn(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.announce("abc")
	other := s.newBot(nil)
	other.self.Store(new(s.member.ID.String()))
	m, whole, err := other.Courier().Find(t.Context(), s.server.ID.String(), s.room.ID.String(), "abc", time.Now())
	if m != "" || !whole || err != nil {
		t.Errorf("found %q, %v, %v", m, whole, err)
	}
	other.self.Store(nil) // before it is connected
	if m, _, err := other.Courier().Find(t.Context(), s.server.ID.String(), s.room.ID.String(), "abc", time.Now()); m == "" || err != nil {
		t.Errorf("found %q, %v", m, err)
	}
}

// It reads no further back than it has to, and no further than it may.
func TestFindHowFarBack(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.announce("abc")
	s.chat(250)
	since := time.Now().Add(time.Hour)
	s.sim.Clock().Advance(2 * time.Hour)
	s.chat(150)
	if m, whole := s.found("abc", since); m != "" || !whole || s.pages() != 2 {
		t.Errorf("beyond its time: %q, %v, after %d pages", m, whole, s.pages())
	}
	s.chat(350)
	s.sim.Forget()
	if m, whole := s.found("abc", since); m != "" || whole || s.pages() != historyPages {
		t.Errorf("in a busy channel: %q, %v, after %d pages", m, whole, s.pages())
	}
}

// The clock of a rehearsal may have been moved since, in either direction.
func TestFindWithAMovedClock(t *testing.T) {
	t.Parallel()
	for _, by := range []time.Duration{-48 * time.Hour, 48 * time.Hour} {
		s := play(t, echo())
		since := time.Now()
		mine := s.announce("abc")
		s.chat(150)
		s.sim.Clock().Advance(by)
		s.chat(120)
		if m, whole := s.found("abc", since); m != mine || !whole {
			t.Errorf("moved by %v: %q, %v, want %s", by, m, whole, mine)
		}
	}
}

// Without the right to read back nothing is proved by an empty history.
func TestFindWithoutHistory(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	since := time.Now()
	mine := s.announce("abc")
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, discordsim.ReadMessageHistory)
	if m, whole := s.found("abc", since); m != "" || whole {
		t.Errorf("found %q, %v", m, whole)
	}
	look := &around{s.bot, s.server.ID.String()}
	v, err := look.Channel(t.Context(), s.room.ID.String())
	if err != nil || len(v.Lacks) != 0 || len(v.LacksAnnouncing) != 1 || v.LacksAnnouncing[0] != commands.ReadHistory || v.Announcement {
		t.Errorf("the channel: %+v, %v", v, err)
	}
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, 0)
	if m, whole := s.found("abc", since); m != mine || !whole {
		t.Errorf("with the right again: %q, %v", m, whole)
	}
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, discordsim.ViewChannel)
	find := func() error {
		_, _, err := s.bot.Courier().Find(t.Context(), s.server.ID.String(), s.room.ID.String(), "abc", since)
		return err
	}
	if err := find(); !errors.Is(err, commands.ErrNotAllowed) {
		t.Errorf("out of sight: %v", err)
	}
	s.room.Delete()
	if err := find(); !errors.Is(err, commands.ErrGone) {
		t.Errorf("deleted: %v", err)
	}
	s.sim.Faults().Status(1, http.StatusBadGateway, discordsim.Before, "GET /channels/**")
	if err := find(); err == nil || errors.Is(err, commands.ErrGone) {
		t.Errorf("out of order: %v", err)
	}
}

// Discord's own clock is the one by which it names messages, however the
// machine's goes, and however the program's was set.
func TestFindByDiscordsClock(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	machine := s.timers.Now().UTC().Truncate(time.Second)
	s.timers.now = machine
	since := machine.Add(-time.Hour)
	for _, tt := range []struct {
		discord, program, want time.Duration // against the machine's clock
	}{
		{0, 0, 0},
		{-time.Hour, 0, -time.Hour}, // the machine's is ahead
		{time.Hour, time.Hour, time.Hour},
		{0, 24 * time.Hour, 0},                // set ahead
		{0, -24 * time.Hour, -24 * time.Hour}, // set back: perhaps in a rehearsal
	} {
		s.bot.now = func() time.Time { return machine.Add(tt.program) }
		answer := http.Header{"Date": {machine.Add(tt.discord).Format(http.TimeFormat)}}
		if got := s.bot.inDiscord(since, answer).Sub(since); got != tt.want {
			t.Errorf("Discord's %v, the program's %v: %v, want %v", tt.discord, tt.program, got, tt.want)
		}
	}
	s.bot.now = func() time.Time { return machine }
	if got := s.bot.inDiscord(since, nil); !got.Equal(since) {
		t.Errorf("without a word of Discord's: %v", got)
	}
}

func TestCrosspost(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	c := s.bot.Courier()
	news := s.server.AddChannelOf(discordsim.AnnouncementChannel, "news")
	id, err := c.Post(t.Context(), s.server.ID.String(), news.ID.String(), announced("abc"), "n1")
	if err != nil {
		t.Fatal(err)
	}
	v, err := (&around{s.bot, s.server.ID.String()}).Channel(t.Context(), news.ID.String())
	if err != nil || !v.Announcement || len(v.LacksAnnouncing) != 0 {
		t.Errorf("the channel: %+v, %v", v, err)
	}
	publish := func() error { return c.Crosspost(t.Context(), news.ID.String(), id) }
	for _, what := range []string{"first", "again"} {
		if err := publish(); err != nil || news.Messages()[0].Flags&discordsim.Crossposted == 0 {
			t.Errorf("%s: %v", what, err)
		}
	}
	s.sim.Faults().Next429(1, discordsim.RouteLimit, 40*time.Minute, "POST /channels/*/messages/*/crosspost")
	var wait *commands.Wait
	for _, what := range []string{"Discord says", "the queue knows"} {
		if err := publish(); !errors.As(err, &wait) || wait.After < 39*time.Minute {
			t.Errorf("too many, %s: %v", what, err)
		}
	}
	if err := c.Crosspost(t.Context(), s.room.ID.String(), s.announce("xyz")); !errors.Is(err, commands.ErrRefused) {
		t.Errorf("in a channel that nobody can follow: %v", err)
	}
	if err := c.Crosspost(t.Context(), s.room.ID.String(), "1200000000000000009"); !errors.Is(err, commands.ErrGone) {
		t.Errorf("of a message that is gone: %v", err)
	}
}

// Direct messages can be found, edited and taken back as any other.
func TestDirectMessagesAreKnown(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	c := s.bot.Courier()
	channel, id, err := c.Direct(t.Context(), s.member.ID.String(), announced("abc"), "n1")
	if err != nil {
		t.Fatal(err)
	}
	there := s.sim.As(s.member).DM(s.app)
	if m, whole, err := c.Find(t.Context(), "", channel, "abc", time.Now()); m != id || !whole || err != nil {
		t.Errorf("found %q, %v, %v", m, whole, err)
	}
	if err := c.Edit(t.Context(), "", channel, id, card.Message{Text: "corrected"}); err != nil || said(there.Messages()[0]) != "corrected" {
		t.Errorf("edited: %v, %q", err, said(there.Messages()[0]))
	}
	if err := c.Delete(t.Context(), channel, id); err != nil || len(there.Messages()) != 0 {
		t.Errorf("deleted: %v", err)
	}
	if m, whole, err := c.Find(t.Context(), "", channel, "abc", time.Now()); m != "" || !whole || err != nil {
		t.Errorf("found %q, %v, %v", m, whole, err)
	}

	s.sim.Faults().Status(1, http.StatusBadGateway, discordsim.After, "POST /channels/*/messages")
	if again, _, err := c.Direct(t.Context(), s.member.ID.String(), announced("xyz"), "n2"); again != channel || !errors.Is(err, commands.ErrUnsure) {
		t.Errorf("unsure, in channel %q: %v", again, err)
	}
	s.sim.Faults().Status(1, http.StatusBadGateway, discordsim.After, "POST /users/@me/channels")
	if again, _, err := c.Direct(t.Context(), s.member.ID.String(), announced("uvw"), "n3"); again != "" || err == nil || errors.Is(err, commands.ErrUnsure) {
		t.Errorf("the channel couldn't be opened: %q, %v", again, err)
	}
}

// What isn't Discord's own word says nothing of the channel, and what was never
// sent wasn't done.
func TestCourierTellsApart(t *testing.T) {
	t.Parallel()
	says := func(status int, kind, body string) error {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}))
		defer srv.Close()
		err := newAPI(mustParse(srv.URL), "t", http.DefaultTransport).do(t.Context(), http.MethodPost, "/x", nil, new(struct{ ID string }))
		placed(&err)
		return err
	}
	meanings := []error{commands.ErrGone, commands.ErrNotAllowed, commands.ErrRefused, commands.ErrUnsure, commands.ErrDirectClosed}
	for _, tt := range []struct {
		status     int
		kind, body string
		want       error
	}{
		{http.StatusForbidden, "application/json", `{"code":50013,"message":"Missing Permissions"}`, commands.ErrNotAllowed},
		{http.StatusForbidden, "application/json", `{"code":0,"message":"403: Forbidden"}`, commands.ErrNotAllowed},
		{http.StatusForbidden, "application/json", `{"code":40333,"message":"internal network error"}`, nil},
		{http.StatusForbidden, "text/html", `<html>blocked</html>`, nil},
		{http.StatusNotFound, "application/json", `{"code":10003,"message":"Unknown Channel"}`, commands.ErrGone},
		{http.StatusNotFound, "text/html", `<html>nothing here</html>`, nil},
		{http.StatusBadRequest, "application/json", `{"code":50035,"message":"Invalid Form Body"}`, commands.ErrRefused},
		{http.StatusBadRequest, "text/html", `<html>bad request</html>`, nil},
		{http.StatusBadGateway, "text/html", `<html>bad gateway</html>`, commands.ErrUnsure},
		{http.StatusOK, "application/json", `{"id":`, commands.ErrUnsure},
	} {
		err := says(tt.status, tt.kind, tt.body)
		for _, m := range meanings {
			if err == nil || errors.Is(err, m) != errors.Is(tt.want, m) {
				t.Errorf("%d %s: %v", tt.status, tt.body, err)
			}
		}
	}

	srv := httptest.NewServer(http.NotFoundHandler())
	root := mustParse(srv.URL)
	srv.Close()
	err := newAPI(root, "t", http.DefaultTransport).do(t.Context(), http.MethodPost, "/x", nil, nil)
	if placed(&err); err == nil || errors.Is(err, commands.ErrUnsure) {
		t.Errorf("nobody listened: %v", err)
	}
}
