package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// person is the n-th of many invented people, with a record of the usual size:
// about 2 KB, of which a part is confidential.
func person(n int) *casefile.Casefile {
	first := []string{"Arvand", "Setareh", "Babak", "Cyrus", "Dara", "Elaheh", "Farhad", "Golnaz"}[n%8]
	name := fmt.Sprintf("%s Sampleh%d", first, n)
	f := func(source ...string) casefile.Fact { return casefile.Fact{Sources: source} }
	eight := calendar.Term{Years: 1 + n%8}
	return &casefile.Casefile{
		Slug: fmt.Sprintf("person-%d", n), Visibility: casefile.Public, Country: "XX",
		Person: casefile.Person{Name: name,
			Names:       []casefile.Name{{Text: fmt.Sprintf("نمونه %d", n), Lang: "fa", Script: "Arab", Kind: "native"}, {Text: name + "eh", Kind: "alias"}},
			Professions: []casefile.Text{{Text: "film-maker", Fact: f("s1")}}, Fact: f("s1")},
		Status:      casefile.Status{Code: casefile.Imprisoned, AsOf: calendar.MustParse("2026-01-10"), Text: "held in the general ward", Fact: f("s1")},
		Whereabouts: &casefile.Whereabouts{Text: "Invented Prison", Fact: f("s1")},
		Custody:     []casefile.Custody{{Kind: "prison", Start: calendar.MustParse("2023-02-10"), Place: "Invented Prison", Fact: f("s1")}},
		Charges: []casefile.Charge{{ID: "c1", Text: "propaganda against the system", Fact: f("s1")},
			{ID: "c2", Text: fmt.Sprintf("assembly number %d", n%50), Fact: f("s2")}},
		Proceedings: []casefile.Proceeding{{ID: "p1", Kind: "arrest", Date: calendar.MustParse("2023-02-10"), Text: "arrested at home", Fact: f("s1")}},
		Sentences: []casefile.Sentence{{ID: "v1", Date: calendar.MustParse("2023-05-20"), Court: "Branch 91, Invented Court", Charges: []string{"c1", "c2"},
			Rule: casefile.SeverestOnly, Outcome: casefile.InForce,
			Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment, Term: &eight, Outcome: casefile.BeingServed}, {Kind: casefile.Flogging, Outcome: casefile.Unserved}},
			Fact:      f("s1", "s2")}},
		Events: []casefile.Event{{ID: "e1", Kind: "statement", Date: calendar.MustParse("2024-05"), Text: "a letter was published by colleagues abroad", Fact: f("s2")}},
		Works:  []casefile.Work{{Title: fmt.Sprintf("The Paper Orchard %d", n), Role: "director", Fact: f("s1")}},
		People: []casefile.Related{{Name: "Mina Vakil", Role: "lawyer", Fact: f("s1")}},
		Notes:  []casefile.Remark{{About: "family", Text: "asked for quiet", Fact: casefile.Fact{Sources: []string{"s2"}, Visibility: casefile.Confidential}}},
		Sources: []casefile.Source{{ID: "s1", Publisher: "Invented Wire", Title: name + ": summary", URL: "https://example.invalid/" + name[:3], Published: calendar.MustParse("2025-01-02")},
			{ID: "s2", Publisher: "Invented Watch", Title: "Yearly report"}},
	}
}

// people is a casebook file of n of them.
func people(b *testing.B, n int) []byte {
	b.Helper()
	cs := make([]*casefile.Casefile, n)
	for i := range cs {
		cs[i] = person(i)
	}
	return casebookOf(b, cs)
}

func casebookOf(b *testing.B, cs []*casefile.Casefile) []byte {
	b.Helper()
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"format\": %q, \"casefiles\": [\n", casefile.Format)
	for i, c := range cs {
		doc, err := c.Marshal()
		if err != nil {
			b.Fatal(err)
		}
		if i > 0 {
			out.WriteString(",\n")
		}
		out.Write(doc)
	}
	out.WriteString("]}\n")
	return out.Bytes()
}

// peopleFile is people in a file, with its size. Imports are measured from one,
// as the program makes them: with the text in memory, the collector would leave
// as much garbage again before it runs.
func peopleFile(b *testing.B, n int) (name string, size int64) {
	b.Helper()
	data := people(b, n)
	name = filepath.Join(b.TempDir(), "people.json")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		b.Fatal(err)
	}
	return name, int64(len(data))
}

// BenchmarkImport imports casefiles and then writes the same rows to another
// database by prepared statements and nothing else, in batches of the same
// size. The ratio is speed over speed: 1 is as fast as the bare statements.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			name, size := peopleFile(b, n)
			b.SetBytes(size)
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				db := storetest.Open(b)
				file, err := os.Open(name)
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				b.StartTimer()
				before, peak := heap(), uint64(0)
				began := time.Now()
				report, err := db.Curation().Import(b.Context(), 1, file, store.ImportOptions{
					Publish: true, Author: "bench",
					Progress: func(store.Progress) { peak = max(peak, heap()) },
				})
				if err != nil || report.New != n {
					b.Fatalf("%+v, %v", report, err)
				}
				took := time.Since(began)
				b.StopTimer()
				file.Close()
				b.ReportMetric(float64(int64(peak-before))/1e6, "peak-MB")
				bare := copyRows(b, db)
				b.ReportMetric(float64(n)/took.Seconds(), "casefiles/s")
				b.ReportMetric(float64(n)/bare.Seconds(), "bare/s")
				b.ReportMetric(bare.Seconds()/took.Seconds(), "ratio")
			}
		})
	}
}

