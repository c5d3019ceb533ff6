package casefile_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/casefile"
)

// outcome is how reading a casebook went, in lines: what was read by its slug,
// what was refused with its reason, and how it ended.
func outcome(r io.Reader) []string {
	var lines []string
	in := casefile.NewReader(r)
	for {
		rec, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return append(lines, "end")
		case err != nil:
			return append(lines, err.Error())
		case rec.Err != nil:
			lines = append(lines, fmt.Sprintf("#%d line %d refused: %v", rec.Index, rec.Line, rec.Err))
		default:
			lines = append(lines, fmt.Sprintf("#%d line %d %s", rec.Index, rec.Line, rec.Casefile.Slug))
		}
	}
}

const (
	anna = `{"slug":"anna","person":{"name":"Anna Invented"}}`
	bert = `{"slug":"bert","person":{"name":"Bert Invented"}}`
)

func TestReader(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"two", "{\"format\":\"vigil-casebook/1\",\"casefiles\":[\n" + anna + ",\n" + bert + "]}",
			[]string{"#0 line 2 anna", "#1 line 3 bert", "end"}},
		{"brackets and quotes in a text", `{"format":"vigil-casebook/1","casefiles":[{"slug":"a","person":{"name":"A \"]} \\"}},` + bert + `]}`, []string{"#0 line 1 a", "#1 line 1 bert", "end"}},
		{"none", `{"format":"vigil-casebook/1","casefiles":[]}`, []string{"end"}},
		{"the header last", `{"casefiles":[` + anna + `],"title":"Invented","format":"vigil-casebook/1"}`, []string{"#0 line 1 anna", "end"}},
		{"a byte order mark", "\xef\xbb\xbf{\"format\":\"vigil-casebook/1\",\"casefiles\":[" + anna + "]}\r\n", []string{"#0 line 1 anna", "end"}},
		{"a broken one between", "{\"format\":\"vigil-casebook/1\",\"casefiles\":[" + anna + ",\n {\"slug\":\"bad\"\n  \"person\":{}},\n" + bert + "]}",
			[]string{"#0 line 1 anna", "#1 line 2 refused: casefile bad: line 3, column 3: this is not JSON: invalid character '\"' after object value (expecting ',' or '}')", "#2 line 4 bert", "end"}},
		{"an invalid one between", "{\"format\":\"vigil-casebook/1\",\"casefiles\":[ {\"slug\":\"bad\",\"person\":{\"name\":\"B\"},\n\"country\":\"Iran\"},\n" + bert + "]}",
			[]string{`#0 line 1 refused: casefile bad: line 2, column 11: /country: "Iran" is no country: two capital letters of ISO 3166-1, such as IR`, "#1 line 3 bert", "end"}},
		{"a fault on the first line", `{"format":"vigil-casebook/1","casefiles":[{"slug":"bad","person":{"nam":"B"}}]}`,
			[]string{`#0 line 1 refused: casefile bad: line 1, column 67: /person/nam: is not a member of person; did you mean "name"?`, "end"}},
		{"one that is no object", `{"format":"vigil-casebook/1","casefiles":[7,"x",` + anna + `]}`,
			[]string{"#0 line 1 refused: line 1, column 43: must be an object in braces, not this number", "#1 line 1 refused: line 1, column 45: must be an object in braces, not text", "#2 line 1 anna", "end"}},
		{"one nested deep", `{"format":"vigil-casebook/1","casefiles":[` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000) + "," + anna + `]}`,
			[]string{"#0 line 1 refused: line 1, column 43: has brackets 5000 deep; a casefile has no more than 32", "#1 line 1 anna", "end"}},
		{"one too long", `{"format":"vigil-casebook/1","casefiles":[{"slug":"` + strings.Repeat("a", 5<<20) + `"},` + anna + `]}`,
			[]string{"#0 line 1 refused: line 1, column 43: is 5242891 bytes long; the longest casefile that is read has 4194304", "#1 line 1 anna", "end"}},
		{"nothing but brackets", strings.Repeat("[", 100_000), []string{`line 1, column 1: the file is a list; a casebook is an object: {"format": "vigil-casebook/1", "casefiles": [ … ]}`}},
		{"brackets without end", `{"format":"vigil-casebook/1","casefiles":[` + strings.Repeat("[", 100_000), []string{"line 1, column 10043: more than 10000 brackets are open"}},
		{"brackets that don't match", `{"format":"vigil-casebook/1","casefiles":[` + anna + `,{"slug":["a"}]}`, []string{"#0 line 1 anna", "line 1, column 105: '}' closes nothing that is open"}},
		{"a text that isn't closed", "{\"format\":\"vigil-casebook/1\",\"casefiles\":[" + anna + ",{\"slug\":\"b\n},{}]}", []string{"#0 line 1 anna", "line 1, column 103: a text in quotes isn't closed on its line"}},
		{"cut off", `{"format":"vigil-casebook/1","casefiles":[` + anna + `,{"slug":"b`, []string{"#0 line 1 anna", "line 1, column 103: the file ends before this value does: it was cut off, or is still being written"}},
		{"cut off between two", `{"format":"vigil-casebook/1","casefiles":[` + anna, []string{"#0 line 1 anna", "line 1, column 92: the file ends before the list of casefiles does: it was cut off, or is still being written"}},
		{"a comma missing", `{"format":"vigil-casebook/1","casefiles":[` + anna + bert + `]}`, []string{"#0 line 1 anna", "line 1, column 92: here should be a comma or ']', not '{'"}},
		{"a comma too many", `{"format":"vigil-casebook/1","casefiles":[` + anna + `,]}`, []string{"#0 line 1 anna", "line 1, column 93: here should be a value, not ']'"}},
		{"more after it", `{"format":"vigil-casebook/1","casefiles":[]} {}`, []string{"line 1, column 46: after the end of the casebook there is more, beginning with '{'"}},
		{"another format", `{"format":"vigil-casebook/2","casefiles":[` + anna + `]}`, []string{`line 1, column 2: /format: is "vigil-casebook/2"; this program reads "vigil-casebook/1"`}},
		{"another format, said last", `{"casefiles":[` + anna + `],"format":"other"}`, []string{"#0 line 1 anna", `line 1, column 66: /format: is "other"; this program reads "vigil-casebook/1"`}},
		{"no format", `{"casefiles":[` + anna + `]}`, []string{"#0 line 1 anna", "line 1, column 1: /format: is missing; a casebook needs it"}},
		{"no casefiles", `{"format":"vigil-casebook/1"}`, []string{"line 1, column 1: /casefiles: is missing; a casebook needs it"}},
		{"an empty object", `{}`, []string{"line 1, column 1: /format: is missing; a casebook needs it (and 1 more)"}},
		{"an unknown member", "{\"format\":\"vigil-casebook/1\",\n\"licens\":\"x\",\"casefiles\":[" + anna + "]}", []string{"#0 line 2 anna", `line 2, column 1: /licens: is not a member of a casebook; did you mean "licence"?`}},
		{"casefiles twice", `{"format":"vigil-casebook/1","casefiles":[],"casefiles":[]}`, []string{`line 1, column 45: "casefiles" stands here a second time; one of the two must go`}},
		{"a header of the wrong type", `{"format":"vigil-casebook/1","title":["x"],"casefiles":[]}`, []string{`line 1, column 38: /title: must be text in quotes, not a list`}},
		{"empty", ``, []string{"line 1, column 1: the file is empty"}},
		{"no JSON", `slug,name`, []string{`line 1, column 1: this is not JSON: a casebook starts with a brace, not with 's'`}},
		{"UTF-16", "\xff\xfe{\x00", []string{"line 1, column 1: the file is in UTF-16 or UTF-32; save it as UTF-8"}},
		{"a zip archive", "PK\x03\x04....", []string{"line 1, column 1: the file is compressed; unpack it first"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, outcome(strings.NewReader(tc.in))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestReaderByByte feeds a casebook one byte at a time: nothing may depend on
// where a buffer ends.
func TestReaderByByte(t *testing.T) {
	t.Parallel()
	for _, file := range casebooks() {
		data := mustRead(t, file)
		if diff := cmp.Diff(outcome(bytes.NewReader(data)), outcome(iotest.OneByteReader(bytes.NewReader(data)))); diff != "" {
			t.Errorf("%s: (-whole +by byte):\n%s", file, diff)
		}
	}
}

// TestReaderTruncated cuts a casebook at every byte: all casefiles before the
// cut are read, and the cut is never taken for the end.
func TestReaderTruncated(t *testing.T) {
	t.Parallel()
	data := []byte(`{"format":"vigil-casebook/1","casefiles":[` + anna + "," + bert + `],"title":"Ünïcode"}`)
	for cut := range len(data) {
		got := outcome(bytes.NewReader(data[:cut]))
		if got[len(got)-1] == "end" {
			t.Fatalf("cut at %d of %d passes for whole", cut, len(data))
		}
		if cut > 42+len(anna) && got[0] != "#0 line 1 anna" {
			t.Fatalf("cut at %d costs the casefile before it: %v", cut, got)
		}
	}
}

// TestReaderFails passes on what the underlying reader fails with, and does
// not go on after it.
func TestReaderFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is on fire")
	r := casefile.NewReader(io.MultiReader(strings.NewReader(`{"format":"vigil-casebook/1","casefiles":[`+anna+`,{"slug":`), iotest.ErrReader(broken)))
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.Next(); !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
	}
}

// TestReaderMemory reads 36 MB, of which one record is 20 MB long, and looks
// at what that leaves behind.
func TestReaderMemory(t *testing.T) {
	record := strings.TrimSuffix(anna, "}") + `,"notes":[{"about":"x","text":"` + strings.Repeat("long ", 800) + `"}]},`
	parts := []io.Reader{strings.NewReader(`{"format":"vigil-casebook/1","casefiles":[`)}
	for range 2000 {
		parts = append(parts, strings.NewReader(record))
	}
	parts = append(parts, strings.NewReader(`{"slug":"`), io.LimitReader(endless('x'), 20<<20), strings.NewReader(`"},`))
	for range 2000 {
		parts = append(parts, strings.NewReader(record))
	}
	parts = append(parts, strings.NewReader(bert+"]}"))
	in := casefile.NewReader(io.MultiReader(parts...))
	var before, m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	good, refused := 0, 0
	for {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.Err != nil {
			refused++
		} else {
			good++
		}
		if rec.Index%1000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			if grown := int64(m.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
				t.Fatalf("after record %d %d bytes are held", rec.Index, grown)
			}
		}
	}
	if good != 4001 || refused != 1 {
		t.Errorf("%d read, %d refused; want 4001 and 1", good, refused)
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}
