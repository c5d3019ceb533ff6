package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/store"
)

// mark is a run of tokens and what it may mean.
type mark struct {
	from, to int // tokens
	concepts []concept
	values   []value         // of the record: a court, a work, a charge …
	people   []store.Summary // whom a name stands for; several: it isn't clear whom
	similar  []store.Summary // who is called nearly so, where nobody is called so
	gloss    []concept       // what its words are in the record, of a question in Persian
	name     bool            // reads as a name, whether or not anybody has it
	date     calendar.Date
	term     *calendar.Term
	number   *int
	month    int    // of a day without a year
	day      int    // of the month; 0: not said
	subject  bool   // names whom the question is about
	meant    bool   // what it means was chosen
	called   string // what that is called, where the words of the mark don't say it
	typo     bool   // read as something spelt a little differently
	cost     int
}

// unknown reports whether nothing was made of the mark.
func (m *mark) unknown() bool {
	return len(m.concepts) == 0 && len(m.values) == 0 && len(m.people) == 0 && m.date.IsZero() && m.term == nil && m.number == nil && m.month == 0
}

func (m *mark) is(c concept) bool {
	for _, have := range m.concepts {
		if have == c {
			return true
		}
	}
	return false
}

// of reports whether a meaning of the mark is of that class.
func (m *mark) of(class string) bool {
	for _, have := range m.concepts {
		if have.class() == class {
			return true
		}
	}
	return false
}

// The costs of reading a run of tokens as one mark. The reading of a question
// is the one that costs least: few marks, few mistakes, no unknown word.
const (
	costKnown   = 10
	costValue   = 9 // a name of the record goes before a word of the language
	costStem    = 12
	costTypo    = 16
	costGloss   = 29 // several words for one of the record go together where one of them is unknown
	costUnknown = 30
)

// spelledTokens is how many tokens a word may have that is looked for as one
// spelt a little differently.
const spelledTokens = 3

// phraseTokens is how many tokens a phrase may have.
const phraseTokens = 10

// lexer reads the tokens of one question.
type lexer struct {
	*lexicon
	toks  []token
	names func(context.Context, string) (people, similar []store.Summary, err error)
	also  func(ctx context.Context, slug string) ([]string, error) // what somebody is called as well
	terms terms
	today calendar.Day
	exact bool     // no typing mistakes are looked for
	latin bool     // the question is Persian in Latin letters
	text  string   // as it was typed
	meant []string // see [Question]
	open  []open   // marks that may mean several things, of which none was chosen
}

// value is what something on record is called.
type value struct {
	Field string // what it is: court, work, charge …
	Key   string // folded, as the record's queries take it
	Text  string // as it is recorded
}

// terms are the names of things on record.
type terms interface {
	Terms(key string) []value
	Near(key string) []value
	Sounding(name string) []value
}

// marks cuts the question into marks.
func (x *lexer) marks(ctx context.Context) ([]mark, error) {
	all, err := x.settleNames(ctx, x.cut(0, len(x.toks)))
	if err != nil {
		return nil, err
	}
	if all, err = x.named(ctx, x.compound(x.yearless(all))); err != nil {
		return nil, err
	}
	x.open = slices.DeleteFunc(x.open, func(o open) bool { // what is a part of somebody's name means nothing else
		return slices.ContainsFunc(all, func(m mark) bool {
			return len(m.people) > 0 && m.from <= o.from && o.to <= m.to && m.to-m.from > o.to-o.from
		})
	})
	return x.surnames(ctx, all)
}

// cut cuts tokens into marks in the cheapest way.
func (x *lexer) cut(from, n int) []mark {
	type best struct {
		cost int
		m    mark
	}
	// From the end: the cheapest way to read what begins at each token.
	at := make([]best, n+1)
	for i := n - 1; i >= from; i-- {
		end := min(n, x.wordEnd(i))
		at[i] = best{cost: costUnknown + at[end].cost, m: mark{from: i, to: end}}
		if m, ok := x.remarked(i); ok && m.cost+at[m.to].cost < at[i].cost {
			at[i] = best{m.cost + at[m.to].cost, m}
		}
		for to := min(n, i+phraseTokens); to > i; to-- {
			if !x.breaks(to) {
				continue
			}
			m, ok := x.phrase(i, to)
			if ok && m.cost+at[to].cost < at[i].cost {
				at[i] = best{m.cost + at[to].cost, m}
			}
		}
	}
	var all []mark
	for i := from; i < n; i = at[i].m.to {
		all = append(all, at[i].m)
	}
	return all
}

