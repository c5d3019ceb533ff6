package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// chance makes casefiles and inquiries out of a few values, so that they meet.
type chance struct{ *rand.Rand }

func pick[T any](r chance, all ...T) T { return all[r.IntN(len(all))] }

func (r chance) date() calendar.Date {
	return calendar.MustParse(pick(r, "2022", "2022-05", "2022-05-12", "2022-06-01", "2022-05-31", "2022-05-12~", "../2022-05-12", "2022-05-12/..",
		"2021-12/2022-02", "2023-01-01", "2020~", "/2022-06"))
}

func (r chance) maybeDate() calendar.Date {
	if r.IntN(3) == 0 {
		return calendar.Date{}
	}
	return r.date()
}

func (r chance) outcome() casefile.Outcome {
	return pick(r, "", casefile.InForce, casefile.Overturned, casefile.Pardoned, casefile.Served, casefile.UnknownOutcome)
}

func (r chance) secret() casefile.Fact {
	if r.IntN(6) == 0 {
		return casefile.Fact{Visibility: casefile.Confidential}
	}
	return casefile.Fact{}
}

func (r chance) term() *calendar.Term {
	if r.IntN(4) == 0 {
		return nil
	}
	t := pick(r, calendar.Term{Years: 5}, calendar.Term{Months: 60}, calendar.Term{Years: 1, Months: 6}, calendar.Term{Years: 1}, calendar.Term{Days: 365}, calendar.Term{Days: 31})
	return &t
}

func (r chance) casefile(n int) *casefile.Casefile {
	c := invent(fmt.Sprint("p-", n), fmt.Sprint(pick(r, "Azar ", "Babak ", "Cyrus "), n))
	c.Person.Sex = pick(r, "", "female", "male")
	c.Country = pick(r, "XX", "YY")
	c.Status = casefile.Status{Code: pick(r, casefile.AllStatuses()...), AsOf: r.maybeDate(), Fact: r.secret()}
	for range r.IntN(3) {
		c.Person.Professions = append(c.Person.Professions, casefile.Text{Text: pick(r, "film-maker", "poet"), Fact: r.secret()})
	}
	if r.IntN(2) == 0 {
		c.Person.Born = &casefile.Life{Date: r.date(), Fact: r.secret()}
	}
	c.Charges = []casefile.Charge{{ID: "c1", Text: pick(r, "propaganda", "espionage"), Fact: r.secret()}}
	for i := range r.IntN(3) {
		c.Sentences = append(c.Sentences, r.sentence(i))
	}
	for range r.IntN(3) {
		c.Custody = append(c.Custody, casefile.Custody{Kind: "prison", Start: r.date(), Place: pick(r, "", "Invented Prison", "Other Prison"), Fact: r.secret()})
	}
	for i := range r.IntN(4) {
		c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("e", i), Kind: pick(r, "departure", "release", "arrest", "statement"), Date: r.maybeDate(), Text: "said", Fact: r.secret()})
	}
	for i := range r.IntN(3) {
		c.People = append(c.People, casefile.Related{Name: pick(r, "Mina Vakili", "Sam Hakimi"), Role: pick(r, "lawyer (2020)", "judge", "wife, an engineer"), Fact: r.secret()})
		c.Works = append(c.Works, casefile.Work{Title: fmt.Sprint("Work ", i), Fact: r.secret()})
	}
	return c
}

func (r chance) sentence(i int) casefile.Sentence {
	s := casefile.Sentence{ID: fmt.Sprint("s", i), Date: r.maybeDate(), Court: pick(r, "", "Branch 1", "Branch 2", "Branch 2 (Invented Court)"), Outcome: r.outcome(), InAbsentia: r.IntN(3) == 0, Fact: r.secret()}
	if r.IntN(2) == 0 {
		s.Charges = []string{"c1"}
	}
	if i > 0 && r.IntN(3) == 0 {
		s.Supersedes = "s0"
	}
	if i > 0 && r.IntN(3) == 0 && s.Supersedes == "" {
		s.SameAs = "s0"
	}
	for range r.IntN(4) {
		p := casefile.Penalty{Kind: pick(r, casefile.Imprisonment, casefile.LifeImprisonment, casefile.Flogging, casefile.Ban, casefile.Fine), Outcome: r.outcome(), Fact: r.secret()}
		switch p.Kind {
		case casefile.Imprisonment:
			p.Term = r.term()
			p.Suspended = r.IntN(4) == 0
		case casefile.Ban:
			p.Term, p.Of = r.term(), pick(r, "film-making", "travel")
		case casefile.Flogging:
			if r.IntN(2) == 0 {
				n := pick(r, 30, 74)
				p.Count = &n
			}
		case casefile.Fine:
			if r.IntN(2) == 0 {
				a, err := casefile.ParseAmount(pick(r, "10", "1000"))
				if err != nil {
					panic(err)
				}
				p.Amount, p.Currency = &a, pick(r, "IRR", "EUR")
			}
		}
		s.Penalties = append(s.Penalties, p)
	}
	return s
}

