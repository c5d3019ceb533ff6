package card

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// before is an invented casefile that the tests of differences change.
const before = `{"slug": "invented", "visibility": "draft", "person": {"name": "Whole Invented", "sex": "female"}, "country": "IR",
	"status": {"code": "imprisoned", "as_of": "2026-01-10", "sources": ["a"]},
	"whereabouts": {"text": "12 Hidden Lane", "visibility": "confidential"},
	"charges": [{"id": "c1", "text": "propaganda against the system"}],
	"sentences": [{"id": "s1", "date": "2024-05-08", "charges": ["c1"], "penalties": [{"kind": "imprisonment", "term": "P8Y"}, {"kind": "flogging", "count": 74}]},
		{"id": "s2", "date": "2025", "visibility": "confidential", "court": "Branch 1"}],
	"events": [{"id": "e1", "kind": "departure", "date": "../2024-05-12", "text": "left on foot"}],
	"works": [{"title": "The Paper Orchard", "year": 2018}],
	"sources": [{"id": "a", "publisher": "Invented Wire"}, {"id": "b", "publisher": "Another *Wire*"}]}`

func TestDifferences(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, old, new, en, fa string }{
		{"a code", `"imprisoned"`, `"released"`,
			"**Status** · **How the person is**: In prison → Released",
			"\u200f**وضعیت** · **شخص در چه وضعی است**: زندانی ← آزادشده"},
		{"a date", `"2026-01-10"`, `"2026-02"`,
			"**Status** · **As of**: 10 January 2026 → February 2026",
			"\u200f**وضعیت** · **آخرین آگاهی**: ۲۰ دی ۱۴۰۴ (۱۰ ژانویهٔ ۲۰۲۶) ← بهمن یا اسفند ۱۴۰۴ (فوریهٔ ۲۰۲۶)"},
		{"a number of an entry in an entry", `"count": 74`, `"count": 80`,
			"**Sentence (8 May 2024)** · **Penalty (Flogging)** · **Lashes**: 74 → 80", ""},
		{"a number that becomes unknown", `, "count": 74`, ``,
			"**Sentence (8 May 2024)** · **Penalty (Flogging)** · **Lashes**: removed 74", ""},
		{"a term", `"P8Y"`, `"P1Y6M"`,
			"**Sentence (8 May 2024)** · **Penalty (Prison)** · **Length**: 8 years → 1 year 6 months", ""},
		{"a text with markdown", `"left on foot"`, `"left *covertly*"`,
			`**Event (departure, on or before 12 May 2024)** · **Text**: left on foot → left \*covertly\*`, ""},
		{"a new entry", `"events": [`, `"events": [{"id": "e2", "kind": "statement", "date": "2025", "text": "spoke", "sources": ["a", "b"], "visibility": "confidential"},`,
			`**Event (statement, 2025)**: added Kind: statement; Date: 2025; Text: spoke; Sources: Invented Wire; Another \*Wire\*; Who may see it: curators only [curators only]`, ""},
		{"the last entry gone", `{"title": "The Paper Orchard", "year": 2018}`, ``,
			"**Works**: removed Title: The Paper Orchard; Year: 2018", ""},
		{"what is for curators", `"Branch 1"`, `"Branch 2"`,
			"**Sentence (2025)** · **Court**: Branch 1 → Branch 2 [curators only]", ""},
		{"what was for curators", `, "visibility": "confidential", "court"`, `, "court"`,
			"**Sentence (2025)** · **Who may see it**: curators only → everybody who can read the casefile", ""},
		{"a secret that goes as a whole", `"whereabouts": {"text": "12 Hidden Lane", "visibility": "confidential"},`, ``,
			"**Whereabouts**: removed Text: 12 Hidden Lane; Who may see it: curators only [curators only]", ""},
		{"a source of a fact", `"sources": ["a"]}`, `"sources": ["a", "b"]}`,
			`**Status** · **Source**: added Another \*Wire\*`, ""},
		{"a charge of a sentence", `"charges": ["c1"], `, ``,
			"**Sentence (8 May 2024)** · **Charges**: removed propaganda against the system", ""},
		{"the country", `"IR"`, `"XX"`, "**Country**: Iran → country not stated", ""},
		{"the casefile's visibility", `"visibility": "draft"`, `"visibility": "public"`, "**State of the casefile**: draft → public", ""},
		{"a year's spelling", `2018`, `"2018"`, `**Work (The Paper Orchard)** · **Year**: 2018 → "2018"`, ""},
		{"yes", `"date": "2024-05-08"`, `"date": "2024-05-08", "in_absentia": true`, "**Sentence (8 May 2024)** · **In absentia**: added yes", ""},
	} {
		changed := strings.Replace(before, tc.old, tc.new, 1)
		if changed == before {
			t.Fatalf("%s does not occur", tc.old)
		}
		old, now := decoded(t, before), decoded(t, changed)
		if diff := cmp.Diff([]string{tc.en}, Compare(old, now, words(t).For("en", locale.Options{}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
		if tc.fa == "" {
			continue
		}
		if diff := cmp.Diff([]string{tc.fa}, Compare(old, now, words(t).For("fa", locale.Options{}))); diff != "" {
			t.Errorf("%s in Persian (-want +got):\n%s", tc.name, diff)
		}
	}
}

// Each member of the record has words, and each list a word for one entry.
func TestEachFieldHasWords(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] || !strings.HasSuffix(of.PkgPath(), "casefile") {
			return
		}
		seen[of] = true
		for _, f := range reflect.VisibleFields(of) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || name == "" {
				continue
			}
			if key := "field." + name; !l.Has(key) {
				t.Errorf("%s has no words: %s", of.Name(), key)
			}
			if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
				if key := "field.one." + name; !l.Has(key) {
					t.Errorf("no words for an entry: %s", key)
				}
			}
			look(f.Type)
		}
	}
	look(reflect.TypeFor[casefile.Casefile]())
	if len(seen) < 15 {
		t.Errorf("only %d types seen", len(seen))
	}
}

func decoded(t *testing.T, doc string) *casefile.Casefile {
	t.Helper()
	c, err := casefile.Decode([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
