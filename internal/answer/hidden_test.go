package answer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"vigil/internal/answer"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// What is confidential is answered as what isn't there, byte for byte: each
// casebook is loaded once with facts and casefiles taken at random made
// confidential or drafts, and once without them, and both are asked everything. Facts
// that others refer to are left as they are here: without them the others say less.
func TestHiddenIsAsAbsent(t *testing.T) {
	t.Parallel()
	lists := []string{"custody", "events", "awards", "people", "notes", "withheld"}
	compare(t, lists, func(t *testing.T, name string, data []byte, seed uint64) *books {
		t.Helper()
		absent, _ := without(t, data, seed, lists, false)
		return loaded(t, name, absent)
	})
}

// What is hidden leaves no trace: with any facts confidential, all answers are those
// over a casebook that has only what is public of that one.
func TestHiddenLeavesNoTrace(t *testing.T) {
	t.Parallel()
	lists := []string{"custody", "charges", "sentences", "proceedings", "events", "works", "awards", "people", "notes"}
	compare(t, lists, func(t *testing.T, name string, data []byte, seed uint64) *books {
		t.Helper()
		hidden, _ := without(t, data, seed, lists, true)
		db := storetest.Open(t)
		access := storetest.LoadBytes(t, db, "main", hidden)
		var public bytes.Buffer
		if err := db.Public().Export(t.Context(), access, access.Reads[0], &public); err != nil {
			t.Fatal(err)
		}
		return loaded(t, name, public.Bytes())
	})
}

// compare asks each casebook with facts of those lists hidden, and what other
// makes of it, the same.
func compare(t *testing.T, lists []string, other func(t *testing.T, name string, data []byte, seed uint64) *books) {
	t.Helper()
	for name, data := range map[string][]byte{
		"fictional-casebook.json": contents(t, storetest.Fictional()), "seed-casebook.json": contents(t, storetest.Seed()), "ambiguous-casebook.json": contents(t, storetest.Ambiguous()), "starter-casebook.json": starter.Casebook(),
	} {
		for seed := range uint64(2) {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				t.Parallel()
				hidden, n := without(t, data, seed, lists, true)
				if n < 3 {
					t.Fatalf("only %d facts are hidden", n)
				}
				a, b := loaded(t, name, hidden), other(t, name, data, seed)
				for _, q := range about(t, name, seed) {
					if x, y := told(t, a, q), told(t, b, q); x != y {
						t.Errorf("%q is answered where it is hidden with\n%s\nand where it isn't there with\n%s", q.Question, x, y)
					}
				}
			})
		}
	}
}

