package casefile_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vigil/internal/casefile"
)

// whole is an invented casefile that has one of everything.
const whole = `{
 "slug": "fic-whole", "visibility": "public",
 "person": {"name": "Whole Invented", "sex": "female",
  "names": [{"text": "نمونه", "lang": "fa", "script": "Arab", "kind": "native"}],
  "born": {"date": "1979~", "place": "Farzburg", "sources": ["w1"]}, "died": {"date": "2030-01"},
  "nationalities": [{"text": "Farzian", "since": "2001"}], "professions": [{"text": "writer"}]},
 "country": "XX",
 "status": {"code": "imprisoned", "as_of": "2026-01-10", "text": "held", "sources": ["w1"]},
 "whereabouts": {"text": "a prison", "public_text": "in prison", "as_of": "2026"},
 "custody": [{"kind": "prison", "start": "2023-02-10", "end": "2024-01-01", "place": "Farzi Prison"}],
 "charges": [{"id": "c1", "text": "propaganda", "law": "art. 1", "stage": "indictment", "outcome": "convicted"}, {"id": "c2", "text": "insult"}],
 "proceedings": [{"id": "p1", "kind": "trial", "date": "2023-05", "announced": "2023-06", "court": "a court", "text": "tried"}],
 "sentences": [
  {"id": "s1", "date": "2023-05-20", "announced": "2023-05-21", "court": "a court", "charges": ["c1", "c2"], "rule": "stated",
   "enforceable": "P5Y", "enforceable_note": "her lawyer", "in_absentia": true, "instance": "first_instance", "outcome": "upheld",
   "penalties": [{"kind": "imprisonment", "regime": "closed", "term": "P6Y", "reduced_to": "P5Y", "ends": "2028", "outcome": "reduced"},
    {"kind": "flogging", "count": 74, "administered": 0, "of": "whip"}, {"kind": "fine", "amount": 50.50, "currency": "XXX"},
    {"kind": "ban", "for_life": true, "suspended": true}],
   "parts": [{"charge": "c1", "term": "P3Y"}, {"charge": "c2", "term": "P3Y"}], "sources": ["w1"]},
  {"id": "s2", "same_as": "s1"}, {"id": "s3", "supersedes": "s1"}],
 "events": [{"id": "e1", "kind": "release", "date": "2024", "text": "released"}],
 "works": [{"title": "A Work", "original_title": "Ein Werk", "also": ["Une œuvre"], "year": 2018, "role": "author"}],
 "awards": [{"name": "Prize", "by": "Jury", "year": "2019", "work": "A Work"}],
 "people": [{"name": "Second Invented", "names": [{"text": "2nd"}], "role": "lawyer", "casefile": "fic-second"}],
 "notes": [{"about": "sentence s1", "text": "rival values"}],
 "withheld": [{"what": "address", "why": "safety"}],
 "sources": [{"id": "w1", "url": "https://example.invalid/1", "publisher": "Farzi Wire", "title": "A case", "published": "2026-01-10", "kind": "agency-copy", "origin": "FW",
  "attribution": "x", "note": "y", "date_note": "z", "confidence": "low"}]
}`

