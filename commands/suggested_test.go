package commands

import (
	"strconv"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

// suggest has a member suggest something.
func (b *bench) suggest(t *testing.T, s store.Suggestion) store.Suggestion {
	t.Helper()
	s.Casebook, s.Server, s.Sender = b.access.Reads[0], "1", "900"
	s, err := b.deps.Inbox.Send(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// edits does what the review card's Edit does.
func (c *curator) edits(s store.Suggestion) *curator {
	c.t.Helper()
	reply, err := c.b.deps.editSuggestion(c.t.Context(), c.request("curate review", nil), s)
	if err != nil {
		c.t.Fatal(err)
	}
	c.reply = reply
	return c
}

// state is how far a suggestion is.
func (c *curator) state(s store.Suggestion) store.SuggestionState {
	c.t.Helper()
	now, err := c.b.deps.Inbox.Suggestion(c.t.Context(), s.Casebook, s.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return now.State
}

// A suggestion that is edited is approved by the save, and by nothing before.
func TestSuggestionEdited(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	people := curating(t, b, "100", "200")
	c, other := people[0], people[1]
	s := b.suggest(t, store.Suggestion{Slug: khiali, Name: "Setareh Khiali", What: "She was moved.", Date: "2026-01-02", Source: "Invented Wire https://example.org/moved"})
	c.edits(s)
	for i, want := range []string{"", "2026-01-02", "She was moved.", "", "Invented Wire https://example.org/moved"} {
		if got := c.reply.Form.Fields[i].Value; got != want {
			t.Errorf("the field %s has %q", c.reply.Form.Fields[i].Name, got)
		}
	}
	c.submits(map[string]string{"kind": "transfer", "date": "the day"}).sees("Not understood yet").presses("Edit again")
	c.submits(map[string]string{"date": "2 January 2026"}).sees("Saving this approves the suggestion", "She was moved.")
	other.edits(s).submits(map[string]string{"kind": "transfer"})
	if got := c.state(s); got != store.SuggestionOpen {
		t.Errorf("it is %s before it is saved", got)
	}
	c.presses("Save").sees("saved as version 2", "The suggestion is approved with it.")
	if got := c.state(s); got != store.SuggestionApproved {
		t.Errorf("it is %s", got)
	}

	// Who was slower learns so, keeps the text, and writes nothing.
	other.presses("Save").sees("Changed meanwhile").presses("Put mine on top").presses("Save").
		sees("was approved by <@100>", "She was moved.")
	if now := b.khiali(t); now.Version != 2 {
		t.Errorf("it is at version %d", now.Version)
	}
	other.edits(s).sees("was approved by <@100>")
	gone := s
	gone.ID = 4711
	other.edits(gone).sees("no longer kept")
}

// One about nobody on record begins a casefile, and is approved by the fact
// that is then entered.
func TestSuggestionAboutNobody(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	s := b.suggest(t, store.Suggestion{Name: "Parand Nemunehdoost", What: "He was moved.", Source: "Invented Wire"})
	c.edits(s)
	if got := c.reply.Form.Fields[0].Value; got != "Parand Nemunehdoost" {
		t.Errorf("the form has the name %q", got)
	}
	c.submits(nil).presses("Save").sees("is on record as a draft")
	if got := c.state(s); got != store.SuggestionOpen {
		t.Errorf("it is %s though its fact is not on record", got)
	}
	c.presses("Add what was suggested")
	if got := c.reply.Form.Then.Options[suggested]; got != strconv.FormatInt(s.ID, 10) {
		t.Errorf("the form answers suggestion %q", got)
	}
	c.submits(map[string]string{"kind": "other"}).sees("He was moved.").presses("Save").sees("approved")
	if got := c.state(s); got != store.SuggestionApproved {
		t.Errorf("it is %s", got)
	}
}
