package answer_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// BenchmarkAsk asks all questions of the files of a casebook with the invented
// and the nineteen public cases among 100,000 invented ones (ASK_PEOPLE sets how many), and
// reports how long the median and the slowest in a hundred take, on the clock and of the processor: of each question the fastest of
// its rounds, so that what else the machine does isn't counted. The first round, in which casefiles are
// read for the first time, is reported apart. ASK_SLOW=1 lists the slow ones, the slowest first.
func BenchmarkAsk(b *testing.B) {
	n := 100_000
	if s := os.Getenv("ASK_PEOPLE"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	db := storetest.Open(b)
	storetest.Load(b, db, "main", storetest.Fictional())
	storetest.LoadBytes(b, db, "main", starter.Casebook())
	access := storetest.LoadBytes(b, db, "main", crowd(b, n))
	words, err := locale.Load()
	if err != nil {
		b.Fatal(err)
	}
	answerer, err := answer.New(db.Public(), words)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(db.Public().Warm(b.Context()), db.Public().WarmCensus(b.Context())); err != nil {
		b.Fatal(err)
	}
	all := everyQuestion(b)
	en, fa := words.For("en", locale.Options{}), words.For("fa", locale.Options{})
	ask := func(q asked) spent {
		now, err := time.Parse(time.RFC3339, q.Now)
		if err != nil {
			b.Fatal(err)
		}
		began := spentSoFar(b)
		if _, err := answerer.Ask(b.Context(), answer.Question{Text: q.Question, Access: access, Locale: en, English: en, Persian: fa, Now: now}); err != nil {
			b.Fatal(err)
		}
		ended := spentSoFar(b)
		return spent{ended.clock - began.clock, ended.processor - began.processor}
	}
	b.ReportMetric(float64(ask(all[0]).clock.Microseconds())/1000, "first-ms")
	report := func(name string, took []time.Duration) {
		slices.Sort(took)
		at := func(p float64) float64 { return float64(took[int(p*float64(len(took)-1))].Microseconds()) / 1000 }
		b.ReportMetric(at(0.5), name+"p50-ms")
		b.ReportMetric(at(0.99), name+"p99-ms")
		b.ReportMetric(at(1), name+"max-ms")
	}
	round := func() (clock, processor []time.Duration) {
		for _, q := range all {
			x := ask(q)
			clock, processor = append(clock, x.clock), append(processor, x.processor)
		}
		return clock, processor
	}
	cold, _ := round()
	report("cold-", cold)
	clock, processor := round()
	b.ResetTimer()
	rounds := max(b.N, 5)
	for range rounds {
		c, p := round()
		for i := range all {
			clock[i], processor[i] = min(clock[i], c[i]), min(processor[i], p[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(rounds*len(all)), "µs/question")
	if os.Getenv("ASK_SLOW") != "" {
		order := make([]int, len(all))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int { return cmp.Compare(processor[j], processor[i]) })
		for _, i := range order {
			if d := processor[i]; d > 2*time.Millisecond {
				fmt.Printf("%v of the processor, %v: %s\n", d, clock[i], all[i].Question) // b.Log would cut it short
			}
		}
	}
	for name, took := range map[string][]time.Duration{"": clock, "cpu-": processor} {
		report(name, slices.Clone(took))           // which it sorts
		for _, many := range []bool{false, true} { // questions about everybody look at everybody
			var some []time.Duration
			for i, d := range took {
				if (all[i].Kind == "aggregate") == many {
					some = append(some, d)
				}
			}
			report(map[bool]string{false: "one-", true: "many-"}[many]+name, some)
		}
	}

	// The first question after a save is one over a record that has changed.
	var took []time.Duration
	for range 5 {
		save(b, db)
		took = append(took, ask(all[0]).clock)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[2].Microseconds())/1000, "after-save-ms")
}

// spent is time on the clock, and time that the process had of the processor:
// the former is longer where others use the machine.
type spent struct{ clock, processor time.Duration }

// spentSoFar is both, from a beginning that doesn't matter.
func spentSoFar(b *testing.B) spent {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return spent{time.Duration(time.Now().UnixNano()), time.Duration(u.Utime.Nano() + u.Stime.Nano())}
}

// save changes one casefile.
func save(b *testing.B, db *store.DB) {
	b.Helper()
	const slug = "crowd-1"
	stored, err := db.Curation().Casefile(b.Context(), 1, slug)
	if err != nil {
		b.Fatal(err)
	}
	c := stored.Casefile
	c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("x", len(c.Events)), Kind: "statement", Date: calendar.MustParse("2025-01"),
		Text: fmt.Sprint("a further letter was published, number ", len(c.Events)), Fact: casefile.Fact{Sources: []string{"s1"}}})
	if _, err := db.Curation().Save(b.Context(), 1, c, stored.Version, "bench", "a letter"); err != nil {
		b.Fatal(err)
	}
}

