package bot

import (
	"context"
	"errors"
	"testing"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// slow is a command that waits for the test before it answers as told.
type slow struct {
	answer  chan func() (commands.Reply, error)
	started chan struct{}
}

func newSlow() *slow {
	return &slow{make(chan func() (commands.Reply, error)), make(chan struct{}, 10)}
}

func (s *slow) command() commands.Command {
	return does("slow", func(ctx context.Context, r commands.Request) (commands.Reply, error) {
		s.started <- struct{}{}
		select {
		case f := <-s.answer:
			return f()
		case <-ctx.Done():
			return commands.Reply{}, ctx.Err()
		}
	})
}

func (s *slow) says(r commands.Reply, err error) {
	s.answer <- func() (commands.Reply, error) { return r, err }
}

// deferred lets the time for an answer pass, and waits until Discord knows
// that it comes later.
func (s *stage) deferred(ex *discordsim.Exchange) (private bool) {
	s.t.Helper()
	s.timers.pass(s.t, is(deferAfter))
	private, err := ex.Deferred(s.within())
	if err != nil {
		s.t.Fatal(err)
	}
	if ex.State() != discordsim.Thinking {
		s.t.Fatalf("not deferred, but %s", ex.State())
	}
	return private
}

func TestSlowHandlerIsDeferred(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		typed           string
		reply           commands.Reply
		err             error
		thinksPrivately bool
		private         bool // the answer
		words           string
	}{
		"public":                       {typed: "/slow", reply: text("at last"), words: "at last"},
		"private":                      {typed: "/slow private:true", reply: text("at last"), words: "at last", thinksPrivately: true, private: true},
		"error":                        {typed: "/slow private:true", err: errors.New("no luck"), words: "reference", thinksPrivately: true, private: true},
		"error after a public promise": {typed: "/slow", err: errors.New("no luck"), words: "reference", private: true},
		"private after a public one": {typed: "/slow", reply: commands.Reply{Message: card.Message{Text: "between us"}, Private: true},
			words: "between us", private: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hand := newSlow()
			s := play(t, hand.command())
			ex := s.ask(s.member, tt.typed)
			<-hand.started
			if private := s.deferred(ex); private != tt.thinksPrivately {
				t.Errorf("deferred with private %v", private)
			}
			hand.says(tt.reply, tt.err)
			m, err := s.sim.As(s.member).In(s.room).Await(s.within(), hasWords(tt.words))
			if err != nil {
				t.Fatalf("%v; log:\n%s", err, s.log)
			}
			if (m.For != nil) != tt.private {
				t.Errorf("the answer is for %v", m.For)
			}
			if !tt.private {
				return
			}
			for _, m := range s.room.Messages() {
				t.Errorf("everybody sees %q", said(m))
			}
		})
	}
}

// A slow button that turns a page edits its message; when it fails, the
// message stays and the error is a private line of its own.
func TestSlowUpdate(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	list := does("list", func(context.Context, commands.Request) (commands.Reply, error) {
		r := text("page one")
		r.Controls = [][]card.Control{{{Label: "Next", Then: card.Then{Command: "slow", Update: true}}}}
		return r, nil
	})
	s := play(t, list, hand.command())
	m := s.expect(s.member, "/list", "page one")
	press := func() *discordsim.Exchange {
		ex, err := s.sim.As(s.member).In(s.room).Press(s.within(), m, "Next")
		if err != nil {
			t.Fatal(err)
		}
		<-hand.started
		s.timers.pass(t, is(deferAfter))
		if _, err := ex.Deferred(s.within()); err != nil {
			t.Fatal(err)
		}
		return ex
	}
	press()
	hand.says(commands.Reply{}, errors.New("no luck"))
	who := s.sim.As(s.member).In(s.room)
	if e, err := who.Await(s.within(), hasWords("reference")); err != nil || e.For == nil {
		t.Errorf("no private error: %v, %v", e, err)
	}
	if all := s.room.Messages(); len(all) != 1 || said(all[0]) != "page one" {
		t.Errorf("everybody sees %d messages", len(all))
	}
	press()
	hand.says(text("page two"), nil)
	if _, err := who.Await(s.within(), hasWords("page two")); err != nil {
		t.Errorf("%v; log:\n%s", err, s.log)
	}
	if all := s.room.Messages(); len(all) != 1 {
		t.Errorf("everybody sees %d messages", len(all))
	}
}

// A handler that answers in time is never deferred.
func TestQuickHandlerIsNotDeferred(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.expect(s.member, "/echo text:x", "x")
	if s.timers.waiting(is(deferAfter)) {
		t.Error("the deferral is still to come")
	}
	if n := len(s.callbacks()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestHandlerIsGivenALimit(t *testing.T) {
	t.Parallel()
	s := play(t, does("when", func(ctx context.Context, _ commands.Request) (commands.Reply, error) {
		if _, ok := ctx.Deadline(); !ok {
			return text("for ever"), nil
		}
		return text("limited"), nil
	}))
	s.expect(s.member, "/when", "limited")
}
