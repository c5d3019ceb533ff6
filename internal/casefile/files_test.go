package casefile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/casefile"
)

// casebooks are the three files of the project in the format.
func casebooks() []string {
	return []string{
		"testdata/seed-casebook.json",
		"testdata/fictional-casebook.json",
		"../../store/starter/starter-casebook.json",
	}
}

// load reads a whole casebook and fails the test for any record refused.
func load(t testing.TB, file string) (casefile.Casebook, []*casefile.Casefile) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := casefile.NewReader(bytes.NewReader(data))
	var all []*casefile.Casefile
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return r.Header(), all
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.Err != nil {
			t.Fatal(rec.Err)
		}
		all = append(all, rec.Casefile)
	}
}

func sequence(all []*casefile.Casefile) iter.Seq2[*casefile.Casefile, error] {
	return func(yield func(*casefile.Casefile, error) bool) {
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// TestRoundTrip writes each casebook again and compares the two as JSON, years
// as numbers and years as text told apart.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, file := range casebooks() {
		header, all := load(t, file)
		var out bytes.Buffer
		if err := casefile.WriteCasebook(&out, header, sequence(all)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plainJSON(t, mustRead(t, file)), plainJSON(t, out.Bytes())); diff != "" {
			t.Errorf("%s changed by reading and writing (-read +written):\n%s", file, diff)
		}
	}
}

func mustRead(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func plainJSON(t testing.TB, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
