package store

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
)

// projectionShape is raised whenever the projections of an unchanged casefile
// would come out different: a table, a column, the folding of text. They are
// then built anew when the database is next opened.
const projectionShape = 1

// projection is one row of a public table. Values stand in the order of the
// table's columns.
type projection struct {
	table  string
	insert string
	values []any
}

// blank stands in a projection for what is known only when it is written, so
// that imports build projections ahead.
type blank int

const (
	theID      blank = iota // of the casefile
	theChanged              // when it last changed in public
)

// fill replaces the blanks, and returns all values.
func (p projection) fill(id, changed int64) []any {
	for i, v := range p.values {
		switch v {
		case theID:
			p.values[i] = id
		case theChanged:
			p.values[i] = changed
		}
	}
	return p.values
}

// projections are all rows for one casefile of the casebook; doc is r as JSON.
// This is the only place where they are made, and it takes nothing but a
// redacted casefile.
func projections(book CasebookID, r *casefile.Redacted, doc []byte) []projection {
	b := builder{book: book, counts: make(map[string]int)}
	b.casefile(r, doc)
	b.names(r)
	b.dates(r)
	b.facts(r)
	b.sentences(r)
	b.keys(r)
	b.text(r)
	return b.rows
}

// projectionTables are the tables with a column casefile, all but the full-text
// index, which follows public_text.
func projectionTables() []string {
	return []string{
		"public_text", "public_sources", "public_people", "public_awards", "public_works",
		"public_events", "public_penalties", "public_sentences", "public_proceedings",
		"public_charges", "public_custody", "public_dates", "public_names", "public_keys",
		"public_casefiles",
	}
}

// builder gathers the rows of one casefile.
type builder struct {
	book   CasebookID
	rows   []projection
	counts map[string]int // rows so far, by table
	words  []string       // for full text
}

func (b *builder) add(table, insert string, values ...any) {
	b.rows = append(b.rows, projection{table, insert, values})
}

// fact adds a row that begins with the casefile and the row's number.
func (b *builder) fact(table, insert string, values ...any) {
	n := b.counts[table]
	b.counts[table]++
	b.add(table, insert, append([]any{theID, int64(n)}, values...)...)
}

func (b *builder) casefile(r *casefile.Redacted, doc []byte) {
	const insert = `INSERT INTO public_casefiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	b.add("public_casefiles", insert, theID, int64(b.book), r.Slug, r.Person.Name, nativeName(r), r.Country,
		string(r.Status.Code), r.Status.AsOf.String(), wordsKey(r.Person.Name), text(doc), theChanged)
}

// nativeName is the name in the person's own script, "" when none is on record.
func nativeName(r *casefile.Redacted) string {
	for _, n := range r.Person.Names {
		if n.Kind == "native" {
			return n.Text
		}
	}
	return ""
}

func (b *builder) names(r *casefile.Redacted) {
	const insert = `INSERT INTO public_names VALUES (?, ?, ?, ?, ?)`
	b.fact("public_names", insert, r.Person.Name, "", "")
	for _, n := range r.Person.Names {
		b.fact("public_names", insert, n.Text, n.Lang, n.Kind)
	}
}

// dates are what happened when. The day as of which a status holds is none of
// them: nothing happened on it.
func (b *builder) dates(r *casefile.Redacted) {
	if r.Person.Born != nil {
		b.date("born", r.Person.Born.Date)
	}
	if r.Person.Died != nil {
		b.date("died", r.Person.Died.Date)
	}
	for _, c := range r.Custody {
		b.date("custody", c.Start)
		b.date("custody_end", c.End)
	}
	for _, p := range r.Proceedings {
		b.date("proceeding", p.Date)
		b.date("announced", p.Announced)
	}
	for _, s := range r.Sentences {
		b.date("sentence", s.Date)
		b.date("announced", s.Announced)
	}
	for _, e := range r.Events {
		b.date("event", e.Date)
	}
}

func (b *builder) date(kind string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	const insert = `INSERT INTO public_dates VALUES (?, ?, ?, ?, ?, ?)`
	b.fact("public_dates", insert, kind, d.String(), dayOrNone(d.Earliest()), dayOrNone(d.Latest()))
}

func dayOrNone(d calendar.Day, known bool) string {
	if !known {
		return ""
	}
	return d.String()
}

func (b *builder) facts(r *casefile.Redacted) {
	for _, c := range r.Custody {
		const insert = `INSERT INTO public_custody VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_custody", insert, c.Kind, c.Start.String(), c.End.String(), c.Place)
	}
	for _, c := range r.Charges {
		const insert = `INSERT INTO public_charges VALUES (?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_charges", insert, c.ID, c.Text, c.Law, c.Stage, c.Outcome)
	}
	for _, p := range r.Proceedings {
		const insert = `INSERT INTO public_proceedings VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_proceedings", insert, p.ID, p.Kind, p.Date.String(), p.Court)
	}
	for _, e := range r.Events {
		const insert = `INSERT INTO public_events VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_events", insert, e.ID, e.Kind, e.Date.String(), e.Text)
	}
	for _, w := range r.Works {
		const insert = `INSERT INTO public_works VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_works", insert, w.Title, w.OriginalTitle, w.Year.String(), w.Role)
	}
	for _, a := range r.Awards {
		const insert = `INSERT INTO public_awards VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_awards", insert, a.Name, a.By, a.Year.String(), a.Work)
	}
	for _, p := range r.People {
		const insert = `INSERT INTO public_people VALUES (?, ?, ?, ?, ?)`
		b.fact("public_people", insert, p.Name, p.Role, p.Casefile)
	}
	for _, s := range r.Sources {
		const insert = `INSERT INTO public_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_sources", insert, s.ID, s.URL, s.Publisher, s.Title, s.Published.String(), s.Origin)
	}
}

