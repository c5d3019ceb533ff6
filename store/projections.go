package store

import "vigil/internal/casefile"

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

// fill appends the values to dst, with the blanks filled in.
func (p projection) fill(dst []any, id, changed int64) []any {
	for _, v := range p.values {
		switch v {
		case theID:
			v = id
		case theChanged:
			v = changed
		}
		dst = append(dst, v)
	}
	return dst
}

// projections are all rows for one casefile of the casebook; doc is r as JSON.
// This is the only place where they are made, and it takes nothing but a
// redacted casefile.
func projections(book CasebookID, r *casefile.Redacted, doc []byte) []projection {
	b := builder{book: book, counts: make(map[string]int), folded: make(map[string]string)}
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
	folded map[string]string
}

func (b *builder) add(table, insert string, values ...any) {
	b.rows = append(b.rows, projection{table, insert, values})
}

// key is [wordsKey], once for each text: folding is a large part of an import.
func (b *builder) key(text string) string {
	k, ok := b.folded[text]
	if !ok {
		k = wordsKey(text)
		b.folded[text] = k
	}
	return k
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
		string(r.Status.Code), r.Status.AsOf.String(), b.key(r.Person.Name), text(doc), theChanged)
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
