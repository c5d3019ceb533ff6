package commands

import (
	"bytes"
	"image/png"
	"slices"
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/internal/casefile"
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
		{"en", "", []string{"People on record by status", "12 people are tracked here.", "- In prison: **6** of 12", "- Other statuses, or not known: **6** of 12", "On public record as of 23 November 2026"}},
		{"en", "bogus", []string{"People on record by status"}},
		{"en", "country", []string{"- Country not stated: **12** of 12"}},
		{"en", "year", []string{"- 2023: **4** of 12", "- 2022: **3** of 12", "Years are Gregorian."}},
		{"en", "charge", []string{"- Assembly and collusion against national security: **4** of 12", "- Propaganda against the system: **3** of 12"}},
		{"en", "penalty", []string{"- Prison: **11** of 12", "- Other penalties, or none on record: **fewer than 3**", "- Flogging: **4** of 12", "overturned"}},
		{"en", "profession", []string{"- Filmmaker: **4** of 12", "- Other professions, or none on record: **8** of 12"}},
		{"fa", "year", []string{"افراد ثبت‌شده به تفکیک سال حکم", "۲۰۲۳: **۴** از ۱۲", "سال‌ها میلادی است"}},
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

// Where there are few, no picture and no number but how many are tracked.
func TestStatsOfFew(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Seed())
	for _, by := range card.Fields() {
		reply := statsOf(t, b, "en", map[string]string{"by": by})
		contains(t, text(reply.Message), "1 person is tracked here.", "No group of at least 3 people")
		if len(reply.Files) != 0 {
			t.Errorf("by %s one person has a chart", by)
		}
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
