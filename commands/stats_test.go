package commands

import (
	"bytes"
	"image/png"
	"slices"
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

func statsOf(t *testing.T, b *bench, lang string, options map[string]string) Reply {
	t.Helper()
	reply, err := b.command(t, "stats").Run(t.Context(), b.request(lang, options))
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func TestStats(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct {
		lang, by string
		want     []string
	}{
		{"en", "", []string{"People on record by status", "12 people are tracked here.", "- In prison: **6** of 12", "On public record as of 23 November 2026"}},
		{"en", "bogus", []string{"People on record by status"}},
		{"en", "country", []string{"- Country not stated: **12** of 12"}},
		{"en", "year", []string{"- 2023: **4** of 12", "- 2022: **3** of 12", "Years are Gregorian."}},
		{"en", "charge", []string{"- Assembly and collusion against national security: **4** of 12", "- Propaganda against the system: **3** of 12"}},
		{"en", "penalty", []string{"- Prison: **11** of 12", "- Flogging: **4** of 12", "overturned"}},
		{"en", "profession", []string{"- Filmmaker: **4** of 12", "- Journalist: **1** of 12"}},
		{"fa", "year", []string{"افراد ثبت‌شده به تفکیک سال حکم", "سال‌ها هجری خورشیدی است"}},
	} {
		options := map[string]string{"by": c.by}
		if c.by == "" {
			options = nil
		}
		reply := statsOf(t, b, c.lang, options)
		contains(t, text(reply.Message), c.want...)
		if len(reply.Files) != 1 || reply.Private {
			t.Fatalf("by %q: %d pictures", c.by, len(reply.Files))
		}
		f := reply.Files[0]
		if _, err := png.DecodeConfig(bytes.NewReader(f.Data)); err != nil || f.Type != "image/png" {
			t.Errorf("by %q: no picture: %v", c.by, err)
		}
		for line := range strings.SplitSeq(reply.Cards[0].Body, "\n") { // the picture's description says the same
			label, rest, ok := strings.Cut(line, ": **")
			if !ok {
				continue
			}
			n, _, _ := strings.Cut(rest, "**")
			label = strings.Trim(label, "- \u200f\u2068\u2069")
			if !strings.Contains(f.Alt, label) || !strings.Contains(f.Alt, ": "+n) {
				t.Errorf("by %q the description doesn't say %q %s: %s", c.by, label, n, f.Alt)
			}
		}
		if want := b.access.Reads[0]; len(reply.Shows) != 1 || reply.Shows[0].Casebook != want || reply.Shows[0].Slug != "" || reply.Shows[0].Seq == 0 {
			t.Errorf("by %q it says that it shows %v", c.by, reply.Shows)
		}
	}
	r := b.request("en", nil)
	r.Access = store.Access{}
	if _, err := b.command(t, "stats").Run(t.Context(), r); err == nil {
		t.Error("answered without the right to read")
	}
}

// Each field is one choice away, in place.
func TestStatsByAnother(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := statsOf(t, b, "en", map[string]string{"by": "year"}).Controls[0][0]
	if c.Then.Command != "stats" || !c.Then.Update || c.Into != "by" || len(c.Choices) != 6 {
		t.Fatalf("%+v", c)
	}
	for _, x := range c.Choices {
		if x.Chosen != (x.Value == "year") {
			t.Errorf("%s is chosen: %t", x.Value, x.Chosen)
		}
		reply := statsOf(t, b, "en", map[string]string{c.Into: x.Value})
		if want := "by " + strings.ToLower(x.Label); !strings.HasSuffix(reply.Cards[0].Title, want) {
			t.Errorf("%q leads to %q", x.Label, reply.Cards[0].Title)
		}
	}
}

// Also one person alone is counted: whoever asks may read the card.
func TestStatsOfOne(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Seed())
	for by, want := range map[string]string{"status": "- In exile: **1** of 1", "country": "- Iran: **1** of 1", "penalty": "- Flogging: **1** of 1", "year": "- Year not known: **1** of 1"} {
		reply := statsOf(t, b, "en", map[string]string{"by": by})
		contains(t, text(reply.Message), "1 person is tracked here.", want)
		if len(reply.Files) != 1 {
			t.Errorf("by %s there is no chart", by)
		}
	}
}

// Years are those of the reader's calendar.
func TestStatsByYearOfCalendar(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct {
		lang string
		in   locale.Calendar
		want []string
	}{
		{"en", locale.Gregorian, []string{"- 2022: **3** of 12", "Years are Gregorian."}},
		{"en", locale.Both, []string{"- 2022 (1400/01): **3** of 12", "Years are Gregorian."}},
		{"en", locale.SolarHijri, []string{"- 1401: **5** of 12", "- Year not known: **1** of 12", "Years are Solar Hijri;"}},
		{"fa", locale.Gregorian, []string{"۲۰۲۲: **۳** از ۱۲", "سال‌ها میلادی است"}},
		{"fa", locale.Both, []string{"۱۴۰۱ (۲۰۲۲/۲۳): **۵** از ۱۲", "سال‌ها هجری خورشیدی است"}},
		{"fa", locale.SolarHijri, []string{"۱۴۰۱: **۵** از ۱۲"}},
	} {
		r := b.request(c.lang, map[string]string{"by": "year"})
		r.Locale = b.words.For(c.lang, locale.Options{Calendar: c.in})
		reply, err := b.command(t, "stats").Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, text(reply.Message), c.want...)
	}
}

