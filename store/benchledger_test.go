package store_test

import (
	"fmt"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/store"
	"vigil/store/storetest"
)

// hearers sets up so many channels, which begin today.
func hearers(b *testing.B, db *store.DB, n int) []store.Channel {
	b.Helper()
	if _, err := db.Servers().Attach(b.Context(), "500", store.Main, true, "bench"); err != nil {
		b.Fatal(err)
	}
	store.ChannelsForTest(b, db, "500", n)
	all, err := db.Channels().Due(b.Context(), storetest.Now(), n)
	if err != nil || len(all) != n {
		b.Fatalf("%d channels, %v", len(all), err)
	}
	return all
}

// planned is a plan for each channel: one message of so many of the lines.
func planned(all []store.Channel, on calendar.Day, lines []store.Line) []store.Plan {
	plans := make([]store.Plan, len(all))
	for i, ch := range all {
		plans[i] = store.Plan{
			Channel: ch, Through: on, Next: storetest.Now().Add(24 * time.Hour),
			Posts: []store.Planned{{Kind: store.PostDay, Day: on, Due: storetest.Now(), Lines: lines}},
		}
	}
	return plans
}

// falling are lines about so many invented people on one day.
func falling(n int, on calendar.Day) []store.Line {
	lines := make([]store.Line, n)
	for i := range lines {
		lines[i] = store.Line{Casebook: 1, Casefile: int64(i + 1), Kind: store.AnnouncedMilestone, Subject: "custody/2023-02-10", Occurrence: on.String(), Part: store.PartDay, Day: on}
	}
	return lines
}

// BenchmarkDue asks ten thousand channels whether the hour of any has come,
// when none has.
func BenchmarkDue(b *testing.B) {
	db := storetest.Open(b)
	all := hearers(b, db, 10_000)
	if _, err := db.Ledger().Write(b.Context(), storetest.Now(), planned(all, calendar.Day{Year: 2026, Month: 1, Day: 20}, nil)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		due, err := db.Channels().Due(b.Context(), storetest.Now(), 10_000)
		if err != nil || len(due) > 0 {
			b.Fatalf("%d are due, %v", len(due), err)
		}
	}
}

// BenchmarkWritePlans writes a message of five lines for each of ten thousand channels.
func BenchmarkWritePlans(b *testing.B) {
	db := storetest.Open(b)
	on := calendar.Day{Year: 2026, Month: 1, Day: 20}
	for b.Loop() {
		b.StopTimer()
		store.ForgetLedgerForTest(b, db)
		all := hearers(b, db, 10_000)
		plans := planned(all, on, falling(5, on))
		b.StartTimer()
		if n, err := db.Ledger().Write(b.Context(), storetest.Now(), plans); err != nil || n != len(all) {
			b.Fatalf("%d messages, %v", n, err)
		}
	}
}

// BenchmarkDeliver takes 48 messages from the ledger and notes that they were
// posted, while a hundred thousand wait: ten in each of ten thousand channels,
// and as many again in channels that take nothing.
func BenchmarkDeliver(b *testing.B) {
	db := storetest.Open(b)
	all := hearers(b, db, 10_000)
	on := calendar.Day{Year: 2026, Month: 1, Day: 20}
	for i := range 10 {
		lines := falling(1, on)
		lines[0].Subject = fmt.Sprint("custody/", i)
		plans := planned(all, on, lines)
		if _, err := db.Ledger().Write(b.Context(), storetest.Now(), plans); err != nil {
			b.Fatal(err)
		}
		var err error
		if all, err = db.Channels().All(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	for i, ch := range all {
		if i%10 == 0 {
			if err := db.Channels().Halt(b.Context(), ch.ID, store.HaltGone); err != nil {
				b.Fatal(err)
			}
		}
	}
	l := db.Ledger()
	var claim, settle time.Duration
	n := 0
	for b.Loop() {
		began := time.Now()
		posts, err := l.Claim(b.Context(), "bench", 48)
		if err != nil || len(posts) != 48 {
			b.Fatalf("%d messages, %v", len(posts), err)
		}
		claim += time.Since(began)
		said := make([]store.Said, len(posts))
		for i, p := range posts {
			said[i] = store.Said{Post: p.ID, Outcome: store.SaidPosted, Message: fmt.Sprint(p.ID), Prints: [][]byte{{1}}}
		}
		began = time.Now()
		if err := l.Settle(b.Context(), "bench", said); err != nil {
			b.Fatal(err)
		}
		settle += time.Since(began)
		n++
	}
	b.ReportMetric(float64(claim.Microseconds())/1000/float64(n), "claim-ms")
	b.ReportMetric(float64(settle.Microseconds())/1000/float64(n), "settle-ms")
}
