package card

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// missedDays are what falls on each of n days, as missed.
func missedDays(n int, r calendar.Reckoning, people ...*casefile.Redacted) []Missed {
	var all []Missed
	for i := range n {
		on := day().AddDays(i - n)
		for _, x := range falling(on, r, people...) {
			all = append(all, Missed{Falling: x, Day: on})
		}
	}
	return all
}

// comingDays are what falls on each of the days after the digest's.
func comingDays(n int, r calendar.Reckoning, people ...*casefile.Redacted) []Falling {
	rules := occasion.Default()
	rules.OnTheDay, rules.Reckoning = true, r
	var all []Falling
	for _, c := range people {
		for _, o := range occasion.Span(c, rules, day().AddDays(1), day().AddDays(n)) {
			all = append(all, Falling{Casefile: c, Occasion: o})
		}
	}
	return all
}

func TestDigestGolden(t *testing.T) {
	t.Parallel()
	people := announced(t)
	arvand, setareh := people["arvand-nemoonehpour"], people["setareh-khiali"]
	inBoth(t, "digest", func(s *said, l *locale.Locale) {
		r := reckoned(l)
		full := Digest{
			Changed: []Developed{
				{Casefile: arvand, Pieces: []casefile.Piece{pieceOf(t, arvand, "sentence", 0), pieceOf(t, arvand, "status", 0)}, Day: day().AddDays(-2)},
				{Casefile: setareh, Pieces: []casefile.Piece{pieceOf(t, setareh, "whole", 0)}, Day: day().AddDays(-1)},
				{Casefile: people["roya-tasavvori"], Pieces: []casefile.Piece{pieceOf(t, people["roya-tasavvori"], "event", 0)}, Day: day().AddDays(-1)},
			},
			Coming:      comingDays(30, r, arvand),
			Unmentioned: &Unmentioned{Casefile: people["mahyar-bineshan"]},
			Missed:      missedDays(110, r, arvand),
		}
		s.card("everything", DigestCard(full, posting(), l))
		s.card("late and corrected", DigestCard(Digest{Unmentioned: &Unmentioned{Casefile: people["bold-name"], Since: day().AddDays(-90)}}, Posting{Day: day(), Late: true, Corrected: day().AddDays(1), Ref: "ABCD-EFGH"}, l))
		s.card("only what was missed", DigestCard(Digest{Missed: missedDays(365, r, arvand, setareh)}, posting(), l))
		many := full
		for range 4 {
			many.Changed = append(many.Changed, many.Changed...)
		}
		many.Coming = comingDays(365, r, crowd(t, 40)...)
		many.Missed = missedDays(365, r, crowd(t, 40)...)
		s.card("far too much", DigestCard(many, posting(), l))
		off := Digest{}
		for _, x := range moved(t, arvand, func(c *casefile.Casefile) {
			c.Proceedings[1].Date, c.Custody[0].End = date("2026-06"), date("2026-04-30")
			c.Person.Born = nil
		}) {
			off.Missed = append(off.Missed, Missed{Falling: x, Day: day()})
			off.Coming = append(off.Coming, x)
		}
		s.card("corrected: some of it is of another day, some gone", DigestCard(off, correctedOne(), l))
	})
}
