package picture

import (
	"math/rand/v2"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// invented is a casefile that chance made: of any dates, kinds and texts.
func invented(seed uint64) *casefile.Redacted {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	date := func() calendar.Date {
		return calendar.MustParse(pick("2019-03-04", "2021", "2022-11", "2023-24", "202X", "20XX", "1979~", "2020?", "2018-02%",
			"../2024-05-08", "2023-01-01/..", "/2022-06", "2021-02/", "2020-01-05/2020-01-09", "1850/2100", "0001-01-01", "9999-12-31",
			"2027-01-15", "2030", "2024-05-08", "2024-05-09", "2024-05-10", "2010~/2012~"))
	}
	maybe := func() calendar.Date {
		if r.IntN(4) == 0 {
			return calendar.Date{}
		}
		return date()
	}
	text := func() string {
		return pick("", "held", "بازداشت شد", "艾未未", "a text that goes on and on until no line of any label could ever hold it, and then some",
			"یک متن بسیار بلند که در هیچ سطری جا نمی‌شود و باز هم ادامه دارد", "mixed متن with 12 و ۱۲ (both)", "Юрий", "\u0301\u0301x", "AVeryLongWordThatHasNoPlaceToBreakAtAllAndGoesOnForMoreThanALine")
	}
	fact := func() casefile.Fact { return casefile.Fact{Confidence: pick("", "", "low")} }
	outcome := func() casefile.Outcome {
		return casefile.Outcome(pick("", "overturned", "upheld", "suspended", "unserved", "pardoned", "reduced", "unknown"))
	}
	several := func(most int, do func(id string)) {
		for i := range r.IntN(most + 1) {
			do(string(rune('a' + i)))
		}
	}
	c := casefile.Casefile{Slug: "x", Visibility: casefile.Public, Person: casefile.Person{Name: text() + "n"}}
	c.Person.Names = []casefile.Name{{Text: text() + "m", Lang: pick("fa", "zh"), Kind: "native"}}
	if r.IntN(2) == 0 {
		c.Person.Born = &casefile.Life{Date: date()}
		c.Person.Died = &casefile.Life{Date: date(), Place: text()}
	}
	c.Status = casefile.Status{Code: casefile.StatusCode(pick("imprisoned", "released", "", "exile")), AsOf: maybe()}
	several(8, func(string) {
		c.Custody = append(c.Custody, casefile.Custody{Kind: pick("prison", "new_kind"), Start: maybe(), End: maybe(), Place: text(), Fact: fact()})
	})
	several(12, func(id string) {
		s := casefile.Sentence{ID: id, Date: maybe(), Announced: maybe(), Outcome: outcome(), SameAs: pick("", "", "a", "b"), Supersedes: pick("", "", "a"), Fact: fact()}
		several(6, func(string) {
			y := casefile.Penalty{Kind: casefile.PenaltyKind(pick("imprisonment", "ban", "flogging", "internal_exile", "other")), Of: text(), Outcome: outcome(), Ends: maybe()}
			if r.IntN(2) == 0 {
				y.Term = &calendar.Term{Years: r.IntN(20)}
			}
			s.Penalties = append(s.Penalties, y)
		})
		c.Sentences = append(c.Sentences, s)
	})
	kinds := []string{"arrest", "appeal", "travel_ban", "statement", "verdict", "new_kind", "departure", "context"}
	several(25, func(id string) {
		c.Events = append(c.Events, casefile.Event{ID: "e" + id, Kind: pick(kinds...), Date: maybe(), Text: text(), Fact: fact()})
	})
	several(25, func(id string) {
		c.Proceedings = append(c.Proceedings, casefile.Proceeding{ID: "p" + id, Kind: pick(kinds...), Date: maybe(), Text: text(), Court: text(), Fact: fact()})
	})
	several(20, func(string) {
		y, _ := casefile.ParseYear(pick("2018", "1979~", "199X", "2010/2011"))
		c.Works = append(c.Works, casefile.Work{Title: text(), Year: y})
	})
	public, _ := c.Public(nil)
	return public
}

// FuzzTimeline draws what chance invents: whatever is on record, a picture
// keeps the rules.
func FuzzTimeline(f *testing.F) {
	for seed := range uint64(24) {
		f.Add(seed, seed%2 == 0)
	}
	w := words(f)
	f.Fuzz(func(t *testing.T, seed uint64, persian bool) {
		lang := "en"
		if persian {
			lang = "fa"
		}
		check(t, invented(seed), w.For(lang, locale.Options{Calendar: locale.Calendar(seed % 4)}), calendar.DayOf(now()))
	})
}
