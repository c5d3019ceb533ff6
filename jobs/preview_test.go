package jobs

import (
	"testing"

	"vigil/internal/locale"
	"vigil/store"
)

// Every reason has words in every language.
func TestWhysHaveWords(t *testing.T) {
	t.Parallel()
	words := sure(locale.Load())
	seen := map[Why]bool{}
	for _, why := range AllWhys() {
		if seen[why] {
			t.Errorf("%s: twice", why)
		}
		seen[why] = true
		for _, lang := range words.Languages() {
			if !words.For(lang.Code, locale.Options{}).Has("why." + string(why)) {
				t.Errorf("%s: no words for %s", lang.Code, why)
			}
		}
	}
	if len(seen) < 29 {
		t.Errorf("only %d reasons", len(seen))
	}
}

// A preview says of each thing that isn't announced why not: the channel, its
// filters, its kinds, what was told already, or the record.
func TestForeseeWhy(t *testing.T) {
	t.Parallel()
	d := newDiary(t, heldSince()...)
	d.set(store.Channel{ID: "1", Hour: 9})
	d.at("2026-02-09T12:00:00Z")
	d.at("2026-02-10T09:00:00Z")
	d.posts("day 1 2026-02-10 due 02-10T09:00: day ten 2026-02-10")
	ch := sure(d.db.Channels().All(t.Context()))[0]
	expect := func(what, day string, change func(*store.Channel), channel, line Why, posts int) {
		t.Helper()
		ch := ch
		if change != nil {
			change(&ch)
		}
		f := sure(d.Planner.Begin().Foresee(t.Context(), ch, civil(day)))
		if f.Why != channel || len(f.Posts) != posts {
			t.Errorf("%s: %q, %d messages; want %q, %d", what, f.Why, len(f.Posts), channel, posts)
		}
		if line != "" && (len(f.LeftOut) == 0 || f.LeftOut[0].Why != line) {
			t.Errorf("%s: left out %+v, want %q", what, f.LeftOut, line)
		}
	}
	expect("a day to come", "2026-02-11", nil, "", "", 1)
	expect("told already", "2026-02-10", nil, "", WhyAnnounced, 0)
	expect("paused", "2026-02-11", func(c *store.Channel) { c.Paused = true }, WhyPaused, WhyPaused, 0)
	expect("gone", "2026-02-11", func(c *store.Channel) { c.Halted = store.HaltGone }, WhyGone, WhyGone, 0)
	expect("forbidden", "2026-02-11", func(c *store.Channel) { c.Halted = store.HaltForbidden }, WhyForbidden, WhyForbidden, 0)
	expect("filtered", "2026-02-11", func(c *store.Channel) { c.Filters.Countries = []string{"TR"} }, "", WhyFilter, 0)
	expect("another kind", "2026-02-11", func(c *store.Channel) { c.Kinds = []store.Announced{store.AnnouncedHearing} }, "", WhyKind, 0)
	expect("stale", "2027-02-11", nil, "", "status_stale", 0)
}