// phrase reads tokens i to to as one thing.
func (x *lexer) phrase(i, to int) (mark, bool) {
	m := mark{from: i, to: to}
	if d, ok := x.date(i, to); ok {
		m.date, m.cost = d, costKnown-1
		return m, true
	}
	k := joined(x.toks[i:to])
	if m.values = x.terms.Terms(k); len(m.values) == 0 && x.arabic(&m) {
		m.values = x.abroad(&m)
	}
	if len(m.values) > 0 {
		m.cost = costValue
	}
	if len(m.values) > 0 && x.arabic(&m) && to-i <= spelledTokens && len(x.phrases[k]) == 0 {
		m.concepts = x.stem(k) // دانشجوئه, which is also what a profession on record is called
	}
	if c := x.latinPhrase(k); len(c) > 0 {
		m.concepts, m.cost = c, costKnown
		return m, true
	}
	if c := x.phrases[k]; len(c) > 0 {
		m.concepts = c
		if m.cost == 0 {
			m.cost = costKnown
		}
	}
	if m.cost > 0 {
		return m, true
	}
	if to-i > 1 && x.arabic(&m) && len(x.glosses[k]) > 0 { // پروانهٔ وکالت
		m.cost = costGloss
		return m, true
	}
	if to-i > 1 && x.toks[i].word != x.toks[to-1].word {
		if m.concepts = x.stemLast(i, to); len(m.concepts) > 0 {
			m.cost = costStem
		}
		return m, m.cost > 0
	}
	if n, err := strconv.Atoi(k); err == nil && to-i == 1 {
		m.number, m.cost = &n, costKnown
		return m, true
	}
	if m.concepts = x.stem(k); len(m.concepts) > 0 {
		m.cost = costStem
		return m, true
	}
	if m.values = x.stemmed(k); len(m.values) > 0 {
		m.cost = costStem
		return m, true
	}
	if x.exact || to-i > spelledTokens || x.given(&m) || x.arabic(&m) && len(x.gloss(k)) > 0 { // a given name, or a word of records, is no misspelt word
		return m, false
	}
	if m.concepts = x.near(k); len(m.concepts) > 0 {
		m.cost, m.typo = costTypo, true
	} else if m.values = x.terms.Near(k); len(m.values) > 0 {
		m.cost, m.typo = costTypo, true
	}
	return m, m.cost > 0
}

// latinPhrase is what tokens mean in a question in Finglish.
func (x *lexer) latinPhrase(joined string) []concept {
	if !x.latin {
		return nil
	}
	return x.finglishMeans(joined)
}

// wordEnd is where the word ends in which token i is; endings that are written
// apart with a half space are left to themselves.
func (x *lexer) wordEnd(i int) int {
	to := i + 1
	for !x.breaks(to) {
		to++
	}
	return to
}

// breaks reports whether one thing can end and another begin before that token:
// between words, in an English word with a hyphen, and before Persian endings. The رسول of
// رسول‌اف is no word of its own.
func (x *lexer) breaks(at int) bool {
	if at >= len(x.toks) || x.toks[at].word != x.toks[at-1].word || !persian(x.toks[at].raw) {
		return true
	}
	for i := at; i < len(x.toks) && x.toks[i].word == x.toks[at].word; i++ {
		if !affixes[x.toks[i].text] {
			return false
		}
	}
	return true
}

// date reads a date that is written in those tokens and nothing else: at least
// a year.
func (x *lexer) date(i, to int) (calendar.Date, bool) {
	if d, ok := x.shortYear(i, to); ok {
		return d, true
	}
	if d, ok := x.decade(i, to); ok {
		return d, true
	}
	if to-i > dateWords || !datelike(x.toks[i].text) && !datelike(x.toks[to-1].text) {
		return calendar.Date{}, false
	}
	if !slices.ContainsFunc(x.toks[i:to], func(t token) bool { return strings.ContainsAny(t.text, "0123456789") }) {
		return calendar.Date{}, false
	}
	_, ordinal := ordinals[x.toks[i].text]
	for _, c := range x.phrases[x.toks[i].text] {
		if !ordinal && (c.class() == "time" || c.class() == "fill" || c.class() == "cmp") {
			return calendar.Date{}, false // said of the date, not part of it
		}
	}
	text := dateText(x.toks[i:to])
	if to-i == 1 {
		if utf8.RuneCountInString(text) < 4 {
			return calendar.Date{}, false
		}
		if y, err := strconv.Atoi(text); err == nil && (y < 1300 || y > 1450 && y < 1900 || y > 2100) {
			return calendar.Date{}, false
		}
	}
	d, err := calendar.ParseTyped(text, x.today)
	if err != nil || d.IsZero() {
		return calendar.Date{}, false
	}
	return d, true
}

// dateWords is how many words a date has at most: "بیست و سوم دی ماه سال ۱۴۰۱".
const dateWords = 7

// datelike reports whether a date can begin or end with that token.
func datelike(s string) bool {
	return s[0] >= '0' && s[0] <= '9' || utf8.RuneCountInString(s) >= 2
}

