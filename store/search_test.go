package store_test

import (
	"slices"
	"strconv"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

func slugs(all []store.Summary) []string {
	var s []string
	for _, x := range all {
		s = append(s, x.Slug)
	}
	return s
}

// invent is a casefile of an invented person with nothing but what is given.
func invent(slug, name string) *casefile.Casefile {
	source := []string{"s"}
	return &casefile.Casefile{
		Slug: slug, Visibility: casefile.Public, Country: "XX",
		Person:  casefile.Person{Name: name, Fact: casefile.Fact{Sources: source}},
		Status:  casefile.Status{Code: casefile.Detained, Fact: casefile.Fact{Sources: source}},
		Sources: []casefile.Source{{ID: "s", Publisher: "Invented Wire"}},
	}
}

func put(t *testing.T, db *store.DB, book store.CasebookID, cs ...*casefile.Casefile) {
	t.Helper()
	for _, c := range cs {
		if _, err := db.Curation().Save(t.Context(), book, c, 0, "curator", ""); err != nil {
			t.Fatal(err)
		}
	}
}

// searched is four invented people, each with a trait of their own.
func searched(t *testing.T) (*store.DB, store.Access) {
	t.Helper()
	db := storetest.Open(t)
	main, err := db.Servers().Casebook(t.Context(), store.Main)
	if err != nil {
		t.Fatal(err)
	}
	fact := casefile.Fact{Sources: []string{"s"}}
	a := invent("a-painter", "Azar Sampleh")
	a.Person.Names = []casefile.Name{{Text: "آذر نمونه", Kind: "native", Lang: "fa"}}
	a.Person.Professions = []casefile.Text{{Text: "painter", Fact: fact}}
	a.Charges = []casefile.Charge{{ID: "c", Text: "insulting the fictional leader", Fact: fact}}
	a.Custody = []casefile.Custody{{Kind: "pretrial", Start: calendar.MustParse("2021-03"), Fact: fact}}
	b := invent("b-singer", "Babak Imaginari")
	b.Country = "YY"
	b.Person.Professions = []casefile.Text{{Text: "pop singer", Fact: fact}}
	b.Charges = []casefile.Charge{{ID: "c", Text: "propaganda against the system", Fact: fact}}
	b.Sentences = []casefile.Sentence{{ID: "v", Date: calendar.MustParse("2023-05-02"), Rule: casefile.UnknownRule,
		Penalties: []casefile.Penalty{{Kind: casefile.Flogging}}, Fact: fact}}
	c := invent("c-writer", "Cyrus Imaginari")
	c.Status.Code = casefile.Exile
	c.Status.AsOf = calendar.MustParse("2026-01-02")
	c.Person.Professions = []casefile.Text{{Text: "writer", Fact: fact}}
	c.Events = []casefile.Event{{ID: "e", Kind: "departure", Date: calendar.MustParse("../2024-05-08"), Text: "left the country on foot", Fact: fact}}
	d := invent("d-nothing", "Dara Namonehpour")
	d.Visibility = casefile.Draft
	put(t, db, main.ID, a, b, c, d)
	return db, main.Access()
}

func TestSearch(t *testing.T) {
	t.Parallel()
	db, access := searched(t)
	tests := []struct {
		name  string
		query store.Query
		want  []string
	}{
		{"nothing asked: everybody, by name", store.Query{}, []string{"a-painter", "b-singer", "c-writer"}},
		{"word of an event", store.Query{Text: "foot"}, []string{"c-writer"}},
		{"beginnings of words", store.Query{Text: "prop syst"}, []string{"b-singer"}},
		{"all words must be there", store.Query{Text: "propaganda foot"}, nil},
		{"case and marks", store.Query{Text: "PROPAGANDA"}, []string{"b-singer"}},
		{"Persian name with Arabic letters", store.Query{Text: "نمونه"}, []string{"a-painter"}},
		{"misspelt name", store.Query{Text: "Cyrus Imaginary"}, []string{"c-writer"}},
		{"one name of two", store.Query{Text: "imaginari"}, []string{"b-singer", "c-writer"}},
		{"country", store.Query{Country: "YY"}, []string{"b-singer"}},
		{"country in small letters", store.Query{Country: "yy"}, []string{"b-singer"}},
		{"status", store.Query{Status: "exile"}, []string{"c-writer"}},
		{"charge", store.Query{Charge: "insulting leader"}, []string{"a-painter"}},
		{"charge isn't found in other text", store.Query{Charge: "foot"}, nil},
		{"penalty", store.Query{Penalty: "flogging"}, []string{"b-singer"}},
		{"profession by its second word", store.Query{Profession: "sing"}, []string{"b-singer"}},
		{"since a day", store.Query{Since: calendar.MustParse("2023-05-02")}, []string{"b-singer"}},
		{"since the day after", store.Query{Since: calendar.MustParse("2023-05-03")}, nil},
		{"since a month", store.Query{Since: calendar.MustParse("2021-03")}, []string{"a-painter", "b-singer"}},
		{"since a day within a month that is all that is known", store.Query{Since: calendar.MustParse("2021-03-02")}, []string{"b-singer"}},
		{"since before a day", store.Query{Since: calendar.MustParse("../2021")}, nil},
		{"two filters", store.Query{Country: "XX", Status: "detained"}, []string{"a-painter"}},
		{"a draft", store.Query{Text: "Dara"}, nil},
		{"full-text syntax", store.Query{Text: `names:azar" OR * NEAR/3 -x (`}, nil},
		{"only signs", store.Query{Text: `"*(`}, nil},
		{"a quote in a filter", store.Query{Country: `X' OR 1=1 --`}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := db.Public().Search(t.Context(), access, test.query)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(slugs(got.Items), test.want) || got.Total != len(test.want) || got.Tracked != 3 {
				t.Errorf("got %v of %d (tracked %d), want %v", slugs(got.Items), got.Total, got.Tracked, test.want)
			}
		})
	}
	if got, err := db.Public().Search(t.Context(), store.Access{}, store.Query{Country: "XX"}); err != nil || got.Total != 0 || got.Tracked != 0 {
		t.Errorf("without a right: %+v, %v", got, err)
	}
}

