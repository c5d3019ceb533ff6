package occasion_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	. "vigil/internal/occasion"
)

// everyRule are rules that differ in all that changes which day is marked.
func everyRule() []Rules {
	var all []Rules
	for _, reckoning := range []calendar.Reckoning{calendar.Gregorian, calendar.SolarHijri} {
		for _, leap := range []calendar.LeapRule{calendar.OnFebruary28, calendar.OnMarch1} {
			for _, stale := range []int{0, 365} {
				all = append(all, Rules{Of: All(), Reckoning: reckoning, Leap: leap, Every: 100, Stale: stale})
			}
		}
	}
	return append(all, Rules{Of: OfKind(Anniversary), Every: 7, OnTheDay: true})
}

// Over four years of days, for every casefile we have: what falls on each day
// is what the span as a whole says, and what the record says in short; keys
// come once; and nothing is announced that the casefile doesn't bear out.
func TestFourYears(t *testing.T) {
	t.Parallel()
	from, to := day(t, "2025-01-01"), day(t, "2028-12-31")
	seen := map[About]int{}
	for _, c := range books(t) {
		record := RecordOf(c)
		for _, r := range everyRule() {
			span := Span(c, r, from, to)
			if r.Leap == calendar.OnFebruary28 { // the other rule has tests of its own
				agree(t, c, &record, r, from, to, span)
			}
			if !slices.IsSortedFunc(span, Occasion.Compare) {
				t.Errorf("%s: not in order", c.Slug)
			}
			keys := map[string]bool{}
			for _, o := range span {
				seen[o.About]++
				key := o.Kind().Code() + " " + o.Subject + " " + o.Occurrence
				if keys[key] {
					t.Errorf("%s: %s twice", c.Slug, key)
				}
				keys[key] = true
				bears(t, c, r, o)
			}
			// What is explained is not announced, and the other way round.
			for _, o := range Explain(c, r, from, to) {
				if o.Why == Due || keys[o.Kind().Code()+" "+o.Subject+" "+o.Occurrence] {
					t.Errorf("%s: %s is announced, and explained by %s", c.Slug, told(o.Occasion), o.Why)
				}
			}
			counted(t, c, r, from, to, span)
		}
	}
	for _, a := range []About{Arrest, Sentence, Birth, Custody, TermEnd, Proceeding} {
		if seen[a] == 0 {
			t.Errorf("nothing about %s", a.Code())
		}
	}
}

// agree checks that days by themselves, parts of the span and the record in
// short all say what the whole span says.
func agree(t *testing.T, c *casefile.Redacted, record *Record, r Rules, from, to calendar.Day, span []Occasion) {
	t.Helper()
	var days, parts, short []string
	whole := make([]string, len(span))
	for i, o := range span {
		whole[i] = told(o)
	}
	for d := from; !d.After(to); d = d.AddDays(1) {
		for _, o := range On(c, r, d) {
			days = append(days, told(o))
		}
	}
	for d, n := from, 1; !d.After(to); d, n = d.AddDays(n), n*2 {
		end := d.AddDays(n - 1)
		if end.After(to) {
			end = to
		}
		parts = append(parts, spanned(c, r, d, end)...)
		record.Each(NewWindow(r, d, end), func(d calendar.Day) { short = append(short, d.String()) })
	}
	slices.Sort(short)
	var wholeDays []string
	for _, o := range span {
		wholeDays = append(wholeDays, o.Day.String())
	}
	for what, got := range map[string][]string{"day by day": days, "in parts": parts} {
		if !slices.Equal(got, whole) {
			t.Errorf("%s, %+v, %s:\n%s\nand at once:\n%s", c.Slug, r, what, strings.Join(got, "\n"), strings.Join(whole, "\n"))
		}
	}
	if !slices.Equal(short, wholeDays) {
		t.Errorf("%s, %+v: the record has %v, want %v", c.Slug, r, short, wholeDays)
	}
}

