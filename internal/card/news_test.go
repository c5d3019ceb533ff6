package card

import (
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// allPieces are all facts of a casefile that can be news.
func allPieces(c *casefile.Redacted) []casefile.Piece {
	var all []casefile.Piece
	for _, ref := range casefile.News(&casefile.Redacted{}, c) {
		if p, ok := c.Piece(ref); ok {
			all = append(all, p)
		}
	}
	return all
}

// pieceOf is the n-th fact of a kind, from 0; "whole" is the casefile as a whole.
func pieceOf(t testing.TB, c *casefile.Redacted, kind string, n int) casefile.Piece {
	t.Helper()
	if kind == "whole" {
		return casefile.Piece{Ref: casefile.WholeCase}
	}
	for _, p := range allPieces(c) {
		if strings.HasPrefix(string(p.Ref), kind+"/") {
			if n == 0 {
				return p
			}
			n--
		}
	}
	t.Fatalf("%s has no %s of that number", c.Slug, kind)
	return casefile.Piece{}
}

func TestNewsGolden(t *testing.T) {
	t.Parallel()
	people, real := announced(t), starter(t)
	arvand := people["arvand-nemoonehpour"]
	inBoth(t, "news", func(s *said, l *locale.Locale) {
		one := func(c *casefile.Redacted, kind string) []casefile.Piece {
			return []casefile.Piece{pieceOf(t, c, kind, 0)}
		}
		s.card("a sentence", NewsCard(arvand, one(arvand, "sentence"), posting(), l))
		s.card("a status, posted late", NewsCard(arvand, one(arvand, "status"), lateOne(), l))
		s.card("a trial, weakly sourced, corrected", NewsCard(arvand, []casefile.Piece{pieceOf(t, arvand, "proceeding", 1)}, correctedOne(), l))
		s.card("everything at once", NewsCard(arvand, allPieces(arvand), posting(), l))
		s.card("to a follower", NewsCard(arvand, one(arvand, "event"), direct(), l))
		s.card("the whole casefile", NewsCard(arvand, one(arvand, "whole"), posting(), l))
		for _, slug := range []string{"setareh-khiali", "bold-name", "roya-tasavvori"} {
			s.card("the whole casefile of "+slug, NewsCard(people[slug], one(people[slug], "whole"), posting(), l))
		}
		roya := people["roya-tasavvori"]
		s.card("without a source, and dates that are not of a day", NewsCard(roya, slices.Concat(one(roya, "custody"), one(roya, "event")), posting(), l))
		s.card("a sentence that was overturned, one that replaced it, and another report of that", NewsCard(roya, []casefile.Piece{
			pieceOf(t, roya, "sentence", 0), pieceOf(t, roya, "sentence", 1), pieceOf(t, roya, "sentence", 2),
		}, posting(), l))
		for _, slug := range []string{"mohammad-rasoulof", "gui-minhai"} {
			s.card("the whole real casefile of "+slug, NewsCard(real[slug], one(real[slug], "whole"), posting(), l))
			s.card("a sentence of "+slug, NewsCard(real[slug], one(real[slug], "sentence"), posting(), l))
		}
	})
}

// What says why a case is tracked says no less of a sentence than is on record,
// and lends it nobody's name.
func TestWhySaysWhatIsOnRecord(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	c := announced(t)["arvand-nemoonehpour"]
	lashes := 74
	c.Sentences[0].Penalties[1].Count = &lashes
	c.Sentences[0].Sources = nil
	m := NewsCard(c, []casefile.Piece{pieceOf(t, c, "status", 0)}, posting(), l)
	why := m.Cards[0].Fields[0].Value
	if strings.Contains(why, "not published;") || !strings.Contains(why, "74 lashes (no published source) · In prison") {
		t.Errorf("why: %s", why)
	}
}

// Of somebody pardoned, what they were accused of isn't said as if it stood.
func TestWhyOfWhoWasPardoned(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"en": "Belarus · Sentence of 6 September 2021 — pardoned · In exile",
		"fa": "— مشمول عفو",
	} {
		l := words(t).For(lang, locale.Options{})
		m := NewsCard(starter(t)["maria-kolesnikova"], []casefile.Piece{{Ref: casefile.WholeCase}}, posting(), l)
		var why string
		for _, f := range m.Cards[0].Fields {
			if f.Name == l.T("news.why") {
				why = f.Value
			}
		}
		if !strings.Contains(why, want) || strings.Contains(why, l.T("sentence.charges")) {
			t.Errorf("why: %s", why)
		}
	}
}
