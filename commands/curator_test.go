package commands

import (
	"database/sql"
	"errors"
	"maps"
	"testing"

	"vigil/internal/card"
	"vigil/store"
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

// chooses chooses a value in a select of what is seen.
func (c *curator) chooses(menu, value string) *curator {
	c.t.Helper()
	for _, row := range c.reply.Controls {
		for _, x := range row {
			if x.Placeholder == menu {
				then := x.Then
				then.Options = maps.Clone(then.Options)
				then.Options[x.Into] = value
				return c.follows(then)
			}
		}
	}
	c.t.Fatalf("no select %s in\n%s", menu, text(c.reply.Message))
	return c
}

// khiali is Khiali's casefile as it stands.
func (b *bench) khiali(t *testing.T) store.Stored {
	t.Helper()
	c, err := b.deps.Curation.Casefile(t.Context(), b.access.Reads[0], khiali)
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
