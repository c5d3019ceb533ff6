package commands

import (
	"testing"

	"vigil/internal/casefile"
	"vigil/store/storetest"
)

// Somebody with a name like it is asked about before anything is saved, and
// once more when yet another turns up before the save.
func TestNewAsksAboutNamesakes(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	people := curating(t, b, "100", "200")
	c, other := people[0], people[1]
	c.types("curate new", nil).submits(map[string]string{"name": "Parand Nemunehdoost"}).sees("Not saved yet")
	other.types("curate new", nil).submits(map[string]string{"name": "Parand Nemoonehdoost"}).presses("Save").sees("is on record as a draft")
	c.presses("Save").sees("Is this somebody on record?", "Parand Nemoonehdoost", "draft")
	c.presses("Somebody else: go on").sees("Not saved yet")
	other.types("curate new", nil).submits(map[string]string{"name": "Parand Namunehdoost"}).presses("Somebody else: go on").presses("Save")
	c.presses("Save").sees("Is this somebody on record?", "Namunehdoost").presses("Somebody else: go on").presses("Save").sees("is on record as a draft")
	if then := c.then("Add an event"); then.Options["person"] == other.then("Add an event").Options["person"] {
		t.Errorf("two people share the casefile %s", then.Options["person"])
	}
}

// A name of which nothing can be seen is none; one that differs from another in
// nothing that can be seen is the same.
func TestNewWithInvisibleLetters(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "100")[0]
	c.types("curate new", nil).submits(map[string]string{"name": "\u200b\u2060\u200e"}).sees("Not understood yet", "Name")
	for _, name := range []string{"Setareh\u200b Khiali", "Setareh Khi\u00adali", "\u202eSetareh Khiali", "ستاره\u200c خیالی", "ستاره خيالي", "Ｓetareh Khiali"} {
		c.types("curate new", nil).submits(map[string]string{"name": name}).sees("Is this somebody on record?", "the same name")
	}
}

// A withdrawn casefile is shown as a tombstone, with who withdrew it and why,
// and is not opened.
func TestNewAfterWithdrawal(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	now := b.khiali(t)
	now.Casefile.Visibility = casefile.Withdrawn
	if _, err := b.deps.Curation.Save(t.Context(), now.Casebook, now.Casefile, now.Version, "300", "she asks for it"); err != nil {
		t.Fatal(err)
	}
	c := curating(t, b, "100")[0]
	c.types("curate new", nil).submits(map[string]string{"name": "Setareh Khiali"}).sees("Withdrawn", "<@300>", "she asks for it", "fic-02-setareh-khiali")
	for _, row := range c.reply.Controls {
		for _, x := range row {
			if x.Then.Command == "curate show" {
				t.Errorf("%s opens what was withdrawn", x.Label)
			}
		}
	}
}

// A country is typed by name in any language, and shown by name.
func TestCountryByName(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, typed := range []string{"Iran", "ایران", "IR", "iran"} {
		c := curating(t, b, "100")[0]
		c.types("curate new", nil).submits(map[string]string{"name": "Parand Nemunehdoost", "country": typed}).sees("Iran").presses("Save")
		slug := c.then("Show").Options["person"]
		stored, err := b.deps.Curation.Casefile(t.Context(), b.access.Reads[0], slug)
		if err != nil || stored.Casefile.Country != "IR" {
			t.Errorf("%s: stored as %q, %v", typed, stored.Casefile.Country, err)
		}
		c.lang = "fa"
		c.types("curate person", map[string]string{"person": slug})
		if got := c.reply.Form.Fields[2].Value; got != "ایران" {
			t.Errorf("%s: the form has %q", typed, got)
		}
		c.submits(nil).sees("این چیزی را تغییر نمی‌دهد")
		c.lang = "en"
		c.types("curate person", map[string]string{"person": slug}).submits(map[string]string{"country": "Atlantis"}).sees("Atlantis", "no country")
		b.rename(t, slug)
	}
}

// rename takes a casefile out of the way of the next case of a test.
func (b *bench) rename(t *testing.T, slug string) {
	t.Helper()
	c, err := b.deps.Curation.Casefile(t.Context(), b.access.Reads[0], slug)
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Person.Name = "Renamed Beyond Likeness"
	if _, err := b.deps.Curation.Save(t.Context(), c.Casebook, c.Casefile, c.Version, "300", "a test"); err != nil {
		t.Fatal(err)
	}
}
