package answer_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/locale"
	"vigil/internal/names"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// asked is one line of a file of questions.
type asked struct {
	ID       string   `json:"id"`
	Lang     string   `json:"lang"`
	Question string   `json:"question"`
	Kind     string   `json:"kind"` // fact, aggregate, refuse, sensitive
	Expect   []string `json:"expect"`
	Forbid   []string `json:"forbid"`
	Note     string   `json:"note"`
	Casebook string   `json:"casebook"`
	Now      string   `json:"now"`
	Want     string   `json:"want"` // answer, or the reason of a refusal
}

// TestScore scores the answers to the questions in testdata/questions, or in
// the files that QUESTIONS names, and prints a table. FAILED=1 prints each
// question that failed. Of the questions that are worked with, no fewer may be
// right than leastRight, and of what is answered than leastPrecise.
func TestScore(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/questions/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	measured := os.Getenv("QUESTIONS")
	if measured != "" {
		files = strings.Split(measured, ",")
	}
	books := newBooks(t)
	for _, file := range files {
		table := map[string]*tally{}
		for _, q := range questions(t, file) {
			a := books.ask(t, q)
			for _, group := range []string{q.Kind, "all"} {
				if table[group] == nil {
					table[group] = &tally{}
				}
				table[group].add(q, a)
			}
			if why := wrong(q, a); why != "" && os.Getenv("FAILED") != "" {
				t.Logf("%s %s [%s %s] %s\n\t→ %s %s: %s\n\t%s", q.ID, q.Question, q.Kind, q.Want, q.Note, a.Kind, a.Reason, strings.ReplaceAll(a.Text, "\n", "\n\t"), why)
			}
		}
		var groups []string
		for g := range table {
			groups = append(groups, g)
		}
		sort.Strings(groups)
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%-10s %5s %8s %8s %8s\n", file, "kind", "n", "right", "answered", "precise")
		for _, g := range groups {
			x := table[g]
			fmt.Fprintf(&b, "%-10s %5d %7.1f%% %7.1f%% %7.1f%%\n", g, x.n, percent(x.right, x.n), percent(x.answered, x.n), percent(x.precise, x.answered))
		}
		t.Log(b.String())
		all := table["all"]
		if measured == "" && (percent(all.right, all.n) < leastRight || percent(all.precise, all.answered) < leastPrecise) {
			t.Errorf("%s: fewer than %.0f%% right or %.0f%% precise", file, leastRight, leastPrecise)
		}
	}
}

// What TestScore demands, in percent.
const (
	leastRight   = 99.0
	leastPrecise = 99.0
)

// tally counts: right are those whose answer or refusal is as it should be,
// answered those that were answered, precise those of them that are right.
type tally struct{ n, right, answered, precise int }

func (x *tally) add(q asked, a answer.Answer) {
	x.n++
	ok := wrong(q, a) == ""
	if ok {
		x.right++
	}
	if a.Kind == answer.Answered {
		x.answered++
		if ok {
			x.precise++
		}
	}
}

func percent(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

// wrong says what is wrong with an answer; "" when it is right.
func wrong(q asked, a answer.Answer) string {
	text := flat(a.Text)
	for _, e := range q.Expect {
		found := false
		for _, one := range strings.Split(e, "|") {
			found = found || strings.Contains(" "+text+" ", " "+flat(one)+" ")
		}
		if !found {
			return "lacks " + e
		}
	}
	for _, f := range q.Forbid {
		if strings.Contains(" "+text+" ", " "+flat(f)+" ") {
			return "says " + f
		}
	}
	switch {
	case q.Want == "" || q.Want == "answer" && (a.Kind == answer.Answered || len(q.Expect) > 0):
	case q.Want == "answer":
		return "refused"
	case q.Want != string(a.Reason) && !(q.Want == "not_recorded" && a.Reason == answer.Withheld || q.Want == "withheld" && a.Reason == answer.NotRecorded):
		return "reason is " + string(a.Reason) + ", not " + q.Want
	}
	return ""
}

// flat is text folded so that words compare: what is joined and apart alike.
func flat(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u200c' || r == '\u200d' {
			return -1
		}
		return r
	}, s)
	return names.Fold(s)
}

func questions(t testing.TB, file string) []asked {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []asked
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q asked
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, q)
	}
	return all
}

// books are the casebooks, each in a database of its own.
type books struct {
	by    map[string]*book
	words *locale.Catalogue
}

type book struct {
	answerer *answer.Answerer
	public   *store.Public
	access   store.Access
}

func newBooks(t testing.TB) *books {
	t.Helper()
	b := emptyBooks(t)
	for name, load := range map[string]func(*store.DB) store.Access{
		"seed-casebook.json":      func(db *store.DB) store.Access { return storetest.Load(t, db, "main", storetest.Seed()) },
		"fictional-casebook.json": func(db *store.DB) store.Access { return storetest.Load(t, db, "main", storetest.Fictional()) },
		"ambiguous-casebook.json": func(db *store.DB) store.Access { return storetest.Load(t, db, "main", storetest.Ambiguous()) },
		"starter-casebook.json":   func(db *store.DB) store.Access { return storetest.LoadBytes(t, db, "main", starter.Casebook()) },
	} {
		db := storetest.Open(t)
		b.add(t, name, db, load(db))
	}
	return b
}

func emptyBooks(t testing.TB) *books {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &books{by: map[string]*book{}, words: words}
}

// add adds a casebook that was loaded into a database of its own.
func (b *books) add(t testing.TB, name string, db *store.DB, access store.Access) {
	t.Helper()
	answerer, err := answer.New(db.Public(), b.words)
	if err != nil {
		t.Fatal(err)
	}
	b.by[name] = &book{answerer: answerer, public: db.Public(), access: access}
}

func (b *books) ask(t testing.TB, q asked) answer.Answer {
	t.Helper()
	return b.meaning(t, q, nil)
}

// meaning asks a question whose words were said to mean something.
func (b *books) meaning(t testing.TB, q asked, meant []string) answer.Answer {
	t.Helper()
	now, err := time.Parse(time.RFC3339, q.Now)
	if err != nil {
		t.Fatal(err)
	}
	en, fa := b.words.For("en", locale.Options{}), b.words.For("fa", locale.Options{})
	l := en
	if q.Lang == "fa" {
		l = fa
	}
	x := b.by[q.Casebook]
	a, err := x.answerer.Ask(t.Context(), answer.Question{Text: q.Question, Meant: meant, Access: x.access, Locale: l, English: en, Persian: fa, Now: now})
	if err != nil {
		t.Fatalf("%s: %v", q.ID, err)
	}
	return a
}
