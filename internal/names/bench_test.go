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
// which other programs on the machine lengthen less. People are invented. "Typing" asks at every letter of every question, as
// autocomplete does. "Resolved" is [Index.Best]. "After a save" puts somebody
// anew before each search, and counts the putting.
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
			ask(b, ix, size, n, tr.name, questions(people, 2000, tr), searched)
		}
		ask(b, ix, size, n, "typing", typing(people), searched)
		ask(b, ix, size, n, "short and common", common(), searched)
		for i, name := range []string{"as spelled", "", "one mistake"} {
			if name != "" {
				ask(b, ix, size, n, "resolved, "+name, questions(people, 2000, traits()[i]), resolved)
			}
		}
		ask(b, ix, size, n, "after a save", questions(people, 5000, traits()[2]), func(ix *Index, q question) bool {
			p := people[q.id-1]
			ix.Put(p.id, 1, append(slices.Clip(p.names), people[q.id%uint64(len(people))].names[1]))
			return searched(ix, q)
		})
		ask(b, ix, size, n, "real spellings", realPeople(ix, pairings(b)), searched)
	}
}

// searched reports whether the person is among the first ten.
func searched(ix *Index, q question) bool {
	return slices.ContainsFunc(ix.Search(q.typed, anybody, 10), func(m Match) bool { return m.ID == q.id })
}

// resolved reports whether the text is taken for the person, or they are among several.
func resolved(ix *Index, q question) bool {
	ms, verdict := ix.Best(q.typed, anybody)
	return verdict != None && slices.ContainsFunc(ms, func(m Match) bool { return m.ID == q.id })
}

// common returns the beginnings that most names have, alone and together.
func common() []question {
	var qs []question
	for _, typed := range []string{
		"a", "m", "s", "r", "z", "ma", "mo", "moh", "moha", "moham", "mohammad", "al", "ali", "am", "amir", "re", "reza", "ras", "sa",
		"م", "مح", "محم", "محمد", "ع", "عل", "علی", "ا", "ام", "امیر", "ر", "رض", "رضا", "س", "سی", "سید",
		"m a", "moh ali", "ali moh", "ali r", "amir m", "moh moh", "a b", "s m r", "mohammad m", "mohammad reza", "reza a", "mohmmad al",
		"م ع", "محم عل", "علی م", "رضا ا", "امیر محم", "محمد رضا م", "mohammadali", "محمدع", "zadeh", "pour", "nejad a", "زاده", "پور",
	} {
		for range 20 {
			qs = append(qs, question{typed: typed})
		}
	}
	return qs
}

func ask(b *testing.B, ix *Index, size float64, n int, name string, qs []question, find func(*Index, question) bool) {
	b.Run(fmt.Sprintf("%d/%s", n, strings.ReplaceAll(name, " ", "_")), func(b *testing.B) {
		measure(b, ix, size, name, qs, find)
	})
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

func measure(b *testing.B, ix *Index, size float64, name string, qs []question, find func(*Index, question) bool) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var times, cpu []float64
	hits := 0
	for b.Loop() {
		times, cpu, hits = times[:0], cpu[:0], 0
		for _, q := range qs {
			began, busy := time.Now(), cpuTime()
			found := find(ix, q)
			times = append(times, time.Since(began).Seconds()*1000)
			cpu = append(cpu, (cpuTime()-busy).Seconds()*1000)
			if found {
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
