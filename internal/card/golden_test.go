package card

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day on which the golden cards are read.
func today() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// book reads the casefiles of a casebook file as the public sees them.
func book(t testing.TB, file string) map[string]*casefile.Redacted {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]*casefile.Redacted{}
	r := casefile.NewReader(f)
	for {
		rec, err := r.Next()
		if err != nil {
			break
		}
		if rec.Err != nil {
			t.Fatalf("record %d: %v", rec.Index, rec.Err)
		}
		c, ok := rec.Casefile.Public(func(string) bool { return true })
		if !ok {
			t.Fatalf("%s is not public", rec.Casefile.Slug)
		}
		all[c.Slug] = c
	}
	if len(all) == 0 {
		t.Fatalf("no casefile in %s", file)
	}
	return all
}

func starter(t testing.TB) map[string]*casefile.Redacted {
	return book(t, filepath.Join("..", "..", "store", "starter", "starter-casebook.json"))
}

func fictional(t testing.TB) map[string]*casefile.Redacted {
	return book(t, filepath.Join("..", "casefile", "testdata", "fictional-casebook.json"))
}

// draw is a message as text, for golden files.
func draw(m Message) string {
	var b strings.Builder
	if m.Text != "" {
		fmt.Fprintf(&b, "%s\n", m.Text)
	}
	tones := map[Tone]string{Neutral: "neutral", Held: "held", Free: "free", Apart: "apart", Mourned: "mourned", Fault: "fault"}
	for _, c := range m.Cards {
		fmt.Fprintf(&b, "== %s [%s]\n%s\n", c.Title, tones[c.Tone], c.Body)
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "\n-- %s\n%s\n", f.Name, f.Value)
		}
		if c.Footer != "" {
			fmt.Fprintf(&b, "\n__ %s\n", c.Footer)
		}
	}
	for _, row := range m.Controls {
		for _, c := range row {
			state := ""
			if c.Disabled {
				state = " (disabled)"
			}
			fmt.Fprintf(&b, "[%s%s]%s", c.Label, c.Placeholder, state)
			for _, x := range c.Choices {
				fmt.Fprintf(&b, " {%s=%s %s}", x.Label, x.Value, x.Note)
			}
			b.WriteString(" ")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	t.Parallel()
	all := starter(t)
	for slug, c := range fictional(t) {
		all[slug] = c
	}
	all["seed"] = book(t, filepath.Join("..", "casefile", "testdata", "seed-casebook.json"))["mohammad-rasoulof"]
	catalogue := words(t)
	for _, slug := range []string{
		"seed", "mohammad-rasoulof", "narges-mohammadi", "dawit-isaak", "raif-badawi", "gui-minhai", "evan-gershkovich", "toomaj-salehi", "jimmy-lai",
		"fic-01-arvand-nemoonehpour", "fic-02-setareh-khiali", "fic-05-bardia-afsanehnia", "fic-07-sohrab-pendari", "fic-11-roya-tasavvori", "fic-12-mahyar-bineshan",
	} {
		for _, lang := range []string{"en", "fa"} {
			l := catalogue.For(lang, locale.Options{})
			c := all[slug]
			if c == nil {
				t.Fatalf("no casefile %s", slug)
			}
			views := []string{draw(Case(c, l, today()))}
			for page := 1; page <= 2; page++ {
				views = append(views, draw(Sentences(c, l, page)), draw(Timeline(c, l, page)), draw(Sources(c, l, page)))
			}
			views = append(views, draw(Timeline(c, l, 3))) // the last, where there are fewer
			golden(t, filepath.Join("testdata", slug+"."+lang+".txt"), strings.Join(views, "\n"+strings.Repeat("─", 60)+"\n"))
		}
	}
}

// golden compares what was drawn with a file; with -update it writes the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got; -update writes it):\n%s", file, diff)
	}
}
