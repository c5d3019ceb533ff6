package jobs_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/jobs"
	"vigil/store"
)

// Whatever Discord does to a post, it stands there once.
func TestPostedOnce(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*discordsim.Faults){
		"all is well":        func(*discordsim.Faults) {},
		"502 before":         func(f *discordsim.Faults) { f.Status(1, 502, discordsim.Before, messages) },
		"502 after storing":  func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, messages) },
		"502 thrice":         func(f *discordsim.Faults) { f.Status(3, 502, discordsim.After, messages) },
		"cut before":         func(f *discordsim.Faults) { f.Cut(1, discordsim.Before, messages) },
		"cut after":          func(f *discordsim.Faults) { f.Cut(1, discordsim.After, messages) },
		"429 of the channel": func(f *discordsim.Faults) { f.Next429(1, discordsim.RouteLimit, time.Millisecond, messages) },
		"429 of the bot":     func(f *discordsim.Faults) { f.Next429(1, discordsim.GlobalLimit, time.Millisecond, messages) },
		"429 shared":         func(f *discordsim.Faults) { f.Next429(1, discordsim.SharedLimit, time.Millisecond, messages) },
		// Longer than Discord remembers nonces: it is looked for.
		"502 for an hour": func(f *discordsim.Faults) { f.Status(12, 502, discordsim.After, messages) },
		"cut for an hour": func(f *discordsim.Faults) { f.Cut(12, discordsim.Before, messages) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			h.news("She was moved to another prison.")
			fail(h.sim.Faults())
			h.rest(h.deliverer("one"))
			h.once("She was moved to another prison.")
		})
	}
}

// A correction changes what stands there, a withdrawal takes it away, and
// neither what is confidential nor another fact of the case moves anything.
func TestCorrectionsTravel(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.news("She was moved to prison A.")
	h.rest(d)
	h.once("She was moved to prison A.")

	edits := func() int { return h.count("PATCH /channels/{id}/messages/{id}") }
	h.change(false, func(c *casefile.Casefile) { c.Status.Text = "seen by her family" })
	h.rest(d)
	if n := edits(); n != 0 {
		t.Errorf("%d edits for something that the message doesn't say", n)
	}
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Text = "She was moved to prison B." })
	h.rest(d)
	if text := h.once("She was moved to prison B."); !strings.Contains(text, "Corrected") || edits() != 1 {
		t.Errorf("after %d edits it says\n%s", edits(), text)
	}
	saved := h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if saved.Removed != 1 {
		t.Errorf("%d messages are said to be removed", saved.Removed)
	}
	h.rest(d)
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("after the withdrawal there stands %s", all)
	}
}

// count counts the requests of a route so far.
func (h *hall) count(route string) (n int) {
	for _, r := range h.sim.Requests() {
		if r.Route == route {
			n++
		}
	}
	return n
}

// What is made confidential goes from where it was announced.
func TestConfidentialGoes(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.news("She was moved to prison A.")
	h.rest(d)
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Visibility = casefile.Confidential })
	h.rest(d)
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("there stands %s", all)
	}
}

// What stopped being true before it was posted isn't posted.
func TestUntrueIsDropped(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	h.rest(h.deliverer("one"))
	if h.count("POST /channels/{id}/messages") != 0 {
		t.Error("it was posted")
	}
}

// A channel that is gone or forbidden is left alone, its curators are told
// once, and when it is set up again what waited is posted.
func TestHaltedOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.sim.Faults().Refuse(1, 50013, messages)
	h.news("She was moved to prison A.")
	h.news("She was moved to prison B.")
	h.rest(d)
	if len(stand(h.channel)) != 0 || h.count("POST /channels/{id}/messages") != 1 {
		t.Errorf("%d posts were tried", h.count("POST /channels/{id}/messages"))
	}
	channels, err := h.db.Channels().Of(t.Context(), h.server.ID.String())
	h.must(err)
	if channels[0].Halted != store.HaltForbidden {
		t.Errorf("it is halted for %q", channels[0].Halted)
	}
	told, err := h.db.Outbox().Due(t.Context(), 10)
	h.must(err)
	if len(told) != 1 || told[0].Kind != store.ShowNotice || told[0].Channel != h.review.ID.String() {
		t.Errorf("curators are told %+v", told)
	}
	h.set()
	h.rest(d)
	h.once("prison A")
	h.once("prison B")
}

