package answer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// teller puts one answer together: lines, and the facts and sources that they
// rest on.
type teller struct {
	*Answerer
	ctx context.Context
	q   *question
	l   *locale.Locale
	f   *frame
	p   person
	c   *casefile.Casefile

	lines   []string
	missing []*mark // what the question says of the fact, and no fact says
	out     Answer
	census  *store.Census
	err     error    // of reading the record while telling
	quotes  []string // words of the record in another language than the answer's
	gone    bool     // somebody who is compared is no longer public
}

// open makes the casefile with that slug the one that is told of; false where it
// is no longer public since it was found.
func (t *teller) open(slug string) (there bool, err error) {
	file, summary, err := t.public.Casefile(t.ctx, t.q.Access, slug)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	t.p, t.c = person{summary, file}, &file.Casefile
	return true, nil
}

// words writes a text of the catalogue.
func (t *teller) words(key string, args ...locale.Arg) string { return t.l.T(key, args...) }

// name is what the person is called in the reader's language, as an argument.
func (t *teller) name() locale.Arg {
	return locale.Name("name", card.Escape(card.Called(t.p.file, t.l)))
}

// line adds a line to the answer.
func (t *teller) line(s string) { t.lines = append(t.lines, s) }

// say adds a line of the catalogue.
func (t *teller) say(key string, args ...locale.Arg) { t.line(t.words(key, args...)) }

// item is one thing to tell, with the fact that it rests on.
type item struct {
	text   string
	kind   string
	id     string
	fact   *casefile.Fact
	record any
	date   calendar.Date
}

// tell adds what was asked for and the items that answer it: one in a line,
// several one a line. It cites them. Nothing is told of no item.
func (t *teller) tell(what string, items []item) bool {
	if len(items) == 0 {
		return false
	}
	counts := t.q.has("ask.howmany") && slices.Contains(numbered, what)
	if len(items) == 1 && !counts {
		t.say("answer.one."+what, t.name(), locale.Text("text", t.cited(items[0])))
		return true
	}
	head := t.words("answer.head."+what, t.name())
	if counts {
		t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(len(items))})
		head = t.words("answer.counted", locale.Text("head", head), locale.N(len(items)))
	}
	t.line(t.words("answer.several", locale.Text("head", head)))
	for i, x := range items {
		if i == mostItems && len(items) > mostItems+1 {
			t.line("- " + t.rest(len(items)-i))
			t.citeCount(len(items) - i)
			break
		}
		t.line("- " + t.cited(x))
	}
	return true
}

// rest says that there are n more.
func (t *teller) rest(n int) string {
	t.out.Facts = append(t.out.Facts, Fact{Kind: "count", Record: record(n)})
	return t.words("answer.more", locale.N(n))
}

// numbered are the lists of which "how many" asks for the length.
//
//nolint:gochecknoglobals // a table that is only read
var numbered = []string{"awards", "works", "arrest", "charges", "lawyer", "trial", "coaccused", "names"}

// mostItems is how many facts an answer tells before it counts the rest.
const mostItems = 8

// cited is an item with who says so, and notes it as a fact of the answer.
func (t *teller) cited(x item) string {
	t.cite(x)
	text := x.text
	if x.fact == nil || x.kind == "source" {
		return text
	}
	if by := t.by(x.fact); by != "" {
		text += " (" + by + ")"
	}
	return text
}

// citeCount notes a count as a fact of the answer.
func (t *teller) citeCount(n int) { t.cite(item{kind: "count", record: n}) }

// by is who says so: the attribution, the publishers, that it is weakly sourced.
func (t *teller) by(f *casefile.Fact) string {
	var parts []string
	if f.Attribution != "" {
		parts = append(parts, t.words("fact.according", locale.Text("who", t.part(f.Attribution))))
	}
	if who := card.Published(t.c, f.Sources, t.l); who != "" {
		parts = append(parts, who)
	}
	if f.Confidence == "low" {
		parts = append(parts, t.words("fact.weak"))
	}
	return strings.Join(parts, t.words("list.semicolon"))
}

// cite notes a fact of the answer and its sources.
func (t *teller) cite(x item) {
	f := Fact{Person: t.c.Slug, Kind: x.kind, ID: x.id, Record: record(x.record)}
	if !slices.ContainsFunc(t.out.Facts, func(had Fact) bool {
		return had.Person == f.Person && had.Kind == f.Kind && had.ID == f.ID && string(had.Record) == string(f.Record)
	}) {
		t.out.Facts = append(t.out.Facts, f)
	}
	if x.fact == nil {
		return
	}
	for _, id := range x.fact.Sources {
		s := t.c.Source(id)
		if s == nil {
			continue
		}
		source := Source{Publisher: s.Publisher, Title: s.Title, URL: s.URL, Published: s.Published.String()}
		if !slices.Contains(t.out.Sources, source) {
			t.out.Sources = append(t.out.Sources, source)
		}
	}
}

// done is the answer.
func (t *teller) done() Answer {
	if t.out.Kind == "" {
		t.out.Kind = Answered
	}
	t.out.Text = strings.Join(t.lines, "\n")
	if t.out.Reading == "" && t.f != nil && len(t.out.Shows) > 1 {
		t.out.Reading = t.words("answer.many.reading", locale.Text("what", t.words("answer.read."+t.f.name)))
	}
	if t.f != nil {
		t.out.read = t.words("answer.read." + t.f.name)
	}
	if t.out.Reading == "" && t.f != nil && t.c != nil {
		t.out.Reading = t.words("answer.reading", locale.Text("what", t.words("answer.read."+t.f.name)), t.name())
	}
	if t.out.Reading != "" && slices.ContainsFunc(t.quotes, func(q string) bool { return strings.Contains(t.out.Text, q) }) {
		t.out.Reading += t.words("list.semicolon") + t.words("answer.as_recorded")
	}
	if t.c != nil && t.out.About != "" && len(t.out.Shows) == 1 {
		t.out.AsOf = t.c.Status.AsOf
	}
	if t.out.Facts == nil {
		t.out.Facts = []Fact{}
	}
	if t.out.Sources == nil {
		t.out.Sources = []Source{}
	}
	return t.out
}

// on reports whether something of that date may be what the question's dates
// ask for: what is surely outside of them isn't.
func (t *teller) on(d calendar.Date) bool {
	for _, x := range t.q.dates() {
		if x.holds(d) == calendar.No || d.IsZero() {
			return false
		}
	}
	for i := range t.q.marks {
		if m := &t.q.marks[i]; m.month > 0 && !m.inMonth(d) {
			return false
		}
	}
	return true
}

// date is a date as it is shown.
func (t *teller) date(d calendar.Date) string { return card.Date(d, t.l) }

// dated is text with its date before it.
func (t *teller) dated(d calendar.Date, text string) string {
	if d.IsZero() {
		return text
	}
	return t.words("answer.dated", locale.Text("date", t.date(d)), locale.Text("text", text))
}
