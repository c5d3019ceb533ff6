package jobs_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/store"
)

// edits counts the edits of messages so far.
func (h *hall) edits() int { return h.count("PATCH /channels/{id}/messages/{id}") }

// What was said of how somebody was then isn't taken back when they are
// otherwise later, and is when it was wrong or is to be kept to curators.
func TestStatusOfThen(t *testing.T) {
	t.Parallel()
	was := func(code casefile.StatusCode, asOf string) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) {
			c.Status.Code, c.Status.AsOf = code, calendar.MustParse(asOf)
		}
	}
	for name, x := range map[string]struct {
		change func(*casefile.Casefile)
		stand  string // "": nothing
	}{
		"later":        {was(casefile.Bail, "2026-01-15"), "In prison"},
		"corrected":    {was(casefile.Bail, "2026-01-12"), "Corrected"},
		"confidential": {func(c *casefile.Casefile) { c.Status.Visibility = casefile.Confidential }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			d := h.deliverer("one")
			h.change(true, was(casefile.Imprisoned, "2026-01-12"))
			h.spread()
			h.rest(d)
			h.once("In prison")
			h.change(false, x.change)
			h.rest(d)
			switch all := stand(h.channel); {
			case x.stand == "" && len(all) != 0:
				t.Errorf("there stands %s", all)
			case x.stand != "":
				text := h.once(x.stand)
				if strings.Contains(text, "Corrected") == (name == "later") {
					t.Errorf("it says\n%s", text)
				}
			}
		})
	}
}

// The card about a case that is new tells much of it at once. What of that is
// corrected, or kept to curators since, is so on the card; what comes
// later is no correction.
func TestWholeCaseIsCorrected(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	h.change(true, func(c *casefile.Casefile) { c.Visibility = casefile.Public })
	h.spread()
	h.rest(d)
	h.once("Sentence of 11 June 2023")
	h.change(false, moved("She was moved to prison A."))
	h.change(false, func(c *casefile.Casefile) {
		c.Status.Code, c.Status.AsOf = casefile.Bail, calendar.MustParse("2026-01-15")
	})
	h.rest(d)
	if n := h.edits(); n != 0 {
		t.Errorf("%d edits for what came later", n)
	}
	h.change(false, func(c *casefile.Casefile) {
		for i := range c.Sentences {
			c.Sentences[i].Visibility = casefile.Confidential
		}
	})
	h.rest(d)
	if text := h.once("Corrected"); strings.Contains(text, "11 June 2023") || strings.Contains(text, "3 years") {
		t.Errorf("a sentence that is for curators only stands in\n%s", text)
	}
}

// Every card says in passing what somebody is called, why the case is tracked
// and how they are: that is corrected too.
func TestWhatIsSaidInPassing(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		change func(*casefile.Casefile)
		gone   string
	}{
		"a name": {func(c *casefile.Casefile) {
			for i := range c.Person.Names {
				c.Person.Names[i].Visibility = casefile.Confidential
			}
		}, "ستاره"},
		"the sentence": {func(c *casefile.Casefile) {
			for i := range c.Sentences {
				c.Sentences[i].Visibility = casefile.Confidential
			}
		}, "Sentence of"},
		"that a sentence fell": {func(c *casefile.Casefile) {
			for i := range c.Sentences {
				c.Sentences[i].Outcome = casefile.Upheld
			}
		}, "overturned"},
		"a sentence that fell": {func(c *casefile.Casefile) {
			for i := range c.Sentences {
				c.Sentences[i].Visibility = casefile.Confidential
			}
		}, "overturned"},
		"the profession": {func(c *casefile.Casefile) { c.Person.Professions = nil }, "journalist"},
		"the status":     {func(c *casefile.Casefile) { c.Status.Visibility = casefile.Confidential }, "In prison"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			d := h.deliverer("one")
			if x.gone == "overturned" {
				h.change(false, func(c *casefile.Casefile) {
					for i := range c.Sentences {
						c.Sentences[i].Outcome = casefile.Overturned
					}
				})
			}
			h.news("She was moved to prison A.")
			h.rest(d)
			if text := h.once("prison A"); !strings.Contains(text, x.gone) {
				t.Fatalf("%q isn't said in\n%s", x.gone, text)
			}
			h.change(false, x.change)
			h.rest(d)
			if text := h.once("Corrected"); strings.Contains(text, x.gone) {
				t.Errorf("%q stands in\n%s", x.gone, text)
			}
		})
	}
}