// yearless puts "May 12" and "12 May" together, and reads a month by itself; a may
// that isn't one of the two nor written as a name is no month.
func (x *lexer) yearless(all []mark) []mark {
	var out []mark
	for i := 0; i < len(all); i++ {
		m := all[i]
		if month := m.monthNamed(); month > 0 {
			day := 0
			switch {
			case i+1 < len(all) && all[i+1].dayOfMonth() > 0:
				day = all[i+1].dayOfMonth()
				m.to = all[i+1].to
				i++
			case len(out) > 0 && out[len(out)-1].dayOfMonth() > 0:
				day = out[len(out)-1].dayOfMonth()
				m.from = out[len(out)-1].from
				out = out[:len(out)-1]
			}
			if day > 0 || m.from > 0 && x.capital(&m) || len(out) > 0 && (out[len(out)-1].is("time.in") || x.toks[m.from-1].text == "in") {
				m.month, m.day, m.concepts, m.number = month, day, nil, nil
			}
		}
		out = append(out, m)
	}
	return out
}

func (m *mark) monthNamed() int {
	for _, c := range m.concepts {
		if c.class() == "month" {
			n, _ := strconv.Atoi(c.name())
			return n
		}
	}
	return 0
}

// dayOfMonth is the day that a number by itself can be; 0: none.
func (m *mark) dayOfMonth() int {
	if m.number != nil && *m.number >= 1 && *m.number <= 31 {
		return *m.number
	}
	return 0
}

// inMonth reports whether a date lies in the month, and on the day, that a mark
// without a year names.
func (m *mark) inMonth(d calendar.Date) bool {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	return ok1 && ok2 && first.Month == last.Month && first.Year == last.Year && int(first.Month) == m.month &&
		(m.day == 0 || first.Day <= m.day && m.day <= last.Day)
}

// compound puts number words and units together: twenty five is 25, "eight
// years and six months" a term.
func (x *lexer) compound(all []mark) []mark {
	var out []mark
	for i := 0; i < len(all); {
		n, next := x.numberAt(all, i)
		if next == i {
			out = append(out, all[i])
			i++
			continue
		}
		m := mark{from: all[i].from, to: all[next-1].to, number: &n}
		if t, end := x.termAt(all, i); end > i {
			m.to, m.term, m.number = all[end-1].to, &t, nil
			next = end
		}
		if m.term == nil && next == i+1 && all[i].number == nil && len(all[i].concepts) > 1 {
			m.concepts = all[i].concepts // "one" is also just a word
		}
		out = append(out, m)
		i = next
	}
	return out
}

// longestTerm is how many of a unit a term can have, as on record.
const longestTerm = 99999

// largest is the largest number that others are multiplied with.
const largest = 1_000_000_000_000

// termAt reads "8 years", "3 years and 6 months", "هفت سال و نیم".
func (x *lexer) termAt(all []mark, i int) (calendar.Term, int) {
	var t calendar.Term
	end := i
	for j := i; j < len(all); {
		n, next := x.numberAt(all, j)
		if next == j || next >= len(all) || n > longestTerm {
			break
		}
		switch {
		case all[next].is("unit.year"):
			t.Years += n
		case all[next].is("unit.month"):
			t.Months += n
		case all[next].is("unit.week"):
			t.Weeks += n
		case all[next].is("unit.day"):
			t.Days += n
		default:
			return t, end
		}
		j, end = next+1, next+1
		if j < len(all) && all[j].is("number.half") {
			t.Months += 6
			j, end = j+1, j+1
		}
		if j < len(all) && all[j].is("logic.and") {
			if j+1 < len(all) && all[j+1].is("number.half") {
				t.Months += 6
				return t, j + 2
			}
			j++
		}
	}
	return t, end
}

// numberAt reads the number that begins at mark i; next is i where none does.
func (x *lexer) numberAt(all []mark, i int) (n, next int) {
	next = i
	for j := i; j < len(all); j++ {
		v, ok := all[j].digit()
		switch {
		case !ok && j > i && all[j].is("logic.and") && j+1 < len(all):
			if w, ok := all[j+1].digit(); !ok || n%10 != 0 && n != 100 || w >= n {
				return n, next
			}
			continue
		case !ok:
			return n, next
		case j == i:
			n = v
		case (v == 100 || v == 1000) && n <= largest:
			n *= v
		case v < n && n%10 == 0 && all[j].number == nil:
			n += v
		default:
			return n, next
		}
		next = j + 1
	}
	return n, next
}

// digit is the number that a mark is by itself.
func (m *mark) digit() (int, bool) {
	if m.number != nil {
		return *m.number, true
	}
	for _, c := range m.concepts {
		if c.class() == "number" {
			if n, err := strconv.Atoi(c.name()); err == nil {
				return n, true
			}
		}
	}
	return 0, false
}
