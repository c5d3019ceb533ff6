package commands

import (
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
)

// Each fault that a form can find has words in each language, which name the
// part that was not understood where every such fault has one.
func TestFaultsHaveWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		for _, c := range entry.Codes() {
			key := entry.Fault{Code: c.Name}.Key()
			text := l.T(key, locale.Text("part", "⟨part⟩"))
			switch {
			case !l.Has(key):
				t.Errorf("%s: no words for %s", lang.Code, key)
			case strings.Contains(text, "⟨part⟩") != c.Part:
				t.Errorf("%s: %s is %q, names a part: %v", lang.Code, key, text, c.Part)
			case card.Length(text) > 250:
				t.Errorf("%s: %s is long", lang.Code, key)
			}
		}
	}
}

// Each example that a fault gives would be understood where it is given.
func TestExamplesAreUnderstood(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		for _, x := range entry.Examples() {
			if !l.Has(x.Key()) {
				t.Errorf("%s: no words for %s", lang.Code, x.Key())
				continue
			}
			for _, text := range strings.Split(l.T(x.Key()), " · ") {
				understood(t, words, x, text)
			}
		}
	}
}

// understood applies an example to the field that it is of.
func understood(t *testing.T, words *locale.Catalogue, x entry.Example, text string) {
	t.Helper()
	kind, v := "person", entry.Values{}
	switch x {
	case "date":
		kind, v = "status", entry.Values{"code": "bail", "as_of": text}
	case "day":
		if _, faults := entry.DayToCome("until", text, calendar.Day{Year: 2026, Month: 3, Day: 1}); len(faults) > 0 {
			t.Errorf("%s, %q: %v", x, text, faults)
		}
		return
	case "year":
		kind, v = "work", entry.Values{"title": "x", "year": text}
	case "country":
		v["country"] = text
	case "casefile":
		kind, v = "contact", entry.Values{"name": "x", "casefile": text}
	case "name":
		v["names"] = text
	case "life":
		v["life"] = text
	case "link":
		kind, v = "source", entry.Values{"link": text}
	case "source":
		kind, v = "status", entry.Values{"code": "bail", "sources": text}
	case "who":
		kind, v = "status", entry.Values{"code": "bail", "who": text}
	case "penalty.two_lines": // tells of two lines
		return
	default:
		kind, v = "sentence", entry.Values{"penalties": text}
	}
	k, _ := entry.KindOf(kind)
	c := &casefile.Casefile{Slug: "somebody", Person: casefile.Person{Name: "Somebody"}}
	if _, _, err := k.Apply(c, "", v.WithCountry(words.CountryCode), calendar.Day{Year: 2026, Month: 3, Day: 1}); err != nil {
		t.Errorf("%s, %q: %v", x, text, err)
	}
}

// What a card says became of a penalty is understood in a line, so that it can
// be copied.
func TestOutcomesOfCardsAreUnderstood(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		for _, o := range casefile.AllOutcomes() {
			for _, prefix := range []string{"outcome.", "outcome.act."} {
				if !l.Has(prefix + string(o)) {
					continue
				}
				line := l.T("choice.penalty.flogging") + " — " + l.T(prefix+string(o))
				got, faults := entry.ParsePenalties(line)
				want := o
				if o == casefile.Suspended { // of a penalty, that it was imposed so
					want = ""
				}
				if len(faults) > 0 || got[0].Outcome != want || got[0].Suspended != (o == casefile.Suspended) {
					t.Errorf("%s: %q is %v %v", lang.Code, line, got, faults)
				}
			}
		}
	}
}
