package entry_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
)

func entwined() *casefile.Casefile {
	c := bare()
	confidential := casefile.Fact{Visibility: casefile.Confidential}
	c.Charges = []casefile.Charge{{ID: "c1", Text: "one", Fact: confidential}, {ID: "c2", Text: "two"}}
	c.Sentences = []casefile.Sentence{
		{ID: "s1", Charges: []string{"c1", "c2"}, Parts: []casefile.Part{{Charge: "c2"}, {Charge: "c1"}}, Penalties: []casefile.Penalty{{Kind: casefile.Death}}},
		{ID: "s2", SameAs: "s1"},
		{ID: "s3", SameAs: "s1", Supersedes: "s1"},
		{ID: "s4", SameAs: "s2", Fact: casefile.Fact{Sources: []string{"a"}}},
	}
	c.Works = []casefile.Work{{Title: "The Hidden", Also: []string{"Veiled"}, Fact: confidential}, {Title: "The Open"}}
	c.Awards = []casefile.Award{{Name: "x", Work: "veiled"}, {Name: "y", Work: "The Open"}}
	c.Whereabouts = &casefile.Whereabouts{Text: "a secret place", Fact: casefile.Fact{Visibility: casefile.Confidential, Sources: []string{"b"}}}
	c.Events = []casefile.Event{{ID: "e1", Kind: "release", Text: "x", Fact: casefile.Fact{Sources: []string{"a"}}}}
	c.Sources = []casefile.Source{{ID: "a", Title: "A"}, {ID: "b", Title: "tells the place", Fact: casefile.Fact{Sources: []string{"d"}}}, {ID: "d", Title: "D"}}
	c.Notes = []casefile.Remark{
		{About: "sentence s1", Text: "n0"}, {About: "sentences s1-s3", Text: "n1"}, {About: "charges c1, c2", Text: "n2"},
		{About: "whereabouts", Text: "n3"}, {About: "event e1", Text: "n4", Fact: casefile.Fact{Sources: []string{"a"}}},
	}
	return c
}

