package commands

import (
	"database/sql"
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// curator is somebody who curates the bench's casebook: what they do, and what
// they see then.
type curator struct {
	t    *testing.T
	b    *bench
	all  map[string]Command // made once, as bot does: what is held lives in it
	user string
	lang string

	reply Reply
}

// curating has people curate on one bench.
func curating(t *testing.T, b *bench, users ...string) []*curator {
	t.Helper()
	all := leaves("", All(b.deps))
	var found []*curator
	for _, user := range users {
		found = append(found, &curator{t: t, b: b, all: all, user: user, lang: "en"})
	}
	return found
}

func (c *curator) request(path string, options map[string]string) Request {
	r := c.b.request(c.lang, options)
	r.Command, r.User, r.Role = path, c.user, Curator
	r.Access.Curates = r.Access.Reads[0]
	return r
}

func (c *curator) run(r Request) *curator {
	c.t.Helper()
	reply, err := c.all[r.Command].Run(c.t.Context(), r)
	if err != nil {
		c.t.Fatalf("/%s %v: %v", r.Command, r.Options, err)
	}
	if !reply.Private {
		c.t.Errorf("/%s %v answers publicly", r.Command, r.Options)
	}
	c.reply = reply
	return c
}

// types types a command.
func (c *curator) types(path string, options map[string]string) *curator {
	c.t.Helper()
	return c.run(c.request(path, options))
}

// submits sends the form that is open, with some of its fields filled in.
func (c *curator) submits(values map[string]string) *curator {
	c.t.Helper()
	if c.reply.Form == nil {
		c.t.Fatalf("there is no form, but\n%s", text(c.reply.Message))
	}
	options := maps.Clone(c.reply.Form.Then.Options)
	for _, f := range c.reply.Form.Fields {
		if _, clash := options[f.Name]; clash {
			c.t.Errorf("the field %s is among what the form is about", f.Name)
		}
		options[f.Name] = f.Value
		for _, x := range f.Choices {
			if x.Chosen {
				options[f.Name] = x.Value
			}
		}
	}
	for name, v := range values {
		if _, ok := options[name]; !ok {
			c.t.Fatalf("the form has no field %s", name)
		}
		options[name] = v
	}
	r := c.request(c.reply.Form.Then.Command, options)
	r.Pressed, r.Filled = true, true
	return c.run(r)
}

// then is what the button of that label does.
func (c *curator) then(label string) card.Then {
	c.t.Helper()
	for _, row := range c.reply.Controls {
		for _, x := range row {
			if x.Label == label {
				if !x.Then.Mine {
					c.t.Errorf("anybody may press %s", label)
				}
				return x.Then
			}
		}
	}
	c.t.Fatalf("there is no button %s in\n%s", label, text(c.reply.Message))
	return card.Then{}
}

// presses presses a button of what is seen.
func (c *curator) presses(label string) *curator {
	c.t.Helper()
	return c.follows(c.then(label))
}

// follows does what a control does.
func (c *curator) follows(then card.Then) *curator {
	c.t.Helper()
	r := c.request(then.Command, then.Options)
	r.Pressed = true
	return c.run(r)
}

// sees fails the test unless all these texts are seen.
func (c *curator) sees(texts ...string) *curator {
	c.t.Helper()
	contains(c.t, text(c.reply.Message), texts...)
	return c
}

// stored is the casefile as it stands.
func (b *bench) stored(t *testing.T, slug string) store.Stored {
	t.Helper()
	c, err := b.deps.Curation.Casefile(t.Context(), b.access.Reads[0], slug)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const khiali = "fic-02-setareh-khiali"

// spoke is an event as somebody types it.
func spoke(what string) map[string]string {
	return map[string]string{"kind": "statement", "date": "1 January 2026", "happened": what}
}

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
			before := b.stored(t, khiali)
			c.types(path, map[string]string{"person": khiali}).submits(x.first).sees("Not saved yet").presses("Save").sees("saved as version 2")
			added := b.stored(t, khiali)
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

// finds is the one fact that is suggested for these words.
func (c *curator) finds(path, words string) string {
	c.t.Helper()
	r := c.request(path, map[string]string{"person": khiali, "fact": words})
	r.Focused = "fact"
	choices, err := c.all[path].Suggest(c.t.Context(), r)
	if err != nil || len(choices) != 1 {
		c.t.Fatalf("/%s fact:%s: suggests %v, %v", path, words, choices, err)
	}
	return choices[0].Value
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
	if now := b.stored(t, khiali); now.Version != 2 {
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
	if now := b.stored(t, khiali); now.Version != 1 {
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
	c.follows(chosen1(t, c.reply, "Who may see it", "curators"))
	if offered() {
		t.Error("what is confidential is no news")
	}
	c.presses("Save")
	c.types("curate new", nil).submits(map[string]string{"name": "Parand Nemunehdoost"}).presses("Save").presses("Add an event").submits(spoke("He spoke."))
	if offered() {
		t.Error("a draft is no news")
	}
}

// chosen1 is what choosing a value in a select does.
func chosen1(t *testing.T, reply Reply, menu, value string) card.Then {
	t.Helper()
	for _, row := range reply.Controls {
		for _, x := range row {
			if x.Placeholder == menu {
				then := x.Then
				then.Options = maps.Clone(then.Options)
				then.Options[x.Into] = value
				return then
			}
		}
	}
	t.Fatalf("no select %s in\n%s", menu, text(reply.Message))
	return card.Then{}
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
	c.types("curate sentence", map[string]string{"person": khiali}).submits(map[string]string{"penalties": "8 yaers"})
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

// lock holds the right to write to a database, as another program would, until
// release is called.
func lock(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), db.Close()); err != nil {
			t.Error(err)
		}
	}
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
