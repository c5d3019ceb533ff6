package store_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func countable() []store.Field {
	return []store.Field{store.FieldStatus, store.FieldCountry, store.FieldYear, store.FieldHijriYear, store.FieldCharge, store.FieldPenalty, store.FieldProfession}
}

// tallied is a count in one line: "XX 4, none 3, others 5 of 12".
func tallied(t store.Tally) string {
	var words []string
	for _, g := range t.Groups {
		text := map[store.GroupKind]string{store.Valued: g.Text, store.Untold: "untold", store.None: "none"}[g.Kind]
		words = append(words, fmt.Sprintf("%s %d", text, g.People))
	}
	if t.Others > 0 {
		words = append(words, fmt.Sprintf("others %d", t.Others))
	}
	return fmt.Sprintf("%s of %d", strings.Join(words, ", "), t.Tracked)
}

func countBy(t *testing.T, db *store.DB, a store.Access, by store.Field) store.Tally {
	t.Helper()
	n, err := db.Public().Count(t.Context(), a, by, store.Words{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// having is an invented person of whom these things are on record, each as
// "charge theft", "sentence 2023 flogging fine", "profession poet".
func having(n int, facts ...string) *casefile.Casefile {
	c := invent(fmt.Sprintf("p%d", n), fmt.Sprintf("Sampleh%d", n))
	c.Country = "ZZ"
	for i, f := range facts {
		words := strings.Fields(f)
		id, fact := fmt.Sprintf("x%d", i), casefile.Fact{Sources: []string{"s"}}
		switch words[0] {
		case "country":
			c.Country = words[1]
		case "status":
			c.Status.Code = casefile.StatusCode(words[1])
		case "no-status":
			c.Status = casefile.Status{}
		case "profession":
			c.Person.Professions = append(c.Person.Professions, casefile.Text{Text: words[1], Fact: fact})
		case "charge":
			c.Charges = append(c.Charges, casefile.Charge{ID: id, Text: words[1], Fact: fact})
		case "sentence":
			s := casefile.Sentence{ID: id, Rule: casefile.UnknownRule, Fact: fact}
			if words[1] != "-" {
				s.Date = calendar.MustParse(words[1])
			}
			for _, kind := range words[2:] {
				s.Penalties = append(s.Penalties, casefile.Penalty{Kind: casefile.PenaltyKind(kind), Outcome: casefile.Overturned})
			}
			c.Sentences = append(c.Sentences, s)
		}
	}
	return c
}

func TestCount(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		by     store.Field
		people [][]string
		want   string
	}{
		"nobody":                       {store.FieldStatus, nil, " of 0"},
		"people, and not facts":        {store.FieldCharge, [][]string{{"charge theft", "charge Theft"}, {"charge theft"}, {"charge THEFT"}}, "THEFT 3 of 3"},
		"somebody in two groups":       {store.FieldProfession, [][]string{{"profession poet", "profession singer"}, {"profession poet", "profession singer"}, {"profession poet", "profession singer"}, {"profession poet"}}, "poet 4, singer 3 of 4"},
		"none on record":               {store.FieldProfession, [][]string{{"profession poet"}, {"profession poet"}, {"profession poet"}, {}, {}, {}, {}}, "poet 3, none 4 of 7"},
		"however few":                  {store.FieldCountry, [][]string{{}, {}, {}, {"country AA"}, {"country AA"}, {"country BB"}}, "ZZ 3, AA 2, BB 1 of 6"},
		"one person":                   {store.FieldProfession, [][]string{{"profession poet"}}, "poet 1 of 1"},
		"one without":                  {store.FieldProfession, [][]string{{"profession poet"}, {}}, "poet 1, none 1 of 2"},
		"a country not stated is none": {store.FieldCountry, [][]string{{"country XX"}, {"country XX"}, {"country XX"}, {}, {}, {}}, "ZZ 3, none 3 of 6"},
		"a status not known is none":   {store.FieldStatus, [][]string{{"no-status"}, {"status unknown"}, {"status unknown"}, {}, {}, {}}, "detained 3, none 3 of 6"},
		"a penalty, whatever became of it": {store.FieldPenalty, [][]string{
			{"sentence 2023 flogging fine", "sentence 2024 flogging"}, {"sentence 2023 flogging fine"}, {"sentence 2023 flogging fine"},
			{"sentence 2023"}, {"sentence 2023"}, {},
		}, "fine 3, flogging 3, none 3 of 6"},
		"years, newest first": {store.FieldYear, [][]string{
			{"sentence 2022-03", "sentence 2023"}, {"sentence 2022"}, {"sentence 2022-01-01"}, {"sentence 2023-05-01"}, {"sentence 2023", "sentence 2023-06"},
			{"sentence 2022-12/2023-01"}, {"sentence -"}, {"sentence 2022~"}, {}, {}, {},
		}, "2023 3, 2022 3, untold 3, none 3 of 11"},
		"years of the other calendar": {store.FieldHijriYear, [][]string{
			{"sentence 2022-03-20", "sentence 2022-03-21"}, {"sentence 2023"}, {"sentence 2024-05"}, {},
		}, "1403 1, 1401 1, 1400 1, untold 1, none 1 of 4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			main := mainBook(t, db)
			for i, facts := range tc.people {
				put(t, db, main.ID, having(i, facts...))
			}
			if got := tallied(countBy(t, db, main.Access(), tc.by)); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}

// Of many values the most frequent are listed.
func TestCountOfManyValues(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main := mainBook(t, db)
	n := 0
	for v := range 20 {
		for range 3 + v/10 {
			n++
			put(t, db, main.ID, having(n, fmt.Sprintf("charge v%02d", v)))
		}
	}
	tally := countBy(t, db, main.Access(), store.FieldCharge)
	if len(tally.Groups) != 10 || tally.Groups[0].Text != "v10" || tally.Groups[0].People != 4 || tally.Groups[9].Text != "v19" || tally.Others != 30 {
		t.Errorf("those with three people can't all be listed: %s", tallied(tally))
	}
}

// What is called the same in the reader's words, or but for a hyphen, is one line, in
// which everybody is counted once.
func TestCountInWords(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main := mainBook(t, db)
	for i, facts := range [][]string{
		{"profession film-maker", "profession Filmmaker"}, {"profession filmmaker"}, {"profession film-maker"}, {"profession cineast"}, {"profession poet"},
	} {
		put(t, db, main.ID, having(i, facts...))
	}
	in := store.Words{Name: "x", Of: func(s string) string {
		if s == "cineast" {
			return "Filmmaker"
		}
		return s
	}}
	for words, want := range map[*store.Words]string{{}: "Filmmaker 3, cineast 1, poet 1 of 5", &in: "Filmmaker 4, poet 1 of 5"} {
		n, err := db.Public().Count(t.Context(), main.Access(), store.FieldProfession, *words)
		if err != nil {
			t.Fatal(err)
		}
		if got := tallied(n); !strings.EqualFold(strings.ReplaceAll(got, "-", ""), want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// Others are counted once each; where all values are of one size, some are listed.
func TestCountOfValuesOfOneSize(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main := mainBook(t, db)
	for n := range 14 {
		put(t, db, main.ID, having(n, fmt.Sprintf("charge v%02d", n)))
	}
	if got, want := tallied(countBy(t, db, main.Access(), store.FieldCharge)), "v00 1, v01 1, v02 1, v03 1, v04 1, v05 1, v06 1, v07 1, v08 1, v09 1, v10 1, v11 1, others 2 of 14"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	put(t, db, main.ID, having(20, "charge v00", "charge v13", "charge v14", "charge v15"))
	if got, want := tallied(countBy(t, db, main.Access(), store.FieldCharge)), "v00 2, v13 2, others 13 of 15"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Where several casebooks may be read, one slug is one person.
func TestCountOverCasebooks(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main := mainBook(t, db)
	other, err := db.Servers().New(t.Context(), "other", "", "1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		put(t, db, main.ID, having(i, "sentence 2023 fine"))
		put(t, db, other.ID, having(i, "country AA", "sentence 2021"), having(i+10, "country AA", "sentence 2021"))
	}
	both := store.Access{Reads: []store.CasebookID{main.ID, other.ID}}
	for by, want := range map[store.Field]string{
		store.FieldCountry: "AA 3, ZZ 3 of 6",
		store.FieldYear:    "2023 3, 2021 3 of 6",
		store.FieldPenalty: "fine 3, none 3 of 6",
	} {
		if got := tallied(countBy(t, db, both, by)); got != want {
			t.Errorf("by %s: %s, want %s", by, got, want)
		}
	}
	if got := tallied(countBy(t, db, other.Access(), store.FieldCountry)); got != "AA 6 of 6" {
		t.Errorf("of one: %s", got)
	}
	if got := countBy(t, db, store.Access{}, store.FieldCountry); got.Tracked != 0 {
		t.Errorf("of none: %s", tallied(got))
	}
}

// What is kept holds until the record changes.
func TestCountFollowsTheRecord(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main := mainBook(t, db)
	for i := range 4 {
		put(t, db, main.ID, having(i))
		want := fmt.Sprintf("ZZ %d of %d", i+1, i+1)
		for range 2 {
			if got := tallied(countBy(t, db, main.Access(), store.FieldCountry)); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
}

// A count is the same whatever is confidential, and whether anything is: of facts,
// and of people who are not public. And it is made of what whoever asks can read in
// the cards: however few people a group has, it says nothing that these don't.
func TestCountSaysNothingConfidential(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			var public [][]string
			for range 4 + r.IntN(14) {
				public = append(public, facts(r, 3))
			}
			var first []store.Tally
			for version := range 4 {
				db := storetest.Open(t)
				main := mainBook(t, db)
				for i, of := range public {
					c := having(i, of...)
					if version > 0 {
						hide(r, c)
					}
					put(t, db, main.ID, c)
				}
				for i := range version * 3 {
					c := having(100+i, facts(r, 4)...)
					c.Visibility = []casefile.Visibility{casefile.Draft, casefile.Embargoed}[r.IntN(2)]
					if c.Visibility == casefile.Embargoed {
						c.Embargo = &casefile.Embargo{Reason: "the family asks for quiet"}
					}
					put(t, db, main.ID, c)
				}
				for i, by := range countable() {
					got := countBy(t, db, main.Access(), by)
					if version == 0 {
						first = append(first, got)
					} else if diff := gocmp.Diff(first[i], got, cmpopts.IgnoreFields(store.Shown{}, "Seq")); diff != "" {
						t.Errorf("by %s the confidential shows (-without +with):\n%s", by, diff)
					}
					if diff := gocmp.Diff(fromCards(t, db, main.Access(), by), tallied(got)); diff != "" {
						t.Errorf("by %s it isn't what the cards say (-cards +count):\n%s", by, diff)
					}
				}
			}
		})
	}
}

// fromCards is a count as anybody can take it who reads everybody's card.
func fromCards(t *testing.T, db *store.DB, a store.Access, by store.Field) string {
	t.Helper()
	all, err := db.Public().Search(t.Context(), a, store.Query{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]int{}
	for _, hit := range all.Items {
		c, _, err := db.Public().Casefile(t.Context(), a, hit.Slug)
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, v := range read(&c.Casefile, by) {
			has[v] = true
		}
		if len(has) == 0 {
			has["none"] = true
		}
		for v := range has {
			people[v]++
		}
	}
	values := slices.Collect(maps.Keys(people))
	last := map[string]int{"untold": 1, "none": 2}
	years := by == store.FieldYear || by == store.FieldHijriYear
	slices.SortFunc(values, func(x, y string) int {
		if years {
			return cmp.Or(last[x]-last[y], strings.Compare(y, x))
		}
		return cmp.Or(last[x]-last[y], people[y]-people[x], strings.Compare(x, y))
	})
	var words []string
	for _, v := range values {
		words = append(words, fmt.Sprintf("%s %d", v, people[v]))
	}
	return fmt.Sprintf("%s of %d", strings.Join(words, ", "), len(all.Items))
}

// read is what a card says of somebody in a field.
func read(c *casefile.Casefile, by store.Field) (all []string) {
	switch by {
	case store.FieldStatus:
		if s := c.Status.Code; s != "" && s != casefile.UnknownStatus {
			all = append(all, string(s))
		}
	case store.FieldCountry:
		all = append(all, c.Country)
	case store.FieldProfession:
		for _, x := range c.Person.Professions {
			all = append(all, x.Text)
		}
	case store.FieldCharge:
		for _, x := range c.Charges {
			all = append(all, x.Text)
		}
	case store.FieldPenalty:
		for _, s := range c.Sentences {
			for _, x := range s.Penalties {
				all = append(all, string(x.Kind))
			}
		}
	case store.FieldYear, store.FieldHijriYear:
		for _, s := range c.Sentences {
			y, ok := s.Date.Year()
			if by == store.FieldHijriYear {
				y, ok = s.Date.HijriYear()
			}
			if ok {
				all = append(all, strconv.Itoa(y))
			} else {
				all = append(all, "untold")
			}
		}
	}
	return all
}

// facts are up to n things on record of somebody.
func facts(r *rand.Rand, n int) (all []string) {
	some := func(words ...string) string { return words[r.IntN(len(words))] }
	for range r.IntN(n + 1) {
		all = append(all, some("profession ", "charge ", "charge ")+some("a", "b", "c", "d"),
			"sentence "+some("2022", "2023-05", "2023~", "-", "2024")+some("", " fine", " flogging ban", " death"))
	}
	return append(all, "country "+some("AA", "BB", "CC"), some("no-status", "status detained", "status bail", "status unknown"))
}

// hide adds confidential facts to somebody's record; a status takes the place of
// none.
func hide(r *rand.Rand, c *casefile.Casefile) {
	secret := having(0, facts(r, 4)...)
	for i := range secret.Person.Professions {
		secret.Person.Professions[i].Visibility = casefile.Confidential
	}
	for i := range secret.Charges {
		secret.Charges[i].ID += "h"
		secret.Charges[i].Visibility = casefile.Confidential
	}
	for i := range secret.Sentences {
		s := &secret.Sentences[i]
		s.ID += "h"
		s.Visibility = casefile.Confidential
		for j := range c.Sentences { // and penalties of sentences that aren't
			for _, p := range s.Penalties {
				p.Visibility = casefile.Confidential
				c.Sentences[j].Penalties = append(c.Sentences[j].Penalties, p)
			}
		}
	}
	if c.Status.Code == "" && secret.Status.Code != "" {
		c.Status = secret.Status
		c.Status.Visibility = casefile.Confidential
	}
	c.Person.Professions = append(c.Person.Professions, secret.Person.Professions...)
	c.Charges = append(c.Charges, secret.Charges...)
	c.Sentences = append(c.Sentences, secret.Sentences...)
}

// A count that stands in a channel goes when somebody leaves whom it counts, or
// something of theirs is made confidential, and for nothing else.
func TestCountIsTakenAway(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*casefile.Casefile)
		of     string
		gone   bool
	}{
		"withdrawn":                    {func(c *casefile.Casefile) { c.Visibility = casefile.Draft }, "p1", true},
		"made confidential":            {func(c *casefile.Casefile) { c.Charges[0].Visibility = casefile.Confidential }, "p1", true},
		"corrected":                    {func(c *casefile.Casefile) { c.Country = "YY" }, "p1", false},
		"published":                    {func(c *casefile.Casefile) { c.Visibility = casefile.Public }, "draft", false},
		"made confidential, a draft's": {func(c *casefile.Casefile) { c.Charges[0].Visibility = casefile.Confidential }, "draft", false},
	} {
		for _, late := range []bool{false, true} { // the note is written after the change
			t.Run(fmt.Sprint(name, late), func(t *testing.T) {
				t.Parallel()
				db, now := clocked(t)
				main := mainBook(t, db)
				for i := range 3 {
					put(t, db, main.ID, having(i, "charge theft"))
				}
				draft := having(9, "charge theft")
				draft.Slug, draft.Visibility = "draft", casefile.Draft
				put(t, db, main.ID, draft)
				*now = now.Add(time.Minute)
				tally := countBy(t, db, main.Access(), store.FieldCharge)
				note := func() {
					show := store.Showing{Server: "9", Channel: "8", Message: "1", Casefiles: tally.Shows, At: now.Add(-time.Second)}
					if err := db.Outbox().NoteShown(t.Context(), []store.Showing{show}); err != nil {
						t.Fatal(err)
					}
				}
				if !late {
					note()
				}
				c, err := db.Curation().Casefile(t.Context(), main.ID, tc.of)
				if err != nil {
					t.Fatal(err)
				}
				if n, err := db.Curation().ShownIn(t.Context(), main.ID, tc.of); err != nil || n != map[bool]int{true: 1}[!late && tc.of == "p1"] {
					t.Errorf("shown in %d messages, %v", n, err)
				}
				tc.change(c.Casefile)
				saved, err := db.Curation().Commit(t.Context(), store.Saving{Casebook: main.ID, Casefile: c.Casefile, Base: c.Version, By: "1"})
				if err != nil {
					t.Fatal(err)
				}
				if late {
					note()
				} else if want := map[bool]int{true: 1}[tc.gone]; saved.Removed != want {
					t.Errorf("%d messages are removed, want %d", saved.Removed, want)
				}
				due, err := db.Outbox().Due(t.Context(), 10)
				if err != nil {
					t.Fatal(err)
				}
				gone := slices.ContainsFunc(due, func(e store.Errand) bool { return e.Kind == store.DeleteMessage && e.Message == "1" })
				if gone != tc.gone {
					t.Errorf("it is deleted: %t (%+v)", gone, due)
				}
			})
		}
	}
}