// What points to a fact that is removed goes or is mended, and is reported.
func TestRemove(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		kind, ref, touched string
		check              func(c *casefile.Casefile) bool
	}{
		{"charge", "c1", "/sentences/0/charges/0 /sentences/0/parts/1 /notes/2", func(c *casefile.Casefile) bool {
			s := c.Sentences[0]
			return len(c.Charges) == 1 && strings.Join(s.Charges, " ") == "c2" && len(s.Parts) == 1 && c.Notes[2].Visibility == casefile.Confidential
		}},
		{"charge", "c2", "/sentences/0/charges/1 /sentences/0/parts/0", func(c *casefile.Casefile) bool { return len(c.Charges) == 1 && c.Notes[2].Visibility == "" }},
		{"sentence", "s1", "/sentences/1/same_as /sentences/2/supersedes /sentences/2/same_as /notes/0", func(c *casefile.Casefile) bool {
			return c.Sentences[0].SameAs == "" && c.Sentences[1].SameAs == "s2" && c.Sentences[2].SameAs == "s2" && c.Sentences[1].Supersedes == "" && len(c.Notes) == 4
		}},
		{"sentence", "s2", "/sentences/3/same_as", func(c *casefile.Casefile) bool { return c.Sentences[2].SameAs == "s1" }},
		{"work", "", "/awards/0/work", func(c *casefile.Casefile) bool { return c.Awards[0].Work == "" && c.Awards[1].Work == "The Open" }},
		{"whereabouts", "", "/notes/3 /sources/1 /sources/2", func(c *casefile.Casefile) bool {
			return c.Whereabouts == nil && len(c.Sources) == 1 && c.Notes[3].Visibility == casefile.Confidential
		}},
		{"event", "e1", "/notes/4", func(c *casefile.Casefile) bool { return c.Events == nil && len(c.Notes) == 4 && len(c.Sources) == 3 }},
		{"source", "a", "/sentences/3/sources /events/0/sources /notes/4/sources", func(c *casefile.Casefile) bool {
			return len(c.Sources) == 2 && len(c.Events[0].Sources) == 0 && len(c.Notes[4].Sources) == 0
		}},
		{"source", "b", "/whereabouts/sources /sources/2", func(c *casefile.Casefile) bool { return len(c.Sources) == 1 }},
		{"status", "", "", func(c *casefile.Casefile) bool { return c.Status.Code == "" }},
	} {
		c := entwined()
		if x.kind == "status" {
			c.Status = casefile.Status{Code: casefile.Exile, AsOf: calendar.MustParse("2024")}
		}
		if p := c.Validate(); len(p) > 0 {
			t.Fatal(p)
		}
		if x.kind == "work" {
			x.ref = kindOf(t, "work").Facts(c)[0].Ref
		}
		before := c.Clone()
		after, touched, err := entry.Remove(c, x.kind, x.ref)
		if err != nil {
			t.Errorf("%s %s: %v", x.kind, x.ref, err)
			continue
		}
		if d := casefile.Diff(before, c); len(d) > 0 {
			t.Errorf("%s %s: the casefile itself is changed: %v", x.kind, x.ref, d)
		}
		if p := after.Validate(); len(p) > 0 {
			t.Errorf("%s %s: %v", x.kind, x.ref, p)
		}
		if got := strings.Join(touched, " "); got != x.touched || !x.check(after) {
			t.Errorf("%s %s touched %s, want %s: %v", x.kind, x.ref, got, x.touched, casefile.Diff(c, after))
		}
		shows(t, c, after)
	}
	if _, _, err := entry.Remove(entwined(), "person", ""); !errors.Is(err, entry.ErrStays) {
		t.Error(err)
	}
	for _, x := range [][2]string{{"event", "e9"}, {"event", ""}, {"status", ""}, {"nothing", "x"}, {"work", "0.00000000"}} {
		if _, _, err := entry.Remove(entwined(), x[0], x[1]); !errors.Is(err, entry.ErrGone) {
			t.Error(x, err)
		}
	}
}

// shows checks that the public would be shown no text that it wasn't shown.
func shows(t *testing.T, before, after *casefile.Casefile) {
	t.Helper()
	public := func(c *casefile.Casefile) string {
		open := *c
		open.Visibility, open.Embargo = casefile.Public, nil
		r, ok := open.Public(nil)
		if !ok {
			t.Fatal("not public")
		}
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	was, now := public(before), public(after)
	var texts []string
	for _, n := range after.Notes {
		texts = append(texts, inJSON(t, n.Text))
	}
	for _, s := range after.Sources {
		texts = append(texts, inJSON(t, s.Title))
	}
	for _, text := range texts {
		if text != `""` && strings.Contains(now, text) && !strings.Contains(was, text) {
			t.Errorf("%q comes out", text)
		}
	}
}

func inJSON(t *testing.T, text string) string {
	t.Helper()
	data, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Removing any fact of any casefile leaves a valid one that shows the public
// nothing new.
func TestRemoveAny(t *testing.T) {
	t.Parallel()
	for name, c := range casebooks(t) {
		for _, k := range entry.Kinds() {
			for _, f := range k.Facts(c) {
				after, touched, err := entry.Remove(c, k.Name, f.Ref)
				if err != nil {
					t.Fatalf("%s: %s %s: %v", name, k.Name, f.Ref, err)
				}
				if p := after.Validate(); len(p) > 0 {
					t.Errorf("%s without %s %s: %v", name, k.Name, f.Ref, p)
				}
				if n := len(k.Facts(after)); n != len(k.Facts(c))-1 && !slices.ContainsFunc(touched, func(s string) bool { return strings.HasPrefix(s, "/sources/") }) {
					t.Errorf("%s: %s %s: %d are left of %d", name, k.Name, f.Ref, n, len(k.Facts(c)))
				}
				shows(t, c, after)
			}
		}
	}
}
