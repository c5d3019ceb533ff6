package casefile_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// TestNothingConfidentialIsPublic marks each fact of a casefile confidential in
// turn, found by reflection, fills it and all below it with canaries, and
// looks for them in what the public may read.
func TestNothingConfidentialIsPublic(t *testing.T) {
	t.Parallel()
	n := 0
	for i := 0; ; i++ {
		c := parsed(t, whole)
		facts := factsOf(reflect.ValueOf(c))
		if i == len(facts) {
			break
		}
		canary(facts[i].value)
		facts[i].fact.Visibility = casefile.Confidential
		r, ok := c.Public(nil)
		if facts[i].path == "/Person" {
			if ok {
				t.Error("a confidential person is public")
			}
			continue
		}
		if !ok {
			t.Fatalf("with %s confidential nothing is public", facts[i].path)
		}
		if out := written(t, &r.Casefile); strings.Contains(out, "CANARY") {
			t.Errorf("%s leaks: …%s", facts[i].path, out[max(0, strings.Index(out, "CANARY")-60):])
		}
		n++
	}
	if n < 25 {
		t.Errorf("only %d kinds of fact were tried", n)
	}
}

// TestConfidentialTogether marks facts at random, several at once, and checks
// besides that nothing refers to what is gone.
func TestConfidentialTogether(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		c := parsed(t, whole)
		for _, f := range factsOf(reflect.ValueOf(c)) {
			if f.path != "/Person" && rnd.IntN(3) == 0 {
				canary(f.value)
				f.fact.Visibility = casefile.Confidential
			}
		}
		before := written(t, c)
		r, ok := c.Public(func(string) bool { return true })
		if !ok {
			t.Fatal("nothing is public")
		}
		out := written(t, &r.Casefile)
		if strings.Contains(out, "CANARY") {
			t.Fatalf("seed %d leaks: %s", seed, out)
		}
		for _, p := range r.Validate() {
			t.Errorf("seed %d: what is public is not valid: %v", seed, p)
		}
		again, ok := r.Public(func(string) bool { return true })
		if !ok || written(t, &again.Casefile) != out {
			t.Fatalf("seed %d: redacting twice is not the same as once", seed)
		}
		if written(t, c) != before {
			t.Fatalf("seed %d: redacting changed the casefile", seed)
		}
	}
}

// TestPublicSharesNothing changes every text of the public copy and looks
// whether the casefile noticed.
func TestPublicSharesNothing(t *testing.T) {
	t.Parallel()
	c := parsed(t, whole)
	for _, hidden := range []casefile.Visibility{"", casefile.Confidential} { // nothing is dropped; something is
		c.Notes[0].Visibility = hidden
		before := written(t, c)
		r, ok := c.Public(nil)
		if !ok {
			t.Fatal("nothing is public")
		}
		eachString(reflect.ValueOf(r), "", func(_ string, s reflect.Value) { s.SetString("overwritten") })
		for i := range r.Sentences {
			for _, p := range r.Sentences[i].Penalties {
				for _, term := range []*calendar.Term{p.Term, p.ReducedTo} {
					if term != nil {
						*term = calendar.Term{Days: 1}
					}
				}
				for _, count := range []*int{p.Count, p.Administered} {
					if count != nil {
						*count = 999
					}
				}
				if p.Amount != nil {
					*p.Amount = casefile.Amount{}
				}
			}
			for _, p := range r.Sentences[i].Parts {
				*p.Term = calendar.Term{Days: 1}
			}
			if r.Sentences[i].Stated != nil {
				*r.Sentences[i].Stated = calendar.Term{Days: 1}
			}
		}
		if diff := cmp.Diff(before, written(t, c)); diff != "" {
			t.Errorf("the casefile changed with its public copy (-before +after):\n%s", diff)
		}
	}
}