func (r chance) span() (from, to calendar.Day) {
	if r.IntN(4) > 0 {
		from = pick(r, day("2022-01-01"), day("2022-05-01"), day("2022-05-12"))
	}
	if from.IsZero() || r.IntN(4) > 0 {
		to = pick(r, day("2022-05-12"), day("2022-05-31"), day("2022-12-31"))
	}
	return from, to
}

func (r chance) cond() store.Cond {
	of := pick(r, store.ArrestDate, store.SentenceDate, store.DepartureDate, store.BirthDate, store.StatusDate, store.CustodyDate)
	switch r.IntN(8) {
	case 0:
		return pick(r, store.Has{Field: store.FieldSex, Key: "female"}, store.Has{Field: store.FieldCountry, Key: "YY"}, store.Has{Field: store.FieldProfession, Key: "film maker"},
			store.Has{Field: store.FieldCharge, Key: "propaganda"}, store.Has{Field: store.FieldPlace, Key: "Invented Prison"}, store.Has{Field: store.FieldStatus, Key: "house_arrest"},
			store.Has{Field: store.FieldEvent, Key: "departure"}, store.Has{Field: store.FieldCourt, Key: "branch1"}, store.Has{Field: store.FieldPenalty, Key: "flogging"})
	case 1:
		return pick(r, store.AroundAs{Key: "minavakili"}, store.AroundAs{Role: "lawyer"}, store.AroundAs{Key: "Sam Hakimi", Role: "judge"})
	case 2:
		return store.Recorded{What: pick(r, store.ASentence, store.ALawyer, store.ACourt, store.ACustody, store.AWork, store.ABirth, store.AProfession, store.BeingHeld)}
	case 3:
		from, to := r.span()
		return store.Dated{Of: of, From: from, To: to}
	case 4:
		return pick(r, store.InMonth{Of: of, Month: 5}, store.InMonth{Of: of, Month: 5, Day: 12}, store.InMonth{Of: of, Month: 2, Day: 29}, store.InMonth{Of: of, Month: 12},
			store.InMonth{Of: of, Month: 2, Solar: true}, store.InMonth{Of: of, Month: 3, Day: 11, Solar: true}, store.InMonth{Of: of, Month: 12, Day: 30, Solar: true})
	case 5:
		from, to := r.span()
		return store.Happened{From: from, To: to}
	}
	return r.sentenced()
}

func (r chance) sentenced() store.Sentenced {
	var s store.Sentenced
	is := pick(r, store.Less, store.AtMost, store.Equal, store.AtLeast, store.More)
	switch r.IntN(5) {
	case 0:
		s.Term = &store.TermIs{Is: is, Term: pick(r, calendar.Term{Years: 5}, calendar.Term{Years: 1}, calendar.Term{Days: 366})}
	case 1:
		s.Lashes = &store.LashesAre{Is: is, Count: pick(r, 30, 50, 74)}
	case 2:
		s.Penalties = []casefile.PenaltyKind{pick(r, casefile.Imprisonment, casefile.Ban), casefile.Flogging}
	case 3:
		a, err := casefile.ParseAmount("100")
		if err != nil {
			panic(err)
		}
		s.Fine = &store.FineIs{Is: is, Amount: a, Currency: pick(r, "", "IRR")}
	}
	for range 1 + r.IntN(2) {
		switch r.IntN(8) {
		case 0:
			s.From, s.To = r.span()
		case 1:
			s.Courts = []string{"branch 1"}
		case 2:
			s.Charges = []string{"propaganda"}
		case 3:
			s.InAbsentia = true
		case 4:
			s.Outcomes = []casefile.Outcome{pick(r, casefile.InForce, casefile.Pardoned, casefile.UnknownOutcome)}
		case 5:
			s.None = []casefile.Outcome{casefile.Overturned}
		case 6:
			s.Standing = true
		case 7:
			s.Suspended = true
		}
	}
	return s
}

