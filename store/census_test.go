package store_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func census(t testing.TB, db *store.DB, a store.Access) *store.Census {
	t.Helper()
	c, err := db.Public().Census(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// called are the names of people, one after the other.
func called(people []*store.Person) string {
	var all []string
	for _, who := range people {
		all = append(all, who.Name)
	}
	return strings.Join(all, ", ")
}

func day(text string) calendar.Day {
	d, err := calendar.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func years(n int) calendar.Term { return calendar.Term{Years: n} }

// What the fictional casebook answers.
func TestFind(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	c := census(t, db, access)
	if c.Len() != 12 {
		t.Errorf("%d people", c.Len())
	}
	prison := []casefile.PenaltyKind{casefile.Imprisonment}
	held := store.Recorded{What: store.BeingHeld}
	for name, x := range map[string]struct {
		ask         store.Inquiry
		yes, unsure string
	}{
		"women in prison":    {store.All(held, store.Has{Field: store.FieldSex, Key: "female"}), "Nasrin Gomanzadeh, Parvaneh Mesali, Setareh Khiali", ""},
		"in a place now":     {store.All(store.Has{Field: store.FieldNow, Key: "Nowhere Prison"}), "Hassan Vahmi, Nasrin Gomanzadeh", ""},
		"a lawyer's cases":   {store.All(store.AroundAs{Key: "Mina Vakil-Farzi", Role: "lawyer"}), "Arvand Nemoonehpour, Setareh Khiali", ""},
		"not that role":      {store.All(store.AroundAs{Key: "Mina Vakil-Farzi", Role: "judge"}), "", ""},
		"no lawyer":          {store.Inquiry{All: []store.Clause{{Any: []store.Cond{store.Recorded{What: store.ALawyer}}, Not: true}, {Any: []store.Cond{held}}}}, "Hassan Vahmi, Kaveh Farziyan, Nasrin Gomanzadeh, Parvaneh Mesali", ""},
		"no sentence":        {store.Inquiry{All: []store.Clause{{Any: []store.Cond{store.Recorded{What: store.ASentence}}, Not: true}}}, "Mahyar Bineshan", ""},
		"one or the other":   {store.Inquiry{All: []store.Clause{{Any: []store.Cond{store.Has{Field: store.FieldProfession, Key: "journalist"}, store.Has{Field: store.FieldProfession, Key: "photographer"}}}}}, "Mahyar Bineshan, Setareh Khiali", ""},
		"arrested in August": {store.All(store.Dated{Of: store.ArrestDate, From: day("2022-08-01"), To: day("2022-08-31")}), "Hassan Vahmi, Hossein Vahmi", ""},
		"born in the 1970s":  {store.All(store.Dated{Of: store.BirthDate, From: day("1970-01-01"), To: day("1979-12-31")}), "Arvand Nemoonehpour, Nasrin Gomanzadeh, Parvaneh Mesali", "Bardia Afsanehnia"},
		"free in 2026":       {store.All(held, store.Dated{Of: store.TermEndDate, From: day("2026-01-01"), To: day("2026-12-31")}), "Setareh Khiali", ""},
		"more than five years": {store.All(store.Sentenced{Term: &store.TermIs{Is: store.More, Term: years(5)}}),
			"Arvand Nemoonehpour, Bardia Afsanehnia, Hassan Vahmi, Kaveh Farziyan, Parvaneh Mesali", ""},
		"exactly 18 months": {store.All(store.Sentenced{Term: &store.TermIs{Is: store.Equal, Term: calendar.Term{Months: 18}}}), "Hossein Vahmi", ""},
		"three to five years": {store.All(store.Sentenced{Term: &store.TermIs{Is: store.AtLeast, Term: years(3), And: &store.TermIs{Is: store.AtMost, Term: years(5)}}}),
			"Nasrin Gomanzadeh, Roya Tasavvori, Setareh Khiali", ""},
		"50 to 73 lashes":   {store.All(store.Sentenced{Lashes: &store.LashesAre{Is: store.AtLeast, Count: 50, And: &store.LashesAre{Is: store.Less, Count: 74}}}), "Bardia Afsanehnia", ""},
		"overturned":        {store.All(store.Sentenced{Outcomes: []casefile.Outcome{casefile.Overturned}}), "Setareh Khiali", ""},
		"suspended":         {store.All(store.Sentenced{Suspended: true}), "Laleh Engari", ""},
		"an award or more":  {store.All(store.Several{Of: store.AnAward, Is: func(n int) bool { return n > 0 }}), "Arvand Nemoonehpour, Laleh Engari, Roya Tasavvori", ""},
		"two sentences":     {store.All(store.Several{Of: store.ASentence, Is: func(n int) bool { return n == 2 }}), "Setareh Khiali", ""},
		"50 lashes or more": {store.All(store.Sentenced{Lashes: &store.LashesAre{Is: store.AtLeast, Count: 50}}), "Arvand Nemoonehpour, Bardia Afsanehnia, Hossein Vahmi", ""},
		"prison by a court in a year": {store.All(store.Sentenced{Penalties: prison, Courts: []string{"Branch 93, Test Court of Shahr-e Farzi"}, From: day("2023-01-01"), To: day("2023-12-31")}),
			"Nasrin Gomanzadeh, Sohrab Pendari", ""},
		"banned from film": {store.All(store.Sentenced{Penalties: []casefile.PenaltyKind{casefile.Ban}, Of: []string{"filmmaking"}}), "Laleh Engari", ""},
		"released before":  {store.All(store.Dated{Of: store.ReleaseDate, To: day("2023-12-31")}), "Sohrab Pendari", ""},
	} {
		got := c.Find(x.ask)
		if called(got.Yes) != x.yes || called(got.Unsure) != x.unsure {
			t.Errorf("%s: %s; unsure: %s", name, called(got.Yes), called(got.Unsure))
		}
		if yes, unsure := c.Count(x.ask); yes != len(got.Yes) || unsure != len(got.Unsure) {
			t.Errorf("%s: counted %d and %d", name, yes, unsure)
		}
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	c := census(t, db, access)
	everybody, any := store.Inquiry{}, store.Sentenced{}
	held := store.All(store.Recorded{What: store.BeingHeld})
	for name, x := range map[string]struct {
		ask   store.Inquiry
		order store.Order
		s     store.Sentenced
		first string
		told  bool
	}{
		"longest term":   {everybody, store.LongestTerm, any, "Hassan Vahmi", true},
		"shortest":       {everybody, store.ShortestTerm, store.Sentenced{Outcomes: []casefile.Outcome{casefile.InForce}}, "Setareh Khiali", true},
		"most lashes":    {everybody, store.MostLashes, any, "Arvand Nemoonehpour, Hossein Vahmi", true},
		"oldest":         {everybody, store.Oldest, any, "Roya Tasavvori", true},
		"oldest held":    {held, store.Oldest, any, "Hassan Vahmi", true},
		"youngest":       {everybody, store.Youngest, any, "Sohrab Pendari", true},
		"longest held":   {held, store.LongestHeld, any, "Parvaneh Mesali", true},
		"first arrested": {everybody, store.FirstArrested, any, "Parvaneh Mesali", true},
		"next free":      {everybody, store.NextTermEnd, any, "Setareh Khiali", true},
		"most sentences": {everybody, store.MostSentences, any, "Setareh Khiali", true},
		"latest to go":   {everybody, store.LatestDeparted, any, "Bardia Afsanehnia", true},
		"born about":     {store.All(store.Has{Field: store.FieldStatus, Key: "exile"}), store.Oldest, any, "Bardia Afsanehnia", true},
	} {
		got := c.Rank(x.ask, x.order, x.s, day("2026-01-15"))
		first := got.First.All()
		if called(first) != x.first || got.Told != x.told {
			t.Errorf("%s: %s, told %v", name, called(first), got.Told)
		}
	}
	if got := c.Rank(held, store.LongestHeld, any, day("2026-01-15")); got.Ranks(1)[0].Number != day("2026-01-15").Sub(day("2019-11-19")) {
		t.Errorf("held for %d days", got.Ranks(1)[0].Number)
	}
	// 74, 74, 50 and 30 lashes; what was carried out was no less given.
	if got := c.Mean(everybody, store.MostLashes, any, day("2026-01-15")); got.Of != 4 || got.Low != 57 || got.MedianLow != 62 {
		t.Errorf("mean of lashes: %+v", got)
	}
	if got := c.Rank(everybody, store.FirstArrested, any, calendar.Day{}); got.Unknown.Len() > 0 {
		t.Errorf("unknown: %s", called(got.Unknown.All()))
	}
	if got := c.Rank(everybody, store.LongestHeld, any, day("2026-01-15")); called(got.Unknown.All()) != "Mahyar Bineshan" {
		t.Errorf("unknown: %s", called(got.Unknown.All()))
	}
}

// Of two who were born in a month and in its year nobody can tell who is older.
func TestRankOfImpreciseDates(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	born := func(slug, date string) *casefile.Casefile {
		c := invent(slug, "Invented "+slug)
		c.Person.Born = &casefile.Life{Date: calendar.MustParse(date)}
		return c
	}
	doImport(t, db, book.ID, file(t, born("a", "1970"), born("b", "1970-05"), born("c", "1971-01-01"), born("d", "1980~")), store.ImportOptions{Publish: true})
	c := census(t, db, book.Access())
	for order, want := range map[store.Order]string{store.Oldest: "Invented a, Invented b", store.Youngest: "Invented d"} {
		got := c.Rank(store.Inquiry{}, order, store.Sentenced{}, calendar.Day{})
		first := got.First.All()
		if called(first) != want || got.Told == (len(first) > 1) {
			t.Errorf("%d: %s, told %v", order, called(first), got.Told)
		}
	}
}

func TestSums(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	c := census(t, db, access)
	if got := c.SumLashes(store.Inquiry{}, store.Sentenced{}); got.Lashes != 228 || got.Unpublished != 0 {
		t.Errorf("lashes: %+v", got)
	}
	if got := c.SumSentences(store.Inquiry{}, store.Sentenced{}); got.Sentences != 12 || got.People.Len() != 11 {
		t.Errorf("%d sentences of %d people", got.Sentences, got.People.Len())
	}
	if got := c.SumTerms(store.All(store.Has{Field: store.FieldSex, Key: "female"}), store.Sentenced{Standing: true}); got.Term != (calendar.Term{Years: 19, Months: 6}) {
		t.Errorf("terms: %+v", got)
	}
}

// What one sentence is told as twice counts once.
func TestSameSentenceCountsOnce(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	seventy := 70
	c := invent("twice", "Invented Twice")
	c.Sentences = []casefile.Sentence{
		{ID: "s1", Penalties: []casefile.Penalty{{Kind: casefile.Flogging, Count: &seventy}}},
		{ID: "s2", SameAs: "s1", Court: "Branch 7, Invented Court", Penalties: []casefile.Penalty{{Kind: casefile.Flogging, Count: &seventy}}},
	}
	doImport(t, db, book.ID, file(t, c), store.ImportOptions{Publish: true})
	all := census(t, db, book.Access())
	if got := all.SumLashes(store.Inquiry{}, store.Sentenced{}); got.Lashes != 70 || got.Sentences != 1 {
		t.Errorf("%+v", got)
	}
	if got := all.SumSentences(store.Inquiry{}, store.Sentenced{Courts: []string{"Branch 7, Invented Court"}}); got.Sentences != 1 {
		t.Errorf("by court: %+v", got)
	}
	if got := all.Rank(store.Inquiry{}, store.MostSentences, store.Sentenced{}, calendar.Day{}); got.Ranks(1)[0].Number != 1 {
		t.Errorf("ranked by %d sentences", got.Ranks(1)[0].Number)
	}
}

// What is confidential is in no census: not a person, a value, an answer that
// comes out differently, or a byte of what it keeps.
func TestCensusKnowsNothingConfidential(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	before := census(t, db, access)
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) {
		secret := casefile.Fact{Visibility: casefile.Confidential, Sources: []string{"src-01"}}
		hundred, ten := 100, calendar.Term{Years: 30}
		c.Works = append(c.Works, casefile.Work{Title: "CANARY Work", Fact: secret})
		c.People = append(c.People, casefile.Related{Name: "CANARY Lawyer", Role: "lawyer", Fact: secret})
		c.Charges = append(c.Charges, casefile.Charge{ID: "c9", Text: "CANARY charge", Fact: secret})
		c.Awards = append(c.Awards, casefile.Award{Name: "CANARY award", By: "CANARY giver", Fact: secret})
		c.Custody = append(c.Custody, casefile.Custody{Kind: "prison", Place: "CANARY place", Start: calendar.MustParse("1999-01-01"), Fact: secret})
		c.Sentences = append(c.Sentences, casefile.Sentence{ID: "s9", Court: "CANARY court", Penalties: []casefile.Penalty{
			{Kind: casefile.Imprisonment, Term: &ten}, {Kind: casefile.Flogging, Count: &hundred}}, Fact: secret})
		c.Person.Born.Visibility = casefile.Confidential
		c.Person.Professions[0].Visibility = casefile.Confidential
		c.Person.Sex = "male"
	})
	c := census(t, db, access)
	if c == before {
		t.Fatal("the census did not follow")
	}
	doc, err := json.Marshal(c.Find(store.Inquiry{}).Yes)
	if err != nil || strings.Contains(string(doc), "CANARY") || !strings.Contains(string(doc), "Arvand") {
		t.Errorf("a canary stands in the census, or nothing: %v", err)
	}
	for _, text := range []string{"CANARY Work", "CANARY Lawyer", "CANARY charge", "CANARY award", "CANARY giver", "CANARY place",
		"CANARY court", "Canary Vakil-Penhan", "CANARY-7431 Lane, Farzburg"} {
		if got := append(c.Terms(store.TermKey(text)), c.Near(store.TermKey(text))...); len(got) > 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
	if got := c.Rank(store.Inquiry{}, store.LongestTerm, store.Sentenced{}, calendar.Day{}); got.Ranks(1)[0].Who.Name != "Hassan Vahmi" {
		t.Errorf("longest: %s", got.Ranks(1)[0].Who.Name)
	}
	if got := c.SumLashes(store.Inquiry{}, store.Sentenced{}); got.Lashes != 228 {
		t.Errorf("lashes: %+v", got)
	}
	if got := called(c.Find(store.All(store.Has{Field: store.FieldProfession, Key: "filmmaker"})).Yes); strings.Contains(got, "Arvand") {
		t.Errorf("film-makers: %s", got)
	}
}

// A value that only another casebook has isn't known, and of two casefiles
// with one slug the first casebook's is meant.
func TestCensusOfSeveralCasebooks(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	other, err := db.Servers().New(t.Context(), "other", "", "test")
	if err != nil {
		t.Fatal(err)
	}
	twin, stranger := invent(arvand, "Arvand Twin"), invent("stranger", "Ayda Stranger")
	stranger.Person.Professions = []casefile.Text{{Text: "puppeteer"}}
	doImport(t, db, other.ID, file(t, twin, stranger), store.ImportOptions{Publish: true})
	both := store.Access{Reads: []store.CasebookID{access.Reads[0], other.ID}}
	for _, x := range []struct {
		access store.Access
		people int
		knows  bool
		twins  string
	}{
		{access, 12, false, "Arvand Nemoonehpour"},
		{other.Access(), 2, true, "Arvand Twin"},
		{both, 13, true, "Arvand Nemoonehpour"},
		{store.Access{}, 0, false, ""},
	} {
		c := census(t, db, x.access)
		found := c.Find(store.Inquiry{})
		if c.Len() != x.people || len(found.Yes) != x.people {
			t.Errorf("%v: %d people, found %d", x.access, c.Len(), len(found.Yes))
		}
		if !slices.IsSortedFunc(found.Yes, func(a, b *store.Person) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) }) {
			t.Errorf("%v: not by name: %s", x.access, called(found.Yes))
		}
		yes, _ := c.Meant(store.Inquiry{})
		for n := range len(found.Yes) {
			if first := yes.First(n); !slices.Equal(first, found.Yes[:n]) {
				t.Errorf("%v: the first %d are %s", x.access, n, called(first))
			}
		}
		for _, key := range []string{"puppeteer", "pupeteer"} {
			if got := append(c.Terms(key), c.Near(key)...); (len(got) > 0) != x.knows {
				t.Errorf("%v: %s is %v", x.access, key, got)
			}
		}
		var twins []*store.Person
		for _, who := range found.Yes {
			if who.Slug == arvand {
				twins = append(twins, who)
			}
		}
		if called(twins) != x.twins {
			t.Errorf("%v: %s", x.access, called(twins))
		}
	}
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if c := census(t, db, both); c.Len() != 13 || !strings.Contains(called(c.Find(store.Inquiry{}).Yes), "Arvand Twin") {
		t.Errorf("%d people after a withdrawal: %s", c.Len(), called(c.Find(store.Inquiry{}).Yes))
	}
}

// What stops being public is gone from the next census, also for another
// process; one that was taken before stays as it was.
func TestCensusFollows(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	other := storetest.OpenAt(t, db.Path())
	old := census(t, other, access)
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	for _, d := range []*store.DB{db, other} {
		c := census(t, d, access)
		if c.Len() != 11 || strings.Contains(called(c.Find(store.Inquiry{}).Yes), "Arvand") || len(c.Terms("paperorchard")) > 0 {
			t.Errorf("%d people: %s", c.Len(), called(c.Find(store.Inquiry{}).Yes))
		}
		if len(c.Terms("propagandaagainstthesystem")) == 0 {
			t.Error("what others have is gone too")
		}
	}
	if old.Len() != 12 || len(old.Find(store.Inquiry{}).Yes) != 12 || len(old.Terms("paperorchard")) != 1 {
		t.Error("the old census changed")
	}
}