// A process that dies after Discord stored the message, or before, and one that
// comes back within the minutes of the nonce or after them.
func TestFoundAfterCrash(t *testing.T) {
	t.Parallel()
	for _, stored := range []bool{false, true} {
		for _, away := range []time.Duration{90 * time.Second, time.Hour} {
			t.Run(fmt.Sprint(stored, away), func(t *testing.T) {
				t.Parallel()
				h := newHall(t)
				h.set()
				h.news("She was moved to prison A.")
				posts, err := h.db.Ledger().Claim(t.Context(), "one", 10) // and it dies
				h.must(err)
				if len(posts) != 1 {
					t.Fatalf("%d messages", len(posts))
				}
				if stored {
					twin := h.deliverer("one")
					h.must(second(twin.Send(t.Context(), posts[0])))
					h.once("prison A")
				}
				if n := h.round(h.deliverer("two")); n != 0 {
					t.Error("another took it while the lease ran")
				}
				h.pass(away)
				h.rest(h.deliverer("two"))
				h.once("prison A")
				h.must(h.db.Ledger().Settle(t.Context(), "one", []store.Said{{Post: posts[0].ID, Outcome: store.SaidLater, At: h.now()}}))
				h.rest(h.deliverer("two"))
				h.once("prison A")
			})
		}
	}
}

// Where nobody can find out whether it stands there, nothing is sent, and
// curators are told.
func TestSilenceWhereNobodyKnows(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	_, err := h.db.Ledger().Claim(t.Context(), "one", 10)
	h.must(err)
	h.pass(time.Hour)
	h.sim.Faults().Refuse(1, 50013, "GET /channels/*/messages")
	h.rest(h.deliverer("two"))
	if len(stand(h.channel)) != 0 {
		t.Error("it was sent")
	}
	told, err := h.db.Outbox().Due(t.Context(), 10)
	h.must(err)
	if len(told) != 1 || told[0].Kind != store.ShowNotice {
		t.Errorf("curators are told %+v", told)
	}
}

// Two processes at once on one database post once.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	for i := range 10 {
		h.news(fmt.Sprintf("She was moved to prison %c.", 'A'+i))
	}
	one, two := h.deliverer("one"), h.deliverer("two")
	other := h.open()
	two.Ledger, two.Channels = other.Ledger(), other.Channels()
	for range 40 {
		var both sync.WaitGroup
		for _, d := range []*jobs.Deliverer{one, two} {
			both.Go(func() {
				if _, err := d.Round(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}
	for i := range 10 {
		h.once(fmt.Sprintf("prison %c", 'A'+i))
	}
}

// Whoever follows somebody hears by direct message; nothing of it is in a log.
func TestFollowers(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina, closed := h.sim.AddUser("Mina"), h.sim.AddUser("Shut")
	h.server.Join(mina, closed)
	closed.CloseDMs(true)
	for _, u := range []*discordsim.User{mina, closed} {
		h.must(second(h.db.Follows().Follow(t.Context(), u.ID.String(), h.server.ID.String(), access, khialis)))
	}
	h.news("She was moved to prison A.")
	h.rest(h.deliverer("one"))
	direct := h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()
	if all := stand(direct); len(all) != 1 || !strings.Contains(all[0], "prison A") {
		t.Errorf("Mina reads %s", all)
	} else if b := direct.Messages()[0].Buttons(); len(b) != 2 || !strings.HasSuffix(b[0].URL, "/channels/"+h.server.ID.String()) {
		t.Errorf("Mina, who can't read the casebook in a direct message, is led to %+v", b)
	}
	h.must(h.db.Servers().Open(t.Context(), store.Main, true, "test"))
	h.news("She was moved to prison B.")
	h.rest(h.deliverer("one"))
	if b := direct.Messages()[1].Buttons(); b[0].URL != "" {
		t.Errorf("now that she can, she is led to %+v", b)
	}
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	h.rest(h.deliverer("one"))
	if all := stand(direct); len(all) != 0 {
		t.Errorf("after the withdrawal Mina reads %s", all)
	}
	if log := h.log.text.String(); strings.Contains(log, mina.ID.String()) || strings.Contains(log, closed.ID.String()) {
		t.Errorf("the log says %s", log)
	}
	if backlog, err := h.db.Ledger().Backlog(t.Context()); err != nil || len(backlog) != 0 {
		t.Errorf("backlog %v, %v", backlog, err)
	}
}
