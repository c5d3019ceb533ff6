package jobs

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// planned is a planner over a casebook, with servers that read it.
type planned struct {
	*Planner
	db     *store.DB
	access store.Access
}

// plans opens one. Statuses grow stale on server 1002 as the default policy has
// it, and not in ten years on server 1001.
func plans(t testing.TB, casebook []byte) planned {
	t.Helper()
	db := storetest.Open(t)
	access := storetest.LoadBytes(t, db, store.Main, casebook)
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"1001", "1002"} {
		if _, err := db.Servers().Attach(t.Context(), id, store.Main, false, "test"); err != nil {
			t.Fatal(err)
		}
	}
	policy := store.DefaultPolicy()
	policy.Stale = 3650
	if err := db.Servers().SetPolicy(t.Context(), "1001", policy, "test"); err != nil {
		t.Fatal(err)
	}
	return planned{NewPlanner(db, NewVoices(words, "en", time.UTC)), db, access}
}

// people is everybody in the casebook.
func (p planned) people(t testing.TB) []*casefile.Redacted {
	t.Helper()
	all, err := p.Begin().everybody(t.Context(), p.access)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d people, %v", len(all), err)
	}
	return all
}

func civil(s string) calendar.Day {
	d, _ := calendar.MustParse(s).Exact()
	return d
}

// say is a line for comparing.
func say(l store.Line) string {
	return fmt.Sprintf("%s %s %s %s %s %s", l.Day, l.Part, l.Slug, l.Kind, l.Subject, l.Occurrence)
}

// falls are all occasions of a span in the channel, as lines of that part.
func (p planned) falls(t *testing.T, ch store.Channel, from, to calendar.Day) []string {
	t.Helper()
	h, err := p.hearer(t.Context(), ch)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range p.people(t) {
		for _, o := range occasion.Span(c, h.chosen(), from, to) {
			d := store.Fall{Slug: c.Slug, Occasion: o}
			all = append(all, say(lineOf(&d, store.PartDay)))
		}
	}
	slices.Sort(all)
	return all
}

// everywhere are six zones, four of them with days that begin or end in a gap,
// and one that lost a day.
func everywhere() []string {
	return []string{"Asia/Tehran", "America/Santiago", "Africa/Cairo", "Pacific/Apia", "America/Scoresbysund", "Australia/Lord_Howe"}
}

// Over four years, in six time zones and both calendars, what is planned at a
// channel's hour is what a preview of that day says, and the other way round;
// nothing is planned twice; and all that falls within these years is planned.
func TestFourYears(t *testing.T) {
	t.Parallel()
	p := plans(t, starter.Casebook())
	from, to := civil("2023-09-01"), civil("2027-08-31")
	for i, zone := range everywhere() {
		for j, reckoning := range []string{"gregorian", "solar_hijri"} {
			ch := store.Channel{
				ID: fmt.Sprint(2000 + 2*i + j), Server: fmt.Sprint(1001 + (i+j)%2), Kinds: store.AllAnnounced(),
				Hour: []int{0, 9, 23, 12, 23, 2}[i], Timezone: zone, Calendar: reckoning, Through: from.AddDays(-1),
			}
			t.Run(zone+" "+reckoning, func(t *testing.T) {
				t.Parallel()
				p.years(t, ch, from, to)
			})
		}
	}
}

