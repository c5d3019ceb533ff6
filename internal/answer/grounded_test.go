package answer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"

	"vigil/internal/answer"
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/internal/names"
)

// ungrounded says which number, date or word of an answer stands in none of
// the facts that it cites; "" where all do. Words of the catalogue, whoever the
// answer is about and what was typed may stand in it too.
func (b *books) ungrounded(t testing.TB, q asked, a answer.Answer) string {
	t.Helper()
	said := map[string]bool{}
	add := func(text string) {
		for _, w := range wordsOf(text) {
			said[w] = true
		}
	}
	add(q.Question)
	add(names.Clean(q.Question)) // as it is read: without what cannot be seen
	if a.Reason == answer.NotUnderstood {
		add(fmt.Sprint(answer.MaxQuestion, " ", 60)) // characters and words: it may be said to be too long
	}
	dates := q.Question
	for _, f := range a.Facts {
		var record any
		if err := json.Unmarshal(f.Record, &record); err != nil {
			t.Errorf("%s: the record of a fact is no JSON: %s", q.Question, f.Record)
		}
		each(record, func(s string) {
			add(s)
			if len(s) == 2 && strings.ToUpper(s) == s {
				for _, l := range b.both(t) {
					add(l.Country(s))
				}
			}
			if d, err := calendar.Parse(s); err == nil && !d.IsZero() {
				for _, l := range b.both(t) {
					add(card.Date(d, l))
					dates += "\n" + plain(card.Date(d, l))
				}
			}
			dates += "\n" + plain(s)
		})
	}
	for _, s := range a.Sources {
		add(s.Publisher + " " + s.Title)
	}
	for _, x := range a.Choices {
		if strings.ContainsAny(plain(x.Label), "0123456789") { // what a date of the question can mean: 04/03 is in March or in April
			add(x.Label)
			dates += "\n" + plain(x.Label)
		}
	}
	for _, x := range a.Shows {
		if x.Slug == "" {
			continue // a casebook whose people are counted
		}
		_, s, err := b.by[q.Casebook].public.Casefile(t.Context(), b.by[q.Casebook].access, x.Slug)
		if err != nil {
			t.Fatal(err)
		}
		add(s.Name + " " + s.NativeName)
	}
	for _, choice := range a.Choices { // a day in numbers, as each of its two is written
		for _, pin := range choice.Meant {
			if d, err := calendar.Parse(dayPinned.FindString(pin)); err == nil && !d.IsZero() {
				for _, l := range b.both(t) {
					add(card.Date(d, l))
					dates += "\n" + plain(card.Date(d, l))
				}
			}
		}
	}
	text := a.Text
	for n := range a.Sources { // those that are counted rather than named
		for _, l := range b.both(t) {
			text = strings.ReplaceAll(text, l.T("fact.more_sources", locale.N(n+1)), "")
		}
	}
	for _, w := range wordsOf(text) {
		if !said[w] && !catalogueWords(t)[w] {
			return fmt.Sprintf("%q stands in no fact", w)
		}
	}
	for _, d := range dateShapes.FindAllString(plain(a.Text), -1) {
		d = strings.TrimFunc(d, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if !strings.Contains(dates, d) {
			return fmt.Sprintf("the date %q stands in no fact", d)
		}
	}
	return ""
}

var dayPinned = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

// plain is a text of a card with ASCII digits and without what can't be seen.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f':
			return -1
		}
		return r
	}, s)
}

// dateShapes are a day with its month and year, and a month with its year, each with what stands
// before it, so that the end of آزادی is not taken for the month of دی.
var dateShapes = regexp.MustCompile(`(?:^|[^\p{L}\d])(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December|` +
	`Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand|` +
	`ژانویهٔ|فوریهٔ|مارس|آوریل|مهٔ|ژوئن|ژوئیهٔ|اوت|سپتامبر|اکتبر|نوامبر|دسامبر|` +
	`فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند) \d{4}`)

// wordsOf are the words and numbers of a text, folded; numbers without their
// grouping.
func wordsOf(s string) []string {
	s = strings.NewReplacer("٬", "", "\u200c", "", "\u200d", "").Replace(plain(s))
	s = grouping.ReplaceAllString(grouping.ReplaceAllString(s, "$1$2"), "$1$2")
	var all []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		for _, part := range parts.FindAllString(names.Fold(w), -1) {
			all = append(all, part)
			if n := strings.TrimLeft(part, "0"); n != part && n != "" {
				all = append(all, n) // "05" is 5
			}
		}
	}
	return all
}

// grouping is a comma in a number; two next to each other share a digit.
var grouping = regexp.MustCompile(`(\d),(\d{3})`)

var parts = regexp.MustCompile(`\d+|[^\d\s]+`)

// each calls do with every text and number of a record, as it is written.
func each(record any, do func(string)) {
	switch x := record.(type) {
	case map[string]any:
		for _, v := range x {
			each(v, do)
		}
	case []any:
		for _, v := range x {
			each(v, do)
		}
	case string:
		do(x)
	case float64:
		do(fmt.Sprint(int(x)))
	}
}

// both are the locales that the dates of answers may be in.
func (b *books) both(testing.TB) []*locale.Locale {
	return []*locale.Locale{
		b.words.For("en", locale.Options{}), b.words.For("en", locale.Options{Calendar: locale.Both}),
		b.words.For("fa", locale.Options{}), b.words.For("fa", locale.Options{Calendar: locale.Both}),
	}
}

// catalogueWords are all words of the catalogue; its numbers are not among them.
func catalogueWords(t testing.TB) map[string]bool {
	all, err := readCatalogueWords()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var readCatalogueWords = sync.OnceValues(func() (map[string]bool, error) {
	all := map[string]bool{}
	for _, file := range []string{"../locale/en.json", "../locale/fa.json"} {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var words any
		if err := json.Unmarshal(data, &words); err != nil {
			return nil, err
		}
		each(words, func(s string) {
			for _, w := range wordsOf(s) {
				if w[0] < '0' || w[0] > '9' {
					all[w] = true
				}
			}
		})
	}
	return all, nil
})
