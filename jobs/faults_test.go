package jobs_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // for another program that holds the database

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/jobs"
	"vigil/store"
)

// plan has all that is due put into the ledger, as the job does.
func (h *hall) plan() {
	h.t.Helper()
	p := jobs.Planning{
		Planner: jobs.NewPlanner(h.db, jobs.NewVoices(h.words, "en", time.UTC)), Channels: h.db.Channels(), Now: h.now,
		Log: slog.New(slog.NewTextHandler(&h.log, nil)),
	}
	h.must(p.Run(h.t.Context()))
}

// falling is the hour of the day on which something of Khiali's falls.
func falling() time.Time { return time.Date(2026, time.February, 28, 9, 0, 0, 0, time.UTC) }

// After three hours a day and a development are told late, the day with its
// mark; after three days, or more than a year, they are told as missed, in a message of their own
// where a channel has no digest and in the next digest otherwise. Once each.
func TestDowntime(t *testing.T) {
	t.Parallel()
	for _, digests := range []bool{true, false} {
		for _, away := range []time.Duration{3 * time.Hour, 3 * 24 * time.Hour, 400 * 24 * time.Hour, 700 * 24 * time.Hour} {
			t.Run(fmt.Sprint(digests, away), func(t *testing.T) {
				t.Parallel()
				h := newHall(t)
				h.pass(falling().Add(-time.Hour).Sub(h.now()))
				kinds := store.AllAnnounced()
				if !digests {
					kinds = kinds[:5]
				}
				h.must(h.db.Channels().Set(t.Context(), store.Channel{
					ID: h.channel.ID.String(), Server: h.server.ID.String(), Kinds: kinds, Hour: 9,
				}, "3001"))
				h.plan()
				h.rest(h.deliverer("one"))
				h.change(true, moved("She was moved to prison A."))
				h.pass(time.Hour + away)
				h.plan()
				h.rest(h.deliverer("two"))
				const day, news = "Born on 29 February 1992", "She was moved to prison A."
				if !digests || away < 24*time.Hour {
					h.once(day)
					h.once(news)
				}
				for range 8 { // a Monday comes
					h.pass(24 * time.Hour)
					h.plan()
					h.rest(h.deliverer("two"))
				}
				text := h.once(day)
				if away < 24*time.Hour {
					if !strings.Contains(text, "Posted late: this is for 28 February 2026.") {
						t.Errorf("it says nothing of being late:\n%s", text)
					}
					return
				}
				if strings.Count(text, "28 February 2026 · **Setareh Khiali**: Born on 29 February 1992") != 1 {
					t.Errorf("it doesn't say of which day it is, once:\n%s", text)
				}
				if text := h.once(news); strings.Count(text, "28 February 2026 · **Setareh Khiali**: transfer: "+news) != 1 {
					t.Errorf("it doesn't say when that was announced, once:\n%s", text)
				}
			})
		}
	}
}

// What was under way when the machine's clock was put back isn't known to
// have been sent lately: it is looked for, and not kept for a lease of a day.
func TestMachineClockPutBack(t *testing.T) {
	t.Parallel()
	for _, stored := range []bool{true, false} {
		t.Run(fmt.Sprint(stored), func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			h.news("She was moved to prison A.")
			posts, err := h.db.Ledger().Claim(t.Context(), "one", 10) // and it dies
			h.must(err)
			if stored {
				h.must(second(h.deliverer("one").Send(t.Context(), posts[0])))
			}
			h.sim.Clock().Advance(time.Hour) // Discord has forgotten the nonce
			h.mu.Lock()
			h.machine = h.machine.Add(-24 * time.Hour)
			h.mu.Unlock()
			h.round(h.deliverer("two"))
			h.once("prison A")
		})
	}
}

// The program's clock moved forward and back posts nothing twice, and what was
// put off until a time that is far away now is tried again.
func TestClockMovedAtDelivery(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.plan()
	clock := h.sim.Clock()
	clock.Set(falling().Add(time.Minute))
	h.plan()
	h.sim.Faults().Status(1, 502, discordsim.Before, messages) // tried, and put off
	h.round(h.deliverer("one"))
	clock.Advance(-40 * 24 * time.Hour)
	h.plan()
	h.round(h.deliverer("one"))
	for range 60 {
		clock.Advance(24 * time.Hour)
		h.plan()
		h.rest(h.deliverer("one"))
	}
	n := 0
	for _, text := range stand(h.channel) {
		if strings.Contains(text, "Born on 29 February 1992") && !strings.Contains(text, "Weekly digest") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it stands %d times in\n%s", n, strings.Join(stand(h.channel), "\n"))
	}
}

// What was put off while the clock was ahead by days doesn't wait for these
// days once it is put back.
func TestPutOffByAClockAhead(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	h.sim.Faults().Cut(2, discordsim.Before, messages)
	h.round(h.deliverer("one"))
	h.sim.Clock().Advance(3 * 24 * time.Hour)
	h.round(h.deliverer("one"))
	if n := h.count("POST /channels/{id}/messages"); n != 2 {
		t.Fatalf("it was tried %d times", n)
	}
	h.sim.Clock().Advance(-3 * 24 * time.Hour)
	h.round(h.deliverer("one"))
	h.once("prison A")
}