func parsed(t testing.TB, data string) *casefile.Casefile {
	t.Helper()
	c, err := casefile.Parse([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestValidateNamesThePlace changes one thing at a time in a valid casefile.
func TestValidateNamesThePlace(t *testing.T) {
	t.Parallel()
	parsed(t, whole)
	for _, tc := range []struct{ old, new, want string }{
		{`"slug": "fic-whole"`, `"slug": "Fic Whole"`, `line 2, column 10: /slug: "Fic Whole" is no slug`},
		{`"visibility": "public"`, `"visibility": "publik"`, `/visibility: "publik" is none of draft, public, embargoed, withdrawn; did you mean "public"?`},
		{`"name": "Whole Invented"`, `"name": "  "`, `line 3, column 21: /person/name: is missing or empty, and is needed`},
		{`"name": "Whole Invented", "sex"`, `"sex"`, `line 3, column 12: /person/name: is missing or empty, and is needed`},
		{`"sex": "female"`, `"sex": "F"`, `/person/sex: "F" is none of female, male, other`},
		{`"lang": "fa"`, `"lang": "Persian language"`, `/person/names/0/lang: "Persian language" is no language`},
		{`"script": "Arab"`, `"script": "arabic"`, `/person/names/0/script: "arabic" is no script`},
		{`"died": {"date": "2030-01"}`, `"died": {"date": "1901"}`, `/person/died/date: lies before the birth`},
		{`"died": {"date": "2030-01"}`, `"died": {}`, `/person/died: says nothing`},
		{`"country": "XX"`, `"country": "xx"`, `/country: "xx" is no country`},
		{`"code": "imprisoned"`, `"code": "imprissoned"`, `/status/code: "imprissoned" is none of detained, `},
		{`"code": "imprisoned", `, ``, `line 8, column 12: /status/code: is missing; a status needs one`},
		{`"end": "2024-01-01"`, `"end": "2023-02-09"`, `/custody/0/end: 2023-02-09 lies before the start, 2023-02-10`},
		{`"kind": "prison"`, `"kind": "A prison"`, `/custody/0/kind: "A prison" is no code`},
		{`"id": "c2"`, `"id": "c1"`, `/sentences/0/charges/1: there is no charge "c2" in this casefile`},
		{`"id": "p1"`, `"id": "p 1"`, `/proceedings/0/id: "p 1" is no id`},
		{`"announced": "2023-06"`, `"announced": "2023-04"`, `/proceedings/0/announced: 2023-04 lies before the date, 2023-05`},
		{`"rule": "stated"`, `"rule": "severest"`, `/sentences/0/rule: "severest" is none of`},
		{`"enforceable": "P5Y"`, `"enforceable": "P0D"`, `/sentences/0/enforceable: is no time at all`},
		{`"outcome": "upheld"`, `"outcome": "uphold"`, `did you mean "upheld"?`},
		{`"kind": "flogging"`, `"kind": "lashes"`, `/sentences/0/penalties/1/kind: "lashes" is none of`},
		{`"count": 74`, `"count": 0`, `/sentences/0/penalties/1/count: 0 is no number of lashes`},
		{`"administered": 0`, `"administered": 75`, `/sentences/0/penalties/1/administered: 75 is more than the 74 imposed`},
		{`"administered": 0`, `"administered": -1`, `/sentences/0/penalties/1/administered: can't be less than nought`},
		{`"currency": "XXX"`, `"currency": "rial"`, `/sentences/0/penalties/2/currency: "rial" is no currency`},
		{`"charges": ["c1", "c2"]`, `"charges": ["c1", "c1"]`, `/sentences/0/charges/1: charge "c1" is named twice`},
		{`{"charge": "c2", "term": "P3Y"}`, `{"charge": "c9", "term": "P3Y"}`, `line 19, column 58: /sentences/0/parts/1/charge: there is no charge "c9" in this casefile`},
		{`"id": "s2", "same_as": "s1"`, `"id": "s1", "same_as": "s1"`, `/sentences/1/id: "s1" is already the id of /sentences/0`},
		{`"same_as": "s1"`, `"same_as": "s9"`, `/sentences/1/same_as: there is no sentence "s9" in this casefile; did you mean "s1"?`},
		{`"same_as": "s1"`, `"same_as": "s2"`, `/sentences/1/same_as: goes in a circle: s2 → s2`},
		{`"supersedes": "s1"`, `"supersedes": "s3"`, `/sentences/2/supersedes: goes in a circle: s3 → s3`},
		{`{"id": "s1", "date"`, `{"id": "s1", "supersedes": "s3", "date"`, `/sentences/0/supersedes: goes in a circle: s1 → s3 → s1`},
		{`"text": "released"`, `"text": ""`, `/events/0/text: is missing or empty`},
		{`"also": ["Une œuvre"]`, `"also": [""]`, `/works/0/also/0: is missing or empty`},
		{`"casefile": "fic-second"`, `"casefile": "fic-whole"`, `/people/0/casefile: leads back to this very casefile`},
		{`"casefile": "fic-second"`, `"casefile": "../etc"`, `/people/0/casefile: "../etc" is no slug of a casefile`},
		{`"why": "safety"`, `"why": ""`, `/withheld/0/why: is missing or empty`},
		{`"https://example.invalid/1"`, `"javascript:alert(1)"`, `/sources/0/url: "javascript:alert(1)" is not a web address`},
		{`"https://example.invalid/1"`, `"https:///x"`, `/sources/0/url: "https:///x" names no site`},
		{`"https://example.invalid/1"`, `"https://me:pw@example.invalid/1"`, `/sources/0/url: carries a user name or password`},
		{`"sources": ["w1"]},`, `"sources": ["w2"]},`, `there is no source "w2" in this casefile; did you mean "w1"?`},
		{`"sources": ["w1"]},`, `"sources": ["w1", "w1"]},`, `source "w1" is named twice`},
		{`"confidence": "low"`, `"confidence": "high"`, `/sources/0/confidence: "high" is none of low`},
		{`"attribution": "x"`, `"visibility": "draft"`, `/sources/0/visibility: "draft" is none of confidential`},
		{`"text": "tried"`, `"text": "tried\u202egnitirw"`, `/proceedings/0/text: has an invisible character (U+202E) that reorders the text around it`},
		{`"court": "a court", "text"`, `"court": "a\ncourt", "text"`, `/proceedings/0/court: has a control character (U+000A)`},
		{`"text": "tried"`, `"text": "` + strings.Repeat("x", 5001) + `"`, `/proceedings/0/text: has 5001 characters; at most 5000 are kept`},
	} {
		data := strings.Replace(whole, tc.old, tc.new, 1)
		if data == whole {
			t.Fatalf("%s does not occur", tc.old)
		}
		if _, err := casefile.Parse([]byte(data)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s\ngot  %v\nwant …%s…", tc.new, err, tc.want)
		}
	}
}

// TestValidateReachesEveryText plants a character that reorders text into each
// text there is, so that a field added to the format can't be forgotten.
func TestValidateReachesEveryText(t *testing.T) {
	t.Parallel()
	const bad = "a\u202eb"
	seen := 0
	eachString(reflect.ValueOf(parsed(t, whole)), "", func(path string, s reflect.Value) {
		was := s.String()
		s.SetString(bad)
		c := parsed(t, whole)
		set(reflect.ValueOf(c), path, bad)
		if len(c.Validate()) == 0 {
			t.Errorf("%s may hold anything", path)
		}
		s.SetString(was)
		seen++
	})
	if seen < 100 {
		t.Errorf("only %d texts were reached", seen)
	}
}

// TestValidateLeast: what has nothing but a slug and a name is a casefile, and
// nobody's status need be known.
func TestValidateLeast(t *testing.T) {
	t.Parallel()
	c := parsed(t, anna)
	if got := c.Publishable(); len(got) != 1 || got[0].Path != "/sources" {
		t.Errorf("without a source, publishing is refused with %v", got)
	}
	if got := parsed(t, whole).Publishable(); len(got) != 0 {
		t.Errorf("what has a source can't be published: %v", got)
	}
}

// TestLeftAndRightMarks keeps what Persian is written with.
func TestLeftAndRightMarks(t *testing.T) {
	t.Parallel()
	parsed(t, `{"slug":"a","person":{"name":"رسول`+"\u200c"+`اف`+"\u200f"+`"}}`)
}

// eachString calls do with every text below v and its path.
func eachString(v reflect.Value, path string, do func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachString(v.Elem(), path, do)
		}
	case reflect.String:
		do(path, v)
	case reflect.Slice:
		for i := range v.Len() {
			eachString(v.Index(i), fmt.Sprintf("%s/%d", path, i), do)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[casefile.Casefile]().PkgPath() || !v.Type().Field(0).IsExported() {
			return // dates, years and amounts know themselves what they may be
		}
		for i := range v.NumField() {
			eachString(v.Field(i), path+"/"+v.Type().Field(i).Name, do)
		}
	}
}

// set puts text into the place that eachString called path.
func set(v reflect.Value, path, text string) {
	eachString(v, "", func(p string, s reflect.Value) {
		if p == path {
			s.SetString(text)
		}
	})
}