func TestPublic(t *testing.T) {
	t.Parallel()
	everybody := func(string) bool { return true }
	for _, v := range []casefile.Visibility{"", casefile.Draft, casefile.Embargoed, casefile.Withdrawn, casefile.Confidential, "nonsense"} {
		c := parsed(t, whole)
		c.Visibility = v
		if _, ok := c.Public(everybody); ok {
			t.Errorf("a casefile that is %q is public", v)
		}
	}
	for _, tc := range []struct {
		name string
		hide func(c *casefile.Casefile)
		gone func(r *casefile.Redacted) bool
	}{
		{"a link to a casefile that is not public", func(*casefile.Casefile) {}, func(r *casefile.Redacted) bool { return r.People[0].Casefile == "" }},
		{"a charge, from its sentences", hideCharge, func(r *casefile.Redacted) bool {
			return cmp.Equal(r.Sentences[0].Charges, []string{"c2"}) && len(r.Sentences[0].Parts) == 1
		}},
		{"the rule of a sentence that lost a part", hideCharge, func(r *casefile.Redacted) bool { return r.Sentences[0].Rule == casefile.UnknownRule }},
		{"a sentence, from those that name it", hideSentence, func(r *casefile.Redacted) bool {
			return r.Sentences[0].SameAs == "" && r.Sentences[1].Supersedes == ""
		}},
		{"a note about a sentence", hideSentence, func(r *casefile.Redacted) bool { return len(r.Notes) == 0 }},
		{"a note about a span of sentences", func(c *casefile.Casefile) {
			c.Sentences[1].Visibility = casefile.Confidential
			c.Notes[0].About = "sentences s1-s3"
		}, func(r *casefile.Redacted) bool { return len(r.Notes) == 0 }},
		{"how long a penalty is, by what is enforceable", func(c *casefile.Casefile) { c.Sentences[0].Penalties[0].Visibility = casefile.Confidential },
			func(r *casefile.Redacted) bool {
				s := &r.Sentences[0]
				return s.Stated == nil && s.StatedNote == "" && len(s.Parts) == 0 && len(s.Penalties) == 3
			}},
		{"a note about the whereabouts", func(c *casefile.Casefile) {
			c.Whereabouts.Visibility, c.Notes[0].About = casefile.Confidential, "Whereabouts, 2026"
		}, func(r *casefile.Redacted) bool { return len(r.Notes) == 0 }},
		{"a note about the birth", func(c *casefile.Casefile) {
			c.Person.Born.Visibility, c.Notes[0].About = casefile.Confidential, "birth year"
		}, func(r *casefile.Redacted) bool { return len(r.Notes) == 0 }},
		{"a note about events that are all confidential", func(c *casefile.Casefile) {
			c.Events[0].Visibility, c.Notes[0].About = casefile.Confidential, "events"
		}, func(r *casefile.Redacted) bool { return len(r.Notes) == 0 }},
		{"nothing of a note about what is left", func(c *casefile.Casefile) {
			c.Events[0].Visibility, c.Sentences[2].Visibility, c.Notes[0].About = casefile.Confidential, casefile.Confidential, "sentences"
		}, func(r *casefile.Redacted) bool { return len(r.Notes) == 1 }},
		{"a work, from its award", func(c *casefile.Casefile) { c.Works[0].Visibility = casefile.Confidential },
			func(r *casefile.Redacted) bool { return r.Awards[0].Work == "" && r.Awards[0].Name != "" }},
		{"a work by its other title, from its award", func(c *casefile.Casefile) {
			c.Works[0].Visibility = casefile.Confidential
			c.Awards[0].Work = "une œuvre"
		}, func(r *casefile.Redacted) bool { return r.Awards[0].Work == "" }},
		{"all of the whereabouts but its public text", func(c *casefile.Casefile) { c.Whereabouts.Visibility = casefile.Confidential },
			func(r *casefile.Redacted) bool {
				return cmp.Equal(*r.Whereabouts, casefile.Whereabouts{PublicText: "in prison", Fact: casefile.Fact{Visibility: casefile.Confidential}})
			}},
		{"the whereabouts, without a public text", func(c *casefile.Casefile) {
			c.Whereabouts.Visibility, c.Whereabouts.PublicText = casefile.Confidential, ""
		}, func(r *casefile.Redacted) bool { return r.Whereabouts == nil }},
		{"a source of nothing public", func(c *casefile.Casefile) {
			c.Sources = append(c.Sources, casefile.Source{ID: "w2", Title: "Where she hides"}, casefile.Source{ID: "w3"}, casefile.Source{ID: "w4", Title: "general"})
			c.Sources[1].Sources = []string{"w3"}
			c.Events[0].Visibility, c.Events[0].Sources = casefile.Confidential, []string{"w1", "w2"}
		}, func(r *casefile.Redacted) bool {
			return len(r.Sources) == 2 && r.Sources[0].ID == "w1" && r.Sources[1].ID == "w4"
		}},
		{"the source of a note that goes with a sentence", func(c *casefile.Casefile) {
			c.Sources = append(c.Sources, casefile.Source{ID: "w2", Title: "About the sentence"})
			c.Notes[0].Sources = []string{"w2"}
			hideSentence(c)
		}, func(r *casefile.Redacted) bool { return r.Source("w2") == nil }},
		{"a confidential source, from the facts that name it", func(c *casefile.Casefile) { c.Sources[0].Visibility = casefile.Confidential },
			func(r *casefile.Redacted) bool { return len(r.Sources) == 0 && len(r.Status.Sources) == 0 }},
	} {
		c := parsed(t, whole)
		tc.hide(c)
		r, ok := c.Public(func(slug string) bool { return slug == "somebody-else" })
		if !ok {
			t.Fatalf("%s: nothing is public", tc.name)
		}
		if !tc.gone(r) {
			t.Errorf("%s: still there: %s", tc.name, written(t, &r.Casefile))
		}
	}
	r, _ := parsed(t, whole).Public(everybody)
	if r.People[0].Casefile != "fic-second" {
		t.Error("a link to a public casefile is gone")
	}
}