// heap is how much of the heap is taken, garbage included, in bytes.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// copyRows writes every row that the import made into a fresh database, the
// rows of a casefile together, and returns how long the writing took.
func copyRows(b *testing.B, from *store.DB) time.Duration {
	b.Helper()
	to := storetest.OpenAt(b, filepath.Join(b.TempDir(), "bare.db"))
	var took time.Duration
	for last := int64(0); ; {
		rows, next, err := store.RowsForTest(b.Context(), from, last)
		if err != nil {
			b.Fatal(err)
		}
		if len(rows) == 0 {
			return took
		}
		last = next
		began := time.Now()
		if err := store.WriteRowsForTest(context.Background(), to, rows); err != nil {
			b.Fatal(err)
		}
		took += time.Since(began)
	}
}

func BenchmarkPublicCasefile(b *testing.B) {
	db := storetest.Open(b)
	if _, err := db.Curation().Import(b.Context(), 1, bytes.NewReader(people(b, 1000)), store.ImportOptions{Publish: true}); err != nil {
		b.Fatal(err)
	}
	access := mainBook(b, db).Access()
	public := db.Public()
	b.Run("remembered", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := public.Casefile(b.Context(), access, "person-7"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, _, err := public.Casefile(context.Background(), access, "person-7"); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
	b.Run("unknown", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := public.Casefile(b.Context(), access, "nobody"); err == nil {
				b.Fatal("found")
			}
		}
	})
}

func BenchmarkServer(b *testing.B) {
	db := storetest.Open(b)
	for b.Loop() {
		if _, _, err := db.Servers().Of(b.Context(), "1"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReading is what people do, over a large record.
func BenchmarkReading(b *testing.B) {
	const n = 20_000
	db := storetest.Open(b)
	if _, err := db.Curation().Import(b.Context(), 1, bytes.NewReader(people(b, n)), store.ImportOptions{Publish: true}); err != nil {
		b.Fatal(err)
	}
	access, public := mainBook(b, db).Access(), db.Public()
	if err := public.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	each := map[string]func() error{
		"suggest nothing typed": func() error { _, err := public.Suggest(b.Context(), access, "", 25); return err },
		"suggest a name":        func() error { _, err := public.Suggest(b.Context(), access, "Sampleh77", 25); return err },
		"search by country":     func() error { _, err := public.Search(b.Context(), access, store.Query{Country: "XX"}); return err },
		"search by text": func() error {
			_, err := public.Search(b.Context(), access, store.Query{Text: "orchard 777"})
			return err
		},
		"search by charge": func() error {
			_, err := public.Search(b.Context(), access, store.Query{Charge: "assembly 7"})
			return err
		},
		"search since": func() error {
			_, err := public.Search(b.Context(), access, store.Query{Since: calendar.MustParse("2024-05")})
			return err
		},
		"values of charges": func() error { _, err := public.Values(b.Context(), access, store.FieldCharge, "ass", 25); return err },
		"resolve a name":    func() error { _, _, err := public.Resolve(b.Context(), access, "Setareh Sampleh777"); return err },
		"read anew": func() error {
			_, _, err := public.Casefile(b.Context(), access, fmt.Sprint("person-", time.Now().UnixNano()%n))
			return err
		},
	}
	for name, do := range each {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCount counts 100,000 people by each field: anew, as after each change of
// the record, and once more.
func BenchmarkCount(b *testing.B) {
	const n = 100_000
	db := storetest.Open(b)
	cs := make([]*casefile.Casefile, n)
	for i := range cs {
		cs[i] = person(i)
		cs[i].Country = string([]byte{'A' + byte(i%20), 'A'})
		cs[i].Person.Professions = append(cs[i].Person.Professions, casefile.Text{Text: fmt.Sprintf("profession number %d", i%3000)})
		cs[i].Sentences[0].Date = calendar.DateOf(calendar.Day{Year: 2000 + i%26, Month: 5, Day: 1 + i%28})
	}
	if _, err := db.Curation().Import(b.Context(), 1, bytes.NewReader(casebookOf(b, cs)), store.ImportOptions{Publish: true}); err != nil {
		b.Fatal(err)
	}
	access := mainBook(b, db).Access()
	for _, by := range []store.Field{store.FieldStatus, store.FieldCountry, store.FieldYear, store.FieldCharge, store.FieldPenalty, store.FieldProfession} {
		b.Run("anew/"+string(by), func(b *testing.B) {
			for b.Loop() {
				store.ForgetCountsForTest(db)
				if _, err := db.Public().Count(b.Context(), access, by, store.Words{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("kept", func(b *testing.B) {
		if _, err := db.Public().Count(b.Context(), access, store.FieldYear, store.Words{}); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := db.Public().Count(b.Context(), access, store.FieldYear, store.Words{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