func (b *builder) sentences(r *casefile.Redacted) {
	for _, s := range r.Sentences {
		const insert = `INSERT INTO public_sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_sentences", insert, s.ID, s.Date.String(), s.Announced.String(), s.Court,
			string(s.Rule), string(s.Outcome), s.SameAs, s.Supersedes)
	}
	for _, s := range r.Sentences {
		for _, p := range s.Penalties {
			b.penalty(s.ID, p)
		}
	}
}

func (b *builder) penalty(sentence string, p casefile.Penalty) {
	const insert = `INSERT INTO public_penalties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	var amount any
	if p.Amount != nil {
		amount = p.Amount.String()
	}
	b.fact("public_penalties", insert, sentence, string(p.Kind), term(p.Term), number(p.Count), number(p.Administered),
		amount, p.Currency, p.Of, truth(p.Suspended), term(p.ReducedTo), p.Ends.String(), string(p.Outcome))
}

// term and number are NULL for what is not published.
func term(t *calendar.Term) any {
	if t == nil {
		return nil
	}
	return t.String()
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func truth(b bool) any {
	if b {
		return int64(1)
	}
	return int64(0)
}

// keys are what people are resolved and filtered by, each once.
func (b *builder) keys(r *casefile.Redacted) {
	seen := make(map[[2]string]bool)
	put := func(field Field, key, written string) {
		if k := [2]string{string(field), key}; key != "" && !seen[k] {
			seen[k] = true
			b.add("public_keys", `INSERT INTO public_keys VALUES (?, ?, ?, ?, ?)`, int64(b.book), string(field), key, theID, written)
		}
	}
	put(FieldName, wordsKey(r.Person.Name), r.Person.Name)
	for _, n := range r.Person.Names {
		put(FieldName, wordsKey(n.Text), n.Text)
	}
	put(FieldCountry, codeKey(r.Country), r.Country)
	put(FieldStatus, codeKey(string(r.Status.Code)), string(r.Status.Code))
	for _, c := range r.Charges {
		put(FieldCharge, wordsKey(c.Text), c.Text)
	}
	for _, s := range r.Sentences {
		for _, p := range s.Penalties {
			put(FieldPenalty, codeKey(string(p.Kind)), string(p.Kind))
		}
	}
	for _, p := range r.Person.Professions {
		put(FieldProfession, wordsKey(p.Text), p.Text)
	}
}

// text is everything that people may remember a case by, folded.
func (b *builder) text(r *casefile.Redacted) {
	called := []string{r.Person.Name}
	for _, n := range r.Person.Names {
		called = append(called, n.Text)
	}
	b.read(r)
	words, body := folded(called), folded(b.words)
	b.add("public_text", `INSERT INTO public_text VALUES (?, ?, ?)`, theID, words, body)
	b.add("public_fts", `INSERT INTO public_fts (docid, names, body) VALUES (?, ?, ?)`, theID, words, body)
}

// folded is the folded words of texts, one space between them.
func folded(texts []string) string {
	var words []string
	for _, t := range texts {
		words = append(words, names.Tokens(t)...)
	}
	return strings.Join(words, " ")
}

// read takes the words of the facts.
func (b *builder) read(r *casefile.Redacted) {
	say := func(words ...string) { b.words = append(b.words, words...) }
	for _, p := range r.Person.Professions {
		say(p.Text)
	}
	for _, n := range r.Person.Nationalities {
		say(n.Text)
	}
	say(r.Status.Text)
	if r.Whereabouts != nil {
		say(r.Whereabouts.Text, r.Whereabouts.PublicText)
	}
	for _, c := range r.Custody {
		say(c.Place)
	}
	for _, c := range r.Charges {
		say(c.Text, c.Law, c.Outcome)
	}
	for _, p := range r.Proceedings {
		say(p.Court, p.Text)
	}
	for _, s := range r.Sentences {
		say(s.Court)
		for _, p := range s.Penalties {
			say(p.Of)
		}
	}
	for _, e := range r.Events {
		say(e.Text)
	}
	for _, w := range r.Works {
		say(w.Title, w.OriginalTitle)
		say(w.Also...)
	}
	for _, a := range r.Awards {
		say(a.Name, a.By)
	}
	for _, p := range r.People {
		say(p.Name)
		for _, n := range p.Names {
			say(n.Text)
		}
	}
	for _, n := range r.Notes {
		say(n.Text)
	}
}