// What fell due in the morning isn't said for the first time after the record
// ceased to bear it out: no birthday of the dead, no sentence of the released.
func TestOvertakenIsNotSaid(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		change func(*casefile.Casefile)
		posted bool
	}{
		"nothing": {func(*casefile.Casefile) {}, true},
		"died": {func(c *casefile.Casefile) {
			c.Status.Code, c.Status.AsOf = casefile.Deceased, calendar.MustParse("2026-01-21")
			c.Person.Died = &casefile.Life{Date: calendar.MustParse("2026-01-21")}
		}, false},
		"released": {func(c *casefile.Casefile) {
			c.Status.Code, c.Status.AsOf = casefile.Released, calendar.MustParse("2026-01-21")
		}, false},
		"overturned": {func(c *casefile.Casefile) {
			for i := range c.Sentences {
				c.Sentences[i].Outcome = casefile.Overturned
			}
		}, true}, // the birthday; nothing of the sentence
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			h.change(false, func(c *casefile.Casefile) {
				c.Status.Code, c.Status.AsOf = casefile.Imprisoned, calendar.MustParse("2026-01-20")
				c.Person.Born = &casefile.Life{Date: calendar.MustParse("1992-01-21")}
				c.Sentences = append(c.Sentences, casefile.Sentence{ID: "late", Date: calendar.MustParse("2025-01-21"), Court: "Invented Court",
					Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment}}, Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
			})
			h.pass(time.Date(2026, 1, 21, 9, 0, 1, 0, time.UTC).Sub(h.now()))
			h.plan()
			h.change(false, x.change)
			h.rest(h.deliverer("one"))
			all := strings.Join(stand(h.channel), "\n")
			if strings.Contains(all, "21 January 1992") != x.posted || strings.Contains(all, "Sentenced") && name != "nothing" {
				t.Errorf("there stands %s", all)
			}
		})
	}
}

// A message of which nobody knew whether it stood there, and that doesn't, is
// not posted days afterwards: the next digest tells of it.
func TestDoubtfulForDays(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	h.must(second(h.db.Ledger().Claim(t.Context(), "one", 10))) // and it dies
	h.pass(3 * 24 * time.Hour)
	h.rest(h.deliverer("two"))
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("there stands %s", all)
	}
	h.pass(time.Date(2026, 1, 26, 9, 0, 0, 0, time.UTC).Sub(h.now()))
	h.plan()
	h.rest(h.deliverer("two"))
	if text := h.once("prison A"); !strings.Contains(text, "20 January 2026") {
		t.Errorf("without its day it stands in\n%s", text)
	}
}

// A digest that comes weeks late doesn't give what is past as what comes.
func TestLateDigest(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.change(false, func(c *casefile.Casefile) {
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "soon", Kind: "hearing", Date: calendar.MustParse("2026-01-29"),
			Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
	})
	h.pass(time.Date(2026, 1, 26, 9, 0, 0, 0, time.UTC).Sub(h.now()))
	h.plan()
	h.pass(10 * 24 * time.Hour)
	h.rest(h.deliverer("one"))
	if all := strings.Join(stand(h.channel), ""); strings.Contains(all, "29 January 2026") {
		t.Errorf("there stands %s", all)
	}
}

