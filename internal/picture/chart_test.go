package picture

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
)

// charts are counts of each kind: short labels, long ones, and as many as there
// can be.
func charts() map[string]card.Tally {
	on := calendar.Day{Year: 2026, Month: 11, Day: 23}
	long := "collusion with intent to commit a crime against the security of the country; the court pointed to signed or public statements, films and documentaries"
	many := card.Tally{By: "profession", Others: 34567, Tracked: 100000, On: on}
	for _, s := range []string{"journalist", "writer", "film director", "singer", "human rights defender", "برقکار", "poet", "teacher", "student", "lawyer", "photographer", "blogger"} {
		many.Groups = append(many.Groups, card.Group{Text: s, People: 20000 / (len(many.Groups) + 1)})
	}
	many.Groups = append(many.Groups, card.Group{Kind: card.None, People: 99})
	return map[string]card.Tally{
		"stats-year": {By: "year", Tracked: 19, On: on, Groups: []card.Group{
			{Text: "2024", People: 3}, {Text: "2023", People: 6}, {Text: "2022", People: 5}, {Kind: card.Untold, People: 3}, {Kind: card.None, People: 4},
		}, Others: 7},
		"stats-charge": {By: "charge", Tracked: 12, On: on, Others: 2, Groups: []card.Group{
			{Text: long, People: 4}, {Text: "propaganda against the system", People: 3}, {Text: "寻衅滋事", People: 3},
		}},
		"stats-many": many,
	}
}

func TestChart(t *testing.T) {
	t.Parallel()
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, tally := range charts() {
		for _, lang := range []string{"en", "fa"} {
			l := catalogue.For(lang, locale.Options{})
			data, err := Chart(tally, l)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+"-"+lang, data)
		}
	}
}

// Whatever is counted, no text leaves the picture or runs into another.
func TestChartFits(t *testing.T) {
	t.Parallel()
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, tally := range charts() {
		for _, by := range card.Fields() {
			tally.By = by
			for _, lang := range catalogue.Languages() {
				c := chart(tally, catalogue.For(lang.Code, locale.Options{Calendar: locale.Both}))
				all, whole := c.Written(), Box{W: c.Width(), H: c.Height()}
				if len(all) < 2*len(tally.Bars(catalogue.For("en", locale.Options{}))) {
					t.Errorf("%s by %s in %s: only %d texts", name, by, lang.Code, len(all))
				}
				for i, b := range all {
					if !b.Inside(whole) {
						t.Errorf("%s by %s in %s: text %d leaves the picture: %+v", name, by, lang.Code, i, b)
					}
					for _, o := range all[:i] {
						if b.Overlaps(o) {
							t.Errorf("%s by %s in %s: texts overlap: %+v %+v", name, by, lang.Code, b, o)
						}
					}
				}
			}
		}
	}
}

// BenchmarkChart draws a chart of as many groups as there can be.
func BenchmarkChart(b *testing.B) {
	catalogue, err := locale.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, lang := range []string{"en", "fa"} {
		b.Run(lang, func(b *testing.B) {
			l, tally := catalogue.For(lang, locale.Options{}), charts()["stats-many"]
			for b.Loop() {
				if _, err := Chart(tally, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