func (p planned) years(t *testing.T, ch store.Channel, from, to calendar.Day) {
	t.Helper()
	h, err := p.hearer(t.Context(), ch)
	if err != nil {
		t.Fatal(err)
	}
	said, all, digests := map[string]bool{}, []string{}, 0
	previews := p.Begin()
	for d := from; !d.After(to); d = d.AddDays(1) {
		f, err := previews.Foresee(t.Context(), ch, d)
		if err != nil {
			t.Fatal(err)
		}
		at, exists := h.hour.On(d)
		if !exists || !at.Equal(f.At) {
			t.Fatalf("%s: %s, the preview says %s", d, at, f.At)
		}
		plan, err := p.Begin().Think(t.Context(), ch, at)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, post := range plan.Posts {
			if !post.Due.Equal(at) || post.Day != d {
				t.Fatalf("%s at %s: due on %s at %s", d, at, post.Day, post.Due)
			}
			for _, l := range slices.Concat(post.Lines, post.More) {
				line := say(l)
				if said[line] {
					t.Fatalf("%s: twice: %s", d, line)
				}
				said[line] = true
				if l.Part == store.PartDay {
					all = append(all, line)
				}
				want = append(want, string(post.Kind)+" "+l.Slug+" "+string(l.Part)+" "+l.Day.String())
			}
			if post.Kind == store.PostDigest {
				digests++
			}
		}
		for _, post := range f.Posts {
			for _, x := range post.Lines {
				got = append(got, string(post.Kind)+" "+x.Casefile.Slug+" "+string(x.Part)+" "+x.Day.String())
				if x.Part == store.PartDay && x.Occasion.Subject == "" {
					t.Fatalf("%s: the preview doesn't know what it is: %+v", d, x)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: planned (-) and foreseen (+) differ\n%s", d, diff)
		}
		for _, x := range f.LeftOut {
			o := store.Fall{Slug: x.Casefile.Slug, Occasion: x.Occasion}
			if x.Why == "" || !x.Day.IsZero() && x.Day != d || said[say(lineOf(&o, store.PartDay))] && !x.Day.IsZero() {
				t.Fatalf("%s: left out %+v", d, x)
			}
		}
		if len(plan.Missed) > 0 || plan.Through != d {
			t.Fatalf("%s: missed %v, through %s", d, plan.Missed, plan.Through)
		}
		if next, _ := h.hour.On(d.AddDays(1)); !plan.Next.Equal(next) {
			t.Fatalf("%s: next at %s", d, plan.Next)
		}
		ch.Through, ch.Digested = plan.Through, plan.Digested
	}
	slices.Sort(all)
	if diff := cmp.Diff(p.falls(t, ch, from, to), all); diff != "" {
		t.Errorf("what falls within these years (-), and what was planned (+)\n%s", diff)
	}
	if weeks := to.Sub(from) / 7; digests < weeks || digests > weeks+1 {
		t.Errorf("%d digests in %d weeks", digests, weeks)
	}
	if len(all) < 50 {
		t.Errorf("only %d occasions: the test would see nothing", len(all))
	}
}

// With downtimes of any length, everything is planned or missed, once: planned
// as long as its hour lies back less than a day.
func TestDowntimes(t *testing.T) {
	t.Parallel()
	p := plans(t, starter.Casebook())
	from, to := civil("2023-09-01"), civil("2027-08-31")
	for i, zone := range everywhere() {
		ch := store.Channel{
			ID: fmt.Sprint(2000 + i), Server: "1001", Hour: []int{0, 9, 23, 12, 23, 2}[i], Timezone: zone, Through: from.AddDays(-1),
			Kinds: store.AllAnnounced()[1:5],
		}
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			seed := uint64(time.Now().UnixNano())
			p.downtimes(t, ch, from, to, rand.New(rand.NewPCG(seed, 1)))
			if t.Failed() {
				t.Logf("seed %d", seed)
			}
		})
	}
}

func (p planned) downtimes(t *testing.T, ch store.Channel, from, to calendar.Day, dice *rand.Rand) {
	t.Helper()
	h, err := p.hearer(t.Context(), ch)
	if err != nil {
		t.Fatal(err)
	}
	now, _ := h.hour.On(from)
	now = now.Add(-time.Hour)
	var all []string
	missed := 0
	for ch.Through.Before(to) {
		// Five minutes, five hours, two days, three weeks, half a year.
		now = now.Add(time.Duration(float64([]time.Duration{1, 60, 600, 6000, 60000}[dice.IntN(5)]) * float64(5*time.Minute) * (dice.Float64() + 0.1)))
		plan, err := p.Begin().Think(t.Context(), ch, now)
		if err != nil {
			t.Fatal(err)
		}
		if !plan.Next.After(now) || plan.Through != h.hour.Last(now) {
			t.Fatalf("at %s: through %s, next %s", now, plan.Through, plan.Next)
		}
		for _, post := range plan.Posts {
			if post.Kind == store.PostDigest {
				continue
			}
			if lag := now.Sub(post.Due); lag < 0 || lag >= 24*time.Hour {
				t.Errorf("at %s: due at %s", now, post.Due)
			}
			for _, l := range post.Lines {
				all = append(all, say(l))
			}
		}
		for _, l := range plan.Missed {
			if due, ok := h.hour.On(l.Day); l.Part != store.PartMissed || ok && now.Sub(due) < 24*time.Hour {
				t.Errorf("at %s: missed %s", now, say(l))
			}
			l.Part = store.PartDay
			all = append(all, say(l))
			missed++
		}
		ch.Through, ch.Digested = plan.Through, plan.Digested
	}
	slices.Sort(all)
	if diff := cmp.Diff(p.falls(t, ch, from, ch.Through), all); diff != "" {
		t.Errorf("what falls within these years (-), and what was planned or missed (+)\n%s", diff)
	}
	if missed == 0 {
		t.Error("nothing was missed: the test would see nothing")
	}
}

