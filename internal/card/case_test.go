package card

import (
	"strings"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// shows fails the test unless the card of c in English has these texts, and
// none of those after "without".
func shows(t *testing.T, c *casefile.Redacted, now time.Time, texts ...string) {
	t.Helper()
	got := draw(Case(c, words(t).For("en", locale.Options{}), now))
	want := true
	for _, s := range texts {
		if s == "without" {
			want = false
			continue
		}
		if strings.Contains(got, s) != want {
			t.Errorf("%q: want %v in\n%s", s, want, got)
		}
	}
}

func TestCase(t *testing.T) {
	t.Parallel()
	real, invented := starter(t), fictional(t)
	t.Run("an overturned sentence is never current", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-02-setareh-khiali"], today(), "3 years 6 months in prison", "1 more sentence on record", "without", "5 years in prison")
		shows(t, real["toomaj-salehi"], today(), "1 year in prison — served", "without", "- death")
	})
	t.Run("probable duplicates count once", func(t *testing.T) {
		t.Parallel()
		if n := len(real["mohammad-rasoulof"].Sentences); n != 6 {
			t.Fatalf("%d sentences", n)
		}
		shows(t, real["mohammad-rasoulof"], today(), "3 more sentences on record")
	})
	t.Run("imposed against enforceable", func(t *testing.T) {
		t.Parallel()
		shows(t, real["mohammad-rasoulof"], today(), "8 years in prison — upheld", "**Enforceable**: 5 years (a source states this term; of several punishments only the severest is enforced)")
	})
	t.Run("a served term is not given as merely upheld", func(t *testing.T) {
		t.Parallel()
		shows(t, real["raif-badawi"], today(), "prison term served in full")
	})
	t.Run("an outcome of the sentence is not claimed of each punishment", func(t *testing.T) {
		t.Parallel()
		shows(t, real["jimmy-lai"], today(), "20 years in prison — being served", "affiliated companies fined", "without", "being carried out")
		shows(t, real["evan-gershkovich"], today(), "16 years in prison, maximum-security penal colony — pardoned", "without", "destroyed — pardoned")
	})
	t.Run("a length that a note gives is not called unpublished", func(t *testing.T) {
		t.Parallel()
		shows(t, real["ilham-tohti"], today(), "ban: political rights — being served (for life)", "without", "length not published")
	})
	t.Run("an approximate amount is not shown without its note", func(t *testing.T) {
		t.Parallel()
		shows(t, real["ales-bialiatski"], today(), "fine of 65,000 US dollars — pardoned ('about $65,000'")
	})
	t.Run("a birth of which only a note is known leaves no gap", func(t *testing.T) {
		t.Parallel()
		shows(t, real["mostafa-aleahmad"], today(), "film-maker · Iranian\n", "without", "· \n")
	})
	t.Run("unknown is not zero", func(t *testing.T) {
		t.Parallel()
		shows(t, real["mohammad-rasoulof"], today(), "number of lashes not published", "amount not published", "without", "0 lashes")
	})
	t.Run("only the public whereabouts", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-05-bardia-afsanehnia"], today(), "outside the country", "without", "CANARY", "Farzburg")
	})
	t.Run("a fresh status counts to today", func(t *testing.T) {
		t.Parallel()
		now := time.Date(2026, 1, 10, 9, 0, 0, 0, time.UTC)
		shows(t, invented["fic-01-arvand-nemoonehpour"], now, "as of 10 January 2026, today", "1,065 days in custody since 10 February 2023 (the first day is not counted)", "without", "if still held")
	})
	t.Run("an old status does not", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-01-arvand-nemoonehpour"], today(), "1,382 days", "if still held")
		shows(t, real["dawit-isaak"], today(), "7,269 days in custody from 23 September 2001 to 18 August 2021, the date of this status", "Nothing newer is on record")
	})
	t.Run("nobody counts from a month", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-12-mahyar-bineshan"], today(), "Whether this still lasts is not known, so days are not counted.", "without", "days in custody")
	})
	t.Run("held without charge or trial", func(t *testing.T) {
		t.Parallel()
		shows(t, real["dawit-isaak"], today(), "No charge, trial or sentence is on record.")
	})
	t.Run("the dead have no age of status to worry about", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-11-roya-tasavvori"], today(), "Deceased", "as of 2021", "without", "Nothing newer")
	})
	t.Run("what comes next", func(t *testing.T) {
		t.Parallel()
		shows(t, invented["fic-01-arvand-nemoonehpour"], today(), "10 February 2029, in 2 years 2 months: end of the term, as a source states")
	})
	t.Run("low confidence in words", func(t *testing.T) {
		t.Parallel()
		shows(t, real["narges-mohammadi"], today(), "(weakly sourced)")
	})
	t.Run("an empty record", func(t *testing.T) {
		t.Parallel()
		c := &casefile.Redacted{Casefile: casefile.Casefile{Slug: "x", Person: casefile.Person{Name: "X"}}}
		shows(t, c, today(), "Status not known", "date of this status not known", "No sentence is on record", "0 sources", "without", "⟦")
	})
}

// Who says so stands beside each fact: the publisher and the person quoted.
func TestAttribution(t *testing.T) {
	t.Parallel()
	c := book(t, "../casefile/testdata/seed-casebook.json")["mohammad-rasoulof"]
	shows(t, c, today(), "Reported by CNN, according to his lawyer, Babak Paknia", "in Europe")
}

func BenchmarkCase(b *testing.B) {
	all := starter(b)
	catalogue := words(b)
	for _, slug := range []string{"mohammad-rasoulof", "raif-badawi"} {
		for _, lang := range []string{"en", "fa"} {
			b.Run(slug+"/"+lang, func(b *testing.B) {
				c, l, now := all[slug], catalogue.For(lang, locale.Options{}), today()
				b.ReportAllocs()
				for b.Loop() {
					Case(c, l, now)
				}
			})
		}
	}
}
