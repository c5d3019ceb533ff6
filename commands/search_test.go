package commands

import (
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/store/storetest"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	for _, c := range []struct {
		options map[string]string
		want    []string
	}{
		{map[string]string{"country": "IR"}, []string{"Found 6 of the 19 people tracked here.", "Country: Iran", "Narges Mohammadi", "7 years 6 months in prison"}},
		{map[string]string{"country": "ایران"}, []string{"Found 6 of"}},
		{map[string]string{"country": "saudi arabia"}, []string{"Found 1 of", "Raif Badawi", "10 years in prison"}},
		{map[string]string{"status": "incommunicado"}, []string{"Found 3 of", "Status: Held incommunicado", "Dawit Isaak"}},
		{map[string]string{"penalty": "flogging", "country": "IR"}, []string{"Found 3 of"}},
		{map[string]string{"profession": "lawyer"}, []string{"Nasrin Sotoudeh"}},
		{map[string]string{"charge": "espionage"}, []string{"Evan Gershkovich"}},
		{map[string]string{"text": "rasulof"}, []string{"Mohammad Rasoulof"}},
		{map[string]string{"since": "January 2026"}, []string{"Since: January 2026", "Narges Mohammadi"}},
		{map[string]string{"status": "executed"}, []string{"Found 0 of the 19", "Nobody on record here fits"}},
	} {
		reply := b.run(t, "search", c.options)
		if reply.Private {
			t.Errorf("%v: refused", c.options)
		}
		contains(t, text(reply.Message), c.want...)
	}
}

func TestSearchRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct {
		options map[string]string
		want    string
	}{
		{nil, "at least one condition"},
		{map[string]string{"private": "true"}, "at least one condition"},
		{map[string]string{"country": "Atlantis **x**"}, `“Atlantis \*\*x\*\*” is not the name`},
		{map[string]string{"since": "whenever"}, "cannot be read as a date"},
		{map[string]string{"since": "before 2024"}, "has no first day"},
	} {
		reply := b.run(t, "search", c.options)
		if !reply.Private {
			t.Errorf("%v: not private", c.options)
		}
		contains(t, text(reply.Message), c.want)
	}
}

// Pages hold everybody once, and lead on with the conditions kept.
func TestSearchPages(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	options := map[string]string{"country": "XX"}
	seen := map[string]bool{}
	for {
		reply := b.run(t, "search", options)
		for _, c := range reply.Controls[0][0].Choices {
			if seen[c.Value] {
				t.Errorf("%s twice", c.Value)
			}
			seen[c.Value] = true
		}
		next := reply.Controls[1][1]
		if next.Then.Options["country"] != "XX" {
			t.Fatalf("the condition is lost: %v", next.Then.Options)
		}
		if next.Disabled {
			break
		}
		options = next.Then.Options
	}
	if len(seen) != 12 {
		t.Errorf("%d people of 12", len(seen))
	}
	last := b.run(t, "search", map[string]string{"country": "XX", "page": "77"})
	contains(t, text(last.Message), "Page 3 of 3")
}

func TestSuggestCondition(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	suggest := func(lang, option, typed string) []card.Choice {
		r := b.request(lang, map[string]string{option: typed})
		r.Focused = option
		found, err := b.command(t, "search").Suggest(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found {
			if c.Label == "" || c.Value == "" || card.Length(c.Label) > 100 || card.Length(c.Value) > 100 {
				t.Errorf("%s %q: Discord refuses %+v", option, typed, c)
			}
		}
		return found
	}
	if found := suggest("en", "country", ""); len(found) != 10 || found[0].Value != "IR" {
		t.Errorf("countries: %+v", found)
	}
	for _, typed := range []string{"sau", "عربس", "arabia", "sa"} {
		if found := suggest("fa", "country", typed); len(found) != 1 || found[0].Value != "SA" || found[0].Label != "عربستان سعودی" {
			t.Errorf("%q: %+v", typed, found)
		}
	}
	if found := suggest("en", "profession", "journ"); len(found) == 0 || !strings.HasPrefix(found[0].Value, "journalist") {
		t.Errorf("professions: %+v", found)
	}
	// Whatever is suggested finds somebody.
	for _, option := range []string{"country", "charge", "profession"} {
		for _, c := range suggest("en", option, "") {
			reply := b.run(t, "search", map[string]string{option: c.Value})
			if strings.Contains(text(reply.Message), "Found 0 ") || reply.Private {
				t.Errorf("%s %q was suggested and finds nobody", option, c.Value)
			}
		}
	}
}
