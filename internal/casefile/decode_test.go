package casefile_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"vigil/internal/casefile"
)

// TestDecodeSaysWhereAndWhy gives the decoder one fault each and looks at all
// that a person is told.
func TestDecodeSaysWhereAndWhy(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"an unknown member", "{\"slug\":\"a\",\n \"person\":{\"name\":\"A\",\"nmaes\":[]}}",
			`casefile a: line 2, column 23: /person/nmaes: is not a member of person; did you mean "names"?`},
		{"an unknown member like none", `{"slug":"a","person":{"name":"A"},"xyzzy":{}}`,
			`casefile a: line 1, column 35: /xyzzy: is not a member of a casefile`},
		{"a member twice", `{"slug":"a","person":{"name":"A"},"slug":"b"}`,
			`casefile a: line 1, column 35: /slug: stands here a second time; one of the two must go`},
		{"text for a list", `{"slug":"a","person":{"name":"A"},"sentences":"none"}`,
			`casefile a: line 1, column 47: /sentences: must be a list in brackets, not text`},
		{"a number for text", `{"slug":"a","person":{"name":7}}`,
			`casefile a: line 1, column 30: /person/name: must be text in quotes, not this number`},
		{"a fraction of a lash", `{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s","penalties":[{"kind":"flogging","count":7.5}]}]}`,
			`casefile a: line 1, column 98: /sentences/0/penalties/0/count: must be a whole number, not this number`},
		{"null", `{"slug":"a","person":{"name":"A"},"country":null}`,
			`casefile a: line 1, column 45: /country: null is not used; leave the member out`},
		{"a date of no calendar", `{"slug":"a","person":{"name":"A","born":{"date":"2024-02-30"}}}`,
			`casefile a: line 1, column 49: /person/born/date: "2024-02-30": `},
		{"a number for a date", `{"slug":"a","person":{"name":"A","born":{"date":1979}}}`,
			`casefile a: line 1, column 49: /person/born/date: must be a date as text, such as "2024-05", not this number`},
		{"a term in words", `{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s","penalties":[{"kind":"imprisonment","term":"8 years"}]}]}`,
			`casefile a: line 1, column 101: /sentences/0/penalties/0/term: "8 years": `},
		{"a year too precise", `{"slug":"a","person":{"name":"A"},"works":[{"title":"T","year":"2024-05"}]}`,
			`casefile a: line 1, column 64: /works/0/year: "2024-05" is more precise than a year; write only the year, such as "2018"`},
		{"an amount in words", `{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s","penalties":[{"kind":"fine","amount":"much"}]}]}`,
			`casefile a: line 1, column 95: /sentences/0/penalties/0/amount: "much" can't be read: `},
		{"an amount with an exponent", `{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s","penalties":[{"kind":"fine","amount":1e9}]}]}`,
			`casefile a: line 1, column 95: /sentences/0/penalties/0/amount: "1e9" can't be read: `},
		{"a missing comma", "{\"slug\":\"a\"\n\"person\":{}}",
			`casefile a: line 2, column 1: `},
		{"half a casefile", `{"slug":"a","person":{"na`,
			`casefile a: line 1, column 26: /person: it ends too soon: the file was cut off here`},
		{"half a letter", "{\"slug\":\"a\",\"person\":{\"name\":\"\xd8\"}}",
			`casefile a: line 1, column 31: /person/name: a letter is damaged here: the file must be in UTF-8`},
		{"half a surrogate", `{"slug":"a","person":{"name":"\ud800"}}`,
			`casefile a: line 1, column 31: /person/name: a letter is damaged here`},
		{"a list", `[]`, `line 1, column 1: must be an object in braces, not a list`},
		{"nothing", ``, `line 1, column 1: it ends too soon: the file was cut off here`},
		{"more after it", `{"slug":"a","person":{"name":"A"}} {}`,
			`casefile a: line 1, column 36: there is more text after its end`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := casefile.Decode([]byte(tc.in))
			if err == nil {
				t.Fatal("was read")
			}
			if !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got  %s\nwant %s", err, tc.want)
			}
		})
	}
}

// TestDecodeListsAllFaults expects each fault of a casefile in one go, in the
// order of the file, and an end to the list.
func TestDecodeListsAllFaults(t *testing.T) {
	t.Parallel()
	_, err := casefile.Decode([]byte(`{"slug":"a","person":{"nam":"A","born":{"date":"x"},"sex":1},"zzz":0,"works":[{"titel":"T"},{"year":null}]}`))
	var invalid *casefile.Invalid
	if !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	var paths []string
	for _, p := range invalid.Problems {
		paths = append(paths, p.Path)
	}
	want := "/person/nam /person/born/date /person/sex /zzz /works/0/titel /works/1/year"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	many := `{"slug":"a",` + strings.TrimSuffix(strings.Repeat(`"x":1,`, 500), ",") + `}`
	_, err = casefile.Decode([]byte(many))
	if !errors.As(err, &invalid) || len(invalid.Problems) != 20 {
		t.Errorf("500 faults are told as %v", err)
	}
}

// TestDecodeHostile gives sizes and depths that must neither take long nor
// fell the program.
func TestDecodeHostile(t *testing.T) {
	t.Parallel()
	const much = 1 << 20
	for name, in := range map[string][]byte{
		"deep lists":        bytes.Repeat([]byte("["), much),
		"deep objects":      bytes.Repeat([]byte(`{"a":`), much/5),
		"deep in a member":  []byte(`{"slug":"a","person":{"name":"A"},"works":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`),
		"a huge text":       []byte(`{"slug":"` + strings.Repeat("a", much) + `"}`),
		"a huge number":     []byte(`{"slug":"a","person":{"name":"A"},"works":[{"title":"T","year":` + strings.Repeat("9", much) + `}]}`),
		"many wrong ids":    []byte(`{"slug":"a","person":{"name":"A","sources":[` + strings.TrimSuffix(strings.Repeat(`"x",`, much/4), ",") + `]}}`),
		"many same charges": []byte(`{"slug":"a","person":{"name":"A"},"charges":[` + strings.TrimSuffix(strings.Repeat(`{"id":"c","text":"t"},`, much/22), ",") + `]}`),
		"a long chain":      []byte(`{"slug":"a","person":{"name":"A"},"sentences":[` + strings.TrimSuffix(strings.Repeat(`{"id":"s","same_as":"s"},`, much/25), ",") + `]}`),
	} {
		start := time.Now()
		if _, err := casefile.Parse(in); err == nil {
			t.Errorf("%s: was read", name)
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}
