package entry_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
)

func kindOf(t *testing.T, name string) entry.Kind {
	t.Helper()
	k, ok := entry.KindOf(name)
	if !ok {
		t.Fatalf("no kind %s", name)
	}
	return k
}

// apply applies values that must be taken.
func apply(t *testing.T, kind string, c *casefile.Casefile, ref string, v entry.Values) (*casefile.Casefile, string) {
	t.Helper()
	after, newRef, err := kindOf(t, kind).Apply(c, ref, v, today())
	if err != nil {
		t.Fatalf("%s %q: %v", kind, v, err)
	}
	if p := after.Validate(); len(p) > 0 {
		t.Fatalf("%s %q: %v", kind, v, p)
	}
	return after, newRef
}

// refused applies values that must not be taken.
func refused(t *testing.T, kind string, c *casefile.Casefile, ref string, v entry.Values) entry.Faults {
	t.Helper()
	_, _, err := kindOf(t, kind).Apply(c, ref, v, today())
	faults, ok := errors.AsType[entry.Faults](err)
	if !ok {
		t.Fatalf("%s %q: %v", kind, v, err)
	}
	checkFaults(t, faults)
	return faults
}

// Each kind of fact is entered with what a curator types, and only that.
func TestEachKind(t *testing.T) {
	t.Parallel()
	d := calendar.MustParse
	source := []casefile.Source{{ID: "s1", URL: "https://example.org/news", Publisher: "example.org"}}
	said := casefile.Fact{Sources: []string{"s1"}, Attribution: "his lawyer"}
	for _, x := range []struct {
		kind string
		v    entry.Values
		want casefile.Casefile
	}{
		{"status", entry.Values{"code": "exile", "as_of": "12 May 2024", "text": "left covertly", "who": "his lawyer", "sources": "https://example.org/news", "confidence": "low"},
			casefile.Casefile{Sources: source, Status: casefile.Status{Code: casefile.Exile, AsOf: d("2024-05-12"), Text: "left covertly",
				Fact: casefile.Fact{Sources: []string{"s1"}, Attribution: "his lawyer", Confidence: "low"}}}},
		{"whereabouts", entry.Values{"where": "an invented town", "public_text": "abroad", "who": "his lawyer", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, Whereabouts: &casefile.Whereabouts{Text: "an invented town", PublicText: "abroad",
				Fact: casefile.Fact{Sources: []string{"s1"}, Attribution: "his lawyer", Visibility: casefile.Confidential}}}},
		{"custody", entry.Values{"start": "۱۴۰۳/۰۲/۲۳", "end": "2024-06", "place": "Invented Prison", "who": "his lawyer", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, Custody: []casefile.Custody{{Kind: "detention", Start: d("2024-05-12"), End: d("2024-06"), Place: "Invented Prison", Fact: said}}}},
		{"charge", entry.Values{"charge": "an invented charge", "law": "Article 0", "became": "dropped", "who": "his lawyer", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, Charges: []casefile.Charge{{ID: "c1", Text: "an invented charge", Law: "Article 0", Outcome: "dropped", Fact: said}}}},
		{"proceeding", entry.Values{"kind": "hearing", "date": "2024", "court": "Branch 0", "happened": "adjourned", "sources": "https://example.org/news\naccording to his lawyer"},
			casefile.Casefile{Sources: source, Proceedings: []casefile.Proceeding{{ID: "p1", Kind: "hearing", Date: d("2024"), Court: "Branch 0", Text: "adjourned", Fact: said}}}},
		{"sentence", entry.Values{"date": "before 8 May 2024", "court": "Branch 0", "penalties": "8 years prison\nflogging", "who": "his lawyer", "sources": "https://example.org/news", "outcome": "upheld"},
			casefile.Casefile{Sources: source, Sentences: []casefile.Sentence{{ID: "s1", Date: d("../2024-05-08"), Court: "Branch 0", Outcome: casefile.Upheld, Fact: said,
				Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment, Term: &calendar.Term{Years: 8}}, {Kind: casefile.Flogging}}}}}},
		{"event", entry.Values{"kind": "departure", "date": "May 2024", "happened": "crossed a border", "who": "his lawyer", "sources": "https://example.org/news", "visible": "curators"},
			casefile.Casefile{Sources: source, Events: []casefile.Event{{ID: "e1", Kind: "departure", Date: d("2024-05"), Text: "crossed a border",
				Fact: casefile.Fact{Sources: []string{"s1"}, Attribution: "his lawyer", Visibility: casefile.Confidential}}}}},
		{"work", entry.Values{"title": "The Invented", "titles": "Sakhtegi\nFiction", "year": "۲۰۲۰", "role": "director", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, Works: []casefile.Work{{Title: "The Invented", OriginalTitle: "Sakhtegi", Also: []string{"Fiction"}, Year: casefile.YearOf(2020), Role: "director", Fact: casefile.Fact{Sources: []string{"s1"}}}}}},
		{"award", entry.Values{"award": "Best of all", "by": "A Festival", "year": "1399", "work": "The Invented", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, Awards: []casefile.Award{{Name: "Best of all", By: "A Festival", Year: year(t, "2020/2021"), Work: "The Invented", Fact: casefile.Fact{Sources: []string{"s1"}}}}}},
		{"contact", entry.Values{"name": "Somebody Else", "role": "lawyer", "casefile": "Somebody-Else", "who": "his lawyer", "sources": "https://example.org/news"},
			casefile.Casefile{Sources: source, People: []casefile.Related{{Name: "Somebody Else", Role: "lawyer", Casefile: "somebody-else",
				Fact: casefile.Fact{Sources: []string{"s1"}, Attribution: "his lawyer", Visibility: casefile.Confidential}}}}},
		{"source", entry.Values{"link": "example.org/news", "title": "A report", "published": "2024", "origin": "An agency", "kind": "news"},
			casefile.Casefile{Sources: []casefile.Source{{ID: "s1", URL: "https://example.org/news", Publisher: "example.org", Title: "A report", Published: d("2024"), Origin: "An agency", Kind: "news"}}}},
	} {
		after, ref := apply(t, x.kind, bare(), "", x.v)
		want := x.want
		want.Slug, want.Country, want.Person = bare().Slug, bare().Country, bare().Person
		if diff := casefile.Diff(&want, after); len(diff) > 0 {
			t.Errorf("%s: %v", x.kind, diff)
		}
		k := kindOf(t, x.kind)
		if facts := k.Facts(after); len(facts) != 1 || facts[0].Ref != ref || k.Many != (ref != "") {
			t.Errorf("%s: %v, ref %q", x.kind, facts, ref)
		}
		if v, err := k.Fill(after, ref); err != nil || v["visible"] == "" {
			t.Errorf("%s: %v %v", x.kind, v, err)
		}
	}
}

