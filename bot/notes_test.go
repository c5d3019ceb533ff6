package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
	"vigil/store"
)

// showing is a command that shows a casefile, and with a button the next one.
func showing() commands.Command {
	return does("show", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Person() == "nobody" {
			return text("nothing on record"), nil
		}
		reply := text("the case of " + r.Person())
		reply.Shows = []store.Shown{{Casebook: 1, Slug: r.Person()}}
		reply.Private = r.Text("text") == "quiet"
		then := card.Then{Command: "show", Options: map[string]string{"person": "next"}, Update: true}
		reply.Controls = [][]card.Control{{{Label: "Next", Then: then}, {Label: "Mine", Then: card.Then{Command: "show", Options: map[string]string{"person": "next"}}}}}
		return reply, nil
	})
}

// shows is the note of a message in the stage's room.
func (s *stage) shows(m *discordsim.Message, slug string) store.Showing {
	return store.Showing{Server: s.server.ID.String(), Channel: s.room.ID.String(), Message: m.ID.String(),
		Casefiles: []store.Shown{{Casebook: 1, Slug: slug}}}
}

func (s *stage) waitForNotes(want ...store.Showing) {
	s.t.Helper()
	s.waitFor("notes", func() bool { return len(s.world.notes()) >= len(want) && s.bot.Health().InFlight == 0 })
	all := s.world.notes()
	for i := range all {
		// What is made confidential after that may stand in the message.
		if at := all[i].At; at.IsZero() || at.Truncate(time.Millisecond).After(s.lastEdit(all[i].Message)) {
			s.t.Errorf("message %s shows the record of %s", all[i].Message, at)
		}
		all[i].At = time.Time{}
	}
	if d := cmp.Diff(want, all); d != "" {
		s.t.Error(d)
	}
}

// lastEdit is when a message got its present text.
func (s *stage) lastEdit(id string) time.Time {
	for _, m := range s.room.Messages() {
		if m.ID.String() == id {
			if m.Edited() {
				return m.EditedTimestamp.Time
			}
			return m.Time()
		}
	}
	return time.Time{}
}

func TestNotesWhatIsShown(t *testing.T) {
	t.Parallel()
	s := play(t, showing())
	m := s.expect(s.member, "/show person:sample-one", "the case of sample-one")
	first := s.shows(m, "sample-one")
	s.waitForNotes(first)

	// What the asker alone sees, and what shows nobody, isn't noted; nor is
	// anything in a direct message.
	private := s.expect(s.member, "/show person:two private:true", "the case of two")
	s.expectPress(private, s.member, "Next", "the case of next")
	s.expect(s.member, "/show person:two text:quiet", "the case of two")
	s.expectPress(m, s.admin, "Mine", "the case of next")
	s.expect(s.member, "/show person:nobody", "nothing on record")
	ex, err := s.sim.As(s.member).DM(s.app).Type(s.within(), "/show person:two")
	if err != nil {
		t.Fatal(err)
	}
	s.reply(ex)

	// A page that is turned in everybody's sight is.
	s.expectPress(m, s.member, "Next", "the case of next")
	s.waitForNotes(first, s.shows(m, "next"))
	for _, n := range s.world.notes() {
		if strings.Contains(fmt.Sprintf("%+v", n), s.member.ID.String()) {
			t.Errorf("who asked is noted: %+v", n)
		}
	}
	for _, r := range s.sim.Requests() {
		if wants := strings.Contains(r.Query, "with_response"); wants && !strings.HasSuffix(r.Path, "/callback") {
			t.Errorf("%s?%s", r.Path, r.Query)
		}
	}
}

// Only an answer that has to be noted is asked back from Discord.
func TestAsksForNoResponseElse(t *testing.T) {
	t.Parallel()
	s := play(t, showing())
	s.expect(s.member, "/show person:nobody", "nothing")
	s.expect(s.member, "/show person:one private:true", "the case")
	for _, r := range s.callbacks() {
		if r.Query != "" {
			t.Errorf("%s?%s", r.Path, r.Query)
		}
	}
}

