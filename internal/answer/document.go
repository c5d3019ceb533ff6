package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
	"vigil/store"
)

// A document is a fact with all that a question may call it by: its meanings, its words without endings,
// its numbers and dates. Casefiles that were asked about lately are kept so.

// document is one fact of a casefile as it can be asked about in other words
// than those of the frames.
type document struct {
	item
	plain    string // what it says in short, where the text is more than that
	concepts map[concept]bool
	stems    map[string]bool
	numbers  map[int]bool
	spans    bool // says since or until when
	terms    []calendar.Term
	folded   string
}

// documents are those of the casefiles that were asked about last.
type documents struct {
	kept  *lru.Cache[*casefile.Redacted, []document]
	texts *lru.Cache[string, *document]
}

// documentsKept is of how many casefiles documents are kept, and textsKept how
// many texts: reading one takes longer than all else that an answer does.
const (
	documentsKept = 256
	textsKept     = 2048
)

func newDocuments() *documents {
	kept, err := lru.New[*casefile.Redacted, []document](documentsKept)
	if err != nil {
		panic(err) // the size is a constant above zero
	}
	texts, err := lru.New[string, *document](textsKept)
	if err != nil {
		panic(err)
	}
	return &documents{kept: kept, texts: texts}
}

// text is a text read into meanings and words. What they are is shared: don't
// change it.
func (d *documents) text(ctx context.Context, x *lexicon, s string) *document {
	read, ok := d.texts.Get(s)
	if !ok {
		read = &document{concepts: map[concept]bool{}, stems: map[string]bool{}}
		read.index(ctx, x, s)
		if ctx.Err() == nil {
			d.texts.Add(s, read)
		}
	}
	own := *read
	return &own
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
		doc.index(ctx, x, kind+" . "+kindly[kind]+" . "+text+" . "+f.Note+" . "+f.DateNote)
		doc.saidBy(c, f)
		all = append(all, doc)
	}
	for i := range c.Events {
		e := &c.Events[i]
		add(e.Kind, e.ID, e.Text, e.Date, &e.Fact, e)
	}
	for i := range c.Proceedings {
		e := &c.Proceedings[i]
		add(e.Kind, e.ID, commas(e.Text, e.Court), e.Date, &e.Fact, e)
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
		add("charge", e.ID, strings.Join([]string{e.Text, e.Law, e.Outcome}, " . "), calendar.Date{}, &e.Fact, e)
		all[len(all)-1].plain = commas(e.Text, e.Law, e.Outcome, e.Note)
	}
	for i := range c.Notes {
		e := &c.Notes[i]
		add("note", "", e.About+": "+e.Text, calendar.Date{}, &e.Fact, e)
	}
	for i := range c.Works {
		e := &c.Works[i]
		add("work", "", strings.Join(append([]string{e.Title, e.OriginalTitle, e.Role, "released, made, shown first, filmmaker"}, e.Also...), " . "), e.Year.Date(), &e.Fact, e)
		all[len(all)-1].plain = e.Title
	}
	for i := range c.Awards {
		e := &c.Awards[i]
		add("award", "", e.Name+" . "+e.By+" . "+e.Work+" . won", e.Year.Date(), &e.Fact, e)
		all[len(all)-1].plain = commas(e.Name, e.By, e.Work)
	}
	for i := range c.Custody {
		if e := &c.Custody[i]; e.Place != "" {
			add("custody", "", "held, in prison . "+e.Place, e.Start, &e.Fact, e)
			all[len(all)-1].plain = e.Place
		}
	}
	for i := range c.Sentences {
		s := &c.Sentences[i]
		add("sentence", s.ID, "sentenced, verdict, court . "+s.Court+" . "+s.Note+" . "+s.StatedNote+" . "+penaltyNotes(s), s.Day(), &s.Fact, s)
	}
	d.kept.Add(r, all)
	return all
}

// kindly are other words for the kinds of facts, whose texts often leave them out.
//
//nolint:gochecknoglobals // a table that is only read
var kindly = map[string]string{"closure": "closed, newspaper", "verdict": "sentence", "charge": "charged with", "pardon": "pardoned", "travel_ban": "travel ban", "detention_review": "detention"}

// commas are the texts that aren't empty, with commas between them.
func commas(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), ", ")
}