func year(t *testing.T, s string) casefile.Year {
	t.Helper()
	y, err := casefile.ParseYear(s)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// A person's form: names with their scripts, professions, birth and death.
func TestPerson(t *testing.T) {
	t.Parallel()
	c := bare()
	c.Person.Professions = []casefile.Text{{Text: "writer", Fact: casefile.Fact{Note: "kept"}}}
	c.Person.Names = []casefile.Name{{Text: "نامی ساختگی", Lang: "fa", Script: "Arab", Kind: "native", Fact: casefile.Fact{Confidence: "low"}}}
	after, _ := apply(t, "person", c, "", entry.Values{
		"name": "  New\u200b   Name ", "names": "نام ساختگی (native)\nNayu Neim\nНовое Имя\nNayu Neim", "country": "ir",
		"professions": "film director\nwriter", "life": "born in Shiraz\ndied ۱۴۰۲, Tehran", "sex": "female",
	})
	want := casefile.Person{
		Name: "New Name", Sex: "female",
		Names: []casefile.Name{
			{Text: "نام ساختگی", Lang: "fa", Script: "Arab", Kind: "native", Fact: casefile.Fact{Confidence: "low"}},
			{Text: "Nayu Neim", Kind: "alias"}, {Text: "Новое Имя", Script: "Cyrl", Kind: "alias"},
		},
		Professions: []casefile.Text{{Text: "film director"}, {Text: "writer", Fact: casefile.Fact{Note: "kept"}}},
		Born:        &casefile.Life{Place: "Shiraz"},
		Died:        &casefile.Life{Date: calendar.MustParse("2023-03-21/2024-03-19"), Place: "Tehran"},
	}
	if diff := casefile.Diff(&casefile.Casefile{Person: want}, &casefile.Casefile{Person: after.Person}); len(diff) > 0 {
		t.Error(diff)
	}
	for field, x := range map[string]struct{ typed, code string }{
		"name": {"\u200b \u202e", "required"}, "country": {"Atlantis", "country"}, "life": {"born 12 May", "date.no_year"},
		"names": {"(native)", "name"},
	} {
		if f := refused(t, "person", c, "", entry.Values{field: x.typed}); len(f) != 1 || f[0].Code != x.code || f[0].Field != field {
			t.Errorf("%s %q: %v", field, x.typed, f)
		}
	}
	if f := refused(t, "person", c, "", entry.Values{"life": "born 1980\ndied 1970"}); f[0].Code != "date.before" || f[0].Line != 2 {
		t.Error(f)
	}
	if f := refused(t, "person", c, "", entry.Values{"life": "born 1980\nborn 1970"}); f[0].Code != "life_twice" {
		t.Error(f)
	}
}

// The caller knows the names of countries.
func TestWithCountry(t *testing.T) {
	t.Parallel()
	code := func(typed string) (string, bool) { return "TR", typed == "Türkiye" }
	v := entry.Values{"country": "Türkiye\u200b", "name": "x"}
	if got := v.WithCountry(code); got["country"] != "TR" || got["name"] != "x" || v["country"] == "TR" {
		t.Error(got, v)
	}
	if got := (entry.Values{"country": "Atlantis"}).WithCountry(code); got["country"] != "Atlantis" {
		t.Error(got)
	}
}

// Texts that differ in what can't be seen come out the same.
func TestInvisibleDifferences(t *testing.T) {
	t.Parallel()
	for want, alike := range map[string][]string{
		"Ali Nemooneh": {"Ali\u00a0Nemooneh", "\ufeffAli Nemooneh", "A\u200bli\u2060 Nemooneh", "\u202eAli\u202c Nemooneh", "Ali\u200c Nemooneh", "Al\u200di Nemooneh", " Ali \t Nemooneh\r\n", "Ali\u2028Nemooneh", "Ali\ufe0f Nemooneh", "Ali Nemooneh\u00ad", "Ali\U000e0041 Nemooneh", "Ali\u3164\u2800Nemooneh"},
		"رسول‌اف":      {"رسول\u200c\u200cاف", "\u200cرسول\u200cاف\u200c", "رسول\u200f\u200cاف", "رسو\u200cل\u200cاف", "\u200dرسول‌اف"},
		"محمدرضا":      {"محمد\u200cرضا", "م\u200dحمدرضا"},
		"José":         {"Jose\u0301", "José\u200d"},
	} {
		for _, typed := range append(alike, want) {
			after, _ := apply(t, "person", bare(), "", entry.Values{"name": typed})
			if after.Person.Name != want {
				t.Errorf("%q is kept as %q, want %q", typed, after.Person.Name, want)
			}
		}
	}
}

// A field that v hasn't got stays as it is; so does all that no form shows.
func TestPartialValues(t *testing.T) {
	t.Parallel()
	c := bare()
	c.Events = []casefile.Event{{ID: "e7", Kind: "a_kind_of_its_own", Date: calendar.MustParse("2024"), Text: "was", Fact: casefile.Fact{Note: "a note", DateNote: "d", Attribution: "him", Confidence: "low"}}}
	after, ref := apply(t, "event", c, "e7", entry.Values{"happened": "is"})
	want := c.Events[0]
	want.Text = "is"
	if diff := cmp.Diff(want, after.Events[0], cmp.Comparer(func(a, b calendar.Date) bool { return a == b })); diff != "" || ref != "e7" {
		t.Error(ref, diff)
	}
	found := false
	for _, o := range kindOf(t, "event").Fields(c)[0].Options {
		found = found || o.Value == "a_kind_of_its_own" && o.Label == "a kind of its own"
	}
	if !found {
		t.Error("a kind that stands there can't be chosen")
	}
	if after, ref = apply(t, "event", after, "", entry.Values{"kind": "release", "happened": "x"}); ref != "e8" || len(after.Events) != 2 {
		t.Error(ref)
	}
	f := refused(t, "event", c, "", entry.Values{"kind": "no_such_kind", "happened": "", "date": "12 May"})
	if len(f) != 3 || f[0].Code != "choice" || f[1].Code != "date.no_year" || f[2].Code != "required" {
		t.Error(f)
	}
	if _, _, err := kindOf(t, "event").Apply(c, "e9", entry.Values{}, today()); !errors.Is(err, entry.ErrGone) {
		t.Error(err)
	}
}

// A text that is too long for a form is cut in it, and not in the record.
func TestTextsLongerThanAForm(t *testing.T) {
	t.Parallel()
	c := bare()
	long := strings.Repeat("word ", 900) + "end"
	c.Events = []casefile.Event{{ID: "e1", Kind: "release", Text: long}}
	k := kindOf(t, "event")
	v, err := k.Fill(c, "e1")
	if err != nil || len(v["happened"]) > 4002 || !strings.HasSuffix(v["happened"], "…") {
		t.Fatal(len(v["happened"]), err)
	}
	v["happened"] = "New: " + v["happened"]
	v["date"] = "2024"
	after, _ := apply(t, "event", c, "e1", v)
	if got := after.Events[0].Text; got != "New: "+long {
		t.Errorf("%d characters, %q", len(got), got[len(got)-20:])
	}
	v["happened"] = "short"
	if after, _ = apply(t, "event", c, "e1", v); after.Events[0].Text != "short" {
		t.Error(after.Events[0].Text)
	}
}

// A custody or a proceeding doesn't end before it began.
func TestOrderOfDates(t *testing.T) {
	t.Parallel()
	f := refused(t, "custody", bare(), "", entry.Values{"start": "2024", "end": "2023"})
	if len(f) != 1 || f[0].Field != "end" || f[0].Code != "date.before" || f[0].Part != "2024" {
		t.Error(f)
	}
	if f := refused(t, "custody", bare(), "", entry.Values{}); f[0].Code != "required" {
		t.Error(f)
	}
	if f := refused(t, "contact", bare(), "", entry.Values{"name": "x", "casefile": "somebody-invented"}); f[0].Code != "own_casefile" {
		t.Error(f)
	}
	if f := refused(t, "contact", bare(), "", entry.Values{"name": "x", "casefile": "No Slug"}); f[0].Code != "casefile" || f[0].Part != "no slug" {
		t.Error(f)
	}
	if f := refused(t, "work", bare(), "", entry.Values{"title": "x", "year": "2024-05"}); f[0].Code != "year" {
		t.Error(f)
	}
}

// A draft about somebody new has what its form asks.
func TestNewCasefile(t *testing.T) {
	t.Parallel()
	c, err := entry.NewCasefile(entry.Values{"name": "Somebody New", "names": "کسی نو (بومی)", "country": "IR", "professions": "poet", "status": "detained"}, today())
	if err != nil {
		t.Fatal(err)
	}
	want := &casefile.Casefile{Visibility: casefile.Draft, Country: "IR", Status: casefile.Status{Code: casefile.Detained},
		Person: casefile.Person{Name: "Somebody New", Names: []casefile.Name{{Text: "کسی نو", Script: "Arab", Kind: "native"}}, Professions: []casefile.Text{{Text: "poet"}}}}
	if d := casefile.Diff(want, c); len(d) > 0 {
		t.Error(d)
	}
	for _, v := range []entry.Values{nil, {"name": " "}, {"name": "x", "country": "Nowhere"}, {"name": "x", "status": "happy"}} {
		_, err := entry.NewCasefile(v, today())
		if faults, ok := errors.AsType[entry.Faults](err); !ok || len(faults) != 1 {
			t.Errorf("%v: %v", v, err)
		}
	}
	if c, err = entry.NewCasefile(entry.Values{"name": "x", "status": "-"}, today()); err != nil || c.Status.Code != "" {
		t.Error(c, err)
	}
}