func (r chance) inquiry() store.Inquiry {
	var q store.Inquiry
	for range 1 + r.IntN(3) {
		c := store.Clause{Not: r.IntN(3) == 0}
		for range 1 + r.IntN(2) {
			c.Any = append(c.Any, r.cond())
		}
		q.All = append(q.All, c)
	}
	return q
}

// Find gives what asking each casefile slowly gives, through every change of
// the record, and Rulings and Count agree with it.
func TestFindAgreesWithTheRecord(t *testing.T) {
	t.Parallel()
	r := chance{rand.New(rand.NewPCG(1, 2))}
	db := storetest.Open(t)
	book := mainBook(t, db)
	access := book.Access()
	const people = 300 // more than a leaf holds
	all := make([]*casefile.Casefile, people)
	for i := range all {
		all[i] = r.casefile(i)
	}
	doImport(t, db, book.ID, file(t, all...), store.ImportOptions{Publish: true})
	asked, unsure, some := 0, 0, 0
	for round := range 16 {
		if round > 0 {
			n := r.IntN(people)
			edit(t, db, book.ID, all[n].Slug, func(c *casefile.Casefile) {
				fresh := r.casefile(n)
				fresh.Sources, fresh.Visibility = c.Sources, pick(r, casefile.Public, casefile.Public, casefile.Embargoed)
				*c = *fresh
			})
		}
		c := census(t, db, access)
		slow := recorded(t, db, access)
		if c.Len() != len(slow) {
			t.Fatalf("round %d: %d people, %d on record", round, c.Len(), len(slow))
		}
		for range 60 {
			q := r.inquiry()
			found := c.Find(q)
			got := map[string]calendar.Answer{}
			for _, who := range found.Yes {
				got[who.Slug] = calendar.Yes
			}
			for _, who := range found.Unsure {
				got[who.Slug] = calendar.CantTell
			}
			for _, x := range slow {
				is, known := got[x.Slug]
				if !known {
					is = calendar.No
				}
				if want := asks(x, q); is != want {
					t.Fatalf("round %d: of %s the census says %v, the record %v\n%+v\n%+v", round, x.Slug, is, want, q, x.Casefile)
				}
			}
			if yes, open := c.Count(q); yes != len(found.Yes) || open != len(found.Unsure) {
				t.Fatalf("counted %d and %d of %d and %d", yes, open, len(found.Yes), len(found.Unsure))
			}
			n := 1 + r.IntN(40)
			if first := c.FirstSuch(n, q, func(who *store.Person) bool { return slices.Contains(found.Yes, who) }); !slices.Equal(first, found.Yes[:min(n, len(found.Yes))]) {
				t.Fatalf("the first %d are %d others than of those who are found", n, len(first))
			}
			if !slices.IsSortedFunc(found.Yes, func(a, b *store.Person) int { return compareNames(a.Name, b.Name) }) {
				t.Fatal("not by name")
			}
			asked++
			unsure += min(1, len(found.Unsure))
			some += min(1, len(found.Yes))
		}
	}
	if some < asked/3 || unsure < asked/10 {
		t.Errorf("of %d inquiries %d found somebody and %d were unsure of somebody: too few to prove anything", asked, some, unsure)
	}
}

func compareNames(a, b string) int {
	ka, kb := store.TermKey(a), store.TermKey(b)
	if ka[:5] < kb[:5] {
		return -1
	} else if ka[:5] > kb[:5] {
		return 1
	}
	return 0
}

// recorded are all public casefiles.
func recorded(t *testing.T, db *store.DB, a store.Access) []*casefile.Redacted {
	t.Helper()
	var all []*casefile.Redacted
	for offset := 0; ; offset += 100 {
		page, err := db.Public().Search(t.Context(), a, store.Query{Offset: offset, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Items {
			c, _, err := db.Public().Casefile(t.Context(), a, s.Slug)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
		if len(page.Items) < 100 {
			return all
		}
	}
}
