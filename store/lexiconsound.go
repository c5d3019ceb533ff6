package store

import (
	"strings"

	"vigil/internal/names"
)

// soundLimit is how many terms are listened to at most: with more on record names are
// found in the script in which they are recorded, and no other.
const soundLimit = 20_000

// heard is how alike names in two scripts have to be to be taken for one, as
// [names.Similarity] says.
const heard = 0.9

// Sounding is what is called on record, in Latin letters, as a name in another script
// sounds: people around cases, places, works, who gives awards. A name of one word is
// that of somebody by their surname alone. Nothing is found where two are
// as like; nothing in a record of more than 20,000 terms.
func (c *Census) Sounding(name string) []Value {
	key := names.ConsonantKey(name)
	if len(strings.ReplaceAll(key, " ", "")) < 2 {
		return nil
	}
	typed := strings.ReplaceAll(key, " ", "")
	best, m := heard, newMeanings()
	terms := 0
	for _, b := range c.readable() {
		if terms += b.words.size(); terms > soundLimit {
			return nil
		}
	}
	for _, b := range c.readable() {
		b.words.from("", func(r *wordRow) bool {
			switch wordFields()[r.field] {
			case FieldAround, FieldPlace, FieldWork, FieldGiver, FieldAward:
			default:
				return true
			}
			like := soundsLike(name, typed, r.text, wordFields()[r.field] == FieldAround)
			switch {
			case like < best:
			case like > best:
				best, m = like, newMeanings()
				m.add(r)
			default:
				m.add(r)
			}
			return true
		})
	}
	return m.values()
}

// soundsLike is how alike a name is to a text of the record, or to its last
// word, where that is a surname.
func soundsLike(name, typed, text string, surname bool) float64 {
	most := 0.0
	for _, t := range [...]string{text, text[strings.LastIndexByte(text, ' ')+1:]} {
		if strings.ReplaceAll(names.ConsonantKey(t), " ", "") == typed {
			most = max(most, names.Similarity(name, t))
		}
		if !surname {
			break
		}
	}
	return most
}
