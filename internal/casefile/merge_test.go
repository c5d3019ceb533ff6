package casefile_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// people are the casefiles to be merged with one another: two casebooks, and
// one casefile that has a fact of every kind.
func people(t *testing.T) []*casefile.Casefile {
	t.Helper()
	_, all := load(t, "testdata/fictional-casebook.json")
	_, real := load(t, "../../store/starter/starter-casebook.json")
	return append(append(all, real[:6]...), parsed(t, whole))
}

// TestMergeLosesNothing merges each casefile with each other one: the result
// is valid, everything that either says is in it, and the two are as they were.
func TestMergeLosesNothing(t *testing.T) {
	t.Parallel()
	all := people(t)
	for _, into := range all {
		for _, from := range all {
			if into.Slug == from.Slug {
				continue
			}
			name := from.Slug + " into " + into.Slug
			before := written(t, into) + written(t, from)
			m := casefile.Merge(into, from)
			if written(t, into)+written(t, from) != before {
				t.Fatalf("%s: the casefiles changed", name)
			}
			for _, p := range m.Validate() {
				t.Errorf("%s: %s %s", name, p.Path, p.Reason)
			}
			if m.Slug != into.Slug || m.Visibility != into.Visibility || m.Person.Name != into.Person.Name {
				t.Errorf("%s: is now %s, %s, %s", name, m.Slug, m.Visibility, m.Person.Name)
			}
			merged := leaves(t, m)
			for _, one := range []*casefile.Casefile{into, from} {
				for _, leaf := range leaves(t, one) {
					if !slices.ContainsFunc(merged, func(s string) bool { return s == leaf || strings.Contains(s, leaf) }) {
						t.Errorf("%s: %q of %s is gone", name, leaf, one.Slug)
					}
				}
			}
			if again := casefile.Merge(m, from); written(t, again) != written(t, m) {
				t.Errorf("%s: merging once more changes it (-once +twice):\n%s", name, cmp.Diff(written(t, m), written(t, again)))
			}
		}
	}
}

// leaves are all values of a casefile but the ids by which its parts refer to
// one another.
func leaves(t *testing.T, c *casefile.Casefile) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(written(t, c)), &v); err != nil {
		t.Fatal(err)
	}
	var all []string
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				walk(k, x)
			}
		case []any:
			for _, x := range v {
				walk(name, x)
			}
		default:
			switch name {
			case "slug", "id", "visibility", "sources", "charges", "charge", "same_as", "supersedes", "casefile", "about":
			default:
				all = append(all, fmt.Sprint(v))
			}
		}
	}
	walk("", v)
	return all
}

// TestMergeHidesWhatWasHidden marks facts of both casefiles at random and
// fills them with canaries: none is public once they are merged.
func TestMergeHidesWhatWasHidden(t *testing.T) {
	t.Parallel()
	_, all := load(t, "testdata/fictional-casebook.json")
	for seed := range uint64(400) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		pick := func() *casefile.Casefile {
			c := parsed(t, whole)
			if rnd.IntN(2) == 0 {
				c = all[rnd.IntN(len(all))].Clone()
			}
			c.Slug = fmt.Sprintf("person-%d", rnd.IntN(1000))
			c.Notes = append(c.Notes,
				casefile.Remark{About: "sentence s1", Text: "NOTE-s1"}, casefile.Remark{About: "whereabouts", Text: "NOTE-whereabouts"},
				casefile.Remark{About: "events", Text: "NOTE-events"}, casefile.Remark{About: "charges", Text: "NOTE-charges"})
			for _, f := range factsOf(reflect.ValueOf(c)) {
				if (f.path != "/Person" || rnd.IntN(8) == 0) && rnd.IntN(3) == 0 {
					canary(f.value)
					f.fact.Visibility = casefile.Confidential
				}
			}
			for i := range c.Notes { // hidden by what they are about, they say so
				c.Notes[i].Text += " " + c.Slug
			}
			for i := range c.Sources {
				c.Sources[i].Title += " " + c.Slug
			}
			return c
		}
		into, from := pick(), pick()
		if into.Slug == from.Slug {
			continue
		}
		m := casefile.Merge(into, from)
		m.Visibility, m.Embargo = casefile.Public, nil
		shown, ok := m.Public(nil)
		if !ok {
			continue
		}
		out := written(t, &shown.Casefile)
		if strings.Contains(out, "CANARY") {
			t.Fatalf("seed %d: a confidential text is public: …%s", seed, out[max(0, strings.Index(out, "CANARY")-200):])
		}
		was := open(t, into) + open(t, from)
		for i := range shown.Notes {
			if n := shown.Notes[i].Text; !strings.HasPrefix(n, "Also on record: ") && !strings.Contains(was, n) {
				t.Fatalf("seed %d: note %q comes to be public", seed, n)
			}
		}
		for i := range shown.Sources {
			if s := shown.Sources[i].Title; !strings.Contains(was, s) {
				t.Fatalf("seed %d: source %q comes to be public", seed, s)
			}
		}
	}
}

