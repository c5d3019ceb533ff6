package bot

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"vigil/internal/discordsim"
)

func TestConnects(t *testing.T) {
	t.Parallel()
	s := play(t)
	if h := s.bot.Health(); h.Identifies != 1 || h.Servers != 1 || h.Since.IsZero() {
		t.Errorf("health %+v", h)
	}
	s.waitFor("the server to get its casebook", func() bool {
		s.world.mu.Lock()
		defer s.world.mu.Unlock()
		return slices.Contains(s.world.asked, s.server.ID.String())
	})
	if err := s.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if n := s.app.Sessions(); n != 0 {
		t.Errorf("%d sessions stay open", n)
	}
	if log := s.log.String(); strings.Contains(log, token) {
		t.Errorf("the token is in the log:\n%s", log)
	}
}

// After each mishap that is not final, the bot identifies anew and works.
func TestConnectsAgain(t *testing.T) {
	t.Parallel()
	for name, mishap := range map[string]func(*stage) error{
		"op 7":             func(s *stage) error { return s.sim.Faults().Op7() },
		"op 9":             func(s *stage) error { return s.sim.Faults().Op9(false) },
		"op 9, resumable":  func(s *stage) error { return s.sim.Faults().Op9(true) },
		"cut sockets":      func(s *stage) error { return s.sim.Faults().CutSockets() },
		"unknown error":    func(s *stage) error { return s.sim.Faults().CloseGateway(4000) },
		"session timeout":  func(s *stage) error { return s.sim.Faults().CloseGateway(4009) },
		"gateway is gone":  func(s *stage) error { return s.sim.Faults().CloseGateway(1001) },
		"op 1 on the way":  func(s *stage) error { return errors.Join(s.sim.Faults().Op1(), s.sim.Faults().CutSockets()) },
		"refused at first": func(s *stage) error { s.sim.Faults().RefuseGateway(2); return s.sim.Faults().CutSockets() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := play(t, echo())
			if err := mishap(s); err != nil {
				t.Fatal(err)
			}
			s.timers.pass(t, is(firstWait)) // the backoff
			s.waitFor("a second connection", func() bool { return s.app.Identifies() == 2 && s.bot.Health().Connected })
			s.expect(s.member, "/echo text:again", "again")
		})
	}
}

// A connection on which nothing comes back any more is noticed and replaced.
func TestZombie(t *testing.T) {
	t.Parallel()
	s := play(t)
	for range 5 { // healthy looks, with an acknowledgement between any two
		s.passLook()
		s.waitForAck()
	}
	if n := s.app.Identifies(); n != 1 {
		t.Fatalf("%d identifies while all was well", n)
	}
	s.sim.Faults().DropAcks(true)
	s.endsWithin(watchLimit + 2) // an acknowledgement may be on its way yet
	s.sim.Faults().DropAcks(false)
	s.timers.pass(t, is(firstWait))
	s.waitFor("another connection", func() bool { return s.app.Identifies() == 2 })
	if log := s.log.String(); !strings.Contains(log, "acknowledging heartbeats") {
		t.Errorf("the log does not say why:\n%s", log)
	}
}

