package answer

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// TestComparedWithSomebodyGone has one of three people who are compared cease to
// be public after the question was read: the other two were never asked about alone.
func TestComparedWithSomebodyGone(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t)
	access := storetest.Load(t, db, "main", storetest.Fictional())
	a, err := New(db.Public(), words)
	if err != nil {
		t.Fatal(err)
	}
	q, err := a.read(t.Context(), Question{
		Text: "Who is older, Arvand Nemoonehpour or Setareh Khiali?", Access: access,
		Locale: words.For("en", locale.Options{}), Now: time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := a.answer(t.Context(), q); err != nil || out.Kind != Answered {
		t.Fatalf("of two who are there: %v %+v", err, out)
	}
	q.people = append(q.people, store.Summary{Slug: "no-longer-public"})
	out, err := a.answer(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if out.Reason != NotRecorded || len(out.Facts) > 0 || len(out.Shows) > 0 {
		t.Errorf("compared all the same: %+v", out)
	}
}

// TestEachFrameHasWords holds the frames against the catalogues: how a question
// was read is said of each.
func TestEachFrameHasWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	x, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	frames, err := loadFrames(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages() {
		l := words.For(lang.Code, locale.Options{})
		for _, f := range frames {
			if key := "answer.read." + f.name; !l.Has(key) {
				t.Errorf("%s: no words for %s", lang.Code, key)
			}
		}
	}
}

// A word of apart.txt has two meanings that the other lists know, and what they are called on buttons
// stands in the catalogues.
func TestWordsApartAreKnown(t *testing.T) {
	t.Parallel()
	x, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(x.apart) < 10 {
		t.Errorf("only %d words", len(x.apart))
	}
	for k, two := range x.apart {
		for _, c := range two {
			if !x.known[c] || len(x.of[c]) == 0 {
				t.Errorf("%s: no list knows %q", k, c)
			}
			for _, lang := range []string{"en", "fa"} {
				if !words.For(lang, locale.Options{}).Has("answer.sense." + string(c)) {
					t.Errorf("%s: no words for %q in %s", k, c, lang)
				}
			}
		}
	}
}

// A cue that is asked for stands in cues.txt with words, and what stands there is asked for.
func TestCuesAreKnown(t *testing.T) {
	t.Parallel()
	lex, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.cue\("(\w+)"\)`).FindAllStringSubmatch(string(data), -1) {
			asked[m[1]] = true
			if len(lex.cue(m[1])) == 0 {
				t.Errorf("%s: no cue %q", file, m[1])
			}
		}
	}
	for name := range lex.cues {
		if !asked[name] {
			t.Errorf("cue.%s: nothing asks for it", name)
		}
	}
}
