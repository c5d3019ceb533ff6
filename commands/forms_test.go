package commands

import (
	"os"
	"path/filepath"
	"regexp"
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

// Each code of a fault and each example that package entry names in its source
// has words in each language, and each example of penalties is read.
func TestFaultsHaveWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	source := entrySource(t)
	var keys []string
	for prefix, pattern := range map[string]string{
		"fault.penalty.": `flaw\{"([a-z_]+)"`,
		"fault.date.":    `return "([a-z]+_[a-z_]+)"\n`, // of dateCode
		"fault.":         `\.blame(?:Part|Line)?\([^"\n]*"(?:penalties|sources|charges|country|link|where|start|titles|life)", (?:[a-z]+, )?"([a-z_.]+[a-z])"`,
	} {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(source, -1)
		if len(found) == 0 {
			t.Errorf("nothing in the sources is like %s", pattern)
		}
		for _, m := range found {
			keys = append(keys, prefix+m[1])
		}
	}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		for _, key := range keys {
			if !l.Has(key) {
				t.Errorf("%s: no words for %s", lang.Code, key)
			}
		}
		for _, m := range regexp.MustCompile(`"(penalty\.[a-z_]+)"`).FindAllStringSubmatch(source, -1) {
			x := entry.Example(m[1])
			if !l.Has(x.Key()) {
				if f := (entry.Fault{Code: m[1]}); !l.Has(f.Key()) {
					t.Errorf("%s: no words for %s, be it a fault or an example", lang.Code, m[1])
				}
				continue
			}
			for _, one := range strings.Split(l.T(x.Key()), " · ") {
				if _, faults := entry.ParsePenalties(one); len(faults) > 0 {
					t.Errorf("%s: the example %q has a fault: %v", lang.Code, one, faults)
				}
			}
		}
	}
}

// entrySource is the source of package entry, tests left out.
func entrySource(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../internal/entry/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}
