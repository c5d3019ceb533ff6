package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
)

// What a record says in whole phrases is told in the reader's words where the catalogue knows it. Otherwise
// it is told as it was recorded: in quotation marks where that is another language than the answer's, with what
// kind of thing it is before it, and once, in small print, that these are the words of the record.

// worded is a phrase of the record as an answer tells it.
func (t *teller) worded(s string) string {
	text, _ := t.tellText(s)
	return text
}

// tellText is a phrase of the record, and whether it is quoted in another language.
func (t *teller) tellText(s string) (text string, quoted bool) {
	if words, ok := card.Known(s, t.l); ok {
		return words, false
	}
	stored := t.stored(s)
	if stored == card.Escape(s) {
		return stored, false
	}
	text = t.words("answer.foreign", locale.Name("text", card.Escape(s)))
	t.quotes = append(t.quotes, text)
	return text, true
}

// happened is what a fact of that kind says, with its date: what is quoted in another language
// has its kind in the reader's before it.
func (t *teller) happened(d calendar.Date, kind, text string) string {
	said, quoted := t.tellText(text)
	if key := "kind." + kind; quoted && t.l.Has(key) {
		return t.ofKind(d, card.Code("kind.", kind, t.l), said)
	}
	return t.dated(d, said)
}

// ofKind is text with its date and its kind before it.
func (t *teller) ofKind(d calendar.Date, kind, text string) string {
	if d.IsZero() {
		return t.dated(d, t.words("answer.of_kind", locale.Text("kind", kind), locale.Text("text", text)))
	}
	return t.words("answer.dated_kind", locale.Text("date", t.date(d)), locale.Text("kind", kind), locale.Text("text", text))
}

// part is what somebody's part in a case is, or who said something, in the reader's words as
// far as the catalogue knows them: "husband, speaks publicly", "his lawyer, Babak Paknia". It is told as a whole or
// quoted as a whole, names apart.
func (t *teller) part(s string) string {
	var parts []string
	for _, p := range strings.Split(s, ", ") {
		words, ok := t.partWords(p)
		if !ok {
			return t.worded(s)
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, t.words("list.comma"))
}

// partWords is one part in the reader's words: what the catalogue knows, with a year in parentheses or a country
// behind it; or a name.
func (t *teller) partWords(s string) (words string, ok bool) {
	if words, ok := card.Known(s, t.l); ok {
		return words, true
	}
	if base, in, found := strings.Cut(s, " ("); found && strings.Trim(in, "0123456789-)") == "" {
		if words, ok := card.Known(base, t.l); ok {
			return words + " (" + t.l.Digits(in), true
		}
	}
	if base, from, found := strings.Cut(s, " from "); found {
		if words, ok := card.Known(base, t.l); ok {
			return t.words("answer.from", locale.Text("what", words), locale.Name("place", card.Escape(from))), true
		}
	}
	for _, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !particles[w] {
			return "", false
		}
	}
	return t.stored(s), true
}

// particles are the small words inside names.
//
//nolint:gochecknoglobals // a table that is only read
var particles = map[string]bool{"of": true, "for": true, "and": true, "de": true, "al": true, "el": true, "von": true, "the": true, "in": true, "&": true}
