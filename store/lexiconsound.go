package store

import (
	"strings"
	"sync"

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
// that of somebody by their surname alone. Only what is most alike is found; nothing in
// a record of more than 20,000 terms.
func (c *Census) Sounding(name string) []Value {
	typed := consonants(name)
	if len(typed) < 2 {
		return nil
	}
	books, terms := c.readable(), 0
	for _, b := range books {
		if terms += b.words.size(); terms > soundLimit {
			return nil
		}
	}
	best, m := heard, newMeanings()
	for _, b := range books {
		for n, page := range b.words.pages {
			for _, x := range b.words.sounds[n].of(page)[typed] {
				like := names.Similarity(name, x.text)
				if like < best {
					continue
				}
				if like > best {
					best, m = like, newMeanings()
				}
				m.add(&page[x.row])
			}
		}
	}
	return m.values()
}

// pageSounds is what the rows of a page are found by when they are heard: the
// consonants of their texts. They are listened to when that is asked first.
type pageSounds struct {
	once sync.Once
	by   map[string][]sounding
}

// sounding is a text, of a row, that sounds so.
type sounding struct {
	row  int
	text string
}

// of is what the rows of the page sound like.
func (s *pageSounds) of(page []wordRow) map[string][]sounding {
	s.once.Do(func() {
		s.by = make(map[string][]sounding)
		add := func(row int, text string) {
			if k := consonants(text); k != "" {
				s.by[k] = append(s.by[k], sounding{row, text})
			}
		}
		abroad := func(row int, text string) { // as it sounds elsewhere, where it says enough to be told from others
			for _, other := range names.Respelled(text) {
				if strings.Contains(other, " ") || len(consonants(other)) >= abroadConsonants {
					add(row, other)
				}
			}
		}
		for i := range page {
			text := page[i].text
			switch wordFields()[page[i].field] {
			case FieldAround:
				if at := strings.LastIndexByte(text, ' '); at >= 0 {
					add(i, text[at+1:]) // the surname
				}
			case FieldPlace, FieldWork, FieldGiver, FieldAward:
			default:
				continue
			}
			add(i, text)
			abroad(i, text)
			if other := page[i].term; wordFields()[page[i].field] == FieldWork && other != page[i].key {
				add(i, other) // the original title, of a translated one
			}
		}
	})
	return s.by
}

// abroadConsonants is how many consonants a name of one word has at least that is also found as
// it sounds in another language.
const abroadConsonants = 4

// consonants is the [names.ConsonantKey] of a text in one word, in which the same consonant stands
// once where two meet, as in a word.
func consonants(text string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range names.ConsonantKey(text) {
		if r != ' ' && r != last {
			b.WriteRune(r)
			last = r
		}
	}
	return b.String()
}
