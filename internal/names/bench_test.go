package names

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkIndex measures what a person waits for while typing, what the
// index takes of memory, and whom it finds, among 100,000 people with four
// names each, and, with NAMES_MILLION=1 in the environment, among 1,000,000:
//
//	go test -run '^$' -bench Index -benchtime 1x ./internal/names
//	NAMES_MILLION=1 go test -run '^$' -bench Index -benchtime 1x -timeout 30m ./internal/names
//
// People are invented. "Typing" asks at every letter of every question, as
// autocomplete does.
func BenchmarkIndex(b *testing.B) {
	sizes := []int{100_000}
	if os.Getenv("NAMES_MILLION") != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		people := population(b, n)
		before := heap()
		began := time.Now()
		ix := NewIndex()
		for _, p := range people {
			ix.Put(p.id, 1, p.names)
		}
		ix.Settle()
		built := time.Since(began)
		size := float64(heap()-before) / 1e6
		fmt.Printf("\n%d people, %d names: built in %.1f s, %.1f MB of heap\n", n, 4*n, built.Seconds(), size)
		fmt.Printf("%-24s %8s %9s %9s %9s\n", "", "found", "p50 ms", "p99 ms", "max ms")
		for _, tr := range traits() {
			b.Run(fmt.Sprintf("%d/%s", n, strings.ReplaceAll(tr.name, " ", "_")), func(b *testing.B) {
				measure(b, ix, size, tr.name, questions(people, 2000, tr))
			})
		}
		b.Run(fmt.Sprintf("%d/typing", n), func(b *testing.B) {
			measure(b, ix, size, "typing", typing(people))
		})
		b.Run(fmt.Sprintf("%d/real_spellings", n), func(b *testing.B) {
			measure(b, ix, size, "real spellings", realPeople(ix, pairings(b)))
		})
	}
}

// typing returns what has been typed at each letter: of names, in either
// script, a third of them with a mistake.
func typing(people []invented) []question {
	random := rand.New(rand.NewPCG(3, 5))
	var qs []question
	for i := range 200 {
		p := people[random.IntN(len(people))]
		text := p.names[i%len(p.names)]
		if i%3 == 0 {
			text = mistyped(random, text, 1+i%2)
		}
		rs := []rune(text)
		for n := range rs {
			qs = append(qs, question{string(rs[:n+1]), p.id})
		}
	}
	return qs
}

func measure(b *testing.B, ix *Index, size float64, name string, qs []question) {
	var times []float64
	hits := 0
	for b.Loop() {
		times, hits = times[:0], 0
		for _, q := range qs {
			began := time.Now()
			ms := ix.Search(q.typed, anybody, 10)
			times = append(times, float64(time.Since(began).Microseconds())/1000)
			if slices.ContainsFunc(ms, func(m Match) bool { return m.ID == q.id }) {
				hits++
			}
		}
	}
	slices.Sort(times)
	share, p50, p99 := float64(hits)/float64(len(qs)), times[len(times)/2], times[len(times)*99/100]
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(share, "found")
	b.ReportMetric(p50, "p50-ms")
	b.ReportMetric(p99, "p99-ms")
	b.ReportMetric(size, "MB")
	fmt.Printf("%-24s %8.3f %9.3f %9.3f %9.3f\n", name, share, p50, p99, times[len(times)-1])
}

// heap returns the bytes in use after a collection.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
