package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// BenchmarkWriteFact saves one more fact of one of many casefiles, as a curator
// does: read, change, save, with all that goes with it and the disk told to
// keep it. p50 and p99 are of the saving alone.
func BenchmarkWriteFact(b *testing.B) {
	const n = 100_000
	name, _ := peopleFile(b, n)
	db := storetest.Open(b)
	in, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.Curation().Import(b.Context(), 1, in, store.ImportOptions{Publish: true, Author: "bench"}); err != nil {
		b.Fatal(err)
	}
	in.Close()
	changes := []struct {
		name     string
		change   func(c *casefile.Casefile, n int)
		announce bool
	}{
		{"an event more", func(c *casefile.Casefile, n int) {
			c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("x", n), Kind: "statement", Date: calendar.MustParse("2026-01-19"),
				Text: fmt.Sprintf("a statement of support, number %d", n), Fact: casefile.Fact{Sources: []string{"s1"}}})
		}, false},
		{"an event more, announced", func(c *casefile.Casefile, n int) {
			c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("y", n), Kind: "release", Text: fmt.Sprint("reported by a neighbour ", n), Fact: casefile.Fact{Sources: []string{"s1"}}})
		}, true},
		{"another status", func(c *casefile.Casefile, n int) { c.Status.Text = fmt.Sprintf("moved to ward %d", n) }, false},
		{"a confidential note", func(c *casefile.Casefile, n int) {
			c.Notes = append(c.Notes, casefile.Remark{About: "family", Text: fmt.Sprint("asked again ", n),
				Fact: casefile.Fact{Sources: []string{"s2"}, Visibility: casefile.Confidential}})
		}, false},
	}
	for _, change := range changes {
		b.Run(change.name, func(b *testing.B) {
			random := rand.New(rand.NewPCG(1, 2))
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				slug := fmt.Sprint("person-", random.IntN(n))
				c, err := db.Curation().Casefile(b.Context(), 1, slug)
				if err != nil {
					b.Fatal(err)
				}
				e, err := db.Desk().Open(b.Context(), store.Edit{Casebook: 1, Slug: slug, Base: c.Version, Kind: "event", By: "bench"})
				if err != nil {
					b.Fatal(err)
				}
				change.change(c.Casefile, i)
				began := time.Now()
				_, err = db.Curation().Commit(b.Context(), store.Saving{Casebook: 1, Casefile: c.Casefile, Base: c.Version, By: "bench", Edit: e.ID, Announce: change.announce})
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			reportSpread(b, took)
		})
	}
}

// reportSpread reports how long something took, in milliseconds.
func reportSpread(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	for _, p := range []int{50, 99} {
		b.ReportMetric(float64(took[min(len(took)-1, len(took)*p/100)].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
}

// BenchmarkCurated is what curators look up, among many casefiles of which half
// are drafts.
func BenchmarkCurated(b *testing.B) {
	const n = 100_000
	db := storetest.Open(b)
	for _, publish := range []bool{true, false} {
		var cs []*casefile.Casefile
		for i := range n / 2 {
			c := person(i)
			if !publish {
				c = person(n/2 + i)
			}
			cs = append(cs, c)
		}
		if _, err := db.Curation().Import(b.Context(), 1, bytes.NewReader(casebookOf(b, cs)), store.ImportOptions{Publish: publish}); err != nil {
			b.Fatal(err)
		}
	}
	cur := db.Curation()
	if _, err := cur.Suggest(b.Context(), 1, "a", 1); err != nil { // fills both indexes
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	called := func() string { return person(random.IntN(n)).Person.Name }
	for _, look := range []struct {
		name string
		up   func(ctx context.Context) error
	}{
		{"suggest nothing typed", func(ctx context.Context) error { _, err := cur.Suggest(ctx, 1, "", 25); return err }},
		{"suggest a beginning", func(ctx context.Context) error {
			name := []rune(called())
			_, err := cur.Suggest(ctx, 1, string(name[:3+random.IntN(len(name)-3)]), 25)
			return err
		}},
		{"resolve", func(ctx context.Context) error {
			_, err := cur.Resolve(ctx, 1, called())
			if errors.As(err, new(*store.CuratedAmbiguous)) {
				err = nil
			}
			return err
		}},
		{"similar", func(ctx context.Context) error {
			_, err := cur.Similar(ctx, 1, []string{called() + "y"}, 5)
			return err
		}},
		{"stale", func(ctx context.Context) error { _, _, err := cur.Stale(ctx, 1, 0, 10); return err }},
	} {
		b.Run(look.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				if err := look.up(b.Context()); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			reportSpread(b, took)
		})
	}
}