// bears checks an occasion against what the casefile says by other ways.
func bears(t *testing.T, c *casefile.Redacted, r Rules, o Occasion) {
	t.Helper()
	date, exact := o.Date.Exact()
	if !exact || o.Day.IsZero() || o.Fact == nil || o.Subject == "" || o.Occurrence == "" {
		t.Errorf("%s: %s of %s", c.Slug, told(o), o.Date)
		return
	}
	if !r.Of.Has(o.About) {
		t.Errorf("%s: %s is switched off", c.Slug, told(o))
	}
	if (c.Status.Code.Dead() || c.Person.Died != nil) != (o.About == Death) {
		t.Errorf("%s: %s of somebody %s", c.Slug, told(o), c.Status.Code)
	}
	if o.About != Death && c.Status.Stale(o.Day, r.Stale) {
		t.Errorf("%s: %s on a status of %s", c.Slug, told(o), c.Status.AsOf)
	}
	switch {
	case o.Unit == Years:
		if got := r.Reckoning.Anniversary(date, o.Count, r.Leap); got != o.Day {
			t.Errorf("%s: %s, but the anniversary is on %s", c.Slug, told(o), got)
		}
	case o.About == Custody:
		held, why := c.Held(o.Day, r.Stale)
		if why != casefile.Counted || held.Days != o.Count || held.Since != date || o.Count%r.Every != 0 {
			t.Errorf("%s: %s, but %d days are counted, or: %s", c.Slug, told(o), held.Days, why)
		}
	case o.Day.AddDays(o.Count) != date:
		t.Errorf("%s: %s of %s", c.Slug, told(o), date)
	}
	switch o.About {
	case TermEnd:
		if !slices.ContainsFunc(c.Next(o.Day), func(n casefile.Coming) bool { return n.Penalty == o.Penalty && n.Date == o.Date }) {
			t.Errorf("%s: %s isn't what comes next", c.Slug, told(o))
		}
	case Proceeding:
		if !slices.ContainsFunc(c.Next(o.Day), func(n casefile.Coming) bool { return n.Proceeding == o.Proceeding }) {
			t.Errorf("%s: %s isn't what comes next", c.Slug, told(o))
		}
	case Sentence:
		if o.Sentence.Outcome.Fallen() {
			t.Errorf("%s: %s has fallen", c.Slug, told(o))
		}
	case Arrest, Custody, Departure:
		if s := c.Status.Code; s == casefile.Released || s == casefile.Acquitted || (s == casefile.Exile) != (o.About == Departure) {
			t.Errorf("%s: %s of somebody %s", c.Slug, told(o), s)
		}
	}
}

// counted checks that every day on which the casefile counts a round number of
// days in custody is announced.
func counted(t *testing.T, c *casefile.Redacted, r Rules, from, to calendar.Day, span []Occasion) {
	t.Helper()
	if r.Every == 0 || !r.Of.Has(Custody) || c.Person.Died != nil {
		return
	}
	marked := map[calendar.Day]bool{}
	for _, o := range span {
		if o.About == Custody && o.Unit == Days {
			marked[o.Day] = true
		}
	}
	for d := from; !d.After(to); d = d.AddDays(1) {
		held, why := c.Held(d, r.Stale)
		round := why == casefile.Counted && held.Days > 0 && held.Days%r.Every == 0
		if round != marked[d] {
			t.Errorf("%s: on %s %d days are counted (%s), and it is marked: %v", c.Slug, d, held.Days, why, marked[d])
		}
	}
}