// That Discord fails where somebody is written to says nothing in a log: not
// who follows, nor that anybody does.
func TestFollowersInNoLog(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina := h.sim.AddUser("Mina")
	h.server.Join(mina)
	h.must(second(h.db.Follows().Follow(t.Context(), mina.ID.String(), h.server.ID.String(), access, khialis)))
	h.news("She was moved to prison A.")
	h.sim.Faults().Status(3, 502, discordsim.Before, messages)
	h.rest(h.deliverer("one"))
	if all := stand(h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()); len(all) != 1 {
		t.Errorf("Mina reads %s", all)
	}
	if log := h.log.text.String(); log != "" {
		t.Errorf("the log says %s", log)
	}
}

// A case that was hidden, and its messages with it, is new to the channel
// when it is published again. One whose message still stands isn't told twice.
func TestPublishedAgain(t *testing.T) {
	t.Parallel()
	becomes := func(v casefile.Visibility) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) { c.Visibility = v }
	}
	for _, gone := range []bool{true, false} {
		h := newHall(t)
		h.set()
		d := h.deliverer("one")
		h.change(false, becomes(casefile.Draft))
		h.change(true, becomes(casefile.Public))
		h.spread()
		h.rest(d)
		h.once("New on public record")
		h.change(false, becomes(casefile.Draft))
		if gone {
			h.rest(d)
			if all := stand(h.channel); len(all) != 0 {
				t.Errorf("after the withdrawal there stands %s", all)
			}
		}
		h.change(true, becomes(casefile.Public))
		h.spread()
		h.rest(d)
		h.once("New on public record")
	}
}

// What was announced of a casefile stays as it is when that goes into another,
// where its facts get other ids and their old ones are of other facts.
func TestMergedStands(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	source := func(c *casefile.Casefile) casefile.Fact { return casefile.Fact{Sources: []string{c.Sources[0].ID}} }
	h.change(true, func(c *casefile.Casefile) {
		c.Events = append(c.Events, casefile.Event{ID: "e77", Kind: "transfer", Text: "She was moved to prison A.", Fact: source(c)})
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "p77", Kind: "hearing", Date: calendar.MustParse("2026-01-22"), Fact: source(c)})
	})
	h.spread()
	h.pass(time.Date(2026, 1, 21, 9, 0, 1, 0, time.UTC).Sub(h.now()))
	h.plan()
	h.rest(d)
	h.once("prison A")
	h.once("22 January 2026: hearing")

	c, err := h.db.Curation().Casefile(t.Context(), h.book, khialis)
	h.must(err)
	other := c.Casefile.Clone()
	other.Slug = "invented-twin"
	for i := range other.Events {
		if other.Events[i].ID == "e77" {
			other.Events[i].Text = "Quite another thing."
		}
	}
	for i := range other.Proceedings {
		if other.Proceedings[i].ID == "p77" {
			other.Proceedings[i].Date = calendar.MustParse("2026-02-22")
		}
	}
	twin, err := h.db.Curation().Commit(t.Context(), store.Saving{Casebook: h.book, Casefile: other, By: "3001", Why: "test"})
	h.must(err)
	h.must(second(h.db.Curation().Merge(t.Context(), store.Merging{
		Saving: store.Saving{Casebook: h.book, Casefile: casefile.Merge(other, c.Casefile), Base: twin.Version, By: "3001", Why: "one person"},
		From:   khialis, FromBase: c.Version,
	})))
	h.rest(d)
	for _, text := range stand(h.channel) {
		if strings.Contains(text, "Quite another") || strings.Contains(text, "22 February") && strings.Contains(text, "no longer borne out") {
			t.Errorf("there stands\n%s", text)
		}
	}
	h.once("prison A")
	h.once("22 January 2026: hearing")
}

// Curators learn at once of a message that is wrong by now and can't be taken
// away: it may be somebody's safety. It goes on being tried.
func TestUncorrectedIsToldAtOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.news("She was moved to prison A.")
	h.rest(d)
	h.sim.Faults().Refuse(3, 50013, "DELETE /channels/*/messages/*")
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	h.round(d)
	h.once("prison A")
	told := func() (n int) {
		all, err := h.db.Outbox().Due(t.Context(), 10)
		h.must(err)
		for _, e := range all {
			if e.Kind == store.ShowNotice {
				n++
				h.must(h.db.Outbox().Done(t.Context(), e.ID, ""))
			}
		}
		return n
	}
	if n := told(); n != 1 {
		t.Errorf("curators are told %d times", n)
	}
	h.rest(d)
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("there stands %s", all)
	}
	if n := told(); n != 0 {
		t.Errorf("curators are told %d times more", n)
	}
}

