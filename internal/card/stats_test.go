package card

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// tallies are counts by each field, of which one is of nobody.
func tallies() []Tally {
	as := func(by string, others, tracked int, groups ...Group) Tally {
		return Tally{
			By: by, In: locale.Gregorian, Groups: groups, Others: others, Tracked: tracked, Most: 12,
			On: calendar.DayOf(today()), Then: Then{Command: "stats"},
		}
	}
	hijri := as("year", 0, 3, Group{Text: "1403", People: 1}, Group{Text: "1399", People: 2}, Group{Kind: Untold, People: 1})
	hijri.In = locale.SolarHijri
	return []Tally{
		as("status", 4, 1234, Group{Text: "imprisoned", People: 1000}, Group{Text: "exile", People: 227}, Group{Kind: None, People: 3}),
		as("country", 4, 10, Group{Text: "IR", People: 6}),
		as("country", 0, 6, Group{Text: "IR", People: 3}, Group{Kind: None, People: 3}),
		as("year", 7, 19, Group{Text: "2024", People: 3}, Group{Text: "2023", People: 6}, Group{Kind: Untold, People: 3}, Group{Kind: None, People: 4}),
		as("charge", 17, 19, Group{Text: "propaganda against the state", People: 4}, Group{Text: "an *odd* [charge](https://example.org) @everyone", People: 3}),
		as("penalty", 5, 19, Group{Text: "imprisonment", People: 15}, Group{Text: "flogging", People: 4}, Group{Text: "stocks_and_pillory", People: 3}),
		as("profession", 12, 19, Group{Text: "journalist", People: 5}, Group{Text: "ترانه‌سرا", People: 3}, Group{Kind: None, People: 3}),
		hijri,
		as("profession", 0, 1, Group{Kind: None, People: 1}),
		as("status", 0, 0),
	}
}

func TestStatsGolden(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, lang := range []string{"en", "fa"} {
		l := catalogue.For(lang, locale.Options{})
		var all []string
		for _, tally := range tallies() {
			s := draw(Stats(tally, l))
			if len(tally.Groups) > 0 { // there is a picture
				s += "alt: " + StatsAlt(tally, l) + "\n"
			}
			all = append(all, s)
		}
		golden(t, filepath.Join("testdata", "stats."+lang+".txt"), strings.Join(all, "\n"+strings.Repeat("─", 60)+"\n"))
	}
}

// However long the words of the record are, a count keeps within Discord's limits,
// and says each number.
func TestStatsFits(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, by := range Fields() {
		tally := Tally{By: by, In: locale.SolarHijri, Others: 99999, Tracked: 1000000, Most: 12, On: calendar.DayOf(today()), Then: Then{Command: "stats"}}
		for i := range 12 {
			tally.Groups = append(tally.Groups, Group{Text: strings.Repeat(fmt.Sprintf("*word%d* ", i), 300), People: 200000 - i})
		}
		tally.Groups = append(tally.Groups, Group{Kind: Untold, People: 300}, Group{Kind: None, People: 200})
		for _, lang := range []string{"en", "fa"} {
			l := catalogue.For(lang, locale.Options{Calendar: locale.Both})
			m, alt := Stats(tally, l), StatsAlt(tally, l)
			if n := length(alt); n > altLimit || n == 0 {
				t.Errorf("by %s the picture's description is of %d characters", by, n)
			}
			if n := length(m.Cards[0].Body); n > maxBody {
				t.Errorf("by %s the text is of %d characters", by, n)
			}
			for _, b := range tally.Bars(l) {
				for what, s := range map[string]string{"text": m.Cards[0].Body, "description": alt} {
					if !strings.Contains(s, l.Number(b.People)) {
						t.Errorf("by %s in %s the %s doesn't say %d:\n%s", by, lang, what, b.People, s)
					}
				}
			}
		}
	}
}