// Where the bot was only installed by a person it can delete nothing, so
// nothing is noted.
func TestNotesNothingElsewhere(t *testing.T) {
	t.Parallel()
	s := play(t, showing())
	other := s.sim.AddServer("Elsewhere")
	room := other.AddChannel("general")
	other.Join(s.member)
	s.member.Install(s.app)
	other.Remove(s.app)
	ex, err := s.sim.As(s.member).In(room).Type(s.within(), "/show person:one")
	if err != nil {
		t.Fatal(err)
	}
	s.reply(ex)
	s.waitForNotes()
}

// An answer that came late, or of which it was unclear whether it came, is
// noted like any other.
func TestNotesLateAndUnclearAnswers(t *testing.T) {
	t.Parallel()
	late := func(s *stage, hand *slow) *discordsim.Message {
		ex := s.ask(s.member, "/slow")
		<-hand.started
		s.deferred(ex)
		hand.says(commands.Reply{Message: card.Message{Text: "at last"}, Shows: []store.Shown{{Casebook: 1, Slug: "sample"}}}, nil)
		return s.reply(ex)
	}
	prompt := func(s *stage, hand *slow) *discordsim.Message {
		ex := s.ask(s.member, "/slow")
		<-hand.started
		hand.says(commands.Reply{Message: card.Message{Text: "at once"}, Shows: []store.Shown{{Casebook: 1, Slug: "sample"}}}, nil)
		return s.reply(ex)
	}
	for name, tt := range map[string]struct {
		fault  func(*discordsim.Faults)
		answer func(*stage, *slow) *discordsim.Message
	}{
		"late":                {nil, late},
		"late, 502 after":     {func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, "PATCH /webhooks/**") }, late},
		"502 after":           {func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, aCallback) }, prompt},
		"cut after":           {func(f *discordsim.Faults) { f.Cut(1, discordsim.After, aCallback) }, prompt},
		"always cut after it": {func(f *discordsim.Faults) { f.Cut(100, discordsim.After, aCallback) }, prompt},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hand := newSlow()
			s := play(t, hand.command())
			if tt.fault != nil {
				tt.fault(s.sim.Faults())
			}
			s.waitForNotes(s.shows(tt.answer(s, hand), "sample"))
		})
	}
}

// A slow page that is turned is noted with the message that it stands on.
func TestNotesASlowPage(t *testing.T) {
	t.Parallel()
	hand := newSlow()
	s := play(t, hand.command(), does("list", func(context.Context, commands.Request) (commands.Reply, error) {
		r := text("page one")
		r.Controls = [][]card.Control{{{Label: "Next", Then: card.Then{Command: "slow", Update: true}}}}
		return r, nil
	}))
	m := s.expect(s.member, "/list", "page one")
	ex, err := m.Press(s.within(), "Next")
	if err != nil {
		t.Fatal(err)
	}
	<-hand.started
	s.deferred(ex)
	hand.says(commands.Reply{Message: card.Message{Text: "page two"}, Shows: []store.Shown{{Casebook: 1, Slug: "sample"}}}, nil)
	s.reply(ex)
	s.waitForNotes(s.shows(m, "sample"))
}

// An answer that never got there isn't noted.
func TestNotesNothingOfLostAnswers(t *testing.T) {
	t.Parallel()
	s := play(t, showing())
	s.sim.Faults().Status(100, 503, discordsim.Before, aCallback)
	s.ask(s.member, "/show person:one")
	s.waitFor("it to be given up", func() bool { return s.bot.Health().Lost == 1 })
	s.sim.Faults().Clear()
	s.sim.Faults().Refuse(1, 50006, aCallback)
	s.expect(s.member, "/show person:one", "reference")
	s.waitForNotes()
}

// heldNotes is a stage on which notes wait until the test says so.
func heldNotes(t *testing.T) *stage {
	t.Helper()
	s := newStage(t, showing())
	s.timers.auto = func(d time.Duration) bool { return d != noteEvery && unheld(d) }
	s.run()
	s.waitFor("the bot to be ready", s.ready)
	return s
}

