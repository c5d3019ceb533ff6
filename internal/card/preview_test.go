package card

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// replaced is before with one text in place of another.
func replaced(t *testing.T, old, now string) string {
	t.Helper()
	s := strings.Replace(before, old, now, 1)
	if s == before {
		t.Fatalf("%s does not occur", old)
	}
	return s
}

// proposals are changes of each kind of fact.
func proposals(t *testing.T) []Proposal {
	t.Helper()
	var all []Proposal
	for _, tc := range []struct{ kind, id, old, now string }{
		{"person", "", `"Whole Invented"`, `"Whole Invention"`},
		{"status", "", `"imprisoned", "as_of": "2026-01-10", "sources": ["a"]`, `"released", "as_of": "2025"`},
		{"whereabouts", "", `"12 Hidden Lane",`, `"12 Hidden Lane", "public_text": "abroad",`},
		{"custody", "", `"charges": [`, `"custody": [{"kind": "prison", "start": "2024"}], "charges": [`},
		{"custody", "", `"charges": [`, `"custody": [{"kind": "prison", "start": "2024-03-01", "end": "2062-03-05", "sources": ["a"]}], "charges": [`},
		{"status", "", `"imprisoned", "as_of": "2026-01-10"`, `"released", "as_of": "2062-01-11"`},
		{"charge", "c2", `"charges": [`, `"charges": [{"id":"c2","text":"assembly","law":"610"},`},
		{"proceeding", "p1", `"sentences": [`, `"proceedings": [{"id":"p1","kind":"hearing","date":"2027-01-01","court":"Branch 1","note":"closed to the public"}], "sentences": [`},
		{"sentence", "s1", `"count": 74`, `"count": 80`},
		{"sentence", "s3", `"sentences": [`, `"sentences": [{"id":"s3","date":"2024-05-08","sources":["a"]},`},
		{"event", "e2", `"events": [`, `"events": [{"id": "e2", "kind": "statement", "date": "2025", "text": "spoke", "sources": ["a", "b"], "visibility": "confidential"},`},
		{"work", "", `"works": [`, `"works": [{"title":"Two","role":"director"},`},
		{"award", "", `"works": [`, `"awards":[{"name":"An Award","by":"A Festival","year":2020}],"works": [`},
		{"contact", "", `"works": [`, `"people":[{"name":"A Lawyer","role":"lawyer"}],"works": [`},
		{"source", "c", `"sources": [{"id": "a"`, `"sources": [{"id": "c", "publisher": "Third", "url": "https://example.org/x"}, {"id": "a"`},
	} {
		all = append(all, Proposal{Before: decoded(t, before), After: decoded(t, replaced(t, tc.old, tc.now)), Kind: tc.kind, ID: tc.id})
	}
	removed := replaced(t, `{"id": "s1", "date": "2024-05-08", "charges": ["c1"], "penalties": [{"kind": "imprisonment", "term": "P8Y"}, {"kind": "flogging", "count": 74}]},`, ``)
	all = append(all,
		Proposal{Before: decoded(t, before), After: decoded(t, removed), Kind: "sentence", ID: "s1", Removes: true},
		Proposal{After: decoded(t, before), Kind: "new"})
	return all
}

// TestPreview draws the preview of a change of each kind, in each language.
func TestPreview(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		var views []string
		for _, x := range proposals(t) {
			c := Preview(x, catalogue.For(lang.Code, locale.Options{}), previewed())
			views = append(views, draw(Message{Cards: []Card{c}}))
		}
		golden(t, filepath.Join("testdata", "previews."+lang.Code+".txt"), strings.Join(views, "\n"))
	}
}

func previewed() time.Time { return time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC) }

// What is public is told from what isn't: news is made of nothing else.
func TestProposalIsPublic(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name               string
		casefile, of       casefile.Visibility
		removes, want      bool
		nothingIsDifferent bool
	}{
		{name: "a public fact of a public casefile", casefile: casefile.Public, want: true},
		{name: "a confidential fact", casefile: casefile.Public, of: casefile.Confidential},
		{name: "a draft", casefile: casefile.Draft},
		{name: "an embargoed casefile", casefile: casefile.Embargoed},
		{name: "no fact", casefile: casefile.Public, nothingIsDifferent: true},
	} {
		b := casefile.Casefile{Visibility: tc.casefile}
		a := b
		if !tc.nothingIsDifferent {
			a.Custody = []casefile.Custody{{Kind: "prison", Fact: casefile.Fact{Visibility: tc.of}}}
		}
		if got := (Proposal{Before: &b, After: &a, Kind: "custody"}).Public(); got != tc.want {
			t.Errorf("%s: public is %v", tc.name, got)
		}
	}
}

// TestConflict draws a conflict of each kind: about the same field, about
// different ones, and about what is gone.
func TestConflict(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		l := catalogue.For(lang.Code, locale.Options{})
		x := Collision{
			Kind: "sentence", Before: decoded(t, before), Theirs: decoded(t, replaced(t, `"count": 74`, `"count": 80`)), Mine: decoded(t, replaced(t, `"count": 74`, `"count": 90`)),
			Who: "<@200>", When: Date(date("2026-01-20"), l), From: 3, Now: 4,
		}
		views := []string{draw(Message{Cards: []Card{Conflict(x, l)}})}
		x.Clash = []Clash{{Field: l.T("entry.penalties"), Before: "8 years prison\n74 lashes", Theirs: "8 years prison\n80 lashes", Mine: ""}}
		views = append(views, draw(Message{Cards: []Card{Conflict(x, l)}}))
		x.Gone, x.Mine, x.Clash = true, nil, nil
		views = append(views, draw(Message{Cards: []Card{Conflict(x, l)}}))
		golden(t, filepath.Join("testdata", "conflicts."+lang.Code+".txt"), strings.Join(views, "\n"))
	}
}

// What was typed comes back whole: in the message, and where it is long in a
// file.
func TestGiveBack(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	m := Refusal(l, "The disk is full.").GiveBack([]Typed{{"Date", "12 May 2024"}, {"Court", " "}, {"Penalties", "8 years *prison*\n74 lashes"}}, l)
	if len(m.Files) != 0 {
		t.Errorf("a file of %s", m.Files[0].Data)
	}
	want := []Field{{Name: "Date", Value: "> 12 May 2024"}, {Name: "Penalties", Value: "> 8 years \\*prison\\*\n> 74 lashes"}}
	if got := m.Cards[0].Fields; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v", got)
	}
	long := strings.Repeat("a long line @everyone\n", 180)
	m = Refusal(l, "The disk is full.").GiveBack([]Typed{{"A", long}, {"B", long}, {"C", long}, {"D", long}, {"E", long}}, l)
	if len(m.Files) != 1 || strings.Count(string(m.Files[0].Data), long) != 5 {
		t.Errorf("the file has not all that was typed")
	}
	if n := m.Cards[0].length(); n > maxSum {
		t.Errorf("a card of %d characters", n)
	}
}