// invented is a small casefile of anything, valid or not.
func invented(rnd *rand.Rand) *casefile.Redacted {
	date := func() calendar.Date {
		d := calendar.Day{Year: 2019, Month: 12, Day: 20}.AddDays(rnd.IntN(3000)).String()
		texts := []string{d, d, d, d, d[:7], d[:4], d + "~", d + "?", "../" + d, d + "/..", "/" + d, d + "/2031", "", "2024-02-29", "2025-03-20"}
		var out calendar.Date
		if err := out.UnmarshalText([]byte(texts[rnd.IntN(len(texts))])); err != nil {
			panic(err)
		}
		return out
	}
	pick := func(all ...string) string { return all[rnd.IntN(len(all))] }
	outcome := func() casefile.Outcome {
		if rnd.IntN(2) == 0 {
			return ""
		}
		return casefile.AllOutcomes()[rnd.IntN(len(casefile.AllOutcomes()))]
	}
	c := &casefile.Redacted{}
	c.Slug, c.Visibility = "a", casefile.Public
	if rnd.IntN(8) > 0 {
		c.Status = casefile.Status{Code: casefile.AllStatuses()[rnd.IntN(15)], AsOf: date()}
	}
	if rnd.IntN(2) == 0 {
		c.Person.Born = &casefile.Life{Date: date()}
	}
	if rnd.IntN(6) == 0 {
		c.Person.Died = &casefile.Life{Date: date()}
	}
	for i := range rnd.IntN(4) {
		x := casefile.Custody{Kind: "prison", Start: date()}
		if rnd.IntN(2) == 0 {
			x.End = date()
		}
		c.Custody = append(c.Custody, x)
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: fmt.Sprint("p", i), Date: date(),
			Kind: pick("arrest", "abduction", "trial", "hearing", "release", "execution", "odd kind", "")})
		c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("e", i), Date: date(), Kind: pick("departure", "return", "death", "arrest", "release", "statement")})
		s := casefile.Sentence{ID: fmt.Sprint("s", i), Date: date(), Announced: date(), Outcome: outcome(), SameAs: pick("", "", "s0", "s1"), Supersedes: pick("", "", "s0", "s9")}
		for range rnd.IntN(3) {
			k := casefile.AllPenaltyKinds()
			s.Penalties = append(s.Penalties, casefile.Penalty{Kind: k[rnd.IntN(len(k))], Ends: date(), Outcome: outcome(), Suspended: rnd.IntN(4) == 0, Term: &calendar.Term{Years: 1}})
		}
		c.Sentences = append(c.Sentences, s)
	}
	return c
}

// seeded checks one casefile of anything.
func seeded(t *testing.T, seed uint64) {
	rnd := rand.New(rand.NewPCG(seed, 4))
	c := invented(rnd)
	rules := everyRule()
	r := rules[rnd.IntN(len(rules))]
	from := calendar.Day{Year: 2019, Month: 1, Day: 1}.AddDays(rnd.IntN(4000))
	to := from.AddDays(rnd.IntN(500))
	span, record := Span(c, r, from, to), RecordOf(c)
	agree(t, c, &record, r, from, to, span)
	keys := map[string]bool{}
	for _, o := range span {
		bears(t, c, r, o)
		if key := o.Kind().Code() + " " + o.Subject + " " + o.Occurrence; keys[key] {
			t.Errorf("%s twice", key)
		} else {
			keys[key] = true
		}
	}
	counted(t, c, r, from, to, span)
	for _, o := range Explain(c, r, from, to) {
		if _, exact := o.Date.Exact(); o.Why == Due || o.Day.IsZero() == exact || o.Fact == nil {
			t.Errorf("explained: %s of %s by %s", told(o.Occasion), o.Date, o.Why)
		}
	}
}

func TestInvented(t *testing.T) {
	t.Parallel()
	n := uint64(1500)
	if testing.Short() {
		n = 300
	}
	for seed := range n {
		if seeded(t, seed); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// FuzzSpan: no casefile, however odd, makes it panic, announce on a date that
// is not exact, or say on a day what the span doesn't.
func FuzzSpan(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(seeded)
}

// BenchmarkDay asks 100,000 casefiles what falls on one day: by their records,
// and each casefile itself.
func BenchmarkDay(b *testing.B) {
	all := books(b)
	records := make([]Record, 100_000)
	for i := range records {
		records[i] = RecordOf(all[i%len(all)])
	}
	on := day(b, "2026-02-10")
	b.Run("records", func(b *testing.B) {
		for b.Loop() {
			w := NewWindow(Default(), on, on)
			for i := range records {
				records[i].Each(w, func(calendar.Day) {})
			}
		}
	})
	b.Run("casefiles", func(b *testing.B) {
		for b.Loop() {
			for i := range records {
				On(all[i%len(all)], Default(), on)
			}
		}
	})
}