// What a channel hears of depends on the kinds that it chose and on nothing
// that another channel chose before it in the same round.
func TestKinds(t *testing.T) {
	t.Parallel()
	p := plans(t, sure(os.ReadFile(storetest.Fictional())))
	expected := imprisoned("expected", "2020-01-01", "2026-01-01")
	fact := expected.Person.Fact
	expected.Proceedings = []casefile.Proceeding{{ID: "p1", Kind: "trial", Date: calendar.MustParse("2026-06-01"), Fact: fact}}
	expected.Sentences = []casefile.Sentence{{ID: "s1", Date: calendar.MustParse("2020-05-01"), Outcome: casefile.BeingServed, Fact: fact,
		Penalties: []casefile.Penalty{{Kind: casefile.Imprisonment, Ends: calendar.MustParse("2027-05-01")}}}}
	storetest.LoadBytes(t, p.db, store.Main, casebook(t, expected))
	from, to := civil("2023-09-01"), civil("2027-08-31")
	round, now := p.Begin(), time.Date(2027, 9, 1, 0, 0, 0, 0, time.UTC)
	different := map[string]bool{}
	for set := range 1 << 4 {
		ch := store.Channel{ID: "2001", Server: "1001", Hour: 9, Through: from.AddDays(-1)}
		for i, k := range store.AllAnnounced()[1:5] {
			if set&(1<<i) != 0 {
				ch.Kinds = append(ch.Kinds, k)
			}
		}
		plan := sure(round.Think(t.Context(), ch, now))
		got := []string{}
		for _, l := range plan.Missed {
			l.Part = store.PartDay
			got = append(got, say(l))
		}
		for _, post := range plan.Posts {
			for _, l := range post.Lines {
				got = append(got, say(l))
			}
		}
		slices.Sort(got)
		want := append([]string{}, p.falls(t, ch, from, to)...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v: want (-), got (+)\n%s", ch.Kinds, diff)
		}
		different[strings.Join(got, "\n")] = true
	}
	if len(different) < 16 {
		t.Errorf("only %d different answers: the test would see nothing", len(different))
	}
}

// A day that a zone skipped is announced on the next, with what falls on that.
func TestSkippedDay(t *testing.T) {
	t.Parallel()
	p := plans(t, casebook(t,
		imprisoned("yesterday", "2010-12-29", "2011-12-01"), imprisoned("skipped", "2010-12-30", "2011-12-01"), imprisoned("today", "2010-12-31", "2011-12-01"),
	))
	ch := store.Channel{ID: "2001", Server: "1001", Kinds: []store.Announced{store.AnnouncedMilestone}, Hour: 9, Timezone: "Pacific/Apia", Through: civil("2011-12-29")}
	hour := calendar.Daily{Hour: 9, Zone: sure(time.LoadLocation("Pacific/Apia"))}
	if f := sure(p.Begin().Foresee(t.Context(), ch, civil("2011-12-30"))); f.Why != WhyNoSuchDay || len(f.Posts) > 0 || !f.At.IsZero() {
		t.Errorf("the day that isn't: %+v", f)
	}
	at, _ := hour.On(civil("2011-12-31"))
	plan := sure(p.Begin().Think(t.Context(), ch, at))
	if got := lines(plan); got != "day 2011-12-31 at 2011-12-30T19:00:00Z: skipped on 2011-12-30, today on 2011-12-31; digest 2011-12-31 at 2011-12-30T19:00:00Z: " {
		t.Errorf("%s", got)
	}
	f := sure(p.Begin().Foresee(t.Context(), ch, civil("2011-12-31")))
	if len(f.Posts) != 1 || len(f.Posts[0].Lines) != 2 {
		t.Errorf("foreseen: %+v", f.Posts)
	}
	// The day before it hasn't come yet.
	if plan := sure(p.Begin().Think(t.Context(), ch, at.Add(-1))); plan.Through != civil("2011-12-29") || !plan.Next.Equal(at) {
		t.Errorf("before: %s, next %s", plan.Through, plan.Next)
	}
	// Later it was missed, all of it.
	if plan := sure(p.Begin().Think(t.Context(), ch, at.Add(24*time.Hour))); len(plan.Missed) != 2 {
		t.Errorf("a day later: %v", plan.Missed)
	}
}

// lines are what a plan posts.
func lines(p store.Plan) string {
	var posts []string
	for _, post := range p.Posts {
		var all []string
		for _, l := range post.Lines {
			all = append(all, l.Slug+" on "+l.Day.String())
		}
		posts = append(posts, fmt.Sprintf("%s %s at %s: %s", post.Kind, post.Day, post.Due.UTC().Format(time.RFC3339), strings.Join(all, ", ")))
	}
	return strings.Join(posts, "; ")
}

// sure is for tests whose plans can't fail.
func sure[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// imprisoned is somebody held since a day, by a status of another.
func imprisoned(slug, since, asOf string) *casefile.Casefile {
	fact := casefile.Fact{Sources: []string{"s"}}
	return &casefile.Casefile{
		Slug: slug, Visibility: casefile.Public, Country: "IR",
		Person:  casefile.Person{Name: "Invented " + slug, Fact: fact},
		Status:  casefile.Status{Code: casefile.Imprisoned, AsOf: calendar.MustParse(asOf), Fact: fact},
		Custody: []casefile.Custody{{Kind: "prison", Start: calendar.MustParse(since), Fact: fact}},
		Sources: []casefile.Source{{ID: "s", Publisher: "Invented Wire"}},
	}
}

// casebook is a file of those casefiles.
func casebook(t testing.TB, all ...*casefile.Casefile) []byte {
	t.Helper()
	var docs []string
	for _, c := range all {
		docs = append(docs, string(sure(c.Marshal())))
	}
	return fmt.Appendf(nil, "{\"format\": %q, \"casefiles\": [%s]}", casefile.Format, strings.Join(docs, ","))
}