// TestSourcesOfWhatStays lets one fact after the other share a source with a
// confidential event: the source must stay, and the fact must still name it.
func TestSourcesOfWhatStays(t *testing.T) {
	t.Parallel()
	for i := 0; ; i++ {
		c := parsed(t, whole)
		c.Events[0].Visibility, c.Events[0].Sources = casefile.Confidential, []string{"shared"}
		facts := factsOf(reflect.ValueOf(c))
		if i == len(facts) {
			break
		}
		if facts[i].fact == &c.Events[0].Fact {
			continue
		}
		facts[i].fact.Sources = []string{"shared"}
		c.Sources = append(c.Sources, casefile.Source{ID: "shared"})
		r, ok := c.Public(nil)
		if !ok {
			t.Fatal("nothing is public")
		}
		if r.Source("shared") == nil || !strings.Contains(written(t, &r.Casefile), `"sources":["shared"]`) {
			t.Errorf("%s lost the source that it shares with something confidential", facts[i].path)
		}
	}
}

func hideCharge(c *casefile.Casefile)   { c.Charges[0].Visibility = casefile.Confidential }
func hideSentence(c *casefile.Casefile) { c.Sentences[0].Visibility = casefile.Confidential }

// TestFilesKeepTheirSecrets redacts the invented casebook, whose confidential
// texts all hold the word canary.
func TestFilesKeepTheirSecrets(t *testing.T) {
	t.Parallel()
	_, all := load(t, "testdata/fictional-casebook.json")
	for _, c := range all {
		r, ok := c.Public(nil)
		if !ok {
			t.Errorf("%s is not public", c.Slug)
			continue
		}
		if out := written(t, &r.Casefile); strings.Contains(strings.ToLower(out), "canary") {
			t.Errorf("%s leaks: %s", c.Slug, out)
		}
		back, err := casefile.DecodeRedacted([]byte(written(t, &r.Casefile)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(written(t, &r.Casefile), written(t, &back.Casefile)); diff != "" {
			t.Errorf("%s: reading back what was redacted: %s", c.Slug, diff)
		}
	}
	if _, err := casefile.DecodeRedacted([]byte(anna)); err == nil {
		t.Error("a draft is read back as redacted")
	}
}

func written(t testing.TB, c *casefile.Casefile) string {
	t.Helper()
	out, err := c.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

type found struct {
	path  string
	value reflect.Value // the struct that is a fact
	fact  *casefile.Fact
}

// factsOf finds all facts below v, whatever their type.
func factsOf(v reflect.Value) []found { return appendFacts(nil, v, "") }

func appendFacts(all []found, v reflect.Value, path string) []found {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			all = appendFacts(all, v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = appendFacts(all, v.Index(i), fmt.Sprintf("%s/%d", path, i))
		}
	case reflect.Struct:
		if f := v.FieldByName("Fact"); f.IsValid() {
			all = append(all, found{path, v, f.Addr().Interface().(*casefile.Fact)})
		}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Type().Field(i).IsExported() && name != "Fact" {
				all = appendFacts(all, v.Field(i), path+"/"+name)
			}
		}
	}
	return all
}

// canary fills every free text of a fact, and of the facts within it, with
// canaries. Ids and references stay, so that the casefile stays one, and so
// does the public text of a whereabouts, which is meant to be shown.
func canary(fact reflect.Value) {
	eachString(fact, "", func(path string, s reflect.Value) {
		name := path[strings.LastIndexByte(path, '/')+1:]
		switch {
		case strings.Contains(path, "/Sources/"), strings.Contains(path, "/Charges/"):
		case s.Type() != reflect.TypeFor[string]():
		case name == "ID", name == "Charge", name == "SameAs", name == "Supersedes", name == "PublicText", name == "Casefile", name == "URL", name == "Lang", name == "Script",
			name == "Confidence", name == "Kind", name == "Currency", name == "Instance":
		default:
			s.SetString("CANARY-" + name)
		}
	})
}
