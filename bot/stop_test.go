package bot

import (
	"context"
	"testing"

	"vigil/commands"
)

// An answer under way is finished before the bot ends.
func TestStopsGracefully(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow")
	<-hand.started
	s.cancel()
	s.waitFor("the connection to end", func() bool { return s.app.Sessions() == 0 })
	select {
	case err := <-s.ended:
		t.Fatalf("ended with an answer under way: %v", err)
	default:
	}
	hand.says(text("the last word"), nil)
	if err := s.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if got := said(s.reply(ex)); got != "the last word" {
		t.Errorf("answered %q", got)
	}
	s.bot.accept(s.interaction(s.sim.Clock().Now(), s.member))
	if h := s.bot.Health(); h.Dropped != 1 || h.Connected {
		t.Errorf("after the end: %+v", h)
	}
}

// What takes too long is ended by its context, and told so.
func TestStopIsBounded(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command())
	ex := s.ask(s.member, "/slow")
	<-hand.started
	s.cancel()
	s.timers.pass(t, is(drainLimit))
	if err := s.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if m := s.reply(ex); m.For == nil {
		t.Errorf("answered all with %q", said(m))
	}
}

// Even a handler that ignores its context doesn't keep the bot.
func TestStopLeavesTheDeafBehind(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	started := make(chan struct{})
	s := play(t, does("deaf", func(context.Context, commands.Request) (commands.Reply, error) {
		close(started)
		<-release
		return text("x"), nil
	}))
	t.Cleanup(func() { close(release) })
	s.ask(s.member, "/deaf")
	<-started
	s.cancel()
	s.timers.pass(t, is(drainLimit))
	if err := s.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
}
