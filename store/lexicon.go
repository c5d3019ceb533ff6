package store

import (
	"cmp"
	"slices"
	"strings"
)

// lexicon is what the values of one casebook are called, by the folded term.
// It never changes; what is common to two states they share.
type lexicon struct {
	pages  [][]wordRow
	sounds []*pageSounds // of each page
}

// wordRow is one meaning of a term.
type wordRow struct {
	term, key, text string
	field           uint8 // in wordFields
	people          int32
}

// pageSize is how many rows a page holds at most, pageFill of a new one.
const (
	pageSize = 256
	pageFill = 192
)

// wordKey is a meaning of a term, and wording by how many people more or fewer
// have it now, with its text.
type (
	wordKey struct {
		term  string
		field Field
		key   string
	}
	more struct {
		people int
		text   string
	}
	wording map[wordKey]more
)

func (m more) plus(n int, text string) more {
	if n > 0 || m.text == "" {
		m.text = text
	}
	m.people += n
	return m
}

func wordFields() []Field {
	return []Field{FieldCountry, FieldProfession, FieldCharge, FieldCourt, FieldPlace, FieldAround, FieldWork, FieldAward,
		FieldGiver, FieldEvent, FieldOf, FieldNation}
}

func (r *wordRow) compare(o *wordRow) int {
	return cmp.Or(strings.Compare(r.term, o.term), cmp.Compare(r.field, o.field), strings.Compare(r.key, o.key))
}

// with is the lexicon after people came and went.
func (x *lexicon) with(words wording) *lexicon {
	fields := make(map[Field]uint8)
	for i, f := range wordFields() {
		fields[f] = uint8(i)
	}
	changed := make([]wordRow, 0, len(words))
	for k, m := range words {
		if m.people != 0 {
			changed = append(changed, wordRow{k.term, k.key, m.text, fields[k.field], int32(m.people)})
		}
	}
	if len(changed) == 0 {
		return x
	}
	slices.SortFunc(changed, func(a, b wordRow) int { return a.compare(&b) })
	next := &lexicon{pages: make([][]wordRow, 0, len(x.pages)+1)}
	if len(x.pages) == 0 {
		next.add(merged(nil, changed))
		return next
	}
	for i, page := range x.pages {
		n := len(changed)
		if i+1 < len(x.pages) {
			n, _ = slices.BinarySearchFunc(changed, x.pages[i+1][0], func(a, b wordRow) int { return a.compare(&b) })
		}
		if n == 0 {
			next.pages, next.sounds = append(next.pages, page), append(next.sounds, x.sounds[i])
			continue
		}
		next.add(merged(page, changed[:n]))
		changed = changed[n:]
	}
	return next
}

// add adds rows, in as many pages as they need.
func (x *lexicon) add(rows []wordRow) {
	pieces := 1
	if len(rows) > pageSize {
		pieces = (len(rows) + pageFill - 1) / pageFill
	}
	for n := range pieces {
		if part := rows[n*len(rows)/pieces : (n+1)*len(rows)/pieces]; len(part) > 0 {
			x.pages, x.sounds = append(x.pages, slices.Clone(part)), append(x.sounds, new(pageSounds))
		}
	}
}

// merged is the rows of a page with those that changed. What nobody has any
// more is gone.
func merged(page, changed []wordRow) []wordRow {
	all := make([]wordRow, 0, len(page)+len(changed))
	for len(page)+len(changed) > 0 {
		order := 1
		switch {
		case len(changed) == 0:
			order = -1
		case len(page) > 0:
			order = page[0].compare(&changed[0])
		}
		var r wordRow
		switch {
		case order < 0:
			r, page = page[0], page[1:]
		case order > 0:
			r, changed = changed[0], changed[1:]
			r.share()
		default:
			r = page[0]
			r.people += changed[0].people
			page, changed = page[1:], changed[1:]
		}
		if r.people > 0 {
			all = append(all, r)
		}
	}
	return all
}

// share keeps a term that is the key itself in one place in memory.
func (r *wordRow) share() {
	if r.key == r.term {
		r.key = r.term
	}
}

// size is how many rows there are.
func (x *lexicon) size() int {
	n := 0
	for _, page := range x.pages {
		n += len(page)
	}
	return n
}

// from calls do for the rows from term on, until it returns false.
func (x *lexicon) from(term string, do func(*wordRow) bool) {
	n, _ := slices.BinarySearchFunc(x.pages, term, func(p []wordRow, t string) int { return strings.Compare(p[0].term, t) })
	if n > 0 {
		n-- // it may begin in the page before
	}
	for ; n < len(x.pages); n++ {
		page := x.pages[n]
		at, _ := slices.BinarySearchFunc(page, term, func(r wordRow, t string) int { return strings.Compare(r.term, t) })
		for i := range page[at:] {
			if !do(&page[at+i]) {
				return
			}
		}
	}
}

// Terms is what is called exactly that on record here: key is the text folded
// and without spaces, as [TermKey] makes it. Most people have what comes first.
func (c *Census) Terms(key string) []Value {
	m := newMeanings()
	for _, b := range c.readable() {
		b.words.from(key, func(r *wordRow) bool {
			if r.term != key {
				return false
			}
			m.add(r)
			return true
		})
	}
	return m.values()
}

// TermKey is the key of a text for [Census.Terms] and [Has]: folded, and
// without spaces, so that "film-making" and "filmmaking" are one.
func TermKey(text string) string { return keyOf(text) }

// meanings gathers values from the lexicons of several casebooks.
type meanings struct {
	at  map[worded]int // by field and key
	all []Value
}

func newMeanings() *meanings { return &meanings{} }

func (m *meanings) add(r *wordRow) {
	field := wordFields()[r.field]
	w := worded{field, r.key}
	if n, known := m.at[w]; known {
		m.all[n].People += int(r.people)
		return
	}
	if m.at == nil {
		m.at = make(map[worded]int)
	}
	m.at[w] = len(m.all)
	m.all = append(m.all, Value{Field: field, Key: r.key, Text: r.text, People: int(r.people)})
}

func (m *meanings) values() []Value {
	slices.SortFunc(m.all, func(a, b Value) int {
		return cmp.Or(cmp.Compare(b.People, a.People), strings.Compare(string(a.Field), string(b.Field)), strings.Compare(a.Key, b.Key))
	})
	return m.all
}
