package picture

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// now is when the golden pictures are looked at.
func now() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }

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
		if c, ok := rec.Casefile.Public(nil); ok {
			all[c.Slug] = c
		}
	}
	if len(all) == 0 {
		t.Fatalf("no casefile in %s", file)
	}
	return all
}

func everybody(t testing.TB) map[string]*casefile.Redacted {
	all := book(t, filepath.Join("..", "..", "store", "starter", "starter-casebook.json"))
	for slug, c := range book(t, filepath.Join("..", "casefile", "testdata", "fictional-casebook.json")) {
		all[slug] = c
	}
	return all
}

func words(t testing.TB) *locale.Catalogue {
	t.Helper()
	w, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestTimelines compares pictures with testdata/timeline-*.png: look at them.
func TestTimelines(t *testing.T) {
	t.Parallel()
	all, w := everybody(t), words(t)
	for _, x := range []struct {
		slug, lang string
		in         locale.Calendar
	}{
		{"mohammad-rasoulof", "en", locale.ByLanguage},
		{"mohammad-rasoulof", "fa", locale.ByLanguage},
		{"mohammad-rasoulof", "en", locale.Both},
		{"toomaj-salehi", "en", locale.ByLanguage},
		{"toomaj-salehi", "fa", locale.SolarHijri},
		{"raif-badawi", "fa", locale.ByLanguage},
		{"gui-minhai", "en", locale.ByLanguage},
		{"evan-gershkovich", "fa", locale.Gregorian},
		{"dawit-isaak", "en", locale.ByLanguage},
		{"fic-01-arvand-nemoonehpour", "en", locale.ByLanguage},
		{"fic-09-hassan-vahmi", "fa", locale.ByLanguage},
		{"fic-02-setareh-khiali", "fa", locale.ByLanguage},
		{"fic-05-bardia-afsanehnia", "en", locale.ByLanguage},
		{"fic-06-laleh-engari", "fa", locale.ByLanguage},
		{"fic-07-sohrab-pendari", "en", locale.ByLanguage},
		{"fic-12-mahyar-bineshan", "fa", locale.ByLanguage},
	} {
		l := w.For(x.lang, locale.Options{Calendar: x.in})
		f, ok, err := Timeline(all[x.slug], l, now())
		if err != nil || !ok {
			t.Fatalf("%s: %t %v", x.slug, ok, err)
		}
		golden(t, "timeline-"+x.slug+"-"+x.lang+"-"+l.Calendar().String(), f.Data)
	}
}

// TestAlts compares what is said of everybody's picture with a golden file.
func TestAlts(t *testing.T) {
	t.Parallel()
	all, w := everybody(t), words(t)
	for _, lang := range []string{"en", "fa"} {
		var b strings.Builder
		for _, slug := range slices.Sorted(maps.Keys(all)) {
			f, ok, err := Timeline(all[slug], w.For(lang, locale.Options{}), now())
			if err != nil || !ok {
				t.Fatalf("%s: %t %v", slug, ok, err)
			}
			if n := card.Length(f.Alt); n == 0 || n > altLimit {
				t.Errorf("%s: %d characters", slug, n)
			}
			b.WriteString("== " + slug + "\n" + f.Alt + "\n\n")
		}
		file := filepath.Join("testdata", "alts."+lang+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
			t.Errorf("%s (-want +got; -update writes it):\n%s", file, diff)
		}
	}
}

// check holds a picture to what every one must keep to.
func check(t *testing.T, public *casefile.Redacted, l *locale.Locale, today calendar.Day) {
	t.Helper()
	p, ok := plan(public, l, today)
	if !ok {
		return
	}
	c := p.canvas
	whole := Box{W: c.Width(), H: p.paint()} // what falls off the canvas of no height costs little
	if whole.H > maxSide {
		t.Errorf("it is %.0f points high", whole.H)
	}
	for i, b := range c.Written() {
		if !b.Inside(whole) {
			t.Errorf("text %d leaves the picture: %v of %v", i, b, whole)
		}
		b.X, b.Y, b.W, b.H = b.X+0.01, b.Y+0.01, b.W-0.02, b.H-0.02
		for j, o := range c.Written()[:i] {
			if b.Overlaps(o) {
				t.Errorf("texts %d and %d overlap: %v, %v", i, j, b, o)
			}
		}
	}
	for _, s := range p.sections {
		for _, it := range s.items {
			for _, e := range it.ends {
				if e.from < p.axis.x0-endWide || e.to > p.axis.x1+endWide || !e.day && e.to-e.from < arrowLong {
					t.Errorf("the end of a term isn't drawn on the axis: %+v", e)
				}
			}
			if _, exact := it.date.Exact(); exact || it.date.IsZero() {
				continue
			}
			if it.mark != noMark {
				t.Errorf("%s is drawn as a point", it.date)
			}
			first, begins := it.date.Earliest()
			last, ends := it.date.Latest()
			whole := false // whether a bar has all of the span, as far as the axis goes
			for _, b := range it.parts {
				const hair = 0.01
				from := !begins && b.fadesIn > 0 || begins && b.from <= p.axis.at(first)+hair
				to := !ends && b.fadesOut > 0 || ends && b.to >= p.axis.at(last.AddDays(1))-hair
				whole = whole || b.hatched && from && to && b.to-b.from >= leastSpan-hair
			}
			if !whole {
				t.Errorf("%s isn't drawn as its span: %+v", it.date, it.parts)
			}
		}
	}
	if n := card.Length(p.alt()); n == 0 || n > altLimit {
		t.Errorf("the alt text has %d characters", n)
	}
}

func TestPicturesKeepTheRules(t *testing.T) {
	t.Parallel()
	w := words(t)
	for slug, c := range everybody(t) {
		for _, lang := range []string{"en", "fa"} {
			for _, in := range []locale.Calendar{locale.Gregorian, locale.SolarHijri, locale.Both} {
				if check(t, c, w.For(lang, locale.Options{Calendar: in}), calendar.DayOf(now())); t.Failed() {
					t.Fatalf("%s %s %s", slug, lang, in)
				}
			}
		}
	}
}

// What is confidential changes not a pixel, and not a letter of the words.
func TestNothingConfidentialIsDrawn(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	draw := func(c casefile.Casefile) card.File {
		public, ok := c.Public(nil)
		if !ok {
			t.Fatal("it isn't public")
		}
		f, ok, err := Timeline(public, l, now())
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		return f
	}
	open := everybody(t)["fic-07-sohrab-pendari"].Casefile
	secret := open
	hidden := casefile.Fact{Visibility: casefile.Confidential}
	day := calendar.MustParse("1990-01-01") // would stretch the axis
	secret.Events = append(slices.Clone(open.Events), casefile.Event{ID: "x", Kind: "arrest", Date: day, Text: "hidden away", Fact: hidden})
	secret.Custody = append(slices.Clone(open.Custody), casefile.Custody{Kind: "prison", Start: day, Fact: hidden})
	secret.Proceedings = append(slices.Clone(open.Proceedings), casefile.Proceeding{ID: "y", Kind: "appeal", Date: day, Fact: hidden})
	secret.Sentences = append(slices.Clone(open.Sentences), casefile.Sentence{ID: "z", Date: day, Fact: hidden})
	secret.Works = append(slices.Clone(open.Works), casefile.Work{Title: "w", Fact: hidden})
	a, b := draw(open), draw(secret)
	if a.Alt != b.Alt || !bytes.Equal(a.Data, b.Data) {
		t.Error("what is confidential shows")
	}
}

// Judgments look like what became of them, and each stands there once.
func TestRulings(t *testing.T) {
	t.Parallel()
	all, l := everybody(t), words(t).For("en", locale.Options{})
	rulings := func(slug string) []*item {
		p, ok := plan(all[slug], l, calendar.DayOf(now()))
		if !ok {
			t.Fatal(slug)
		}
		for _, s := range p.sections {
			if s.title == l.T("picture.sentences") {
				return s.items
			}
		}
		return nil
	}
	overturned := rulings("fic-02-setareh-khiali")
	if x := overturned[0]; !x.fell || x.mark != openDiamond || !strings.Contains(x.said(), "overturned") {
		t.Errorf("an overturned sentence doesn't look so: %+v", x)
	}
	if x := overturned[1]; x.fell || x.mark != diamond {
		t.Errorf("a sentence in force looks overturned: %+v", x)
	}
	if s := rulings("fic-06-laleh-engari")[0].said(); !strings.Contains(s, "suspended") {
		t.Errorf("not said to be suspended: %s", s)
	}
	reported, unserved := 0, 0
	for _, x := range rulings("mohammad-rasoulof") {
		if strings.Contains(x.said(), "3 reports") {
			reported++
		}
		if strings.Contains(x.said(), "not served") {
			unserved++
		}
	}
	if reported != 1 || unserved != 1 {
		t.Errorf("a sentence of three reports is drawn %d times, and %d times said to be unserved", reported, unserved)
	}
}

// Custody that nobody knows to have lasted until today isn't drawn as if it had.
func TestCustodyWithoutEnd(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	for _, x := range []struct {
		status, asOf string
		solid        string // until when; "" where only the beginning is known
		maybe        bool   // whether it may have lasted until today
	}{
		{"imprisoned", "2026-11-26", "2026-11-26", false},
		{"imprisoned", "2025-03-01", "2025-03-01", true},
		{"released", "2025-03-01", "", false},
		{"", "", "", false},
	} {
		c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "Nemoone"}}
		c.Custody = []casefile.Custody{{Kind: "prison", Start: calendar.MustParse("2023-01-10")}}
		c.Status.Code = casefile.StatusCode(x.status)
		if x.asOf != "" {
			c.Status.AsOf = calendar.MustParse(x.asOf)
		}
		public, _ := c.Public(nil)
		p, ok := plan(public, l, calendar.DayOf(now()))
		if !ok {
			t.Fatal("nothing drawn")
		}
		parts := p.sections[0].items[0].parts
		solid, maybe := "", false
		for _, b := range parts {
			switch {
			case b.hatched:
				maybe = b.to == p.axis.at(p.today)
			case b.fadesOut == 0:
				for _, d := range []string{"2026-11-26", "2025-03-01"} {
					if day, _ := calendar.MustParse(d).Exact(); p.axis.at(day) == b.to {
						solid = d
					}
				}
			}
		}
		if solid != x.solid || maybe != x.maybe {
			t.Errorf("%+v: solid until %q, maybe until today %t: %+v", x, solid, maybe, parts)
		}
	}
}

