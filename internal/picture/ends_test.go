package picture

import (
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// condemned is a casefile of one sentence of 2023 with one penalty.
func condemned(y casefile.Penalty, more ...casefile.Sentence) casefile.Casefile {
	c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "Nemoone"}}
	c.Sentences = append([]casefile.Sentence{{ID: "a", Date: calendar.MustParse("2023-05-20"), Penalties: []casefile.Penalty{y}}}, more...)
	return c
}

// laid is a casefile's timeline, laid out.
func laid(t *testing.T, c casefile.Casefile, lang string) *timeline {
	t.Helper()
	public, ok := c.Public(nil)
	if !ok {
		t.Fatal("it isn't public")
	}
	p, ok := plan(public, words(t).For(lang, locale.Options{Calendar: locale.Gregorian}), calendar.DayOf(now()))
	if !ok {
		t.Fatal("nothing to draw")
	}
	return p
}

// The end of a term is drawn where a source states it and the term runs, on its
// day or as the span in which it lies.
func TestStatedEnds(t *testing.T) {
	t.Parallel()
	later := casefile.Sentence{ID: "b", Date: calendar.MustParse("2024-01-10"), Supersedes: "a"}
	for _, x := range []struct {
		name    string
		kind    casefile.PenaltyKind
		ends    string
		outcome casefile.Outcome
		more    []casefile.Sentence
		drawn   bool
		day     bool
		beyond  bool
	}{
		{name: "to come", ends: "2029-02-10", drawn: true, day: true},
		{name: "over", ends: "2026-04-03", drawn: true, day: true},
		{name: "a month", ends: "2028-04", drawn: true},
		{name: "far off", ends: "2060-01-01", drawn: true, beyond: true},
		{name: "a ban", kind: casefile.Ban, ends: "2027-02-10", drawn: true, day: true},
		{name: "a ban that is over", kind: casefile.Ban, ends: "2025-02-10"},
		{name: "none stated"},
		{name: "overturned", ends: "2029-02-10", outcome: casefile.Overturned},
		{name: "pardoned", ends: "2029-02-10", outcome: casefile.Pardoned},
		{name: "served", ends: "2029-02-10", outcome: casefile.Served},
		{name: "suspended", ends: "2029-02-10", outcome: casefile.Suspended},
		{name: "replaced", ends: "2029-02-10", more: []casefile.Sentence{later}},
	} {
		y := casefile.Penalty{Kind: casefile.Imprisonment, Term: &calendar.Term{Years: 6}, Outcome: x.outcome}
		if x.kind != "" {
			y.Kind = x.kind
		}
		if x.ends != "" {
			y.Ends = calendar.MustParse(x.ends)
		}
		p := laid(t, condemned(y, x.more...), "en")
		section := p.sections[0] // the sentence's
		if x.kind == casefile.Ban {
			section = p.sections[len(p.sections)-1]
		}
		it := section.items[0]
		if drawn := len(it.ends) > 0; drawn != x.drawn || drawn != p.dashed {
			t.Errorf("%s: drawn %t, explained %t", x.name, drawn, p.dashed)
			continue
		}
		if !x.drawn {
			continue
		}
		e := it.ends[0]
		day, _ := y.Ends.Earliest()
		switch {
		case e.day != x.day || e.beyond != x.beyond:
			t.Errorf("%s: %+v", x.name, e)
		case x.beyond && p.axis.reaches(day):
			t.Errorf("%s: the axis reaches to %v", x.name, p.axis.to)
		case x.day && e.from != (p.axis.at(day)+p.axis.at(day.AddDays(1)))/2:
			t.Errorf("%s: not on its day: %+v", x.name, e)
		case !x.day && !x.beyond && (e.to-e.from < leastSpan || e.from > p.axis.at(day) || !p.hatched):
			t.Errorf("%s: not drawn as its span: %+v", x.name, e)
		}
		if said := it.said(); !strings.Contains(said, "as a source states") {
			t.Errorf("%s isn't said: %s", x.name, said)
		}
		for _, b := range it.parts { // what is to come isn't solid
			if !b.hatched && b.fadesOut == 0 && b.to > p.axis.at(p.today) {
				t.Errorf("%s: solid after today: %+v", x.name, b)
			}
		}
	}
}

