package card

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// Tally is how many people on public record have what in one field.
type Tally struct {
	By string // status, country, year, charge, penalty or profession
	// In is the calendar of years, Gregorian or Solar Hijri.
	In      locale.Calendar
	Groups  []Group
	Others  int // who have a value that isn't listed
	Tracked int // people on record here
	Most    int // values that are listed, at most
	On      calendar.Day
	Then    Then // leads back to the counts; the field goes into its option "by"
}

// Group is the people who have one value.
type Group struct {
	Kind   GroupKind
	Text   string // of a Valued: as written in the record, a code or a year
	People int
}

// GroupKind says what the people of a group have in common.
type GroupKind int

// The kinds of group. Others are the last of a [Tally]'s bars.
const (
	Valued GroupKind = iota
	Untold           // a sentence of which the year can't be told
	None             // nothing on record in that field
	Others
)

// Fields are what people are counted by, in the order in which they are offered.
func Fields() []string {
	return []string{"status", "country", "year", "charge", "penalty", "profession"}
}

// Bar is a group in words, as plain text: for a line of text and for a picture.
type Bar struct {
	Kind   GroupKind
	Label  string
	People int
	Number string // People in the reader's digits
}

// labelLimit is how long a label in a line of text may get.
const labelLimit = 90

// Stats is a count as text: each group with how many of how many it is, what is
// counted and what isn't listed, and a select to count by something else.
func Stats(t Tally, l *locale.Locale) Message {
	p := newPen(l, 1536)
	p.line("")
	switch bars := t.Bars(l); {
	case t.Tracked == 0:
		p.words("search.empty")
	default:
		p.words("stats.tracked", locale.N(t.Tracked))
		p.WriteByte('\n')
		for _, b := range bars {
			p.line("- ")
			label := l.Isolate(Escape(Cut(b.Label, labelLimit)))
			p.words("stats.line", locale.Text("label", label), locale.N(b.People), locale.Count("tracked", t.Tracked))
		}
		p.WriteByte('\n')
		p.line("")
		p.words("stats.note."+t.By, locale.Count("tracked", t.Tracked))
		if t.By == "year" {
			p.WriteByte(' ')
			p.words("stats.years." + t.In.String())
		}
		if t.Others > 0 {
			p.line("")
			p.words("stats.others.note", locale.Count("most", t.Most))
		}
	}
	m := Message{Cards: []Card{{Title: t.Title(l), Body: p.String(), Footer: t.AsOf(l)}}}
	m.Controls = [][]Control{{t.fields(l)}}
	return m.Fit()
}

// fields is the select to count by something else.
func (t Tally) fields(l *locale.Locale) Control {
	c := Control{Placeholder: l.T("stats.choose"), Into: "by", Then: t.Then}
	c.Then.Update = true
	for _, by := range Fields() {
		c.Choices = append(c.Choices, Choice{Label: l.T("choice.by." + by), Value: by, Chosen: by == t.By})
	}
	return c
}

// Title is what is counted.
func (t Tally) Title(l *locale.Locale) string { return l.T("stats.title." + t.By) }

// Of is of how many people a count is.
func (t Tally) Of(l *locale.Locale) string { return l.T("stats.of", locale.N(t.Tracked)) }

// AsOf is of which day a count is.
func (t Tally) AsOf(l *locale.Locale) string {
	return l.T("stats.asof", locale.Text("date", Date(calendar.DateOf(t.On), l)))
}

// Bars are the groups in the reader's words, and the others.
func (t Tally) Bars(l *locale.Locale) []Bar {
	bars := make([]Bar, 0, len(t.Groups)+1)
	for _, g := range t.Groups {
		bars = append(bars, Bar{g.Kind, t.label(g, l), g.People, l.Number(g.People)})
	}
	if t.Others > 0 {
		bars = append(bars, Bar{Others, l.T("stats.others." + t.By), t.Others, l.Number(t.Others)})
	}
	return bars
}

// label is a group in the reader's words.
func (t Tally) label(g Group, l *locale.Locale) string {
	switch {
	case g.Kind == Untold:
		return l.T("stats.untold")
	case g.Kind == None && t.By == "status":
		return l.T("choice.status.unknown")
	case g.Kind == None && t.By == "country":
		return begun(l.Country("XX"))
	case g.Kind == None:
		return l.T("stats.none." + t.By)
	}
	text := Plain(g.Text)
	switch t.By {
	case "status", "penalty":
		if key := "choice." + t.By + "." + text; l.Has(key) {
			return l.T(key)
		}
		return begun(strings.ReplaceAll(text, "_", " "))
	case "country":
		return l.Country(text)
	case "year":
		return t.year(text, l)
	}
	return begun(CountedAs(text, l))
}

// CountedAs is what a charge or a profession is called in a count: those that are
// called the same are one.
func CountedAs(text string, l *locale.Locale) string {
	p := pen{l: l}
	if words, ok := p.inWords(Plain(text)); ok {
		return words
	}
	return Plain(text)
}

// year is a year in the reader's digits, with those of the other calendar in which it
// lies for whoever is shown both.
func (t Tally) year(text string, l *locale.Locale) string {
	y, err := strconv.Atoi(text)
	if err != nil || l.Calendar() != locale.Both {
		return l.Digits(text)
	}
	from := y - 622 // in whose last months a Gregorian year begins
	if t.In == locale.SolarHijri {
		from = y + 621
	}
	next := strconv.Itoa(from + 1)
	return l.T("stats.year.both", locale.Text("year", l.Digits(text)),
		locale.Text("from", l.Digits(strconv.Itoa(from))), locale.Text("to", l.Digits(next[len(next)-2:])))
}

// begun is s with a capital at its beginning, where the script has capitals.
func begun(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// altLimit is how long Discord lets the description of a picture be.
const altLimit = 1024

// StatsAlt says what the chart of a count shows: the same numbers. Where the record's
// words are long it says less of them, and all of the numbers.
func StatsAlt(t Tally, l *locale.Locale) (alt string) {
	for _, most := range [...]int{72, 48, 32} {
		if alt = t.alt(l, most); length(alt) <= altLimit {
			return alt
		}
	}
	return Cut(alt, altLimit)
}

func (t Tally) alt(l *locale.Locale, label int) string {
	var b strings.Builder
	b.WriteString(l.T("stats.alt", locale.Text("title", t.Title(l)), locale.Text("of", t.Of(l)), locale.Text("asof", t.AsOf(l))))
	for i, bar := range t.Bars(l) {
		if i > 0 {
			b.WriteString(l.T("stats.alt.next"))
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(l.Isolate(Cut(bar.Label, label)))
		b.WriteString(": ")
		b.WriteString(bar.Number)
	}
	b.WriteByte('.')
	return b.String()
}