// crowd is a casebook file of n invented people, whose records differ in what
// is asked about.
func crowd(b *testing.B, n int) []byte {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 1))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	name := func() string {
		s := ""
		for range 2 + r.IntN(2) {
			s += pick("ba", "dar", "fe", "go", "han", "jo", "ka", "lim", "mo", "nar", "pe", "ras", "so", "tav", "vi", "yar", "zo", "shir", "khor", "meh")
		}
		return string(s[0]-32) + s[1:]
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"format\": %q, \"casefiles\": [\n", casefile.Format)
	for i := range n {
		if i > 0 {
			out.WriteString(",\n")
		}
		years, year := 1+r.IntN(12), 2016+r.IntN(10)
		day := fmt.Sprintf("%d-%02d-%02d", year, 1+r.IntN(12), 1+r.IntN(28))
		fact := []string{"s1"}
		record := map[string]any{
			"slug": fmt.Sprint("crowd-", i), "visibility": "public", "country": pick("IR", "RU", "CN", "BY", "TR", "EG", "SA", "ER"),
			"person": map[string]any{"name": name() + " " + name() + "i", "sex": pick("male", "female"), "born": map[string]any{"date": fmt.Sprint(1940 + r.IntN(60)), "sources": fact},
				"names":       []any{map[string]any{"text": name() + " " + name(), "kind": "alias"}},
				"professions": []any{map[string]any{"text": pick("film-maker", "journalist", "lawyer", "writer", "singer", "student", "teacher", "photographer"), "sources": fact}}},
			"status":  map[string]any{"code": pick("imprisoned", "released", "bail", "exile", "incommunicado", "deceased"), "as_of": "2026-01-10", "sources": fact},
			"custody": []any{map[string]any{"kind": "prison", "start": day, "place": pick("Invented Prison", "Sample Prison", "Nowhere Prison"), "sources": fact}},
			"charges": []any{map[string]any{"id": "c1", "text": pick("propaganda against the system", "assembly and collusion", "espionage", fmt.Sprint("assembly number ", i%500)), "sources": fact}},
			"sentences": []any{map[string]any{"id": "v1", "date": day, "court": fmt.Sprintf("Branch %d, %s Court", 1+r.IntN(90), pick("Invented", "Sample")), "charges": []string{"c1"}, "rule": "unknown",
				"outcome": pick("in_force", "upheld", "overturned", "served"), "sources": fact,
				"penalties": []any{map[string]any{"kind": "imprisonment", "term": fmt.Sprintf("P%dY", years), "outcome": "in_force"}, map[string]any{"kind": pick("flogging", "fine", "ban")}}}},
			"works":   []any{map[string]any{"title": fmt.Sprint("The ", name(), " ", pick("Orchard", "Letter", "River", "Window")), "year": fmt.Sprint(year), "sources": fact}},
			"people":  []any{map[string]any{"name": name() + " " + name(), "role": "lawyer", "sources": fact}},
			"events":  []any{map[string]any{"id": "e1", "kind": "statement", "date": "2024-05", "text": "a letter was published by colleagues abroad", "sources": fact}},
			"sources": []any{map[string]any{"id": "s1", "publisher": "Invented Wire", "title": "Summary", "url": "https://example.invalid/w", "published": "2025-01-02"}},
		}
		data, err := json.Marshal(record)
		if err != nil {
			b.Fatal(err)
		}
		out.Write(data)
	}
	out.WriteString("]}\n")
	return out.Bytes()
}