// Nor does an errand that somebody who died had begun.
func TestErrandUnderAClockAhead(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.sim.Clock().Advance(3 * 24 * time.Hour)
	h.must(h.db.Channels().Halt(t.Context(), h.channel.ID.String(), store.HaltForbidden))
	for _, back := range []time.Duration{3 * 24 * time.Hour, 0} {
		due, err := h.db.Outbox().Due(t.Context(), 10)
		h.must(err)
		if len(due) != 1 {
			t.Fatalf("curators are told %+v", due)
		}
		h.sim.Clock().Advance(-back)
	}
	if due, err := h.db.Outbox().Due(t.Context(), 10); err != nil || len(due) != 0 {
		t.Errorf("while somebody is at it, it is given out again: %+v, %v", due, err)
	}
}

// The same event is announced once: a form sent twice saves once, and two
// curators who enter it each for themselves make two facts of it, and one
// development. So it is for followers.
func TestSavedTwice(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina := h.sim.AddUser("Mina")
	h.server.Join(mina)
	h.must(second(h.db.Follows().Follow(t.Context(), mina.ID.String(), h.server.ID.String(), access, khialis)))
	c, err := h.db.Curation().Casefile(t.Context(), h.book, khialis)
	h.must(err)
	moved("She was moved to prison A.")(c.Casefile)
	saving := store.Saving{Casebook: h.book, Casefile: c.Casefile, Base: c.Version, By: "3001", Announce: true}
	h.must(second(h.db.Curation().Commit(t.Context(), saving)))
	if _, err := h.db.Curation().Commit(t.Context(), saving); err == nil {
		t.Error("it was saved a second time")
	}
	h.change(true, moved("She was moved to prison A."))
	h.plan()
	h.rest(h.deliverer("one"))
	h.change(true, moved("She was moved to prison A."))
	h.plan()
	h.rest(h.deliverer("one"))
	h.once("prison A")
	if all := stand(h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()); len(all) != 1 {
		t.Errorf("Mina reads %s", all)
	}
}

// hold holds the database as another program that writes does, until release.
func (h *hall) hold() (release func()) {
	db, err := sql.Open("sqlite3", "file:"+h.path+"?_txlock=immediate&_busy_timeout=5000")
	if err != nil {
		h.t.Error(err)
		return func() {}
	}
	tx, err := db.BeginTx(context.WithoutCancel(h.t.Context()), nil)
	if err != nil {
		h.t.Error(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), db.Close()); err != nil {
			h.t.Error(err)
		}
	}
}

// says waits until the log says that so often.
func (h *hall) says(what string, times int) {
	h.t.Helper()
	h.until(fmt.Sprintf("the log to say %q %d times", what, times), func() bool {
		h.log.mu.Lock()
		defer h.log.mu.Unlock()
		return strings.Count(h.log.text.String(), what) >= times
	})
}

