package commands

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// A fact of each kind can be entered, corrected and removed, and what a form
// was not given stays unknown.
func TestEachKindOfFact(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		first, then map[string]string
		find        string // what is typed to choose it
	}{
		"person":      {map[string]string{"names": "ستاره خیالی"}, map[string]string{"professions": "poet"}, ""},
		"status":      {map[string]string{"code": "released", "as_of": "2026-01-02"}, map[string]string{"text": "at home"}, ""},
		"whereabouts": {map[string]string{"where": "at home"}, map[string]string{"where": "abroad"}, ""},
		"custody":     {map[string]string{"start": "2024"}, map[string]string{"end": "2025"}, "2024 detention"},
		"charge":      {map[string]string{"charge": "an invented charge"}, map[string]string{"law": "610"}, "INVENTED charge"},
		"proceeding":  {map[string]string{"kind": "hearing", "date": "2026-01-02"}, map[string]string{"court": "Branch 1"}, "january hearing"},
		"sentence":    {map[string]string{"date": "2026-01-02", "penalties": "flogging"}, map[string]string{"court": "Branch 1"}, "flogging"},
		"event":       {spoke("She spoke."), map[string]string{"happened": "She spoke out."}, "spoke"},
		"work":        {map[string]string{"title": "An Invented Work"}, map[string]string{"year": "2020"}, "invented work"},
		"award":       {map[string]string{"award": "An Invented Award"}, map[string]string{"by": "a festival"}, "award"},
		"contact":     {map[string]string{"name": "Somebody Invented"}, map[string]string{"role": "lawyer"}, "somebody"},
		"source":      {map[string]string{"publisher": "Another Wire"}, map[string]string{"title": "A report"}, "another"},
	}
	for _, kind := range kinds() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b, x := setup(t, storetest.Fictional()), cases[kind]
			c := curating(t, b, "100")[0]
			path := "curate " + kind
			before := b.khiali(t)
			c.types(path, map[string]string{"person": khiali}).submits(x.first).sees("Not saved yet").presses("Save").sees("saved as version 2")
			added := b.khiali(t)
			if len(casefile.Diff(before.Casefile, added.Casefile)) == 0 {
				t.Error("nothing was saved")
			}
			options := map[string]string{"person": khiali}
			if listed(kind) {
				options["fact"] = c.finds(path, x.find)
			}
			c.types(path, options).submits(x.then).sees("Not saved yet", "What changes").presses("Save").sees("saved as version 3")
			if kind == "person" {
				return
			}
			options = map[string]string{"person": khiali, "fact": kind + "/", "reason": "a test"}
			if listed(kind) {
				options["fact"] = c.finds("curate remove", x.find)
			}
			c.types("curate remove", options).sees("Not removed yet", "What goes").presses("Remove").sees("version 4")
		})
	}
}

// The same Save at the same time, as often as can be, writes once.
func TestSaveAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate event", map[string]string{"person": khiali}).submits(spoke("She spoke once."))
	then := c.then("Save")
	var wg sync.WaitGroup
	said := make([]string, 8)
	for i := range said {
		wg.Go(func() {
			r := c.request(then.Command, then.Options)
			r.Pressed = true
			reply, err := c.all[then.Command].Run(t.Context(), r)
			if err != nil {
				said[i] = err.Error()
				return
			}
			said[i] = text(reply.Message)
		})
	}
	wg.Wait()
	first := 0
	for _, s := range said {
		switch {
		case strings.Contains(s, "Event: saved as version 2"):
			first++
		case !strings.Contains(s, "saved already, as version 2"):
			t.Errorf("one was told:\n%s", s)
		}
	}
	if first != 1 {
		t.Errorf("%d were told that it was saved by them", first)
	}
	if now := b.khiali(t); now.Version != 2 {
		t.Errorf("it is at version %d", now.Version)
	}
}

// An edit is its curator's alone: somebody else's is as unknown as none, and so
// is one of another casebook or of another subcommand.
func TestEditIsOnesOwn(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	people := curating(t, b, "100", "200")
	mine, theirs := people[0], people[1]
	mine.types("curate event", map[string]string{"person": khiali}).submits(spoke("She spoke."))
	for _, label := range []string{"Save", "Edit again", "Discard"} {
		theirs.follows(mine.then(label)).sees("This edit is no longer kept.")
	}
	then := mine.then("Save")
	then.Command = "curate sentence"
	mine2 := *mine
	mine2.follows(then).sees("This edit is no longer kept.")
	elsewhere := storetest.Load(t, b.db, "elsewhere", storetest.Fictional())
	r := mine.request("curate event", mine.then("Save").Options)
	r.Pressed, r.Access.Reads, r.Access.Curates = true, elsewhere.Reads, elsewhere.Reads[0]
	mine2.run(r).sees("This edit is no longer kept.")
	if now := b.khiali(t); now.Version != 1 {
		t.Errorf("it is at version %d", now.Version)
	}
	mine.presses("Save").sees("saved as version 2")
}

