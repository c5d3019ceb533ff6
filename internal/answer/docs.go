package answer

import (
	"context"
	"slices"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
	"vigil/store"
)

// document is one fact of a casefile as it can be asked about in other words
// than those of the frames.
type document struct {
	item
	concepts map[concept]bool
	stems    map[string]bool
}

// documents are those of the casefiles that were asked about last.
type documents struct {
	kept *lru.Cache[*casefile.Redacted, []document]
	once sync.Mutex
}

// documentsKept is of how many casefiles documents are kept.
const documentsKept = 256

func newDocuments() *documents {
	kept, err := lru.New[*casefile.Redacted, []document](documentsKept)
	if err != nil {
		panic(err) // the size is a constant above zero
	}
	return &documents{kept: kept}
}

// of are the documents of a casefile.
func (d *documents) of(ctx context.Context, x *lexicon, r *casefile.Redacted) []document {
	if all, ok := d.kept.Get(r); ok {
		return all
	}
	c := &r.Casefile
	var all []document
	add := func(kind, id, text string, date calendar.Date, f *casefile.Fact, record any) {
		if text == "" {
			return
		}
		doc := document{item: item{text: text, kind: kind, id: id, fact: f, record: record, date: date}, concepts: map[concept]bool{}, stems: map[string]bool{}}
		doc.index(ctx, x, kind+" . "+text+" . "+f.Note+" . "+f.DateNote)
		all = append(all, doc)
	}
	for i := range c.Events {
		e := &c.Events[i]
		add(e.Kind, e.ID, e.Text, e.Date, &e.Fact, e)
	}
	for i := range c.Proceedings {
		e := &c.Proceedings[i]
		add(e.Kind, e.ID, strings.TrimSpace(e.Text+" "+e.Court), e.Date, &e.Fact, e)
	}
	if c.Status.Text != "" {
		add("status", "", c.Status.Text, c.Status.AsOf, &c.Status.Fact, &c.Status)
	}
	for i := range c.People {
		e := &c.People[i]
		add("person", "", e.Name+", "+e.Role, calendar.Date{}, &e.Fact, e)
	}
	for i := range c.Charges {
		e := &c.Charges[i]
		add("charge", e.ID, e.Text, calendar.Date{}, &e.Fact, e)
	}
	for i := range c.Notes {
		e := &c.Notes[i]
		add("note", "", e.About+": "+e.Text, calendar.Date{}, &e.Fact, e)
	}
	d.kept.Add(r, all)
	return all
}

// noTerms is what the words of a fact are read with: no names of the record.
type noTerms struct{}

func (noTerms) Terms(string) []value { return nil }
func (noTerms) Near(string) []value  { return nil }

func (d *document) index(ctx context.Context, x *lexicon, text string) {
	toks := tokenise(text)
	read := lexer{lexicon: x, toks: toks, terms: noTerms{}, exact: true,
		names: func(context.Context, string) (p, s []store.Summary, err error) { return nil, nil, nil }}
	marks, err := read.marks(ctx)
	if err != nil {
		return
	}
	for i := range marks {
		for _, c := range marks[i].concepts {
			d.concepts[c] = true
		}
	}
	for _, tok := range toks {
		d.stems[root(tok.text)] = true
	}
}

// root is an English word without its ending, so that its forms meet.
func root(w string) string {
	for _, e := range [...]string{"ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"} {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) >= 3 {
			return rest
		}
	}
	return w
}

// recall answers from the facts that say all that was asked: each word that
// counts has to be in the fact, as it is or in another word for it. It reports
// whether there are any.
func (t *teller) recall() bool {
	var needed []*mark
	for i := range t.q.marks {
		if m := &t.q.marks[i]; !m.subject && !m.small() && !t.soft(m) {
			needed = append(needed, m)
		}
	}
	if len(needed) == 0 {
		return false
	}
	var found []document
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if !slices.ContainsFunc(needed, func(m *mark) bool { return !d.has(t.q, m) }) {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return false
	}
	items := make([]item, 0, len(found))
	for _, d := range found {
		x := d.item
		x.text = t.quoted(x)
		items = append(items, x)
	}
	slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
	t.f = &frame{name: "recall", about: "person"}
	return t.tell("recall", items[:min(len(items), 4)])
}

// soft reports whether a mark says something that goes without saying of the
// person.
func (t *teller) soft(m *mark) bool {
	return m.is(concept("country."+t.c.Country)) || m.is("topic.status") || m.is("future") || m.of("pron")
}

// has reports whether the fact says what the mark means.
func (d *document) has(q *question, m *mark) bool {
	if !m.date.IsZero() {
		return within(d.date, m.date) != calendar.No && !d.date.IsZero()
	}
	if m.of("time") {
		return true
	}
	for _, c := range m.concepts {
		if d.concepts[c] || c == "topic.statement" && d.kind == "statement" {
			return true
		}
	}
	for i := m.from; i < m.to; i++ {
		if !d.stems[root(q.toks[i].text)] && len(names.Fold(q.toks[i].text)) > 2 {
			return false
		}
	}
	return true
}
