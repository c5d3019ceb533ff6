package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// various is [person] with values that differ from one to the other, so that
// inquiries mean some of them.
func various(n int) *casefile.Casefile {
	c, r := person(n), rand.New(rand.NewPCG(5, uint64(n)))
	draw := func(texts ...string) string { return texts[int(float64(len(texts))*r.Float64()*r.Float64())] }
	c.Country = draw("IR", "RU", "BY", "CN", "TR", "EG", "HK", "SA")
	c.Person.Sex = draw("male", "female")
	c.Person.Born = &casefile.Life{Date: calendar.MustParse(fmt.Sprint(1940 + r.IntN(65)))}
	c.Person.Professions[0].Text = draw("journalist", "film-maker", "poet", "lawyer", "musician", "student", "teacher", "photographer")
	c.Status.Code = casefile.StatusCode(draw("imprisoned", "released", "bail", "exile", "detained", "deceased", "unknown"))
	start := calendar.MustParse(fmt.Sprintf("20%02d-%02d-%02d", 10+r.IntN(16), 1+r.IntN(12), 1+r.IntN(28)))
	c.Custody[0].Start, c.Proceedings[0].Date, c.Custody[0].Place = start, start, fmt.Sprintf("Invented Prison %d", r.IntN(200))
	s := &c.Sentences[0]
	s.Date = calendar.MustParse(fmt.Sprintf("20%02d-%02d", 10+r.IntN(16), 1+r.IntN(12)))
	s.Court = fmt.Sprintf("Branch %d, Invented Court", r.IntN(100))
	s.Outcome = casefile.Outcome(draw("in_force", "served", "overturned", "pardoned", "unknown"))
	s.Penalties[0].Outcome = s.Outcome
	s.Penalties[0].Term.Years = 1 + int(20*r.Float64()*r.Float64())
	if lashes := 10 + r.IntN(90); n%2 == 0 {
		s.Penalties[1].Count = &lashes
	} else {
		s.Penalties = s.Penalties[:1]
	}
	c.People[0].Name = fmt.Sprintf("Mina Vakil%d", r.IntN(3000))
	return c
}

// BenchmarkCensus asks about 100,000 people, and changes one of them.
func BenchmarkCensus(b *testing.B) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	public := func(i int) *casefile.Redacted {
		r, ok := various(i).Public(nil)
		if !ok {
			b.Fatal("not public")
		}
		return r
	}
	all := make([]*casefile.Redacted, n)
	for i := range all {
		all[i] = public(i)
	}
	runtime.GC()
	before, began := heap(), time.Now()
	c, change := store.CensusForTest(all)
	took := time.Since(began)
	runtime.GC()
	size := float64(heap()-before) / 1e6
	clear(all)
	runtime.GC()
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			continue
		}
		b.ReportMetric(size, "MB")
		b.ReportMetric(took.Seconds(), "s")
	})

	is := func(f store.Field, key string) store.Cond { return store.Has{Field: f, Key: key} }
	held := store.Recorded{What: store.BeingHeld}
	for _, x := range []struct {
		name string
		ask  store.Inquiry
	}{
		{"women in prison", store.All(is(store.FieldSex, "female"), held)},
		{"a profession", store.All(is(store.FieldProfession, "poet"))},
		{"in one prison", store.All(is(store.FieldPlace, "Invented Prison 7"), held)},
		{"more than five years", store.All(store.Sentenced{Term: &store.TermIs{Is: store.More, Term: years(5)}})},
		{"poets with more than five years in Iran", store.All(is(store.FieldProfession, "poet"), is(store.FieldCountry, "IR"), store.Sentenced{Term: &store.TermIs{Is: store.More, Term: years(5)}})},
		{"over 50 lashes", store.All(store.Sentenced{Lashes: &store.LashesAre{Is: store.More, Count: 50}})},
		{"sentenced in 2023", store.All(store.Dated{Of: store.SentenceDate, From: day("2023-01-01"), To: day("2023-12-31")})},
		{"prison by one court in 2023", store.All(store.Sentenced{Penalties: []casefile.PenaltyKind{casefile.Imprisonment}, Courts: []string{"branch7inventedcourt"}, From: day("2023-01-01"), To: day("2023-12-31")})},
		{"arrested in May 2022", store.All(store.Dated{Of: store.ArrestDate, From: day("2022-05-01"), To: day("2022-05-31")})},
		{"no lawyer", store.Inquiry{All: []store.Clause{{Any: []store.Cond{store.Recorded{What: store.ALawyer}}, Not: true}}}},
		{"neither overturned nor pardoned", store.All(store.Sentenced{Standing: true})},
		{"everybody", store.Inquiry{}},
	} {
		b.Run("find "+x.name, func(b *testing.B) {
			var spent []time.Duration
			found := 0
			for b.Loop() {
				began := time.Now()
				f := c.Find(x.ask)
				spent = append(spent, time.Since(began))
				found = len(f.Yes) + len(f.Unsure)
			}
			slices.Sort(spent)
			b.ReportMetric(float64(spent[len(spent)/2].Nanoseconds())/1e6, "median-ms")
			b.ReportMetric(float64(spent[len(spent)*99/100].Nanoseconds())/1e6, "p99-ms")
			b.ReportMetric(float64(found), "found")
		})
	}
	for name, o := range map[string]store.Order{"longest term": store.LongestTerm, "oldest": store.Oldest, "longest held": store.LongestHeld} {
		b.Run("rank "+name, func(b *testing.B) {
			for b.Loop() {
				c.Rank(store.Inquiry{}, o, store.Sentenced{}, day("2026-01-20"))
			}
		})
	}
	for _, key := range []string{"thepaperorchard777", "minavakil77", "branch7", "journalist", "nothingcalledso"} {
		b.Run("terms "+key, func(b *testing.B) {
			for b.Loop() {
				c.Terms(key)
			}
		})
	}
	for _, key := range []string{"jurnalist", "filmaker", "pappeorchard777", "thepaprorchrd777", "minavakli77", "qwertyuiop", "brnch7", "inventdcourrt"} {
		b.Run("near "+key, func(b *testing.B) {
			for b.Loop() {
				c.Near(key)
			}
		})
	}
	b.Run("change one", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			r := public(i * 7919 % n)
			r.Works = append(r.Works, casefile.Work{Title: fmt.Sprintf("Another Orchard %d", i)})
			b.StartTimer()
			change(i*7919%n, r)
		}
	})
}

// BenchmarkCensusFollows takes the census after each save, from a database.
func BenchmarkCensusFollows(b *testing.B) {
	const n = 10_000
	db := storetest.Open(b)
	if _, err := db.Curation().Import(b.Context(), 1, bytes.NewReader(people(b, n)), store.ImportOptions{Publish: true}); err != nil {
		b.Fatal(err)
	}
	access := mainBook(b, db).Access()
	b.Run("take", func(b *testing.B) {
		for b.Loop() {
			census(b, db, access)
		}
	})
	b.Run("after a save", func(b *testing.B) {
		i := 0
		for b.Loop() {
			b.StopTimer()
			saved, err := db.Curation().Casefile(b.Context(), access.Reads[0], fmt.Sprintf("person-%d", i*7919%n))
			if err != nil {
				b.Fatal(err)
			}
			i++
			saved.Casefile.Works = append(saved.Casefile.Works, casefile.Work{Title: fmt.Sprintf("Another Orchard %d", i), Fact: casefile.Fact{Sources: []string{"s1"}}})
			if _, err := db.Curation().Save(b.Context(), access.Reads[0], saved.Casefile, saved.Version, "curator", "bench"); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			census(b, db, access)
		}
	})
}
