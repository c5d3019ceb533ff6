package card

import (
	"slices"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// pieces are facts of a casefile by their kinds, of each kind the n-th.
func pieceOf(c *casefile.Redacted, kind string, n int) casefile.Piece {
	switch kind {
	case "status":
		return casefile.Piece{Ref: "status/", Fact: &c.Status.Fact, Status: &c.Status}
	case "whereabouts":
		return casefile.Piece{Ref: "whereabouts/", Fact: &c.Whereabouts.Fact, Whereabouts: c.Whereabouts}
	case "custody":
		return casefile.Piece{Ref: "custody/", Fact: &c.Custody[n].Fact, Custody: &c.Custody[n]}
	case "charge":
		return casefile.Piece{Ref: "charge/", Fact: &c.Charges[n].Fact, Charge: &c.Charges[n]}
	case "proceeding":
		return casefile.Piece{Ref: "proceeding/", Fact: &c.Proceedings[n].Fact, Proceeding: &c.Proceedings[n]}
	case "sentence":
		return casefile.Piece{Ref: "sentence/", Fact: &c.Sentences[n].Fact, Sentence: &c.Sentences[n]}
	case "event":
		return casefile.Piece{Ref: "event/", Fact: &c.Events[n].Fact, Event: &c.Events[n]}
	case "work":
		return casefile.Piece{Ref: "work/", Fact: &c.Works[n].Fact, Work: &c.Works[n]}
	case "award":
		return casefile.Piece{Ref: "award/", Fact: &c.Awards[n].Fact, Award: &c.Awards[n]}
	}
	return casefile.Piece{Ref: casefile.WholeCase}
}

// all of them is every fact of a casefile that can be news.
func allPieces(c *casefile.Redacted) []casefile.Piece {
	var all []casefile.Piece
	add := func(kind string, n int) {
		for i := range n {
			all = append(all, pieceOf(c, kind, i))
		}
	}
	add("status", 1)
	if c.Whereabouts != nil {
		add("whereabouts", 1)
	}
	add("custody", len(c.Custody))
	add("charge", len(c.Charges))
	add("proceeding", len(c.Proceedings))
	add("sentence", len(c.Sentences))
	add("event", len(c.Events))
	add("work", len(c.Works))
	add("award", len(c.Awards))
	return all
}

func TestNewsGolden(t *testing.T) {
	t.Parallel()
	people, real := announced(t), starter(t)
	arvand := people["arvand-nemoonehpour"]
	inBoth(t, "news", func(s *said, l *locale.Locale) {
		one := func(c *casefile.Redacted, kind string) []casefile.Piece { return []casefile.Piece{pieceOf(c, kind, 0)} }
		s.card("a sentence", NewsCard(arvand, one(arvand, "sentence"), posting(), l))
		s.card("a status, posted late", NewsCard(arvand, one(arvand, "status"), lateOne(), l))
		s.card("a trial, weakly sourced, corrected", NewsCard(arvand, []casefile.Piece{pieceOf(arvand, "proceeding", 1)}, correctedOne(), l))
		s.card("everything at once", NewsCard(arvand, allPieces(arvand), posting(), l))
		s.card("to a follower", NewsCard(arvand, one(arvand, "event"), direct(), l))
		s.card("the whole casefile", NewsCard(arvand, one(arvand, "whole"), posting(), l))
		for _, slug := range []string{"setareh-khiali", "bold-name", "roya-tasavvori"} {
			s.card("the whole casefile of "+slug, NewsCard(people[slug], one(people[slug], "whole"), posting(), l))
		}
		roya := people["roya-tasavvori"]
		s.card("without a source, and dates that are not of a day", NewsCard(roya, slices.Concat(one(roya, "custody"), one(roya, "event")), posting(), l))
		s.card("a sentence that was overturned, one that replaced it, and another report of that", NewsCard(roya, []casefile.Piece{
			pieceOf(roya, "sentence", 0), pieceOf(roya, "sentence", 1), pieceOf(roya, "sentence", 2),
		}, posting(), l))
		for _, slug := range []string{"mohammad-rasoulof", "gui-minhai"} {
			s.card("the whole real casefile of "+slug, NewsCard(real[slug], one(real[slug], "whole"), posting(), l))
			s.card("a sentence of "+slug, NewsCard(real[slug], one(real[slug], "sentence"), posting(), l))
		}
	})
}