// What Discord calls final ends the bot, with words that say what to do.
func TestFatal(t *testing.T) {
	t.Parallel()
	for code, words := range map[int]string{
		4004: "DISCORD_TOKEN", 4010: "shard", 4011: "sharding", 4012: "version", 4013: "intents", 4014: "Privileged Gateway Intents",
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.sim.Faults().CloseIdentify(1, code)
			s.run()
			err := <-s.ended
			s.ended <- err
			var f *Fatal
			if !errors.As(err, &f) || f.Code != code || !strings.Contains(f.Error(), words) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// A final code on an open connection ends the bot as soon as it tries again.
func TestFatalLater(t *testing.T) {
	t.Parallel()
	s := play(t)
	s.app.ResetToken()
	s.timers.pass(t, is(firstWait))
	err := <-s.ended
	s.ended <- err
	var f *Fatal
	if !errors.As(err, &f) || !strings.Contains(f.Error(), "DISCORD_TOKEN") {
		t.Errorf("ended with %v", err)
	}
}

func TestWrongToken(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.bot.api.token = "another"
	s.bot.config.Token = "another"
	s.run()
	err := <-s.ended
	s.ended <- err
	var f *Fatal
	if !errors.As(err, &f) || f.Code != 401 || !strings.Contains(f.Error(), "DISCORD_TOKEN") {
		t.Errorf("ended with %v", err)
	}
	if s.app.Identifies() != 0 {
		t.Error("it identified all the same")
	}
}

// Without a network the bot goes on trying, says so, and recovers.
func TestNoNetwork(t *testing.T) {
	t.Parallel()
	s := newStage(t, echo())
	s.sim.Faults().Cut(6, discordsim.Before, "GET /gateway/bot")
	s.run()
	s.timers.pass(t, is(firstWait))
	s.waitFor("the bot to be ready", s.ready)
	log := s.log.String()
	if !strings.Contains(log, "out of reach") || !strings.Contains(log, s.bot.root.Host) {
		t.Errorf("the log does not say what is wrong:\n%s", log)
	}
	waits := s.timers.waits()
	for _, w := range []time.Duration{1, 2, 4, 8, 16, 32} {
		if !slices.Contains(waits, w*firstWait) {
			t.Errorf("no wait of %v in %v", w*firstWait, waits)
		}
	}
}

// An answer to the identify that makes discordgo's Open hang for good costs
// one deadline, not the bot.
func TestOpenHangs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	answers := make(chan func(*websocket.Conn), 2)
	sent := make(chan struct{})
	answers <- func(c *websocket.Conn) {
		_ = c.WriteMessage(websocket.TextMessage, []byte(`{"op":9,"d":false}`))
		close(sent)
	}
	answers <- func(c *websocket.Conn) {
		_ = c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4004, ""))
	}
	s.bot.reroot(gatewayThat(t, answers))
	s.run()
	<-sent
	s.timers.pass(t, is(openLimit))
	s.timers.pass(t, is(firstWait))
	err := <-s.ended
	s.ended <- err
	var f *Fatal
	if !errors.As(err, &f) || f.Code != 4004 {
		t.Errorf("ended with %v", err)
	}
}

// gatewayThat is an API whose gateway greets, and answers each identify with
// the next of those answers.
func gatewayThat(t *testing.T, answers <-chan func(*websocket.Conn)) *url.URL {
	t.Helper()
	var srv *httptest.Server
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !websocket.IsWebSocketUpgrade(r) {
			_, _ = fmt.Fprintf(w, `{"url":%q}`, strings.Replace(srv.URL, "http", "ws", 1))
			return
		}
		c, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer c.Close()
		_ = c.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":41250}}`))
		if _, _, err := c.ReadMessage(); err != nil {
			return
		}
		(<-answers)(c)
		_, _, _ = c.ReadMessage()
	}))
	t.Cleanup(srv.Close)
	return mustParse(srv.URL)
}

// reroot points the bot at another API.
func (b *Bot) reroot(root *url.URL) {
	over := tuned()
	b.root, b.api, b.answers = root, newAPI(root, b.config.Token, over), newAnswers(root, over)
}

// When Discord's own count of identifies runs low, the bot waits for the next
// day's instead of losing its token.
func TestIdentifiesRunLow(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	err := s.bot.leave(t.Context(), gatewayInfo{Limit: struct {
		Total      int   `json:"total"`
		Remaining  int   `json:"remaining"`
		ResetAfter int64 `json:"reset_after"`
	}{1000, 19, 3_600_000}})
	var spent *limitSpent
	if !errors.As(err, &spent) || spent.resetAfter != time.Hour {
		t.Errorf("got %v", err)
	}
}

// passLook lets the watchdog look once.
func (s *stage) passLook() {
	s.t.Helper()
	s.timers.pass(s.t, is(watchEvery))
}

// heard is when the bot last heard an acknowledgement.
func (s *stage) heard() (ack time.Time) {
	s.waitFor("the session's lock", func() (ok bool) {
		ack, ok = s.bot.link.Load().heard()
		return ok
	})
	return ack
}

// waitForAck waits for one more acknowledgement.
func (s *stage) waitForAck() {
	s.t.Helper()
	before := s.heard()
	s.waitFor("an acknowledgement", func() bool { return s.heard().After(before) })
}

// endsWithin lets the watchdog look until it gives the connection up, at most
// so many times.
func (s *stage) endsWithin(looks int) {
	s.t.Helper()
	for range looks {
		s.waitFor("the watchdog", func() bool {
			return s.timers.waiting(is(watchEvery)) || !s.bot.Health().Connected
		})
		if !s.bot.Health().Connected {
			return
		}
		s.passLook()
	}
	s.waitFor("the end of the connection", func() bool { return !s.bot.Health().Connected })
}
