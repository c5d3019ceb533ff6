package casefile_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"vigil/internal/casefile"
)

// FuzzDecode: whatever is read is written and read again the same; whatever is
// refused is refused with a place.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(anna))
	f.Add([]byte(`{"slug":"a","person":{"name":"\ud83d\ude00"},"works":[{"title":"","year":"199X"}]}`))
	f.Add([]byte(`{"sentences":[{"id":"s1","same_as":"s1","penalties":[{"amount":"1.50","term":"P1Y2W"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := casefile.Decode(data)
		var invalid *casefile.Invalid
		if err != nil {
			if !errors.As(err, &invalid) || len(invalid.Problems) == 0 || invalid.Problems[0].Line < 1 || invalid.Problems[0].Reason == "" {
				t.Fatalf("refused without a place or a reason: %#v", err)
			}
			return
		}
		out := written(t, c)
		again, err := casefile.Decode([]byte(out))
		if err != nil {
			t.Fatalf("%s\nwas read and written as\n%s\nwhich is refused: %v", data, out, err)
		}
		if changes := casefile.Diff(c, again); len(changes) > 0 || written(t, again) != out {
			t.Fatalf("%s changes by writing: %v", data, changes)
		}
		// None of these may panic or hang, valid or not.
		c.Validate()
		c.Judgments()
		c.LatestSentences()
		for i := range c.Sentences {
			c.Sentences[i].Enforceable()
		}
		c.Held(day(t, "2026-01-15"), 30)
		c.Next(day(t, "2026-01-15"))
		if r, ok := c.Public(nil); ok {
			if strings.Contains(written(t, &r.Casefile), "CANARY") && !strings.Contains(out, "CANARY") {
				t.Fatal("redaction invents something")
			}
		}
	})
}

// FuzzReader: a casebook is read to an end or to an error, and what is read of
// it whole is read the same in pieces.
func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"format":"vigil-casebook/1","casefiles":[`+anna+`,`+bert+`],"title":"T"}`), 7)
	f.Add([]byte(`{"casefiles":[{"a":["\"]}"]},7,"x"],"format":"vigil-casebook/1"}`), 1)
	f.Add([]byte("\xef\xbb\xbf{}"), 2)
	f.Fuzz(func(t *testing.T, data []byte, piece int) {
		whole := outcome(bytes.NewReader(data))
		if len(whole) > len(data)+1 {
			t.Fatalf("%d outcomes from %d bytes", len(whole), len(data))
		}
		pieces := outcome(&inPieces{data, max(1, piece%64)})
		if strings.Join(whole, "\n") != strings.Join(pieces, "\n") {
			t.Fatalf("whole:\n%s\nin pieces of %d:\n%s", strings.Join(whole, "\n"), piece, strings.Join(pieces, "\n"))
		}
	})
}

type inPieces struct {
	data []byte
	size int
}

func (p *inPieces) Read(to []byte) (int, error) {
	if len(p.data) == 0 {
		return 0, io.EOF
	}
	n := copy(to, p.data[:min(p.size, len(p.data))])
	p.data = p.data[n:]
	return n, nil
}

// FuzzYear: a year that is read is read again from what it is written as.
func FuzzYear(f *testing.F) {
	for _, s := range []string{"2018", "1979~", "199X", "2010/2011", "../2010", "۱۴۰۳", "2024-05", "", "-0044", "Y17000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		y, err := casefile.ParseYear(s)
		if err != nil {
			return
		}
		if y.IsZero() || y.Date().IsZero() {
			t.Fatalf("%q is read as no year", s)
		}
		data, err := y.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		var back casefile.Year
		if err := back.UnmarshalJSON(data); err != nil || back != y {
			t.Fatalf("%q is written %s and read back as %v, %v", s, data, back, err)
		}
	})
}

// FuzzAmount: an amount that is read is written digit for digit.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"0", "50000000", "1234.50", "0.10", "01", "1e9", "-1", ".5", "5.", "1,000", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := casefile.ParseAmount(s)
		if err != nil {
			return
		}
		if a.String() != s || a.Compare(a) != 0 {
			t.Fatalf("%q is read as %v", s, a)
		}
		for _, data := range []string{s, `"` + s + `"`} {
			var back casefile.Amount
			if err := back.UnmarshalJSON([]byte(data)); err != nil {
				t.Fatalf("%s: %v", data, err)
			}
			if out, err := back.MarshalJSON(); err != nil || string(out) != data {
				t.Fatalf("%s is written %s, %v", data, out, err)
			}
		}
	})
}
