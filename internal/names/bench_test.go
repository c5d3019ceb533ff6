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
// Besides the time on the clock it gives that on the processor (on Linux),
// which other programs on the machine don't lengthen. People are invented. "Typing" asks at every letter of every question, as
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
		fmt.Printf("%-24s %8s %9s %9s %9s %9s\n", "", "found", "p50 ms", "p99 ms", "p99 cpu", "max cpu")
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
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var times, cpu []float64
	hits := 0
	for b.Loop() {
		times, cpu, hits = times[:0], cpu[:0], 0
		for _, q := range qs {
			began, busy := time.Now(), cpuTime()
			ms := ix.Search(q.typed, anybody, 10)
			times = append(times, time.Since(began).Seconds()*1000)
			cpu = append(cpu, (cpuTime()-busy).Seconds()*1000)
			if slices.ContainsFunc(ms, func(m Match) bool { return m.ID == q.id }) {
				hits++
			}
		}
	}
	slices.Sort(times)
	slices.Sort(cpu)
	n := len(times)
	share := float64(hits) / float64(n)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(share, "found")
	b.ReportMetric(times[n/2], "p50-ms")
	b.ReportMetric(times[n*99/100], "p99-ms")
	b.ReportMetric(cpu[n*99/100], "p99-cpu-ms")
	b.ReportMetric(size, "MB")
	fmt.Printf("%-24s %8.3f %9.2f %9.2f %9.2f %9.2f\n", name, share, times[n/2], times[n*99/100], cpu[n*99/100], cpu[n-1])
}

// heap returns the bytes in use after a collection.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