func penaltyNotes(s *casefile.Sentence) string {
	var b strings.Builder
	for i := range s.Penalties {
		p := &s.Penalties[i]
		b.WriteString(string(p.Kind) + " " + p.Of + " " + p.Note + " " + string(s.OutcomeOf(p)) + " . ")
	}
	return b.String()
}

// saidBy notes who says so, by words alone: that Human Rights Watch reports a fact
// doesn't make it one about rights.
func (d *document) saidBy(c *casefile.Casefile, f *casefile.Fact) {
	by := f.Attribution
	for _, id := range f.Sources {
		if s := c.Source(id); s != nil {
			by += " . " + s.Publisher
		}
	}
	for _, tok := range tokenise(by) {
		d.stems[root(tok.text)] = true
	}
	for _, short := range initials(by) {
		d.stems[root(short)] = true
	}
}

// initials are the initials, in lower case, by which names of three and more words are known: hrw of
// Human Rights Watch, cpj of the Committee to Protect Journalists.
func initials(text string) []string {
	var all []string
	var run []rune
	end := func() {
		if len(run) >= 3 {
			all = append(all, string(run))
		}
		run = run[:0]
	}
	for _, w := range strings.Fields(text) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first):
			run = append(run, unicode.ToLower(first))
		case !slices.Contains([]string{"of", "the", "to", "for", "and", "in", "on"}, w):
			end()
		}
		if strings.ContainsAny(w[len(w)-1:], ".,;:)") {
			end()
		}
	}
	end()
	return all
}

func (d *document) index(ctx context.Context, x *lexicon, text string) {
	toks := tokenise(text)
	d.folded = names.Fold(text)
	read := lexer{lexicon: x, toks: toks, terms: nothing{}, exact: true,
		names: func(context.Context, string) (p, s []store.Summary, err error) { return nil, nil, nil }}
	marks, err := read.marks(ctx)
	if err != nil {
		return
	}
	d.numbers = map[int]bool{}
	for i := range marks {
		m := &marks[i]
		for _, c := range m.concepts {
			d.concepts[c] = true
		}
		if m.term != nil {
			d.terms = append(d.terms, *m.term)
		}
		if m.number != nil {
			d.numbers[*m.number] = true
		}
	}
	for _, tok := range toks {
		d.stems[root(tok.text)] = true
		d.spans = d.spans || tok.text == "since" || tok.text == "until"
	}
	for c := range x.glossed(toks) {
		d.concepts[c] = true
	}
}

// has reports whether the fact says what the mark means.
func (d *document) has(q *question, m *mark) bool {
	if !m.date.IsZero() {
		return within(d.date, m.date) != calendar.No && !d.date.IsZero()
	}
	if m.month > 0 {
		return m.inMonth(d.date)
	}
	if m.term != nil {
		return slices.ContainsFunc(d.terms, func(t calendar.Term) bool { order, certain := t.Compare(*m.term); return certain && order == 0 })
	}
	if m.number != nil && !m.small() {
		return d.numbers[*m.number] || d.stems[strconv.Itoa(*m.number)]
	}
	if m.of("time") {
		return true
	}
	for _, v := range m.values {
		if text := names.Fold(v.Text); text != "" && strings.Contains(d.folded, text) {
			return true
		}
	}
	acts := m.of("act")
	for _, c := range m.concepts {
		if acts && vague(c) || c == "topic.trait" || hasty([]concept{c}) { // of traits only the word itself; "best" of a prize is no opinion that is asked for
			continue
		}
		if d.concepts[c] || c == "topic.statement" && d.kind == "statement" {
			return true
		}
	}
	if slices.ContainsFunc(m.gloss, func(c concept) bool { return d.concepts[c] }) {
		return true
	}
	long := false
	for i := m.from; i < m.to; i++ {
		if w := names.Fold(q.toks[i].text); len(w) <= 2 && strings.Trim(w, "0123456789") != "" {
			continue
		}
		if long = true; !d.stems[root(q.toks[i].text)] {
			return false
		}
	}
	return long
}

// vague reports whether a meaning is so wide that, of a word that has a closer
// one, a fact isn't found by it.
func vague(c concept) bool {
	switch c {
	case "topic.work", "topic.award", "topic.statement", "topic.status", "topic.confiscated", "topic.departure", "topic.release", "topic.arrest":
		return true
	}
	return c.class() == "outcome"
}
