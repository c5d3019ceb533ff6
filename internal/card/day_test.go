package card

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// reckoned is in which calendar years are counted for a reader.
func reckoned(l *locale.Locale) calendar.Reckoning {
	if l.Calendar() == locale.Gregorian {
		return calendar.Gregorian
	}
	return calendar.SolarHijri
}

// moved is what was announced of somebody for the day, found in the record as
// change left it.
func moved(t *testing.T, c *casefile.Redacted, change func(*casefile.Casefile)) []Falling {
	t.Helper()
	now := &casefile.Redacted{Casefile: *c.Clone()}
	change(&now.Casefile)
	var all []Falling
	for _, x := range falling(day(), calendar.Gregorian, c) {
		o, s := occasion.Find(now, occasion.Default(), x.Occasion.About, x.Occasion.Subject, x.Occasion.Occurrence, day())
		if s != occasion.Gone {
			all = append(all, Falling{Casefile: now, Occasion: o, Off: s == occasion.Moved})
		}
	}
	return all
}

func TestDayGolden(t *testing.T) {
	t.Parallel()
	people := announced(t)
	arvand := people["arvand-nemoonehpour"]
	inBoth(t, "day", func(s *said, l *locale.Locale) {
		r := reckoned(l)
		all := falling(day(), r, people["arvand-nemoonehpour"], people["setareh-khiali"], people["bold-name"], people["mahyar-bineshan"])
		s.card("of one person", DayCard(falling(day(), r, arvand), posting(), l))
		s.card("of several", DayCard(all, posting(), l))
		s.card("of several, posted late", DayCard(all, lateOne(), l))
		held := calendar.Day{Year: 2025, Month: 10, Day: 15}
		s.card("a milestone", DayCard(falling(held, r, arvand), Posting{Day: held, Ref: "ABCD-EFGH"}, l))
		leap := calendar.Day{Year: 2026, Month: 2, Day: 28}
		executed := &casefile.Redacted{Casefile: *people["bold-name"].Clone()}
		executed.Person.Name, executed.Status.Code, executed.Person.Died.Date = "Nasrin Gomanzadeh", casefile.Executed, date("2024-02-29")
		s.card("on 28 February of somebody who was put to death on the 29th", DayCard(falling(leap, calendar.Gregorian, executed), Posting{Day: leap, Ref: "ABCD-EFGH"}, l))
		s.card("the day of a trial", DayCard(falling(day().AddDays(1), r, arvand), Posting{Day: day().AddDays(1), Ref: "ABCD-EFGH"}, l))
		end := calendar.Day{Year: 2026, Month: 6, Day: 2}
		s.card("the end of a term", DayCard(falling(end, r, arvand), Posting{Day: end, Ref: "ABCD-EFGH"}, l))
		s.card("corrected: most of it is of another day", DayCard(moved(t, arvand, func(c *casefile.Casefile) {
			c.Proceedings[0].Date = date("2021-05-12")
			c.Proceedings[1].Date = date("2026-06")
			c.Person.Born.Date = date("1973")
			c.Sentences[0].Date = date("2024-05-04")
			c.Sentences[0].Penalties[0].Ends = date("2027-06-02")
		}), correctedOne(), l))
		s.card("forty people", DayCard(falling(day(), r, crowd(t, 40)...), posting(), l))
		s.card("a hundred people", DayCard(falling(day(), r, crowd(t, 100)...), posting(), l))
	})
}