// A fact that is confidential is the same as one that isn't on record, also where it
// leaves somebody alone in a group or without any.
func TestStatsHideAsIfNeverThere(t *testing.T) {
	t.Parallel()
	answers := func(change func(c *casefile.Casefile)) (all []string) {
		b := setup(t, storetest.Fictional())
		for _, slug := range []string{"fic-01-arvand-nemoonehpour", "fic-07-sohrab-pendari", "fic-11-roya-tasavvori"} {
			c, err := b.db.Curation().Casefile(t.Context(), 1, slug)
			if err != nil {
				t.Fatal(err)
			}
			change(c.Casefile)
			if _, err := b.db.Curation().Save(t.Context(), 1, c.Casefile, c.Version, "curator", "a test"); err != nil {
				t.Fatal(err)
			}
		}
		for _, by := range card.Fields() {
			for _, lang := range []string{"en", "fa"} {
				reply := statsOf(t, b, lang, map[string]string{"by": by})
				all = append(all, text(reply.Message), string(reply.Files[0].Data), reply.Files[0].Alt)
			}
		}
		return all
	}
	hidden := answers(func(c *casefile.Casefile) {
		c.Status.Visibility = casefile.Confidential
		for i := range c.Person.Professions {
			c.Person.Professions[i].Visibility = casefile.Confidential
		}
		for i := range c.Charges {
			c.Charges[i].Visibility = casefile.Confidential
		}
		for i := range c.Sentences {
			c.Sentences[i].Visibility = casefile.Confidential
		}
	})
	absent := answers(func(c *casefile.Casefile) {
		c.Status = casefile.Status{}
		c.Person.Professions, c.Charges, c.Sentences = nil, nil, nil
	})
	as := answers(func(*casefile.Casefile) {})
	if !slices.Equal(hidden, absent) {
		t.Error("what is confidential is counted otherwise than what isn't on record")
	}
	if slices.Equal(hidden, as) {
		t.Error("nothing was hidden")
	}
}

// To the byte the answers are the same whether there is something confidential, and
// whoever isn't public.
func TestStatsSayNothingConfidential(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	answers := func() (all []string) {
		for _, by := range card.Fields() {
			reply := statsOf(t, b, "en", map[string]string{"by": by})
			all = append(all, text(reply.Message), string(reply.Files[0].Data), reply.Files[0].Alt)
		}
		return all
	}
	before := answers()
	secret := casefile.Fact{Visibility: casefile.Confidential}
	c, err := b.db.Curation().Casefile(t.Context(), 1, "fic-01-arvand-nemoonehpour")
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Charges = append(c.Casefile.Charges, casefile.Charge{ID: "cx", Text: "insulting officials", Fact: secret})
	c.Casefile.Person.Professions = append(c.Casefile.Person.Professions, casefile.Text{Text: "poet", Fact: secret})
	c.Casefile.Sentences = append(c.Casefile.Sentences, casefile.Sentence{ID: "sx", Penalties: []casefile.Penalty{{Kind: casefile.Death}}, Fact: secret})
	if _, err := b.db.Curation().Save(t.Context(), 1, c.Casefile, c.Version, "curator", "a test"); err != nil {
		t.Fatal(err)
	}
	draft := *c.Casefile
	draft.Slug, draft.Visibility = "somebody-else", casefile.Draft
	if _, err := b.db.Curation().Save(t.Context(), 1, &draft, 0, "curator", "a test"); err != nil {
		t.Fatal(err)
	}
	if after := answers(); !slices.Equal(before, after) {
		t.Error("the answers differ")
	}
}

// A chart is drawn once, and anew where a number, a name or the language is another.
func TestChartsAreKept(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	en, fa := b.request("en", nil).Locale, b.request("fa", nil).Locale
	pictures := newDrawn()
	of := func(l *locale.Locale, people int, text string) *byte {
		t.Helper()
		f, err := pictures.chart(card.Tally{By: "charge", Groups: []card.Group{{Kind: card.Valued, Text: text, People: people}}, Tracked: 9}, l)
		if err != nil || f.Alt == "" {
			t.Fatalf("%q: %v", f.Alt, err)
		}
		return &f.Data[0]
	}
	first := of(en, 3, "assembly")
	if of(en, 3, "assembly") != first {
		t.Error("the same chart was drawn twice")
	}
	for name, other := range map[string]*byte{"number": of(en, 4, "assembly"), "name": of(en, 3, "espionage"), "language": of(fa, 3, "assembly")} {
		if other == first {
			t.Errorf("another %s has the chart of the first", name)
		}
	}
}