func (h *hall) until(what string, holds func() bool) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 30*time.Second)
	defer cancel()
	for !holds() {
		soon, stop := context.WithTimeout(ctx, 10*time.Millisecond)
		_ = h.sim.Wait(soon, holds)
		stop()
		if ctx.Err() != nil {
			h.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// While another program holds the database nothing is claimed, and so nothing
// sent. When that is held just as a message was sent, what became of it is
// noted as soon as it can be, and nothing else begun before. It stands once.
func TestDatabaseHeld(t *testing.T) {
	t.Parallel()
	var (
		h    *hall
		held atomic.Pointer[func()]
		once atomic.Bool
	)
	h = newHallThat(t, func(h *hall) { h.wait = time.Millisecond }, func(o *discordsim.Options) {
		o.Pass = func(route string, when discordsim.When) {
			if strings.HasPrefix(route, "POST") && strings.HasSuffix(route, "/messages") && when == discordsim.After && once.CompareAndSwap(false, true) {
				release := h.hold()
				held.Store(&release)
			}
		}
	})
	h.set()
	h.news("She was moved to prison A.")
	h.news("She was moved to prison B.")
	release := h.hold()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.deliverer("one").Run(ctx) }()
	h.says("the ledger could not be read", 2)
	if n := h.count("POST /channels/{id}/messages"); n != 0 {
		t.Errorf("%d messages were sent that are not noted as under way", n)
	}
	release()
	h.says("it could not be noted what became of messages", 3)
	if n := h.count("POST /channels/{id}/messages"); n != 1 {
		t.Errorf("%d messages were sent while it could not be noted", n)
	}
	(*held.Load())()
	h.until("both", func() bool { return len(stand(h.channel)) == 2 })
	cancel()
	h.must(<-ended)
	h.rest(h.deliverer("two"))
	h.once("prison A")
	h.once("prison B")
}

// A channel that is no longer to hear while a message is under way: one that
// got through stays known, so that corrections reach it; one whose fate nobody
// knows is looked for and taken away, and not sent.
func TestChannelRemovedUnderWay(t *testing.T) {
	t.Parallel()
	for _, noted := range []bool{true, false} {
		for _, stored := range []bool{true, false} {
			if noted && !stored {
				continue
			}
			t.Run(fmt.Sprint(noted, stored), func(t *testing.T) {
				t.Parallel()
				h := newHall(t)
				h.set()
				h.news("She was moved to prison A.")
				posts, err := h.db.Ledger().Claim(t.Context(), "one", 10)
				h.must(err)
				h.must(h.db.Channels().Remove(t.Context(), h.server.ID.String(), h.channel.ID.String(), "3001"))
				if stored {
					said, err := h.poster.Post(t.Context(), h.server.ID.String(), h.channel.ID.String(), card.Message{Cards: []card.Card{{
						Title: "Setareh Khiali", Body: "She was moved to prison A.", Footer: "ref " + posts[0].Ref,
					}}}, posts[0].Nonce)
					h.must(err)
					if noted {
						h.must(h.db.Ledger().Settle(t.Context(), "one", []store.Said{{Post: posts[0].ID, Outcome: store.SaidPosted, Message: said, Prints: [][]byte{{1}}}}))
					}
				}
				h.pass(time.Hour)
				h.rest(h.deliverer("two"))
				if noted {
					h.once("prison A")
					h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
					h.rest(h.deliverer("two"))
				}
				if all := stand(h.channel); len(all) != 0 {
					t.Errorf("there stands %s", all)
				}
			})
		}
	}
}

// Whoever unfollows hears nothing more: neither what waits nor what may have
// been sent already, which is taken away.
func TestUnfollowedUnderWay(t *testing.T) {
	t.Parallel()
	for name, happens := range map[string]func(*hall){
		"waiting": func(*hall) {},
		"unsure, not stored": func(h *hall) {
			h.sim.Faults().Cut(1, discordsim.Before, messages)
			h.round(h.deliverer("one"))
		},
		"unsure, stored": func(h *hall) {
			h.sim.Faults().Cut(1, discordsim.After, messages)
			h.round(h.deliverer("one"))
		},
		"died": func(h *hall) { h.must(second(h.db.Ledger().Claim(h.t.Context(), "one", 10))) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
			h.must(err)
			mina := h.sim.AddUser("Mina")
			h.server.Join(mina)
			h.must(second(h.db.Follows().Follow(t.Context(), mina.ID.String(), h.server.ID.String(), access, khialis)))
			h.news("She was moved to prison A.")
			happens(h)
			h.must(second(h.db.Follows().Unfollow(t.Context(), mina.ID.String(), khialis)))
			h.pass(90 * time.Second)
			h.rest(h.deliverer("two"))
			if all := stand(h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()); len(all) != 0 {
				t.Errorf("Mina reads %s", all)
			}
		})
	}
}

// What is still to be said outlives the time after which it is forgotten that
// it was said: direct messages, and notices to curators.
func TestPurgeKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina := h.sim.AddUser("Mina")
	h.server.Join(mina)
	h.must(second(h.db.Follows().Follow(t.Context(), mina.ID.String(), h.server.ID.String(), access, khialis)))
	h.news("She was moved to prison A.")
	h.must(h.db.Channels().Halt(t.Context(), h.channel.ID.String(), store.HaltForbidden))
	h.pass(400 * 24 * time.Hour)
	h.must(h.db.Purge(t.Context()))
	h.rest(h.deliverer("one"))
	if all := stand(h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()); len(all) != 1 {
		t.Errorf("Mina reads %s", all)
	}
	// So do corrections of what was sent; without any it is forgotten.
	direct := h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Text = "She was moved to prison B." })
	h.must(h.db.Purge(t.Context()))
	h.rest(h.deliverer("one"))
	if all := stand(direct); len(all) != 1 || !strings.Contains(all[0], "prison B") {
		t.Errorf("Mina reads %s", all)
	}
	h.must(h.db.Purge(t.Context()))
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Text = "She was moved to prison C." })
	h.rest(h.deliverer("one"))
	if all := stand(direct); len(all) != 1 || !strings.Contains(all[0], "prison B") {
		t.Errorf("Mina reads %s", all)
	}
	due, err := h.db.Outbox().Due(t.Context(), 10)
	h.must(err)
	if len(due) != 1 {
		t.Fatalf("curators are told %+v", due)
	}
	h.must(second(h.db.Channels().Notice(t.Context(), due[0].Subject)))
	h.must(h.db.Outbox().Done(t.Context(), due[0].ID, "1"))
	h.must(h.db.Purge(t.Context()))
	if _, err := h.db.Channels().Notice(t.Context(), due[0].Subject); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it is kept after all: %v", err)
	}
}
