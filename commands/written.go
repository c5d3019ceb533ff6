package commands

import (
	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// writtenKept is how many cards are kept; each is a few kilobytes.
const writtenKept = 512

// written keeps the cards that were asked for last: laying one out costs a
// fifth of answering /case. A card depends on nothing but its key. The store
// hands out another casefile once anything in public has changed, so a card
// of what was withdrawn or corrected is never found again.
type written struct {
	cards *lru.Cache[writtenKey, card.Message]
}

type writtenKey struct {
	casefile *casefile.Redacted
	locale   *locale.Locale
	today    calendar.Day
}

func newWritten() written {
	cards, err := lru.New[writtenKey, card.Message](writtenKept)
	if err != nil { // only for a size below one
		panic(err)
	}
	return written{cards}
}

// card is the card of c for the request's reader. It is shared: nobody changes
// it.
func (w written) card(c *casefile.Redacted, r Request) card.Message {
	k := writtenKey{c, r.Locale, calendar.DayOf(r.Locale.Today(r.Now))}
	if m, ok := w.cards.Get(k); ok {
		return m
	}
	m := card.Case(c, r.Locale, r.Now)
	w.cards.Add(k, m)
	return m
}