// Where clocks go from eleven at night to midnight, the hour of that day comes
// when it is over: "tomorrow" is not said then.
func TestHourAfterTheDay(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.must(h.db.Channels().Set(t.Context(), store.Channel{
		ID: h.channel.ID.String(), Server: h.server.ID.String(), Kinds: store.AllAnnounced(), Hour: 23, Timezone: "America/Nuuk",
	}, "3001"))
	h.change(false, func(c *casefile.Casefile) {
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "soon", Kind: "hearing", Date: calendar.MustParse("2026-03-29"),
			Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
	})
	h.pass(time.Date(2026, 3, 29, 1, 0, 1, 0, time.UTC).Sub(h.now()))
	h.plan()
	h.rest(h.deliverer("one"))
	for _, text := range stand(h.channel) {
		if strings.Contains(text, "29 March 2026: hearing") && strings.Contains(strings.ToLower(text), "tomorrow") {
			t.Errorf("there stands\n%s", text)
		}
	}
	h.once("29 March 2026: hearing")
}

// A server that reads another casebook hears no more of the first: not what
// waits, not what is due, not by direct message; and what stands there goes as
// soon as it would have to be kept true.
func TestRightEnds(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.must(second(h.db.Servers().New(t.Context(), "other", "Other", "test")))
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina := h.sim.AddUser("Mina")
	h.server.Join(mina)
	h.must(second(h.db.Follows().Follow(t.Context(), mina.ID.String(), h.server.ID.String(), access, khialis)))
	h.news("She was moved to prison A.")
	h.rest(d)
	h.once("prison A")
	h.news("She was moved to prison B.")
	h.must(second(h.db.Servers().Attach(t.Context(), h.server.ID.String(), "other", false, "test")))
	h.news("She was moved to prison C.")
	h.pass(40 * 24 * time.Hour) // over 28 February, her birthday
	h.plan()
	h.rest(d)
	for _, ch := range []*discordsim.Channel{h.channel, h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()} {
		if all := stand(ch); len(all) != 0 {
			t.Errorf("there stands %s", all)
		}
	}
	if all, err := h.db.Follows().Of(t.Context(), mina.ID.String()); err != nil || len(all) != 0 {
		t.Errorf("Mina follows %v, %v", all, err)
	}
}

// blind can't find anything: too much was said in the channel since.
type blind struct{ commands.Poster }

func (blind) Find(context.Context, string, string, string, time.Time) (string, bool, error) {
	return "", false, nil
}

// A message of which nobody could find out whether it stands there is looked
// for once more when its case is withdrawn, also where the channel was stopped.
func TestDoubtfulAndWithdrawn(t *testing.T) {
	t.Parallel()
	for _, halted := range []bool{false, true} {
		h := newHall(t)
		h.set()
		h.news("She was moved to prison A.")
		posts, err := h.db.Ledger().Claim(t.Context(), "one", 10) // and it dies after sending
		h.must(err)
		h.must(second(h.deliverer("one").Send(t.Context(), posts[0])))
		h.pass(time.Hour)
		d := h.deliverer("two")
		if halted {
			h.sim.Faults().Refuse(1, 50013, "GET /channels/*/messages")
		} else {
			d.Poster = blind{h.poster}
		}
		h.rest(d)
		h.once("prison A")
		d.Poster = h.poster
		h.change(false, func(c *casefile.Casefile) { c.Status.Text = "seen by her family" })
		h.rest(d)
		h.once("prison A")
		h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
		h.rest(d)
		if all := stand(h.channel); len(all) != 0 {
			t.Errorf("halted %t: after the withdrawal there stands %s", halted, all)
		}
	}
}