// Nothing is lost without a word: what can't be placed or written is counted.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "艾未未"}}
	c.Custody = []casefile.Custody{{Kind: "prison", End: calendar.MustParse("2024-02"), Place: "某地"}, {Kind: "prison"}}
	c.Sentences = []casefile.Sentence{
		{ID: "a", Penalties: []casefile.Penalty{{Kind: casefile.Confiscation, Of: "书"}}},
		{ID: "b", SameAs: "a", Date: calendar.MustParse("2023-05")},
		{ID: "c"},
	}
	c.Events = []casefile.Event{{ID: "e", Kind: "arrest", Text: "once"}, {ID: "f", Kind: "statement", Text: "说", Date: calendar.MustParse("2023-07-01")}}
	public, _ := c.Public(nil)
	p, ok := plan(public, l, calendar.DayOf(now()))
	if !ok {
		t.Fatal("nothing drawn")
	}
	got := p.name + "\n" + p.alt() + "\n" + strings.Join(p.notes, "\n")
	want := "x\nTimeline of x, as of 26 November 2026.\nCustody: until February 2024: In prison\n" +
		"Sentences and appeals: May 2023, 2 reports: a penalty that the text names\nFurther entries by year: 1\n3 entries without a date"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNothingDated(t *testing.T) {
	t.Parallel()
	c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "Nemoone"}}
	c.Events = []casefile.Event{{ID: "e", Kind: "arrest", Text: "some day"}}
	public, _ := c.Public(nil)
	if _, ok, err := Timeline(public, words(t).For("en", locale.Options{}), now()); ok || err != nil {
		t.Errorf("a picture was drawn of nothing: %v", err)
	}
}

func TestSameBytes(t *testing.T) {
	t.Parallel()
	c, l := everybody(t)["mohammad-rasoulof"], words(t).For("fa", locale.Options{})
	a, _, _ := Timeline(c, l, now())
	b, _, _ := Timeline(c, l, now())
	if a.Alt != b.Alt || !bytes.Equal(a.Data, b.Data) {
		t.Error("the same timeline was drawn otherwise")
	}
}

func BenchmarkTimeline(b *testing.B) {
	c, l := everybody(b)["mohammad-rasoulof"], words(b).For("fa", locale.Options{})
	for b.Loop() {
		f, _, err := Timeline(c, l, now())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(f.Data)), "bytes")
	}
}