// The end of a term for which the label has no room isn't drawn without a word.
func TestEndsAreSaid(t *testing.T) {
	t.Parallel()
	far := func(kind casefile.PenaltyKind, of string, times int, ends string) casefile.Penalty {
		return casefile.Penalty{Kind: kind, Of: strings.Repeat(of, times), Ends: calendar.MustParse(ends)}
	}
	c := condemned(far(casefile.Confiscation, "orchards and more orchards ", 5, "2028-02-10"))
	c.Sentences[0].Penalties = append(c.Sentences[0].Penalties, far(casefile.OtherPenalty, "to write letters ", 15, "2028-01-01"))
	p := laid(t, c, "en")
	it := p.sections[0].items[0]
	if len(it.ends) != 2 || it.shown == len(it.pieces) {
		t.Fatalf("%d ends, %d of %d pieces shown", len(it.ends), it.shown, len(it.pieces))
	}
	for _, e := range it.ends {
		if drawn := e.piece < it.shown; drawn != strings.Contains(it.said(), p.date(c.Sentences[0].Penalties[e.piece].Ends)) {
			t.Errorf("drawn %t, and said: %s", drawn, it.said())
		}
	}
}

// A text of the record keeps its own direction in a picture of the other, and what
// of it is left out, an ellipsis says where the text would go on.
func TestQuotedTexts(t *testing.T) {
	t.Parallel()
	english := "taken from a fictional flat at night and held for two days without a word to anybody about where that was or why, or by whom, or whether it would happen again to somebody else"
	persian := "شبانه از خانه‌ای خیالی برده شد و دو روز بی‌آنکه به کسی گفته شود کجاست نگه داشته شد و سپس بی هیچ توضیحی به همان خانه بازگردانده شد"
	for _, x := range []struct{ lang, text, opens string }{
		{"fa", english, "\u2066"}, {"en", english, ""}, {"en", persian, "\u2067"}, {"fa", persian, ""},
	} {
		c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "Nemoone"}}
		c.Events = []casefile.Event{{ID: "e", Kind: "arrest", Date: calendar.MustParse("2024-07-01"), Text: x.text}}
		it := laid(t, c, x.lang).sections[0].items[0]
		var body []string
		for _, s := range it.lines {
			if s.body == "" {
				continue
			}
			body = append(body, s.body)
			if !strings.HasPrefix(s.body, x.opens) || x.opens != "" && !strings.HasSuffix(s.body, "\u2069") {
				t.Errorf("%s: a line has no direction of its own: %q", x.lang, s.body)
			}
		}
		last := strings.TrimRight(body[len(body)-1], "\u2069")
		if len(body) != 2 || !strings.HasSuffix(last, ellipsis) {
			t.Errorf("%s: %q", x.lang, body)
		}
	}
}

// Shortened texts end where a clause does, if that isn't much less.
func TestShortened(t *testing.T) {
	t.Parallel()
	p := laid(t, condemned(casefile.Penalty{Kind: casefile.Fine}), "en")
	for text, want := range map[string]string{
		"five years, and no appeal is possible any more; the Invented Court of the Far District": "five years, and no appeal is possible any more…",
		"five years; no appeal is possible any more in the Invented Court of the Far District":   "five years; no appeal is possible any more in the…",
	} {
		if got := strings.Join(p.shortened(text, bodyStyle(false), 280, 1), "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// An axis of few years names months between them, where there is room for their names.
func TestMonthsOnShortAxes(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"2026-03-01": "2026 April July October",
		"2025-02-01": "2025 July 2026 July",
		"2023-01-02": "2023 2024 2025 2026 2027",
	} {
		c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: "Nemoone"}}
		c.Events = []casefile.Event{{ID: "e", Kind: "arrest", Date: calendar.MustParse(from)}}
		p := laid(t, c, "en")
		var got []string
		for _, x := range p.axis.marks(locale.Gregorian) {
			got = append(got, x.words(locale.Gregorian, p.l))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("since %s: %s, want %s", from, s, want)
		}
	}
}