// Notes are brought many at a time, the last ones when the bot stops.
func TestNotesAreBroughtTogether(t *testing.T) {
	t.Parallel()
	s := heldNotes(t)
	for range 3 {
		s.expect(s.member, "/show person:one", "the case")
	}
	pending := func(n int) {
		t.Helper()
		s.waitFor("them to be noted", func() bool {
			s.bot.notes.mu.Lock()
			defer s.bot.notes.mu.Unlock()
			return len(s.bot.notes.pending) == n
		})
	}
	pending(3)
	s.timers.pass(t, is(noteEvery))
	s.waitFor("notes", func() bool { return len(s.world.notes()) == 3 })
	s.expect(s.member, "/show person:two", "the case")
	pending(1)
	for range notesAtATime - 1 {
		s.bot.notes.add(store.Showing{Message: "1"})
	}
	s.waitFor("a full batch", func() bool { return len(s.world.notes()) == 3+notesAtATime })
	s.expect(s.member, "/show person:three", "the case")
	pending(1)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	last := s.world.notes()[len(s.world.notes())-1]
	if n := len(s.world.notes()); n != 4+notesAtATime || last.Casefiles[0].Slug != "three" {
		t.Errorf("%d notes, the last one %+v", n, last)
	}
	s.world.change(func(w *world) {
		if want := []int{3, notesAtATime, 1}; !slices.Equal(w.batch, want) {
			t.Errorf("brought in batches of %v, want %v", w.batch, want)
		}
	})
}

// What can't be brought is tried again, and said once.
func TestNotesAreTriedAgain(t *testing.T) {
	t.Parallel()
	s := heldNotes(t)
	m := s.expect(s.member, "/show person:one", "the case")
	s.world.change(func(w *world) { w.fails = store.ErrLocked })
	for range 3 {
		s.timers.pass(t, is(noteEvery))
		s.waitFor("another try", func() bool { return s.timers.waiting(is(noteEvery)) })
	}
	s.world.change(func(w *world) { w.fails = nil })
	s.timers.pass(t, is(noteEvery))
	s.waitForNotes(s.shows(m, "one"))
	if n := strings.Count(s.log.String(), "could not note"); n != 1 {
		t.Errorf("said %d times:\n%s", n, s.log)
	}
}

// While nothing can be brought, what is kept is bounded.
func TestNotesAreBounded(t *testing.T) {
	t.Parallel()
	s := heldNotes(t)
	s.world.change(func(w *world) { w.fails = errors.New("no room") })
	for i := range notesKept + 7 {
		s.bot.notes.pending = append(s.bot.notes.pending, store.Showing{Message: fmt.Sprint(i)})
	}
	s.bot.notes.bring()
	s.world.change(func(w *world) { w.fails = nil })
	s.bot.notes.bring()
	all := s.world.notes()
	if len(all) != notesKept || all[0].Message != "7" || !slices.IsSortedFunc(all, func(a, b store.Showing) int { return len(a.Message) - len(b.Message) }) {
		t.Errorf("%d notes, the first one %+v", len(all), all[0])
	}
	if !strings.Contains(s.log.String(), "messages=7") {
		t.Errorf("log:\n%s", s.log)
	}
}

func TestMessageID(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"id":"7","content":"x"}`:                             "7",
		`{"embeds":[{"id":"1"}],"author":{"id":"2"},"id":"7"}`: "7",
		`{"interaction":{"id":"1","type":2,"response_message_id":"7"},"resource":{"message":{"id":"7"}}}`: "7",
		`{"resource":{"message":{"id":"7"}},"interaction":{"response_message_id":"7"}}`:                   "7",
		`{"interaction":{"id":"1"}}`: "", `{"id":7}`: "", `{}`: "", `[]`: "", ``: "", `{"id`: "", `{"a":`: "",
	} {
		if got := messageID(strings.NewReader(body)); got != want {
			t.Errorf("%s: %q", body, got)
		}
	}
}
