package store_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
)

// Ranking and adding up by columns comes to what looking at each person does: with
// ties, imprecise dates, and numbers that weren't published.
func TestRanksAndSumsAgreeWithEachPerson(t *testing.T) {
	t.Parallel()
	r := chance{rand.New(rand.NewPCG(5, 6))}
	const people = 600 // several leaves
	all := make([]*casefile.Redacted, people)
	for i := range all {
		all[i] = r.redacted(i)
	}
	c, change := store.CensusForTest(all)
	var tied, untold, unknown, sums, courts, fines, unpublished int
	for round := range 60 {
		if round%3 == 2 { // columns are taken over where somebody else changes
			n := r.IntN(people)
			c = change(n, r.redacted(n))
		}
		var q store.Inquiry
		if r.IntN(4) > 0 {
			q = r.inquiry()
		}
		var s store.Sentenced
		if r.IntN(2) > 0 {
			s = r.sentenced()
		}
		on := pick(r, day("2022-05-12"), day("2022-06-03"), day("2026-01-15"))
		for o := store.LongestTerm; o <= store.MostLawyers; o++ {
			ranked := c.Rank(q, o, s, on)
			first, told, open, of := c.RankSlowly(q, o, s, on)
			if got := ranked.Ranks(ranked.First.Len()); !slices.EqualFunc(got, first, sameRank) || ranked.Told != told || ranked.Of != of {
				t.Fatalf("order %d: %d first of %d, told %v; slowly %d of %d, told %v\n%+v\n%+v", o, len(got), ranked.Of, ranked.Told, len(first), of, told, q, s)
			}
			if got := ranked.Unknown.All(); !slices.Equal(got, open) {
				t.Fatalf("order %d: of %d nothing is known, slowly of %d\n%+v\n%+v", o, len(got), len(open), q, s)
			}
			tied, untold, unknown = tied+min(1, max(0, len(first)-1)), untold+map[bool]int{false: 1}[told], unknown+min(1, len(open))
		}
		for _, o := range []store.Order{store.LongestTerm, store.MostLashes} {
			// What is asked besides changes nothing, but isn't what leaves have at hand.
			got, slowly := c.Mean(q, o, store.Sentenced{}, on), c.Mean(q, o, store.Sentenced{None: []casefile.Outcome{casefile.Overturned}}, on)
			if got != slowly {
				t.Fatalf("order %d: the mean is %+v, slowly %+v\n%+v", o, got, slowly, q)
			}
		}
		if some := c.Find(q).Yes; len(some) > 0 {
			who := some[r.IntN(len(some))]
			q := store.Inquiry{All: append(slices.Clone(q.All), store.Clause{Any: []store.Cond{store.Being{Who: who}}})}
			if got := c.Find(q); len(got.Unsure) > 0 || !slices.Equal(got.Yes, []*store.Person{who}) {
				t.Fatalf("%d are one person, %d can be\n%+v", len(got.Yes), len(got.Unsure), q)
			}
		}
		lashes, terms, who := c.SumSlowly(q, s)
		l, y, n := c.SumLashes(q, s), c.SumTerms(q, s), c.SumSentences(q, s)
		if l.Lashes != lashes.Lashes || l.Unpublished != lashes.Unpublished || y.Term != terms.Term || y.Lives != terms.Lives || y.Unpublished != terms.Unpublished {
			t.Fatalf("%d lashes, %v, %d for life, %d and %d not published; slowly %d, %v, %d, %d and %d\n%+v\n%+v", l.Lashes, y.Term, y.Lives, l.Unpublished, y.Unpublished,
				lashes.Lashes, terms.Term, terms.Lives, lashes.Unpublished, terms.Unpublished, q, s)
		}
		for _, got := range []store.Sum{l, y, n} {
			if got.Sentences != lashes.Sentences || got.Open != lashes.Open || !slices.Equal(got.People.All(), who) {
				t.Fatalf("%d sentences of %d people, %d open; slowly %d of %d, %d\n%+v\n%+v", got.Sentences, got.People.Len(), got.Open, lashes.Sentences, len(who), lashes.Open, q, s)
			}
		}
		sums += min(1, lashes.Sentences)
		compareTogether(t, c, q)
		k, x := compareTallies(t, c, q, s)
		courts, fines, unpublished = courts+k, fines+len(x.Known), unpublished+x.Unpublished
		compareCustody(t, c, r, on)
	}
	if tied < 200 || untold < 100 || unknown < 100 || sums < 20 {
		t.Errorf("%d orders with ties, %d that can't be told, %d with somebody unknown, %d sums: too few to prove anything", tied, untold, unknown, sums)
	}
	if courts < 20 || fines < 20 || unpublished < 20 {
		t.Errorf("%d counts of courts, %d fines and %d without an amount: too few to prove anything", courts, fines, unpublished)
	}
}