func TestSearchPages(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	main, err := db.Servers().Casebook(t.Context(), store.Main)
	if err != nil {
		t.Fatal(err)
	}
	const people = 23
	for i := range people {
		// All of one name: the order must hold even so.
		put(t, db, main.ID, invent("same-"+strconv.Itoa(i), "Same Name"))
	}
	var all []string
	for offset := 0; offset < people; offset += 5 {
		r, err := db.Public().Search(t.Context(), main.Access(), store.Query{Text: "same", Offset: offset, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != people {
			t.Errorf("at %d: total %d", offset, r.Total)
		}
		all = append(all, slugs(r.Items)...)
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != people {
		t.Errorf("%d people on the pages, want %d", len(all), people)
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	db, access := searched(t)
	tests := []struct {
		field store.Field
		typed string
		want  []store.Value
	}{
		{store.FieldCountry, "", []store.Value{{Text: "XX", People: 2}, {Text: "YY", People: 1}}},
		{store.FieldStatus, "", []store.Value{{Text: "detained", People: 2}, {Text: "exile", People: 1}}},
		{store.FieldCharge, "lead", []store.Value{{Text: "insulting the fictional leader", People: 1}}},
		{store.FieldProfession, "SING", []store.Value{{Text: "pop singer", People: 1}}},
		{store.FieldPenalty, "", []store.Value{{Text: "flogging", People: 1}}},
		{store.FieldProfession, "nobody", nil},
	}
	for _, test := range tests {
		got, err := db.Public().Values(t.Context(), access, test.field, test.typed, 25)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s %q: got %v, want %v", test.field, test.typed, got, test.want)
		}
	}
	if got, err := db.Public().Values(t.Context(), access, store.FieldCountry, "", 1); err != nil || len(got) != 1 {
		t.Errorf("limited to one: %v, %v", got, err)
	}
	if got, err := db.Public().Values(t.Context(), store.Access{Reads: []store.CasebookID{77}}, store.FieldCountry, "", 5); err != nil || len(got) != 0 {
		t.Errorf("of another casebook: %v, %v", got, err)
	}
}
