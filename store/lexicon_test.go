package store_test

import (
	"fmt"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// furnished is somebody whose values have names that people say otherwise.
func furnished() *casefile.Casefile {
	c := invent("azar", "Azar Inventedi")
	c.Person.Professions = []casefile.Text{{Text: "film-maker"}}
	c.Charges = []casefile.Charge{{ID: "c1", Text: "propaganda against the system (2010 case)"}}
	c.Custody = []casefile.Custody{{Kind: "prison", Place: "Women's Ward, Invented Prison"}}
	c.Sentences = []casefile.Sentence{{ID: "s1", Court: "Branch 926, Invented Revolutionary Court, Nowhere (Judge Ali Farzi)",
		Penalties: []casefile.Penalty{{Kind: casefile.Ban, Of: "directing and making films, writing scripts"}}}}
	c.Works = []casefile.Work{{Title: "The Paper Orchard", OriginalTitle: "باغ کاغذی", Also: []string{"Orchard of Paper"}}}
	c.Awards = []casefile.Award{{Name: "Golden Sample for best film (shared)", By: "Farzi International Film Festival, Some Section"},
		{Name: "Invented Peace Prize", By: "Berlin International Film Festival"}}
	c.People = []casefile.Related{{Name: "Mina Vakil-Farzi", Names: []casefile.Name{{Text: "مینا وکیل‌فرضی"}}, Role: "human rights lawyer (2020)"},
		{Name: "Sam Unsungi", Role: "co-accused, four years"}}
	c.Events = []casefile.Event{{ID: "e1", Kind: "hunger_strike", Text: "refused food"}}
	return c
}

func TestTerms(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	doImport(t, db, book.ID, file(t, furnished()), store.ImportOptions{Publish: true})
	c := census(t, db, book.Access())
	for typed, want := range map[string]string{
		"filmmaker": "profession film-maker", "film maker": "profession film-maker",
		"propaganda against the system": "charge propaganda against the system (2010 case)",
		"Propaganda":                    "charge propaganda against the system (2010 case)",
		"Invented Prison":               "place Women's Ward, Invented Prison", "Invented": "award Invented Peace Prize, place Women's Ward, Invented Prison",
		"Branch ۹۲۶": "court Branch 926, Invented Revolutionary Court, Nowhere (Judge Ali Farzi)",
		"Ali Farzi":  "court Branch 926, Invented Revolutionary Court, Nowhere (Judge Ali Farzi)",
		"Nowhere":    "court Branch 926, Invented Revolutionary Court, Nowhere (Judge Ali Farzi)",
		"باغ كاغذي":  "work The Paper Orchard", "paper orchard": "work The Paper Orchard", "Orchard of Paper": "work The Paper Orchard",
		"golden sample": "award Golden Sample for best film (shared)", "Invented Peace Prize": "award Invented Peace Prize",
		"Farzi": "giver Farzi International Film Festival, Some Section", "Berlinale": "giver Berlin International Film Festival",
		"مینا وکیل فرضی": "around Mina Vakil-Farzi", "Vakil-Farzi": "around Mina Vakil-Farzi", "Unsungi": "", "Sam Unsungi": "around Sam Unsungi",
		"hunger strike": "event hunger_strike", "writing scripts": "of directing and making films, writing scripts", "xx": "country XX", "a": "", "": "",
		"paper": "",
	} {
		var got []string
		for _, v := range c.Terms(store.TermKey(typed)) {
			got = append(got, string(v.Field)+" "+v.Text)
			if v.People != 1 || v.Key != store.TermKey(v.Text) {
				t.Errorf("%s: %+v", typed, v)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s is %q, want %q", typed, got, want)
		}
	}
}

// Whoever is found by a value's key is found by the value.
func TestTermsFind(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	doImport(t, db, book.ID, file(t, furnished(), invent("other", "Other Inventedi")), store.ImportOptions{Publish: true})
	c := census(t, db, book.Access())
	for _, typed := range []string{"film-maker", "propaganda", "invented prison", "branch 926", "orchard of paper", "golden sample", "berlinale",
		"vakil farzi", "hunger strike", "writing scripts"} {
		for _, v := range c.Terms(store.TermKey(typed)) {
			if got := called(c.Find(store.All(store.Has{Field: v.Field, Key: v.Key})).Yes); got != "Azar Inventedi" {
				t.Errorf("%s: %+v finds %q", typed, v, got)
			}
		}
	}
	if got := called(c.Find(store.All(store.AroundAs{Role: "lawyer"})).Yes); got != "Azar Inventedi" {
		t.Errorf("by role: %q", got)
	}
}

func TestNear(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	doImport(t, db, book.ID, file(t, furnished()), store.ImportOptions{Publish: true})
	c := census(t, db, book.Access())
	for typed, want := range map[string]string{
		"filmaker": "film-maker", "flimmaker": "film-maker", "filmmakerr": "film-maker", "filmmaket": "film-maker",
		"folmmakerr": "film-maker", "filmakerr": "film-maker", // two mistakes
		"folmmaeker": "film-maker", "filmmaker": "", "fxxxmaker": "", "falmmokxr": "",
		"گاغکاغذی": "The Paper Orchard", "hungerstrke": "hunger_strike", "brlinale": "Berlin International Film Festival",
		"farz": "", "xy": "",
	} {
		var got []string
		for _, v := range c.Near(store.TermKey(typed)) {
			got = append(got, v.Text)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s is nearly %q, want %q", typed, got, want)
		}
	}
}

// Near finds what comparing with every term finds.
func TestNearFindsAll(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	words := []string{"orchard", "orchid", "archer", "marcher", "march", "starch", "stars", "باران", "بارون", "باز"}
	var all []*casefile.Casefile
	var titles []string
	for i := range 60 {
		c := invent(fmt.Sprint("p-", i), fmt.Sprint("Invented ", i))
		title := words[i%len(words)] + words[i/7%len(words)] + words[i/3%len(words)]
		c.Works = []casefile.Work{{Title: title}}
		all, titles = append(all, c), append(titles, title)
	}
	doImport(t, db, book.ID, file(t, all...), store.ImportOptions{Publish: true})
	c := census(t, db, book.Access())
	for i, title := range titles {
		letters := []rune(title)
		at := len(letters)/2 + i%3
		letters[at] = 'q'
		if i%2 == 0 {
			letters = append(letters[:len(letters)-2], letters[len(letters)-1])
		}
		typed := string(letters)
		want, nearest := map[string]bool{}, 3
		for _, o := range titles {
			switch d := distance([]rune(typed), []rune(o)); {
			case d == 0 || d > nearest || d > 2:
			case d < nearest:
				want, nearest = map[string]bool{o: true}, d
			default:
				want[o] = true
			}
		}
		got := map[string]bool{}
		for _, v := range c.Near(typed) {
			got[v.Text] = true
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", typed, got, want)
		}
	}
}

// distance is how many typing mistakes apart two words are.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d[i][j] = min(d[i-1][j], d[i][j-1]) + 1
			if a[i-1] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-1][j-1])
			} else {
				d[i][j] = min(d[i][j], d[i-1][j-1]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
