package jobs

import (
	"cmp"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// BenchmarkPlan finds out what is due in 10,000 channels at one instant, over
// 20 casebooks of 5,000 people each, of whom each is held since some day, was
// sentenced on another and was born on a third. The channels are set up in about
// 1,200 ways: by casebook, kinds, calendar and filters. On an ordinary day, and on
// a Monday, when each has a digest.
func BenchmarkPlan(b *testing.B) {
	const books, people, channels = 20, 5_000, 10_000
	db := storetest.Open(b)
	for i := range books {
		storetest.LoadBytes(b, db, fmt.Sprintf("book-%d", i), manyHeld(i*people, people))
	}
	for i := range channels {
		if _, err := db.Servers().Attach(b.Context(), fmt.Sprint(100_000+i), fmt.Sprintf("book-%d", i%books), false, "bench"); err != nil {
			b.Fatal(err)
		}
	}
	words, err := locale.Load()
	if err != nil {
		b.Fatal(err)
	}
	p := NewPlanner(db, NewVoices(words, "en", time.UTC))
	planning := &Planning{Planner: p, Channels: db.Channels(), Log: slog.New(slog.DiscardHandler)}
	before := time.Now()
	if err := db.Public().Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	warming := time.Since(before)
	b.Run("start", func(b *testing.B) { b.ReportMetric(warming.Seconds(), "s") })
	for _, day := range []string{"2026-01-20", "2026-01-26"} {
		b.Run(map[string]string{"2026-01-20": "an ordinary day", "2026-01-26": "a Monday"}[day], func(b *testing.B) {
			on := civil(day)
			now, _ := calendar.Daily{Hour: 9, Zone: time.UTC}.On(on)
			all := manyChannels(channels, on.AddDays(-1))
			lines, before := 0, processorTime()
			for b.Loop() {
				round := p.Begin()
				lines = 0
				for due := range slices.Chunk(all, channelsAtOnce) {
					plans := planning.think(b.Context(), round, due, now)
					if len(plans) != len(due) {
						b.Fatal(len(plans))
					}
					for _, plan := range plans {
						for _, post := range plan.Posts {
							lines += len(post.Lines) + len(post.More)
						}
					}
				}
			}
			b.ReportMetric(float64(processorTime()-before)/float64(time.Millisecond)/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(lines), "lines")
		})
	}
	b.Run("nothing is due", func(b *testing.B) {
		for b.Loop() {
			if waiting, err := db.Ledger().Waiting(b.Context(), storetest.Now()); waiting || err != nil {
				b.Fatal(waiting, err)
			}
		}
	})
}

// manyChannels are channels as communities set them up.
func manyChannels(n int, through calendar.Day) []store.Channel {
	kinds := [][]store.Announced{
		store.AllAnnounced(), store.AllAnnounced(), {store.AnnouncedUpdate, store.AnnouncedHearing, store.AnnouncedDigest},
		{store.AnnouncedAnniversary, store.AnnouncedMilestone, store.AnnouncedDigest}, {store.AnnouncedCountdown, store.AnnouncedHearing, store.AnnouncedDigest},
	}
	filters := []store.Filters{
		{}, {}, {}, {Countries: []string{"IR"}}, {Countries: []string{"IR", "TR"}}, {Professions: []string{"poet"}}, {Professions: []string{"film"}},
		{Statuses: []casefile.StatusCode{casefile.Imprisoned}}, {Countries: []string{"BY"}, Professions: []string{"journalist"}}, {Countries: []string{"CN"}},
	}
	all := make([]store.Channel, n)
	for i := range all {
		all[i] = store.Channel{
			ID: fmt.Sprint(900_000 + i), Server: fmt.Sprint(100_000 + i), Hour: 9, Timezone: "UTC", Kinds: kinds[i/20%len(kinds)],
			Calendar: []string{"gregorian", "gregorian", "solar_hijri"}[i/100%3], Filters: filters[i/300%len(filters)], Through: through,
		}
	}
	return all
}

// manyHeld is a casebook file of n people with days of their own.
func manyHeld(from, n int) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "{\"format\": %q, \"casefiles\": [\n", casefile.Format)
	countries, professions := []string{"IR", "TR", "BY", "CN", "SA"}, []string{"Poet", "Film-maker", "Journalist", "Teacher"}
	for i := range n {
		i += from
		since := civil("2019-01-01").AddDays(i * 7919 % 2500)
		c := imprisoned(fmt.Sprintf("person-%06d", i), since.String(), "2026-01-01")
		c.Country = countries[i%len(countries)]
		c.Person.Professions = []casefile.Text{{Text: professions[i/7%len(professions)], Fact: c.Person.Fact}}
		c.Person.Born = &casefile.Life{Date: calendar.DateOf(civil("1950-01-01").AddDays(i * 104729 % 18000)), Fact: c.Person.Fact}
		c.Sentences = []casefile.Sentence{{
			ID: "s1", Date: calendar.DateOf(since.AddDays(i % 300)), Outcome: casefile.BeingServed, Fact: c.Person.Fact,
			Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment, Ends: calendar.DateOf(since.AddDays(3000 + i%2000))}},
		}}
		out.WriteString(strings.Repeat(",\n", cmp.Compare(i, from)))
		doc, err := c.Marshal()
		if err != nil {
			panic(err)
		}
		out.Write(doc)
	}
	out.WriteString("]}\n")
	return []byte(out.String())
}

// processorTime is what this process used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