// sameRank compares all that is told of who comes first.
func sameRank(a, b store.Rank) bool { return a == b }

// compareTogether holds what people have together against each of them.
func compareTogether(t *testing.T, c *store.Census, q store.Inquiry) {
	t.Helper()
	yes, _ := c.Meant(q)
	some := yes.All()
	if n := min(3, len(some)); !slices.Equal(yes.First(n), some[:n]) {
		t.Fatal("the first are not the first")
	}
	var from, to calendar.Date
	works, awards := 0, 0
	values := map[store.Field]map[string]int{}
	for _, of := range counted() {
		values[of] = map[string]int{}
	}
	for _, who := range some {
		works, awards = works+len(who.Works), awards+len(who.Awards)
		for _, of := range counted() {
			for _, v := range who.Values(of) {
				values[of][v]++
			}
		}
		if d := who.AsOf.Date(); !d.IsZero() {
			if from.IsZero() || d.Compare(from) < 0 {
				from = d
			}
			if to.IsZero() || d.Compare(to) > 0 {
				to = d
			}
		}
	}
	if first, last := yes.StatusDates(); first != from || last != to || yes.Works() != works || yes.Awards() != awards {
		t.Fatalf("%v to %v, %d works, %d awards; one by one %v to %v, %d, %d", first, last, yes.Works(), yes.Awards(), from, to, works, awards)
	}
	for field, want := range values {
		if got := yes.Values(field); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: %v, one by one %v", field, got, want)
		}
	}
}

// compareTallies holds sentences by court and fines against those of each person. It gives how
// many courts there are, and the fines.
func compareTallies(t *testing.T, c *store.Census, q store.Inquiry, s store.Sentenced) (int, store.Fines) {
	t.Helper()
	courts, without := map[string]int{}, 0
	var fines store.Fines
	yes, _ := c.Meant(q)
	yes.Each(func(who *store.Person) {
		are, _ := s.Rulings(who)
		fines.People += min(1, len(are))
		for _, x := range are {
			if court, _, _ := strings.Cut(x.Court, " ("); court == "" {
				without++
			} else {
				courts[court]++
			}
			for _, p := range x.Penalties {
				switch {
				case p.Kind != casefile.Fine || p.Outcome.Fallen():
				case p.Money == nil:
					fines.Unpublished++
				default:
					fines.Known = append(fines.Known, store.Fined{Who: who, Ruling: x, Money: *p.Money})
				}
			}
		}
	})
	if got, n := c.SentencesByCourt(q, s); n != without || !maps.Equal(got, courts) {
		t.Fatalf("by court %v, %d without; one by one %v, %d\n%+v\n%+v", got, n, courts, without, q, s)
	}
	got, byPerson := c.Fines(q, s), func(a, b store.Fined) int { return cmp.Compare(a.Who.ID, b.Who.ID) }
	slices.SortStableFunc(got.Known, byPerson)
	slices.SortStableFunc(fines.Known, byPerson)
	if got.People != fines.People || got.Unpublished != fines.Unpublished || !slices.Equal(got.Known, fines.Known) {
		t.Fatalf("%d fines of %d people, %d without an amount; one by one %d of %d, %d\n%+v\n%+v", len(got.Known), got.People, got.Unpublished,
			len(fines.Known), fines.People, fines.Unpublished, q, s)
	}
	return len(courts), fines
}

// counted are the fields that people are counted by.
func counted() []store.Field {
	return []store.Field{store.FieldCountry, store.FieldProfession, store.FieldNation, store.FieldStatus, store.FieldSex, store.FieldCharge,
		store.FieldPenalty, store.FieldSentencer, store.FieldCourt, store.FieldPlace, store.FieldHeldIn, store.FieldLawyer, store.FieldJudge}
}

