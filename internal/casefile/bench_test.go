package casefile_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"vigil/internal/casefile"
)

// BenchmarkCasefile is what one casefile costs on its way in, over those of
// the invented casebook, about 1.7 kB each when written.
func BenchmarkCasefile(b *testing.B) {
	_, all := load(b, "testdata/fictional-casebook.json")
	docs := make([][]byte, len(all))
	for i, c := range all {
		docs[i] = []byte(written(b, c))
	}
	everybody := func(string) bool { return true }
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for _, step := range []struct {
		name string
		do   func(i int)
	}{
		{"decode", func(i int) { _, err := casefile.Decode(docs[i]); must(err) }},
		{"validate", func(i int) {
			if len(all[i].Validate()) > 0 {
				b.Fatal("invalid")
			}
		}},
		{"redact", func(i int) { all[i].Public(everybody) }},
		{"marshal", func(i int) { _, err := all[i].Marshal(); must(err) }},
		{"all", func(i int) {
			c, err := casefile.Parse(docs[i])
			must(err)
			r, _ := c.Public(everybody)
			_, err = c.Marshal()
			must(err)
			_, err = r.Marshal()
			must(err)
		}},
	} {
		b.Run(step.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				step.do(i % len(all))
			}
		})
	}
}

// BenchmarkReader reads the starter casebook, a quarter of a megabyte, told
// apart only and read whole.
func BenchmarkReader(b *testing.B) {
	data := mustRead(b, "../../store/starter/starter-casebook.json")
	for name, next := range map[string]func(*casefile.Reader) (casefile.Record, error){
		"told apart": (*casefile.Reader).NextRaw,
		"read":       (*casefile.Reader).Next,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				r := casefile.NewReader(bytes.NewReader(data))
				for {
					if _, err := next(r); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
