package bot

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/discordsim"
)

// hasWords finds a message by words in it.
func hasWords(words string) func(*discordsim.Message) bool {
	return func(m *discordsim.Message) bool { return strings.Contains(said(m), words) }
}

const aCallback = "POST /interactions/*/*/callback"

// Whatever happens to the request, the answer comes once.
func TestAnswersOnce(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(*discordsim.Faults){
		"429":                  func(f *discordsim.Faults) { f.Next429(2, discordsim.RouteLimit, 200*time.Millisecond, aCallback) },
		"502 before":           func(f *discordsim.Faults) { f.Status(2, 502, discordsim.Before, aCallback) },
		"502 after the effect": func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, aCallback) },
		"cut before":           func(f *discordsim.Faults) { f.Cut(1, discordsim.Before, aCallback) },
		"cut after the effect": func(f *discordsim.Faults) { f.Cut(1, discordsim.After, aCallback) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := play(t, echo())
			fault(s.sim.Faults())
			s.expect(s.member, "/echo text:once", "once")
			s.waitFor("the end of it", func() bool { return s.bot.Health().InFlight == 0 })
			if n := len(s.room.Messages()); n != 1 {
				t.Errorf("%d messages", n)
			}
			if h := s.bot.Health(); h.Answered != 1 || h.Lost != 0 {
				t.Errorf("health %+v", h)
			}
		})
	}
}

// A follow-up of which nobody knows whether it came through is not posted
// again.
func TestFollowUpIsNotDoubled(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow")
	<-hand.started
	s.deferred(ex)
	s.sim.Faults().Status(1, http.StatusBadGateway, discordsim.After, "POST /webhooks/*/*")
	hand.says(commands.Reply{}, errors.New("no luck"))
	s.waitFor("the end of it", func() bool { return s.bot.Health().InFlight == 0 })
	posts := 0
	for _, r := range s.callbacks() {
		if r.Method == http.MethodPost && strings.HasPrefix(r.Path, "/webhooks/") {
			posts++
		}
	}
	if posts != 1 {
		t.Errorf("posted %d times", posts)
	}
	seen := 0
	for _, m := range s.sim.As(s.member).In(s.room).Messages() {
		if hasWords("reference")(m) {
			seen++
		}
	}
	if seen != 1 {
		t.Errorf("seen %d times", seen)
	}
}

// An edit may be made again.
func TestEditIsRepeated(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow")
	<-hand.started
	s.deferred(ex)
	s.sim.Faults().Status(2, http.StatusBadGateway, discordsim.Before, "PATCH /webhooks/**")
	hand.says(text("at last"), nil)
	if got := said(s.reply(ex)); got != "at last" {
		t.Errorf("answered %q", got)
	}
}

// What Discord finds wrong with an answer is not the asker's fault: they get
// words, and the log the reason.
func TestRefusedAnswer(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.sim.Faults().Refuse(1, 50006, aCallback)
	m := s.expect(s.member, "/echo text:x", "reference")
	if m.For == nil {
		t.Error("not private")
	}
	if log := s.log.String(); !strings.Contains(log, "50006") {
		t.Errorf("not in the log:\n%s", log)
	}
}

// A deferral of which nobody knows whether it came through may be seen by
// somebody who waits: the answer is still brought.
func TestAnswerAfterUnsettledDeferral(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	s.sim.Faults().Status(100, http.StatusBadGateway, discordsim.After, aCallback)
	ex := s.ask(s.member, "/slow")
	<-hand.started
	s.deferred(ex)
	hand.says(text("at last"), nil)
	if got := said(s.reply(ex)); got != "at last" {
		t.Errorf("answered %q", got)
	}
}

// A deferral that never came through leaves nothing to answer, and ends.
func TestDeferralIsLost(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"/slow", "/slow private:true"} {
		hand := newSlow()
		s := play(t, hand.command())
		s.sim.Faults().Status(100, http.StatusBadGateway, discordsim.Before, aCallback)
		s.ask(s.member, typed)
		<-hand.started
		s.timers.pass(t, is(deferAfter))
		hand.says(text("too late"), nil)
		s.waitFor("it to be given up", func() bool { return s.bot.Health().Lost == 1 })
		if n := len(s.room.Messages()); n != 0 {
			t.Errorf("%s: %d messages", typed, n)
		}
	}
}

// Discord being gone altogether for callbacks loses the answer, and ends.
func TestAnswerIsLost(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.sim.Faults().Status(100, 503, discordsim.Before, aCallback)
	s.ask(s.member, "/echo text:x")
	s.waitFor("it to be given up", func() bool { return s.bot.Health().Lost == 1 })
	if n := len(s.callbacks()); n < 2 || n > 6 {
		t.Errorf("%d tries", n)
	}
	s.sim.Faults().Clear()
	s.expect(s.member, "/echo text:alive", "alive")
}

// The bot's token goes nowhere but to the API, and not with answers.
func TestTokenIsNotSentWithAnswers(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.expect(s.member, "/echo text:x", "x")
	for _, r := range s.callbacks() {
		if r.Header.Get("Authorization") != "" {
			t.Errorf("%s %s carries the token", r.Method, r.Path)
		}
	}
}
