package casefile

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
)

// told is an invented casefile with one fact of each kind that can be news.
func told() *Casefile {
	f := Fact{Sources: []string{"s1"}}
	return &Casefile{
		Slug: "azar-sampleh", Visibility: Public, Country: "XX",
		Person:      Person{Name: "Azar Sampleh", Fact: f},
		Status:      Status{Code: Imprisoned, AsOf: calendar.MustParse("2025-11-02"), Fact: f},
		Whereabouts: &Whereabouts{Text: "Invented Prison", AsOf: calendar.MustParse("2025-11-02"), Fact: f},
		Custody:     []Custody{{Kind: "prison", Start: calendar.MustParse("2023-02-10"), Fact: f}},
		Charges:     []Charge{{ID: "c1", Text: "propaganda", Fact: f}},
		Proceedings: []Proceeding{{ID: "p1", Kind: "trial", Date: calendar.MustParse("2023-04-01"), Fact: f}},
		Sentences: []Sentence{{ID: "v1", Date: calendar.MustParse("2023-05-20"), Charges: []string{"c1"}, Fact: f,
			Penalties: []Penalty{{Kind: Imprisonment, Term: &calendar.Term{Years: 8}, Fact: f}, {Kind: Flogging, Fact: f}},
			Parts:     []Part{{Charge: "c1", Term: &calendar.Term{Years: 8}, Fact: f}}}},
		Events:  []Event{{ID: "e1", Kind: "statement", Date: calendar.MustParse("2024-05"), Text: "a letter", Fact: f}},
		Works:   []Work{{Title: "The Paper Orchard", Fact: f}},
		Awards:  []Award{{Name: "Invented Prize", Work: "The Paper Orchard", Fact: f}},
		Sources: []Source{{ID: "s1", Publisher: "Invented Wire"}, {ID: "s2", Publisher: "Invented Watch"}},
	}
}

func seen(t *testing.T, c *Casefile) *Redacted {
	t.Helper()
	r, ok := c.Public(nil)
	if !ok {
		t.Fatal("nothing of it is public")
	}
	return r
}

func TestNews(t *testing.T) {
	t.Parallel()
	secret := Fact{Sources: []string{"s1"}, Visibility: Confidential}
	for _, x := range []struct {
		name   string
		change func(c *Casefile)
		want   string
	}{
		{"nothing", func(*Casefile) {}, ""},
		{"another status", func(c *Casefile) {
			c.Status = Status{Code: Released, AsOf: calendar.MustParse("2026-01-02")}
		}, "status/2026-01-02"},
		{"a status of no day", func(c *Casefile) { c.Status = Status{Code: Released} }, "status/released"},
		{"a status corrected", func(c *Casefile) { c.Status.Text = "in ward 4" }, "status/2025-11-02"},
		{"an event", func(c *Casefile) { c.Events = append(c.Events, Event{ID: "e2", Kind: "hunger strike", Text: "begun"}) }, "event/e2"},
		{"the same event again, under another id", func(c *Casefile) {
			again := c.Events[0]
			again.ID, again.Sources = "e2", []string{"s2"}
			c.Events = append(c.Events, again)
		}, ""},
		{"a confidential event", func(c *Casefile) { c.Events = append(c.Events, Event{ID: "e2", Text: "hidden", Fact: secret}) }, ""},
		{"an event made confidential", func(c *Casefile) { c.Events[0].Visibility = Confidential }, ""},
		{"another source of everything", func(c *Casefile) { c.EachFact(func(f *Fact) { f.Sources = []string{"s2"} }) }, ""},
		{"sources renumbered", func(c *Casefile) {
			c.EachFact(func(f *Fact) { f.Sources = []string{"a"} })
			c.Sources[0].ID = "a"
			c.Sources = c.Sources[:1]
		}, ""},
		{"who says so", func(c *Casefile) { c.Sentences[0].Attribution = "her lawyer" }, "sentence/v1"},
		{"a penalty", func(c *Casefile) { c.Sentences[0].Penalties[1].Count = new(int) }, "sentence/v1"},
		{"removed", func(c *Casefile) {
			c.Events, c.Charges, c.Works = nil, nil, nil
			c.Sentences[0].Charges = []string{"c1"}
		}, ""},
		{"a work and an award", func(c *Casefile) {
			c.Works = append(c.Works, Work{Title: "Night Ferry"})
			c.Awards = append(c.Awards, Award{Name: "Invented Prize", Work: "Night Ferry"})
		}, "work/" + titled("Night Ferry", "") + " award/" + titled("Invented Prize", "", "Night Ferry")},
		{"two custodies that begin alike", func(c *Casefile) {
			c.Custody = append(c.Custody, Custody{Kind: "prison", Start: calendar.MustParse("2023-02-10"), Place: "Another Prison"})
		}, "custody/prison/2023-02-10/2"},
		{"a kind with spaces in it", func(c *Casefile) {
			c.Custody = append(c.Custody, Custody{Kind: "solitary\u00a0 confinement"})
		}, "custody/solitary_confinement/"},
	} {
		before, after := told(), told()
		x.change(after)
		refs := News(seen(t, before), seen(t, after))
		var got []string
		for _, r := range refs {
			got = append(got, string(r))
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s: %q, want %q", x.name, s, x.want)
		}
	}
	if got := News(nil, seen(t, told())); !slices.Equal(got, []Ref{WholeCase}) {
		t.Errorf("published: %v", got)
	}
}

// Of the starter and the invented casebooks, grown from nothing and from one
// another: every reference is found again and can be stored, and nothing that is
// confidential has one, or changes what is told.
func TestNewsIsFoundAndTellsNothingConfidential(t *testing.T) {
	t.Parallel()
	var people []*Casefile
	for _, file := range []string{"testdata/seed-casebook.json", "testdata/fictional-casebook.json"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var book Casebook
		if err := json.Unmarshal(data, &book); err != nil {
			t.Fatal(err)
		}
		for i := range book.Casefiles {
			c := &book.Casefiles[i]
			c.Visibility = Public
			if !c.Person.confidential() {
				people = append(people, c)
			}
		}
	}
	n := 0
	for _, c := range append(people, told()) {
		bare := &Casefile{Slug: c.Slug, Visibility: Public, Person: c.Person, Sources: c.Sources}
		after := seen(t, c)
		refs := News(seen(t, bare), after)
		for _, ref := range refs {
			n++
			p, ok := after.Piece(ref)
			if !ok || p.Ref != ref || p.Fact == nil || strings.Join(strings.Fields(string(ref)), "") != string(ref) {
				t.Errorf("%s: %q: %+v, %t", c.Slug, ref, p, ok)
			}
			if p.Fact != nil && p.Fact.confidential() && p.Whereabouts == nil {
				t.Errorf("%s: %s is confidential", c.Slug, ref)
			}
			if _, ok := seen(t, bare).Piece(ref); ok {
				t.Errorf("%s: %s is found where it isn't", c.Slug, ref)
			}
		}
		hidden := c.Clone()
		hidden.EachFact(func(f *Fact) {
			if f != &hidden.Person.Fact {
				f.Visibility = Confidential
			}
		})
		if hidden.Whereabouts != nil {
			hidden.Whereabouts.PublicText = ""
		}
		if got := News(seen(t, bare), seen(t, hidden)); len(got) > 0 {
			t.Errorf("%s: all is confidential, and told is %v", c.Slug, got)
		}
	}
	if n < 40 {
		t.Errorf("only %d references", n)
	}
}
