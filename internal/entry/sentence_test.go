package entry_test

import (
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
)

func sentenced() *casefile.Casefile {
	c := bare()
	fifty, thousand := 50, 1000
	c.Charges = []casefile.Charge{{ID: "c1", Text: "one"}, {ID: "c2", Text: "two"}}
	c.Sources = []casefile.Source{{ID: "s1", Publisher: "Invented Wire"}}
	c.Sentences = []casefile.Sentence{{
		ID: "s1", Date: calendar.MustParse("2024"), Charges: []string{"c2"}, Rule: casefile.SeverestOnly, Stated: &calendar.Term{Years: 5}, Outcome: casefile.Upheld, InAbsentia: true,
		Penalties: []casefile.Penalty{
			{Kind: casefile.Imprisonment, Term: &calendar.Term{Years: 8}, Regime: "a cell of its own", Outcome: casefile.Upheld, Fact: casefile.Fact{Note: "of prison", Sources: []string{"s1"}}},
			{Kind: casefile.Flogging, Count: &thousand, Administered: &fifty, Outcome: casefile.PartlyServed, Fact: casefile.Fact{Note: "of lashes"}},
			{Kind: casefile.Ban, Of: "film-making", Term: &calendar.Term{Years: 2}, Outcome: casefile.Served, Fact: casefile.Fact{Visibility: casefile.Confidential}},
			{Kind: casefile.Ban, Of: "travel", Outcome: casefile.Upheld},
		},
	}}
	return c
}

// The form of a sentence says what lines can say of it.
func TestSentenceForm(t *testing.T) {
	t.Parallel()
	k := kindOf(t, "sentence")
	v, err := k.Fill(sentenced(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	want := "8 years prison\n1,000 lashes, 50 carried out\n2 years ban from film-making, served\nban from travel\nenforceable: 5 years\nonly the severest is enforced\nin absentia"
	if v["penalties"] != want || v["charges"] != "c2" || v["outcome"] != "upheld" {
		t.Errorf("%q", v)
	}
	v, err = k.In("fa").Fill(sentenced(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	want = "۸ سال حبس\n۱٬۰۰۰ ضربه شلاق، ۵۰ ضربه اجرا شده\n۲ سال ممنوعیت از film-making، اجرا شده\nممنوعیت از travel\nقابل اجرا: ۵ سال\nفقط اشد مجازات اجرا می‌شود\nغیابی"
	if v["penalties"] != want {
		t.Errorf("%q", v["penalties"])
	}
	// What was filled in in one language may be sent in another.
	after, _ := apply(t, "sentence", sentenced(), "s1", entry.Values{"penalties": want})
	if d := casefile.Diff(sentenced(), after); len(d) > 0 {
		t.Error(d)
	}
}

// Of a line that was changed stays what no line says; lines that were not
// changed stay as they are, wherever they stand.
func TestRetypedPenalties(t *testing.T) {
	t.Parallel()
	after, _ := apply(t, "sentence", sentenced(), "s1", entry.Values{
		"penalties": "ban from travel\n10 years prison, overturned\nfine\n2 years ban from making films\n1,000 lashes, 50 carried out\nat the same time", "charges": "c1,c2"})
	s := after.Sentences[0]
	if s.Stated != nil || s.Rule != casefile.Concurrent || s.InAbsentia || strings.Join(s.Charges, " ") != "c1 c2" || len(s.Penalties) != 5 {
		t.Fatalf("%+v", s)
	}
	old := sentenced().Sentences[0].Penalties
	for i, want := range []casefile.Penalty{
		old[3],
		{Kind: casefile.Imprisonment, Term: &calendar.Term{Years: 10}, Regime: "a cell of its own", Outcome: casefile.Overturned, Fact: old[0].Fact},
		{Kind: casefile.Fine},
		{Kind: casefile.Ban, Of: "making films", Term: &calendar.Term{Years: 2}, Fact: old[2].Fact},
		old[1],
	} {
		if got := s.Penalties[i]; written(t, got) != written(t, want) {
			t.Errorf("line %d is %s, want %s", i+1, written(t, got), written(t, want))
		}
	}
}

// Penalties that had the outcome of the sentence have its new one; those with
// one of their own keep it.
func TestOutcomeOfASentence(t *testing.T) {
	t.Parallel()
	after, _ := apply(t, "sentence", sentenced(), "s1", entry.Values{"outcome": "overturned"})
	var got []string
	for _, p := range after.Sentences[0].Penalties {
		got = append(got, string(p.Outcome))
	}
	if strings.Join(got, " ") != "overturned partly_served served overturned" {
		t.Error(got)
	}
	if d := casefile.Diff(sentenced(), after); len(d) != 3 {
		t.Error(d)
	}
	// Not so one that is typed at the same time.
	after, _ = apply(t, "sentence", sentenced(), "s1", entry.Values{"outcome": "overturned", "penalties": "8 years prison\n2 years ban from film-making\nban from travel, upheld"})
	got = nil
	for _, p := range after.Sentences[0].Penalties {
		got = append(got, string(p.Outcome))
	}
	if strings.Join(got, " ") != "overturned  upheld" {
		t.Errorf("%q", got)
	}
}

// A sentence's penalties are needed, and each fault says its line.
func TestSentenceFaults(t *testing.T) {
	t.Parallel()
	if f := refused(t, "sentence", sentenced(), "s1", entry.Values{"penalties": " "}); len(f) != 1 || f[0].Code != "required" || f[0].Example != "penalty" {
		t.Error(f)
	}
	if f := refused(t, "sentence", sentenced(), "s1", entry.Values{"penalties": "in absentia"}); len(f) != 1 || f[0].Code != "required" {
		t.Error(f)
	}
	f := refused(t, "sentence", sentenced(), "s1", entry.Values{"penalties": "8 years\n\n8 yers prison\nenforceable: 5 years\nenforceable: 6 years", "date": "12 May", "charges": "c3"})
	if len(f) != 4 || f[0].Field != "date" || f[1].Line != 3 || f[1].Part != "yers" || f[2].Line != 5 || f[3].Field != "charges" {
		t.Error(f)
	}
}

// The rule that a source states something goes with what it states.
func TestStatedTermRemoved(t *testing.T) {
	t.Parallel()
	c := sentenced()
	c.Sentences[0].Rule, c.Sentences[0].StatedNote = casefile.StatedRule, "as the lawyer says"
	v, err := kindOf(t, "sentence").Fill(c, "s1")
	if err != nil {
		t.Fatal(err)
	}
	v["penalties"] = strings.ReplaceAll(v["penalties"], "enforceable: 5 years\n", "")
	after, _ := apply(t, "sentence", c, "s1", v)
	if s := after.Sentences[0]; s.Stated != nil || s.Rule != "" || s.StatedNote != "" || !s.InAbsentia {
		t.Errorf("%+v", s)
	}
	// One that is corrected keeps its rule and its note.
	v["penalties"] += "\n6 years enforceable"
	after, _ = apply(t, "sentence", c, "s1", v)
	if s := after.Sentences[0]; s.Stated == nil || s.Stated.Years != 6 || s.Rule != casefile.StatedRule || s.StatedNote == "" {
		t.Errorf("%+v", s)
	}
}
