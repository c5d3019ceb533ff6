package casefile_test

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// sentence reads one invented sentence from JSON without its id.
func sentence(t testing.TB, members string) *casefile.Sentence {
	t.Helper()
	c, err := casefile.Decode([]byte(`{"slug":"a","person":{"name":"A"},"sentences":[{"id":"s1",` + members + `}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return &c.Sentences[0]
}

// starter is a sentence of the starter casebook.
func starter(t testing.TB, slug, id string) *casefile.Sentence {
	t.Helper()
	return sentenceOf(t, "../../store/starter/starter-casebook.json", slug, id)
}

func sentenceOf(t testing.TB, file, slug, id string) *casefile.Sentence {
	t.Helper()
	c := person(t, file, slug)
	for i := range c.Sentences {
		if c.Sentences[i].ID == id {
			return &c.Sentences[i]
		}
	}
	t.Fatalf("%s has no sentence %s", slug, id)
	return nil
}

func person(t testing.TB, file, slug string) *casefile.Casefile {
	t.Helper()
	_, all := load(t, file)
	for _, c := range all {
		if c.Slug == slug {
			return c
		}
	}
	t.Fatalf("%s has no casefile %s", file, slug)
	return nil
}

// say is an answer in one line.
func say(s *casefile.Sentence, e casefile.Enforceable) string {
	out := e.Kind.String()
	if e.Kind == casefile.EnforceableTerm {
		out += " " + e.Term.String()
	}
	for i := range s.Penalties {
		if e.Penalty == &s.Penalties[i] {
			out += " of " + string(e.Penalty.Kind)
		}
	}
	if e.Stated {
		out += " stated"
	}
	return out + ": " + e.Because.Code()
}

// TestEnforceableOfTheStarter holds the answers for real sentences against
// what is reported of them.
func TestEnforceableOfTheStarter(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ slug, id, want string }{
		{"mohammad-rasoulof", "s6", "term P5Y stated: stated_severest"}, // eight years imposed, and flogging, a fine, confiscation
		{"narges-mohammadi", "s1", "term P10Y stated: stated_severest"}, // sixteen imposed
		{"nasrin-sotoudeh", "s3", "term P12Y stated: stated_severest"},  // thirty-three imposed, and 148 lashes
		{"mohammad-rasoulof", "s2", "unknown: rule_unknown"},
		{"narges-mohammadi", "s6", "unknown: rule_unknown"},
		{"jafar-panahi", "s1", "none: overturned"},
		{"toomaj-salehi", "s2", "none: overturned"}, // death
		{"maria-kolesnikova", "s1", "none: pardoned"},
		{"osman-kavala", "s1", "unknown: rule_unknown"},
	} {
		s := starter(t, tc.slug, tc.id)
		if got := say(s, s.Enforceable()); got != tc.want {
			t.Errorf("%s %s: got %s, want %s", tc.slug, tc.id, got, tc.want)
		}
	}
	s := sentenceOf(t, "testdata/fictional-casebook.json", "fic-06-laleh-engari", "s1")
	if got := say(s, s.Enforceable()); got != "none: suspended" {
		t.Errorf("a suspended sentence: got %s", got)
	}
}

func TestEnforceable(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"rasoulof's, if no source had stated the term",
			`"rule":"severest_only","outcome":"upheld","penalties":[{"kind":"imprisonment","term":"P8Y"},{"kind":"flogging"},{"kind":"fine"},{"kind":"confiscation","of":"property"}]`,
			"term P8Y of imprisonment: severest"},
		{"the severest fell, the next is prison",
			`"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P8Y","outcome":"overturned"},{"kind":"imprisonment","term":"P3Y","outcome":"upheld"},{"kind":"flogging","count":74}]`,
			"term P3Y of imprisonment: next_severest"},
		{"the severest fell, the next is flogging",
			`"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P8Y","outcome":"pardoned"},{"kind":"flogging","outcome":"upheld"},{"kind":"fine"}]`,
			"penalty of flogging: next_severest"},
		{"the stated term fell with its penalty",
			`"rule":"severest_only","enforceable":"P5Y","penalties":[{"kind":"imprisonment","term":"P8Y","outcome":"overturned"},{"kind":"flogging","count":74,"outcome":"upheld"}]`,
			"penalty of flogging: next_severest"},
		{"the stated term stands while a lesser penalty fell",
			`"rule":"severest_only","enforceable":"P5Y","penalties":[{"kind":"imprisonment","term":"P8Y","outcome":"upheld"},{"kind":"flogging","outcome":"overturned"}]`,
			"term P5Y stated: stated_severest"},
		{"the severest was cut, and is no longer it",
			`"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P8Y","reduced_to":"P1Y","outcome":"reduced"},{"kind":"imprisonment","term":"P3Y"}]`,
			"term P3Y of imprisonment: severest"},
		{"the severest was cut to a term that nobody says",
			`"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P8Y","outcome":"reduced"},{"kind":"flogging"}]`,
			"unknown of imprisonment: term_not_published"},
		{"death before all else", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P20Y"},{"kind":"death"}]`, "death of death: severest"},
		{"life before a term", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P20Y"},{"kind":"life_imprisonment"}]`, "life of life_imprisonment: severest"},
		{"death commuted to a term", `"rule":"severest_only","penalties":[{"kind":"death","outcome":"reduced","reduced_to":"P15Y"},{"kind":"fine"}]`, "term P15Y of death: severest"},
		{"a term not published might be the longer", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P2Y"},{"kind":"imprisonment"}]`, "unknown: cant_rank"},
		{"a year against 365 days", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P1Y"},{"kind":"imprisonment","term":"P365D"}]`, "unknown: cant_rank"},
		{"three months against many lashes", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P3M"},{"kind":"flogging","count":74}]`, "unknown: cant_rank"},
		{"three months against lashes nobody counted", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P3M"},{"kind":"flogging"}]`, "unknown: cant_rank"},
		{"three months against few lashes", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P3M"},{"kind":"flogging","count":10}]`, "term P3M of imprisonment: severest"},
		{"five months against thirty lashes", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P5M"},{"kind":"flogging","count":30}]`, "term P5M of imprisonment: severest"},
		{"a year against many lashes", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P1Y"},{"kind":"flogging","count":99}]`, "term P1Y of imprisonment: severest"},
		{"the longest part", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P7Y6M"},{"kind":"ban"}],"parts":[{"charge":"c1","term":"P6Y"},{"charge":"c2","term":"P1Y6M"}]`, "term P6Y of imprisonment: severest_part"},
		{"a part nobody knows", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P7Y6M"}],"parts":[{"charge":"c1","term":"P6Y"},{"charge":"c2"}]`, "unknown: term_not_published"},
		{"parts of a sentence that fell", `"rule":"severest_only","outcome":"overturned","penalties":[{"kind":"imprisonment","term":"P7Y6M"}],"parts":[{"charge":"c1","term":"P6Y"},{"charge":"c2","term":"P1Y6M"}]`, "none: overturned"},
		{"only one penalty", `"rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P2Y"}]`, "term P2Y of imprisonment: only"},

		{"terms added up", `"rule":"cumulative","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment","term":"P1Y6M"},{"kind":"flogging","count":74}]`, "term P6Y6M: sum"},
		{"terms added up without the one that fell", `"rule":"cumulative","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment","term":"P2Y","outcome":"overturned"}]`, "term P5Y of imprisonment: cumulative_one"},
		{"terms added up without the one suspended", `"rule":"cumulative","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment","term":"P2Y","suspended":true}]`, "term P5Y of imprisonment: cumulative_one"},
		{"a sum with an unknown in it", `"rule":"cumulative","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment"}]`, "unknown: term_not_published"},
		{"life is not added to", `"rule":"cumulative","penalties":[{"kind":"life_imprisonment"},{"kind":"imprisonment","term":"P5Y"}]`, "life of life_imprisonment: cumulative_one"},
		{"prison and labour are not added up", `"rule":"cumulative","penalties":[{"kind":"labour","term":"P1Y"},{"kind":"imprisonment","term":"P5Y"}]`, "unknown: cant_rank"},
		{"terms side by side", `"rule":"concurrent","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment","term":"P61M"}]`, "term P61M of imprisonment: longest"},
		{"terms side by side, one unknown", `"rule":"concurrent","penalties":[{"kind":"imprisonment","term":"P5Y"},{"kind":"imprisonment"}]`, "unknown: cant_rank"},

		{"stated", `"rule":"stated","enforceable":"P4Y","penalties":[{"kind":"imprisonment","term":"P9Y"}]`, "term P4Y stated: stated"},
		{"stated, of penalties nobody lists", `"rule":"stated","enforceable":"P4Y"`, "term P4Y stated: stated"},
		{"said to be stated", `"rule":"stated","penalties":[{"kind":"imprisonment","term":"P9Y"}]`, "unknown: not_stated"},
		{"stated beats the rule", `"rule":"cumulative","enforceable":"P4Y","penalties":[{"kind":"imprisonment","term":"P9Y"},{"kind":"imprisonment","term":"P1Y"}]`, "term P4Y stated: stated"},
		{"no rule", `"penalties":[{"kind":"imprisonment","term":"P9Y"}]`, "unknown: rule_unknown"},
		{"an unknown rule", `"rule":"unknown","penalties":[{"kind":"imprisonment","term":"P9Y"},{"kind":"ban","term":"P2Y"}]`, "unknown: rule_unknown"},
		{"no penalties", `"rule":"severest_only"`, "unknown: nothing_imposed"},
		{"no penalties, overturned", `"outcome":"overturned"`, "none: overturned"},
		{"pardoned", `"outcome":"pardoned","rule":"cumulative","penalties":[{"kind":"imprisonment","term":"P9Y"}]`, "none: pardoned"},
		{"a penalty's own outcome counts, not the sentence's", `"outcome":"pardoned","rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P9Y"},{"kind":"fine","outcome":"upheld"}]`, "penalty of fine: next_severest"},
		{"served counts", `"outcome":"served","rule":"severest_only","penalties":[{"kind":"imprisonment","term":"P9Y"},{"kind":"flogging","count":50}]`, "term P9Y of imprisonment: severest"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s := sentence(t, tc.in)
			if got := say(s, s.Enforceable()); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// TestReasonsAreWorded: each reason has a code of its own and words.
func TestReasonsAreWorded(t *testing.T) {
	t.Parallel()
	codes := map[string]bool{}
	for _, r := range casefile.AllReasons() {
		if r.Code() == "" || r.String() == "" || codes[r.Code()] {
			t.Errorf("reason %d is %q, %q", r, r.Code(), r)
		}
		codes[r.Code()] = true
	}
	if len(codes) < 17 || casefile.Reason(0).Code() != "" || casefile.Reason(len(codes)+1).Code() != "" {
		t.Errorf("%d reasons, or one beyond them", len(codes))
	}
}

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
