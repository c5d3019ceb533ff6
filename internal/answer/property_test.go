package answer_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vigil/internal/answer"
	"vigil/store/storetest"
)

// everyQuestion are the questions of all files.
func everyQuestion(t testing.TB) []asked {
	t.Helper()
	files, err := filepath.Glob("testdata/questions/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []asked
	for _, f := range files {
		all = append(all, questions(t, f)...)
	}
	return all
}

// babble makes questions of the word lists, the names and texts of the record,
// what people ask, and noise.
type babble struct {
	rand  *rand.Rand
	words []string
	asked []asked
}

func newBabble(t testing.TB, seed uint64) *babble {
	t.Helper()
	b := &babble{rand: rand.New(rand.NewPCG(seed, 1)), asked: everyQuestion(t)}
	lists, err := filepath.Glob("words/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range lists {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if _, phrases, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
				b.words = append(b.words, strings.FieldsFunc(phrases, func(r rune) bool { return r == ',' || r == '،' || r == '\n' })...)
			}
		}
	}
	for _, file := range []string{storetest.Fictional(), storetest.Seed()} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var book any
		if err := json.Unmarshal(data, &book); err != nil {
			t.Fatal(err)
		}
		each(book, func(s string) {
			if len(s) < 60 {
				b.words = append(b.words, s)
			}
		})
	}
	b.words = append(b.words, "?", "؟", "!!", "0", "-1", "99999999999999999999", "1403/13/45", "۱۴۰۳", "2024-02-30", "\u202e", "‌", "'s", "’s", "@everyone", "**", "😀", "ß", "İ", "ﷺ", "a/b/c")
	return b
}

// question is one that nobody would ask, over a book that has the rest of it.
func (b *babble) question() asked {
	pick := func() string { return b.words[b.rand.IntN(len(b.words))] }
	q := b.asked[b.rand.IntN(len(b.asked))]
	words := strings.Fields(q.Question)
	switch b.rand.IntN(4) {
	case 0: // words alone
		words = nil
		for range 1 + b.rand.IntN(8) {
			words = append(words, pick())
		}
	case 1: // a question with some of its words others
		for range 1 + b.rand.IntN(2) {
			words[b.rand.IntN(len(words))] = pick()
		}
	case 2: // with a word more
		words = slices.Insert(words, b.rand.IntN(len(words)+1), pick())
	case 3: // half of one and half of another
		other := strings.Fields(b.asked[b.rand.IntN(len(b.asked))].Question)
		words = append(words[:b.rand.IntN(len(words)+1)], other[b.rand.IntN(len(other)):]...)
	}
	q.Question = strings.Join(words, " ")
	return q
}

// secrets are the texts of a casebook that stand in what is confidential or in
// a casefile that isn't public, and nowhere in what is.
func secrets(t testing.TB, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var book any
	if err := json.Unmarshal(data, &book); err != nil {
		t.Fatal(err)
	}
	hidden, public := map[string]bool{}, &strings.Builder{}
	var walk func(x any, secret bool)
	walk = func(x any, secret bool) {
		switch x := x.(type) {
		case map[string]any:
			v, _ := x["visibility"].(string)
			secret = secret || v == "confidential" || x["slug"] != nil && v != "public"
			delete(x, "visibility")
			for name, member := range x {
				walk(member, secret && name != "public_text")
			}
		case []any:
			for _, member := range x {
				walk(member, secret)
			}
		case string:
			if secret && len(x) > 6 {
				hidden[flat(x)] = true
			} else {
				public.WriteString(flat(x) + "\n")
			}
		}
	}
	walk(book, false)
	return slices.DeleteFunc(slices.Collect(maps.Keys(hidden)), func(s string) bool { return strings.Contains(public.String(), s) })
}

// checked is a test that holds every answer to its promises.
type checked struct {
	*books
	secrets map[string][]string
}

func newChecked(t testing.TB) *checked {
	t.Helper()
	return &checked{newBooks(t), map[string][]string{
		"fictional-casebook.json": append(secrets(t, storetest.Fictional()), "canary"),
		"seed-casebook.json":      append(secrets(t, storetest.Seed()), "canary"),
	}}
}

// check says what is wrong with an answer, whatever the question; "" if nothing is.
func (c *checked) check(t testing.TB, q asked) string {
	t.Helper()
	a := c.ask(t, q)
	whole, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	typed := flat(q.Question)
	for _, s := range c.secrets[q.Casebook] {
		if strings.Contains(flat(string(whole)), s) && !strings.Contains(typed, s) {
			return "a confidential text is shown: " + s
		}
	}
	switch {
	case a.Text == "":
		return "nothing is said"
	case strings.Contains(a.Text+a.Reading, "⟦"):
		return "words that the catalogue lacks: " + a.Text + a.Reading
	case a.Kind == answer.Answered && a.Reason != "", a.Kind == answer.Refused && a.Reason == "":
		return string(a.Kind) + " with the reason “" + string(a.Reason) + "”"
	case a.Kind == answer.Answered && len(a.Facts) == 0:
		return "an answer that cites no fact"
	}
	return c.ungrounded(t, q, a)
}

// Every number, date and name of an answer stands in a fact that it cites, and
// nothing confidential is said, whatever is asked.
func TestAnswersAreGrounded(t *testing.T) {
	t.Parallel()
	c := newChecked(t)
	b := newBabble(t, 7)
	all := everyQuestion(t)
	for range 800 {
		all = append(all, b.question())
	}
	seen := map[string]int{}
	for _, q := range all {
		if why := c.check(t, q); why != "" {
			if seen[why]++; seen[why] == 1 {
				a := c.ask(t, q)
				facts, _ := json.Marshal(a.Facts)
				t.Errorf("%q over %s: %s\n%s %s: %s\n%.600s", q.Question, q.Casebook, why, a.Kind, a.Reason, a.Text, facts)
			}
		}
	}
}

func FuzzAsk(f *testing.F) {
	c := newChecked(f)
	for i, q := range everyQuestion(f) {
		if i%7 == 0 {
			f.Add(q.Question)
		}
	}
	f.Fuzz(func(t *testing.T, question string) {
		q := asked{Question: question, Lang: "en", Casebook: "fictional-casebook.json", Now: "2026-01-15T12:00:00Z"}
		if why := c.check(t, q); why != "" {
			t.Errorf("%q: %s", question, why)
		}
	})
}