// Nobody without a casebook to curate gets anywhere, whatever they send.
func TestCuratingIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate event", map[string]string{"person": khiali})
	form := c.reply.Form.Then.Options
	c.submits(spoke("She spoke."))
	for name, r := range map[string]Request{
		"a command": c.request("curate event", map[string]string{"person": khiali}),
		"a form":    c.request("curate event", form),
		"a button":  c.request("curate event", c.then("Save").Options),
		"new":       c.request("curate new", nil),
		"remove":    c.request("curate remove", map[string]string{"person": khiali, "fact": "status/", "reason": "x"}),
	} {
		r.Access.Curates = 0
		r.Pressed, r.Filled = name == "a button", name == "a form"
		if _, err := c.all[r.Command].Run(t.Context(), r); !errors.Is(err, store.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// News is offered for what is news and public, and for nothing else.
func TestNewsIsOffered(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	offered := func() bool {
		for _, row := range c.reply.Controls {
			for _, x := range row {
				if x.Label == "Save and announce" {
					return true
				}
			}
		}
		return false
	}
	c.types("curate event", map[string]string{"person": khiali}).submits(spoke("She spoke."))
	if !offered() {
		t.Error("an event is news")
	}
	c.types("curate source", map[string]string{"person": khiali}).submits(map[string]string{"publisher": "Another Wire"})
	if offered() {
		t.Error("a source is no news")
	}
	c.types("curate event", map[string]string{"person": khiali}).submits(spoke("She spoke."))
	c.chooses("Who may see it", "curators")
	if offered() {
		t.Error("what is confidential is no news")
	}
	c.presses("Save")
	c.types("curate new", nil).submits(map[string]string{"name": "Parand Nemunehdoost"}).presses("Save").presses("Add an event").submits(spoke("He spoke."))
	if offered() {
		t.Error("a draft is no news")
	}
}

// What a control of an edit carries fits into a custom_id: bot then keeps
// nothing for it, and it can be shown while nothing can be kept. 54 characters
// are what is left of Discord's 100.
func TestControlsAreShort(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	carried := func(what string) {
		for _, row := range c.reply.Controls {
			for _, x := range row {
				n := len(x.Then.Command) + len(x.Into) + 1
				for k, v := range x.Then.Options {
					n += len(k) + len(v) + 2
				}
				if n-1 > 54 {
					t.Errorf("%s: %s%s carries %d characters", what, x.Label, x.Placeholder, n-1)
				}
			}
		}
	}
	for kind, typed := range map[string]map[string]string{
		"whereabouts": {"where": "abroad"}, "proceeding": {"kind": "hearing"}, "custody": {"start": "2024"}, "sentence": {"penalties": "flogging"},
	} {
		c.types("curate "+kind, map[string]string{"person": khiali}).submits(typed)
		carried(kind)
	}
	c.types("curate sentence", map[string]string{"person": khiali}).submits(map[string]string{"penalties": "8 prisons"})
	carried("faults")
}

// While the database can't be written, what was typed comes back and is held;
// once it can, it is saved without having been typed again.
func TestLockedDatabase(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "vigil.db")
	db, err := store.Open(t.Context(), path, store.Options{Now: storetest.Now, Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c := curating(t, setupIn(t, db, storetest.Fictional()), "100")[0]
	c.types("curate whereabouts", map[string]string{"person": khiali})
	release := lock(t, path)
	c.submits(map[string]string{"where": "at an aunt's", "as_of": "2 January 2026"}).sees("The record is busy being written", "at an aunt's", "2 January 2026")
	if id := handleOf(c.request("", c.then("Try again").Options)).id; len(id) != idSize {
		t.Errorf("a held edit is called %q", id)
	}
	c.presses("Try again").sees("The record is busy being written", "at an aunt's")
	c.presses("Edit again")
	if got := c.reply.Form.Fields[0].Value; got != "at an aunt's" {
		t.Errorf("the form has %q", got)
	}
	c.submits(map[string]string{"where": "at an uncle's"}).sees("The record is busy being written", "at an uncle's")
	release()
	c.presses("Try again").sees("Not saved yet", "at an uncle's")
	release = lock(t, path)
	c.presses("Save").sees("The record is busy being written", "at an uncle's")
	release()
	c.presses("Try again").sees("Not saved yet").presses("Save").sees("saved as version 2")
}

// Whatever is typed, at Discord's full length, is answered, and nothing of it
// works.
func TestAnythingTyped(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	for i, letters := range []string{"x", "@everyone ", "۷۴ ضربه شلاق\n", "8 years prison\n", "\u202e", "\x00", "```\n", "https://example.org/\n", "2024-05-12 ", "[a](https://evil.invalid)"} {
		anything := strings.Repeat(letters, 4000/len([]rune(letters)))
		for _, kind := range kinds() {
			c.types("curate "+kind, map[string]string{"person": khiali})
			values := map[string]string{}
			for _, f := range c.reply.Form.Fields {
				if len(f.Choices) > 0 {
					continue
				}
				v := []rune(anything)
				if f.Max > 0 && len(v) > f.Max {
					v = v[:f.Max]
				}
				values[f.Name] = string(v)
			}
			c.submits(values)
			if len(c.reply.Cards) == 0 {
				t.Fatalf("%d, %s: no answer", i, kind)
			}
			if got := text(c.reply.Message); strings.Contains(got, "@everyone") || strings.Contains(got, "](https://evil") {
				t.Errorf("%s: it works:\n%.300s", kind, got)
			}
			c.presses("Discard")
		}
	}
}

// A form that was left open while its edit was saved gives back what was typed
// into it.
func TestFormLeftOpen(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate event", map[string]string{"person": khiali}).submits(spoke("She spoke."))
	save := c.then("Save")
	left := *c
	left.presses("Edit again")
	c.follows(save).sees("saved as version 2")
	left.submits(map[string]string{"happened": "She spoke out."}).sees("saved already, as version 2", "She spoke out.", "statement")
	c.types("curate event", map[string]string{"person": khiali}).submits(spoke("Never mind."))
	discard := c.then("Discard")
	left = *c
	left.presses("Edit again")
	c.follows(discard)
	left.submits(map[string]string{"happened": "But this."}).sees("discarded already", "But this.")
}

// A status given by options needs no form. What was said of another status
// doesn't stay beside a new one; what isn't given otherwise stays.
func TestStatusByOptions(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate status", map[string]string{"person": khiali, "as_of": "15 January 2026", "source": "Another Wire"}).
		sees("In prison", "10 January 2026 → 15 January 2026", "Another Wire").presses("Save")
	c.types("curate status", map[string]string{"person": khiali, "text": "still held"}).sees("still held", "15 January 2026").presses("Save")
	c.types("curate status", map[string]string{"person": khiali, "code": "released"}).
		sees("In prison → Released", "removed still held", "No date is given.", "Nobody is named who says so").presses("Edit again")
	c.submits(map[string]string{"as_of": "16 January 2026", "who": "her family"}).sees("as of 16 January 2026", "according to her family").presses("Save")
	now := b.khiali(t).Casefile.Status
	if now.Code != casefile.Released || now.Text != "" || now.AsOf.String() != "2026-01-16" || len(now.Sources) != 0 {
		t.Errorf("the status is %+v", now)
	}
	c.types("curate status", map[string]string{"person": khiali, "as_of": "the day after"}).sees("Not understood yet", "the day after").presses("Edit again")
	if got := c.reply.Form.Fields[1].Value; got != "the day after" {
		t.Errorf("the form has %q", got)
	}
	c.types("curate status", map[string]string{"person": khiali})
	if c.reply.Form == nil {
		t.Error("without options there is no form")
	}
}

// Names that fit several, nobody or somebody withdrawn are answered with what
// to do, and the rest of what was typed isn't lost.
func TestWhomACommandIsAbout(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate event", map[string]string{"person": "khiali"})
	if c.reply.Form == nil || c.reply.Form.Then.Options["person"] != khiali {
		t.Errorf("a name in another spelling leads to %+v", c.reply)
	}
	c.types("curate event", map[string]string{"person": "Nobody At All"}).sees("Nobody called “Nobody At All”", "New casefile").presses("New casefile")
	if c.reply.Form == nil {
		t.Error("the button opens no form")
	}
	for range 2 {
		c.types("curate new", nil).submits(map[string]string{"name": "Parand Nemunehdoost"})
		if len(c.reply.Controls) > 1 {
			c.presses("Somebody else: go on")
		}
		c.presses("Save")
	}
	c.types("curate status", map[string]string{"person": "Parand Nemunehdoost", "code": "released"}).sees("fits several people")
	row := c.reply.Controls[0][0]
	if len(row.Choices) != 2 || row.Then.Options["code"] != "released" {
		t.Fatalf("to choose from: %+v", row)
	}
	c.chooses(row.Placeholder, row.Choices[1].Value).sees("Not saved yet", "Released")
}
