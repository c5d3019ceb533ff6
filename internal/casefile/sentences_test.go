package casefile_test

import (
	"strings"
	"testing"

	"vigil/internal/casefile"
)

// told is a list of judgments in one line: s2=s3 are the same, s1- has fallen
// or was superseded.
func told(all []casefile.Judgment) string {
	var words []string
	for _, j := range all {
		w := j.ID
		for _, s := range j.Same {
			w += "=" + s.ID
		}
		if !j.Current() {
			w += "-"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// TestJudgmentsOfTheStarter: all of somebody's sentences, the newest first,
// and the latest that is current.
func TestJudgmentsOfTheStarter(t *testing.T) {
	t.Parallel()
	const file = "../../store/starter/starter-casebook.json"
	for _, tc := range []struct{ slug, all, latest string }{
		{"mohammad-rasoulof", "s6 s5 s2=s3=s4 s1", "s6"},
		{"jafar-panahi", "s2 s1-", "s2"},
		{"narges-mohammadi", "s6 s5 s4 s3 s2 s1", "s6"},
		{"toomaj-salehi", "s2- s1- s3", "s3"},
		{"raif-badawi", "s2 s1-", "s2"},
		{"jose-ruben-zamora", "s1-", ""},
		{"dawit-isaak", "", ""},
	} {
		c := person(t, file, tc.slug)
		if got := told(c.Judgments()); got != tc.all {
			t.Errorf("%s: all are %s, want %s", tc.slug, got, tc.all)
		}
		if got := told(c.LatestSentences()); got != tc.latest {
			t.Errorf("%s: latest is %s, want %s", tc.slug, got, tc.latest)
		}
	}
	// One report gives 2022 for one and nothing but "before 12 May 2024" for
	// the other: which is the later can't be told.
	if got := told(person(t, "testdata/seed-casebook.json", "mohammad-rasoulof").LatestSentences()); got != "s2 s1" {
		t.Errorf("of the seed, latest is %s", got)
	}
}

func TestJudgments(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, all, latest string }{
		{"superseded", `{"id":"s1","date":"2022"},{"id":"s2","date":"2021","supersedes":"s1"}`, "s1- s2", "s2"},
		{"superseded through its double", `{"id":"s1","date":"2022"},{"id":"s2","same_as":"s1"},{"id":"s3","supersedes":"s2"}`, "s1=s2- s3", "s3"},
		{"each penalty overturned", `{"id":"s1","penalties":[{"kind":"death","outcome":"overturned"}]}`, "s1-", ""},
		{"overturned, its penalties unknown", `{"id":"s1","outcome":"overturned"}`, "s1-", ""},
		{"one penalty overturned", `{"id":"s1","outcome":"overturned","penalties":[{"kind":"death","outcome":"overturned"},{"kind":"fine","outcome":"upheld"}]}`, "s1", "s1"},
		{"pardoned is still the latest", `{"id":"s1","outcome":"pardoned"}`, "s1", "s1"},
		{"one year, no order", `{"id":"s1","date":"2022"},{"id":"s2","date":"2022-05"}`, "s2 s1", "s2 s1"},
		{"a chain of doubles", `{"id":"s1","same_as":"s2"},{"id":"s2","same_as":"s3"},{"id":"s3"}`, "s3=s1=s2", "s3=s1=s2"},
		{"known later than ruled", `{"id":"s1","date":"../2024-05-08","announced":"2024-05-08"},{"id":"s2","date":"2023"}`, "s1 s2", "s1"},
	} {
		c := parsed(t, `{"slug":"a","person":{"name":"A"},"sentences":[`+tc.in+`]}`)
		if got := told(c.Judgments()); got != tc.all {
			t.Errorf("%s: all are %s, want %s", tc.name, got, tc.all)
		}
		if got := told(c.LatestSentences()); got != tc.latest {
			t.Errorf("%s: latest is %s, want %s", tc.name, got, tc.latest)
		}
	}
	// A circle is refused, but must not hang what reads it nevertheless.
	c, err := casefile.Decode([]byte(`{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s1","same_as":"s2"},{"id":"s2","same_as":"s1"},{"id":"s3","same_as":"s9"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := told(c.Judgments()); got != "s1 s2 s3" {
		t.Errorf("a circle: %s", got)
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"slug":"a","person":{"name":"A"},"proceedings":[
		{"id":"past","kind":"trial","date":"2026-01-14"},{"id":"today","kind":"trial","date":"2026-01-15"},
		{"id":"month","kind":"trial","date":"2026-01"},{"id":"year","kind":"trial","date":"2027"},{"id":"never","kind":"trial"}],
		"sentences":[{"id":"s1","outcome":"in_force","penalties":[{"kind":"imprisonment","ends":"2026-04-03"},{"kind":"ban","ends":"2025"},
			{"kind":"labour","ends":"2030","outcome":"served"}]},
			{"id":"s2","outcome":"overturned","penalties":[{"kind":"imprisonment","ends":"2029"}]},
			{"id":"s3","penalties":[{"kind":"imprisonment","ends":"2028"}]},{"id":"s4","supersedes":"s3"}]}`)
	var got []string
	for _, n := range c.Next(day(t, "2026-01-15")) {
		if n.Proceeding != nil {
			got = append(got, n.Proceeding.ID)
		} else {
			got = append(got, n.Sentence.ID+" "+string(n.Penalty.Kind)+" ends "+n.Date.String())
		}
	}
	if want := "today, s1 imprisonment ends 2026-04-03, year"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestConfirmations(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"slug":"a","person":{"name":"A"},"sources":[
		{"id":"paper1","publisher":"Paper","origin":"AFP"},{"id":"paper2","publisher":"Other","origin":"Agence France-Presse (by telephone)"},
		{"id":"afp","publisher":"AFP"},{"id":"both","publisher":"Third","origin":"AFP; Farzi Wire"},{"id":"wire","publisher":"The Farzi Wire"},
		{"id":"ngo","publisher":"An NGO"},{"id":"ngo2","publisher":"an  ngo"},{"id":"bare","title":"A leaflet"},{"id":"bare2","title":"Another"}]}`)
	for _, tc := range []struct {
		ids  string
		want int
	}{
		{"", 0}, {"nowhere", 0}, {"paper1", 1}, {"paper1 paper2", 1}, {"paper1 paper2 afp", 1}, {"both paper1", 1}, {"both", 1},
		{"both wire afp", 2}, {"ngo ngo2", 1}, {"ngo afp", 2}, {"bare bare2", 2}, {"bare bare", 1}, {"both ngo", 2},
	} {
		if got := c.Confirmations(strings.Fields(tc.ids)); got != tc.want {
			t.Errorf("%q are %d confirmations, want %d", tc.ids, got, tc.want)
		}
	}
}