// compareCustody holds conditions of custody against each person's.
func compareCustody(t *testing.T, c *store.Census, r chance, on calendar.Day) {
	t.Helper()
	from, to := r.span()
	if r.IntN(4) == 0 {
		to = calendar.Day{}
	}
	atLeast := func(least, most int, known bool) calendar.Answer {
		switch {
		case !known || (least >= 20) != (most >= 20):
			return calendar.CantTell
		case least >= 20:
			return calendar.Yes
		}
		return calendar.No
	}
	lashes := store.Sentenced{Lashes: &store.LashesAre{Is: store.AtLeast, Count: 50}}
	lashed := func(who *store.Person) calendar.Answer {
		switch are, open := lashes.Rulings(who); {
		case len(are) > 0:
			return calendar.Yes
		case len(open) > 0:
			return calendar.CantTell
		}
		return calendar.No
	}
	for _, x := range []struct {
		by   store.Cond
		slow store.Such
	}{
		{store.InCustody{From: from, To: to}, func(who *store.Person) calendar.Answer { return inCustody(who, from, to) }},
		{store.HeldLong{On: on, Is: atLeast}, func(who *store.Person) calendar.Answer { return atLeast(who.HeldFor(on)) }},
		{store.SuchAmong{Any: []store.Cond{store.Has{Field: store.FieldEvent, Key: "release"}, store.Recorded{What: store.AnAward}}, Is: freedOrHonoured}, freedOrHonoured},
		{store.SuchAmong{Any: []store.Cond{lashes}, Is: lashed}, lashed},
	} {
		got, want := c.Find(store.All(x.by)), c.Find(store.All(x.slow))
		if !slices.Equal(got.Yes, want.Yes) || !slices.Equal(got.Unsure, want.Unsure) {
			t.Fatalf("%+v: %d and %d unsure; one by one %d and %d", x.by, len(got.Yes), len(got.Unsure), len(want.Yes), len(want.Unsure))
		}
	}
}

// freedOrHonoured is yes of who was released, and can't tell of who only has an award.
func freedOrHonoured(who *store.Person) calendar.Answer {
	switch {
	case slices.ContainsFunc(who.Steps, func(s store.Step) bool { return s.Kind == "release" }):
		return calendar.Yes
	case len(who.Awards) > 0:
		return calendar.CantTell
	}
	return calendar.No
}

// inCustody is [store.InCustody] of somebody.
func inCustody(who *store.Person, from, to calendar.Day) calendar.Answer {
	is := calendar.No
	for _, x := range who.Custody {
		began := calendar.Yes
		if !to.IsZero() {
			began = x.Start.Date().OnOrBefore(calendar.DateOf(to))
		}
		lasted := calendar.CantTell
		switch {
		case from.IsZero():
			lasted = calendar.Yes
		case !x.End.IsZero():
			lasted = x.End.Date().OnOrAfter(calendar.DateOf(from))
		case who.Status.Held():
			if lasted = who.AsOf.Date().OnOrAfter(calendar.DateOf(from)); lasted != calendar.Yes {
				lasted = calendar.CantTell
			}
		}
		if x.Start.IsZero() {
			began = calendar.CantTell
		}
		is = or(is, and(began, lasted))
	}
	return is
}

// redacted is the public side of a random casefile that has, beside what inquiries
// ask, all that people are ranked by.
func (r chance) redacted(n int) *casefile.Redacted {
	c := r.casefile(n)
	c.Visibility = casefile.Public
	for i := range c.Custody {
		if x := &c.Custody[i]; r.IntN(2) == 0 {
			x.End = r.date()
		} else if r.IntN(6) == 0 {
			x.Start = calendar.Date{}
		}
	}
	if r.IntN(4) == 0 {
		c.Person.Died = &casefile.Life{Date: r.maybeDate(), Fact: r.secret()}
	}
	for range r.IntN(3) {
		c.Awards = append(c.Awards, casefile.Award{Name: "Golden Stone", By: "Invented Academy", Fact: r.secret()})
		c.Person.Nationalities = append(c.Person.Nationalities, casefile.Text{Text: pick(r, "Nowherian", "Farzian"), Fact: r.secret()})
	}
	for i := range c.Sentences {
		for j := range c.Sentences[i].Penalties {
			r.afterwards(&c.Sentences[i].Penalties[j])
		}
	}
	public, ok := c.Public(func(string) bool { return true })
	if !ok {
		panic("not public")
	}
	return public
}

// afterwards is what became of a penalty, and when it ends.
func (r chance) afterwards(p *casefile.Penalty) {
	if r.IntN(3) == 0 {
		p.Ends = r.date()
	}
	if p.Kind == casefile.Imprisonment || p.Kind == casefile.LifeImprisonment {
		switch r.IntN(5) {
		case 0:
			p.ReducedTo, p.Outcome = &calendar.Term{Years: 2, Weeks: 3}, casefile.Reduced
		case 1:
			p.Outcome = casefile.Reduced
		case 2:
			p.Term = &calendar.Term{Months: 7, Weeks: 2, Days: 3}
		case 3:
			p.ForLife = true
		}
	}
}
