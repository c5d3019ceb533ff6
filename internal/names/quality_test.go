package names

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// A trait is something the index must be good at: the least share of people
// that must be among the first ten.
type trait struct {
	name  string
	least float64
	ask   func(*rand.Rand, invented) string
}

func traits() []trait {
	return []trait{
		{"as spelled", 1, func(_ *rand.Rand, p invented) string { return p.names[1] }},
		{"other spelling", 0.95, func(r *rand.Rand, p invented) string { return respelled(r, p.names[1]) }},
		{"one mistake", 0.90, func(r *rand.Rand, p invented) string { return mistyped(r, p.names[1], 1) }},
		{"two mistakes", 0.75, func(r *rand.Rand, p invented) string { return mistyped(r, p.names[1], 2) }},
		{"Persian", 0.99, func(_ *rand.Rand, p invented) string { return p.native }},
		{"Persian, no joiner", 0.99, func(_ *rand.Rand, p invented) string { return strings.ReplaceAll(p.native, "\u200c", "") }},
		{"Persian, space", 0.99, func(_ *rand.Rand, p invented) string { return strings.ReplaceAll(p.native, "\u200c", " ") }},
		{"Persian, Arabic keys", 0.99, func(_ *rand.Rand, p invented) string {
			return strings.NewReplacer("ی", "ي", "ک", "ك").Replace(p.native)
		}},
		{"Persian, one mistake", 0.90, func(r *rand.Rand, p invented) string { return mistyped(r, p.native, 1) }},
		{"words exchanged", 0.99, func(_ *rand.Rand, p invented) string {
			ws := strings.Fields(p.names[1])
			return strings.Join(append(ws[len(ws)-1:], ws[:len(ws)-1]...), " ")
		}},
		{"words joined", 0.95, func(_ *rand.Rand, p invented) string { return strings.Replace(p.names[1], " ", "", 1) }},
	}
}

// questions asks for n of the people in the way of a trait.
func questions(people []invented, n int, tr trait) []question {
	random := rand.New(rand.NewPCG(11, 13))
	qs := make([]question, n)
	for i := range qs {
		p := people[random.IntN(len(people))]
		qs[i] = question{tr.ask(random, p), p.id}
	}
	return qs
}

func TestRecall(t *testing.T) {
	t.Parallel()
	people := population(t, 5000)
	ix := filled(people)
	for _, tr := range traits() {
		t.Run(tr.name, func(t *testing.T) {
			t.Parallel()
			share, missed := recall(ix, questions(people, 300, tr))
			t.Logf("%.3f", share)
			if share < tr.least {
				t.Errorf("%.3f found, want %.2f; missed:\n%s", share, tr.least, strings.Join(missed[:min(len(missed), 12)], "\n"))
			}
		})
	}
}

// TestRecallAmongMany asks for the same among 100,000 people, and, with
// NAMES_MILLION=1 in the environment, among 1,000,000.
func TestRecallAmongMany(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	sizes := []int{100_000}
	if os.Getenv("NAMES_MILLION") != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		people := population(t, n)
		ix := filled(people)
		for _, tr := range traits() {
			share, missed := recall(ix, questions(people, n/500, tr))
			t.Logf("%d, %s: %.3f", n, tr.name, share)
			if share < tr.least {
				t.Errorf("%d, %s: %.3f found, want %.2f; missed:\n%s", n, tr.name, share, tr.least, strings.Join(missed[:min(len(missed), 12)], "\n"))
			}
		}
	}
}

// TestRecallAcrossScripts: people whose names stand in one script only are found by the
// other.
func TestRecallAcrossScripts(t *testing.T) {
	t.Parallel()
	people := population(t, 5000)
	ix := NewIndex()
	for _, p := range people {
		ix.Put(p.id, 1, p.names[p.id%2:][:1]) // even: Persian; odd: Latin
	}
	var qs []question
	for _, p := range people[:300] {
		qs = append(qs, question{p.names[1-p.id%2], p.id})
	}
	share, missed := recall(ix, qs)
	t.Logf("%.3f", share)
	if share < 0.95 {
		t.Errorf("%.3f found, want 0.95; missed:\n%s", share, strings.Join(missed[:min(len(missed), 12)], "\n"))
	}
}

// TestRecallOfRealSpellings puts the people of names.tsv, under one spelling
// each, among 2,000 invented ones, and asks for every other spelling.
func TestRecallOfRealSpellings(t *testing.T) {
	t.Parallel()
	ix := filled(population(t, 2000))
	share, missed := recall(ix, realPeople(ix, pairings(t)))
	t.Logf("%.3f", share)
	if share < 0.95 {
		t.Errorf("%.3f found, want 0.95; missed:\n%s", share, strings.Join(missed, "\n"))
	}
}

// realPeople enters the people of names.tsv with their Persian name and their
// first Latin spelling, and returns the questions for all other spellings.
func realPeople(ix *Index, rows []pairing) []question {
	ids := map[string]uint64{}
	var qs []question
	for _, p := range rows {
		if !p.same || p.subject != "full" {
			continue
		}
		id, known := ids[p.id]
		if !known {
			id = 1<<32 + uint64(len(ids))
			ids[p.id] = id
			ix.Put(id, 1, []string{p.persian, p.latin})
			qs = append(qs, question{p.persian, id})
			continue
		}
		qs = append(qs, question{p.latin, id})
	}
	ix.Settle()
	return qs
}