func contents(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// about are the questions on that casebook, and some that nobody would ask.
func about(t testing.TB, casebook string, seed uint64) []asked {
	t.Helper()
	b := newBabble(t, seed)
	all := slices.DeleteFunc(everyQuestion(t), func(q asked) bool { return q.Casebook != casebook })
	for range 60 {
		q := b.question()
		q.Casebook = casebook
		all = append(all, q)
	}
	return all
}

// told is all of an answer.
func told(t testing.TB, b *books, q asked) string {
	t.Helper()
	a := b.ask(t, q)
	for i := range a.Shows {
		a.Shows[i].Seq = 0 // in how many steps the casebook came to be
	}
	data, err := json.Marshal(struct {
		answer.Answer
		Rest any
	}{a, []any{a.Language, a.About, a.Shows, a.AsOf}})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// loaded is one casebook to ask about.
func loaded(t testing.TB, name string, data []byte) *books {
	t.Helper()
	b := emptyBooks(t)
	db := storetest.Open(t)
	b.add(t, name, db, storetest.LoadBytes(t, db, "main", data))
	return b
}

// without is a casebook with about a third of its facts and a few of its casefiles
// hidden, or without them. n is how many.
func without(t testing.TB, data []byte, seed uint64, lists []string, hide bool) (out []byte, n int) {
	t.Helper()
	var book map[string]any
	if err := json.Unmarshal(data, &book); err != nil {
		t.Fatal(err)
	}
	x := hiding{rand: rand.New(rand.NewPCG(seed, 2)), hide: hide}
	files := book["casefiles"].([]any)
	kept := make([]any, 0, len(files))
	for _, f := range files {
		c := f.(map[string]any)
		gone := len(files) > 1 && x.rand.IntN(8) == 0
		n += x.casefile(c, lists)
		if gone && hide {
			c["visibility"] = "draft"
		}
		if !gone || hide {
			kept = append(kept, c)
		}
	}
	book["casefiles"] = kept
	out, err := json.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	return out, n
}

// hiding makes facts of casefiles confidential, or takes them out.
type hiding struct {
	rand *rand.Rand
	hide bool
	n    int
}

func (x *hiding) casefile(c map[string]any, lists []string) int {
	x.n = 0
	before := named(c)
	person := c["person"].(map[string]any)
	x.list(person, "names", 1)
	x.list(person, "professions", 0)
	x.fact(person, "born")
	x.fact(person, "died")
	x.fact(c, "whereabouts")
	for _, list := range lists {
		x.list(c, list, 0)
	}
	if x.hide {
		return x.n
	}
	after := named(c)
	sources, _ := c["sources"].([]any)
	c["sources"] = slices.DeleteFunc(sources, func(s any) bool { // those that only what is gone named
		id := s.(map[string]any)["id"].(string)
		return before[id] && !after[id]
	})
	return x.n
}

// list hides some facts of a list, the first few never.
func (x *hiding) list(in map[string]any, name string, spare int) {
	list, _ := in[name].([]any)
	var kept []any
	for i, f := range list {
		fact, ok := f.(map[string]any)
		if i < spare || !ok || fact["visibility"] != nil || x.rand.IntN(3) > 0 {
			kept = append(kept, f)
			continue
		}
		x.n++
		if x.hide {
			fact["visibility"] = "confidential"
			kept = append(kept, f)
		}
	}
	if len(kept) < len(list) {
		in[name] = kept
	}
	if len(kept) == 0 {
		delete(in, name)
	}
}

func (x *hiding) fact(in map[string]any, name string) {
	fact, ok := in[name].(map[string]any)
	if !ok || fact["visibility"] != nil || x.rand.IntN(3) > 0 {
		return
	}
	x.n++
	if x.hide {
		fact["visibility"] = "confidential"
	} else {
		delete(in, name)
	}
}

// named are the ids of all sources that facts of the casefile name.
func named(v any) map[string]bool {
	all := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				if list, ok := member.([]any); ok && name == "sources" {
					for _, id := range list {
						if s, ok := id.(string); ok {
							all[s] = true
						}
					}
				}
				walk(member)
			}
		case []any:
			for _, member := range v {
				walk(member)
			}
		}
	}
	walk(v)
	return all
}

// A question whether somebody is in a place has the same words for every place
// that the record doesn't say they are in, true or not.
func TestPlacesAreNotProbed(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for _, c := range []struct{ casebook, name string }{
		{"seed-casebook.json", "Rasoulof"}, {"starter-casebook.json", "Mohammad Rasoulof"}, {"starter-casebook.json", "Nasrin Sotoudeh"},
		{"fictional-casebook.json", "Bardia Afsanehnia"}, {"fictional-casebook.json", "Setareh Khiali"}, {"fictional-casebook.json", "Arvand Nemoonehpour"},
	} {
		for _, form := range []string{
			"Is %s in %s?", "Is %s in %s now?", "Does %s live in %s?", "Is %s hiding in %s?", "Did %s flee to %s?", "Is it true that %s lives in %s?",
			"Was %s seen in %s?", "Has %s moved to %s?", "Is %s's home in %s?", "Could %s be in %s?", "آیا %s در %s است؟", "آیا %s در %s زندگی می‌کند؟", "%s الان %s است؟",
		} {
			for _, places := range [][]string{
				{"Spain", "Greece", "Canada", "the Netherlands", "Norway", "Pakistan"},
				{"اسپانیا", "یونان", "کانادا", "هلند", "نروژ", "پاکستان"},
				{"Wubbelburg", "Farzburg", "Gromptown"},
			} {
				if persianForm := strings.ContainsRune(form, 'ا'); persianForm != strings.ContainsRune(places[0], 'ا') {
					continue
				}
				var first string
				for i, place := range places {
					q := asked{Question: fmt.Sprintf(form, c.name, place), Lang: "en", Casebook: c.casebook, Now: "2026-01-15T12:00:00Z"}
					got := strings.ReplaceAll(told(t, b, q), strings.TrimPrefix(place, "the "), "…")
					if i == 0 {
						first = got
					} else if got != first {
						t.Errorf("%q is answered with\n%.900s\nand for %s with\n%.900s", q.Question, got, places[0], first)
					}
				}
			}
		}
	}
}