// open is what the public sees of c, "" where that is nothing.
func open(t *testing.T, c *casefile.Casefile) string {
	t.Helper()
	c = c.Clone()
	c.Visibility, c.Embargo = casefile.Public, nil
	r, ok := c.Public(nil)
	if !ok {
		return ""
	}
	return written(t, &r.Casefile)
}

func TestMerge(t *testing.T) {
	t.Parallel()
	base := func(change func(*casefile.Casefile)) *casefile.Casefile {
		c := parsed(t, whole)
		if change != nil {
			change(c)
		}
		return c
	}
	nothing := func(*casefile.Casefile) {}
	for _, tc := range []struct {
		name       string
		into, from func(*casefile.Casefile)
		want       func(m *casefile.Casefile) bool
	}{
		{"the same twice is the same", nothing, nothing, func(m *casefile.Casefile) bool {
			return cmp.Equal(written(t, m), written(t, base(nil)))
		}},
		{"ids that are taken move, with what refers to them", nothing, func(c *casefile.Casefile) {
			c.Charges[0].Text = "another charge"
			c.Notes[0].Text = "other values"
		}, func(m *casefile.Casefile) bool {
			return len(m.Charges) == 3 && m.Charges[2].ID == "c3" && len(m.Sentences) == 6 && m.Sentences[3].ID == "s4" &&
				cmp.Equal(m.Sentences[3].Charges, []string{"c3", "c2"}) && m.Sentences[3].Parts[0].Charge == "c3" &&
				m.Sentences[4].SameAs == "s4" && m.Sentences[5].Supersedes == "s4" && m.Notes[1].About == "sentence s4"
		}},
		{"a span of ids comes apart", nothing, func(c *casefile.Casefile) {
			c.Sentences[1].Court = "another court"
			c.Notes[0].About, c.Notes[0].Text = "sentences s1–s3", "about three"
		}, func(m *casefile.Casefile) bool { return m.Notes[1].About == "sentences s1, s4, s3" }},
		{"a source that differs gets an id of its own", nothing, func(c *casefile.Casefile) { c.Sources[0].Title = "Another article" },
			func(m *casefile.Casefile) bool {
				return len(m.Sources) == 2 && m.Sources[1].ID == "w2" && cmp.Equal(m.Status.Sources, []string{"w1", "w2"})
			}},
		{"a rival status is a note with its sources", nothing, func(c *casefile.Casefile) {
			c.Status = casefile.Status{Code: casefile.Bail, AsOf: calendar.MustParse("2026-01-11"), Text: "out", Fact: casefile.Fact{Sources: []string{"w1"}, Attribution: "her lawyer"}}
		}, func(m *casefile.Casefile) bool {
			n := m.Notes[len(m.Notes)-1]
			return m.Status.Code == casefile.Imprisoned && n.About == "status" && n.Text == "Also on record: bail; as of 2026-01-11; out" &&
				cmp.Equal(n.Sources, []string{"w1"}) && n.Attribution == "her lawyer"
		}},
		{"a status where there is none", func(c *casefile.Casefile) { c.Status = casefile.Status{} }, nothing, func(m *casefile.Casefile) bool {
			return m.Status.Code == casefile.Imprisoned && len(m.Notes) == 1
		}},
		{"a birth that says more completes the other", func(c *casefile.Casefile) { c.Person.Born = &casefile.Life{Date: calendar.MustParse("1979~")} }, nothing,
			func(m *casefile.Casefile) bool { return m.Person.Born.Place == "Farzburg" && len(m.Notes) == 1 }},
		{"a rival birth is a note", nothing, func(c *casefile.Casefile) { c.Person.Born.Date = calendar.MustParse("1980-02-03") },
			func(m *casefile.Casefile) bool {
				return m.Person.Born.Date.String() == "1979~" && m.Notes[1].About == "born" && m.Notes[1].Text == "Also on record: 1980-02-03; Farzburg"
			}},
		{"nobody dies before their birth", func(c *casefile.Casefile) { c.Person.Died = nil },
			func(c *casefile.Casefile) {
				c.Person.Born, c.Person.Died = nil, &casefile.Life{Date: calendar.MustParse("1950")}
			},
			func(m *casefile.Casefile) bool { return m.Person.Died == nil && m.Notes[1].About == "died" }},
		{"the other name is one more name", nothing, func(c *casefile.Casefile) { c.Person.Name = "Other Invented" },
			func(m *casefile.Casefile) bool {
				return m.Person.Name == "Whole Invented" && m.Person.Names[1].Text == "Other Invented" && m.Person.Names[1].Kind == "alias"
			}},
		{"a confidential whereabouts stays so, and what may be said of it is said", nothing, func(c *casefile.Casefile) {
			c.Whereabouts = &casefile.Whereabouts{Text: "7 Hidden Lane", PublicText: "safe", Fact: casefile.Fact{Visibility: casefile.Confidential}}
		}, func(m *casefile.Casefile) bool {
			return m.Whereabouts.Text == "a prison" && strings.Contains(m.Notes[1].Text, "7 Hidden Lane") && m.Notes[1].Visibility == casefile.Confidential &&
				strings.Contains(m.Notes[2].Text, "safe") && m.Notes[2].Visibility == ""
		}},
		{"all of somebody confidential stays so", nothing, func(c *casefile.Casefile) {
			c.Person.Visibility, c.Country, c.Events[0].Text = casefile.Confidential, "YY", "hidden"
		}, func(m *casefile.Casefile) bool {
			return m.Person.Visibility == "" && len(m.Events) == 2 && m.Events[1].Visibility == casefile.Confidential &&
				m.Country == "XX" && m.Notes[len(m.Notes)-1].Visibility == casefile.Confidential
		}},
		{"a source of what was hidden stays hidden", nothing, func(c *casefile.Casefile) {
			c.Person.Name = "Other Invented"
			c.Person.Names = append(c.Person.Names, casefile.Name{Text: "Whole Invented", Fact: casefile.Fact{Visibility: casefile.Confidential, Sources: []string{"w9"}}})
			c.Sources = append(c.Sources, casefile.Source{ID: "w9", Title: "An unmasking"})
		}, func(m *casefile.Casefile) bool {
			r, ok := m.Public(nil)
			return ok && m.Source("w9") != nil && r.Source("w9") == nil
		}},
		{"nobody is linked to themselves", func(c *casefile.Casefile) { c.Slug = "fic-second" }, nothing,
			func(m *casefile.Casefile) bool { return len(m.People) == 1 && m.People[0].Casefile == "" }},
		{"a draft takes over an embargo", func(c *casefile.Casefile) { c.Visibility = casefile.Draft }, embargoed("2027-01-01"),
			func(m *casefile.Casefile) bool {
				return m.Visibility == casefile.Embargoed && m.Embargo.Until.String() == "2027-01-01"
			}},
		{"the longer embargo holds", embargoed("2027-01-01"), embargoed(""),
			func(m *casefile.Casefile) bool {
				return m.Embargo.Until.IsZero() && m.Embargo.Reason == "the family asks"
			}},
		{"what is public stays so", nothing, embargoed(""), func(m *casefile.Casefile) bool { return m.Visibility == casefile.Public && m.Embargo == nil }},
	} {
		into, from := base(tc.into), base(tc.from)
		if from.Slug = "fic-other"; into.Slug == "fic-second" {
			from.Slug = "fic-whole"
		}
		m := casefile.Merge(into, from)
		for _, p := range m.Validate() {
			t.Errorf("%s: %s %s", tc.name, p.Path, p.Reason)
		}
		if !tc.want(m) {
			t.Errorf("%s: not so: %s", tc.name, written(t, m))
		}
	}
}

func embargoed(until string) func(*casefile.Casefile) {
	return func(c *casefile.Casefile) {
		c.Visibility, c.Embargo = casefile.Embargoed, &casefile.Embargo{Reason: "the family asks"}
		if until != "" {
			c.Embargo.Until = calendar.MustParse(until)
		}
	}
}
