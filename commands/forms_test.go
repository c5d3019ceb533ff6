package commands

import (
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
)

// Everything that a form or a preview asks has words in each language, within
// what Discord takes.
func TestFormsHaveWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := &casefile.Casefile{Charges: []casefile.Charge{{ID: "c1", Text: "an invented charge"}}}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		short := func(key string, limit int) {
			t.Helper()
			switch text := l.T(key); {
			case !l.Has(key) || text == "":
				t.Errorf("%s: no words for %s", lang.Code, key)
			case card.Length(text) > limit:
				t.Errorf("%s: %s is of %d characters", lang.Code, key, card.Length(text))
			}
		}
		field := func(f entry.Field) {
			t.Helper()
			short(f.Key(), maxFieldLabel)
			if l.Has(f.Key() + ".note") {
				short(f.Key()+".note", maxFieldNote)
			}
			for _, o := range f.Options {
				if o.Key != "" {
					short(o.Key, 60)
				}
			}
		}
		all := append(entry.NewFields(), removal{}.Fields(nil)...)
		for _, k := range entry.Kinds() {
			short("curate.kind."+k.Name, 30)
			if listed(k.Name) != k.Many {
				t.Errorf("%s: listed is not what package entry says", k.Name)
			}
			all = append(append(all, k.Fields(c)...), k.Further(c)...)
			if n := len(k.Fields(c)); n > 5 || n == 0 {
				t.Errorf("%s: a form of %d fields", k.Name, n)
			}
			if n := len(k.Further(c)); n > 4 {
				t.Errorf("%s: %d selects leave no room for the buttons", k.Name, n)
			}
		}
		for _, f := range all {
			field(f)
		}
	}
	var names []string
	for _, k := range entry.Kinds() {
		names = append(names, k.Name)
	}
	if got := strings.Join(kinds(), " "); got != strings.Join(names, " ") {
		t.Errorf("subcommands for %s", got)
	}
}
